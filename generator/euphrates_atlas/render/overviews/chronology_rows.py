"""The rows of the chronology: dated statements, with date and speaker; used by `chronology_pages.py`."""

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from euphrates_atlas.facts.entry_dates import DatedFacts, dated_facts
from euphrates_atlas.facts.rivals import disagreements
from euphrates_atlas.facts.support import origins_of
from euphrates_atlas.facts.ties import Tie, named_ids
from euphrates_atlas.model.atlas import Atlas, Entry
from euphrates_atlas.render.linked_words import LinkedWords, stance_lead
from euphrates_atlas.render.markup import (
    BEHIND,
    LINK,
    NOTHING,
    address,
    html,
    joined,
    piece,
    section_anchor,
)
from euphrates_atlas.render.overviews.index_facets import Facets
from euphrates_atlas.render.tables import Row, SortedCell
from euphrates_atlas.text.edtf_words import in_short

MAX_SPEAKERS = 2
_DIFFERS = piece(
    ' <a class="ea-neq" href="{}" title="accounts differ"><span class="ea-vh">accounts differ</span></a>',
)
_IN_YEAR = piece(
    '<svg class="ea-inyear" viewBox="0 0 366 12" aria-hidden="true" focusable="false"><rect x="{}" width="{}" height="12"/></svg>',
)
"""Where in its year a date lies that names no day."""
_TIE = piece('<span class="ea-sub">{} <a href="{}">{}</a></span>')
_COARSER = piece(' <span class="ea-sub">also given as {}</span>')


class Line(NamedTuple):
    """A dated matter, which is an event or one statement (or several that say the same), and its row."""

    moment: DatedFacts
    row: Row

    @property
    def year(self) -> str:
        """The year under which it stands."""
        return self.moment.day[:4]

    @property
    def month(self) -> str:
        """Its month, such as `2024-03`, or its year where its date names no month."""
        return self.moment.month or self.year


def lines_of(atlas: Atlas, facets: Facets) -> list[Line]:
    """Return everything dated, in order of date, and count the values of its rows in the facets."""
    words = LinkedWords(atlas)
    return [Line(moment, _row(words, facets, moment)) for moment in dated_facts(atlas)]


def _row(words: LinkedWords, facets: Facets, moment: DatedFacts) -> Row:
    """Return date, entry, matter, speakers and number of origins, and count the row in the facets.

    Behind the entry stands a link to what accounts differ on.
    """
    entry = moment.entry
    fact = moment.facts[0]
    differing = _differing_field(words, moment)
    name = words.link(entry.id, anchor=fact.anchor)
    if differing:
        name += _DIFFERS(address(entry, section_anchor(differing)))
    cells = (
        SortedCell(html(in_short(moment.date)) + _in_year(moment), moment.date.text),
        name,
        _what(words, moment),
        _speakers(words, moment),
        len(origins_of(words.atlas, fact)),
    )
    return Row(
        cells, data={"data-f": facets.values(entry, 0, bool(differing), moment.date)}
    )


def _differing_field(words: LinkedWords, moment: DatedFacts) -> str:
    """Return the first field on which accounts differ: the one that is dated, or of an event any; empty if none."""
    if words.differs(moment.facts[0]):
        return moment.field
    if moment.is_event:
        for disagreement in disagreements(words.atlas, moment.entry):
            return disagreement[0].field
    return ""


def _speakers(words: LinkedWords, moment: DatedFacts) -> Markup:
    """Return who says so: the first speakers, and how many more there are."""
    speakers = list(dict.fromkeys(words.speaker(fact.statement) for fact in moment.facts))
    named = joined(speakers[:MAX_SPEAKERS], "; ")
    more = len(speakers) - MAX_SPEAKERS
    if more > 0:
        named += BEHIND(f"and {more} more")
    return named


def _what(words: LinkedWords, moment: DatedFacts) -> Markup:
    """Return the words for a dated matter, the coarser dates of other accounts, and for an event the events that are tied to it."""
    entry = moment.entry
    what = _matter(words, moment)
    if moment.coarser:
        dates = [
            LINK(address(entry, fact.anchor), in_short(date))
            for fact, date in moment.coarser
        ]
        what += _COARSER(joined(dates))
    if moment.is_event:
        for said, other in _chain(words.atlas, entry):
            what += _TIE(said, address(other), other.label)
    return what


def _in_year(moment: DatedFacts) -> Markup:
    """Return the stretch of its year in which a date lies that is not one day."""
    year = moment.day[:4]
    first = max(moment.date.earliest, f"{year}-01-01")
    last = min(moment.date.latest, f"{year}-12-31")
    if first >= last:
        return NOTHING
    start = _day_of_year(first)
    end = _day_of_year(last)
    return _IN_YEAR(start - 1, end - start + 1)


def _day_of_year(day: str) -> int:
    """Return the number of a day in its year, counted from 1."""
    return datetime.date.fromisoformat(day).timetuple().tm_yday


def _chain(atlas: Atlas, event: Entry) -> Iterator[tuple[str, Entry]]:
    """Yield the events that an event is tied to, as one that it answers or is part of, then those that are tied to it.

    Before each stand the words for the tie; ties without a sort of their own (`Tie.typing`) are left out.
    """
    for field, declared in event.shape.properties:
        for fact in event.current_facts(field.name):
            for _, id in named_ids(field, fact.statement):
                sort = Tie(event, field, declared, fact, id).typing
                if sort and atlas[id].kind.is_event:
                    yield sort.label, atlas[id]
    for mention in atlas.mentions[event.id]:
        other = atlas[mention.entry_id]
        fact_there = mention.fact
        if not fact_there or not fact_there.statement.is_current or not other.kind.is_event:
            continue
        field = atlas.field_of(mention)
        sort = Tie(other, field, field.declared, fact_there, event.id).typing
        if sort:
            yield sort.inverse, other


def _matter(words: LinkedWords, moment: DatedFacts) -> Markup:
    """Return the words for a dated matter: type and place of an event, else the property and its statement."""
    entry = moment.entry
    fact = moment.facts[0]
    if moment.is_event:
        fields = ("type", entry.kind.place)
        facts = [own for field in fields for own in entry.current_facts(field)[:1]]
        said = [words.statement(own)[0] for own in facts]
        return joined(said, "\N{NO-BREAK SPACE}·\N{NO-BREAK SPACE}")
    declared = entry.shape.fields[moment.field].declared
    label = declared.label
    if moment.part not in ("value", "when", "said"):
        label += f", {moment.part}"
    if declared.one or fact.value == moment.date:
        return html(label)
    lead = html(f"{label}: ") + stance_lead(fact.statement.stance_code, actor=True)
    return lead + words.statement(fact)[0]
