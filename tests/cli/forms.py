#!/usr/bin/env python3
"""Forms that hold reports: feeds, saved pages, mail. Each is known by its bytes, wherever they come from: a file, a folder, a zip, standard
input, an address."""
import base64
import io
import json
import quopri
import sqlite3
import zipfile
from program import ProgramTest, main
from serving import Answer, Server

SENTENCE = "Three people were killed when shells hit a bakery in Tal Amal on Tuesday, the Civil Defence said."
PAGE = (f"<html><head><title>Shells in Tal Amal</title></head><body><h1>Shells in Tal Amal</h1><p>{SENTENCE}</p>"
        "<p>The Reed Front denied firing on the caf\u00e9 beside it.</p></body></html>")
RSS = (f"<rss version='2.0'><channel><title>Marsh Wire</title>"
       f"<item><title>One</title><link>https://marsh.example/1</link><description>{SENTENCE}</description></item>"
       f"<item><title>Two</title><link>https://marsh.example/2</link><description>{SENTENCE}</description></item></channel></rss>")
ATOM = (f"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>Marsh Wire</title><entry><id>a</id><title>One</title>"
        f"<link href='https://marsh.example/1'/><summary>{SENTENCE}</summary></entry></feed>")
JSON_FEED = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Marsh Wire",
                        "items": [{"id": "1", "url": "https://marsh.example/1", "title": "One", "content_text": SENTENCE}]})
HEAD = ("From: <Saved by a browser>\r\nSnapshot-Content-Location: https://marsh.example/news/1\r\nSubject: Shells\r\n"
        "Date: Wed, 5 Mar 2031 11:00:00 +0100\r\nMIME-Version: 1.0\r\n")
IMAGE = "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://marsh.example/i.png\r\n\r\niVBORw0KGgo=\r\n"
FRAME = "Content-Type: text/html\r\nContent-Location: https://ads.example/\r\n\r\n<html><body><p>Buy a boat.</p></body></html>\r\n"


def part(body, coding="quoted-printable", kind="text/html; charset=utf-8", more="Content-Location: https://marsh.example/news/1\r\n"):
    raw = body if isinstance(body, bytes) else body.encode()
    packed = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes}.get(coding, bytes)(raw)
    return f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {coding}\r\n{more}\r\n".encode() + packed.replace(b"\n", b"\r\n") + b"\r\n"


def multipart(*parts, kind="related", more="", head=HEAD, mark="----Part--x", end=True):
    lines = b"".join(b"--" + mark.encode() + b"\r\n" + (one if isinstance(one, bytes) else one.encode()) for one in parts)
    content_type = f'Content-Type: multipart/{kind};{more}\r\n\tboundary="{mark}"\r\n\r\n'
    return (head + content_type).encode() + b"no part\r\n" + lines + (b"--" + mark.encode() + b"--\r\n" if end else b"")


MHTML = multipart(part(PAGE), IMAGE, FRAME)
MAIL = ('From: "Ada Reed" <ada@marsh.example>\r\nTo: desk@marsh.example\r\nSubject: =?utf-8?Q?Caf=C3=A9_hit?=\r\n =?utf-8?B?IGluIFRhbCBBbWFs?=\r\n'
        "Date: Tue, 4 Mar 2031 16:05:00 +0200\r\nMIME-Version: 1.0\r\n")
FORMS = {"rss": (RSS.encode(), 2), "atom": (ATOM.encode(), 1), "json feed": (JSON_FEED.encode(), 1), "mhtml": (MHTML, 1),
         "mail": (MAIL.encode() + part(SENTENCE, kind="text/plain; charset=utf-8", more=""), 1)}


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


class FormsTest(ProgramTest):
    def reports(self, *inputs, **more):
        return [json.loads(line) for line in self.done("read", "--format", "jsonl", "--layers", "parts", *inputs, **more).out.splitlines()]

    def only(self, content):
        read = self.reports(self.write("x", content))
        self.assertEqual(len(read), 1, read)
        return read[0]

    def refused(self, content, why):
        told = self.call("read", "--format", "jsonl", self.write("x", content))
        self.assertEqual((told.status, told.out), (1, ""), told)
        self.assertIn(why, self.one_line(told, "skipped"))


class Everywhere(FormsTest):
    def expect(self, read, n):
        self.assertEqual(len(read), n)
        for report in read:
            self.assertIn(SENTENCE, report["text"])
            self.assertNotIn("boat", report["text"])

    def test_as_a_file_and_on_standard_input(self):
        for name, (content, n) in FORMS.items():
            with self.subTest(name):
                self.expect(self.reports(self.write("x", content)), n)
                self.expect(self.reports("-", given=content), n)

    def test_in_a_folder_and_in_a_zip(self):
        n = sum(n for _, n in FORMS.values())
        for name, (content, _) in FORMS.items():
            self.write("all/" + name, content)
        self.expect(self.reports(self.path("all")), n)
        archive = zipped({name: content for name, (content, _) in FORMS.items()})
        self.expect(self.reports(self.write("all.zip", archive)), n)
        self.expect(self.reports("-", given=archive), n)

    def test_from_an_address(self):
        server = Server()
        self.addCleanup(server.close)
        for number, (name, (content, n)) in enumerate(FORMS.items()):
            with self.subTest(name):
                path = "/%d" % number
                server.pages[path] = Answer(content)
                self.expect(self.reports("--allow-private", "--delay", "0", server.url(path), env={"no_proxy": "*"}), n)

    def test_into_a_ledger_and_back(self):
        for name, (content, _) in FORMS.items():
            self.write("all/" + name, content)
        self.done("read", "--ledger", self.ledger, self.path("all"))
        self.assertIn("sound", self.done("check", self.ledger).err)


class Addresses(FormsTest):
    def test_how_it_came_is_kept(self):
        server = Server()
        self.addCleanup(server.close)
        server.pages["/a"] = Answer(status=302, headers={"Location": "/b"})
        server.pages["/b"] = Answer(PAGE.encode("windows-1252"), headers={"Content-Type": "text/html; charset=windows-1252"})
        read = self.reports("--allow-private", "--delay", "0", server.url("/a"), env={"no_proxy": "*"})[0]
        self.assertEqual(read["report"]["url"], server.url("/b"))
        self.assertIn("caf\u00e9", read["text"])

    def test_a_private_address_is_refused(self):
        server = Server()
        self.addCleanup(server.close)
        told = self.call("read", "--format", "jsonl", server.url("/a"), env={"no_proxy": "*"})
        self.assertEqual(told.status, 1)
        self.one_line(told, "skipped " + server.url("/a"))
        self.assertEqual(server.asked, [])

    def test_one_bad_address_costs_itself(self):
        server = Server()
        self.addCleanup(server.close)
        server.pages["/b"] = Answer(PAGE)
        told = self.done("read", "--format", "jsonl", "--allow-private", "--delay", "0", server.url("/a"), server.url("/b"), env={"no_proxy": "*"})
        self.one_line(told, "skipped " + server.url("/a"))
        self.assertEqual(len(told.out.splitlines()), 1)


class Feeds(FormsTest):
    def test_lines_that_quote_a_feed_are_lines(self):
        lines = "".join(json.dumps({"id": str(n), "text": SENTENCE + " https://jsonfeed.org/version/1"}) + "\n" for n in range(3))
        self.assertEqual([one["report"]["id"] for one in self.reports(self.write("x", lines))], ["0", "1", "2"])

    def test_items_are_told_apart(self):
        self.assertEqual([one["report"]["url"] for one in self.reports(self.write("x", RSS))], ["https://marsh.example/1", "https://marsh.example/2"])

    def test_a_cut_feed_keeps_its_whole_items(self):
        told = self.done("read", "--format", "jsonl", self.write("x", RSS[:-60]))
        self.assertEqual(len(told.out.splitlines()), 1)
        self.one_line(told, "skipped ")


class SavedPages(FormsTest):
    def test_what_is_known_of_it(self):
        read = self.only(MHTML)
        self.assertEqual(read["report"]["url"], "https://marsh.example/news/1")
        self.assertEqual(read["report"]["title"], "Shells in Tal Amal")
        self.assertIn("caf\u00e9", read["text"])
        self.assertIsNone(read["report"]["published"])

    def test_when_it_was_captured(self):
        self.done("read", "--ledger", self.ledger, self.write("x", MHTML))
        with sqlite3.connect(self.ledger) as database:
            self.assertIn("2031-03-05T10:00:00Z", "\n".join(database.iterdump()))

    def test_the_root_part(self):
        root = part(PAGE, more="Content-ID: <root@marsh>\r\n")
        head = HEAD.replace("Snapshot-Content-Location: https://marsh.example/news/1\r\n", "")
        for name, content in {
            "by start": multipart(FRAME, root, more=' start="<root@marsh>"; type="text/html";'),
            "by its address": multipart(FRAME, part(PAGE)),
            "the first page": multipart(IMAGE, part(PAGE, more=""), FRAME, head=head),
            "inside another": multipart(multipart(part("Shells hit.", kind="text/plain", more=""), part(PAGE, more=""), kind="alternative", head="", mark="in"), IMAGE),
            "boundary of a longer one": multipart(multipart(part(PAGE, more=""), head="", mark="b-b"), IMAGE, mark="b"),
        }.items():
            with self.subTest(name):
                self.assertIn(SENTENCE, self.only(content)["text"])
                self.assertNotIn("boat", self.only(content)["text"])

    def test_every_way_to_pack_it(self):
        for coding in ("quoted-printable", "base64", "8bit"):
            with self.subTest(coding):
                self.assertIn("caf\u00e9", self.only(multipart(part(PAGE, coding)))["text"])
        self.assertIn("caf\u00e9", self.only(multipart(part(PAGE.encode("windows-1252"), kind='text/html; charset="windows-1252"')))["text"])
        self.assertIn("caf\u00e9", self.only(multipart(part(PAGE.encode("utf-16-le"), "base64", kind="text/html; charset=utf-16le")))["text"])

    def test_mail(self):
        read = self.only(MAIL.encode() + part(SENTENCE, kind="text/plain; charset=utf-8", more=""))["report"]
        self.assertEqual((read["title"], read["author"], read["published"]), ("Caf\u00e9 hit in Tal Amal", "Ada Reed", "2031-03-04T16:05:00+02:00"))
        self.assertIn(SENTENCE, self.only(multipart(part("See the page.", kind="text/plain", more=""), part(PAGE, more=""), kind="alternative", head=MAIL))["text"])
        attached = part(FRAME, more="Content-Disposition: attachment; filename=x.html\r\n")
        self.assertNotIn("boat", self.only(multipart(part(SENTENCE, kind="text/plain", more=""), attached, kind="mixed", head=MAIL))["text"])

    def test_what_is_wrong_is_said(self):
        self.refused(multipart(part(PAGE), end=False)[:-200], "cut off before the page in it ends")
        self.refused(multipart(part(PAGE, "base64").replace(b"\r\n\r\n", b"\r\n\r\n!!", 1)), "base64 of the page in it is damaged")
        self.refused(multipart(part(PAGE, "x-own")), "packed in a way casus does not know")
        self.refused(multipart(IMAGE), "neither a page nor text is in it")

    def test_one_bad_page_costs_itself(self):
        self.write("all/1", multipart(IMAGE))
        self.write("all/2", MHTML)
        told = self.done("read", "--format", "jsonl", self.path("all"))
        self.assertEqual(len(told.out.splitlines()), 1)
        self.one_line(told, "neither a page nor text")

    def test_a_text_that_begins_like_one(self):
        self.assertIn("Subject: shells", self.only("Subject: shells\n\n" + SENTENCE)["text"])

    def test_hostile_ones_end(self):
        nested = b"MIME-Version: 1.0\r\n"
        for level in range(2000):
            nested += b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (level, level)
        self.refused(nested, "neither a page nor text")
        self.refused(multipart(*([IMAGE] * 50000)), "neither a page nor text")
        self.refused(b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=-\r\n\r\n" + b"-" * (4 << 20), "neither a page nor text")


if __name__ == "__main__":
    main()
