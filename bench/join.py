#!/usr/bin/env python3
"""How long `casus join` takes on made-up reports, with how much memory, and whether their order is any matter.

  python3 bench/join.py --casus build/casus --reports 10000,100000 [--shuffle]

The reports are lines as `casus read` writes them: incidents of ten years in 4,000 places, some hit often, each told by one to
twenty reports that leave out, round or misspell what they tell; a tenth give no date, a tenth copy a passage. Nothing is random but the seed.
Prints a line a size, and how many times as long the larger took as the smaller."""
import argparse
import datetime
import json
import os
import random
import subprocess
import tempfile
import time

TYPES = ("airstrike", "shelling", "drone strike", "bombing", "shooting", "armed clash", "raid", "attack")
PARTIES = ("Osmar", "Kesta", "Marsh Brigade", "North Marsh army")
START = datetime.date(2031, 1, 1)
SYLLABLES = [c + v for c in "bdfghklmnrst" for v in "aeiou"]


def name(rng, n=3):
    return "".join(rng.choice(SYLLABLES) for _ in range(n)).capitalize()


def places(rng):
    towns = []
    for n in range(4000):
        point = [round(10 + 6 * rng.random(), 4), round(20 + 6 * rng.random(), 4)]
        towns.append((name(rng, 4), point if n % 3 else [None, None], "Province %s" % chr(65 + n % 20), "town" if n % 8 else "city"))
    return towns


def spelt(rng, word):
    return word if rng.random() < .8 else word.replace("a", "e", 1) if rng.random() < .5 else "Al-" + word


def occurrence(rng, towns):
    town = towns[int(len(towns) * rng.random() ** 2)]
    return {"town": town, "day": START + datetime.timedelta(rng.randrange(3650)), "type": rng.choice(TYPES), "party": rng.choice(PARTIES),
            "killed": int(rng.paretovariate(1)) - 1, "names": [name(rng, 4) for _ in range(4)],
            "passages": ["%08x" % rng.getrandbits(32) for _ in range(6)]}


def telling(rng, what):
    town, point, province, precision = what["town"]
    killed = what["killed"] if rng.random() < .7 else what["killed"] + rng.randrange(3)
    dated = rng.random() < .9
    day = what["day"].isoformat() if dated else None
    copied = rng.random() < .1
    passages = what["passages"] if copied else ["%08x" % rng.getrandbits(32) for _ in range(6)]
    return {"id": "i1", "type": what["type"] if rng.random() < .8 else "attack", "stage": "accomplished", "from": day, "to": day,
            "place": {"name": spelt(rng, town), "lat": point[0], "lon": point[1], "country": "XA", "within": [province], "precision": precision},
            "killed": {"low": killed, "high": killed}, "injured": {"low": None, "high": None},
            "responsible": [{"party": what["party"], "standing": "alleged"}] if rng.random() < .6 else [], "claims": ["c1", "c2"],
            "when": None if dated else "XXXX-%02d-%02d" % (what["day"].month, what["day"].day) if rng.random() < .5 else "XXXX-WXX-%d" % what["day"].isoweekday(),
            "words": rng.sample(what["names"], 2) + ["market"], "passages": passages}


def lines(n, seed=7):
    rng = random.Random(seed)
    towns = places(rng)
    made = 0
    while made < n:
        what = occurrence(rng, towns)
        for _ in range(min(n - made, 20, int(rng.paretovariate(1)))):
            report = {"id": "r%07d" % made, "published": (what["day"] + datetime.timedelta(1)).isoformat() if rng.random() < .7 else None}
            yield json.dumps({"casus": 1, "report": report, "text": "...", "claims": [], "incidents": [telling(rng, what)]}, separators=(",", ":"))
            made += 1


def write_lines(n, shuffled, path):
    rows = list(lines(n)) if shuffled else lines(n)
    if shuffled:
        random.Random(1).shuffle(rows)
    with open(path, "w", encoding="utf-8") as out:
        for row in rows:
            out.write(row + "\n")


def join(casus, path, out):
    began = time.monotonic()
    with open(out, "wb") as to:
        child = subprocess.Popen([casus, "join", "--format", "jsonl", path], stdout=to, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
    if status:
        raise SystemExit("casus join ended with %d" % status)
    return time.monotonic() - began, usage.ru_maxrss / 1024


def sorted_bytes(path):
    with open(path, "rb") as f:
        return sorted(f.read().splitlines())


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--casus", required=True)
    ap.add_argument("--reports", default="10000,100000")
    ap.add_argument("--shuffle", action="store_true", help="join them in another order too: the same lines must come out")
    a = ap.parse_args()
    before = None
    with tempfile.TemporaryDirectory() as folder:
        path, out, other = (os.path.join(folder, n) for n in ("in.jsonl", "out.jsonl", "other.jsonl"))
        for n in map(int, a.reports.split(",")):
            write_lines(n, False, path)
            seconds, megabytes = join(a.casus, path, out)
            incidents = sum(1 for _ in open(out, "rb"))
            growth = "" if before is None else " growth=%.1f" % (seconds / before)
            print("join: reports=%d incidents=%d seconds=%.1f MiB=%.0f%s" % (n, incidents, seconds, megabytes, growth), flush=True)
            before = seconds
            if a.shuffle:
                write_lines(n, True, path)
                join(a.casus, path, other)
                if sorted_bytes(out) != sorted_bytes(other):
                    raise SystemExit("join: the order of the reports changed what came out")
                print("join: the same lines in another order", flush=True)


if __name__ == "__main__":
    main()
