"""What the tests of the program share: calling it, looking at what it says, folders to work in."""
import os
import re
import subprocess
import sys
import tempfile
import unittest

CASUS = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else None
SAMPLES = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", "samples"))

REPORT = """Shells kill three in Tal Amal

4 March 2031

TAL AMAL (Marsh Wire) - Three people were killed when shells hit a bakery in Tal Amal on Tuesday, the Civil Defence said.
The Reed Front denied firing on the town.
"""


class Told:
    """What one call gave back."""

    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out.decode("utf-8"), err.decode("utf-8")
        self.lines = self.err.splitlines()

    def __repr__(self):
        return f"status {self.status}\n-- out\n{self.out[:2000]}\n-- err\n{self.err[:2000]}"


class ProgramTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="casus-cli-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.ledger = self.path("ledger.db")
        self.under = []                             # what runs the program, and how

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, content):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    def call(self, *words, given=b"", env=None, **more):
        done = subprocess.run([*self.under, CASUS, *words], input=given, stdout=more.pop("stdout", subprocess.PIPE), stderr=subprocess.PIPE,
                              cwd=self.folder, env={**os.environ, **(env or {})}, timeout=120, check=False, **more)
        told = Told(done.returncode, done.stdout or b"", done.stderr)
        self.assertNotIn("Sanitizer", told.err)
        self.assertNotIn("runtime error", told.err)
        return told

    def done(self, *words, **more):
        told = self.call(*words, **more)
        self.assertEqual(told.status, 0, told)
        return told

    def one_line(self, told, about):
        """Exactly one line on standard error speaks of `about`, the counts at the end left aside."""
        lines = [line for line in told.lines if about in line and not re.search(r"^next:|\breports? read\b", line)]
        self.assertEqual(len(lines), 1, told)
        return lines[0]


def main():
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
