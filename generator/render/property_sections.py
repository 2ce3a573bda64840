"""The statements of each property as its page shows them: in words, with speaker, standing, sources and origins.

A chain shows what each party says: of each actor that is named, who says that it was them, and who says no.
"""

import re
from math import inf
from typing import NamedTuple

from markupsafe import Markup

from generator.facts.holding import latest_first
from generator.facts.plain_words import label_of, number_words
from generator.facts.quantities import NO_NUMBER, quantities
from generator.facts.rivals import disagreements
from generator.facts.support import is_thin, origins_of
from generator.model.atlas import Fact
from generator.model.fields import Property
from generator.model.numbers import Numbers
from generator.model.shape import FieldShape
from generator.model.statement import RANKS, Dispute
from generator.render.difference_words import difference_words, quantity_words, short_difference
from generator.render.linked_words import LinkedWords, dispute_chip, stance_chip
from generator.render.markup import (
    NOTHING,
    QUOTED,
    date_html,
    html,
    note_html,
    part_html,
    piece,
    plain_of,
    section_anchor,
)
from generator.render.references import References
from generator.text.edtf import Edtf
from generator.text.edtf_words import in_words
from generator.text.phrases import capitalised, spaced

MAX_ROWS = 6
"""Rows of a long table that stand open; the others are folded, unless there is but one."""
MAX_SUPERSEDED = 2
"""Superseded statements that stand open beside the others."""
MAX_MARKS = 3
"""Citation marks at one value in the fact box; the others stand in its table."""
_TO_FACT = piece('<a href="#{}" aria-label="{} more source{}">+{}</a>')
_MARK = re.compile(r'<a href="(#ref-\d+)".*?</a>')


class DisputeView:
    """Somebody's rejection of a statement."""

    def __init__(self, dispute: Dispute, marks: Markup, words: LinkedWords) -> None:
        self.chip = dispute_chip(dispute.stance)
        self.who = words.agent(dispute.by)
        self.date = dispute.said
        self.said = date_html(dispute.said)
        self.verbatim = html(dispute.verbatim or "")
        self.note = note_html(dispute.note or "")
        self.marks = marks


class FactView:
    """One statement in words, with its speaker, standing, sources and origins; its marks number the references."""

    def __init__(self, label: str, fact: Fact, references: References) -> None:
        words, statement = references.words, fact.statement
        stance = statement.stance_code
        origins = origins_of(words.atlas, fact)
        self.fact = fact
        self.statement = statement
        self.anchor = fact.anchor
        self.rank = statement.rank
        self.words, parts = words.statement(fact)
        self.plain = plain_of(self.words)
        """The words without markup, for labels."""
        self.parts = [(capitalised(spaced(name)), part) for name, part in parts if name not in statement.own_columns]
        """Label and value of the parts that the words leave out."""
        self.cells = {name: part for name, part in parts if name in statement.own_columns}
        """The parts that have a column of their own."""
        last = statement.first_and_last[1]  # as `delisted`, with a day once it is over
        self.end = html(f"{last} ") + self.cells[last] if self.cells.get(last) else NOTHING
        self.stance = stance_chip(stance)
        self.stance_words = capitalised(stance.label) if stance else ""
        self.when = html(in_words(statement.when)) if statement.when else NOTHING
        self.said = date_html(statement.said)
        self.speaker = words.speaker(statement)
        self.standing = words.standing(fact)
        self.contested = bool(self.standing)
        self.reason = label_of("reason", statement.reason) if statement.reason else ""
        self.confidence = label_of("confidence", statement.confidence) if statement.confidence else ""
        self.marks = references.marks(statement.cite, statement.by, fact.anchor, label, statement.said)
        self.disputes = [
            DisputeView(item, references.marks(item.cite, item.by, fact.anchor, label, item.said), words)
            for item in statement.disputed
        ]
        self.letters = references.letters(origins)
        self.origins = len(origins)
        self.thin = is_thin(words.atlas, fact)
        self.count = number_words(statement) if isinstance(statement, Numbers) else ""
        heading, who, _ = statement.counted
        self.counted, beneath = words.statement(fact, phrase=heading) if heading else (NOTHING, ())
        """What is counted, where that is the heading of several accounts."""
        self.whom = dict(beneath).get(who, NOTHING)
        self.place, self.amount, self.boxed = inf, "", self.words
        """The place of its number among those of the property; that number in words; the words for the fact box."""
        self.beneath_counted = [(capitalised(spaced(n)), part) for n, part in beneath if n not in ("as_of", who)]
        self.counted_on = date_html(statement.said_or_counted)


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
    """What each party says of the part that actors had in an event."""

    def __init__(self, views: list[FactView]) -> None:
        links: dict[str, ChainLink] = {}
        self.claimed = False
        for view in views:
            stance, accused = view.statement.stance_code, view.statement.accused
            assert stance is not None
            assert accused is not None
            self.claimed = self.claimed or (stance.affirms and stance.own)
            link = links.setdefault(accused.key, ChainLink(view.words, view.plain, [], []))
            same, others = (link.says, link.denies) if stance.affirms else (link.denies, link.says)
            party = _party(view, own=stance.own)
            same.append(party)
            others += [_rejection(dispute, party.who) for dispute in view.disputes]
        self.links = tuple(links.values())
        rejections = [party.view for link in self.links for party in link.denies]
        self.has_denial = any(view is None or view.statement.is_denial for view in rejections)


def _party(view: FactView, *, own: bool) -> PartyView:
    """Return who makes a statement; one that only the actor can make is the actor's, whoever reports it."""
    is_own = view.statement.by is None and own
    parts = (part_html(label.lower(), value, named=label != "Mode") for label, value in view.parts)
    who, through = (view.words, html("reported by ") + view.speaker) if is_own else (view.speaker, NOTHING)
    return PartyView(who, through, view.stance, [view.said or Markup("undated"), *parts], view.marks, view)


def _rejection(dispute: DisputeView, answered: Markup) -> PartyView:
    quoted = QUOTED(dispute.verbatim) if dispute.verbatim else NOTHING
    details = [dispute.said or Markup("undated"), *filter(None, (quoted, dispute.note))]
    return PartyView(dispute.who, html("in answer to ") + plain_of(answered), dispute.chip, details, dispute.marks)


class PropertySection:
    """All statements of one property of an entry; they number the references of its page."""

    def __init__(self, field: FieldShape, declared: Property, references: References) -> None:
        entry, words = references.entry, references.words
        facts = list(entry.facts_of(field.name))
        if declared.lasting:
            facts = latest_first(words.atlas, facts)
        facts.sort(key=lambda fact: (RANKS.index(fact.statement.rank), fact.statement.sort_number))
        views = [FactView(declared.label.lower(), fact, references) for fact in facts]
        differing = [found for found in disagreements(words.atlas, entry) if found[0].field == field.name]
        own = facts[0].statement.own_columns
        self.name = field.name
        self.anchor = section_anchor(field.name)
        self.label = declared.label
        self.declared = declared
        self.facts = views
        self.chain = ChainView(views) if facts[0].statement.stance_code else None
        self.differs = bool(differing)
        self.differ_words = difference_words(differing, words)
        self.differ_short = short_difference(differing)
        """The same for the fact box."""
        self.own_columns = [(n, capitalised(spaced(n))) for n in own if any(view.cells.get(n) for view in views)]
        """Name and heading of the columns that only this property has."""
        self.counts = "numbers" in own
        """The number has a column of its own."""
        rows = {view.fact.id: view for view in views}
        counts = quantities(entry, field) if views[0].counted else []
        are_of_times = len({count.facts[0].statement.when for count in counts}) > 1
        for place, count in enumerate(counts):
            for view in (rows[fact.id] for fact in count.facts):
                number = count.span.words if count.span else NO_NUMBER
                # The date of an event stands above its tolls; a heading may end with that of an election.
                is_asked = (are_of_times or not count.people) and not view.counted.endswith(view.when)
                told = ", ".join(filter(None, (count.whom(count.span), plain_of(view.when) if is_asked else "")))
                view.place, view.amount = place, f"{number} ({told})".removesuffix(" ()")
                view.boxed = html(capitalised(quantity_words(count, count.span, words))) or view.words

    @property
    def shown(self) -> list[FactView]:
        """The statements that stand open in a table of their own."""
        return self.facts[: len(self.facts) - len(self.folded)]

    @property
    def folded(self) -> list[FactView]:
        """The statements that a long table folds: those behind the first, or superseded ones where they are many."""
        if len(self.facts) > MAX_ROWS + 1:
            return self.facts[MAX_ROWS:]
        superseded = [view for view in self.facts if view.rank == "deprecated"]
        return superseded if len(superseded) > MAX_SUPERSEDED and len(superseded) < len(self.facts) else []

    @property
    def counted(self) -> list[list[FactView]]:
        """The statements by what they count, those of the same people together; none where they do not say what."""
        groups: dict[Markup, list[FactView]] = {}
        for view in sorted(self.facts, key=lambda view: view.fact.index):
            groups.setdefault(view.counted, []).append(view)
        groups.pop(NOTHING, None)
        return [sorted(views, key=lambda v: (v.place, RANKS.index(v.rank))) for views in groups.values()]

    @property
    def values(self) -> list[tuple[FactView, list[Markup], bool]]:
        """The rows of the fact box: each undeprecated value once, with the marks of all that give it; all where none is.

        The last part tells whether it is a range of several accounts, which nobody gives and none is cited for.

        A value that lasted stands there with one period, the preferred or the newest, and the marks for that; accounts of
        one number as what they allow together. A date that another account gives more exactly stands in the table alone.
        """
        current = [view for view in self.facts if view.rank != "deprecated"] or self.facts
        dates = [date for view in current if isinstance(date := view.fact.value, Edtf)] if self.declared.one else []
        current = [v for v in current if v.rank == "preferred" or not any(d.is_finer_than(v.fact.value) for d in dates)]
        alike: dict[tuple[str, ...], list[FactView]] = {}
        for view in current:
            period = "" if self.declared.lasting else str(view.when)
            same = alike.setdefault((view.stance_words, str(view.boxed), period, str(view.end)), [])
            if not same or same[0].when == view.when:
                same.append(view)
        return [(same[0], _box_marks(same), len({v.count for v in same}) > 1) for same in alike.values()]


def _box_marks(views: list[FactView]) -> list[Markup]:
    """Return the first citation marks of statements that give one value, of each source one, and the number of the others."""
    links = list({mark[1]: Markup(mark[0]) for view in views for mark in _MARK.finditer(view.marks)}.values())
    more = len(links) - MAX_MARKS
    rest = [_TO_FACT(views[0].anchor, more, "s" if more > 1 else "", more)] if more > 0 else []
    return links[:MAX_MARKS] + rest
