"""Findings as values: what is wrong, where, and how to mend it. Nothing here reads, prints or raises."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum


class Level(StrEnum):
    """How grave a finding is; an error stops every page from being written."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the catalog; a code is never used again for something else."""

    code: str
    name: str
    level: Level
    summary: str
    """What the rule asks for, as one sentence."""
    reason: str
    """Why it asks, as one sentence for somebody who has just broken it."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one file; lines and columns count from 1, columns in code points, the end is exclusive."""

    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding at its place in a file."""

    rule: Rule
    file: str
    """Path below the repository, with forward slashes."""
    span: Span
    message: str
    help: str | None = None
    excerpt: str | None = None
    """The source line at `span.line`, where the file has one that can be shown."""

    @property
    def sort_key(self) -> tuple[str, Span, str, str]:
        """Order of a report: file, place, code, message."""
        return (self.file, self.span, self.rule.code, self.message)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether one of the findings forbids writing pages."""
    return any(d.rule.level is Level.ERROR for d in diagnostics)


def is_clean(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether there is neither error nor warning; notes are work to do."""
    return all(d.rule.level is Level.NOTE for d in diagnostics)


def counts(diagnostics: Iterable[Diagnostic]) -> dict[Level, int]:
    """Return how many findings of each level there are, the gravest first."""
    found = Counter(finding.rule.level for finding in diagnostics)
    return {level: found[level] for level in Level}


MANY = 300
"""Words beyond which only those that begin or end alike are compared letter by letter, which takes time."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the one of `known` that `word` was most likely meant to be, or None where none is close."""
    length = len(word)
    candidates = sorted(k for k in known if 0.6 * length <= len(k) + 2 and 0.6 * len(k) <= length + 2)
    if len(candidates) > MANY:
        start, end = word[:2].lower(), word[-3:].lower()
        candidates = [k for k in candidates if k[:2].lower() == start or k[-3:].lower() == end]
    same_but_for_form = [k for k in candidates if _bare(k) == _bare(word)]
    close = same_but_for_form or get_close_matches(word, candidates, n=1, cutoff=0.75)
    swapped = close or [k for k in candidates if k[:1] == word[:1] and sorted(k) == sorted(word)]
    return swapped[0] if swapped else None


def _bare(word: str) -> str:
    return word.lower().replace("_", "").replace("-", "").replace(" ", "")
