#!/usr/bin/env python3
"""The tables are large enough to read every conflict with, not only the one somebody had in mind.

Their form is checked by tools/pack when they are compiled; here they are counted."""
import os
import re
import sys

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

# rows at least, and the column (from 0) that must hold every word of a list of the contract
AT_LEAST = {"en/saying.tsv": 150, "en/casualty.tsv": 120, "en/trigger.tsv": 400, "en/weapon.tsv": 80, "world/actor.tsv": 400, "world/publisher.tsv": 150}
COVERS = {"en/trigger.tsv": (2, "CASUS_EVENT_TYPES"), "en/casualty.tsv": (2, "CASUS_EFFECTS")}

# ISO 3166-1 alpha-2: the members and observers of the United Nations; Kosovo's code is user-assigned, Taiwan has one of its own.
STATES = """AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CY CZ
DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI
KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE
PG PH PK PL PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TZ UA UG US UY UZ
VC VE VN VU WS YE ZA ZM ZW PS VA XK TW""".split()


def rows(name):
    path = os.path.join(ROOT, "data", name)
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as lines:
        return [line.rstrip("\n").split("\t") for line in lines if line.strip() and not line.startswith("#")]


def words_of(list_name):
    with open(os.path.join(ROOT, "include", "casus.h"), encoding="utf-8") as file:
        text = file.read().replace("\\\n", " ")
    definition = re.search(rf"#define {list_name}\(X\)(.*)", text).group(1)
    return [word for word in re.findall(r'"([^"]*)"', definition) if word]


def too_small():
    for name, least in AT_LEAST.items():
        n = len(rows(name))
        print(f"data/{name}: {n} rows, {least} needed")
        if n < least:
            yield f"data/{name}: {n} rows of at least {least}"


def not_covered():
    for name, (column, list_name) in COVERS.items():
        has = {row[column] for row in rows(name) if len(row) > column}
        for word in words_of(list_name):
            if word not in has:
                yield f"data/{name}: nothing for '{word}'"


def countries():
    table = {row[1]: row for row in rows("world/country.tsv") if len(row) > 5}
    print(f"data/world/country.tsv: {len(table)} countries and territories")
    for code in STATES:
        if code not in table:
            yield f"data/world/country.tsv: {code} is missing"
            continue
        for column, what in ((2, "alpha-3 code"), (3, "adjective"), (4, "people"), (5, "capital")):
            if table[code][column] in ("", "-"):
                yield f"data/world/country.tsv: {table[code][0]} has no {what}"


def main():
    checks = [too_small, not_covered, countries]
    faults = [fault for check in checks for fault in check()]
    print("\n".join(faults))
    print(f"{len(faults)} faults")
    sys.exit(1 if faults else 0)


main()
