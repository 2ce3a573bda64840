"""Pages that much points at: they show a part of it, and lead to pages of their own with all."""

from __future__ import annotations

import re

from tests.stores import atlas_of, render_pages

MOST = 300_000
"""Characters of a page."""
WORKS, EVENTS = 1_500, 700


def crowd() -> dict[str, str]:
    """Return a publisher with many works, a work on which much rests alone, and a group that many events name."""
    texts = {f"sources/s{n}": f"{{title: Report number {n}}}" for n in range(WORKS)}
    said = "{{stance: claimed, actor: g1, by: g1, cite: [{}]}}"
    for n in range(EVENTS):
        cite = said.format("s" if n % 2 else f"s{n}")
        texts[f"strikes/x{n}"] = f"name: Event number {n}\nsummary: An event [@s] and [[g2]].\nresponsibility: [{cite}]"
    return texts


def test_no_page_grows_with_what_points_at_it() -> None:
    """Every row is on exactly one of the pages of its table."""
    pages = {path: data.decode() for path, data in render_pages(atlas_of(crowd())).items()}
    large = {path: len(text) for path, text in pages.items() if len(text) > MOST}
    assert large == {}
    works = [text for path, text in pages.items() if path.startswith("publishers/paper_works")]
    assert len(works) == 8
    listed = re.findall(r"\.\./sources/(s\d*)\.html", "".join(works))
    assert len(listed) == len({*listed}) == WORKS + 1


def test_the_page_of_the_entry_leads_to_all() -> None:
    pages = {path: data.decode() for path, data in render_pages(atlas_of(crowd())).items()}
    publisher, group = pages["publishers/paper.md"], pages["groups/g1.md"]
    assert '<a href="paper_works.html">All 1,501 rows on pages of their own</a>' in publisher
    assert "All 700 rows" in group
    assert '<a href="paper.html">Back to the entry</a>' in pages["publishers/paper_works_2.md"]
    assert "# A publisher: Works, newest first (part 2 of 8) {#top}" in pages["publishers/paper_works_2.md"]
