"""Findings for programs: one JSON object with all of them and their numbers."""

import json
from collections.abc import Iterable
from typing import Any

from generator.diagnostics import Diagnostic, Level, counts


def render(diagnostics: Iterable[Diagnostic], *, notes: bool = True, color: bool = False) -> str:
    """Return the report; none is left out for its number, and texts are not cut."""
    given = list(diagnostics)
    shown = [_finding(finding) for finding in given if notes or finding.rule.level is not Level.NOTE]
    summary = {f"{level.value}s": number for level, number in counts(given).items()}
    return json.dumps({"findings": shown, "summary": summary}, ensure_ascii=False, indent=1) + "\n"


def _finding(finding: Diagnostic) -> dict[str, Any]:
    return {
        "code": finding.rule.code,
        "name": finding.rule.name,
        "level": finding.rule.level.value,
        "file": finding.file,
        "line": finding.span.line,
        "column": finding.span.column,
        "end_line": finding.span.end_line,
        "end_column": finding.span.end_column,
        "message": finding.message,
        "help": finding.help,
        "more": f"rules/{finding.rule.code}",
    }
