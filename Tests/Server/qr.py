"""Reads the QR code that `porelog device add` draws on a terminal, with zbarimg.

    swift build --traits QRCode --product porelog --scratch-path .build/qr
    apt-get install -y zbar-tools && venv/bin/python Tests/Server/qr.py .build/qr/debug/porelog
"""

import fcntl
import os
import pathlib
import pty
import re
import struct
import subprocess
import sys
import tempfile
import termios

home = tempfile.mkdtemp(prefix="porelog-qr-")
program = os.path.abspath(sys.argv[1])


def screen(columns, *arguments):
    """What the program writes to a terminal."""
    child, terminal = pty.fork()
    if child == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        os.execve(program, [program, "--db", f"{home}/j.db", *arguments],
                  {"HOME": home, "LANG": "C.UTF-8", "TERM": "xterm-256color", "TZ": "UTC"})
    output = b""
    try:
        while piece := os.read(terminal, 65536):
            output += piece
    except OSError:
        pass
    os.waitpid(child, 0)
    return output.decode().replace("\r\n", "\n")


text = screen(80, "device", "add", "--at", "https://pores.example")
link = re.search(r"https://pores\.example/#pair=[0-9a-f]{32}", text)[0]
rows = []
for line in re.findall(r"\x1b\[30;107m(.*?)\x1b\[0m", text):
    rows.append([1 if cell in "█▀" else 0 for cell in line])
    rows.append([1 if cell in "█▄" else 0 for cell in line])
assert rows, text
scale = 8
pixels = [" ".join(str(module) for module in row for _ in range(scale)) for row in rows for _ in range(scale)]
image = pathlib.Path(home, "qr.pbm")
image.write_text(f"P1\n{len(rows[0]) * scale} {len(rows) * scale}\n" + "\n".join(pixels) + "\n")
read = subprocess.run(["zbarimg", "--quiet", "--raw", image], capture_output=True, text=True).stdout.strip()
assert read == link, f"{read} is not {link}"
assert len(rows[0]) <= 50, "the code fits 50 columns"
assert "\x1b[30;107m" not in screen(30, "device", "add"), "a narrow terminal shows no code"
print("the QR code has the link")
