"""The report for programs: every finding, nothing cut, nothing worked out anew."""

from __future__ import annotations

import json

from generator.diagnostics import Diagnostic, Level, Rule, Span
from generator.diagnostics.catalog import RULES
from generator.reporters import REPORTERS

NOTE = Rule("A999", "a-note", Level.NOTE, "s", "r")


def finding(rule: Rule = RULES["A301"], **fields: object) -> Diagnostic:
    given = {"span": Span(14, 37, 14, 40), "message": "no entry has the id `x`", **fields}
    return Diagnostic(rule, "entities/groups/a.yml", **given)  # type: ignore[arg-type]


def test_whole_report() -> None:
    """The keys are interface."""
    report = json.loads(REPORTERS["json"]([finding(help="did you mean `كتائب`?", excerpt="never shown")]))

    assert report == {
        "findings": [
            {
                "code": "A301",
                "name": "unresolved-link",
                "level": "error",
                "file": "entities/groups/a.yml",
                "line": 14,
                "column": 37,
                "end_line": 14,
                "end_column": 40,
                "message": "no entry has the id `x`",
                "help": "did you mean `كتائب`?",
                "more": "rules/A301",
            }
        ],
        "summary": {"errors": 1, "warnings": 0, "notes": 0},
    }


def test_nothing_is_cut() -> None:
    """Neither for its number nor for its length."""
    report = json.loads(REPORTERS["json"]([finding(message="x" * 5_000)] * 100))

    assert [len(item["message"]) for item in report["findings"]] == [5_000] * 100


def test_hidden_notes_are_counted() -> None:
    """Without notes their number stays."""
    report = json.loads(REPORTERS["json"]([finding(NOTE), finding()], notes=False))

    assert [item["code"] for item in report["findings"]] == ["A301"]
    assert report["summary"] == {"errors": 1, "warnings": 0, "notes": 1}


def test_no_finding() -> None:
    """An empty list is a list."""
    assert json.loads(REPORTERS["json"]([]))["findings"] == []
