"""Interrupts two phones at random, and checks that each tap is in the journal exactly once.

Two devices of one person tap notes, one of them in two tabs. Meanwhile the server is killed, a browser is killed with -9, a
page is reloaded, answers are lost after the change was stored, or nothing happens.

    PORELOG_INTERRUPTIONS=1000 venv/bin/python Tests/Server/interruptions.py .build/release
"""

import collections
import json
import os
import random
import signal
import time

from selenium.common.exceptions import WebDriverException

import server
from phone import LossyProxy, Phone, evening
from server import check

rounds = int(os.environ.get("PORELOG_INTERRUPTIONS", "40"))
rng = random.Random(int(os.environ.get("PORELOG_SEED", "1")))
s = evening()
proxy = LossyProxy(s.port)
address = f"http://localhost:{proxy.port}"
phones = [Phone(), Phone()]
for phone in phones:
    phone.pair(s, address=address)
phones[0].driver.switch_to.new_window("tab")
phones[0].open(f"{address}/")
# Chromium writes cookies to its disk every 30 seconds.
time.sleep(33)

number, shown, tried = 0, [], []
counts = collections.Counter()

# Adds a note as a person does, and tells when the page says that it is kept.
ADD = """
  const done = arguments[1];
  const button = [...document.querySelectorAll("main button")].find((one) => one.textContent === "Note on the day");
  if (!button) return done(false);
  button.click();
  const dialog = [...document.querySelectorAll("dialog")].at(-1);
  dialog.querySelector("#note").value = arguments[0];
  const toast = document.getElementById("toast");
  toast.hidden = true;
  const watch = new MutationObserver(() => {
    if (!toast.hidden) { watch.disconnect(); done(toast.textContent.startsWith("Note kept")); }
  });
  watch.observe(toast, { attributes: true });
  [...dialog.querySelectorAll("button")].find((one) => one.textContent === "Add").click();
"""


def add(phone):
    """Taps a note on `phone`. It counts as shown when the page has said that it is kept."""
    global number
    number += 1
    text = f"n{number}"
    tried.append(text)
    try:
        if phone.driver.execute_async_script(ADD, text):
            shown.append(text)
    except WebDriverException:
        counts["taps whose page was gone"] += 1


def server_killed():
    for phone in phones:
        add(phone)
    s.process.send_signal(signal.SIGKILL)
    s.process.wait()
    add(rng.choice(phones))
    s.start()


def browser_killed():
    place = rng.randrange(2)
    add(phones[place])
    time.sleep(rng.random() * 0.05)
    phones[place].kill()
    phones[place] = Phone(phones[place].profile)
    phones[place].open(f"{address}/")


def page_reloaded():
    phone = rng.choice(phones)
    add(phone)
    phone.open(f"{address}/")


def answers_lost():
    proxy.loses = True
    for phone in phones:
        add(phone)
    time.sleep(rng.random() * 0.3)
    proxy.loses = False


def other_tab():
    handles = phones[0].driver.window_handles
    if len(handles) == 1:
        phones[0].driver.switch_to.new_window("tab")
        phones[0].open(f"{address}/")
    else:
        phones[0].driver.switch_to.window(rng.choice(handles))
    add(phones[0])


def settle():
    """Waits until everything is sent, and compares the journal with what was tapped since the last time."""
    for phone in phones:
        for handle in phone.driver.window_handles:
            phone.driver.switch_to.window(handle)
        phone.open(f"{address}/")
        phone.wait(lambda: phone.is_home() and phone.unsent() == 0, "everything is sent", 60)
    kept = collections.Counter((json.loads(s.porelog("note", "--json"))["note"] or "").split("\n"))
    missing = [text for text in shown if kept[text] == 0]
    check(not missing, f"shown as kept, and not in the journal: {missing}")
    check(all(count == 1 for count in kept.values()), f"twice: {kept.most_common(3)}")
    check(set(kept) <= {*tried, ""}, "and nothing else")
    counts["shown as kept"] += len(shown)
    shown.clear()
    tried.clear()
    # A note has at most some thousand characters.
    s.porelog("note", "--clear", "--quiet")


for round in range(rounds):
    if round % 100 == 99:
        settle()
    interruption = rng.choice([server_killed, browser_killed, page_reloaded, answers_lost, other_tab])
    counts[interruption.__name__] += 1
    interruption()
    if rng.random() < 0.5:
        add(rng.choice(phones))

settle()
for phone in phones:
    phone.driver.quit()
s.stop()
print(f"{rounds} interruptions ({', '.join(f'{name} {count}' for name, count in counts.most_common())}), {number} taps: each that was shown as kept is there once, and none is there twice")
