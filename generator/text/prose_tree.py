"""The Markdown of a text as a tree of plain elements, as pyromark reads it. Nothing is refused here."""

from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

import pyromark

DEEPEST = 100
"""What a single line nests deeper, as quotations, stands beside its ancestors at this depth, so that trees can be recursed."""
_OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_FOOTNOTES


@dataclass(slots=True)
class Element:
    """A block, an inline or a piece of text; offsets are code points."""

    name: str
    """As pyromark calls it, as `Paragraph`, `Emphasis` or `Text`; `Definition` for that of a link reference."""
    value: Any
    """The characters of a text, the properties of a link, the first number of a list; None where there is none."""
    start: int
    end: int
    children: "list[Element]" = field(default_factory=list)


def markdown_elements(text: str) -> list[Element]:
    """Return the blocks of a text; definitions of link references, which Markdown takes out of the text, come last."""
    # the offset in code points of each offset in UTF-8 bytes
    sizes = (byte & 0xC0 != 0x80 for byte in text.encode())
    code_points = range(len(text) + 1) if text.isascii() else list(accumulate(sizes, initial=0))
    root = Element("Document", None, 0, len(text))
    opened = [root]
    for event, place in pyromark.events_with_range(text, options=_OPTIONS):
        name, value = _named(event)
        if name == "End":
            opened.pop()
            continue
        is_element = name == "Start"
        name, value = _named(value) if is_element else (name, value)
        element = Element(name, value, code_points[place["start"]], code_points[place["end"]])
        opened[min(len(opened), DEEPEST) - 1].children.append(element)
        if is_element:
            opened.append(element)
    if "]:" in text:
        for label, definition in pyromark.reference_definitions(text, options=_OPTIONS).items():
            start, end = (code_points[definition["span"][edge]] for edge in ("start", "end"))
            root.children.append(Element("Definition", label, start, end))
    return root.children


def _named(event: Any) -> tuple[str, Any]:
    """Take an event or tag apart: it is a bare name, or a mapping of the name to a value."""
    if isinstance(event, str):
        return event, None
    ((name, value),) = event.items()
    return name, value
