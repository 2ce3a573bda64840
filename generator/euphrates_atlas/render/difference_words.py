"""The differences between accounts of a property, on one line: `about 2005, or 2006 to 2007`.

Used by `property_sections.py`, for the fact box and the tables of an entry, and by the pages of all differences.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, permutations
from typing import cast

from euphrates_atlas.facts.plain_words import agent_words, numbers_of, of_number
from euphrates_atlas.facts.quantities import CountRange, Quantity, accounts_of
from euphrates_atlas.facts.rivals import Disagreement, range_of
from euphrates_atlas.facts.speakers import name_and_office, voices_of
from euphrates_atlas.model.atlas import Fact
from euphrates_atlas.model.codes import code_list
from euphrates_atlas.model.statement import Agent, Statement
from euphrates_atlas.model.value_types import Numbers
from euphrates_atlas.render.linked_words import LinkedWords, stance_words
from euphrates_atlas.render.markup import plain_of
from euphrates_atlas.text.edtf import NO_END, NO_START, Edtf
from euphrates_atlas.text.edtf_words import in_words
from euphrates_atlas.text.phrases import counted, cut, enumerated

MAX_VALUES = 3
"""Values that a line names; of more it says how many there are."""
MAX_LETTERS = 110
"""Length of a line that names values."""
MAX_STANCES = 160
"""The same of a line that says who is accused by whom; of a longer one it leaves out by whom."""


def difference_words(disagreements: Sequence[Disagreement], words: LinkedWords) -> str:
    """Return the differences between accounts of a property.

    As `about 2005, or 2006 to 2007`, or `attributed to Iran by X; denied by Iran`.
    """
    # Who gives the ends of several ranges would make a line that nobody reads.
    ends = len(disagreements) == 1
    matters = [_matter(disagreement, words, ends=ends) for disagreement in disagreements]
    return "; ".join(dict.fromkeys(matters))


def differing_accounts(disagreements: Iterable[Disagreement]) -> int:
    """Return how many accounts differ, each rejection counted as one: for the fact box."""
    facts = chain.from_iterable(disagreements)
    return sum(1 + len(fact.statement.disputed) for fact in facts)


def _matter(disagreement: Disagreement, words: LinkedWords, *, ends: bool) -> str:
    """Return one disagreement in words: the values, or the range of a number, who rejects them, and which are preferred.

    With `ends`, a range is told with those who give its ends.
    """
    if disagreement[0].statement.stance_code:
        return _stances(disagreement[0], words)
    numbers = []
    for number in accounts_of(words.atlas, disagreement):
        rivals = [fact for fact in number.facts if fact in disagreement]
        numbers.append(number._replace(facts=tuple(rivals)))
    facts = sorted(disagreement, key=lambda fact: fact.index)
    ranges = [quantity_words(number, number.every, words) for number in numbers]
    said = _either(filter(None, ranges)) or _values(facts, words)
    only = numbers[0] if len(numbers) == 1 else None
    if ends and only:
        said += _ends(only, words)
    against = _against(facts, words)
    if against:
        said += f" ({', '.join(against)})"
    if len(facts) > 1:
        said += _preferred(facts, only)
        # A statement without a speaker stands for one of its own: that of the work it cites.
        speakers = {
            fact.statement.by.key if fact.statement.by else fact.index for fact in facts
        }
        if len(speakers) == 1:
            said += ", all by one speaker"
    return said


def _preferred(facts: Sequence[Fact], number: Quantity | None) -> str:
    """Return which of several accounts are preferred: `, one preferred`, or the range of a number."""
    preferred = sum(fact.statement.is_preferred for fact in facts)
    if not preferred:
        return ""
    if number and number.span:
        return f", {number.span.words} preferred"
    return f", {'one' if preferred == 1 else preferred} preferred"


def _against(facts: Sequence[Fact], words: LinkedWords) -> list[str]:
    """Return the rejections of statements, those in the same words as one: `denied by Iran and an official`."""
    rejected: dict[str, list[str]] = {}
    denials = [fact for fact in facts if fact.statement.is_denial]
    accused = {
        _plain(fact, words) for fact in facts if denials and not fact.statement.is_denial
    }
    for fact in denials:
        actor = _plain(fact, words)
        by = fact.statement.by
        name = _name(words, by) if by else actor
        whom = "" if name == actor or accused == {actor} else f"for {actor} "
        rejected.setdefault(f"denied {whom}by", []).append(name)
    for fact in facts:
        for dispute in fact.statement.disputed:
            stance = stance_words(dispute.stance_code)
            rejected.setdefault(stance, []).append(_name(words, dispute.by))
    return [f"{stance} {_names(names)}" for stance, names in rejected.items()]


def _ends(number: Quantity, words: LinkedWords) -> str:
    """Return the speakers behind both ends of a range: `: 0 by X, at least 80 by Y`.

    Empty where they are the same, or it is long.
    """
    if not number.every:
        return ""
    givers: dict[str, list[str]] = {}
    # By the most and the least that each allows: what has no upper end comes last.
    for fact in sorted(
        number.facts, key=lambda fact: range_of(cast(Numbers, fact.statement))[::-1]
    ):
        voices = voices_of(words.atlas, fact.statement)
        names = givers.setdefault(numbers_of(fact.statement), [])
        names += [_name(words, voice) for voice in voices]
    if len(givers) < 2:
        return ""
    least, *_, most = givers
    low = _names(givers[least])
    high = _names(givers[most])
    said = f": {least} by {low}, {most} by {high}"
    return said if low != high and len(said) <= MAX_STANCES else ""


def _stances(first: Fact, words: LinkedWords) -> str:
    """Return the accounts of a deed on one line: claims, attributions with their speakers, rejections, and `no claim` without one.

    All who are named by an account stand there, also those whom no other account excludes: else one would seem to be the only one.
    """
    facts = words.atlas[first.entry_id].standing_facts(first.field)
    by_actor: dict[str, list[Statement]] = {}
    is_claimed = False
    for stance in code_list("stance").codes.values():
        for fact in facts:
            if stance.affirms and fact.statement.stance_code == stance:
                by_actor.setdefault(_plain(fact, words), []).append(fact.statement)
                is_claimed = is_claimed or stance.own
    ends = _against(facts, words)
    if not is_claimed:
        ends.append("no claim")
    for with_speakers in (True, False):
        accused = _accused(words, by_actor, with_speakers=with_speakers)
        said = "; ".join([*accused, *ends])
        if len(said) <= MAX_STANCES:
            break
    return said


def _accused(
    words: LinkedWords, by_actor: dict[str, list[Statement]], *, with_speakers: bool
) -> Iterator[str]:
    """Yield who is said to have done it: `attributed to Kataib Hezbollah by US officials`, `to Iran`."""
    before = ""
    for actor, statements in by_actor.items():
        stance = statements[0].stance_code
        assert stance
        lead = said = stance_words(stance)
        if lead == before:
            said = lead.removeprefix(stance.label).lstrip(": ")
        before = lead
        said = f"{said} {actor}".strip()
        if with_speakers and not stance.own:
            voices = [
                voice
                for statement in statements
                for voice in voices_of(words.atlas, statement)
            ]
            said += f" by {_names([_name(words, voice) for voice in voices])}"
        yield said


def _name(words: LinkedWords, agent: Agent) -> str:
    """Return the name of somebody without the office, or the label of a speaker without a name, as `an official of Iran`."""
    label, _ = name_and_office(str(agent.label))
    if not agent.id and label[:1].isupper():
        return label
    return agent_words(words.atlas, agent).partition(" (")[0]


def _names(names: list[str]) -> str:
    """Return names with `and`, each once; of many the first ones, and the number of the others."""
    shown = list(dict.fromkeys(names))
    if len(shown) > MAX_VALUES:
        others = len(shown) - MAX_VALUES + 1
        shown[MAX_VALUES - 1 :] = [f"{others} others"]
    return enumerated(shown)


def _values(facts: Sequence[Fact], words: LinkedWords) -> str:
    """Return the values that accounts give, or how many they are; of one value what else the accounts differ in."""
    values = list(dict.fromkeys(_plain(fact, words) for fact in facts))
    if len(values) > MAX_VALUES:
        return _years(facts) + counted(len(facts), "account")
    if len(values) == 1 < len(facts):
        return values[0] + _other_part(facts, words)
    if len(facts) == 1 or _is_nested(facts):
        values = [_plain(fact, words, fact.statement.disputed_phrase) for fact in facts]
    if len(facts) == 1 and facts[0].statement.when:
        return f"{cut(values[0], MAX_LETTERS)}, {in_words(facts[0].statement.when)}"
    joined = _either(values)
    if len(joined) <= MAX_LETTERS:
        return joined
    room = MAX_LETTERS // len(values)
    return _either([cut(value, room) for value in values])


def _is_nested(facts: Sequence[Fact]) -> bool:
    """Tell whether one of some dates contains another, so that the accounts differ in something else."""
    dates = {fact.value for fact in facts if isinstance(fact.value, Edtf)}
    return any(wide.contains(narrow) for wide, narrow in permutations(dates, 2))


def _years(facts: Sequence[Fact]) -> str:
    """Return the first and the last year of dates, such as `2003 to 2007, `; empty where one is none, or open."""
    days = []
    for fact in facts:
        date = fact.value
        if not isinstance(date, Edtf) or date.earliest == NO_START or date.latest == NO_END:
            return ""
        days += [date.earliest, date.latest]
    first = min(days)[:4]
    last = max(days)[:4]
    return f"{first}, " if first == last else f"{first} to {last}, "


def _other_part(facts: Sequence[Fact], words: LinkedWords) -> str:
    """Return the part in which statements of the same words differ, or their periods: `: place Samarra, or Balad`."""
    parts: dict[str, list[str]] = {}
    for fact in facts:
        for part, value in words.statement(fact)[1]:
            parts.setdefault(part.label, []).append(plain_of(value))
    for label, values in parts.items():
        if len(set(values)) > 1:
            return f": {label.lower()} {_either(values)}"
    periods = [in_words(fact.statement.when) for fact in facts if fact.statement.when]
    return f": {_either(periods)}" if len(set(periods)) > 1 else ""


def _either(values: Iterable[str]) -> str:
    """Return values with `or`, each once; of two that differ in their first word, the others once: `11 or 12 February 2026`."""
    values = list(dict.fromkeys(values))
    if len(values) == 2:
        first, *behind = values[0].split(" ")
        _, *others = values[1].split(" ")
        if behind and behind == others and "to" not in others:
            return f"{first} or {values[1]}"
    return enumerated(values, ", or ")


def _plain(fact: Fact, words: LinkedWords, phrase: str = "") -> str:
    """Return what a statement says as text within a sentence, without links.

    A `phrase` stands in place of its own.
    """
    said, _ = words.statement(fact, capital=False, phrase=phrase)
    return plain_of(said)


def quantity_words(count: Quantity, span: CountRange | None, words: LinkedWords) -> str:
    """Return a range with what is counted, such as `1 to at least 22 killed (fighters)`; empty without a range."""
    if not span:
        return ""
    fact = count.facts[0]
    _, who, _ = fact.statement.counted
    # The phrase of a toll, `{numbers} killed ({victims})`, with the numbers of the range.
    phrase = fact.statement.phrase.replace("{numbers}", span.words)
    phrase = phrase.replace(f"{{{who}}}", count.whom(span))
    return _plain(fact, words, of_number(phrase, one=span.high.number == 1))
