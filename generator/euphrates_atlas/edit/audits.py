"""Audits: statements drawn at random, each read against its sources by somebody who did not write it.

`atlas audit` writes them (`new_audit`); the page "State of the atlas" counts their verdicts.
"""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from euphrates_atlas.model.fields import record
from euphrates_atlas.text.typed_file import FormError, typed
from euphrates_atlas.text.yaml_reader import read_tree

FOLDER = "docs/audits"
VERDICTS = ("supported", "partly", "unsupported", "unreachable")
"""Of a statement: its sources say it; say a part, or say it otherwise; do not say it; cannot be read."""
TODO = "TODO"
"""The verdict of a statement that nobody has read yet."""


@record
class DrawnStatement:
    """A statement of an audit."""

    statement: str
    """The id of its entry and its own, such as `kataib-hezbollah#s-1a2b3c4d`."""
    says: str
    """Its words when it was drawn."""
    sources: tuple[str, ...]
    """The ids of what it cites."""
    verdict: Literal["supported", "partly", "unsupported", "unreachable", "TODO"]
    note: str = ""
    """What is wrong, and what was done about it."""


@record
class Audit:
    """What a file of the folder holds."""

    seed: int
    """Of the random choice."""
    statements: tuple[DrawnStatement, ...]

    def count(self, verdict: str) -> int:
        """Return the number of statements with a verdict."""
        return sum(drawn.verdict == verdict for drawn in self.statements)


def read_audits(root: Path) -> dict[str, Audit]:
    """Return the audits of a repository by their name, which begins with their day, the oldest first. Raises `FormError`."""
    audits = {}
    files = (root / FOLDER).glob("[!.]*.yml")
    for file in sorted(files, key=lambda file: (file.stem[:10], len(file.stem), file.stem)):
        name = f"{FOLDER}/{file.name}"
        try:
            day_of(file.stem)
        except ValueError:
            raise FormError(
                f"{name}: an audit is named after its day, such as 2026-11-20.yml or 2026-11-20-2.yml"
            ) from None
        audits[file.stem] = _audit(name, file.read_bytes())
    return audits


@cache
def _audit(name: str, data: bytes) -> Audit:
    """Return the audit in a file. Raises `FormError`."""
    return typed(read_tree(name, data), Audit)


def day_of(name: str) -> date:
    """Return the day of an audit: the second one of a day is `2026-11-20-2`."""
    return date.fromisoformat(name[:10])
