"""`atlas new`: the file of an entry that the store does not have yet.

Required fields have `TODO` for a value, which the check reports until somebody has replaced it; comments explain the fields.
`source_entries` makes those of works with it, and two pages of the site show such a file (`entry_text`).
"""

import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from euphrates_atlas import kinds
from euphrates_atlas.atomic_files import write_new
from euphrates_atlas.edit import Refused
from euphrates_atlas.edit.formatting import TAIL, WIDTH, entry_order, formatted, quoted
from euphrates_atlas.edit.store_names import StoreNames, read_names
from euphrates_atlas.model.ids import DATED
from euphrates_atlas.model.kind import Kind, Record
from euphrates_atlas.model.shape import FieldShape, RecordShape, shape_of
from euphrates_atlas.model.value_types import ProseText
from euphrates_atlas.settings import Settings
from euphrates_atlas.store.files import EntryFile
from euphrates_atlas.subject import subject
from euphrates_atlas.text.edtf import EXPECTED, EdtfError, parse_date
from euphrates_atlas.text.escape import ascii_words
from euphrates_atlas.text.folding import fold
from euphrates_atlas.text.months import MONTHS, month_number
from euphrates_atlas.text.nearest import question
from euphrates_atlas.text.phrases import composed, squeezed
from euphrates_atlas.text.yaml_reader import read_tree
from euphrates_atlas.text.yaml_tree import Tree

TODO = "TODO"
_LISTED = 20
"""Most codes that a comment lists; it refers to the glossary for the rest."""
_JOINERS = "\u200c\u200d"  # Persian and Kurdish are written with them
# `20 April 2024`, `April 20, 2024`, `April 2024`, `2024-04-20`, `2024-04` or `2024`.
_DATE_IN_NAME = re.compile(
    r"(?:(?P<day>\d{1,2}) )?(?P<month>"
    + "|".join(MONTHS)
    + r") (?:(?P<next>\d{1,2}), )?(?P<year>(?:19|20)\d\d)\b"
    r"|(?P<iso>(?:19|20)\d\d(?:-\d\d){0,2})\b",
    re.IGNORECASE,
)


class Draft(NamedTuple):
    """An entry that is not written yet."""

    file: EntryFile
    text: str
    notes: list[str]
    """What the author is told of it: guesses, and entries with similar names."""


class NewEntries:
    """The new entries of one command, which are written together or not at all."""

    def __init__(self, settings: Settings, today: str, *, are_works: bool) -> None:
        self.settings = settings
        self.today = today
        self.names = read_names(settings, is_for_works=are_works)
        """The names of the store, and of the drafts."""
        self.drafts: list[Draft] = []
        self.skipped: list[str] = []
        """Sources that the store has already, and where."""

    def add(
        self,
        model: type[Record],
        id: str,
        values: dict[str, str],
        notes: list[str],
    ) -> None:
        """Draft an entry with these values of fields, and `notes` for its author. Raises `Refused`, as for a taken id."""
        for char in "".join(values.values()):
            if not char.isprintable() and char not in _JOINERS:
                raise Refused(
                    f"the character U+{ord(char):04X} cannot be shown: type what was meant"
                )
        wrong = self.names.wrong_with(id, model.kind.folder)
        if id in self.names.files:
            wrong = f"the id `{id}` is taken by {self.names.files[id].file}"
        if wrong:
            raise Refused(f"{wrong}: give another with --id")
        entities = self.settings.entities
        name = f"{model.kind.folder}/{id}.yml"
        file = EntryFile(f"{entities.name}/{name}", str(entities / name))
        text = entry_text(model, values)
        self.names.add(read_tree(file.file, text.encode()), file)
        self.drafts.append(Draft(file, text, notes))

    def write(self) -> None:
        """Write the files. Raises `OSError`."""
        write_new({draft.file.path: draft.text.encode() for draft in self.drafts})


def entry_text(model: type[Record], values: Mapping[str, str]) -> str:
    """Return the canonical text of an entry to fill in, with these values of fields; a value may be `TODO`.

    Raises `Refused` where a value cannot stand in YAML.
    """
    kind = model.kind
    shape = shape_of(model)
    # Without its `TODO`, a field is explained in a comment.
    values = {name: value for name, value in values.items() if value != TODO}
    order = [name for name in entry_order(shape) if name in shape.fields]
    written = [name for name in order if shape.fields[name].required or name in values]
    if kind.one_of and values.keys().isdisjoint(kind.one_of):
        written.append(kind.one_of[0])
    if kind.label_field == "name":
        written.append("names")
    lines: list[str] = []
    last: list[str] = []  # the fields at the end, behind the comments on those left out
    for name in order:
        if name in written:
            part = last if name in TAIL else lines
            part += _field(shape.fields[name], values.get(name))
    lines += _optional(shape, order, written)
    tree = read_tree("", "\n".join([*lines, *last, ""]).encode())
    if not isinstance(tree, Tree):
        raise Refused(tree[0].message)
    return formatted(tree, model)


def _field(field: FieldShape, value: str | None) -> Iterator[str]:
    """Yield the lines of a field: its key and value, after comments that explain it where the value is missing."""
    if field.name == "names":
        yield from _comment(
            "Other names and spellings, with language and use, a line each:"
        )
        yield from _comment("names:")
        yield from _comment(f"  - {subject().examples.name}")
        return
    if value is not None and not field.declared:
        yield f"{field.name}: {quoted(value, flow=False)}"
        return
    yield from _explained(field)
    if field.marker(ProseText):
        yield f"{field.name}: >-"
        yield f"  {TODO} [@{TODO.lower()}]."
    else:
        yield f"{field.name}: {_sample(field, value or TODO)}"


def _sample(field: FieldShape, value: str = TODO) -> str:
    """Return a value to fill in; a statement is `{value: TODO, cite: [todo]}`, with all required parts."""
    if not field.declared:
        return quoted(value, flow=True)
    parts = []
    for part in field.parts:
        if part.required or part.name == "best":
            sample = _sample(part, value if part.name == "value" else TODO)
            parts.append(f"{part.name}: {sample}")
    parts.append(f"cite: [{TODO.lower()}]")
    return f"{{{', '.join(parts)}}}"


def _explained(field: FieldShape) -> Iterator[str]:
    """Yield comments: what a field holds, and the codes that it and the required parts of its statement take."""
    yield from _comment(field.description)
    explained = [field]
    if field.declared:
        explained += [part for part in field.parts if part.required]
    sentences = []
    for part in explained:
        if part.code_list:
            codes = list(part.code_list.codes)
            left = len(codes) - _LISTED
            more = f" and {left} more in the glossary" if left > 0 else ""
            sentences.append(f"codes for {part.name}: {', '.join(codes[:_LISTED])}{more}.")
    yield from _comment(" ".join(sentences))


def _optional(
    shape: RecordShape,
    order: list[str],
    written: list[str],
) -> Iterator[str]:
    """Yield comments for the fields that are not written: a sample of those that readers look for, the names of the others."""
    rest = []
    for name in order:
        field = shape.fields[name]
        if name in written:
            continue
        if field.declared and field.declared.expected:
            yield from _explained(field)
            yield from _comment(f"{name}: {_sample(field)}")
        elif name != "redirects":
            rest.append(name)
    yield from _comment(f"Further fields, where something is known: {', '.join(rest)}.")


def _comment(text: str) -> Iterator[str]:
    """Yield a text as lines of a comment, each indented like the first."""
    indent = text[: len(text) - len(text.lstrip())]
    lines = textwrap.wrap(
        text,
        WIDTH - 2,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return (f"# {line}" for line in lines)


def kind_named(word: str) -> type[Record]:
    """Return the kind with this label, key or folder: `Site`, `site`, `bases`, and also `base`. Raises `Refused`."""
    by_folder = kinds.record_types()
    by_label = {model.kind.singular.lower(): model for model in by_folder.values()}
    by_key = {model.kind.key: model for model in by_folder.values()}
    by_word = {folder.removesuffix("s"): model for folder, model in by_folder.items()}
    by_word |= by_label | by_folder | by_key
    model = by_word.get(word.lower())
    if model:
        return model
    help = question(word.lower(), by_word, f"the kinds are {', '.join(by_key)}")
    raise Refused(f"there is no kind `{word}`: {help}")


def new_entry(
    new: NewEntries,
    model: type[Record],
    name: str,
    id: str | None,
    others: Mapping[str, str] = {},
) -> None:
    """Draft an entry with this name and other values of fields; without an id, one is made from the name. Raises `Refused`."""
    name = composed(squeezed(name))
    if not fold(name):
        raise Refused("the name has no letters")
    kind = model.kind
    notes = _name_notes(new.names, kind, name)
    values = {kind.label_field: name}
    if not kind.supports:
        values["reviewed"] = new.today
    values |= others
    date = ""
    if kind.is_event:
        dated = re.match(r"\d{4}-\d\d(-\d\d)?", id or "")
        date = dated[0] if dated else _named_date(name)[0]
    id = id or _id_of(name, is_event=kind.is_event)
    if date:
        values.setdefault(kind.date, date)
        for other in new.names.files:
            if re.match(rf"{date}(?!-\d\d-)", other):  # of this date, and no finer one
                notes.append(
                    f"`{other}` is of the same time: make sure that it is another event"
                )
    new.add(model, id, values, notes)


def _name_notes(names: StoreNames, kind: Kind, name: str) -> list[str]:
    """Return notes on entries with equal and similar names. Raises `Refused` if an entry of the kind has this name alone."""
    notes = []
    for place in names.named(name):
        if place.file.folder != kind.folder:
            notes.append(f"the name `{place.text}` is also in {place.place}")
        elif place.is_shared:
            help = "say `shared: true` in both"
            notes.append(
                f"`{place.text}` in {place.place} has this name as one of several: {help}"
            )
        else:
            raise Refused(f"the name `{place.text}` is already in {place.place}")
    for place in names.spelled_like(name, kind.folder):
        help = "make sure that it is another one"
        notes.append(f"`{place.text}` in {place.place} is spelt much like it: {help}")
    return notes


def _id_of(name: str, *, is_event: bool) -> str:
    """Return the id for a name; that of an event starts with the date in the name, as precise as the name has it.

    Raises `Refused` where the name has no Latin letters, or that of an event no date.
    """
    if not is_event:
        id = ascii_words(name)
        if not id:
            raise Refused(
                f"no id can be made of `{name}`: give one with --id, in Latin letters"
            )
        return id
    date, rest = _named_date(name)
    if not date:
        help = "put that into the name, or give --id, for example 2024-04-20-camp-kalsu"
        raise Refused(f"{DATED}: {help}")
    refuse_no_date(date)
    return f"{date}-{ascii_words(rest)}".removesuffix("-")


def refuse_no_date(text: str) -> None:
    """Raise `Refused` where a text is there and is no date, as `2024-02-31`, nor `unknown`."""
    if text and text != "unknown":
        try:
            parse_date(text)
        except EdtfError as error:
            raise Refused(f"{error.message}: {error.help or EXPECTED}") from None


def _named_date(text: str) -> tuple[str, str]:
    """Return the most precise date that a text names, of equals the first, and the text without it.

    Without a date, the first is empty and the second is the whole text.
    """
    found = ""
    rest = text
    for match in _DATE_IN_NAME.finditer(text):
        date = match["iso"] or f"{match['year']}-{month_number(match['month']):02}"
        day = match["day"] or match["next"]
        if day:
            date += f"-{int(day):02}"
        if len(date) > len(found):
            found = date
            rest = f"{text[: match.start()]} {text[match.end() :]}"
    return found, rest
