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
from phone import STEPS, LossyProxy, Phone, entries, evening, notes
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
    for step in STEPS:
        phone.tap(step)
    s.porelog("device", "remove", "phone")
    s.start()
    phone.open(json.loads(s.porelog("device", "add", "--user", "tom", "--json"))["link"])
    phone.wait(lambda: phone.text("#state").count("Waits for me") == 3, "what was tapped for one person waits for that person")
    check('"entries":[]' in s.porelog("day", "--json", "--user", "tom"), "and is not sent for another")
    phone.look("other-person")
    stored = phone.driver.execute_async_script("""
      const done = arguments[0];
      const request = indexedDB.open('porelog');
      request.onsuccess = () => {
        const all = request.result.transaction('documents').objectStore('documents').getAll();
        all.onsuccess = () => { request.result.close(); done(all.result.map((one) => one.user).filter(Boolean)); };
      };
    """)
    check(set(stored) == {"tom"}, f"what the phone knew of the one is gone: {stored}")
    late = in_page(phone, """
      await store.setDocument("probe", 1, "another account");
      return (await store.document("probe")) === undefined;""")
    check(late, "nor is it stored when it arrives late")
    # Whoever has the phone decides about what waits for somebody else.
    phone.click_words("Take it out", "#state")
    phone.wait(lambda: phone.text("#state").count("Waits for me") == 2, "one is taken out")
    phone.click_words("It is mine", "#state")
    phone.wait(lambda: STEPS[1] in s.porelog("day", "--json", "--user", "tom") or "water-cleanse" in s.porelog("day", "--json", "--user", "tom"), "one is taken over")
    check(copies(phone) == 1, "and one still waits, with its copy")
    phone.open(json.loads(s.porelog("device", "add", "--json"))["link"])
    phone.wait(lambda: phone.is_home() and phone.unsent() == 0, "paired with the person again, it is sent")
    check(list(entries(s)) == [STEPS[2]], "and it is there alone")
    check(copies(phone) == 0, "and no copy is left")
    phone.driver.quit()
    s.stop()


def in_page(phone, body):
    """What the body of an asynchronous function returns that has the page's modules `store` and `copies`."""
    done = phone.driver.execute_async_script("""
      const done = arguments[arguments.length - 1];
      Promise.all([import("/store.js"), import("/copies.js")])
        .then(([store, copies]) => (async () => { """ + body + """ })())
        .then((value) => done([true, value]), (error) => done([false, String(error)]));
    """)
    check(done[0], done[1])
    return done[1]


def copies(phone):
    return in_page(phone, "return (await (await caches.open('unsent')).keys()).length;")


def lose_database(phone):
    """Removes the database of the page, as Chromium does when the disk is full; the page opens it again."""
    in_page(phone, """
      await new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase("porelog");
        request.onsuccess = resolve;
        request.onerror = reject;
      });
      await store.kept();""")


def note(phone, text):
    phone.click_words("Note on the day")
    phone.enter("dialog #note", text)
    phone.click_words("Add", "dialog")
    phone.wait(lambda: not phone.find("dialog"), "the dialog is closed once the note is kept")


def lost_database():
    """What was shown as kept outlives the database of the browser; what was not kept leaves nothing behind."""
    s, phone = evening(), Phone()
    phone.pair(s)
    s.stop()
    for number in range(5):
        note(phone, f"note {number}")
        phone.wait(lambda: phone.unsent() == number + 1, "a note is kept")
    lose_database(phone)
    phone.wait(lambda: phone.unsent() == 5 and phone.find("[data-step]"), "the page that is open goes on, with what it knows")
    lose_database(phone)
    # The browser was killed while it wrote a copy.
    in_page(phone, "await (await caches.open('unsent')).put('/unsent/broken', new Response('{\"id\":'));")
    phone.driver.get(f"{s.origin}/")
    phone.wait(lambda: phone.unsent() == 5, "a page that is opened anew has them again")
    phone.wait(lambda: copies(phone) == 5, "without the one that cannot be read")
    s.start()
    phone.wait(lambda: phone.is_home() and phone.unsent() == 0, "they are sent")
    check(notes(s) == [f"note {number}" for number in range(5)], f"each once, in order: {notes(s)}")
    check(copies(phone) == 0, "no copy is left")

    # No room: neither in the database nor in the cache is anything left of what was refused.
    hash = "a" * 64
    for closed in [False, True]:
        phone.driver.execute_script("""
          window.whole = IDBObjectStore.prototype.add;
          IDBObjectStore.prototype.add = () => { throw new DOMException("full", "QuotaExceededError"); };""")
        if closed:
            lose_database(phone)
        refused = in_page(phone, f"""
          const entry = {{ id: crypto.randomUUID(), account: "x", user: "me", action: {{ photoAdd: {{ sha256: "{hash}" }} }}, label: "" }};
          return await store.keep([entry], {{ hash: "{hash}", blob: new Blob(["x"]) }}).then(() => "kept", (error) => error instanceof store.NoRoom);""")
        check(refused is True, f"it is told that there is no room: {refused}")
        check(copies(phone) == 0 and phone.unsent() == 0, "no copy and no entry is left, closed or not")
        # What was entered stays until it is kept, in a dialog as well.
        phone.go("tonight")
        phone.click_words("Note on the day")
        phone.enter("dialog #note", "in a dialog")
        phone.click_words("Add", "dialog")
        phone.wait(lambda: "no room" in phone.text("#toast"), "a note that cannot be kept is told")
        check(phone.driver.execute_script("return document.querySelector('dialog #note').value") == "in a dialog", "and stays in the dialog")
        phone.click_words("Cancel", "dialog")
        phone.go("checkin")
        phone.enter("#texture", "3")
        phone.enter("#obstacle", "a long story")
        phone.click_words("Keep")
        phone.wait(lambda: "no room" in phone.text("#toast"), "a check-in that cannot be kept is told")
        s.porelog("rate", "pores=2", "--quiet")
        time.sleep(3)
        check(phone.driver.execute_script("return [document.getElementById('texture').value, document.getElementById('obstacle').value]") == ["3", "a long story"], "and stays on the screen")
        phone.driver.execute_script("IDBObjectStore.prototype.add = window.whole")
        # A second tap before the first is done does not do it twice.
        phone.driver.execute_script("const keep = document.querySelector('#checkin button.all'); keep.click(); keep.click();")
        phone.wait(lambda: phone.is_home() and phone.unsent() == 0 and "a long story" in notes(s), "with room it is kept, and sent")
        check(notes(s).count("a long story") == 1, "once")
        s.porelog("note", "--clear", "--quiet")
        phone.go("tonight")
        phone.wait(lambda: phone.find("#headline"), "the steps are shown")

    # The browser closes the database between the copy and the action: it is kept once.
    count = in_page(phone, """
      const entry = { id: crypto.randomUUID(), account: "x", user: "me", action: { note: { text: "x" } }, label: "x" };
      const put = Cache.prototype.put;
      Cache.prototype.put = async function (...all) {
        Cache.prototype.put = put;
        await put.apply(this, all);
        await new Promise((resolve) => { indexedDB.deleteDatabase("porelog").onsuccess = resolve; });
      };
      await store.keep([entry]);
      const found = (await store.kept()).filter((one) => one.id === entry.id);
      await store.remove(found);
      return found.length;""")
    check(count == 1, f"kept {count} times")

    # A picture that no action names, because the browser was killed, does not stay.
    in_page(phone, f"await copies.put([], {{ hash: '{hash}', bytes: new ArrayBuffer(1) }});")
    phone.open(f"{s.origin}/")
    check(copies(phone) == 0, "a picture that no action names is removed")
    phone.driver.quit()
    s.stop()


if __name__ == "__main__":
    chosen = os.environ.get("PORELOG_PARTS", "").split()
    for part in [without_connection, answers_lost, two_tabs, refused_and_unpaired, other_person, lost_database]:
        if not chosen or part.__name__ in chosen:
            began = time.time()
            part()
            print(f"{part.__name__}: {time.time() - began:.0f} s", flush=True)
    print(f"{server.checks} checks")
