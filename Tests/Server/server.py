"""Starts servers of real journals, and sends them requests."""

import contextlib
import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid

programs = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".build/release").resolve()
checks = 0


def check(condition, what):
    global checks
    checks += 1
    assert condition, what


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Server:
    """A server of the journal `db` in a folder of its own, listening at a free port of the loopback."""

    def __init__(self, *options, folder=None, db="j.db", environment=None, port=None, wait=True, before=()):
        self.home = folder or tempfile.mkdtemp(prefix="porelog-server-")
        self.db = os.path.join(self.home, db)
        self.port = port or free_port()
        self.environment = {"HOME": self.home, "TZ": "UTC", "PATH": os.environ["PATH"]} | (environment or {})
        self.options = list(options)
        self.before = list(before)
        self.log = open(os.path.join(self.home, "serve.log"), "ab")
        self.process = None
        self.origin = f"http://localhost:{self.port}"
        self.cookie = None
        if wait:
            self.start()

    def start(self):
        self.process = subprocess.Popen(
            [*self.before, programs / "porelog-serve", "--db", self.db, "--listen", f"127.0.0.1:{self.port}", *self.options],
            env=self.environment, cwd=self.home, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        for _ in range(500):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port), timeout=5).close()
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.01)
        raise AssertionError(f"the server did not start: {self.messages()}")

    def messages(self):
        return pathlib.Path(self.home, "serve.log").read_text()

    def stop(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        return self.process.wait(timeout=30)

    def porelog(self, *arguments, input=None):
        return subprocess.run(
            [programs / "porelog", "--db", self.db, *arguments], env=self.environment, cwd=self.home,
            check=True, capture_output=True, text=True, input=input).stdout

    def connection(self, timeout=30):
        return http.client.HTTPConnection("localhost", self.port, timeout=timeout)

    def headers(self, **more):
        headers = {"Host": f"localhost:{self.port}", "Origin": self.origin}
        if self.cookie:
            headers["Cookie"] = self.cookie
        return headers | more

    def send(self, method, path, body=None, headers=None, connection=None, content="application/json"):
        """The status, the headers and the body of the answer."""
        link = connection or self.connection()
        if isinstance(body, (dict, list)):
            body = json.dumps(body)
        headers = dict(self.headers() if headers is None else headers)
        if body is not None:
            headers.setdefault("Content-Type", content)
        link.request(method, path, body, headers)
        answer = link.getresponse()
        data = answer.read()
        if connection is None:
            link.close()
        return answer.status, answer.headers, data

    def pair(self, *options):
        """Pairs this client."""
        code = json.loads(self.porelog("device", "add", "--json", *options))["code"]
        status, headers, _ = self.send("POST", "/api/v1/pair", {"code": code, "name": "test"})
        check(status == 204, "the device is paired")
        self.cookie = headers["Set-Cookie"].split(";")[0]
        return self

    def act(self, *actions, ids=None, connection=None):
        """What became of each of `actions`."""
        ids = ids or [str(uuid.uuid4()) for _ in actions]
        body = {"actions": [{"id": i, "action": a} for i, a in zip(ids, actions)]}
        status, _, data = self.send("POST", "/api/v1/actions", body, connection=connection)
        return status, [r["status"] for r in json.loads(data)["results"]] if status == 200 else None

    def memory(self):
        """The resident memory, in KiB."""
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1])

    def raw(self, data, wait=5, half=False):
        """What the server answers to the bytes `data`."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=wait) as link:
            answer = b""
            # A server may close the connection before it has read everything.
            with contextlib.suppress(TimeoutError, ConnectionError, OSError):
                link.sendall(data)
                if half:
                    link.shutdown(socket.SHUT_WR)
                while piece := link.recv(65536):
                    answer += piece
            return answer
