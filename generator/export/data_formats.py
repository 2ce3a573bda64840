"""The formats of the whole data, a row each: the site, the data page and `atlas export` ask this table."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from generator.export.data_tables import DataTables
from generator.export.export_files import File, bibliographies, json_files
from generator.export.follow_the_money import follow_the_money
from generator.export.geo_files import geojson, linked_places
from generator.export.identity import BIBLIOGRAPHY, DATA
from generator.export.statement_files import graphml, nanopublications, text_lines
from generator.export.table_files import DATABASE, csv_package, parquet_files, sqlite_files


@dataclass(frozen=True, slots=True)
class DataFormat:
    """A way to have all data at once."""

    name: str
    """What `atlas export` calls it."""
    label: str
    purpose: str
    """What it is for, in a sentence."""
    write: Callable[[DataTables], Iterator[File]]
    """Yields the names and bytes of its files."""
    main: tuple[str, str]
    """The file to begin with, and its media type."""
    extra: str = ""
    """The optional dependencies that it takes; the site goes without such a format."""


DATA_FORMATS = (
    DataFormat(
        "csv",
        "CSV",
        "Tables for spreadsheets, R and pandas, described for programs by datapackage.json (Frictionless) and "
        "csv-metadata.json (CSVW).",
        csv_package,
        ("datapackage.json", "application/json"),
    ),
    DataFormat(
        "sqlite",
        "SQLite",
        "The same tables as one database, with a full-text search and the views as_of, low_best_high and contested; Datasette opens it.",
        sqlite_files,
        (DATABASE, "application/vnd.sqlite3"),
    ),
    DataFormat(
        "json",
        "JSON and JSON Lines",
        "All entries of a kind in one file, each as in the file beside its page, as a list and with a line for each; and "
        "statements, citations and rejections with a line for each row.",
        json_files,
        ("statements.jsonl", "application/jsonl"),
    ),
    DataFormat(
        "geojson",
        "GeoJSON",
        "Where entries are, for maps: a circle or an outline, as wide as the place is known, never a point.",
        geojson,
        ("places.geojson", "application/geo+json"),
    ),
    DataFormat(
        "lpf",
        "Linked Places",
        "The places as a gazetteer, in the format of the World Historical Gazetteer, with the sources of names.",
        linked_places,
        ("places.lpf.json", "application/geo+json"),
    ),
    DataFormat(
        "graphml",
        "GraphML",
        "What statements tie together, for Gephi and NetworkX, with period, speaker and whether accounts differ.",
        graphml,
        ("ties.graphml", "application/graphml+xml"),
    ),
    DataFormat(
        "trig",
        "Nanopublications",
        "Each statement as a publication of its own in TriG, with PROV-O and CiTO: a denial disputes what it denies.",
        nanopublications,
        ("statements.trig", "application/trig"),
    ),
    DataFormat(
        "ftm",
        "FollowTheMoney",
        "Entities and ties that nobody contests, for OpenSanctions and Aleph, and all statements with speaker and source.",
        follow_the_money,
        ("entities.ftm.json", "application/x-ndjson"),
    ),
    DataFormat(
        "text",
        "Text",
        "The statements as lines to read, with who says them; contested ones are marked. llms.txt leads language models here.",
        text_lines,
        ("statements.txt", "text/plain"),
    ),
    DataFormat(
        "parquet",
        "Parquet",
        "The tables for DuckDB and Spark.",
        parquet_files,
        ("statements.parquet", "application/vnd.apache.parquet"),
        "pyarrow",
    ),
    DataFormat(
        "bibliography",
        "Bibliography",
        "All works, for reference managers and LaTeX.",
        lambda tables: bibliographies(tables.atlas),
        (f"{BIBLIOGRAPHY}.bib", "application/x-bibtex"),
    ),
)


CHECKSUMS = "SHA256SUMS"


def placed(files: Iterable[File]) -> Iterator[File]:
    """Yield files at their path below the site."""
    return ((f"{DATA}/{name}", data) for name, data in files)


def checksums(digests: Iterable[tuple[str, str]]) -> bytes:
    """Return the names and checksums of files, as `sha256sum --check` reads them."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(digests)).encode()
