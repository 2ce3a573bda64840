"""The entries on the map, for its script: where each is, when, the choices that it answers to, and what its card says."""

import json
from collections.abc import Sequence
from typing import Any

from generator.facts.comparison import disagreements
from generator.facts.entry_dates import date_of
from generator.facts.locations import Presence, recorded_years
from generator.facts.support import cited_in
from generator.model.atlas import Atlas, Entry
from generator.model.kind import IndexColumn, Kind
from generator.render.markup import address
from generator.render.overviews.index_values import Facets, FacetView, PlainWords, cell_words, day_of
from generator.text.edtf_words import in_short, in_words


def map_entries(atlas: Atlas, shown: Sequence[Presence], kinds: Sequence[Kind]) -> tuple[tuple[FacetView, ...], bytes]:
    """Return the choices, those of the indexes of these kinds, and the file of the entries, the newest first.

    `frontend/src/map/entries.ts` reads the file: its rows are lists in the order that they have there.
    """
    places: dict[Entry, list[int]] = {}
    for number, presence in enumerate(shown):
        for entry in presence.entries:
            places.setdefault(entry, []).append(number)
    entries = sorted(places, key=lambda entry: entry.id)
    entries.sort(key=lambda entry: day_of(date_of(entry)), reverse=True)
    facets, words = Facets(atlas, *sorted(kinds, key=lambda kind: not kind.is_event)), PlainWords(atlas)
    rows = [_row(words, facets, entry, places[entry]) for entry in entries]
    views = facets.views()
    listed = {
        "facets": [view.key if view.choices else "" for view in views],
        "at": [presence.place.id for presence in shown],
        "columns": {kind.singular.lower(): [column.label for column in _columns(kind)] for kind in kinds},
        "rows": rows,
    }
    return views, json.dumps(listed, ensure_ascii=False, separators=(",", ":")).encode()


def _row(words: PlainWords, facets: Facets, entry: Entry, places: list[int]) -> list[Any]:
    date, (_, origins) = date_of(entry), cited_in(words.atlas, entry)
    values = facets.values(entry, len(origins), bool(disagreements(words.atlas, entry)), date)
    name = entry.label.removesuffix(f", {in_words(date)}") if date else entry.label
    cells = [cell_words(words, entry, column) for column in _columns(entry.kind)]
    days = (date.earliest, date.latest) if date else None
    when = in_short(date) if date else ""
    return [address(entry), name, when, places, "|".join(values), cells, recorded_years(entry), days]


def _columns(kind: Kind) -> list[IndexColumn]:
    """Return what a card says: the columns of the index beside the date and the place, which stand there already."""
    return [column for column in kind.columns if column.field not in (kind.date, kind.place)]
