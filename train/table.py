"""Markdown of the dev scores, float beside int8: table.py scores.json scores-int8.json"""
import json
import sys


def main():
    plain, whole = (json.load(open(p)) for p in sys.argv[1:3])
    print("| set | measure | float | int8 | cost |\n| --- | --- | --- | --- | --- |")
    for name, measures in plain.items():
        for k, v in measures.items():
            w = whole.get(name, {}).get(k)
            if w is not None:
                print(f"| {name} | {k.replace('_', ' ')} | {v:.2f} | {w:.2f} | {v - w:+.2f} |")


if __name__ == "__main__":
    main()
