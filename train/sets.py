"""The data sets -> sentences of words with what each set says about them.

Every set but syntax has no words of its own: casus cuts the text, and spans are aligned to words by characters.
A sentence is a dict: set, words, spans (code points of its document), doc, and the layers the set speaks of.
A layer that is missing is one the set is silent about; its head then learns nothing from the sentence.
"""
import json
import os
import re
import subprocess
import sys

NAME_TYPES = ["PER", "ORG", "GPE", "NORP", "WEAPON", "VEHICLE"]      # GPE stands for any place; LOC and FAC are the tables' work
TIME_TYPES = ["DATE", "TIME", "DURATION", "SET"]
ROLE_TYPES = ["S", "T", "R"]
POLICE = ["KILL", "ARREST", "FAIL", "FORCE", "ANY_ACTION"]
SATP = ["ASSAULT", "BOMBING", "KIDNAPPING", "TARGETED_OR_OTHER"]
EVENT_LABELS = POLICE + SATP
# What takes part in an act of violence -> where MUC-4's templates hold it.
PART_FIELDS = {"PERPETRATOR": "perp_individuals", "GROUP": "perp_organizations", "OBJECT": "physical_targets", "VICTIM": "human_targets",
               "INSTRUMENT": "instruments"}
PART_TYPES = list(PART_FIELDS)
# Source type -> ours; "?" is a span of which the contract says nothing: its words teach nothing.
NAME_MAP = {
    "re3d": {"Person": "PER", "Organisation": "ORG", "Location": "GPE", "Nationality": "NORP", "Weapon": "WEAPON",
             "MilitaryPlatform": "VEHICLE", "Vehicle": "VEHICLE", "Temporal": "", "Quantity": "", "Money": "",
             "DocumentReference": "", "CommsIdentifier": "", "Frequency": "", "Url": ""},
    "wikigold": {"PER": "PER", "ORG": "ORG", "LOC": "GPE", "MISC": "?"},
    "wnut17": {"person": "PER", "location": "GPE", "corporation": "ORG", "group": "ORG", "product": "?", "creative-work": "?"},
    "gum": {"person": "PER", "organization": "ORG", "place": "GPE"},
    "uner": {"PER": "PER", "ORG": "ORG", "LOC": "GPE"},
}
NAME_SILENT = {"re3d": [], "wikigold": ["NORP", "WEAPON", "VEHICLE"], "wnut17": ["NORP", "WEAPON", "VEHICLE"],
               "gum": ["NORP", "WEAPON", "VEHICLE"], "uner": ["NORP", "WEAPON", "VEHICLE"]}
NON_COMMERCIAL_GENRES = ("CC-BY-NC-SA",)
FREE_GUM = ("CC-BY", "public domain")
NON_COMMERCIAL_PUBLISHERS = ("BBC Online",)
LONGEST_SENTENCE = 160                # words; what is longer is read in parts


def rows_of(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


def cut(casus, rows):
    """{id: (token spans, sentence spans)} as casus cuts the texts."""
    send = "\n".join(json.dumps({"id": r["id"], "text": r["text"], "language": "en"}, ensure_ascii=False) for r in rows) + "\n"
    p = subprocess.run([casus, "read", "--format", "jsonl", "--layers", "tokens,sentences", "-"], input=send.encode(),
                       stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if p.returncode:
        sys.exit(f"{casus}: {p.stderr.decode(errors='replace').strip()}")
    got = {}
    for line in p.stdout.decode().split("\n"):
        if line.strip():
            o = json.loads(line)
            got[o["report"]["id"]] = ([(t["start"], t["end"]) for t in o["tokens"]], [tuple(s) for s in o["sentences"]])
    return got


def sentences_of(row, tokens, bounds, whole=False):
    """Groups the tokens by sentence; `whole` keeps the text together. Gives (first token, last token + 1)."""
    if whole:
        groups = [(0, len(tokens))]
    else:
        groups, at = [], 0
        for _, end in bounds:
            first = at
            while at < len(tokens) and tokens[at][0] < end:
                at += 1
            groups.append((first, at))
        groups.append((at, len(tokens)))
    for first, last in groups:
        while first < last:
            stop = min(last, first + LONGEST_SENTENCE)
            yield first, stop
            first = stop


def words_in(spans, start, end):
    return [k for k, (s, e) in enumerate(spans) if s < end and start < e]


def bio(n, marked):
    """marked: [(word indices, type)] -> tags; a longer span wins over one inside it."""
    tags = ["O"] * n
    for ks, kind in sorted(marked, key=lambda x: len(x[0])):
        for i, k in enumerate(ks):
            tags[k] = ("B-" if i == 0 else "I-") + kind
    return tags


def plain(name, row, cutting, whole=False):
    tokens, bounds = cutting[row["id"]]
    for first, last in sentences_of(row, tokens, bounds, whole):
        spans = tokens[first:last]
        yield {"set": name, "doc": row["id"], "spans": spans, "words": [row["text"][s:e] for s, e in spans]}


def names(path, casus, free_only=True):
    rows = rows_of(path)
    if free_only:
        rows = [r for r in rows if r.get("publisher") not in NON_COMMERCIAL_PUBLISHERS]
    cutting = cut(casus, rows)
    for r in rows:
        scheme = r["scheme"]
        for x in plain(scheme, r, cutting):
            marked = []
            for m in r["mentions"]:
                ks = words_in(x["spans"], m["start"], m["end"])
                kind = m["type"] if scheme == "cameo" else NAME_MAP[scheme][m["type"]]
                if ks and kind:
                    marked.append((ks, kind))
            x["roles" if scheme == "cameo" else "names"] = bio(len(x["words"]), marked)
            yield x


def times(path, casus):
    rows = rows_of(path)
    cutting = cut(casus, rows)
    for r in rows:
        for x in plain("times", r, cutting):
            marked = [(words_in(x["spans"], t["start"], t["end"]), t["type"]) for t in r["times"]]
            x["times"] = bio(len(x["words"]), [m for m in marked if m[0]])
            yield x


def attribution(path, casus):
    """links: [(cue words, source words, content words)], only of cues in this sentence."""
    rows = rows_of(path)
    cutting = cut(casus, rows)
    for r in rows:
        for x in plain("attribution", r, cutting):
            n, marks, links = len(x["words"]), {"cue": [], "source": [], "content": []}, []
            for a in r["attributions"]:
                part = {k: [words_in(x["spans"], s, e) for s, e in a.get(k) or []] for k in marks}
                part = {k: [p for p in v if p] for k, v in part.items()}
                for k in marks:
                    marks[k] += [(p, k) for p in part[k]]
                if part["cue"]:
                    links.append(tuple(sorted({w for p in part[k] for w in p}) for k in ("cue", "source", "content")))
            for k in marks:
                x[k] = ["O" if t == "O" else t[0] for t in bio(n, marks[k])]
            x["links"] = links
            yield x


def events(path, casus, name):
    rows = rows_of(path)
    cutting = cut(casus, rows)
    mine = POLICE if name == "police" else SATP
    for r in rows:
        for x in plain(name, r, cutting, whole=True):
            x["events"] = [int(k in r["labels"]) if k in mine else -1 for k in EVENT_LABELS]
            yield x
            break                     # the labels are the whole text's; its head is all that is read of a long one


def fills_of(entity):
    return [s for k in ("strings", "names", "descriptions") for s in entity.get(k) or []]


def occurrences(text, fill):
    """(start, end) of the words of the fill, however the text breaks its lines."""
    words = r"\s+".join(re.escape(w) for w in fill.split())
    return [m.span() for m in re.finditer(r"(?<!\w)" + words + r"(?!\w)", text, re.I)] if words else []


def parts(path, casus):
    """Who and what takes part in the violence a message tells of: every place where the fills of its templates stand. """
    rows = rows_of(path)
    cutting = cut(casus, rows)
    for r in rows:
        found = {(at, kind) for t in r["templates"] for kind, field in PART_FIELDS.items() for e in t[field]
                 for fill in fills_of(e) for at in occurrences(r["text"], fill)}
        for x in plain("muc4", r, cutting):
            start, end = x["spans"][0][0], x["spans"][-1][1]
            marked = [(words_in(x["spans"], *at), kind) for at, kind in sorted(found) if at[0] < end and start < at[1]]
            x["parts"] = bio(len(x["words"]), [m for m in marked if m[0]])
            yield x


def syntax(path, scorer_folder, free_only=True):
    sys.path.insert(0, scorer_folder)
    import score_syntax                # the reading of treebank text into one raw text is the scorer's
    with open(path, encoding="utf-8") as f:
        lines = f.read().split("\n")
    licence, free = {}, True
    doc = None
    for line in lines:
        if line.startswith("# newdoc id = "):
            doc = line[14:].strip()
        elif line.startswith("# text_licence = "):
            licence[doc] = line[17:].strip()
    for d in score_syntax.read_conllu(lines):
        free = d.source == "EWT" or licence.get(d.id) in FREE_GUM
        if free_only and not free:
            continue
        at = 0
        for _, end in d.sentences:
            first = at
            while at < len(d.words) and d.words[at].start < end:
                at += 1
            ws = d.words[first:at]
            if ws:
                yield {"set": d.source.lower(), "doc": d.id, "words": [w.form for w in ws], "spans": [(w.start, w.end) for w in ws],
                       "upos": [w.upos for w in ws], "lemma": [w.lemma for w in ws],
                       "heads": [w.head - first if w.head >= 0 else -1 for w in ws],
                       "deps": [w.dep.split(":")[0] for w in ws]}
