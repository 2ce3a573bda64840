"""What each party says of an event: of each actor that is named, who says that it was them, and who says no.

Used by `entries/entry_page.py`, for the chapter "What each party says" of an event.
"""

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

from euphrates_atlas.batched import grouped
from euphrates_atlas.facts.speakers import voices_of
from euphrates_atlas.model.atlas import Atlas
from euphrates_atlas.render.markup import NOTHING, QUOTED, html, part_html, plain_of
from euphrates_atlas.render.property_sections import (
    DisputeView,
    FactView,
    PropertySection,
    first_marks,
    short_name,
)
from euphrates_atlas.text.phrases import counted, enumerated

MANY_DESCRIBED = 2
"""Actors without an entry that share one row; a single one has its own."""
MAX_NAMED = 3
"""Names behind a stance; the others are counted."""
_UNDATED = Markup("undated")
_OTHERS = Markup("Others, without an entry")


class PartyView(NamedTuple):
    """One party and what it says."""

    who: Markup
    through: Markup
    """Who reports it, where the party itself is not quoted; or whose words it answers."""
    chip: Markup
    """Its stance as a coloured label, such as "Claimed" or "Attributed"."""
    details: list[Markup]
    """When it said so, and how."""
    marks: Markup
    """The citation marks."""
    short: list[str]
    """Names for a line: of bodies rather than of those who speak for them; none where the actor itself says it."""
    anchor: str
    is_own: bool = False
    """The actor itself says that it was it."""
    view: FactView | None = None
    """The statement, which has its address here; None of a rejection, which has none of its own."""

    @property
    def is_superseded(self) -> bool:
        """Tell whether it is a superseded statement: it stays in view, and the line of its actor leaves it out."""
        return self.view is not None and self.view.rank == "deprecated"


class ChainLink(NamedTuple):
    """One actor, with those who name it and those who reject that."""

    actor: Markup
    name: str
    has_entry: bool
    says: list[PartyView]
    """Those who say that it was the actor."""
    denies: list[PartyView]
    """Those who say that it was not."""


class StanceWords(NamedTuple):
    """All that is said in one way, such as "Attributed", with those who say it and the marks of its sources."""

    chip: Markup
    words: str
    """Who says it; of several actors, of whom it is said."""
    marks: list[Markup]
    anchor: str
    """Of the first statement."""
    is_superseded: bool
    """Only superseded statements say it."""


class ClaimRow(NamedTuple):
    """The line of one actor, or of all actors without an entry, above what each party says of them."""

    actor: Markup
    stances: list[StanceWords]
    links: list[ChainLink]


class ChainView:
    """What each party says of the part that actors had in an event."""

    def __init__(self, atlas: Atlas, views: list[FactView]) -> None:
        links: dict[str, ChainLink] = {}
        self.has_denial = False
        for view in views:
            stance = view.statement.stance_code
            accused = view.statement.accused
            assert stance
            assert accused
            denied = view.disputes if stance.affirms else view.statement.is_denial
            if denied:
                self.has_denial = True
            link = links.setdefault(
                accused.key, ChainLink(view.words, view.plain, bool(accused.id), [], [])
            )
            same, others = (
                (link.says, link.denies) if stance.affirms else (link.denies, link.says)
            )
            party = _party(atlas, view, own=stance.own)
            same.append(party)
            # Who rejects a denial stands with those who say that it was the actor.
            others += [_rejection(dispute, party.who) for dispute in view.disputes]
        claims = [party.is_own for link in links.values() for party in link.says]
        self.claimed = any(claims)
        self.rows = _claim_rows(list(links.values()))


def chains_of(atlas: Atlas, sections: Iterable[PropertySection]) -> dict[str, ChainView]:
    """Return the claims and denials in each section whose statements have a stance, by the name of the section."""
    return {
        section.name: ChainView(atlas, section.facts)
        for section in sections
        if section.has_stances
    }


def _claim_rows(links: list[ChainLink]) -> list[ClaimRow]:
    """Return a row for each actor, first those who say themselves that it was them.

    Several without an entry share the last row.
    """
    named = [link for link in links if link.has_entry]
    described = [link for link in links if not link.has_entry]
    if len(described) < MANY_DESCRIBED:
        named = links
        described = []
    named.sort(key=lambda link: not any(party.is_own for party in link.says))
    rows = [ClaimRow(link.actor, _stances([link]), [link]) for link in named]
    if described:
        rows.append(ClaimRow(_OTHERS, _stances(described), described))
    return rows


def _stances(links: list[ChainLink]) -> list[StanceWords]:
    """Return the stances on an actor, such as "Attributed", each with those who take it; on several actors, each with their names.

    Superseded statements speak where there are no others.
    """
    parties = []
    for link in links:
        every = [*link.says, *link.denies]
        shown = [party for party in every if not party.is_superseded] or every
        if len(links) > 1:
            shown = [party._replace(short=[link.name]) for party in shown]
        parties += shown
    stances = []
    for chip, same in grouped(parties, lambda party: party.chip).items():
        found = list(dict.fromkeys(name for party in same for name in party.short))
        more = len(found) - MAX_NAMED
        if more > 0:
            found[MAX_NAMED:] = [counted(more, "other")]
        marks = first_marks([party.marks for party in same], same[0].anchor)
        is_superseded = all(party.is_superseded for party in same)
        stances.append(
            StanceWords(chip, enumerated(found), marks, same[0].anchor, is_superseded)
        )
    return stances


def _party(atlas: Atlas, view: FactView, *, own: bool) -> PartyView:
    """Return who makes a statement, as a party.

    With `own`, only the actor can make it, and it is theirs whoever reports it.
    """
    who = view.speaker
    through = NOTHING
    if own and not view.statement.by:
        who = view.words
        through = "reported by " + view.speaker
    details = [view.said or _UNDATED]
    for part, value in view.parts:
        details.append(part_html(part.label.lower(), value, named=part.name != "mode"))
    voices = voices_of(atlas, view.statement)
    short = []
    if not own and voices != [view.statement.accused]:
        short = [short_name(atlas, agent) for agent in voices]
    return PartyView(
        who, through, view.stance, details, view.marks, short, view.anchor, own, view
    )


def _rejection(dispute: DisputeView, answered: Markup) -> PartyView:
    """Return who rejects a statement, as a party; `answered` are the words for the party that made it."""
    details = [dispute.said or _UNDATED]
    if dispute.verbatim:
        details.append(QUOTED(dispute.verbatim))
    if dispute.note:
        details.append(dispute.note)
    through = html("in answer to ") + plain_of(answered)
    return PartyView(
        dispute.who,
        through,
        dispute.chip,
        details,
        dispute.marks,
        dispute.said_by,
        dispute.anchor,
    )
