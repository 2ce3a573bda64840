"""Where accounts differ, in words: what they say on one line, and each account with its speaker."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from generator.links.comparison import Disagreement
from generator.model.entry import Fact
from generator.model.shape import FieldShape
from generator.render.values import NUMBERS, Words, counted, label_of, number_words, plain_of
from generator.render.wording import statement_words

MAX_VALUES = 3
"""Values that a line names; of more it says how many there are."""
MAX_LETTERS = 110
"""Length of a line that names values."""
MAX_SHORT = 34
"""The same, beside a value in the fact box."""

_SAID = {
    "claimed": "claim",
    "acknowledged": "acknowledgement",
    "attributed": "attribution",
    "suspected": "suspicion",
    "denied": "denial",
    "disputed": "dispute",
    "retracted": "retraction",
}
_REJECTED = {"denies": "denial", "doubts": "doubt", "has-no-knowledge": "denial of knowledge"}


def difference_words(differing: Iterable[Disagreement], words: Words, field: FieldShape) -> str:
    """Return what accounts of a property differ in: `about 2005, or 2006 to 2007`, `one attribution, 2 denials, no claim`."""
    return "; ".join(_matter(found, words, field) for found in differing)


def short_difference(differing: Iterable[Disagreement], words: Words, field: FieldShape) -> str:
    """Return the same for the fact box: the range or the number of the accounts."""
    found = list(differing)
    ranges = [held for d in found if (held := _range(d.facts, words, field))]
    joined = "; ".join(ranges)
    if ranges and len(ranges) == len(found) and len(joined) <= MAX_SHORT:
        return joined
    return str(sum(len(d.facts) + sum(len(f.statement.disputed) for f in d.facts) for d in found))


def _matter(found: Disagreement, words: Words, field: FieldShape) -> str:
    facts = found.facts
    if hasattr(facts[0].statement, "stance"):
        said = _stances(facts, _is_claimed(found, words))
    else:
        said = [_range(facts, words, field) or _values(facts, words, field)]
    preferred = sum(f.statement.rank == "preferred" for f in facts)
    if preferred and len(facts) > 1:
        said.append("one preferred" if preferred == 1 else f"{preferred} preferred")
    rejected = Counter(_REJECTED[item.stance] for f in facts for item in f.statement.disputed)
    said += [_number(count, noun) for noun, count in rejected.items()]
    if len(facts) > 1 and len({f.statement.by.key if f.statement.by else f.index for f in facts}) == 1:
        said.append("all by one speaker")
    return ", ".join(said)


def _is_claimed(found: Disagreement, words: Words) -> bool:
    """Tell whether somebody claims it, be it in a statement that no other excludes."""
    facts = words.atlas[found.entry_id].facts_of(found.field)
    stances = {str(getattr(f.statement, "stance")) for f in facts if f.statement.rank != "deprecated"}
    return bool({"claimed", "acknowledged"} & stances)


def _stances(facts: tuple[Fact, ...], claimed: bool) -> list[str]:
    held = Counter(str(getattr(f.statement, "stance")) for f in facts)
    said = [_number(count, _SAID.get(stance, label_of("stance", stance))) for stance, count in held.items()]
    return said if claimed else [*said, "no claim"]


def _values(facts: tuple[Fact, ...], words: Words, field: FieldShape) -> str:
    values = list(dict.fromkeys(_plain(f, words, field) for f in facts))
    joined = _either(values)
    return joined if len(values) <= MAX_VALUES and len(joined) <= MAX_LETTERS else counted(len(facts), "account")


def _either(values: list[str]) -> str:
    """Return values with `or`, what two have in common at the end once: `11 or 12 February 2026`."""
    if len(values) == 2:
        first, second = (value.split(" ") for value in values)
        shared = 0
        while shared < min(len(first), len(second)) - 1 and first[-1 - shared] == second[-1 - shared]:
            shared += 1
        if shared and len(first) - shared == 1 == len(second) - shared:
            return f"{first[0]} or {values[1]}"
    return ", or ".join([", ".join(values[:-1]), values[-1]] if len(values) > 1 else values)


def _plain(fact: Fact, words: Words, field: FieldShape) -> str:
    said, _ = statement_words(words, field, fact.statement, capital=False)
    return plain_of(said)


def _range(facts: tuple[Fact, ...], words: Words, field: FieldShape) -> str:
    """Return the least and the most that accounts count, with what is counted; empty where they do not count."""
    statements: list[Any] = [f.statement for f in facts]
    if not all(all(hasattr(s, name) for name in NUMBERS) and number_words(s) for s in statements):
        return ""
    figures = sorted({n for s in statements for name in NUMBERS if (n := getattr(s, name)) is not None})
    first = number_words(statements[0])
    span = f"{figures[0]:,} to {figures[-1]:,}" if len(figures) > 1 else first
    return _plain(facts[0], words, field).replace(first, span, 1)


def _number(count: int, noun: str) -> str:
    """Return how many there are of something, one in words."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"one {noun}" if count == 1 else f"{count} {'denials of knowledge' if ' of ' in noun else plural}"
