#!/usr/bin/env python3
"""Words are data: no English word in a comparison of src/, and none at all in the stages.

Every string literal with two letters or more is looked at. It is a fault when it is compared with something (in any
room), or when it stands in a stage outside a message. What has to stand in C all the same (words of a file format, HTML
elements, letters of a grammar) is listed with its reason in tests/words_allowed.tsv: `where<TAB>literal|literal...<TAB>why`.
A line of that list that nothing uses is a fault too."""
import os
import re
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
STAGES = ("page/", "text/", "mark/", "mention/", "claim/", "incident/")
COMPARES = {"str_eq", "str_is", "str_starts", "str_ends", "str_find", "str_compare", "strcmp", "strncmp", "strcasecmp", "strncasecmp",
            "memcmp", "strstr", "strcasestr", "strchr", "pack_find", "pack_word"}
# Calls that write, or that take a key of the contract: what they are given is not compared with a report's words.
WRITES = {"json_get", "fail", "note", "note_count", "note_span", "str_format", "text_add_format", "snprintf", "fprintf", "printf", "fputs", "puts", "assert", "json_key",
          "_Static_assert", "static_assert"}
TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'|[A-Za-z_]\w*|[(){};]|\S', re.S)
PREPROCESSOR = re.compile(r"^[ \t]*#[ \t]*(include|error|pragma|if|ifdef|ifndef|elif)\b[^\n]*", re.M)


def literals(text):
    """-> (line, literal, [names of the calls around it, innermost first])"""
    text = PREPROCESSOR.sub("", text)
    calls, previous = [], ""
    for match in TOKEN.finditer(text):
        token = match.group()
        if token.startswith(("//", "/*")):
            continue
        if token == "(":
            calls.append(previous if re.match(r"[A-Za-z_]\w*$", previous) else "")
        elif token == ")" and calls:
            calls.pop()
        elif token in "{};" and not calls:
            pass
        elif token.startswith('"'):
            yield text.count("\n", 0, match.start()) + 1, token[1:-1], [call for call in reversed(calls) if call]
        previous = token


def has_word(literal):
    plain = re.sub(r"\\x[0-9a-fA-F]+|\\u[0-9a-fA-F]{4}|\\.|%[-+ #0-9.*]*[a-zA-Z]+", " ", literal)
    return re.search(r"[A-Za-z]{2}", plain) is not None


def is_fault(path, calls):
    if any(call in COMPARES for call in calls):
        return True
    return path.startswith(STAGES) and not any(call in WRITES or call.startswith(("member_", "json_")) for call in calls)


def allowed_list():
    """-> [(where, {literals}, n_used)] as lists, so that use can be counted."""
    allowed = []
    with open(os.path.join(ROOT, "tests", "words_allowed.tsv"), encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#") or not line.strip():
                continue
            where, listed, why = line.rstrip("\n").split("\t")
            assert why, line
            allowed.append([where, set(listed.split("|")), 0])
    return allowed


def is_allowed(allowed, path, literal):
    for row in allowed:
        if row[0] in (path, os.path.dirname(path) + "/") and literal in row[1]:
            row[2] += 1
            return True
    return False


def faults_of(path, text, allowed):
    for line, literal, calls in literals(text):
        if has_word(literal) and is_fault(path, calls) and not is_allowed(allowed, path, literal):
            yield f'src/{path}:{line}: "{literal}" in {calls[0] if calls else "a list"}: words belong into data/ (or into tests/words_allowed.tsv, with the reason)'


def self_check():
    wrong = list(faults_of("claim/x.c", 'if (str_eq(lemma, S("deny"))) return strcmp(a, "said"); static Str all[] = { S("killed") };', []))
    fine = list(faults_of("claim/x.c", '#include "base/str.h"\n/* "said" */ note(r, span, "a range that runs backwards"); Str p = S("--");', []))
    cli = list(faults_of("cli/x.c", 'text_add(&t, S("reports read")); if (str_eq(word, S("said"))) x();', []))
    return ([] if len(wrong) == 3 else ["self-check: a word is overlooked"]) + ([] if not fine else ["self-check: a message is taken for a word"]) \
        + ([] if len(cli) == 1 else ["self-check: output and comparison are mixed up"])


def main():
    allowed, faults, n_files = allowed_list(), self_check(), 0
    src = os.path.join(ROOT, "src")
    for folder, _, names in sorted(os.walk(src)):
        for name in sorted(n for n in names if n.endswith((".c", ".h"))):
            path = os.path.relpath(os.path.join(folder, name), src)
            if path == "base/tables.h" or path == "base/tables.c":
                continue                            # the names of the tables' columns and choices
            n_files += 1
            with open(os.path.join(src, path), encoding="utf-8") as file:
                faults += faults_of(path, file.read(), allowed)
    faults += [f"tests/words_allowed.tsv: nothing in {where} uses {sorted(listed)[0]} ..." for where, listed, n in allowed if not n]
    print("\n".join(faults + [f"{n_files} files looked at, {len(faults)} faults"]))
    sys.exit(1 if faults else 0)


main()
