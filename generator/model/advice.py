"""What was probably meant by a value that does not fit, as the help of a finding."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from generator.codes import Code
from generator.diagnostics import nearest
from generator.source.files import ID

_TODO = re.compile(r"(?:TODO\b.*|todo)", re.DOTALL)
_TODO_BEGINS = ("TODO", "todo")
_NUMBER = re.compile(r"\d{1,3}(?:[, ]\d{3})+|\d+")
_AT_LEAST = re.compile(r"(?:at least|no fewer than|minimum(?: of)?|>=|≥)\s*(\d+)|(\d+)\s*(?:\+|or more)", re.IGNORECASE)
_AT_MOST = re.compile(r"(?:at most|up to|no more than|maximum(?: of)?|<=|≤)\s*(\d+)", re.IGNORECASE)
_RANGE = re.compile(r"(\d+)\s*(?:-|–|to|or)\s*(\d+)")
_LOCATORS = {
    **{
        mark.rstrip("."): mark
        for mark in ("p.", "pp.", "para.", "paras.", "sec.", "chap.", "art.", "table", "fig.", "note")
    },
    "page": "p.",
    "pages": "pp.",
    "pg": "p.",
    "paragraph": "para.",
    "par": "para.",
    "section": "sec.",
    "chapter": "chap.",
    "article": "art.",
    "figure": "fig.",
}
_PLACE = re.compile(r"(?P<word>[A-Za-z]+)\.? ?(?P<number>\d[\d-]{0,12})")
_LISTED = 6


def is_unfilled(text: str) -> bool:
    """Tell whether a text is still the placeholder that `atlas new` wrote."""
    stripped = text.strip()
    return stripped.startswith(_TODO_BEGINS) and _TODO.fullmatch(stripped) is not None


def code_help(text: str, known: Mapping[str, Code]) -> str:
    """Name the codes that have every word of `text` in them or in their label, else the nearest, else all."""
    usable = {c: code for c, code in known.items() if not code.retired}
    same = [c for c in usable if _words(c) == _words(text)] or [
        c for c in usable if _words(usable[c].label) == _words(text)
    ]
    alike = same[:1] or [c for c, code in usable.items() if _words(text) <= _words(f"{c} {code.label}")]
    meant = nearest(text, usable)
    if not _words(text) or not 0 < len(alike) <= _LISTED:
        alike = [meant] if meant else []
    if alike:
        return f"did you mean {_either(alike)}?"
    return "the codes are " + ", ".join(f"`{c}`" for c in usable)


def id_help(text: str, *, is_agent: bool) -> str:
    """Say how the id is written that this text was perhaps meant to be; an agent needs none."""
    if urlsplit(text).scheme in ("http", "https"):
        return f"write the id of its entry, the name of the file; `atlas find {text}` shows whether there is one"
    name = PurePosixPath(text).name.removesuffix(".yml") if text.endswith(".yml") else text
    better = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    if not ID.fullmatch(better):
        return "the id of an entry is the name of its file, without `.yml`"
    if is_agent and " " in text and len(text) <= 80:
        return f"did you mean `{better}`? Who has no entry is written `{{label: {text}}}`"
    return f"did you mean `{better}`?"


def count_help(text: str) -> str | None:
    """Say how a bound, a range or a number with separators is written; None where it is none of these."""
    if match := _AT_LEAST.fullmatch(text):
        return f"“at least” is `low: {match[1] or match[2]}`; the source's own words go into `verbatim`"
    if match := _AT_MOST.fullmatch(text):
        return f"“at most” is `high: {match[1]}`; the source's own words go into `verbatim`"
    if match := _RANGE.fullmatch(text):
        return f"a range is `low: {match[1]}` and `high: {match[2]}`; the source's own words go into `verbatim`"
    if _NUMBER.fullmatch(text):
        return f"write {re.sub('[, ]', '', text)}"
    return None


def citation_help(text: str) -> str:
    """Say how a citation is written that has a source and something else."""
    head, _, place = text.strip().partition(" ")
    if alone := _locator(text.strip()):
        return f"no comma stands before the place: write `source-id {alone}`"
    if ID.fullmatch(head) and re.fullmatch(r"\d[\d-]{0,12}", place):
        return f"say what the number counts: `{head} p. {place}` or `{head} para. {place}`"
    if ID.fullmatch(head) and (better := _locator(place)):
        return f"write `{head} {better}`"
    return "write `source-id`, or `source-id p. 3`; if this is the tail of a text, put the text in quotes"


def _locator(text: str) -> str | None:
    """Return a place in a source as it is written, from one that is nearly so."""
    match = _PLACE.fullmatch(text)
    mark = _LOCATORS.get(match["word"].lower()) if match else None
    return f"{mark} {match['number']}" if match and mark else None


def _words(text: str) -> frozenset[str]:
    """Return the words of a text without their plural."""
    return frozenset(word.removesuffix("s") for word in re.findall(r"[a-z0-9]+", text.lower()))


def _either(codes: list[str]) -> str:
    told = [f"`{code}`" for code in codes]
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} or {told[-1]}"
