"""The statements of each property as its page shows them: in words, with speaker, standing, sources and origins.

`entries/entry_page.py` makes a section for each property; its template shows them as tables and in the fact box.
"""

import re
from collections.abc import Iterable
from math import inf

from markupsafe import Markup

from euphrates_atlas.batched import grouped
from euphrates_atlas.facts.entry_dates import day_of, most_exact
from euphrates_atlas.facts.holding import evidence_dates, latest_first
from euphrates_atlas.facts.plain_words import label_of, number_words
from euphrates_atlas.facts.quantities import NO_NUMBER, Quantity, quantities
from euphrates_atlas.facts.rivals import disagreements
from euphrates_atlas.facts.speakers import name_and_office
from euphrates_atlas.facts.support import is_thin
from euphrates_atlas.model.atlas import Atlas, Fact
from euphrates_atlas.model.fields import Property
from euphrates_atlas.model.shape import FieldShape
from euphrates_atlas.model.statement import RANKS, Agent, Dispute
from euphrates_atlas.model.value_types import Numbers
from euphrates_atlas.render.difference_words import (
    difference_words,
    differing_accounts,
    quantity_words,
)
from euphrates_atlas.render.linked_words import LinkedWords, stance_chip
from euphrates_atlas.render.markup import (
    NOTHING,
    date_html,
    html,
    piece,
    plain_of,
    section_anchor,
)
from euphrates_atlas.render.references import References
from euphrates_atlas.text.edtf import Edtf
from euphrates_atlas.text.phrases import capitalised, enumerated

MAX_MARKS = 3
"""Citation marks at one value in the fact box; the others stand in its table."""
_TO_FACT = piece('<a href="#{}" aria-label="{} more source{}">+{}</a>')
_MARK = re.compile(r'<a href="(#ref-\d+)".*?</a>')
"""A citation mark, such as `<a href="#ref-3" aria-label="Source 3 ¶ 2">[3 ¶ 2]</a>`, with the anchor of its source."""
_INFERRED = piece(
    '<span class="ea-tag ea-inf" title="no cited words say this: an editor infers it">{}</span>'
)
"""The sign of a statement that goes beyond the words of its sources."""


class DisputeView:
    """Somebody's rejection of a statement."""

    def __init__(
        self, dispute: Dispute, anchor: str, label: str, references: References
    ) -> None:
        """Take a rejection of the statement with this anchor, whose property has this label."""
        self.anchor = anchor
        self.chip = stance_chip(dispute.stance_code)
        self.who = references.words.speaking(dispute.by)
        self.said_by = [short_name(references.words.atlas, dispute.by)]
        self.date = dispute.said
        self.said = date_html(dispute.said)
        self.verbatim = html(dispute.verbatim or "")
        self.note = html(dispute.note or "")
        self.marks = references.marks(dispute.cite, dispute.by, anchor, label, dispute.said)


class FactView:
    """One statement in words, with its speaker, standing, sources and origins; its marks number the references.

    `PropertySection` fills `boxed`, `place`, `is_part` and `amount` of statements that count something.
    """

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
        self.parts = [(part, value) for part, value in parts if part.name not in own]
        """The parts that the words leave out, each with its value."""
        self.cells = {part.name: value for part, value in parts if part.name in own}
        """The parts that have a column of their own."""
        # As `delisted`, which has a day once the act is undone.
        _, last = statement.first_and_last
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
            DisputeView(dispute, fact.anchor, label, references)
            for dispute in statement.disputed
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
        """The number, or the range of all accounts of it, in words."""
        heading, who, _ = statement.counted
        self.counted, beneath = (
            words.statement(fact, phrase=heading) if heading else (NOTHING, ())
        )
        """What is counted, where that is the heading of several accounts."""
        self.whom = {part.name: value for part, value in beneath}.get(who, NOTHING)
        """Of whom the number is, such as "civilians"."""
        self.beneath_counted = [
            (part, value) for part, value in beneath if part.name not in ("as_of", who)
        ]


def _inferred(codes: tuple[str, ...]) -> Markup:
    """Return the sign that says what is inferred, such as "inferred: date"; nothing where the sources say it all."""
    if not codes:
        return NOTHING
    if codes == ("meaning",):
        return _INFERRED("inferred")
    labels = [label_of("inferred", code) for code in codes]
    return _INFERRED(f"inferred: {enumerated(labels)}")


class PropertySection:
    """All statements of one property of an entry, which number the references of its page.

    They stand by rank and number, then the newest first; those of events, and of properties with one value, as in the file.
    """

    def __init__(
        self, field: FieldShape, declared: Property, references: References
    ) -> None:
        entry = references.entry
        words = references.words
        facts = list(entry.facts_of(field.name))
        if declared.lasting:
            facts = latest_first(words.atlas, facts)
        elif not declared.one and not entry.kind.is_event:
            facts.sort(
                key=lambda fact: day_of(fact.statement.when or fact.statement.said),
                reverse=True,
            )
        facts.sort(
            key=lambda fact: (RANKS.index(fact.statement.rank), fact.statement.sort_number)
        )
        self.name = field.name
        self.anchor = section_anchor(field.name)
        self.label = declared.label
        self.declared = declared
        self.has_stances = facts[0].statement.stance_code is not None
        """Whether its statements claim, attribute or deny a part in an event."""
        self.facts = [FactView(declared.label.lower(), fact, references) for fact in facts]
        differing = [
            found
            for found in disagreements(words.atlas, entry)
            if found[0].field == field.name
        ]
        self.differs = len(differing)
        """On how many points accounts differ."""
        self.differ_words = difference_words(differing, words)
        """What they differ in, on one line."""
        self.differing_accounts = differing_accounts(differing)
        """How many accounts differ: for the fact box."""
        self.own_columns = [
            (name, field.part(name).label)
            for name in facts[0].statement.own_columns
            if any(view.cells.get(name) for view in self.facts)
        ]
        """Name and heading of the columns that only this property has."""
        if self.facts[0].counted:
            self._tell_ranges(quantities(entry, field), words)

    def _tell_ranges(self, counts: list[Quantity], words: LinkedWords) -> None:
        """Give each account that counts something the words for the range of all accounts of that number, and its place."""
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
                has_date = are_of_times or not count.people
                if has_date and not view.counted.endswith(view.when):
                    told.append(plain_of(view.when))
                told = list(filter(None, told))
                if told:
                    view.amount += f" ({', '.join(told)})"
                view.boxed = (
                    html(capitalised(quantity_words(count, span, words))) or view.words
                )

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
        """The rows of the fact box: a statement for each value, the marks of all that give it, and whether it is a range.

        A range is what several accounts of one number allow together: no work gives it, so none is cited. Superseded
        statements have rows only where there are no others; a date that another account gives more exactly has none. A
        value of a lasting property has one row, with the preferred or newest period and the marks for that one; those
        with the letter of rivals have a row for each period. What counts a part of the event comes last; before it,
        claims stand before accusations, and these before denials, numbers of everybody before those of some.
        """

        def value(view: FactView) -> tuple[str, ...]:
            has_one_row = self.declared.lasting and not view.statement.rival
            period = "" if has_one_row else view.when
            return view.stance, view.boxed, period, view.end

        rows = []
        for alike in grouped(self._current(), value).values():
            same = [view for view in alike if view.when == alike[0].when]
            is_range = len({view.count for view in same}) > 1
            rows.append(
                (
                    same[0],
                    first_marks([view.marks for view in same], same[0].anchor),
                    is_range,
                )
            )
        headings = [row[0].counted for row in rows]
        rows.sort(
            key=lambda row: (
                row[0].is_part,
                row[0].stance_place,
                headings.index(row[0].counted),
                row[0].place,
            )
        )
        return rows

    @property
    def in_force(self) -> str:
        """The authorities whose acts are in force, with the years: "United States (2009, 2014), Canada (2014)"."""
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
        """Return the newest date at which a value was still reported, where it began and has no end; else None."""
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
        return max(dates, key=lambda date: (date.earliest, date.latest), default=None)

    def _current(self) -> list[FactView]:
        """Return the statements that are not superseded, or all where none is, without dates that another gives more exactly."""
        current = [view for view in self.facts if view.rank != "deprecated"] or self.facts
        if not self.declared.one:
            return current
        exact = most_exact([view.fact for view in current])
        return [view for view in current if view.fact in exact]


def short_name(atlas: Atlas, agent: Agent) -> str:
    """Return the name of the body that somebody speaks for, or their own without its office."""
    known = agent.of or agent.id
    if known:
        return atlas[known].label
    name, _ = name_and_office(str(agent.label))
    return name


def first_marks(marked: Iterable[Markup], anchor: str) -> list[Markup]:
    """Return the first citation marks, of each source one, and the number of the others as a link to a statement."""
    links = {mark[1]: Markup(mark[0]) for mark in _MARK.finditer("".join(marked))}
    shown = list(links.values())
    more = len(shown) - MAX_MARKS
    if more > 0:
        shown[MAX_MARKS:] = [_TO_FACT(anchor, more, "s" if more > 1 else "", more)]
    return shown
