"""The report for a terminal: place, message, line with caret, help, and the numbers at the end."""

from __future__ import annotations

import re

import pytest

from generator.diagnostics import Diagnostic, Level, Rule, Span
from generator.diagnostics.catalog import RULES
from generator.reporters.text import MAX_LINE, render


def finding(code: str = "A301", message: str = "no entry has the id `x`", **fields: object) -> Diagnostic:
    given = {"span": Span(14, 37, 14, 40), "help": None, "excerpt": None, **fields}
    return Diagnostic(RULES[code], "entities/groups/a.yml", message=message, **given)  # type: ignore[arg-type]


def test_whole_finding() -> None:
    """The form of a message, word for word."""
    line = "  - {type: cooperates-with, target: irgc-quds-forces, cite: [ctc-2019-iraq p. 4]}"
    given = finding(
        message="no entry has the id `irgc-quds-forces`",
        span=Span(14, 37, 14, 53),
        help="did you mean `irgc-quds-force`?  (entities/groups/irgc-quds-force.yml)",
        excerpt=line,
    )

    assert render([given]) == (
        "entities/groups/a.yml:14:37: A301 unresolved-link: no entry has the id `irgc-quds-forces`\n"
        "   14 |   - {type: cooperates-with, target: irgc-quds-forces, cite: [ctc-2019-iraq p. 4]}\n"
        "                                            ^^^^^^^^^^^^^^^^\n"
        "  help: did you mean `irgc-quds-force`?  (entities/groups/irgc-quds-force.yml)\n"
        "  more: rules/A301\n"
        "\n"
        "1 error\n"
    )


def test_finding_of_a_whole_file() -> None:
    """A file that cannot be shown has no line and no caret."""
    assert render([finding("A108", "this is no regular file", span=Span())]) == (
        "entities/groups/a.yml:1:1: A108 misplaced-file: this is no regular file\n  more: rules/A108\n\n1 error\n"
    )


@pytest.mark.parametrize(
    ("excerpt", "span", "caret"),
    [
        ("abc", Span(1, 1, 1, 2), "^"),
        ("abc", Span(1, 2, 1, 4), " ^^"),
        ("abc", Span(1, 4, 1, 5), "   ^"),
        ("abc", Span(1, 2, 1, 2), " ^"),
        ("abcdef", Span(1, 3, 3, 2), "  ^^^^"),
        ("", Span(1, 1, 1, 2), "^"),
        ("", Span(1, 1, 4, 1), "^"),
        ("نص عربي", Span(1, 4, 1, 8), "   ^^^^"),
    ],
)
def test_caret(excerpt: str, span: Span, caret: str) -> None:
    """The caret stands below what is meant: at least one place, to the end of the line where it goes on."""
    shown = render([finding(span=span, excerpt=excerpt)]).split("\n")

    assert shown[1:3] == [f"    1 | {excerpt}", " " * 8 + caret]


@pytest.mark.parametrize("column", [1, 5, 100, 5_000, 9_999, 10_001])
def test_long_line(column: int) -> None:
    """Of a line that no screen holds, the part around the place is shown, the caret still below its place."""
    line = "".join(chr(ord("a") + i % 26) for i in range(10_000))
    shown = render([finding(span=Span(1, column, 1, column + 1), excerpt=line)]).split("\n")

    assert all(len(text) <= MAX_LINE + 10 for text in shown[1:3])
    marked = shown[1][shown[2].index("^") :][:1]
    assert marked == line[column - 1 : column]


def test_message_stays_on_its_line() -> None:
    """A text of several lines that a message quotes does not break the report, and a long one is cut."""
    shown = render([finding(message="`a\n  b` is not a code", help=f"write `{'x' * 5_000}`")]).split("\n")

    assert shown[0].endswith("unresolved-link: `a b` is not a code")
    assert shown[1] == f"  help: write `{'x' * 100}…`"


def test_many_of_one_code() -> None:
    """Twenty of a code are shown, the rest is counted; other codes are not crowded out."""
    many = [finding(message=f"number {i}") for i in range(51)]
    shown = render([*many, finding("A505", "`regime` carries a verdict"), *[finding("A401", "x")] * 21])

    assert shown.count(": A301 ") == 20
    assert "number 19\n" in shown
    assert "number 20" not in shown
    assert shown.count(": A505 ") == 1
    assert shown.endswith("\n\n… and 31 more of A301\n\n… and 1 more of A401\n\n72 errors, 1 warning\n")


@pytest.mark.parametrize(
    ("errors", "warnings", "summary"),
    [
        (0, 0, "no findings"),
        (1, 0, "1 error"),
        (2, 0, "2 errors"),
        (0, 1, "1 warning"),
        (1, 2, "1 error, 2 warnings"),
        (0, 20, "20 warnings"),
    ],
)
def test_summary(errors: int, warnings: int, summary: str) -> None:
    """The last line counts what there is of each level, errors first."""
    findings = [*[finding("A505", "x")] * warnings, *[finding()] * errors]

    assert render(findings).splitlines()[-1] == summary


def test_order_is_kept() -> None:
    """The reporter sorts nothing: what comes first is shown first."""
    assert [line for line in render([finding(message="b"), finding(message="a")]).split("\n") if "A301 " in line] == [
        "entities/groups/a.yml:14:37: A301 unresolved-link: b",
        "entities/groups/a.yml:14:37: A301 unresolved-link: a",
    ]


def test_colors() -> None:
    """Code and caret take the colour of the level, and nothing else changes."""
    given = [finding(excerpt="abc", span=Span(1, 2, 1, 3), help="do this")]

    colored = render(given, color=True)

    assert "\x1b[1;31mA301 unresolved-link\x1b[0m: " in colored
    assert f"\n{' ' * 9}\x1b[31m^\x1b[0m\n" in colored
    assert re.sub(r"\x1b\[[\d;]*m", "", colored) == render(given)


def test_hidden_notes_are_counted() -> None:
    """Notes fail nothing: without them the report says how many there are, and how to see them."""
    note = Diagnostic(Rule("A999", "a-note", Level.NOTE, "s", "r"), "entities/groups/a.yml", Span(), "look here")

    assert render([note], notes=False) == "1 note (`atlas check --notes` shows the notes)\n"
    assert render([note]).startswith("entities/groups/a.yml:1:1: A999 a-note: look here\n")
