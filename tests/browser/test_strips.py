"""Strips and chains in a real browser: letters measured in the fonts that are there, at the widths that readers have."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from euphrates_atlas.kinds import record_types
from tests.browsing import watching
from tests.case_count import FULL, in_turn

MEASURE = """
() => [...document.querySelectorAll(".ea-strip svg")].filter(svg => svg.getBoundingClientRect().width).map(svg => {
    const outer = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll("text")].map(text => {
        const box = text.getBoundingClientRect();
        return {words: text.textContent, size: parseFloat(getComputedStyle(text).fontSize),
                box: [box.left - outer.left, box.top - outer.top, box.right - outer.left, box.bottom - outer.top]};
    });
    return {width: outer.width, height: outer.height, texts};
})
"""
FOLDERS = [model.kind.folder for model in record_types().values() if not model.kind.supports]
SLACK = 1.0
LEAST_SIZE = 13


@cache
def pages(site: Path) -> list[str]:
    """Return the pages with strips, those with the most words in them first."""
    held = {path: path.read_text(encoding="utf-8") for folder in FOLDERS for path in site.glob(f"{folder}/*.html")}
    found = sorted(
        (p for p, text in held.items() if "ea-strip-wide" in text), key=lambda p: (-held[p].count("<text"), p)
    )
    return [str(path.relative_to(site)) for path in found]


def overlaps(a: list[float], b: list[float]) -> bool:
    """Tell whether two boxes share ground; a line's box is higher than its letters by a quarter at either end."""
    across = a[0] < b[2] - SLACK and b[0] < a[2] - SLACK
    trim = (a[3] - a[1]) / 4
    return across and a[1] + trim < b[3] - trim and b[1] + trim < a[3] - trim


def check(drawing: dict[str, Any], where: str) -> None:
    texts = drawing["texts"]
    for n, text in enumerate(texts):
        left, top, right, bottom = text["box"]
        assert left >= -SLACK, (where, text)
        assert right <= drawing["width"] + SLACK, (where, text)
        assert top >= -4, (where, text)
        assert bottom <= drawing["height"] + 4, (where, text)
        assert text["size"] >= LEAST_SIZE, (where, text)
        for other in texts[n + 1 :]:
            assert not overlaps(text["box"], other["box"]), (where, text["words"], other["words"])


WIDTHS = (320, 360, 700, 1280)


@pytest.mark.parametrize("width", WIDTHS)
def test_one_drawing_is_shown_and_its_words_are_whole_and_apart(
    browser: Browser, whole_root: str, whole_site: Path, width: int
) -> None:
    """Of the pages with the fullest strips, which take turns at the widths, and in `make test-all` are tried at all; nothing scrolls sideways."""
    with watching(browser, whole_root, viewport={"width": width, "height": 900}) as watched:
        for path in dict(in_turn(pages(whole_site)[: 12 if FULL else 8], WIDTHS))[width]:
            page = watched.open(path)
            page.evaluate("document.fonts.ready")
            drawings = page.evaluate(MEASURE)
            assert len(drawings) == 1, path
            check(drawings[0], f"{path} at {width}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("width", [360, 1280])
def test_both_sides_of_a_chain_take_the_same_room(
    browser: Browser, whole_root: str, whole_site: Path, width: int
) -> None:
    """And the actor stands between them: across on a desk, down on a phone."""
    boxes = "els => els.map(el => { const b = el.getBoundingClientRect(); return [b.left, b.top, b.width]; })"
    event = next(p for p in sorted(whole_site.glob("*/*.html")) if "ea-chain-actor" in p.read_text(encoding="utf-8"))
    with watching(browser, whole_root, viewport={"width": width, "height": 900}) as watched:
        page = watched.open(str(event.relative_to(whole_site)))
        says, actor, denies = page.locator(".ea-chain").first.locator("> *").evaluate_all(boxes)
        axis = 0 if width > 1000 else 1
        assert says[axis] < actor[axis] < denies[axis]
        assert says[2] == pytest.approx(denies[2], abs=1)


ARROWS = """
chain => {
    const points = (el, pseudo) => {
        const style = getComputedStyle(el, pseudo);
        return style.content !== "none" && style.display !== "none" && style.borderLeftColor === "rgba(0, 0, 0, 0)";
    };
    const actor = chain.querySelector(".ea-chain-actor").getBoundingClientRect();
    return [...chain.querySelectorAll("ul")].map(list => {
        const box = list.getBoundingClientRect();
        return [
            [...list.querySelectorAll(".ea-chain-how")].filter(how => points(how, "::after")).length,
            points(list, "::after"),
            Math.min(Math.abs(actor.top - box.bottom), Math.abs(box.top - actor.bottom)),
        ];
    });
}
"""


def test_on_a_phone_no_arrow_points_from_one_speaker_to_the_next(
    browser: Browser, whole_root: str, whole_site: Path
) -> None:
    """Each list has one arrow, between it and the actor: an arrow below each speaker would accuse the next one."""
    with_several = re.compile(
        r"<ul aria-label=\"who says that it was[^>]*>(?:\s*<li(?:(?!</li>).)*</li>){2,}", re.DOTALL
    )
    event = next(
        p for p in sorted(whole_site.glob("strikes/*.html")) if with_several.search(p.read_text(encoding="utf-8"))
    )
    with watching(browser, whole_root, viewport={"width": 360, "height": 900}) as watched:
        page = watched.open(str(event.relative_to(whole_site)))
        page.evaluate("document.querySelectorAll('.ea-claim details').forEach((fold) => (fold.open = true))")
        lists = [row for chain in page.locator(".ea-chain").all() for row in chain.evaluate(ARROWS)]
        assert lists
        for at_speakers, at_actor, gap in lists:
            assert (at_speakers, at_actor) == (0, True)
            assert gap < 2
