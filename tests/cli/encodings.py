#!/usr/bin/env python3
"""Pages in the encodings of the world: told by a mark, by the page, by nothing at all; wrongly told; damaged."""
import contextlib
import json
import sqlite3
from program import ProgramTest, main

# One sober sentence in each, written for this test: "The Civil Defence said three people were killed in the town on Tuesday ..."
RUSSIAN = "Гражданская оборона сообщила, что во вторник в городе погибли три человека. Власти опровергли это сообщение."
ARABIC = "قال الدفاع المدني إن ثلاثة أشخاص قتلوا في البلدة يوم الثلاثاء ونفى الجيش ذلك"
GREEK = "Η Πολιτική Προστασία είπε ότι τρεις άνθρωποι σκοτώθηκαν στην πόλη την Τρίτη."
CHINESE = "民防部门说星期二在镇上有三人死亡军队否认了这个消息并且要求进行调查"
TAIWAN = "民防部門說星期二在鎮上有三人死亡軍隊否認了這個消息並且要求進行調查"
JAPANESE = "民間防衛隊によると、火曜日に町で三人が死亡した。軍はこれを否定している。"
KOREAN = "민방위대는 화요일 마을에서 세 사람이 숨졌다고 말했다 군은 이를 부인했다"
FRENCH = "La défense civile a déclaré que trois personnes ont été tuées à l’école – « mardi », a-t-elle précisé."
CZECH = "Civilní obrana uvedla, že v úterý ve městě zahynuli tři lidé. Armáda to popřela a žádá vyšetření."

LABELLED = [(RUSSIAN, "windows-1251 koi8-r koi8-u iso-8859-5 x-mac-cyrillic:mac_cyrillic ibm866 cp1251:cp1251 cyrillic:iso-8859-5"), (ARABIC, "windows-1256 cp1256"),
            (GREEK, "windows-1253 iso-8859-7 greek:iso-8859-7"), (CHINESE, "gbk gb2312:gbk gb18030"), (TAIWAN, "big5 big5-hkscs:big5"),
            (JAPANESE, "shift_jis sjis:shift_jis euc-jp iso-2022-jp"), (KOREAN, "euc-kr ks_c_5601-1987:euc-kr"), (FRENCH, "windows-1252 latin1:cp1252 iso-8859-1:cp1252"),
            (CZECH, "windows-1250 iso-8859-2")]
GUESSED = [(RUSSIAN, "windows-1251 koi8-r iso-8859-5 ibm866"), (ARABIC, "windows-1256"), (GREEK, "windows-1253"), (CHINESE, "gbk"), (TAIWAN, "big5"),
           (JAPANESE, "shift_jis euc-jp"), (KOREAN, "euc-kr"), (FRENCH, "windows-1252")]


def pairs(listed):
    for text, names in listed:
        for name in names.split():
            label, _, codec = name.partition(":")
            yield text, label, codec or label


class Encodings(ProgramTest):
    def setUp(self):
        super().setUp()
        self.n_read = 0

    def read(self, content, name="page.html"):
        """-> the text, and the notes that were left on it."""
        self.n_read += 1
        ledger = self.path(f"{self.n_read}.db")
        self.done("read", "--ledger", ledger, self.write(name, content))
        with contextlib.closing(sqlite3.connect(ledger)) as db:
            text, notes = db.execute("SELECT CAST(text AS BLOB), notes FROM report").fetchone()
        return text.decode("utf-8"), " | ".join(note["line"] for note in json.loads(notes))

    def test_labels(self):
        for text, label, codec in pairs(LABELLED):
            with self.subTest(label):
                for head in (f'<meta charset="{label.upper()}">', f"<meta http-equiv=Content-Type content='text/html; charset = {label}'>",
                             f'<?xml version="1.0" encoding="{label}"?>'):
                    got, notes = self.read(f"{head}<html><body><p>{text}</p></body></html>".encode(codec))
                    self.assertIn(text, got)
                    self.assertNotIn("guessed", notes)

    def test_guesses_are_called_guesses(self):
        for text, label, codec in pairs(GUESSED):
            with self.subTest(label):
                got, notes = self.read(((text + "\n\n") * 3).encode(codec), "page.txt")
                self.assertIn(text, got, notes)
                self.assertIn("guessed: " + label, notes)

    def test_wide(self):
        for codec in ("utf-16", "utf-32", "utf-16-le", "utf-16-be"):
            for text in (FRENCH, RUSSIAN if codec in ("utf-16", "utf-32") else FRENCH):
                self.assertIn(text, self.read(text.encode(codec), "page.txt")[0])
        for codec, mark in (("utf-16-be", b"\xfe\xff"), ("utf-32-be", b"\0\0\xfe\xff")):
            self.assertIn(KOREAN, self.read(mark + KOREAN.encode(codec), "page.txt")[0])

    def test_a_mark_wins_over_the_page(self):
        got, _ = self.read(b"\xef\xbb\xbf" + f"<meta charset=windows-1251><p>{FRENCH}</p>".encode())
        self.assertIn(FRENCH, got)

    def test_a_wrong_label(self):
        for label in ("latin1", "windows-1251", "utf-16", "shift_jis"):
            got, notes = self.read(f"<meta charset={label}><p>{FRENCH}</p>".encode())
            self.assertIn(FRENCH, got)
            self.assertIn("but it is UTF-8", notes) if label != "utf-16" else None
        got, notes = self.read(f"<meta charset=utf-8><p>{RUSSIAN}</p>".encode("windows-1251"))
        self.assertIn(RUSSIAN, got)
        self.assertIn("called UTF-8, which it is not", notes)
        got, notes = self.read(f"<meta charset=no-such-thing><p>{FRENCH}</p>".encode("windows-1252"))
        self.assertIn(FRENCH, got)
        self.assertIn("the encoding 'no-such-thing' is not known", notes)

    def test_a_label_in_a_comment_is_none(self):
        got, _ = self.read(f"<!-- <meta charset=koi8-r> --><meta charset=windows-1251><p>{RUSSIAN}</p>".encode("windows-1251"))
        self.assertIn(RUSSIAN, got)

    def test_stray_bytes_between_utf8(self):
        got, notes = self.read("Seven at the café, naïve".encode() + b" \x96 the army\x92s \x93denial\x94 stands. " + "Élan, déjà vu, à côté.".encode(), "page.txt")
        self.assertIn("café, naïve – the army’s “denial” stands. Élan", got)
        self.assertIn("4 bytes between UTF-8 read as Windows-1252", notes)

    def test_what_means_nothing_is_counted(self):
        got, notes = self.read(b"<meta charset=shift_jis><p>" + JAPANESE.encode("shift_jis") + b"\xfd\xfe</p>")
        self.assertIn(JAPANESE, got)
        self.assertIn("places that mean nothing in shift_jis replaced by U+FFFD", notes)

    def test_surrogates(self):
        got, notes = self.read(b"Fire \xed\xa0\xbd\xed\xb4\xa5 in Osmar \xed\xa0\xbd now", "page.txt")
        self.assertIn("Fire \U0001F525 in Osmar \ufffd now", got)
        self.assertIn("1 surrogate pairs written as UTF-8 joined", notes)
        self.assertIn("1 lone surrogates replaced", notes)

    def test_surrogates_in_json(self):
        for key, text in (("text", "Fire {} in Osmar {} now and \\\\ud83d"), ("html", "<meta charset=windows-1251><p>Fire {} in Osmar {} now, caf\u00e9</p>")):
            line = '{"%s": "%s"}\n' % (key, text.format("\\ud83d\\udd25", "\\ud83d"))
            got, notes = self.read(line, key + ".jsonl")
            self.assertIn("Fire \U0001F525 in Osmar \ufffd now", got)
            self.assertIn("\\ud83d" if key == "text" else "caf\u00e9", got)
            self.assertIn("1 lone surrogates replaced", notes)
            self.assertIn("sound", self.done("check", self.path(f"{self.n_read}.db")).err)

    def test_surrogates_in_utf16(self):
        got, notes = self.read(b"\xff\xfe" + "Fire \U0001F525 in Osmar ".encode("utf-16-le") + b"\x3d\xd8" + " now".encode("utf-16-le"), "page.txt")
        self.assertEqual(got, "Fire \U0001F525 in Osmar \ufffd now")
        self.assertIn("1 half characters of UTF-16 replaced", notes)

    def test_controls_of_a_page(self):
        got, notes = self.read("<html><body><p>Seven dead, not \u202e71\u202c, in Osmar; the ar\0my denied it, the ministry said on Tuesday.</p></body></html>")
        self.assertIn("not \u202e71\u202c, in Osmar; the army denied", got)
        self.assertIn("2 controls of direction", notes)
        self.assertIn("1 NUL characters of the page are left out", notes)
        got, notes = self.read('{"text": "Seven dead\\u0000, not \\u202e71\\u202c, in Osmar"}\n', "x.jsonl")
        self.assertEqual(got, "Seven dead\0, not \u202e71\u202c, in Osmar")
        self.assertIn("1 NUL characters", notes)

    def test_controls_are_kept_and_noted(self):
        got, notes = self.read("Seven dead, not \u202e71\u202c, in Osmar; the army\0 denied it.", "page.txt")
        self.assertIn("not \u202e71\u202c, in Osmar; the army\0 denied", got)
        self.assertIn("2 controls of direction", notes)
        self.assertIn("1 NUL characters", notes)
        self.done("read", "--ledger", self.ledger, self.path("page.txt"))
        self.done("check", "--ledger", self.ledger)


if __name__ == "__main__":
    main()
