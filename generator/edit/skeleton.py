"""A new entry as a text to fill in: what is required with `TODO` for each value, and in comments what to put there.

Every `TODO` is a finding of the check until somebody has written what belongs there.
"""

import textwrap
from collections.abc import Iterator, Mapping
from typing import Literal

from generator.codes import code_list
from generator.edit.formatting import formatted
from generator.edit.layout import WIDTH
from generator.edit.order import TAIL, entry_order
from generator.edit.quoting import quoted
from generator.model.kind import Property, Record
from generator.model.shape import FieldShape, RecordShape, shape_of
from generator.model.values import CodeOf, ProseText
from generator.source.nodes import Tree
from generator.source.yaml_reader import read_tree

TODO = "TODO"
_LISTED = 20
"""So many codes are named in a comment; of a longer list the glossary tells."""


class Unreadable(Exception):
    """A value that is known holds what no entry may hold; the text says what."""


def skeleton(model: type[Record], values: Mapping[str, str]) -> str:
    """Return the text of an entry; `values` are the fields that are known already. Raises `Unreadable`."""
    shape = shape_of(model)
    order = [name for name in entry_order(model.kind, shape) if name in shape.fields]
    written = [name for name in order if shape.fields[name].required or name in values or name == "names"]
    if model.kind.one_of and not any(name in values for name in model.kind.one_of):
        written.append(model.kind.one_of[0])
    if values.keys() >= {model.kind.label_field} and "names" in written and model.kind.label_field != "name":
        written.remove("names")
    lines: list[str] = []
    for name in order:
        if name == next((n for n in TAIL if n in written), None):
            lines += _optional(shape, order, written)
        if name in written:
            lines += _field(shape.fields[name], values.get(name))
    if not any(name in written for name in TAIL):
        lines += _optional(shape, order, written)
    tree = read_tree("", "\n".join([*lines, ""]).encode())
    if not isinstance(tree, Tree):
        raise Unreadable(tree[0].message)
    return formatted(tree, model)


def _field(field: FieldShape, value: str | None) -> Iterator[str]:
    """Yield the lines of a field: what to put there, unless it is there already, then the key with its value."""
    if field.name == "names":
        yield from _comment("Other names and spellings, with language and use, a line each:")
        yield from _comment("names:")
        yield from _comment("  - {text: الاسم, lang: ar, use: self-designation}")
        return
    if value is not None:
        yield f"{field.name}: {quoted(value, flow=False)}"
        return
    yield from _comment(field.description)
    if (codes := _codes(field)) is not None:
        yield from _comment(codes)
    if field.marker(ProseText) is not None:
        yield from (f"{field.name}: >-", f"  {TODO} [@{TODO.lower()}].")
    else:
        yield f"{field.name}: {_sample(field)}"


def _sample(field: FieldShape) -> str:
    """Return a value of the right form."""
    if field.record is None:
        return TODO
    return f"{{{', '.join(_parts(field.record))}}}" if field.record.is_statement else TODO


def _parts(shape: RecordShape) -> Iterator[str]:
    yield from (f"{part.name}: {_sample(part)}" for part in shape.parts if part.required or part.name == "best")
    yield f"cite: [{TODO.lower()}]"


def _codes(field: FieldShape) -> str | None:
    """Say which codes a field, or a part of its statement that is required, takes."""
    parts = field.record.parts if field.record is not None and field.record.is_statement else ()
    told = []
    for part in (field, *(part for part in parts if part.required)):
        marker: CodeOf | None = part.marker(CodeOf)
        if marker is not None:
            codes = list(code_list(marker.list_name).codes)
            more = f" and {len(codes) - _LISTED} more in the glossary" if len(codes) > _LISTED else ""
            told.append(f"{part.name}: {', '.join(codes[:_LISTED])}{more}.")
    return " ".join(told) or None


def _optional(shape: RecordShape, order: list[str], written: list[str]) -> Iterator[str]:
    """Yield, as comments, the properties that readers look for, and the names of all other fields."""
    left = [shape.fields[name] for name in order if name not in written]
    expected = [f for f in left if (declared := f.marker(Property)) is not None and declared.expected]
    for field in expected:
        yield from _comment(field.description)
        if (codes := _codes(field)) is not None:
            yield from _comment(codes)
        yield from _comment(f"{field.name}: {_sample(field)}")
    rest = [f.name for f in left if f not in expected and f.name != "redirects"]
    word: Literal["Further fields"] = "Further fields"
    yield from _comment(f"{word}, where something is known: {', '.join(rest)}.")


def _comment(text: str) -> Iterator[str]:
    indent = text[: len(text) - len(text.lstrip())]
    for line in textwrap.wrap(
        text, WIDTH - 2, break_long_words=False, break_on_hyphens=False, subsequent_indent=indent
    ):
        yield f"# {line}"
