#!/usr/bin/env python3
"""`casus read --resume` broken off again and again, by SIGKILL and by an interrupt: resume.py CASUS

What the ledger then holds is, row for row, what a reading in one go gives; no page is read twice by those that go on."""
import gzip
import io
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile

ROUNDS = 24
PLACES = ["Tal Amal", "Osmar", "North Marsh", "Al-Harit"]
CONTENT = {"report": "id", "part": "report, nth", "mention": "report, nth", "telling": "id", "claim": "id", "original": "sha256"}
SUMMARY = re.compile(r"(\d+) reports? read, (\d+) of them new")


def text(number):
    place = PLACES[number % 4]
    return f"Shells hit {place} on Tuesday, {number} March 2031, and {number % 17 + 1} people were killed, the Civil Defence said. The army denied firing on {place}."


def page(number):
    return f"<html><head><title>Shells in {PLACES[number % 4]}</title></head><body><p>{text(number)}</p></body></html>"


def record(number, kind="response", media="text/html"):
    """Every tenth address is captured a second time with other words."""
    block = f"HTTP/1.1 200 OK\r\nContent-Type: {media}\r\n\r\n{page(number)}".encode()
    head = (f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://marsh.example/{number // 10 * 10 if number % 10 == 9 else number}\r\n"
            f"WARC-Date: 2031-03-04T10:00:{number % 60:02}Z\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
            f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n")
    return head.encode() + block + b"\r\n\r\n"


def warc(first, n):
    """With pictures between the pages, a member that is damaged and a record that is none."""
    members = [gzip.compress(record(number, media="image/png" if number % 7 == 3 else "text/html")) for number in range(first, first + n)]
    members[n // 2] = members[n // 2][:60] + bytes(20) + members[n // 2][80:]
    return b"".join(members[:n // 3] + [gzip.compress(b"WARC/1.1\r\nnothing\r\n\r\n")] + members[n // 3:])


def lines(first, n):
    """With blank lines and one that is no JSON."""
    made = [json.dumps({"id": f"line-{number}", "text": text(number)}) for number in range(first, first + n)]
    return "\n".join(made[:n // 2] + ["", "{no", ""] + made[n // 2:]) + "\n"


def feed(first, n):
    items = "".join(f"<item><title>Shells</title><link>https://marsh.example/feed/{k}</link><description>{text(k)}</description></item>" for k in range(first, first + n))
    return f'<rss version="2.0"><channel><title>Marsh Wire</title><link>https://marsh.example/</link>{items}</channel></rss>'


def packed(files, kind):
    made = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        return made.getvalue()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content if isinstance(content, bytes) else content.encode()))
    return made.getvalue()


def inputs():
    inner = {f"{k}.html": page(400 + k) for k in range(6)}
    return {"a.warc": b"".join(record(k) for k in range(20)), "b.warc.gz": warc(100, 60), "c.jsonl": lines(200, 40),
            "d.zip": packed({"1.html": page(300), "2.jsonl": lines(310, 20), "3.warc.gz": warc(330, 40), "4.tar.gz": packed(inner, "tar"), "5.txt": text(390)}, "zip"),
            "e.tar.gz": packed({"x/1.html": page(500), "x/2.warc.gz": warc(510, 20), "x/3.xml": feed(540, 12)}, "tar"),
            "f.xml": feed(600, 30), "g.json": json.dumps([{"id": f"value-{k}", "text": text(k)} for k in range(30)], indent=1),
            **{f"h/{k}.html": page(700 + k) for k in range(10)}, "i.jsonl.gz": gzip.compress(lines(800, 30).encode())}


def write(folder, name, content):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())
    return path


def content_of(ledger):
    database = sqlite3.connect(ledger)
    rows = {}
    for table, order in CONTENT.items():
        columns = [column[1] for column in database.execute(f"PRAGMA table_info({table})") if column[1] != "run"]
        rows[table] = database.execute("SELECT %s FROM %s ORDER BY %s" % (", ".join(f'"{name}"' for name in columns), table, order)).fetchall()
    database.close()
    return rows


def assert_same(one, other, when):
    for table in CONTENT:
        assert len(one[table]) == len(other[table]), f"{when}: {len(one[table])} rows of {table}, {len(other[table])} expected"
        for row, wanted in zip(one[table], other[table]):
            assert row == wanted, f"{when}: {table}: {row} instead of {wanted}"


class Reading:
    def __init__(self, casus, folder):
        self.casus, self.folder = casus, folder

    def read(self, ledger, *words):
        done = subprocess.run([self.casus, "read", "--ledger", ledger, *words], capture_output=True, text=True, timeout=250)
        assert done.returncode == 0, done.stderr
        n_read, n_new = map(int, SUMMARY.search(done.stderr).groups())
        return n_read, n_new, done.stderr

    def break_off(self, ledger, source, after_s, blow):
        """-> pages read and new ones, where it still could tell."""
        reading = subprocess.Popen([self.casus, "read", "--ledger", ledger, "--resume", source], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        time.sleep(after_s)
        reading.send_signal(blow)
        told = SUMMARY.search(reading.communicate(timeout=250)[1])
        return tuple(map(int, told.groups())) if told else None


def broken_off_often(reading, source, calm, whole_s):
    ledger, chance, told = os.path.join(reading.folder, "broken.db"), random.Random(11), []
    for blow in range(ROUNDS):
        told.append(reading.break_off(ledger, source, chance.uniform(0, whole_s / 8), signal.SIGINT if blow % 3 == 2 else signal.SIGKILL))
    n_read, n_new, _ = reading.read(ledger, "--resume", source)
    assert n_read == n_new, f"{n_read - n_new} pages were read twice"
    for counts in filter(None, told):
        assert counts[0] == counts[1], f"{counts[0] - counts[1]} pages were read twice"
    assert_same(content_of(ledger), calm, "broken off and resumed")
    for words in (["--resume"], []):
        n_read, n_new, _ = reading.read(ledger, *words, source)
        assert n_new == 0 and (not words or n_read == 0), f"{n_read} read again, {n_new} new"
        assert_same(content_of(ledger), calm, "read once more")
    return sum(counts is None for counts in told), n_read


def stopped_after_every_page(reading):
    """The reading ends at page n + 1, whatever n, because the ledger takes no more; then it may go on."""
    source = write(reading.folder, "every.zip", packed({
        "1.warc.gz": warc(0, 12), "2.json": json.dumps([{"id": f"v{k}", "text": text(k)} for k in range(3)], indent=1), "3.html": page(20),
        "4.tar.gz": packed({"x.jsonl": lines(30, 4), "y.xml": feed(40, 3)}, "tar"), "5.txt": text(50), "6.jsonl": lines(60, 3)}, "zip"))
    base, whole, ledger = (os.path.join(reading.folder, name) for name in ("base.db", "every.db", "stopped.db"))
    reading.read(base, write(reading.folder, "first.txt", text(99)))
    shutil.copy(base, whole)
    n_all = reading.read(whole, source)[0]
    wanted = content_of(whole)
    for n in range(n_all):
        shutil.copy(base, ledger)
        with sqlite3.connect(ledger) as database:
            database.execute(f"CREATE TRIGGER enough BEFORE INSERT ON report WHEN (SELECT count(*) FROM report) > {n} BEGIN SELECT RAISE(ABORT, 'enough'); END")
        database.close()
        stopped = subprocess.run([reading.casus, "read", "--ledger", ledger, source], capture_output=True, text=True, timeout=250)
        assert stopped.returncode == 1 and "enough" in stopped.stderr, stopped.stderr
        with sqlite3.connect(ledger) as database:
            database.execute("DROP TRIGGER enough")
        database.close()
        counts = reading.read(ledger, "--resume", source)
        assert counts[:2] == (n_all - n, n_all - n), f"after page {n} of {n_all}: {counts}"
        assert_same(content_of(ledger), wanted, f"stopped after page {n}")
    return n_all


def changed_inputs(reading):
    ledger = os.path.join(reading.folder, "changed.db")
    whole = lines(0, 30)
    source = write(reading.folder, "changed.jsonl", whole)
    assert reading.read(ledger, source)[:2] == (30, 30)
    for content, expected in ((whole + json.dumps({"id": "one more", "text": text(3)}) + "\n", (31, 1)), (whole[:len(whole) // 2], None),
                              (whole.replace("line-3", "line-5"), None)):
        write(reading.folder, "changed.jsonl", content)
        counts = reading.read(ledger, "--resume", source)
        assert "changed.jsonl: not the file that was read before" in counts[2], counts[2]
        assert expected is None or counts[:2] == expected, counts
    before = content_of(ledger)
    assert reading.read(ledger, "--resume", write(reading.folder, "other.jsonl", lines(0, 30)))[:2] == (30, 0)
    assert_same(content_of(ledger), before, "the same reports under another name")


def main():
    with tempfile.TemporaryDirectory() as folder:
        reading = Reading(sys.argv[1], folder)
        source, calm = os.path.join(folder, "inputs"), os.path.join(folder, "calm.db")
        for name, content in inputs().items():
            write(source, name, content)
        started = time.monotonic()
        n_read, n_new, _ = reading.read(calm, source)
        whole_s = time.monotonic() - started
        assert n_read == n_new and n_new > 250, f"{n_read} read, {n_new} new"
        n_killed, _ = broken_off_often(reading, source, content_of(calm), whole_s)
        n_places = stopped_after_every_page(reading)
        changed_inputs(reading)
        print(f"{n_new} pages: broken off {ROUNDS} times, {n_killed} of them without a word; stopped after each of {n_places} pages")


main()
