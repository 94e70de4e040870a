"""A real headless Chromium, driven through chromedriver by the W3C's WebDriver protocol (https://www.w3.org/TR/webdriver2/)."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Neither the sandbox nor the graphics card is there in a container; the rest keeps it from looking for updates.
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the key that the protocol gives to a reference


def missing() -> str | None:
    """What is not installed, as a reason to skip."""
    if not any(map(shutil.which, BROWSERS)):
        return "neither chromium nor google-chrome is on the PATH"
    return None if shutil.which("chromedriver") else "chromedriver is not on the PATH"


@dataclass(frozen=True)
class Page:
    """One tab of a browser. Elements are named by CSS selectors."""

    session: str

    def open(self, file: Path) -> None:
        _ask(f"{self.session}/url", {"url": file.resolve().as_uri()})

    def run(self, script: str, *arguments: object) -> Any:
        """The value of a function body in the page."""
        return _ask(f"{self.session}/execute/sync", {"script": script, "args": list(arguments)})

    def text(self, selector: str = "body") -> str:
        found: str = self.run("return document.querySelector(arguments[0]).innerText", selector)
        return found

    def click(self, selector: str) -> None:
        _ask(f"{self.session}/element/{self._find(selector)}/click", {})

    def type(self, selector: str, text: str) -> None:
        _ask(f"{self.session}/element/{self._find(selector)}/value", {"text": text})

    def press(self, *keys: str) -> None:
        """Press keys one after the other, wherever the focus is."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        _ask(f"{self.session}/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def focused(self) -> str:
        """The id of the element that has the focus, else its text."""
        found: str = self.run("return document.activeElement.id || document.activeElement.innerText")
        return found

    def console(self) -> list[str]:
        """What the browser complained of since it was last asked: errors of scripts, breaches of the page's policy."""
        return [entry["message"] for entry in _ask(f"{self.session}/se/log", {"type": "browser"})]

    def prefer(self, scheme: str, width: int = 1280, height: int = 800) -> None:
        """Show the page as one who prefers ``light`` or ``dark`` sees it, in a window of this size."""
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self._devtools("Emulation.setEmulatedMedia", media="", features=features)
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self._devtools("Emulation.setDeviceMetricsOverride", **size)

    def put_on_paper(self) -> None:
        """Lay the page out as it is printed."""
        self._devtools("Emulation.setEmulatedMedia", media="print")
        self.run("dispatchEvent(new Event('beforeprint'))")

    def picture(self) -> bytes:
        return base64.b64decode(_ask(f"{self.session}/screenshot"))

    def printed(self) -> bytes:
        """The page as a PDF, as it goes to a printer."""
        return base64.b64decode(_ask(f"{self.session}/print", {}))

    def _find(self, selector: str) -> str:
        found: str = _ask(f"{self.session}/element", {"using": "css selector", "value": selector})[_ELEMENT]
        return found

    def _devtools(self, command: str, **parameters: object) -> None:
        _ask(f"{self.session}/goog/cdp/execute", {"cmd": command, "params": parameters})


@contextmanager
def chromium() -> Iterator[Page]:
    """A page of a new browser with a profile of its own; both are gone afterwards."""
    with subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, text=True) as driver:
        assert driver.stdout
        port = next(found[1] for line in driver.stdout if (found := re.search(r"successfully on port (\d+)", line)))
        try:
            yield from _session(f"http://127.0.0.1:{port}/session")
        finally:
            driver.terminate()


def _session(address: str) -> Iterator[Page]:
    binary = next(filter(None, map(shutil.which, BROWSERS)))
    wanted = {
        "browserName": "chrome",
        "goog:chromeOptions": {"binary": binary, "args": list(FLAGS)},
        "goog:loggingPrefs": {"browser": "ALL"},
    }
    made = _ask(address, {"capabilities": {"alwaysMatch": wanted}})
    page = Page(f"{address}/{made['sessionId']}")
    try:
        yield page
    finally:
        _ask(page.session, method="DELETE")


def _ask(address: str, body: object = None, method: str | None = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = Request(address, data, {"Content-Type": "application/json"}, method=method)
    with urlopen(request, timeout=60) as answer:
        return json.load(answer)["value"]
