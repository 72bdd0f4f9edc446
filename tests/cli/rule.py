#!/usr/bin/env python3
"""`casus rule`: a person's decisions on the command line, what they change, and what survives another reading."""
import re
from program import ProgramTest, main

STRIKE = "An air strike on the village of Tal Amal killed %s people on 4 March 2031, the Civil Defence said. The Reed Front denied carrying out the strike."
OSMAR = "Gunmen shot dead three people in Osmar on 9 March 2031, police said."


class Rule(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("one.txt", STRIKE % "seven")
        self.write("two.txt", OSMAR)
        self.done("read", "--ledger", self.ledger, self.path("one.txt"), self.path("two.txt"))
        self.id = self.ids("--place", "tal amal")[0]
        self.other = self.ids("--place", "osmar")[0]

    def ids(self, *filters):
        return [line.split()[0] for line in self.done("incidents", "--ledger", self.ledger, *filters).out.splitlines()[1:]]

    def rule(self, *words, status=0):
        told = self.call("rule", "--ledger", self.ledger, "--by", "A. Reader", *words)
        self.assertEqual(told.status, status, told)
        return told.err

    def look(self, *words):
        return self.done("rule", "--ledger", self.ledger, *words).out

    def show(self, incident):
        return self.done("show", "--ledger", self.ledger, incident).out

    def claim(self, word):
        return re.search(r"^(c\d+) .*%s" % word, self.look("claims", self.id), re.M)[1]

    def test_a_day_of_work(self):
        self.assertIn("none yet", self.show(self.id))
        toll = self.claim("seven")
        self.rule("correct", toll, "figure", "9-12", "--because", "their own list")
        shown = self.show(self.id)
        self.assertRegex(shown, r"KILLED +9 ─ 12")
        self.assertIn("correct %s figure: 7 -> 9-12" % toll, shown)
        self.assertIn("(their own list)", shown)
        self.rule("grade", self.id, "Fair")
        self.assertIn("grade: Fair (decided)", self.show(self.id))
        self.rule("accept", self.id)
        self.assertRegex(self.done("incidents", "--ledger", self.ledger).out, r"accepted, ruled")
        self.rule("merge", self.other, self.id)
        self.assertEqual(len(self.ids()), 1)
        self.assertIn("incident " + self.ids()[0], self.show(self.other))
        merged = re.search(r"^ *(\d+) .* merge ", self.look("list"), re.M)[1]
        self.rule("undo", merged)
        self.assertEqual(len(self.ids()), 2)
        self.rule("reject", self.other)
        self.assertEqual(self.ids(), [self.id])
        self.done("rebuild", "--ledger", self.ledger)
        self.assertEqual(self.ids(), [self.id])
        self.assertRegex(self.show(self.id), r"KILLED +9 ─ 12")
        self.done("check", self.ledger)

    def test_another_reading_keeps_what_was_decided(self):
        self.rule("correct", self.claim("seven"), "figure", "12")
        self.rule("accept", self.id)
        told = self.done("read", "--ledger", self.ledger, "--again", self.path("one.txt"))
        self.assertIn("1 of them new", told.err)
        self.assertRegex(self.show(self.id), r"KILLED +12")
        self.assertEqual(self.look("list", "--unplaced"), "")
        self.write("one.txt", "Corrected. Nothing happened in the village, the editors say.")
        self.done("read", "--ledger", self.ledger, self.path("one.txt"))
        self.assertEqual(len(self.look("--unplaced").splitlines()), 2)
        self.done("check", self.ledger)

    def test_wrong_calls_are_told_in_a_line(self):
        calls = ((("acept", self.id), "accept"), (("accept", "x"), "'x'"), (("correct", self.id, "killed"), "correct 12 killed"),
                 (("undo", "many"), "ruling's number"), (("split", self.id, "5"), "r5"), ((), "what is ruled"), (("assign", self.id, self.other), "claim"))
        for words, told in calls:
            self.assertIn(told, self.rule(*words, status=2))
        for words, told in ((("accept", "999"), "999"), (("correct", self.id, "colour", "red"), "civilians_killed"), (("undo", "999"), "no ruling 999"),
                            (("merge", self.id, self.id), "already"), (("grade", self.id, "Good"), "Fair")):
            err = self.rule(*words, status=1)
            self.assertIn(told, err)
            self.assertEqual(err.count("\n"), 1, err)
        told = self.call("rule", "--ledger", self.ledger, "accept", self.id, env={"CASUS_PERSON": ""})
        self.assertNotEqual(told.status, 0)

    def test_nobody_overwrites_what_they_have_not_seen(self):
        self.rule("accept", self.id, "--version", "0")
        self.assertIn("A. Reader has ruled on this", self.rule("reject", self.id, "--version", "0", status=1))
        self.rule("reject", self.id, "--version", "1")

    def test_a_blind_coding_is_seen_by_its_coder_alone(self):
        self.rule("correct", self.id, "killed", "8", "--blind", "first")
        self.assertNotRegex(self.show(self.id), r"KILLED +8")
        self.assertEqual(len(self.look("--by", "A. Reader", "list", "--blind", "first").splitlines()), 1)
        self.assertEqual(self.look("--by", "B. Reader", "list", "--blind", "first"), "")
        self.done("rule", "--ledger", self.ledger, "--by", "B. Reader", "--blind", "first", "correct", self.id, "killed", "9")
        compared = self.done("agree", "--ledger", self.ledger, "first").out
        self.assertRegex(compared, r"incident +killed +1 +1 +0\.000")
        self.assertIn("%s killed: A. Reader says 8, B. Reader says 9" % self.id, compared)
        self.assertIn("no two people", self.done("agree", "--ledger", self.ledger, "second").err)


main()
