#!/usr/bin/env python3
"""Archives are read record by record: what is damaged costs itself, what is no page is passed over."""
import gzip
import io
import json
import os
import tarfile
import zipfile
from program import ProgramTest, REPORT, main


def page(number):
    return f"<html><head><title>Shells in Osmar</title></head><body><p>{number} people were killed when shells hit Osmar on Tuesday, the Civil Defence said.</p></body></html>"


def http(body, kind="text/html; charset=utf-8", status="200 OK", more=""):
    body = body if isinstance(body, bytes) else body.encode()
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + body


def record(block, kind="response", url="https://marsh.example/1", version="1.1", media="application/http;msgtype=response", length=None, more=""):
    length = len(block) if length is None else length
    return (f"WARC/{version}\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-03-04T10:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:{len(block)}>\r\n{more}Content-Type: {media}\r\nContent-Length: {length}\r\n\r\n").encode() + block + b"\r\n\r\n"


def records():
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (page(3)[:40].encode(), page(3)[40:].encode())) + b"0\r\n\r\n"
    return [record(b"software: none\r\n", "warcinfo", media="application/warc-fields"), record(http(page(1))),
            record(b"GET / HTTP/1.1\r\n\r\n", "request", media="application/http;msgtype=request"), record(http(b"\x89PNG\0", "image/png")),
            record(http("gone", status="404 Not Found")), record(http(b"", "text/html"), "revisit"),
            record(http(gzip.compress(page(2).encode()), more="Content-Encoding: gzip\r\n"), url="https://marsh.example/2", version="1.0"),
            record(http(chunked, more="Transfer-Encoding: chunked\r\n"), url="https://marsh.example/3"),
            record(page(4).encode(), "resource", "https://marsh.example/4", media="text/html")]


CDXJ = 'example,marsh)/1 20310304100000 {"url": "https://marsh.example/1", "mime": "text/html", "filename": "data.warc.gz"}\n'
PAGES = '{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}\n{"id": "1", "url": "https://marsh.example/1", "title": "Shells", "text": "Shells hit."}\n'
WHOLE = [f"https://marsh.example/{n}" for n in (1, 2, 3, 4)]


class Archives(ProgramTest):
    def ids(self, name, content, skipped=()):
        told = self.done("read", "--format", "jsonl", self.write(name, content))
        for words in skipped:
            self.one_line(told, words)
        self.assertEqual(len([line for line in told.lines if line.startswith("skipped ")]), len(skipped), told)
        read = [json.loads(line) for line in told.out.splitlines()]
        for one in read:
            self.assertIn("people were killed when shells hit Osmar", one["text"])
        return [one["report"]["id"] for one in read]

    def test_warc(self):
        self.assertEqual(self.ids("a", b"".join(records())), WHOLE)

    def test_warc_of_gzip_members(self):
        self.assertEqual(self.ids("a", b"".join(gzip.compress(one) for one in records())), WHOLE)
        self.assertEqual(self.ids("b", gzip.compress(b"".join(records()))), WHOLE)

    def test_a_damaged_member_costs_itself(self):
        members = [gzip.compress(one) for one in records()]
        members[6] = members[6][:60] + bytes(20) + members[6][80:]
        place = len(b"".join(members[:6]))
        self.assertEqual(self.ids("a", b"".join(members), [f"gzip member at byte {place} is damaged"]), [WHOLE[0], WHOLE[2], WHOLE[3]])

    def test_a_cut_member_costs_itself(self):
        members = [gzip.compress(one) for one in records()]
        self.assertEqual(self.ids("a", b"".join(members)[:-30], ["is cut short"]), WHOLE[:3])

    def test_a_wrong_length_costs_one_record(self):
        for wrong in (5, 10 ** 6):
            bad = record(http(page(9)), length=wrong)
            start = len(b"".join(records()[:2]))
            all_of_them = records()[:2] + [bad] + records()[2:]
            self.assertEqual(self.ids("a", b"".join(all_of_them), [f"the record at byte {start} "]), WHOLE)

    def test_a_record_without_blank_lines_costs_itself(self):
        bad = b"WARC/1.1\r\nWARC-Type: response\r\n"
        self.assertEqual(self.ids("a", bad + b"".join(records()), ["the record at byte 0 "]), WHOLE)

    def test_zip_and_tar(self):
        files = {"b/1.html": page(1).encode(), "b/.hidden": b"no", "2.jsonl": json.dumps({"id": "two", "text": page(2)}).encode() + b"\n",
                 "c.warc.gz": b"".join(gzip.compress(one) for one in records())}
        zipped, tarred = io.BytesIO(), io.BytesIO()
        with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        with tarfile.open(fileobj=tarred, mode="w:gz") as archive:
            for name, content in files.items():
                info = tarfile.TarInfo(name)
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
        for name, content in (("x", zipped.getvalue()), ("y", tarred.getvalue())):
            self.assertEqual(self.ids(name, content), [self.path(name) + ":b/1.html", "two", *WHOLE])

    def wacz(self, *names, **content):
        """A web archive collection with its files in this order."""
        warc = b"".join(gzip.compress(one) for one in records())
        files = {"archive/data.warc.gz": warc, "indexes/index.cdx.gz": gzip.compress(CDXJ.encode()), "indexes/index.idx": "!meta 0 {}\n" + CDXJ,
                 "pages/pages.jsonl": PAGES, "pages/extraPages.jsonl": PAGES, "logs/crawl.log": '{"timestamp":"2031-03-04","message":"Page loaded"}\n',
                 "datapackage.json": json.dumps({"profile": "data-package", "wacz_version": "1.1.1", "resources": []}, indent=1),
                 "datapackage-digest.json": json.dumps({"path": "datapackage.json", "hash": "sha256:0"}), **content}
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
            for name in names or files:
                archive.writestr(name, files[name])
        return packed.getvalue()

    def test_of_an_unpacked_wacz_the_warcs_are_read(self):
        with zipfile.ZipFile(io.BytesIO(self.wacz())) as packed:
            packed.extractall(self.path("crawl"))
        read = lambda: [json.loads(line)["report"]["id"] for line in self.done("read", "--format", "jsonl", self.path("crawl")).out.splitlines()]
        self.assertEqual(read(), WHOLE)
        self.write("crawl/datapackage.json", "{}")
        self.assertGreater(len(read()), len(WHOLE))                         # then it is a folder like any other

    def test_of_a_wacz_the_warcs_are_read(self):
        self.assertEqual(self.ids("a", self.wacz()), WHOLE)
        self.assertEqual(self.ids("b", self.wacz("datapackage.json", "logs/crawl.log", "pages/pages.jsonl", "indexes/index.idx", "archive/data.warc.gz")), WHOLE)
        self.assertEqual(self.ids("c", self.wacz("pages/extraPages.jsonl", "logs/crawl.log", "archive/data.warc.gz", "datapackage.json")), WHOLE)

    def test_a_zip_that_only_looks_like_one_is_read_whole(self):
        lines = json.dumps({"id": "two", "text": page(2)}) + "\n"
        self.assertEqual(self.ids("a", self.wacz("archive/data.warc.gz", "pages/pages.jsonl", **{"pages/pages.jsonl": lines})), WHOLE + ["two"])
        self.assertEqual(self.ids("b", self.wacz("datapackage.json", **{"datapackage.json": lines})), ["two"])

    def passed(self, *contents):
        inputs = [self.write(str(n), content) for n, content in enumerate(contents)]
        return self.one_line(self.done("read", "--format", "jsonl", *inputs), "passed over")

    def test_what_is_passed_over_is_counted(self):
        self.assertEqual(self.passed(b"".join(records())), "passed over in archives: 4 records that are no pages, 1 revisit of what was captured before")
        told = self.done("read", "--format", "jsonl", self.write("x", record(http(page(1)))))
        self.assertNotIn("passed over", told.err)

    def test_revisits(self):
        digest = "WARC-Payload-Digest: sha1:%s\r\n"
        first = record(http(page(1)), more=digest % "AB")
        again = record(b"HTTP/1.1 200 OK\r\n\r\n", "revisit", "https://marsh.example/copy", more=digest % "AB")
        unchanged = record(b"HTTP/1.1 304 Not Modified\r\n\r\n", "revisit", "https://marsh.example/x", more="WARC-Refers-To-Target-URI: <https://marsh.example/1>\r\n")
        unknown = record(b"HTTP/1.1 200 OK\r\n\r\n", "revisit", "https://marsh.example/old", more=digest % "CD")
        picture = record(http(b"\x89PNG\0", "image/png"), url="https://marsh.example/i", more=digest % "CD")
        self.assertEqual(self.passed(first + again + unchanged), "passed over in archives: 2 revisits of what was captured before")
        self.assertEqual(self.passed(first, gzip.compress(again)), "passed over in archives: 1 revisit of what was captured before")
        self.assertIn("1 revisit of what is in none of these archives", self.passed(first + unknown))
        self.assertEqual(self.passed(first + picture + unknown), "passed over in archives: 1 record that is no page, 1 revisit of what was captured before")

    def test_gzipped_lines(self):
        lines = "".join(json.dumps({"id": str(n), "text": page(n)}) + "\n" for n in range(3))
        self.assertEqual(self.ids("a", gzip.compress(lines.encode())), ["0", "1", "2"])

    def test_nested_too_deep(self):
        packed = page(1).encode()
        for _ in range(5):
            packed = gzip.compress(packed)
        told = self.call("read", "--format", "jsonl", self.write("a", packed))
        self.one_line(told, "nested deeper than 4")

    def test_a_bomb_is_one_line(self):
        told = self.call("read", "--format", "jsonl", self.write("a", gzip.compress(b"[" + bytes(200 << 20))))
        self.assertEqual(told.status, 1, told)
        self.one_line(told, "skipped ")

    def test_captured_bytes_are_kept(self):
        self.done("read", "--ledger", self.ledger, self.write("a", b"".join(records())))
        self.assertIn("sound", self.done("check", self.ledger).err)


if __name__ == "__main__":
    main()
