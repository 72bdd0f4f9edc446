"""Does the exported file, read by reference.py alone, say what the model says under the same arithmetic?

    check_export.py --weights-pt FILE.pt --vocab vocab.txt --reference reference.json
"""
import argparse
import json

import numpy as np
import torch

import int8
import pieces as pc
from batches import Batch
from model import Marker

WORST = 0.5                           # logits; values that round the other way add up over six layers
LEAST_SAME = 0.995


def main():
    p = argparse.ArgumentParser()
    for k in ("weights-pt", "vocab", "reference"):
        p.add_argument("--" + k, required=True)
    a = p.parse_args()
    kept = torch.load(a.weights_pt, weights_only=False)
    table = pc.read_pieces(a.vocab)
    m = Marker(len(table.rows), len(pc.CASINGS), kept["labels"])
    m.load_state_dict(kept["model"])
    int8.quantise(m).eval()
    worst, same, n = 0.0, 0, 0
    for r in json.load(open(a.reference)):
        x = {"pieces": r["pieces"][1:-1], "first": r["first"], "casing": [pc.casing_of(w) for w in r["words"]]}
        b = Batch([x], table)
        with torch.no_grad():
            w = m.words(m.encoder(b.ids, b.casing, b.lengths), b.seg, b.n_words, b.count)
            for key, want in r["logits"].items():
                if key in m.TAGS:
                    got = m.tags[key](w).numpy()
                    want = np.array(want)
                    worst = max(worst, float(np.abs(got - want).max()))
                    same += int((got.argmax(1) == want.argmax(1)).sum())
                    n += len(want)
    print(f"largest difference of a logit {worst:.4f}; the same label for {same} of {n}")
    if worst > WORST or same < LEAST_SAME * n:
        raise SystemExit("the exported file does not say what the model says")


if __name__ == "__main__":
    main()
