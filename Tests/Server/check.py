"""Checks porelog-serve as clients and networks treat it: wrong, slow and half-open requests, limits, signals, TLS, a proxy.

    python3 -m venv venv && venv/bin/pip install -r Tests/Server/requirements.txt
    apt-get install -y caddy curl && venv/bin/python Tests/Server/check.py .build/release
"""

import http.client
import json
import os
import pathlib
import random
import signal
import socket
import ssl
import subprocess
import tempfile
import threading
import time

import trustme

import server
from server import Server, check, free_port

LOG = {"log": {"entries": [{"step": "pm/oil-cleanse", "status": "done"}]}}
CLEAR = {"log": {"entries": [{"step": "pm/oil-cleanse", "status": None}]}}


def everyday():
    """An evening, as the page and the command line see it."""
    s = Server("--verbose").pair()
    check(s.act(LOG) == (200, ["done"]), "an action is performed")
    check('"status":"done"' in s.porelog("day", "--json"), "the command line sees it")
    s.porelog("note", "from the command line")
    status, headers, data = s.send("GET", "/api/v1/day/" + json.loads(s.send("GET", "/api/v1/today")[2])["day"])
    check(b"from the command line" in data, "the server sees the command line's note")
    status, _, data = s.send("GET", "/api/v1/today", headers=s.headers() | {"If-None-Match": "x"})
    tag = s.send("GET", "/api/v1/today")[1]["ETag"]
    check(s.send("GET", "/api/v1/today", headers=s.headers() | {"If-None-Match": tag})[0] == 304, "a tag is known")
    status, headers, data = s.send("HEAD", "/api/v1/today")
    check(status == 200 and data == b"" and int(headers["Content-Length"]) > 100, "HEAD has no body")
    # One connection for several requests.
    link = s.connection()
    for _ in range(5):
        check(s.send("GET", "/api/v1/week", connection=link)[0] == 200, "a connection is kept")
    # A restart keeps the device, and an unsent action is sent to the new process.
    check(s.stop() == 0, "SIGTERM ends the server with 0")
    s.start()
    check(s.act(CLEAR) == (200, ["done"]), "after a restart the device is known")
    check(s.porelog("device", "add").splitlines()[1].strip().startswith(s.origin + "/#pair="), "the link is the server's")
    # curl.
    answer = subprocess.run(
        ["curl", "-sf", "-H", f"Cookie: {s.cookie}", f"{s.origin}/api/v1/today"], capture_output=True, check=True).stdout
    check(json.loads(answer)["user"] == "me", "curl reads today")
    # A device that was removed is out at once.
    s.porelog("device", "remove", "test")
    check(s.send("GET", "/api/v1/today")[0] == 401, "a removed device is refused")
    check("me" not in s.messages().replace("method", "").split("offers")[1].split("\n", 1)[1].replace("/api", ""),
          "the log names nobody")
    s.stop()


def wrong_requests():
    """Requests that no client sends. None is answered with 5xx, and the server goes on."""
    s = Server().pair()
    host = f"Host: localhost:{s.port}\r\n".encode()
    cookie = f"Cookie: {s.cookie}\r\n".encode()
    post = b"POST /api/v1/actions HTTP/1.1\r\n" + host + f"Origin: {s.origin}\r\n".encode() + cookie
    wrong = [
        b"\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"GET / HTTP/9.9\r\n" + host + b"\r\n", b"\0" * 1000,
        b"GET /\0 HTTP/1.1\r\n" + host + b"\r\n", b"GET http://evil.example/ HTTP/1.1\r\n" + host + b"\r\n",
        b"GET / HTTP/1.1\r\n" + host + host + b"\r\n", b"GET / HTTP/1.1\r\n" + host + b"X: " + b"a" * 20000 + b"\r\n\r\n",
        b"GET /" + b"a" * 20000 + b" HTTP/1.1\r\n" + host + b"\r\n", b"CONNECT evil.example:80 HTTP/1.1\r\n" + host + b"\r\n",
        b"GET / HTTP/1.1\r\n" + b"".join(b"X%d: y\r\n" % n for n in range(2000)) + host + b"\r\n",
        post + b"Content-Type: application/json\r\nContent-Length: -1\r\n\r\n",
        post + b"Content-Type: application/json\r\nContent-Length: 99999999999999999999\r\n\r\n",
        post + b"Content-Type: application/json\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
        post + b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        post + b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + b"10000\r\n" + b" " * 65536 + b"\r\n1\r\n \r\n0\r\n\r\n",
        post + b"Content-Type: application/json\r\nContent-Length: 10\r\n\r\n[[[[[[[[[[",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x11" * 200,
    ]
    for data in wrong:
        answer = s.raw(data, wait=2, half=True)
        check(not answer.startswith(b"HTTP/1.1 5") or answer.startswith(b"HTTP/1.1 505"), f"{data[:60]} is no fault of the server: {answer[:80]}")
        # The library takes a NUL for the end of the target.
        check(b"HTTP/1.1 200" not in answer or b"/\0" in data, f"{data[:60]} is refused")
    chunked = s.raw(wrong[16], wait=2)
    check(chunked.startswith(b"HTTP/1.1 413"), f"a chunked body is limited: {chunked[:60]}")
    # A body with two lengths does not smuggle in a second request.
    smuggled = s.raw(
        post + b"Content-Type: application/json\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        + b"GET /api/v1/today HTTP/1.1\r\n" + host + cookie + b"\r\n", wait=2)
    check(smuggled.count(b"HTTP/1.1") <= 2 and not (b'"user"' in smuggled and smuggled.startswith(b"HTTP/1.1 200")), "no request is smuggled")
    # Random changes of a good request.
    rng = random.Random(1)
    good = post + b"Content-Type: application/json\r\nContent-Length: 14\r\n\r\n{\"actions\":[]}"
    for _ in range(300):
        data = bytearray(good)
        for _ in range(rng.randrange(1, 6)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        answer = s.raw(bytes(data), wait=0.05, half=True)
        check(not answer.startswith(b"HTTP/1.1 5") or answer[9:12] in (b"501", b"505"), f"{bytes(data)} is no fault of the server")
    # Connections that were left half open are closed when nothing has happened on them for 15 seconds.
    time.sleep(17)
    check(s.send("GET", "/api/v1/today")[0] == 200, "the server goes on")
    s.stop()


def limits():
    """At most 16 connections from one address, or 64 behind a proxy; one that is slow is cut off."""
    s = Server().pair()
    held = [socket.create_connection(("127.0.0.1", s.port)) for _ in range(16)]
    time.sleep(0.2)
    extra = socket.create_connection(("127.0.0.1", s.port), timeout=5)
    extra.settimeout(5)
    refused = False
    try:
        extra.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        refused = extra.recv(100) == b""
    except ConnectionError:
        refused = True
    check(refused, "the 17th connection of an address is refused")
    for link in held:
        link.close()
    time.sleep(0.3)
    check(s.send("GET", "/api/v1/today")[0] == 200, "afterwards there is room again")

    def until_closed(name, send):
        """Checks that the server ends a connection on which `send` sends a byte now and then."""
        link = socket.create_connection(("127.0.0.1", s.port))
        link.settimeout(1)
        began = time.time()
        send(link, True)
        while time.time() - began < 60:
            try:
                if link.recv(4096) == b"":
                    break
            except TimeoutError:
                pass
            except ConnectionError:
                break
            try:
                send(link, False)
            except OSError:
                break
        took[name] = time.time() - began

    head = f"POST /api/v1/actions HTTP/1.1\r\nHost: localhost:{s.port}\r\nOrigin: {s.origin}\r\nCookie: {s.cookie}\r\n".encode()
    body = head + b"Content-Type: application/json\r\nContent-Length: 60000\r\n\r\n{"
    took = {}
    threads = [
        threading.Thread(target=until_closed, args=arguments) for arguments in [
            ("nothing", lambda link, first: None),
            ("half a head", lambda link, first: link.sendall(head) if first else None),
            ("a head drop by drop", lambda link, first: link.sendall(head if first else b"X")),
            ("a body drop by drop", lambda link, first: link.sendall(body if first else b" ")),
        ]]
    for thread in threads:
        thread.start()
    # Others are served meanwhile.
    for _ in range(20):
        check(s.send("GET", "/api/v1/today")[0] == 200, "others are served beside slow clients")
        time.sleep(0.05)
    for thread in threads:
        thread.join()
    for name, seconds in took.items():
        print(f"  closed after {seconds:.0f} s: {name}")
        check(seconds < 40, f"{name} is cut off")
    s.stop()

    s = Server("--behind-proxy", "https://pores.example")
    held = [socket.create_connection(("127.0.0.1", s.port)) for _ in range(63)]
    time.sleep(0.3)
    headers = {"Host": "pores.example"}
    check(s.send("GET", "/", headers=headers)[0] == 200, "behind a proxy there are 64 connections")
    check(s.send("GET", "/", headers={"Host": f"localhost:{s.port}"})[0] == 421, "behind a proxy the host is the proxy's")
    s.stop()


def many_connections():
    """Memory does not grow with the number of connections and requests."""
    s = Server().pair()
    for _ in range(500):
        s.send("GET", "/api/v1/week")
    before = s.memory()
    count = int(os.environ.get("PORELOG_CONNECTIONS", "10000"))
    for number in range(count):
        s.send("GET", "/api/v1/week" if number % 4 else "/api/v1/nothing")
    after = s.memory()
    print(f"  resident memory: {before} KiB, after {count} connections {after} KiB")
    check(after - before < 1024, "memory does not grow with connections")
    s.stop()


def signals():
    """SIGTERM lets what has begun finish."""
    s = Server().pair()
    body = json.dumps({"actions": [{"id": "00000000-0000-0000-0000-000000000001", "action": LOG}]}).encode()
    link = socket.create_connection(("127.0.0.1", s.port), timeout=10)
    link.sendall(
        f"POST /api/v1/actions HTTP/1.1\r\nHost: localhost:{s.port}\r\nOrigin: {s.origin}\r\nCookie: {s.cookie}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body[:10])
    time.sleep(0.2)
    s.process.send_signal(signal.SIGTERM)
    time.sleep(0.3)
    link.sendall(body[10:])
    check(b'"status":"done"' in link.recv(65536), "a request that has begun is answered after SIGTERM")
    check(s.process.wait(timeout=15) == 0, "then the server ends")
    s.start()
    check(s.act(LOG, ids=["00000000-0000-0000-0000-000000000001"]) == (200, ["before"]), "and its action is there")
    # A request that never ends does not keep the server.
    link = socket.create_connection(("127.0.0.1", s.port), timeout=10)
    link.sendall(f"GET / HTTP/1.1\r\nHost: localhost:{s.port}\r\n".encode())
    began = time.time()
    check(s.stop() == 0 and time.time() - began < 15, "a request that does not end does not keep the server")


def options():
    """Where it does not listen, and files that are wrong."""
    home = tempfile.mkdtemp(prefix="porelog-server-")
    authority = trustme.CA()
    cert = authority.issue_cert("localhost", "127.0.0.1")
    cert.private_key_pem.write_to_path(f"{home}/key.pem")
    for n, pem in enumerate(cert.cert_chain_pems):
        pem.write_to_path(f"{home}/cert.pem", append=n > 0)
    authority.issue_cert("localhost").private_key_pem.write_to_path(f"{home}/other.pem")
    pathlib.Path(home, "text.pem").write_text("no certificate")
    tls = ["--certificate", "cert.pem", "--key", "key.pem"]
    cases = [
        (["--listen", "0.0.0.0:0"], 64, "needs --certificate"), (["--listen", "[::]:0"], 64, "needs --certificate"),
        (["--listen", "0.0.0.0:0", "--behind-proxy", "https://a.example"], 64, "on this machine alone"),
        (["--behind-proxy", "http://a.example"], 64, "https://name"), ([*tls, "--behind-proxy", "https://a.example"], 64, "leave one out"),
        (["--certificate", "cert.pem"], 64, "belong together"), (["--certificate", "none.pem", "--key", "key.pem"], 66, "none.pem"),
        (["--certificate", "text.pem", "--key", "key.pem"], 66, "no certificate"), (["--certificate", "cert.pem", "--key", "cert.pem"], 66, "private key"),
        (["--certificate", "cert.pem", "--key", "other.pem"], 66, "another certificate"), (["--listen", "name:80"], 69, "cannot listen"),
        (["--listen", "127.0.0.1"], 64, "an address and a port"), (["--listen", "::1:80"], 64, "an address and a port"),
        (["--listen", "127.0.0.1:99999"], 64, "an address and a port"), (["--lisen", "x"], 64, "did you mean --listen?"),
        (["--verbose=1"], 64, "no option"), (["--db"], 64, "needs a value"), (["--db", "text.pem"], 74, "doctor"),
    ]
    for arguments, code, words in cases:
        run = subprocess.run(
            [server.programs / "porelog-serve", *([] if "--listen" in arguments else ["--listen", "127.0.0.1:0"]), *arguments],
            cwd=home, env={"HOME": home}, capture_output=True, text=True, timeout=10)
        check(run.returncode == code and words in run.stderr and run.stderr.count("\n") == 1, f"{arguments}: {run.returncode} {run.stderr}")
    run = subprocess.run([server.programs / "porelog", "serve", "--help"], capture_output=True, text=True, env={"HOME": home})
    check(run.returncode == 0 and "--behind-proxy" in run.stdout, "porelog serve starts porelog-serve")
    s = Server()
    taken = subprocess.run(
        [server.programs / "porelog-serve", "--listen", f"127.0.0.1:{s.port}"], env={"HOME": home}, capture_output=True, text=True)
    check(taken.returncode == 69 and "already in use" in taken.stderr, "a port that is taken")
    s.stop()


def tls():
    """TLS with the library's own; the certificate is read again on SIGHUP."""
    authority = trustme.CA()
    home = tempfile.mkdtemp(prefix="porelog-server-")

    def issue():
        cert = authority.issue_cert("localhost")
        cert.private_key_pem.write_to_path(f"{home}/key.pem")
        for n, pem in enumerate(cert.cert_chain_pems):
            pem.write_to_path(f"{home}/cert.pem", append=n > 0)

    issue()
    s = Server("--certificate", "cert.pem", "--key", "key.pem", folder=home)
    s.origin = f"https://localhost:{s.port}"
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    s.connection = lambda timeout=30: http.client.HTTPSConnection("localhost", s.port, timeout=timeout, context=trusting)
    s.pair()
    check(s.cookie.startswith("__Host-porelog="), "under TLS the cookie is bound to it")
    check(s.act(LOG) == (200, ["done"]), "an action over TLS")
    check(s.porelog("device", "add").splitlines()[1].strip().startswith(s.origin), "the link has https")
    check(s.send("GET", "/", headers={"Host": f"127.0.0.1:{s.port}"})[0] == 421, "the hosts are those of the certificate")
    check(s.raw(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", wait=3)[:5] != b"HTTP/", "there is no plain HTTP")
    for version, allowed in [(ssl.TLSVersion.TLSv1_1, False), (ssl.TLSVersion.TLSv1_2, True), (ssl.TLSVersion.TLSv1_3, True)]:
        context = ssl.create_default_context()
        authority.configure_trust(context)
        context.set_ciphers("ALL:@SECLEVEL=0")
        try:
            context.minimum_version = context.maximum_version = version
            with socket.create_connection(("localhost", s.port), timeout=5) as plain:
                with context.wrap_socket(plain, server_hostname="localhost") as link:
                    check(allowed and link.version() in ("TLSv1.2", "TLSv1.3"), f"{version} is allowed")
        except (ssl.SSLError, OSError, ValueError):
            check(not allowed, f"{version} is refused")

    def serial():
        with socket.create_connection(("localhost", s.port), timeout=5) as plain:
            with trusting.wrap_socket(plain, server_hostname="localhost") as link:
                return link.getpeercert()["serialNumber"]

    old = serial()
    kept = s.connection()
    check(s.send("GET", "/", connection=kept)[0] == 200, "a connection before the new certificate")
    issue()
    s.process.send_signal(signal.SIGHUP)
    time.sleep(1.5)
    check(serial() != old, "SIGHUP reads the certificate again")
    check(s.send("GET", "/", connection=kept)[0] == 200, "a connection from before goes on")
    new = serial()
    pathlib.Path(home, "cert.pem").write_text("broken")
    s.process.send_signal(signal.SIGHUP)
    time.sleep(1.5)
    check(serial() == new and "stays in use" in s.messages(), "a broken certificate is not taken")
    for _ in range(3):
        issue()
        s.process.send_signal(signal.SIGHUP)
        time.sleep(1.2)
        check(s.act(LOG)[0] == 200, "again and again")
    check(s.stop() == 0, "it ends")


def proxy():
    """Caddy in front: TLS there, plain HTTP behind."""
    home = tempfile.mkdtemp(prefix="porelog-caddy-")
    front, s = free_port(), None
    s = Server("--behind-proxy", f"https://localhost:{front}")
    pathlib.Path(home, "Caddyfile").write_text(
        "{\n admin off\n skip_install_trust\n auto_https disable_redirects\n storage file_system " + home + "\n}\n"
        + f"https://localhost:{front} {{\n tls internal\n reverse_proxy 127.0.0.1:{s.port}\n}}\n")
    caddy = subprocess.Popen(
        ["caddy", "run", "--config", f"{home}/Caddyfile", "--adapter", "caddyfile"],
        env={"HOME": home, "PATH": os.environ["PATH"]}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        root = pathlib.Path(home, "pki/authorities/local/root.crt")
        for _ in range(300):
            if root.exists():
                break
            time.sleep(0.05)
        time.sleep(0.5)
        context = ssl.create_default_context(cafile=root)
        s.origin = f"https://localhost:{front}"
        s.headers = lambda **more: {"Origin": s.origin} | ({"Cookie": s.cookie} if s.cookie else {}) | more
        s.connection = lambda timeout=30: http.client.HTTPSConnection("localhost", front, timeout=timeout, context=context)
        s.pair()
        check(s.cookie.startswith("__Host-porelog="), "behind a proxy with TLS the cookie is bound to it")
        check(s.act(LOG) == (200, ["done"]), "an action through the proxy")
        check(json.loads(s.send("GET", "/api/v1/today")[2])["user"] == "me", "a report through the proxy")
    finally:
        caddy.terminate()
        caddy.wait()
    s.stop()


if __name__ == "__main__":
    parts = [everyday, wrong_requests, limits, many_connections, signals, options, tls, proxy]
    chosen = os.environ.get("PORELOG_PARTS", "").split()
    for part in parts:
        if not chosen or part.__name__ in chosen:
            print(part.__name__, flush=True)
            part()
    print(f"{server.checks} checks")
