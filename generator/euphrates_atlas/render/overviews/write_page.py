"""The page to write entries in the browser, and what its script reads, `frontend/src/write/`: the fields of each kind as JSON.

`site/parts.py` runs `pages`.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from annotated_types import Ge, Le, MaxLen, MinLen
from pydantic_core import to_json

from euphrates_atlas import resources
from euphrates_atlas.batched import grouped
from euphrates_atlas.checks import source_rules, statement_rules
from euphrates_atlas.checks.name_rules import ARABIC, NO_LANGUAGE
from euphrates_atlas.edit.change_file import TAKEN
from euphrates_atlas.edit.formatting import HEAD, TAIL, entry_order, is_long, part_order
from euphrates_atlas.edit.source_entries import IN_STORE, commonest, host_of, id_prefix
from euphrates_atlas.export.json_objects import Node
from euphrates_atlas.kinds import record_types, types_of
from euphrates_atlas.model.atlas import Atlas
from euphrates_atlas.model.codes import CodeOf, code_list, list_names
from euphrates_atlas.model.kind import Record
from euphrates_atlas.model.roles import Work
from euphrates_atlas.model.shape import FieldShape, RecordShape, limits, shape_of
from euphrates_atlas.model.statement import Statement
from euphrates_atlas.model.value_errors import LIMITS, MISSING, UNCITED
from euphrates_atlas.model.value_types import (
    FORMS,
    MALFORMED,
    NUMBERS,
    CldrCode,
    DateType,
    ProseText,
    Ref,
    TextFormat,
)
from euphrates_atlas.render.environment import filled
from euphrates_atlas.render.site_input import Pages, SiteInput
from euphrates_atlas.store.linking import NO_ENTRY, NO_WORK
from euphrates_atlas.subject import subject
from euphrates_atlas.text.edtf import EXPECTED
from euphrates_atlas.text.urls import FOLDING, ONE_SITE, address_key

FOLDER = "contribute/write"
_LIMIT_NAMES = {Ge: "least", Le: "most", MaxLen: "longest"}
_LEFT_TO_PROGRAMS = ("redirects", "corrections", "was")
"""Fields that commands and maintainers fill."""


def pages(site: SiteInput) -> Pages:
    """Yield the page, the fields of each kind, what is known of the works that are cited, and all ids."""
    yield f"{FOLDER}/index.md", filled("write.md.j2", kinds=site.atlas.kinds)
    for folder in record_types():
        yield f"{FOLDER}/{folder}.json", _form(folder)
    yield f"{FOLDER}/works.json", to_json(_known_works(site.atlas))
    yield f"{FOLDER}/ids.json", to_json(_ids(site.atlas))


@cache
def _form(folder: str) -> bytes:
    """Return the fields of a kind, which no entry changes."""
    return to_json(_FormWriter().form(record_types()[folder]))


class _FormWriter:
    """Writes the declarations of one kind; records and code lists stand once, by name."""

    def __init__(self) -> None:
        self._records: Node = {}
        self._codes: Node = {}

    def form(self, model: type[Record]) -> Node:
        """Return everything that the form and the formatter of the browser need of a kind."""
        kind = model.kind
        shape = shape_of(model)
        return {
            "folder": kind.folder,
            "singular": kind.singular,
            "label": kind.label_field,
            "modeline": kind.modeline,
            "is_event": kind.is_event,
            "date": kind.date,
            "one_of": kind.one_of,
            "order": entry_order(shape),
            "sections": list(_groups(model)),
            "fields": self._fields(shape.fields.values()),
            "common": self._fields(shape_of(Statement).fields.values()),
            "records": self._records,
            "codes": self._codes,
            "conditions": _conditions(),
            "words": _words(),
        }

    def _fields(self, fields: Iterable[FieldShape]) -> Node:
        return {field.name: self._field(field) for field in fields}

    def _field(self, field: FieldShape) -> Node:
        """Return a field; what is false or empty is left out."""
        declared = field.declared
        data = {
            "label": field.label,
            "help": field.description,
            "required": field.required,
            "many": field.many,
            "one": declared and declared.one,
            "lasting": declared and declared.lasting,
            "long": is_long(field),
            "needs": field.options.needs[0] and field.options.needs,
            "default": isinstance(field.options.default, str) and field.options.default,
            "program": field.name in _LEFT_TO_PROGRAMS,
            **(self._record(field) if field.record else self._value(field)),
        }
        if field.many:
            data["fewest"] = limits(field.list_markers).get(MinLen)
        return {name: value for name, value in data.items() if value}

    def _value(self, field: FieldShape) -> Node:
        """Return what the form asks of a single value: its type, limits, codes, kinds of entries or pattern."""
        own = field.markers[len(field.list_markers) :]
        type = field.value_type
        value = {"type": type.__name__ if type in FORMS else "text"}
        for sort, limit in limits(own).items():
            if sort in _LIMIT_NAMES:
                value[_LIMIT_NAMES[sort]] = limit
        for marker in own:
            if isinstance(marker, CodeOf):
                self._codes.setdefault(marker.list_name, _codes(marker.list_name))
                value |= {"type": "code", "codes": marker.list_name}
            elif isinstance(marker, Ref):
                folders = [model.kind.folder for model in types_of(marker.role)]
                value |= {"type": "ref", "kinds": folders}
            elif isinstance(marker, DateType):
                value |= {"type": "date", "unknown": marker.unknown}
            elif isinstance(marker, ProseText):
                value |= {"type": "prose", "summary": marker.summary}
            elif isinstance(marker, CldrCode):
                value["named"] = marker.names
            elif isinstance(marker, TextFormat):
                help = subject().worded(marker.help)
                value |= {
                    "pattern": marker.pattern,
                    "what": marker.expected,
                    "advice": help,
                }
        return value

    def _record(self, field: FieldShape) -> Node:
        """Return the name of the record that a field holds, and add it to the records that are written."""
        shape = field.record
        assert shape
        name = shape.name_in(field.name)
        if name not in self._records:
            self._records[name] = {}  # a record may hold itself
            self._records[name] = self._written(shape)
        return {"record": name}

    def _written(self, shape: RecordShape) -> Node:
        """Return a record; of a statement only the fields that differ from those of all statements."""
        common = shape_of(Statement).fields.items() if shape.is_statement else ()
        known = {
            name for name, field in common if shape.fields[name].required == field.required
        }
        own = [field for field in shape.fields.values() if field.name not in known]
        text_field = ""
        if shape.from_text:
            text_field = "src" if shape.text_form else next(iter(shape.from_text("x")))
        return {
            "help": shape.description,
            "statement": shape.is_statement,
            "text": text_field,
            "together": shape.required_together,
            "main": _main_parts(shape.base) if shape.is_statement else [],
            "order": [name for name in part_order(shape) if name in shape.fields],
            "fields": self._fields(own),
        }


def _main_parts(statement: type[Statement]) -> list[str]:
    """Return the parts by which pages say a statement, and those with a column of their own."""
    named = [*re.findall(r"{(\w+)}", statement.phrase), *statement.own_columns]
    return [*named, *NUMBERS] if "numbers" in named else named


def _groups(model: type[Record]) -> Iterator[tuple[str, list[str]]]:
    """Yield the fields of a kind as its pages group them: head, chapters, others, end."""
    shape = shape_of(model)
    yield "", [name for name in HEAD if name in shape.fields]
    left = [name for name in shape.fields if name not in (*HEAD, *TAIL)]
    for chapter in model.kind.chapters:
        names = [name for name in chapter.names.split() if name in left]
        left = [name for name in left if name not in names]
        if names:
            yield chapter.label, names
    if left:
        yield "Details", left
    yield "About the entry", [name for name in TAIL if name not in _LEFT_TO_PROGRAMS]


def _conditions() -> list[Node]:
    """Return what statements must say because of a code, as the check asks for it."""
    found = list(statement_rules.reason_conditions())
    if "stance" in list_names():
        found.append(statement_rules.speaker_condition())
    return [condition._asdict() for condition in found]


def _words() -> Node:
    """Return the messages of the check that the form gives too, and the patterns behind them."""
    return {
        "missing": MISSING,
        "uncited": UNCITED,
        "malformed": MALFORMED,
        "places": resources.yaml_table("text/locator_words.yml"),
        "forms": {
            type.__name__: (form.name, form.help, form.pattern)
            for type, form in FORMS.items()
        },
        "date": EXPECTED,
        "limits": LIMITS,
        "numbers": NUMBERS,
        "number_order": statement_rules.NUMBER_ORDER,
        "without_place": source_rules.WITHOUT_PLACE,
        "long_quote": (source_rules.MAX_QUOTE, *source_rules.LONG_QUOTE),
        "no_language": NO_LANGUAGE,
        "uncited_prose": source_rules.UNCITED_PROSE,
        "no_entry": NO_ENTRY,
        "no_work": NO_WORK,
        "in_store": IN_STORE,
        "taken": TAKEN,
        "arabic": ARABIC.pattern,
        "years": subject().years,
    }


def _codes(name: str) -> Node:
    """Return the title of a code list, and label, meaning and use of the codes that a new statement may have."""
    listed = code_list(name)
    usable = {
        code: (item.label, item.definition, item.use, item.long)
        for code, item in listed.codes.items()
        if not item.retired
    }
    return {"title": listed.title, "codes": usable}


def _ids(atlas: Atlas) -> dict[str, dict[str, str]]:
    """Return by folder and id of each entry with a file of data the works that are in this file, with the keys of their addresses."""
    places = {
        entry.id: f"{entry.kind.folder}/{entry.id}"
        for entry in atlas
        if not entry.kind.row_of
    }
    ids: dict[str, dict[str, str]] = {place: {} for place in places.values()}
    for entry in atlas:
        work = entry.record
        if isinstance(work, Work):
            ids[places[work.publisher]][entry.id] = (
                address_key(work.url) if work.url else ""
            )
    return ids


def _known_works(atlas: Atlas) -> Node:
    """Return what is usual at each host, the works in which a place must be named, and how addresses are compared."""
    works = {entry.id: entry.record for entry in atlas if isinstance(entry.record, Work)}
    urls = {id: work.url for id, work in works.items() if work.url}
    by_host = grouped(urls, lambda work: host_of(urls[work]))
    hosts = {}
    for host, ids in sorted(by_host.items()):
        publisher = commonest(works[id].publisher for id in ids) or ""
        own = [id for id in ids if works[id].publisher == publisher]
        hosts[host] = (
            publisher,
            atlas[publisher].label,
            commonest(map(id_prefix, own)) or publisher,
            commonest(works[id].type for id in own),
            commonest(works[id].language for id in own),
        )
    patterns = {
        name: (one.pattern, "i" * bool(one.flags & re.I)) for name, one in FOLDING.items()
    }
    return {
        "hosts": hosts,
        "long": sorted(id for id, work in works.items() if work.is_long),
        "addresses": {"patterns": patterns, "one_site": ONE_SITE},
    }
