"""Findings as people and programs read them; nothing here decides what is a finding."""

from collections.abc import Iterable
from typing import Protocol

from generator.diagnostics import Diagnostic
from generator.reporters import github, json, text


class Reporter(Protocol):
    """Turns findings into a report; they keep the order in which they are given."""

    def __call__(self, diagnostics: Iterable[Diagnostic], *, notes: bool = True, color: bool = False) -> str:
        """Return the report; without `notes` these are counted and not shown."""
        ...


REPORTERS: dict[str, Reporter] = {"text": text.render, "json": json.render, "github": github.render}
"""By the name that `--format` takes."""
