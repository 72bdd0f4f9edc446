#!/usr/bin/env python3
"""`casus gazetteer`: places of one's own in three forms, and why a name is where it is."""
import json

from program import ProgramTest, main

DUMP = "\t".join(["900001", "Tal Amal", "Tal Amal", "Tel Amal,Тал Амал", "40.10000", "-8.20000", "P", "PPL", "PT", "", "90", "9001", "", "", "1200", "", "", "", "2031-03-01"])
AREA = "\t".join(["900002", "Osmar District", "", "", "40.2", "-8.3", "A", "ADM2", "PT", "", "90", "9001", "", "", "0", "", "", "", ""])
REPORT = "Portugal is at war. A shell hit the village of {} on Monday, killing two people.\n"


class Gazetteer(ProgramTest):
    def place(self, name, text=REPORT):
        self.write("one.txt", text.format(name))
        told = self.done("read", "--format", "jsonl", "--layers", "mentions,entities", "one.txt")
        return next(e["place"] for e in json.loads(told.out)["entities"] if e["name"] == name)

    def test_a_dump(self):
        self.assertIsNone(self.place("Tal Amal")["lat"])
        told = self.done("gazetteer", "import", self.write("pt.txt", DUMP + "\n" + AREA + "\n"))
        self.assertIn("2 places", told.err)
        found = self.place("Tal Amal")
        self.assertEqual((found["lat"], found["lon"], found["geonames"], found["within"]), (40.1, -8.2, 900001, ["Osmar District"]))

    def test_alternate_names(self):
        names = "1\t900001\tar\tتل أمل\t\t\t\t\n2\t900001\tlink\thttp://example.org\t\t\t\t\n3\t900001\t\tAmal Hill\t\t\t\t\n"
        self.done("gazetteer", "import", self.write("pt.txt", DUMP + "\n"), self.write("names.txt", names))
        self.assertEqual(self.place("Amal Hill")["geonames"], 900001)
        self.assertIn("Tal Amal", self.done("gazetteer", "find", "تل أمل", "PT").out)

    def test_csv(self):
        told = self.done("gazetteer", "import", "--to", "mine.gz", self.write("v.csv", 'name,lat,lon,aliases,country\n"Tal Amal",40.1,-8.2,Tel Amal|Amal,PT\nKesta,91,0,,PT\n'))
        self.assertRegex(told.err, r"v\.csv:3: .*left out")
        self.assertIsNone(self.place("Tal Amal")["lat"])                    # nobody named the file
        told = self.done("gazetteer", "find", "Tel Amal", "PT", env={"CASUS_PLACES": "mine.gz"})
        self.assertRegex(told.out, r"^\* .*Tal Amal.*40\.1000,-8\.2000")

    def test_find_explains(self):
        told = self.done("gazetteer", "find", "Tomar", "PT")
        self.assertRegex(told.out, r"(?m)^\* .*Tomar.*name\+country of story")
        self.assertEqual(self.call("gazetteer", "find", "Qqxxzz").status, 1)

    def test_what_is_no_list_of_places(self):
        for content, why in ((b"hello\n", "neither"), (b"", "empty"), (b"name,lat,lon\n", "no place")):
            told = self.call("gazetteer", "import", self.write("bad", content))
            self.assertEqual(told.status, 1)
            self.assertIn(why, told.err)
        self.assertEqual(self.call("gazetteer", "import", "nowhere.txt").status, 1)
        self.assertEqual(self.call("gazetteer", "list", "x").status, 2)

    def test_a_damaged_file_is_told(self):
        self.done("gazetteer", "import", self.write("pt.txt", DUMP + "\n"))
        with open(self.path("places.gazetteer"), "rb") as file:
            whole = file.read()
        for damaged in (whole[:40], whole[:-8], b"x" * len(whole)):
            self.write("places.gazetteer", damaged)
            told = self.call("read", "--format", "jsonl", self.write("one.txt", REPORT.format("Tal Amal")))
            self.assertEqual(told.status, 1)
            self.assertIn("places.gazetteer", told.err)
        for at in range(200, len(whole), 37):                                # no byte may lead outside the file
            self.write("places.gazetteer", whole[:at] + b"\xff" + whole[at + 1:])
            self.assertIn(self.call("gazetteer", "find", "Tal Amal", "PT").status, (0, 1))


main()
