"""Reads all sets once, cuts words into pieces, and writes one cache a split: lists of small integer arrays.

    prepare.py --data DIR --score DIR --casus BIN --vocab vocab.txt --out DIR
"""
import argparse
import json
import os
import pickle

import lemma as lemmas
import pieces as pc
import sets

UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
DEPS = ("acl advcl advmod amod appos aux case cc ccomp clf compound conj cop csubj dep det discourse dislocated expl fixed flat goeswith "
        "iobj list mark nmod nsubj nummod obj obl orphan parataxis punct reparandum root vocative xcomp").split()
TAGS = ["O", "B", "I"]
MOST_PIECES = 254


def tags_of(types):
    return ["O"] + [f"{p}-{t}" for t in types for p in "BI"]


NAMES, TIMES, ROLES, PARTS = tags_of(sets.NAME_TYPES), tags_of(sets.TIME_TYPES), tags_of(sets.ROLE_TYPES), tags_of(sets.PART_TYPES)


def name_masks():
    """Per set, which labels a word without a mark may carry: O, and every type the set is silent about."""
    masks = {}
    for scheme, silent in sets.NAME_SILENT.items():
        loose = 1
        for t in silent:
            loose |= 1 << NAMES.index(f"B-{t}") | 1 << NAMES.index(f"I-{t}")
        masks[scheme] = loose
    return masks


def encode(x, table, rules, masks):
    """One sentence as numbers; it is cut where its pieces end the encoder's room."""
    ids, first = [], []
    for w in x["words"]:
        ps = table.of_word(w)
        if len(ids) + len(ps) > MOST_PIECES:
            break
        first.append(len(ids))
        ids += ps
    n = len(first)
    words = x["words"][:n]
    if not n:
        return None
    y = {"set": x["set"], "doc": x["doc"], "spans": x["spans"][:n], "pieces": ids, "first": first,
         "casing": [pc.casing_of(w) for w in words], "single": [sum(c.isalpha() for c in w) == 1 for w in words]}
    if "upos" in x:
        y["words"] = words
        y["upos"] = [UPOS.index(t) if t in UPOS else -1 for t in x["upos"][:n]]
        y["gold_lemma"] = x["lemma"][:n]
        y["lemma"] = []
        for w, l in zip(words, x["lemma"]):
            r = lemmas.rule_of(w, l)
            y["lemma"].append(rules[r] if l != "_" and r in rules else -1)
        y["heads"] = [h + 1 if h + 1 <= n else 0 for h in x["heads"][:n]]
        y["deps"] = [DEPS.index(d) for d in x["deps"][:n]]
    if "names" in x:
        loose = masks[x["set"]]
        every = (1 << len(NAMES)) - 1
        told = sum(1 << k for k, t in enumerate(NAMES) if loose == 1 or (t != "O" and not loose >> k & 1))
        y["names"] = [loose if t == "O" else every & ~told | 1 if t[2:] == "?" else 1 << NAMES.index(t) for t in x["names"][:n]]
        y["gold_names"] = x["names"][:n]
    if "times" in x:
        y["times"] = [TIMES.index(t) for t in x["times"][:n]]
    if "roles" in x:
        y["roles"] = [ROLES.index(t) for t in x["roles"][:n]]
    if "parts" in x:
        y["parts"] = [PARTS.index(t) for t in x["parts"][:n]]
    if "cue" in x:
        for k in ("cue", "source", "content"):
            y[k] = [TAGS.index(t) for t in x[k][:n]]
        y["links"] = [tuple([k for k in part if k < n] for part in l) for l in x["links"]]
        y["links"] = [l for l in y["links"] if l[0]]
    if "events" in x:
        y["events"] = x["events"]
    return y


def main():
    p = argparse.ArgumentParser()
    for name in ("data", "score", "casus", "vocab", "out"):
        p.add_argument("--" + name, required=True)
    a = p.parse_args()
    os.makedirs(a.out, exist_ok=True)
    d = lambda *k: os.path.join(a.data, *k)
    train, dev = {}, {}
    syn = list(sets.syntax(d("syntax", "train.conllu"), a.score))
    for k in ("ewt", "gum"):
        train["syntax_" + k] = [x for x in syn if x["set"] == k]
    syn_dev = list(sets.syntax(d("syntax", "dev.conllu"), a.score, free_only=False))
    for k in ("ewt", "gum"):
        dev["syntax_" + k] = [x for x in syn_dev if x["set"] == k]
    for k in ("re3d", "cameo", "wikigold", "wnut17", "gum"):
        train[k] = list(sets.names(d("names", k + "_train.jsonl"), a.casus))
    for k in ("re3d", "cameo", "uner", "wnut17", "gum"):
        dev[k] = list(sets.names(d("names", k + "_dev.jsonl"), a.casus, free_only=False))
    for split, into in (("train", train), ("dev", dev)):
        into["times"] = list(sets.times(d("times", split + ".jsonl"), a.casus))
        into["attribution"] = list(sets.attribution(d("attribution", split + ".jsonl"), a.casus))
        into["muc4"] = list(sets.parts(d("muc4", split + ".jsonl"), a.casus))
        for k in ("police", "satp"):
            into[k] = list(sets.events(d(k, split + ".jsonl"), a.casus, k))
    rules = lemmas.rules_of(syn)
    rule_ids = {r: i for i, r in enumerate(rules)}
    table, masks = pc.read_pieces(a.vocab), name_masks()
    labels = {"upos": UPOS, "lemma": rules, "deps": DEPS, "names": NAMES, "times": TIMES, "roles": ROLES,
              "parts": PARTS, "cue": TAGS, "source": TAGS, "content": TAGS, "events": sets.EVENT_LABELS}
    with open(os.path.join(a.out, "labels.json"), "w") as f:
        json.dump(labels, f)
    for split, all_sets in (("train", train), ("dev", dev)):
        done = {k: [y for y in (encode(x, table, rule_ids, masks) for x in v) if y] for k, v in all_sets.items()}
        with open(os.path.join(a.out, split + ".pickle"), "wb") as f:
            pickle.dump(done, f)
        for k, v in done.items():
            print(f"{split:5} {k:12} {len(v):6} sentences {sum(len(y['first']) for y in v):7} words {sum(len(y['pieces']) for y in v):7} pieces")
    print(len(rules), "lemma rules;", f"{sum(r >= 0 for y in done['syntax_ewt'] for r in y['lemma']) / sum(len(y['lemma']) for y in done['syntax_ewt']):.4f} of EWT dev lemmas within them")


if __name__ == "__main__":
    main()
