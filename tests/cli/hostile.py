#!/usr/bin/env python3
"""Pages made to hurt: each is read or given up with one line, in bounded time and memory, and the report behind it is read.

The bounds are wide enough that a busy machine cannot fail them, and far below what work of more than linear time takes; the time and
memory measured are printed."""
import json
import subprocess
import sys
from program import CASUS, ProgramTest, REPORT, main

MIB = 1 << 20
PARAGRAPH = b"<p>Three people were killed when shells hit a bakery in Tal Amal on Tuesday, the Civil Defence said.</p>"
SANITIZED = b"__asan_init" in open(CASUS, "rb").read()
SLOWER = 10 if SANITIZED else 1
# In a small process of its own: a child's peak counts what its parent held when it was made.
MEASURE = """
import json, os, subprocess, sys, time
start = time.monotonic()
with open(sys.argv[1], "wb") as out, open(sys.argv[2], "wb") as err:
    child = subprocess.Popen(sys.argv[3:], stdout=out, stderr=err)
    _, status, used = os.wait4(child.pid, 0)
print(json.dumps([os.waitstatus_to_exitcode(status), time.monotonic() - start, used.ru_maxrss * 1024]))
"""
WORDS = "Three people were killed"


def page(inside):
    return b"<html><body>" + inside + PARAGRAPH + b"</body></html>"


class Hostile(ProgramTest):
    def read(self, name, content, seconds=10, memory=700 * MIB):
        """Reads `content` with a good report behind it -> the reports that were read, and what was said."""
        first, last = self.write("aa-" + name, content), self.write("zz.txt", REPORT)
        told = subprocess.run([sys.executable, "-c", MEASURE, self.path("out"), self.path("err"), CASUS, "read", "--format", "jsonl", first, last],
                              check=True, capture_output=True, cwd=self.folder)
        status, took, peak = json.loads(told.stdout)
        out = self.path("out")
        with open(self.path("err"), encoding="utf-8", errors="replace") as file:
            said = file.read()
        print(f"{name}: {len(content) / MIB:.1f} MiB, {took:.2f} s, {peak // MIB} MiB")
        self.assertNotIn("Sanitizer", said)
        self.assertEqual(status, 0, said[-2000:])
        self.assertLess(took, seconds * SLOWER)
        if not SANITIZED:
            self.assertLess(peak, memory)
        with open(out, encoding="utf-8") as file:
            reports = [json.loads(line) for line in file]
        self.assertIn("The Reed Front denied", reports[-1]["text"])
        return reports, said

    def found(self, name, content, **more):
        """The report in the page is found behind what hurts."""
        reports, _ = self.read(name, content, **more)
        self.assertEqual(len(reports), 2)
        self.assertIn(WORDS, reports[0]["text"])
        return reports[0]

    def given_up(self, name, content, **more):
        """Either read, or refused with one line that names it."""
        reports, said = self.read(name, content, **more)
        if len(reports) == 1:
            self.assertEqual(len([line for line in said.splitlines() if line.startswith("skipped") and "aa-" + name in line]), 1, said[-2000:])

    def test_nested_tags(self):
        for tag in (b"div", b"span", b"ul><li", b"blockquote", b"svg", b"table><tr><td", b"font", b"template"):
            self.given_up("nested-" + tag.split(b">")[0].decode() + ".html", page((b"<" + tag + b">") * 100_000))
        self.found("nested.html", page(b"<div>" * 100_000))

    def test_one_attribute(self):
        self.found("attribute.html", page(b"<div title='" + b"x" * (50 * MIB) + b"'></div>"), seconds=20)
        self.found("entities-in-it.html", page(b"<div title='" + b"&amp;" * MIB + b"'></div>"))

    def test_a_million_attributes(self):
        self.given_up("attributes.html", page(b"<div " + b" ".join(b"a%d=1" % k for k in range(200_000)) + b"></div>"))

    def test_formatting_left_open(self):
        self.given_up("formatting.html", page(b"<b>" * 1_000_000), seconds=20)
        self.given_up("formatting-in-paragraphs.html", page(b"<p><b><i><u>x" * 50_000), seconds=20)

    def test_entities(self):
        self.found("entities.html", page(b"<p>" + b"&hellip;&#8230;&#x2026;&bogus;&" * 60_000 + b"</p>"))
        bomb = b"<!DOCTYPE html [<!ENTITY a \"aaaaaaaaaa\">" + b"".join(
            b"<!ENTITY a%d \"%s\">" % (k, b"&a%d;" % (k - 1) * 10) for k in range(1, 12)) + b"]>"
        self.given_up("bomb.html", bomb + page(b"<p>&a11;</p>"))

    def test_an_xml_bomb(self):
        entities = b"<!ENTITY a0 \"aaaaaaaaaa\">" + b"".join(b"<!ENTITY a%d \"%s\">" % (k, b"&a%d;" % (k - 1) * 10) for k in range(1, 12))
        self.given_up("bomb.xml", b"<?xml version=\"1.0\"?><!DOCTYPE rss [" + entities + b"]><rss version=\"2.0\"><channel><title>Marsh Wire</title>"
                      b"<item><title>&a11;</title><description>&a11;</description></item></channel></rss>")

    def test_comments(self):
        self.found("comments.html", page(b"<!-- x -->" * 1_000_000))
        self.found("comments-left-open.html", page(b"") + b"<!-- " * 200_000)

    def test_signs(self):
        self.given_up("less-than.html", page(b"") + b"<" * (16 * MIB), seconds=60, memory=1500 * MIB)
        self.given_up("zeros.html", page(b"<p>" + b"\0" * 60 + b"</p>") + b"\0" * 100)

    def test_deep_json(self):
        line = json.dumps({"id": "deep", "text": REPORT})[:-1].encode() + b', "x": ' + b"[" * 1_000_000 + b"]" * 1_000_000 + b"}\n"
        good = json.dumps({"id": "good", "text": REPORT}).encode() + b"\n"
        reports, said = self.read("deep.jsonl", line + good)
        self.assertEqual([report["report"]["id"] for report in reports[:-1]], ["good"])
        self.assertEqual(len([line for line in said.splitlines() if line.startswith("skipped") and "aa-deep.jsonl:1" in line]), 1, said[-2000:])

    def test_a_long_line(self):
        good = json.dumps({"id": "good", "text": REPORT}).encode() + b"\n"
        reports, _ = self.read("long.jsonl", b'{"id": "long", "x": "' + b"y" * (200 * MIB) + b'", "text": 7}\n' + good, seconds=30, memory=1500 * MIB)
        self.assertEqual([report["report"]["id"] for report in reports[:-1]], ["good"])

    def test_truncated_at_every_place(self):
        whole = (b"<!DOCTYPE html><html lang='en'><head><title>Shells in Tal Amal</title><script type='application/ld+json'>{\"headline\": \"x\"}</script>"
                 b"</head><body><!-- a --><article class=\"post\"><h1>Shells</h1>" + PARAGRAPH + b"&amp;&#8230;<![CDATA[x]]></article></body></html>")
        for k in range(len(whole)):
            self.write(f"cut/{k:04}.html", whole[:k])
        told = self.call("read", "--format", "jsonl", self.path("cut"))
        self.assertEqual(told.status, 0, told)
        n_read = len(told.out.splitlines())
        self.assertGreater(n_read, len(whole) - whole.index(b"<h1>") - 20)
        self.assertEqual(n_read + sum("skipped" in line and ".html" in line for line in told.lines), len(whole), told)


if __name__ == "__main__":
    main()
