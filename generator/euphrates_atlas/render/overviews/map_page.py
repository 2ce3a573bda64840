"""The maps of all places: that of events on the first page, and the page of the map with its table by kind and period.

`site/parts.py` runs `pages`.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup
from pydantic_core import to_json

from euphrates_atlas.draw.labels import TypeSizes
from euphrates_atlas.draw.locations import Presence, Years, presences, recorded_years
from euphrates_atlas.draw.map_frame import frame_element, map_svg
from euphrates_atlas.draw.region_map import (
    LEAST_RADIUS,
    CountedPlace,
    Sheet,
    is_counted,
    is_outlined,
    region_drawing,
)
from euphrates_atlas.facts.entry_dates import date_of, day_of
from euphrates_atlas.facts.plain_words import counted_entries
from euphrates_atlas.facts.rivals import disagreements
from euphrates_atlas.facts.support import cited_in
from euphrates_atlas.kinds import types_of
from euphrates_atlas.model.atlas import Atlas, Entry
from euphrates_atlas.model.kind import IndexColumn, Kind
from euphrates_atlas.model.value_types import Role
from euphrates_atlas.render.environment import filled
from euphrates_atlas.render.linked_words import LinkedWords
from euphrates_atlas.render.markup import BEHIND, LINK, address, piece, section_anchor
from euphrates_atlas.render.overviews.index_facets import Facets
from euphrates_atlas.render.overviews.index_values import PlainWords, card_cell
from euphrates_atlas.render.site_input import Pages, SiteInput
from euphrates_atlas.render.tables import DASH, Cell, Column, Row, Table, number, table
from euphrates_atlas.subject import subject
from euphrates_atlas.text.edtf_words import in_short, in_words
from euphrates_atlas.text.phrases import counted

SHEET = Sheet(720, 556, TypeSizes(phone=29, desk=16.5), widest=26, named=(5, 40))
SMALL_SHEET = Sheet(360, 278, TypeSizes(phone=14.5, desk=8.5), widest=14, named=(6, 30))
"""Of the first page."""
MOST_PERIODS = 6
MOST_PLACES = 200
"""Places on the map and in its table: those with the most entries."""
ENTRIES = "entries.json"
"""The file of the entries on the map, for the script."""
_PERIODS = piece(
    '<tr class="ea-spans"><td colspan="{}"></td><th colspan="{}">In these years; what lasts counts in each</th></tr>',
)


def pages(site: SiteInput) -> Pages:
    """Yield the page and what its script reads; places without entries are left to the index of places.

    An atlas without a region has none.
    """
    if not subject().region.name:
        return
    atlas = site.atlas
    used = [presence for presence in presences(atlas) if presence.entries]
    used.sort(key=lambda presence: -len(presence.entries))
    largest = used[:MOST_PLACES]
    shown = sorted(largest, key=lambda presence: presence.place.id)
    present = {entry.kind for entry in _entries_at(shown)}
    kinds = sorted(present, key=lambda kind: kind.order)
    marks = [_mark(presence, kinds) for presence in shown]
    counts = [mark.total for mark in marks if is_counted(SHEET.view, mark.location)]
    most = max(counts, default=1)
    events_first = sorted(kinds, key=lambda kind: not kind.is_event)
    facets = Facets(atlas, *events_first, labels=("Kind", "Body"))
    entries = _entries_file(atlas, shown, kinds, facets)
    places = types_of(Role.LOCATION)[0].kind
    page = filled(
        "map.md.j2",
        svgs=list(map(Markup, _svgs(marks, most))),
        kinds=kinds,
        facets=facets.views(),
        entries=ENTRIES,
        table=_table(LinkedWords(atlas), largest, kinds),
        summary=_summary(shown, kinds),
        left_out=len(used) - len(shown),
        index=f"../{places.folder}/index.html",
        most=most,
        widest=SHEET.widest,
        least=LEAST_RADIUS,
    )
    yield "map/index.md", page
    yield f"map/{ENTRIES}", entries


def _entries_at(shown: Sequence[Presence]) -> Iterator[Entry]:
    """Yield the entries at these places; one that is at several is yielded for each."""
    for presence in shown:
        yield from presence.entries


def _mark(presence: Presence, kinds: Sequence[Kind]) -> CountedPlace:
    """Return the mark of a place, which counts its entries by kind."""
    counts = Counter(entry.kind for entry in presence.entries)
    numbers = tuple((kind, counts[kind]) for kind in kinds if kind in counts)
    words = ", ".join(counted_entries(number, kind) for kind, number in numbers)
    title = f"{presence.place.label}: {words}"
    return CountedPlace(presence.location, numbers, title, address(presence.place))


def _entries_file(
    atlas: Atlas, shown: Sequence[Presence], kinds: Sequence[Kind], facets: Facets
) -> bytes:
    """Return the entries on the map as JSON, newest first: the places, dates, values of facets and card of each.

    `frontend/src/map/entries.ts` reads the file: its rows are lists in the order that they have there.
    """
    places: dict[Entry, list[int]] = {}
    for at, presence in enumerate(shown):
        for entry in presence.entries:
            places.setdefault(entry, []).append(at)
    entries = sorted(places, key=lambda entry: entry.id)
    entries.sort(key=lambda entry: day_of(date_of(entry)), reverse=True)
    words = PlainWords(atlas)
    columns = {}
    for kind in kinds:
        columns[kind.key] = [column.label for column in _columns(kind)]
    rows = [_card(words, facets, entry, places[entry]) for entry in entries]
    listed = {
        "rows": rows,
        "facets": [view.key if view.choices else "" for view in facets.views()],
        "at": [presence.place.id for presence in shown],
        "columns": columns,
    }
    return to_json(listed)


def _card(words: PlainWords, facets: Facets, entry: Entry, places: list[int]) -> list[Any]:
    """Return the row of an entry in the file for the script."""
    atlas = words.atlas
    date = date_of(entry)
    name = entry.label
    when = ""
    days = None
    if date:
        name = name.removesuffix(f", {in_words(date)}")
        when = in_short(date)
        days = date.earliest, date.latest
    _, origins = cited_in(atlas, entry)
    differs = bool(disagreements(atlas, entry))
    return [
        address(entry),
        name,
        when,
        places,
        facets.values(entry, len(origins), differs, date),
        [card_cell(words, entry, column) for column in _columns(entry.kind)],
        recorded_years(entry),
        days,
    ]


def _columns(kind: Kind) -> list[IndexColumn]:
    """Return the columns that a card shows: those of the index but the date and the place, which stand there already."""
    return [
        column for column in kind.columns if column.field not in (kind.date, kind.place)
    ]


def periods_of(dated: Sequence[Years]) -> tuple[Years, ...]:
    """Return spans of years alike in length, the last ending with the newest year, at most six."""
    if not dated:
        return ()
    first = min(years[0] for years in dated)
    last = max(years[1] for years in dated)
    length = math.ceil((last - first + 1) / MOST_PERIODS)
    periods: list[Years] = []
    for end in range(last, first - 1, -length):
        periods.insert(0, (max(end - length + 1, first), end))
    return tuple(periods)


def _summary(shown: Sequence[Presence], kinds: Sequence[Kind]) -> str:
    """Return how many entries of each kind are at how many places."""
    counts = Counter(entry.kind for entry in set(_entries_at(shown)))
    if not counts:
        return "Nothing is recorded at a place yet"
    numbers = ", ".join(counted_entries(counts[kind], kind) for kind in kinds)
    return f"{numbers}, at {counted(len(shown), 'place')}"


def _table(
    words: LinkedWords,
    shown: Sequence[Presence],
    kinds: Sequence[Kind],
) -> Table:
    """Return how many entries of each kind, and in each period, are at each place."""
    years_of = [recorded_years(entry) for entry in _entries_at(shown)]
    periods = periods_of([years for years in years_of if years])
    columns = [Column("Place", is_head=True)]
    columns += [
        number(kind.plural, f"{kind.plural.lower()}:", absent=DASH) for kind in kinds
    ]
    for first, last in periods:
        label = f"{first}–{last}" if first < last else str(first)
        years = {"class": "ea-n", "data-first": str(first), "data-last": str(last)}
        column = number(label, f"{label}:", absent=DASH)
        columns.append(column._replace(head_attributes=years))
    rows = [_row(words, presence, kinds, periods) for presence in shown]
    return table(
        "Places, with what is recorded at each, by kind and by years",
        rows,
        columns,
        "ea-ix ea-map-table",
        script="data-map-table",
        is_wide=True,
        above=_PERIODS(1 + len(kinds), len(periods)) if periods else "",
    )


def _row(
    words: LinkedWords,
    presence: Presence,
    kinds: Sequence[Kind],
    periods: Sequence[Years],
) -> Row:
    """Return the counts of a place by kind and by period."""
    place = presence.place
    name = words.place_path(presence.location.place)
    drawn = _drawn_words(presence)
    if drawn:
        name += BEHIND(drawn)
    cells: list[Cell] = [name]
    counts = Counter(entry.kind for entry in presence.entries)
    for kind in kinds:
        anchor = section_anchor(kind.place, kind)
        cells.append(LINK(address(place, anchor), counts[kind]) if counts[kind] else None)
    years = [recorded_years(entry) for entry in presence.entries]
    cells += [sum(_touches(own, period) for own in years) or None for period in periods]
    return Row(tuple(cells), data={"data-place": place.id})


def _touches(years: Years | None, period: Years) -> bool:
    """Tell whether an entry is of a period; one without a date is of every one."""
    return not years or (years[0] <= period[1] and period[0] <= years[1])


def _drawn_words(presence: Presence) -> str:
    """Return how a place is drawn, where that is not as a mark that grows with the count."""
    view = SHEET.view
    area = presence.location
    if is_counted(view, area):
        return ""
    if is_outlined(view, area):
        return "drawn as an outline"
    return "not drawn: a country" if area.outline else "not drawn: outside this map"


def _svgs(marks: Sequence[CountedPlace], most: int) -> list[str]:
    """Return the map of the region, and that of the part shown larger; the largest mark stands for `most` entries."""
    words = "Each mark leads to what is at its place. The table below has the same numbers."
    title = "Map of recorded events and sites"
    drawing = region_drawing(SHEET, marks, "entry")
    part = subject().region.close_up
    larger = []
    if part:
        sheet = SHEET._replace(height=340, part=part.view)
        drawing += frame_element(SHEET.view, sheet.view.bounds)
        towns = [mark for mark in marks if is_counted(sheet.view, mark.location)]
        close_up = region_drawing(sheet, towns, "entry", most)
        larger.append(
            map_svg(
                "ea-map ea-map-close-up",
                sheet.size,
                "close-up",
                part.name,
                f"Close-up. {words}",
                close_up,
            )
        )
    return [
        map_svg("ea-map ea-map-atlas", SHEET.size, "atlas", title, words, drawing),
        *larger,
    ]


def region_map(atlas: Atlas) -> Markup | None:
    """Return the map of the events of an atlas for the first page, or None where there is no event.

    A mark stands for a town or district; what is known to a wider area or a country alone, or lies
    outside the region, is counted beneath.
    """
    kinds = [kind for kind in atlas.kinds if kind.is_event and kind.place]
    events = set()
    drawn = set()
    circles = []
    for presence in presences(atlas):
        own = [entry for entry in presence.entries if entry.kind in kinds]
        events.update(own)
        if own and is_counted(SMALL_SHEET.view, presence.location):
            drawn.update(own)
            title = f"{presence.place.label} ({len(own)})"
            circles.append(CountedPlace(presence.location, ((kinds[0], len(own)),), title))
    if not events or not subject().region.name:
        return None
    largest = sorted(circles, key=lambda circle: (-circle.total, circle.location.place))[:4]
    words = (
        f"{subject().region.name} with a mark for each of {len(circles)} towns or districts, larger where more events are "
        f"recorded. Most are recorded at {'; '.join(circle.words for circle in largest)}. "
        "The map page has the same as a table."
    )
    drawing = region_drawing(SMALL_SHEET, circles, "event")
    svg = Markup(
        map_svg(
            "ea-map ea-map-region",
            SMALL_SHEET.size,
            "region",
            "Map of recorded events",
            words,
            drawing,
        )
    )
    more = len(events - drawn)
    return Markup(filled("parts/region_map.md.j2", svg=svg, kind=kinds[0], more=more))
