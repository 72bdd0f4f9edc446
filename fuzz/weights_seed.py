#!/usr/bin/env python3
"""Makes corpus/weights/small: a whole weights file (train/FORMAT.md) with the least of everything, so that a fuzzer can play with all of it.

The numbers are of no meaning: seeded noise. Run when the form of the file changes."""
import random
import struct
import zlib
from pathlib import Path

OUT = Path(__file__).resolve().parent / "corpus" / "weights" / "small"
WIDE, LAYERS, HEADS, INNER, PLACES, CASINGS, ARC, REL, LINK = 32, 1, 1, 16, 256, 5, 16, 16, 16
PIECES = ["[UNK]", "[CLS]", "[SEP]", "shells", "fell", "##s", ".", "a"]
LABELS = {
    "upos": ["NOUN", "VERB", "PUNCT"], "lemma": ["L0", "K1", "L1y"], "names": ["O", "B-PER", "I-PER", "B-GPE", "I-GPE"], "times": ["O", "B-DATE", "I-DATE"],
    "roles": ["O", "B-S", "I-S"], "parts": ["O", "B-S", "I-S"], "cue": ["O", "B", "I"], "source": ["O", "B", "I"], "content": ["O", "B", "I"],
}
DEPS, EVENTS = ["root", "nsubj"], ["ANY_ACTION", "KILL"]
FLOAT, INT8, TEXT, UINT = 1, 2, 3, 4
chance = random.Random(20310305)


def floats(*shape):
    n = shape[0] * (shape[1] if len(shape) > 1 else 1)
    return FLOAT, shape, struct.pack(f"<{n}f", *(chance.uniform(-1, 1) for _ in range(n)))


def bytes8(*shape):
    return INT8, shape, bytes(chance.randrange(-63, 64) & 0xFF for _ in range(shape[0] * shape[1]))


def texts(words):
    return TEXT, (len(words),), b"".join(w.encode() + b"\0" for w in words)


def product(entries, name, out, into):
    entries[f"{name}.weight"], entries[f"{name}.scale"], entries[f"{name}.bias"] = bytes8(out, into), floats(out), floats(out)


def all_entries():
    entries = {"piece.weight": bytes8(len(PIECES), WIDE), "piece.scale": floats(len(PIECES)), "place": floats(PLACES, WIDE), "casing": floats(CASINGS, WIDE)}
    for name in ("norm", "layer.0.norm1", "layer.0.norm2"):
        entries[f"{name}.weight"], entries[f"{name}.bias"] = floats(WIDE), floats(WIDE)
    for name, out, into in (("layer.0.qkv", 3 * WIDE, WIDE), ("layer.0.out", WIDE, WIDE), ("layer.0.up", INNER, WIDE), ("layer.0.down", WIDE, INNER),
                            ("tags", sum(map(len, LABELS.values())), WIDE), ("parse", 2 * (ARC + REL), WIDE), ("arc", ARC, ARC),
                            ("rel", len(DEPS) * (REL + 1), REL), ("link", 3 * LINK, WIDE)):
        product(entries, name, out, into)
    first = [0]
    for labels in LABELS.values():
        first.append(first[-1] + len(labels))
    entries["tags.name"], entries["tags.first"] = texts(list(LABELS)), (UINT, (len(first),), struct.pack(f"<{len(first)}I", *first))
    for name, labels in LABELS.items():
        entries[f"label.{name}"] = texts(labels)
    entries["label.deps"], entries["label.events"], entries["piece.text"] = texts(DEPS), texts(EVENTS), texts(PIECES)
    entries["casing.name"] = texts(["none", "lower", "capital", "upper", "mixed"])
    entries["link.offset"], entries["look"] = floats(2), floats(WIDE)
    entries["event.weight"], entries["event.bias"] = floats(len(EVENTS), WIDE), floats(len(EVENTS))
    return entries


def main():
    entries = all_entries()
    at = 128 + 96 * len(entries)
    directory, body = b"", b""
    for name, (kind, shape, data) in entries.items():
        pad = -(at + len(body)) % 64
        body += b"\0" * pad
        directory += struct.pack("<48sII4IQQ8x", name.encode(), kind, len(shape), *(list(shape) + [0] * (4 - len(shape))), at + len(body), len(data))
        body += data
    rest = directory + body
    head = struct.pack("<8sIIQII", b"CASUSWTS", 0x01020304, 1, 128 + len(rest), len(entries), zlib.crc32(rest))
    head += struct.pack("<11I8s32s12x", WIDE, LAYERS, HEADS, INNER, PLACES, len(PIECES), CASINGS, ARC, REL, LINK, 0, b"en", b"small")
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_bytes(head + rest)
    print(f"{OUT}: {len(head) + len(rest)} bytes")


main()
