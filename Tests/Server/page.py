"""Checks the page of the server in a real browser: Debian's chromium, driven by chromium-driver.

    apt-get install -y chromium chromium-driver
    venv/bin/python Tests/Server/page.py .build/release [FOLDER FOR SCREENSHOTS]
"""

import datetime
import json
import os
import pathlib
import subprocess
import sys
import tempfile

from axe_core_python.selenium import Axe
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

import trustme

import server
from server import Server, check

pictures = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None


def browser():
    options = webdriver.ChromeOptions()
    for argument in ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=390,844",
                     "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.ChromeService("/usr/bin/chromedriver")
    return webdriver.Chrome(options, service)


def wait(driver, condition, what):
    # The list is drawn anew after a tap.
    WebDriverWait(driver, 10, ignored_exceptions=[StaleElementReferenceException]).until(lambda _: condition(), what)


def messages(driver):
    return [entry["message"] for entry in driver.get_log("browser")]


def look(driver, name):
    found = Axe().run(driver)["violations"]
    check(not found, f"{name}: {json.dumps(found)[:800]}")
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
        driver.save_screenshot(str(pictures / f"{name}.png"))


def over_tls():
    """TLS with a certificate authority that the browser trusts: the cookie has the prefix that binds it to TLS."""
    home = tempfile.mkdtemp(prefix="porelog-page-")
    authority = trustme.CA()
    authority.cert_pem.write_to_path(f"{home}/ca.pem")
    issued = authority.issue_cert("localhost")
    issued.private_key_pem.write_to_path(f"{home}/key.pem")
    for number, pem in enumerate(issued.cert_chain_pems):
        pem.write_to_path(f"{home}/cert.pem", append=number > 0)
    store = f"{home}/.pki/nssdb"
    os.makedirs(store)
    for arguments in [["-N", "--empty-password"], ["-A", "-n", "test", "-t", "C,,", "-i", f"{home}/ca.pem"]]:
        subprocess.run(["certutil", *arguments, "-d", f"sql:{store}"], check=True)
    s = Server("--certificate", "cert.pem", "--key", "key.pem", folder=home)
    s.origin = f"https://localhost:{s.port}"
    os.environ["HOME"] = home
    driver = browser()
    try:
        driver.get(json.loads(s.porelog("device", "add", "--json"))["link"])
        wait(driver, lambda: driver.find_elements(By.ID, "headline"), "the link pairs over TLS")
        cookie = driver.get_cookie("__Host-porelog")
        check(cookie["secure"] and cookie["httpOnly"], "the cookie is bound to TLS")
        check(driver.execute_script("return isSecureContext"), "the page is a secure context")
        check(not messages(driver), "the console is empty")
    finally:
        driver.quit()
    s.stop()


over_tls()
s = Server()
s.porelog("user", "add", "<b>hana</b>")
driver = browser()
try:
    find = lambda selector: driver.find_elements(By.CSS_SELECTOR, selector)
    text = lambda selector: "".join(found.text for found in find(selector))

    def press(found):
        """Presses a button, scrolled out from behind the bars at the bottom."""
        driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", found)
        found.click()

    def go(name):
        """Opens a screen that lies under More."""
        press(find('nav a[href="#more"]')[0])
        wait(driver, lambda: find(f'main a[href="#{name}"]'), "the other screens are listed")
        press(find(f'main a[href="#{name}"]')[0])

    unfold = lambda: driver.execute_script("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
    step = lambda: find('[data-step="pm/oil-cleanse"]')[0]
    driver.get(s.origin)
    wait(driver, lambda: "not paired" in text("#status"), "a stranger is told to pair")
    # The only console line is that of the answer 401.
    check(all("401" in line for line in messages(driver)), messages(driver))
    look(driver, "unpaired")

    # By the code that is typed, then by the link.
    link = json.loads(s.porelog("device", "add", "--json"))
    driver.find_element(By.ID, "code").send_keys("0000-0000")
    press(find("#pair button")[0])
    wait(driver, lambda: "wrong" in text("#status"), "a wrong code is told")
    driver.find_element(By.ID, "code").clear()
    driver.find_element(By.ID, "code").send_keys(link["code"].lower())
    press(find("#pair button")[0])
    wait(driver, lambda: "to do" in text("#headline"), "the code pairs the device")
    driver.delete_all_cookies()
    driver.get("about:blank")
    driver.get(json.loads(s.porelog("device", "add", "--json"))["link"])
    wait(driver, lambda: "to do" in text("#headline"), "the link pairs the device")
    check("pair" not in driver.current_url, "the code does not stay in the address")
    cookie = driver.get_cookie("porelog")
    check(cookie["httpOnly"] and cookie["sameSite"] == "Strict", "the cookie is out of reach of scripts")
    messages(driver)
    look(driver, "tonight")

    # A tap logs, a second one takes back, and so does the undo bar.
    at_home = lambda: "Everything is at home" in text("#state")
    wait(driver, at_home, "nothing waits")
    for pressed in ["true", "false", "true"]:
        press(step())
        wait(driver, lambda: step().get_attribute("aria-pressed") == pressed and at_home(), "a tap is kept and sent")
        check(('"status":"done"' in s.porelog("day", "--json")) == (pressed == "true"), "the journal has what the page shows")
    press(driver.find_element(By.CSS_SELECTOR, "#toast button"))
    wait(driver, lambda: step().get_attribute("aria-pressed") == "false" and at_home(), "the undo bar takes back")
    press(find("#all")[0])
    wait(driver, lambda: not find("#all") and at_home(), "one tap logs everything of the hour")
    check(s.porelog("day", "--json").count('"status":"done"') >= 3, "the journal has the evening or the morning")
    look(driver, "done")
    # What another program logs is there within two seconds and a half.
    s.porelog("log", "--clear", "all", "--quiet")
    s.porelog("note", "elsewhere")
    WebDriverWait(driver, 4).until(lambda _: find("#all"), "changes made elsewhere arrive")

    # Skipping with a reason, by the keyboard alone.
    more = lambda: find('[aria-label="More for oil-cleanse"]')[0]
    more().send_keys(Keys.ENTER)
    wait(driver, lambda: find("#reason"), "it is asked what to log")
    driver.find_element(By.ID, "reason").send_keys("late")
    look(driver, "more")
    next(b for b in find("dialog button") if b.text == "Skip").send_keys(Keys.ENTER)
    wait(driver, lambda: "skipped" in step().text and at_home(), "a step is skipped")
    check('"reason":"late"' in s.porelog("day", "--json"), "with its reason")
    press(find('nav a[href="#week"]')[0])
    wait(driver, lambda: "Week of" in text("main h1"), "the week is shown")
    look(driver, "week")
    press(find('nav a[href="#milestones"]')[0])
    wait(driver, lambda: "not a promise" in text("main"), "the milestones are shown")
    look(driver, "milestones")
    s.porelog("product", "add", "Gel", "--uses", "30", "--opened", "today", "--quiet")
    go("shelf")
    wait(driver, lambda: "Gel" in text("main"), "a product that was added elsewhere is on the shelf")
    look(driver, "shelf")
    press(next(b for b in find("main button") if b.text == "Used up"))
    wait(driver, lambda: at_home() and '"finishedOn":null' not in s.porelog("product", "list", "--json"), "a pack is finished by a tap")
    go("checkin")
    wait(driver, lambda: find("#checkin"), "the check-in opens")
    look(driver, "checkin")
    texture = driver.find_element(By.ID, "texture")
    texture.send_keys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    driver.find_element(By.ID, "obstacle").send_keys("travel")
    press(find("#ease input")[2])
    press(find("#checkin button.all")[0])
    wait(driver, lambda: at_home() and "texture" in s.porelog("ratings", "--json"), "ratings are sent")
    check(json.loads(s.porelog("ratings", "--json")) == [{"day": json.loads(s.porelog("day", "--json"))["day"], "measure": "texture", "score": 3}],
          "what was touched alone is rated")
    check("hard to keep.\ntravel" in s.porelog("note"), "how the week went and what got in the way is noted")

    # A picture by the camera, which is Chromium's fake one, and one by a file, with its metadata left behind.
    press(find('nav a[href="#photos"]')[0])
    wait(driver, lambda: find("#photo"), "the photos are shown")
    driver.find_element(By.ID, "light").send_keys("window")
    driver.find_element(By.ID, "distance").send_keys("30")
    press(find("#photo button")[0])
    wait(driver, lambda: driver.execute_script("return document.querySelector('video')?.videoWidth > 0"), "the camera shows a picture")
    driver.execute_script("""
      dispatchEvent(new DeviceMotionEvent("devicemotion", { accelerationIncludingGravity: { x: 1.71, y: 9.7, z: 0 } }));""")
    level = lambda: driver.execute_script("const l = document.querySelector('.level'); return [l.style.rotate, l.classList.contains('upright')]")
    check(level() == ["10deg", False], f"the level shows how far the phone is from upright: {level()}")
    driver.execute_script("""
      dispatchEvent(new DeviceMotionEvent("devicemotion", { accelerationIncludingGravity: { x: -0.1, y: -9.8, z: 0 } }));""")
    check(level()[1], "and that it is upright, with the signs that iPhones give")
    press(driver.find_element(By.ID, "take"))
    wait(driver, lambda: find("#again"), "the picture is shown before it is kept")
    press(driver.find_element(By.ID, "again"))
    wait(driver, lambda: find("#take") and not find("dialog .frame > img:not(.ghost)"), "another one can be taken")
    press(driver.find_element(By.ID, "take"))
    wait(driver, lambda: find("#keep"), "it is taken")
    press(driver.find_element(By.ID, "keep"))
    wait(driver, lambda: at_home() and find("main img"), "the picture is sent and shown")
    photos = lambda: json.loads(s.porelog("photo", "list", "--json"))["photos"]
    check(photos()[0]["light"] == "window" and photos()[0]["distanceCm"] == 30 and photos()[0]["tag"] == "before", "with what it shows")
    wait(driver, lambda: driver.execute_script("return document.querySelector('main img').naturalWidth > 0"), "its bytes arrive")
    wait(driver, lambda: driver.find_element(By.ID, "light").get_attribute("value") == "window", "light and distance are carried over")
    press(find("#photo button")[0])
    wait(driver, lambda: driver.execute_script("return document.querySelector('.ghost')?.naturalWidth > 0"), "the last picture is a ghost over the camera")
    look(driver, "camera")
    press(next(b for b in find("dialog button") if b.text == "Cancel"))
    fixture = pathlib.Path(__file__).resolve().parent.parent / "Fixtures/photos/before.jpg"
    shown = str(datetime.date.fromisoformat(photos()[0]["day"]) - datetime.timedelta(days=1))
    driver.execute_script("""
      for (const [id, value] of Object.entries(arguments[0])) document.getElementById(id).value = value;
    """, {"shown-day": shown, "tag": "progress", "photo-note": "calm"})
    driver.find_element(By.ID, "file").send_keys(str(fixture))
    wait(driver, lambda: at_home() and len(photos()) == 2, "a picture by file is sent")
    check([photos()[0][key] for key in ["day", "tag", "note"]] == [shown, "progress", "calm"], f"with its day, tag and note: {photos()[0]}")
    kept = max((pathlib.Path(photo["file"]) for photo in photos()), key=lambda path: path.stat().st_mtime).read_bytes()
    check(b"Exif" in fixture.read_bytes() and b"Exif" not in kept and b"GPS" not in kept, "without its metadata")
    check('"moved"' not in s.porelog("photo", "check", "--json") and "missing" not in s.porelog("photo", "check"), "photo check finds both")
    copied = subprocess.run([server.programs / "porelog", "--db", s.db, "backup", f"{s.home}/copy.db"],
                            env=s.environment, cwd=s.home, capture_output=True, text=True)
    check(copied.returncode == 0 and "Not in it: 2 pictures from your phone" in " ".join(copied.stderr.split()), f"a backup tells of the pictures: {copied}")
    wait(driver, lambda: find(".compare"), "two pictures of a view are compared")
    look(driver, "photos")
    slider = find(".compare input")[0]
    slider.send_keys(*[Keys.ARROW_RIGHT] * 10)
    check("60%" in driver.execute_script("return document.querySelector('.compare .rule').style.left"), "the keyboard moves the rule")

    # Settings: a pause, its end, a step, the calendar, taking back.
    go("settings")
    wait(driver, lambda: find("#pause"), "the settings are shown")
    look(driver, "settings")
    unfold()
    press(find("#pause button")[-1])
    wait(driver, lambda: at_home() and "Paused: everything" in text("main"), "a pause begins")
    press(next(b for b in find("main button") if b.text == "Resume"))
    wait(driver, lambda: at_home() and "Paused: everything" not in text("main"), "and ends")
    unfold()
    driver.find_element(By.ID, "step").send_keys("Eye cream")
    press(find("#add button")[-1])
    wait(driver, lambda: at_home() and "am/eye-cream" in text("main"), "a step is added")
    press(driver.find_element(By.ID, "undo"))
    wait(driver, lambda: at_home() and "am/eye-cream" not in text("main"), "and taken back")
    press(driver.find_element(By.ID, "new-feed"))
    wait(driver, lambda: "/api/v1/feed/" in text("#feed"), "a calendar has an address")
    calendar = subprocess.run(["curl", "-sf", text("#feed")], capture_output=True, text=True).stdout
    check(calendar.startswith("BEGIN:VCALENDAR"), "that a calendar program can read")
    for scheme in ["light", "dark"]:
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
        for width in [360, 768, 1280]:
            driver.set_window_size(width, 844)
            for name in ["tonight", "week", "milestones", "photos", "more", "checkin", "shelf", "settings"]:
                driver.execute_script(f"location.hash = '#{name}'")
                wait(driver, lambda: find("main h1"), f"{name} is drawn")
                check(driver.execute_script("return document.documentElement.scrollWidth <= innerWidth"), f"{name} at {width} does not scroll sideways")
                look(driver, f"{name}-{width}-{scheme}")
    driver.set_window_size(390, 844)
    check(not messages(driver), "the console is empty")
    sizes = driver.execute_script("return [...document.querySelectorAll('button, nav a')].map(b => b.offsetHeight)")
    check(all(size >= 48 for size in sizes if size), "targets are 48 px high")
    requests = driver.execute_script("return performance.getEntriesByType('resource')")
    check(all(entry["name"].startswith(s.origin) for entry in requests), "no request goes elsewhere")

    # What the policy forbids does not run.
    driver.execute_script("""
      const script = document.createElement('script');
      try { script.textContent = 'window.owned = 1'; document.body.append(script); } catch {}
    """)
    check(driver.execute_script("return window.owned") is None, "an inline script does not run")
    check(any("script" in line.lower() for line in messages(driver)), "and is reported")
    answer = driver.execute_async_script(f"""
      const done = arguments[0];
      fetch('http://127.0.0.1:{s.port}/').then(() => done('sent'), () => done('refused'));
    """)
    check(answer == "refused", "a request to another origin is refused")
finally:
    driver.quit()
s.stop()
print(f"{server.checks} checks")
