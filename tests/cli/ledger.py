#!/usr/bin/env python3
"""From the sample reports to a sheet: read, incidents, show, export, rebuild, check, join."""
import csv
import io
import json
import os
import re
from program import ProgramTest, REPORT, SAMPLES, main

SUMMARY = re.compile(r"^(\d+) reports? read, (\d+) of them new(?:, (\d+) skipped.*)?\.  (\d+) new claims?, (\d+) new incidents?, (\d+) incidents? changed\.$", re.M)
N_SAMPLES = 12


class Samples(ProgramTest):
    def setUp(self):
        super().setUp()
        told = self.done("read", SAMPLES)
        self.first = [int(n or 0) for n in SUMMARY.search(told.err).groups()]
        self.next = told.lines[-1]

    def incidents(self, *filters):
        lines = self.done("export", "--format", "jsonl", *filters).out.splitlines()
        return [json.loads(line) for line in lines]

    def ids(self, *filters):
        return [line.split()[0] for line in self.done("incidents", *filters).out.splitlines()[1:]]

    def show(self, *filters, **more):
        return self.done("show", self.ids(*filters)[0], **more).out

    def test_counts(self):
        n_read, n_new, n_skipped, n_claims, n_incidents, _ = self.first
        self.assertEqual((n_read, n_new, n_skipped), (N_SAMPLES, N_SAMPLES, 0))
        self.assertGreater(n_claims, 20)
        self.assertGreaterEqual(n_incidents, 3)
        self.assertEqual(self.next, "next: casus incidents --changed")

    def test_again_adds_nothing(self):
        told = self.done("read", SAMPLES)
        self.assertEqual([int(n or 0) for n in SUMMARY.search(told.err).groups()], [N_SAMPLES, 0, 0, 0, 0, 0])
        self.assertNotIn("next:", told.err)

    def test_list_and_filters(self):
        everything = self.ids()
        self.assertGreaterEqual(len(everything), 3)
        self.assertEqual(len(everything), len(set(everything)))
        tal_amal = self.ids("--place", "tal amal")
        self.assertTrue(tal_amal)
        self.assertLess(len(tal_amal), len(everything))
        self.assertEqual(self.ids("--since", "2040"), [])
        self.assertEqual(self.ids("--until", "2020-01-01"), [])
        self.assertLessEqual(set(self.ids("--since", "2031-03-09")), set(everything))
        self.assertEqual(self.ids("--limit", "1"), everything[:1])
        self.assertLess(len(self.ids("--killed", "7")), len(everything))
        self.assertTrue(self.ids("--type", "airstrike"))

    def test_changed_is_of_the_last_reading(self):
        told = self.done("read", self.write("late.txt", REPORT.replace("Tal Amal", "Barrow Hill")))
        self.assertIn("1 of them new", told.err)
        changed = self.ids("--changed")
        self.assertTrue(changed)
        self.assertLess(len(changed), len(self.ids()))

    def test_nothing_fits(self):
        told = self.done("incidents", "--place", "Nowhere At All")
        self.assertEqual(told.out, "")
        self.assertEqual(len(told.lines), 1)

    def test_columns_are_aligned(self):
        lines = self.done("incidents").out.splitlines()
        at = lines[0].index("state")
        for line in lines[1:]:
            self.assertRegex(line[at - 2:], r"^  (review|accepted)$")

    def test_sheet(self):
        sheet = self.show("--place", "Tal Amal", "--type", "airstrike")
        self.assertRegex(sheet, r"\AAIRSTRIKE · .*Tal Amal.* · .*4 Mar 2031 · incident \d+")
        for section in ("KILLED", "WHO DID IT", "SOURCES", "RULINGS"):
            self.assertRegex(sheet, rf"(?m)^{section}\b")
        self.assertRegex(sheet, r"(?m)^  \d+ Mar.* 7 .*Civil Defence")
        self.assertRegex(sheet, r"(?m)^  \d+ Mar.* 12 .*Civil Defence")
        self.assertRegex(sheet, r"denied by .*[Mm]inistry")
        self.assertIn("Delta Post", sheet)
        self.assertRegex(sheet, r"\[r\d+\]")

    def test_comments_are_no_evidence(self):
        """Fifty and thirty dead are what commenters say: they widen no range, and are marked where they are told."""
        for line in self.show("--place", "Tal Amal", "--type", "airstrike").splitlines():
            if line.startswith("KILLED"):
                self.assertNotRegex(line, r"\b(30|50)\b")
            if re.search(r"\b(fifty|thirty dead)\b", line):
                self.assertIn("commenter", line)

    def test_sheet_on_narrow_screens(self):
        for width in (40, 60, 80, 120):
            for line in self.show("--place", "Tal Amal", env={"COLUMNS": str(width)}).splitlines():
                if width >= 80:
                    self.assertLessEqual(len(line), width, line)
        self.assertNotIn("through", self.show("--place", "Tal Amal", env={"COLUMNS": "70"}))

    def test_no_such_incident(self):
        told = self.call("show", "4000000")
        self.assertEqual((told.status, told.out, len(told.lines)), (1, "", 1), told)

    def test_rebuild_and_check(self):
        before = self.done("export").out
        self.assertIn("derived again", self.done("rebuild").err)
        self.assertEqual(self.done("export").out, before)
        self.assertIn("sound", self.done("check").err)
        self.assertIn("sound", self.done("check", "casus.db").err)

    def test_export_forms(self):
        incidents = self.incidents()
        rows = list(csv.DictReader(io.StringIO(self.done("export", "--format", "csv").out)))
        features = json.loads(self.done("export", "--format", "geojson").out)
        self.assertEqual(features["type"], "FeatureCollection")
        self.assertEqual(len(incidents), len(self.ids()))
        self.assertEqual(len(rows), len(incidents))
        self.assertLess(len(self.incidents("--place", "Tal Amal")), len(incidents))

    def test_export_to_a_file(self):
        told = self.done("export", "--format", "csv", "--to", "out.csv")
        self.assertEqual(told.out, "")
        with open(self.path("out.csv"), encoding="utf-8", newline="") as file:
            self.assertEqual(file.read(), self.done("export", "--format", "csv").out)
        self.assertFalse(os.path.exists(self.path("out.csv.part")))
        self.assertEqual(self.call("export", "--to", self.path("none/out.csv")).status, 1)


class Mapper(ProgramTest):
    def test_layers(self):
        path = self.write("a.txt", REPORT)
        whole = json.loads(self.done("read", "--format", "jsonl", path).out)
        part = json.loads(self.done("read", "--format", "jsonl", "--layers", "claims", path).out)
        self.assertLessEqual({"casus", "report", "text", "claims"}, set(part))
        self.assertFalse({"parts", "sentences", "tokens", "mentions", "events", "incidents"} & set(part))
        self.assertEqual(part["claims"], whole["claims"])
        self.assertEqual(part["text"], REPORT)

    def test_touches_no_ledger(self):
        self.done("read", "--format", "jsonl", self.write("a.txt", REPORT))
        self.assertEqual(os.listdir(self.folder), ["a.txt"])

    def test_same_bytes_from_file_and_pipe(self):
        line = json.dumps({"id": "one", "text": REPORT, "published": "2031-03-05"}) + "\n"
        path = self.write("a.jsonl", line * 3)
        self.assertEqual(self.done("read", "--format", "jsonl", path).out,
                         self.done("read", "--format", "jsonl", "-", given=(line * 3).encode()).out)

    def test_join(self):
        read = self.done("read", "--format", "jsonl", SAMPLES).out
        joined = self.done("join", "--format", "jsonl", "-", given=read.encode()).out
        lines = [json.loads(line) for line in joined.splitlines()]
        self.assertTrue(any(len(line["reports"]) > 1 for line in lines), joined)
        self.assertEqual(joined, self.done("join", given=read.encode()).out)
        fresh = [json.loads(line) for line in self.done("join", SAMPLES).out.splitlines()]
        key = lambda line: sorted(line["reports"])
        self.assertEqual(sorted(lines, key=key), sorted(fresh, key=key))
        mains = [report for line in lines for report in line["main"]]
        self.assertEqual(len(mains), len(set(mains)))


class Edited(ProgramTest):
    """The same page captured again with other words: what changed and what vanished, with the day."""
    OLD = ("Seven people were killed when an air strike hit a market in Tal Amal on Tuesday, the Civil Defence said. "
           "The governor said three people were injured. Osmar accused the Reed Front of the attack.")

    def capture(self, day, text):
        page = {"id": "https://marsh.example/1", "url": "https://marsh.example/1", "publisher": "Marsh Wire", "published": f"2031-03-0{day}", "text": text}
        self.done("read", self.write(f"{day}.jsonl", json.dumps(page) + "\n"))
        told = self.done("incidents").out.splitlines()[1:]
        self.assertEqual(len(told), 1, told)
        out = self.done("show", told[0].split()[0]).out
        start, end = out.find("EDITED"), out.find("SOURCES")
        return " ".join(out[start:end].split()) if start >= 0 else ""

    def test_a_silent_edit(self):
        self.assertEqual(self.capture(5, self.OLD), "")
        self.assertEqual(self.capture(6, "MARSH - " + self.OLD + " Talks go on."), "")       # the same claims elsewhere in the text
        edited = self.capture(7, self.OLD.replace("Seven", "Nine").replace("The governor said three people were injured. ", ""))
        self.assertRegex(edited, r'^EDITED 7 Mar 2031: "Seven people were killed" \[r2\], now "Nine people were killed" \[r3\] \((the )?Civil Defence, new report\) ')
        self.assertRegex(edited, r'7 Mar 2031: "three people were injured" \[r2\] is no longer said in r3 \((the )?governor\)')
        self.assertNotIn("Reed Front", edited)
        again = self.capture(8, self.OLD.replace("Seven", "Six").replace("The governor said three people were injured. ", ""))
        self.assertTrue(again.startswith(edited), again)
        self.assertIn('8 Mar 2031: "Nine people were killed" [r3], now "Six people were killed" [r4]', again)
        self.assertIn("correction)", again)


if __name__ == "__main__":
    main()
