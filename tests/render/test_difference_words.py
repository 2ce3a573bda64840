"""What accounts differ in, on one line: their values, the span of their figures, who claims and who denies."""

from __future__ import annotations

import pytest

from generator.facts.comparison import disagreements
from generator.render.difference_words import difference_words, short_difference
from generator.render.linked_words import LinkedWords
from tests.stores import atlas_of

FOUNDED = [
    ([("2003", ""), ("2005", "")], "2003, or 2005", "2"),
    ([("2003", ""), ("2005", ""), ("2007", "")], "2003, 2005, or 2007", "3"),
    ([("2003", ""), ("2004", ""), ("2005", ""), ("2006", "")], "4 accounts", "4"),
    ([("2026-02-11", ""), ("2026-02-12", "")], "11 or 12 February 2026", "2"),
    ([("2026-01-31", ""), ("2026-02-01", "")], "31 January 2026, or 1 February 2026", "2"),
    ([("2003~", ""), ("2006/2007", "")], "about 2003, or 2006 to 2007", "2"),
    ([("2003", "rank: preferred, reason: latest-assessment"), ("2005", "")], "2003, or 2005, one preferred", "2"),
    ([("2003", "by: {label: a}"), ("2005", "by: {label: a}")], "2003, or 2005, all by one speaker", "2"),
    ([("2003", "disputed: [{by: g2, stance: denies, cite: [s]}]")], "2003 (disputed by 1 speaker)", "2"),
    (
        [("2003", "disputed: [{by: g2, stance: doubts, cite: [s]}, {by: g3, stance: doubts, cite: [s]}]")],
        "2003 (disputed by 2 speakers)",
        "3",
    ),
    ([("2003", ""), ("2005", "rank: deprecated, reason: superseded-by-author")], "", ""),
]
CLAIMS = [
    (["g1 claimed", "g1 denied"], "one claim, one denial"),
    (["g1 attributed", "g2 attributed"], "2 attributions, no claim"),
    (["g1 attributed", "g1 denied", "g2 attributed", "g2 denied"], "2 attributions, 2 denials, no claim"),
    (["g3 claimed", "g1 attributed", "g1 denied"], "one attribution, one denial"),
    (["g3 acknowledged", "g1 attributed", "g2 attributed"], "2 attributions"),
]
TOLLS = [
    (["best: 3", "best: 8"], "3 to 8 wounded (all people)", "2"),
    (["best: 3", "low: 5, high: 1200"], "3 to 1,200 wounded (all people)", "2"),
    (["best: 3", "best: 3"], "", ""),
    # with accounts that contradict none of the others
    (["low: 2", "best: 3", "low: 8"], "2 to at least 8 wounded (all people)", "2"),
    (
        ["best: 3", "low: 8, rank: preferred, reason: latest-assessment"],
        "3 to at least 8 wounded (all people), at least 8 preferred",
        "2",
    ),
]


def said(path: str, field: str, text: str) -> tuple[str, str]:
    """Return the long and the short words for a property of one entry."""
    atlas = atlas_of({path: text})
    entry = atlas[path.partition("/")[2]]
    found = [d for d in disagreements(atlas, entry) if d.field == field]
    words, shape = LinkedWords(atlas), entry.shape.fields[field]
    return difference_words(found, words, shape), short_difference(found) if found else ""


@pytest.mark.parametrize(("dates", "words", "short"), FOUNDED)
def test_values_are_named_where_they_are_few(dates: list[tuple[str, str]], words: str, short: str):
    """With what two of them share at the end once; many are counted; what is superseded is no account."""
    rows = [f"  - {{value: {date}{', ' + more if more else ''}, cite: [s]}}" for date, more in dates]
    assert said("groups/g", "founded", "founded:\n" + "\n".join(rows)) == (words, short)


@pytest.mark.parametrize(("claims", "words"), CLAIMS)
def test_claims_and_denials_are_counted(claims: list[str], words: str):
    """A denial counts as much as a claim; that nobody claims it is said only where no statement at all is a claim."""
    rows = [
        f"  - {{actor: {c.split()[0]}, stance: {c.split()[1]}, by: {{label: x{i}}}, cite: [s]}}"
        for i, c in enumerate(claims)
    ]
    found, _ = said("strikes/e", "responsibility", "responsibility:\n" + "\n".join(rows))
    assert found == words


@pytest.mark.parametrize(("figures", "words", "short"), TOLLS)
def test_figures_are_a_span(figures: list[str], words: str, short: str):
    rows = [
        f"  - {{category: all, measure: wounded, {f}, by: {{label: x{i}}}, cite: [s]}}" for i, f in enumerate(figures)
    ]
    assert said("strikes/e", "casualties", "casualties:\n" + "\n".join(rows)) == (words, short)
