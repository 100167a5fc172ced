"""A phone with the page of the server: Chromium, driven by chromium-driver, with a profile that outlives it."""

import contextlib
import json
import pathlib
import socket
import subprocess
import sys
import tempfile
import threading
import time

from axe_core_python.selenium import Axe
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException, TimeoutException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from server import Server, check, free_port

pictures = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
STEPS = ["pm/oil-cleanse", "pm/water-cleanse", "pm/niacinamide"]


class Phone:
    """A browser with a profile that outlives it."""

    def __init__(self, profile=None):
        self.profile = profile or tempfile.mkdtemp(prefix="porelog-phone-")
        options = webdriver.ChromeOptions()
        for argument in ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=390,844",
                         f"--user-data-dir={self.profile}"]:
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options, webdriver.ChromeService("/usr/bin/chromedriver"))

    def find(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def text(self, selector):
        return "".join(found.text for found in self.find(selector))

    def wait(self, condition, what, seconds=20):
        waiting = WebDriverWait(self.driver, seconds, ignored_exceptions=[StaleElementReferenceException, IndexError, StopIteration])
        try:
            waiting.until(lambda _: condition())
        except TimeoutException:
            raise AssertionError(f"{what}; the page says: {self.text('#state')} {self.text('#toast')}") from None

    def open(self, address, ready="#headline"):
        self.driver.get(address)
        self.wait(lambda: self.find(ready), f"{address} opens")

    def button(self, step):
        return self.find(f'[data-step="{step}"]')[0]

    def is_done(self, step):
        for _ in range(20):
            try:
                return self.button(step).get_attribute("aria-pressed") == "true"
            except (StaleElementReferenceException, IndexError):
                time.sleep(0.1)
        raise AssertionError(f"{step} is not shown")

    def tap(self, step):
        before = self.is_done(step)
        self.driver.execute_script("document.querySelector(arguments[0]).click()", f'[data-step="{step}"]')
        self.wait(lambda: self.is_done(step) != before, f"a tap on {step} is shown")

    def is_home(self):
        return "Everything is at home" in self.text("#state")

    def unsent(self):
        return self.driver.execute_async_script("""
          const done = arguments[0];
          const request = indexedDB.open('porelog');
          request.onsuccess = () => {
            const all = request.result.transaction('queue').objectStore('queue').getAll();
            all.onsuccess = () => { request.result.close(); done(all.result.length); };
          };
        """)

    def look(self, name):
        found = Axe().run(self.driver)["violations"]
        check(not found, f"{name}: {json.dumps(found)[:800]}")
        if pictures:
            pictures.mkdir(parents=True, exist_ok=True)
            self.driver.save_screenshot(str(pictures / f"{name}.png"))

    def is_kept_by_worker(self):
        return self.driver.execute_script("return navigator.serviceWorker.controller !== null")

    def pair(self, server, *options, address=None):
        """Opens the link of a new invitation."""
        at = ["--at", address] if address else []
        self.open(json.loads(server.porelog("device", "add", "--json", *options, *at))["link"])
        self.wait(self.is_kept_by_worker, "the worker keeps the page")

    def click(self, selector):
        """Clicks what `selector` finds, wherever it lies on the screen."""
        self.wait(lambda: self.find(selector), f"{selector} is there")
        self.driver.execute_script("document.querySelector(arguments[0]).click()", selector)

    def click_words(self, words, within="main"):
        """Clicks the button or link of `within` with these words."""
        self.wait(lambda: self.driver.execute_script("""
          const found = [...document.querySelectorAll(`${arguments[0]} :is(button, a, summary)`)].find((one) => one.textContent === arguments[1]);
          found?.click();
          return Boolean(found);
        """, within, words), f"{words} is there")

    def enter(self, selector, value):
        """Enters `value` where `selector` points to."""
        self.wait(lambda: self.find(selector), f"{selector} is there")
        self.driver.execute_script("""
          const input = document.querySelector(arguments[0]);
          input.value = arguments[1];
          input.dispatchEvent(new Event("input", { bubbles: true }));
        """, selector, value)

    def go(self, address):
        self.driver.execute_script("location.hash = arguments[0]", f"#{address}")

    def kill(self):
        """Kills the browser with -9, as when the battery is taken out."""
        subprocess.run(["pkill", "-9", "-f", self.profile])
        self.driver.quit()


class LossyProxy:
    """Passes connections on to a server, and can lose the answers."""

    def __init__(self, target):
        self.port = free_port()
        self.target = target
        self.loses = False
        self.lost = 0
        self.listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            link, _ = self.listener.accept()
            threading.Thread(target=self.serve, args=(link,), daemon=True).start()

    def serve(self, link):
        try:
            upstream = socket.create_connection(("127.0.0.1", self.target))
        except OSError:
            return link.close()
        # Both ports have five digits, so lengths stay as they are.
        ours, theirs = f"localhost:{self.port}".encode(), f"localhost:{self.target}".encode()

        def forward():
            try:
                while data := link.recv(65536):
                    upstream.sendall(data.replace(ours, theirs))
            except OSError:
                pass

        threading.Thread(target=forward, daemon=True).start()
        try:
            while data := upstream.recv(65536):
                if self.loses:
                    self.lost += 1
                    break
                link.sendall(data)
        except OSError:
            pass
        for end in (link, upstream):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


def entries(s):
    return {f"{e['slot']}/{e['step']}": e for e in json.loads(s.porelog("day", "--json"))["entries"]}


def notes(s):
    return (json.loads(s.porelog("note", "--json"))["note"] or "").split("\n")


def evening():
    """It is the evening of a journal whose steps are all due."""
    s = Server("--verbose")
    s.porelog("user", "add", "me", "--day-start", "00:00")
    return s
