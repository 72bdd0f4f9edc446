#!/usr/bin/env python3
"""A ledger beside other data sets: what matches and why, what only one has, what differs, what was not compared, rows that are none."""
import csv
import io
import json
from program import ProgramTest, main

REPORTS = [
    {"id": "m1", "publisher": "Marsh Wire", "published": "2031-03-05", "text":
     "Mosul, Iraq (Marsh Wire) - Seven civilians were killed when an air strike hit a market in Mosul on Tuesday, a doctor said. "
     "Residents blamed the Iraqi army."},
    {"id": "k1", "publisher": "Marsh Wire", "published": "2031-06-20", "text":
     "Kirkuk, Iraq (Marsh Wire) - Four people were killed by a roadside bomb in Kirkuk in Iraq on Thursday, police said."},
    {"id": "t1", "publisher": "Marsh Wire", "published": "2031-06-21", "text":
     "Tripoli, Libya (Marsh Wire) - Two people were killed by shelling in Tripoli in Libya on Friday, medics said."},
    {"id": "b1", "publisher": "Marsh Wire", "published": "2031-05-10", "text":
     "Basra, Iraq (Marsh Wire) - Gunmen shot dead five people in Basra in Iraq on 9 May 2031, police said."},
]
GED = ("id,where_prec,where_coordinates,adm_1,latitude,longitude,country_id,side_a,side_b,date_start,date_end,best,high,low\n"
       '501,1,Mosul,"Ninawa, upper",36.33,43.12,645,Government of Iraq,Civilians,2031-03-04 00:00:00.000,2031-03-04 00:00:00.000,9,9,9\n'
       "502,1,Kirkuk,Kirkuk,35.47,44.39,645,XXX,Civilians,2031-06-19 00:00:00.000,2031-06-19 00:00:00.000,4,4,4\n"
       "503,1,Ramadi,Anbar,33.42,43.3,645,XXX,Civilians,2031-04-01 00:00:00.000,2031-04-02 00:00:00.000,30,30,30\n"
       "504,1,Sana'a,Amanat,15.35,44.2,678,XXX,Civilians,2031-04-01 00:00:00.000,2031-04-02 00:00:00.000,3,3,3\n")
ACLED = ("event_id_cnty;event_date;time_precision;sub_event_type;actor1;iso;country;admin1;location;latitude;longitude;geo_precision;fatalities\n"
         'IRQ1;04 March 2031;1;Air/drone strike;Military Forces of Iraq (2022-);368;Iraq;Ninawa;"Mosul\nWest";36.33;43.12;1;7\n'
         "IRQ2;no day;1;Attack;XXX;368;Iraq;Kirkuk;Kirkuk;35.47;44.39;1;4\n"
         "IRQ3;19 June 2031;1;Suicide bomb;XXX;368;Iraq;Kirkuk;Kirkuk;35.47;44.39;1;0\n")
AIRWARS = json.dumps([{"code": "A1", "date": "2031-03-04", "date_end": None, "country": ["Iraq"], "location_name": "Mosul", "latitude": 36.33, "longitude": "43.12",
                       "geolocation_accuracy": "town", "strike_type": ["Airstrike"], "killed_min": 7, "killed_max": 7,
                       "belligerents": [{"belligerent": "Iraqi army"}]}, 7])


class Compare(ProgramTest):
    def setUp(self):
        super().setUp()
        self.done("read", self.write("r.jsonl", "".join(json.dumps(report) + "\n" for report in REPORTS)))

    def compared(self, text, *words):
        told = self.done("compare", "--with", self.write("theirs", text), *words)
        return list(csv.DictReader(io.StringIO(told.out, newline=""))), told

    def test_ged(self):
        rows, told = self.compared(GED)
        by = {(r["standing"], r["their_id"] or r["our_place"]): r for r in rows}
        self.assertEqual(sorted(by), [("matched", "501"), ("matched", "502"), ("only ours", "Basra"), ("only theirs", "503")])
        mosul = by["matched", "501"]
        self.assertEqual((mosul["our_killed"], mosul["their_killed"], mosul["differs"]), ("7", "9", "killed"))
        self.assertEqual((mosul["our_place"], mosul["their_place"], mosul["their_type"]), ("Mosul", "Mosul", ""))
        self.assertIn("time 70", mosul["why"])
        self.assertEqual(by["matched", "502"]["differs"], "")
        self.assertIn("2 matched, 1 only ours, 1 only theirs.", told.lines)
        self.assertIn("Of the matched differ: the date of 0, the place of 0, the killed of 1, the parties of 0, the type of 0.", told.lines)
        self.assertIn("Not compared, for the other tells nothing of those days or countries: 1 of ours, 1 of theirs.", told.lines)

    def test_acled_with_semicolons_and_a_bad_row(self):
        rows, told = self.compared(ACLED)
        by = {r["their_id"]: r for r in rows if r["standing"] == "matched"}
        self.assertEqual(sorted(by), ["IRQ1", "IRQ3"])
        self.assertEqual(by["IRQ1"]["differs"], "place")
        self.assertEqual((by["IRQ3"]["their_killed"], by["IRQ3"]["their_type"]), ("", "Suicide bomb"))
        self.assertEqual(by["IRQ3"]["differs"], "killed; type")
        self.assertTrue(any("theirs: line 4: no date that can be read" in line for line in told.lines), told.lines)

    def test_airwars_as_lines_of_json(self):
        told = self.done("compare", "--with", self.write("theirs", AIRWARS), "--format", "jsonl")
        rows = [json.loads(line) for line in told.out.splitlines()]
        match = [r for r in rows if r["standing"] == "matched"][0]
        self.assertEqual((match["theirs"]["id"], match["differs"]), ("A1", []))
        self.assertGreaterEqual(match["points"], match["threshold"])
        self.assertEqual(sum(part["points"] for part in match["why"]), match["points"])
        self.assertTrue(any("theirs: incident 2: no JSON object" in line for line in told.lines), told.lines)

    def test_its_own_exports_are_matched_whole(self):
        for form in ("ged", "acled", "airwars"):
            with self.subTest(form):
                out = self.path("own." + form)
                self.done("export", "--format", form, "--to", out)
                rows = list(csv.DictReader(io.StringIO(self.done("compare", "--with", out).out, newline="")))
                matched = [r for r in rows if r["standing"] == "matched"]
                self.assertGreater(len(matched), 0)
                self.assertEqual([r["differs"] for r in matched], [""] * len(matched))
                self.assertEqual([r for r in rows if r["standing"] == "only theirs"], [])

    def test_filters_choose_what_is_compared(self):
        rows, _ = self.compared(GED, "--since", "2031-06-01")
        self.assertEqual([r["their_id"] for r in rows if r["standing"] == "matched"], ["502"])

    def test_what_is_no_data_set(self):
        for text, words in (("", "empty; UCDP GED or ACLED as CSV"), ("a,b\n1,2\n", "line 1: neither the columns of UCDP GED"), ('[{"code": 7}', "byte 12")):
            told = self.call("compare", "--with", self.write("theirs", text))
            self.assertEqual(told.status, 1)
            self.assertIn(words, told.err)
            self.assertEqual(told.out, "")
        self.assertEqual(self.call("compare").status, 2)
        self.assertIn("No such file", self.call("compare", "--with", self.path("nowhere")).err)


main()
