"""Locations of entries, for maps: GeoJSON. Nothing is finer than pages show it."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import cos, fsum, pi, radians, sin

from pydantic_core import to_json

from euphrates_atlas.draw.basemap import Point, chained
from euphrates_atlas.draw.locations import MapLocation, Placing, placings
from euphrates_atlas.export.data_tables import DataTables, date_values
from euphrates_atlas.export.identity import LICENCE_ADDRESS, Files
from euphrates_atlas.export.json_objects import Node
from euphrates_atlas.facts.entry_dates import date_of
from euphrates_atlas.facts.rivals import doubted
from euphrates_atlas.model.atlas import Atlas, Entry
from euphrates_atlas.subject import site_address

Line = list[list[float]]
"""Points of longitude and latitude."""
_CORNERS = 24
"""Of the outline of a circle."""
_KM_OF_DEGREE = 111.2


def geojson(tables: DataTables) -> Files:
    """Yield the areas of all entries: a circle or an outline for each place that an entry has, as wide as it is known."""
    atlas = tables.atlas
    features = [
        _feature(atlas, entry, placing, f"{entry.id}-{number}")
        for entry in atlas
        for number, placing in enumerate(placings(atlas, entry), start=1)
    ]
    node = {"type": "FeatureCollection", "license": LICENCE_ADDRESS}
    head = to_json(node).removesuffix(b"}")
    lines = b",\n".join(map(to_json, features))
    yield "places.geojson", b'%b,"features":[\n%b\n]}\n' % (head, lines)


def _feature(
    atlas: Atlas,
    entry: Entry,
    placing: Placing,
    id: str,
) -> Node:
    """Return one place of an entry as a feature of GeoJSON, with its date; contested where place or date is."""
    where, facts = placing
    date, earliest, latest, _ = date_values(date_of(entry))
    differing = doubted(atlas, entry)
    told = [*facts, *entry.current_facts(entry.kind.date)]
    properties = {
        "entry": entry.id,
        "label": entry.label,
        "kind": entry.kind.singular,
        "address": site_address(entry.address),
        "place": where.place,
        "place_label": where.label,
        "precision": where.drawn,
        "radius_km": where.circle[2] if where.circle else None,
        "date": date,
        "date_earliest": earliest,
        "date_latest": latest,
        "statements": " ".join(fact.key for fact in facts),
        "contested": any(fact.id in differing for fact in told),
    }
    return {
        "type": "Feature",
        "id": id,
        "properties": properties,
        "geometry": _geometry(where),
    }


def _geometry(where: MapLocation) -> Node | None:
    """Return a circle as an outline, or an outline of the base map; of a river the lines. None where the map has no outline."""
    outline = where.outline
    if where.circle:
        ring = _rounded(_corners(*where.circle), 3)
        return {"type": "Polygon", "coordinates": _polygon([ring])}
    if not outline:
        return None
    if outline.layer == "rivers":
        lines = [_rounded(line, 2) for line in outline.rings]
        return {"type": "MultiLineString", "coordinates": lines}
    polygons = []
    for polygon in outline.polygons:
        rings = [_rounded(chained(part), 2) for part in polygon]
        polygons.append(_polygon(rings))
    return {"type": "MultiPolygon", "coordinates": polygons}


def _corners(longitude: float, latitude: float, radius: float) -> Iterator[Point]:
    """Yield the corners of a circle (radius in km), the first one again at the end."""
    north = radius / _KM_OF_DEGREE
    east = north / cos(radians(latitude))
    for step in range(_CORNERS + 1):
        angle = 2 * pi * (step % _CORNERS) / _CORNERS
        yield longitude + east * cos(angle), latitude + north * sin(angle)


def _rounded(points: Iterable[Point], decimals: int) -> Line:
    """Return points with so many decimals, without -0.0."""
    return [[round(x, decimals) + 0.0, round(y, decimals) + 0.0] for x, y in points]


def _polygon(rings: list[Line]) -> list[Line]:
    """Return the rings of a polygon as RFC 7946 has them: the outer one, first of all, anticlockwise, and holes clockwise."""
    outer, *holes = rings
    return [_turned(outer, 1), *(_turned(hole, -1) for hole in holes)]


def _turned(ring: Line, way: int) -> Line:
    """Return a closed ring anticlockwise where `way` is 1, clockwise where it is -1."""
    twice_its_area = fsum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
    return ring if twice_its_area * way > 0 else ring[::-1]
