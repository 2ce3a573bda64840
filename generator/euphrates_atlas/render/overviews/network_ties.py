"""Ties with their sorts, as the tables, trees and picture of the relations show them."""

from collections import defaultdict
from collections.abc import Iterable

from euphrates_atlas.facts.ties import Tie
from euphrates_atlas.model.codes import Code
from euphrates_atlas.model.statement import RANKS

TypedTie = tuple[Tie, Code]
"""A tie and its sort."""
Edges = dict[tuple[str, str], list[TypedTie]]
"""Pairs of an upper, or earlier, body and a lower, or later, one, with the statements that tie them."""


def edges(typed: Iterable[TypedTie], part: str) -> Edges:
    """Return the pairs of bodies; `part` is the field of a code, `above` or `earlier`, that tells which end comes first."""
    found: Edges = defaultdict(list)
    for tie, code in typed:
        end = getattr(code, part)
        if end == "target":
            found[tie.target, tie.owner.id].append((tie, code))
        elif end:
            found[tie.ends].append((tie, code))
    return found


def sort_place(tie: Tie, code: Code) -> int:
    """Return the place of a sort among all: persons stand behind the relations of bodies."""
    if code.inverse:
        return tie.typing_list.index(code)
    return len(tie.typing_list)


def tie_order(tie: Tie) -> tuple[int, int, int]:
    """Sort the statements of a tie: by rank, then the oldest first."""
    statement = tie.fact.statement
    year = int(statement.when.earliest[:4]) if statement.when else 9999
    return RANKS.index(statement.rank), year, tie.fact.index


def tie_anchor(tie: Tie) -> str:
    """Return the anchor of a statement in the tables."""
    return f"{tie.owner.id}-{tie.fact.anchor}"
