"""The help of findings: the probable meaning of a text that is not an id, number or citation.

Used by the types of values, whose errors become findings, and by `parsing.py`.
"""

import json
import re
from functools import cache
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from euphrates_atlas import resources
from euphrates_atlas.model.ids import ID
from euphrates_atlas.text.escape import ascii_words
from euphrates_atlas.text.phrases import squeezed, western_digits

_TODO = re.compile(r"\s*(?:TODO\b.*|todo\s*)", re.DOTALL)
_NUMBER = re.compile(r"\d{1,3}(?:[, ]\d{3})+|\d+")
_BOUNDS = {
    r"(?i)(?:at least|no fewer than|minimum(?: of)?|>=|≥)\s*(\d+)|(\d+)\s*(?:\+|or more)": (
        "“at least”",
        "low",
    ),
    r"(?i)(?:at most|up to|no more than|maximum(?: of)?|<=|≤)\s*(\d+)": (
        "“at most”",
        "high",
    ),
    r"(\d+)\s*(?:-|–|to|or)\s*(\d+)": ("a range", "low high"),
    r"(?i)(?:about|around|approximately|approx\.|roughly|some|nearly|almost|circa|ca?\.)\s*(\d+)": (
        "“about”",
        "best",
    ),
}
"""By the pattern of words around numbers: what the help calls that, and the fields for the numbers."""
_PLACE = re.compile(r"(?P<word>[^\W\d_]+)\.? ?(?P<number>\d[\d-]{0,12})")
_TIME = re.compile(r"\d{1,2}:\d\d(?::\d\d)?(?:-\d{1,2}:\d\d(?::\d\d)?)?")
BETWEEN_ITEMS = re.compile(r"\s*[,،؛，、；;&+/]\s*|\s+(?:and|or|et|und|و)\s+")
"""What people write between the items of a list that has no brackets."""


def is_unfilled(text: str) -> bool:
    """Tell whether a text is still the placeholder that `atlas new` wrote."""
    return _TODO.fullmatch(text) is not None


def id_help(text: str, *, or_label: bool) -> str:
    """Say how an entry is named that a text may mean, where none has the id `meant_id`; with `or_label` a label will do."""
    if urlsplit(text).scheme in ("http", "https"):
        return f"write the id of its entry, the name of the file; `atlas find {text}` shows whether there is one"
    if not (meant := meant_id(text)):
        return "the id of an entry is the name of its file, without `.yml`"
    if re.fullmatch(r"\S*[-_@/]\S*", text):
        return f"did you mean `{meant}`?"
    if re.fullmatch(r"(?=.*\d)[\d., °'\"′″’”NSEW-]+", text):
        return "write the id of the place: its entry has the coordinates"
    name = text if len(text) <= 80 else "…"
    in_words = (
        f"; who has none is written `{{label: {in_quotes(name)}}}`" if or_label else ""
    )
    return f"write the id of its entry; `atlas find {name}` shows whether there is one, `atlas new` makes it{in_words}"


def meant_id(text: str) -> str:
    """Return the id that a text in another form has; empty where it cannot have one."""
    name = PurePosixPath(text).name.removesuffix(".yml") if text.endswith(".yml") else text
    better = ascii_words(name)
    return better if ID.fullmatch(better) else ""


def in_quotes(text: str) -> str:
    """Return a text as YAML takes it in braces, `{…}`: in quotes where it has characters of YAML's own."""
    return (
        json.dumps(text, ensure_ascii=False)
        if re.search(r"[,\[\]{}:#'\"]|^[-@*&!%>|?`]", text)
        else text
    )


def count_help(text: str) -> str | None:
    """Say how a bound, a range or a number with separators is written; None where it is none of these."""
    what, fields = count_meant(text)
    if what:
        named = " and ".join(f"`{name}: {number}`" for name, number in fields.items())
        return f"{what} is {named}; the source's own words go into `verbatim`"
    return f"write {fields['best']}" if fields else None


def count_meant(text: str) -> tuple[str, dict[str, int]]:
    """Return the sort of bound that a text means, and its numbers by field: `("a range", {"low": 10, "high": 12})` of `10-12`.

    A plain number is `("", {"best": 12000})`, and a text without a number `("", {})`.
    """
    text = western_digits(text).strip()
    text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)  # 12,000 as 12000
    for pattern, (what, names) in _BOUNDS.items():
        match = re.fullmatch(pattern, text)
        if match:
            numbers = sorted(int(number) for number in match.groups() if number)
            return what, dict(zip(names.split(), numbers, strict=True))
    if not _NUMBER.fullmatch(text):
        return "", {}
    return "", {"best": int(re.sub("[, ]", "", text))}


def citation_help(text: str) -> str:
    """Say how to write a citation that names a source and something else."""
    head, _, place = western_digits(text).strip().partition(" ")
    if alone := locator_meant(text):
        return f"no comma stands before the place: write `source-id {alone}`"
    if ID.fullmatch(head) and re.fullmatch(r"\d[\d-]{0,12}", place):
        return f"say what the number counts: `{head} p. {place}` or `{head} para. {place}`"
    if ID.fullmatch(head) and (better := locator_meant(place)):
        return f"write `{head} {better}`"
    return "write `source-id`, or `source-id p. 3`; if this is the tail of a text, put the text in quotes"


def locator_meant(text: str) -> str | None:
    """Return a place in a source in its right form, as `p. 3` for `page 3` or `ص ٣`; None if it is not nearly one."""
    text = re.sub(r"\s*[–—−-]\s*", "-", squeezed(western_digits(text)))
    if _TIME.fullmatch(text):
        return text
    match = _PLACE.fullmatch(text)
    mark = _marks().get(match["word"].lower()) if match else None
    if not match or not mark:
        return None
    number = match["number"]
    if "-" in number:
        mark = {"p.": "pp.", "para.": "paras."}.get(mark, mark)
    return f"{mark} {number}"


@cache
def _marks() -> dict[str, str]:
    """Return the mark of a place in a source by each word that people write for it, such as `p.` for `page`."""
    marks: dict[str, str] = {}
    for mark, words in resources.yaml_table("text/locator_words.yml").items():
        marks |= dict.fromkeys(words.split(), mark)
    return marks


def several_meant(text: str, item: re.Pattern[str]) -> list[str]:
    """Return the items of a list that stands as one text, such as `a and b`, where each matches `item`; else none."""
    items = BETWEEN_ITEMS.split(text.strip())
    return items if len(items) > 1 and all(map(item.fullmatch, items)) else []
