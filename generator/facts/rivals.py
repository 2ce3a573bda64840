"""Which statements speak of the same thing, which contain one another, and which exclude one another.

One set of rules for "accounts differ", for the page of disagreements and for the check of two preferred rivals.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from generator.model import codes
from generator.model.atlas import Atlas, Entry, Fact
from generator.model.codes import CodeOf
from generator.model.fields import Property
from generator.model.numbers import NUMBERS, Numbers
from generator.model.roles import Located
from generator.model.shape import FieldShape
from generator.model.statement import Statement
from generator.model.value_types import Ref, Role
from generator.text.edtf import Edtf

Disagreement = tuple[Fact, ...]
"""Statements of one property that exclude one another, or one that somebody rejects."""


def disagreements(atlas: Atlas, entry: Entry) -> tuple[Disagreement, ...]:
    """Return where accounts differ in an entry, by property and then file order; each fact stands in one at most."""
    return atlas.once(("disagreements", entry.id), lambda: tuple(_disagreements(atlas, entry))) if entry.facts else ()


def contested(atlas: Atlas, entry: Entry) -> dict[str, str]:
    """Return the ids of the statements of an entry that stand in a disagreement, each with that of the first one there."""
    return {fact.id: facts[0].id for facts in disagreements(atlas, entry) for fact in facts}


def rivals(atlas: Atlas, entry: Entry) -> dict[str, list[Fact]]:
    """Return for the id of each statement of an entry that has rivals those that exclude it, in file order."""
    found: dict[str, list[Fact]] = defaultdict(list)
    for first, second in rival_pairs(atlas, entry):
        found[first.id].append(second)
        found[second.id].append(first)
    return found


def _disagreements(atlas: Atlas, entry: Entry) -> Iterator[Disagreement]:
    for field, _ in entry.shape.properties:
        left = [fact for fact in entry.facts_of(field.name) if fact.statement.rank != "deprecated"]
        while left:
            group = [left.pop(0)]
            for fact in group:  # it grows by the rivals of each
                found = [other for other in left if are_rivals(atlas, fact, other)]
                group += found
                left = [other for other in left if other not in found]
            if len(group) > 1 or group[0].statement.disputed:
                yield tuple(sorted(group, key=lambda fact: fact.index))


def rival_pairs(atlas: Atlas, entry: Entry, rank: str = "") -> Iterator[tuple[Fact, Fact]]:
    """Yield each pair of rivals of an entry once, in file order; with a rank, pairs of that rank alone."""
    for field, _ in entry.shape.properties:
        facts = [fact for fact in entry.facts_of(field.name) if rank in ("", fact.statement.rank)]
        yield from (pair for pair in combinations(facts, 2) if are_rivals(atlas, *pair))


def are_rivals(atlas: Atlas, a: Fact, b: Fact) -> bool:
    """Tell whether two statements of an entry exclude one another."""
    first, second = a.statement, b.statement
    if a.field != b.field or a.index == b.index or "deprecated" in (first.rank, second.rank):
        return False
    if first.rival and first.rival == second.rival:
        return True
    if first.when and second.when and (_are_apart(first, second) or _follow(first.when, second.when)):
        return False
    if (decided := first.contradicts(second)) is not None:
        return decided
    field, parts = atlas[a.entry_id].shape.fields[a.field], first.compared_parts
    subject = subject_of(first, field)
    if subject is None or subject != subject_of(second, field):
        return False
    return not _contains(atlas, field, first, second, parts) and not _contains(atlas, field, second, first, parts)


def is_within(atlas: Atlas, narrow: Fact, wide: Fact) -> bool:
    """Tell whether one statement of an entry says the same as another, or the same more finely."""
    held, other = wide.statement, narrow.statement
    if narrow.field != wide.field or _are_apart(held, other):
        return False
    field = atlas[wide.entry_id].shape.fields[wide.field]
    subject = subject_of(held, field)
    if subject is None:
        return _contains(atlas, field, held, other, tuple(part.name for part in field.parts))
    return subject == subject_of(other, field) and _contains(atlas, field, held, other, held.compared_parts)


def _are_apart(one: Statement, other: Statement) -> bool:
    """Tell whether the periods of two statements have no day in common."""
    a, b = one.when, other.when
    return a is not None and b is not None and (a.latest < b.earliest or b.latest < a.earliest)


def _follow(one: Edtf, other: Edtf) -> bool:
    """Tell whether one period ends in the month, or on the day, in which the other begins."""
    first, last = sorted((one, other), key=lambda when: when.sort_key)
    end, begin = first.end, last.start
    if not first.is_interval or first.earliest == last.earliest or end is None or begin is None:
        return False
    return {end.precision, begin.precision} <= {"month", "day"} and (end.contains(begin) or begin.contains(end))


def subject_of(statement: Statement, field: FieldShape) -> tuple[Any, ...] | None:
    """Return what a statement speaks of, equal for two that speak of the same; None where it has no rivals."""
    declared: Property = field.marker(Property)
    if declared.one:
        return ()
    if statement.same_parts is None or not statement.may_have_rivals:
        return None
    held = (getattr(statement, part) for part in statement.same_parts)
    return tuple(tuple(sorted(value)) if isinstance(value, tuple) else value for value in held)


def _contains(atlas: Atlas, field: FieldShape, wide: Statement, narrow: Statement, parts: tuple[str, ...]) -> bool:
    """Tell whether each of these parts of one statement contains that of the other."""
    if "low" in parts and isinstance(wide, Numbers) and isinstance(narrow, Numbers):
        (least, most), (low, high) = range_of(wide), range_of(narrow)
        if low < least or most < high:
            return False
    shapes = {name: field.part(name) for name in parts if name not in NUMBERS}
    return all(_part_contains(atlas, shapes[name], getattr(wide, name), getattr(narrow, name)) for name in shapes)


def _part_contains(atlas: Atlas, part: FieldShape, wide: Any, narrow: Any) -> bool:
    if wide in (None, "unknown") or wide == narrow:
        return True
    if narrow is None:
        return False
    if isinstance(wide, Edtf):
        return wide.contains(narrow)
    if (marker := part.marker(CodeOf)) is not None:
        return codes.contains(marker.list_name, wide, narrow)
    if (reference := part.marker(Ref)) is not None and reference.role is Role.LOCATION:
        return lies_in(atlas, narrow, wide)
    return False


def lies_in(atlas: Atlas, place: str, area: str) -> bool:
    """Tell whether a place is an area or lies in it, by the places that each names."""
    around = [place]
    for here in around:  # it grows by what each lies in
        if (record := atlas.record_of(here, Located)) is not None:
            around += [parent for parent in record.parents if parent not in around]
    return area in around


def range_of(numbers: Numbers) -> tuple[float, float]:
    """Return the least and the most that numbers allow; without any, all there are."""
    low, best, high = numbers.low, numbers.best, numbers.high
    least = next((number for number in (low, best) if number is not None), 0)
    if high is not None:
        return (least, high)
    return (least, max(best, least) if best is not None else float("inf"))
