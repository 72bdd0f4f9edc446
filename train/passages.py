#!/usr/bin/env python3
"""Trains the weights of data/world/passage.tsv, and tells by cross-validation over pages what they are worth.

    passages.py --pages dev.jsonl.gz --passages DUMP --score DIR [--folds 5] [--write data/world/passage.tsv] [--without FEATURE,...] [--each]

DUMP is what build/passages writes for the pages. A passage is of the article when most of its word 4-grams stand in the typed-out body,
or when it holds a string that must be in the article; it is not when it does not, or holds one that must not. Pages that only give
strings teach by these strings alone. The model is two rounds of boosted trees (LightGBM, one thread, fixed seed): alone, and among neighbours,
where it also sees what the first round believed (out of fold in training, so that it learns how far beliefs can be trusted).
"""
import argparse
import gzip
import json
import re
import sys

import lightgbm
import numpy as np

SURE, BESIDE_ALL = 2.0, -4.0            # as in src/page/belief.c, as LEVELS and HOME_LEVELS
LEVELS = np.array([-3, -1.5, -0.7, 0, 0.7, 1.5, 3])
HOME_LEVELS = np.array([-200, -30, 0, 30, 200, 1000])
AROUND = ["two_before", "prev", "self", "next", "two_after"]
ROUND = [f"{who}_above_{k + 1}" for who in AROUND for k in range(len(LEVELS))] + [f"home_above_{k + 1}" for k in range(len(HOME_LEVELS))] \
    + ["both_yes", "both_no", "inside_run", "after_all", "before_all"]
TREES = 400
PARAMETERS = {"objective": "binary", "learning_rate": 0.04, "num_leaves": 8, "min_data_in_leaf": 30, "feature_fraction": 0.25, "bagging_fraction": 0.8,
              "bagging_freq": 1, "lambda_l2": 3, "seed": 1, "deterministic": True, "force_row_wise": True, "num_threads": 1, "verbose": -1}


def fold(s):
    return re.sub(r"\s+", " ", s or "").strip().lower()


def words(s):
    return re.findall(r"\w+", s or "", re.U)


def read_dump(path):
    with open(path, encoding="utf-8") as lines:
        names = next(lines).rstrip("\n").split(" ")
        return names, [json.loads(line) for line in lines]


def labels_of(page, gold):
    """Per passage (label, weight); weight 0: nobody knows."""
    out = []
    body = gold.get("body")
    grams = None
    if body is not None:
        t = words(body)
        grams = {n: {tuple(t[i:i + n]) for i in range(len(t) - n + 1)} for n in (1, 2, 3, 4)}
        whole = fold(body)
    have = [fold(s) for s in gold.get("with", []) if s.strip()]
    lack = [fold(s) for s in gold.get("without", []) + gold.get("comments", []) if s.strip()]
    for p in page["passages"]:
        text, t = fold(p["text"]), words(p["text"])
        if p["role"] in ("caption", "embed"):           # they go with what they stand between
            out.append((0, 0.0))
            continue
        if grams is not None:
            n = min(4, len(t))
            if not n:
                out.append((0, 0.0))
                continue
            mine = [tuple(t[i:i + n]) for i in range(len(t) - n + 1)]
            share = sum(g in grams[n] for g in mine) / len(mine)
            if n < 4:
                share = float(text in whole and share == 1)
            out.append((int(share > 0.5), (len(t) ** 0.5) * (1 if abs(share - 0.5) > 0.2 else 0.3)))
        elif any(s in text or (len(text) > 25 and text in s) for s in have):
            out.append((1, 4.0))
        elif any(s in text or (len(text) > 25 and text in s) for s in lack):
            out.append((0, 4.0))
        else:
            out.append((0, 0.0))
    if grams is not None:
        chance(page["passages"], out)
    return out


def chance(passages, labels):
    """A word or two that the article says too, but far from it (an entry of a menu): nothing is known of it."""
    told = [n >= 4 and label == 1 for n, (label, _) in zip((len(words(p["text"])) for p in passages), labels)]
    for k, p in enumerate(passages):
        if labels[k][0] == 1 and not told[k] and not any(told[max(0, k - 2):k + 3]):
            labels[k] = (0, 0.0)


def fit(x, y, w):
    return lightgbm.train(PARAMETERS, lightgbm.Dataset(x, y, weight=w), TREES)


def ask(model, x):
    return model.predict(x, raw_score=True) if len(x) else np.zeros(0)


def beliefs(page, score):
    """The features of the second round, as belief.c sees them."""
    n = len(score)
    home = {}
    for p, s in zip(page["passages"], score):
        home[p["home"]] = home.get(p["home"], 0.0) + s * p["words"]
    sure = [k for k in range(n) if score[k] > SURE]
    first, last = (sure[0], sure[-1]) if sure else (n, 0)
    out = np.zeros((n, len(ROUND)))
    for k, p in enumerate(page["passages"]):
        around = [score[i] if 0 <= i < n else BESIDE_ALL for i in range(k - 2, k + 3)]
        out[k] = np.concatenate([s > LEVELS for s in around] + [home[p["home"]] > HOME_LEVELS, [
            around[1] > 0 and around[3] > 0, around[1] <= 0 and around[3] <= 0, first < n and first < k < last, first < n and k > last, first < n and k < first]])
    return out


def written(model, names):
    """Each tree as belief.c reads it: a feature's name, the tree where it is not there, the tree where it is; leaves in thousandths."""
    def walk(node):
        if "split_feature" not in node:
            return [str(round(1000 * node["leaf_value"]))]
        return [names[node["split_feature"]]] + walk(node["left_child"]) + walk(node["right_child"])
    return [" ".join(walk(t["tree_structure"])) for t in model.dump_model()["tree_info"]]


class Set:
    def __init__(self, names, pages, gold, without):
        self.alone = [n for n in names if n and n not in ROUND]
        self.keep = np.array([n not in without for n in self.alone])
        self.pages, self.gold = pages, gold
        self.x, self.y, self.w = [], [], []
        for p in pages:
            x = np.zeros((len(p["passages"]), len(self.alone)))
            for k, one in enumerate(p["passages"]):
                x[k, one["features"]] = 1
            x[:, ~self.keep] = 0
            y, w = zip(*labels_of(p, gold[p["id"]])) if p["passages"] else ((), ())
            w = np.array(w, float)
            typed = "body" in gold[p["id"]]
            self.x.append(x)
            self.y.append(np.array(y, float))
            self.w.append(w / max(w.sum(), 1) * (60 if typed else min(w.sum(), 60)))

    def joined(self, which, xs=None):
        xs = self.x if xs is None else xs
        which = [(k, self.w[k] > 0) for k in which if len(self.y[k])]
        return tuple(np.concatenate([of[k][known] for k, known in which]) for of in (xs, self.y, self.w))

    def train(self, which, folds):
        first = fit(*self.joined(which))
        scores = {}
        for f in range(folds):
            b = fit(*self.joined([k for i, k in enumerate(which) if i % folds != f]))
            for k in [k for i, k in enumerate(which) if i % folds == f]:
                scores[k] = ask(b, self.x[k])
        xs = {k: np.hstack((self.x[k], beliefs(self.pages[k], scores[k]))) for k in which}
        return first, fit(*self.joined(which, xs))

    def chosen(self, k, first, second):
        s = ask(first, self.x[k])
        return ask(second, np.hstack((self.x[k], beliefs(self.pages[k], s)))) > 0 if len(s) else np.zeros(0, bool)


def beside(page, chosen):
    """Embedded posts between what is chosen are chosen too; captions are no part of what is measured. See content.c."""
    body = [k for k, (p, c) in enumerate(zip(page["passages"], chosen)) if c and p["role"] not in ("caption", "embed")]
    first, last = (body[0], body[-1]) if body else (len(chosen), 0)
    said = set()
    out = []
    for k, (p, c) in enumerate(zip(page["passages"], chosen)):
        if p["role"] == "embed":
            c = first <= k + 2 and k <= last + 1
        elif c and p["words"] > 5 and p["role"] != "caption":       # what stands twice is written once, see repeat.c
            c = fold(p["text"]) not in said
            said.add(fold(p["text"]))
        out.append(c)
    return out


def measure(scorer, s, choices):
    choices = [beside(p, c) for p, c in zip(s.pages, choices)]
    article = {"standfirst", "heading", "body", "quote", "update", "embed"}
    P, R, hit, n = [], [], {"with": 0, "without": 0}, {"with": 0, "without": 0}
    for k, page in enumerate(s.pages):
        g = s.gold[page["id"]]
        text = "\n".join(p["text"] for i, (p, c) in enumerate(zip(page["passages"], choices[k])) if c and p["role"] in article and i != page["headline"])
        if "body" in g:
            p, c = scorer.body_prf(g["body"], text)
            P.append(p)
            R.append(c)
        fa = fold(text)
        for key, there in (("with", True), ("without", False)):
            for one in g.get(key, []):
                if one.strip() or not there:
                    n[key] += 1
                    hit[key] += (fold(one) in fa) == there
    p, c = np.mean(P), np.mean(R)
    return 200 * p * c / (p + c), 100 * p, 100 * c, 100 * hit["with"] / n["with"], 100 * hit["without"] / n["without"]


def cross(scorer, s, folds):
    choices = [None] * len(s.pages)
    for f in range(folds):
        first, second = s.train([k for k in range(len(s.pages)) if k % folds != f], folds)
        for k in range(f, len(s.pages), folds):
            choices[k] = s.chosen(k, first, second)
    return choices, measure(scorer, s, choices)


def show(name, m):
    print(f"{name:24} body F1 {m[0]:.2f} (precision {m[1]:.1f}, recall {m[2]:.1f})  with {m[3]:.1f}  without {m[4]:.1f}", flush=True)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for k in ("pages", "passages", "score"):
        p.add_argument("--" + k, required=True)
    p.add_argument("--folds", type=int, default=5)
    p.add_argument("--write")
    p.add_argument("--without", default="")
    p.add_argument("--each", action="store_true", help="leave out one group of features at a time")
    a = p.parse_args()
    sys.path.insert(0, a.score)
    import score_pages as scorer
    names, pages = read_dump(a.passages)
    with gzip.open(a.pages, "rt", encoding="utf-8") as lines:
        gold = {r["id"]: r["gold"] for r in map(json.loads, lines)}
    s = Set(names, pages, gold, set(a.without.split(",")))
    choices, m = cross(scorer, s, a.folds)
    show("cross-validated", m)
    if a.each:
        groups = {}
        for n in s.alone:
            groups.setdefault(n.split("_")[0], []).append(n)
        for g, members in groups.items():
            show("without " + g, cross(scorer, Set(names, pages, gold, set(members)), a.folds)[1])
    if not a.write:
        return
    first, second = s.train(list(range(len(pages))), a.folds)
    show("on what it learned from", measure(scorer, s, [s.chosen(k, first, second) for k in range(len(pages))]))
    with open(a.write, encoding="utf-8") as lines:
        head = [line for line in lines if line.startswith("#")]
    with open(a.write, "w", encoding="utf-8") as out:
        out.writelines(head)
        for name, model, names in (("alone", first, s.alone), ("among", second, s.alone + ROUND)):
            for k, tree in enumerate(written(model, names)):
                out.write(f"{name}_{k + 1}\t{tree}\n")


if __name__ == "__main__":
    main()
