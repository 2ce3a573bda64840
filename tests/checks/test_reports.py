"""The reports: for a terminal, as JSON, and as workflow commands of GitHub."""

from __future__ import annotations

import json
import re

import pytest

from euphrates_atlas.checks.catalog import RULES
from euphrates_atlas.checks.reports import MAX_LINE, MAX_OF_ONE_LEVEL, github_report, json_report, text_report
from euphrates_atlas.findings import Finding, Span


def finding(
    code: str = "A301", message: str = "no entry has the id `x`", file: str = "entities/groups/a.yml", **fields: object
) -> Finding:
    given = {"span": Span(14, 37, 14, 40), **fields}
    return Finding(RULES[code], file, message=message, **given)  # type: ignore[arg-type]


def test_whole_finding() -> None:
    """The form of a message, word for word."""
    line = "  - {type: cooperates-with, target: irgc-quds-forces, cite: [ctc-2019-iraq p. 4]}"
    given = finding(
        message="no entry has the id `irgc-quds-forces`",
        span=Span(14, 37, 14, 53),
        help="did you mean `irgc-quds-force`?  (entities/groups/irgc-quds-force.yml)",
        excerpt=line,
    )

    assert text_report([given]) == (
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
    assert text_report([finding("A108", "this is not a regular file", span=Span())]) == (
        "entities/groups/a.yml:1:1: A108 misplaced-file: this is not a regular file\n  more: rules/A108\n\n1 error\n"
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
    shown = text_report([finding(span=span, excerpt=excerpt)]).split("\n")

    assert shown[1:3] == [f"    1 | {excerpt}", " " * 8 + caret]


@pytest.mark.parametrize("column", [1, 5, 100, 5_000, 9_999, 10_001])
def test_long_line(column: int) -> None:
    """Of a line that no screen holds, the part around the place is shown, the caret still below its place."""
    line = "".join(chr(ord("a") + i % 26) for i in range(10_000))
    shown = text_report([finding(span=Span(1, column, 1, column + 1), excerpt=line)]).split("\n")

    assert all(len(text) <= MAX_LINE + 10 for text in shown[1:3])
    marked = shown[1][shown[2].index("^") :][:1]
    assert marked == line[column - 1 : column]


def test_message_stays_on_its_line() -> None:
    """A text of several lines that a message quotes does not break the report, and a long one is cut."""
    shown = text_report([finding(message="`a\n  b` is not a code", help=f"write `{'x' * 5_000}`")]).split("\n")
    between = "what stands between two quotations, " * 5
    whole = text_report([finding(message=f"`a` {between} `b`")])

    assert shown[0].endswith("unresolved-link: `a b` is not a code")
    assert shown[1] == f"  help: write `{'x' * 100}…`"
    assert f"`a` {between} `b`" in whole


def test_many_of_one_code() -> None:
    """Twenty of a code are shown, the rest is counted; other codes are not crowded out."""
    many = [finding(message=f"number {i}") for i in range(51)]
    shown = text_report([*many, finding("A505", "`regime` carries a verdict"), *[finding("A401", "x")] * 21])

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

    assert text_report(findings).splitlines()[-1] == summary


def test_the_summary_of_notes_alone_says_that_nothing_is_wrong() -> None:
    """Whoever reads only a large number would take it for that of faults."""
    notes = [finding("A514")] * 2

    assert text_report(notes).splitlines()[-1] == "no errors, no warnings; 2 notes"


def test_order_is_kept() -> None:
    """The reporter sorts nothing: what comes first is shown first."""
    assert [
        line for line in text_report([finding(message="b"), finding(message="a")]).split("\n") if "A301 " in line
    ] == [
        "entities/groups/a.yml:14:37: A301 unresolved-link: b",
        "entities/groups/a.yml:14:37: A301 unresolved-link: a",
    ]


def test_colors() -> None:
    """Code and caret take the colour of the level, and nothing else changes."""
    given = [finding(excerpt="abc", span=Span(1, 2, 1, 3), help="do this")]

    colored = text_report(given, color=True)

    assert "\x1b[1;31mA301 unresolved-link\x1b[0m: " in colored
    assert f"\n{' ' * 9}\x1b[31m^\x1b[0m\n" in colored
    assert re.sub(r"\x1b\[[\d;]*m", "", colored) == text_report(given)


def test_hidden_notes_are_counted() -> None:
    """Notes fail nothing: without them the report says how many there are, and how to see them."""
    note = finding("A514", "look here", span=Span())

    assert (
        text_report([note], notes=False) == "no errors, no warnings; 1 note (`atlas check --notes` shows the notes)\n"
    )
    assert text_report([note]).startswith("entities/groups/a.yml:1:1: A514 own-script: look here\n")


def test_whole_json() -> None:
    """The keys are interface."""
    report = json.loads(json_report([finding(help="did you mean `كتائب`?", excerpt="never shown")]))

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


def test_json_is_not_cut() -> None:
    """Neither for its number nor for its length."""
    report = json.loads(json_report([finding(message="x" * 5_000)] * 100))

    assert [len(item["message"]) for item in report["findings"]] == [5_000] * 100


def test_hidden_notes_are_counted_in_json() -> None:
    """Without notes their number stays."""
    report = json.loads(json_report([finding("A514"), finding()], notes=False))

    assert [item["code"] for item in report["findings"]] == ["A301"]
    assert report["summary"] == {"errors": 1, "warnings": 0, "notes": 1}


def test_no_finding_in_json() -> None:
    """An empty list is a list."""
    assert json.loads(json_report([]))["findings"] == []


def test_whole_commands() -> None:
    """The form of a command, word for word."""
    assert github_report([finding(help="did you mean `y`?"), finding("A505"), finding("A514")]) == (
        "::error file=entities/groups/a.yml,line=14,col=37,endLine=14,endColumn=40,title=A301 unresolved-link"
        "::no entry has the id `x`%0Ahelp: did you mean `y`?\n"
        "::warning file=entities/groups/a.yml,line=14,col=37,endLine=14,endColumn=40,title=A505 loaded-word"
        "::no entry has the id `x`\n"
        "::notice file=entities/groups/a.yml,line=14,col=37,endLine=14,endColumn=40,title=A514 own-script"
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
def test_escaping_for_github(text: str, in_message: str, in_file: str) -> None:
    """Nothing that stands in a file begins a line or a command of its own."""
    line = github_report([finding(message=text, file=text)]).split("\n")[0]

    assert line.endswith(f"::{in_message}")
    assert line.startswith(f"::error file={in_file},line=14,")


def test_a_stretch_of_several_lines_has_no_columns() -> None:
    """GitHub refuses columns of two lines."""
    assert "line=1,endLine=3,title=" in github_report([finding(span=Span(1, 5, 3, 2))])


def test_no_more_than_github_shows() -> None:
    """Of each level; and a line that says so."""
    lines = github_report([finding()] * 25 + [finding("A505")] * 3).split("\n")

    assert sum(line.startswith("::error ") for line in lines) == MAX_OF_ONE_LEVEL
    assert sum(line.startswith("::warning ") for line in lines) == 3
    assert lines[-3:] == ["GitHub shows 10 of each level; `atlas check` shows all", "25 errors, 3 warnings", ""]


def test_hidden_notes_are_counted_for_github() -> None:
    """Without notes there is no command for one."""
    assert github_report([finding("A514")], notes=False) == "no errors, no warnings; 1 note\n"
