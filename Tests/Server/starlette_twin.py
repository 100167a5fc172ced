"""What porelog-serve does for a week, in Python: starlette and uvicorn. Started by porelog-benchmark serve --python.

    python starlette_twin.py JOURNAL PORT HOST

/report counts the rows of the week, and answers with the members of porelog's document of a week that are figures of steps that
are due every day: not its streaks, cautions and sentences. It runs in the thread pool, as Starlette's manual has it for
endpoints that block (https://www.starlette.io/threadpool/). /week answers with the rows alone, as the program in C does, and
blocks the loop meanwhile: the least that a server with Starlette can do.
"""

import collections
import datetime
import hashlib
import sqlite3
import sys
import threading

import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

journal, port, host = sys.argv[1:]
own = threading.local()
WEEK = """SELECT e.day, s.slot, s.slug, e.status, e.count, e.reason, e.note, e.logged_at FROM entries AS e
  JOIN steps AS s ON s.user = e.user AND s.step = e.step WHERE e.user = ? AND e.day BETWEEN ? AND ?"""
STEPS = """SELECT step, slot, slug, kind, active, starts_on, ends_on FROM steps WHERE user = ?
  ORDER BY slot, position, slug"""
STATES = "SELECT step, day, status, logged_after FROM entries WHERE user = ? AND day BETWEEN ? AND ?"
EPOCH = datetime.date(1970, 1, 1)
WORDS = ["skipped", "done", "excused"]
GROUPS = {"oil-cleanse": "cleanse", "water-cleanse": "cleanse", "toner": "hydrate", "moisturizer": "hydrate",
          "sheet-mask": "hydrate", "sunscreen": "protect", "serum": "treat", "spot-treatment": "treat",
          "chemical-exfoliant": "refine", "scrub": "refine", "clay-mask": "refine", "pore-strip": "refine", "other": "other"}


def database():
    """The connection of this thread."""
    if not hasattr(own, "database"):
        own.database = sqlite3.connect(journal)
    return own.database


def admitted(request):
    token = hashlib.sha256(request.cookies.get("__Host-porelog", "").encode()).digest()
    known = database().execute("SELECT device FROM devices WHERE token = ?", (token,)).fetchone()
    return request.headers.get("host") == host and known


def user_number(request):
    return database().execute("SELECT user FROM users WHERE name = ?", (request.query_params["user"],)).fetchone()[0]


async def week(request):
    if not admitted(request):
        return JSONResponse({}, 401)
    user, monday = user_number(request), int(request.query_params["monday"])
    names = ["day", "slot", "step", "status", "count", "reason", "note", "loggedAt"]
    entries = [dict(zip(names, row)) for row in database().execute(WEEK, (user, monday, monday + 6))]
    for entry in entries:
        entry["day"] = str(EPOCH + datetime.timedelta(entry["day"]))
    return JSONResponse({"entries": entries})


def state(status, day, today, step):
    if not step[5] <= day <= (step[6] or day):
        return "none"
    if day > today:
        return "future"
    if status is not None:
        return WORDS[status]
    return "missed" if day < today else "pending"


def tally(states):
    count = collections.Counter(states)
    credit, skipped, unlogged = count["done"], count["skipped"], count["missed"]
    missed, still_open = skipped + unlogged, count["pending"] + count["future"]
    expected = credit + missed + still_open
    needed = (4 * expected + 4) // 5
    return {"adherence": credit / (credit + missed) if credit + missed else None, "consistent": None, "credit": credit,
            "expected": expected, "missed": missed, "needed": needed, "open": still_open, "skipped": skipped,
            "spareLeft": credit + still_open - needed, "unlogged": unlogged}


def pooled(steps, key):
    pools = collections.defaultdict(list)
    for step, states in steps:
        if key(step) is not None:
            pools[key(step)] += states
    return {name: tally(states) for name, states in pools.items()}


def report(request):
    if not admitted(request):
        return JSONResponse({}, 401)
    user, monday = user_number(request), int(request.query_params["monday"])
    today = (datetime.date.today() - EPOCH).days
    statuses, same_day = {}, []
    for number, day, status, logged_after in database().execute(STATES, (user, monday, monday + 6)):
        statuses[number, day] = status
        if status == 1:
            same_day.append(logged_after == 0)
    days = range(monday, monday + 7)
    steps = [(step, [state(statuses.get((step[0], day)), day, today, step) for day in days])
             for step in database().execute(STEPS, (user,))]
    return JSONResponse({
        "actives": pooled(steps, lambda step: step[4]), "closed": monday + 6 < today,
        "from": str(EPOCH + datetime.timedelta(monday)), "groups": pooled(steps, lambda step: GROUPS[step[3]]),
        "sameDay": {"logged": sum(same_day), "of": len(same_day)}, "slots": pooled(steps, lambda step: step[1]),
        "steps": [{"active": step[4], "days": states, "kind": step[3], "slot": step[1], "step": step[2],
                   "tally": tally(states)} for step, states in steps],
        "to": str(EPOCH + datetime.timedelta(monday + 6)), "total": tally(sum((states for _, states in steps), [])),
        "user": request.query_params["user"],
    })


uvicorn.run(Starlette(routes=[Route("/week", week), Route("/report", report)]), host="127.0.0.1", port=int(port),
            log_level="error")
