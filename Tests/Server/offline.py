"""Checks that taps on the page are never lost and never done twice: without a connection, with an answer that is lost, with
several tabs, and when the browser is killed. In Chromium, as a phone; the server is killed, because a browser's own
offline switch does not reach the worker.

    venv/bin/python Tests/Server/offline.py .build/release [FOLDER FOR SCREENSHOTS]
"""

import json
import os
import signal
import time

import server
from phone import STEPS, LossyProxy, Phone, entries, evening
from server import check


def without_connection():
    s, phone = evening(), Phone()
    phone.open(json.loads(s.porelog("device", "add", "--json"))["link"])
    phone.wait(lambda: phone.driver.execute_script("return navigator.serviceWorker.controller !== null"), "the worker keeps the page")
    # Chromium writes cookies to its disk every 30 seconds.
    time.sleep(33)
    s.stop(signal.SIGKILL)
    phone.tap(STEPS[0])
    phone.wait(lambda: "kept on this phone" in phone.text("#state"), "where a tap is kept is shown")
    check("on this phone" in phone.button(STEPS[0]).text, "also at the step")
    phone.look("offline")
    phone.open(f"{s.origin}/")
    check(phone.is_done(STEPS[0]) and phone.unsent() == 1, "the page opens without a connection, with the tap")
    phone.tap(STEPS[1])
    phone.kill()
    phone = Phone(phone.profile)
    phone.open(f"{s.origin}/")
    check(phone.is_done(STEPS[0]) and phone.is_done(STEPS[1]), "the taps outlive a browser that is killed")
    check(not phone.is_done(STEPS[2]), "and nothing else is ticked")
    s.start()
    phone.wait(lambda: phone.is_home() and phone.unsent() == 0, "they are sent when home answers again")
    found = entries(s)
    check(set(found) >= set(STEPS[:2]) and STEPS[2] not in found, "and are in the journal")
    phone.driver.quit()
    s.stop()


def answers_lost():
    s = evening()
    proxy, phone = LossyProxy(s.port), Phone()
    link = json.loads(s.porelog("device", "add", "--json", "--at", f"http://localhost:{proxy.port}"))["link"]
    phone.open(link)
    phone.wait(phone.is_home, "it is paired")
    proxy.loses = True
    for step in STEPS:
        phone.tap(step)
    phone.wait(lambda: proxy.lost > 2, "answers are lost")
    check(phone.unsent() > 0, "what was not answered is still kept")
    proxy.loses = False
    phone.wait(lambda: phone.is_home() and phone.unsent() == 0, "then everything is at home")
    check(set(entries(s)) >= set(STEPS), "each tap is there")
    changes = json.loads(s.porelog("undo", "--list", "--json"))
    check(sum(change["summary"].startswith("log") for change in changes) == len(STEPS), f"each once: {changes}")
    phone.driver.quit()
    s.stop()


def two_tabs():
    s, phone = evening(), Phone()
    phone.open(json.loads(s.porelog("device", "add", "--json"))["link"])
    phone.wait(lambda: phone.driver.execute_script("return navigator.serviceWorker.controller !== null"), "the worker keeps the page")
    first = phone.driver.current_window_handle
    phone.driver.switch_to.new_window("tab")
    phone.open(f"{s.origin}/")
    second = phone.driver.current_window_handle
    s.stop(signal.SIGKILL)
    phone.tap(STEPS[0])
    phone.driver.switch_to.window(first)
    phone.wait(lambda: phone.is_done(STEPS[0]), "the other tab shows the tap")
    phone.tap(STEPS[1])
    s.start()
    phone.wait(lambda: phone.is_home() and phone.unsent() == 0, "one of the tabs sends both")
    phone.driver.switch_to.window(second)
    phone.wait(lambda: phone.is_done(STEPS[1]) and phone.is_home(), "both tabs show both")
    changes = json.loads(s.porelog("undo", "--list", "--json"))
    check(sum(change["summary"].startswith("log") for change in changes) == 2, f"each once: {changes}")
    phone.driver.quit()
    s.stop()


def refused_and_unpaired():
    s, phone = evening(), Phone()
    phone.open(json.loads(s.porelog("device", "add", "--name", "phone", "--json"))["link"])
    phone.wait(lambda: phone.driver.execute_script("return navigator.serviceWorker.controller !== null"), "the worker keeps the page")
    s.stop()
    # What was possible on the phone no longer is at home: the step is gone.
    phone.tap(STEPS[0])
    phone.tap(STEPS[2])
    s.porelog("routine", "rename", STEPS[0], "balm")
    s.start()
    phone.wait(lambda: "Not taken" in phone.text("#state"), "a refusal is shown")
    check("oil-cleanse" in phone.text("#state") and phone.unsent() == 1, "with what was refused; the rest is sent")
    check(STEPS[2] in entries(s), "a refusal does not stop the others")
    phone.look("refused")
    phone.open(f"{s.origin}/")
    check("Not taken" in phone.text("#state"), "it stays until it is taken out")
    phone.click_words("Take it out", "#state")
    phone.wait(lambda: phone.unsent() == 0, "its owner takes it out")
    # A device that was removed keeps its taps, and sends them when it is paired again.
    s.stop()
    phone.tap(STEPS[1])
    s.porelog("device", "remove", "phone")
    s.start()
    phone.wait(lambda: phone.find("#pair"), "a removed device asks to be paired")
    check(phone.unsent() == 1, "its tap is still kept")
    phone.look("unpaired-unsent")
    phone.open(json.loads(s.porelog("device", "add", "--json"))["link"])
    phone.wait(lambda: phone.is_home() and phone.unsent() == 0, "paired again, it sends it")
    check(STEPS[1] in entries(s), "and it is there")
    phone.driver.quit()
    s.stop()


def other_person():
    s, phone = evening(), Phone()
    s.porelog("user", "add", "tom", "--day-start", "00:00")
    phone.open(json.loads(s.porelog("device", "add", "--name", "phone", "--json"))["link"])
    phone.wait(lambda: phone.driver.execute_script("return navigator.serviceWorker.controller !== null"), "the worker keeps the page")
    s.stop()
    phone.tap(STEPS[1])
    s.porelog("device", "remove", "phone")
    s.start()
    phone.open(json.loads(s.porelog("device", "add", "--user", "tom", "--json"))["link"])
    phone.wait(lambda: "Waits for me" in phone.text("#state"), "what was tapped for one person waits for that person")
    check('"entries":[]' in s.porelog("day", "--json", "--user", "tom"), "and is not sent for another")
    stored = phone.driver.execute_async_script("""
      const done = arguments[0];
      const request = indexedDB.open('porelog');
      request.onsuccess = () => {
        const all = request.result.transaction('documents').objectStore('documents').getAll();
        all.onsuccess = () => { request.result.close(); done(all.result.map((one) => one.user).filter(Boolean)); };
      };
    """)
    check(set(stored) == {"tom"}, f"what the phone knew of the one is gone: {stored}")
    phone.open(json.loads(s.porelog("device", "add", "--json"))["link"])
    phone.wait(lambda: phone.is_home() and phone.unsent() == 0, "paired with the person again, it is sent")
    check(STEPS[1] in entries(s), "and it is there")
    phone.driver.quit()
    s.stop()


if __name__ == "__main__":
    chosen = os.environ.get("PORELOG_PARTS", "").split()
    for part in [without_connection, answers_lost, two_tabs, refused_and_unpaired, other_person]:
        if not chosen or part.__name__ in chosen:
            began = time.time()
            part()
            print(f"{part.__name__}: {time.time() - began:.0f} s", flush=True)
    print(f"{server.checks} checks")
