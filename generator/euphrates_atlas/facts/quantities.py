"""The range of all accounts of a number, such as "2 to 5 killed": one for each quantity, the same on every page.

Used by the indexes, by the fact box and tables of an entry, and by the pages on differing accounts.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from euphrates_atlas.batched import grouped
from euphrates_atlas.facts.plain_words import country_name, label_of, number_words
from euphrates_atlas.facts.rivals import Disagreement, range_of, subject_of
from euphrates_atlas.model.atlas import Atlas, Entry, Fact
from euphrates_atlas.model.codes import code_list
from euphrates_atlas.model.shape import FieldShape
from euphrates_atlas.model.value_types import Numbers
from euphrates_atlas.text.edtf import Edtf
from euphrates_atlas.text.phrases import enumerated

NO_NUMBER = "number not given"
"""The words where accounts have no number, only words of their sources."""


class Bound(NamedTuple):
    """The least or the most that accounts give."""

    number: int
    bound: str = ""
    """`at least` or `at most`, where that is all that the account says."""

    @property
    def words(self) -> str:
        """It in a sentence: `3`, `at least 40`."""
        return f"{self.bound} {self.number:,}".strip()


class CountRange(NamedTuple):
    """From the least to the most that accounts give."""

    low: Bound
    high: Bound

    @property
    def words(self) -> str:
        """It in a sentence: `3`, `2 to 5`, `at least 40`, `2 to at least 40`, `39 to at most 150`, `up to 450`, `up to 5, or 10`."""
        if self.low.number != self.high.number:
            if self.low.bound == "at most":
                return f"up to {self.low.number:,}, or {self.high.words}"
            return f"{self.low.number:,} to {self.high.words}"
        return self.high.words.replace("at most", "up to")

    @property
    def short(self) -> str:
        """It in a table: `3`, `2–5`, `40+`, `2–40+`; where more must be said, as in a sentence."""
        if "at most" in (self.low.bound, self.high.bound):
            return self.words
        words = f"{self.high.number:,}"
        if self.low.number != self.high.number:
            words = f"{self.low.number:,}–{words}"
        return f"{words}+" if self.high.bound else words


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
    def when(self) -> Edtf | None:
        """The time in which they were counted."""
        return self.facts[0].statement.when

    @property
    def every(self) -> CountRange | None:
        """What all accounts allow together; None where none has a number."""
        return _span(self.facts)

    @property
    def span(self) -> CountRange | None:
        """What the preferred accounts allow together; where none is preferred, all of them."""
        preferred = [fact for fact in self.facts if fact.statement.is_preferred]
        return _span(preferred) or self.every

    def whom(self, span: CountRange | None) -> str:
        """Return who were counted, where they are so many, and the scope; of a share of everybody the scope alone."""
        is_one = span is not None and span.words == "1"
        codes = code_list(self.list_name).codes if self.list_name else ()
        if self.scope and self.people == ("all",):
            return self.scope
        sorts = [
            label_of(self.list_name, who, one=is_one) for who in self.people if who in codes
        ]
        countries = [country_name(who) for who in self.people if who not in codes]
        return ", ".join(filter(None, [enumerated(sorts), *countries, self.scope]))


def quantities(entry: Entry, field: FieldShape) -> list[Quantity]:
    """Return what the statements of a property count: everybody first, then by the highest number, shares of the whole last.

    Numbers of different people are never added, nor is one range made of them: sources may count the same people twice.
    Nor is one made of numbers of different times, as of a day and of the month around it.
    """
    accounts = grouped(
        entry.standing_facts(field.name),
        lambda fact: (subject_of(fact.statement, field), fact.statement.when),
    )

    def order(quantity: Quantity) -> tuple[bool, bool, int]:
        span = quantity.span
        highest = span.high.number if span else -1
        return bool(quantity.scope), not quantity.is_whole, -highest

    found = [_quantity(tuple(facts), field) for facts in accounts.values()]
    return sorted(found, key=order)


def accounts_of(atlas: Atlas, disagreement: Disagreement) -> list[Quantity]:
    """Return the quantities in which accounts differ, each with all accounts that are not superseded.

    Where statements of the disagreement count nothing, or stand in no quantity, it is returned as the only one.
    """
    first = disagreement[0]
    alone = [Quantity(disagreement)]
    if not first.statement.counted[0]:
        return alone
    entry = atlas[first.entry_id]
    differing = {fact.index for fact in disagreement}
    found = [
        quantity
        for quantity in quantities(entry, atlas.field_of(first))
        if any(fact.index in differing for fact in quantity.facts)
    ]
    return found or alone


def _quantity(facts: tuple[Fact, ...], field: FieldShape) -> Quantity:
    """Return the quantity of statements that count the same; they declare the parts with people and scope in `counted`."""
    statement: Any = facts[0].statement
    _, people, scope = statement.counted
    if not people:
        return Quantity(facts)
    codes = field.part(people).code_list
    return Quantity(facts, statement.people, codes.name, getattr(statement, scope) or "")


def _span(facts: Iterable[Fact]) -> CountRange | None:
    """Return the range of all accounts, without those that only say another more loosely; None where none has a number.

    Beside `47`, `at least 40` adds no lower number: it allows 47 too, and is near it.
    """
    counts = [fact.statement for fact in facts]
    numbered = [
        count for count in counts if isinstance(count, Numbers) and number_words(count)
    ]
    bounds: list[Bound] = []
    for count in numbered:
        if not any(_is_wider(count, other) for other in numbered):
            bounds += _bounds(count)
    if not bounds:
        return None
    # Of bounds with the same number: below, `at most` stands only where no account has another; above, `at least`
    # comes before the exact number, and that before `at most`.
    low = min(bounds, key=lambda bound: (bound.number, bound.bound == "at most"))
    high = max(
        bounds, key=lambda bound: (bound.number, bound.bound == "at least", not bound.bound)
    )
    at_least = Bound(high.number, "at least")
    if low.number < high.number and any(at_least in _bounds(count) for count in numbered):
        high = at_least  # that another account has this number exactly does not close the range
    return CountRange(low, high)


def _bounds(numbers: Numbers) -> Iterator[Bound]:
    """Yield the numbers of an account: `low` alone is "at least", `high` without `low` "at most"; `best` is exact."""
    low = numbers.low
    best = numbers.best
    high = numbers.high
    if low is not None:
        yield Bound(low, "at least" if best is None and high is None else "")
    if best is not None:
        yield Bound(best)
    if high is not None:
        yield Bound(high, "at most" if low is None else "")


def _is_wider(wide: Any, other: Any) -> bool:
    """Tell whether a statement allows all numbers that another allows, and more; never of two that are declared rivals.

    One that begins below half of the other is a lower account: `at least 12` beside `90`.
    """
    if wide.rival and wide.rival == other.rival:
        return False
    least, most = range_of(wide)
    low, high = range_of(other)
    return least <= low <= 2 * least and high <= most and (least, most) != (low, high)
