"""Where the same subject stands on other sites, by the ids that an entry has there."""

from collections.abc import Iterator

from generator.model.entry import Entry
from generator.model.shape import shape_of
from generator.text.addresses import written_out

_SITES = {
    "wikidata": ("Wikidata", "https://www.wikidata.org/wiki/{}"),
    "geonames": ("GeoNames", "https://www.geonames.org/{}"),
    "opensanctions": ("OpenSanctions", "https://www.opensanctions.org/entities/{}/"),
}


def elsewhere(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """Yield site, id and address of each; a list without a page for each of its entries gives no address."""
    held = entry.record.identifiers
    if held is not None:
        for name in shape_of(type(held)).fields:
            if value := getattr(held, name):
                label, pattern = _SITES.get(name, (name.replace("_", " ").upper(), ""))
                yield label, value, written_out(pattern.format(value)) if pattern else ""
