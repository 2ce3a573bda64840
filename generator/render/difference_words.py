"""What accounts of a property differ in, on one line."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import permutations

from generator.facts.plain_words import agent_words, of_number
from generator.facts.quantities import CountRange, Quantity, accounts_of
from generator.facts.rivals import Disagreement
from generator.facts.speakers import name_and_office, voices_of
from generator.model.atlas import Fact
from generator.model.codes import code_list
from generator.model.numbers import NUMBERS
from generator.model.statement import Agent, Statement
from generator.render.linked_words import LinkedWords, stance_words
from generator.render.markup import plain_of
from generator.text.edtf import NO_END, NO_START, Edtf
from generator.text.edtf_words import in_words
from generator.text.phrases import counted, cut, enumerated, spaced

MAX_VALUES = 3
"""Values that a line names; of more it says how many there are."""
MAX_LETTERS = 110
"""Length of a line that names values."""
MAX_STANCES = 160
"""The same of a line that says who is accused by whom; of a longer one it leaves out by whom."""


def difference_words(disagreements: Sequence[Disagreement], words: LinkedWords) -> str:
    """Return what accounts of a property differ in: `about 2005, or 2006 to 2007`, `attributed to Iran by X; denied by Iran`."""
    ends = len(disagreements) == 1  # of several ranges they would make a line that nobody reads
    return "; ".join(dict.fromkeys(_matter(disagreement, words, ends=ends) for disagreement in disagreements))


def short_difference(disagreements: Iterable[Disagreement]) -> str:
    """Return how many accounts differ, for the fact box; a range of numbers stands there itself."""
    facts = [fact for disagreement in disagreements for fact in disagreement]
    return str(len(facts) + sum(len(fact.statement.disputed) for fact in facts))


def _matter(disagreement: Disagreement, words: LinkedWords, *, ends: bool) -> str:
    if disagreement[0].statement.stance_code is not None:
        return _stances(disagreement[0], words)
    numbers = accounts_of(words.atlas, disagreement)
    facts = tuple(sorted((fact for number in numbers for fact in number.facts), key=lambda fact: fact.index))
    counted = (quantity_words(number, number.every, words) for number in numbers)
    said = _either([*filter(None, counted)]) or _values(facts, words)
    if ends and len(numbers) == 1:
        said += _ends(numbers[0], words)
    if against := _against(facts, words):
        said += f" ({', '.join(against)})"
    preferred = sum(f.statement.rank == "preferred" for f in facts)
    if preferred and len(facts) > 1:
        span = numbers[0].span if len(numbers) == 1 else None
        said += f", {span.words if span else 'one' if preferred == 1 else preferred} preferred"
    if len(facts) > 1 and len({f.statement.by.key if f.statement.by else f.index for f in facts}) == 1:
        said += ", all by one speaker"
    return said


def _against(facts: Sequence[Fact], words: LinkedWords) -> list[str]:
    """Return who rejects what statements say: `denied by Iran and an official`, `denied for Israel by a minister`."""
    rejected: dict[str, list[str]] = {}
    denials = [fact for fact in facts if fact.statement.is_denial]
    accused = {_plain(fact, words) for fact in facts if fact not in denials} if denials else set()
    for fact in denials:
        actor, by = _plain(fact, words), fact.statement.by
        name = _name(words, by) if by else actor
        whom = "" if name == actor or accused == {actor} else f"for {actor} "
        rejected.setdefault(f"denied {whom}by", []).append(name)
    for item in (item for fact in facts for item in fact.statement.disputed):
        stance = stance_words(code_list("dispute-stance").codes[item.stance])
        rejected.setdefault(stance, []).append(_name(words, item.by))
    return [f"{stance} {_names(names)}" for stance, names in rejected.items()]


def _ends(number: Quantity, words: LinkedWords) -> str:
    """Return who gives the ends of a range: `: 0 by X, at least 80 by Y`; empty where the same do, or if it is long."""
    span = number.every
    if span is None or span.low in (None, span.high):
        return ""
    ends: list[tuple[str, str]] = []
    for end in (CountRange(span.low, span.low, is_open=False), span._replace(low=span.high)):
        given = (f.statement for f in number.facts if end.high in (getattr(f.statement, name) for name in NUMBERS))
        ends.append((end.words, _names([_name(words, voice) for s in given for voice in voices_of(words.atlas, s)])))
    said = ": " + ", ".join(f"{count} by {names}" for count, names in ends)
    return said if ends[0][1] != ends[1][1] and len(said) <= MAX_STANCES else ""


def _stances(first: Fact, words: LinkedWords) -> str:
    """Return who claims a deed, who is said to have done it and by whom, who rejects that, and that nobody claims it.

    All who are named by an account stand there, also those whom no other account excludes: else one would seem to be the only one.
    """
    every = words.atlas[first.entry_id].facts_of(first.field)
    facts = [fact for fact in every if fact.statement.rank != "deprecated"]
    stances = [(stance, fact) for fact in facts if (stance := fact.statement.stance_code) and stance.affirms]
    by_actor: dict[str, list[Statement]] = {}
    for _, fact in sorted(stances, key=lambda pair: [*code_list("stance").codes.values()].index(pair[0])):
        by_actor.setdefault(_plain(fact, words), []).append(fact.statement)
    ends = _against(facts, words)
    if not any(stance.own for stance, _ in stances):
        ends.append("no claim")
    said = "; ".join([*_accused(words, by_actor, with_speakers=True), *ends])
    return said if len(said) <= MAX_STANCES else "; ".join([*_accused(words, by_actor, with_speakers=False), *ends])


def _accused(words: LinkedWords, by_actor: dict[str, list[Statement]], *, with_speakers: bool) -> Iterator[str]:
    """Yield who is said to have done it: `attributed to Kataib Hezbollah by US officials`, `to Iran`."""
    before = ""
    for actor, statements in by_actor.items():
        stance = statements[0].stance_code
        assert stance is not None
        lead = stance_words(stance)
        said, before = lead.removeprefix(stance.label).lstrip(": ") if lead == before else lead, lead
        voices = (voice for statement in statements for voice in voices_of(words.atlas, statement))
        by = f" by {_names([_name(words, voice) for voice in voices])}" if with_speakers and not stance.own else ""
        yield f"{said} {actor}{by}".strip()


def _name(words: LinkedWords, agent: Agent) -> str:
    """Return somebody without their office, and a speaker who has no name with the body."""
    label, _ = name_and_office(str(agent.label))
    return label if agent.id is None and label[:1].isupper() else agent_words(words.atlas, agent).partition(" (")[0]


def _names(names: list[str]) -> str:
    """Return names with `and`, each once; of many the first ones, and the number of the others."""
    named = list(dict.fromkeys(names))
    shown = named if len(named) <= MAX_VALUES else [*named[: MAX_VALUES - 1], f"{len(named) - MAX_VALUES + 1} others"]
    return enumerated(shown)


def _values(facts: tuple[Fact, ...], words: LinkedWords) -> str:
    values = list(dict.fromkeys(_plain(f, words) for f in facts))
    if len(values) > MAX_VALUES:
        return _years(facts) + counted(len(facts), "account")
    if len(values) == 1 < len(facts):
        return values[0] + _other_part(facts, words)
    if len(facts) == 1 or _is_nested(facts):
        values = [_plain(f, words, f.statement.disputed_phrase) for f in facts]
    if len(facts) == 1 and (when := facts[0].statement.when) is not None:
        return f"{cut(values[0], MAX_LETTERS)}, {in_words(when)}"
    joined = _either(values)
    return (
        joined if len(joined) <= MAX_LETTERS else _either([cut(value, MAX_LETTERS // len(values)) for value in values])
    )


def _is_nested(facts: tuple[Fact, ...]) -> bool:
    """Tell whether one of some dates contains another, so that the accounts differ in something else."""
    dates = {fact.value for fact in facts if isinstance(fact.value, Edtf)}
    return any(wide.contains(narrow) for wide, narrow in permutations(dates, 2))


def _years(facts: tuple[Fact, ...]) -> str:
    """Return the first and the last year of dates, as `2003 to 2007, `; empty where one is none, or open."""
    dates = [fact.value for fact in facts]
    if any(not isinstance(date, Edtf) or date.earliest == NO_START or date.latest == NO_END for date in dates):
        return ""
    first, last = min(date.earliest for date in dates)[:4], max(date.latest for date in dates)[:4]
    return f"{first}, " if first == last else f"{first} to {last}, "


def _other_part(facts: tuple[Fact, ...], words: LinkedWords) -> str:
    """Return the part in which statements of the same words differ, or their periods: `: place Samarra, or Balad`."""
    others = [{name: plain_of(value) for name, value in words.statement(f)[1]} for f in facts]
    for name in others[0]:
        values = list(dict.fromkeys(parts[name] for parts in others if name in parts))
        if len(values) > 1:
            return f": {spaced(name)} {_either(values)}"
    periods = list(dict.fromkeys(in_words(fact.statement.when) for fact in facts if fact.statement.when))
    return f": {_either(periods)}" if len(periods) > 1 else ""


def _either(values: list[str]) -> str:
    """Return values with `or`, what two have in common at the end once: `11 or 12 February 2026`."""
    if len(values) == 2:
        first, second = (value.split(" ") for value in values)
        shared = 0
        while shared < min(len(first), len(second)) - 1 and first[-1 - shared] == second[-1 - shared]:
            shared += 1
        if shared and len(first) - shared == 1 == len(second) - shared:
            return f"{first[0]} or {values[1]}"
    return enumerated(values, ", or ")


def _plain(fact: Fact, words: LinkedWords, phrase: str = "") -> str:
    said, _ = words.statement(fact, capital=False, phrase=phrase)
    return plain_of(said)


def quantity_words(count: Quantity, span: CountRange | None, words: LinkedWords) -> str:
    """Return a range with what is counted, as `1 to at least 22 killed (fighters)`; empty where nothing is."""
    if span is None:
        return ""
    statement = count.facts[0].statement
    phrase = statement.phrase.replace("{numbers}", span.words).replace(f"{{{statement.counted[1]}}}", count.whom(span))
    return _plain(count.facts[0], words, of_number(phrase, one=span.high == 1))
