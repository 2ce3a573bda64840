"""Pages that much points at: they show a part of it, and lead to pages of their own with all."""

from __future__ import annotations

import re
from functools import cache

from tests.stores import atlas_of, render_pages

MOST = 300_000
"""Characters of a page."""
WORKS, EVENTS = 1_500, 700


@cache
def crowd() -> dict[str, str]:
    """Return the pages of a publisher with many works, a work on which much rests alone, and a group that many events name."""
    texts = {f"sources/s{n}": f"{{title: Report number {n}}}" for n in range(WORKS)}
    said = "{{stance: claimed, actor: g1, by: g1, cite: [{}]}}"
    for n in range(EVENTS):
        cite = said.format("s" if n % 2 else f"s{n}")
        texts[f"strikes/x{n}"] = f"name: Event number {n}\nsummary: An event [@s] and [[g2]].\nresponsibility: [{cite}]"
    return {path: data.decode() for path, data in render_pages(atlas_of(texts)).items()}


def test_no_page_grows_with_what_points_at_it() -> None:
    """Every row is on exactly one of the pages of its table."""
    pages = crowd()
    large = {path: len(text) for path, text in pages.items() if len(text) > MOST}
    assert large == {}
    works = [text for path, text in pages.items() if path.startswith("publishers/paper_works")]
    assert len(works) == 8
    listed = re.findall(r"\.\./sources/(s\d*)\.html", "".join(works))
    assert len(listed) == len({*listed}) == WORKS + 1


def test_the_page_of_the_entry_leads_to_all() -> None:
    pages = crowd()
    publisher, group = pages["publishers/paper.md"], pages["groups/g1.md"]
    assert '<a href="paper_works.html">All 1,501 rows</a>' in publisher
    assert "All 700 rows" in group
    assert '<a href="paper.html">Back to the entry</a>' in pages["publishers/paper_works_2.md"]
    assert "# A publisher: Works, newest first (part 2 of 8) {#top}" in pages["publishers/paper_works_2.md"]


def test_long_references_stand_in_full_on_a_page_of_their_own() -> None:
    """Marks lead to numbers in their order, letters to origins on the other page, which leads back to what cites them."""
    works = [f"w{n}" for n in range(40)]
    cited = {f"sources/{id}": f"{{title: Report {id}, url: 'https://example.org/{id}'}}" for id in works}
    rows = "\n".join(
        f"  - {{value: Said {id}, type: threat, by: {{label: {id}}}, cite: [{{src: {id}, quote: Words of {id}}}]}}"
        for id in works
    )
    pages = {
        number: {path: data.decode() for path, data in render_pages(atlas_of({**cited, "groups/g": text})).items()}
        for number, text in ((41, f"declarations:\n{rows}"), (40, "declarations:\n" + rows.rpartition("\n")[0]))
    }
    short = pages[41]["groups/g.md"].partition("## References")[2]
    full = pages[41]["groups/g_references.md"]
    anchors = re.findall(r'<li id="(ref-\d+)">', short)
    assert anchors == [f"ref-{number}" for number in range(1, 42)]
    assert sorted(anchors) == sorted(re.findall(r'<li id="(ref-\d+)">', full))
    letters = re.findall(r'href="g_references\.html#(origin-[a-z]+)"', pages[41]["groups/g.md"])
    assert len({*letters}) == 41
    assert {*letters} <= {*re.findall(r'id="(origin-[a-z]+)"', full)}
    assert "Words of" not in short
    assert full.count("Words of w") == 40
    assert len(re.findall(r'href="g\.html#(?:s-|top)', full)) == 41 + 1, "one of them is cited twice"
    assert '<a href="g_references.html">' in short
    assert "groups/g_references.md" not in pages[40]
    assert "Words of w3" in pages[40]["groups/g.md"]
