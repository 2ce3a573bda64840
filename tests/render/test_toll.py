"""Tables of numbers: each stands with who counts, in the source's words, and on one scale."""

from __future__ import annotations

import math
import re
from collections import Counter

import pytest

from euphrates_atlas.facts.plain_words import country_name, label_of
from euphrates_atlas.facts.rivals import contested
from euphrates_atlas.model.atlas import Fact
from euphrates_atlas.text.edtf_words import in_words
from euphrates_atlas.text.phrases import capitalised
from tests.render.entry_views import views_of
from tests.stores import atlas_of, render_pages, whole_store

FIGURES = [
    "category: all, measure: wounded, best: 3, by: {label: sources}, as_of: 2024-04-20",
    "category: [civilians-adult, civilians-child], measure: killed, low: 2, high: 5, verbatim: a handful",
    "category: all, measure: wounded, best: 8, rank: preferred, reason: latest-assessment, by: g1, said: 2024-05-01",
    "category: all, measure: killed, best: 0, by: g2, basis: hospital, nationality: IQ",
]


def typed(*figures: str) -> str:
    return "casualties:\n" + "\n".join(f"  - {{{figure}, cite: [s]}}" for figure in figures)


def table(*figures: str) -> str:
    text = render_pages(atlas_of({"strikes/e": typed(*figures)}))["strikes/e.md"].decode()
    return text.partition('<table class="ea-table ea-lines ea-toll">')[2].partition("</table>")[0]


def without_markup(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", re.sub(r"<svg.*?</svg>", "", text, flags=re.DOTALL)).split())


def rows(*figures: str) -> list[list[str]]:
    """Return the cells of the accounts, without markup."""
    found = re.findall(r'<tr[^>]* id="[^>]*>(.*?)</tr>', table(*figures))
    return [[without_markup(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in found]


def lines(*figures: str) -> list[str]:
    """Return the line above the accounts of each quantity, without markup."""
    found = re.findall(r'<th scope="rowgroup"[^>]*>(.*?)</th>', table(*figures), re.DOTALL)
    return [without_markup(line) for line in found]


def test_of_many_counts_each_but_the_first_has_a_line_of_its_own():
    """A paragraph of ten numbers is none that anybody reads; up to three stand beside each other."""
    parts = [f"category: all, measure: killed, best: {9 - n}, scope: in town {n}" for n in range(3)]
    whole = "category: all, measure: killed, best: 20"
    assert lines(whole, *parts[:2]) == ["Killed: 20 (people in all); 9 (in town 0); 8 (in town 1)"]
    line = table(whole, *parts).partition("<tbody>")[2].partition("</th>")[0]
    assert "20 (people in all)<ul><li>9 (in town 0)</li><li>8 (in town 1)</li><li>7 (in town 2)</li></ul>" in line


def test_a_quantity_has_one_line_with_its_range_for_each_sort_of_people():
    """Fighters are fighters, of whatever side; everybody comes first; a country says whom a number is about."""
    assert lines(
        "category: fighters-unspecified, measure: killed, best: 22",
        "category: fighters-group, measure: wounded, best: 2",
        "category: fighters-group, measure: killed, best: 1",
        "category: all, measure: killed, low: 17",
        "category: all, measure: killed, best: 0, nationality: US",
        "category: foreign-military-us, measure: missing, best: 3, nationality: US",
        "category: all, measure: captured, verbatim: some",
        "category: all, measure: displaced, best: 3, rank: deprecated, reason: misquotation",
    ) == [
        "Killed: at least 17 (people in all); 1 to 22 (fighters); 0 (people in all, United States) accounts differ",
        "Wounded: 2 (fighters)",
        "Missing: 3 (United States forces)",
        "Captured: number not given (people in all)",
        "Displaced: all superseded",
    ]


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        (("best: 22", "low: 22", "best: 1"), "1 to at least 22"),
        (("best: 22", "low: 17", "best: 1"), "1 to 22"),
        (("best: 22", "low: 22"), "22"),
        (("low: 3, high: 4", "low: 4"), "3 to at least 4"),
        (("high: 5", "best: 10"), "up to 5, or 10"),
        (("low: 45", "best: 90"), "90"),
        (("low: 12", "best: 90"), "12 to 90"),
    ],
)
def test_a_range_stays_open_where_an_account_leaves_it_open(figures: tuple[str, ...], words: str):
    assert lines(*(f"category: all, measure: killed, {figure}" for figure in figures))[0].startswith(
        f"Killed: {words} (people in all)"
    )


def test_a_day_and_a_month_have_a_line_of_their_own():
    """Nobody counted 82 on the day of which one account has 11 and another 15."""
    figures = (
        "category: all, measure: killed, best: 15, when: 2008-03-23",
        "category: all, measure: killed, best: 11, when: 2008-03-23, by: g1",
        "category: all, measure: killed, best: 82, when: 2008-03/2008-04",
    )
    (line,) = lines(*figures)
    assert "11 to 15 (people in all, 23 March 2008)" in line
    assert "82 (people in all, March to April 2008)" in line
    (section,) = [s for s in views_of("strikes/e", typed(*figures)).sections.values() if s.name == "casualties"]
    assert [str(view.boxed) for view, *_ in section.values] == [
        "82 killed (people in all)",
        "11 to 15 killed (people in all)",
    ]


def test_the_box_counts_everybody_first():
    """The dead before the wounded, as in the file, and of each all people before some of them."""
    figures = (
        "category: civilians-adult, measure: killed, best: 4",
        "category: civilians-adult, measure: wounded, best: 80",
        "category: all, measure: wounded, best: 130",
        "category: all, measure: killed, low: 25",
    )
    (section,) = [s for s in views_of("strikes/e", typed(*figures)).sections.values() if s.name == "casualties"]
    assert [str(view.boxed) for view, *_ in section.values] == [
        "At least 25 killed (people in all)",
        "4 killed (adult civilians)",
        "130 wounded (people in all)",
        "80 wounded (adult civilians)",
    ]


def test_the_box_says_on_which_day_events_were_counted():
    """Two counts of claims a day apart count different claims; one without a day says none."""
    counts = """name: E
counts:
  - {of: claims, best: 16, as_of: 2026-02-28, cite: [s]}
  - {of: claims, best: 21, as_of: 2026-03-01, cite: [s]}
  - {of: attacks, best: 32, cite: [s]}
"""
    page = render_pages(atlas_of({"strikes/e": counts}))["strikes/e.md"].decode()
    box = page.partition("<dt>Counts</dt>")[2].partition("</div>\n")[0]
    assert re.findall(r'ea-v">([^<]+)<|ea-sub">([^<]+)<', box) == [
        ("16 claims", ""),
        ("", "as of 28 Feb 2026"),
        ("21 claims", ""),
        ("", "as of 1 Mar 2026"),
        ("32 attacks", ""),
    ]


def test_accounts_of_which_one_is_superseded_or_contained_do_not_differ():
    """A preferred one stands alone beside them; it differs where somebody rejects it."""
    preferred = "category: all, measure: killed, best: 13, rank: preferred, reason: latest-assessment"
    superseded = "category: all, measure: killed, best: 10, rank: deprecated, reason: superseded-by-later-report"
    contained = "category: all, measure: killed, low: 7"
    assert lines(preferred, superseded, contained) == ["Killed: 13 (people in all)"]
    rejected = f"{preferred}, disputed: [{{by: g1, stance: denies, cite: [s]}}]"
    assert lines(rejected, superseded) == ["Killed: 13 (people in all) accounts differ"]


def test_a_share_of_the_whole_has_a_range_of_its_own():
    """Those who died in one strike are no low count of all who died."""
    figures = (
        "category: all, measure: killed, best: 15, by: g1",
        "category: all, measure: killed, best: 11",
        "category: all, measure: killed, best: 4, scope: in the second strike",
    )
    assert lines(*figures) == ["Killed: 11 to 15 (people in all); 4 (in the second strike) accounts differ"]
    section = views_of("strikes/e", typed(*reversed(figures))).sections["casualties"]
    assert [str(view.boxed) for view, *_ in section.values] == [
        "11 to 15 killed (people in all)",
        "4 killed (in the second strike)",
    ]


def test_a_country_says_whom_a_number_counts_where_nothing_else_does():
    figure = "category: all, measure: killed, best: 0"
    assert lines(f"{figure}, nationality: US") == ["Killed: 0 (people in all, United States)"]
    soldiers = "category: foreign-military-us, measure: killed, best: 1"
    assert lines(f"{soldiers}, nationality: US", soldiers) == ["Killed: 1 (member of the United States forces)"]


def test_figures_for_the_same_people_stand_together_the_preferred_first():
    counted = views_of("strikes/e", typed(*FIGURES)).sections["casualties"].counted
    assert [[f"{row.counted} {row.plain}" for row in views] for views in counted] == [
        ["Wounded 8 wounded (people in all)", "Wounded 3 wounded (people in all)"],
        ["Killed 2 to 5 killed (adult civilians, children)", "Killed 0 killed (people in all)"],
    ]


@pytest.mark.parametrize(
    ("figure", "count"),
    [
        ("best: 8", "8 people in all"),
        ("low: 2, high: 1500", "2 to 1,500 people in all"),
        ("low: 2", "at least 2 people in all"),
        ("high: 5", "at most 5 people in all"),
        ("best: 0", "0 people in all"),
        ("best: 1", "1 in all"),
        ("low: 1", "at least 1 in all"),
        ("low: 1, high: 2", "1 to 2 people in all"),
        ("best: 1, high: 2", "1, at most 2 people in all"),
        ("verbatim: dozens", "people in all “dozens”"),
        ("best: 40, verbatim: some forty", "40 people in all “some forty”"),
    ],
)
def test_a_count_is_a_number_a_range_or_the_words_of_the_source(figure: str, count: str):
    assert rows(f"category: all, measure: killed, {figure}")[0][1] == count


def test_who_counts_stands_with_the_day_and_the_words_of_the_source():
    """The rank stands beside the number, where it is one; no column is empty but for that."""
    row = rows(FIGURES[1], FIGURES[2], FIGURES[3])
    assert row[0][1] == "2 to 5 adult civilians, children “a handful”"
    assert row[1][1] == "0 people in all How it is known: hospital; Nationality: Iraq"
    assert row[2][:2] == ["A group, 1 May 2024 #", "8 people in all Preferred latest assessment"]


def test_counts_of_one_quantity_are_dots_on_one_scale():
    """A range is two dots with a line; dashes lead to an open end; a superseded dot is hollow; one alone is not drawn."""
    figures = ("best: 10", "low: 2, high: 5", "low: 4", "high: 10", "verbatim: dozens")
    old = "category: all, measure: killed, best: 5, rank: deprecated, reason: misquotation"
    text = table(*(f"category: all, measure: killed, {f}" for f in figures), old)
    assert text.count("<svg") == 1
    dots = re.findall(r'<circle cx="([\d.]+)%" cy="(\d+)" r="3"( class="ea-dep")?', text)
    assert dots == [
        ("92.0", "4", ""),
        *[("20.0", "12", ""), ("47.0", "12", "")],
        ("38.0", "20", ""),
        ("92.0", "28", ""),
        ("47.0", "36", ' class="ea-dep"'),
    ]
    dashed = re.findall(r'x1="([\d.]+)%" x2="([\d.]+)%" y1="(\d+)" y2="\d+" stroke-dasharray', text)
    assert dashed == [("38.0", "98", "20"), ("2.0", "92.0", "28")]
    assert "ea-range" not in table(FIGURES[0])


def test_a_single_figure_has_its_table_and_the_sentence_beneath():
    text = render_pages(atlas_of({"strikes/e": typed(FIGURES[0])}))["strikes/e.md"].decode()
    assert '<div class="ea-here" id="casualties"></div>' in text
    assert "never added up" in text


def test_nothing_is_added_up():
    """No number stands in the table that no source gives."""
    numbers = {number for row in rows(*FIGURES) for number in re.findall(r"\d+", row[1])}
    assert numbers == {"3", "8", "2", "5", "0"}


def test_what_says_nothing_of_whom_it_counts_keeps_the_usual_table():
    page = views_of("strikes/e", "counts: {of: attacks, best: 5, cite: [s]}\nlaunched: {best: 3, cite: [s]}")
    assert {"counts", "launched"} <= page.sections.keys()
    assert not any(section.counted for section in page.sections.values())


def boxed(text: str, label: str = "Toll") -> list[str]:
    """Return the values of one property in the fact box, without markup."""
    page = render_pages(atlas_of({"strikes/e": text}))["strikes/e.md"].decode()
    box = page.partition('<aside class="ea-facts"')[2].partition(f"<dt>{label}</dt>")[2].partition("</div>")[0]
    values = re.findall(r'<span class="ea-v">(.*?)</span> <sup', box)
    return [re.sub(r"<[^>]+>", "", value).strip() for value in values]


def test_figures_for_others_are_other_values_in_the_fact_box():
    """One contractor and one civilian killed are not one person of whom two speak."""
    values = boxed(typed(*(f"category: {who}, measure: killed, best: 1" for who in ("contractors", "civilians-child"))))
    assert values == ["1 killed (contractor)", "1 killed (child)"]


def test_a_range_of_accounts_is_nobodys_statement_to_cite():
    """The fact box offers the address of a number that an account gives, not that of the first for all."""

    def signs(*figures: str) -> int:
        page = render_pages(atlas_of({"strikes/e": typed(*figures)}))["strikes/e.md"].decode()
        return page.partition("<dt>Toll</dt>")[2].partition("</div>")[0].count('class="ea-fa"')

    assert signs("category: all, measure: killed, best: 1", "category: all, measure: killed, best: 7, by: g1") == 0
    assert signs("category: all, measure: killed, best: 1", "category: all, measure: killed, best: 1, by: g1") == 1


def test_words_that_stand_for_a_figure_are_quoted():
    assert boxed(typed("category: all, measure: wounded, verbatim: dozens")) == ["“dozens” wounded (people in all)"]


def test_a_suspicion_and_an_attribution_are_two_values_in_the_fact_box():
    held = [f"{{actor: g1, stance: {said}, by: {{label: x}}, cite: [s]}}" for said in ("suspected", "attributed")]
    assert boxed(f"responsibility: [{', '.join(held)}]", "Claims, attributions and denials") == ["A group"] * 2


Figures = tuple[int | None, int | None, int | None, str | None]
"""Low, best and high of an account, and whose declared rival it is."""


def ends_of(row: Figures) -> tuple[float, float]:
    low, best, high, _ = row
    least = low if low is not None else best if best is not None else 0
    if high is not None:
        return least, high
    return least, math.inf if best is None else best


def is_wider(row: Figures, other: Figures) -> bool:
    (least, most), (low, high) = ends_of(row), ends_of(other)
    declared = row[3] is not None and row[3] == other[3]
    return not declared and least <= low and high <= most and (least, most) != (low, high)


def span_of(figures: list[Figures]) -> tuple[str, str]:
    """Return what low, best and high of several accounts allow together, in a table and in a sentence.

    An account that allows all that another allows, and more, adds nothing. What is only a bound stays one.
    """
    figures = [row for row in figures if any(number is not None for number in row[:3])]
    figures = [row for row in figures if not any(is_wider(row, other) for other in figures)]
    numbers = [number for row in figures for number in row[:3] if number is not None]
    most, least = max(numbers), min(numbers)
    is_open = any(row[:3] == (most, None, None) for row in figures)
    exact = {number for low, best, high, _ in figures for number in (low, best, high if low is not None else None)}
    is_floor = any(row[:3] == (least, None, None) for row in figures)
    low = f"{least:,}" if is_floor or least in exact else f"at most {least:,}"
    high = f"at least {most:,}" if is_open else f"{most:,}" if most in exact else f"at most {most:,}"
    if "at most" in low + high:
        words = f"up to {most:,}" if least == most else f"{low} to {high}"
        return words, words
    if least == most:
        return f"{most:,}" + "+" * is_open, high
    return f"{least:,}–{most:,}" + "+" * is_open, f"{low} to {high}"


def test_one_number_has_one_range_wherever_it_is_told(whole_pages: dict[str, str]):
    """The row of the index, the line above the accounts, the fact box and what differs say the same of every event.

    The range is worked out here anew: of the accounts not superseded the preferred, else all, for each sort of people alone.
    """
    index = "".join(
        text for path, text in whole_pages.items() if re.fullmatch(r"strikes/(index|(year|to)_\S+)\.md", path)
    )
    told = Counter[str]()
    atlas = whole_store()
    for entry in atlas.entries.values():
        facts = [fact for fact in entry.facts_of("casualties") if fact.statement.rank != "deprecated"]
        page = whole_pages[f"{entry.kind.folder}/{entry.id}.md"] if facts else ""
        heads = re.findall(r'<th scope="rowgroup" colspan="3">(.*?)(?:<svg|</th>)', page, re.DOTALL)
        lines = {line.partition(":")[0]: line for line in map(without_markup, heads)}
        box = without_markup(page.partition("<dt>Toll</dt>")[2].partition("</div>")[0]).lower()
        amber = without_markup(page.partition('<section class="ea-issue"')[2].partition("</section>")[0])
        row = re.search(rf'href="(?:\.\./strikes/)?{entry.id}\.html".*?</tr>', index, re.DOTALL)
        accounts: dict[tuple[str, tuple[str, ...], str, object], list[Fact]] = {}
        for fact in facts:
            toll = fact.statement
            accounts.setdefault((toll.measure, toll.people, toll.scope or "", toll.when), []).append(fact)
        is_split = len({when for *_, when in accounts}) > 1
        for (measure, people, scope, when), own in accounts.items():
            rows = [((s.low, s.best, s.high, s.rival), s.rank) for s in (fact.statement for fact in own)]
            every = [figures for figures, _ in rows if any(n is not None for n in figures[:3])]
            if not every:
                continue
            preferred = [figures for figures, rank in rows if rank == "preferred" and figures in every]
            short, words = span_of(preferred or every)
            named = [
                ", ".join(
                    country_name(code) if code.isupper() else label_of("toll-category", code, one=one)
                    for code in people
                )
                + (f", {scope}" if scope else "")
                for one in (False, True)
            ]
            who, who_all = named[words == "1"], named[span_of(every)[1] == "1"]
            did = label_of("toll-measure", measure)
            period = f", {in_words(when)}" if is_split and when else ""
            assert f"{words} ({who}{period})" in lines[capitalised(did)], entry.id
            assert f"{words} {did} ({who})".lower() in box or re.search(r"and \d+ more", box), (entry.id, words, box)
            if {fact.id for fact in own} & contested(atlas, entry).keys():
                assert f"{span_of(every)[1]} {did} ({who_all})" in amber, (entry.id, amber)
                assert not preferred or f"{words} preferred" in amber, (entry.id, amber)
                told["contested"] += 1
            if measure in ("killed", "wounded") and not scope:
                assert row is not None
                assert (short if people == ("all",) else f"{short} {who}") in without_markup(row[0]), entry.id
                told["in a row"] += 1
    assert told["in a row"] > 30
    assert told["contested"] > 2


@pytest.mark.parametrize(
    ("figures", "is_drawn"),
    [
        (["category: all, measure: killed, best: 3"], False),
        (["category: all, measure: killed, best: 0", "category: all, measure: killed, best: 0, by: g1"], False),
        (["category: all, measure: killed, best: 3", "category: all, measure: wounded, best: 4"], False),
        (["category: all, measure: killed, best: 3", "category: all, measure: killed, best: 4, by: g1"], True),
    ],
)
def test_dots_are_explained_where_they_are_drawn(figures: list[str], is_drawn: bool):
    text = render_pages(atlas_of({"strikes/e": typed(*figures)}))["strikes/e.md"].decode()

    assert ('<svg class="ea-range"' in text) is is_drawn
    assert ("Each dot is an account" in text) is is_drawn
    assert ("0: none, says the source." in text) is ("best: 0" in str(figures))
