#!/usr/bin/env python3
"""The runner of cases must find what is wrong: cases_self.py CASES. Each case below says how it must end."""
import os
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
    ('no claim asserts casualties sauce="X"', False),
    ('no tokenn "x"', False),
    ('token "Seven', False),
    ('count sentences', False),
    ('refused "not text"', False),
    ('no part body "Seven"', False),
    ('info published="2031-03-06"', False),
]


def main():
    faults = []
    for expectations, must_pass in CASES:
        with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
            file.write(f"== a case\npublished: 2031-03-05\n{REPORT}\n--\n{expectations}\n")
            file.flush()
            done = subprocess.run([sys.argv[1], file.name], capture_output=True, text=True)
        says = "1 passed, 0 failed" if must_pass else "0 passed, 1 failed"
        if done.returncode != (0 if must_pass else 1) or not done.stdout.endswith(says + "\n"):
            faults.append(f"{expectations!r}: expected '{says}', status {done.returncode}:\n{done.stdout}{done.stderr}")
    empty = subprocess.run([sys.argv[1], os.devnull], capture_output=True, text=True)
    if empty.returncode != 77:
        faults.append("a file without cases counts as tested")
    print("\n".join(faults))
    print(f"{len(CASES) + 1 - len(faults)} passed, {len(faults)} failed")
    sys.exit(1 if faults else 0)


main()
