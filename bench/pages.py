#!/usr/bin/env python3
"""Speed and memory of reading web pages: pages.py CASUS PAGES [--no-trafilatura]

PAGES: JSON Lines, one {"id", "html"} a page; also gzipped. Both programs are held to one core and read the same pages: `casus read --format
jsonl --layers parts`, and trafilatura from PyPI in an environment of its own, made for the run and thrown away; where it cannot be had, a line
says so. CPU time is what the system counted (wait4), memory its highest mark. Last line: pages a CPU second, memory, how many times trafilatura."""
import argparse
import gzip
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

OTHER = """
import json, sys, time
import trafilatura
pages = [json.loads(line)["html"] for line in open(sys.argv[1], encoding="utf-8")]
start = time.process_time()
for html in pages: trafilatura.extract(html, include_comments=True, with_metadata=True)
print(time.process_time() - start)
"""


def on_one_core():
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def measured(command, out):
    """Wall seconds, CPU seconds and MiB of a program; ends this one when it fails."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=out, preexec_fn=on_one_core)
    _, status, usage = os.wait4(process.pid, 0)
    if status: sys.exit(f"FAILED: {command[0]}: exit {os.waitstatus_to_exitcode(status)}")
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def plain_pages(path, folder):
    data = gzip.open(path).read() if path.suffix == ".gz" else path.read_bytes()
    lines = [line for line in data.splitlines() if line.strip()]
    plain = Path(folder) / "pages.jsonl"
    plain.write_bytes(b"\n".join(lines) + b"\n")
    return plain, len(lines)


def other_python(folder):
    """A Python that has trafilatura; None when it cannot be had."""
    python = Path(folder) / "venv/bin/python"
    for step in ([sys.executable, "-m", "venv", str(Path(folder) / "venv")], [str(python), "-m", "pip", "install", "-q", "trafilatura", "lxml_html_clean"]):
        if subprocess.run(step, capture_output=True).returncode: return None
    return python


def other_cpu(python, pages, folder):
    """CPU seconds of trafilatura over the pages, without its start, and its MiB."""
    answer = Path(folder) / "other.txt"
    with answer.open("w") as out: _, _, memory = measured([str(python), "-c", OTHER, str(pages)], out)
    return float(answer.read_text().split()[-1]), memory


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("casus"); parser.add_argument("pages", type=Path); parser.add_argument("--no-trafilatura", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pages, n = plain_pages(args.pages, folder)
        wall, cpu, memory = measured([args.casus, "read", "--format", "jsonl", "--layers", "parts", str(pages)], subprocess.DEVNULL)
        print(f"casus: {n} pages   {n / wall:.1f} pages/s   {n / cpu:.1f} pages a CPU second   {memory:.0f} MiB")
        python = None if args.no_trafilatura else other_python(folder)
        if not python: print("trafilatura: left out, it cannot be had here")
        else:
            theirs, their_memory = other_cpu(python, pages, folder)
            print(f"trafilatura: {n / theirs:.1f} pages a CPU second   {their_memory:.0f} MiB   casus is {theirs / cpu:.1f} times as fast")
    return 0


if __name__ == "__main__":
    sys.exit(main())
