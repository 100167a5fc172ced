"""Checks the page of the server in a real browser: Debian's chromium, driven by chromium-driver.

    apt-get install -y chromium chromium-driver
    venv/bin/python Tests/Server/page.py .build/release [FOLDER FOR SCREENSHOTS]
"""

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
from selenium.webdriver.support.ui import WebDriverWait

import trustme

import server
from server import Server, check

pictures = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None


def browser():
    options = webdriver.ChromeOptions()
    for argument in ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=390,844"]:
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
        wait(driver, lambda: driver.find_element(By.ID, "status").text.startswith("me,"), "the link pairs over TLS")
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
    status = lambda: driver.find_element(By.ID, "status").text
    driver.get(s.origin)
    wait(driver, lambda: "not paired" in status(), "a stranger is told to pair")
    # The only console line is that of the answer 401.
    check(all("401" in line for line in messages(driver)), messages(driver))
    look(driver, "unpaired")

    # By the code that is typed, then by the link.
    link = json.loads(s.porelog("device", "add", "--json"))
    driver.find_element(By.ID, "code").send_keys("0000-0000")
    driver.find_element(By.CSS_SELECTOR, "#pair button").click()
    wait(driver, lambda: "wrong" in status(), "a wrong code is told")
    driver.find_element(By.ID, "code").clear()
    driver.find_element(By.ID, "code").send_keys(link["code"].lower())
    driver.find_element(By.CSS_SELECTOR, "#pair button").click()
    wait(driver, lambda: "hana" in status(), "the code pairs the device")
    check("<b>hana</b>" in status(), "a name is text")
    driver.delete_all_cookies()
    driver.get("about:blank")
    driver.get(json.loads(s.porelog("device", "add", "--json"))["link"])
    wait(driver, lambda: "hana" in status(), "the link pairs the device")
    check("pair" not in driver.current_url, "the code does not stay in the address")
    cookie = driver.get_cookie("porelog")
    check(cookie["httpOnly"] and cookie["sameSite"] == "Strict", "the cookie is out of reach of scripts")
    messages(driver)
    look(driver, "today")

    # A tap logs, a second one takes back.
    buttons = lambda: driver.find_elements(By.CSS_SELECTOR, "#steps button")
    step = lambda: next(b for b in buttons() if "oil-cleanse" in b.text)
    step().click()
    wait(driver, lambda: step().get_attribute("aria-pressed") == "true", "a tap logs")
    check('"status":"done"' in s.porelog("day", "--json"), "the journal has it")
    step().click()
    wait(driver, lambda: step().get_attribute("aria-pressed") == "false", "a second tap takes back")
    check('"status":"done"' not in s.porelog("day", "--json"), "the journal has it no more")
    check(not messages(driver), "the console is empty")
    sizes = driver.execute_script("return [...document.querySelectorAll('button')].map(b => b.offsetHeight)")
    check(all(size >= 48 for size in sizes if size), "buttons are 48 px high")
    requests = driver.execute_script("return performance.getEntriesByType('resource').map(e => e.name)")
    check(all(name.startswith(s.origin) for name in requests), "no request goes elsewhere")

    # What the policy forbids does not run.
    driver.execute_script("""
      const script = document.createElement('script');
      try { script.textContent = 'window.owned = 1'; document.body.append(script); } catch {}
    """)
    check(driver.execute_script("return window.owned") is None, "an inline script does not run")
    check(any("Trusted" in line or "TrustedScript" in line or "script" in line for line in messages(driver)), "and is reported")
    answer = driver.execute_async_script(f"""
      const done = arguments[0];
      fetch('http://127.0.0.1:{s.port}/').then(() => done('sent'), () => done('refused'));
    """)
    check(answer == "refused", "a request to another origin is refused")

    # A page on another port of the same host is the same site, but not this origin.
    other = Server()
    driver.get(other.origin)
    wait(driver, lambda: "not paired" in status(), "the other server is open")
    messages(driver)
    s.porelog("note", "before")
    sent = driver.execute_async_script(f"""
      const done = arguments[0];
      const form = document.createElement('form');
      fetch('{s.origin}/api/v1/actions', {{method: 'POST', mode: 'no-cors', credentials: 'include', body: '{{}}'}})
        .then(() => done('sent'), () => done('refused'));
    """)
    check(sent == "refused", "our own page sends nothing elsewhere")
    other.stop()
finally:
    driver.quit()
s.stop()
print(f"{server.checks} checks")
