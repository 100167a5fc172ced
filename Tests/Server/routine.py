"""Checks that every action that people can do on the phone does what the command line does.

    venv/bin/python Tests/Server/routine.py .build/release [FOLDER FOR SCREENSHOTS]
"""

import csv
import datetime
import io
import json
import time

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.actions.pointer_input import PointerInput

import server
from phone import Phone, entries, evening
from server import check

s, phone = evening(), Phone()
today = json.loads(s.porelog("day", "--json"))["day"]
yesterday = str(datetime.date.fromisoformat(today) - datetime.timedelta(days=1))


def document(*words):
    return json.loads(s.porelog(*words, "--json"))


def home(condition, what):
    """Waits until everything is sent and the journal has it."""
    phone.wait(lambda: phone.is_home() and phone.unsent() == 0 and condition(), what)


def within(selector):
    return f"main {selector}"


def change(label, value, button, place):
    """Enters `value` for `label` in the details `place`, and presses its button, if it has one."""
    phone.wait(lambda: phone.find(place), f"{place} is there")
    phone.driver.execute_script("""
      const place = document.querySelector(arguments[0]);
      const label = [...place.querySelectorAll("label")].find((one) => one.firstChild.textContent === arguments[1]);
      const input = label.querySelector("input, select");
      input.value = arguments[2];
      input.dispatchEvent(new Event("input", { bubbles: true }));
      if (arguments[3]) label.parentElement.querySelector("button").click();
    """, place, label, value, button)


try:
    phone.pair(s, "--name", "phone")

    # A newcomer is offered the starter routine once.
    phone.wait(lambda: phone.find("#starter"), "the starter routine is offered")
    phone.look("newcomer")
    phone.click_words("Keep it")
    phone.wait(lambda: not phone.find("#starter"), "it is kept")
    phone.open(f"{s.origin}/")
    check(not phone.find("#starter"), "and not offered again")

    # Details of an entry.
    s.porelog("product", "add", "Balm", "--quiet")
    phone.wait(lambda: phone.driver.execute_async_script("""
      const done = arguments[0];
      const request = indexedDB.open('porelog');
      request.onsuccess = () => {
        const got = request.result.transaction('documents').objectStore('documents').get('products');
        got.onsuccess = () => { request.result.close(); done(got.result?.length === 1); };
      };"""), "the phone knows the product")
    phone.click('[aria-label="More for oil-cleanse"]')
    phone.enter("#count", "2")
    phone.enter("#minutes", "3")
    phone.enter("#product", "Balm")
    phone.enter("dialog #note", "massaged")
    phone.click_words("How it was done", "dialog")
    phone.look("entry")
    phone.click_words("Done", "dialog")
    home(lambda: "pm/oil-cleanse" in entries(s), "an entry is logged")
    # Taken out by a tap and taken back by the bar, it has its details again.
    phone.tap("pm/oil-cleanse")
    home(lambda: "pm/oil-cleanse" not in entries(s), "it is taken out")
    phone.click("#toast button")
    home(lambda: "pm/oil-cleanse" in entries(s), "and taken back")
    check(entries(s)["pm/oil-cleanse"]["count"] == 2, "with its count")
    # What is no number that can be logged is told before it is sent.
    phone.click('[aria-label="More for oil-cleanse"]')
    phone.enter("#minutes", "7.5")
    phone.click_words("How it was done", "dialog")
    phone.click_words("Done", "dialog")
    check(phone.find("dialog"), "the dialog stays")
    phone.click_words("Cancel", "dialog")
    entry = entries(s)["pm/oil-cleanse"]
    check([entry[key] for key in ["count", "minutes", "product", "note"]] == [2, 3, "Balm", "massaged"], f"with its details: {entry}")

    # A swipe with a finger does what the button does.
    row = phone.find('[data-step="pm/water-cleanse"]')[0]
    phone.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", row)
    box = row.rect
    top = phone.driver.execute_script("return arguments[0].getBoundingClientRect().top", row)
    finger = ActionBuilder(phone.driver, mouse=PointerInput("touch", "finger"), duration=50)
    finger.pointer_action.move_to_location(int(box["x"] + 250), int(top + 20)).pointer_down()
    for x in range(240, 100, -20):
        finger.pointer_action.move_to_location(int(box["x"] + x), int(top + 22))
    finger.pointer_action.pointer_up()
    finger.perform()
    phone.wait(lambda: phone.find("dialog"), "a swipe asks what to log")
    check(not phone.is_done("pm/water-cleanse"), "and is no tap")
    phone.enter("#reason", "travel")
    phone.click_words("Excuse", "dialog")
    home(lambda: entries(s).get("pm/water-cleanse", {}).get("status") == "excused", "a step is excused")
    check(entries(s)["pm/water-cleanse"]["reason"] == "travel", "with the reason")
    ActionChains(phone.driver).reset_actions()
    # The dialog begins with what is logged, and what is emptied is taken away.
    said = lambda selector: phone.driver.execute_script("return document.querySelector(arguments[0]).value", selector)
    ask = lambda step: phone.driver.execute_script("document.querySelector(arguments[0]).click()", f'[aria-label="More for {step}"]')
    ask("water-cleanse")
    check(said("#reason") == "travel", "the reason is there")
    phone.enter("dialog #note", "in the train")
    phone.click_words("Skip", "dialog")
    home(lambda: entries(s)["pm/water-cleanse"]["status"] == "skipped", "an excused step is skipped")
    entry = entries(s)["pm/water-cleanse"]
    check((entry["reason"], entry["note"]) == ("travel", "in the train"), f"for the same reason: {entry}")
    ask("water-cleanse")
    phone.enter("#reason", "")
    phone.click_words("Skip", "dialog")
    home(lambda: entries(s)["pm/water-cleanse"]["reason"] is None, "the reason is taken away")
    check(entries(s)["pm/water-cleanse"]["note"] == "in the train", "and the note stays")
    ask("oil-cleanse")
    check([said(f"#{name}") for name in ["count", "minutes", "product"]] == ["2", "3", "Balm"], "the details are there")
    phone.enter("#minutes", "")
    phone.enter("dialog #note", "")
    phone.click_words("Done", "dialog")
    home(lambda: entries(s)["pm/oil-cleanse"]["minutes"] is None, "minutes are taken away")
    entry = entries(s)["pm/oil-cleanse"]
    check([entry[key] for key in ["count", "product", "note"]] == [2, "Balm", None], f"and the note, and nothing else: {entry}")

    # Ratings, of today and of an earlier day; one is changed, and one is taken out.
    ratings = lambda day: {one["measure"]: one["score"] for one in document("ratings") if one["day"] == day}
    for day, place in [(today, "checkin"), (yesterday, f"checkin/{yesterday}")]:
        phone.go(place)
        for measure, score in [("texture", "4"), ("redness", "0")]:
            phone.enter(f"#{measure}", score)
        phone.click_words("Keep")
        home(lambda: ratings(day) == {"texture": 4, "redness": 0}, f"{day} is rated")
        phone.go("more")
        phone.go(place)
        phone.wait(lambda: said("#texture") == "4" and "not rated" in phone.text("#checkin"), "the scores are there again")
        phone.enter("#texture", "6")
        phone.click('[aria-label="Take out the rating of redness"]')
        check(phone.driver.execute_script("return document.activeElement.id") == "redness", "the focus is on the scale")
        phone.driver.execute_script("scrollTo(0, 0)")
        phone.look(f"checkin-again-{'today' if day == today else 'earlier'}")
        phone.click_words("Keep")
        home(lambda: ratings(day) == {"texture": 6}, "one is changed, and one is taken out")
    phone.wait(lambda: "Rated: texture 6." in phone.text("main"), "the day tells its ratings")
    # A rating that is taken out stays so, though something else changes before it is kept.
    phone.go(f"checkin/{yesterday}")
    phone.click('[aria-label="Take out the rating of texture"]')
    s.porelog("note", "meanwhile", "--quiet")
    time.sleep(3)
    phone.click_words("Keep")
    home(lambda: ratings(yesterday) == {}, "a rating alone is taken out")
    phone.go(f"checkin/{yesterday}")
    phone.enter("#texture", "6")
    phone.click_words("Keep")
    home(lambda: ratings(yesterday) == {"texture": 6}, "and rated again")
    s.porelog("note", "--clear", "--quiet")
    # Offline, what is kept on the phone is told as well.
    s.stop()
    phone.click_words("Check-in of this day")
    phone.enter("#itch", "2")
    phone.click_words("Keep")
    phone.wait(lambda: "Rated: texture 6, itch 2." in phone.text("main"), "also what is not sent yet")
    s.start()
    home(lambda: ratings(yesterday) == {"texture": 6, "itch": 2}, "which is sent")
    phone.go("tonight")
    phone.wait(lambda: phone.find("#headline"), "the steps are shown")

    # Notes on the day are added to one another.
    for text in ["calm", "a bit dry"]:
        phone.click_words("Note on the day")
        phone.enter("dialog #note", text)
        phone.click_words("Add", "dialog")
        phone.wait(lambda: not phone.find("dialog"), "the dialog is closed once the note is kept")
    home(lambda: document("note")["note"] == "calm\na bit dry", "both notes are kept")

    # A day of the past is mended, also of another week.
    s.porelog("routine", "add", "pm/serum", "--from", "2026-01-05", "--quiet")
    for past in [yesterday, "2026-01-06"]:
        phone.go(f"day/{past}")
        phone.wait(lambda: phone.find('[data-step="pm/serum"]') and past[8:].lstrip("0") in phone.text("main h1"), f"{past} is shown")
        check("missed" in phone.button("pm/serum").text, "what was missed is told")
        phone.tap("pm/serum")
        home(lambda: '"status":"done"' in s.porelog("day", past, "--json"), f"{past} is mended")
        phone.wait(lambda: phone.is_done("pm/serum"), "and shown so")
    phone.look("day")
    phone.click_words("The week")
    phone.wait(lambda: "Mon 5 January" in phone.text("main h1"), "its week is shown")
    phone.wait(lambda: phone.find(".ring"), "with its share")
    phone.click_words("The week before")
    phone.wait(lambda: "Mon 29 December" in phone.text("main h1"), "and the one before")

    # A day that is paused is no entry, and a tap that is taken back leaves none.
    s.porelog("pause", "pm/serum", "--from", "2026-02-02", "--to", "2026-02-08", "--reason", "travel", "--quiet")
    phone.go("day/2026-02-03")
    phone.wait(lambda: "paused" in phone.button("pm/serum").text, "a paused day is shown as such")
    phone.tap("pm/serum")
    home(lambda: '"status":"done"' in s.porelog("day", "2026-02-03", "--json"), "it can be logged")
    phone.click("#toast button")
    home(lambda: document("day", "2026-02-03")["entries"] == [], "and taken back")

    # The routine.
    phone.go("settings")
    toner = '[data-step-settings="am/toner"]'
    steps = lambda: {f"{line['slot']}/{line['step']}": line for line in document("routine", "show")}
    change("How often", "3/week", "Change", toner)
    home(lambda: steps()["am/toner"]["every"] == "3/week", "a schedule is changed")
    phone.wait(lambda: "am/toner: 3/week" in phone.text("main"), "and shown")
    change("With", "Balm", "Use it", '[data-step-settings="pm/water-cleanse"]')
    home(lambda: steps()["pm/water-cleanse"]["product"] == "Balm", "a product is used")
    place = steps()["am/toner"]["position"]
    # In the evening the morning's steps begin tomorrow.
    from_day = max(today, steps()["am/toner"]["startsOn"])
    phone.driver.execute_script("[...document.querySelectorAll(`${arguments[0]} button`)].find((b) => b.textContent === 'Later').click()", toner)
    home(lambda: steps()["am/toner"]["position"] != place, "a step is moved")
    change("Name", "Lotion", "Rename", toner)
    home(lambda: "am/lotion" in steps(), "a step is renamed")
    phone.wait(lambda: phone.find('[data-step-settings="am/lotion"]'), "and shown")
    phone.driver.execute_script("""
      [...document.querySelectorAll('[data-step-settings="pm/niacinamide"] button')].find((b) => b.textContent === 'Next level').click()""")
    phone.wait(lambda: "niacinamide" in phone.text("#state") or "niacinamide" in phone.text("#toast").lower(), "the next level is asked for")
    phone.wait(lambda: "Not taken" in phone.text("#state") or phone.is_home(), "and answered")
    if "Not taken" in phone.text("#state"):
        phone.click_words("Take it out", "#state")
    phone.driver.execute_script("""
      [...document.querySelectorAll('[data-step-settings="am/lotion"] button')].find((b) => b.textContent === 'End').click()""")
    home(lambda: steps()["am/lotion"]["endsOn"] == from_day, "a step ends")
    phone.wait(lambda: "Go on" in phone.driver.execute_script("return document.querySelector('[data-step-settings=\"am/lotion\"]').textContent"), "and can go on")
    phone.driver.execute_script("""
      [...document.querySelectorAll('[data-step-settings="am/lotion"] button')].find((b) => b.textContent === 'Go on').click()""")
    home(lambda: steps()["am/lotion"]["endsOn"] is None, "it goes on")
    phone.click("#undo")
    home(lambda: steps()["am/lotion"]["endsOn"] == from_day, "that is taken back")
    phone.click("#redo")
    home(lambda: steps()["am/lotion"]["endsOn"] is None, "and made again")
    # The last change is left, and the one before is taken back.
    s.porelog("note", "stays", "--on", "2026-01-07", "--quiet")
    phone.click("#undo-skip")
    phone.wait(lambda: "can no longer be taken back" in phone.text("dialog"), "it is told what this means")
    phone.click_words("Take it back", "dialog")
    home(lambda: steps()["am/lotion"]["endsOn"] == from_day, "the change before the last is taken back")
    phone.wait(lambda: "Left for good as it is" in phone.text("#toast"), "and it is told what stays for good")
    check(document("note", "--on", "2026-01-07")["note"] == "stays", "and the last one stays")
    # A step with its active and its product, from a day on.
    phone.enter("#step", "Night balm")
    phone.enter("#slot", "pm")
    phone.enter("#kind", "serum")
    phone.enter("#active", "retinoid")
    phone.enter("#every", "1/week")
    phone.enter("#with", "Balm")
    later = str(datetime.date.fromisoformat(today) + datetime.timedelta(days=3))
    phone.enter("#first", later)
    phone.click("#add button")
    home(lambda: "pm/night-balm" in steps(), "a step is added")
    added = steps()["pm/night-balm"]
    check([added[key] for key in ["kind", "active", "every", "startsOn"]] == ["serum", "retinoid", "1/week", later], added)
    rows = lambda table: [(row["from_day"], row["every" if table == "schedules" else "product"])
                          for row in csv.DictReader(io.StringIO(s.porelog("export", "--table", table))) if row["step"] == "night-balm"]
    check(rows("step_products") == [(later, "Balm")], "with its product")
    much_later = str(datetime.date.fromisoformat(later) + datetime.timedelta(days=7))
    change("From (how often, with, end)", much_later, None, '[data-step-settings="pm/night-balm"]')
    change("How often", "2/week", "Change", '[data-step-settings="pm/night-balm"]')
    home(lambda: rows("schedules") == [(later, "1/week"), (much_later, "2/week")], "its schedule changes from the day on that was given")

    # Pauses, procedures, the person.
    phone.enter("#scope", "actives")
    phone.enter("#why", "travel")
    phone.enter("#until", "")
    phone.click("#pause button")
    home(lambda: "actives" in [pause["scope"] for pause in document("pause", "list")["pauses"]], "a pause begins")
    phone.click_words("Resume")
    home(lambda: "Paused" not in phone.text("main"), "and ends")
    for field, value in {"#procedure": "peel", "#procedure-note": "mild", "#recover": today}.items():
        phone.enter(field, value)
    phone.click("#add-procedure button")
    home(lambda: document("pause", "list")["procedures"][0]["kind"] == "peel", "a procedure is added")
    phone.wait(lambda: "peel" in phone.text("main") and "mild" in s.porelog("export", "--table", "procedures"), "and shown, with its note")
    phone.click_words("Take out")
    home(lambda: document("pause", "list")["procedures"] == [], "and taken out")
    phone.enter("#day-start", "01:00")
    phone.click("#person button")
    home(lambda: document("user", "list")[0]["dayStart"] == "01:00", "the day begins at another time")
    # Another name, also while something is unsent that was tapped under the first.
    s.stop()
    phone.enter("#name", "Ines")
    phone.click("#person button")
    phone.go("tonight")
    phone.tap("pm/niacinamide")
    check(phone.unsent() == 2, "both wait")
    s.start()
    home(lambda: [user["user"] for user in document("user", "list")] == ["Ines"], "the name is changed")
    check("pm/niacinamide" in entries(s), "and what was tapped is sent")
    phone.wait(lambda: phone.is_done("pm/niacinamide") and not phone.find("#pair"), "the page goes on")
    # The name is changed elsewhere while a tap waits.
    s.stop()
    phone.tap("pm/niacinamide")
    s.porelog("user", "set", "--name", "me", "--quiet")
    s.start()
    home(lambda: "pm/niacinamide" not in entries(s), "it is sent all the same")
    check("Waits for" not in phone.text("#state"), "and waits for nobody")
    phone.go("settings")
    phone.wait(lambda: phone.find("#name") and said("#name") == "me", "the page knows the new name")

    # What is theirs.
    for table in ["entries", "notes"]:
        text = phone.driver.execute_async_script("fetch(`/api/v1/csv/${arguments[0]}.csv`).then((a) => a.text()).then(arguments[1])", table)
        check(text.replace("\r\n", "\n") == s.porelog("export", "--table", table), f"{table}.csv is the export's")
    links = phone.driver.execute_script("return [...document.querySelectorAll('main a[download]')].map((a) => a.getAttribute('href'))")
    check(len(links) == 13, links)
    phone.driver.get(f"{s.origin}/report")
    check("Skincare report" in phone.text("h1"), "the report page is shown")
    check(not [line for line in phone.driver.get_log("browser") if "Content Security" in line["message"]], "with its style and its script")
    phone.open(f"{s.origin}/#settings", "#pause")

    # What is entered stays while other things are drawn.
    phone.enter("#procedure", "peeling")
    s.porelog("note", "elsewhere", "--quiet")
    s.porelog("rate", "texture=1", "--quiet")
    s.stop()
    phone.wait(lambda: "Home does not answer" in phone.text("#state"), "what is known of home is told meanwhile")
    s.start()
    phone.wait(phone.is_home, "and again")
    check(phone.driver.execute_script("return document.getElementById('procedure').value") == "peeling", "what was entered is still there")
    phone.driver.execute_script("document.querySelector('#add-procedure').closest('details').open = true")
    phone.enter("#recover", today)
    phone.click("#add-procedure button")
    home(lambda: document("pause", "list")["procedures"][0]["kind"] == "peeling", "it is sent")
    phone.wait(lambda: phone.driver.execute_script("return document.getElementById('procedure').value === '' && document.querySelector('#add-procedure').closest('details').open"),
               "the form is empty again, and what was unfolded stays so")

    # Devices: the other one is taken out, and says so.
    other = Phone()
    try:
        other.pair(s, "--name", "tablet")
        phone.wait(lambda: "tablet" in phone.text("main"), "the other device is listed")
        check("(this one)" in phone.text("main"), "this one is named")
        phone.look("devices")
        phone.driver.execute_script("""
          [...document.querySelectorAll('.change')].find((row) => row.textContent.includes('tablet')).querySelector('button').click()""")
        home(lambda: [device["name"] for device in document("device", "list")] == ["phone"], "it is taken out")
        other.wait(lambda: other.find("#pair"), "it asks to be paired")
    finally:
        other.driver.quit()

    # The shelf.
    products = lambda: {product["product"]: product for product in document("product", "list")}
    phone.go("shelf")
    phone.wait(lambda: phone.find("#add-product"), "the shelf is shown")
    phone.enter("#new-product", "Mud")
    phone.driver.execute_script("""
      const [name, brand, strength, opened, pao, expires, uses] = document.querySelectorAll("#add-product input");
      const [kind, active] = document.querySelectorAll("#add-product select");
      [brand.value, pao.value, uses.value, kind.value, active.value] = ["Minon", "6", "60", "serum", "aha"];""")
    phone.click("#add-product button")
    home(lambda: "Mud" in products(), "a product is added")
    gel = products()["Mud"]
    check([gel[key] for key in ["brand", "paoMonths", "usesPerPack", "strength", "kind", "active"]] == ["Minon", 6, 60, None, "serum", "aha"], gel)
    phone.wait(lambda: "Mud (Minon)" in phone.text("main"), "and shown")
    phone.enter('[aria-label="Day of a change of Mud"]', yesterday)
    in_card = lambda product, words: phone.driver.execute_script("""
      const card = [...document.querySelectorAll("section.card")].find((card) => card.textContent.includes(arguments[0]));
      [...card.querySelectorAll("button")].find((button) => button.textContent === arguments[1]).click();
    """, product, words)
    in_card("Mud", "Used up")
    home(lambda: products()["Mud"]["finishedOn"] == yesterday, "a pack is used up on an earlier day")
    phone.wait(lambda: "finished on" in phone.text("main"), "and shown")
    phone.enter('[aria-label="Day of a change of Mud"]', yesterday)
    in_card("Mud", "New pack")
    home(lambda: (products()["Mud"]["openedOn"], products()["Mud"]["finishedOn"]) == (yesterday, None), "and a new one is opened")
    phone.driver.execute_script("""
      const card = [...document.querySelectorAll("section.card")].find((card) => card.textContent.includes("Mud"));
      const [name, brand, strength, opened, pao, expires, uses] = card.querySelectorAll("form input");
      [name.value, brand.value, strength.value, uses.value] = ["Mud 2", "", "2 %", "30"];
      const [kind, active] = card.querySelectorAll("select");
      [kind.value, active.value] = ["clay-mask", ""];
      card.querySelector("form button").click();
    """)
    home(lambda: "Mud 2" in products(), "a product is changed")
    gel = products()["Mud 2"]
    check([gel[key] for key in ["brand", "strength", "usesPerPack", "paoMonths", "kind", "active"]] == [None, "2 %", 30, 6, "clay-mask", None], gel)
    phone.wait(lambda: "Mud 2" in phone.text("main"), "and shown")
    in_card("Mud 2", "Take it out")
    home(lambda: "Mud 2" not in products(), "and taken out")
    check(not [line for line in phone.driver.get_log("browser") if line["level"] == "SEVERE" and "401" not in line["message"] and "ERR_CONNECTION_REFUSED" not in line["message"]], "the console is empty")
finally:
    phone.driver.quit()
s.stop()
print(f"{server.checks} checks")
