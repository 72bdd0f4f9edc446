#!/usr/bin/env python3
"""Runs every suite and counts: run.py BUILD SANITIZED_BUILD [FUZZ_BUILD SECONDS]. The last line is `N passed, N failed`, over all of them."""
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SUMMARY = re.compile(r"^(\d+) passed, (\d+) failed\s*$", re.M)
CMOCKA_PASSED = re.compile(r"^\[  PASSED  \] (\d+) test", re.M)
UNITTEST_RAN = re.compile(r"^Ran (\d+) tests? in", re.M)
UNITTEST_NOT = re.compile(r"^(?:FAILED|OK) \((.*)\)$", re.M)
CMOCKA_FAILED = re.compile(r"^\[  FAILED  \] (?:\[.*?\] )?(\d+) test", re.M)

COMPLAINT = re.compile(r"\bFAIL(ED|:)|\bERROR\b|Error:|^not ok|: error:")


def unittest_count(output):
    kinds = dict(re.findall(r"(\w+)=(\d+)", " ".join(UNITTEST_NOT.findall(output))))
    failed = int(kinds.get("failures", 0)) + int(kinds.get("errors", 0))
    return sum(map(int, UNITTEST_RAN.findall(output))) - failed - int(kinds.get("skipped", 0)), failed


def counted(output, is_ok):
    """(passed, failed) as the suite itself counts them; a suite that does not count is one test."""
    summary = SUMMARY.findall(output)
    if summary:
        passed, failed = map(int, summary[-1])
    elif UNITTEST_RAN.search(output):
        passed, failed = unittest_count(output)
    elif CMOCKA_PASSED.search(output):
        passed = sum(map(int, CMOCKA_PASSED.findall(output)))
        failed = sum(map(int, CMOCKA_FAILED.findall(output)))
    else:
        passed, failed = (1, 0) if is_ok else (0, 1)
    if not is_ok and not failed:
        failed = 1                                  # it broke after it had counted
    return passed, failed


broken = []                                         # every suite that failed, to be named again at the end


def complaints(result):
    """The lines in which a suite says what failed, or the last that it printed."""
    lines = ((result.get("stdout") or "") + "\n" + (result.get("stderr") or "")).splitlines()
    return [line for line in lines if COMPLAINT.search(line)][:12] or lines[-6:]


def meson(build, arguments):
    """Runs the tests of one build folder -> (passed, failed)."""
    print(f"---- {build}", flush=True)
    log = os.path.join(build, "meson-logs", "testlog.json")
    if os.path.exists(log):
        os.remove(log)
    code = subprocess.run(["meson", "test", "-C", build, "--no-rebuild", "--print-errorlogs", *arguments]).returncode
    passed = failed = 0
    try:
        with open(log, encoding="utf-8") as lines:
            results = [json.loads(line) for line in lines]
    except OSError:
        results = []
    for result in results:
        if result["result"] == "SKIP":
            continue
        p, f = counted((result.get("stdout") or "") + "\n" + (result.get("stderr") or ""), result["result"] == "OK")
        passed, failed = passed + p, failed + f
        if f:
            broken.append(f"{build}: {result['name']}\n" + "\n".join(complaints(result)))
    if code and not failed or not results:
        failed += 1                                 # meson itself could not run them
        broken.append(f"{build}: meson test ended with {code}")
    return passed, failed


def floors(casus):
    print("---- scores", flush=True)
    done = subprocess.run([sys.executable, os.path.join(HERE, "floors.py"), casus], capture_output=True, text=True)
    print(done.stdout + done.stderr, end="", flush=True)
    return (0, 0) if done.returncode == 77 else counted(done.stdout, done.returncode == 0)


def fuzzers(build, seconds):
    """The readers of what comes from outside, side by side; each program is one test."""
    print("---- fuzzers", flush=True)
    names = [name for name in ("html", "feed", "warc", "mime", "request") if os.path.exists(os.path.join(build, "fuzz", "fuzz_" + name))]
    done = subprocess.run(["sh", os.path.join(HERE, "..", "fuzz", "run.sh"), build, "seconds", seconds, *names], capture_output=True, text=True)
    print(done.stdout + done.stderr, end="", flush=True)
    passed = done.stdout.count("nothing found\n")
    return passed, max(len(names) - passed, 1 if done.returncode or not names else 0)


def main():
    build, sanitized = sys.argv[1], sys.argv[2]
    counts = [meson(build, []), meson(sanitized, ["--timeout-multiplier", "5"]), floors(os.path.join(build, "casus"))]
    if len(sys.argv) > 3:
        counts.append(fuzzers(sys.argv[3], sys.argv[4]))
    passed, failed = (sum(column) for column in zip(*counts))
    for suite in broken:
        print("failed:", suite)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
