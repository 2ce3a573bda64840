"""Gaps of entries that words of another entry may answer: what they ask, and how likely a passage tells it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from library import DATE, Case, Library, Passage, days_in, stems

from euphrates_atlas.model.atlas import Entry
from euphrates_atlas.text.months import MONTHS
from euphrates_atlas.text.yaml_tree import NodePath

LEAST = 0.0
"""What is less likely is not listed."""


class Question(NamedTuple):
    """A sort of question that gaps ask."""

    asked: re.Pattern[str]
    told: re.Pattern[str]
    """What the words of an answer have."""
    fields: frozenset[str]
    """The properties whose statements answer it."""
    worth: float
    """How much such words mean: in some sorts they mostly turn out to be an answer."""
    is_stated: bool
    """Whether these statements alone answer it: clauses with such words mostly speak of other things."""


def _question(
    asked: str, told: str, fields: str, worth: float, *, is_stated: bool = False
) -> Question:
    told_by = frozenset(fields.split())
    return Question(
        re.compile(asked, re.I), re.compile(told, re.I), told_by, worth, is_stated
    )


_DENIED = r"den(?:ied|ies|y)|reject(?:ed|s)|dismissed|disputed|disowned|answered"
_ANSWER = _question(
    r"\b(?:answers?|answered|denials?|denied|replied)\b",
    rf"\b(?:{_DENIED}|denial|answer (?!none|no )\S)",
    "reactions declarations allegations",
    3.5,
)
QUESTIONS = (
    _ANSWER,
    _question(
        r"^who (?:fired|sent|killed|carried|shot|set|laid|attacked|launched|bombed|abducted)"
        r"|^which (?:armed )?groups? (?:fired|sent|carried|launched|held|took|claimed)",
        r"\b(?:claimed|accused|blamed|attributed|responsible|behind|suspected)\b",
        "responsibility allegations",
        4.5,
    ),
    _question(
        r"^(?:an? |any )?claim\b|\bclaimed it\b|^whether (?:it|anybody) claimed",
        r"\bclaim(?:ed|s) (?!that\b)",
        "responsibility declarations",
        2.5,
    ),
    _question(
        r"\bwho (?:now )?(?:command|lead|led|head)|^(?:its )?(?:leaders|commanders?)\b",
        r"\brole (?:.* )?(?:leader|commander|head|secretary-general)|\bcommander \S",
        "roles led_by units",
        2,
        is_stated=True,
    ),
    _question(
        r"\bkilled (?:its|the|his)\b",
        r"\bkilled\b",
        "roles death responsibility",
        4.5,
    ),
    _question(
        r"\bbehind\b",
        r"\b(?:fa[cç]ade|front (?:for|of)|part of|linked to)\b",
        "relations facade_evidence",
        2.5,
        is_stated=True,
    ),
    _question(
        r"^(?:the )?(?:local )?(?:time|hour)\b",
        r"\b(?:\d{1,2}[:.]\d\d|\d{1,2} ?[ap]\.?m|midnight|dawn|noon)\b",
        "",
        2.5,
    ),
    _question(
        r"^(?:how many|(?:the )?number of|(?:its )?strength)\b",
        r"\b(?:best|low|high) \d",
        "counts strength seats launched",
        1.5,
        is_stated=True,
    ),
    _question(
        r"^what (?:became|came) of",
        r"\b(?:releas\w+|sentenc\w+|convicted|trial|tried|charged|freed|hanged|acquitted"
        r"|dissolved|merged|disbanded|dropped|withdrawn|died)\b",
        "roles status",
        2.5,
    ),
    _question(
        r"^whether .*\b(?:arrested|tried|charged|sentenced|freed)\b",
        r"\b(?:arrested|arrests|releas\w+|sentenc\w+|convicted|trial|tried|charged|freed)\b",
        "official_findings",
        2.5,
    ),
    _question(
        r"^(?:the )?(?:damage|outcome)\b",
        r"\b(?:damag\w+|destroy\w+|burn\w*)\b",
        "damage",
        4.5,
    ),
    _question(
        r"^(?:its |his )?(?:media|outlets?|channels?)\b",
        r"\b(?:channels?|outlets?|agency|television|linked to|arm of)\b",
        "media relations",
        4.5,
        is_stated=True,
    ),
    _question(
        r"^(?:when|(?:on which |the )?day|since when|in which year|the (?:year|date))\b",
        DATE.pattern,
        "posts founded",
        2.5,
        is_stated=True,
    ),
)
_SEARCHED = re.compile(r"\s*\((?:searched )?\d{1,2} \w+ 20\d\d\)")
"""The day of the last search, behind a gap."""
_KNOWN = re.compile(
    r"; |: | (?:beyond|besides?|other than|apart from|than) "
    r"|, (?:and|which|of which|as|when|where|but|apart|beyond|besides) "
)
"""Where the question ends, and words on what is known begin."""
_UNANSWERABLE = re.compile(
    r"second (?:source|origin)|\btexts? of|number in the list|this entry records|^further"
    r"|^ideology|\bfull\b",
    re.I,
)
_WEIGHED = re.compile(
    r"\bdiffer|; (?:the|one|a) (?:texts?|report|passage) (?!.*found)|, by |accounts"
    r"|between .* and |but for|\b(?:each|single)\b|: (?:Al-|al-|one|the|none but)"
)
"""Gaps that tell what they know: others mostly repeat it."""
_UNTOLD = re.compile(
    r"\bnobody\b|not known|did not (?:say|name)|not (?:stated|named|found)|does not say"
    r"|no group|under way"
)
_LATER = re.compile(r"\b(?:today|now|still|since|after|later|any more)\b")
_PROPER = re.compile(r"(?<!^)\b[A-Z][\w'’-]+")
_EMPTY = stems(
    "what whether which who whom whose when where how it its he his him she her they their"
    " them this that these those there or not if as than many much do did does became become"
    " came come text read found find none any no source other say said says was were is are"
    " has have had been be with into out about over more one first anybody anyone nobody also"
    " then up so but only same own day date time name names named give gave given tell told"
    " sent fired launched carried made took part"
)
"""Words of questions that tell nothing of their matter."""


class Gap(NamedTuple):
    """What a gap of an entry asks."""

    entry: Entry
    path: NodePath
    text: str
    questions: tuple[Question, ...]
    others: frozenset[str]
    """The other entries that it names."""
    names: frozenset[str]
    """The words of other names in it: an answer has them all, as it has its dates."""
    dates: frozenset[str]
    matter: frozenset[str]
    """Its other words."""
    after: str
    """What comes before an answer; empty where the gap does not ask for something later."""


def gaps(library: Library) -> Iterator[Case]:
    """Yield the gaps that another entry may answer, each with the likeliest words."""
    for entry in library.articles:
        for index, text in enumerate(entry.record.gaps):
            if _UNANSWERABLE.search(text) or _WEIGHED.search(text):
                continue
            gap = _gap(library, entry, ("gaps", index), text)
            best = LEAST
            told = None
            for passage in _candidates(library, gap):
                likelihood = _likelihood(library, gap, passage)
                if likelihood > best:
                    best = likelihood
                    told = passage
            if told:
                yield Case(best, entry, gap.path, text, told)


def _gap(library: Library, entry: Entry, path: NodePath, text: str) -> Gap:
    """Return what a gap asks."""
    asked = _KNOWN.split(_SEARCHED.sub("", text))[0]
    others = library.names_in(asked)
    others.pop(entry.id, None)
    entry_names = stems(" ".join(entry.own_names)).union(*others.values())
    proper = stems(" ".join(_PROPER.findall(asked)))
    dates = stems(" ".join(date[0] for date in DATE.finditer(asked)))
    after = ""
    if _LATER.search(asked):
        after = max(days_in(asked), default="2025") + "~"  # behind all days of that time
    return Gap(
        entry,
        path,
        text,
        tuple(question for question in QUESTIONS if question.asked.search(asked)),
        frozenset(others),
        proper - entry_names - stems(" ".join(MONTHS)),
        frozenset() if after else dates,
        stems(asked) - entry_names - proper - dates - _EMPTY,
        after,
    )


def _candidates(library: Library, gap: Gap) -> Iterator[Passage]:
    """Yield the passages of other entries that name the entry, or somebody else whom the gap names in full."""
    yield from library.naming[gap.entry.id]
    if len(gap.names) > 1 and not gap.entry.kind.is_event:
        for passage in library.having(gap.names):
            if passage.entry.id != gap.entry.id:
                yield passage


def _likelihood(library: Library, gap: Gap, passage: Passage) -> float:
    """Return how likely a passage answers a gap; 0 where it cannot."""
    day = passage.last_day
    said = stems(f"{passage.context} {passage.entry.label}").union(day.split("-"))
    required = gap.names | gap.dates
    is_early = bool(gap.after) and day <= gap.after
    if is_early or required - said or gap.others - library.named(passage):
        return 0
    # Whoever wrote the gap has read its sources; that one event followed another answers nothing.
    is_read = passage.works & library.works[gap.entry.id]
    is_order = passage.entry.kind.is_event and passage.field == "relations"
    if is_read or is_order or _UNTOLD.search(passage.words):
        return 0
    answered = [one for one in gap.questions if _tells(library, gap, one, passage)]
    told = library.rarity(gap.matter & said)
    asked = library.rarity(gap.matter)
    cover = told / asked if asked else 0.5
    is_close = cover >= 0.75 and told > 9 and not gap.questions
    if cover <= 0.45 or not (answered or is_close):
        return 0
    likelihood = 7 * cover + min(told, 20) * 0.3
    likelihood += min(1.5 * len(required), 3) + len(gap.others)
    likelihood += max((one.worth for one in answered), default=-1)
    likelihood += 2 * any(passage.field in one.fields for one in answered)
    return likelihood + _newness(library, gap, passage)


def _tells(library: Library, gap: Gap, question: Question, passage: Passage) -> bool:
    """Tell whether a passage has what answers a question."""
    is_stated = passage.field in question.fields and gap.entry.id in passage.links
    if question.is_stated and not is_stated:
        return False
    if not question.told.search(passage.words):
        return False
    return question is not _ANSWER or _speaks(library, gap, passage)


def _speaks(library: Library, gap: Gap, passage: Passage) -> bool:
    """Tell whether somebody whose answer a gap asks for speaks in a passage."""
    asked = (gap.others or {gap.entry.id}) & library.agents
    if passage.fact:
        by = passage.fact.statement.by
        answer = getattr(passage.fact.statement, "answer", None) or ""
        speakers = {by.id, by.of} if by and not answer else library.names_in(answer).keys()
        return not asked.isdisjoint(speakers)
    names = ["(?:he|it|they)"] if gap.entry.id in passage.links else []
    for id in asked:
        names += map(re.escape, library.atlas[id].own_names)
    speaker = "|".join(names)
    return bool(
        re.search(
            rf"\b(?:{speaker})(?:,[^,;]+,)? (?:\w+ ){{,4}}(?:{_DENIED})\b", passage.words
        )
    )


def _newness(library: Library, gap: Gap, passage: Passage) -> float:
    """Return what speaks for it that the writer of a gap did not know a passage; below 0 what speaks against it."""
    entry = gap.entry
    known = library.atlas.named[entry.id].keys()
    named = library.named(passage)
    worth = 1.5 * (entry.id in passage.links) + 1.5 * (passage.entry.id not in known)
    if entry.kind.is_event and named & library.agents <= known:
        worth -= 4
    return worth - 0.4 * max(0, len(named) - 3)
