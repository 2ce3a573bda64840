"""Take pictures of each type of page, light, dark and on a phone, to look at them one by one: `make shots`.

`python docs/images/shots.py [PAGE …]` takes those pages alone, as `groups/kataib-hezbollah.html`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, FloatRect, ViewportSize, sync_playwright

from tests import chromium
from tests.browsing import lay_out_all, serving
from tests.page_types import page_types

ROOT = Path(__file__).parents[2]
SITE = ROOT / "site"
SHOTS = ROOT / ".atlas" / "shots"
DRESSES = {
    "light": ("light", 1280),
    "dark": ("dark", 1280),
    "phone": ("light", 360),
}
"""Colour scheme, and width in pixels."""
TALLEST = 16_000
"""Pixels; what lies below is cut off, since browsers draw no taller picture."""


def main(pages: list[str]) -> int:
    """Photograph the pages; exit status 1 where the site or a browser is missing."""
    found = chromium.find()
    if found is None:
        print(chromium.HOW_TO_GET_ONE, file=sys.stderr)
        return 1
    if not (SITE / "index.html").is_file():
        print("no site here: run `make site` first", file=sys.stderr)
        return 1
    wanted = pages or list(page_types(SITE).values())
    SHOTS.mkdir(parents=True, exist_ok=True)
    with serving(SITE) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        for dress in DRESSES:
            photograph(browser, address, wanted, dress)
        browser.close()
    taken = len(wanted) * len(DRESSES)
    print(f"{taken} pictures in {SHOTS.relative_to(ROOT)}/")
    return 0


def photograph(browser: Browser, address: str, pages: list[str], dress: str) -> None:
    """Take the pages in one dress."""
    scheme, width = DRESSES[dress]
    window = ViewportSize(width=width, height=900)
    context = browser.new_context(viewport=window, color_scheme=scheme)
    lay_out_all(context)
    page = context.new_page()
    for path in pages:
        page.goto(address + path, wait_until="networkidle")
        height = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
        name = path.removesuffix(".html").replace("/", "-")
        whole = FloatRect(x=0, y=0, width=width, height=height)
        page.screenshot(path=SHOTS / f"{name}.{dress}.png", full_page=True, clip=whole)
    context.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
