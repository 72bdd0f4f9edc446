#!/usr/bin/env python3
"""`casus read --ledger` killed 50 times, at any moment: kill.py CASUS

After each blow the ledger is sound (`casus check`) and holds at least the reports it held before. Read to the end, it says
what a ledger says that was read in one go. That a report is never lost once it is acknowledged is shown by kill.c, which
hears the acknowledgements."""
import json
import os
import random
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time

ROUNDS, REPORTS = 50, 400
PLACES = ["Tal Amal", "Osmar", "North Marsh", "Al-Harit"]


def reports():
    for i in range(REPORTS):
        text = ("%s, 5 March 2031 - An air strike on the village of %s killed %d people on Tuesday, the Civil Defence said.\n\n"
                "The army denied that its aircraft had carried out the strike.\n" % (PLACES[i % 4], PLACES[i % 4], i % 17 + 1))
        yield {"id": "r%03d" % i, "text": text, "published": "2031-03-%02d" % (i % 9 + 5), "publisher": "Marsh Wire"}


def run(*call):
    return subprocess.run(call, capture_output=True, text=True, timeout=250)


def held(ledger):
    """How many reports the ledger holds; 0 when it is not there yet."""
    if not os.path.exists(ledger) or os.path.getsize(ledger) == 0:
        return 0
    database = sqlite3.connect(ledger)
    try:
        return database.execute("SELECT count(*) FROM report").fetchone()[0]
    except sqlite3.OperationalError:
        return 0                        # made but for its schema
    finally:
        database.close()


def kill_once(casus, ledger, source, after_s):
    reading = subprocess.Popen([casus, "read", "--ledger", ledger, source], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(after_s)
    reading.kill()
    reading.wait()


def cut_short(casus, folder, source, whole):
    """The blow falls after the schema is written and before its journal is gone: the bytes say ledger, and SQLite will empty them.
    Journal header: sqlite.org/fileformat2.html, "The Rollback Journal" (no page to restore, no page before)."""
    ledger = os.path.join(folder, "cut-short.db")
    with open(whole, "rb") as file:
        made = bytearray(file.read())
    made[18] = made[19] = 1             # not yet in WAL
    with open(ledger, "wb") as file:
        file.write(made)
    with open(ledger + "-journal", "wb") as file:
        file.write((bytes.fromhex("d9d505f920a163d7") + struct.pack(">5I", 0, 1, 0, 512, 4096)).ljust(512, b"\0"))
    read = run(casus, "read", "--ledger", ledger, source)
    assert read.returncode == 0, read.stderr
    assert held(ledger) == REPORTS, "%d of %d reports were read" % (held(ledger), REPORTS)


def main():
    casus = sys.argv[1]
    chance = random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        source, ledger, calm = (os.path.join(folder, name) for name in ("reports.jsonl", "killed.db", "calm.db"))
        with open(source, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(report) + "\n" for report in reports())
        started = time.monotonic()
        read = run(casus, "read", "--ledger", calm, source)
        whole_s = time.monotonic() - started
        assert read.returncode == 0, read.stderr
        assert held(calm) == REPORTS, "%d of %d reports were read" % (held(calm), REPORTS)
        cut_short(casus, folder, source, calm)
        before = 0
        for blow in range(ROUNDS):
            kill_once(casus, ledger, source, chance.uniform(0, whole_s / 6))
            now = held(ledger)
            assert now >= before, "blow %d: %d reports, %d before" % (blow, now, before)
            if now:
                check = run(casus, "check", ledger)
                assert check.returncode == 0, "blow %d: %s%s" % (blow, check.stdout, check.stderr)
            before = now
        last = run(casus, "read", "--ledger", ledger, source)
        assert last.returncode == 0, last.stderr
        exports = [run(casus, "export", "--ledger", name, "--format", "jsonl").stdout for name in (calm, ledger)]
        assert exports[0].strip() and exports[0] == exports[1], "the killed ledger says something else"
        print("killed %d times; %d reports held before the last call, %d after" % (ROUNDS, before, held(ledger)))


main()
