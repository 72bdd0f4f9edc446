#!/usr/bin/env python3
"""Exports in the field's own shapes: columns and codes, policies, rules that are named, what an audience does not get."""
import csv
import io
import json
from program import ProgramTest, main

GED = ("id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id dyad_new_id dyad_name "
       "side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office source_date source_headline "
       "source_original where_prec where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region "
       "event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob").split()
ACLED = ("event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 "
         "interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale notes "
         "fatalities tags timestamp").split()
REPORTS = [
    {"id": "m1", "publisher": "Marsh Wire", "published": "2031-03-04", "title": "Seven killed in Mosul, Tarek Odeh among them", "text":
     "Mosul, Iraq (Marsh Wire) - Seven civilians were killed when an air strike hit a market in Mosul on Tuesday, a doctor said. "
     "Residents blamed the Iraqi army. Among the dead was Tarek Odeh, a baker."},
    {"id": "d1", "publisher": "Delta Post", "published": "2031-03-05", "author": "Lena Orrin", "title": "Nine dead in Mosul", "text":
     "Mosul, Iraq (Delta Post) - Nine civilians were killed in Tuesday's air strike on a market in Mosul, Mayor Aron Pell said. "
     "Residents blamed the Iraqi army."},
    {"id": "r1", "publisher": "Radio Estuary", "published": "2031-03-05", "title": "Nine killed in Mosul strike", "text":
     "MOSUL, Iraq (Radio Estuary) - Nine civilians were killed when an air strike hit a market in Mosul on Tuesday, the Red Crescent said."},
    {"id": "k1", "publisher": "Marsh Wire", "published": "2031-06-20", "title": "Houses burnt in Kirkuk", "text":
     "Kirkuk, Iraq (Marsh Wire) - Gunmen burnt houses in Kirkuk in Iraq on Thursday, police said. Nobody was hurt."},
]


class Exports(ProgramTest):
    def setUp(self):
        super().setUp()
        self.done("read", self.write("r.jsonl", "".join(json.dumps(report) + "\n" for report in REPORTS)))

    def rows(self, form, *words):
        told = self.done("export", "--format", form, *words)
        return list(csv.DictReader(io.StringIO(told.out, newline=""))), told

    def strike(self, form, *words):
        return [row for row in self.rows(form, *words)[0] if "Mosul" in json.dumps(row)][0]

    def lines(self, *words):
        return [json.loads(line) for line in self.done("export", *words).out.splitlines()]

    def test_ged(self):
        rows, told = self.rows("ged")
        self.assertEqual(list(rows[0]), GED)
        row = self.strike("ged")
        self.assertEqual((row["date_start"], row["date_end"], row["date_prec"], row["where_prec"]), ("2031-03-04", "2031-03-04", "1", "1"))
        self.assertEqual((row["country"], row["country_id"], row["region"]), ("Iraq", "645", "Middle East"))
        self.assertEqual((row["low"], row["best"], row["high"]), ("7", "9", "9"))
        self.assertEqual(sum(int(row["deaths_" + k]) for k in ("a", "b", "civilians", "unknown")), int(row["best"]))
        self.assertEqual((row["type_of_violence"], row["side_b"], row["gwnoa"]), ("3", "Civilians", "645"))
        self.assertIn("best: the number that most origins tell", row["code_status"])
        self.assertRegex(row["geom_wkt"], r"^POINT \(43\.\d+ 36\.\d+\)$")
        self.assertEqual(int(row["priogrid_gid"]), int((float(row["latitude"]) + 90) * 2) * 720 + int((float(row["longitude"]) + 180) * 2) + 1)
        self.assertIn("1 left out: no death is told.", told.lines)
        self.assertTrue(any("GeoNames" in line for line in told.lines))

    def test_acled(self):
        rows, told = self.rows("acled")
        self.assertEqual(list(rows[0]), ACLED)
        row = self.strike("acled")
        self.assertEqual((row["event_type"], row["sub_event_type"], row["disorder_type"]), ("Explosions/Remote violence", "Air/drone strike", "Political violence"))
        self.assertEqual((row["event_date"], row["time_precision"], row["geo_precision"], row["iso"]), ("2031-03-04", "1", "1", "368"))
        self.assertEqual((row["inter1"], row["inter2"], row["civilian_targeting"]), ("State forces", "Civilians", "Civilians targeted"))
        self.assertEqual(row["fatalities"], "7")
        self.assertIn("fatalities: the lowest of the numbers told", row["tags"])
        self.assertEqual(set(row["source"].split("; ")), {"Marsh Wire", "Delta Post", "Radio Estuary"})

    def test_policies(self):
        self.assertEqual(self.strike("acled", "--policy", "best")["fatalities"], "9")
        of = {policy: self.strike("csv", "--policy", policy) for policy in ("all", "lowest", "best", "origins")}
        numbers = {policy: (row["killed_low"], row["killed_best"], row["killed_high"]) for policy, row in of.items()}
        self.assertEqual(numbers, {"all": ("7", "", "9"), "lowest": ("7", "7", "7"), "best": ("7", "9", "9"), "origins": ("7", "", "9")})
        self.assertEqual((of["all"]["rules"], of["origins"]["rules"]), ("", ""))
        self.assertEqual({row["policy"] for row in of.values()}, set(of))
        self.assertEqual(self.call("export", "--policy", "highest").status, 2)

    def test_an_origin_counts_once_by_its_newest_number(self):
        later = {"id": "m2", "publisher": "Marsh Wire", "published": "2031-06-21", "title": "Shelling of Tikrit",
                 "text": "TIKRIT, Iraq (Marsh Wire) - Eleven people were killed in the shelling of Tikrit on 20 June 2031, the Red Crescent said. The Iraqi Defence Ministry said that five people were killed."}
        first = {"id": "m1", "publisher": "Delta Post", "published": "2031-06-20", "title": "Shelling of Tikrit",
                 "text": "TIKRIT, Iraq (Delta Post) - Six people were killed in the shelling of Tikrit on 20 June 2031, the Red Crescent said."}
        self.done("read", self.write("t.jsonl", json.dumps(first) + "\n" + json.dumps(later) + "\n"))
        def killed(policy):
            row = [row for row in self.rows("csv", "--policy", policy)[0] if row["place"].lower() == "tikrit"][0]
            return row["killed_low"], row["killed_high"], row["rules"], row["id"]
        self.assertEqual(killed("all")[:2], ("5", "11"))
        self.assertEqual(killed("origins")[:2], ("5", "11"))
        self.assertEqual(killed("officials")[:3], ("5", "5", "killed: only numbers that officials tell"))
        incident = killed("all")[3]
        self.assertIn("officials only 5 · 2 independent origins 5 ─ 11", self.done("show", incident).out)
        self.done("rule", "--by", "Ada", "reject", self.claim_of(incident, "five people"))
        self.assertEqual(killed("all")[:2], ("6", "11"))
        self.assertEqual(killed("origins")[:3], ("11", "11", "killed: each independent origin counted once, by the newest number it tells"))
        self.assertEqual(killed("officials")[:3], ("", "", "killed: only numbers that officials tell"))

    def claim_of(self, incident, words):
        rows = self.done("rule", "claims", incident).out.splitlines()
        return [row.split()[0] for row in rows if words in row][0]

    def test_airwars(self):
        incidents = json.loads(self.done("export", "--format", "airwars").out)
        strike = [one for one in incidents if one["location_name"] == "Mosul"][0]
        self.assertEqual((strike["killed_min"], strike["killed_max"], strike["strike_type"]), (7, 9, "Airstrike"))
        self.assertEqual((strike["date_type"], strike["date"], strike["geolocation_accuracy"]), ("date", "2031-03-04", "city"))
        self.assertEqual(strike["casualties"][0], {"group": "civilian_non_combatants", "killed_min": 7, "killed_max": 9, "injured_min": None, "injured_max": None})
        self.assertEqual(strike["belligerents"][0]["belligerent_type"], "suspected")
        self.assertIn(strike["civilian_harm_grading"], ("confirmed", "fair", "weak", "contested", "discounted"))

    def test_plover(self):
        told = self.done("export", "--format", "plover")
        records = [json.loads(line) for line in told.out.splitlines()]
        strike = [one for one in records if one["event_loc"]["placename"] == "Mosul"][0]
        self.assertEqual((strike["event"], strike["mode"], strike["date"], strike["size"]["dead"]), ("ASSAULT", "aerial", "2031-03-04", 7))
        self.assertEqual((strike["actor"][0]["country"], strike["event_loc"]["country"], strike["event_loc"]["resolution"]), ("IRQ", "IRQ", 4))

    def test_jsonld(self):
        graph = json.loads(self.done("export", "--format", "jsonld").out)["@graph"]
        ids = {one["@id"] for one in graph}
        incident = [one for one in graph if one.get("dcterms:type") == "airstrike"][0]
        self.assertTrue(incident["prov:wasDerivedFrom"])
        for claim in incident["prov:wasDerivedFrom"]:
            self.assertIn(claim["@id"], ids)
        claim = [one for one in graph if one["@id"] == incident["prov:wasDerivedFrom"][0]["@id"]][0]
        self.assertIn(claim["prov:wasQuotedFrom"]["@id"], ids)

    def test_geojson_has_points_and_no_moved_pins(self):
        team = json.loads(self.done("export", "--format", "geojson").out)["features"]
        public = json.loads(self.done("export", "--format", "geojson", "--audience", "public").out)["features"]
        self.assertEqual({one["geometry"]["type"] for one in team}, {"Point"})
        areas = {one["id"]: one["geometry"]["coordinates"][0] for one in public}
        for one in team:
            lon, lat = one["geometry"]["coordinates"]
            ring = areas[one["id"]]
            self.assertEqual(ring[0], ring[-1])
            self.assertAlmostEqual(ring[2][0] - ring[0][0], .5)
            self.assertTrue(ring[0][0] <= lon <= ring[2][0] and ring[0][1] <= lat <= ring[2][1], (ring, lon, lat))

    def test_audience(self):
        team, public = self.done("export").out, self.done("export", "--audience", "public", "--withheld", self.path("list.txt"))
        self.assertIn("Tarek Odeh", team)
        self.assertIn("Lena Orrin", team)
        self.assertNotIn("Orrin", public.out)
        self.assertIn("L. O.", public.out)
        self.assertNotIn("Odeh", public.out)
        self.assertIn("Aron Pell", public.out)         # who speaks stands by what is said
        self.assertNotIn("Mosul", "".join(json.dumps(one["place"]) for one in map(json.loads, public.out.splitlines())))
        self.assertEqual({claim["sentence"] for one in map(json.loads, public.out.splitlines()) for claim in one["claims"]}, {None})
        with open(self.path("list.txt"), encoding="utf-8") as listed:
            text = listed.read()
        self.assertIn("the point, to 0.5 degrees", text)
        self.assertNotIn("Odeh", text)
        self.assertTrue(any(line.startswith("Withheld: ") for line in public.lines), public)
        partner = self.done("export", "--audience", "partner").out
        self.assertNotIn("Odeh", partner)
        self.assertIn("T. O.", partner)
        self.assertIn("Mosul", partner)

    def test_addresses_that_name_whom_nobody_may_know(self):
        report = {"id": "https://blog.example/2031/lena-orrin-killed", "url": "https://blog.example/2031/lena-orrin-killed", "author": "Sami Dorn", "publisher": "Sami Dorn",
                  "published": "2031-07-02", "title": "A nurse is dead", "text":
                  "BASRA, Iraq - Lena Orrin, a nurse, and two patients were killed when shells hit a hospital in Basra on 1 July 2031, the Red Crescent said."}
        other = {**report, "id": "o1", "url": "https://lenaorrin.example/", "author": "", "publisher": "Delta Post"}
        escaped = {**report, "id": "o2", "url": "https://wire.example/%4Cena%20Orrin?x=1", "author": "", "publisher": "Marsh Wire"}
        self.done("read", self.write("b.jsonl", "".join(json.dumps(one) + "\n" for one in (report, other, escaped))))
        for form in ("jsonl", "jsonld", "ged", "acled", "airwars", "plover"):
            with self.subTest(form):
                out = self.done("export", "--format", form, "--audience", "partner", "--withheld", self.path("list.txt")).out.lower()
                for word in ("orrin", "dorn", "lena"):
                    self.assertNotIn(word, out)
        with open(self.path("list.txt"), encoding="utf-8") as listed:
            self.assertIn("a report's address, for it names a person", listed.read())
        urls = {one["url"] for row in self.lines("--audience", "partner") for one in row["reports"]}
        self.assertLessEqual({"https://blog.example/", "https://wire.example/", None}, urls)
        self.assertIn("lena-orrin", self.done("export").out)

    def test_what_a_person_set_is_marked_in_every_format(self):
        self.assertNotIn("set by a person", self.done("export").out)
        strike = [one for one in self.lines() if "Mosul" in json.dumps(one["place"])][0]
        self.done("rule", "--by", "A. Reader", "--because", "counted", "correct", str(strike["id"]), "killed", "8")
        for form in ("jsonl", "csv", "geojson", "jsonld", "ged", "acled", "airwars", "plover"):
            with self.subTest(form):
                out = self.done("export", "--format", form, "--policy", "all").out
                self.assertIn("killed: set by a person", out)
        row = self.strike("csv")
        self.assertEqual((row["killed_low"], row["killed_high"]), ("8", "8"))
        claim = self.claim_of(str(strike["id"]), "Nine")
        self.done("rule", "--by", "A. Reader", "correct", claim, "source", "Red Crescent of Mosul")
        for form in ("csv", "geojson", "jsonl", "airwars"):
            with self.subTest(form):
                self.assertIn(f"claim {claim[1:]}: source set by a person", self.done("export", "--format", form).out)
        for policy, killed, rule in (("lowest", "8", "killed: set by a person"), ("best", "8", "killed: set by a person"),
                                     ("officials", "", "killed: set by a person, which this policy passes over"),
                                     ("origins", "", "killed: set by a person, which this policy passes over")):
            with self.subTest(policy):
                row = self.strike("csv", "--policy", policy)
                self.assertEqual((row["killed_low"], row["killed_high"]), (killed, killed))
                self.assertIn(rule, row["rules"].split("; "))
        self.assertEqual(self.strike("ged")["best"], "8")
        self.assertEqual(self.strike("acled")["fatalities"], "8")

    def test_commenters_stay_with_the_team(self):
        page = ("<html><body><article><h1>Shells in Kirkuk</h1><p>Three people were killed when shells hit a bakery in Kirkuk in Iraq on 4 March 2031, "
                "the police said.</p></article><section class='comments'><h2>1 comment</h2><div class='comment'><span class='comment-author'>marshreader</span>"
                "<p>At least fifty people were killed when shells hit a bakery in Kirkuk on 4 March 2031.</p></div></section></body></html>")
        self.done("read", self.write("p.html", page))
        self.assertIn("marshreader", self.done("export", "--comments").out)
        partner = self.done("export", "--comments", "--audience", "partner")
        self.assertNotIn("marshreader", partner.out)
        self.assertRegex(partner.err, r"Withheld: .* [1-9]\d* claims of commenters")

    def test_nothing_of_a_spreadsheet_runs(self):
        for form in ("ged", "acled", "csv"):
            for row in self.rows(form)[0]:
                self.assertFalse([cell for cell in row.values() if cell and cell[0] in "=+@"], row)


main()
