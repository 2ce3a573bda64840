"""The cells of an index and of the cards of the map: what an entry says in a few plain words.

Used by `index_pages.py` and `map_page.py`.
"""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from euphrates_atlas.facts.holding import latest_first, newest_work, period_of
from euphrates_atlas.facts.plain_words import country_name, label_of
from euphrates_atlas.facts.quantities import NO_NUMBER, Quantity, quantities
from euphrates_atlas.model.atlas import Atlas, Entry, Fact
from euphrates_atlas.model.codes import contains
from euphrates_atlas.model.kind import IndexColumn
from euphrates_atlas.model.roles import Located
from euphrates_atlas.model.shape import FieldShape
from euphrates_atlas.render.linked_words import LinkedWords, stance_style, stance_words
from euphrates_atlas.render.markup import NOTHING, html, joined, label_html, piece
from euphrates_atlas.render.tables import Cell, SortedCell
from euphrates_atlas.text.edtf import Edtf
from euphrates_atlas.text.edtf_words import in_short
from euphrates_atlas.text.phrases import capitalised

MAX_VALUES = 2
"""Values of one property that a row of an index shows."""
_ABSENT = piece('<span class="ea-st"><span class="ea-quiet">{}</span></span>')
_REST = piece('<span class="ea-rest"> +{}<span hidden>; {}</span></span>')
_STANCE = piece('<span class="ea-st ea-st-{}"><span class="ea-quiet">{}</span> {}</span>')
_WIDER = piece('<span class="ea-quiet">, {}</span>')
_QUIET = piece('<span class="ea-quiet">{}</span>')
_WHOM = piece('{} <span class="ea-quiet">{}</span>')


class PlainWords(LinkedWords):
    """Values as words without links: a row of an index leads to its entry alone."""

    def link(self, id: str, words: str | None = None, **_: Any) -> Markup:
        """Return the name of an entry."""
        return html(words) if words else label_html(self.atlas[id])


def cell(
    words: PlainWords,
    entry: Entry,
    column: IndexColumn,
    *,
    whole: bool = False,
) -> Cell:
    """Return the cell of an entry in a column; where nothing is recorded that could be, the words that the column has.

    Unless it is to be `whole`, it hides all but the first values behind their number.
    """
    shown = _cell(words, entry, column, whole=whole)
    if shown or not column.absent:
        return shown
    declared = _field(entry, column).declared
    if not declared or entry.suits(declared):
        return _ABSENT(column.absent)
    return None


CardCell = str | list[str | tuple[str, str]]
"""A text; of what lasts a list of the text and, behind it, each dated state with the days that decide when it held."""


def card_cell(words: PlainWords, entry: Entry, column: IndexColumn) -> CardCell:
    """Return all that the cell of an entry says, in plain words; of a lasting property with its states, see `CardCell`."""
    shown = cell(words, entry, column, whole=True)
    if isinstance(shown, SortedCell):
        shown = shown.value
    text = Markup(shown or "").striptags()
    declared = _field(entry, column).declared
    if not declared or not declared.lasting:
        return text
    card: list[str | tuple[str, str]] = [text]
    for fact in _meant(words, entry, column):
        span = period_of(words.atlas, fact.statement)
        if span:
            said = _said(words, fact, brief=True)
            card.append((said.striptags(), span.text))
    return card


def _field(entry: Entry, column: IndexColumn) -> FieldShape:
    return entry.shape.fields[column.fields[0]]


def _cell(
    words: PlainWords,
    entry: Entry,
    column: IndexColumn,
    *,
    whole: bool,
) -> Cell:
    """Return the cell of an entry, empty where nothing is recorded."""
    field = _field(entry, column)
    declared = field.declared
    if not declared:
        value = getattr(entry.record, column.field)
        text = str(words.value(field, value, short=True))
        return _sorted(Markup(capitalised(text)), value)
    if column.is_number:
        every = quantities(entry, field)
        return _numbers([own for own in every if _is_meant(entry, column, own.facts[0])])
    facts: Sequence[Fact] = _meant(words, entry, column)
    # A state may have several values, each of its own time: they are no rivals.
    facts = (
        words.rivals(facts) if declared.one and not declared.lasting else _answered(facts)
    )
    if not facts:
        return NOTHING
    # Statements that say the same stand there once, with the first of them.
    said: dict[Markup, Fact] = {}
    for fact in facts:
        text = _said(words, fact, brief=len(facts) > 1)
        said.setdefault(text, fact)
    shown = list(said)
    if declared.lasting:
        as_of = "as of " if declared.one else ""
        is_alone = not as_of or len(said) == 1
        shown = [
            text + _period(words.atlas, fact, facts[0], as_of, is_alone=is_alone)
            for text, fact in said.items()
        ]
    # The others are hidden behind their number; scripts that filter and sort rows read them there.
    room = 1 if declared.one else MAX_VALUES
    if whole:
        room = len(shown)
    cell = joined(shown[:room], "; ")
    if shown[room:]:
        cell += _REST(len(shown) - room, joined(shown[room:], "; "))
    return _sorted(cell, facts[0].value)


def _answered(facts: Sequence[Fact]) -> list[Fact]:
    """Return statements with the two that a row shows in front: one that affirms that somebody did it, and the first denial.

    The first is a preferred one if there is any, else a claim, else an accusation.
    """
    affirmed = []
    denied = []
    for fact in facts:
        stance = fact.statement.stance_code
        if stance and stance.affirms:
            affirmed.append((fact, stance.own))
        if stance and stance_style(stance) == "denied":
            denied.append(fact)
    affirmed.sort(key=lambda one: (one[0].statement.is_preferred, one[1]), reverse=True)
    order = [fact for fact, _ in affirmed[:1]] + denied[:1]
    return order + [fact for fact in facts if fact not in order]


def _sorted(text: Markup, value: object) -> Cell:
    """Return a text, sorted by the date that it says."""
    return SortedCell(text, value.text) if isinstance(value, Edtf) else text


def _meant(words: PlainWords, entry: Entry, column: IndexColumn) -> list[Fact]:
    """Return the statements that a cell shows, the latest first; acts that were undone come last."""
    facts = []
    for name in column.fields:
        facts += [fact for fact in entry.facts_of(name) if _is_meant(entry, column, fact)]
    return sorted(
        latest_first(words.atlas, facts), key=lambda fact: bool(fact.statement.end_of_act)
    )


def _is_meant(entry: Entry, column: IndexColumn, fact: Fact) -> bool:
    """Tell whether a column shows a statement: those that are superseded are left out, and some columns show certain codes alone."""
    if not fact.statement.is_current:
        return False
    part, codes = column.only
    if not part:
        return True
    value = getattr(fact.statement, part)
    list_name = entry.shape.fields[fact.field].part(part).code_list.name
    return any(contains(list_name, code, value) for code in codes)


def _said(words: PlainWords, fact: Fact, *, brief: bool) -> Markup:
    """Return what a statement says in a cell; beside others it is `brief`, a place without its area."""
    part = words.atlas.field_of(fact).parts[0]
    value = getattr(fact.statement, part.name)
    if part.names_place:
        if brief:
            return html(short_name(words.atlas[value]))
        return _place(words.atlas, value)
    stance = fact.statement.stance_code
    said = in_short(value) if isinstance(value, Edtf) else ""
    if not said:
        told, _ = words.statement(fact, capital=not stance)
        said = told.striptags()
    if not stance:
        end = fact.statement.end_of_act
        return html(said) + (_WIDER(f"until {in_short(end)}") if end else NOTHING)
    return _STANCE(stance_style(stance), stance_words(stance), said)


def _place(atlas: Atlas, id: str) -> Markup:
    """Return a place, with the area behind it, or the country."""
    place = atlas[id].record
    assert isinstance(place, Located)
    name = short_name(atlas[id])
    wider = country_name(place.country)
    if place.area and place.area != id:
        wider = short_name(atlas[place.area])
    if wider == name:
        return html(name)
    return html(name) + _WIDER(wider)


def short_name(entry: Entry) -> str:
    """Return the label of an entry, without its type where that ends it: `Anbar` for `Anbar Governorate`."""
    field = entry.shape.fields.get("type")
    if not field or not field.code_list or field.many:
        return entry.label
    words = label_of(field.code_list.name, getattr(entry.record, field.name))
    return entry.label.removesuffix(f" ({words})").removesuffix(f" {words}")


def _period(
    atlas: Atlas, fact: Fact, latest: Fact, as_of: str, *, is_alone: bool
) -> Markup:
    """Return the period of a state, to stand behind its words, such as `, 2014 to 2017`.

    The `latest` state, if it has not ended, has the last year for which it is known, behind the words `as_of`. Where it
    `is_alone`, it has none if that is the year of the newest work. Beside others it always has one, else what happened
    in one month would seem to be the state for good.
    """
    when = fact.statement.when
    span = period_of(atlas, fact.statement)
    if not when:
        return NOTHING
    is_over = when.is_interval and when.end
    if fact is not latest or not span or is_over:
        return _WIDER(in_short(when))
    year = span.sure[:4]
    newest = newest_work(atlas)
    is_present = newest and newest.last_known[:4] == year
    told = year if is_alone or when.is_interval else in_short(when)
    return NOTHING if is_present and is_alone else _WIDER(as_of + told)


def _numbers(counted: list[Quantity]) -> Cell:
    """Return the cell of some numbers, each with the people it counts unless these are all; it is sorted by the highest.

    Numbers for a part of the event stand there only where there are no others. They, and words without a number, are sorted
    between none and one: their number would be compared with those of whole events.
    """
    if not counted:
        return None
    wholes = [quantity for quantity in counted if not quantity.scope]
    are_of_times = len({quantity.when for quantity in counted}) > 1
    texts = []
    top = 0
    for quantity in wholes or counted:
        span = quantity.span
        if not span:
            continue
        told = [] if quantity.is_whole else [quantity.whom(span)]
        if are_of_times and quantity.when:
            told.append(in_short(quantity.when))
        texts.append(_WHOM(span.short, ", ".join(told)) if told else span.short)
        if wholes:
            top = max(top, span.high.number)
    if not texts:
        return SortedCell(_QUIET(NO_NUMBER), "0.5")
    cell = joined(texts, "; <br>")
    return cell if cell == f"{top:,}" else SortedCell(cell, str(top if wholes else 0.5))
