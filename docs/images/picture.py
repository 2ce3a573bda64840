"""Make the README's picture anew from the built site: `make picture`."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

from tests import chromium
from tests.browsing import serving

ROOT = Path(__file__).parents[2]
SITE = ROOT / "site"
WINDOW: ViewportSize = {"width": 1280, "height": 900}
PAGE = "strikes/2024-04-20-camp-kalsu-explosion.html"


def main() -> int:
    """Photograph the top of one page; exit status 1 where the site or a browser is missing."""
    found = chromium.find()
    if found is None:
        print(chromium.HOW_TO_GET_ONE, file=sys.stderr)
        return 1
    if not (SITE / PAGE).is_file():
        print("no site here: run `make site` first", file=sys.stderr)
        return 1
    with serving(SITE) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page(viewport=WINDOW, color_scheme="light")
        page.goto(address + PAGE, wait_until="networkidle")
        page.screenshot(path=ROOT / "docs" / "images" / "page.png")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
