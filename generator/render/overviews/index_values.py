"""The values of an index: its cells in a few plain words, and the facets by which readers can filter its rows."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from markupsafe import Markup

from generator.facts.holding import latest_first, period_of, present_year
from generator.facts.plain_words import country_name, label_of, language_name
from generator.facts.quantities import NO_NUMBER, Quantity, quantities
from generator.facts.rivals import contested
from generator.facts.speakers import name_and_office, named_speakers, speaker_id, voices_of
from generator.model.atlas import Atlas, Entry, Fact
from generator.model.codes import CodeOf, contains
from generator.model.fields import Property
from generator.model.kind import Facet, IndexColumn, Kind
from generator.model.roles import Located
from generator.model.shape import FieldShape
from generator.model.statement import Agent, Statement
from generator.model.value_types import CldrCode, Ref, Role
from generator.render.linked_words import LinkedWords, stance_style, stance_words
from generator.render.markup import NOTHING, html, joined, label_html, piece
from generator.render.tables import Cell, SortedCell
from generator.text.edtf import Edtf
from generator.text.edtf_words import in_short
from generator.text.phrases import capitalised

MAX_VALUES = 2
"""Values of one property that a row of an index shows."""
NONE = "none"
"""The value of rows that have none."""
MAX_CHOICES = 60
"""Choices of one facet, years aside: they stand on each page of an index, and there are ever more publishers."""

_ABSENT = piece('<span class="ea-st"><span class="ea-quiet">{}</span></span>')
_REST = piece(' <span class="ea-rest">+{}<span hidden>; {}</span></span>')
_STANCE = piece('<span class="ea-st ea-st-{}"><span class="ea-quiet">{}</span> {}</span>')
_WIDER = piece('<span class="ea-quiet">, {}</span>')
_QUIET = piece('<span class="ea-quiet">{}</span>')
_WHOM = piece('{} <span class="ea-quiet">{}</span>')


class PlainWords(LinkedWords):
    """Values as words without links: a row of an index leads to its entry alone."""

    def link(self, id: str, words: str | None = None, *, marked: bool = True, anchor: str = "") -> Markup:
        """Return the name of an entry."""
        return html(words) if words else label_html(self.atlas[id])


def cell(words: PlainWords, entry: Entry, column: IndexColumn, *, whole: bool = False) -> Cell:
    """Return the cell of an entry in a column; where nothing is recorded that could be, the words that the column has.

    Unless it is to be `whole`, it hides all but the first values behind their number.
    """
    if (shown := _cell(words, entry, column, whole=whole)) or not column.absent:
        return shown
    declared = entry.shape.fields[column.fields[0]].marker(Property)
    return _ABSENT(column.absent) if declared is None or entry.suits(declared) else None


def card_cell(words: PlainWords, entry: Entry, column: IndexColumn) -> str | list[str | tuple[str, str]]:
    """Return all that the cell of an entry says, in plain words; of what lasts, then each dated state.

    A state has the days that decide whether it held on a day.
    """
    shown, field = cell(words, entry, column, whole=True), entry.shape.fields[column.fields[0]]
    text = Markup((shown.value if isinstance(shown, SortedCell) else shown) or "").striptags()
    declared: Property | None = field.marker(Property)
    if declared is None or not declared.lasting:
        return text
    dated = ((fact, period_of(words.atlas, fact.statement)) for fact in _meant(words, entry, column))
    return [text, *((_said(words, field, fact, brief=True).striptags(), span.text) for fact, span in dated if span)]


def _cell(words: PlainWords, entry: Entry, column: IndexColumn, *, whole: bool) -> Cell:
    field = entry.shape.fields[column.fields[0]]
    if field.marker(Property) is None:
        value = getattr(entry.record, column.field)
        return _sorted(Markup(capitalised(str(words.value(field, value, short=True)))), value)
    if column.is_number:
        return _numbers([q for q in quantities(entry, field) if _is_meant(field, column, q.facts[0])])
    shapes, facts = entry.shape.fields, _meant(words, entry, column)
    declared: Property = field.marker(Property)
    told = words.rivals(facts) if declared.one and not declared.lasting else _answered(facts)
    said: dict[Markup, Fact] = {}
    for fact in told:
        said.setdefault(_said(words, shapes[fact.field], fact, brief=len(told) > 1), fact)
    shown = list(said)
    if declared.lasting:
        shown = [text + _period(words.atlas, fact, told[0]) for text, fact in said.items()]
    limit = len(shown) if whole else 1 if declared.one else MAX_VALUES
    text = joined(shown[:limit], "; ")
    if len(shown) > limit:
        text += _REST(len(shown) - limit, joined(shown[limit:], "; "))
    return _sorted(text, told[0].value if told else None)


def _answered(facts: list[Fact]) -> list[Fact]:
    """Put the first denial right behind the first account of who did it: it is shown as plainly."""
    stances = [(fact, stance) for fact in facts if (stance := fact.statement.stance_code) is not None]
    named = [fact for fact, stance in stances if stance.affirms][:1]
    denied = [fact for fact, stance in stances if stance_style(stance) == "denied"][:1]
    return [*named, *denied, *(fact for fact in facts if fact not in named + denied)]


def _sorted(text: Markup, value: object) -> Cell:
    return SortedCell(text, value.text) if isinstance(value, Edtf) else text


def _meant(words: PlainWords, entry: Entry, column: IndexColumn) -> list[Fact]:
    """Return the statements that a cell shows, the latest first."""
    shapes = entry.shape.fields
    facts = [fact for name in column.fields for fact in entry.facts_of(name) if _is_meant(shapes[name], column, fact)]
    return latest_first(words.atlas, facts)


def _is_meant(field: FieldShape, column: IndexColumn, fact: Fact) -> bool:
    if fact.statement.rank == "deprecated":
        return False
    part, codes = column.only
    if not part:
        return True
    value, marker = getattr(fact.statement, part), field.part(part).marker(CodeOf)
    return any(contains(marker.list_name, code, value) for code in codes)


def _said(words: PlainWords, field: FieldShape, fact: Fact, *, brief: bool) -> Markup:
    statement: Any = fact.statement
    part = field.parts[0]
    target = part.marker(Ref)
    if target is not None and target.role is Role.LOCATION:
        id = getattr(statement, part.name)
        return html(short_name(words.atlas[id])) if brief else _place(words.atlas, id)
    date, stance = getattr(statement, part.name), fact.statement.stance_code
    said = in_short(date) if isinstance(date, Edtf) else ""
    said = said or words.statement(fact, capital=stance is None)[0].striptags()
    if stance is None:
        return html(said)
    return _STANCE(stance_style(stance), html(stance_words(stance)), html(said))


def _place(atlas: Atlas, id: str) -> Markup:
    """Return a place, with the area behind it, or the country."""
    place = atlas[id].record
    assert isinstance(place, Located)
    wider = short_name(atlas[place.area]) if place.area and place.area != id else country_name(place.country)
    name = short_name(atlas[id])
    return html(name) if name == wider else html(name) + _WIDER(html(wider))


def short_name(entry: Entry) -> str:
    """Return the label of an entry, without the word for what it is where that ends it, as Anbar for Anbar Governorate."""
    field = entry.shape.fields.get("type")
    marker = field.marker(CodeOf) if field is not None else None
    if marker is None or field is None or field.many:
        return entry.label
    words = label_of(marker.list_name, getattr(entry.record, field.name))
    return entry.label.removesuffix(f" ({words})").removesuffix(f" {words}")


def _period(atlas: Atlas, fact: Fact, latest: Fact) -> Markup:
    """Return when a state was so: of the latest the year, unless it is that of the newest source."""
    if (when := fact.statement.when) is None or (span := period_of(atlas, fact.statement)) is None:
        return NOTHING
    year = span.sure[:4]
    shown = in_short(when) if fact is not latest else year if year != present_year(atlas) else ""
    return _WIDER(shown) if shown else NOTHING


def _numbers(counted: list[Quantity]) -> Cell:
    """Return numbers of people, each with who they are where they are not everybody; shares of the whole only where there is no more."""
    counted = [q for q in counted if not q.scope] or counted
    spans = [(q.span, "" if q.is_whole else q.whom(q.span)) for q in counted if q.span]
    if not spans:
        return SortedCell(_QUIET(NO_NUMBER), "0.5") if counted else None
    text = joined((_WHOM(span.short, who) if who else html(span.short) for span, who in spans), "; <br>")
    top = max(span.high for span, _ in spans)
    return text if text == f"{top:,}" else SortedCell(text, str(top))


class FacetView(NamedTuple):
    """The choices of one facet, the most frequent first."""

    label: str
    key: str
    """Its name in the query of an address."""
    choices: list[tuple[str, str, int]]
    """The values, each with its words and its number of rows."""
    rest: int
    """How many further values there are, of fewer rows each; readers find these by typing words."""
    is_choice: bool
    """It tells some rows from others: it has two values or more, or one that not all rows have."""


class Facets:
    """The facets of one kind, or of several together, filled row by row."""

    def __init__(self, atlas: Atlas, *kinds: Kind, labels: Sequence[str] = ()) -> None:
        """Prepare the facets with these labels, and behind them those that the kinds declare."""
        self._atlas = atlas
        every = [*labels]
        for kind in kinds:
            every += [facet.label for facet in kind.facets]
            every += [*([] if kind.supports else ["Origins", "Accounts"]), *(["Year"] if kind.date else [])]
        self._counts: dict[str, Counter[tuple[str, str]]] = {label: Counter() for label in every}
        self._rows = 0
        self._speakers: dict[str, str] = {}
        """The names of speakers without an entry, each as it is written first."""

    def values(self, entry: Entry, origins: int, differs: bool, date: Edtf | None) -> str:
        """Return the values of an entry and count them: facets between bars, the values of one between blanks."""
        kind, year = entry.kind, day_of(date)[:4]
        values = {facet.label: dict(self._of(entry, facet)) for facet in kind.facets}
        values["Kind"] = {kind.key: kind.plural}
        values["Body"] = self._bodies(entry) if "Body" in self._counts else {}
        several = {"two": "Two or more origins"} if origins > 1 else {"one": "One origin"}
        values["Origins"] = several if origins and not kind.supports else {}
        values["Accounts"] = {"differ": "Accounts differ"} if differs and not kind.supports else {}
        values["Year"] = {year: year} if year else {NONE: "no date"} if kind.date else {}
        self._rows += 1
        for label, counter in self._counts.items():
            counter.update(values.get(label, {}).items())
        return "|".join(" ".join(values.get(label, ())) for label in self._counts)

    def _bodies(self, entry: Entry) -> dict[str, str]:
        """Return the groups and other bodies that the facets of an entry name, in whatever part; of a body itself."""
        if Role.BODY in entry.kind.roles:
            return {entry.id: short_name(entry)}
        plain = (replace(facet, with_stance=False, absent="") for facet in entry.kind.facets if not facet.speakers)
        entries = self._atlas.entries
        named = (item for facet in plain for item in self._of(entry, facet) if item[0] in entries)
        return {id: words for id, words in named if Role.BODY in entries[id].kind.roles}

    def views(self) -> tuple[FacetView, ...]:
        """Return the facets of the rows so far, also those with one value: rows give their values by position."""
        return tuple(_view(label, counter, self._rows) for label, counter in self._counts.items())

    def _of(self, entry: Entry, facet: Facet) -> Iterator[tuple[str, str]]:
        field = entry.shape.fields[facet.field]
        values, declared = {}, field.marker(Property)
        if declared is None:
            values = dict(self._named(field, getattr(entry.record, facet.field), facet.of))
        else:
            part = field.part(facet.part) if facet.part else field.parts[0]
            facts = [fact for fact in entry.facts_of(facet.field) if fact.statement.rank != "deprecated"]
            if facts and declared.one and declared.lasting:
                # the state of today, as in the row, and what contradicts it
                latest, differ = latest_first(self._atlas, facts)[0], contested(self._atlas, entry)
                facts = [fact for fact in facts if fact is latest or fact.id in differ]
            for statement in (fact.statement for fact in facts):
                if facet.speakers:
                    values.update(self._speaking(declared, statement))
                    continue
                values.update(named := dict(self._named(part, getattr(statement, part.name), facet.of)))
                if facet.with_stance and (stance := statement.stance_code) is not None:
                    key, before = key_of(stance.label), stance_words(stance)
                    values.update({f"{key}_{id}": f"{before} {words}" for id, words in named.items()})
        if values:
            yield from values.items()
        elif facet.absent and (declared is None or entry.suits(declared)):
            yield NONE, facet.absent

    def _named(self, field: FieldShape, value: Any, of: str) -> Iterator[tuple[str, str]]:
        for item in value if isinstance(value, tuple) else (value,):
            id = item.id if isinstance(item, Agent) else item
            if id is None:
                continue
            if of:
                target = self._atlas[id]
                above = getattr(target.record, of, None) or (id if id in self._area_ids(of) else None)
                yield from self._named(target.shape.fields[of], above, "")
            elif (marker := field.marker(CodeOf)) is not None:
                yield id.lower(), label_of(marker.list_name, id)
            elif (named := field.marker(CldrCode)) is not None:
                yield id.lower(), language_name(id) if named.names == "languages" else country_name(id)
            elif isinstance(item, Agent) or field.marker(Ref) is not None:
                yield id, short_name(self._atlas[id])

    def _speaking(self, declared: Property, statement: Statement) -> Iterator[tuple[str, str]]:
        """Yield who says a statement, the body behind a speaker without an entry; what only its actor can say is the actor's."""
        stance, voices = statement.stance_code, voices_of(self._atlas, statement)
        if statement.by is None and statement.accused is not None and stance is not None and stance.own:
            voices = [statement.accused]
        for agent in voices:
            known = named_speakers(self._atlas).get(speaker_id(agent.label or ""))
            if id := agent.id or agent.of or (known and known.entry):
                yield id, short_name(self._atlas[id])
            elif id := speaker_id(str(agent.label)):
                yield id, self._speakers.setdefault(id, name_and_office(str(agent.label))[0])

    def _area_ids(self, of: str) -> frozenset[str | None]:
        """Return the entries that others name in this field; such an entry counts as lying in itself."""
        records = (entry.record for entry in self._atlas.entries.values())
        return self._atlas.once(("areas", of), lambda: frozenset(getattr(record, of, None) for record in records))


def day_of(date: Edtf | None) -> str:
    """Return the day that a date is listed under; empty where there is none."""
    return date.day if date is not None else ""


def key_of(label: str) -> str:
    """Return a label as it is written in the query of an address."""
    return label.lower().replace(" ", "-")


def _view(label: str, counter: Counter[tuple[str, str]], rows: int) -> FacetView:
    """Return a facet with its choices, the most frequent first; years from the newest, and all of them.

    Bodies stand before their stances, and these in the order of the bodies.
    """
    by_year = label == "Year"
    order = [(value, words, count) for (value, words), count in counter.items()]
    order.sort(key=lambda item: (item[0] == NONE, -item[2], "_" in item[0], item[1].casefold(), item))
    if by_year:
        order.sort(key=lambda item: "" if item[0] == NONE else item[0], reverse=True)
    shown = order if by_year else order[:MAX_CHOICES]
    places = {value: place for place, (value, _, _) in enumerate(shown)}
    bodies = {value: body for value in places if (body := value.partition("_")[2]) in places}
    shown.sort(key=lambda item: (item[0] in bodies, places[bodies.get(item[0], item[0])]))
    choices = [(value, capitalised(words), count) for value, words, count in shown]
    is_choice = len(order) > 1 or any(count < rows for count in counter.values())
    return FacetView(label, key_of(label), choices, len(order) - len(shown), is_choice)
