"""Findings as workflow commands, which GitHub shows at the lines of a pull request."""

from collections import Counter
from collections.abc import Iterable

from generator.diagnostics import Diagnostic, Level
from generator.reporters.text import summary

MAX_OF_ONE_LEVEL = 10
"""GitHub shows no more of one level for a step, and drops the rest without a word."""

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}
_IN_MESSAGES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(diagnostics: Iterable[Diagnostic], *, notes: bool = True, color: bool = False) -> str:
    """Return a command for each finding up to the number that GitHub shows, and a line that says how many there are."""
    findings = list(diagnostics)
    shown: Counter[Level] = Counter()
    lines = []
    for finding in findings:
        level = finding.rule.level
        if notes or level is not Level.NOTE:
            shown[level] += 1
            if shown[level] <= MAX_OF_ONE_LEVEL:
                lines.append(_command(finding))
    if any(number > MAX_OF_ONE_LEVEL for number in shown.values()):
        lines.append(f"GitHub shows {MAX_OF_ONE_LEVEL} of each level; `atlas check` shows all")
    return "\n".join([*lines, summary(findings)]) + "\n"


def _command(finding: Diagnostic) -> str:
    span = finding.span
    properties = {"file": finding.file, "line": span.line}
    if span.line == span.end_line:  # columns of two different lines are refused
        properties |= {"col": span.column, "endLine": span.end_line, "endColumn": span.end_column}
    else:
        properties |= {"endLine": span.end_line}
    properties["title"] = f"{finding.rule.code} {finding.rule.name}"
    listed = ",".join(f"{name}={str(value).translate(_IN_PROPERTIES)}" for name, value in properties.items())
    message = f"{finding.message}\nhelp: {finding.help}" if finding.help else finding.message
    return f"::{_COMMANDS[finding.rule.level]} {listed}::{message.translate(_IN_MESSAGES)}"
