#!/usr/bin/env python3
"""Speed and memory of the learned marks, text in and marks out: marks.py CASUS [--reports 100] [--texts FILE.jsonl] [--torch PYTHON]

`casus read --format jsonl --layers tokens,attributions` on one core, over reports made as in run.py, or over texts of your own ({"id", "text"} a line). Words are
the tokens casus writes. --torch names a Python that has PyTorch and transformers: there an encoder of the same size, and one of BERT-base's size, run over
sentences of the same lengths on the same core, without words, heads or output; their weights are random, which costs the same. Last line: the ratios."""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile

from run import measured, write_reports

BATCH = 32
PEER = """
import json, sys, time, torch
from transformers import BertConfig, BertModel
torch.set_num_threads(1)
lengths, batch = json.load(open(sys.argv[1])), int(sys.argv[2])
lengths.sort()
for name, size in (("small", (384, 6, 12, 1536)), ("base", (768, 12, 12, 3072))):
    wide, layers, heads, inner = size
    model = BertModel(BertConfig(hidden_size=wide, num_hidden_layers=layers, num_attention_heads=heads, intermediate_size=inner)).eval()
    some = lengths if name == "small" else lengths[::8]
    with torch.inference_mode():
        start = time.process_time()
        for at in range(0, len(some), batch):
            rows = some[at:at + batch]
            ids = torch.randint(1000, 30000, (len(rows), max(rows)))
            mask = (torch.arange(max(rows)) < torch.tensor(rows)[:, None]).long()
            model(input_ids=ids, attention_mask=mask)
        print(name, sum(some) / (time.process_time() - start))
"""


def output_of(arguments, core):
    return subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True, preexec_fn=lambda: os.sched_setaffinity(0, {core})).stdout.decode()


def sentence_lengths(said):
    """Words of each sentence -> (all words, lengths in words)."""
    words, lengths = 0, []
    for line in said.splitlines():
        report = json.loads(line)
        starts, at = [t["start"] for t in report["tokens"]], 0
        words += len(starts)
        for _, end in report["sentences"]:
            first = at
            while at < len(starts) and starts[at] < end:
                at += 1
            if at > first:
                lengths.append(at - first)
    return words, lengths


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("casus")
    parser.add_argument("--reports", type=int, default=100)
    parser.add_argument("--texts")
    parser.add_argument("--torch")
    options = parser.parse_args()
    core = max(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory() as folder:
        path = options.texts or os.path.join(folder, "reports.jsonl")
        if not options.texts:
            write_reports(path, options.reports)
        call = [options.casus, "read", "--format", "jsonl", "--layers", "tokens,attributions", path]
        words, lengths = sentence_lengths(output_of(call[:-2] + ["tokens,sentences", path], core))
        seconds, processor, peak = measured(call, core)
        speed = words / processor
        print(f"casus, all heads: {words:,} words in {len(lengths):,} sentences (median {statistics.median(lengths):.0f}), {processor:.2f} s of processor, "
              f"{seconds:.2f} s of wall, {speed:,.0f} words/s, {peak:.0f} MiB")
        if not options.torch:
            print("no PyTorch named (--torch): no ratio")
            return
        lengths_path = os.path.join(folder, "lengths.json")
        with open(lengths_path, "w", encoding="ascii") as file:
            json.dump([min(n, 500) for n in lengths], file)
        peers = dict(line.split() for line in output_of([options.torch, "-c", PEER, lengths_path, str(BATCH)], core).splitlines())
        for name, peer in peers.items():
            print(f"PyTorch, bare encoder, {name}: {float(peer):,.0f} words/s if a word were one piece")
        print("casus is " + ", ".join(f"{speed / float(peer):.1f} times PyTorch's {name}" for name, peer in peers.items()))


if __name__ == "__main__":
    sys.exit(main())
