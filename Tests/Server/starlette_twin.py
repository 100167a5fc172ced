"""What porelog-serve does for a week, in Python: starlette and uvicorn. Started by porelog-benchmark serve --python.

    python starlette_twin.py JOURNAL PORT HOST
"""

import datetime
import hashlib
import sqlite3
import sys

import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

journal, port, host = sys.argv[1:]
database = sqlite3.connect(journal, check_same_thread=False)
WEEK = """SELECT e.day, s.slot, s.slug, e.status, e.count, e.reason, e.note, e.logged_at FROM entries AS e
  JOIN steps AS s ON s.user = e.user AND s.step = e.step WHERE e.user = ? AND e.day BETWEEN ? AND ?"""
EPOCH = datetime.date(1970, 1, 1)


async def week(request):
    token = hashlib.sha256(request.cookies.get("__Host-porelog", "").encode()).digest()
    known = database.execute("SELECT device FROM devices WHERE token = ?", (token,)).fetchone()
    if request.headers.get("host") != host or not known:
        return JSONResponse({}, 401)
    name, monday = request.query_params["user"], int(request.query_params["monday"])
    user = database.execute("SELECT user FROM users WHERE name = ?", (name,)).fetchone()[0]
    names = ["day", "slot", "step", "status", "count", "reason", "note", "loggedAt"]
    entries = [dict(zip(names, row)) for row in database.execute(WEEK, (user, monday, monday + 6))]
    for entry in entries:
        entry["day"] = str(EPOCH + datetime.timedelta(entry["day"]))
    return JSONResponse({"entries": entries})


uvicorn.run(Starlette(routes=[Route("/week", week)]), host="127.0.0.1", port=int(port), log_level="error")
