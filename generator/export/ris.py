"""Items of CSL-JSON as RIS, the tagged form that reference managers read; a text never breaks its line."""

from collections.abc import Iterator
from typing import Any

from generator.export.csl import EDTF, Item
from generator.text.edtf import parse as parse_date
from generator.text.edtf_words import in_words

_TYPES = {
    "article-journal": "JOUR",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "chapter": "CHAP",
    "dataset": "DATA",
    "entry-encyclopedia": "ENCYC",
    "hearing": "HEAR",
    "legal_case": "CASE",
    "legislation": "STAT",
    "map": "MAP",
    "motion_picture": "MPCT",
    "post": "ELEC",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "thesis": "THES",
    "webpage": "ELEC",
}
_OTHER = "GEN"
_PEOPLE = (("AU", "author"), ("A2", "editor"), ("A4", "translator"))
_TEXTS = (("T2", "container-title"), ("PB", "publisher"), ("LA", "language"), ("UR", "URL"), ("N1", "note"))
"""Tag, and the field of CSL that it gives."""


def reference(item: Item) -> str:
    """Return an item as a record of RIS."""
    lines = [("TY", _TYPES.get(item["type"], _OTHER)), *_fields(item), ("ER", "")]
    return "\n".join(f"{tag}  - {text}" for tag, text in lines)


def _fields(item: Item) -> Iterator[tuple[str, str]]:
    yield "ID", item["id"]
    for tag, field in _PEOPLE:
        for name in item.get(field, ()):
            yield tag, _name(name)
    yield "TI", item["title"]
    for tag, field in _TEXTS:
        if field in item:
            yield tag, item[field]
    if "issued" in item:
        yield from _issued(item["issued"], item.get("custom", {}).get(EDTF, ""))
    if "accessed" in item:
        yield "Y2", _date(item["accessed"], "")


def _issued(issued: dict[str, Any], edtf: str) -> Iterator[tuple[str, str]]:
    if "date-parts" in issued:
        yield "PY", f"{issued['date-parts'][0][0]:04d}"
    yield "DA", _date(issued, in_words(parse_date(edtf)) if edtf else "")


def _date(date: dict[str, Any], words: str) -> str:
    """Return year/month/day/other: what the three cannot say stands in the last, in words."""
    first = date.get("date-parts", [[]])[0]
    digits = [f"{part:0{width}d}" for part, width in zip(first, (4, 2, 2), strict=False)]
    return "/".join([*digits, *[""] * (3 - len(digits)), words])


def _name(name: dict[str, str]) -> str:
    return name.get("literal") or ", ".join(name[part] for part in ("family", "given") if part in name)
