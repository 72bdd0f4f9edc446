#!/usr/bin/env python3
"""The server is killed in the middle of writes: what it has acknowledged is there, and the ledger is sound. kill.py CASUS [TIMES]"""
import http.client
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time

STRIKE = "An air strike on the village of Tal Amal killed seven people on 4 March 2031, the Civil Defence said."


def ask(port, method, path, body=None, headers=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    said = answer.status, answer.headers, answer.read()
    connection.close()
    return said


def write_until_it_dies(port, acknowledged, started):
    try:
        _, headers, body = ask(port, "GET", "/api/session")
        shown = {"Cookie": headers["Set-Cookie"].split(";")[0], "X-Casus-Token": json.loads(body)["token"], "Content-Type": "application/json"}
        while True:
            note = {"kind": "note", "incident": 1, "person": "A. Reader", "reason": "seen %d" % random.getrandbits(40), "version": 0}
            version = json.loads(ask(port, "GET", "/api/incidents/1")[2])["incident"]["version"]
            started.set()
            status, _, body = ask(port, "POST", "/api/rulings", json.dumps({"rulings": [{**note, "version": version}]}), shown)
            if status == 200:
                acknowledged.append((json.loads(body)["rulings"][0]["id"], note["reason"]))
    except (OSError, http.client.HTTPException, ValueError):
        started.set()                                           # the blow has fallen


def one_life(casus, ledger, acknowledged):
    server = subprocess.Popen([casus, "serve", "--ledger", ledger, "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    port = int(re.search(r":(\d+)/", server.stdout.readline().decode())[1])
    started = threading.Event()
    writer = threading.Thread(target=write_until_it_dies, args=(port, acknowledged, started))
    writer.start()
    started.wait(20)
    time.sleep(random.random() * 0.12)
    server.kill()
    server.wait()
    writer.join()
    server.stdout.close()


def main():
    casus, times = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10
    random.seed(7)
    acknowledged = []
    with tempfile.TemporaryDirectory(prefix="casus-kill-") as folder:
        ledger, report = os.path.join(folder, "ledger.db"), os.path.join(folder, "one.txt")
        with open(report, "w", encoding="utf-8") as f:
            f.write(STRIKE)
        subprocess.run([casus, "read", "--ledger", ledger, report], check=True, stderr=subprocess.DEVNULL)
        for _ in range(times):
            one_life(casus, ledger, acknowledged)
        listed = subprocess.run([casus, "rule", "--ledger", ledger, "list"], check=True, stdout=subprocess.PIPE).stdout.decode()
        kept = dict(re.findall(r"^ *(\d+) .*\((seen \d+)\)$", listed, re.M))
        lost = [a for a in acknowledged if kept.get(str(a[0])) != a[1]]
        sound = subprocess.run([casus, "check", ledger], stderr=subprocess.DEVNULL, check=False).returncode == 0
        print("killed %d times, %d rulings acknowledged, %d kept, %d lost, the ledger is %s" % (times, len(acknowledged), len(kept), len(lost), "sound" if sound else "NOT SOUND"))
        return 0 if sound and not lost and len(acknowledged) > times else 1


sys.exit(main())
