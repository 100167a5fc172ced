"""Kills a server at random moments while a client sends actions over several connections, sends them again, and looks
whether each was performed exactly once.

    PORELOG_KILLS=10000 venv/bin/python Tests/Server/kills.py .build/release
"""

import collections
import concurrent.futures
import contextlib
import json
import os
import random
import signal
import threading
import time
import uuid

import server
from server import Server, check

kills = int(os.environ.get("PORELOG_KILLS", "150"))
rng = random.Random(int(os.environ.get("PORELOG_SEED", "1")))
s = Server().pair()
counts = collections.Counter()
unsent, acknowledged, number = [], [], 0
connections = 4
pool = concurrent.futures.ThreadPoolExecutor(connections)


def send(batch):
    """The answer to a request with the actions of `batch`; None without one."""
    with contextlib.suppress(Exception):
        return s.act(*[action for _, action in batch], ids=[id for id, _ in batch])


for round in range(kills):
    # One to four new actions join those that were not acknowledged, as in the queue of a phone.
    for _ in range(rng.randrange(1, 5)):
        number += 1
        day = f"2025-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"
        unsent.append((str(uuid.UUID(int=number)), {"note": {"day": day, "text": f"n{number}"}}))
    process = s.process
    timer = threading.Timer(rng.random() * 0.012, lambda: process.send_signal(signal.SIGKILL))
    timer.start()
    # Several connections at a time, because the server stores what arrives together in one transaction. A body has at
    # most 64 KiB.
    batches = [unsent[start:start + 50] for start in range(0, len(unsent), 50)]
    if len(batches) == 1:
        batches = [unsent[part::connections] for part in range(connections) if unsent[part::connections]]
    unsent = []
    for batch, answer in zip(batches, pool.map(send, batches)):
        if answer is None:
            counts["no answer"] += 1
            unsent += batch
            continue
        status, results = answer
        check(status == 200 and set(results) <= {"done", "before"}, f"{status} {results}")
        counts.update(results)
        acknowledged += [action["note"]["text"] for _, action in batch]
    timer.join()
    process.wait(timeout=10)
    s.start()

while unsent:
    batch, unsent = unsent[:50], unsent[50:]
    status, results = s.act(*[action for _, action in batch], ids=[id for id, _ in batch])
    check(status == 200, "what is left is sent")
    counts.update(results)
notes = json.loads(s.porelog("notes", "--from", "2025-01-01", "--json"))
kept = collections.Counter(line for note in notes for line in note["note"].split("\n"))
expected = collections.Counter(f"n{n}" for n in range(1, number + 1))
check(kept == expected, f"missing {list((expected - kept))[:5]}, twice {list((kept - expected))[:5]}")
check(all(text in kept for text in acknowledged), "nothing acknowledged is lost")
s.stop()
print(f"{kills} kills, {number} actions, each performed once; {counts['no answer']} requests without an answer, "
      f"{counts['before']} actions had been performed before their answer was lost")
check(kills < 100 or counts["before"] > 0, "a kill between commit and answer is among them")
