#!/usr/bin/env python3
"""Learned weights as a user meets them: models.py CASUS"""
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
WEIGHTS = os.path.join(ROOT, "models", "casus-en.weights")
TEXT = "Three people were killed when a shell hit the market in Tal Amal on Monday, the health office said."
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "CASUS_MODEL"}


ACTS = "The Osmari government demanded that the Reed Front release the hostages.\n\nFrance condemned the attack on Tal Amal.\n\nKenya agreed to send troops to Osmar."
TO_COME = "France will support the Osmari government.\n\nKenya will impose sanctions on Osmar.\n\nThe minister said that Osmar must leave Kesta."


def read(casus, *options, text=TEXT, **variables):
    return subprocess.run([casus, "read", "--format", "jsonl", *options, "-"], input=text.encode(), capture_output=True,
                          env={**ENVIRONMENT, **variables}, check=False)


def main():
    casus = sys.argv[1]
    packed = read(casus, "--layers", "tokens")
    one = json.loads(packed.stdout)
    assert one["model"], one["model"]
    roots = [t for t in one["tokens"] if t["head"] == -1]
    assert len(roots) == 1 and roots[0]["dep"] == "root", roots
    assert all(t["pos"] and t["lemma"] and t["dep"] for t in one["tokens"])
    assert read(casus, "--layers", "tokens", "--model", WEIGHTS).stdout == packed.stdout
    assert read(casus, "--layers", "tokens", CASUS_MODEL=WEIGHTS).stdout == packed.stdout

    told = json.loads(read(casus, text=ACTS).stdout)        # who does what to whom, without violence; and who condemns an attack has not made it
    names = {m["id"]: told["text"][m["start"]:m["end"]] for m in told["mentions"]}
    acts = {v["plover"]: [names[a] for a in v["agents"]] for v in told["events"]}
    assert (acts["REQUEST"], acts["ACCUSE"], acts["AGREE"]) == (["The Osmari government"], ["France"], ["Kenya"]), acts
    assert acts["ASSAULT"] == [], acts
    assert not any(claim["about"] == "responsibility" for claim in told["claims"]), told["claims"]

    told = json.loads(read(casus, text=TO_COME).stdout)     # what is promised is agreed to or threatened, what must be done is asked for
    assert {"AGREE", "THREATEN", "REQUEST"} <= {v["plover"] for v in told["events"]}, told["events"]
    assert not any(v["plover"] == "SUPPORT" for v in told["events"]), told["events"]

    tables = read(casus, "--model", "none")
    assert json.loads(tables.stdout)["model"] is None
    assert read(casus, CASUS_MODEL="none").stdout == tables.stdout
    assert not any("head" in t for t in json.loads(tables.stdout)["tokens"])

    with tempfile.TemporaryDirectory() as folder:
        cut, foreign = os.path.join(folder, "cut.weights"), os.path.join(folder, "notes.txt")
        with open(WEIGHTS, "rb") as whole, open(cut, "wb") as part:
            part.write(whole.read(100000))
        with open(foreign, "w", encoding="utf-8") as file:
            file.write("no weights")
        for path, why in ((cut, "cut short"), (foreign, "no weights of casus"), (os.path.join(folder, "nowhere"), "No such file")):
            wrong = read(casus, "--model", path)
            said = wrong.stderr.decode()
            assert wrong.returncode == 1 and not wrong.stdout, wrong
            assert said.count("\n") == 1 and path in said and why in said, said
    print("weights: 9 calls")


main()
