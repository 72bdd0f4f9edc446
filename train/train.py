"""Trains encoder and heads together on all sets; each step mixes two batches of different sets.

    train.py --cache DIR --minilm DIR --out DIR [--start FILE.pt] [--share 1.0] [--seed 7] [--minutes N] [--only-licensed]
"""
import argparse
import json
import os
import pickle
import time

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file

import pieces as pc
from batches import Batch, grouped
from model import LAYERS, Marker, load_start

# passes over each set at --share 1, by --recipe: from nothing; the teacher of silver.py, who knows the naming sets alone; what goes on from
# weights that have learnt the whole, with silver names in the treebanks
RECIPES = {
    "whole": {"syntax_ewt": 10, "syntax_gum": 8, "re3d": 24, "cameo": 12, "wikigold": 6, "wnut17": 2.4, "gum": 5, "times": 8,
              "attribution": 1, "police": 3, "satp": 3, "muc4": 6},
    "teacher": {"syntax_ewt": 1, "wikigold": 4, "wnut17": 1.5, "gum": 2},
    "more": {"syntax_ewt": 4, "syntax_gum": 3, "re3d": 14, "cameo": 9, "wikigold": 3, "wnut17": 1, "gum": 1, "times": 4,
             "attribution": 0.3, "police": 5, "satp": 2, "muc4": 5},
}
LICENSED = ("syntax_ewt", "syntax_gum", "re3d", "wikigold", "wnut17", "gum")
WEIGHT = {"upos": 1.0, "lemma": 0.5, "arcs": 1.0, "deps": 1.0, "names": 1.5, "times": 1.5, "roles": 1.5, "parts": 2.0, "cue": 1.5,
          "source": 0.5, "content": 0.5, "links": 1.0, "events": 4.0}
PIECES, PER_STEP = 1536, 1
RATE_TOP, RATE_DECAY, RATE_HEADS, RATE_CASING, WARM = 1.3e-4, 0.85, 1e-3, 1e-3, 0.06
DROP = 0.15


def losses(m, b):
    """{head: loss} of one batch."""
    h = m.encoder(b.ids, b.casing, b.lengths, 0.1)
    out = {}
    if b.has("events"):
        want = torch.tensor([x["events"] for x in b.rows])
        got = m.event(F.dropout(m.pooled(h, b.lengths), DROP, m.training))
        known = want >= 0
        out["events"] = F.binary_cross_entropy_with_logits(got.float()[known], want.float()[known])
        return out
    w = F.dropout(m.words(h, b.seg, b.n_words, b.count), DROP, m.training)
    for k in ("upos", "lemma", "times", "roles", "parts", "cue", "source", "content"):
        if b.has(k):
            out[k] = F.cross_entropy(m.tags[k](w).float(), b.flat(k), ignore_index=-1)
    if b.has("names"):
        got = m.tags["names"](w).float().log_softmax(-1)
        may = (b.flat("names")[:, None] >> torch.arange(got.shape[1]) & 1).bool()
        out["names"] = -got.masked_fill(~may, -1e4).logsumexp(-1).mean()
    if b.has("heads"):
        out |= parse_losses(m, b, h, w)
    if b.has("links"):
        out["links"] = link_loss(m, b, w)
    return out


def parse_losses(m, b, h, w):
    rows = torch.cat((w, h[:, 0].float()))[b.grid()]
    scores, rc, rh = m.arcs(m.parse(rows))
    heads, deps = b.padded("heads", -1), b.padded("deps", -1)
    real = heads >= 0
    there = torch.arange(scores.shape[2]) <= torch.tensor(b.sizes)[:, None]
    scores = scores.masked_fill(~there[:, None, :], -1e4)
    at, child = real.nonzero(as_tuple=True)
    rel = m.relations(rc[at, child], rh[at, heads[real]])
    return {"arcs": F.cross_entropy(scores[real], heads[real]), "deps": F.cross_entropy(rel.float(), deps[real])}


def link_loss(m, b, w):
    parts = []
    for i, x in enumerate(b.rows):
        mine = w[b.starts[i]:b.starts[i + 1]]
        for cue, source, content in x["links"]:
            want = torch.zeros(2, len(mine))
            want[0, source], want[1, content] = 1.0, 1.0
            parts.append(F.binary_cross_entropy_with_logits(m.links(mine[cue].mean(0), mine), want, reduction="none").mean(1))
    if not parts:
        return torch.zeros(())
    return torch.stack(parts).mean(0).sum()


def optimiser(m):
    groups = []
    e = m.encoder
    for i, layer in enumerate(e.layers):
        groups.append({"params": list(layer.parameters()), "lr": RATE_TOP * RATE_DECAY ** (LAYERS - 1 - i)})
    low = RATE_TOP * RATE_DECAY ** LAYERS
    groups.append({"params": [e.place.weight, *e.norm.parameters()], "lr": low})
    groups.append({"params": [e.casing.weight], "lr": RATE_CASING, "weight_decay": 0.0})
    rest = [p for n, p in m.named_parameters() if not n.startswith("encoder.")]
    groups.append({"params": rest, "lr": RATE_HEADS})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


def schedule(data, passes, share, rng, only_licensed):
    """Batches of all sets over the whole training, shuffled once; parts of a pass are drawn by the seed."""
    plan = []
    for name, rows in data.items():
        if only_licensed and name not in LICENSED:
            continue
        left = passes.get(name, 0) * share
        while left > 1e-6:
            some = rows if left >= 1 else [rows[i] for i in rng.permutation(len(rows))[:int(len(rows) * left)]]
            plan += [(name, g) for g in grouped(some, PIECES, rng)]
            left -= 1
    return [plan[i] for i in rng.permutation(len(plan))]


def write_naturally(m, table, upos, rows):
    """Casing as print has it for sentences written in capitals: a capital for what the weights read as a proper noun and for the first word."""
    m.eval()
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for group in grouped(rows, 4096):
            b = Batch(group, table, mode=2)
            proper = (m.tags["upos"](m.words(m.encoder(b.ids, b.casing, b.lengths), b.seg, b.n_words, b.count)).argmax(1) == upos.index("PROPN")).tolist()
            for x, first in zip(group, b.starts):
                x["natural"] = [c if c == pc.NONE else pc.CAPITAL if k == 0 or proper[first + k] else pc.LOWER for k, c in enumerate(x["casing"])]
    m.train()


def rate_at(step, steps):
    warm = max(1, int(WARM * steps))
    return step / warm if step < warm else max(0.0, (steps - step) / (steps - warm))


def main():
    p = argparse.ArgumentParser()
    for k in ("cache", "minilm", "out"):
        p.add_argument("--" + k, required=True)
    p.add_argument("--start", help="go on from these weights (FILE.pt) instead of the package's")
    p.add_argument("--recipe", choices=RECIPES, default="whole")
    p.add_argument("--silver", action="store_true", help="the treebanks with the names of silver.py")
    p.add_argument("--share", type=float, default=1.0)
    p.add_argument("--seed", type=int, default=7)
    p.add_argument("--threads", type=int, default=1, help="more only on an idle machine: they wait for each other")
    p.add_argument("--only-licensed", action="store_true")
    p.add_argument("--steps", type=int, default=0, help="stop after this many steps (to measure)")
    p.add_argument("--minutes", type=float, default=0, help="shorten the schedule so that it ends in time")
    p.add_argument("--checks", type=int, default=200, help="keep the weights after so many steps")
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    rng = np.random.default_rng(a.seed)
    labels = json.load(open(os.path.join(a.cache, "labels.json")))
    data = pickle.load(open(os.path.join(a.cache, "train-silver.pickle" if a.silver else "train.pickle"), "rb"))
    table = pc.read_pieces(os.path.join(a.minilm, "vocab.txt"))
    m = Marker(len(table.rows), len(pc.CASINGS), labels)
    m.encoder.load_minilm(load_file(os.path.join(a.minilm, "model.safetensors")))
    if a.start:
        print("new heads:", load_start(m, a.start), flush=True)
        write_naturally(m, table, labels["upos"], data["muc4"])
    if a.recipe == "teacher":
        for x in data["syntax_ewt"]:
            for k in ("upos", "lemma", "heads"):
                del x[k]
    data["attribution"] = [x for x in data["attribution"] if x["links"] or rng.random() < 0.5]
    data["muc4"] = [x for x in data["muc4"] if any(x["parts"]) or rng.random() < 0.25]
    plan = schedule(data, RECIPES[a.recipe], a.share, rng, a.only_licensed)
    steps = len(plan) // PER_STEP
    opt = optimiser(m)
    base = [g["lr"] for g in opt.param_groups]
    print(f"{steps} steps, {sum(len(x['pieces']) for _, g in plan for x in g)} pieces", flush=True)
    os.makedirs(a.out, exist_ok=True)
    t0, seen, sums = time.time(), 0, {}
    step = -1
    while step + 1 < steps:
        step += 1
        for g, lr in zip(opt.param_groups, base):
            g["lr"] = lr * rate_at(step, steps)
        for name, rows in plan[step * PER_STEP:(step + 1) * PER_STEP]:
            b = Batch(rows, table, rng)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                each = losses(m, b)
            loss = sum(WEIGHT[k] * v for k, v in each.items())
            loss.backward()
            seen += int(b.lengths.sum())
            for k, v in each.items():
                n, s = sums.get(k, (0, 0.0))
                sums[k] = (n + 1, s + float(v.detach()))
        torch.nn.utils.clip_grad_norm_([q for q in m.parameters() if q.grad is not None], 1.0)
        opt.step()
        opt.zero_grad(set_to_none=True)
        if (step + 1) % 50 == 0:
            dt = time.time() - t0
            print(f"{step + 1}/{steps} {dt:.0f}s {seen / dt:.0f} pieces/s | " + " ".join(f"{k} {s / n:.3f}" for k, (n, s) in sorted(sums.items())), flush=True)
            sums = {}
            if a.minutes:
                steps = min(len(plan) // PER_STEP, max(step + 2, int((step + 1) * a.minutes * 60 / dt)))
        if a.checks and (step + 1) % a.checks == 0:
            torch.save({"model": m.state_dict(), "labels": labels, "step": step + 1, "recipe": vars(a)}, os.path.join(a.out, "last.pt"))
        if a.steps and step + 1 >= a.steps:
            break
    torch.save({"model": m.state_dict(), "labels": labels, "step": steps, "recipe": vars(a)}, os.path.join(a.out, "final.pt"))
    print(f"done in {time.time() - t0:.0f}s", flush=True)


if __name__ == "__main__":
    main()
