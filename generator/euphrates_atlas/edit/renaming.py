"""`atlas rename`: give an entry another id, wherever it is used; everything else keeps its bytes.

`change_file` uses `places_in` and `with_new_id`, to put one id in place of another in a single entry.
"""

from codecs import BOM_UTF8
from collections.abc import Iterable

from euphrates_atlas.atomic_files import replace_together
from euphrates_atlas.edit import Refused
from euphrates_atlas.edit.text_edits import Edit, add_to_list, apply, keep_ids
from euphrates_atlas.model.atlas import Atlas, Entry
from euphrates_atlas.model.ids import id_fault
from euphrates_atlas.model.parsing import parse_entry
from euphrates_atlas.model.shape import having, leaves
from euphrates_atlas.model.value_types import ORIGIN, TextFormat
from euphrates_atlas.settings import Settings
from euphrates_atlas.store.linking import contribution, link
from euphrates_atlas.store.store import Store
from euphrates_atlas.text.nearest import question
from euphrates_atlas.text.typed_file import sound
from euphrates_atlas.text.yaml_reader import read_tree
from euphrates_atlas.text.yaml_tree import NodePath, Scalar, Tree

Place = tuple[NodePath, int]
"""The path of a text that names the id, and where in the text to start looking for the id."""


def rename(settings: Settings, store: Store, old: str, new: str) -> list[str]:
    """Give the entry `old` the id `new`, in a store on disk without errors. Raises `Refused`, or `OSError` with nothing changed.

    References, citations, links in prose and origins that are the id are written anew, the old id goes into `redirects`,
    and statements whose address follows from the id keep the old address in `was`. Returns the entry's new file, and the
    others that were changed.
    """
    atlas = store.atlas
    _refuse(atlas, old, new)
    found = {entry.file: places_in(entry, old) for entry in atlas}
    places = {file: places for file, places in found.items() if places}
    entry = atlas[old]
    folder = entry.file.rpartition("/")[0]
    target = f"{folder}/{new}.yml"
    entries = {each.file: each for each in atlas}
    changed = {}
    for file in sorted({entry.file, *places}):
        data = store.files[file].read()
        before = entries[file]
        tree = sound(read_tree(file, data))
        text = with_new_id(tree, places.get(file, []), old, new)
        after = _parsed(file, text, before, new if before is entry else before.id)
        text = _with_old_addresses(text, before, after)
        entries[file] = _parsed(file, text, after, after.id)
        mark = BOM_UTF8 if data.startswith(BOM_UTF8) else b""
        changed[file] = mark + text.encode()
    for at, fault in link(entries.values()).faults():
        raise Refused(
            f"{at.file}: {fault.message} afterwards: this is a bug of `atlas rename`"
        )
    renamed = changed.pop(entry.file)
    paths = {settings.root / file: data for file, data in changed.items()}
    paths[settings.root / target] = renamed
    replace_together(paths, removed=settings.root / entry.file)
    return [target, *changed]


def _refuse(atlas: Atlas, old: str, new: str) -> None:
    """Raise `Refused` where no entry has the old id, or the new one cannot be given."""
    redirects = atlas.by_old_id()
    if old not in atlas.entries:
        if old in redirects:
            entry = redirects[old]
            raise Refused(
                f"`{old}` is an old id: the entry is now `{entry.id}`  ({entry.file})"
            )
        help = question(old, atlas.entries, "look for it with `atlas find`")
        raise Refused(f"no entry has the id `{old}`: {help}")
    fault = id_fault(new, is_event=atlas[old].kind.is_event)
    if fault:
        raise Refused(fault)
    if new in atlas.entries:
        raise Refused(f"the id `{new}` is taken by {atlas[new].file}")
    if new in redirects and redirects[new].id != old:
        raise Refused(
            f"`{new}` is an old id of {redirects[new].file}, and its address leads there"
        )


def places_in(entry: Entry, old: str) -> list[Place]:
    """Return the places of an entry that name an id: references, citations, links in prose, and origins that are the id."""
    places = [
        (reference.path, reference.span[0] if reference.span else 0)
        for reference in contribution(entry).by_target.get(old, ())
    ]
    for leaf in leaves(entry.record, entry.shape, having(TextFormat)):
        if leaf.value == old and leaf.field.marker(TextFormat) is ORIGIN:
            places.append((leaf.path, 0))
    return places


def with_new_id(tree: Tree, places: Iterable[Place], old: str, new: str) -> str:
    """Return the text of an entry with a new id at these places of it. Raises `Refused`."""
    edits = [_edit(tree, path, start, old, new) for path, start in places]
    return apply(tree.text, edits)


def _edit(tree: Tree, path: NodePath, start: int, old: str, new: str) -> Edit:
    """Return the edit of one place. Raises `Refused` where escapes or line breaks are within the id."""
    node = tree.node(path)
    if isinstance(node, Scalar):
        at = node.text.find(old, start)
        index = tree.places(node)[at] if at >= 0 else -1  # where that stands in the file
        if index >= 0 and tree.text.startswith(old, index):
            return Edit(index, index + len(old), new)
    raise Refused(
        f"{tree.file}: `{old}` is written in a form that cannot be changed by position, at {path}"
    )


def _with_old_addresses(text: str, before: Entry, after: Entry) -> str:
    """Return the text with old ids added: of statements whose id has changed in `was`, of the entry in `redirects`."""
    tree = sound(read_tree(before.file, text.encode()))
    edits = keep_ids(tree, after, zip(before.facts, after.facts, strict=True))
    if before.id != after.id:
        entry = tree.root
        # `redirects` stands before the first of these that there is.
        following = next((key for key in ("reviewed", "body") if key in entry.entries), "")
        edits.append(add_to_list(text, entry, "redirects", before.id, after.id, following))
    return apply(text, edits)


def _parsed(file: str, text: str, entry: Entry, id: str) -> Entry:
    """Return the entry in a changed text, of the kind of `entry`, with this id. Raises `Refused` where it is not sound."""
    tree = read_tree(file, text.encode())
    if isinstance(tree, list):
        raise Refused(
            f"{file}: its layout is too unusual to be changed: run `atlas fmt` on it first"
        )
    parsed = parse_entry(id, tree, type(entry.record))
    if isinstance(parsed, list):
        raise Refused(
            f"{file}: {parsed[0].message} afterwards: this is a bug of `atlas rename`"
        )
    return parsed
