"""Dev scores of every head, by the project's own scorers where they take records, on the words the cache holds.

    evaluate.py --cache DIR --data DIR --score DIR --minilm DIR --weights FILE.pt [--int8] [--out scores.json]

Syntax is scored on gold words and sentences; the rest on the words and sentences that casus cut from the raw text.
"""
import argparse
import contextlib
import io
import json
import os
import pickle
import sys

import numpy as np
import torch

import lemma as lemmas
import pieces as pc
import sets
from batches import Batch, grouped
from model import Marker
from tree import tree

BATCH_PIECES = 4096


def spans_of_tags(tags, split=True):
    """BIO tags -> [(first word, last word + 1, type)]; an I without its B begins a span too."""
    out, kind, first = [], None, 0
    for k, t in enumerate(list(tags) + ["O"]):
        begins = t[0] == "B" or (t[0] == "I" and t[2:] != kind)
        if kind is not None and (t == "O" or begins):
            out.append((first, k, kind))
            kind = None
        if begins:
            kind, first = t[2:], k
    return out


def runs_of(words):
    """Word indices -> [(first, last + 1)], a gap of one word closed."""
    runs = []
    for k in words:
        if runs and k - runs[-1][1] <= 1:
            runs[-1][1] = k + 1
        else:
            runs.append([k, k + 1])
    return [tuple(r) for r in runs]


def may_follow(tags):
    """[before][after]: an I- needs a B- or I- of its own type before it."""
    return np.array([[t[0] != "I" or (b != "O" and b[1:] == t[1:]) for t in tags] for b in tags])


def best_tags(scores, tags):
    """The best allowed sequence of tags for the words of one sentence; scores [words][tags]."""
    bar = np.where(may_follow(tags), 0.0, -1e9)
    total = scores[0] + np.where([t[0] == "I" for t in tags], -1e9, 0.0)
    back = []
    for s in scores[1:]:
        step = total[:, None] + bar
        back.append(step.argmax(0))
        total = step.max(0) + s
    at = [int(total.argmax())]
    for b in reversed(back):
        at.append(int(b[at[-1]]))
    return [tags[k] for k in reversed(at)]


def read_tags(m, labels, key, w, starts):
    """The tags of every sentence. A word's scores need no normalising: a constant a word changes no best sequence."""
    got, tags = m.tags[key](w).float().numpy(), labels[key]
    if key in ("upos", "lemma"):
        flat = got.argmax(1)
        return [[tags[k] for k in flat[a:b]] for a, b in zip(starts, starts[1:])]
    return [best_tags(got[a:b], tags) for a, b in zip(starts, starts[1:])]


def marks_of(m, table, labels, rows, wanted, mode=0):
    """Reads all rows; gives for each its dict of marks, in the order of rows."""
    out = [None] * len(rows)
    index = {id(x): i for i, x in enumerate(rows)}
    m.eval()
    with torch.no_grad():
        for group in grouped(rows, BATCH_PIECES):
            b = Batch(group, table, mode=mode)
            h = m.encoder(b.ids, b.casing, b.lengths)
            got = [{} for _ in group]
            if "events" in wanted:
                for g, e in zip(got, m.event(m.pooled(h, b.lengths)).float().tolist()):
                    g["events"] = e
            w = m.words(h, b.seg, b.n_words, b.count)
            for key in wanted:
                if key in m.TAGS:
                    for g, tags in zip(got, read_tags(m, labels, key, w, b.starts)):
                        g[key] = tags
            if "heads" in wanted:
                read_trees(m, labels, b, h, w, got)
            if "links" in wanted:
                read_links(m, b, w, got)
            for x, g in zip(group, got):
                out[index[id(x)]] = g
    m.train()
    return out


def read_trees(m, labels, b, h, w, got):
    grid = b.grid()
    scores, rc, rh = m.arcs(m.parse(torch.cat((w, h[:, 0].float()))[grid]))
    for i, g in enumerate(got):
        n = b.sizes[i] + 1
        heads = torch.from_numpy(tree(scores[i, :n, :n].float().numpy()))
        rel = m.relations(rc[i, 1:n], rh[i, heads[1:]]).argmax(-1)
        g["heads"] = heads[1:].tolist()
        g["deps"] = [labels["deps"][k] for k in rel.tolist()]


def read_links(m, b, w, got):
    for i, g in enumerate(got):
        mine = w[b.starts[i]:b.starts[i + 1]]
        g["links"] = []
        for first, last, _ in spans_of_tags([t + "-" if t != "O" else t for t in g["cue"]]):
            s = m.links(mine[first:last].mean(0), mine).float()
            cue = set(range(first, last))
            source = [k for k in (s[0] > 0).nonzero().flatten().tolist() if k not in cue]
            content = [k for k in (s[1] > 0).nonzero().flatten().tolist() if k not in cue]
            g["links"].append(((first, last), runs_of(source), runs_of(content)))


# ---------------------------------------------------------------- the scores of each layer

def score_syntax(rows, got):
    n, hit = 0, dict.fromkeys(("upos", "lemma", "uas", "las"), 0)
    for x, g in zip(rows, got):
        for k, form in enumerate(x["words"]):
            n += 1
            hit["upos"] += g["upos"][k] == UPOS_OF(x["upos"][k])
            gold = x["gold_lemma"][k]
            hit["lemma"] += gold == "_" or lemmas.apply_rule(g["lemma"][k], form) == gold
            same = g["heads"][k] == x["heads"][k]
            hit["uas"] += same
            hit["las"] += same and g["deps"][k] == DEP_OF(x["deps"][k])
    return {k: 100 * v / n for k, v in hit.items()}


def by_doc(rows, got):
    docs = {}
    for x, g in zip(rows, got):
        docs.setdefault(x["doc"], []).append((x, g))
    return docs


def mentions_in(pairs, key):
    out = []
    for x, g in pairs:
        for first, last, kind in spans_of_tags(g[key]):
            out.append({"id": len(out) + 1, "start": x["spans"][first][0], "end": x["spans"][last - 1][1], "type": kind})
    return out


def score_named(sn, gold, docs):
    recs = {r["id"]: {"mentions": mentions_in(docs.get(r["id"], []), "names")} for r in gold}
    sc = sn.score_names(gold, recs)
    out = {"exact": sc.exact.f, "precision": sc.exact.p, "recall": sc.exact.r, "span": sc.span.f, "overlap": sc.overlap.f}
    for k, (hit, _, n) in sc.kinds.items():
        out["recall_" + k] = 100 * hit / n
    return out


def score_cameo(sn, gold, docs):
    """Actors are mentions by either head; roles are the role head's."""
    recs = {}
    for r in gold:
        pairs = docs.get(r["id"], [])
        roles = mentions_in(pairs, "roles")
        have = {(m["start"], m["end"]) for m in roles}
        more = [m for m in mentions_in(pairs, "names") if (m["start"], m["end"]) not in have]
        for m in more:
            m["id"] += len(roles)
        events = [{"agents": [m["id"] for m in roles if m["type"] in "SR"], "targets": [m["id"] for m in roles if m["type"] in "TR"]}]
        recs[r["id"]] = {"mentions": roles + more, "events": events}
    actor, near, role, role_near = sn.score_cameo(gold, recs)
    return {"actor_recall": actor.r, "actor_overlap": near.r, "role": role.f, "role_overlap": role_near.f}


def score_times(st, gold, docs):
    recs = {r["id"]: {"times": mentions_in(docs.get(r["id"], []), "times")} for r in gold}
    groups, _, _ = st.score_times(gold, recs)
    return {k: groups["all"][k].f for k in ("strict", "relaxed", "type")}


def attributions_of(pairs):
    """Links within sentences; a sentence that only carries on what was said belongs to the link before it."""
    out = []
    for x, g in pairs:
        chars = lambda runs: [[x["spans"][a][0], x["spans"][b - 1][1]] for a, b in runs]
        said = spans_of_tags([t + "-" if t != "O" else t for t in g["content"]])
        if not g["links"] and out and said and sum(b - a for a, b, _ in said) * 2 > len(x["spans"]):
            out[-1]["content"] += chars([(a, b) for a, b, _ in said])
        for cue, source, content in g["links"]:
            out.append({"cue": chars([cue]), "source": chars(source), "content": chars(content)})
    return out


def score_attribution(sa, gold, docs):
    tally = sa.Tally()
    for r in gold:
        sa.score_doc(tally, r["text"], r["attributions"], attributions_of(docs.get(r["id"], [])))
    return {n.replace(" ", "_"): tally.prf(n)[2] for n in sa.NAMES}


def score_events(sp, labels, gold, docs):
    pairs = []
    first = 0 if labels is sets.POLICE else len(sets.POLICE)
    for r in gold:
        got = {k for x, g in docs.get(r["id"], []) for k, v in zip(labels, g["events"][first:]) if v > 0}
        pairs.append((r["labels"], got))
    sp.LABELS = labels
    with contextlib.redirect_stdout(io.StringIO()):
        return {k: v for k, v in sp.evaluate(pairs).items() if k in ("micro_F1", "macro_F1", "example_F1")}


ROLE_OF = {"PERPETRATOR": "PerpInd", "GROUP": "PerpOrg", "OBJECT": "Target", "VICTIM": "Victim", "INSTRUMENT": "Weapon"}


def score_parts(sm, gold, docs):
    """Each filler once a message; a victim counts where a proper noun names him, as the test asks."""
    pairs = []
    for r in gold:
        mine = {k: [] for k in sm.ROLES}
        for x, g in docs.get(r["id"], []):
            for first, last, kind in spans_of_tags(g["parts"]):
                if kind == "VICTIM" and "PROPN" not in g["upos"][first:last]:
                    continue
                text = sm.flat(r["text"][x["spans"][first][0]:x["spans"][last - 1][1]])
                told = mine[ROLE_OF[kind]]
                if not any(set(sm.grit_norm(text).split()) <= set(sm.grit_norm(o[0]).split()) for o in told):
                    told.append([text])
        pairs.append((sm.gold_roles(r), mine))
    return {k: v[2] for k, v in sm.score_roles(pairs, sm.strict_match).items()}


UPOS = DEPS = None
UPOS_OF = lambda i: UPOS[i] if i >= 0 else None
DEP_OF = lambda i: DEPS[i]


def scores(m, table, labels, dev, data, score, only=None, mode=0):
    """{set: {measure: value}}; `only` names sets."""
    global UPOS, DEPS
    UPOS, DEPS = labels["upos"], labels["deps"]
    sys.path.insert(0, score)
    import score_attribution as sa
    import score_muc as sm
    import score_names as sn
    import score_police as sp
    import score_times as st
    wanted = {"syntax_ewt": ["upos", "lemma", "heads"], "syntax_gum": ["upos", "lemma", "heads"], "cameo": ["names", "roles"],
              "times": ["times"], "attribution": ["cue", "content", "links"], "police": ["events"], "satp": ["events"], "muc4": ["parts", "upos"]}
    out = {}
    for name, rows in dev.items():
        if only and name not in only:
            continue
        got = marks_of(m, table, labels, rows, wanted.get(name, ["names"]), mode)
        if name.startswith("syntax"):
            out[name] = score_syntax(rows, got)
            show({name: out[name]})
            continue
        docs = by_doc(rows, got)
        path = os.path.join(data, name, "dev.jsonl") if name in wanted and name != "cameo" else os.path.join(data, "names", name + "_dev.jsonl")
        gold = sets.rows_of(path)
        if name == "cameo":
            out[name] = score_cameo(sn, gold, docs)
        elif name == "times":
            out[name] = score_times(st, gold, docs)
        elif name == "attribution":
            out[name] = score_attribution(sa, gold, docs)
        elif name == "muc4":
            out[name] = score_parts(sm, gold, docs)
        elif name in ("police", "satp"):
            out[name] = score_events(sp, sets.POLICE if name == "police" else sets.SATP, gold, docs)
        else:
            out[name] = score_named(sn, gold, docs)
        show({name: out[name]})
    return out


def show(all_scores):
    for name, s in all_scores.items():
        print(f"{name:12} " + "  ".join(f"{k} {v:.2f}" for k, v in s.items()), flush=True)


def main():
    p = argparse.ArgumentParser()
    for k in ("cache", "data", "score", "minilm", "weights"):
        p.add_argument("--" + k, required=True)
    p.add_argument("--int8", action="store_true", help="with the arithmetic of the exported weights")
    p.add_argument("--only", help="sets, divided by commas")
    p.add_argument("--mode", type=int, default=0, help="casing: 0 as it is, 1 all capitals, 2 all small")
    p.add_argument("--out")
    p.add_argument("--threads", type=int, default=1)
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    kept = torch.load(a.weights, weights_only=False)
    labels = kept["labels"]
    table = pc.read_pieces(os.path.join(a.minilm, "vocab.txt"))
    m = Marker(len(table.rows), len(pc.CASINGS), labels)
    m.load_state_dict(kept["model"])
    if a.int8:
        import int8
        int8.quantise(m)
    with open(os.path.join(a.cache, "dev.pickle"), "rb") as f:
        dev = pickle.load(f)
    got = scores(m, table, labels, dev, a.data, a.score, a.only.split(",") if a.only else None, a.mode)
    if a.out:
        with open(a.out, "w") as f:
            json.dump(got, f, indent=1)


if __name__ == "__main__":
    main()
