#!/usr/bin/env python3
"""How long `casus export` takes for a large ledger, in each format and for each audience, and with how much memory.

  python3 bench/export.py --casus build/casus [--incidents 100000] [--keep DIR]

The ledger is made by reading generated reports: each tells of one invented strike on a village of its own on a day of ten years, every
fifth a second time by another paper with another number. --keep keeps it for the next run. Prints a line an export."""
import argparse
import datetime
import json
import os
import subprocess
import tempfile
import time

FORMATS = ("jsonl", "csv", "geojson", "jsonld", "ged", "acled", "airwars", "plover")
SYLLABLES = [c + v for c in "bdfghklmnrst" for v in "aeiou"]
COUNTRIES = ("Iraq", "Yemen", "Sudan", "Mali", "Somalia", "Libya")
PARTIES = ("The Marsh Brigade", "The Reed Front", "The army", "The Osmari air force")


def name(n):
    word = ""
    for _ in range(4):
        n, k = divmod(n, len(SYLLABLES))
        word += SYLLABLES[k]
    return word.capitalize()


def report(n, second):
    day = datetime.date(2011, 1, 1) + datetime.timedelta(n * 7919 % 3650)
    place, country, party = name(n * 7 + 1), COUNTRIES[n % len(COUNTRIES)], PARTIES[n % len(PARTIES)]
    killed = 2 + n % 17 + (3 if second else 0)
    paper = "Delta Post" if second else "Marsh Wire"
    text = (f"{place.upper()}, {country} ({paper}) - {killed} civilians were killed and {killed + 4} others wounded when shells hit a market in {place} in {country} on "
            f"{day.strftime('%A')}, a doctor said. Residents blamed {party[0].lower() + party[1:]}.")
    return {"id": f"{paper}-{n}", "publisher": paper, "url": f"https://wire.example/{second:d}/{n}", "title": f"{killed} killed in {place}",
            "published": day.isoformat(), "text": text}


def feed(casus, path, reports):
    reading = subprocess.Popen([casus, "read", "--ledger", path, "-"], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
    for one in reports:
        reading.stdin.write((json.dumps(one) + "\n").encode())
    reading.stdin.close()
    assert reading.wait() == 0


def make(casus, path, n):
    feed(casus, path, (report(k, second) for k in range(n) for second in (False, True)[:1 + (k % 5 == 0)]))


def measure(casus, ledger, words):
    start = time.monotonic()
    pid = os.fork()
    if pid == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        os.execv(casus, [casus, "export", "--ledger", ledger, *words])
    _, status, usage = os.wait4(pid, 0)
    assert status == 0, words
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--casus", required=True)
    parser.add_argument("--incidents", type=int, default=100000)
    parser.add_argument("--keep", help="a folder")
    given = parser.parse_args()
    casus = os.path.abspath(given.casus)
    with tempfile.TemporaryDirectory() as folder:
        ledger = os.path.join(given.keep or folder, f"export-{given.incidents}.db")
        if not os.path.exists(ledger):
            make(casus, ledger, given.incidents)
        n = subprocess.run([casus, "export", "--ledger", ledger, "--format", "csv"], capture_output=True, check=True).stdout.count(b"\r\n") - 1
        print(f"{n} incidents")
        for words in [["--format", form] for form in FORMATS] + [["--format", "jsonl", "--audience", "public"], ["--format", "ged", "--policy", "origins"]]:
            seconds, of_cpu, megabytes = measure(casus, ledger, words)
            print(f"{' '.join(words):40} {seconds:6.1f} s  {of_cpu:6.1f} s of CPU  {megabytes:5.0f} MB")


if __name__ == "__main__":
    main()
