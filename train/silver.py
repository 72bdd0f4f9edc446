"""Names for the treebanks' train sentences: where they stand by the gold parts of speech, of what type by a teacher of the naming sets.

    silver.py --cache DIR --minilm DIR                              before the teacher learns: what parts of speech alone say
    silver.py --cache DIR --minilm DIR --teacher FILE.pt            after it: types where it is sure, voted on by the document

A treebank speaks of proper nouns and not of persons, organisations and places. A word that is no proper noun begins no name; words
between and behind proper nouns may go on with one (*Board of Muslim clerics*). Writes train-silver.pickle into the cache.
"""
import argparse
import json
import os
import pickle

import numpy as np
import torch

import pieces as pc
from evaluate import may_follow
from batches import Batch, grouped
from model import Marker, load_start

SETS = ("syntax_ewt", "syntax_gum")
TYPES = ("PER", "ORG", "GPE")
GOES_ON = ("ADP", "DET", "CCONJ", "PUNCT", "PART", "NUM", "NOUN", "ADJ", "SYM", "X")
SURE = 0.75                  # of the probability over the types, by the whole document's vote


def allowed(upos, names, words):
    """[words] of masks over the labels: what a word may be by its part of speech and its neighbours'."""
    every = (1 << len(names)) - 1
    begins = sum(1 << names.index("B-" + t) for t in TYPES)
    inside = sum(1 << names.index("I-" + t) for t in TYPES)
    loose = every & ~begins & ~inside
    proper = [u in ("PROPN", "X") for u in upos]
    near = [p or any(proper[max(0, k - 2):k]) for k, p in enumerate(proper)]
    out = []
    for k, u in enumerate(upos):
        if proper[k]:
            out.append(every)
        elif u in GOES_ON and near[k]:
            out.append(loose | inside)
        elif u in ("ADJ", "NOUN", "NUM") and words[k][:1].isupper() and k + 1 < len(upos) and proper[k + 1]:
            out.append(every)
        else:
            out.append(loose)
    return out


def best_path(logp, masks, names, bar):
    """The likeliest allowed labels of a sentence; bar [before][after]: 0, or far below where the second cannot follow."""
    open_ = np.where(np.array(masks)[:, None] >> np.arange(len(names)) & 1, 0.0, -1e9)
    total, back = logp[0] + open_[0] + np.where([t[0] == "I" for t in names], -1e9, 0.0), []
    for s, o in zip(logp[1:], open_[1:]):
        step = total[:, None] + bar
        back.append(step.argmax(0))
        total = step.max(0) + s + o
    at = [int(total.argmax())]
    for b in reversed(back):
        at.append(int(b[at[-1]]))
    return at[::-1]


def posteriors(m, table, rows):
    """log p [words][labels] of every row."""
    out = {}
    m.eval()
    with torch.no_grad():
        for group in grouped(rows, 4096):
            b = Batch(group, table)
            w = m.words(m.encoder(b.ids, b.casing, b.lengths), b.seg, b.n_words, b.count)
            got = m.tags["names"](w).float().log_softmax(-1).numpy()
            for x, first, last in zip(group, b.starts, b.starts[1:]):
                out[id(x)] = got[first:last]
    return out


def spans(path, names):
    first = None
    for k, t in enumerate(list(path) + [0]):
        begins = names[t][0] == "B"
        if first is not None and (begins or t == 0):
            yield first, k
            first = None
        if begins:
            first = k


def type_scores(logp, first, last, names):
    """log of how likely the span is of each type, up to a constant."""
    col = lambda k, t: logp[k][names.index(("B-" if k == first else "I-") + t)]
    return np.array([sum(col(k, t) for k in range(first, last)) / (last - first) for t in TYPES])


def said(x, first, last):
    return " ".join(x["words"][first:last]).lower()


def spans_by_teacher(rows, got, names):
    """[(row, masks, path, its spans)] of one document, and by the words of a span the sum of what its mentions say of its type."""
    found, votes, bar = [], {}, np.where(may_follow(names), 0.0, -1e9)
    for x in rows:
        masks = allowed(x["upos_words"], names, x["words"])
        path = best_path(got[id(x)], masks, names, bar)
        mine = [(first, last) for first, last in spans(path, names) if names[path[first]][2:] in TYPES]
        for first, last in mine:
            votes[said(x, first, last)] = votes.get(said(x, first, last), 0.0) + type_scores(got[id(x)], first, last, names)
        found.append((x, masks, path, mine))
    return found, votes


def types_left(vote):
    """The type where the document is sure, else all."""
    p = np.exp(vote - vote.max())
    p /= p.sum()
    return (TYPES[int(p.argmax())],) if p.max() >= SURE else TYPES


def teach(rows, got, names):
    """Adds names to the rows of one document: a span the document agrees on is told, any other stays open."""
    found, votes = spans_by_teacher(rows, got, names)
    label = lambda mark, types: sum(1 << names.index(mark + t) for t in types)
    told = label("B-", TYPES) | label("I-", TYPES)
    for x, masks, path, mine in found:
        x["names"] = [m & ~told if t == 0 and logp[0] >= np.log(SURE) else m for t, m, logp in zip(path, masks, got[id(x)])]
        for first, last in mine:
            types = types_left(votes[said(x, first, last)])
            x["names"][first:last] = [label("B-", types)] + [label("I-", types)] * (last - first - 1)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--cache", required=True)
    p.add_argument("--minilm", required=True)
    p.add_argument("--teacher")
    a = p.parse_args()
    labels = json.load(open(os.path.join(a.cache, "labels.json")))
    names = labels["names"]
    data = pickle.load(open(os.path.join(a.cache, "train.pickle"), "rb"))
    for k in SETS:
        for x in data[k]:
            x["upos_words"] = [labels["upos"][t] if t >= 0 else "X" for t in x["upos"]]
    if a.teacher:
        table = pc.read_pieces(os.path.join(a.minilm, "vocab.txt"))
        m = Marker(len(table.rows), len(pc.CASINGS), labels)
        load_start(m, a.teacher)
    for k in SETS:
        docs = {}
        for x in data[k]:
            docs.setdefault(x["doc"], []).append(x)
        got = posteriors(m, table, data[k]) if a.teacher else None
        for rows in docs.values():
            if a.teacher:
                teach(rows, got, names)
                continue
            for x in rows:
                x["names"] = allowed(x["upos_words"], names, x["words"])
        told = [b for x in data[k] for b in x["names"]]
        print(f"{k}: {len(told)} words, {sum(bin(b).count('1') == 1 and b > 1 for b in told)} told their label of a name")
    with open(os.path.join(a.cache, "train-silver.pickle"), "wb") as f:
        pickle.dump(data, f)


if __name__ == "__main__":
    main()
