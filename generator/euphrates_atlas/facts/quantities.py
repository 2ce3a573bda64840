"""The range of all accounts of a number: one for each quantity, the same on every page."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from euphrates_atlas.facts.plain_words import country_name, label_of, number_words
from euphrates_atlas.facts.rivals import Disagreement, range_of, subject_of
from euphrates_atlas.model.atlas import Atlas, Entry, Fact
from euphrates_atlas.model.codes import code_list
from euphrates_atlas.model.numbers import Numbers
from euphrates_atlas.model.shape import FieldShape

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
        words = f"{self.high:,}"
        if self.low != self.high:
            words = f"{self.low:,}–{words}"
        return f"{words}+" if self.is_open else words


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
        return _span(self.facts)

    @property
    def span(self) -> CountRange | None:
        """What the preferred accounts allow together; where none is preferred, all of them."""
        preferred = [fact for fact in self.facts if fact.statement.rank == "preferred"]
        return _span(preferred) or self.every

    def whom(self, span: CountRange | None) -> str:
        """Return who were counted, where they are so many, and the scope."""
        is_one = span == (1, 1, False)
        codes = code_list(self.list_name).codes if self.list_name else ()
        words = []
        for who in self.people:
            if who in codes:
                words.append(label_of(self.list_name, who, one=is_one))
            else:
                words.append(country_name(who))
        if self.scope:
            words.append(self.scope)
        return ", ".join(words)


def quantities(entry: Entry, field: FieldShape) -> list[Quantity]:
    """Return what the statements of a property count: everybody first, then by the highest number, shares of the whole last.

    Numbers of different people are never added, nor is one range made of them: sources may count the same people twice.
    Nor is one made of numbers of different times, as of a day and of the month around it.
    """
    accounts: dict[Any, list[Fact]] = {}
    for fact in entry.standing_facts(field.name):
        counted = (subject_of(fact.statement, field), fact.statement.when)
        accounts.setdefault(counted, []).append(fact)

    def order(quantity: Quantity) -> tuple[bool, bool, int]:
        span = quantity.span
        highest = span.high if span else -1
        return (
            bool(quantity.scope),
            not quantity.is_whole,
            -highest,
        )

    found = [_quantity(tuple(facts), field) for facts in accounts.values()]
    return sorted(found, key=order)


def accounts_of(atlas: Atlas, disagreement: Disagreement) -> list[Quantity]:
    """Return the quantities in which accounts differ, each with all accounts not deprecated; the disagreement where none are counted."""
    first = disagreement[0]
    alone = [Quantity(disagreement)]
    if not first.statement.counted[0]:
        return alone
    entry = atlas[first.entry_id]
    differing = {fact.index for fact in disagreement}
    found = []
    for quantity in quantities(entry, entry.shape.fields[first.field]):
        if any(fact.index in differing for fact in quantity.facts):
            found.append(quantity)
    return found or alone


def _quantity(facts: tuple[Fact, ...], field: FieldShape) -> Quantity:
    statement: Any = facts[0].statement
    _, people, scope = statement.counted
    if not people:
        return Quantity(facts)
    codes = field.part(people).code_list
    return Quantity(facts, statement.people, codes.name, getattr(statement, scope) or "")


def _span(facts: Iterable[Fact]) -> CountRange | None:
    """Return the range of the accounts that no other contains: beside `47`, `at least 40` adds no lower number."""
    counts = [fact.statement for fact in facts]
    numbered = [count for count in counts if isinstance(count, Numbers) and number_words(count)]
    given: list[int] = []
    has_least = False
    only_low = []
    for numbers in numbered:
        if any(_is_wider(numbers, other) for other in numbered):
            continue
        low, best, high = numbers.low, numbers.best, numbers.high
        given += [number for number in (low, best, high) if number is not None]
        has_least = has_least or low is not None or best is not None
        if best is None and high is None:
            only_low.append(low)
    if not given:
        return None
    low = min(given) if has_least else None
    high = max(given)
    return CountRange(low, high, high in only_low)


def _is_wider(numbers: Numbers, others: Numbers) -> bool:
    """Tell whether numbers allow all that others allow, and more."""
    least, most = range_of(numbers)
    low, high = range_of(others)
    return least <= low and high <= most and (least, most) != (low, high)
