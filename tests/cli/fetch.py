#!/usr/bin/env python3
"""What is fetched and what is not: redirects, sizes, times, schemes, addresses. Through `casus watch`, against servers on loopback."""
import os
import shutil
import socket
import sqlite3
import subprocess
import threading
import time
from program import ProgramTest, main
from serving import Answer, Server

ITEM = "<rss><channel><title>Marsh Wire</title><item><title>%s</title><link>https://marsh.example/1</link></item></channel></rss>"
FEED = ITEM % "Three people were killed in Tal Amal"


class Fetch(ProgramTest):
    def serve(self, **more):
        server = Server(**more)
        self.addCleanup(server.close)
        return server

    def fetch(self, url, *more, private=True, status=1, env=None):
        words = ["watch", "--once", "--delay", "0", "--ledger", self.ledger, *(["--allow-private"] if private else []), *more, url]
        told = self.call(*words, env={"no_proxy": "*", "NO_PROXY": "*", **(env or {})})
        self.assertEqual(told.status, status, told)
        return told

    def refused(self, url, why, **more):
        line = self.one_line(self.fetch(url, **more), "skipped")
        self.assertIn(why, line)
        return line


class Redirects(Fetch):
    def test_a_loop_ends(self):
        server = self.serve()
        server.pages["/loop"] = Answer(status=302, headers={"Location": "/loop"})
        self.refused(server.url("/loop"), "more than 8 times")
        self.assertEqual(server.count("/loop"), 9)

    def test_only_to_the_web(self):
        server = self.serve()
        secret = self.write("secret.xml", FEED)
        for target in ("file://" + secret, "ftp://127.0.0.1/x", "gopher://127.0.0.1/", "dict://127.0.0.1:11211/", "data:text/xml,<rss>"):
            server.pages["/away"] = Answer(status=302, headers={"Location": target})
            self.refused(server.url("/away"), "no address of the web")
            database = sqlite3.connect(self.ledger)
            database.execute("DELETE FROM watch")
            database.commit()
            database.close()

    def test_a_redirect_without_a_place(self):
        server = self.serve()
        server.pages["/nowhere"] = Answer("gone", status=302)
        self.refused(server.url("/nowhere"), "answers 302")

    def test_every_kind_is_followed(self):
        for status in (301, 302, 303, 307, 308):
            server = self.serve()
            server.pages["/a"] = Answer(status=status, headers={"Location": "b?x=1"})
            server.pages["/b?x=1"] = Answer(FEED)
            self.fetch(server.url("/a"), status=0)


class Certificates(Fetch):
    def test_nobody_vouches_for_the_server(self):
        if not shutil.which("openssl"):
            self.skipTest("no openssl to make a certificate with")
        certificate, key = self.path("certificate.pem"), self.path("key.pem")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
                        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate], check=True, capture_output=True)
        with open(certificate, "a", encoding="ascii") as both, open(key, encoding="ascii") as own:
            both.write(own.read())
        server = self.serve(certificate=certificate)
        server.pages["/feed"] = Answer(FEED)
        self.refused(server.url("/feed"), "certificate")
        self.assertEqual(server.asked, [])


class Addresses(Fetch):
    def test_this_machine_is_not_asked_unless_allowed(self):
        server = self.serve()
        server.pages["/feed"] = Answer(FEED)
        port = server.http.server_port
        for host in ("127.0.0.1", "localhost", "2130706433", "0x7f000001", "127.1", "0.0.0.0", "[::ffff:127.0.0.1]", "[::1]", "0177.0.0.1"):
            self.refused("http://%s:%d/feed" % (host, port), "not public", private=False)
        self.assertEqual(server.asked, [])
        self.fetch(server.url("/feed"), status=0)

    def test_neither_are_private_networks(self):
        for host in ("10.0.0.1", "192.168.1.1", "172.16.9.9", "169.254.169.254", "100.64.0.1", "224.0.0.1", "[fe80::1]", "[fd00::1]", "[::]"):
            started = time.monotonic()
            self.refused("http://%s/latest/meta-data" % host, "not public", private=False)
            self.assertLess(time.monotonic() - started, 10)

    def test_behind_a_proxy_the_names_are_checked(self):
        proxy = self.serve()
        proxy.pages["http://marsh.example/robots.txt"] = Answer("none", status=404)
        proxy.pages["http://marsh.example/feed"] = Answer(FEED)
        env = {"http_proxy": proxy.root, "no_proxy": "", "NO_PROXY": ""}
        self.fetch("http://marsh.example/feed", private=False, status=0, env=env)          # the proxy is ours, so it may be private
        self.assertEqual([path for path, _ in proxy.asked], ["http://marsh.example/robots.txt", "http://marsh.example/feed"])
        for host in ("127.0.0.1", "10.1.1.1", "localhost", "wiki", "x.localhost", "[::1]"):
            told = self.fetch("http://%s/feed" % host, private=False, env=env)
            self.assertNotIn("report read.", told.err.replace("0 reports read", ""))
        self.assertEqual(len(proxy.asked), 2)

    def test_no_proxy_is_honoured(self):
        server, proxy = self.serve(), self.serve()
        server.pages["/feed"] = Answer(FEED)
        self.fetch(server.url("/feed"), status=0, env={"http_proxy": proxy.root, "no_proxy": "example.org, 127.0.0.1", "NO_PROXY": ""})
        self.assertEqual(proxy.asked, [])

    def test_other_schemes(self):
        path = self.write("feed.xml", FEED)
        for url in ("file://" + path, "ftp://127.0.0.1/feed", "scp://127.0.0.1/feed"):
            self.refused(url, "no address of the web")


class Limits(Fetch):
    def test_a_huge_body(self):
        server = self.serve()
        server.pages["/feed"] = Answer(b"x" * (1 << 20), chunks=80)
        self.refused(server.url("/feed"), "more than the 64 MiB")

    def test_a_huge_promise(self):
        server = self.serve()
        server.pages["/feed"] = Answer(b"", headers={"Content-Length": str(1 << 40)}, chunks=1)
        self.refused(server.url("/feed"), "more than the 64 MiB")

    def test_a_small_answer_that_unpacks_to_a_huge_one(self):
        server = self.serve()
        server.pages["/feed"] = Answer(b"\0" * (200 << 20), zipped=True)
        self.refused(server.url("/feed"), "more than the 64 MiB")

    def test_a_slow_server(self):
        server = self.serve()
        server.pages["/feed"] = Answer(FEED, after_s=5)
        started = time.monotonic()
        self.refused(server.url("/feed"), "within 1 s")     # robots.txt is answered at once
        self.assertLess(time.monotonic() - started, 4.5)

    def fetch(self, url, *more, **options):
        return super().fetch(url, *more, "--timeout", "1s" if "slow" in self.id() else "20s", **options)

    def test_an_endless_head(self):
        server = self.serve()
        server.pages["/feed"] = Answer(FEED, headers={"X-%d" % n: "y" * 8000 for n in range(60)})
        self.refused(server.url("/feed"), "too long a head")

    def test_nobody_there(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.refused("http://127.0.0.1:%d/feed" % port, "robots.txt cannot be had")

    def test_an_answer_cut_short(self):
        server = self.serve()
        server.pages["/feed"] = Answer(FEED[:40], headers={"Content-Length": "5000"}, chunks=1)
        self.one_line(self.fetch(server.url("/feed")), "skipped")


class Kept(Fetch):
    def test_bytes_that_are_no_http(self):
        door = socket.socket()
        self.addCleanup(door.close)
        door.bind(("127.0.0.1", 0))
        door.listen(5)

        def greet():
            while True:
                try:
                    caller, _ = door.accept()
                    caller.recv(100)
                    caller.sendall(b"220 mail ready\r\n\0\xff garbage\r\n")
                    caller.close()
                except OSError:
                    return
        threading.Thread(target=greet, daemon=True).start()
        self.refused("http://127.0.0.1:%d/feed" % door.getsockname()[1], "robots.txt cannot be had")

    def test_pieces_of_the_question(self):
        server = self.serve()
        server.pages["/feed"] = Answer(FEED)
        self.fetch(server.url("/feed"), status=0)
        asked = server.asked[-1][1]
        self.assertEqual(asked["User-Agent"].split("/")[0], "casus")
        self.assertIn("gzip", asked["Accept-Encoding"])
        self.assertNotIn("Cookie", asked)
        self.assertTrue(os.path.exists(self.ledger))


main()
