#!/usr/bin/env python3
"""Who may include whom: every #include under src/ against src/layers.tsv, then a proof that a violation is caught."""
import os
import re
import sys
import tempfile

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)


def rules(table):
    """-> (allowed: {who: [what]}, libraries: {header: {who}})"""
    allowed, libraries = {}, {}
    with open(table, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#") or not line.strip():
                continue
            who, what = line.rstrip("\n").split("\t")
            if what.startswith("lib:"):
                libraries.setdefault(what[4:], set()).add(who)
            else:
                allowed.setdefault(who, []).append(what)
    return allowed, libraries


def covers(rule, path):
    return path.startswith(rule) if rule.endswith("/") else path == rule


def may_include(allowed, path, header):
    return any(covers(who, path) and any(covers(what, header) for what in whats) for who, whats in allowed.items())


def from_src(src, path, header):
    """The header's path below src/, also when it is written from the file's own folder."""
    beside = os.path.normpath(os.path.join(os.path.dirname(path), header))
    return beside if os.path.exists(os.path.join(src, beside)) and not os.path.exists(os.path.join(src, header)) else header


def fault_of(src, allowed, libraries, path, header, quoted):
    """Why `path` may not include `header`; None when it may."""
    doors = libraries.get(header) or libraries.get(os.path.basename(header))
    if doors:
        return None if any(covers(who, path) for who in doors) else f"{header} has one door: {', '.join(sorted(doors))}"
    if not quoted or header == "casus.h":
        return None                                 # libc, and what everybody may see
    return None if may_include(allowed, path, from_src(src, path, header)) else f'"{header}" is not for it (src/layers.tsv)'


def faults_in(src, table):
    allowed, libraries = rules(table)
    faults, n_files = [], 0
    for folder, _, names in sorted(os.walk(src)):
        for name in sorted(names):
            if not name.endswith((".c", ".h")):
                continue
            n_files += 1
            full = os.path.join(folder, name)
            path = os.path.relpath(full, src)
            with open(full, encoding="utf-8") as file:
                text = file.read()
            for match in INCLUDE.finditer(text):
                fault = fault_of(src, allowed, libraries, path, match.group(2), match.group(1) == '"')
                if fault:
                    faults.append(f"src/{path}:{text.count(chr(10), 0, match.start()) + 1}: {fault}")
    return faults, n_files


VIOLATIONS = {
    "claim/wrong.c": '#include "mention/mention.h"\n',
    "text/wrong.c": "#include <sqlite3.h>\n",
    "page/wrong.c": "#include <gumbo.h>\n",
    "base/wrong.c": '#include "reading.h"\n',
    "cli/wrong.c": '#include "ledger/ledger.h"\n',
    "json.c": '#include "page/page.h"\n',
}
FINE = {"claim/fine.c": '#include <stdio.h>\n#include "reading.h"\n#include "base/str.h"\n#include "casus.h"\n'}


def unseen_violations(table):
    """The violations that the check would let pass, and the right files it would refuse."""
    wrong = []
    with tempfile.TemporaryDirectory() as src:
        for path, text in {**VIOLATIONS, **FINE}.items():
            os.makedirs(os.path.join(src, os.path.dirname(path)), exist_ok=True)
            with open(os.path.join(src, path), "w", encoding="utf-8") as file:
                file.write(text)
        said = "\n".join(faults_in(src, table)[0])
    wrong += [f"not caught: {path}" for path in VIOLATIONS if f"src/{path}:" not in said]
    wrong += [f"caught, but right: {path}" for path in FINE if f"src/{path}:" in said]
    return wrong


def main():
    src = os.path.join(ROOT, "src")
    table = os.path.join(src, "layers.tsv")
    faults, n_files = faults_in(src, table)
    faults += unseen_violations(table)
    for fault in faults:
        print(fault)
    print(f"{n_files} files looked at, {len(faults)} faults")
    sys.exit(1 if faults or not n_files else 0)


main()
