#!/usr/bin/env python3
"""Makes the pictures of the README from the real program: the week on a terminal, and the report page.

    Tests/Pictures/make.py .build/release/porelog

Needs chromium. The pictures are written to Sources/porelog/porelog.docc/Resources."""

import fcntl
import html
import os
import pathlib
import pty
import re
import struct
import subprocess
import sys
import tempfile
import termios

program = pathlib.Path(sys.argv[1]).resolve()
repository = pathlib.Path(__file__).resolve().parents[2]
fixtures = repository / "Tests" / "Fixtures"
resources = repository / "Sources" / "porelog" / "porelog.docc" / "Resources"
columns, rows = 80, 24
environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "xterm-256color", "TZ": "UTC",
               "PORELOG_NOW": "2025-05-22T21:10:00Z"}
# The SGR parameters that porelog writes, as CSS.
styles = {"1": "font-weight:bold", "2": "color:#8a9496", "31": "color:#e2935f", "32": "color:#5ec4b8",
          "33": "color:#e0c068", "36": "color:#7fb6e6"}


def call(*arguments):
    subprocess.run([program, *arguments], env=environment, check=True, capture_output=True)


def on_terminal(*arguments):
    """The output of the program on a terminal."""
    child, terminal = pty.fork()
    if child == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.execve(program, [str(program), *arguments], environment)
    output = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            break
        if not piece:
            break
        output += piece
    os.waitpid(child, 0)
    return output.decode().replace("\r", "")


def as_page(text):
    """A page that shows `text` with its colours."""
    body = html.escape(text)
    body = re.sub("\x1b\\[0m", "</span>", body)
    body = re.sub("\x1b\\[(\\d+)m", lambda found: f'<span style="{styles[found[1]]}">', body)
    return ('<!doctype html><meta charset="utf-8"><style>body{margin:0;background:#12191b;color:#e6ecec;padding:16px}'
            f'pre{{margin:0;font:14px/20px "DejaVu Sans Mono",monospace}}</style><pre>{body}</pre>')


def picture(page, name, width, height):
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             "--force-color-profile=srgb", f"--user-data-dir={profile}", f"--window-size={width},{height}",
             f"--screenshot={resources / name}", page.as_uri()],
            check=True, capture_output=True)


def main():
    resources.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        environment.update(HOME=str(folder), PORELOG_DB=str(folder / "journal.db"))
        call("import", str(fixtures / "diary"))
        subprocess.run([program, "photo", "check", "--under", str(fixtures / "photos")], env=environment,
                       capture_output=True)
        text = "$ porelog week\n" + on_terminal("week")
        (folder / "week.html").write_text(as_page(text.rstrip()), encoding="utf-8")
        picture(folder / "week.html", "week.png", 32 + 80 * 8 + 42, 32 + 20 * (text.rstrip().count("\n") + 1))
        call("export", "--html", str(folder / "report.html"))
        picture(folder / "report.html", "page.png", 1000, 900)
    for name in ["week.png", "page.png"]:
        print(f"{resources / name}: {(resources / name).stat().st_size} bytes")


main()
