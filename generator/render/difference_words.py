"""What accounts of a property differ in, on one line."""

from collections import Counter
from collections.abc import Iterable

from generator.facts.comparison import Disagreement
from generator.facts.quantities import CountRange, Quantity, accounts_of
from generator.model.atlas import Fact
from generator.model.codes import Code, code_list
from generator.model.shape import FieldShape
from generator.render.linked_words import LinkedWords
from generator.render.markup import plain_of
from generator.text.phrases import counted

MAX_VALUES = 3
"""Values that a line names; of more it says how many there are."""
MAX_LETTERS = 110
"""Length of a line that names values."""


def difference_words(disagreements: Iterable[Disagreement], words: LinkedWords, field: FieldShape) -> str:
    """Return what accounts of a property differ in: `about 2005, or 2006 to 2007`, `one attribution, 2 denials, no claim`."""
    return "; ".join(dict.fromkeys(_matter(disagreement, words, field) for disagreement in disagreements))


def short_difference(disagreements: Iterable[Disagreement]) -> str:
    """Return how many accounts differ, for the fact box; a range of numbers stands there itself."""
    facts = [fact for disagreement in disagreements for fact in disagreement.facts]
    return str(len(facts) + sum(len(fact.statement.disputed) for fact in facts))


def _matter(disagreement: Disagreement, words: LinkedWords, field: FieldShape) -> str:
    count = accounts_of(words.atlas, disagreement)
    facts, span = count.facts, count.every
    disputes, codes = [item for f in facts for item in f.statement.disputed], code_list("dispute-stance").codes
    if facts[0].statement.stance_code is not None:
        rejected = Counter(noun_of(codes[item.stance]) for item in disputes)
        said = [*_stances(disagreement, words), *(_number(number, noun) for noun, number in rejected.items())]
    else:
        values = quantity_words(count, span, words, field) or _values(facts, words, field)
        speakers = {item.by.key for item in disputes}
        said = [f"{values} (disputed by {counted(len(speakers), 'speaker')})" if speakers else values]
    preferred = sum(f.statement.rank == "preferred" for f in facts)
    if preferred and len(facts) > 1:
        number = "one" if preferred == 1 else str(preferred)
        said.append(f"{count.span.words if count.span else number} preferred")
    if len(facts) > 1 and len({f.statement.by.key if f.statement.by else f.index for f in facts}) == 1:
        said.append("all by one speaker")
    return ", ".join(said)


def _stances(disagreement: Disagreement, words: LinkedWords) -> list[str]:
    """Return how many take each stance, and that nobody claims it where nobody does, be it in another statement."""
    taken = [stance for fact in disagreement.facts if (stance := fact.statement.stance_code) is not None]
    said = [_number(count, noun) for noun, count in Counter(map(noun_of, taken)).items()]
    facts = words.atlas[disagreement.entry_id].facts_of(disagreement.field)
    stances = (f.statement.stance_code for f in facts if f.statement.rank != "deprecated")
    return said if any(s.own and s.affirms for s in stances if s is not None) else [*said, "no claim"]


def noun_of(stance: Code) -> str:
    """Return what somebody makes who takes a stance, as "denial"."""
    return stance.noun or stance.label


def _values(facts: tuple[Fact, ...], words: LinkedWords, field: FieldShape) -> str:
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


def _plain(fact: Fact, words: LinkedWords, field: FieldShape) -> str:
    said, _ = words.statement(field, fact.statement, capital=False)
    return plain_of(said)


def quantity_words(count: Quantity, span: CountRange | None, words: LinkedWords, field: FieldShape) -> str:
    """Return a range with what is counted, as `1 to at least 22 killed (fighters)`; empty where nothing is."""
    if span is None:
        return ""
    statement = count.facts[0].statement
    phrase = statement.phrase.replace("{numbers}", span.words).replace(f"{{{statement.counted[1]}}}", count.who)
    return plain_of(words.statement(field, statement, capital=False, phrase=phrase)[0])


def _number(count: int, noun: str) -> str:
    """Return how many there are of something, one in words."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"one {noun}" if count == 1 else f"{count} {'denials of knowledge' if ' of ' in noun else plural}"
