#!/usr/bin/env python3
"""Derives the first block of data/world/region.tsv: the first-level regions of every country.

Run, on Debian, when the sources change (the build does not need it):

    apt-get install iso-codes wamerican unicode-cldr-core
    python3 tools/regions.py            # rewrites data/world/region.tsv up to the line that starts the hand-written block

Codes and local names come from iso-codes, English names from CLDR, corrections and points from tools/regions_fix.tsv.
CLDR's Debian package may also be unpacked anywhere (dpkg -x) and named with --cldr.
"""
import argparse
import difflib
import json
import re
import unicodedata
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ISO = Path("/usr/share/iso-codes/json")
CLDR = Path("/usr/share/unicode/cldr/common/subdivisions/en.xml")
ENGLISH = Path("/usr/share/dict/words")
HAND_BLOCK = "# ---- written by hand:"

HEAD = """\
# data/world/region.tsv: first-level regions of every country, then regions that the news names but no standard lists.
# columns: name, iso2, code (ISO 3166-2), precision, lat, lon, aliases ('|' between)
# A name that is also an everyday English word, a direction or a country stands only with its class word ("Unity State").
# lat, lon: the region's main town or middle, to about a quarter of a degree; '-' where not known.
# Block 1 is made by tools/regions.py. Source: iso-codes (codes, local names; Debian package iso-codes), CLDR (English names;
# Debian package unicode-cldr-core), tools/regions_fix.tsv (corrections, other spellings, points: our reading).
# Licence of block 1: iso-codes LGPL-2.1-or-later; CLDR Unicode-DFS-2016, (c) 1991-2022 Unicode, Inc.; corrections CC0.
"""

# Letters that do not decompose, and signs that transliterations write and newspapers do not.
PLAIN = str.maketrans({"ı": "i", "ə": "a", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "Ae", "ß": "ss",
                       "Ə": "A", "’": "", "‘": "", "'": "", "ʻ": "", "ʼ": "", "ʿ": "", "ʾ": "", "`": "", "–": "-"})
# Words that do not make a name by themselves.
DIRECTIONS = set("north south east west northern southern eastern western northeast northwest southeast southwest northeastern "
                 "northwestern southeastern southwestern central centre center middle upper lower capital coast coastal inner outer "
                 "nord sud est ouest norte sur sul este leste oeste centro centrale centrum interior littoral and the of region province "
                 "mid far plateau plateaux plains lakes savannah maritime insular midlands highlands islands city metropolitan federal "
                 "district territory".split())
# Class words as the tables of the standard write them inside a name; kept as an alias, never needed.
CLASS_WORDS = re.compile(
    r"(,? (Respublika|Principado de|Comunidad de|Comunidad|Región de|Région|Unitatea teritorial.*|unitatea teritorial.*)$"
    r"| (oblast'?|oblysy|rayon|Sheng|Shi|Zizhiqu|Province|Governorate|Region|District|State|County|Department|Municipality|Parish|Prefecture|län|fylke|"
    r"megye|raions|novads|kommune|Krai|Okrug|Republic|AR)$)")
ARABIC = set("AE BH DJ DZ EG EH IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TD TN YE".split())    # where an article opens a name
ARTICLE = re.compile(r"^(al|ad|an|ar|as|ash|at|az|adh|ath|el|ed|er|es)[ -](?=[A-Z])", re.IGNORECASE)
# Words of the dictionary that, with a capital, are the place more often than the word.
STILL_NAMES = {"Shanghai", "Wales", "Wellington", "Muscat", "Astrakhan", "Tubas"}
# Names of regions that a reader takes for a person or for a better known town.
OTHER_NAMES = set("Adan Alba Aurora Bari Batman Bono Canterbury Cesar Charlotte Clarendon Cortes Dali Dara Dera Flores Hanover Herrera "
                  "Isabel Isabela Karen Kingston Lara Leon Lori Luce Magdalena Maldonado Manchester Mara Marlborough Mary Mendoza Mila "
                  "Miranda Mon Nan Nelson Pembroke Portland Quds Quezon Rivas Rivera Rizal Rocha Rojas Salas Sana Sid Tak Toledo "
                  "Trujillo Vargas Vladimir".split())
# The same, where only one country's is meant: the name stays the better known one's.
OTHER_IN = {"MT": {"Rabat", "Victoria"}, "UY": {"Florida"}, "LR": {"Maryland"}, "BG": {"Montana"}, "MZ": {"Gaza"}}
# Countries whose provinces the standard puts below groups of provinces.
PROVINCES_BELOW = {"ID", "PH"}
CLASS_OF_TYPE = {"Local council": "", "Popularate": "", "Land": "", "Voivodship": "Voivodeship", "Rayon": "District",
                 "Islands, groups of islands": "Islands", "Administrative region": "Region"}


def plain(name):
    """Without diacritics and signs of transliteration, as newspapers write it."""
    decomposed = unicodedata.normalize("NFD", name)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(PLAIN)


def folded(name):
    """As the program folds it for look-up; two names with the same fold are one entry."""
    decomposed = unicodedata.normalize("NFD", name.replace("’", "'").replace("‘", "'").replace("–", "-"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def likeness(a, b):
    key = lambda s: re.sub(r"[^a-z]", "", plain(CLASS_WORDS.sub("", s)).lower())
    return difflib.SequenceMatcher(None, key(a), key(b)).ratio()


def clean(name):
    """A name of the standard without its brackets, footnotes and inverted class words."""
    name = re.sub(r"\s*[\[(].*?[\])]", "", name).replace("//", "").replace("|", " ").strip()
    name = name.split(", ")[0] if CLASS_WORDS.search(name) and ", " in name else name
    return re.sub(r"\s+", " ", name).strip()


def with_and_without_article(name, country):
    """al-Hasakah, al Hasakah and Hasakah are one place; a small article lets the text write a capital one too."""
    found = ARTICLE.match(name) if country in ARABIC else None
    if not found:
        return [name]
    rest, article = name[found.end():], found.group(1).lower()
    return [f"{article}-{rest}", f"{article} {rest}", rest]


def spellings(names, country):
    """Every way to write the names, first ones first, each fold once."""
    found = {}
    for name in names:
        for form in (name, CLASS_WORDS.sub("", name).strip(), plain(name), plain(CLASS_WORDS.sub("", name)).strip()):
            for variant in with_and_without_article(form, country):
                if len(variant) > 2:
                    found.setdefault(folded(variant), variant)
    return list(found.values())


def load_iso():
    with open(ISO / "iso_3166-2.json", encoding="utf-8") as file:
        rows = json.load(file)["3166-2"]
    return [row for row in rows if "parent" not in row or row["code"][:2] in PROVINCES_BELOW]


def load_english(path):
    root = ElementTree.parse(path)
    return {node.get("type"): node.text for node in root.iter("subdivision")}


def load_fixes(path):
    """code -> name, lat, lon, aliases; '-' leaves what the sources say."""
    fixes = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, name, lat, lon, aliases = line.split("\t")
            fixes[code] = (name, lat, lon, [] if aliases == "-" else aliases.split("|"))
    return fixes


def load_countries(path):
    """Every way to write a country, folded: a region may not take it."""
    names = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            cells = line.split("\t")
            names |= {folded(n) for cell in (cells[0], cells[3], cells[4], cells[7]) for n in cell.split("|")}
    return names


def load_hand(block):
    """Every way to write a region of the hand-written block, folded."""
    rows = [line.split("\t") for line in block.splitlines() if line and not line.startswith("#")]
    return {folded(n) for row in rows for cell in (row[0], row[6]) for n in cell.split("|")}


def english_name(row, english, in_country):
    """CLDR's name, unless its code has come to mean another region since: then the likest of the country."""
    code = row["code"].replace("-", "").lower()
    own = english.get(code, row["name"])
    if likeness(own, row["name"]) >= 0.5:
        return own
    best = max(in_country, key=lambda name: likeness(name, row["name"]), default=own)
    return best if likeness(best, row["name"]) > 0.8 else own


def class_of(row):
    kind = CLASS_OF_TYPE.get(row["type"])
    return row["type"].split()[-1].capitalize() if kind is None else kind


def needs_class(name, country, words, taken):
    parts = re.split(r"[ -]", plain(name).lower())
    if all(part in DIRECTIONS for part in parts):
        return True
    if folded(name) in taken or plain(name) in OTHER_NAMES or plain(name) in OTHER_IN.get(country, ()):
        return True
    return name not in STILL_NAMES and plain(name).lower() in words


def region_of(row, english, in_country, fixes, words, taken):
    """One line of the table; None when no usable name is left."""
    name, lat, lon, aliases = fixes.get(row["code"], ("-", "-", "-", []))
    derived = english_name(row, english, in_country).split(",")[0]
    if name == "-":
        name = derived
    else:
        derived = name                                   # a correction replaces what CLDR says
    names = spellings([name, *aliases, derived, clean(row["name"])], row["code"][:2])
    kind = class_of(row)
    usable = []
    for each in names:
        if not needs_class(each, row["code"][:2], words, taken):
            usable.append(each)
        elif kind and not each.lower().endswith(kind.lower()):
            usable.append(f"{each} {kind}")
        elif kind:
            usable.append(each)
    usable = list(dict((folded(each), each) for each in reversed(usable)).values())[::-1]
    if not usable:
        return None
    shown = usable[0][0].upper() + usable[0][1:]
    aliases = usable[1:] if shown == usable[0] else usable
    return [shown, row["code"][:2], row["code"], "province", lat, lon, "|".join(aliases) or "-"]


def without_doubles(regions):
    """In one country a way of writing means one region: a name goes before an alias, the first row before later ones."""
    owner = {}
    for region in regions:
        owner.setdefault((region[1], folded(region[0])), region[2])
    kept = []
    for region in regions:
        if owner[region[1], folded(region[0])] != region[2]:
            continue
        aliases = [a for a in region[6].split("|") if a != "-" and owner.setdefault((region[1], folded(a)), region[2]) == region[2]]
        kept.append([*region[:6], "|".join(aliases) or "-"])
    return kept


def derive(options, hand):
    english, fixes = load_english(options.cldr), load_fixes(ROOT / "tools/regions_fix.tsv")
    words = {w for w in ENGLISH.read_text(encoding="utf-8").split() if w.islower()}
    taken = load_countries(ROOT / "data/world/country.tsv") | load_hand(hand)
    rows = load_iso()
    known = {row["code"] for row in rows}
    for code in fixes.keys() - known:
        raise SystemExit(f"tools/regions_fix.tsv: {code} is no first-level region")
    regions = []
    for row in sorted(rows, key=lambda r: (r["type"] == "Geographical unit", r["code"])):
        prefix = row["code"][:2].lower()
        in_country = [english[k] for k in english if k.startswith(prefix)]
        region = region_of(row, english, in_country, fixes, words, taken)
        if region:
            regions.append(region)
    return ["\t".join(region) for region in sorted(without_doubles(regions), key=lambda r: r[2])]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cldr", type=Path, default=CLDR)
    parser.add_argument("--doubt", action="store_true", help="list regions whose two sources disagree, and write nothing")
    options = parser.parse_args()
    if options.doubt:
        english = load_english(options.cldr)
        for row in load_iso():
            name = english_name(row, english, [english[k] for k in english if k.startswith(row["code"][:2].lower())])
            if likeness(name, row["name"]) < 0.5:
                print(row["code"], name, row["name"], sep="\t")
        return
    table = ROOT / "data/world/region.tsv"
    old = table.read_text(encoding="utf-8") if table.exists() else ""
    hand = old[old.index(HAND_BLOCK):] if HAND_BLOCK in old else HAND_BLOCK + "\n"
    table.write_text(HEAD + "\n".join(derive(options, hand)) + "\n" + hand, encoding="utf-8")


if __name__ == "__main__":
    main()
