"""Tables of numbers: each stands with who counts, in the source's words, and on one scale."""

from __future__ import annotations

import re

import pytest

from tests.render.entry_views import views_of
from tests.stores import atlas_of, render_pages

FIGURES = [
    "category: all, measure: wounded, best: 3, by: {label: sources}, as_of: 2024-04-20",
    "category: [civilians-adult, civilians-child], measure: killed, low: 2, high: 5, verbatim: a handful",
    "category: all, measure: wounded, best: 8, rank: preferred, reason: latest-assessment, by: g1, said: 2024-05-01",
    "category: all, measure: killed, best: 0, by: g2, basis: hospital, nationality: IQ",
]


def typed(*figures: str) -> str:
    return "casualties:\n" + "\n".join(f"  - {{{figure}, cite: [s]}}" for figure in figures)


def rows(*figures: str) -> list[list[str]]:
    """Return the cells of the table, without markup."""
    text = render_pages(atlas_of({"strikes/e": typed(*figures)}))["strikes/e.md"].decode()
    table = text.partition('<table class="ea-table ea-cards ea-toll">')[2].partition("</table>")[0]
    body = table.partition("<tbody>")[2]
    found = re.findall(r"<tr[^>]*>(.*?)</tr>", body)
    return [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in found
    ]


def test_figures_for_the_same_people_stand_together_the_preferred_first():
    counted = views_of("strikes/e", typed(*FIGURES)).sections["casualties"].tolls
    assert [str(row.counted.striptags()) for row in counted] == [
        "All people wounded",
        "All people wounded",
        "Adult civilians, children killed",
        "All people killed",
    ]
    assert [row.rank for row in counted][:2] == ["preferred", "normal"]


@pytest.mark.parametrize(
    ("figure", "count"),
    [
        ("best: 8", "8"),
        ("low: 2, high: 1500", "2 to 1,500"),
        ("low: 2", "at least 2"),
        ("high: 5", "at most 5"),
        ("best: 0", "0"),
        ("verbatim: dozens", "“dozens”"),
        ("best: 40, verbatim: some forty", "40“some forty”"),
    ],
)
def test_a_count_is_a_number_a_range_or_the_words_of_the_source(figure: str, count: str):
    assert rows(f"category: all, measure: killed, {figure}")[0][1] == count


def test_who_counts_stands_with_the_day_and_the_words_of_the_source():
    row = rows(FIGURES[1], FIGURES[2], FIGURES[3])
    assert row[0][1] == "2 to 5“a handful”"
    assert row[1][2] == "A group1 May 2024"
    assert "Basis:" in row[2][0]
    assert "Nationality: Iraq" in row[2][0]


def test_counts_are_drawn_on_one_scale():
    """From the lowest to the highest number; dotted where one of them is not given; a count alone has no line."""
    figures = ("best: 10", "low: 2, high: 5", "low: 4", "high: 10", "verbatim: dozens")
    text = render_pages(atlas_of({"strikes/e": typed(*(f"category: all, measure: killed, {f}" for f in figures))}))[
        "strikes/e.md"
    ].decode()
    drawn = re.findall(r'<svg class="ea-range (\S*)".*?<path d="M(\d+) 2H(\d+)"', text)
    assert drawn == [("", "100", "101"), ("", "20", "50"), ("ea-open", "40", "100"), ("ea-open", "0", "100")]
    assert "ea-range" not in render_pages(atlas_of({"strikes/e": typed(FIGURES[0])}))["strikes/e.md"].decode()


def test_a_single_figure_has_its_table_and_the_sentence_beneath():
    text = render_pages(atlas_of({"strikes/e": typed(FIGURES[0])}))["strikes/e.md"].decode()
    assert '<div class="ea-here" id="casualties"></div>' in text
    assert "never added up" in text


def test_nothing_is_added_up():
    """No number stands in the table that no source gives."""
    assert {row[1] for row in rows(*FIGURES)} == {"3", "8", "2 to 5“a handful”", "0"}


def test_what_says_nothing_of_whom_it_counts_keeps_the_usual_table():
    page = views_of("strikes/e", "counts: {of: attacks, best: 5, cite: [s]}\nlaunched: {best: 3, cite: [s]}")
    assert {"counts", "launched"} <= page.sections.keys()
    assert not any(section.tolls for section in page.sections.values())


def boxed(text: str, label: str = "Toll") -> list[str]:
    """Return the values of one property in the fact box, without markup."""
    page = render_pages(atlas_of({"strikes/e": text}))["strikes/e.md"].decode()
    box = page.partition('<aside class="ea-facts"')[2].partition(f"<dt>{label}</dt>")[2].partition("</div>")[0]
    values = re.findall(r'<span class="ea-v">(.*?)</span> <sup', box)
    return [re.sub(r"<[^>]+>", "", value).strip() for value in values]


def test_figures_for_others_are_other_values_in_the_fact_box():
    """One contractor and one civilian killed are not one person of whom two speak."""
    values = boxed(typed(*(f"category: {who}, measure: killed, best: 1" for who in ("contractors", "civilians-child"))))
    assert values == ["1 killed (contractors)", "1 killed (children)"]


def test_words_that_stand_for_a_figure_are_quoted():
    assert boxed(typed("category: all, measure: wounded, verbatim: dozens")) == ["“dozens” wounded (all people)"]


def test_a_suspicion_and_an_attribution_are_two_values_in_the_fact_box():
    held = [f"{{actor: g1, stance: {said}, by: {{label: x}}, cite: [s]}}" for said in ("suspected", "attributed")]
    assert boxed(f"responsibility: [{', '.join(held)}]", "Claims, attributions and denials") == ["A group"] * 2
