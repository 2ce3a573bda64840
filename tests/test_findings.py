"""Findings as values, the catalog of rules, and the guess at what a word was meant to be."""

from __future__ import annotations

import re

import pytest

from euphrates_atlas.checks.catalog import RULES
from euphrates_atlas.findings import Finding, Level, Span, has_errors, is_clean
from euphrates_atlas.text.nearest import nearest


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("sumary", ["summary", "body"], "summary"),
        ("armed_group", ["armed-group", "armed-wing"], "armed-group"),
        ("Armed Group", ["armed-group", "armed-wing"], "armed-group"),
        ("prefered", ["preferred", "normal"], "preferred"),
        ("irgc-quds-forces", ["irgc", "irgc-quds-force"], "irgc-quds-force"),
        ("summary", ["summary"], "summary"),
        ("scr", ["cite", "src"], "src"),
        ("rcs", ["cite", "src"], None),
        ("colour", ["summary", "body"], None),
        ("", ["summary"], None),
        ("summary", [], None),
        ("سرايا", ["saraya-awliya-al-dam"], None),
        ("x" * 100_000, ["summary", "x"], None),
    ],
)
def test_nearest(word: str, known: list[str], meant: str | None) -> None:
    """Only what is close is suggested; another way of joining words is closest of all."""
    assert nearest(word, known) == meant


def test_nearest_does_not_depend_on_order() -> None:
    """Of two that are equally close, the first in the alphabet is suggested, however they come."""
    assert nearest("abce", ["abcf", "abcd"]) == nearest("abce", ["abcd", "abcf"])
    assert nearest("a_b", ["a-b", "a b"]) == nearest("a_b", ["a b", "a-b"]) == "a b"


def test_reports_are_sorted_by_place() -> None:
    """File, line, column, then code, then message; nothing else decides."""
    places = [
        ("a.yml", Span(1, 1), "A202", "x"),
        ("a.yml", Span(1, 1), "A202", "y"),
        ("a.yml", Span(1, 2), "A201", "x"),
        ("a.yml", Span(10, 1), "A101", "x"),
        ("b.yml", Span(1, 1), "A101", "x"),
    ]
    findings = [Finding(RULES[code], file, span, message) for file, span, code, message in places]
    shuffled = [findings[i] for i in (3, 0, 4, 2, 1)]

    assert sorted(shuffled, key=lambda d: d.sort_key) == findings


def test_only_errors_forbid_pages() -> None:
    """A warning does not stop the site."""
    error, warning = Finding(RULES["A301"], "a.yml", Span(), "x"), Finding(RULES["A505"], "a.yml", Span(), "x")

    assert (error.rule.level, warning.rule.level) == (Level.ERROR, Level.WARNING)
    assert has_errors([warning, error])
    assert not has_errors([warning])
    assert not has_errors([])


def test_what_is_clean_has_neither_error_nor_warning() -> None:
    error, warning, note = (Finding(RULES[code], "a.yml", Span(), "x") for code in ("A301", "A505", "A514"))
    assert note.rule.level is Level.NOTE
    assert [is_clean(found) for found in ([], [note], [note, warning], [error])] == [True, True, False, False]


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_rule(rule: object) -> None:
    """A rule has a code, a name of hyphened words, what it asks for and why, each one sentence."""
    code, name, summary, reason = (getattr(rule, part) for part in ("code", "name", "summary", "reason"))
    assert re.fullmatch(r"A[1-9]\d\d", code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
    for sentence in (summary, reason):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
    assert RULES[code] is rule


def test_codes_and_names_are_used_once() -> None:
    """Codes stand in order, and no name stands for two rules."""
    assert list(RULES) == sorted(RULES)
    assert len({rule.name for rule in RULES.values()}) == len(RULES)
