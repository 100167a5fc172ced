"""Looks at the page in every state with axe, at phone and desktop widths, light and dark; and tries what is rare: a full
store, a page that is updated while something is unsent, large text, the keyboard alone. Prints how long an evening takes
from a cold start on a slow phone.

    venv/bin/python Tests/Server/states.py .build/release [FOLDER FOR SCREENSHOTS]
"""

import gzip
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

import server
from phone import STEPS, Phone, entries, evening
from server import Server, check


def everywhere(phone, name, before=lambda: None):
    """Looks at the screen at each width, light and dark, each time after `before`."""
    for scheme in ["light", "dark"]:
        phone.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
        for width in [360, 390, 768, 1280]:
            phone.driver.set_window_size(width, 844)
            before()
            check(phone.driver.execute_script("return document.documentElement.scrollWidth <= innerWidth"),
                  f"{name} at {width} does not scroll sideways")
            phone.look(f"{name}-{width}-{scheme}")
    phone.driver.set_window_size(390, 844)


def states():
    s = Server("--verbose")
    s.porelog("user", "add", "me", "--day-start", "00:00", "--empty")
    today = json.loads(s.porelog("day", "--json"))["day"]
    phone = Phone()
    phone.pair(s, "--name", "phone")
    phone.wait(lambda: "No steps yet" in phone.text("#headline") and not phone.find("#starter"), "a journal without steps says so")
    everywhere(phone, "empty")
    for step in ["pm/oil-cleanse", "pm/water-cleanse", "pm/retinol"]:
        s.porelog("routine", "add", step, "--quiet")
    phone.wait(lambda: phone.find("#all"), "steps that were added elsewhere arrive")
    everywhere(phone, "evening")
    phone.click("#all")
    phone.wait(lambda: phone.is_home() and "All done" in phone.text("#headline"), "the evening is done")
    everywhere(phone, "evening-done")
    s.porelog("rate", "redness=3", "--quiet")
    s.porelog("pause", "actives", "--for", "5", "--reason", "irritation", "--quiet")
    phone.go("week")
    phone.go("tonight")
    phone.wait(lambda: "irritation" in phone.text("main"), "a pause for irritation is told")
    everywhere(phone, "irritation")
    s.porelog("log", "pm", "--clear", "all", "--quiet")
    s.porelog("pause", "all", "--reason", "travel", "--quiet")
    phone.wait(lambda: "Paused: everything" in phone.driver.execute_script("return document.querySelector('main').textContent"), "everything is paused")
    check("Nothing to do" in phone.text("#headline") and not phone.find("main ul [data-step]:not(details *)"), "what is paused is folded away")
    everywhere(phone, "paused")
    s.stop(signal.SIGKILL)
    phone.go("tonight")
    phone.driver.execute_script("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
    phone.tap("pm/retinol")
    phone.wait(lambda: "kept on this phone" in phone.text("#state"), "a tap without a connection")
    everywhere(phone, "offline")
    s.porelog("routine", "rename", "pm/retinol", "balm")
    s.start()
    phone.wait(lambda: "Not taken" in phone.text("#state"), "a refused tap")
    everywhere(phone, "refused")
    other = Phone()
    other.pair(s, "--name", "a tablet with a rather long name, in the kitchen")
    phone.go("settings")
    phone.wait(lambda: "kitchen" in phone.text("main"), "two devices are listed")
    everywhere(phone, "two-devices")
    other.driver.quit()

    # Text of twice the size, and no motion.
    phone.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]})
    phone.driver.execute_script("document.documentElement.style.fontSize = '200%'")
    for name in ["tonight", "week", "milestones", "photos", "more", "checkin", "shelf", "settings", f"day/{today}"]:
        phone.go(name)
        phone.wait(lambda: phone.find("main h1"), f"{name} is drawn")
        check(phone.driver.execute_script("return document.documentElement.scrollWidth <= innerWidth"), f"{name} in large text does not scroll sideways")
        phone.look(f"{name.split('/')[0]}-large")
    phone.driver.execute_script("document.documentElement.style.fontSize = ''")

    # The keyboard alone: from the top to the first step, which is ticked.
    phone.go("tonight")
    s.porelog("resume", "all", "--quiet")
    phone.wait(lambda: phone.find("main section [data-step]"), "what is due again is drawn")
    phone.driver.execute_script("document.activeElement.blur(); scrollTo(0, 0)")
    for _ in range(20):
        ActionChains(phone.driver).send_keys(Keys.TAB).perform()
        focused = phone.driver.switch_to.active_element
        if focused.get_attribute("data-step"):
            break
    step = focused.get_attribute("data-step")
    check(step is not None, "the keyboard reaches the steps")
    before = phone.is_done(step)
    focused.send_keys(Keys.SPACE)
    phone.wait(lambda: phone.is_done(step) != before, "and ticks one")
    check(phone.driver.switch_to.active_element.get_attribute("data-step") == step, "and stays there")
    phone.driver.quit()
    s.stop()


def full_store():
    """A tap that the phone has no room for is told, and is not shown as kept."""
    disk = tempfile.mkdtemp(prefix="porelog-small-")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200m", "tmpfs", disk], capture_output=True).returncode:
        return print("  a full store was not tried, because mounting is not allowed")
    s, phone = evening(), Phone(os.path.join(disk, "profile"))
    phone.pair(s)
    s.stop(signal.SIGKILL)
    fillers = []

    def fill():
        """The disk of the phone is full."""
        fillers.append(os.path.join(disk, f"filler{len(fillers)}"))
        subprocess.run(["dd", "if=/dev/zero", f"of={fillers[-1]}", "bs=4k"], stderr=subprocess.DEVNULL)

    kept = lambda: int("0" + phone.text("#state").split(" ")[0]) if "kept on this phone, not" in phone.text("#state") else 0

    def refuse():
        """Taps until one is refused. Returns how many taps are kept."""
        fill()
        # Some taps still fit into what the browser has reserved.
        for _ in range(1000):
            phone.driver.execute_script("document.getElementById('toast').replaceChildren()")
            before = kept()
            phone.driver.execute_script("document.querySelector(arguments[0]).click()", f'[data-step="{STEPS[0]}"]')
            phone.wait(lambda: "no room" in phone.text("#toast") or kept() > before, "a tap is kept, or it is told that it is not")
            if "no room" in phone.text("#toast"):
                check(kept() == before and phone.is_done(STEPS[0]) == (before % 2 == 1), "the tick goes back")
                return before
        raise AssertionError("a full store is told")

    refuse()
    everywhere(phone, "full", refuse)
    # The browser opens its database again and again meanwhile, and may begin an empty one.
    taps = 0
    for _ in range(20):
        now = refuse()
        check(now >= taps, f"what was kept is still there: {now} of {taps}")
        taps = now
        time.sleep(0.5)

    def empty():
        while fillers:
            os.remove(fillers.pop())

    empty()
    time.sleep(3)
    check(kept() == taps, "and with room again")
    phone.tap(STEPS[0])
    phone.wait(lambda: kept() == taps + 1, "with room it is kept")
    phone.open(f"{s.origin}/")
    check(kept() == taps + 1, "and is there when the page is opened again")
    fill()
    s.start()
    # The phone cannot store what home answers, so it may send the same again.
    time.sleep(6)
    empty()
    phone.wait(phone.is_home, "all of it is sent", 60)
    check((STEPS[0] in entries(s)) == (taps % 2 == 0), "in order")
    phone.driver.quit()
    subprocess.run(["umount", "-l", disk])


def updated():
    """The page is updated while something is unsent."""
    s, phone = evening(), Phone()
    phone.pair(s)
    s.stop(signal.SIGKILL)
    phone.tap(STEPS[0])
    # Another version of the server: a copy of the program with another word in a script of the page.
    copies = pathlib.Path(tempfile.mkdtemp(prefix="porelog-update-"))
    for name in ["porelog", "porelog-serve"]:
        shutil.copy(server.programs / name, copies / name)
    program = (copies / "porelog-serve").read_bytes()
    check(program.count(b"Everything is at home") == 1, "the script lies in the program")
    (copies / "porelog-serve").write_bytes(program.replace(b"Everything is at home", b"Everything is at HOME"))
    sound, server.programs = server.programs, copies
    s.start()
    phone.wait(lambda: phone.unsent() == 0, "the page of before sends what it kept")
    check(STEPS[0] in entries(s), "and it is there")
    phone.tap(STEPS[1])
    for _ in range(5):
        phone.open(f"{s.origin}/")
        time.sleep(2)
        if "HOME" in phone.text("#state"):
            break
    check("HOME" in phone.text("#state"), "the page of after comes by itself")
    s.stop(signal.SIGKILL)
    phone.tap(STEPS[2])
    phone.open(f"{s.origin}/")
    check(phone.is_done(STEPS[2]) and phone.unsent() == 1, "it opens without a connection, with its tap")
    server.programs = sound
    s.start()
    phone.wait(lambda: phone.unsent() == 0, "which is sent by whichever page is there")
    check(set(STEPS) <= set(entries(s)), "each tap is in the journal")
    phone.driver.quit()
    s.stop()


def time_of_an_evening():
    """From a cold start of the page to an evening that is kept, with the processor slowed four times."""
    s, phone = evening(), Phone()
    phone.pair(s)
    shown, done = [], []
    for _ in range(5):
        phone.driver.get("about:blank")
        phone.driver.execute_cdp_cmd("Emulation.setCPUThrottlingRate", {"rate": 4})
        phone.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": """
          new MutationObserver(() => {
            const all = document.getElementById("all");
            if (all && !window.shownAt) {
              window.shownAt = performance.now();
              setTimeout(() => { window.tappedAt = performance.now(); all.click(); });
            }
            if (window.tappedAt && document.getElementById("headline")?.textContent === "All done") window.doneAt ??= performance.now();
          }).observe(document, { subtree: true, childList: true });
        """})
        phone.driver.get(f"{s.origin}/")
        phone.wait(lambda: phone.driver.execute_script("return window.doneAt"), "the evening is done")
        shown.append(phone.driver.execute_script("return window.shownAt"))
        done.append(phone.driver.execute_script("return window.doneAt - window.tappedAt"))
        phone.driver.execute_cdp_cmd("Emulation.setCPUThrottlingRate", {"rate": 1})
        phone.wait(phone.is_home, "it is sent")
        s.porelog("log", "--clear", "all", "--quiet")
        phone.wait(lambda: phone.find("#all"), "and cleared")
    middle = lambda values: sorted(values)[len(values) // 2]
    print(f"  on a processor slowed four times: {middle(shown):.0f} ms to the list, {middle(done):.0f} ms from the tap to \"All done\"")
    # What a phone loads at its first visit, as it is sent.
    paths = phone.driver.execute_async_script("""
      const done = arguments[0];
      caches.keys().then((names) => caches.open(names.find((name) => name !== "unsent"))).then((cache) => cache.keys()).then((keys) => done(keys.map((key) => new URL(key.url).pathname)));
    """)
    sizes = {}
    for path in paths:
        status, headers, data = s.send("GET", path, headers=s.headers(**{"Accept-Encoding": "gzip"}))
        check(status == 200 and gzip.decompress(data) == s.send("GET", path)[2], f"{path} is sent compressed")
        sizes[path] = len(data)
    scripts = sum(size for path, size in sizes.items() if path.endswith(".js"))
    print(f"  {sum(sizes.values()) / 1000:.0f} KB at first load, {scripts / 1000:.0f} KB of it scripts")
    check(sum(sizes.values()) <= 100_000 and scripts <= 60_000, f"the page is small: {sizes}")
    phone.driver.quit()
    s.stop()


for part in [states, full_store, updated, time_of_an_evening]:
    if os.environ.get("PORELOG_PARTS", part.__name__) != part.__name__:
        continue
    began = time.time()
    part()
    print(f"{part.__name__}: {time.time() - began:.0f} s", flush=True)
print(f"{server.checks} checks")
