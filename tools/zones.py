#!/usr/bin/env python3
"""Makes data/world/zone.tsv: which clocks a country keeps, and how far each was from UTC, from 1990 to 2037.

Run when the rules of some country change (the build does not need it); reads the time zone database of the machine (Debian: tzdata):

    python3 tools/zones.py"""
import datetime
import zoneinfo
from collections import defaultdict
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "data" / "world" / "zone.tsv"
FIRST, LAST = datetime.datetime(1990, 1, 1), datetime.datetime(2038, 1, 1)
STEP = datetime.timedelta(days=7)           # shorter stretches of one time are not known
UNLISTED = {"XK": "Europe/Belgrade"}        # Kosovo has no code in the database
HEAD = """# What the clocks show: of a country the zones it keeps, each with a point in it; of a zone its distance from UTC in minutes, and from when (UTC).
# columns: "zone" and a country (ISO 3166-1 alpha-2) or a zone's name, rule (NAME@lat,lon ';' ..., or minutes '|' yyyymmddThhmm=minutes '|' ...)
# Source: the IANA time zone database (tzdata %s), through Debian; made by tools/zones.py. Licence: public domain.
"""


def offset(zone, moment):
    return int(moment.replace(tzinfo=datetime.timezone.utc).astimezone(zone).utcoffset().total_seconds()) // 60


def changes(zone):
    """(moment, minutes) of every change, the moment to the minute."""
    before, low = offset(zone, FIRST), FIRST
    while low < LAST:
        high = min(low + STEP, LAST)
        if offset(zone, high) != before:
            good, bad = low, high
            while bad - good > datetime.timedelta(minutes=1):
                middle = (good + (bad - good) / 2).replace(second=0, microsecond=0)
                good, bad = (middle, bad) if offset(zone, middle) == before else (good, middle)
            before = offset(zone, bad)
            yield bad, before
            high = bad
        low = high


def degrees(text):
    """"+3330" or "-0013045" -> degrees"""
    sign, digits = (-1 if text[0] == "-" else 1), text[1:]
    seconds = int(digits[-2:]) if len(digits) >= 6 else 0
    digits = digits[:-2] if len(digits) >= 6 else digits
    return sign * (int(digits[:-2]) + int(digits[-2:]) / 60 + seconds / 3600)


def point(text):
    cut = max(text.rfind("+"), text.rfind("-"))
    return f"{degrees(text[:cut]):.2f},{degrees(text[cut:]):.2f}"


def table():
    for folder in zoneinfo.TZPATH:
        if (Path(folder) / "zone1970.tab").exists():
            return Path(folder)
    raise SystemExit("no time zone database on this machine: install tzdata")


def version(folder):
    first = (folder / "tzdata.zi").read_text(encoding="utf-8").splitlines()[0]
    return first.removeprefix("# version ")


def main():
    folder, places, zones = table(), defaultdict(list), []
    for line in (folder / "zone1970.tab").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        codes, where, name = line.split("\t")[:3]
        zones.append(name)
        for code in codes.split(","):
            rank = 0 if codes.startswith(code) else 1                   # a country's own before one that it shares
            places[code].append((rank, f"{name}@{point(where)}"))
            for other, zone in UNLISTED.items():
                if zone == name and code == "RS":
                    places[other].append((0, f"{name}@{point(where)}"))
    rows = [f"zone {code}\t{';'.join(one for _, one in sorted(listed, key=lambda pair: pair[0]))}" for code, listed in sorted(places.items())]
    for name in sorted(zones):
        zone = zoneinfo.ZoneInfo(name)
        rules = [str(offset(zone, FIRST))] + [f"{moment:%Y%m%dT%H%M}={minutes}" for moment, minutes in changes(zone)]
        rows.append(f"zone {name}\t{'|'.join(rules)}")
    OUT.write_text(HEAD % version(folder) + "".join(row + "\n" for row in rows), encoding="utf-8")
    print(f"{len(rows)} rows, {OUT.stat().st_size} bytes")


main()
