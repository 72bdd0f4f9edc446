#!/usr/bin/env python3
"""Scores against the floors of bench/floors.tsv: floors.py CASUS.

The data to score with stands beside the project in ../shared and is not part of it: without it this is skipped
(status 77). A score more than one point under its floor fails. One command may serve several metrics; it runs once."""
import os
import re
import shlex
import subprocess
import sys

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
SHARED = os.path.join(ROOT, "..", "shared")
SLACK = 1.0
METRIC = re.compile(r"([A-Za-z0-9_.+]+)=(-?[0-9.]+)")
HEADLINE = re.compile(r"^(\w+): (-?[0-9.]+) ", re.M)                   # "gold: 30.0 texts=..."


def rows(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                metric, floor, command = line.rstrip("\n").split("\t")
                yield metric, float(floor), command


def scores(command, casus):
    """{metric: value} from the lines `name: metric=value metric=value ...` that the scorer prints."""
    words = [word.replace("{casus}", casus).replace("{shared}", SHARED) for word in shlex.split(command)]
    if not os.path.exists(words[0]):
        return None
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True)
    if done.returncode:
        print(f"{command}: status {done.returncode}: {(done.stderr or done.stdout).strip().splitlines()[-1:]}")
    return {name: float(value) for found in (METRIC, HEADLINE) for name, value in found.findall(done.stdout)}


def main():
    casus = os.path.abspath(sys.argv[1])
    if not os.path.isdir(os.path.join(SHARED, "score")):
        print("skipped: ../shared with the scorers is not here")
        sys.exit(77)
    known, passed, failed = {}, 0, 0
    for metric, floor, command in rows(os.path.join(ROOT, "bench", "floors.tsv")):
        if command not in known:
            known[command] = scores(command, casus)
        if known[command] is None:
            print(f"{metric:<32} skipped: {command.split()[0]} is not here")
            continue
        value = known[command].get(metric)
        is_ok = value is not None and value >= floor - SLACK
        passed, failed = passed + is_ok, failed + (not is_ok)
        print(f"{metric:<32} {'missing' if value is None else format(value, '7.2f')}  floor {floor:7.2f}  {'ok' if is_ok else 'UNDER'}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
