#!/usr/bin/env python3
"""The workbench in Chromium, by keyboard, each screen looked at by axe-core: browser.py CASUS. Left out (77) where one of them is not installed."""
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
AXE = os.path.join(HERE, "..", "..", "web", "node_modules", "axe-core", "axe.min.js")
SAMPLES = os.path.join(HERE, "..", "..", "samples")


def main():
    casus = os.path.abspath(sys.argv[1])
    if not (os.path.exists(AXE) and shutil.which("chromium") and shutil.which("node")):
        return 77
    with tempfile.TemporaryDirectory(prefix="casus-browser-") as folder:
        ledger = os.path.join(folder, "ledger.db")
        subprocess.run([casus, "read", "--ledger", ledger, SAMPLES], check=True, stderr=subprocess.DEVNULL)
        server = subprocess.Popen([casus, "serve", "--ledger", ledger, "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            address = server.stdout.readline().decode().strip()
            return subprocess.run(["node", "--experimental-websocket", "--no-warnings", os.path.join(HERE, "browser.mjs"), address, AXE], timeout=240, check=False).returncode
        finally:
            server.terminate()
            server.wait(20)
            server.stdout.close()


sys.exit(main())
