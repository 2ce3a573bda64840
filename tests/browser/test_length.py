"""How long pages are on a phone, all of their rows laid out."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from tests.browsing import lay_out_all, serving, watching
from tests.case_count import FULL

MOST_SCREENS = 200
LARGEST = 12 if FULL else 4
"""Of the largest pages, so many are measured: the longest are among them."""


def test_no_page_is_endless(browser: Browser, whole_site: Path) -> None:
    largest = sorted(whole_site.rglob("*.html"), key=lambda path: (-path.stat().st_size, path))[:LARGEST]
    width, height = 390, 844
    with (
        serving(whole_site) as address,
        watching(browser, address, viewport={"width": width, "height": height}) as held,
    ):
        lay_out_all(held.page)
        for path in largest:
            page = held.open(path.relative_to(whole_site).as_posix())
            assert page.evaluate("document.documentElement.scrollHeight") < MOST_SCREENS * height, path
