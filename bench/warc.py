#!/usr/bin/env python3
"""Reading web archives into a ledger: warc.py CASUS [--sizes 1000,10000,100000] [--json] [--killed N] [--words 120]

Makes gzipped WARCs of N records, with pages of invented reports between requests and pictures, and reads each into a new ledger on one
core: records and megabytes (unpacked) a second, and the highest mark of memory, which must not grow with N. The last size is read once more and
killed on the way; with --resume it must come to the same reports. The generator alone: warc.py --write FILE N."""
import argparse
import datetime
import gzip
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from run import FIRST_DAY, capital, measured, peak_of, places, report

RECORDS_A_DAY = 200
FIXED_DAYS = {"on 4 March": "on Sunday", "on the morning of 3 March": "on Saturday morning"}
FURNITURE = "".join(f'<li><a href="/section/{k}">Section {k} of the Marsh Wire</a></li>' for k in range(40))


def page(rng, towns, number, n_words):
    """Written one day after the other, 200 records a day, of that week: a longer crawl tells of more days, not of more incidents on each."""
    one = report(rng, towns, number)
    one["published"] = (FIRST_DAY + datetime.timedelta(days=number // RECORDS_A_DAY)).isoformat()
    for fixed, that_week in FIXED_DAYS.items():
        one["text"] = one["text"].replace(fixed, that_week)
    paragraphs = "".join(f"<p>{' '.join(part.split())}</p>\n" for part in one["text"][:n_words * 6].rsplit(".", 1)[0].split("\n\n"))
    return (f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Report {number} of the Marsh Wire</title>'
            f'<meta property="article:published_time" content="{one["published"]}T08:00:00Z"></head><body><nav><ul>{FURNITURE}</ul></nav>'
            f"<article><h1>{capital(rng.choice(towns))}: report {number}</h1>{paragraphs}</article><footer>Marsh Wire, all rights reserved</footer></body></html>").encode()


def record(kind, url, media, block, day):
    return (f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {day}T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:{url[-8:]}-{kind}>\r\n"
            f"Content-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n").encode() + block + b"\r\n\r\n"


def write_warc(path, n, n_words):
    """N records: of ten, one is a request, one a picture, one a revisit and seven are pages. -> (pages, bytes unpacked)."""
    rng, pages, size = random.Random(20310305), 0, 0
    towns = places(rng)
    with open(path, "wb") as file:
        for number in range(n):
            url = f"https://marsh.example/{number:08}"
            if number % 10 == 0:
                made = record("request", url, "application/http;msgtype=request", b"GET / HTTP/1.1\r\nHost: marsh.example\r\n\r\n", "2031-12-31")
            elif number % 10 == 5:
                made = record("response", url, "application/http;msgtype=response", b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n" + rng.randbytes(2000), "2031-12-31")
            elif number % 10 == 7:
                made = record("revisit", f"https://marsh.example/{number - 1:08}", "application/http;msgtype=response", b"HTTP/1.1 200 OK\r\n\r\n", "2031-12-31")
            else:
                head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nServer: marsh\r\n\r\n"
                made = record("response", url, "application/http;msgtype=response", head + page(rng, towns, number, n_words), "2031-12-31")
                pages += 1
            size += len(made)
            file.write(gzip.compress(made, 6))
    return pages, size


def n_reports(ledger):
    database = sqlite3.connect(ledger)
    try:
        return database.execute("SELECT count(*), count(DISTINCT report_id), count(DISTINCT sha256) FROM report").fetchone()
    finally:
        database.close()


def read_killed(casus, path, ledger, n_kills, whole_s, core):
    """Killed n times on its way, resumed each time. -> (seconds in all, peak MiB)."""
    start, peak = time.monotonic(), 0
    call = [casus, "read", "--ledger", ledger, "--resume", path]
    for _ in range(n_kills):
        with subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=lambda: os.sched_setaffinity(0, {core})) as reading:
            time.sleep(whole_s / (n_kills + 1))
            peak = max(peak, peak_of(reading.pid))
            reading.send_signal(signal.SIGKILL)
    _, _, last_peak = measured(call, core)
    return time.monotonic() - start, max(peak, last_peak)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("casus", nargs="?")
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--killed", type=int, default=3, help="how often the last size is killed when it is read again")
    parser.add_argument("--words", type=int, default=120, help="words of each page, about")
    parser.add_argument("--write", nargs=2, metavar=("FILE", "N"))
    options = parser.parse_args()
    if options.write:
        print("%d pages, %d bytes unpacked" % write_warc(options.write[0], int(options.write[1]), options.words))
        return
    if not options.casus:
        parser.error("which casus?")
    core = min(os.sched_getaffinity(0))
    print(f"{'':<18} {'records':>9} {'pages':>8} {'wall s':>8} {'cpu s':>8} {'records/s':>10} {'MB/s':>7} {'peak MiB':>9} {'ledger MB':>10}")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "bench.warc.gz")
        for n in map(int, options.sizes.split(",")):
            pages, size = write_warc(path, n, options.words)
            ledger = os.path.join(folder, f"{n}.db")
            wall, cpu, peak = measured([options.casus, "read", "--ledger", ledger, path], core)
            print(f"{'in one go':<18} {n:>9,} {pages:>8,} {wall:>8.1f} {cpu:>8.1f} {n / wall:>10,.0f} {size / wall / 1e6:>7.2f} {peak:>9.1f} {os.path.getsize(ledger) / 1e6:>10.1f}", flush=True)
            calm = n_reports(ledger)
            os.remove(ledger)
            if calm != (pages, pages, pages):
                sys.exit(f"{calm[0]} reports of {pages} pages")
        wall, peak = read_killed(options.casus, path, ledger, options.killed, wall, core)
        print(f"{'killed, resumed':<18} {n:>9,} {pages:>8,} {wall:>8.1f} {'':>8} {n / wall:>10,.0f} {size / wall / 1e6:>7.2f} {peak:>9.1f} {os.path.getsize(ledger) / 1e6:>10.1f}")
        if n_reports(ledger) != calm:
            sys.exit(f"killed {options.killed} times and resumed: {n_reports(ledger)} reports instead of {calm}")


main()
