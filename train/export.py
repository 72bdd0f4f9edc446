"""Writes the weights file that casus maps; FORMAT.md describes it to the byte.

    export.py --weights FILE.pt --vocab vocab.txt --out casus-en.weights
"""
import argparse
import struct
import zlib

import numpy as np
import torch

import pieces as pc
from int8 import PIECE_MOST, WEIGHT_MOST, rows_as_whole
from model import ARC, HEADS, INNER, LAYERS, LINK, REL, WIDE, Marker

MAGIC, VERSION, RECIPE, LANGUAGE = b"CASUSWTS", 1, "minilm6-multi-3", "en"
ORDER_MARK, ALIGN, HEADER, ENTRY = 0x01020304, 64, 128, 96
F32, I8, TEXT, U32 = 1, 2, 3, 4
TYPE_OF = {np.dtype("<f4"): F32, np.dtype("i1"): I8, np.dtype("<u4"): U32}
PLACES = 256                          # [CLS] + 254 pieces + [SEP]
TAG_ORDER = Marker.TAGS


class Writer:
    def __init__(self):
        self.entries = []

    def add(self, name, array):
        array = np.ascontiguousarray(array)
        self.entries.append((name, TYPE_OF[array.dtype], array.shape, array.tobytes()))

    def text(self, name, rows):
        """Rows of UTF-8, each ended by a zero byte; the shape says how many."""
        assert all("\0" not in r for r in rows)
        self.entries.append((name, TEXT, (len(rows),), b"".join(r.encode() + b"\0" for r in rows)))

    def floats(self, name, tensor):
        self.add(name, tensor.detach().float().numpy().astype("<f4"))

    def matrix(self, name, weight, bias):
        q, scale = rows_as_whole(weight.detach().float(), WEIGHT_MOST)
        self.add(name + ".weight", q.numpy().astype("i1"))
        self.floats(name + ".scale", scale[:, 0])
        self.floats(name + ".bias", bias)

    def linear(self, name, layer):
        self.matrix(name, layer.weight, layer.bias)

    def norm(self, name, layer):
        self.floats(name + ".weight", layer.weight)
        self.floats(name + ".bias", layer.bias)

    def bytes(self, sizes):
        at = up(HEADER + ENTRY * len(self.entries))
        directory, body = b"", b""
        for name, kind, shape, data in self.entries:
            padded = list(shape) + [0] * (4 - len(shape))
            directory += struct.pack("<48sII4IQQ8x", name.encode(), kind, len(shape), *padded, at + len(body), len(data))
            body += data + b"\0" * (up(len(data)) - len(data))
        total = at + len(body)
        rest = (directory + b"\0" * (at - HEADER - len(directory))) + body
        head = MAGIC + struct.pack("<IIQII", ORDER_MARK, VERSION, total, len(self.entries), zlib.crc32(rest))
        head += struct.pack("<11I", *sizes) + struct.pack("<8s32s", LANGUAGE.encode(), RECIPE.encode())
        return head + b"\0" * (HEADER - len(head)) + rest


def up(n):
    return -(-n // ALIGN) * ALIGN


def collect(m, labels, table):
    w = Writer()
    e = m.encoder
    q, scale = rows_as_whole(e.piece.weight.data.float(), PIECE_MOST)
    w.add("piece.weight", q.numpy().astype("i1"))
    w.floats("piece.scale", scale[:, 0])
    w.floats("place", e.place.weight[:PLACES])
    w.floats("casing", e.casing.weight)
    w.norm("norm", e.norm)
    for i, layer in enumerate(e.layers):
        for name in ("qkv", "out", "up", "down"):
            w.linear(f"layer.{i}.{name}", getattr(layer, name))
        for name in ("norm1", "norm2"):
            w.norm(f"layer.{i}.{name}", getattr(layer, name))
    tags = [m.tags[k] for k in TAG_ORDER]
    w.matrix("tags", torch.cat([t.weight for t in tags]), torch.cat([t.bias for t in tags]))
    w.add("tags.first", np.cumsum([0] + [len(labels[k]) for k in TAG_ORDER]).astype("<u4"))
    w.text("tags.name", TAG_ORDER)
    for name in ("parse", "arc", "rel", "link"):
        w.linear(name, getattr(m, name))
    w.floats("link.offset", m.link_bias)
    w.floats("look", m.look.weight[0])              # its bias changes no weight of the pooling
    w.floats("event.weight", m.event.weight)
    w.floats("event.bias", m.event.bias)
    for key in (*TAG_ORDER, "deps", "events"):
        w.text("label." + key, labels[key])
    w.text("casing.name", pc.CASINGS)
    w.text("piece.text", table.rows)
    return w


def main():
    p = argparse.ArgumentParser()
    for k in ("weights", "vocab", "out"):
        p.add_argument("--" + k, required=True)
    a = p.parse_args()
    kept = torch.load(a.weights, weights_only=False)
    table = pc.read_pieces(a.vocab)
    m = Marker(len(table.rows), len(pc.CASINGS), kept["labels"])
    m.load_state_dict(kept["model"])
    sizes = (WIDE, LAYERS, HEADS, INNER, PLACES, len(table.rows), len(pc.CASINGS), ARC, REL, LINK, 0)
    data = collect(m, kept["labels"], table).bytes(sizes)
    with open(a.out, "wb") as f:
        f.write(data)
    print(f"{a.out}: {len(data)} bytes")


if __name__ == "__main__":
    main()
