"""What each party says: of each actor that is named, who says that it was them, and who says no."""

from typing import NamedTuple

from markupsafe import Markup

from generator.render.markup import NOTHING, QUOTED, Snippet, part_html, plain_of
from generator.render.property_sections import DisputeView, FactView, PropertySection
from generator.text.phrases import capitalised, spaced

_REPORTED = Snippet("reported by {}")
_ANSWER = Snippet("in answer to {}")


class PartyView(NamedTuple):
    """One party and what it says."""

    who: Markup
    through: Markup
    """Who reports it, where the party itself is not quoted; or whose words it answers."""
    chip: Markup
    details: list[Markup]
    marks: Markup
    view: FactView | None = None
    """The statement, which has its address here; None of a rejection, which has none of its own."""


class ChainLink(NamedTuple):
    """One actor, with those who name it and those who reject that."""

    actor: Markup
    name: str
    says: list[PartyView]
    denies: list[PartyView]


class ChainView:
    """What each party says of one property."""

    def __init__(self, about: str, form: str, section: PropertySection) -> None:
        links: dict[str, ChainLink] = {}
        self.claimed = False
        for view in section.facts:
            stance = view.statement.stance_code
            affirms, own = (stance.affirms, stance.own) if stance else (True, False)
            self.claimed = self.claimed or (affirms and own)
            link = links.setdefault(getattr(view.statement, about).key, ChainLink(view.words, view.plain, [], []))
            same, others = (link.says, link.denies) if affirms else (link.denies, link.says)
            party = _party(form, view, own=own)
            same.append(party)
            others += [_rejection(dispute, party.who) for dispute in view.disputes]
        self.links = tuple(links.values())
        rejections = [party.view for link in self.links for party in link.denies]
        self.has_denial = any(view is None or view.statement.is_denial for view in rejections)


def _party(form: str, view: FactView, *, own: bool) -> PartyView:
    """Return who makes a statement; one that only the actor can make is the actor's, whoever reports it."""
    is_own = view.statement.by is None and own
    parts = (part_html(label.lower(), value, named=label != capitalised(spaced(form))) for label, value in view.parts)
    who, through = (view.words, _REPORTED(view.speaker)) if is_own else (view.speaker, NOTHING)
    return PartyView(who, through, view.stance, [view.said or Markup("undated"), *parts], view.marks, view)


def _rejection(dispute: DisputeView, answered: Markup) -> PartyView:
    quoted = QUOTED(dispute.verbatim) if dispute.verbatim else NOTHING
    details = [dispute.said or Markup("undated"), *filter(None, (quoted, dispute.note))]
    return PartyView(dispute.who, _ANSWER(plain_of(answered)), dispute.chip, details, dispute.marks)
