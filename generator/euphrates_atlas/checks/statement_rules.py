"""Rules about statements: their ranks, speakers, numbers and confidence."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from euphrates_atlas.facts.rivals import lies_in, rival_pairs
from euphrates_atlas.facts.support import LEVELS, ceiling, is_thin, is_unsettled
from euphrates_atlas.facts.ties import Tie, own_ties
from euphrates_atlas.findings import Fault, Faults, Level
from euphrates_atlas.model.atlas import Atlas, Entry, Fact
from euphrates_atlas.model.codes import code_list
from euphrates_atlas.model.rules import Condition, rule
from euphrates_atlas.model.value_types import NUMBERS, Numbers
from euphrates_atlas.text.yaml_tree import NodePath

_USE = {"preferred": "prefer", "deprecated": "deprecate"}
"""The use that a code of the list `reason` is for, by rank."""
_NAME_SPEAKER = "add `by:`, the entry or the words for who says so"
NUMBER_ORDER = (
    "`{small}` is {less}, more than `{large}`, {more}",
    "put the smaller number first, or remove the one that the source does not give",
)
"""Message and help, also for the form in the browser."""
_BY_RANK = re.compile(r"\b(?:first|second|third|fourth|fifth|last) text\b")


@rule(
    "A501",
    Level.ERROR,
    "Two equal statements have one address; add the citation to the first instead.",
)
def repeated_statement(atlas: Atlas, entry: Entry) -> Faults:
    """An entry makes a statement once, and a relation without a direction is written at one end only."""
    # The id of a statement is a hash of what it says: equal ids, equal statements.
    first: dict[str, int] = {}
    for fact in entry.facts:
        index = first.setdefault(fact.id, fact.index)
        if index != fact.index:
            message = f"this says the same as statement {index + 1} of `{fact.field}`"
            help = "move its citations there and delete it, or say what is different"
            yield Fault(fact.path, message, help)
    for tie in own_ties(atlas, entry):
        other = atlas[tie.target]
        # Of the two ends, the one with the later id is reported.
        if other.id < entry.id and any(_same(tie, back) for back in own_ties(atlas, other)):
            message = f"{other.file} says the same from its end"
            yield Fault(tie.fact.path, message, "move its citations there and delete it")


def _same(tie: Tie, back: Tie) -> bool:
    """Tell whether `back` says a relation without a direction from its other end, by the same speaker and for the same time."""
    sort = (
        tie.typing
    )  # without a direction, as "cooperates with", the inverse reads the same
    if back.target != tie.owner.id or not sort or sort.inverse != sort.label:
        return False
    said = tie.fact.statement
    also = back.fact.statement
    return sort == back.typing and said.by == also.by and said.when == also.when


@rule("A502", Level.ERROR, "Two preferred rivals are no preference.")
def two_preferred(atlas: Atlas, entry: Entry) -> Faults:
    """At most one of several rival statements is preferred."""
    for first, second in rival_pairs(atlas, entry, "preferred"):
        message = f"statement {first.index + 1} of `{first.field}` is also preferred, and excludes this one"
        help = "take `rank` and `reason` from one of them, or deprecate it with a reason"
        yield Fault((*second.path, "rank"), message, help)


@rule(
    "A520",
    Level.ERROR,
    "An address leads to one statement; an unchanged statement keeps its address without `was`.",
)
def old_address(atlas: Atlas, entry: Entry) -> Faults:
    """An id in `was` belongs to no statement of the entry, and is there once."""
    # By id, the words for what bears it.
    taken = {
        fact.id: f"statement {fact.index + 1} of `{fact.field}`" for fact in entry.facts
    }
    for fact in entry.facts:
        for number, old in enumerate(fact.statement.was):
            if old in taken:
                message = f"`{old}` is the id of {taken[old]}"
                help = "delete it here: the address leads there"
                yield Fault((*fact.path, "was", number), message, help)
            taken.setdefault(old, f"what {taken[fact.id]} was")


@cache
def reason_conditions() -> tuple[Condition, ...]:
    """Return what ranks other than normal ask for: for the rule A404, and for the form in the browser (`write_page`)."""
    message = "`rank: {}` has no reason"
    help = "add `reason:`, one of {}"
    return tuple(
        Condition("rank", (rank,), "reason", message, help.format(_fitting_reasons(rank)))
        for rank in _USE
    )


@cache
def speaker_condition() -> Condition:
    """Return what a stance asks for by which somebody else attributes an act to the actor: a speaker.

    Used by the rule A405, and by the form in the browser (`write_page`).
    """
    stances = code_list("stance").codes.values()
    of_others = tuple(item.code for item in stances if item.affirms and not item.own)
    message = "`stance: {}` has no speaker"
    return Condition("stance", of_others, "by", message, _NAME_SPEAKER)


def _fitting_reasons(rank: str) -> str:
    """Return the codes of the reasons for a rank, as a finding lists them: "`a`, `b`"."""
    reasons = code_list("reason").codes.items()
    return ", ".join(f"`{code}`" for code, item in reasons if item.use == _USE[rank])


@rule(
    "A404",
    Level.ERROR,
    "Preferring one account over another is an editorial act that the page must explain.",
)
def rank_without_reason(atlas: Atlas, entry: Entry) -> Faults:
    """A rank other than normal has a reason from the list for that rank."""
    reasons = code_list("reason").codes
    for fact in entry.facts:
        rank = fact.statement.rank
        reason = fact.statement.reason
        use = _USE.get(rank)
        given = reasons[reason].use if reason else None
        if use == given:  # both are None where the rank is normal and has no reason
            continue
        if not reason:
            for condition in reason_conditions():
                yield from condition.faults(fact)
            continue
        if not use:
            meant = next(rank for rank, use in _USE.items() if use == given)
            message = f"`reason: {reason}` has no rank"
            help = f"add `rank: {meant}`"
        else:
            message = f"`{reason}` is not a reason for `rank: {rank}`"
            help = f"the reasons are {_fitting_reasons(rank)}"
        yield Fault((*fact.path, "reason"), message, help)


@rule("A405", Level.ERROR, "The source of words is not their speaker.")
def speaker_missing(atlas: Atlas, entry: Entry) -> Faults:
    """An attribution, a suspicion and a citation with its own origin name the speaker."""
    for fact in entry.facts:
        statement = fact.statement
        if statement.by:
            continue
        if statement.stance_code:
            yield from speaker_condition().faults(fact)
        for index, citation in enumerate(statement.cite):
            if citation.origin and not statement.is_own_words:
                message = f"this comes from `{citation.origin}`, but the statement does not name its speaker"
                yield Fault((*fact.path, "cite", index, "origin"), message, _NAME_SPEAKER)


@rule(
    "A421",
    Level.WARNING,
    "Another citation changes the order, which readers of the note cannot see.",
)
def text_by_rank(atlas: Atlas, entry: Entry) -> Faults:
    """A note names the outlet of a text, not its place among the citations."""
    for fact in entry.facts:
        for match in _BY_RANK.finditer(fact.statement.note or ""):
            help = "name the publisher or author, for example `Example Times counts 12`"
            yield Fault(
                (*fact.path, "note"),
                f"`{match[0]}` depends on the order of the citations",
                help,
                match.span(),
            )


@rule(
    "A406",
    Level.ERROR,
    "The measure is published; a higher confidence would claim more than the sources support.",
)
def confidence_ceiling(atlas: Atlas, entry: Entry) -> Faults:
    """A confidence is no higher than origins, grades and disputes allow."""
    for fact in entry.facts:
        given = fact.statement.confidence
        if not given:
            continue
        allowed = ceiling(atlas, fact)
        if LEVELS.index(given) <= LEVELS.index(allowed):
            continue
        message = f"`confidence: {given}` is above what the sources allow, `{allowed}`"
        help = f"write `confidence: {allowed}`, or cite a further origin, graded A or B and not a party to the event"
        if is_unsettled(atlas, fact):
            help = f"write `confidence: {allowed}`: somebody denies or disputes it, or says otherwise"
        yield Fault((*fact.path, "confidence"), message, help)


@rule(
    "A412",
    Level.NOTE,
    "Ten reports of one statement are one report; the page says so too.",
)
def single_origin(atlas: Atlas, entry: Entry) -> Faults:
    """What weighs most, such as a death or who caused it, rests on two independent origins."""
    for fact in entry.facts:
        if is_thin(atlas, fact):
            message = f"this statement of `{fact.field}` rests on one origin"
            yield Fault(
                fact.path, message, "look for a second origin, independent of the first"
            )


@rule("A503", Level.ERROR, "A range the wrong way round is a typing error.")
def number_order(atlas: Atlas, entry: Entry) -> Faults:
    """In a range, low is at most best, and best at most high."""
    for fact in entry.facts:
        for path, holder in _ranges(entry, fact):
            given = [name for name in NUMBERS if getattr(holder, name) is not None]
            for small, large in pairwise(given):
                less = getattr(holder, small)
                more = getattr(holder, large)
                if less > more:
                    message, help = NUMBER_ORDER
                    message = message.format(small=small, less=less, large=large, more=more)
                    yield Fault((*path, small), message, help)


def _ranges(entry: Entry, fact: Fact) -> Iterator[tuple[NodePath, Numbers]]:
    """Yield what has a range, with its path: the statement itself, and parts of it."""
    if isinstance(fact.statement, Numbers):
        yield fact.path, fact.statement
    for part in entry.shape.fields[fact.field].parts:
        value = getattr(fact.statement, part.name)
        if isinstance(value, Numbers):
            yield (*fact.path, part.name), value


_OF_ONESELF = ("by", "of", "declarations")
"""Where an entry may stand in its own file: it speaks, is spoken for, and declares things about itself."""


@rule(
    "A525",
    Level.ERROR,
    "Nothing is its own part, parent, founder or neighbour: one of the two names is wrong.",
)
def tied_to_itself(atlas: Atlas, entry: Entry) -> Faults:
    """An entry is not related to itself, and no place lies in one that lies in it."""
    for reference in atlas.named[entry.id].get(entry.id, ()):
        path = reference.path
        # A link in prose has a span; it is harmless.
        if reference.span or not set(_OF_ONESELF).isdisjoint(path):
            continue
        path = path[:-1] if path[-1] == "id" else path
        help = "name the entry that is meant, or delete it"
        yield Fault(path, f"this is `{entry.id}` itself", help)
    name = entry.kind.place  # the field that names the wider place
    wider = getattr(entry.record, name, None)
    if isinstance(wider, str) and wider != entry.id and lies_in(atlas, wider, entry.id):
        help = "correct one of the two places"
        yield Fault((name,), f"`{wider}` lies in `{entry.id}` itself", help)
