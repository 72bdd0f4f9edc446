#!/usr/bin/env python3
"""`casus watch` against servers on loopback: what is asked again, what is read, what is kept when it is killed."""
import os
import random
import signal
import sqlite3
import subprocess
import time
from program import CASUS, ProgramTest, main
from serving import Answer, Server

PLACES = ["Tal Amal", "Osmar", "North Marsh", "Al-Harit"]


def words(n, killed=None):
    return "An air strike on the village of %s killed %d people on Tuesday, the Civil Defence said." % (PLACES[n % 4], killed or n + 2)


def item(server, n, killed=None):
    return "<item><title>Strike %d</title><link>%s</link><pubDate>Tue, 04 Mar 2031 %02d:05:00 GMT</pubDate><description>%s</description></item>" % (
        n, server.url("/page/%d" % n), n % 24, words(n, killed))


def rss(items, more=""):
    return "<rss version='2.0'><channel><title>Marsh Wire</title>%s%s</channel></rss>" % (more, "".join(items))


def page(n, killed=None, nonce=""):
    return "<html><head><title>Strike %d</title><script>%s</script></head><body><article><h1>Strike %d</h1><p>%s</p></article></body></html>" % (
        n, nonce, n, words(n, killed))


class WatchTest(ProgramTest):
    def serve(self, **more):
        server = Server(**more)
        self.addCleanup(server.close)
        return server

    def watch(self, *more, status=0):
        env = {"no_proxy": "*", "NO_PROXY": "*"}
        told = self.call("watch", "--once", "--allow-private", "--delay", "0", "--ledger", self.ledger, *more, env=env)
        self.assertEqual(told.status, status, told)
        return told

    def rows(self, sql):
        database = sqlite3.connect(self.ledger)
        try:
            return database.execute(sql).fetchall()
        finally:
            database.close()

    def reports(self):
        return self.rows("SELECT report_id, version FROM report ORDER BY id")

    def due_now(self):
        database = sqlite3.connect(self.ledger)
        database.execute("UPDATE watch SET next_s = 0")
        database.commit()
        database.close()


class Feeds(WatchTest):
    def test_reads_each_item_once(self):
        server = self.serve()
        server.pages["/feed"] = Answer(rss([item(server, 1), item(server, 2)]), etag='"one"', modified="Tue, 04 Mar 2031 10:00:00 GMT")
        told = self.watch(server.url("/feed"))
        self.assertIn("1 feed asked.  2 reports read.", told.err)
        self.assertEqual(self.reports(), [(server.url("/page/1"), 1), (server.url("/page/2"), 1)])
        self.assertEqual(self.rows("SELECT published, publisher, title FROM report WHERE id = 1"), [("2031-03-04T01:05:00Z", "Marsh Wire", "Strike 1")])
        told = self.watch(server.url("/feed"))
        self.assertIn("1 feed asked, 1 unchanged.  0 reports read.", told.err)
        path, headers = server.asked[-1]
        self.assertEqual((path, headers["If-None-Match"], headers["If-Modified-Since"]), ("/feed", '"one"', "Tue, 04 Mar 2031 10:00:00 GMT"))
        self.assertTrue(headers["User-Agent"].startswith("casus/"))
        server.pages["/feed"] = Answer(rss([item(server, 3), item(server, 1), item(server, 2)]), etag='"two"')
        self.assertIn("1 report read.", self.watch(server.url("/feed")).err)
        self.assertEqual(len(self.reports()), 3)
        self.done("check", self.ledger)

    def test_a_changed_item_is_a_new_version(self):
        server = self.serve()
        server.pages["/feed"] = Answer(rss([item(server, 1)]))
        self.watch(server.url("/feed"))
        server.pages["/feed"] = Answer(rss([item(server, 1, killed=9)]))
        self.watch(server.url("/feed"))
        self.watch(server.url("/feed"))
        self.assertEqual(self.reports(), [(server.url("/page/1"), 1), (server.url("/page/1"), 2)])

    def test_zipped_atom_with_a_redirect(self):
        server = self.serve()
        atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>Marsh Wire</title><entry><id>urn:1</id><title>Strike</title><link href='p/1'/>" \
               "<updated>2031-03-04T10:00:00Z</updated><content>%s</content></entry></feed>" % words(1)
        server.pages["/old"] = Answer(status=301, headers={"Location": "/new/feed"})
        server.pages["/new/feed"] = Answer(atom, zipped=True)
        self.watch(server.url("/old"))
        self.assertEqual(self.reports(), [(server.url("/new/p/1"), 1)])

    def test_a_damaged_feed_gives_what_stands_before(self):
        server = self.serve()
        server.pages["/feed"] = Answer("<rss><channel><title>Marsh & Wire</title>" + item(server, 1) + "<item><title>Cut off at <b>on")
        told = self.watch(server.url("/feed"))
        self.assertIn("1 report read, 1 skipped", told.err)
        self.one_line(told, "damaged here")

    def test_what_is_no_feed(self):
        server = self.serve()
        server.pages["/feed"] = Answer("<html><body>Hello</body></html>")
        told = self.watch(server.url("/feed"), status=1)
        self.assertIn("not a feed", told.err)
        self.assertIn("no address", self.call("watch", "feed.xml").err)

    def test_one_failing_feed_does_not_stop_the_others(self):
        server = self.serve()
        server.pages["/good"] = Answer(rss([item(server, 1)]))
        told = self.watch(server.url("/gone"), server.url("/good"))
        self.assertIn("2 feeds asked, 1 failed.  1 report read, 1 skipped", told.err)
        self.assertIn("404", told.err)


class Politeness(WatchTest):
    def test_failures_are_asked_less_and_less(self):
        server = self.serve()
        server.pages["/feed"] = Answer("broken", status=500)
        rests = []
        for n in range(4):
            self.watch("--every", "10m", server.url("/feed"), status=1)
            asked_s, next_s, failures = self.rows("SELECT asked_s, next_s, failures FROM watch")[0]
            rests.append(next_s - asked_s)
            self.assertEqual(failures, n + 1)
            self.watch("--every", "10m", server.url("/feed"))               # not due: not asked
            self.assertEqual(server.count("/feed"), n + 1)
            self.due_now()
        self.assertEqual(rests, [600, 1200, 2400, 4800])
        server.pages["/feed"] = Answer(rss([item(server, 1)]))
        self.watch(server.url("/feed"))
        self.assertEqual(self.rows("SELECT failures FROM watch"), [(0,)])

    def test_what_the_server_asks_for(self):
        server = self.serve()
        server.pages["/busy"] = Answer("later", status=503, headers={"Retry-After": "7200"})
        server.pages["/calm"] = Answer(rss([item(server, 1)]), headers={"Cache-Control": "public, max-age=1800"})
        server.pages["/slow"] = Answer(rss([item(server, 2)], "<ttl>45</ttl>"))
        self.watch("--every", "1s", *[server.url(path) for path in ("/busy", "/calm", "/slow")])
        rests = dict((url[len(server.root):], next_s - asked_s) for url, asked_s, next_s in self.rows("SELECT url, asked_s, next_s FROM watch"))
        self.assertEqual(rests, {"/busy": 7200, "/calm": 1800, "/slow": 2700})

    def test_robots(self):
        server = self.serve(robots="User-agent: *\nDisallow: /closed\n")
        server.pages["/closed/feed"] = Answer(rss([item(server, 1)]))
        server.pages["/open/feed"] = Answer(rss([item(server, 2)]))
        told = self.watch(server.url("/closed/feed"), server.url("/open/feed"))
        self.assertIn("robots.txt does not allow", self.one_line(told, "/closed/feed"))
        self.assertEqual([path for path, _ in server.asked], ["/robots.txt", "/open/feed"])
        server.pages["/sent-on"] = Answer(status=302, headers={"Location": "/closed/feed"})
        self.assertIn("robots.txt does not allow", self.watch(server.url("/sent-on"), status=1).err)
        self.assertEqual(server.count("/closed/feed"), 0)

    def test_robots_that_cannot_be_had_forbid(self):
        server = self.serve()
        server.pages["/robots.txt"] = Answer("broken", status=503)
        server.pages["/feed"] = Answer(rss([item(server, 1)]))
        self.assertIn("robots.txt cannot be had", self.watch(server.url("/feed"), status=1).err)
        self.assertEqual(server.count("/feed"), 0)

    def test_a_host_gets_its_rest(self):
        server = self.serve()
        for n in range(3):
            server.pages["/feed%d" % n] = Answer(rss([item(server, n)]))
        started = time.monotonic()
        self.watch("--delay", "1s", *[server.url("/feed%d" % n) for n in range(3)])
        self.assertGreater(time.monotonic() - started, 2.9)


class Following(WatchTest):
    def test_pages_are_read_and_looked_at_again(self):
        server = self.serve()
        server.pages["/feed"] = Answer(rss([item(server, 1), item(server, 2)]), etag='"f"')
        server.pages["/page/1"] = Answer(page(1), etag='"p1"', headers={"Content-Type": "text/html; charset=utf-8"})
        server.pages["/page/2"] = Answer(page(2, nonce="a"))
        self.watch("--follow", "--recheck", "0s", server.url("/feed"))
        self.assertEqual(self.reports(), [(server.url("/page/1"), 1), (server.url("/page/2"), 1)])
        self.assertEqual(self.rows("SELECT DISTINCT published FROM report WHERE report_id LIKE '%/1'"), [("2031-03-04T01:05:00Z",)])
        server.pages["/page/2"] = Answer(page(2, nonce="b"))                # the words are the same
        self.watch("--follow", "--recheck", "0s", server.url("/feed"))
        self.assertEqual(len(self.reports()), 2)
        self.assertEqual([headers.get("If-None-Match") for path, headers in server.asked if path == "/page/1"], [None, '"p1"'])
        server.pages["/page/1"] = Answer(page(1, killed=12), etag='"p1b"')
        self.watch("--follow", "--recheck", "0s", server.url("/feed"))
        self.assertEqual(self.reports()[2:], [(server.url("/page/1"), 2)])
        self.done("check", self.ledger)

    def test_a_page_rests_before_it_is_looked_at_again(self):
        server = self.serve()
        server.pages["/feed"] = Answer(rss([item(server, 1)]))
        server.pages["/page/1"] = Answer(page(1))
        for _ in range(3):
            self.watch("--follow", server.url("/feed"))
        self.assertEqual((server.count("/feed"), server.count("/page/1")), (3, 1))
        server.pages["/feed"] = Answer(rss([item(server, 1, killed=8)]))    # the feed shows that it changed
        self.watch("--follow", server.url("/feed"))
        self.assertEqual(server.count("/page/1"), 2)

    def test_missing_pages_are_given_up(self):
        server = self.serve()
        server.pages["/feed"] = Answer(rss([item(server, 1), item(server, 2)]))
        server.pages["/page/1"] = Answer("gone", status=410)
        for _ in range(8):
            self.watch("--follow", server.url("/feed"))
            database = sqlite3.connect(self.ledger)
            database.execute("UPDATE watch SET next_s = 0 WHERE next_s < 4000000000")
            database.commit()
            database.close()
        self.assertEqual((server.count("/page/1"), server.count("/page/2")), (1, 6))
        self.assertEqual(self.reports(), [])


class Killed(WatchTest):
    def start(self, *more):
        return subprocess.Popen([CASUS, "watch", "--allow-private", "--delay", "0", "--ledger", self.ledger, *more], cwd=self.folder,
                                env={**os.environ, "no_proxy": "*"}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def kill_again_and_again(self, server, *more):
        chance, blows = random.Random(5), 0
        while blows < 12:
            running = self.start("--once", *more, server.url("/feed"))
            time.sleep(chance.uniform(0.02, 0.4))
            running.kill()
            running.communicate()
            blows += 1
            if os.path.exists(self.ledger) and os.path.getsize(self.ledger):
                reports = self.reports() if self.rows("SELECT count(*) FROM sqlite_master WHERE name = 'report'") == [(1,)] else []
                self.assertEqual(len(reports), len(set(reports)))

    def test_nothing_is_lost_or_doubled(self):
        server = self.serve()
        server.pages["/feed"] = Answer(rss([item(server, n) for n in range(60)]), etag='"f"')
        self.kill_again_and_again(server)
        self.watch(server.url("/feed"))
        self.assertEqual(sorted(self.reports()), sorted((server.url("/page/%d" % n), 1) for n in range(60)))
        self.done("check", self.ledger)

    def test_nothing_is_lost_or_doubled_when_following(self):
        server = self.serve()
        server.pages["/feed"] = Answer(rss([item(server, n) for n in range(30)]), etag='"f"')
        for n in range(30):
            server.pages["/page/%d" % n] = Answer(page(n))
        self.kill_again_and_again(server, "--follow")
        self.watch("--follow", server.url("/feed"))
        self.assertEqual(sorted(self.reports()), sorted((server.url("/page/%d" % n), 1) for n in range(30)))
        self.done("check", self.ledger)

    def test_an_interrupt_ends_it_cleanly(self):
        server = self.serve()
        server.pages["/feed"] = Answer(rss([item(server, 1)]))
        for blow in (signal.SIGINT, signal.SIGTERM):
            running = self.start("--every", "1s", server.url("/feed"))
            before = server.count("/feed")
            for _ in range(200):
                if server.count("/feed") >= before + 2:
                    break
                time.sleep(0.05)
            self.assertGreaterEqual(server.count("/feed"), before + 2)      # it asks again by itself
            running.send_signal(blow)
            _, told = running.communicate(timeout=20)
            self.assertEqual(running.returncode, 0, told)
        self.assertEqual(len(self.reports()), 1)

    def test_an_interrupt_does_not_wait_for_a_slow_server(self):
        server = self.serve()
        server.pages["/feed"] = Answer("x", after_s=8)
        running = self.start("--once", server.url("/feed"))
        for _ in range(200):
            if server.count("/feed"):
                break
            time.sleep(0.05)
        started = time.monotonic()
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=20)
        self.assertEqual(running.returncode, 130)
        self.assertLess(time.monotonic() - started, 5)


main()
