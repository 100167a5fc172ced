"""Checks the report page in a real browser: Debian's chromium, driven by chromium-driver.

    apt-get install chromium chromium-driver
    python3 -m venv venv && venv/bin/pip install -r Tests/Browser/requirements.txt
    venv/bin/python Tests/Browser/check.py .build/release/porelog [FOLDER FOR SCREENSHOTS]
"""

import base64
import csv
import io
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import pypdf
from axe_core_python.selenium import Axe
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

program = os.path.abspath(sys.argv[1])
pictures = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
fixtures = pathlib.Path(__file__).resolve().parent.parent / "Fixtures"
home = tempfile.TemporaryDirectory(prefix="porelog-browser-")
root = pathlib.Path(home.name)
NASTY = "<script>document.title='owned'</script>"
checks = 0


def check(condition, what):
    global checks
    checks += 1
    assert condition, what


def porelog(*arguments, today="2025-05-22"):
    environment = {"HOME": home.name, "PORELOG_NOW": f"{today}T12:00:00Z", "TZ": "UTC"}
    subprocess.run(
        [program, *arguments], env=environment, cwd=home.name, check=True, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL)


def write_pages():
    """Writes three pages: the diary with a pair of photos, a journal of hostile texts, and an empty journal."""
    for name in ["before.jpg", "after.jpg", "nose.png"]:
        shutil.copy(fixtures / "photos" / name, root)
    diary = ["--db", str(root / "diary.db")]
    porelog(*diary, "import", str(fixtures / "diary"))
    porelog(*diary, "photo", "forget", "2025-03-03/cheeks")
    details = ["--view", "cheeks", "--light", "window", "--distance", "30"]
    porelog(*diary, "photo", "add", "before.jpg", "--tag", "before", "--on", "2025-03-03", *details)
    porelog(*diary, "photo", "add", "after.jpg", "--tag", "after", "--on", "2025-03-27", *details)
    porelog(*diary, "export", "--html", "diary.html")

    nasty = ["--db", str(root / "nasty.db")]
    porelog(*nasty, "user", "add", NASTY[:64], "--time-zone", "UTC")
    porelog(*nasty, "product", "add", NASTY + '"quoted" & \'single\'', "--brand", "</style><b>", "--strength", "\u05d0\u05d1 50 %")
    porelog(*nasty, "routine", "use", "pm/oil-cleanse", NASTY)
    porelog(*nasty, "note", "</dd><img src=x onerror=document.title='owned'> \u202e& \x01 " + "x" * 300)
    porelog(*nasty, "procedure", "add", "</script><b>peel", "--recover-until", "2025-05-30", "--note", NASTY)
    porelog(*nasty, "photo", "add", "nose.png", "--view", "nose", "--light", "\"><b>")
    porelog(*nasty, "log", "pm", "--all")
    porelog(*nasty, "export", "--html", "nasty.html")

    porelog("--db", str(root / "empty.db"), "user", "add", "new", "--empty")
    porelog("--db", str(root / "empty.db"), "export", "--html", "empty.html")


def start():
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = webdriver.ChromeService(executable_path=shutil.which("chromedriver"))
    return webdriver.Chrome(options=options, service=service)


def requests(browser):
    """Returns the URLs requested since the last call, except data URLs and files in the test's own folder."""
    urls = []
    for entry in browser.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            urls.append(message["params"]["request"]["url"])
    return [url for url in urls if not url.startswith(("data:", "file://" + home.name))]


def media(browser, scheme, kind=""):
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": kind, "features": features})


def resize(browser, width, height=900):
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def screenshot(browser, name):
    if not pictures:
        return
    pictures.mkdir(parents=True, exist_ok=True)
    size = browser.execute_script("return document.documentElement.scrollHeight")
    data = browser.execute_cdp_cmd("Page.captureScreenshot", {
        "captureBeyondViewport": True,
        "clip": {"x": 0, "y": 0, "width": browser.execute_script("return innerWidth"), "height": size, "scale": 1}})
    (pictures / f"{name}.png").write_bytes(base64.b64decode(data["data"]))


def open_page(browser, name):
    browser.get_log("browser")
    requests(browser)
    browser.get(f"file://{root / name}.html")
    check(browser.get_log("browser") == [], f"{name}: the console has a message")
    check(requests(browser) == [], f"{name}: something was requested")


def check_layout(browser, name):
    for width in [320, 390, 768, 1280]:
        resize(browser, width)
        overflow = browser.execute_script("return document.scrollingElement.scrollWidth - innerWidth")
        check(overflow <= 0, f"{name} at {width}: {overflow} pixels are cut off")
    for scheme in ["light", "dark"]:
        media(browser, scheme)
        for width, device in [(390, "phone"), (1280, "desktop")]:
            resize(browser, width)
            found = Axe().run(browser)["violations"]
            words = [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found]
            check(not found, f"{name}, {scheme}, {device}: {words}")
            screenshot(browser, f"{name}-{device}-{scheme}")
    media(browser, "light")
    resize(browser, 1280)


def check_slider(browser):
    pair = browser.find_element(By.CSS_SELECTOR, ".pair")
    slider = pair.find_element(By.CSS_SELECTOR, "input[type=range]")
    over = pair.find_element(By.CSS_SELECTOR, ".over")
    clip = lambda: over.value_of_css_property("clip-path")
    before = clip()
    slider.send_keys(Keys.ARROW_RIGHT * 5)
    check(slider.get_attribute("value") == "55", "the keyboard does not move the slider")
    check(slider.get_attribute("aria-valuetext") == "55 per cent after", "the slider does not say where it is")
    check(clip() != before, "the slider moves, and the picture does not")
    slider.send_keys(Keys.HOME)
    check("100%" in clip(), f"at the start all of the after photo should be hidden: {clip()}")
    sizes = browser.execute_script(
        "return [...document.querySelectorAll('.pair img')].map(i => [i.naturalWidth, i.naturalHeight, i.complete])")
    # The second picture is stored rotated. The page keeps its orientation tag, so the browser shows it upright.
    check(sizes == [[480, 600, True]] * 4, f"the pictures are not upright: {sizes}")


def check_texts(browser):
    text = browser.execute_script("return document.body.innerText")
    for part in ["hana", "2025-03-03 to 2025-05-22", "Elixir Retino", "3 to 4 times a week", "0.1\u00a0%",
                 "Kyoto until Tuesday", "window passed", "superficial peel", "Logged on 80 of 81 days"]:
        check(part in text, f"{part} is missing")
    heads = [e.text for e in browser.find_elements(By.TAG_NAME, "h2")]
    check(heads == ["Where it stands", "Regimen", "How it was kept", "What was seen", "Before and after",
                    "Products used", "Cautions", "Notes and procedures"], heads)
    labels = browser.execute_script(
        "return [...document.querySelectorAll('svg[role=img]')].map(s => s.getAttribute('aria-label'))")
    check(len(labels) > 15 and all(labels), "a chart has no text")
    for summary in browser.find_elements(By.TAG_NAME, "summary"):
        summary.click()
    with open(fixtures / "diary" / "ratings.csv") as file:
        days = {row["day"] for row in csv.DictReader(file) if row["day"] <= "2025-05-22"}
    rows = len(browser.find_elements(By.CSS_SELECTOR, "details[open] tbody tr"))
    check(rows == 12 + len(days), f"the tables have {rows} rows instead of {12 + len(days)}")


def check_print(browser, name, parts):
    data = browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})
    pdf = base64.b64decode(data["data"])
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    width, height = (round(float(side) / 72 * 25.4) for side in reader.pages[0].mediabox[2:])
    check((width, height) == (210, 297), f"a page is {width} x {height} mm")
    text = "\n".join(page.extract_text() for page in reader.pages)
    for part in parts:
        check(part in text, f"{name}, printed: {part} is missing")
    check("Slide from before" not in text, "the slider is printed")
    if pictures:
        (pictures / f"{name}.pdf").write_bytes(pdf)
    return len(reader.pages)


def main():
    write_pages()
    for name in ["diary", "nasty", "empty"]:
        check(oct((root / f"{name}.html").stat().st_mode & 0o777) == "0o600", "others can read the page")
    page = (root / "diary.html").read_bytes()
    for word in [b"Hana Example", b"Phone X", b"taken by", b"2025:03"]:
        check(word not in page, f"{word} is in the page")
        check(base64.b64encode(word)[:8] not in page, f"{word} is in a picture")
    browser = start()
    try:
        open_page(browser, "diary")
        check_texts(browser)
        check_slider(browser)
        check_layout(browser, "diary")
        pages = check_print(browser, "diary", ["Where it stands", "Elixir Retino", "Kyoto until Tuesday"])
        check(pages <= 6, f"{pages} pages are too many")
        open_page(browser, "nasty")
        check(browser.title.startswith("Skincare report of <script>"), browser.title)
        text = browser.execute_script("return document.body.innerText")
        for part in [NASTY, "</dd><img src=x onerror=", "</script><b>peel", "</style><b>"]:
            check(part in text, f"{part} is not shown as it was written")
        check(len(browser.find_elements(By.CSS_SELECTOR, "script")) == 1, "a script came in")
        check(len(browser.find_elements(By.CSS_SELECTOR, "img[src=x], main b:not(.side b)")) == 0, "markup came in")
        check_layout(browser, "nasty")
        open_page(browser, "empty")
        check_layout(browser, "empty")
        check_print(browser, "empty", ["Where it stands"])
    finally:
        browser.quit()
    print(f"{checks} checks in {browser.capabilities['browserName']} {browser.capabilities['browserVersion']}: all good")


main()
