"""The pages of the browser that tests use again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browsing import fresh_page, serving

LONG_AGO = datetime(2001, 2, 3, tzinfo=UTC)


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Return the address of a page that says nothing."""
    (tmp_path / "index.html").write_text("<!doctype html><title>Page</title>", encoding="utf-8")
    with serving(tmp_path) as root:
        yield root


def test_a_page_is_used_again(browser: Browser, address: str):
    with fresh_page(browser) as first:
        first.goto(address)
    with fresh_page(browser) as second:
        assert second is first
        assert second.url == "about:blank"


@pytest.mark.parametrize("sets", ["set_fixed_time", "set_system_time", "pause_at"])
def test_no_test_runs_by_the_clock_of_another(browser: Browser, address: str, sets: str):
    """A clock that was set holds for all that the page opens from then on."""
    with fresh_page(browser) as page:
        getattr(page.clock, sets)(LONG_AGO)
        page.goto(address)
        assert page.evaluate("new Date().getFullYear()") == LONG_AGO.year
    with fresh_page(browser) as page:
        page.goto(address)
        assert page.evaluate("new Date().getFullYear()") > LONG_AGO.year
