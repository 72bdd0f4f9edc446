"""A lemma as an edit of the word: case mode, how many code points the end loses, what it gains."""
import collections

KEEP_AT_MOST = 399
LEAST_SEEN = 2


def rule_of(form, lemma):
    """`L` works on the lower-cased word, `K` on the word as it stands."""
    mode, base = ("L", form.lower()) if lemma == lemma.lower() else ("K", form)
    same = 0
    while same < min(len(base), len(lemma)) and base[same] == lemma[same]:
        same += 1
    return f"{mode}{len(base) - same}{lemma[same:]}"


def apply_rule(rule, form):
    base = form.lower() if rule[0] == "L" else form
    digits = 1
    while digits < len(rule) and rule[digits].isdigit() and digits < 3:
        digits += 1
    lose = int(rule[1:digits])
    return base[:len(base) - lose] + rule[digits:] if lose <= len(base) else base


def rules_of(sentences):
    """The commonest rules; first the two that change nothing but the case."""
    seen = collections.Counter()
    for x in sentences:
        for w, lemma in zip(x["words"], x["lemma"]):
            rule = rule_of(w, lemma)
            if lemma != "_" and apply_rule(rule, w) == lemma:
                seen[rule] += 1
    common = [r for r, n in sorted(seen.items(), key=lambda kv: (-kv[1], kv[0])) if n >= LEAST_SEEN and r not in ("L0", "K0")]
    return (["L0", "K0"] + common)[:KEEP_AT_MOST]
