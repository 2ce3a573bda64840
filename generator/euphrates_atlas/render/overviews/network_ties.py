"""Ties with their sorts, as the tables, trees and picture of the relations show them."""

from collections import defaultdict
from collections.abc import Iterable

from euphrates_atlas.facts.ties import Tie
from euphrates_atlas.model.statement import RANKS

Edges = dict[tuple[str, str], list[Tie]]
"""Pairs of an upper, or earlier, body and a lower, or later, one, with the statements that tie them."""


def edges(ties: Iterable[Tie], part: str) -> Edges:
    """Return the pairs of bodies that ties with a sort join; `part` is the field of a code, `above` or `earlier`, that tells which end comes first."""
    found: Edges = defaultdict(list)
    for tie in ties:
        end = getattr(tie.sort, part)
        if end == "target":
            found[tie.target, tie.owner.id].append(tie)
        elif end:
            found[tie.ends].append(tie)
    return found


def sort_place(tie: Tie) -> int:
    """Return the place of a sort among all: persons stand behind the relations of bodies."""
    typing = tie.typing
    return tie.typing_list.index(typing) if typing else len(tie.typing_list)


def tie_order(tie: Tie) -> tuple[int, int, int]:
    """Sort the statements of a tie: by rank, then the oldest first."""
    statement = tie.fact.statement
    year = int(statement.when.earliest[:4]) if statement.when else 9999
    return RANKS.index(statement.rank), year, tie.fact.index


def tie_anchor(tie: Tie) -> str:
    """Return the anchor of a statement in the tables."""
    return f"{tie.owner.id}-{tie.fact.anchor}"
