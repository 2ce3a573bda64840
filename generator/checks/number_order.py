"""Of a range, low is at most best, and best at most high."""

from collections.abc import Iterator
from itertools import pairwise

from generator.diagnostics import Level
from generator.model.atlas import Atlas, Entry, Fact, Finding, Findings
from generator.model.statement import Numbers
from generator.text.yaml_tree import NodePath

CODE = "A503"
LEVEL = Level.ERROR
REASON = "A range the wrong way round is a typing error."
_NAMES = ("low", "best", "high")


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield a finding for each two numbers of a range in the wrong order."""
    for fact in entry.facts:
        for path, holder in _ranges(entry, fact):
            numbers = [(name, number) for name in _NAMES if (number := getattr(holder, name)) is not None]
            for (small, less), (large, more) in pairwise(numbers):
                if less > more:
                    message = f"`{small}` is {less}, more than `{large}`, {more}"
                    help = "put the smaller number first, or drop the one that the source does not give"
                    yield Finding(CODE, entry, (*path, small), message, help)


def _ranges(entry: Entry, fact: Fact) -> Iterator[tuple[NodePath, Numbers]]:
    """Yield what has a range, with its path: the statement itself, and parts of it."""
    record = entry.shape.fields[fact.field].record
    parts = [(part.name, getattr(fact.statement, part.name)) for part in record.parts] if record is not None else []
    holders = [(fact.path, fact.statement), *(((*fact.path, name), value) for name, value in parts)]
    yield from ((path, holder) for path, holder in holders if isinstance(holder, Numbers))
