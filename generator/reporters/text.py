"""Findings for a terminal: place, code, message, the line with a caret, and what to do."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from generator.diagnostics import Diagnostic, Level, counts

MAX_OF_ONE_CODE = 20
MAX_LINE = 160
"""Code points of a line of a file that are shown."""

_COLORS = {Level.ERROR: "31", Level.WARNING: "33", Level.NOTE: "36"}
_HIDDEN = " (`atlas check --notes` shows the notes)"
_LINE_ENDS = re.compile(r"(?<!\s)\s*[\r\n]\s*")
_LONG_QUOTE = re.compile(r"(?<=`)([^`]{100})[^`]+(?=`)")


def render(diagnostics: Iterable[Diagnostic], *, notes: bool = True, color: bool = False) -> str:
    """Return the report of a run; findings keep the order in which they are given."""
    findings = list(diagnostics)
    shown: Counter[str] = Counter()
    blocks = []
    for finding in findings:
        if notes or finding.rule.level is not Level.NOTE:
            shown[finding.rule.code] += 1
            if shown[finding.rule.code] <= MAX_OF_ONE_CODE:
                blocks.append("\n".join(_block(finding, _COLORS[finding.rule.level] if color else "")))
    for code, number in sorted(shown.items()):
        if number > MAX_OF_ONE_CODE:
            blocks.append(f"… and {number - MAX_OF_ONE_CODE} more of {code}")
    hidden = not notes and any(finding.rule.level is Level.NOTE for finding in findings)
    return "\n\n".join([*blocks, summary(findings) + (_HIDDEN if hidden else "")]) + "\n"


def summary(findings: list[Diagnostic]) -> str:
    """Return the last line of a report: how many findings of each level there are."""
    found = counts(findings)
    words = [f"{number} {level.value}{'' if number == 1 else 's'}" for level, number in found.items() if number]
    return ", ".join(words) if words else "no findings"


def _block(finding: Diagnostic, color: str) -> Iterator[str]:
    span = finding.span
    place = f"{_line(finding.file)}:{span.line}:{span.column}"
    rule = f"{finding.rule.code} {finding.rule.name}"
    yield f"{place}: {_colored(rule, color and f'1;{color}')}: {_line(finding.message)}"
    if finding.excerpt is not None:
        end = span.end_column if span.end_line == span.line else len(finding.excerpt) + 1
        excerpt, start, end = _window(finding.excerpt, span.column - 1, end - 1)
        yield f"{span.line:5} | {excerpt}"
        yield " " * (8 + start) + _colored("^" * max(end - start, 1), color)
    if finding.help:
        yield f"  help: {_line(finding.help)}"
    yield f"  more: rules/{finding.rule.code}"


def _colored(text: str, color: str) -> str:
    return f"\x1b[{color}m{text}\x1b[0m" if color else text


def _line(text: str) -> str:
    """Return a text on one line, with what it quotes cut to a length that can be read."""
    return _LONG_QUOTE.sub(r"\1…", _LINE_ENDS.sub(" ", text))


def _window(line: str, start: int, end: int) -> tuple[str, int, int]:
    """Return the part of a long line around a stretch of it, and where that stretch stands in the part."""
    if len(line) <= MAX_LINE:
        return line, start, end
    first = max(0, min(start - MAX_LINE // 4, len(line) - MAX_LINE))
    before, after = "…" * (first > 0), "…" * (first + MAX_LINE < len(line))
    shown = f"{before}{line[first : first + MAX_LINE]}{after}"
    moved = first - len(before)
    return shown, start - moved, min(end - moved, len(shown))
