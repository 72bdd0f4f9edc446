"""Reads an exported file and nothing else, in numpy, as the reader in C must; writes what a test can compare with.

    reference.py --weights casus-en.weights --sentences sentences.txt --out reference.json

sentences.txt: invented sentences, words divided by blanks. The sums over whole numbers are exact; the rest is float32, so
C may differ in the last digits, and a value that rounds the other way moves the logits by a few hundredths.
"""
import argparse
import json
import struct
import zlib

import numpy as np

import pieces as pc
from export import ALIGN, ENTRY, F32, HEADER, I8, MAGIC, ORDER_MARK, TEXT, U32, VERSION

EPS = 1e-12
KIND = {F32: "<f4", I8: "i1", U32: "<u4"}


class Weights:
    def __init__(self, path):
        data = open(path, "rb").read()
        mark, version, total, n, crc = struct.unpack_from("<IIQII", data, 8)
        if data[:8] != MAGIC or mark != ORDER_MARK or version != VERSION:
            raise SystemExit(f"{path}: not a weights file of version {VERSION}")
        if total != len(data) or zlib.crc32(data[HEADER:]) != crc:
            raise SystemExit(f"{path}: cut short or damaged")
        (self.wide, self.layers, self.heads, self.inner, self.places, self.n_pieces, self.n_casings,
         self.arc, self.rel, self.link, _) = struct.unpack_from("<11I", data, 32)
        self.t = {}
        for i in range(n):
            name, kind, rank, *rest = struct.unpack_from("<48sII4IQQ", data, HEADER + i * ENTRY)
            shape, (at, size) = rest[:rank], rest[4:]
            assert at % ALIGN == 0
            name = name.rstrip(b"\0").decode()
            if kind == TEXT:
                self.t[name] = data[at:at + size].decode().split("\0")[:shape[0]]
            else:
                self.t[name] = np.frombuffer(data, KIND[kind], count=int(np.prod(shape)), offset=at).reshape(shape)

    def __getitem__(self, name):
        return self.t[name]

    def product(self, name, x):
        """x [rows][in] -> [rows][out], by whole numbers."""
        w = self[name + ".weight"].astype(np.int32)
        s = np.maximum(np.abs(x).max(-1, keepdims=True), np.float32(1e-12)) / np.float32(127)
        q = np.clip(np.rint(x / s), -127, 127).astype(np.int32)
        return (q @ w.T).astype(np.float32) * (s * self[name + ".scale"]) + self[name + ".bias"]

    def normed(self, name, x):
        d = x - x.mean(-1, keepdims=True)
        return d / np.sqrt((d * d).mean(-1, keepdims=True) + np.float32(EPS)) * self[name + ".weight"] + self[name + ".bias"]


def gelu(x):
    return np.float32(0.5) * x * (1 + np.tanh(np.float32(0.7978845608) * (x + np.float32(0.044715) * x ** 3)))


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def encode(w, ids, casing):
    """[pieces] -> the output of the embedding and of every layer, each [pieces][wide]."""
    x = w["piece.weight"][ids].astype(np.float32) * w["piece.scale"][ids, None] + w["place"][:len(ids)] + w["casing"][casing]
    x = w.normed("norm", x)
    kept, n, d = [x], len(ids), w.wide // w.heads
    for i in range(w.layers):
        p = f"layer.{i}."
        q, k, v = w.product(p + "qkv", x).reshape(n, 3, w.heads, d).transpose(1, 2, 0, 3)
        a = softmax(q @ k.transpose(0, 2, 1) * np.float32(d ** -0.5))
        x = w.normed(p + "norm1", x + w.product(p + "out", (a @ v).transpose(1, 0, 2).reshape(n, w.wide)))
        x = w.normed(p + "norm2", x + w.product(p + "down", gelu(w.product(p + "up", x))))
        kept.append(x)
    return kept


def heads_of(w, x, first):
    """x [pieces][wide], first: piece of each word, counted after [CLS] -> what every head says."""
    ends = first[1:] + [len(x) - 2]
    words = np.stack([x[1 + a:1 + b].mean(0) for a, b in zip(first, ends)])
    tags = w.product("tags", words)
    at = w["tags.first"]
    out = {k: tags[:, at[i]:at[i + 1]] for i, k in enumerate(w["tags.name"])}
    p = gelu(w.product("parse", np.concatenate((x[:1], words))))
    child, head, rc, rh = np.split(p, np.cumsum((w.arc, w.arc, w.rel)), axis=1)
    out["arcs"] = w.product("arc", child) @ head.T / np.float32(np.sqrt(w.arc))
    best = out["arcs"][1:].argmax(1)                  # of the best head; the tree may choose another
    b = w.product("rel", rc[1:]).reshape(len(words), -1, w.rel + 1)
    out["relations"] = np.einsum("nkr,nr->nk", b[..., :-1], rh[best]) + b[..., -1]
    a = softmax(x @ w["look"])
    out["events"] = (a @ x) @ w["event.weight"].T + w["event.bias"]
    cue = int(out["cue"][:, 1].argmax())              # the likeliest cue word stands in for a cue
    c = gelu(w.product("link", words[cue:cue + 1]))[0, :2 * w.link].reshape(2, w.link)
    f = gelu(w.product("link", words))[:, 2 * w.link:]
    out["links"] = c @ f.T * np.float32(4 / np.sqrt(w.link)) + w["link.offset"][:, None]
    out["link_cue"] = np.array([cue], np.float32)
    return out


def rounded(a):
    return [rounded(v) for v in a] if np.ndim(a) > 1 else [round(float(v), 4) for v in a]


def main():
    p = argparse.ArgumentParser()
    for k in ("weights", "sentences", "out"):
        p.add_argument("--" + k, required=True)
    a = p.parse_args()
    w = Weights(a.weights)
    table = pc.Pieces(w["piece.text"])
    out = []
    for line in open(a.sentences, encoding="utf-8"):
        words = line.split()
        if not words or words[0] == "#":
            continue
        ids, casing, first = [table.cls], [pc.NONE], []
        for word in words:
            got = table.of_word(word)
            first.append(len(ids) - 1)
            ids += got
            casing += [pc.casing_of(word)] * len(got)
        ids, casing = ids + [table.sep], casing + [pc.NONE]
        kept = encode(w, np.array(ids), np.array(casing))
        logits = heads_of(w, kept[-1], first)
        out.append({"words": words, "pieces": ids, "casing": casing, "first": first,
                    "layer_mean_abs": [round(float(np.abs(x).mean()), 5) for x in kept],
                    "layer_first": [rounded(x[0, :4]) for x in kept],
                    "best": {k: [w["label." + k][j] for j in v.argmax(-1)] for k, v in logits.items() if "label." + k in w.t and k not in ("events", "deps")},
                    "logits": {k: rounded(v) for k, v in logits.items() if k not in ("lemma", "relations", "arcs")},
                    "arcs_best": logits["arcs"][1:].argmax(1).tolist(),
                    "arcs_score": [round(float(v), 3) for v in logits["arcs"][1:].max(1)],
                    "relation_best": [w["label.deps"][j] for j in logits["relations"].argmax(1)]})
    with open(a.out, "w", encoding="utf-8") as f:
        f.write("[\n" + ",\n".join(json.dumps(x, ensure_ascii=False) for x in out) + "\n]\n")
    print(f"{a.out}: {len(out)} sentences")


if __name__ == "__main__":
    main()
