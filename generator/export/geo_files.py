"""Where entries are, for maps and gazetteers: GeoJSON, and the Linked Places Format. Nothing is finer than pages show it."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import cos, fsum, pi, radians, sin
from typing import Any

from pydantic_core import to_json

from generator.export.data_tables import DataTables, bounds
from generator.export.identity import LICENCE_ADDRESS, external_ids
from generator.export.present import present
from generator.facts.entry_dates import date_of
from generator.facts.plain_words import prose_words, value_words
from generator.facts.rivals import contested
from generator.geo.basemap import Point, chained
from generator.geo.locations import MapLocation, Placing, is_place, locate, placings
from generator.model.atlas import Entry
from generator.model.roles import Located
from generator.subject import site_address

Node = dict[str, Any]
Line = list[list[float]]
"""Points of longitude and latitude."""
_CONTEXT = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
_CORNERS = 24
"""Of the outline of a circle."""
_KM_OF_DEGREE = 111.2


def geojson(tables: DataTables) -> Iterator[tuple[str, bytes]]:
    """Yield the areas of all entries: a circle or an outline for each place that an entry has, as wide as it is known."""
    atlas = tables.atlas
    features = [
        _feature(tables, entry, placing, f"{entry.id}-{number}")
        for entry in atlas.entries.values()
        for number, placing in enumerate(placings(atlas, entry), start=1)
    ]
    yield "places.geojson", _collection(features)


def linked_places(tables: DataTables) -> Iterator[tuple[str, bytes]]:
    """Yield the places themselves as a gazetteer: names with their sources, types, and what they lie in."""
    places = (entry for entry in tables.atlas.entries.values() if is_place(entry))
    yield "places.lpf.json", _collection([_linked_place(tables, place) for place in places], **{"@context": _CONTEXT})


def _collection(features: list[Node], **more: str) -> bytes:
    """Return a collection of features, one on each line."""
    head = to_json({**more, "type": "FeatureCollection", "license": LICENCE_ADDRESS})
    return head[:-1] + b',"features":[\n' + b",\n".join(map(to_json, features)) + b"\n]}\n"


def _feature(tables: DataTables, entry: Entry, placing: Placing, id: str) -> Node:
    (where, facts), when, differing = placing, date_of(entry), contested(tables.atlas, entry)
    earliest, latest, _ = bounds(when)
    properties = {
        "entry": entry.id,
        "label": entry.label,
        "kind": entry.kind.singular,
        "address": site_address(entry.address),
        "place": where.place,
        "place_label": where.label,
        "precision": where.drawn,
        "radius_km": where.circle[2] if where.circle else None,
        "date": when.text if when else None,
        "date_earliest": earliest,
        "date_latest": latest,
        "statements": " ".join(fact.key for fact in facts),
        "contested": any(fact.id in differing for fact in facts),
    }
    return {"type": "Feature", "id": id, "properties": properties, "geometry": _geometry(where)}


def _geometry(where: MapLocation) -> Node | None:
    """Return a circle as an outline, or an outline of the base map; of a river the lines."""
    if where.circle:
        longitude, latitude, radius = where.circle
        north = radius / _KM_OF_DEGREE
        east = north / cos(radians(latitude))
        angles = [2 * pi * (step % _CORNERS) / _CORNERS for step in range(_CORNERS + 1)]
        corners = ((longitude + east * cos(angle), latitude + north * sin(angle)) for angle in angles)
        return {"type": "Polygon", "coordinates": _polygon([_rounded(corners, 3)])}
    if where.outline is None:
        return None
    if where.outline.layer == "rivers":
        return {"type": "MultiLineString", "coordinates": [_rounded(line, 2) for line in where.outline.rings]}
    polygons = [[_rounded(chained(part), 2) for part in polygon] for polygon in where.outline.polygons]
    return {"type": "MultiPolygon", "coordinates": [_polygon(polygon) for polygon in polygons]}


def _rounded(points: Iterable[Point], decimals: int) -> Line:
    return [[round(x, decimals) + 0.0, round(y, decimals) + 0.0] for x, y in points]  # without -0.0


def _polygon(rings: list[Line]) -> list[Line]:
    """Return the rings of a polygon as RFC 7946 has them: the outer one, first of all, anticlockwise, and holes clockwise."""
    outer, *holes = rings
    return [_turned(outer, 1), *(_turned(hole, -1) for hole in holes)]


def _turned(ring: Line, way: int) -> Line:
    """Return a closed ring anticlockwise where `way` is 1, clockwise where it is -1."""
    twice_its_area = fsum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
    return ring if twice_its_area * way > 0 else ring[::-1]


def _linked_place(tables: DataTables, place: Entry) -> Node:
    atlas, record = tables.atlas, place.record
    assert isinstance(record, Located)
    prose = atlas.prose[place.id].get("summary")
    node = {
        "@id": site_address(place.page),
        "type": "Feature",
        "properties": {"title": place.label, "ccodes": [record.country]},
        "names": [{"toponym": place.label, "lang": "en"}, *_names(tables, place)],
        "types": [{"identifier": record.type, "label": value_words(atlas, place.shape.fields["type"], record.type)}],
        "geometry": _geometry(locate(place, atlas)),
        "links": [{"type": "closeMatch", "identifier": address} for _, _, address in external_ids(place) if address],
        "relations": [
            {"relationType": "gvp:broaderPartitive", "relationTo": site_address(wider.page), "label": wider.label}
            for wider in map(atlas.__getitem__, dict.fromkeys(record.parents))
        ],
        "descriptions": [{"value": prose_words(atlas, prose), "lang": "en"}] if prose else [],
    }
    return present(node)


def _names(tables: DataTables, place: Entry) -> Iterator[Node]:
    for name in place.record.names:
        if not name.is_search_only:
            cited = [(tables.atlas[citation.src], citation.loc) for citation in name.cite]
            citations = [present({"label": s.label, "@id": site_address(s.address), "note": loc}) for s, loc in cited]
            when = {"timespans": [{"start": {"edtf": name.when.text}}]} if name.when else None
            yield present({"toponym": name.text, "lang": name.lang, "citations": citations, "when": when})
