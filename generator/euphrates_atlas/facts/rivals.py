"""Statements about the same thing: which contain one another, and which exclude one another.

One set of rules for "accounts differ" on pages, for the page of disagreements, for the check of two preferred rivals,
and for counting independent origins (`support`).
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from euphrates_atlas.model import codes
from euphrates_atlas.model.atlas import Atlas, Entry, Fact, once
from euphrates_atlas.model.roles import Located
from euphrates_atlas.model.shape import FieldShape
from euphrates_atlas.model.statement import Statement
from euphrates_atlas.model.value_types import NUMBERS, Numbers
from euphrates_atlas.text.edtf import Edtf

Disagreement = tuple[Fact, ...]
"""Statements of one property that exclude one another, or one that somebody rejects."""


def contested(atlas: Atlas, entry: Entry) -> dict[str, str]:
    """Return the ids of the statements of an entry that stand in a disagreement, each with the id of the first one in it."""
    first_ids = {}
    for facts in disagreements(atlas, entry):
        for fact in facts:
            first_ids[fact.id] = facts[0].id
    return first_ids


def doubted(atlas: Atlas, entry: Entry) -> set[str]:
    """Return the ids of the statements of an entry that stand in a disagreement, or that a cited work disputes."""
    disputed = [fact.id for fact in entry.facts if fact.statement.disputing]
    return {*contested(atlas, entry), *disputed}


def rivals(atlas: Atlas, entry: Entry) -> dict[str, list[Fact]]:
    """Return the statements that exclude a statement of an entry, in file order, by its id; only of those that have some."""
    found = defaultdict(list)
    for first, second in rival_pairs(atlas, entry):
        found[first.id].append(second)
        found[second.id].append(first)
    return found


@once
def disagreements(atlas: Atlas, entry: Entry) -> tuple[Disagreement, ...]:
    """Return where accounts differ in an entry, by property and then file order; each fact stands in one at most.

    Rivals of rivals are in one disagreement, even if they do not exclude one another.
    """
    found = []
    for field, _ in entry.shape.properties:
        left = entry.standing_facts(field.name)
        while left:
            group = [left.pop(0)]
            for fact in group:  # it grows by the rivals of each
                others = left
                left = []
                for other in others:
                    if are_rivals(atlas, fact, other):
                        group.append(other)
                    else:
                        left.append(other)
            if len(group) > 1 or group[0].statement.disputed:
                group.sort(key=lambda fact: fact.index)
                found.append(tuple(group))
    return tuple(found)


def rival_pairs(atlas: Atlas, entry: Entry, rank: str = "") -> Iterator[tuple[Fact, Fact]]:
    """Yield each pair of rivals of an entry once, in file order; with a rank, pairs of that rank alone."""
    for field, _ in entry.shape.properties:
        facts = entry.facts_of(field.name)
        if rank:
            facts = tuple(fact for fact in facts if fact.statement.rank == rank)
        for first, second in combinations(facts, 2):
            if are_rivals(atlas, first, second):
                yield first, second


def are_rivals(atlas: Atlas, fact: Fact, other: Fact) -> bool:
    """Tell whether two statements of an entry exclude one another.

    Superseded ones and those of periods apart never do; those declared as rivals do. Else their class may decide
    (`contradicts`), or they speak of the same and neither contains the other: "2019" contains "May 2019".
    """
    first = fact.statement
    second = other.statement
    if fact.field != other.field or fact.index == other.index:
        return False
    if "deprecated" in (first.rank, second.rank):
        return False
    if first.rival and first.rival == second.rival:
        return True
    period = first.when
    another = second.when
    if period and another and (_are_apart(first, second) or _follow(period, another)):
        return False
    decided = first.contradicts(second)
    if decided is not None:
        return decided
    # Without `Atlas.field_of`: each pair of statements of an entry comes here, so each step counts.
    field = atlas[fact.entry_id].shape.fields[fact.field]
    subject = subject_of(first, field)
    if subject is None or subject != subject_of(second, field):
        return False
    parts = first.compared_parts
    if _contains(atlas, field, first, second, parts):
        return False
    return not _contains(atlas, field, second, first, parts)


def is_within(atlas: Atlas, narrow: Fact, wide: Fact) -> bool:
    """Tell whether one statement of an entry says the same as another, or the same more finely."""
    outer = wide.statement
    inner = narrow.statement
    if narrow.field != wide.field or _are_apart(outer, inner):
        return False
    field = atlas.field_of(wide)
    subject = subject_of(outer, field)
    parts = outer.compared_parts
    if subject is None:  # it has no rivals: all that it says is compared
        parts = tuple(part.name for part in field.parts)
    elif subject != subject_of(inner, field):
        return False
    return _contains(atlas, field, outer, inner, parts)


def _are_apart(one: Statement, other: Statement) -> bool:
    """Tell whether the periods of two statements have no day in common."""
    period = one.when
    another = other.when
    if not period or not another:
        return False
    return period.latest < another.earliest or another.latest < period.earliest


def _follow(one: Edtf, other: Edtf) -> bool:
    """Tell whether one period ends in the month, or on the day, in which the other begins, so that one state followed the other."""
    first, last = sorted((one, other))
    if not first.is_interval or first.earliest == last.earliest:
        return False
    end = first.end
    begin = last.start
    if not end or not begin:
        return False
    if not {end.precision, begin.precision} <= {"month", "day"}:
        return False
    return end.contains(begin) or begin.contains(end)


def subject_of(statement: Statement, field: FieldShape) -> tuple[Any, ...] | None:
    """Return what a statement speaks of, equal for two that speak of the same; None where it can have no rivals.

    All statements of a property with one true value, as a date of birth, speak of the same: of them it is empty.
    """
    if field.declared.one:
        return ()
    if statement.same_parts is None or not statement.may_have_rivals:
        return None
    same = []
    for part in statement.same_parts:
        value = getattr(statement, part)
        same.append(tuple(sorted(value)) if isinstance(value, tuple) else value)
    return tuple(same)


def _contains(
    atlas: Atlas,
    field: FieldShape,
    wide: Statement,
    narrow: Statement,
    parts: tuple[str, ...],
) -> bool:
    """Tell whether each of these parts of one statement contains that of the other; numbers together are one range."""
    if "low" in parts and isinstance(wide, Numbers) and isinstance(narrow, Numbers):
        least, most = range_of(wide)
        low, high = range_of(narrow)
        if low < least or most < high:
            return False
    for name in parts:
        if name in NUMBERS:
            continue
        outer = getattr(wide, name)
        inner = getattr(narrow, name)
        if not _part_contains(atlas, field.part(name), outer, inner):
            return False
    return True


def _part_contains(atlas: Atlas, part: FieldShape, wide: Any, narrow: Any) -> bool:
    """Tell whether one value of a part contains another: an equal or unknown one, a longer time, a wider code, an area."""
    if wide in (None, "unknown") or wide == narrow:
        return True
    if narrow is None:
        return False
    if isinstance(wide, Edtf):
        return wide.contains(narrow)
    if part.code_list:
        return codes.contains(part.code_list.name, wide, narrow)
    return part.names_place and lies_in(atlas, narrow, wide)


def lies_in(atlas: Atlas, place: str, area: str) -> bool:
    """Tell whether a place is an area or lies in it, by the places that each names."""
    around = [place]
    for id in around:  # it grows by what each lies in
        record = atlas.record_of(id, Located)
        if not record:
            continue
        for parent in record.parents:
            if parent not in around:
                around.append(parent)
    return area in around


def range_of(numbers: Numbers) -> tuple[float, float]:
    """Return the least and the most that numbers allow; `best` stands for an end that is missing, else 0 or infinity."""
    best = numbers.best
    least = numbers.low
    if least is None:
        least = best or 0
    if numbers.high is not None:
        return least, numbers.high
    if best is not None:
        return least, max(best, least)
    return least, float("inf")
