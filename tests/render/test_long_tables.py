"""Pages that much points at: they show a part of it, and lead to pages of their own with all."""

from __future__ import annotations

import re
from functools import cache

from euphrates_atlas.render.entries.works import MAX_STATEMENTS
from tests.case_count import FULL
from tests.render.work_rows import row_in
from tests.stores import atlas_of, render_pages

MOST = 300_000
"""Characters of a page."""
WORKS, EVENTS = 1_500, 700


@cache
def crowd() -> dict[str, str]:
    """Return the pages of a publisher with many works, a work on which much rests alone, and a group that many events name.

    In `make test-all` those of the events too.
    """
    texts = {f"sources/s{n}": f"{{title: Report number {n}}}" for n in range(WORKS)}
    said = "{{stance: claimed, actor: g1, by: g1, cite: [{}]}}"
    for n in range(EVENTS):
        cite = said.format("s" if n % 2 else f"s{n}")
        texts[f"strikes/x{n}"] = f"name: Event number {n}\nsummary: An event [@s] and [[g2]].\nresponsibility: [{cite}]"
    pages = render_pages(atlas_of(texts))
    if FULL:
        return {path: data.decode() for path, data in pages.items()}
    return pages.among(("groups", "publishers"))


def test_no_page_grows_with_what_points_at_it() -> None:
    """Every row is on exactly one of the pages of its list; a publisher has a line for each work beside it."""
    pages = crowd()
    large = {path: len(text) for path, text in pages.items() if len(text) > MOST}
    assert large.keys() <= {"publishers/paper.md"}
    lines, rows = pages["publishers/paper.md"], rows_by_years(pages, "paper")
    listed = re.findall(r'<li id="(s\d*)">', "".join(rows.values()))
    assert len(listed) == len({*listed}) == WORKS + 1
    leading = re.findall(r'<li id="(s\d*)"><a class="ea-row" href="(paper_[\w-]+)\.html#(s\d*)">', lines)
    assert {(line, line) for line in listed} == {(line, to) for line, _, to in leading}
    assert all(f'<li id="{line}">' in rows[f"publishers/{file}.md"] for line, file, _ in leading)


def rows_by_years(pages: dict[str, str], publisher: str) -> dict[str, str]:
    return {path: text for path, text in pages.items() if path.startswith(f"publishers/{publisher}_year_")}


def test_the_page_of_the_entry_leads_to_all() -> None:
    pages = crowd()
    publisher, group = pages["publishers/paper.md"], pages["groups/g1.md"]
    assert "All 700 rows" in group
    assert publisher.count('<a href="paper_year_') == len(rows_by_years(pages, "paper"))
    second = pages["publishers/paper_year_2021-02_2.md"]
    assert "# Works of A publisher (Feb 2021 (2)) {#top}" in second
    assert '<a href="../publishers/paper.html">A publisher</a>' in second


def test_a_work_on_which_very_much_rests_has_pages_of_its_own() -> None:
    """Its row tells how much, and leads to all."""
    pages = crowd()
    (row,) = (row for text in rows_by_years(pages, "paper").values() if (row := row_in(text, "s")))
    assert row.count("<li>") == MAX_STATEMENTS
    assert '<a href="paper_of_s.html">All ' in row
    own = {path: text for path, text in pages.items() if re.fullmatch(r"publishers/paper_of_s(_\d+)?\.md", path)}
    total = int(re.findall(r"All ([\d,]+) statements", row)[0].replace(",", ""))
    assert sum(text.count("<li><a class=") for text in own.values()) == total
    assert "# A publisher: Statements that rest on “A work” (part 2 of " in own["publishers/paper_of_s_2.md"]


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
    assert len({*re.findall(r'id="(origin-[a-z]+)"', full)}) == 41
    assert "Words of" not in short
    assert all(f'href="https://example.org/{id}"' in short for id in works)
    assert full.count("Words of w") == 40
    assert len(re.findall(r'href="g\.html#(?:s-|top)', full)) == 41 + 1, "one of them is cited twice"
    assert '<a href="g_references.html">' in short
    assert "groups/g_references.md" not in pages[40]
    assert "Words of w3" in pages[40]["groups/g.md"]
