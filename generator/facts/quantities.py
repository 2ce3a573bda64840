"""What the accounts of a number allow together: one range for each quantity, the same wherever it is told."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from generator.facts.plain_words import country_name, label_of, number_words
from generator.facts.rivals import Disagreement, range_of, subject_of
from generator.model.atlas import Atlas, Entry, Fact
from generator.model.codes import CodeOf, code_list
from generator.model.numbers import NUMBERS, Numbers
from generator.model.shape import FieldShape

NO_NUMBER = "number not given"
"""The words where accounts have no number, only words of their sources."""


class CountRange(NamedTuple):
    """From the least to the most that accounts give."""

    low: int | None
    """None: no account says how few they are."""
    high: int
    is_open: bool
    """Whether it may be more."""

    @property
    def words(self) -> str:
        """It in a sentence: `3`, `2 to 5`, `at least 40`, `2 to at least 40`, `up to 450`."""
        if self.low is None:
            return f"up to {self.high:,}"
        most = f"at least {self.high:,}" if self.is_open else f"{self.high:,}"
        return most if self.low == self.high else f"{self.low:,} to {most}"

    @property
    def short(self) -> str:
        """It in a table: `3`, `2–5`, `40+`, `2–40+`, `up to 450`."""
        if self.low is None:
            return self.words
        return (f"{self.low:,}" if self.low == self.high else f"{self.low:,}–{self.high:,}") + "+" * self.is_open


class Quantity(NamedTuple):
    """The accounts of one number that are not superseded, as of the fighters who were killed, in file order."""

    facts: tuple[Fact, ...]
    people: tuple[str, ...] = ()
    """Who were counted, by code or country; none: it is not a number of people."""
    list_name: str = ""
    """The list of these codes."""
    scope: str = ""
    """The share of the whole that they count; empty: they count the whole."""

    @property
    def is_whole(self) -> bool:
        """Tell whether it counts everybody."""
        return self.people == ("all",) and not self.scope

    @property
    def every(self) -> CountRange | None:
        """What all accounts allow together; None where none has a number."""
        return _span(fact.statement for fact in self.facts)

    @property
    def span(self) -> CountRange | None:
        """What the preferred accounts allow together; where none is preferred, all of them."""
        return _span(fact.statement for fact in self.facts if fact.statement.rank == "preferred") or self.every

    def whom(self, span: CountRange | None) -> str:
        """Return who were counted, where they are so many, and the scope."""
        name, one = self.list_name, span == (1, 1, False)
        codes = code_list(name).codes if name else ()
        whom = (label_of(name, who, one=one) if who in codes else country_name(who) for who in self.people)
        return ", ".join([*whom, *filter(None, [self.scope])])


def quantities(entry: Entry, field: FieldShape) -> list[Quantity]:
    """Return what the statements of a property count: everybody first, then by the highest number, shares of the whole last.

    Numbers of different people are never added, nor is one range made of them: sources may count the same people twice.
    Nor is one made of numbers of different times, as of a day and of the month around it.
    """
    accounts: dict[Any, list[Fact]] = {}
    for fact in entry.facts_of(field.name):
        if fact.statement.rank != "deprecated":
            accounts.setdefault((subject_of(fact.statement, field), fact.statement.when), []).append(fact)
    found = [_quantity(tuple(facts), field) for facts in accounts.values()]
    return sorted(
        found, key=lambda quantity: (bool(quantity.scope), not quantity.is_whole, -(quantity.span or (0, -1))[1])
    )


def accounts_of(atlas: Atlas, disagreement: Disagreement) -> list[Quantity]:
    """Return the numbers on which accounts differ, all their accounts in them, one for each sort of people; else the accounts alone."""
    first, differing = disagreement[0], {fact.index for fact in disagreement}
    entry = atlas[first.entry_id]
    counted = quantities(entry, entry.shape.fields[first.field]) if first.statement.counted[0] else []
    return [n for n in counted if differing & {fact.index for fact in n.facts}] or [Quantity(disagreement)]


def _quantity(facts: tuple[Fact, ...], field: FieldShape) -> Quantity:
    statement: Any = facts[0].statement
    if not (part := statement.counted[1]):
        return Quantity(facts)
    scope = getattr(statement, statement.counted[2]) or ""
    return Quantity(facts, statement.people, field.part(part).marker(CodeOf).list_name, scope)


def _span(statements: Iterable[Any]) -> CountRange | None:
    """Return the range of the accounts that no other contains: beside `47`, `at least 40` adds no lower number."""
    counts = [statement for statement in statements if isinstance(statement, Numbers) and number_words(statement)]
    exact = [count for count in counts if not any(_is_wider(count, other) for other in counts)]
    rows = [[getattr(count, name) for name in NUMBERS] for count in exact]
    given = [number for row in rows for number in row if number is not None]
    if not given:
        return None
    has_least = any(row[:2] != [None, None] for row in rows)
    return CountRange(min(given) if has_least else None, max(given), [max(given), None, None] in rows)


def _is_wider(numbers: Numbers, others: Numbers) -> bool:
    """Tell whether numbers allow all that others allow, and more."""
    (least, most), (low, high) = range_of(numbers), range_of(others)
    return least <= low and high <= most and (least, most) != (low, high)
