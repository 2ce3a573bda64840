"""Findings as people and programs read them: for a terminal, as JSON, and for GitHub. They keep their order.

`atlas check` chooses one of `REPORTERS`; the commands that stop at errors, and `site/`, print `text_report`.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from euphrates_atlas.findings import Finding, Level, counts, is_clean
from euphrates_atlas.text.phrases import shortened

MAX_OF_ONE_CODE = 20
MAX_LINE = 160
"""Code points of a line of a file that are shown."""
MAX_QUOTE = 101
"""Code points of a text that a message quotes."""
MAX_OF_ONE_LEVEL = 10
"""GitHub shows no more of one level for a step, and drops the rest without a word."""

_COLORS = {Level.ERROR: "31", Level.WARNING: "33", Level.NOTE: "36"}
"""Codes of ANSI for the colour of text in a terminal: red, yellow, cyan."""
_HIDDEN = " (`atlas check --notes` shows the notes)"
_LINE_ENDS = re.compile(r"(?<!\s)\s*[\r\n]\s*")
_QUOTE = re.compile("`[^`]*`")
_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}
"""The workflow command of GitHub for each level."""
_IN_MESSAGES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES = _IN_MESSAGES | str.maketrans({":": "%3A", ",": "%2C"})


def text_report(
    findings: Sequence[Finding], *, notes: bool = True, color: bool = False
) -> str:
    """Return for each finding its place, code, message, the line with a caret, and what to do.

    Without `notes` these are counted and not shown, in any report.
    """
    shown = Counter[str]()
    blocks = []
    listed = _shown(findings, notes=notes)
    for finding in listed:
        shown[finding.rule.code] += 1
        if shown[finding.rule.code] <= MAX_OF_ONE_CODE:
            style = _COLORS[finding.rule.level] if color else ""
            blocks.append("\n".join(_block(finding, style)))
    for code, number in sorted(shown.items()):
        if number > MAX_OF_ONE_CODE:
            blocks.append(f"… and {number - MAX_OF_ONE_CODE} more of {code}")
    blocks.append(summary(findings))
    if len(listed) < len(findings):
        blocks[-1] += _HIDDEN
    return "\n\n".join(blocks) + "\n"


def _shown(findings: Sequence[Finding], *, notes: bool) -> list[Finding]:
    """Return the findings that a report lists: all, or all but the notes."""
    return [
        finding for finding in findings if notes or finding.rule.level is not Level.NOTE
    ]


def summary(findings: Sequence[Finding]) -> str:
    """Return the last line of a report: how many findings of each level there are."""
    words = [
        f"{number} {level}{'s' * (number != 1)}"
        for level, number in counts(findings).items()
        if number
    ]
    told = ", ".join(words) or "no findings"
    is_of_notes = findings and is_clean(findings)
    return f"no errors, no warnings; {told}" if is_of_notes else told


def _block(finding: Finding, color: str) -> Iterator[str]:
    """Yield the lines of one finding for a terminal; `color` is a code of ANSI, or empty.

    ```
    entities/groups/badr.yml:14:5: A301 unresolved-link: no entry has the id `irgc-quds-forces`
       14 |   - irgc-quds-forces
                ^^^^^^^^^^^^^^^^
      help: did you mean `irgc-quds-force`?
      more: rules/A301
    ```
    """
    span = finding.span
    place = f"{_on_one_line(finding.file)}:{span.line}:{span.column}"
    rule = f"{finding.rule.code} {finding.rule.name}"
    yield f"{place}: {_colored(rule, color and f'1;{color}')}: {_on_one_line(finding.message)}"
    if finding.excerpt is not None:
        end = span.end_column if span.end_line == span.line else len(finding.excerpt) + 1
        excerpt, start, end = _window(finding.excerpt, span.column - 1, end - 1)
        yield f"{span.line:5} | {excerpt}"
        yield " " * (8 + start) + _colored("^" * max(end - start, 1), color)
    if finding.help:
        yield f"  help: {_on_one_line(finding.help)}"
    yield f"  more: rules/{finding.rule.code}"


def _colored(text: str, color: str) -> str:
    return f"\x1b[{color}m{text}\x1b[0m" if color else text


def _on_one_line(text: str) -> str:
    """Return a text on one line, with what it quotes in backticks cut to `MAX_QUOTE`."""
    return _QUOTE.sub(
        lambda quote: f"`{shortened(quote[0][1:-1], MAX_QUOTE)}`",
        _LINE_ENDS.sub(" ", text),
    )


def _window(line: str, start: int, end: int) -> tuple[str, int, int]:
    """Return the part of a long line around a stretch of it, and the start and end of that stretch in the part.

    Start and end count from 0. An ellipsis stands where something is cut off.
    """
    if len(line) <= MAX_LINE:
        return line, start, end
    # A quarter of the part stands before the stretch, unless the line begins or ends nearer.
    first = max(0, min(start - MAX_LINE // 4, len(line) - MAX_LINE))
    last = first + MAX_LINE
    part = line[first:last]
    if last < len(line):
        part += "…"
    if first > 0:
        part = f"…{part}"
        first -= 1  # the ellipsis moves the stretch by one
    return part, start - first, min(end - first, len(part))


def json_report(
    findings: Sequence[Finding], *, notes: bool = True, color: bool = False
) -> str:
    """Return one JSON object with all findings and their numbers; no text is cut, and none is coloured."""
    shown = [
        {
            "code": finding.rule.code,
            "name": finding.rule.name,
            "level": finding.rule.level,
            "file": finding.file,
            **finding.span._asdict(),
            "message": finding.message,
            "help": finding.help,
            "more": f"rules/{finding.rule.code}",
        }
        for finding in _shown(findings, notes=notes)
    ]
    summary = {f"{level}s": number for level, number in counts(findings).items()}
    return (
        json.dumps({"findings": shown, "summary": summary}, ensure_ascii=False, indent=1)
        + "\n"
    )


def github_report(
    findings: Sequence[Finding], *, notes: bool = True, color: bool = False
) -> str:
    """Return workflow commands, which GitHub shows at the lines of a pull request, as many as it shows; none is coloured."""
    shown = Counter[Level]()
    lines = []
    for finding in _shown(findings, notes=notes):
        shown[finding.rule.level] += 1
        if shown[finding.rule.level] <= MAX_OF_ONE_LEVEL:
            lines.append(_command(finding))
    if shown and max(shown.values()) > MAX_OF_ONE_LEVEL:
        lines.append(
            f"GitHub shows {MAX_OF_ONE_LEVEL} of each level; `atlas check` shows all"
        )
    lines.append(summary(findings))
    return "\n".join(lines) + "\n"


def _command(finding: Finding) -> str:
    """Return a finding as a workflow command of GitHub: `::error file=a.yml,line=3,title=A301 …::message`."""
    span = finding.span
    properties = {
        "file": finding.file,
        "line": span.line,
        "col": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
        "title": f"{finding.rule.code} {finding.rule.name}",
    }
    if span.line != span.end_line:  # columns of two different lines are refused
        del properties["col"], properties["endColumn"]
    listed = ",".join(
        f"{name}={str(value).translate(_IN_PROPERTIES)}"
        for name, value in properties.items()
    )
    message = (
        f"{finding.message}\nhelp: {finding.help}" if finding.help else finding.message
    )
    return f"::{_COMMANDS[finding.rule.level]} {listed}::{message.translate(_IN_MESSAGES)}"


REPORTERS: dict[str, Callable[..., str]] = {
    "text": text_report,
    "json": json_report,
    "github": github_report,
}
"""By the name that `--format` takes."""
