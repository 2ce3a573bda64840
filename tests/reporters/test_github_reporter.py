"""Findings as workflow commands: one line each, escaped as GitHub reads them, no more than it shows."""

from __future__ import annotations

import pytest

from generator.diagnostics import Diagnostic, Level, Rule, Span
from generator.diagnostics.catalog import RULES
from generator.reporters.github import MAX_OF_ONE_LEVEL, render

WARNING = Rule("A998", "a-warning", Level.WARNING, "s", "r")
NOTE = Rule("A999", "a-note", Level.NOTE, "s", "r")


def finding(rule: Rule = RULES["A301"], file: str = "entities/groups/a.yml", **fields: object) -> Diagnostic:
    given = {"span": Span(14, 37, 14, 40), "message": "no entry has the id `x`", **fields}
    return Diagnostic(rule, file, **given)  # type: ignore[arg-type]


def test_whole_report() -> None:
    """The form of a command, word for word."""
    assert render([finding(help="did you mean `y`?"), finding(WARNING), finding(NOTE)]) == (
        "::error file=entities/groups/a.yml,line=14,col=37,endLine=14,endColumn=40,title=A301 unresolved-link"
        "::no entry has the id `x`%0Ahelp: did you mean `y`?\n"
        "::warning file=entities/groups/a.yml,line=14,col=37,endLine=14,endColumn=40,title=A998 a-warning"
        "::no entry has the id `x`\n"
        "::notice file=entities/groups/a.yml,line=14,col=37,endLine=14,endColumn=40,title=A999 a-note"
        "::no entry has the id `x`\n"
        "1 error, 1 warning, 1 note\n"
    )


@pytest.mark.parametrize(
    ("text", "in_message", "in_file"),
    [
        ("50%", "50%25", "50%25"),
        ("%0A", "%250A", "%250A"),
        ("a\nb", "a%0Ab", "a%0Ab"),
        ("a\r\nb", "a%0D%0Ab", "a%0D%0Ab"),
        ("a: b, c", "a: b, c", "a%3A b%2C c"),
        ("::error::x", "::error::x", "%3A%3Aerror%3A%3Ax"),
        ("\n::add-mask::x", "%0A::add-mask::x", "%0A%3A%3Aadd-mask%3A%3Ax"),
    ],
)
def test_escaping(text: str, in_message: str, in_file: str) -> None:
    """Nothing that stands in a file begins a line or a command of its own."""
    line = render([finding(message=text, file=text)]).split("\n")[0]

    assert line.endswith(f"::{in_message}")
    assert line.startswith(f"::error file={in_file},line=14,")


def test_a_stretch_of_several_lines_has_no_columns() -> None:
    """GitHub refuses columns of two lines."""
    assert "line=1,endLine=3,title=" in render([finding(span=Span(1, 5, 3, 2))])


def test_no_more_than_github_shows() -> None:
    """Of each level; and a line that says so."""
    lines = render([finding()] * 25 + [finding(WARNING)] * 3).split("\n")

    assert sum(line.startswith("::error ") for line in lines) == MAX_OF_ONE_LEVEL
    assert sum(line.startswith("::warning ") for line in lines) == 3
    assert lines[-3:] == ["GitHub shows 10 of each level; `atlas check` shows all", "25 errors, 3 warnings", ""]


def test_hidden_notes_are_counted() -> None:
    """Without notes there is no command for one."""
    assert render([finding(NOTE)], notes=False) == "1 note\n"
