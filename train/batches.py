"""Sentences -> tensors of one batch, with the casing noise of training."""
import numpy as np
import torch

import pieces as pc

P_UPPER, P_LOWER, P_MASK, P_NATURAL = 0.08, 0.10, 0.03, 0.42      # natural: of what is written in capitals
FRAME = 2                              # [CLS] and [SEP]
STEP = 8                               # widths are multiples of this: few shapes, so the matrix kernels are made once


def cased(x, mode):
    """Casing classes of the words as they are, or as if the sentence stood in capitals, in small letters, or as print has it."""
    if mode == 0:
        return x["casing"]
    if mode == 1:
        return [c if c == pc.NONE else pc.CAPITAL if one else pc.UPPER for c, one in zip(x["casing"], x["single"])]
    if mode == 3:
        return x["natural"]
    return [c if c == pc.NONE else pc.LOWER for c in x["casing"]]


def wide(n):
    return -(-n // STEP) * STEP


class Batch:
    def __init__(self, rows, table, rng=None, mode=0):
        self.rows = rows
        self.lengths = torch.tensor([len(x["pieces"]) + FRAME for x in rows])
        n = wide(int(self.lengths.max()))
        ids = np.zeros((len(rows), n), np.int64)
        casing = np.zeros((len(rows), n), np.int64)
        self.sizes = [len(x["first"]) for x in rows]
        self.n_words = sum(self.sizes)
        seg = np.full((len(rows), n), self.n_words, np.int64)
        count = np.ones(self.n_words, np.float32)
        self.starts = np.cumsum([0] + self.sizes)
        for b, x in enumerate(rows):
            k = len(x["pieces"])
            got = np.array(x["pieces"])
            if rng is not None:
                u = rng.random()
                mode = 1 if u < P_UPPER else 2 if u < P_UPPER + P_LOWER else 3 if "natural" in x and u < P_UPPER + P_LOWER + P_NATURAL else 0
                got = np.where(rng.random(k) < P_MASK, table.id_of["[MASK]"], got)
            ids[b, 0], ids[b, 1:k + 1], ids[b, k + 1] = table.cls, got, table.sep
            of = np.diff(x["first"] + [k])
            casing[b, 1:k + 1] = np.repeat(cased(x, mode), of)
            seg[b, 1:k + 1] = np.repeat(np.arange(self.starts[b], self.starts[b + 1]), of)
            count[self.starts[b]:self.starts[b + 1]] = of
        self.ids, self.casing = torch.from_numpy(ids), torch.from_numpy(casing)
        self.seg, self.count = torch.from_numpy(seg.reshape(-1)), torch.from_numpy(count)

    def has(self, key):
        return key in self.rows[0]

    def flat(self, key):
        return torch.tensor([t for x in self.rows for t in x[key]])

    def padded(self, key, pad):
        """[batch][1 + words]; slot 0 is the root's."""
        out = np.full((len(self.rows), 1 + max(self.sizes)), pad, np.int64)
        for b, x in enumerate(self.rows):
            out[b, 1:1 + self.sizes[b]] = x[key]
        return torch.from_numpy(out)

    def grid(self):
        """For [batch][1 + words]: the row of each word among all words, n_words + b for the root, or the first word as filler."""
        out = np.zeros((len(self.rows), 1 + max(self.sizes)), np.int64)
        for b in range(len(self.rows)):
            out[b, 0] = self.n_words + b
            out[b, 1:1 + self.sizes[b]] = np.arange(self.starts[b], self.starts[b + 1])
        return torch.from_numpy(out)


def grouped(rows, most, rng=None):
    """Sentences of like length together, at most `most` padded pieces a batch."""
    key = [wide(len(x["pieces"]) + FRAME) for x in rows]
    order = np.argsort(np.array([len(x["pieces"]) for x in rows]) + (rng.random(len(rows)) * 4 if rng is not None else 0), kind="stable")
    group, out, widest = [], [], 0
    for i in order:
        grown = max(widest, key[i])
        if group and grown * (len(group) + 1) > most:
            out.append(group)
            group, grown = [], key[i]
        group.append(rows[i])
        widest = grown
    if group:
        out.append(group)
    if rng is not None:
        rng.shuffle(out)
    return out
