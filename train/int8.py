"""The arithmetic of the exported weights, in PyTorch: what int8 costs is measured with it.

Weights are whole numbers in [-63, 63] with one scale an output channel. An input row x becomes whole numbers in [-127, 127]
with scale max|x| / 127. Their product is summed in whole numbers (exact here too: no partial sum passes 2^24, since
1536 * 127 * 63 < 2^24), then scaled, and the bias is added in float.

Why no 16-bit sum can saturate: AVX2 without VNNI adds two products of an unsigned byte (input + 128, so at most 255) and a
signed one; 2 * 255 * 63 = 32,130 < 32,767.
"""
import torch
import torch.nn.functional as F
from torch import nn

WEIGHT_MOST, INPUT_MOST, PIECE_MOST = 63, 127, 127


def rows_as_whole(w, most):
    """w [rows][n] -> whole numbers as float, and one scale a row."""
    scale = w.abs().amax(-1, keepdim=True).clamp_min(1e-12) / most
    return (w / scale).round().clamp_(-most, most), scale


class WholeLinear(nn.Module):
    def __init__(self, linear):
        super().__init__()
        self.w, scale = rows_as_whole(linear.weight.data, WEIGHT_MOST)
        self.scale, self.bias = scale[:, 0], linear.bias.data

    def forward(self, x):
        q, s = rows_as_whole(x.float(), INPUT_MOST)
        return F.linear(q, self.w) * (s * self.scale) + self.bias


FLOAT_KEPT = ("look", "event")        # one row a sentence: nothing to gain


def quantise(m):
    """Turns a Marker into its exported self, in place."""
    def walk(module):
        for name, child in module.named_children():
            if isinstance(child, nn.Linear) and name not in FLOAT_KEPT:
                setattr(module, name, WholeLinear(child))
            else:
                walk(child)
    walk(m)
    table = m.encoder.piece.weight.data
    q, s = rows_as_whole(table, PIECE_MOST)
    m.encoder.piece.weight.data = q * s
    return m
