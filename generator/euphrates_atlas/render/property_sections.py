"""The statements of each property as its page shows them: in words, with speaker, standing, sources and origins.

A chain shows what each party says: of each actor that is named, who says that it was them, and who says no.
"""

import re
from collections.abc import Sequence
from math import inf
from typing import NamedTuple

from markupsafe import Markup

from euphrates_atlas.batched import grouped
from euphrates_atlas.facts.entry_dates import day_of, most_exact
from euphrates_atlas.facts.holding import evidence_dates, latest_first
from euphrates_atlas.facts.plain_words import label_of, number_words
from euphrates_atlas.facts.quantities import NO_NUMBER, Quantity, quantities
from euphrates_atlas.facts.rivals import disagreements
from euphrates_atlas.facts.speakers import name_and_office, voices_of
from euphrates_atlas.facts.support import is_thin
from euphrates_atlas.model.atlas import Atlas, Fact
from euphrates_atlas.model.fields import Property
from euphrates_atlas.model.numbers import Numbers
from euphrates_atlas.model.shape import FieldShape
from euphrates_atlas.model.statement import RANKS, Agent, Dispute
from euphrates_atlas.render.difference_words import (
    difference_words,
    quantity_words,
    short_difference,
)
from euphrates_atlas.render.linked_words import LinkedWords, stance_chip
from euphrates_atlas.render.markup import (
    NOTHING,
    QUOTED,
    date_html,
    html,
    part_html,
    piece,
    plain_of,
    section_anchor,
)
from euphrates_atlas.render.references import References
from euphrates_atlas.text.edtf import Edtf
from euphrates_atlas.text.phrases import capitalised, counted, enumerated, spaced

MANY_DESCRIBED = 2
"""Actors without an entry that share one row; a single one has its own."""
MAX_NAMED = 3
"""Names behind a stance; the others are counted."""
MAX_MARKS = 3
"""Citation marks at one value in the fact box; the others stand in its table."""
_TO_FACT = piece('<a href="#{}" aria-label="{} more source{}">+{}</a>')
_MARK = re.compile(r'<a href="(#ref-\d+)".*?</a>')
"""A citation mark, such as `<a href="#ref-3" aria-label="Source 3 ¶ 2">[3 ¶ 2]</a>`, with the anchor of its source."""
_UNDATED = Markup("undated")
_OTHERS = Markup("Others, without an entry")
_INFERRED = piece(
    '<span class="ea-tag ea-inf" title="no cited words say this: an editor infers it">{}</span>'
)
"""The sign of a statement that goes beyond the words of its sources."""


class DisputeView:
    """Somebody's rejection of a statement."""

    def __init__(self, dispute: Dispute, anchor: str, label: str, references: References) -> None:
        """Take a rejection of the statement with this anchor, whose property has this label."""
        self.anchor = anchor
        self.chip = stance_chip(dispute.stance_code)
        self.who = references.words.speaking(dispute.by)
        self.said_by = [_short_name(references.words.atlas, dispute.by)]
        self.date = dispute.said
        self.said = date_html(dispute.said)
        self.verbatim = html(dispute.verbatim or "")
        self.note = html(dispute.note or "")
        self.marks = references.marks(dispute.cite, dispute.by, anchor, label, dispute.said)


class FactView:
    """One statement in words, with its speaker, standing, sources and origins; its marks number the references."""

    def __init__(self, label: str, fact: Fact, references: References) -> None:
        words = references.words
        statement = fact.statement
        stance = statement.stance_code
        self.fact = fact
        self.statement = statement
        self.anchor = fact.anchor
        self.rank = statement.rank
        self.words, parts = words.statement(fact)
        self.plain = plain_of(self.words)
        """The words without markup, for labels."""
        own = statement.own_columns
        self.parts = [(_heading(name), value) for name, value in parts if name not in own]
        """Label and value of the parts that the words leave out."""
        self.cells = {name: value for name, value in parts if name in own}
        """The parts that have a column of their own."""
        _, last = statement.first_and_last  # as `delisted`, with a day once it is over
        end = self.cells.get(last)
        self.end = html(f"{last} ") + end if end else NOTHING
        self.stance = stance_chip(stance)
        self.stance_place = stance.place if stance else 0
        self.when = words.period(fact)
        self.said = date_html(statement.said)
        self.evidence = evidence_dates(words.atlas, statement)
        """The dates to which what is known of it reaches, the last one last."""
        self.speaker = words.speaker(statement)
        self.standing = words.standing(fact)
        self.differs = words.differs(fact)
        self.confidence = (
            label_of("confidence", statement.confidence) if statement.confidence else ""
        )
        self.inferred = _inferred(statement.inferred)
        self.marks, self.marks_against = references.marks_of(fact, label)
        self.disputes = [
            DisputeView(dispute, fact.anchor, label, references) for dispute in statement.disputed
        ]
        self.thin = is_thin(words.atlas, fact)
        self.count = number_words(statement) if isinstance(statement, Numbers) else ""
        self.boxed = self.words
        """The words for the fact box."""
        self.place = inf
        """The place of its number among those of the property."""
        self.is_part = False
        """It counts a part of the event alone, or more than the event."""
        self.amount = ""
        """That number in words."""
        heading, who, _ = statement.counted
        self.counted, beneath = words.statement(fact, phrase=heading) if heading else (NOTHING, ())
        """What is counted, where that is the heading of several accounts."""
        self.whom = dict(beneath).get(who, NOTHING)
        self.beneath_counted = [
            (_heading(name), value) for name, value in beneath if name not in ("as_of", who)
        ]


def _inferred(codes: tuple[str, ...]) -> Markup:
    """Return the sign that says what is inferred, such as "inferred: date"; nothing where the sources say it all."""
    if not codes:
        return NOTHING
    if codes == ("meaning",):
        return _INFERRED("inferred")
    labels = [label_of("inferred", code) for code in codes]
    return _INFERRED(f"inferred: {enumerated(labels)}")


class PartyView(NamedTuple):
    """One party and what it says."""

    who: Markup
    through: Markup
    """Who reports it, where the party itself is not quoted; or whose words it answers."""
    chip: Markup
    details: list[Markup]
    marks: Markup
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
    denies: list[PartyView]


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
            if view.disputes if stance.affirms else view.statement.is_denial:
                self.has_denial = True
            link = links.setdefault(
                accused.key, ChainLink(view.words, view.plain, bool(accused.id), [], [])
            )
            same, others = (link.says, link.denies) if stance.affirms else (link.denies, link.says)
            party = _party(atlas, view, own=stance.own)
            same.append(party)
            others += [_rejection(dispute, party.who) for dispute in view.disputes]
        claims = [party.is_own for link in links.values() for party in link.says]
        self.claimed = any(claims)
        self.rows = _claim_rows(list(links.values()))


def _claim_rows(links: list[ChainLink]) -> list[ClaimRow]:
    """Return a row for each actor, those who say that it was them first; many without an entry share the last row."""
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
    """Return what is said of an actor in each way, and by whom; of several actors, of whom it is said.

    Superseded statements speak where there are no others.
    """
    parties: list[PartyView] = []
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
        marks = _first_marks(same)
        is_superseded = all(party.is_superseded for party in same)
        stances.append(StanceWords(chip, enumerated(found), marks, same[0].anchor, is_superseded))
    return stances


def _party(atlas: Atlas, view: FactView, *, own: bool) -> PartyView:
    """Return who makes a statement; one that only the actor can make is the actor's, whoever reports it."""
    who = view.speaker
    through = NOTHING
    if own and not view.statement.by:
        who = view.words
        through = "reported by " + view.speaker
    details = [view.said or _UNDATED]
    for label, value in view.parts:
        details.append(part_html(label.lower(), value, named=label != "Mode"))
    voices = voices_of(atlas, view.statement)
    short = []
    if not own and voices != [view.statement.accused]:
        short = [_short_name(atlas, agent) for agent in voices]
    return PartyView(who, through, view.stance, details, view.marks, short, view.anchor, own, view)


def _rejection(dispute: DisputeView, answered: Markup) -> PartyView:
    details = [dispute.said or _UNDATED]
    if dispute.verbatim:
        details.append(QUOTED(dispute.verbatim))
    if dispute.note:
        details.append(dispute.note)
    through = html("in answer to ") + plain_of(answered)
    return PartyView(
        dispute.who, through, dispute.chip, details, dispute.marks, dispute.said_by, dispute.anchor
    )


class PropertySection:
    """All statements of one property of an entry: by rank, the newest first where they are dated, those of events as in the file; they number the references of its page."""

    def __init__(self, field: FieldShape, declared: Property, references: References) -> None:
        entry = references.entry
        words = references.words
        facts = list(entry.facts_of(field.name))
        if declared.lasting:
            facts = latest_first(words.atlas, facts)
        elif not declared.one and not entry.kind.is_event:
            facts.sort(
                key=lambda fact: day_of(fact.statement.when or fact.statement.said), reverse=True
            )
        facts.sort(key=lambda fact: (RANKS.index(fact.statement.rank), fact.statement.sort_number))
        self.name = field.name
        self.anchor = section_anchor(field.name)
        self.label = declared.label
        self.declared = declared
        self.facts = [FactView(declared.label.lower(), fact, references) for fact in facts]
        self.chain = ChainView(words.atlas, self.facts) if facts[0].statement.stance_code else None
        differing = [
            found for found in disagreements(words.atlas, entry) if found[0].field == field.name
        ]
        self.differs = len(differing)
        """On how many points accounts differ."""
        self.differ_words = difference_words(differing, words)
        self.differ_short = short_difference(differing)
        """The same for the fact box."""
        self.own_columns = [
            (name, _heading(name))
            for name in facts[0].statement.own_columns
            if any(view.cells.get(name) for view in self.facts)
        ]
        """Name and heading of the columns that only this property has."""
        if self.facts[0].counted:
            self._tell_ranges(quantities(entry, field), words)

    def _tell_ranges(self, counts: list[Quantity], words: LinkedWords) -> None:
        """Give each account the place and the range of the number that it counts."""
        views = {view.fact.id: view for view in self.facts}
        are_of_times = len({count.when for count in counts}) > 1
        for place, count in enumerate(counts):
            span = count.span
            for fact in count.facts:
                view = views[fact.id]
                view.place = place
                view.is_part = bool(count.scope)
                view.amount = span.words if span else NO_NUMBER
                told = [count.whom(span)]
                # The date of an event stands above its tolls; a heading may end with that of an election.
                if (are_of_times or not count.people) and not view.counted.endswith(view.when):
                    told.append(plain_of(view.when))
                told = list(filter(None, told))
                if told:
                    view.amount += f" ({', '.join(told)})"
                view.boxed = html(capitalised(quantity_words(count, span, words))) or view.words

    @property
    def counted(self) -> list[list[FactView]]:
        """The statements by what they count, those of the same people together; none where they do not say what."""
        in_order = sorted(self.facts, key=lambda view: view.fact.index)
        groups = grouped(in_order, lambda view: view.counted)
        groups.pop(NOTHING, None)
        for views in groups.values():
            views.sort(key=lambda view: (view.place, RANKS.index(view.rank)))
        return list(groups.values())

    @property
    def values(self) -> list[tuple[FactView, list[Markup], bool]]:
        """The rows of the fact box: each undeprecated value once, with the marks of all that give it; all where none is.

        The last part tells whether it is a range of several accounts, which nobody gives and none is cited for.
        A value that lasted stands there with one period, the preferred or the newest, and the marks for that, and with each on which
        accounts differ; accounts of one number as what they allow together, those of a part of an event last. Claims stand before
        accusations, and these before denials. A date that another account gives more exactly stands in the table alone.
        """

        def value(view: FactView) -> tuple[str, ...]:
            has_one = self.declared.lasting and not view.statement.rival
            period = "" if has_one else view.when
            return view.stance, view.boxed, period, view.end

        rows = []
        for alike in grouped(self._current(), value).values():
            same = [view for view in alike if view.when == alike[0].when]
            is_range = len({view.count for view in same}) > 1
            rows.append((same[0], _first_marks(same), is_range))
        rows.sort(key=lambda row: (row[0].is_part, row[0].stance_place))
        return rows

    @property
    def in_force(self) -> str:
        """Whose acts, such as listings, are in force, each with the years: "United States (2009, 2014), Canada (2014)"."""
        acts = set()
        for view in self.facts:
            day = view.statement.date_of_act
            year = day.earliest[:4] if day else "undated"
            if view.statement.is_current and not view.end:
                acts.add((year, view.plain.partition(":")[0]))
        told = []
        for who, same in grouped(sorted(acts), lambda act: act[1]).items():
            years = [year for year, _ in same]
            told.append(f"{who} ({', '.join(years)})")
        return ", ".join(told)

    def last_reported(self, shown: FactView) -> Edtf | None:
        """Return the newest date to which what is known of a value reaches, where it began and has no end."""
        when = shown.statement.when
        if not when or not when.is_interval or when.end or when.unknown_end:
            return None
        if not self.declared.lasting or self.declared.one:
            return None
        dates = []
        for view in self.facts:
            is_over = view.statement.when and view.statement.when.end
            if view.boxed == shown.boxed and view.rank != "deprecated" and not is_over:
                dates += view.evidence
        return max(dates, key=lambda date: date.earliest, default=None)

    def _current(self) -> list[FactView]:
        """Return the undeprecated statements, or all where none is, without dates that another gives more exactly."""
        current = [view for view in self.facts if view.rank != "deprecated"] or self.facts
        if not self.declared.one:
            return current
        exact = most_exact([view.fact for view in current])
        return [view for view in current if view.fact in exact]


def _short_name(atlas: Atlas, agent: Agent) -> str:
    """Return the name of the body that somebody speaks for, or their own without its office."""
    known = agent.of or agent.id
    if known:
        return atlas[known].label
    return name_and_office(str(agent.label))[0]


def _heading(name: str) -> str:
    """Return the name of a part as a heading, as `As of` for `as_of`."""
    return capitalised(spaced(name))


def _first_marks(views: Sequence[FactView | PartyView]) -> list[Markup]:
    """Return the first citation marks, of each source one, and the number of the others as a link to the first statement."""
    marks = "".join(view.marks for view in views)
    links = {mark[1]: Markup(mark[0]) for mark in _MARK.finditer(marks)}
    shown = list(links.values())
    more = len(shown) - MAX_MARKS
    if more > 0:
        shown[MAX_MARKS:] = [_TO_FACT(views[0].anchor, more, "s" if more > 1 else "", more)]
    return shown
