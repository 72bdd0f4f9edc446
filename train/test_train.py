"""What can be checked without weights: pieces, casing, lemma rules, trees, tags. Run with the Python of the training."""
import itertools
import os
import sys
import unittest

import numpy as np

import lemma
import pieces as pc
from evaluate import best_tags, runs_of, spans_of_tags
from silver import allowed, teach
from tree import tree


class Pieces(unittest.TestCase):
    table = pc.Pieces(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "marsh", "##es", "##al", "cafe", "tal", ".", "-"])

    def cut(self, word):
        return [self.table.rows[i] for i in self.table.of_word(word)]

    def test_longest_first(self):
        self.assertEqual(self.cut("Marshes"), ["marsh", "##es"])
        self.assertEqual(self.cut("Tal-al"), ["tal", "-", "[UNK]"])

    def test_accents_and_controls_go(self):
        self.assertEqual(self.cut("CAFÉ\u200b."), ["cafe", "."])
        self.assertEqual(self.cut("\u200b"), ["[UNK]"])

    def test_casing(self):
        for word, kind in (("12", "none"), ("A", "capital"), ("al-Nur", "mixed"), ("OSMAR", "upper"), ("T-72", "capital"),
                           ("Osmar", "capital"), ("x", "lower"), ("東", "none")):
            self.assertEqual(pc.CASINGS[pc.casing_of(word)], kind, word)

    def test_same_as_the_package(self):
        vocab = os.environ.get("VOCAB")
        if not vocab:
            self.skipTest("VOCAB names no vocab.txt")
        from tokenizers import BertWordPieceTokenizer
        mine, theirs = pc.read_pieces(vocab), BertWordPieceTokenizer(vocab, lowercase=True)
        here = os.path.dirname(os.path.abspath(__file__))
        with open(os.path.join(here, "sentences.txt"), encoding="utf-8") as f:
            lines = f.readlines()
        for line in lines:
            for w in line.split():
                self.assertEqual(mine.of_word(w), theirs.encode(w, add_special_tokens=False).ids, w)


class Lemma(unittest.TestCase):
    def test_there_and_back(self):
        for form, want in (("KILLED", "kill"), ("Osmar", "Osmar"), ("went", "go"), ("was", "be"), ("cities", "city"), ("I", "I")):
            self.assertEqual(lemma.apply_rule(lemma.rule_of(form, want), form), want)
        self.assertEqual(lemma.rule_of("cities", "city"), "L3y")
        self.assertEqual(lemma.apply_rule("L3y", "at"), "at")


class Silver(unittest.TestCase):
    names = ["O"] + [f"{p}-{t}" for t in ("PER", "ORG", "GPE", "NORP") for p in "BI"]

    def may(self, mask, name):
        return mask >> self.names.index(name) & 1

    def test_what_parts_of_speech_allow(self):
        words = ["Ann", "of", "Osmar", "left", "quickly"]
        masks = allowed(["PROPN", "ADP", "PROPN", "VERB", "ADV"], self.names, words)
        self.assertTrue(self.may(masks[0], "B-PER") and self.may(masks[0], "O"))
        self.assertTrue(self.may(masks[1], "I-ORG") and not self.may(masks[1], "B-ORG"))
        self.assertFalse(self.may(masks[3], "B-PER") or self.may(masks[3], "I-PER"))
        self.assertTrue(self.may(masks[4], "B-NORP"))

    def test_a_document_votes(self):
        """Osmar is a place, twice clearly and once hardly; Ann is nobody knows what."""
        def row(words, upos):
            return {"words": words, "upos_words": upos}
        def logp(best):
            p = np.full((len(best), len(self.names)), 0.01)
            for k, some in enumerate(best):
                for name, much in some.items():
                    p[k, self.names.index(name)] = much
            return np.log(p)
        rows = [row(["Osmar", "fell"], ["PROPN", "VERB"]), row(["Osmar", "fell"], ["PROPN", "VERB"]), row(["Ann", "fell"], ["PROPN", "VERB"])]
        got = {id(x): logp(p) for x, p in zip(rows, ([{"B-GPE": 0.9}, {"O": 0.9}], [{"B-ORG": 0.4, "B-GPE": 0.39}, {"O": 0.9}],
                                                     [{"B-PER": 0.4, "B-ORG": 0.3, "B-GPE": 0.3}, {"O": 0.9}]))}
        teach(rows, got, self.names)
        only = 1 << self.names.index("B-GPE")
        self.assertEqual([x["names"][0] for x in rows[:2]], [only, only])
        self.assertEqual(bin(rows[2]["names"][0]).count("1"), 3)
        self.assertTrue(self.may(rows[0]["names"][1], "O") and not self.may(rows[0]["names"][1], "B-PER"))


class Trees(unittest.TestCase):
    def test_as_good_as_trying_all(self):
        rng = np.random.default_rng(3)
        for _ in range(60):
            n = int(rng.integers(2, 6))
            s = rng.normal(size=(n, n))
            got = tree(s)
            self.assertEqual(sum(h == 0 for h in got[1:]), 1)
            best = max(sum(s[i + 1, h] for i, h in enumerate(hs)) for hs in itertools.product(range(n), repeat=n - 1) if is_tree(hs))
            self.assertAlmostEqual(best, sum(s[i, got[i]] for i in range(1, n)), places=9)


def is_tree(heads):
    if sum(h == 0 for h in heads) != 1:
        return False
    for at in range(1, len(heads) + 1):
        for _ in heads:
            at = heads[at - 1] if at else 0
        if at:
            return False
    return True


class Tags(unittest.TestCase):
    def test_spans(self):
        self.assertEqual(spans_of_tags(["B-A", "I-A", "B-A", "O", "I-B", "I-A"]), [(0, 2, "A"), (2, 3, "A"), (4, 5, "B"), (5, 6, "A")])
        self.assertEqual(runs_of([1, 2, 4, 7]), [(1, 5), (7, 8)])

    def test_an_i_needs_its_b(self):
        tags = ["O", "B-A", "I-A", "B-C", "I-C"]
        scores = np.array([[0, 2, 0, 1, 0], [0, 0, 1, 0, 3.0]])
        self.assertEqual(best_tags(scores, tags), ["B-C", "I-C"])
        self.assertEqual(best_tags(np.array([[0, 0, 9.0, 0, 0]]), tags), ["O"])


if __name__ == "__main__":
    sys.exit(unittest.main())
