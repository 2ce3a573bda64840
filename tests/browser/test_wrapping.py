"""Lines of text: a comma, a bracket or a small word stays on the line of the name that it belongs to."""

from __future__ import annotations

import pytest

from tests.browsing import Watched

PAGES = [
    "groups/kataib-hezbollah.html",
    "strikes/2021-02-15-erbil-rocket-attack.html",
    "bases/ain-al-asad-air-base.html",
    "differ/strikes.html",
    "speakers/michael-knights.html",
    "publishers/al-mashareq.html",
    "leaders/qasem-soleimani.html",
]
LONELY = """() => {
    const far = (a, b) => a && b && (a.bottom <= b.top + 2 || b.bottom <= a.top + 2);
    const rects = node => { const range = document.createRange(); range.selectNode(node); return [...range.getClientRects()].filter(r => r.width); };
    const found = [];
    const walker = document.createTreeWalker(document.querySelector('.md-content'), NodeFilter.SHOW_TEXT);
    for (let text; (text = walker.nextNode());) {
        if (!/^\\s*(?:[,;.)(]|\\(|of|, of)\\s*$/.test(text.data)) continue;
        const own = rects(text)[0];
        if (!own || text.parentElement.closest('svg,[hidden],details:not([open])')) continue;
        const before = text.previousSibling, after = text.nextSibling;
        const leads = /[(]|of/.test(text.data);
        const block = text.parentElement.closest('td,th,li,p,dd,div').getBoundingClientRect();
        if (leads && own.left > block.left + 40) continue; // at the end of a line
        const near = leads ? after && rects(after)[0] : before && rects(before).at(-1);
        if (near && far(near, own)) found.push((before?.textContent ?? '') + '|' + text.data + '|' + (after?.textContent ?? ''));
    }
    return found;
}"""


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_no_sign_stands_alone_on_a_line(looked_at: Watched, path: str, width: int) -> None:
    page = looked_at.show(path)
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate(LONELY) == []
    looked_at.check()


DOTTED = "() => [...document.querySelectorAll('.md-content td')].filter(cell => getComputedStyle(cell, '::before').content.includes('\u00b7')).length"
POINTS = """() => {
    const found = [];
    const walker = document.createTreeWalker(document.querySelector('.md-content'), NodeFilter.SHOW_TEXT);
    for (let text; (text = walker.nextNode());) {
        for (let at = text.data.indexOf('\\u00b7'); at >= 0; at = text.data.indexOf('\\u00b7', at + 1)) {
            if (text.parentElement.closest('svg,[hidden],details:not([open]),.ea-vh')) continue;
            if (!/^\\S?\\u00b7\\S?$/.test(text.data.slice(at - 1, at + 2).replaceAll('\\u00a0', '-'))) found.push(text.data);
        }
    }
    return found;
}"""


@pytest.mark.parametrize(
    "path",
    [
        "glossary/index.html",
        "network/index.html?body=kataib-hezbollah&on=2024-02-01",
        "as-of/2024.html?on=2024-02-01",
        "strikes/index.html",
        "groups/index.html",
        "map/index.html",
        "state/index.html",
    ],
)
def test_on_a_phone_no_point_between_two_words_ends_a_line(watched: Watched, path: str) -> None:
    """Spaces part the cells of a row, and in a text it stays with the words on both sides."""
    watched.page.set_viewport_size({"width": 390, "height": 800})
    page = watched.open(path)
    if "?" in path:  # until the script has drawn what the address asks for
        page.locator(".ea-star, .ea-asof-mark").first.wait_for(state="attached")
    assert page.evaluate(DOTTED) == 0
    assert page.evaluate(POINTS) == []
