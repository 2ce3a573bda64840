"""What each party says: of each actor that is named, who says that it was them, and who says no."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from generator.model.entry import Entry
from generator.model.kind import Chain
from generator.render.entries.chapters import Figure
from generator.render.facts import DisputeView, FactView, SectionView
from generator.render.values import NOTHING, Snippet, capitalised, label_of, plain_of
from generator.render.wording import dispute_style

_PART = Snippet("{}: {}")
_REPORTED = Snippet("reported by {}")
_ANSWER = Snippet("of what is said by {}")
_QUOTED = Snippet("&#8220;{}&#8221;")


@dataclass(frozen=True, slots=True)
class PartyView:
    """One party and what it says."""

    who: Markup
    through: Markup
    """Who reports it, where the party itself is not quoted; or whose words it answers."""
    style: str
    stance: str
    details: tuple[Markup, ...]
    marks: Markup
    rank: str = "normal"
    view: FactView | None = None
    """The statement, which has its address here; None of a rejection, which has none of its own."""


@dataclass(slots=True)
class LinkView:
    """One actor, with those who name it and those who reject that."""

    actor: Markup
    name: str
    says: list[PartyView] = field(default_factory=list)
    denies: list[PartyView] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ChainView:
    """The chain of one property."""

    links: tuple[LinkView, ...]
    sentence: str
    nobody: tuple[str, str]

    @property
    def has_denial(self) -> bool:
        """Tell whether somebody says no."""
        return any(link.denies for link in self.links)


def chain_views(entry: Entry, sections: list[SectionView]) -> dict[str, ChainView]:
    """Return the chains of an entry by property, also of one that its kind has and of which nothing is recorded."""
    held = {section.name: section for section in sections}
    return {
        shape.name: _chain(declared.chain, held.get(shape.name))
        for shape, declared in entry.properties()
        if declared.chain
    }


def silent_chains(entry: Entry) -> dict[str, Figure]:
    """Return, by the chapter in which it would stand, each chain of which nothing is recorded: a sentence says so."""
    found = {}
    for shape, declared in entry.properties():
        if declared.chain and not getattr(entry.record, shape.name):
            chapters = [chapter.anchor for chapter in entry.kind.chapters if shape.name in chapter.parts]
            anchor = chapters[0] if chapters else shape.name.replace("_", "-")
            found[anchor] = Figure(declared.label, "parts/no_chain.md.j2")
    return found


def _chain(declared: Chain, section: SectionView | None) -> ChainView:
    links: dict[str, LinkView] = {}
    claimed = False
    for view in section.facts if section else ():
        statement = view.fact.statement
        stance: str = getattr(statement, declared.stance)
        claimed = claimed or stance in declared.own & declared.affirming
        actor = getattr(statement, declared.about)
        link = links.setdefault(actor.key, LinkView(view.words, view.plain))
        affirms = stance in declared.affirming
        party = _party(declared, view, stance)
        (link.says if affirms else link.denies).append(party)
        rejections = [_rejection(item, party.who) for item in view.disputes]
        (link.denies if affirms else link.says).extend(rejections)
    sentence = declared.none if not links else "" if claimed else declared.unclaimed
    return ChainView(tuple(links.values()), sentence, declared.nobody)


def _party(declared: Chain, view: FactView, stance: str) -> PartyView:
    """Return who makes a statement; one that only the actor can make is the actor's, whoever reports it."""
    itself = view.fact.statement.by is None and stance in declared.own
    form = capitalised(declared.form.replace("_", " "))
    details = [view.said] if view.said else [Markup("undated")]
    details += [value if label == form else _PART(label.lower(), value) for label, value in view.parts]
    return PartyView(
        who=view.words if itself else view.speaker,
        through=_REPORTED(view.speaker) if itself else NOTHING,
        style=view.stance,
        stance=view.stance_words,
        details=tuple(details),
        marks=view.marks,
        rank=view.rank,
        view=view,
    )


def _rejection(item: DisputeView, answered: Markup) -> PartyView:
    details = [item.said or Markup("undated")]
    details += [_QUOTED(item.verbatim)] if item.verbatim else []
    through = _ANSWER(plain_of(answered))
    stance = capitalised(label_of("dispute-stance", item.stance))
    return PartyView(item.who, through, dispute_style(item.stance), stance, tuple(details), item.marks)
