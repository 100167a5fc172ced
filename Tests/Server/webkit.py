"""Checks the essentials of the page in WebKit, the engine of iPhones: Debian's webkit2gtk-driver with its MiniBrowser.
This driver takes no pictures of a page.

    apt-get install -y webkit2gtk-driver xvfb
    venv/bin/python Tests/Server/webkit.py .build/release
"""

import glob
import json
import os
import pathlib
import signal
import subprocess
import time

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

import server
from server import Server, check

screen = subprocess.Popen(["Xvfb", ":97", "-screen", "0", "800x1000x24"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
os.environ.update(
    DISPLAY=":97", WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS="1", WEBKIT_DISABLE_COMPOSITING_MODE="1", LC_ALL="C.UTF-8")
time.sleep(1)
options = webdriver.WebKitGTKOptions()
options.binary_location = sorted(glob.glob("/usr/lib/*/webkit2gtk-4.*/MiniBrowser"))[-1]
options.add_argument("--automation")
driver = webdriver.WebKitGTK(options=options, service=webdriver.WebKitGTKService("/usr/bin/WebKitWebDriver"))

find = lambda selector: driver.find_elements(By.CSS_SELECTOR, selector)
text = lambda selector: "".join(found.text for found in find(selector))
at_home = lambda: "Everything is at home" in text("#state")
done = lambda step: find(f'[data-step="{step}"]')[0].get_attribute("aria-pressed") == "true"


def wait(condition, what, seconds=20):
    WebDriverWait(driver, seconds, ignored_exceptions=[StaleElementReferenceException, IndexError]).until(
        lambda _: condition(), what)


def tap(selector):
    driver.execute_script("document.querySelector(arguments[0]).click()", selector)



s = Server()
s.porelog("user", "add", "me", "--day-start", "00:00")
try:
    driver.get(json.loads(s.porelog("device", "add", "--json"))["link"])
    wait(lambda: "to do" in text("#headline") and at_home(), "the link pairs the device")
    tap('[data-step="pm/oil-cleanse"]')
    wait(lambda: done("pm/oil-cleanse") and at_home(), "a tap is kept and sent")
    check('"status":"done"' in s.porelog("day", "--json"), "the journal has it")

    wait(lambda: driver.execute_script("return navigator.serviceWorker.controller !== null"), "the worker keeps the page")
    s.stop(signal.SIGKILL)
    tap('[data-step="pm/water-cleanse"]')
    wait(lambda: done("pm/water-cleanse") and "kept on this phone" in text("#state"), "a tap is kept without a connection")
    driver.get(f"{s.origin}/")
    wait(lambda: done("pm/water-cleanse") and done("pm/oil-cleanse"), "the page opens without a connection, with the tap")
    s.start()
    wait(at_home, "home answers again")
    changes = json.loads(s.porelog("undo", "--list", "--json"))
    check(sum(change["summary"].startswith("log") for change in changes) == 2, f"each tap is there once: {changes}")

    tap("#all")
    wait(lambda: at_home() and not find("#all"), "the evening is logged by a tap")
    statuses = [entry["status"] for entry in json.loads(s.porelog("day", "--json"))["entries"]]
    check(len(statuses) >= 3 and set(statuses) == {"done"}, f"and is in the journal: {statuses}")

    driver.execute_script("location.hash = '#photos'")
    wait(lambda: find("#file"), "the photos are shown")
    # A hidden field takes no file from this driver.
    driver.execute_script("document.getElementById('file').classList.remove('hidden')")
    fixture = pathlib.Path(__file__).resolve().parent.parent / "Fixtures/photos/before.jpg"
    find("#file")[0].send_keys(str(fixture))
    wait(lambda: at_home() and '"view":"nose"' in s.porelog("photo", "list", "--json"), "a picture by file is sent")
    kept = pathlib.Path(json.loads(s.porelog("photo", "list", "--json"))["photos"][0]["file"]).read_bytes()
    check(kept[:2] == b"\xff\xd8" and b"Exif" not in kept, "without its metadata")
    wait(lambda: driver.execute_script("return document.querySelector('main img')?.naturalWidth > 0"), "and shown")
    today = json.loads(s.porelog("day", "--json"))["day"]
    for name, heading in {"week": "Week of", "milestones": "Milestones", "checkin": "Check-in", "shelf": "Shelf",
                          "settings": "Settings", "more": "More", f"day/{today}": today[8:].lstrip("0")}.items():
        driver.execute_script(f"location.hash = '#{name}'")
        wait(lambda: heading in text("main h1"), f"{name} is drawn")
    driver.get(f"{s.origin}/report")
    wait(lambda: "Skincare report" in text("h1"), "the report page is shown")
    check(driver.execute_script("return getComputedStyle(document.body).margin") != "8px", "with its style")
finally:
    driver.quit()
    screen.terminate()
s.stop()
print(f"{server.checks} checks")
