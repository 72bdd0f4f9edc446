#!/usr/bin/env python3
"""Import and index of `casus gazetteer import`: gazetteer.py CASUS [--rows 200000]

A GeoNames dump of invented villages is made with a fixed seed; told are megabytes a second of processor and bytes of index a name."""
import argparse
import os
import random
import re
import resource
import subprocess
import tempfile

SYLLABLES = ["tal", "os", "mar", "kel", "var", "sid", "ra", "an", "den", "vel", "is", "or", "rin", "bel", "tu", "sho", "ne", "gar", "kh", "al-", "umm "]


def row(rng, number):
    names = ["".join(rng.choices(SYLLABLES, k=rng.choice((2, 3, 4)))).title() for _ in range(rng.choice((1, 2, 3, 4)))]
    return "\t".join([str(number), names[0], names[0], ",".join(names[1:]), f"{rng.uniform(30, 40):.5f}", f"{rng.uniform(30, 45):.5f}", "P", "PPL", "AA", "",
                      f"{rng.randrange(20):02}", str(rng.randrange(300)), "", "", str(rng.randrange(9000)), "", "300", "Etc/UTC", "2031-03-01"]) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("casus")
    parser.add_argument("--rows", type=int, default=200000)
    options = parser.parse_args()
    rng = random.Random(20310304)
    with tempfile.TemporaryDirectory() as folder:
        dump, out = os.path.join(folder, "AA.txt"), os.path.join(folder, "AA.gazetteer")
        with open(dump, "w", encoding="utf-8") as file:
            file.writelines(row(rng, number) for number in range(1, options.rows + 1))
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        told = subprocess.run([options.casus, "gazetteer", "import", "--to", out, dump], capture_output=True, text=True, check=True).stderr
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        names = int(re.search(r"([\d,]+) names", told).group(1).replace(",", ""))
        size = os.path.getsize(dump)
        print(f"import: {size / seconds / 1e6:.1f} MB/s ({size / 1e6:.1f} MB, {options.rows:,} places, {names:,} names); index: {os.path.getsize(out) / names:.1f} bytes a name")


main()
