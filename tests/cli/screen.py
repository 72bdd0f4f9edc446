#!/usr/bin/env python3
"""What happens at a terminal and at the end of a pipe: progress, colours, control characters, interrupts, readers who leave."""
import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from program import CASUS, ProgramTest, REPORT, main

EVIL = REPORT + "The mayor\x1b]0;owned\x07 said\x1b[2J two \u009b31mmore died in Tal Amal.\n"


class Terminal(ProgramTest):
    def at_terminal(self, *words, columns=100, env=None):
        """-> all that the program sends to a terminal of so many columns"""
        main_end, program_end = pty.openpty()
        fcntl.ioctl(program_end, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        environment = {**os.environ, "TERM": "xterm", **(env or {})}
        environment.pop("COLUMNS", None)
        program = subprocess.Popen([CASUS, *words], stdin=program_end, stdout=program_end, stderr=program_end, cwd=self.folder, env=environment)
        os.close(program_end)
        sent = b""
        while True:
            try:
                more = os.read(main_end, 65536)
            except OSError:                                     # Linux: the other end is closed
                break
            if not more:
                break
            sent += more
        os.close(main_end)
        self.assertEqual(program.wait(timeout=60), 0, sent)
        return sent.decode("utf-8", "replace").replace("\r\n", "\n")

    def without_style(self, sent):
        return re.sub(r"\x1b\[[0-9;]*m", "", sent)

    def test_published_controls_never_reach_it(self):
        path = self.write("a.jsonl", json.dumps({"id": "a\x1b[2J", "text": EVIL, "title": "\x1b[31mred", "publisher": "W\u009bire"}, ensure_ascii=False) + "\n")
        sent = self.at_terminal("read", "--format", "jsonl", path)
        self.assertNotRegex(sent, "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
        self.at_terminal("read", path)
        for command in (["incidents"], ["show", "1"], ["export"], ["export", "--format", "csv"]):
            self.assertNotRegex(self.without_style(self.at_terminal(*command)), "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

    def test_colour_only_where_it_is_wanted(self):
        self.done("read", self.write("a.txt", REPORT))
        self.assertIn("\x1b[1m", self.at_terminal("show", "1"))
        self.assertNotIn("\x1b", self.at_terminal("show", "1", env={"NO_COLOR": "1"}))
        self.assertNotIn("\x1b", self.at_terminal("show", "1", env={"TERM": "dumb"}))
        self.assertNotIn("\x1b", self.done("show", "1").out)

    def test_lines_fit(self):
        self.done("read", self.write("a.txt", REPORT))
        for columns in (80, 100, 140):
            for command in (["show", "1"], ["incidents"]):
                for line in self.without_style(self.at_terminal(*command, columns=columns)).splitlines():
                    self.assertLessEqual(len(line), columns, line)

    def test_progress_bar(self):
        """Enough reports for at least one redraw; nothing of the bar is left at the end."""
        lines = "".join(json.dumps({"id": f"r{i}", "text": REPORT + f"Note {i}. " * 50}) + "\n" for i in range(3000))
        path = self.write("many.jsonl", lines)
        main_end, program_end = pty.openpty()
        fcntl.ioctl(program_end, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
        program = subprocess.Popen([CASUS, "read", "--format", "jsonl", path], stdout=subprocess.DEVNULL, stderr=program_end, cwd=self.folder)
        os.close(program_end)
        sent = b""
        try:
            while more := os.read(main_end, 65536):
                sent += more
        except OSError:
            pass
        os.close(main_end)
        self.assertEqual(program.wait(timeout=60), 0)
        sent = sent.decode("utf-8")
        self.assertRegex(sent, r"\rreading  [█░]{24}  \d+ reports")
        self.assertRegex(sent, r"\r\x1b\[K3,000 reports read\.\r\n$")


class Streams(ProgramTest):
    def start(self, *words, **more):
        return subprocess.Popen([CASUS, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=self.folder, **more)

    def test_one_line_out_for_one_line_in(self):
        """A mapper answers each report before it asks for the next."""
        program = self.start("read", "--format", "jsonl", "-", stdin=subprocess.PIPE)
        for i in range(3):
            program.stdin.write(json.dumps({"id": f"r{i}", "text": REPORT}).encode() + b"\n")
            program.stdin.flush()
            self.assertTrue(select.select([program.stdout], [], [], 20)[0], "no answer")
            self.assertEqual(json.loads(program.stdout.readline())["report"]["id"], f"r{i}")
        program.communicate(timeout=20)
        self.assertEqual(program.returncode, 0)

    def test_a_reader_who_leaves(self):
        path = self.write("many.jsonl", "".join(json.dumps({"id": f"r{i}", "text": REPORT * 5}) + "\n" for i in range(2000)))
        program = self.start("read", "--format", "jsonl", path)
        program.stdout.readline()
        program.stdout.close()
        told = program.stderr.read()
        program.stderr.close()
        self.assertEqual((program.wait(timeout=30), told), (141, b""))

    def test_interrupt_keeps_what_was_read(self):
        path = self.write("many.jsonl", "".join(json.dumps({"id": f"r{i}", "text": REPORT + f"Note {i}. " * 100}) + "\n" for i in range(20000)))
        program = self.start("read", path)
        while not os.path.exists(self.path("casus.db")) and program.poll() is None:
            time.sleep(0.01)
        time.sleep(0.5)
        program.send_signal(signal.SIGINT)
        _, told = program.communicate(timeout=60)
        told = told.decode("utf-8")
        self.assertEqual(program.returncode, 130, told)
        n = int(re.search(r"interrupted; what was read is kept: ([\d,]+) reports? read", told).group(1).replace(",", ""))
        self.assertLess(n, 20000)
        self.assertIn("sound", self.done("check").err)
        n_again = self.call("read", self.write("one.txt", REPORT))
        self.assertEqual(n_again.status, 0, n_again)

    def test_memory_does_not_grow(self):
        """Peak memory of 300 and of 3,000 reports is about the same."""
        peaks = []
        for n in (300, 3000):
            path = self.write(f"{n}.jsonl", "".join(json.dumps({"id": f"r{i}", "text": REPORT * 8}) + "\n" for i in range(n)))
            program = subprocess.Popen([CASUS, "read", "--format", "jsonl", path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            _, status, usage = os.wait4(program.pid, 0)
            program.returncode = os.waitstatus_to_exitcode(status)
            self.assertEqual(program.returncode, 0)
            peaks.append(usage.ru_maxrss)
        if "asan" not in CASUS:                                 # the sanitizer keeps freed memory
            self.assertLess(peaks[1], peaks[0] * 1.2 + 2048, peaks)

    def test_closed_standard_output(self):
        done = subprocess.run(f'"{CASUS}" help >&-', shell=True, cwd=self.folder, stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.stderr, b"")


if __name__ == "__main__":
    main()
