#!/usr/bin/env python3
"""Trains the weights of data/en/boundary.tsv: where a sentence ends when the paper does not say.

    boundaries.py --syntax DIR --score DIR --tool build/boundaries --pack build/casus.pack [--write data/en/boundary.tsv] [--set EWT] [--penalty 0.5]

DIR/train.conllu (Universal Dependencies English) says where sentences end; build/boundaries tells what the text stage sees of every place
between two words of a line. The model is logistic regression with an L2 penalty; features seen fewer than --least times are left out, and those
whose weight is small after the first fit; the rest is fitted again. A share of the texts is learned a second time in capitals, for wires write so.
What it is worth is measured on documents held out of the train part (every tenth), never on the dev part.
"""
import argparse
import json
import os
import subprocess
import sys
from collections import Counter

import numpy as np
import torch

CAPITALS = 6        # one text in so many is learned in capitals too
HELD_OUT = 10
SMALL = 0.1


def texts(docs, capitals):
    for k, d in enumerate(docs):
        offsets = [0]
        for c in d.text:
            offsets.append(offsets[-1] + len(c.encode()))
        yield {"id": d.id, "text": d.text, "ends": [offsets[e] for _, e in d.sentences]}
        upper = d.text.upper()
        if capitals and k % CAPITALS == 0 and len(upper) == len(d.text):
            offsets = [0]
            for c in upper:
                offsets.append(offsets[-1] + len(c.encode()))
            yield {"id": d.id + "-capitals", "text": upper, "ends": [offsets[e] for _, e in d.sentences]}


def places(a, docs, capitals):
    lines = "".join(json.dumps(t, ensure_ascii=False) + "\n" for t in texts(docs, capitals))
    out = subprocess.run([a.tool, a.pack], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout.decode()
    for line in out.splitlines():
        cells = line.split("\t")
        yield int(cells[0]), cells[1:]


def arrays(rows, ids):
    flat, starts, labels = [], [], []
    for label, names in rows:
        starts.append(len(flat))
        labels.append(label)
        flat += [ids[n] for n in names if n in ids]
    return torch.tensor(flat, dtype=torch.int64), torch.tensor(starts, dtype=torch.int64), torch.tensor(labels, dtype=torch.float32)


def fit(data, n, penalty):
    flat, starts, labels = data
    w = torch.zeros(n, 1, requires_grad=True)
    optimizer = torch.optim.LBFGS([w], max_iter=60, history_size=8, line_search_fn="strong_wolfe")

    def closure():
        optimizer.zero_grad()
        z = torch.nn.functional.embedding_bag(flat, w, starts, mode="sum")[:, 0]
        loss = torch.nn.functional.binary_cross_entropy_with_logits(z, labels, reduction="sum") + penalty * (w ** 2).sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    return w.detach()[:, 0].numpy()


def measure(data, w):
    flat, starts, labels = data
    z = torch.nn.functional.embedding_bag(flat, torch.tensor(w)[:, None], starts, mode="sum")[:, 0].numpy() > 0
    gold = labels.numpy() > 0
    hit = (z & gold).sum()
    return f"ends: precision {100 * hit / z.sum():.2f}, recall {100 * hit / gold.sum():.2f}, of {int(gold.sum())}"


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for k in ("syntax", "score", "tool", "pack"):
        p.add_argument("--" + k, required=True)
    p.add_argument("--set", default="")
    p.add_argument("--penalty", type=float, default=0.5)
    p.add_argument("--least", type=int, default=6)
    p.add_argument("--write")
    a = p.parse_args()
    sys.path.insert(0, a.score)
    import score_syntax
    torch.set_num_threads(1)
    torch.manual_seed(1)
    with open(os.path.join(a.syntax, "train.conllu"), encoding="utf-8") as f:
        docs = [d for d in score_syntax.read_conllu(f) if a.set in ("", d.source)]
    held = [d for k, d in enumerate(docs) if k % HELD_OUT == 5]
    rest = docs if a.write else [d for k, d in enumerate(docs) if k % HELD_OUT != 5]
    rows = list(places(a, rest, True))
    seen = Counter(n for _, names in rows for n in names)
    ids = {n: k for k, n in enumerate(sorted(n for n in seen if seen[n] >= a.least))}
    print(f"{len(rows)} places, {sum(r[0] for r in rows)} ends, {len(ids)} features", flush=True)
    w = fit(arrays(rows, ids), len(ids), a.penalty)
    kept = sorted(n for n, k in ids.items() if abs(w[k]) > SMALL or n == "bias")
    ids = {n: k for k, n in enumerate(kept)}
    w = fit(arrays(rows, ids), len(ids), a.penalty)
    print(f"{len(ids)} features kept")
    for s in sorted({d.source for d in held}):
        print("held out" if not a.write else "on what it learned from", s, measure(arrays(places(a, [d for d in held if d.source == s], False), ids), w), flush=True)
    if not a.write:
        return
    with open(a.write, encoding="utf-8") as lines:
        head = [line for line in lines if line.startswith("#")]
    with open(a.write, "w", encoding="utf-8") as out:
        out.writelines(head)
        for n, k in ids.items():
            out.write(f"{n}\t-\t{round(float(w[k]) * 1000)}\n")


if __name__ == "__main__":
    main()
