#!/usr/bin/env python3
"""Trains the weights of data/world/filler.tsv, and tells by cross-validation over messages what they are worth.

    fillers.py --messages train.jsonl --fillers DUMP --score DIR [--folds 5] [--write data/world/filler.tsv] [--check dev.jsonl DUMP]

DUMP is what build/fillers writes for the messages (MUC-4). A filler is believed when the templates of its message hold its words in its role; where only
its head word stands there, half of it is. The model is one round of boosted trees (LightGBM, one thread, fixed seed).
"""
import argparse
import json
import sys

import lightgbm
import numpy as np

ROLES = {"PERPETRATOR": "PerpInd", "GROUP": "PerpOrg", "OBJECT": "Target", "VICTIM": "Victim", "INSTRUMENT": "Weapon"}
TREES = 200
PARAMETERS = {"objective": "cross_entropy", "learning_rate": 0.05, "num_leaves": 10, "min_data_in_leaf": 50, "feature_fraction": 0.4, "bagging_fraction": 0.8,
              "bagging_freq": 1, "lambda_l2": 10, "seed": 1, "deterministic": True, "force_row_wise": True, "num_threads": 1, "verbose": -1}


def read_dump(path):
    with open(path, encoding="utf-8") as lines:
        names = next(lines).rstrip("\n").split(" ")
        return names, {r["id"]: r["fillers"] for r in map(json.loads, lines)}


def read_messages(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


class Set:
    def __init__(self, scorer, names, messages, fillers):
        self.messages, self.fillers, self.x, self.y, self.roles = messages, [fillers.get(m["id"], []) for m in messages], [], [], []
        for m, fs in zip(messages, self.fillers):
            gold = scorer.gold_roles(m, descriptions=True)
            said = scorer.gold_roles({**m, "templates": [{**t, "human_targets": [{**h, "names": h["names"] + h["descriptions"]} for h in t["human_targets"]]}
                                                         for t in m["templates"]]})
            gold["Victim"] = said["Victim"]
            x, y = np.zeros((len(fs), len(names))), np.zeros(len(fs))
            for k, f in enumerate(fs):
                x[k, f["features"]] = 1
                text = scorer.flat(f["text"]).lower()
                exact = any(scorer.strict_match(g, [text]) for g in gold[ROLES[f["kind"]]])
                y[k] = 1 if exact else HALF if any(scorer.head_match([s.upper() for s in g], [text]) for g in gold[ROLES[f["kind"]]]) else 0
            self.x.append(x)
            self.y.append(y)
            self.roles.append(scorer.gold_roles(m, descriptions=True))

    def joined(self, which):
        return np.concatenate([self.x[k] for k in which]), np.concatenate([self.y[k] for k in which])


HALF = 0.5


def less_sure(x, names, chance=0.7):
    """A copy in which most odds lie one level lower: the weights have learnt from these messages, and are less sure of others."""
    rng, x = np.random.default_rng(1), x.copy()
    for what in ("odds", "best_odds") + tuple(f"report_{k}" for k in ("perpetrator", "group", "object", "victim", "instrument")):
        levels = [names.index(f"{what}_{k}") for k in range(1, 9)]
        which = rng.random(len(x)) < chance
        x[np.ix_(which, levels)] = np.hstack([x[which][:, levels[1:]], np.zeros((which.sum(), 1))])
    return x


def fit(x, y, names):
    x, y = np.vstack([x, less_sure(x, names)]), np.concatenate([y, y])
    return lightgbm.train(PARAMETERS, lightgbm.Dataset(x, y), TREES)


def measure(scorer, s, beliefs, level):
    """F1 of the roles, strict, of what is believed above the level; also by role."""
    pairs = []
    for gold, fs, b in zip(s.roles, s.fillers, beliefs):
        pred = {r: [] for r in scorer.ROLES}
        most = {}
        for f, v in zip(fs, b):
            most[f["first"]] = max(v, most.get(f["first"], v))
        for f, v in zip(fs, b):
            text = scorer.flat(f["text"])
            if v > level and v == most[f["first"]] and [text] not in pred[ROLES[f["kind"]]]:
                pred[ROLES[f["kind"]]].append([text])
        pairs.append((gold, pred))
    strict = scorer.score_roles(pairs, scorer.strict_match)
    return strict


def cross(s, names, folds):
    beliefs = [None] * len(s.messages)
    for f in range(folds):
        model = fit(*s.joined([k for k in range(len(s.messages)) if k % folds != f]), names)
        for k in range(f, len(s.messages), folds):
            beliefs[k] = model.predict(s.x[k], raw_score=True) if len(s.x[k]) else np.zeros(0)
    return beliefs


def written(model, names):
    """Each tree as base/trees.c reads it: a feature's name, the tree where it is not there, the tree where it is; leaves in thousandths."""
    def walk(node):
        if "split_feature" not in node:
            return [str(round(1000 * node["leaf_value"]))]
        return [names[node["split_feature"]]] + walk(node["left_child"]) + walk(node["right_child"])
    return [" ".join(walk(t["tree_structure"])) for t in model.dump_model()["tree_info"]]


def show(name, scorer, s, beliefs, levels):
    for level in levels:
        got = measure(scorer, s, beliefs, level)
        print(f"{name:16} above {level:5.2f}: " + "  ".join(f"{r} {p:.0f}/{q:.0f}/{f:.1f}" for r, (p, q, f) in got.items()), flush=True)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for k in ("messages", "fillers", "score"):
        p.add_argument("--" + k, required=True)
    p.add_argument("--folds", type=int, default=5)
    p.add_argument("--write")
    p.add_argument("--check", nargs=2)
    a = p.parse_args()
    sys.path.insert(0, a.score)
    import score_muc as scorer
    names, fillers = read_dump(a.fillers)
    s = Set(scorer, names, read_messages(a.messages), fillers)
    levels = np.arange(-1.6, 0.5, 0.2)
    show("as the weights say", scorer, s, [[f["odds"] / 1000 for f in fs] for fs in s.fillers], [0])
    show("cross-validated", scorer, s, cross(s, names, a.folds), levels)
    model = fit(*s.joined(range(len(s.messages))), names)
    if a.check:
        c = Set(scorer, names, read_messages(a.check[0]), read_dump(a.check[1])[1])
        show("as the weights say", scorer, c, [[f["odds"] / 1000 for f in fs] for fs in c.fillers], [0])
        show("checked", scorer, c, [model.predict(x, raw_score=True) if len(x) else [] for x in c.x], levels)
        gain = sorted(zip(model.feature_importance("gain"), names), reverse=True)
        print(" ".join(f"{n} {g:.0f}" for g, n in gain[:50]))
    if not a.write:
        return
    with open(a.write, encoding="utf-8") as lines:
        head = [line for line in lines if line.startswith("#")]
    with open(a.write, "w", encoding="utf-8") as out:
        out.writelines(head)
        for k, tree in enumerate(written(model, names)):
            out.write(f"filler_{k + 1}\t{tree}\n")


if __name__ == "__main__":
    main()
