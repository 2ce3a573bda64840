"""The site in WebKitGTK and in Firefox: pages draw, scripts work, Arabic stands on its line. In `make test-all` alone."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image

from tests.engines import Browser, missing, running

pytestmark = pytest.mark.full

PAGES = (
    "index.html",
    "groups/kataib-hezbollah.html",
    "strikes/2024-01-28-tower-22-drone-attack.html",
    "groups/index.html",
    "map/index.html",
    "network/index.html",
    "as-of/index.html",
    "search.html?q=%D9%83%D8%AA%D8%A7%D8%A6%D8%A8",
)
PATIENCE = 20
"""Seconds that a page has for what its scripts do."""
ARABIC = "التوفيق السيستاني في العراق"
"""Words that end in letters with dots."""
_ALONE = """
const line = document.createElement("bdi");
line.lang = "ar";
line.dir = "rtl";
line.textContent = "WORDS";
line.style.cssText = "position:fixed;inset:0;padding:40px;background:#fff;color:#000;font-size:40px;line-height:2";
document.body.replaceChildren(line);
document.documentElement.style.background = "#fff";
"""


@pytest.fixture(scope="module", params=["webkit", "firefox"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Return each browser; where it is not installed, the tests are left out."""
    reason = missing(request.param)
    if reason:
        pytest.skip(reason)
    with running(request.param, tmp_path_factory.mktemp(request.param)) as browser:
        yield browser


def until(engine: Browser, script: str) -> Any:
    """Run a script until it returns something that is true."""
    end = time.monotonic() + PATIENCE
    while True:
        found = engine.run(script)
        if found or time.monotonic() > end:
            return found
        time.sleep(0.1)


@pytest.mark.parametrize("path", PAGES)
def test_pages_draw(engine: Browser, at_root: str, path: str) -> None:
    """With their fonts, nothing wider than the window, and something to see."""
    engine.open(at_root + path)
    assert until(engine, "return document.fonts.status === 'loaded' && document.fonts.check('16px \"Atlas Serif\"')")
    assert engine.run("return document.querySelectorAll('h1').length") == 1
    assert until(engine, "return document.documentElement.scrollWidth <= innerWidth")
    seen = Image.open(io.BytesIO(engine.picture())).convert("L")
    assert seen.getextrema()[1] - seen.getextrema()[0] > 100


def test_the_box_finds_an_entry(engine: Browser, at_root: str) -> None:
    engine.open(at_root + "groups/index.html")
    field = "document.querySelector('input[role=combobox]')"
    assert until(engine, f"return {field} !== null")
    engine.run(f"{field}.value = 'kataib hezbollah'; {field}.dispatchEvent(new Event('input'))")
    first = until(engine, "return document.querySelector('.ea-drop [role=option]')?.textContent")
    assert "Kataib Hezbollah" in first


def test_a_table_is_filtered(engine: Browser, at_root: str) -> None:
    engine.open(at_root + "groups/index.html?q=AAH")
    told = until(engine, "return /^[1-9]\\d* of /.test(document.querySelector('.ea-count')?.textContent ?? '')")
    assert told


def test_arabic_stands_on_its_line(engine: Browser, at_root: str) -> None:
    """Words whose last letter has dots stand no lower than others: the picture of a line is no higher than that of its words."""
    engine.open(at_root + "groups/kataib-hezbollah.html")
    heights = []
    for words in (ARABIC.split(), [ARABIC]):
        drawn = [height_of(engine, text) for text in words]
        heights.append(max(drawn))
    assert heights[1] <= heights[0] + 2


def height_of(engine: Browser, text: str) -> int:
    """Return how high a text is drawn, in pixels."""
    engine.run(_ALONE.replace("WORDS", text))
    assert until(
        engine, "return document.fonts.status === 'loaded' && document.fonts.check('40px \"Atlas Naskh\"', 'ب')"
    )
    seen = Image.open(io.BytesIO(engine.picture())).convert("L")
    ink = seen.crop((0, 0, seen.width, seen.height // 2)).point(lambda value: 255 if value < 128 else 0)
    box = ink.getbbox()
    assert box is not None
    return box[3] - box[1]
