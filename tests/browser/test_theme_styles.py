"""The rules of the theme that are left out change nothing: each element looks as it would with all of them.

That links and code may break anywhere is left out for what it changes (`frontend/theme.mjs`), and so on both sides.
Of the rows of tables every tenth is looked at. Every sixteenth type of page is looked at, in
turns at a desk in light colours and on a phone in dark ones; in `make test-all` each type and row is, in both.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browsing import LAID_OUT
from tests.case_count import in_turn, sample, step
from tests.page_types import page_types
from tests.stores import REPOSITORY, whole_store

SHEETS = REPOSITORY / "overrides" / "assets" / "stylesheets"
(STYLES,) = SHEETS.glob("atlas.*.css")
(EXPLORE,) = SHEETS.glob("explore.*.css")

LOOKS = """() => {
  const asked = ["display", "position", "top", "left", "right", "bottom", "z-index", "visibility", "opacity", "overflow-x", "overflow-y",
    "width", "height", "margin-top", "margin-right", "margin-bottom", "margin-left", "padding-top", "padding-right", "padding-bottom",
    "padding-left", "border-top-width", "border-bottom-width", "border-left-width", "border-radius", "color", "background-color",
    "font-family", "font-size", "font-weight", "font-style", "line-height", "text-align", "text-decoration-line", "white-space",
    "list-style-type", "box-shadow", "transform", "cursor", "content", "float", "text-transform", "vertical-align", "pointer-events"];
  document.querySelectorAll("tbody").forEach(body => [...body.rows].forEach((row, n) => n % STEP && row.remove()));
  const found = [];
  for (const element of document.body.querySelectorAll("*")) {
    for (const part of ["", "::before", "::after"]) {
      const style = getComputedStyle(element, part || null);
      if (part && style.content === "none") continue;
      found.push(element.tagName + "." + element.getAttribute("class") + part + " " + asked.map(name => name + ":" + style.getPropertyValue(name)).join(";"));
    }
  }
  return found;
}""".replace("STEP", str(step()))
DIGEST = f"""async () => {{
  const text = new TextEncoder().encode(({LOOKS})().join("\\n"));
  return new Uint8Array(await crypto.subtle.digest("SHA-256", text)).join();
}}"""
"""The same, short: of most pages nobody wants to read it."""


@pytest.fixture(scope="module")
def with_all_rules() -> str:
    """Return our stylesheet with all of the theme's in place of what was kept of it."""
    program = "import sys, theme; sys.stdout.reconfigure(encoding='utf-8'); sys.stdout.write(theme.styles())"
    folder = REPOSITORY / "frontend"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, capture_output=True, encoding="utf-8", check=True
    )
    both = STYLES.read_text(encoding="utf-8")
    assert both.startswith(done.stdout)
    program = "import theme; print(theme.TEMPLATES)"
    found = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=True)
    sheets = Path(found.stdout.strip()) / "assets" / "stylesheets"
    stock = "".join(next(sheets.glob(f"{name}.*.min.css")).read_text(encoding="utf-8") for name in ("main", "palette"))
    return re.sub(r";?word-break:(?:break-word|normal)", "", stock) + both.removeprefix(done.stdout)


@contextmanager
def opened(browser: Browser, styles: str, width: int, scheme: str) -> Iterator[Page]:
    """Give a page that nothing moves on, with these styles in place of the site's."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )

    def answer(route: Route) -> None:
        route.fulfill(body=styles + LAID_OUT, content_type="text/css")

    context.route("**/atlas.*.css", answer)
    yield context.new_page()
    context.close()


def differing(one: Page, other: Page) -> list[str]:
    """Return elements that differ, three at most; pages have a while to come to rest, for their scripts do so in their own time."""
    for _ in range(100):
        if one.evaluate(DIGEST) == other.evaluate(DIGEST):
            return []
        one.wait_for_timeout(50)
    looks = one.evaluate(LOOKS), other.evaluate(LOOKS)
    return [f"{a}  BUT  {b}" for a, b in zip_longest(*looks) if a != b][:3]


DRESSES = ((1280, "light"), (360, "dark"))


@pytest.mark.parametrize("dress", [*DRESSES, None], ids=str)
def test_every_element_looks_the_same(
    browser: Browser, whole_root: str, whole_site: Path, with_all_rules: str, dress: tuple[int, str] | None
) -> None:
    """On pages of these types; with the menu of a phone open on two."""
    pages = page_types(whole_site)
    menu = dress is None
    names = ["index", "groups"] if menu else dict(in_turn(sample(pages, every=16), DRESSES))[dress]
    wanted = {name: pages[name] for name in names}
    width, scheme = dress or (360, "light")
    wrong: dict[str, list[str]] = {}
    own = STYLES.read_text(encoding="utf-8")
    with opened(browser, own, width, scheme) as ours, opened(browser, with_all_rules, width, scheme) as whole:
        for name, path in wanted.items():
            for page in (ours, whole):
                page.goto(whole_root + path)
                page.evaluate("document.fonts.ready.then(() => true)")
                if menu:
                    page.locator("#__drawer").click()
            wrong |= {name: found} if (found := differing(ours, whole)) else {}
    assert wrong == {}


@pytest.mark.parametrize("dress", DRESSES, ids=str)
def test_entries_need_nothing_of_the_pages_across_entries(
    browser: Browser, whole_root: str, whole_site: Path, dress: tuple[int, str]
) -> None:
    """The largest page of every fourth kind of entry, which links one stylesheet, looks the same with both, in turns.

    In `make test-all` that of each kind, in both.
    """
    own, both = (STYLES.read_text(encoding="utf-8") + more for more in ("", EXPLORE.read_text(encoding="utf-8")))
    wrong: dict[str, list[str]] = {}
    with opened(browser, own, *dress) as one, opened(browser, both, *dress) as other:
        folders = [kind.folder for kind in whole_store().kinds if not kind.row_of]
        for folder in dict(in_turn(sample(folders, every=4), DRESSES))[dress]:
            entries = (page for page in (whole_site / folder).glob("*.html") if "_" not in page.stem)
            path = max((page for page in entries if page.stem != "index"), key=lambda page: page.stat().st_size)
            for page in (one, other):
                page.goto(f"{whole_root}{folder}/{path.name}")
                page.evaluate("document.fonts.ready.then(() => true)")
            wrong |= {path.name: found} if (found := differing(one, other)) else {}
    assert wrong == {}


def test_every_variable_of_the_theme_is_there() -> None:
    """What our rules take from the theme was not left out with what nobody takes."""
    text = STYLES.read_text(encoding="utf-8")
    used = set(re.findall(r"var\((--md-[a-z0-9-]+)\)", text + EXPLORE.read_text(encoding="utf-8")))
    assert used
    assert {name for name in used if f"{name}:" not in text} == set()
