"""The best tree over head scores: Chu-Liu and Edmonds, with one root."""
import numpy as np

LOW = -1e9


def cycle_in(heads):
    """A cycle as a list of nodes, or None; node 0 is the root."""
    state = [0] * len(heads)
    for start in range(1, len(heads)):
        path, at = [], start
        while at and not state[at]:
            state[at] = start + 1
            path.append(at)
            at = heads[at]
        if at and state[at] == start + 1:
            return path[path.index(at):]
    return None


def best_arborescence(scores):
    """scores [child][head] -> head of each node, heads[0] = 0."""
    n = len(scores)
    s = scores.copy()
    np.fill_diagonal(s, LOW)
    s[0] = LOW
    heads = s.argmax(1)
    heads[0] = 0
    cycle = cycle_in(heads)
    if cycle is None:
        return heads
    inside = np.zeros(n, bool)
    inside[cycle] = True
    rest = np.flatnonzero(~inside)
    loss = s[cycle, heads[cycle]]
    small = np.full((len(rest) + 1, len(rest) + 1), LOW)
    small[:-1, :-1] = s[np.ix_(rest, rest)]
    into = s[np.ix_(cycle, rest)] - loss[:, None]
    small[-1, :-1] = into.max(0)
    enter = into.argmax(0)
    out = s[np.ix_(rest, cycle)]
    small[:-1, -1] = out.max(1)
    leave = out.argmax(1)
    got = best_arborescence(small)
    heads = heads.copy()
    for k, r in enumerate(rest):
        if k:
            heads[r] = cycle[leave[k]] if got[k] == len(rest) else rest[got[k]]
    broken = cycle[enter[got[-1]]]
    heads[broken] = rest[got[-1]]
    return heads


def tree(scores):
    """As best_arborescence, with just one word under the root: of the words it put there, the one that costs least."""
    scores = np.asarray(scores, np.float64)
    heads = best_arborescence(scores)
    roots = [k for k in range(1, len(heads)) if heads[k] == 0]
    if len(roots) <= 1:
        return heads
    best, best_score = None, None
    for r in roots:
        s = scores.copy()
        s[1:, 0] = LOW
        s[r, 0] = scores[r, 0]
        h = best_arborescence(s)
        total = s[np.arange(1, len(h)), h[1:]].sum()
        if best is None or total > best_score:
            best, best_score = h, total
    return best
