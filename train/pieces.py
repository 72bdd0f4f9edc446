"""Words -> word pieces and casing classes, exactly as FORMAT.md describes them for the reader in C."""
import unicodedata

PAD, UNK, CLS, SEP = "[PAD]", "[UNK]", "[CLS]", "[SEP]"
LONGEST_RUN = 100                     # code points; a longer run of letters is one [UNK]
CASINGS = ["none", "lower", "capital", "upper", "mixed"]
NONE, LOWER, CAPITAL, UPPER, MIXED = range(5)


def casing_of(word):
    """The class of a whole word; each of its pieces carries it. One capital letter alone is `capital`."""
    letters = [c for c in word if c.isalpha()]
    cased = [c for c in letters if c.isupper() or c.islower() or c.istitle()]
    if not cased:
        return NONE
    up = [not c.islower() for c in cased]
    if not any(up):
        return LOWER
    if up[0] and not any(up[1:]):
        return CAPITAL
    return UPPER if all(up) else MIXED


def is_punctuation(c):
    n = ord(c)
    if 33 <= n <= 47 or 58 <= n <= 64 or 91 <= n <= 96 or 123 <= n <= 126:
        return True
    return unicodedata.category(c).startswith("P")


def is_ideograph(n):
    return (0x4E00 <= n <= 0x9FFF or 0x3400 <= n <= 0x4DBF or 0x20000 <= n <= 0x2A6DF or 0x2A700 <= n <= 0x2B73F
            or 0x2B740 <= n <= 0x2B81F or 0x2B820 <= n <= 0x2CEAF or 0xF900 <= n <= 0xFAFF or 0x2F800 <= n <= 0x2FA1F)


def runs_of(word):
    """The folded word cut at blanks, punctuation and ideographs: what the piece table is asked for."""
    clean = []
    for c in word:
        if ord(c) in (0, 0xFFFD):
            continue
        kind = unicodedata.category(c)
        if c in "\t\n\r" or kind == "Zs":
            clean.append(" ")
        elif kind not in ("Cc", "Cf", "Cn", "Co", "Cs"):
            clean.append(c)
    folded = [c for c in unicodedata.normalize("NFD", "".join(clean)) if unicodedata.category(c) != "Mn"]
    runs, run = [], ""
    for c in "".join(folded).lower():
        alone = is_punctuation(c) or is_ideograph(ord(c))
        if c == " " or alone:
            if run:
                runs.append(run)
            run = ""
            if alone:
                runs.append(c)
        else:
            run += c
    return runs + [run] if run else runs


class Pieces:
    """The table of pieces; remembers words it has cut. A word of nothing visible is one [UNK]."""

    def __init__(self, rows):
        self.rows = rows
        self.id_of = {p: i for i, p in enumerate(rows)}
        self.unk, self.cls, self.sep = self.id_of[UNK], self.id_of[CLS], self.id_of[SEP]
        self.known = {}

    def of_word(self, word):
        got = self.known.get(word)
        if got is None:
            got = [i for run in runs_of(word) for i in self.of_run(run)] or [self.unk]
            self.known[word] = got
        return got

    def of_run(self, run):
        if len(run) > LONGEST_RUN:
            return [self.unk]
        out, at = [], 0
        while at < len(run):
            end = len(run)
            while end > at:
                i = self.id_of.get(("##" if at else "") + run[at:end])
                if i is not None:
                    break
                end -= 1
            if end == at:
                return [self.unk]
            out.append(i)
            at = end
        return out


def read_pieces(path):
    with open(path, encoding="utf-8") as f:
        return Pieces([line.rstrip("\n") for line in f])
