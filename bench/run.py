#!/usr/bin/env python3
"""Speed and memory of `casus read --format jsonl`: run.py CASUS [--sizes 1000,10000,100000] [--ledger 2000]

Reports of about 500 words are made from templates with a fixed seed and written to a temporary file. Every program is
held to one core; time is what the system counted for it (wait4), memory its highest mark. The same file goes through `wc -w`
and through Python's json module in the same run, so that numbers from different machines can be compared."""
import argparse
import datetime
import json
import os
import random
import subprocess
import sys
import tempfile
import time

SYLLABLES = ["tal", "os", "mar", "kel", "var", "sid", "ra", "an", "den", "vel", "is", "or", "rin", "bel", "tu", "sho", "ne", "gar"]
FIRST_DAY = datetime.date(2031, 1, 1)
PARTIES = ["the army", "the Marsh Front", "government forces", "the Osmar Brigade", "rebels", "the coalition", "militants", "border guards"]
SOURCES = ["Civil Defence", "the Ministry of Defence", "a hospital official", "residents", "the governor", "a military spokesman",
           "the Marsh Monitor", "an army statement", "two witnesses", "the Delta Post"]
DAYS = ["on Monday", "on Tuesday", "on 4 March", "late on Wednesday", "early on Friday", "last week", "on the morning of 3 March"]
NUMBERS = ["three", "seven", "at least 12", "19", "more than 40", "two", "dozens of", "between 5 and 8", "up to 15", "a"]
PEOPLE = ["civilians", "people", "soldiers", "fighters", "children", "police officers", "workers", "members of one family"]
DEEDS = ["an air strike hit a market in {place}", "a roadside bomb exploded near {place}", "shells fell on {place}",
         "gunmen opened fire on a checkpoint in {place}", "clashes broke out between {party} and {party2} in {place}",
         "a car bomb went off outside a police station in {place}"]
SENTENCES = [
    "{number} {people} were killed and {number2} injured when {deed} {day}, {source} said.",
    "{source_capital} said {number} {people} died in {place} {day}.",
    "{source_capital} accused {party} of the attack, which {party2} denied.",
    "{party_capital} denied that it had carried out the strike on {place}.",
    "\u201cWe counted {number} bodies,\u201d {source} told the Marsh Wire.",
    "The death toll rose to {number} {day}, according to {source}.",
    "No group has claimed responsibility for the attack in {place}.",
    "Ambulances took the wounded to a hospital in {place}, where doctors asked for blood.",
    "The road between {place} and {place2} was closed for most of the day.",
    "Prices of bread and fuel in {place} have doubled since the winter, traders said.",
    "{source_capital} estimated that {number} {people} had been displaced from {place} since January.",
    "Talks between {party} and {party2} are to go on in {place2} next week.",
    "The weather was clear and the market was full, {source} said, when {deed}.",
]
WORDS_EACH = 500


def places(rng):
    """Some thousand invented towns: each report tells of three, so that few reports share an incident, as in a year of news."""
    return sorted({capital("".join(rng.choices(SYLLABLES, k=rng.choice((2, 3))))) for _ in range(4000)})


def capital(words):
    return words[0].upper() + words[1:]


def report(rng, towns, number):
    deed, towns = rng.choice(DEEDS), rng.sample(towns, 3)
    published = FIRST_DAY + datetime.timedelta(days=rng.randrange(365))
    paragraphs, sentences, n_words = [], [], 0
    while n_words < WORDS_EACH:
        values = {"place": rng.choice(towns), "place2": rng.choice(towns), "party": rng.choice(PARTIES), "party2": rng.choice(PARTIES),
                  "source": rng.choice(SOURCES), "day": rng.choice(DAYS), "number": rng.choice(NUMBERS), "number2": rng.choice(NUMBERS),
                  "people": rng.choice(PEOPLE)}
        values["deed"] = deed.format(**values)
        values["source_capital"], values["party_capital"] = capital(values["source"]), capital(values["party"])
        sentence = capital(rng.choice(SENTENCES).format(**values))
        n_words += sentence.count(" ") + 1
        sentences.append(sentence)
        if len(sentences) == 3:
            paragraphs.append(" ".join(sentences))
            sentences = []
    paragraphs.append(" ".join(sentences))
    return {"id": f"bench-{number}", "published": published.isoformat(), "publisher": "Marsh Wire", "text": "\n\n".join(p for p in paragraphs if p)}


def write_reports(path, n):
    """-> (words, bytes) of the texts."""
    rng, words, size = random.Random(20310304), 0, 0
    towns = places(rng)
    with open(path, "w", encoding="utf-8") as file:
        for number in range(n):
            one = report(rng, towns, number)
            words += len(one["text"].split())
            size += len(one["text"].encode())
            file.write(json.dumps(one, ensure_ascii=False) + "\n")
    return words, size


def peak_of(pid):
    """The most memory a process has held, in MiB; it is reset when a program is started, unlike what wait4 tells. 0 when it has ended."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as lines:
            return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0)
    except OSError:
        return 0


def measured(arguments, core):
    """Runs a program on one core -> (seconds of wall, seconds of processor, peak MiB)."""
    with open(os.devnull, "wb") as null, tempfile.TemporaryFile() as said:
        start, peak, pid = time.monotonic(), 0, 0
        process = subprocess.Popen(arguments, stdout=null, stderr=said, preexec_fn=lambda: os.sched_setaffinity(0, {core}))
        while not pid:
            peak = max(peak, peak_of(process.pid))
            time.sleep(0.005)
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        seconds = time.monotonic() - start
        if status:
            said.seek(0)
            sys.exit(f"{' '.join(arguments)}: status {status}\n{said.read().decode(errors='replace')}")
    return seconds, usage.ru_utime + usage.ru_stime, peak


def line(name, n, words, size, seconds, processor, peak):
    print(f"{name:<22} {n:>8,} {seconds:>8.2f} {processor:>8.2f} {n / processor:>11,.0f} {words / processor:>13,.0f} {size / processor / 1e6:>8.1f} {peak:>9.1f}",
          flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("casus")
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--ledger", type=int, default=2000, help="reports read into a ledger; 0 for none")
    options = parser.parse_args()
    core = min(os.sched_getaffinity(0))
    print(f"{'':<22} {'reports':>8} {'wall s':>8} {'cpu s':>8} {'reports/s':>11} {'words/s':>13} {'MB/s':>8} {'peak MiB':>9}")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "reports.jsonl")
        for n in map(int, options.sizes.split(",")):
            words, size = write_reports(path, n)
            mine = measured([options.casus, "read", "--format", "jsonl", "--model", "none", path], core)
            line("casus, tables alone", n, words, size, *mine)
            claims = measured([options.casus, "read", "--format", "jsonl", "--layers", "claims,incidents", path], core)
            line("casus, claims only", n, words, size, *claims)
            if n > 10000:
                continue
            count = measured(["wc", "-w", path], core)
            line("wc -w", n, words, size, *count)
            program = "import json,sys\nfor l in open(sys.argv[1], encoding='utf-8'): json.dumps(json.loads(l))"
            python = measured([sys.executable, "-c", program, path], core)
            line("python json in and out", n, words, size, *python)
            print(f"  casus takes {mine[1] / python[1]:.1f} times the processor time of Python's json, {mine[1] / count[1]:.0f} times that of wc")
        if options.ledger:
            words, size = write_reports(path, options.ledger)
            line("casus, into a ledger", options.ledger, words, size,
                 *measured([options.casus, "read", "--ledger", os.path.join(folder, "bench.db"), path], core))


if __name__ == "__main__":            # warc.py borrows its reports and its measure
    main()
