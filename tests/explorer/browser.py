"""A real browser without a screen, driven by the W3C WebDriver protocol over plain HTTP."""

import base64
import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time

import httpx

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--force-device-scale-factor=1",
)
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the protocol's key of an element
REQUIRED = "MICROSIM_BROWSER"  # set to "required" where its lack is a failure
PATIENCE = 90.0  # seconds for what the page shows once lives are lived


def lacking():
    """Return what lacks for driving a browser, None where nothing does."""
    missing = [name for name in ("chromium", "chromedriver") if not shutil.which(name)]
    return f"{' and '.join(missing)} not installed (apt-get install chromium chromium-driver)" if missing else None


def is_required():
    return os.environ.get(REQUIRED) == "required"


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Browser:
    """One window."""

    def __init__(self, address):
        self.http = httpx.Client(base_url=address, timeout=120, trust_env=False)
        profile = tempfile.mkdtemp(prefix="microsim-browser-")
        self.profile = profile
        options = {"args": [*FLAGS, f"--user-data-dir={profile}"], "binary": shutil.which("chromium")}
        logging = {"goog:loggingPrefs": {"browser": "ALL"}}
        wanted = {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": options, **logging}}
        self.session = self.call("POST", "/session", capabilities=wanted)["sessionId"]

    def call(self, method, path, **body):
        """Return the value of a command; an error of the browser is one here."""
        response = self.http.request(method, path, json=body if method == "POST" else None)
        value = response.json()["value"]
        assert response.is_success, value
        return value

    def do(self, path, method="POST", **body):
        """Return the value of a command of this session."""
        return self.call(method, f"/session/{self.session}{path}", **body)

    def open(self, address):
        self.do("/url", url=address)

    def run(self, script, *arguments):
        """Return what a script returns."""
        return self.do("/execute/sync", script=script, args=list(arguments))

    def find(self, css):
        """Return an element."""
        return self.do("/element", using="css selector", value=css)[ELEMENT]

    def click(self, css):
        self.do(f"/element/{self.find(css)}/click")

    def type(self, css, text):
        """Press keys in an element, as a user without a mouse does."""
        self.do(f"/element/{self.find(css)}/value", text=text)

    def text(self, css):
        return self.run("return document.querySelector(arguments[0])?.innerText ?? ''", css)

    def until(self, script, *arguments, patience=PATIENCE):
        """Wait until a script returns something true, and return it."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if found := self.run(script, *arguments):
                return found
            time.sleep(0.05)
        raise AssertionError(f"the page never came to: {script}; it says {self.text('body')[:600]}")

    def resize(self, width, height):
        self.do("/window/rect", width=width, height=height)

    def picture(self):
        """Return the window as PNG."""
        return base64.b64decode(self.do("/screenshot", "GET"))

    def complaints(self):
        """Return what the console says of errors."""
        found = self.do("/se/log", type="browser")
        return [entry["message"] for entry in found if entry["level"] == "SEVERE"]

    def close(self):
        with contextlib.suppress(Exception):
            self.call("DELETE", f"/session/{self.session}")
        self.http.close()
        shutil.rmtree(self.profile, ignore_errors=True)


@contextlib.contextmanager
def browsing():
    """Yield a Browser; its driver ends with it."""
    port = free_port()
    driver = subprocess.Popen(
        [shutil.which("chromedriver"), f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    browser = None
    try:
        end = time.monotonic() + 30
        while True:
            with contextlib.suppress(httpx.TransportError):
                if httpx.get(f"http://127.0.0.1:{port}/status", trust_env=False).json()["value"]["ready"]:
                    break
            assert time.monotonic() < end, "the driver does not answer"
            time.sleep(0.1)
        browser = Browser(f"http://127.0.0.1:{port}")
        yield browser
    finally:
        if browser is not None:
            browser.close()
        driver.terminate()
        driver.wait(10)
