"""`atlas new --from-form`: a change that was made with the form of the site, which is applied as a whole or not at all.

It adds items to lists of an entry, sets fields, replaces statements, and brings new entries. What it says is put among the
nodes of the entry (`comments.CommentedNode`), which the formatter writes: comments, and all else that the entry says, stay.
A node is a value of YAML with its position.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from euphrates_atlas.atomic_files import make_folders, replace_together
from euphrates_atlas.edit import Refused
from euphrates_atlas.edit.comments import (
    CommentedNode,
    NotFormatted,
    commented,
    place_comments,
)
from euphrates_atlas.edit.formatting import comment_texts, formatted, laid_out
from euphrates_atlas.edit.renaming import places_in, with_new_id
from euphrates_atlas.edit.source_entries import works
from euphrates_atlas.edit.store_names import read_names
from euphrates_atlas.edit.text_edits import apply, keep_ids
from euphrates_atlas.findings import Finding
from euphrates_atlas.kinds import record_types
from euphrates_atlas.model.atlas import Entry, Fact
from euphrates_atlas.model.fields import Property, record
from euphrates_atlas.model.kind import Record
from euphrates_atlas.model.shape import FieldShape, shape_of
from euphrates_atlas.settings import Settings
from euphrates_atlas.store.files import EntryFile, file_bytes
from euphrates_atlas.store.linking import contribution
from euphrates_atlas.store.store import read_entry
from euphrates_atlas.text import yaml_tree
from euphrates_atlas.text.nearest import nearest, question
from euphrates_atlas.text.typed_file import sound, typed
from euphrates_atlas.text.yaml_reader import read_tree
from euphrates_atlas.text.yaml_tree import NodePath, Scalar, Sequence, Tree, as_data

_NONE: Mapping[str, Any] = {}
"""Stands for a part that the change lacks."""
TAKEN = "the id `{id}` is taken by {file}"


@record
class Change:
    """What a change file holds."""

    change: str = ""
    """The entry that it changes, by folder and id."""
    add: dict[str, Any] | None = None
    """Items for the end of lists, by field."""
    set: dict[str, Any] | None = None
    """New values of fields that hold no statements."""
    replace: tuple[dict[str, Any], ...] = ()
    """Statements in place of others: `statement`, the anchor of the old one, and `with`, the new one."""
    entries: dict[str, dict[str, Any]] | None = None
    """New entries, by folder and id."""


def apply_change(settings: Settings, tree: Tree) -> "AppliedChange":
    """Apply a change to the store, and return what came of it.

    Raises `FormError`, `Refused` or `OSError` where it cannot be applied; then nothing is written.
    """
    applied = AppliedChange(settings, tree)
    applied.apply()
    files = {file.path: text.encode() for file, text in applied.texts.items()}
    make_folders(settings.entities, {path.parent for path in files})
    replace_together(files)
    return applied


class AppliedChange:
    """One change file, the store that it is for, and what comes of it."""

    def __init__(self, settings: Settings, tree: Tree) -> None:
        self.tree = tree
        self.change = typed(tree, Change)
        self.entities = settings.entities
        self.names = read_names(settings)
        self.texts: dict[EntryFile, str] = {}
        """The entries that are new or changed; the changed one comes last."""
        self.told: list[str] = []
        """Notes for the user: what the store has already, what is left out, what is still to be done."""
        self.known_works: dict[EntryFile, str] = {}
        """The ids of works that the store has already, by the files that the change would make of them."""

    def apply(self) -> None:
        """Work out what comes of the change, into `texts` and `told`; nothing is written yet. Raises `Refused`."""
        entries = self.change.entries or _NONE
        parts = [part for part in ("add", "set", "replace") if getattr(self.change, part)]
        if not parts and not entries:
            raise self._refused(
                (), "the change is empty: it has `add`, `set`, `replace` or `entries`"
            )
        changed = self._changed_file((parts[0],)) if parts else None
        new = [file for file in map(self._new_file, entries) if file]
        new.sort(key=lambda file: not _model(file).kind.supports)  # sources come first
        for file in new:
            node = self._in_entries(file)
            root = commented(None, node, None, shape_of(_model(file)), self.tree.text)
            with _formatting(file):
                text = laid_out(root, _model(file))
            self.texts[file] = self._with_known_works(file, text)
        if changed:
            with _formatting(changed):
                text = self._changed_text(changed)
            if text.encode() == _data(changed):
                self.told.append(f"{changed.file} says so already")
            else:
                self.texts[changed] = text
        self._leave_out_unnamed(new)

    def _new_file(self, address: str) -> EntryFile | None:
        """Return the file of a new entry; None where the store has the same entry already, or a work with its address.

        Raises `Refused` where the id is taken by another entry.
        """
        file = self._file_at(address)
        node = self._in_entries(file)
        work = self._same_work(file, node)
        if work:
            told = f"`{work}` has the address of `{file.id}` already, and is used instead"
            self.told.append(told)
            self.known_works[file] = work
            return None
        present = self.names.files.get(file.id)
        if not present:
            self.names.add(Tree(file.file, self.tree.text, node), file)
            return file
        path = ("entries", address)
        if present.file != file.file:
            taken = TAKEN.format(id=file.id, file=present.file)
            raise self._refused(path, f"{taken}: choose another")
        tree = read_tree(present.file, _data(present))
        if not isinstance(tree, Tree) or as_data(tree.root) != as_data(node):
            help = f"choose another id, or change that entry with `change: {address}`"
            raise self._refused(
                path, f"{file.file} exists, and says something else: {help}"
            )
        self.told.append(f"{file.file} exists already, and says the same")
        return None

    def _file_at(self, address: str) -> EntryFile:
        """Return the file for the address of a new entry, such as `sources/reuters-2020-01-03`. Raises `Refused`."""
        folder, _, id = address.partition("/")
        path = ("entries", address)
        if folder not in record_types():
            listed = ", ".join(f"`{name}/`" for name in record_types())
            raise self._refused(
                path,
                f"`{address}` is in no folder of a kind: it begins with one of {listed}",
            )
        wrong = self.names.wrong_with(id, folder)
        if wrong:
            raise self._refused(path, f"{wrong}: choose another")
        name = f"{address}.yml"
        return EntryFile(f"{self.entities.name}/{name}", str(self.entities / name))

    def _in_entries(self, file: EntryFile) -> yaml_tree.Mapping:
        """Return the mapping that the change has for a new entry."""
        node = self.tree.node(("entries", f"{file.folder}/{file.id}"))
        assert isinstance(node, yaml_tree.Mapping)
        return node

    def _same_work(self, file: EntryFile, node: yaml_tree.Mapping) -> str | None:
        """Return the id of the work of the store that has the web address of a new one already; None where none has."""
        if file.folder != works().kind.folder:
            return None
        _, url = node.entries.get("url", (None, None))
        places = self.names.at(url.text) if isinstance(url, Scalar) else []
        return next(
            (place.file.id for place in places if place.file.folder == file.folder), None
        )

    def _changed_file(self, part: NodePath) -> EntryFile:
        """Return the file of the entry that the change is about. Raises `Refused`, at the path `part` if none is named."""
        address = self.change.change
        if not address:
            raise self._refused(
                part, f"`change` is missing: it names the entry that `{part[0]}` is about"
            )
        folder, _, id = address.partition("/")
        file = self.names.files.get(id)
        if file and file.folder == folder:
            return file
        present = file.file if file else self.names.old_ids.get(id)
        meant = nearest(
            address, [f"{one.folder}/{one.id}" for one in self.names.files.values()]
        )
        help = "look for it on the site, and make the change there"
        if present or meant:
            help = f"it is {present}" if present else f"did you mean `{meant}`?"
        raise self._refused(("change",), f"there is no entry `{address}`: {help}")

    def _changed_text(self, file: EntryFile) -> str:
        """Return the text of the entry with everything added, set and replaced. Raises `NotFormatted`."""
        data = _data(file)
        entry = read_entry(file, data)
        if isinstance(entry, list):
            raise Refused(_unsound(entry[0]))
        tree = sound(read_tree(file.file, data))
        root, head = place_comments(tree, _model(file))
        replaced = self._replace(root, entry)
        for name in self.change.add or _NONE:
            self._add(root, self._field(entry, ("add", name)))
        for name in self.change.set or _NONE:
            self._set(root, self._field(entry, ("set", name)))
        text = laid_out(root, _model(file), head, comment_texts(tree))
        text = self._with_known_works(file, text)
        return _with_old_addresses(file, text, replaced)

    def _with_known_works(self, file: EntryFile, text: str) -> str:
        """Return the text of an entry, in which works of the store stand for those that the change describes anew.

        Where an entry has findings, it is not known what names a work: it stays as it is, and that is told.
        """
        for described, work in self.known_works.items():
            entry = _parsed(file, text)
            if entry:
                places = places_in(entry, described.id)
                text = with_new_id(_tree(file, text), places, described.id, work)
            elif described.id in text:
                told = f"{file.file} has findings, and names `{described.id}` still: write `{work}` there"
                self.told.append(told)
        return formatted(_tree(file, text), _model(file)) if self.known_works else text

    def _leave_out_unnamed(self, new: Iterable[EntryFile]) -> None:
        """Leave out the new entries that nothing else names but a work that the store has already, as its new publisher."""
        for work in self.known_works:
            named = as_data(self._in_entries(work)).values()
            for file in [file for file in new if file.id in named and file in self.texts]:
                if not any(_names(*item, file.id) for item in self.texts.items()):
                    del self.texts[file]
                    self.told.append(f"`{file.id}` is not made: only `{work.id}` names it")

    def _field(self, entry: Entry, path: tuple[str, str]) -> FieldShape:
        """Return the field of an entry that the change names at a path, such as ("add", "names"). Raises `Refused`."""
        name = path[1]
        fields = entry.shape.fields
        if name in fields:
            return fields[name]
        help = question(name, fields, f"it can have {', '.join(fields)}")
        raise self._refused(path, f"{entry.file} has no field `{name}`: {help}")

    def _add(self, root: CommentedNode, field: FieldShape) -> None:
        """Put the items of the change at the end of a list; a single value of the entry is made a list first."""
        path = ("add", field.name)
        if not field.many:
            raise self._refused(
                path, f"`{field.name}` holds one value: write it below `set`"
            )
        new = self._written(path, field)
        present = _field_in(root, field.name)
        if not present:
            root.items.append(new)
            return
        if not isinstance(present.value, Sequence):
            # The comments of the field stay with its key.
            only = replace(present, key=None, before=[], beside=[])
            present.value = Sequence(present.start, present.end)
            present.items = [only]
            present.below = []
        present.items += (
            new.items if isinstance(new.value, Sequence) else [replace(new, key=None)]
        )

    def _set(self, root: CommentedNode, field: FieldShape) -> None:
        """Put a value into a field, in place of the one that is there."""
        path = ("set", field.name)
        if field.marker(Property):
            help = "write new ones below `add`, and corrected ones below `replace`"
            raise self._refused(path, f"`{field.name}` holds statements: {help}")
        if field.name in (self.change.add or _NONE):
            help = "write new items there, or the whole list below `set`"
            raise self._refused(path, f"`{field.name}` stands below `add` too: {help}")
        new = self._written(path, field)
        present = _field_in(root, field.name)
        if not present:
            root.items.append(new)
        else:
            _exchange(root.items, present, new)

    def _replace(self, root: CommentedNode, entry: Entry) -> list[Fact]:
        """Put statements of the change in place of those of the entry that they name, and return the old ones."""
        replaced = []
        for index, item in enumerate(self.change.replace):
            path = ("replace", index)
            if item.keys() != {"statement", "with"} or not isinstance(item["with"], dict):
                raise self._refused(
                    path, "expected `statement`, an address, and `with`, a mapping"
                )
            fact = _fact(entry, str(item["statement"]))
            if not fact or fact in replaced:
                why = (
                    "is replaced twice"
                    if fact
                    else "is gone: it was changed or removed since, or its entry was renamed"
                )
                help = "load the page again, and make the change anew"
                raise self._refused(
                    (*path, "statement"), f"`{item['statement']}` {why}: {help}"
                )
            replaced.append(fact)
            present = _field_in(root, fact.field)
            assert present
            new = self._written((*path, "with"), entry.shape.fields[fact.field])
            if isinstance(present.value, Sequence):
                _exchange(present.items, present.items[fact.index], replace(new, key=None))
            else:
                _exchange(root.items, present, new)
        return replaced

    def _written(self, path: NodePath, field: FieldShape) -> CommentedNode:
        """Return a field of an entry as a node, with the value at a path of the change."""
        value = self.tree.node(path)
        assert value
        key = Scalar(field.name, value.start, value.start, "")
        return commented(key, value, field, field.record, self.tree.text)

    def _refused(self, path: NodePath, words: str) -> Refused:
        """Return the refusal of the change for what stands at a path of it."""
        span = self.tree.span(path, at_key=True)
        return Refused(f"{self.tree.file}:{span.line}:{span.column}: {words}")


@contextmanager
def _formatting(file: EntryFile) -> Iterator[None]:
    """Turn a `NotFormatted` of the formatter within into a `Refused` with the name of the file."""
    try:
        yield
    except NotFormatted as reason:
        raise Refused(f"{file.file}: {reason}") from None


def _model(file: EntryFile) -> type[Record]:
    return record_types()[file.folder]


def _data(file: EntryFile) -> bytes:
    """Return the bytes of the file of an entry. Raises `Refused` where it cannot be read."""
    data = file_bytes(file)
    if isinstance(data, Finding):
        raise Refused(_unsound(data))
    return data


def _unsound(finding: Finding) -> str:
    """Return the words for an entry with a finding, which cannot be changed."""
    place = f"{finding.file}:{finding.span.line}:{finding.span.column}"
    return f"{place}: {finding.message}: mend this entry first, then apply the change"


def _field_in(root: CommentedNode, name: str) -> CommentedNode | None:
    """Return the node of a field of an entry; None where the entry lacks the field."""
    return next((item for item in root.items if item.key and item.key.text == name), None)


def _exchange(items: list[CommentedNode], old: CommentedNode, new: CommentedNode) -> None:
    """Put a node in place of another; it takes the comments of that one and of all within it, which would be lost."""
    new.before = [*old.before]
    for part in old.walk():
        new.before += [*part.before, *part.beside, *part.below]
    new.before += old.below
    new.beside = old.beside
    items[items.index(old)] = new


def _fact(entry: Entry, address: str) -> Fact | None:
    """Return the statement of an entry with this id or anchor: `1a2b3c4d`, `#s-1a2b3c4d`; None where none has it.

    One with the id in its `was` has been changed since the page was made, and does not count.
    """
    id = address.removeprefix("#").removeprefix("s-")
    return next((fact for fact in entry.facts if fact.id == id), None)


def _with_old_addresses(file: EntryFile, text: str, replaced: Iterable[Fact]) -> str:
    """Return the text of an entry with the ids of replaced statements in the `was` of the new ones, to which they lead then.

    An entry that has findings stays as it is: it is not known which addresses its statements will have.
    """
    entry = _parsed(file, text)
    if not entry:
        return text
    pairs = [(old, entry.facts_of(old.field)[old.index]) for old in replaced]
    with_old = apply(text, keep_ids(_tree(file, text), entry, pairs))
    return formatted(_tree(file, with_old), _model(file))


def _names(file: EntryFile, text: str, id: str) -> bool:
    """Tell whether an entry names another; one that has findings may, if it has the id."""
    entry = _parsed(file, text)
    return id in (contribution(entry).by_target if entry else text)


def _parsed(file: EntryFile, text: str) -> Entry | None:
    """Return the entry of a text; None where it has findings."""
    entry = read_entry(file, text.encode())
    return None if isinstance(entry, list) else entry


def _tree(file: EntryFile, text: str) -> Tree:
    """Return the tree of a text that the formatter has written."""
    return sound(read_tree(file.file, text.encode()))
