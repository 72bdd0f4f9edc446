#!/usr/bin/env python3
"""The evidence pack of an incident: what is in it, and that a changed byte is found."""
import hashlib
import io
import json
import zipfile
from program import ProgramTest, main

PAGE = ("<html><head><title>Shells kill three in Tal Amal</title></head><body><article><h1>Shells kill three in Tal Amal</h1>"
        "<p>Three people were killed when shells hit a bakery in Tal Amal on 4 March 2031, the Civil Defence said.</p>"
        "<p>The Reed Front denied firing on the town.</p></article></body></html>")


class Packs(ProgramTest):
    def setUp(self):
        super().setUp()
        self.done("read", "--ledger", self.ledger, self.write("page.html", PAGE))
        self.told = self.done("export", "--ledger", self.ledger, "--pack", "1", "--to", self.path("pack.zip"))
        with zipfile.ZipFile(self.path("pack.zip")) as pack:
            self.files = {name: pack.read(name) for name in pack.namelist()}

    def checked(self, files):
        whole = io.BytesIO()
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as pack:
            for name, content in files.items():
                pack.writestr(name, content)
        return self.call("check", self.write("other.zip", whole.getvalue()))

    def changed(self, name, old, new):
        self.assertIn(old, self.files[name])
        return {**self.files, name: self.files[name].replace(old, new, 1)}

    def resealed(self, files):
        sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items() if name != "SHA256SUMS")
        return {**files, "SHA256SUMS": sums.encode()}

    def test_what_is_in_it(self):
        incident = json.loads(self.files["incident.json"])
        self.assertEqual(incident["killed"], {"low": 3, "high": 3})
        report, = incident["reports"]
        self.assertEqual(self.files[f"reports/{report['report']}.bytes"], PAGE.encode())
        self.assertEqual(hashlib.sha256(PAGE.encode()).hexdigest(), report["sha256"])
        text = self.files[f"reports/{report['report']}.txt"]
        self.assertTrue(incident["claims"])
        for claim in incident["claims"]:
            self.assertEqual(text[claim["start"]:claim["end"]].decode(), claim["evidence"])
            self.assertIn(f"claim {claim['id']}, ", self.files["claims.txt"].decode())
        self.assertEqual(self.resealed(self.files)["SHA256SUMS"], self.files["SHA256SUMS"])
        self.assertIn(hashlib.sha256(self.files["SHA256SUMS"]).hexdigest(), self.told.err)
        self.assertTrue(json.loads(self.files["prov.jsonld"])["@graph"])

    def test_each_policy_says_what_its_numbers_rest_on(self):
        counts = [json.loads(line) for line in self.files["counts.jsonl"].splitlines()]
        self.assertEqual({count["policy"] for count in counts}, {"all", "lowest", "best", "officials", "origins"})
        claims = {claim["id"]: claim for claim in json.loads(self.files["incident.json"])["claims"]}
        lowest, = [count for count in counts if (count["policy"], count["what"]) == ("lowest", "killed")]
        self.assertEqual(lowest["range"], {"low": 3, "high": 3})
        self.assertTrue(lowest["claims"])
        self.assertEqual({claims[id]["figure"]["low"] for id in lowest["claims"]}, {3})
        self.assertIn(b"officials", self.files["README.txt"])

    def test_sound(self):
        told = self.done("check", self.path("pack.zip"))
        self.assertIn("sound", told.err)
        self.assertIn(hashlib.sha256(self.files["SHA256SUMS"]).hexdigest(), told.err)

    def test_the_same_ledger_makes_the_same_pack(self):
        self.done("export", "--ledger", self.ledger, "--pack", "1", "--to", self.path("again.zip"))
        with open(self.path("pack.zip"), "rb") as one, open(self.path("again.zip"), "rb") as other:
            self.assertEqual(one.read(), other.read())

    def test_a_changed_byte(self):
        self.assertEqual(self.checked(self.files).status, 0)
        for name in self.files:
            if not self.files[name] or name == "SHA256SUMS":
                continue
            told = self.checked({**self.files, name: bytes([self.files[name][0] ^ 1]) + self.files[name][1:]})
            self.assertEqual(told.status, 1, name)
            self.assertIn(f"{name}: changed", told.out)

    def test_damage_of_the_zip_itself(self):
        with open(self.path("pack.zip"), "rb") as pack:
            whole = bytearray(pack.read())
        at = whole.index(b"reports/1.bytes") + 60
        whole[at] ^= 0x10
        self.assertEqual(self.call("check", self.write("damaged.zip", bytes(whole))).status, 1)

    def test_a_list_that_was_made_to_fit(self):
        told = self.checked(self.resealed(self.changed("reports/1.bytes", b"Three people", b"Seven people")))
        self.assertEqual((told.status, told.out), (1, "report 1: not the bytes that incident.json names by their SHA-256\n"))
        told = self.checked(self.resealed(self.changed("reports/1.txt", b"Three people", b"Seven people")))
        self.assertEqual(told.status, 1)
        self.assertRegex(told.out, r"claim \d+: the report's text has other words there")

    def test_files_that_are_missing_or_too_many(self):
        told = self.checked({**self.files, "reports/2.bytes": b"x"})
        self.assertEqual((told.status, told.out), (1, "reports/2.bytes: not in the list\n"))
        told = self.checked({name: content for name, content in self.files.items() if name != "reports/1.bytes"})
        self.assertIn("reports/1.bytes: missing", told.out)
        told = self.checked({"a.txt": b"a"})
        self.assertEqual(told.status, 1)
        self.assertIn("no evidence pack", told.err)

    def test_what_people_decided_comes_along(self):
        self.done("rule", "--ledger", self.ledger, "--by", "Nela Orr", "--because", "seen by both", "accept", "1")
        self.done("export", "--ledger", self.ledger, "--pack", "1", "--to", self.path("ruled.zip"))
        with zipfile.ZipFile(self.path("ruled.zip")) as pack:
            ruling = json.loads(pack.read("history.jsonl").splitlines()[0])
        self.assertEqual((ruling["kind"], ruling["person"], ruling["reason"]), ("accept", "Nela Orr", "seen by both"))
        self.done("check", self.path("ruled.zip"))

    def test_wrong_calls(self):
        told = self.call("export", "--ledger", self.ledger, "--pack", "99", "--to", self.path("none.zip"))
        self.assertEqual(told.status, 1)
        self.assertIn("99: no such incident", told.err)
        self.assertEqual(self.call("export", "--ledger", self.ledger, "--pack", "1", "--audience", "public").status, 2)


main()
