#!/usr/bin/env python3
"""The ten commonest kinds of error of the heads of names, roles, times, syntax with lemmas, attribution and police on the development sets: how often, and the ids of some documents.

    errors.py --casus BUILD/casus --data DIR --score DIR [--heads names,roles,times,syntax,attribution,police] [--most 10] [--ids 3]

DATA and SCORE: the folders of the data sets and of their scorers, whose own reading of gold and output is used. Kinds, never texts: what is told
is the type that was missed, found where none is, taken for another, or cut too long or too short; the word class or relation taken for another."""
import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path


class Kinds:
    def __init__(self):
        self.n, self.ids = Counter(), defaultdict(list)

    def add(self, kind, document):
        self.n[kind] += 1
        if document not in self.ids[kind]:
            self.ids[kind].append(document)

    def show(self, head, most, n_ids):
        total = sum(self.n.values())
        print(f"\n{head}: {total} errors")
        for kind, n in self.n.most_common(most):
            print(f"  {n:6} {100 * n / max(total, 1):5.1f} %  {kind:44} {' '.join(self.ids[kind][:n_ids])}")


def spans_apart(gold, pred):
    """How one span differs from another that it shares characters with."""
    longer = pred[0] <= gold[0] and pred[1] >= gold[1]
    shorter = pred[0] >= gold[0] and pred[1] <= gold[1]
    return "too long" if longer else "too short" if shorter else "shifted"


def differ(kinds, document, gold, pred, fits, name):
    """gold, pred: (start, end, type). Same spans first, then those that overlap."""
    left = list(pred)
    for g in gold:
        same = next((p for p in left if p[:2] == g[:2]), None)
        near = same or next((p for p in left if p[0] < g[1] and g[0] < p[1]), None)
        if near is None:
            kinds.add(f"{name(g)} missed", document)
            continue
        left.remove(near)
        if same is None:
            kinds.add(f"{name(g)} {spans_apart(g, near)}" + ("" if fits(g, near) else f", taken for {near[2]}"), document)
        elif not fits(g, near):
            kinds.add(f"{name(g)} taken for {near[2]}", document)
    for p in left:
        kinds.add(f"{p[2]} found where none is", document)


def names(a, layers):
    import score_names
    folder = a.data / "names"
    for path in sorted(folder.glob("*_dev.jsonl")):
        rows = layers.read_jsonl(str(path))
        if rows[0].get("scheme") not in score_names.SCHEMES:
            continue
        got, _ = layers.run_casus(a.casus, rows, ["mentions", "times"], 3600)
        kinds = Kinds()
        for r in rows:
            scheme, home = score_names.SCHEMES[r["scheme"]], score_names.HOME[r["scheme"]]
            out = [(m["start"], m["end"]) for m in r["mentions"] if scheme[m["type"]] is None]
            gold = sorted({(m["start"], m["end"], m["type"]) for m in r["mentions"] if scheme[m["type"]] is not None})
            pred = [p for p in layers.longest_first([(m["start"], m["end"], m["type"]) for m in got[r["id"]]["mentions"]]) if p[2] in home]
            pred = [p for p in pred if any(p[:2] == g[:2] for g in gold) or not any(p[0] < e and s < p[1] for s, e in out)]
            differ(kinds, r["id"], gold, pred, lambda g, p: p[2] in scheme[g[2]][0],
                   lambda g: f"{g[2]} ({score_names.kind(r['text'], g[0], g[1])})")
        kinds.show(f"names, {path.stem}", a.most, a.ids)


def roles(a, layers):
    rows = layers.read_jsonl(str(a.data / "names" / "cameo_dev.jsonl"))
    got, _ = layers.run_casus(a.casus, rows, ["mentions", "events"], 3600)
    called, kinds = {"S": "source", "T": "target", "R": "source and target"}, Kinds()
    for r in rows:
        spans = {m["id"]: (m["start"], m["end"]) for m in got[r["id"]]["mentions"]}
        sides = defaultdict(set)
        for event in got[r["id"]]["events"]:
            for letter, key in (("S", "agents"), ("T", "targets")):
                for mention in event.get(key) or []:
                    sides[spans[mention]].add(letter)
        pred = sorted((*span, called["R" if len(found) > 1 else found.pop()]) for span, found in sides.items())
        gold = sorted((m["start"], m["end"], called[m["type"]]) for m in r["mentions"])
        differ(kinds, r["id"], gold, pred, lambda g, p: g[2] == p[2] or called["R"] in (g[2], p[2]), lambda g: g[2])
    kinds.show("roles", a.most, a.ids)


def times(a, layers):
    rows = layers.read_jsonl(str(a.data / "times" / "dev.jsonl"))
    got, _ = layers.run_casus(a.casus, rows, ["times"], 3600)
    kinds = Kinds()
    for r in rows:
        gold = [(t["start"], t["end"], t["type"], t["value"]) for t in r["times"]]
        pred = [(t["start"], t["end"], t["type"], t.get("value")) for t in got[r["id"]]["times"]]
        differ(kinds, r["id"], gold, pred, lambda g, p: g[2] == p[2], lambda g: g[2])
        for g in gold:
            p = next((p for p in pred if p[:2] == g[:2] and p[2] == g[2]), None)
            if p and p[3] != g[3]:
                kinds.add(f"{g[2]}: value {form(g[3])} read as {form(p[3])}", r["id"])
    kinds.show("times", a.most, a.ids)


def form(value):
    """What a TIMEX3 value looks like: digits are N."""
    return "".join("N" if c.isdigit() else c for c in value or "none")[:16]


def lemma_differs(word, told):
    """How a lemma differs from the gold one, without either."""
    if (told or "").lower() == word.lemma.lower():
        return "small or capital letters"
    return "left as the word stands" if (told or "").lower() == word.form.lower() else "cut otherwise"


def syntax(a, layers):
    import score_syntax
    with open(a.data / "syntax" / "dev.conllu", encoding="utf-8") as lines:
        docs = score_syntax.read_conllu(lines)
    rows = [{"id": d.id, "text": d.text} for d in docs]
    got, _ = layers.run_casus(a.casus, rows, ["sentences", "tokens"], 3600)
    tags, lemmas, arcs = Kinds(), Kinds(), Kinds()
    for d in docs:
        tokens = got[d.id]["tokens"]
        at = {(t["start"], t["end"]): k for k, t in enumerate(tokens)}
        place = [at.get((w.start, w.end)) for w in d.words]
        for w, k in zip(d.words, place):
            if k is None:
                tags.add("cut otherwise", d.id)
                continue
            t = tokens[k]
            if t.get("pos") != w.upos:
                tags.add(f"{w.upos} taken for {t['pos']}", d.id)
            if t.get("lemma") != w.lemma:
                lemmas.add(f"{w.upos}: {lemma_differs(w, t.get('lemma'))}", d.id)
            head = t.get("head")
            mine = -1 if head in (-1, None, k) else head
            theirs = -1 if w.head < 0 else place[w.head]
            dep, told = score_syntax.base(w.dep), score_syntax.base(t.get("deprel") or t.get("dep"))
            if mine != theirs:
                arcs.add(f"{dep} hung on another word", d.id)
            elif dep != told:
                arcs.add(f"{dep} called {told}", d.id)
    tags.show("parts of speech", a.most, a.ids)
    lemmas.show("lemmas", a.most, a.ids)
    arcs.show("dependencies", a.most, a.ids)


def attribution(a, layers):
    import score_attribution
    rows = layers.read_jsonl(str(a.data / "attribution" / "dev.jsonl"))
    got, _ = layers.run_casus(a.casus, rows, ["attributions"], 3600)
    kinds, parts = Kinds(), score_attribution.PARTS
    for r in rows:
        gold = score_attribution.token_sets(r["text"], r["attributions"])
        pred = score_attribution.token_sets(r["text"], got[r["id"]]["attributions"])
        for g in gold:
            p = next((p for p in pred if (p["cue"] & g["cue"]) or (not g["cue"] and p["content"] & g["content"])), None)
            if p is None:
                kinds.add("attribution missed" + ("" if g["cue"] else ", no cue"), r["id"])
                continue
            pred.remove(p)
            for part in parts:
                if g[part] == p[part]:
                    continue
                how = "missed" if not p[part] else "found where none is" if not g[part] else "too long" if p[part] > g[part] else "too short" if p[part] < g[part] else "shifted"
                kinds.add(f"{part} {how if p[part] & g[part] or not p[part] or not g[part] else 'elsewhere'}", r["id"])
        for _ in pred:
            kinds.add("attribution found where none is", r["id"])
    kinds.show("attribution", a.most, a.ids)


def police(a, layers):
    import score_police
    rows = layers.read_jsonl(str(a.data / "police" / "dev.jsonl"))
    got, _ = layers.run_casus(a.casus, rows, score_police.LAYERS, 3600)
    kinds = Kinds()
    for r in rows:
        gold, pred = set(r["labels"]), score_police.labels_of(got[r["id"]])
        for label in gold - pred:
            kinds.add(f"{label} missed" + (f", {'+'.join(sorted(pred))} found" if pred else ", nothing found"), r["id"])
        for label in pred - gold:
            kinds.add(f"{label} found where none is" + (f", {'+'.join(sorted(gold))} is" if gold else ""), r["id"])
    kinds.show("police", a.most, a.ids)


def main():
    heads = {"names": names, "roles": roles, "times": times, "syntax": syntax, "attribution": attribution, "police": police}
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--casus", required=True)
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--score", type=Path, required=True)
    p.add_argument("--heads", default=",".join(heads))
    p.add_argument("--most", type=int, default=10)
    p.add_argument("--ids", type=int, default=3)
    a = p.parse_args()
    unknown = [h for h in a.heads.split(",") if h not in heads]
    if unknown:
        p.error(f"no head is called {unknown[0]!r}; there are: {', '.join(heads)}")
    sys.path.insert(0, str(a.score))
    import layers_common as layers
    for head in a.heads.split(","):
        heads[head](a, layers)


if __name__ == "__main__":
    main()
