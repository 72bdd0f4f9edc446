#!/usr/bin/env python3
"""PDFs become reports again: columns in order, words cut at a line's end made whole, running heads left out."""
import json
import os
import shutil
import subprocess
from pdf_made import pdf
from program import CASUS, ProgramTest, main

HEAD = "Marsh Wire - 4 March 2031"
LEFT = ["Shells killed three people in the market", "of Tal Amal on Tuesday, the Civil De-", "fence said. Two more were taken to a", "hospital in Osmar with burns."]
DENIAL = ["The ministry denied that its aircraft", "had flown over the town on that day", "and spoke of a stray round."]
RIGHT = ["Witnesses in North Marsh said that they", "had heard four twenty-", "two minute bursts before noon, and the"]
NEXT = ["market burnt until the evening.", "Fire crews came from Osmar."]


def column(left, top, lines, size=10, step=12):
    return [(left, top + k * step, size, words) for k, words in enumerate(lines)]


def edges(number, of=2):
    return [(50, 40, 9, HEAD), (290, 810, 9, f"Page {number} of {of}")]


def report():
    first = edges(1) + [(50, 90, 20, "Shells kill three in Tal Amal")] + column(50, 140, LEFT) + column(60, 188, DENIAL[:1]) + column(50, 200, DENIAL[1:])
    return [first + column(310, 140, RIGHT), edges(2) + column(50, 140, NEXT[:1]) + column(50, 170, NEXT[1:])]


PARAGRAPHS = ["Shells kill three in Tal Amal",
              "Shells killed three people in the market of Tal Amal on Tuesday, the Civil Defence said. Two more were taken to a hospital in Osmar with burns.",
              "The ministry denied that its aircraft had flown over the town on that day and spoke of a stray round.",
              "Witnesses in North Marsh said that they had heard four twenty-two minute bursts before noon, and the market burnt until the evening.",
              "Fire crews came from Osmar."]


class Pdf(ProgramTest):
    def setUp(self):
        super().setUp()
        if not os.path.exists(os.path.join(os.path.dirname(CASUS), "casus-pdf")):
            self.skipTest("built without poppler-glib")

    def read(self, content, name="x"):
        return json.loads(self.done("read", "--format", "jsonl", self.write(name, content)).out)

    def paragraphs(self, *pages):
        return self.read(pdf(list(pages)))["text"].split("\n\n")

    def refused(self, content, why):
        told = self.call("read", "--format", "jsonl", self.write("x", content))
        self.assertEqual(told.status, 1, told)
        self.one_line(told, "skipped " + self.path("x") + ": ")
        self.one_line(told, why)

    def test_columns_hyphens_heads_and_pages(self):
        read = self.read(pdf(report()))
        self.assertEqual(read["text"].split("\n\n"), PARAGRAPHS)
        self.assertEqual([part["role"] for part in read["parts"]], ["title", "body", "body", "body", "body"])

    def test_what_is_known_of_it(self):
        given = pdf(report(), "Shells kill three in Tal Amal", "Ada Reed", "D:20310305101500+01'00'")
        known = self.read(given)["report"]
        self.assertEqual((known["title"], known["author"], known["published"]), ("Shells kill three in Tal Amal", "Ada Reed", "2031-03-04"))

    def test_what_the_file_says_comes_last(self):
        lines = column(50, 140, LEFT)
        known = self.read(pdf([lines], "template-7.docx", "adareed", "D:20310305101500+01'00'"))["report"]
        self.assertEqual((known["title"], known["author"], known["published"]), (None, None, "2031-03-05T10:15:00+01:00"))
        self.assertEqual(self.read(pdf([lines], "Shells in Tal Amal"))["report"]["title"], "Shells in Tal Amal")

    def test_the_title_is_what_is_largest(self):
        lines = [(50, 60, 30, "MARSH WIRE"), (50, 100, 11, "News of the week")] + column(50, 140, ["Three die as shells hit", "the market of Tal Amal"], 20, 24)
        self.assertEqual(self.read(pdf([lines + column(50, 220, LEFT)]))["report"]["title"], "Three die as shells hit the market of Tal Amal")

    def test_hyphens(self):
        for cut, whole in {("the ambu-", "lance came."): "the ambulance came.", ("in Tal-", "Amal today."): "in Tal-Amal today.",
                           ("a 22-", "year plan."): "a 22-year plan.", ("twenty-", "five were hurt."): "twenty-five were hurt.",
                           ("three were kil-", "led."): "three were killed.", ("on Tuesday -", "and later."): "on Tuesday - and later."}.items():
            with self.subTest(cut):
                self.assertEqual(self.paragraphs(column(50, 140, cut)), [whole])

    def test_paragraphs_are_told_by_room_indent_and_short_lines(self):
        one, two = LEFT[:2] + ["fence said in a long line of words"], DENIAL
        whole = [" ".join(one).replace("De- fence", "Defence"), " ".join(two)]
        self.assertEqual(self.paragraphs(column(50, 140, one) + column(50, 186, two)), whole)
        one[2] = "fence said."
        whole[0] = whole[0].split(" in a long")[0] + "."
        self.assertEqual(self.paragraphs(column(50, 140, one) + column(50, 176, two)), whole)
        one[2] = "fence said of the long afternoon now."
        indented = column(62, 176, two[:1]) + column(50, 188, two[1:])
        self.assertEqual(self.paragraphs(column(50, 140, one) + indented)[1], whole[1])

    def test_rows_of_a_table_stay_apart(self):
        rows = [("Tal Amal", "3 killed", "5 injured"), ("Osmar", "1 killed", "2 injured")]
        cells = [(50 + 170 * column, 140 + 12 * row, 10, words) for row, line in enumerate(rows) for column, words in enumerate(line)]
        self.assertEqual(self.paragraphs(column(50, 100, LEFT[:2]) + cells + column(50, 200, NEXT[1:]))[1:],
                         ["Tal Amal 3 killed 5 injured", "Osmar 1 killed 2 injured", NEXT[1]])
        short = [(310, top, 10, "Reed Marsh") for top in (140, 152)]
        self.assertEqual(len(self.paragraphs(column(50, 140, ["Tal Amal", "Osmar"]) + short)), 2)

    def test_a_line_that_does_not_come_again_stays(self):
        pages = [edges(1, 3) + column(50, 60, ["Marsh Wire has read the file."]) + column(50, 140, LEFT), edges(2, 3) + column(50, 140, DENIAL),
                 edges(3, 3) + column(50, 140, NEXT)]
        text = self.read(pdf(pages))["text"]
        self.assertIn("Marsh Wire has read the file.", text)
        self.assertNotIn("Page", text)
        self.assertNotIn(HEAD, text)

    def test_what_cannot_be_read_is_said(self):
        self.refused(pdf(report(), password="reed"), "it is encrypted")
        self.refused(pdf(report())[:400], "it is damaged, or cut off")
        self.refused(b"%PDF-1.4\n" + bytes(range(256)) * 40, "it is damaged, or cut off")
        self.refused(pdf([[]]), "pictures without words")

    def test_pages_without_words_are_noted(self):
        ledger = self.done("read", "--ledger", self.ledger, self.write("x", pdf(report() + [[]])))
        self.assertIn("1 report read", ledger.err)

    def test_one_bad_file_costs_itself(self):
        self.write("all/1", pdf(report(), password="reed"))
        self.write("all/2", pdf(report()))
        told = self.done("read", "--format", "jsonl", self.path("all"))
        self.assertEqual(len(told.out.splitlines()), 1)
        self.one_line(told, "it is encrypted")

    def test_the_stored_file_is_read_again(self):
        self.done("read", "--ledger", self.ledger, self.write("x", pdf(report())))
        told = self.done("check", self.ledger)
        self.assertIn("sound", told.err)

    def test_without_the_program(self):
        told = self.call("read", "--format", "jsonl", self.write("x", pdf(report())), env={"CASUS_PDF": self.path("nowhere")})
        self.assertEqual(told.status, 1)
        self.one_line(told, "casus-pdf, which reads them, is not there")
        self.done("read", "--ledger", self.ledger, self.path("x"))
        self.assertIn("sound", self.done("check", self.ledger, env={"CASUS_PDF": self.path("nowhere")}).err)

    def test_a_program_that_breaks_or_lies(self):
        for does, why in {"exit 3": "casus-pdf broke off", "echo no": "casus-pdf did not answer", "kill -9 $$": "casus-pdf broke off",
                          """echo '{"pages":[{"lines":[[1],[1,2,3,4,5,6],null]}]}'""": "pictures without words"}.items():
            program = self.write("program", "#!/bin/sh\n" + does + "\n")
            os.chmod(program, 0o755)
            told = self.call("read", "--format", "jsonl", self.write("x", pdf(report())), env={"CASUS_PDF": program})
            self.one_line(told, why)

    def test_from_a_web_archive(self):
        body = pdf(report())
        block = b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + body
        head = f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://marsh.example/1.pdf\r\nContent-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
        read = self.read(head.encode() + block + b"\r\n\r\n")
        self.assertEqual((read["report"]["id"], read["text"].split("\n\n")), ("https://marsh.example/1.pdf", PARAGRAPHS))

    def test_the_program_alone(self):
        program = os.path.join(os.path.dirname(CASUS), "casus-pdf")
        copy = shutil.copy(program, self.path("casus-pdf"))
        told = json.loads(subprocess.run([copy, self.write("x", pdf(report(), author="Ada Reed"))], capture_output=True, check=True).stdout)
        self.assertEqual((told["author"], [(page["width"], page["height"]) for page in told["pages"]]), ("Ada Reed", [(595, 842)] * 2))
        self.assertEqual(told["pages"][0]["lines"][1][5], "Shells kill three in Tal Amal")


if __name__ == "__main__":
    main()
