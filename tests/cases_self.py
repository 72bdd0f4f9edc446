#!/usr/bin/env python3
"""The runner of cases must find what is wrong: cases_self.py CASES. Each case below says how it must end."""
import re
import subprocess
import sys
import tempfile

REPORT = "Seven people were hurt in North Marsh on Monday, the ministry said."
# (expectations, must it pass?)
CASES = [
    ('token "Seven"\nsentence "%s"\nno token "eight"\ncount sentences 1\ntokens "in North Marsh on"' % REPORT, True),
    ('info published="2031-03-05"\ncount parts 1\npart body "Seven people"', True),
    ("# a comment, and nothing else", False),
    ('token "eight"', False),
    ('no token "Seven"', False),
    ("count sentences 2", False),
    ('tokens "North on"', False),
    ('no claim asserts casualtys', False),
    ('no claim denies', False),
    ('count claims denies 0', True),
    ('no claim asserts casualties sauce="X"', False),
    ('no tokenn "x"', False),
    ('token "Seven', False),
    ('count sentences', False),
    ('refused "not text"', False),
    ('no part body "Seven"', False),
    ('info published="2031-03-06"', False),
]


def run(runner, text):
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        return subprocess.run([runner, file.name], capture_output=True, text=True)


def main():
    text = "".join(f"== case {i}\npublished: 2031-03-05\n{REPORT}\n--\n{expectations}\n\n" for i, (expectations, _) in enumerate(CASES))
    done = run(sys.argv[1], text)
    failed = set(re.findall(r"== case (\d+)$", done.stdout, re.M))
    faults = [f"should have {'passed' if must_pass else 'failed'}: {expectations!r}"
              for i, (expectations, must_pass) in enumerate(CASES) if must_pass == (str(i) in failed)]
    n_pass = sum(must_pass for _, must_pass in CASES)
    if not done.stdout.endswith(f"{n_pass} passed, {len(CASES) - n_pass} failed\n") or done.returncode != 1:
        faults.append(f"counted wrongly, status {done.returncode}:\n{done.stdout}{done.stderr}")
    if run(sys.argv[1], "").returncode != 77:
        faults.append("a file without cases counts as tested")
    print("\n".join(faults))
    print(f"{len(CASES) + 2 - len(faults)} passed, {len(faults)} failed")
    sys.exit(1 if faults else 0)


main()
