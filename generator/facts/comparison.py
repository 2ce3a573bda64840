"""Which statements speak of the same thing, which contain one another, and which exclude one another.

One set of rules for "accounts differ", for the page of disagreements and for the check of two preferred rivals.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from generator.model import codes
from generator.model.atlas import Atlas, Entry, Fact
from generator.model.codes import CodeOf
from generator.model.fields import Property
from generator.model.roles import Located
from generator.model.shape import FieldShape
from generator.model.statement import Statement
from generator.model.value_types import Ref, Role
from generator.text.edtf import NO_END, NO_START, Edtf

_ALWAYS = (NO_START, NO_END)
_STANDING = ("preferred", "normal")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Statements of one property that exclude one another, or one that somebody rejects."""

    entry_id: str
    field: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class _Account:
    """One statement, with what it is compared by worked out once."""

    fact: Fact
    subject: tuple[Any, ...] | None
    """What it speaks of, equal for two that speak of the same; None where it has no rivals."""
    period: tuple[str, str]


def disagreements(atlas: Atlas, entry: Entry) -> tuple[Disagreement, ...]:
    """Return where accounts differ in an entry, by property and then file order; each fact stands in one at most."""
    return atlas.once(("disagreements", entry.id), lambda: _disagreements(atlas, entry)) if entry.facts else ()


def contested(atlas: Atlas, entry: Entry) -> frozenset[str]:
    """Return the ids of the statements of an entry that stand in a disagreement."""
    found = disagreements(atlas, entry)
    return atlas.once(("contested", entry.id), lambda: frozenset(fact.id for d in found for fact in d.facts))


def matters(atlas: Atlas, entry: Entry) -> dict[str, str]:
    """Return for the id of each contested statement of an entry that of the first one in the same disagreement."""
    return {fact.id: d.facts[0].id for d in disagreements(atlas, entry) for fact in d.facts}


def rivals(atlas: Atlas, entry: Entry) -> dict[str, list[Fact]]:
    """Return for the id of each contested statement of an entry those that exclude it, in file order."""
    found: dict[str, list[Fact]] = {id: [] for id in contested(atlas, entry)}
    for first, second in rival_pairs(atlas, entry) if found else ():
        found[first.id].append(second)
        found[second.id].append(first)
    return found


def _disagreements(atlas: Atlas, entry: Entry) -> tuple[Disagreement, ...]:
    found: list[Disagreement] = []
    for field, declared in entry.properties():
        facts = [f for f in entry.facts_of(field.name) if f.statement.rank != "deprecated"]
        groups = (group for rest in _comparable(facts, declared) for group in _connected(atlas, field, rest))
        differing = [group for group in groups if len(group) > 1 or group[0].statement.disputed]
        differing.sort(key=lambda group: group[0].index)
        found += [Disagreement(entry.id, field.name, tuple(group)) for group in differing]
    return tuple(found)


def _connected(atlas: Atlas, field: FieldShape, accounts: list[_Account]) -> Iterator[list[Fact]]:
    """Yield the facts that are rivals of one another, or of one another's rivals, in file order; a lone one alone."""
    left = _alike(field, accounts)
    while left:
        group = [left.pop(0)]
        for held in group:  # it grows by the rivals of each
            kept: list[list[_Account]] = []
            for other in left:
                (group if _exclude(atlas, field, held[0], other[0]) else kept).append(other)
            left = kept
        if len(group) > 1:
            yield sorted((account.fact for held in group for account in held), key=lambda fact: fact.index)
        else:
            yield from ([account.fact] for account in group[0])


def _alike(field: FieldShape, accounts: list[_Account]) -> list[list[_Account]]:
    """Return the accounts gathered by what they say of which time: those of one gathering have the same rivals."""
    gathered: dict[Any, list[_Account]] = defaultdict(list)
    for account in accounts:
        statement = account.fact.statement
        parts = tuple(getattr(statement, part.name) for part in field.parts)
        marked = (statement.rival, account.fact.index) if statement.rival else ()
        gathered[parts, statement.when, marked].append(account)
    return list(gathered.values())


def _comparable(facts: list[Fact], declared: Property) -> list[list[_Account]]:
    """Return the facts by what they speak of; those of two gatherings are no rivals."""
    accounts = [_account(fact, declared) for fact in facts]
    if any(fact.statement.rival or fact.statement.decides_rivals for fact in facts):
        return [accounts]
    gathered: dict[Any, list[_Account]] = defaultdict(list)
    for account in accounts:
        alone = ("alone", account.fact.index)
        gathered[alone if account.subject is None else ("of", *account.subject)].append(account)
    return list(gathered.values())


def rival_pairs(atlas: Atlas, entry: Entry, rank: str = "") -> Iterator[tuple[Fact, Fact]]:
    """Yield each pair of rivals of an entry once, in file order; with a rank, pairs of that rank alone."""
    for field, declared in entry.properties():
        facts = [f for f in entry.facts_of(field.name) if f.statement.rank in ((rank,) if rank else _STANDING)]
        pairs = [
            (first.fact, second.fact)
            for group in _comparable(facts, declared)
            for first, second in combinations(group, 2)
            if _exclude(atlas, field, first, second)
        ]
        yield from sorted(pairs, key=lambda pair: (pair[0].index, pair[1].index))


def are_rivals(atlas: Atlas, entry: Entry, a: Fact, b: Fact) -> bool:
    """Tell whether two statements of an entry exclude one another."""
    if a.field != b.field or a.index == b.index or "deprecated" in (a.statement.rank, b.statement.rank):
        return False
    field = entry.shape.fields[a.field]
    declared: Property = field.marker(Property)
    return _exclude(atlas, field, _account(a, declared), _account(b, declared))


def _exclude(atlas: Atlas, field: FieldShape, a: _Account, b: _Account) -> bool:
    first, second = a.fact.statement, b.fact.statement
    if first.rival and first.rival == second.rival:
        return True
    if a.period[1] < b.period[0] or b.period[1] < a.period[0]:
        return False
    if first.decides_rivals:
        return first.contradicts(second)
    if a.subject is None or a.subject != b.subject:
        return False
    parts = first.compared_parts
    return not _contains(atlas, field, first, second, parts) and not _contains(atlas, field, second, first, parts)


def is_within(atlas: Atlas, entry: Entry, narrow: Fact, wide: Fact) -> bool:
    """Tell whether one statement says the same as another, or the same more finely."""
    if narrow.field != wide.field:
        return False
    held, other = wide.statement, narrow.statement
    if (a := held.when) and (b := other.when) and (a.latest < b.earliest or b.latest < a.earliest):
        return False
    field = entry.shape.fields[wide.field]
    declared: Property = field.marker(Property)
    subject = _subject(held, declared)
    if subject is None or held.decides_rivals:
        return _contains(atlas, field, held, other, tuple(part.name for part in field.parts))
    return subject == _subject(other, declared) and _contains(atlas, field, held, other, held.compared_parts)


def _account(fact: Fact, declared: Property) -> _Account:
    statement = fact.statement
    period = (statement.when.earliest, statement.when.latest) if statement.when else _ALWAYS
    return _Account(fact, _subject(statement, declared), period)


def _subject(statement: Statement, declared: Property) -> tuple[Any, ...] | None:
    """Return what a statement speaks of, equal for two that speak of the same; None where it has no rivals."""
    if declared.one:
        return ()
    if statement.same_parts is None:
        return None
    if any(getattr(statement, part) not in values for part, values in statement.rival_values.items()):
        return None
    held = (getattr(statement, part) for part in statement.same_parts)
    return tuple(tuple(sorted(value)) if isinstance(value, tuple) else value for value in held)


def _contains(atlas: Atlas, field: FieldShape, wide: Statement, narrow: Statement, parts: tuple[str, ...]) -> bool:
    """Tell whether each of these parts of one statement contains that of the other."""
    if "low" in parts:
        (least, most), (low, high) = range_of(wide), range_of(narrow)
        if low < least or most < high:
            return False
    shapes = {name: field.part(name) for name in parts if name not in ("low", "best", "high")}
    return all(_part_contains(atlas, shapes[name], getattr(wide, name), getattr(narrow, name)) for name in shapes)


def _part_contains(atlas: Atlas, part: FieldShape, wide: Any, narrow: Any) -> bool:
    if wide is None or wide == narrow:
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
        record = atlas[here].record if here in atlas.entries else None
        if isinstance(record, Located):
            around += [parent for parent in record.parents if parent not in around]
    return area in around


def range_of(statement: Any) -> tuple[float, float]:
    """Return the least and the most that a statement's numbers allow; without any, all there are."""
    if not hasattr(statement, "low"):
        return (0.0, float("inf"))
    low, best, high = statement.low, statement.best, statement.high
    least = next((number for number in (low, best) if number is not None), 0)
    if high is not None:
        return (least, high)
    return (least, max(best, least) if best is not None else float("inf"))
