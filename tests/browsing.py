"""A real Chromium, plain file servers, and pages that report what they must not do."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

from tests import chromium
from tests.case_count import combinations, step
from tests.stores import REPOSITORY


def find_chromium() -> str:
    """Return the path of a Chromium, or fail with how to get one."""
    found = chromium.find()
    if found is None:
        pytest.fail(chromium.HOW_TO_GET_ONE, pytrace=False)
    return found


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """Start a browser and yield it."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium())
        yield chromium
        chromium.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """The file server of the standard library, below a path."""

    prefix = "/"

    def translate_path(self, path: str) -> str:
        below = path.startswith(self.prefix)
        return super().translate_path("/" + path.removeprefix(self.prefix) if below else "/not/here")

    def log_message(self, *_: object) -> None:
        pass


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing of a page that was left before all of it was sent."""


@contextmanager
def serving(folder: Path, prefix: str = "/") -> Iterator[str]:
    """Serve a folder and yield its address, which ends with a slash."""
    handler = type("Handler", (_Quiet,), {"prefix": prefix})
    with _Server(("127.0.0.1", 0), functools.partial(handler, directory=folder)) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
        server.shutdown()
        thread.join()


@dataclass
class Watched:
    """A page, with everything it asked for and everything the browser complained about."""

    page: Page
    root: str
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str = "index.html") -> Page:
        self.page.goto(self.root + path)
        return self.page

    def failed(self, request: Request) -> None:
        """Note what failed; what the browser gave up because the page was left did not."""
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"failed: {request.url}")

    def check(self) -> None:
        assert self.complaints == []
        assert [url for url in self.asked if not url.startswith((self.root, "data:"))] == []


PATIENCE = 60_000
"""Milliseconds until a test gives up; nothing here takes as long, on whatever machine and whatever else it does."""
expect.set_options(timeout=PATIENCE)

DRESSES = combinations(("light", "dark"), (1280, 360))
"""Colours and widths of screens: each once, and all pairs in `make test-all`."""

AXE = REPOSITORY / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
_VIOLATIONS = (
    "tags => axe.run(document, {resultTypes: ['violations'], preload: false, ...(tags ? {runOnly: tags} : {})})"
)


_THIN = (
    "step => document.querySelectorAll('tbody').forEach(b => [...b.rows].forEach((row, n) => n % step && row.remove()))"
)


def violations(page: Page, tags: list[str] | None = None) -> list[str]:
    """Return what axe finds on a page, by the rules with these tags or by all: the rule, and where.

    Of the rows of a table every tenth is left for it, in `make test-all` all.
    """
    page.evaluate(_THIN, step())
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(path=AXE)
    found = page.evaluate(_VIOLATIONS, tags)["violations"]
    return [f"{item['id']}: {node['target'][0]} {node['html'][:120]}" for item in found for node in item["nodes"][:3]]


LAID_OUT = "* { content-visibility: visible !important; }"
"""A rule by which a browser lays out at once what it would else when it comes near."""
_LAY_OUT = "const all = new CSSStyleSheet(); all.replaceSync('" + LAID_OUT + "'); document.adoptedStyleSheets.push(all)"


def lay_out_all(page: Page) -> None:
    """Let a page lay out all of its rows, also those out of sight."""
    page.add_init_script(_LAY_OUT)


@contextmanager
def watching(browser: Browser, root: str, **options: object) -> Iterator[Watched]:
    """Open a fresh page on a site; afterwards nothing may have left the site, failed, or met the policy."""
    context: BrowserContext = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    watched = Watched(page, root)
    page.on("request", lambda request: watched.asked.append(request.url))
    page.on("requestfailed", watched.failed)
    page.on("response", lambda r: watched.complaints.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
    page.on("pageerror", lambda error: watched.complaints.append(str(error)))
    page.on("console", lambda m: watched.complaints.append(m.text) if m.type in ("error", "warning") else None)
    try:
        yield watched
        watched.check()
    finally:
        context.close()
