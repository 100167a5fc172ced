"""Checks the API against its description with schemathesis, as a device of one user and as one that reads everybody's reports.

    venv/bin/python Tests/Server/api.py .build/release
"""

import json
import os
import pathlib
import subprocess
import sys

import server
from server import Server, check


def examples():
    return os.environ.get("PORELOG_EXAMPLES", "40")


for kind in [(), ("--cohort",)]:
    # Behind a proxy the cookie has the name that the description gives.
    s = Server("--behind-proxy", "https://pores.example")
    s.origin = "https://pores.example"
    s.headers = lambda **more: {"Host": "pores.example", "Origin": s.origin} | more
    s.porelog("log", "pm", "--all")
    # The device is not the one with the smallest number, which the action deviceRemove is likely to take out.
    for _ in range(3):
        s.pair(*kind)
    token = s.cookie.split("=")[1]
    pathlib.Path(s.home, "schemathesis.toml").write_text(
        f'[auth.openapi.device]\napi_key = "{token}"\n'
        # An action of another form does not stop the others: it is refused in the results.
        '[[operations]]\ninclude-path = "/api/v1/actions"\n'
        '[operations.checks.negative_data_rejection]\nexpected-statuses = [200, 400, 401, 403, 409]\n')
    run = subprocess.run(
        [os.path.join(os.path.dirname(sys.executable), "schemathesis"),
         "--config-file", "schemathesis.toml", "run", f"http://localhost:{s.port}/api/openapi.json",
         "--header", "Host: pores.example", "--header", f"Origin: {s.origin}", "--max-examples", examples(),
         "--seed", "1", "--generation-database", "none", "--suppress-health-check", "all", "--no-color",
         # What the description says of a body holds of its form. Whether the action is possible is told in the result.
         "--exclude-checks", "positive_data_acceptance,unsupported_method",
         # With a device's cookie, tokens of calendars and codes of invitations cannot be known.
         "--phases", "examples,coverage,fuzzing"],
        cwd=s.home, env=s.environment | {"LC_ALL": "C.UTF-8"}, capture_output=True, text=True)
    print(*[l for l in run.stdout.splitlines() if "generated" in l], sep="\n")
    check(run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:])
    check(s.send("GET", "/")[0] == 200, "the server goes on")
    check("SQLite error" not in s.messages(), s.messages()[-2000:])
    check(json.loads(s.porelog("doctor", "--json")) is not None, "the journal is sound")
    s.stop()
print(f"{server.checks} checks")
