"""Locations of entries, for maps and gazetteers: GeoJSON, and the Linked Places Format. Nothing is finer than pages show it."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import cos, fsum, pi, radians, sin

from pydantic_core import to_json

from euphrates_atlas.draw.basemap import Point, chained
from euphrates_atlas.draw.locations import (
    MapLocation,
    Placing,
    is_place,
    locate,
    placings,
)
from euphrates_atlas.export.data_tables import DataTables, date_values
from euphrates_atlas.export.identity import LICENCE_ADDRESS, Files, external_ids
from euphrates_atlas.export.present import Node, present
from euphrates_atlas.facts.entry_dates import date_of
from euphrates_atlas.facts.plain_words import prose_words, value_words
from euphrates_atlas.facts.rivals import doubted
from euphrates_atlas.model.atlas import Atlas, Entry
from euphrates_atlas.model.roles import Located
from euphrates_atlas.subject import site_address
from euphrates_atlas.text.edtf import Edtf

Line = list[list[float]]
"""Points of longitude and latitude."""
_CONTEXT = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
_CORNERS = 24
"""Of the outline of a circle."""
_KM_OF_DEGREE = 111.2


def geojson(tables: DataTables) -> Files:
    """Yield the areas of all entries: a circle or an outline for each place that an entry has, as wide as it is known."""
    atlas = tables.atlas
    features = []
    for entry in atlas.entries.values():
        for number, placing in enumerate(placings(atlas, entry), start=1):
            features.append(_feature(atlas, entry, placing, f"{entry.id}-{number}"))
    yield "places.geojson", _collection({}, features)


def linked_places(tables: DataTables) -> Files:
    """Yield the places themselves as a gazetteer: names, types, and what they lie in."""
    atlas = tables.atlas
    places = filter(is_place, atlas.entries.values())
    features = [_linked_place(atlas, place) for place in places]
    yield "places.lpf.json", _collection({"@context": _CONTEXT}, features)


def _collection(first: Node, features: list[Node]) -> bytes:
    """Return a collection of features, one on each line; `first` is what stands before its type."""
    node = {
        **first,
        "type": "FeatureCollection",
        "license": LICENCE_ADDRESS,
    }
    head = to_json(node).removesuffix(b"}")
    lines = b",\n".join(map(to_json, features))
    return b'%b,"features":[\n%b\n]}\n' % (head, lines)


def _feature(
    atlas: Atlas,
    entry: Entry,
    placing: Placing,
    id: str,
) -> Node:
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
    """Return a circle as an outline, or an outline of the base map; of a river the lines."""
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


def _linked_place(atlas: Atlas, place: Entry) -> Node:
    record = place.record
    assert isinstance(record, Located)
    type_ = value_words(atlas, place.shape.fields["type"], record.type)
    addresses = [address for _, _, address in external_ids(place) if address]
    wider = [atlas[id] for id in dict.fromkeys(record.parents)]
    descriptions = []
    prose = atlas.prose[place.id].get("summary")
    if prose:
        words = prose_words(atlas, prose)
        descriptions.append({"value": words, "lang": "en"})
    relations = [
        {
            "relationType": "gvp:broaderPartitive",
            "relationTo": site_address(other.page),
            "label": other.label,
        }
        for other in wider
    ]
    node = {
        "@id": site_address(place.page),
        "type": "Feature",
        "properties": {"title": place.label, "ccodes": [record.country]},
        "names": [
            {"toponym": place.label, "lang": "en"},
            *_names(atlas, place),
        ],
        "types": [{"identifier": record.type, "label": type_}],
        "links": [{"type": "closeMatch", "identifier": address} for address in addresses],
        "relations": relations,
        "descriptions": descriptions,
    }
    return present(node) | {"geometry": _geometry(locate(place, atlas))}


def _timespan(when: Edtf) -> Node:
    """Return a date or a period in the form of Linked Places, which asks for a start; an open end is left out."""
    if not when.is_interval:
        return {"start": {"in": when.text}}
    start = when.start
    end = when.end
    span = {
        "start": {"in": start.text} if start else {"latest": when.latest},
        "end": end and {"in": end.text},
    }
    return present(span)


def _names(atlas: Atlas, place: Entry) -> Iterator[Node]:
    for name in place.record.names:
        if name.is_search_only:
            continue
        node: Node = {
            "toponym": name.text,
            "lang": name.lang,
            "citations": [],
        }
        for citation in name.cite:
            work = atlas[citation.src]
            cited = {
                "label": work.label,
                "@id": site_address(work.address),
                "note": citation.loc,
            }
            node["citations"].append(present(cited))
        if name.when:
            node["when"] = {"timespans": [_timespan(name.when)]}
        yield present(node)
