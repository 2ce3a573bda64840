"""The atlas as exports name it: its licence, and the folders of bulk files; and the ids of its subjects on other sites."""

import gzip
import hashlib
import io
from collections.abc import Iterator

from generator.model.atlas import Entry
from generator.model.kind import Kind
from generator.model.shape import shape_of
from generator.text.urls import percent_encoded

LICENCE = "CC-BY-4.0"
"""The SPDX identifier."""
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"
DATA = "data/v1"
"""The folder of bulk files below the site; the number changes with the form of the files."""
SCHEMAS = f"{DATA}/schema"
"""The folder of the schemas of the data, a file for each kind."""
ENTRY_SCHEMA = "entry.json"
"""The schema of the data of an entry, which holds the record."""
BIBLIOGRAPHY = "bibliography"
"""The name of the files of all works there, without ending."""
_LEVEL = 6
"""Of compression: a higher one takes twice the time for one per cent."""


def checksum(data: bytes) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def feed_path(kind: Kind) -> str:
    """Return the path of the feed of the changes of a kind below the site."""
    return f"changes/{kind.folder}.xml"


def gzipped(data: bytes) -> bytes:
    """Return a file packed with gzip; its head names no file, time or system, so that all machines write the same one."""
    packed = io.BytesIO()
    with gzip.GzipFile(
        "",
        "wb",
        _LEVEL,
        packed,
        mtime=0,
    ) as file:
        file.write(data)
    return packed.getvalue()


_SITES = {
    "wikidata": ("Wikidata", "https://www.wikidata.org/wiki/{}"),
    "geonames": ("GeoNames", "https://www.geonames.org/{}"),
    "opensanctions": (
        "OpenSanctions",
        "https://www.opensanctions.org/entities/{}/",
    ),
}


def external_ids(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """Yield site, id and address of each; the address is empty where the site has no page for each id."""
    identifiers = entry.record.identifiers
    if identifiers is None:
        return
    for name in shape_of(type(identifiers)).fields:
        value = getattr(identifiers, name)
        if value:
            label, pattern = _SITES.get(name, (name.replace("_", " ").upper(), ""))
            yield label, value, percent_encoded(pattern.format(value))
