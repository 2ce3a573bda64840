"""The Markdown of a text as a tree of plain elements, as pyromark reads it, for `prose_parser`. No element is refused here.

Citations and entry links are read and masked before Markdown sees them. A token is replaced by as many commas as it has
characters. A comma means nothing in Markdown and counts as punctuation, as the bracket did: so neither an underscore of an
id nor the bar of `[[id|words]]` is taken for markup, emphasis beside a token works, and every offset stays the same.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

import pyromark

from euphrates_atlas.findings import Fault
from euphrates_atlas.resources import yaml_table
from euphrates_atlas.text.prose import (
    CitationGroup,
    CitationItem,
    EntryLink,
    TextRun,
    Token,
)

REFUSALS: dict[str, tuple[str, str]] = yaml_table("text/refusals.yml")
"""Message and help of each refusal; the help may be empty."""
DEEPEST = 100
"""What a single line nests deeper, as quotations, stands beside its ancestors at this depth, so that trees can be recursed."""
_OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_FOOTNOTES

_INSIDE = r"(?:[^\[\]\n]|\n(?![ \t>]*\n))*"
_TOKEN = re.compile(
    rf"\[(?:(?P<link>\[{_INSIDE}\]\])"
    rf"|(?P<cite>[ \t]?@{_INSIDE}\])"
    r"|(?P<late>[^\[\]\n@]{1,40}[ \t]@[a-z0-9][^\[\]\n]*\])"
    r"|(?P<open_link>\[[^\s\[\]|.,;:]*)"
    r"|(?P<open_cite>@[^\s\[\];]*))"
)
"""A link or a citation; what begins with one bracket is found quickly, what begins with one of several patterns is not."""
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_BREAK = re.compile(r"\n[ \t>]*")
_BEGINS = bytes(byte & 0xC0 != 0x80 for byte in range(256))
"""Whether a byte begins a code point, for all bytes: the others of UTF-8 begin with the bits 10."""

_CITE_HELP = "write [@source-id], [@source-id p. 3] or [@one para. 5; @other]"
_LINK_HELP = "write [[entry-id]] or [[entry-id|words]]"


@dataclass(slots=True)
class Element:
    """A block, an inline or a piece of text; offsets are code points."""

    name: str
    """As pyromark calls it, such as `Paragraph`, `Emphasis` or `Text`; `Definition` for that of a link reference."""
    value: Any
    """The characters of a text, the properties of a link, the first number of a list; None where there is none."""
    start: int
    end: int
    children: "list[Element]" = field(default_factory=list)


def markdown_elements(text: str) -> list[Element]:
    """Return the blocks of a text; definitions of link references, which Markdown takes out of the text, come last."""
    code_points = _code_points(text)
    root = Element("Document", None, 0, len(text))
    opened = [root]
    for event, place in pyromark.events_with_range(text, options=_OPTIONS):
        name, value = _named(event)
        if name == "End":
            opened.pop()
            continue
        is_element = name == "Start"
        if is_element:
            name, value = _named(value)
        element = Element(
            name, value, code_points[place["start"]], code_points[place["end"]]
        )
        parent = opened[min(len(opened), DEEPEST) - 1]
        parent.children.append(element)
        if is_element:
            opened.append(element)
    if "]:" in text:
        for label, definition in pyromark.reference_definitions(
            text, options=_OPTIONS
        ).items():
            span = definition["span"]
            root.children.append(
                Element(
                    "Definition",
                    label,
                    code_points[span["start"]],
                    code_points[span["end"]],
                )
            )
    return root.children


def _code_points(text: str) -> Sequence[int]:
    """Return the offset in code points of each offset in UTF-8 bytes."""
    if text.isascii():
        return range(len(text) + 1)
    return list(accumulate(text.encode().translate(_BEGINS), initial=0))


def _named(event: Any) -> tuple[str, Any]:
    """Take an event or tag apart: it is a bare name, or a mapping of the name to a value."""
    if isinstance(event, str):
        return event, None
    ((name, value),) = event.items()
    return name, value


def mask(text: str) -> tuple[str, list[Token], list[Fault]]:
    """Return the text with its tokens masked, the tokens in order, and a fault of each that could not be read."""
    tokens = []
    faults: list[Fault] = []
    parts: list[str] = []
    last = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if not _is_escaped(text, start):
            tokens.append(_token(match, faults))
            parts += (text[last:start], "," * (end - start))
            last = end
    return "".join(parts) + text[last:], tokens, faults


def _is_escaped(text: str, start: int) -> bool:
    """Tell whether an odd number of backslashes stands before an index: two of them are one backslash."""
    before = start
    while before and text[before - 1] == "\\":
        before -= 1
    return (start - before) % 2 == 1


def _token(match: re.Match[str], faults: list[Fault]) -> Token:
    """Return the link or citation of a match; of one that is not closed, or begins late, a stand-in, with a fault."""
    typed = match[0]
    start, end = match.span()
    if match.lastgroup == "link":
        return _entry_link(typed, start, faults)
    if match.lastgroup == "cite":
        return _citation(typed, start, faults)
    message, help = REFUSALS[str(match.lastgroup)]
    faults.append(Fault((), message.format(_line(typed)), help, (start, end)))
    if match.lastgroup == "open_link":
        return TextRun(typed, start, end)
    return CitationGroup((), start, end)


def _entry_link(typed: str, start: int, faults: list[Fault]) -> EntryLink | TextRun:
    """Return a link to an entry; of one that names no id the words, with a fault."""
    end = start + len(typed)
    target, bar, words = map(_line, typed[2:-2].partition("|"))  # as `[[entry-id|words]]`
    if _ID.fullmatch(target):
        if bar and not words:
            faults.append(
                Fault((), f"the link to `{target}` has no words", _LINK_HELP, (start, end))
            )
        return EntryLink(target, words or None, start, end)
    message = f"`{target}` is not an id" if target else "the link names no entry"
    proposal = re.sub("[^a-z0-9]+", "-", target.lower()).strip("-")
    is_plain = proposal and target.isascii()
    help = f"write [[{proposal}|{words or target}]]" if is_plain else _LINK_HELP
    faults.append(Fault((), message, help, (start, end)))
    return TextRun(words or target or typed, start, end)


def _citation(typed: str, start: int, faults: list[Fault]) -> CitationGroup:
    """Return a citation with the sources in it that can be read, and add a fault for each other one."""
    items = []
    at = start + 1
    for part in typed[1:-1].split(";"):  # as `@one para. 5` of `[@one para. 5; @other]`
        begin = at + len(part) - len(part.lstrip())
        end = at + len(part.rstrip())
        source, _, locator = _line(part).partition(" ")
        fault = _item_fault(source, locator)
        if not fault:
            items.append(CitationItem(source[1:], locator or None, begin, end))
        else:
            faults.append(Fault((), *fault, (begin, max(end, begin + 1))))
        at += len(part) + 1
    return CitationGroup(tuple(items), start, start + len(typed))


def _item_fault(source: str, locator: str) -> tuple[str, str] | None:
    """Return message and help for a part of a citation that is no `@source` with a place behind it.

    None for one that is.
    """
    if not source or source == "@":
        return "the citation names no source", _CITE_HELP
    if not source.startswith("@"):
        return f"`{source}` in a citation lacks its @", _CITE_HELP
    if "@" in locator or "@" in source[1:]:
        return (
            f"`{source[1:].rstrip(',')}` runs into the next source",
            "put `;` between sources",
        )
    if source.endswith(","):
        alone = source.rstrip(",")
        help = f"leave the comma out: [{alone} {locator or 'p. 3'}]"
        if _ID.fullmatch(locator):
            help = f"put `;` between sources: [{alone}; @{locator}]"
        return f"`{source[1:]}` is not an id", help
    if not _ID.fullmatch(source[1:]):
        return (
            f"`{source[1:]}` is not an id",
            "an id has small letters a to z, digits and hyphens",
        )
    return None


def _line(text: str) -> str:
    """Return a token's words on one line, without the marks of a quotation that it runs over."""
    return " ".join(_BREAK.sub(" ", text).split())
