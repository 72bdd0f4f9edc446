"""The mean of two runs' weights, one of which went on from the other; heads that only the second has are fitted again to the mean.

    mean.py --cache DIR --minilm DIR --one FILE.pt --other FILE.pt --out FILE.pt [--share 0.3]

A run that learns something new forgets a little of the rest; between the two most of both is there (Wortsman and others 2022,
"Model soups"). The encoder is left alone while the heads are fitted.
"""
import argparse
import json
import os
import pickle

import numpy as np
import torch
import torch.nn.functional as F

import pieces as pc
from batches import Batch, grouped
from model import Marker
from train import DROP, write_naturally

SETS = {"parts": "muc4"}             # what each head of tags is fitted on
EMPTY, PASSES, RATE, ROWS, PIECES = 0.25, 12, 1e-3, 2048, 4096


def mean_of(one, other, share):
    return {k: v if k not in one or not v.is_floating_point() else (1 - share) * one[k] + share * v for k, v in other.items()}


def words_of(m, table, rows, rng):
    """[words][wide] and labels of all rows, read once with the casing of training."""
    features, wanted = [], []
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for group in grouped(rows, PIECES):
            b = Batch(group, table, rng)
            features.append(m.words(m.encoder(b.ids, b.casing, b.lengths), b.seg, b.n_words, b.count))
            wanted.append(b)
    return features, wanted


def fit(m, head, features, batches, rng):
    x, y = torch.cat(features), torch.cat([b.flat(head) for b in batches])
    layer = m.tags[head]
    opt = torch.optim.AdamW(layer.parameters(), lr=RATE, weight_decay=0.01)
    for _ in range(PASSES):
        order = torch.from_numpy(rng.permutation(len(x)))
        for first in range(0, len(order), ROWS):
            some = order[first:first + ROWS]
            loss = F.cross_entropy(layer(F.dropout(x[some], DROP)), y[some], ignore_index=-1)
            opt.zero_grad()
            loss.backward()
            opt.step()
    print(f"{head}: {len(x)} words, loss {loss.item():.3f}", flush=True)


def main():
    p = argparse.ArgumentParser()
    for k in ("cache", "minilm", "one", "other", "out"):
        p.add_argument("--" + k, required=True)
    p.add_argument("--share", type=float, default=0.3, help="of the other run")
    p.add_argument("--seed", type=int, default=7)
    p.add_argument("--threads", type=int, default=1)
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    rng = np.random.default_rng(a.seed)
    one, other = (torch.load(f, weights_only=False) for f in (a.one, a.other))
    table = pc.read_pieces(os.path.join(a.minilm, "vocab.txt"))
    labels = other["labels"]
    m = Marker(len(table.rows), len(pc.CASINGS), labels)
    m.load_state_dict(mean_of(one["model"], other["model"], a.share))
    with open(os.path.join(a.cache, "train.pickle"), "rb") as f:
        data = pickle.load(f)
    for head, name in SETS.items():
        if "tags." + head + ".weight" in one["model"]:
            continue
        rows = [x for x in data[name] if any(x[head]) or rng.random() < EMPTY]
        write_naturally(m, table, labels["upos"], rows)
        m.eval()
        fit(m, head, *words_of(m, table, rows, rng), rng)
    torch.save({"model": m.state_dict(), "labels": labels, "step": other.get("step"), "recipe": vars(a)}, a.out)


if __name__ == "__main__":
    main()
