"""JSON Schemas (2020-12) of the kinds, made from their models: one for editors, one for the data that is exported.

The editor's accepts an entry as people write it: one or a list, the short forms of citations, names and agents, and what
YAML 1.2 makes of an unquoted year. It refuses nothing that the check accepts, but for three spellings that it asks to mend:
a number or `true` in quotes, another word for `true` or `false`, and a number with anything but digits. What takes more
than one file or more than a form (references, rivals, whether a day exists) it leaves to the check.
"""

import json
from collections.abc import Iterator
from typing import Any

from generator.kinds import record_types
from generator.model.kind import Record
from generator.schema.records import Writer


def editor_schema(record_type: type[Record]) -> dict[str, Any]:
    """Return the schema of a kind's files as contributors write them."""
    return _schema(record_type, Writer(typed=False))


def data_schema(record_type: type[Record]) -> dict[str, Any]:
    """Return the schema of a kind's records written out: lists always lists, no short forms, what is absent left out."""
    return _schema(record_type, Writer(typed=True))


def editor_files() -> Iterator[tuple[str, bytes]]:
    """Yield the name and bytes of each kind's editor schema, in the order of the kinds."""
    for folder, model in record_types().items():
        text = json.dumps(editor_schema(model), ensure_ascii=False, indent=1)
        yield f"{folder}.json", f"{text}\n".encode()


def data_files() -> Iterator[tuple[str, bytes]]:
    """Yield the name and bytes of the schema of each kind's exported records, in the order of the kinds."""
    for folder, model in record_types().items():
        yield f"{folder}.json", f"{json.dumps(data_schema(model), ensure_ascii=False)}\n".encode()


def _schema(record_type: type[Record], writer: Writer) -> dict[str, Any]:
    kind = record_type.kind
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{kind.folder}.json",
        **writer.entry(record_type),
        "title": kind.singular,
        "description": kind.description,
    }
    return {**schema, "$defs": dict(sorted(writer.definitions.items()))}
