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


def reference(item: Item) -> str:
    """Return an item as a record of RIS."""
    lines = [("TY", _TYPES.get(item["type"], _OTHER)), *_fields(item), ("ER", "")]
    return "\n".join(f"{tag}  - {text}" for tag, text in lines)


def _fields(item: Item) -> Iterator[tuple[str, str]]:
    yield "ID", item["id"]
    yield from (("AU", _name(name)) for name in item.get("author", ()))
    yield from (("A2", _name(name)) for name in item.get("editor", ()))
    yield from (("A4", _name(name)) for name in item.get("translator", ()))
    yield "TI", item["title"]
    held = {"T2": "container-title", "PB": "publisher", "LA": "language", "UR": "URL", "N1": "note"}
    yield from ((tag, item[field]) for tag, field in held.items() if field in item)
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
