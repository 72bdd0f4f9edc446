#!/usr/bin/env python3
"""The bytes as found are kept, each once, and `casus check` proves that what the ledger says of a page is what the page says."""
import hashlib
import sqlite3
from program import ProgramTest, REPORT, main

HTML = """<html><head><meta charset=windows-1252><title>Shells kill three in Tal Amal</title></head><body><article>
<h1>Shells kill three in Tal Amal</h1><p>Three people were killed when shells hit a caf\u00e9 in Tal Amal on Tuesday, the Civil Defence said.</p>
<p>The Reed Front denied firing on the town &amp; asked for an inquiry.</p></article></body></html>"""


class Originals(ProgramTest):
    def setUp(self):
        super().setUp()
        self.page, self.plain = self.write("page.html", HTML.encode("windows-1252")), self.write("plain.txt", REPORT)
        self.done("read", "--ledger", self.ledger, self.page, self.plain)

    def rows(self, sql):
        with sqlite3.connect(self.ledger) as db:
            return db.execute(sql).fetchall()

    def meddle(self, sql, *values):
        with sqlite3.connect(self.ledger) as db:
            for name, in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_stays' OR name LIKE '%_is_kept'").fetchall():
                db.execute(f"DROP TRIGGER {name}")
            self.assertGreater(db.execute(sql, values).rowcount, 0, sql)

    def fault(self, *words):
        told = self.call("check", "--ledger", self.ledger)
        self.assertEqual(told.status, 1, told)
        for word in words:
            self.assertIn(word, told.out)

    def test_a_sound_ledger(self):
        told = self.done("check", "--ledger", self.ledger)
        self.assertIn("2 pages of 2 read again", told.err)

    def test_bytes_are_stored_once_and_only_where_the_text_is_another(self):
        again = self.write("again.html", HTML.encode("windows-1252"))
        self.done("read", "--ledger", self.ledger, again)
        self.assertEqual(self.rows("SELECT count(*) FROM report"), [(3,)])
        self.assertEqual(self.rows("SELECT sha256, size FROM original"),
                         [(hashlib.sha256(HTML.encode("windows-1252")).hexdigest(), len(HTML))])

    def test_a_byte_of_the_original(self):
        for at in (0, -1):
            packed = bytearray(self.rows("SELECT zstd FROM original")[0][0])
            packed[at] ^= 1
            self.meddle("UPDATE original SET zstd = ?", bytes(packed))
            self.fault("page.html", "the stored bytes have another SHA-256")

    def test_a_capture_of_an_archive(self):
        http = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1252\r\nServer: marsh\r\n\r\n".encode()
        block = http + HTML.replace("windows-1252", "utf-8").encode("windows-1252")
        archive = self.write("a.warc", ("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: <https://marsh.example/1>\r\nWARC-Date: 2031-03-05T06:07:08Z\r\n"
                                        f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n").encode() + block + b"\r\n\r\n")
        self.done("read", "--ledger", self.ledger, archive)
        rows = self.rows("SELECT report_id, name, captured, charset, headers, sha256, size, text FROM report JOIN original USING (sha256) WHERE captured IS NOT NULL")
        self.assertEqual(len(rows), 1)
        self.assertEqual(rows[0][:4], ("https://marsh.example/1", archive + "@0", "2031-03-05T06:07:08Z", "windows-1252"))
        self.assertIn("Server: marsh", rows[0][4])
        self.assertEqual(rows[0][5:7], (hashlib.sha256(block[len(http):]).hexdigest(), len(block) - len(http)))
        self.assertIn("caf\u00e9", rows[0][7])
        self.assertIn("3 pages of 3 read again", self.done("check", "--ledger", self.ledger).err)
        self.meddle("UPDATE report SET captured = '2031-03-05T06:07:09Z' WHERE captured IS NOT NULL")
        self.fault("https://marsh.example/1", "headers or time of capture")

    def test_the_original_is_gone(self):
        self.meddle("DELETE FROM original")
        self.fault("page.html", "the stored bytes have another SHA-256")

    def test_a_size_beyond_reason(self):
        self.meddle("UPDATE original SET size = 9000000000000000")
        self.fault("page.html", "the stored bytes have another SHA-256")

    def test_a_header(self):
        self.meddle("UPDATE report SET headers = 'Server: another' WHERE name LIKE '%page.html'")
        self.fault("page.html", "headers or time of capture")

    def test_the_time_of_capture(self):
        self.meddle("UPDATE report SET captured = '2031-03-04T10:00:00Z' WHERE name LIKE '%plain.txt'")
        self.fault("plain.txt", "headers or time of capture")

    def test_a_range_of_the_page(self):
        self.meddle("UPDATE part SET source_start = source_start + 1 WHERE nth = 1 AND source_start IS NOT NULL")
        self.fault("part 1", "its range of the page is not where it was read")

    def test_a_part(self):
        self.meddle("UPDATE part SET role = 'comment' WHERE nth = 2")
        self.fault("part 2 is not what the stored page gives")

    def test_a_part_too_few(self):
        self.meddle("DELETE FROM part WHERE nth = (SELECT max(nth) FROM part p WHERE p.report = part.report)")
        self.fault("it has fewer parts than the stored page gives")

    def test_the_text(self):
        self.meddle("UPDATE report SET text = text || 'x' WHERE name LIKE '%page.html'")
        self.fault("its text is not what the stored page gives")

    def test_pages_that_another_casus_read_are_not_read_again(self):
        self.meddle("UPDATE run SET program = '0.0.1'")
        self.assertIn("0 pages of 2 read again", self.done("check", "--ledger", self.ledger).err)


if __name__ == "__main__":
    main()
