#!/usr/bin/env python3
"""How fast the workbench answers from a large ledger: serve.py --casus build/casus [--incidents 100000] [--keep DIR]

The ledger is made by reading generated reports, one an incident, each with ten claims or so: an invented strike on a village of its own on a day of ten
years. --keep keeps it for the next run. Then `casus serve` is asked on loopback: medians of each question over --rounds, each time with other words or
pages; the first of them, after opening, by itself. With wrk (Debian's package) also the load of 16 connections on the list, the server on one core.
What the browser loads first is counted as it is sent."""
import argparse
import datetime
import gzip
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from export import COUNTRIES, PARTIES, feed, name

CONNECTIONS, LOAD_SECONDS, PAGE = 16, 10, 100
WORDS = ("market", "clinic", "bridge", "school", "depot", "harbour", "mill", "bakery", "convoy", "well")


def report(n):
    rng = random.Random(n)
    day = datetime.date(2011, 1, 1) + datetime.timedelta(n * 7919 % 3650)
    place, country, party, what = name(n * 7 + 1), COUNTRIES[n % len(COUNTRIES)], PARTIES[n % len(PARTIES)], WORDS[n // 7 % len(WORDS)]
    dead, hurt = 2 + n % 17, 6 + n % 23
    by = party[0].lower() + party[1:]
    text = (f"{place.upper()}, {country} (Marsh Wire) - {dead} civilians were killed and {hurt} others wounded when shells hit a {what} in {place} in {country} on "
            f"{day.strftime('%A')}, a doctor said. Residents blamed {by}.\n\n"
            f"The Red Crescent said that {dead + 1 + rng.randrange(3)} people had been killed and {hurt + rng.randrange(9)} injured. "
            f"Police said {dead} people were killed and {hurt} wounded. {party} denied shelling the {what}.\n\n"
            f"The mayor said that {dead + rng.randrange(5)} people had been killed and {hurt + rng.randrange(5)} wounded in the shelling of the {what}.")
    return {"id": f"wire-{n}", "publisher": "Marsh Wire", "url": f"https://wire.example/{n}", "title": f"{dead} killed in {place}", "published": day.isoformat(), "text": text}


class Server:
    def __init__(self, casus, ledger, core):
        words = (["taskset", "-c", str(core)] if shutil.which("taskset") else []) + [casus, "serve", "--ledger", ledger, "--port", "0"]
        start = time.monotonic()
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        while True:
            line = self.process.stdout.readline()
            found = re.search(r"http://\S+", line)
            if found or not line:
                break
        if not found:
            sys.exit("casus serve did not start: " + line)
        self.address = found[0].rstrip("/.")
        self.opened = time.monotonic() - start

    def ask(self, path):
        """-> seconds, bytes as sent."""
        request = urllib.request.Request(self.address + path, headers={"Accept-Encoding": "gzip"})
        start = time.monotonic()
        try:
            with urllib.request.urlopen(request) as answer:
                sent = answer.read()
        except urllib.error.HTTPError as wrong:
            sys.exit(f"{path}: {wrong}: {wrong.read(200)}")
        return time.monotonic() - start, sent

    def text(self, path):
        sent = self.ask(path)[1]
        return gzip.decompress(sent) if sent[:2] == b"\x1f\x8b" else sent

    def close(self):
        self.process.terminate()
        self.process.wait()


def questions(rng, ids):
    """What the pages ask, with words and days drawn anew each round."""
    listed = lambda **words: "/api/incidents?" + urllib.parse.urlencode({"limit": PAGE, **words})
    seen = lambda **words: "/api/overview?" + urllib.parse.urlencode({"cell": 2, **words})
    village = lambda: name(rng.randrange(100000) * 7 + 1)
    month = f"{rng.randrange(2011, 2021)}-{rng.randrange(1, 13):02}"
    filters = {"month": {"since": month, "until": month}, "place": {"place": village()}, "country": {"place": rng.choice(COUNTRIES)}, "party": {"party": rng.choice(PARTIES)},
               "type": {"type": "shelling"}, "killed": {"killed": rng.randrange(2, 18)}, "standing": {"standing": "contested"}, "source": {"source": "Marsh Wire"},
               "review": {"review": 1}, "search, two words": {"text": f"{rng.choice(WORDS)} {village()}"}, "search, a word of many": {"text": rng.choice(WORDS)}}
    return {"list page": listed(), "list page, far on": listed(offset=rng.randrange(900) * PAGE), "map and timeline": seen(), "incident": f"/api/incidents/{rng.choice(ids)}",
            "review queue": "/api/queue/counts", **{"list: " + k: listed(**v) for k, v in filters.items()}, **{"map: " + k: seen(**v) for k, v in filters.items()}}


def medians(server, rounds):
    rng, times = random.Random(3), {}
    ids = [one["id"] for one in json.loads(server.text(f"/api/incidents?limit={PAGE}"))["incidents"]]
    for _ in range(rounds):
        for what, path in questions(rng, ids).items():
            times.setdefault(what, []).append(server.ask(path)[0] * 1000)
    return {what: (statistics.median(all_), max(all_)) for what, all_ in times.items()}


def load(server, core):
    if not shutil.which("wrk"):
        return "no wrk here: the load was not measured"
    pinned = ["taskset", "-c", str(core)] if shutil.which("taskset") else []
    told = subprocess.run([*pinned, "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{LOAD_SECONDS}s", "--latency", server.address + f"/api/incidents?limit={PAGE}"], capture_output=True, text=True).stdout
    return "; ".join(" ".join(line.split()) for line in told.splitlines() if re.search(r"Requests/sec|50%|99%|Non-2xx|errors", line))


def first_load(server):
    links = re.findall(rb'(?:src|href)="\.?(/[^"]+\.(?:js|css))"', server.text("/"))
    return len(server.ask("/")[1]) + sum(len(server.ask(link.decode())[1]) for link in links)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--casus", required=True)
    parser.add_argument("--incidents", type=int, default=100000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--keep", help="a folder")
    given = parser.parse_args()
    casus = os.path.abspath(given.casus)
    with tempfile.TemporaryDirectory() as folder:
        ledger = os.path.join(given.keep or folder, f"serve-{given.incidents}.db")
        if not os.path.exists(ledger):
            feed(casus, ledger, (report(n) for n in range(given.incidents)))
        server = Server(casus, ledger, 0)
        try:
            print(f"opened and listening after {server.opened * 1000:.0f} ms; the first list after {server.ask(f'/api/incidents?limit={PAGE}')[0] * 1000:.0f} ms more")
            print(f"first load as sent: {first_load(server) / 1024:.1f} KB")
            for what, (median, worst) in medians(server, given.rounds).items():
                print(f"{what:24} {median:8.1f} ms (median), {worst:8.1f} ms (worst)")
            print(f"load, {CONNECTIONS} connections, list: {load(server, 1)}")
        finally:
            server.close()


main()
