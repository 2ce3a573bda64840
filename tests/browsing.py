"""A real Chromium, plain file servers, and pages that report what they must not do."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

from tests import chromium
from tests.case_count import combinations, step
from tests.stores import REPOSITORY


def find_chromium() -> str:
    """Return the path of a Chromium, or fail with how to get one."""
    found = chromium.find()
    if found is None:
        pytest.fail(chromium.HOW_TO_GET_ONE, pytrace=False)
    return found


QUICK = ("--disable-gpu", "--in-process-gpu")
"""Where there is no graphics card, a process for it only takes time."""


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """Start a browser and yield it."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=QUICK)
        yield chromium
        _idle.clear()
        chromium.close()


_HASHED = re.compile(r"\.[0-9a-f]{10}\.\w+$")
"""The end of the name of a file with its hash, as in `atlas.6f1ed002ab.js`."""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """The file server of the standard library, below a path."""

    prefix = "/"
    kept = "no-cache"

    def translate_path(self, path: str) -> str:
        below = path.startswith(self.prefix)
        return super().translate_path("/" + path.removeprefix(self.prefix) if below else "/not/here")

    def end_headers(self) -> None:
        """Say how long a browser keeps a file: for good where its name has its hash; others it usually asks for each time."""
        self.send_header("Cache-Control", "max-age=86400, immutable" if _HASHED.search(self.path) else self.kept)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing of a page that was left before all of it was sent."""


@contextmanager
def serving(folder: Path, prefix: str = "/", *, kept: str = "no-cache") -> Iterator[str]:
    """Serve a folder and yield its address, which ends with a slash."""
    handler = type("Handler", (_Quiet,), {"prefix": prefix, "kept": kept})
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

    def show(self, path: str) -> Page:
        """Open a page for a test that only looks at it; one that the test before left open is there already."""
        return self.page if self.page.url == self.root + path else self.open(path)

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


_THIN = """step => document.querySelectorAll("tbody, ul, ol, svg g").forEach(list => {
  const items = [...list.children];
  if (list.tagName === "TBODY" || items.length > 20) items.forEach((item, n) => n % step && item.remove());
})"""


def violations(page: Page, tags: list[str] | None = None) -> list[str]:
    """Return what axe finds on a page, by the rules with these tags or by all: the rule, and where.

    Of the rows of a table, and of long lists and drawings, every tenth is left for it, in `make test-all` all.
    """
    page.evaluate(_THIN, step())
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(path=AXE)
    found = page.evaluate(_VIOLATIONS, tags)["violations"]
    return [f"{item['id']}: {node['target'][0]} {node['html'][:120]}" for item in found for node in item["nodes"][:3]]


def wait_until(page: Page, expression: str, given: object = None) -> None:
    """Wait until an expression holds on a page. Playwright's own `wait_for_function` asks from within it, which our policy forbids."""
    for _ in range(PATIENCE // 50):
        if page.evaluate(expression, given):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never held: {expression}")


_MOVED = """window.moved = 0;
new PerformanceObserver(list => list.getEntries().forEach(({ value }) => window.moved += value)).observe({ type: "layout-shift", buffered: true })"""


def moved(watched: Watched, path: str, width: int) -> float:
    """Open a page as over a slow line, and return how far what is seen moved until all was there: browsers call 0.1 good."""
    page = watched.page
    page.set_viewport_size({"width": width, "height": 844})
    page.add_init_script(_MOVED)
    slow = {"offline": False, "latency": 50, "downloadThroughput": 1_000_000, "uploadThroughput": 1_000_000}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", slow)
    watched.open(path).wait_for_load_state("networkidle")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return float(page.evaluate("window.moved"))


TYPE_FAST = """async (box, query) => {
  box.focus();
  for (const letter of query) {
    box.setRangeText(letter, box.value.length, box.value.length, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((done) => setTimeout(done, 30));
  }
}"""
"""By timers of the page, which come before the longer pause of a box however busy the machine is; keys from outside may not."""


LAID_OUT = "* { content-visibility: visible !important; }"
"""A rule by which a browser lays out at once what it would else when it comes near."""
_LAY_OUT = "const all = new CSSStyleSheet(); all.replaceSync('" + LAID_OUT + "'); document.adoptedStyleSheets.push(all)"


def lay_out_all(page: Page) -> None:
    """Let a page lay out all of its rows, also those out of sight."""
    page.add_init_script(_LAY_OUT)


_HASTE = """{
  const later = window.setTimeout;
  window.setTimeout = (done, rest, ...others) => later(done, rest >= 500 && rest <= 1000 ? rest / 20 : rest, ...others);
}"""
"""Scripts wait half a second to one second after the last input; tests shorten that wait to a twentieth."""

_HAS_CLOCK = "() => !Function.prototype.toString.call(Date).includes('[native code]')"
"""Whether a test has set the clock of a page, which holds for all that it opens from then on."""

_idle: dict[tuple[Browser, str], Page] = {}
"""Pages that wait for the next test that wants their options: a new one takes longer than most tests."""


@contextmanager
def fresh_page(browser: Browser, **options: Any) -> Iterator[Page]:
    """Open a page as if it were the first of a browser, with these options of a context; `day` is what its clock shows all the time.

    One that failed its test, or got a script or another clock for all that it opens, is not used again.
    """
    size = options.pop("viewport", {"width": 1280, "height": 800})
    scheme = options.pop("color_scheme", "light")
    day = options.pop("day", None)
    kept = (browser, repr((day, sorted(options.items()))))
    page = _idle.pop(kept, None) or _new_page(browser, day, **options)
    page.set_default_timeout(PATIENCE)
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme, media="null")
    with patch.object(page, "add_init_script", wraps=page.add_init_script) as script:
        try:
            yield page
            has_scripts = options.get("java_script_enabled", True)
            if not script.called and (day or not (has_scripts and page.evaluate(_HAS_CLOCK))):
                _forget(page, has_scripts=has_scripts)
                _idle[kept] = page
        finally:
            if _idle.get(kept) is not page:
                page.context.close()


def _new_page(browser: Browser, day: str | None, **options: Any) -> Page:
    context = browser.new_context(**options)
    context.add_init_script(_HASTE)
    page = context.new_page()
    if day:
        page.clock.set_fixed_time(day)
    return page


def _forget(page: Page, *, has_scripts: bool) -> None:
    """Leave a page as a new one is."""
    for other in page.context.pages:
        if other is not page:
            other.close()
    if has_scripts and page.url != "about:blank":
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    page.unroute_all()
    page.context.clear_cookies()
    page.context.clear_permissions()
    page.goto("about:blank")
    page.mouse.move(0, 0)


@contextmanager
def watching(browser: Browser, root: str, **options: Any) -> Iterator[Watched]:
    """Open a fresh page on a site; afterwards nothing may have left the site, failed, or met the policy."""
    with fresh_page(browser, **options) as page:
        watched = Watched(page, root)
        heard: dict[Any, Callable[[Any], object]] = {
            "request": lambda request: watched.asked.append(request.url),
            "requestfailed": watched.failed,
            "response": lambda r: watched.complaints.append(f"{r.status}: {r.url}") if r.status >= 400 else None,
            "pageerror": lambda error: watched.complaints.append(str(error)),
            "console": lambda m: watched.complaints.append(m.text) if m.type in ("error", "warning") else None,
        }
        for event, hear in heard.items():
            page.on(event, hear)
        yield watched
        watched.check()
        for event, hear in heard.items():
            page.remove_listener(event, hear)
