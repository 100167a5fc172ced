"""Checks what happens to the file: a disk that is full, and several servers and the command line on one journal.

    venv/bin/python Tests/Server/disk.py .build/release
"""

import json
import os
import subprocess
import tempfile
import threading
import time

import server
from server import Server, check

LOG = {"log": {"entries": [{"step": "pm/oil-cleanse", "status": "done"}]}}


def full_disk():
    """A full disk loses nothing that was acknowledged, and says so."""
    home = tempfile.mkdtemp(prefix="porelog-full-")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", home], capture_output=True).returncode:
        return print("  skipped: no file system can be mounted here")
    try:
        s = Server(folder=home).pair()
        done = 0
        for number in range(2000):
            status, results = s.act({"note": {"day": f"20{number % 20 + 1:02}-01-0{number % 9 + 1}", "text": "x" * 4000}})
            if status != 200:
                break
            done += 1
        check(status == 507, f"a full disk is told as such: {status}")
        check(s.send("GET", "/api/v1/today")[0] == 200, "reading goes on")
        picture = os.urandom(3_000_000)
        status = s.send("PUT", "/api/v1/photos/" + "a" * 64, picture, content="image/jpeg")[0]
        check(status in (400, 507), f"a picture that does not fit is refused: {status} {s.messages()[-300:]}")
        check(not [n for n in os.listdir(s.db + "-photos")], "and leaves nothing behind")
        kept = sum(len(note["note"]) // 4000 for note in json.loads(s.porelog("notes", "--from", "2001-01-01", "--json")))
        check(kept == done, f"each of {done} acknowledged notes is there: {kept}")
        print(f"  {done} notes until the disk was full, {kept} there")
        s.stop()
    finally:
        subprocess.run(["umount", "-l", home])


def two_servers():
    """Two servers and the command line on one file: nothing is lost or done twice."""
    one = Server().pair()
    two = Server(folder=one.home)
    two.cookie = one.cookie
    wrong, done = [], []

    def work(s, letter):
        link = s.connection()
        for number in range(60):
            for _ in range(20):
                status, results = s.act({"note": {"text": f"{letter}{number}"}}, connection=link)
                if status == 200:
                    break
            (done if results == ["done"] else wrong).append(f"{letter}{number}")

    threads = [threading.Thread(target=work, args=(s, l)) for s, l in [(one, "a"), (two, "b"), (one, "c"), (two, "d")]]
    for thread in threads:
        thread.start()
    for number in range(20):
        one.porelog("note", f"e{number}")
        done.append(f"e{number}")
    for thread in threads:
        thread.join()
    notes = json.loads(one.porelog("note", "--json"))["note"].split("\n")
    check(not wrong and sorted(notes) == sorted(done) and len(done) == 260, f"{len(notes)} notes of {len(done)}, {len(wrong)} failed")
    # A person can be erased while the servers have nothing to do.
    one.porelog("user", "add", "hana")
    time.sleep(7)
    one.porelog("user", "erase", "hana", "--yes")
    check(one.act(LOG) == (200, ["done"]), "and both go on")
    one.stop(), two.stop()


if __name__ == "__main__":
    for part in [full_disk, two_servers]:
        print(part.__name__, flush=True)
        part()
    print(f"{server.checks} checks")
