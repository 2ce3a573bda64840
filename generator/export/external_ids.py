"""The ids of an entry's subject on other sites, and the pages there."""

from collections.abc import Iterator

from generator.model.atlas import Entry
from generator.model.shape import shape_of
from generator.text.urls import percent_encoded

_SITES = {
    "wikidata": ("Wikidata", "https://www.wikidata.org/wiki/{}"),
    "geonames": ("GeoNames", "https://www.geonames.org/{}"),
    "opensanctions": ("OpenSanctions", "https://www.opensanctions.org/entities/{}/"),
}


def external_ids(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """Yield site, id and address of each; the address is empty where the site has no page for each id."""
    identifiers = entry.record.identifiers
    if identifiers is not None:
        for name in shape_of(type(identifiers)).fields:
            if value := getattr(identifiers, name):
                label, pattern = _SITES.get(name, (name.replace("_", " ").upper(), ""))
                yield label, value, percent_encoded(pattern.format(value)) if pattern else ""
