"""The maps of all places: that of events on the first page, and the page of the map with its table by kind and period."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from generator.draw.ground import frame_element
from generator.draw.labels import TypeSizes
from generator.draw.region import LEAST_RADIUS, CountedPlace, Sheet, is_counted, is_outlined, region_drawing, region_svg
from generator.facts.entry_dates import date_of
from generator.facts.plain_words import counted_entries
from generator.facts.rivals import disagreements
from generator.facts.support import cited_in
from generator.geo.locations import Presence, Years, presences, recorded_years
from generator.model.atlas import Atlas, Entry
from generator.model.kind import IndexColumn, Kind
from generator.model.value_types import Role
from generator.render.environment import filled
from generator.render.linked_words import LinkedWords
from generator.render.markup import LINK, NOTHING, SUB, address, html, piece, section_anchor
from generator.render.overviews.index_values import Facets, PlainWords, card_cell, day_of
from generator.render.site_input import SiteInput
from generator.render.tables import DASH, Column, Row, Table, number
from generator.subject import subject
from generator.text.edtf_words import in_short, in_words
from generator.text.phrases import counted

SHEET = Sheet(720, 556, TypeSizes(phone=29, desk=16.5), widest=26, named=(5, 40))
SMALL_SHEET = Sheet(360, 278, TypeSizes(phone=14.5, desk=8.5), widest=14, named=(6, 30))
"""Of the first page."""
MOST_PERIODS = 6
MOST_PLACES = 200
"""Places on the map and in its table: those with the most entries."""
ENTRIES = "entries.json"
"""The file of the entries on the map, for the script."""
_PERIODS = piece(
    '<tr class="ea-spans"><td colspan="{}"></td><th colspan="{}">In these years; what lasts counts in each</th></tr>'
)


def pages(site: SiteInput) -> Iterator[tuple[str, str | bytes]]:
    """Yield the page and what its script reads; places without entries are left to the index of places."""
    atlas = site.atlas
    used = sorted((place for place in presences(atlas) if place.entries), key=lambda p: (-len(p.entries), p.place.id))
    shown = sorted(used[:MOST_PLACES], key=lambda presence: presence.place.id)
    folders = {entry.kind.folder for presence in shown for entry in presence.entries}
    kinds = [kind for kind in atlas.kinds if kind.folder in folders]
    periods = periods_of([years for presence in shown for e in presence.entries if (years := recorded_years(e))])
    marks = []
    for presence in shown:
        numbers = tuple((k, n) for k in kinds if (n := sum(entry.kind is k for entry in presence.entries)))
        words = ", ".join(counted_entries(n, kind) for kind, n in numbers)
        title = f"{presence.place.label}: {words}"
        marks.append(CountedPlace(presence.location, numbers, title, address(presence.place)))
    most = max((mark.count for mark in marks if is_counted(SHEET.view, mark.location)), default=1)
    facets = Facets(atlas, *sorted(kinds, key=lambda kind: not kind.is_event), labels=("Kind", "Body"))
    entries = _entries_file(atlas, shown, kinds, facets)
    page = filled(
        "map.md.j2",
        svgs=list(_svgs(marks, most)),
        kinds=kinds,
        facets=facets.views(),
        entries=ENTRIES,
        table=_table(LinkedWords(atlas), shown, kinds, periods),
        summary=_summary(shown, kinds),
        left_out=len(used) - len(shown),
        index=next(f"../{kind.folder}/index.html" for kind in atlas.kinds if Role.LOCATION in kind.roles),
        most=most,
        widest=SHEET.widest,
        least=LEAST_RADIUS,
    )
    yield "map/index.md", page
    yield f"map/{ENTRIES}", entries


def _entries_file(atlas: Atlas, shown: Sequence[Presence], kinds: Sequence[Kind], facets: Facets) -> bytes:
    """Return the entries, newest first: where each is, when, the choices that it answers to, and what its card says.

    `frontend/src/map/entries.ts` reads the file: its rows are lists in the order that they have there.
    """
    places: dict[Entry, list[int]] = {}
    for at, presence in enumerate(shown):
        for entry in presence.entries:
            places.setdefault(entry, []).append(at)
    entries = sorted(places, key=lambda entry: entry.id)
    entries.sort(key=lambda entry: day_of(date_of(entry)), reverse=True)
    words = PlainWords(atlas)
    listed = {
        "rows": [_card(words, facets, entry, places[entry]) for entry in entries],  # these give the facets their values
        "facets": [view.key if view.choices else "" for view in facets.views()],
        "at": [presence.place.id for presence in shown],
        "columns": {kind.key: [column.label for column in _columns(kind)] for kind in kinds},
    }
    return json.dumps(listed, ensure_ascii=False, separators=(",", ":")).encode()


def _card(words: PlainWords, facets: Facets, entry: Entry, places: list[int]) -> list[Any]:
    date, (_, origins) = date_of(entry), cited_in(words.atlas, entry)
    values = facets.values(entry, len(origins), bool(disagreements(words.atlas, entry)), date)
    name = entry.label.removesuffix(f", {in_words(date)}") if date else entry.label
    cells = [card_cell(words, entry, column) for column in _columns(entry.kind)]
    days = (date.earliest, date.latest) if date else None
    return [address(entry), name, in_short(date) if date else "", places, values, cells, recorded_years(entry), days]


def _columns(kind: Kind) -> list[IndexColumn]:
    """Return what a card says: the columns of the index beside the date and the place, which stand there already."""
    return [column for column in kind.columns if column.field not in (kind.date, kind.place)]


def periods_of(dated: Sequence[Years]) -> tuple[Years, ...]:
    """Return spans of years alike in length, the last ending with the newest year, at most six."""
    if not dated:
        return ()
    first, last = min(years[0] for years in dated), max(years[1] for years in dated)
    length = -(-(last - first + 1) // MOST_PERIODS)
    ends = range(last, first - 1, -length)
    return tuple((max(end - length + 1, first), end) for end in reversed(ends))


def _summary(shown: Sequence[Presence], kinds: Sequence[Kind]) -> str:
    """Return how many entries of each kind are at how many places."""
    entries = {entry.id: entry for presence in shown for entry in presence.entries}
    if not entries:
        return "Nothing is recorded at a place yet"
    numbers = [counted_entries(sum(e.kind is kind for e in entries.values()), kind) for kind in kinds]
    return f"{', '.join(numbers)}, at {counted(len(shown), 'place')}"


def _table(links: LinkedWords, shown: Sequence[Presence], kinds: Sequence[Kind], periods: Sequence[Years]) -> Table:
    """Return how many entries of each kind, and in each period, are at each place; the place with most first."""
    columns = [Column("Place", is_head=True)]
    columns += [number(kind.plural, f"{kind.plural.lower()}:", absent=DASH) for kind in kinds]
    for first, last in periods:
        years = {"class": "ea-n", "data-first": str(first), "data-last": str(last)}
        words = f"{first}–{last}" if first < last else str(first)
        columns.append(Column(words, style="ea-n", unit=f"{words}:", absent=DASH, head_attributes=years))
    most_first = sorted(shown, key=lambda presence: (-len(presence.entries), presence.place.id))
    rows = tuple(_row(links, presence, kinds, periods) for presence in most_first)
    caption = "Places, with what is recorded at each, by kind and by years"
    above = _PERIODS(1 + len(kinds), len(periods)) if periods else ""
    return Table(caption, tuple(columns), rows, "ea-ix ea-map-table", "data-map-table", is_wide=True, above=above)


def _row(words: LinkedWords, presence: Presence, kinds: Sequence[Kind], periods: Sequence[Years]) -> Row:
    """Return the counts of a place by kind and by period."""
    place = presence.place
    by_kind = {kind: [entry for entry in presence.entries if entry.kind is kind] for kind in kinds}
    drawn = _drawn_words(presence)
    name = words.place_path(presence.location.place) + (html(" ") + SUB(drawn) if drawn else NOTHING)
    anchors = {kind: section_anchor(kind.place, kind) for kind in kinds}
    links = (LINK(address(place, anchors[kind]), len(own)) if own else None for kind, own in by_kind.items())
    years = [recorded_years(entry) for entry in presence.entries]  # one without a date is in every period
    counts = (
        sum(own is None or (own[0] <= last and first <= own[1]) for own in years) or None for first, last in periods
    )
    return Row((name, *links, *counts), data={"data-place": place.id})


def _drawn_words(presence: Presence) -> str:
    """Return how a place is drawn, where that is not as a mark that grows with the count."""
    view, area = SHEET.view, presence.location
    if is_counted(view, area):
        return ""
    if is_outlined(view, area):
        return "drawn as an outline"
    return "not drawn: a country" if area.outline is not None else "not drawn: outside this map"


def _svgs(marks: Sequence[CountedPlace], most: int) -> Iterator[Markup]:
    """Yield the map of the region, and that of the part shown larger; the largest mark stands for `most` entries."""
    words = "Each mark leads to what is at its place. The table below has the same numbers."
    drawing = region_drawing(SHEET, marks, "entry")
    further = []
    if (part := subject().region.close_up) is not None:
        sheet = replace(SHEET, height=340, part=part.view)
        drawing += frame_element(SHEET.view, sheet.view.bounds)
        towns = [mark for mark in marks if is_counted(sheet.view, mark.location)]
        larger = region_drawing(sheet, towns, "entry", most)
        further.append(region_svg(sheet, part.name, f"Close-up. {words}", larger, id="close-up"))
    title = "Map of recorded events and sites"
    yield from map(Markup, [region_svg(SHEET, title, words, drawing, id="atlas"), *further])


def region_map(atlas: Atlas) -> Markup | None:
    """Return the map of the events of an atlas for the first page, or None where there is no event.

    A mark stands for a town or district; what is known to a wider area or a country alone, or lies
    outside the region, is counted beneath.
    """
    kinds = [kind for kind in atlas.kinds if kind.is_event and kind.place]
    everywhere = [(presence, [e for e in presence.entries if e.kind in kinds]) for presence in presences(atlas)]
    events = {event.id for _, own in everywhere for event in own}
    if not events:
        return None
    drawn = [(at, own) for at, own in everywhere if own and is_counted(SMALL_SHEET.view, at.location)]
    circles = [
        CountedPlace(at.location, ((kinds[0], len(own)),), f"{at.place.label} ({len(own)})") for at, own in drawn
    ]
    names = sorted(circles, key=lambda c: (-c.count, c.location.place))[:4]
    words = (
        f"{subject().region.name} with a mark for each of {len(circles)} towns or districts, larger where more events are "
        f"recorded. Most are recorded at {'; '.join(c.words for c in names)}. The map page has the same as a table."
    )
    drawing = region_drawing(SMALL_SHEET, circles, "event")
    svg = Markup(region_svg(SMALL_SHEET, "Map of recorded events", words, drawing, id="region"))
    more = len(events) - len({event.id for _, own in drawn for event in own})
    return Markup(filled("parts/region_map.md.j2", svg=svg, kind=kinds[0], more=more))
