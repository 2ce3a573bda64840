"""WebKitGTK and Firefox, driven over their own protocols, to see what Chromium cannot tell; docs/developing.md says how to install them."""

from __future__ import annotations

import base64
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

MINI_BROWSER = "/usr/lib/*/webkit2gtk-4.*/MiniBrowser"
SOFTWARE = {"WEBKIT_DISABLE_DMABUF_RENDERER": "1", "LIBGL_ALWAYS_SOFTWARE": "1", "GDK_BACKEND": "x11"}
"""Without a graphics card WebKitGTK draws nothing else."""
START = 30
"""Seconds that a program has to begin to listen."""


_STIR = """
const dot = document.body.appendChild(document.createElement("div"));
dot.style.cssText = "position:fixed;right:0;bottom:0;width:9px;height:9px";
setInterval(() => { dot.style.backgroundColor = `rgb(0 0 ${Date.now() % 255})`; }, 50);
"""
"""WebKitGTK waits with its picture for something to be drawn."""


class Browser(Protocol):
    """What a test asks of a browser."""

    def open(self, url: str) -> None:
        """Load a page, and wait until it is loaded."""

    def run(self, script: str) -> Any:
        """Run the body of a function in the page, and return what it returns or promises."""

    def picture(self) -> bytes:
        """Return what the window shows, as PNG."""


def missing(name: str) -> str:
    """Return why a browser cannot be had here; empty where it can."""
    if name == "firefox":
        return "" if _firefox() else "Firefox is not installed (Debian: apt install firefox-esr)"
    programs = [program for program in ("WebKitWebDriver", "Xvfb") if not shutil.which(program)]
    if programs or not _mini_browser():
        return "WebKitGTK is not installed (Debian: apt install webkit2gtk-driver xvfb)"
    return ""


@contextmanager
def running(name: str, folder: Path) -> Iterator[Browser]:
    """Start a browser whose files stand in a folder, and end it."""
    with (_running_firefox if name == "firefox" else _running_webkit)(folder) as browser:
        yield browser


class _WebKit:
    """A session of WebKitWebDriver, whose protocol is that of W3C WebDriver."""

    def __init__(self, port: int) -> None:
        options = {"binary": _mini_browser(), "args": ["--automation"]}
        wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        self._address = f"http://127.0.0.1:{port}/session"
        self._address += "/" + self._ask("POST", "", wanted)["sessionId"]
        self._ask("POST", "/window/rect", {"width": 1280, "height": 900})

    def _ask(self, method: str, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._address + path, data, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)["value"]

    def open(self, url: str) -> None:
        self._ask("POST", "/url", {"url": url})

    def run(self, script: str) -> Any:
        return self._ask("POST", "/execute/sync", {"script": script, "args": []})

    def picture(self) -> bytes:
        self.run(_STIR)
        return base64.b64decode(self._ask("GET", "/screenshot"))

    def quit(self) -> None:
        self._ask("DELETE", "")


class _Firefox:
    """A session over Marionette, the protocol beneath geckodriver: messages of JSON, each behind its length and a colon."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._file = self._socket.makefile("rb")
        self._number = 0
        self._read()  # the greeting
        self._ask("WebDriver:NewSession", {})
        self._ask("WebDriver:SetWindowRect", {"width": 1280, "height": 900})

    def _read(self) -> Any:
        length = b""
        while (digit := self._file.read(1)) != b":":
            length += digit
        return json.loads(self._file.read(int(length)))

    def _ask(self, command: str, parameters: object) -> Any:
        self._number += 1
        message = json.dumps([0, self._number, command, parameters]).encode()
        self._socket.sendall(b"%d:%b" % (len(message), message))
        _, _, error, value = self._read()
        if error:
            raise RuntimeError(f"{command}: {error['message']}")
        return value.get("value") if isinstance(value, dict) else value

    def open(self, url: str) -> None:
        self._ask("WebDriver:Navigate", {"url": url})

    def run(self, script: str) -> Any:
        return self._ask("WebDriver:ExecuteScript", {"script": script, "args": []})

    def picture(self) -> bytes:
        return base64.b64decode(self._ask("WebDriver:TakeScreenshot", {"full": False}))

    def quit(self) -> None:
        self._socket.close()


@contextmanager
def _running_webkit(folder: Path) -> Iterator[Browser]:
    screen = f":{_free_port() % 20_000 + 100}"
    port = _free_port()
    kept = {**os.environ, **SOFTWARE, "DISPLAY": screen, "HOME": str(folder)}
    with _program(["Xvfb", screen, "-screen", "0", "1400x1000x24"], kept):
        _await(lambda: Path(f"/tmp/.X11-unix/X{screen[1:]}").exists())
        with _program(["WebKitWebDriver", f"--port={port}"], kept):
            _await(lambda: _listens(port))
            browser = _WebKit(port)
            yield browser
            browser.quit()


@contextmanager
def _running_firefox(folder: Path) -> Iterator[Browser]:
    port = _free_port()
    (folder / "user.js").write_text(f'user_pref("marionette.port", {port});\n', encoding="utf-8")
    command = [str(_firefox()), "--headless", "--marionette", "--no-remote", "--profile", str(folder)]
    with _program(command, {**os.environ, "HOME": str(folder)}):
        _await(lambda: _listens(port))
        browser = _Firefox(port)
        yield browser
        browser.quit()


@contextmanager
def _program(command: list[str], environment: dict[str, str]) -> Iterator[None]:
    """Run a program in the background."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet) as running:
        try:
            yield
        finally:
            running.terminate()


def _await(is_ready: Any) -> None:
    end = time.monotonic() + START
    while not is_ready():
        if time.monotonic() > end:
            raise TimeoutError("the browser does not start")
        time.sleep(0.1)


def _listens(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _firefox() -> str | None:
    return shutil.which("firefox-esr") or shutil.which("firefox")


def _mini_browser() -> str:
    return str(next(Path("/").glob(MINI_BROWSER.lstrip("/")), ""))
