"""The encoder and its heads. Every matrix is a plain [out][in] linear map, so that C needs one kind of product."""
import math

import torch
import torch.nn.functional as F
from torch import nn

WIDE, LAYERS, HEADS, INNER, ROOM = 384, 6, 12, 1536, 512
ARC, REL, LINK = 160, 64, 96


def gelu(x):
    return F.gelu(x, approximate="tanh")          # the form C computes


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDE, 3 * WIDE), nn.Linear(WIDE, WIDE)
        self.up, self.down = nn.Linear(WIDE, INNER), nn.Linear(INNER, WIDE)
        self.norm1, self.norm2 = nn.LayerNorm(WIDE, eps=1e-12), nn.LayerNorm(WIDE, eps=1e-12)

    def forward(self, x, mask):
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, WIDE // HEADS).permute(2, 0, 3, 1, 4)
        a = q @ k.transpose(-1, -2) * (WIDE // HEADS) ** -0.5
        y = (a if mask is None else a + mask).softmax(-1).to(v.dtype) @ v
        x = self.norm1(x + self.out(y.transpose(1, 2).reshape(b, n, WIDE)))
        return self.norm2(x + self.down(gelu(self.up(x))))


class Encoder(nn.Module):
    """Pieces and casing -> [batch][pieces][WIDE]. The table of pieces stays as it came: it is frozen."""

    def __init__(self, n_pieces, n_casings):
        super().__init__()
        self.piece = nn.Embedding(n_pieces, WIDE)
        self.place = nn.Embedding(ROOM, WIDE)
        self.casing = nn.Embedding(n_casings, WIDE)
        self.norm = nn.LayerNorm(WIDE, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        nn.init.zeros_(self.casing.weight)

    def forward(self, ids, casing, lengths, noise=0.0):
        n = ids.shape[1]
        x = self.piece(ids) + self.place.weight[:n] + self.casing(casing)
        x = F.dropout(self.norm(x), noise, self.training)
        mask = ((torch.arange(n) >= lengths[:, None]) * -1e4)[:, None, None, :]
        mask = mask.to(torch.bfloat16) if torch.is_autocast_enabled("cpu") else mask
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load_minilm(self, state):
        """The weights of the package; what it calls token type 0 is folded into the places."""
        g = lambda k: state[k].float()
        self.piece.weight.data = g("embeddings.word_embeddings.weight")
        self.place.weight.data = g("embeddings.position_embeddings.weight") + g("embeddings.token_type_embeddings.weight")[0]
        self.norm.weight.data, self.norm.bias.data = g("embeddings.LayerNorm.weight"), g("embeddings.LayerNorm.bias")
        for i, layer in enumerate(self.layers):
            p = f"encoder.layer.{i}."
            for kind in ("weight", "bias"):
                at = [g(p + f"attention.self.{k}.{kind}") for k in ("query", "key", "value")]
                setattr(getattr(layer, "qkv"), kind, nn.Parameter(torch.cat(at)))
                for mine, theirs in (("out", "attention.output.dense"), ("up", "intermediate.dense"), ("down", "output.dense"),
                                     ("norm1", "attention.output.LayerNorm"), ("norm2", "output.LayerNorm")):
                    setattr(getattr(layer, mine), kind, nn.Parameter(g(p + theirs + "." + kind)))
        self.piece.weight.requires_grad_(False)


class Marker(nn.Module):
    """Tag heads are linear on the mean of a word's pieces; parser and links are biaffine; events read a pooled sentence."""

    TAGS = ("upos", "lemma", "names", "times", "roles", "parts", "cue", "source", "content")

    def __init__(self, n_pieces, n_casings, labels):
        super().__init__()
        self.encoder = Encoder(n_pieces, n_casings)
        self.tags = nn.ModuleDict({k: nn.Linear(WIDE, len(labels[k])) for k in self.TAGS})
        self.parse = nn.Linear(WIDE, 2 * ARC + 2 * REL)            # arc of child, arc of head, relation of child, of head
        self.arc = nn.Linear(ARC, ARC)                             # its bias scores a head by itself
        self.rel = nn.Linear(REL, len(labels["deps"]) * (REL + 1))
        self.link = nn.Linear(WIDE, 3 * LINK)                      # of the cue: for source, for content; of the word
        self.link_bias = nn.Parameter(torch.zeros(2))
        self.look = nn.Linear(WIDE, 1)
        self.event = nn.Linear(WIDE, len(labels["events"]))
        for m in (self.arc, self.rel):
            nn.init.normal_(m.weight, std=0.02)

    def words(self, h, seg, n_words, count):
        """h [batch][pieces][WIDE], seg: word of each piece or n_words where there is none -> means, [n_words][WIDE]."""
        flat = h.reshape(-1, WIDE).float()
        sums = torch.zeros(n_words + 1, WIDE).index_add(0, seg, flat)
        return sums[:n_words] / count[:, None]

    def arcs(self, p):
        """p [batch][1 + words][parse]: the root first -> scores [batch][child][head], and the relation halves."""
        child, head, rc, rh = gelu(p.float()).split((ARC, ARC, REL, REL), dim=-1)
        return (self.arc(child) @ head.transpose(1, 2)) / math.sqrt(ARC), rc, rh

    def relations(self, rc, rh):
        """One row a pair -> [pairs][relations]."""
        w = self.rel(rc).view(len(rc), -1, REL + 1)
        return torch.einsum("nkr,nr->nk", w[..., :REL], rh.to(w.dtype)) + w[..., REL]

    def links(self, cue, words):
        """cue [WIDE], words [n][WIDE] -> [2][n]: is the word in the cue's source, in its content."""
        c = gelu(self.link(cue).float()[:2 * LINK]).view(2, LINK)
        w = gelu(self.link(words).float()[:, 2 * LINK:])
        return c @ w.T / math.sqrt(LINK) * 4 + self.link_bias[:, None]

    def pooled(self, h, lengths):
        a = self.look(h).float().squeeze(-1)
        a = a.masked_fill(torch.arange(h.shape[1]) >= lengths[:, None], -1e4).softmax(-1)
        return (a.unsqueeze(-1) * h.float()).sum(1)


def load_start(m, path):
    """Weights of an earlier run; heads of tags that it did not have begin from nothing, and are returned."""
    lost = m.load_state_dict(torch.load(path, weights_only=False)["model"], strict=False)
    assert not lost.unexpected_keys and all(k.startswith("tags.") for k in lost.missing_keys), lost
    return sorted({k.split(".")[1] for k in lost.missing_keys})
