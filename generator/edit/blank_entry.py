"""The text of a new entry to fill in: required fields with `TODO` for a value, and comments that explain the fields.

The check reports every `TODO` until somebody has replaced it.
"""

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from generator.edit.formatting import TAIL, entry_order
from generator.edit.quoting import WIDTH, quoted
from generator.model.codes import CodeOf, code_list
from generator.model.fields import Property
from generator.model.kind import Record
from generator.model.shape import FieldShape, RecordShape, shape_of
from generator.model.value_types import ProseText

TODO = "TODO"
_LISTED = 20
"""Most codes that a comment lists; it refers to the glossary for the rest."""


def blank_entry(model: type[Record], values: Mapping[str, str], remarks: Iterable[str] = ()) -> str:
    """Return the text of an entry with these values of fields and remarks as comments, not yet in its canonical form."""
    shape = shape_of(model)
    order = [name for name in entry_order(model.kind, shape) if name in shape.fields]
    written = [name for name in order if shape.fields[name].required or name in values or name == "names"]
    if model.kind.one_of and not any(name in values for name in model.kind.one_of):
        written.append(model.kind.one_of[0])
    if "names" in written and model.kind.label_field != "name":
        written.remove("names")
    fields = {name: _field(shape.fields[name], values.get(name)) for name in order if name in written}
    remarked = (_comment(remark) for remark in remarks)
    first = (lines for name, lines in fields.items() if name not in TAIL)
    last = (lines for name, lines in fields.items() if name in TAIL)
    return "\n".join([*chain(*remarked, *first, _optional(shape, order, written), *last), ""])


def _field(field: FieldShape, value: str | None) -> Iterator[str]:
    """Yield the lines of a field: its key and value, after comments that explain it where the value is missing."""
    if field.name == "names":
        yield from _comment("Other names and spellings, with language and use, a line each:")
        yield from _comment("names:")
        yield from _comment("  - {text: الاسم, lang: ar, use: self-designation}")
        return
    if value is not None and (field.record is None or not field.record.is_statement):
        yield f"{field.name}: {quoted(value, flow=False)}"
        return
    yield from _explained(field)
    if field.marker(ProseText) is not None:
        yield from (f"{field.name}: >-", f"  {TODO} [@{TODO.lower()}].")
    else:
        yield f"{field.name}: {_sample(field, value or TODO)}"


def _sample(field: FieldShape, value: str = TODO) -> str:
    """Return a value to fill in: of a statement what is required, with its `value` where that is known."""
    if field.record is None or not field.record.is_statement:
        return quoted(value, flow=True)
    parts = [
        f"{part.name}: {_sample(part, value if part.name == 'value' else TODO)}"
        for part in field.parts
        if part.required or part.name == "best"
    ]
    return f"{{{', '.join([*parts, f'cite: [{TODO.lower()}]'])}}}"


def _explained(field: FieldShape) -> Iterator[str]:
    """Yield comments: what a field holds, and the codes that it and the required parts of its statement take."""
    yield from _comment(field.description)
    parts = field.record.parts if field.record is not None and field.record.is_statement else ()
    sentences = []
    for part in (field, *(part for part in parts if part.required)):
        marker: CodeOf | None = part.marker(CodeOf)
        if marker is not None:
            codes = list(code_list(marker.list_name).codes)
            more = f" and {len(codes) - _LISTED} more in the glossary" if len(codes) > _LISTED else ""
            sentences.append(f"{part.name}: {', '.join(codes[:_LISTED])}{more}.")
    yield from _comment(" ".join(sentences))


def _optional(shape: RecordShape, order: list[str], written: list[str]) -> Iterator[str]:
    """Yield comments for the fields that are not written: those that readers look for in full, of the others the names."""
    left = [shape.fields[name] for name in order if name not in written]
    expected = [f for f in left if (declared := f.marker(Property)) is not None and declared.expected]
    for field in expected:
        yield from _explained(field)
        yield from _comment(f"{field.name}: {_sample(field)}")
    rest = [f.name for f in left if f not in expected and f.name != "redirects"]
    yield from _comment(f"Further fields, where something is known: {', '.join(rest)}.")


def _comment(text: str) -> Iterator[str]:
    indent = text[: len(text) - len(text.lstrip())]
    wrapper = textwrap.TextWrapper(WIDTH - 2, "", indent, break_long_words=False, break_on_hyphens=False)
    return (f"# {line}" for line in wrapper.wrap(text))
