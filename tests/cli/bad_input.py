#!/usr/bin/env python3
"""Bad input costs one report, not the run: each kind is one line that names it, and the other reports are read."""
import contextlib
import json
import os
import resource
import shutil
import sqlite3
import subprocess
from program import ProgramTest, REPORT, main

KIB, MIB = 1 << 10, 1 << 20


class BadReports(ProgramTest):
    """A good report stands before and behind each bad one."""

    def read_among_good(self, bad, n_good=2):
        first, last = self.write("aa.txt", REPORT), self.write("zz.txt", REPORT.replace("Three", "Four"))
        told = self.done("read", "--format", "jsonl", first, bad, last)
        self.assertEqual(len(told.out.splitlines()), n_good, told)
        for line in told.out.splitlines():
            self.assertEqual(json.loads(line)["casus"], 1)
        return told

    def skipped(self, bad, *words):
        told = self.read_among_good(bad)
        line = self.one_line(told, "skipped " + bad)
        for word in words:
            self.assertIn(word, line)
        self.assertIn("2 reports read, 1 skipped", told.lines[-1])
        return line

    def kept(self, bad):
        self.assertIn("3 reports read.", self.read_among_good(bad, n_good=3).lines[-1])

    def test_missing_file(self):
        self.skipped(self.path("nothing.txt"), "No such file")

    def test_folder_without_reports(self):
        os.mkdir(self.path("empty"))
        self.read_among_good(self.path("empty"))
        told = self.call("read", "--format", "jsonl", self.path("empty"))
        self.assertEqual(told.status, 1, told)
        self.one_line(told, self.path("empty"))

    def test_file_that_cannot_be_read(self):
        told = self.read_among_good("/proc/self/mem")         # opens, and fails when read: root too
        self.one_line(told, "skipped /proc/self/mem")

    def test_file_without_permission(self):
        path = self.write("shut.txt", REPORT)
        os.chmod(path, 0)
        if os.access(path, os.R_OK):
            self.under = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]       # root, but held to permissions
            if subprocess.run([*self.under, "true"], stderr=subprocess.DEVNULL, check=False).returncode:
                self.skipTest("this user may read everything, and may not give that up")
        self.skipped(path, "Permission denied")

    def test_empty_file(self):
        self.skipped(self.write("mm.txt", b""), "empty")

    def test_white_space_alone(self):
        self.skipped(self.write("mm.txt", b" \n\n\t \n"))

    def test_binary(self):
        self.skipped(self.write("mm.txt", bytes(range(256)) * 64))

    def test_executable(self):
        with open("/proc/self/exe", "rb") as file:
            self.skipped(self.write("mm.txt", file.read(100 * KIB)))

    def test_truncated_utf8(self):
        told = self.read_among_good(self.write("mm.txt", (REPORT + "The mayor of Tal Am\u00e9").encode("utf-8")[:-1]), n_good=3)
        self.assertIn("Tal Am\ufffd", told.out)

    def test_utf16(self):
        for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
            mark = b"" if encoding == "utf-16" else {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}[encoding]
            told = self.read_among_good(self.write("mm.txt", mark + REPORT.encode(encoding)), n_good=3)
            self.assertIn("Three people were killed", json.loads(told.out.splitlines()[1])["text"])

    def test_a_line_of_200_mb(self):
        path = self.path("mm.jsonl")
        with open(path, "wb") as file:
            file.write(b'{"id": "long", "text": "')
            for _ in range(200):
                file.write(b"a" * MIB)
            file.write(b'"}\n')
            file.write(json.dumps({"id": "short", "text": REPORT}).encode("utf-8") + b"\n")
        told = self.read_among_good(path, n_good=3)           # the record behind it is read too
        self.assertIn("mm.jsonl:1", self.one_line(told, "skipped " + path))

    def test_json_without_text(self):
        path = self.write("mm.jsonl", '{"id": "one", "title": "No words"}\n' + json.dumps({"id": "two", "text": REPORT}) + "\n")
        told = self.read_among_good(path, n_good=3)
        line = self.one_line(told, "skipped " + path)
        self.assertIn("mm.jsonl:1", line)
        self.assertIn("text", line)

    def test_json_of_another_kind(self):
        for wrong in ('{"id": "x", "text": 5}', '{"id": "x", "text": "half', '{"text": "a" "b"}', "[1, 2]", "null"):
            path = self.write("mm.jsonl", json.dumps({"id": "one", "text": REPORT}) + "\n" + wrong + "\n")
            told = self.read_among_good(path, n_good=3)
            self.assertIn("mm.jsonl:2", self.one_line(told, "skipped " + path))

    def test_nested_garbage(self):
        nested = '{"text": "x", "more": ' + "[" * 100000 + "]" * 100000 + "}\n"
        path = self.write("mm.jsonl", nested + json.dumps({"id": "two", "text": REPORT}) + "\n")
        told = self.read_among_good(path, n_good=3)
        self.assertIn("mm.jsonl:1", self.one_line(told, "skipped " + path))

    def test_nested_html(self):
        told = self.read_among_good(self.write("mm.html", "<html><body>" + "<div>" * 20000 + "<p>Three people were killed in Tal Amal.</p>"), n_good=3)
        self.assertIn("3 reports read", told.lines[-1])

    def test_nothing_could_be_read(self):
        told = self.call("read", "--format", "jsonl", self.path("a"), self.path("b"))
        self.assertEqual((told.status, told.out), (1, ""), told)
        self.assertIn("0 reports read, 2 skipped", told.lines[-1])

    def test_no_ledger_is_left_by_a_mistyped_name(self):
        told = self.call("read", self.path("nothing.txt"))
        self.assertEqual(told.status, 1, told)
        self.assertFalse(os.path.exists(self.path("casus.db")))

    def test_empty_standard_input_is_no_fault_of_a_mapper(self):
        told = self.done("read", "--format", "jsonl", "-")
        self.assertEqual(told.out, "")

    def test_an_escape_sequence_in_a_name_is_not_sent_on(self):
        told = self.call("read", "--format", "jsonl", "no\x1b[2Jthing.txt")
        self.assertNotIn("\x1b", told.err)


class BadLedgers(ProgramTest):
    def fails(self, *words, about=None, **more):
        told = self.call(*words, **more)
        self.assertEqual(told.status, 1, told)
        return self.one_line(told, about or "ledger.db")

    def read(self, **more):
        return self.fails("read", "--ledger", self.ledger, self.write("a.txt", REPORT), **more)

    def test_no_ledger(self):
        for command in (["incidents"], ["show", "1"], ["export"], ["rebuild"], ["check"]):
            line = self.fails(*command, about="casus.db")
            self.assertIn("make one with: casus read INPUT", line)
        self.assertIn("casus read --ledger ledger.db INPUT", self.fails("incidents", "--ledger", "ledger.db", about="no ledger here"))
        self.assertEqual(os.listdir(self.folder), [])

    def test_ledger_of_another_program(self):
        with sqlite3.connect(self.ledger) as other:
            other.execute("CREATE TABLE accounts (name TEXT)")
        other.close()
        with open(self.ledger, "rb") as file:
            before = file.read()
        self.read()
        for command in (["incidents"], ["show", "1"], ["export"], ["rebuild"], ["check"]):
            self.fails(*command, "--ledger", self.ledger)
        with open(self.ledger, "rb") as file:
            self.assertEqual(file.read(), before)

    def test_text_file(self):
        self.write("ledger.db", REPORT * 20)
        self.read()
        self.fails("incidents", "--ledger", self.ledger)

    def test_folder(self):
        os.mkdir(self.ledger)
        self.read()
        self.fails("check", self.ledger)

    def test_folder_that_is_not_there(self):
        self.ledger = self.path("none/ledger.db")
        self.read()

    def test_locked_by_another_process(self):
        self.done("read", "--ledger", self.ledger, self.write("b.txt", REPORT.replace("Three", "Five")))
        other = sqlite3.connect(self.ledger, isolation_level=None)
        self.addCleanup(other.close)
        other.execute("BEGIN EXCLUSIVE")
        self.read()
        other.execute("ROLLBACK")
        self.done("read", "--ledger", self.ledger, self.path("a.txt"))

    def read_until_full(self, **more):
        """The reports acknowledged before there was no room left are in the ledger, whole."""
        lines = [json.dumps({"id": f"r{i}", "text": REPORT + f"A note of day {i}. " * 200}) for i in range(200)]
        told = self.call("read", "--ledger", self.ledger, self.write("many.jsonl", "\n".join(lines) + "\n"), **more)
        self.assertEqual(told.status, 1, told)
        self.one_line(told, "casus: ")
        n_read = int(told.lines[-1 if "read" in told.lines[-1] else -2].split(" ")[0])
        self.assertGreater(n_read, 0)
        return n_read

    def check_reports(self, ledger, n_read):
        self.assertIn("sound", self.done("check", ledger).err)
        with contextlib.closing(sqlite3.connect(ledger)) as rows:
            self.assertEqual(rows.execute("SELECT count(*) FROM report").fetchone()[0], n_read)

    def test_full_quota(self):
        limit = 600 * KIB
        n_read = self.read_until_full(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        self.check_reports(self.ledger, n_read)

    def test_full_disk(self):
        disk = self.path("disk")
        os.mkdir(disk)
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=900k", "casus-test", disk], stderr=subprocess.DEVNULL, check=False).returncode:
            self.skipTest("this user may not mount a small disk")
        self.addCleanup(subprocess.run, ["umount", "-l", disk], check=True)
        self.ledger = os.path.join(disk, "ledger.db")
        n_read = self.read_until_full()
        kept = shutil.copytree(disk, self.path("kept"))         # with its journal: what had no room to be put in its place stands there
        self.check_reports(os.path.join(kept, "ledger.db"), n_read)

    def test_unsound(self):
        self.done("read", "--ledger", self.ledger, self.write("a.txt", REPORT))
        size = os.path.getsize(self.ledger)
        with open(self.ledger, "r+b") as file:
            file.truncate(size // 2)
        told = self.call("check", self.ledger)
        self.assertEqual(told.status, 1, told)


class FullOutput(ProgramTest):
    def full(self, *words):
        with open("/dev/full", "wb") as full:
            told = self.call(*words, stdout=full)
        self.assertEqual((told.status, len(told.lines)), (1, 1), told)
        self.assertIn("No space left", told.err)

    def test_standard_output(self):
        path = self.write("a.txt", REPORT)
        self.full("help")
        self.full("read", "--format", "jsonl", path)
        self.full("join", path)
        self.done("read", path)
        for command in (["incidents"], ["show", "1"], ["export"]):
            self.full(*command)

    def test_export_leaves_no_half_file(self):
        self.done("read", self.write("a.txt", REPORT))
        self.write("out.csv", "before")
        told = self.call("export", "--format", "csv", "--to", self.path("out.csv"),
                         preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10)))
        self.assertEqual(told.status, 1, told)
        with open(self.path("out.csv"), encoding="utf-8") as file:
            self.assertEqual(file.read(), "before")
        self.assertFalse(os.path.exists(self.path("out.csv.part")))
        self.assertIn("No space left", self.call("export", "--to", "/dev/full").err)


if __name__ == "__main__":
    main()
