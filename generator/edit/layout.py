"""Slots to the lines of a file: flow where it fits and can be read at a glance, else blocks, two blanks a level."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from annotated_types import MaxLen
from pydantic.fields import FieldInfo

from generator.edit.order import entry_order, in_order, part_order
from generator.edit.quoting import folded, quoted
from generator.edit.slots import Slot
from generator.model.kind import Record
from generator.model.shape import FieldShape, RecordShape, shape_of
from generator.model.values import ProseText
from generator.source.nodes import Mapping, Scalar

WIDTH = 110
STEP = 2
_SHORT_WORDS = 40
"""So long, in characters, may the source's words be in a statement on one line."""


@dataclass(frozen=True, slots=True)
class _View:
    """A slot, and what the model says of it: the field that it fills, where there is one."""

    slot: Slot
    field: FieldShape | None
    is_item: bool = False
    """It is one of the values of its field."""

    @property
    def shape(self) -> RecordShape | None:
        """The record that its mapping fills."""
        return self.field.record if self.field is not None else None

    @property
    def is_typed(self) -> bool:
        """Tell whether it is a number or truth value, which quotes would make a text."""
        return self.field is not None and self.field.value_type in (int, float, bool)

    def views(self) -> "Iterator[_View]":
        """Yield what it holds, in canonical order."""
        if not isinstance(self.slot.node, Mapping):
            yield from (_View(item, self.field, is_item=True) for item in self.slot.items)
            return
        yield from _ordered(self.slot, self.shape, part_order(self.shape) if self.shape is not None else ())


def lines_of(root: Slot, model: type[Record]) -> Iterator[str]:
    """Yield the lines of an entry, without its head."""
    shape = shape_of(model)
    for view in _ordered(root, shape, entry_order(model.kind, shape)):
        yield from _entry(view, 0, is_top=True)
    yield from root.below


def _ordered(slot: Slot, shape: RecordShape | None, order: tuple[str, ...]) -> Iterator[_View]:
    by_key = {item.key.text: item for item in slot.items if item.key is not None}
    for name in in_order(by_key, order):
        yield _View(by_key[name], shape.fields.get(name) if shape is not None else None)


def _entry(view: _View, column: int, *, is_top: bool = False) -> Iterator[str]:
    """Yield the lines of a key and its value."""
    slot = view.slot
    assert slot.key is not None
    margin = " " * column
    *above, beside = slot.beside or [""]
    yield from _comments([*slot.before, *above], column)
    start = f"{margin}{quoted(slot.key.text, flow=False)}:"
    if isinstance(slot.node, Scalar):
        yield from _text(view, start, column, beside)
    elif _is_list_of_records(view, is_top=is_top) or not _fits(flow := _flow(view), start):
        yield _with(start, beside)
        yield from _block(view, column + STEP)
    else:
        yield _with(f"{start} {flow}", beside)


def _is_list_of_records(view: _View, *, is_top: bool) -> bool:
    """Tell whether a field of the entry itself holds a list of statements, names or people: a line or block each."""
    return is_top and view.shape is not None and not isinstance(view.slot.node, Mapping)


def _block(view: _View, column: int) -> Iterator[str]:
    """Yield the lines of a list or mapping, each of its parts on lines of its own."""
    for part in view.views():
        yield from _entry(part, column) if isinstance(view.slot.node, Mapping) else _item(part, column)
    yield from _comments(view.slot.below, column)


def _item(view: _View, column: int) -> Iterator[str]:
    """Yield the lines of an item of a list; its first line bears the dash."""
    slot, margin = view.slot, " " * column
    flow = None if isinstance(slot.node, Scalar) else _flow(view)
    if flow is not None and _fits(flow, f"{margin}-"):
        *above, beside = slot.beside or [""]
        yield from _comments([*slot.before, *above], column)
        yield _with(f"{margin}- {flow}", beside)
    elif isinstance(slot.node, Scalar):
        *above, beside = slot.beside or [""]
        yield from _comments([*slot.before, *above], column)
        yield from _text(view, f"{margin}-", column, beside)
    else:
        yield from _comments([*slot.before, *slot.beside], column)
        lines = list(_block(view, column + STEP))
        while lines and lines[0].lstrip().startswith("#"):
            yield margin + lines.pop(0).lstrip()
        yield f"{margin}- {lines[0].lstrip()}"
        yield from lines[1:]


def _text(view: _View, start: str, column: int, comment: str) -> Iterator[str]:
    """Yield the lines of a text: on one line where it fits, prose and what is long as a block."""
    assert isinstance(view.slot.node, Scalar)
    text = view.slot.node.text
    prose: ProseText | None = view.field.marker(ProseText) if view.field is not None else None
    one_line = f"{start} {quoted(text, flow=False, typed=view.is_typed)}"
    if prose is None and "\n" not in text and (len(one_line) <= WIDTH or " " not in text):
        yield _with(one_line, comment)
        return
    body = text.rstrip("\n")
    chomping = {0: "-", 1: ""}.get(len(text) - len(body), "+")
    is_literal = (prose is not None and not prose.summary) or ("\n" in body and view.slot.node.style != ">")
    lines = None if is_literal else folded(body, WIDTH - column - STEP)
    style = ">"
    if lines is None and ("\n" in text or prose is not None):
        lines, style = text.removesuffix("\n").split("\n"), "|"
    if lines is None:
        yield _with(one_line, comment)
        return
    if style == ">" and chomping == "+":
        lines += [""] * (len(text) - len(body) - 1)
    indicator = str(STEP) if lines[0][:1] in ("", " ") else ""
    yield _with(f"{start} {style}{indicator}{chomping}", comment)
    yield from (f"{' ' * (column + STEP)}{line}" if line else "" for line in lines)


def _flow(view: _View) -> str | None:
    """Return a value on one line, or None where it belongs into a block: comments inside, free text, several lines."""
    node = view.slot.node
    if isinstance(node, Scalar):
        return None if "\n" in node.text else quoted(node.text, flow=True, typed=view.is_typed)
    if view.slot.has_comments_inside() or (isinstance(node, Mapping) and _has_free_text(view)):
        return None
    parts = []
    for part in view.views():
        if (text := _flow(part)) is None:
            return None
        key = part.slot.key
        parts.append(f"{quoted(key.text, flow=True)}: {text}" if key is not None else text)
    return f"{{{', '.join(parts)}}}" if isinstance(node, Mapping) else f"[{', '.join(parts)}]"


def _has_free_text(view: _View) -> bool:
    """Tell whether a statement holds text that is written and read as such: a note, a sentence, words at length."""
    if view.shape is None or not view.shape.is_statement:
        return False
    return any(
        part.field is not None
        and isinstance(part.slot.node, Scalar)
        and _is_free(part.field)
        and (part.field.name != "verbatim" or len(part.slot.node.text) > _SHORT_WORDS)
        for part in view.views()
    )


def _is_free(field: FieldShape) -> bool:
    """Tell whether a field takes text of more than a line."""
    limits = (limit for marker in field.markers if isinstance(marker, FieldInfo) for limit in marker.metadata)
    return any(isinstance(limit, MaxLen) and limit.max_length > 1_000 for limit in limits)


def _fits(flow: str | None, start: str) -> bool:
    return flow is not None and len(start) + 1 + len(flow) <= WIDTH


def _with(line: str, comment: str) -> str:
    return f"{line}  {comment}" if comment else line


def _comments(comments: Iterable[str], column: int) -> Iterator[str]:
    return (f"{' ' * column}{comment}" for comment in comments)
