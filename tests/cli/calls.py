#!/usr/bin/env python3
"""How casus is called: commands, options, help, and what it says to a wrong call."""
import re
from program import ProgramTest, REPORT, main

COMMANDS = ["read", "incidents", "show", "join", "export", "rebuild", "check", "gazetteer", "watch", "help", "version"]
A_VALUE = {"--policy": "best", "--audience": "partner", "--format": "jsonl", "--since": "2031-03", "--until": "2031-03-09", "--type": "armed clash", "--killed": "3", "--limit": "2", "--pack": "1", "--box": "-1,2.5,3,4",
           "--layers": "claims,incidents", "--every": "15m", "--recheck": "1h", "--delay": "2s", "--timeout": "1m"}


class Help(ProgramTest):
    def test_names_every_command(self):
        text = self.done("help").out
        for command in COMMANDS:
            self.assertRegex(text, rf"(?m)^  {command}  +\w")

    def test_is_the_same_by_every_way(self):
        self.assertEqual(self.done("help").out, self.done("--help").out)
        self.assertEqual(self.done("help").out, self.done("-h").out)
        for command in COMMANDS:
            if command != "help":
                self.assertEqual(self.done("help", command).out, self.done(command, "--help").out)
                self.assertEqual(self.done("help", command).out, self.done(command, "-h").out)

    def test_lists_options_that_are_taken(self):
        for command in COMMANDS:
            options = re.findall(r"(?m)^  (--\w+)( [A-Z][\w,.]*)?  ", self.done("help", command).out)
            self.assertIn(("--help", ""), options)
            for name, value in options:
                words = [name, A_VALUE.get(name, "x")] if value else [name]
                told = self.call(command, *words, "--help")
                self.assertEqual(told.status, 0, (command, name, told))

    def test_lists_the_formats_of_the_command(self):
        self.assertIn("jsonl csv geojson jsonld ged acled airwars plover", self.done("help", "export").out)
        self.assertNotIn("geojson", self.done("help", "read").out)

    def test_fits_a_narrow_screen(self):
        for line in self.done("help", "incidents", env={"COLUMNS": "60"}).out.splitlines():
            if line.startswith("  "):
                self.assertLessEqual(len(line), 60)


class WrongCalls(ProgramTest):
    def wrong(self, *words):
        told = self.call(*words)
        self.assertEqual((told.status, told.out, len(told.lines)), (2, "", 1), told)
        self.assertTrue(told.err.startswith("casus: "), told)
        return told.err

    def test_no_command(self):
        self.assertIn("casus help", self.wrong())

    def test_unknown_command(self):
        self.assertIn("did you mean 'read'?", self.wrong("raed", "x"))
        self.assertIn("did you mean 'incidents'?", self.wrong("incident"))
        self.assertIn("see: casus help", self.wrong("frobnicate"))
        self.assertIn("casus help", self.wrong("help", "frobnicate"))

    def test_unknown_option(self):
        self.assertIn("did you mean --ledger?", self.wrong("read", "--leger", "x", "y"))
        self.assertIn("did you mean --since?", self.wrong("incidents", "--sincee=2031"))
        self.assertIn("see: casus help read", self.wrong("read", "--frobnicate"))
        self.assertIn("no option --since", self.wrong("read", "--since", "2031", "x"))
        self.assertIn("no option -x", self.wrong("read", "-x"))

    def test_value_missing_or_too_many(self):
        self.assertIn("--ledger wants FILE", self.wrong("incidents", "--ledger"))
        self.assertIn("--changed takes no value", self.wrong("incidents", "--changed=yes"))

    def test_values_of_a_wrong_form(self):
        for option, value in [("--killed", "many"), ("--killed", "-3"), ("--killed", ""), ("--limit", "99999999999999999999999"),
                              ("--since", "yesterday"), ("--since", "2031-02-30"), ("--box", "1,2,3"), ("--box", "5,0,1,1"), ("--text", "")]:
            self.assertIn(option, self.wrong("incidents", option, value))
        self.assertIn("did you mean 'airstrike'?", self.wrong("incidents", "--type", "airstrik"))
        self.assertIn("csv", self.wrong("export", "--format", "cvs"))
        self.assertIn("claim", self.wrong("read", "--format", "jsonl", "--layers", "claimz", "x"))

    def test_inputs_missing_or_too_many(self):
        self.assertIn("casus help read", self.wrong("read"))
        self.assertIn("casus help show", self.wrong("show"))
        self.assertIn("'13'", self.wrong("show", "12", "13"))
        self.assertIn("no incident's number", self.wrong("show", "twelve"))

    def test_options_that_exclude_one_another(self):
        self.assertIn("--format jsonl", self.wrong("read", "--layers", "claims", "x"))
        self.assertIn("--ledger", self.wrong("read", "--format", "jsonl", "--ledger", "l.db", "x"))
        self.assertIn("once", self.wrong("check", "a.db", "--ledger", "b.db"))

    def test_escape_sequences_in_words_do_not_come_back(self):
        self.assertNotIn("\x1b", self.wrong("read", "--\x1b[31m"))


class RightCalls(ProgramTest):
    def test_version_names_program_and_tables(self):
        self.assertRegex(self.done("version").out, r"^casus \d+\.\d+\.\d+, tables [0-9a-f]{12}\n$")
        self.assertEqual(self.done("version").out, self.done("--version").out)

    def test_options_stand_anywhere(self):
        path = self.write("a.txt", REPORT)
        first = self.done("read", "--format", "jsonl", path).out
        self.assertEqual(first, self.done("read", path, "--format=jsonl").out)

    def test_two_dashes_end_the_options(self):
        self.write("--format", REPORT)
        self.assertIn('"casus"', self.done("read", "--format", "jsonl", "--", "--format").out)

    def test_without_tables_says_where_they_are_missed(self):
        told = self.call("read", "x.txt", env={"CASUS_PACK": self.path("none.pack")})
        self.assertEqual((told.status, len(told.lines)), (1, 1), told)
        self.assertIn("none.pack", told.err)


if __name__ == "__main__":
    main()
