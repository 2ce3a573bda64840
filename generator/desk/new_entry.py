"""`atlas new`: the file of an entry that the store does not have yet.

Required fields have `TODO` for a value, which the check reports until somebody has replaced it; comments explain the fields.
"""

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from generator import kinds
from generator.atomic_files import write_new
from generator.desk.store_names import add_names, read_names
from generator.edit import Refused
from generator.edit.formatting import TAIL, WIDTH, entry_order, formatted, quoted
from generator.model.codes import CodeOf, code_list
from generator.model.fields import Property
from generator.model.ids import MAX_ID, is_id
from generator.model.kind import Record
from generator.model.shape import FieldShape, RecordShape, shape_of
from generator.model.value_types import ProseText
from generator.settings import Settings
from generator.store.files import EntryFile
from generator.text.edtf import MONTHS
from generator.text.escape import ascii_words
from generator.text.folding import fold
from generator.text.nearest import nearest
from generator.text.yaml_reader import read_tree
from generator.text.yaml_tree import Tree

TODO = "TODO"
_LISTED = 20
"""Most codes that a comment lists; it refers to the glossary for the rest."""
_JOINERS = "\u200c\u200d"  # Persian and Kurdish are written with them
_DATE_IN_NAME = re.compile(
    r"(?:(?P<day>\d{1,2}) )?(?P<month>" + "|".join(MONTHS) + r") (?P<year>(?:19|20)\d\d)\b"
    r"|(?P<iso>(?:19|20)\d\d(?:-\d\d){0,2})\b",
    re.IGNORECASE,
)


class Draft(NamedTuple):
    """An entry that is not written yet."""

    file: EntryFile
    text: str
    notes: list[str]
    """Guesses and similar names."""


class NewEntries:
    """The new entries of one command, which are written together or not at all."""

    def __init__(self, settings: Settings, today: str) -> None:
        self.settings = settings
        self.today = today
        self.names = read_names(settings)
        """The names of the store, and of the drafts."""
        self.drafts: list[Draft] = []
        self.skipped: list[str] = []
        """Sources that the store has already, and where."""
        self.refused: list[str] = []
        """Sources of which no entry can be made, and why."""

    def add(
        self, model: type[Record], id: str, values: dict[str, str], notes: list[str], remarks: Iterable[str] = ()
    ) -> None:
        """Draft an entry with these values, and remarks as comments in its file. Raises `Refused`."""
        for value in values.values():
            if not value.isprintable() and (hidden := [c for c in value if not c.isprintable() and c not in _JOINERS]):
                raise Refused(f"the character U+{ord(hidden[0]):04X} cannot be shown: type what was meant")
        if not is_id(id):
            form = f"lower-case letters, digits and single hyphens, at most {MAX_ID}"
            raise Refused(f"`{id}` is not an id: {form}; give one with --id")
        if id in self.names.files:
            raise Refused(f"the id `{id}` is taken by {self.names.files[id].file}: give another with --id")
        if id in self.names.old_ids:
            raise Refused(f"`{id}` is an old id of {self.names.old_ids[id]}: give another with --id")
        entities, name = self.settings.entities, f"{model.kind.folder}/{id}.yml"
        file = EntryFile(f"{entities.name}/{name}", str(entities / name))
        text = entry_text(model, values, remarks)
        add_names(self.names, read_tree(file.file, text.encode()), file)
        self.drafts.append(Draft(file, text, notes))

    def write(self) -> None:
        """Write the files. Raises `OSError`."""
        write_new({draft.file.path: draft.text.encode() for draft in self.drafts})


def entry_text(model: type[Record], values: Mapping[str, str], remarks: Iterable[str] = ()) -> str:
    """Return the canonical text of an entry to fill in, with these values of fields, and remarks as comments.

    Raises `Refused` where a value cannot stand in YAML.
    """
    values = {name: value for name, value in values.items() if value != TODO}  # the others get a comment too
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
    lines = chain(*remarked, *first, _optional(shape, order, written), *last)
    tree = read_tree("", "\n".join([*lines, ""]).encode())
    if not isinstance(tree, Tree):
        raise Refused(tree[0].message)
    return formatted(tree, model)


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


def kind_named(word: str) -> type[Record]:
    """Return the kind with this key or folder. Raises `Refused`."""
    by_key = {model.kind.key: model for model in kinds.record_types().values()}
    by_folder = kinds.record_types()
    by_word = {**{folder.removesuffix("s"): model for folder, model in by_folder.items()}, **by_folder, **by_key}
    if (model := by_word.get(word.lower())) is not None:
        return model
    meant = nearest(word.lower(), by_word)
    listed = ", ".join(by_key)
    raise Refused(f"there is no kind `{word}`: " + (f"did you mean `{meant}`?" if meant else f"the kinds are {listed}"))


def new_entry(
    new: NewEntries,
    model: type[Record],
    name: str,
    id: str | None = None,
    remarks: Iterable[str] = (),
    others: Mapping[str, str] | None = None,
) -> None:
    """Draft an entry with this name and other values, and remarks as comments. Raises `Refused`."""
    name = unicodedata.normalize("NFC", " ".join(name.split()))
    if not fold(name):
        raise Refused("the name has no letters")
    names, kind = new.names, model.kind
    same_kind = [place for place in names.named(name) if place.file.folder == kind.folder]
    for place in same_kind:
        if not place.is_shared:
            raise Refused(f"the name `{place.text}` stands in {place.place} already")
    notes = [
        *(f"the name `{p.text}` stands in {p.place} too" for p in names.named(name) if p not in same_kind),
        *(f"`{p.text}` in {p.place} bears this name as one of several: say `shared: true` in both" for p in same_kind),
    ]
    alike = names.spelled_like(name, kind.folder)
    notes += [f"`{p.text}` in {p.place} is spelt much like it: make sure that it is somebody else" for p in alike]
    values = {kind.label_field: name, **({"reviewed": new.today} if not kind.supports else {}), **(others or {})}
    id = id or _id_of(name, is_event=kind.is_event)
    if kind.is_event and (day := re.match(r"\d{4}-\d\d(-\d\d)?", id)):
        values.setdefault(kind.date, day[0])
        same = [other for other in names.files if re.match(rf"{day[0]}(?!-\d\d-)", other)]
        notes += [f"`{other}` is of the same time: make sure that it is another event" for other in same]
    new.add(model, id, values, notes, remarks)


def _id_of(name: str, *, is_event: bool) -> str:
    """Return the id for a name; that of an event starts with the date in the name, as precise as the name has it."""
    if not is_event:
        if not (id := ascii_words(name)):
            raise Refused(f"no id can be made of `{name}`: give one with --id, in Latin letters")
        return id
    date, rest = named_date(name)
    if not date:
        help = "put that into the name, or give --id, as 2024-04-20-camp-kalsu"
        raise Refused(f"the id of an event starts with its date: {help}")
    return "-".join(part for part in (date, ascii_words(rest)) if part)


def named_date(text: str) -> tuple[str, str]:
    """Return the first date that a text names, empty if none, and the text without it."""
    if (match := _DATE_IN_NAME.search(text)) is None:
        return "", text
    date = match["iso"] or match["year"] + f"-{MONTHS.index(match['month'].capitalize()) + 1:02}"
    day = f"-{int(match['day']):02}" if match["day"] else ""
    return date + day, f"{text[: match.start()]} {text[match.end() :]}"
