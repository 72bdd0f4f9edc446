#!/usr/bin/env python3
"""Makes data/en/common.tsv: everyday English words with the part of speech they mostly have.

    tools/common.py WORDS TRAIN.conllu > data/en/common.tsv

WORDS: Debian's wamerican-small (/usr/share/dict/american-english-small), drawn from SCOWL. TRAIN: Universal Dependencies English-EWT
(documents of other treebanks in the file are left out). A word that EWT lacks gets the part of speech of its ending when nine
words in ten with that ending have it; else '-'."""
import collections
import sys

HEAD = """# Everyday words: a capitalised word, or one in a text all of capitals, that is one of these is not taken for a name.
# columns: phrase pos (the part of speech it mostly has; '-' unknown)
# Source: words: SCOWL (Spell Checker Oriented Word Lists), Copyright 2000-2018 by Kevin Atkinson, through Debian's wamerican-small; parts of
#  speech: counted in Universal Dependencies English-EWT, train part. Made by tools/common.py.
# Licence: words: the SCOWL licence (use, copy, modify, distribute and sell freely with the notice above); parts of speech: CC BY-SA 4.0."""
LONGEST_ENDING = 5


def ewt_words(path):
    source = ""
    for line in open(path, encoding="utf-8"):
        if line.startswith("# source"):
            source = line.split("=", 1)[1].strip()
        cells = line.rstrip("\n").split("\t")
        if len(cells) == 10 and cells[0].isdigit() and "EWT" in source.upper():
            yield cells[1], cells[3]


def main():
    words = [w.strip() for w in open(sys.argv[1], encoding="utf-8")]
    words = sorted({w for w in words if w.isascii() and w.isalpha() and w.islower() and len(w) > 1})
    counts = collections.defaultdict(collections.Counter)
    for form, pos in ewt_words(sys.argv[2]):
        if pos not in ("PROPN", "X", "PUNCT", "SYM", "INTJ"):
            counts[form.lower()][pos] += 1
    endings = collections.defaultdict(collections.Counter)
    for word, poses in counts.items():
        for n in range(2, LONGEST_ENDING + 1):
            if word.isalpha() and len(word) > n + 2:
                endings[word[-n:]][poses.most_common(1)[0][0]] += 1

    def guess(word):
        if word in counts:
            return counts[word].most_common(1)[0][0]
        for n in range(LONGEST_ENDING, 1, -1):
            seen = endings.get(word[-n:])
            if seen and sum(seen.values()) >= 10:
                pos, k = seen.most_common(1)[0]
                return pos if k >= 0.9 * sum(seen.values()) else "-"
        return "-"

    print(HEAD)
    for word in words:
        print("%s\t%s" % (word, guess(word)))


main()
