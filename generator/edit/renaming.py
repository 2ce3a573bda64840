"""`atlas rename`: give an entry another id, wherever it is used; everything else keeps its bytes."""

from codecs import BOM_UTF8
from collections import defaultdict

from generator.atomic_files import replace_together
from generator.edit import Refused
from generator.edit.text_edits import Edit, add_to_list, apply, keep_ids
from generator.model.atlas import Atlas, Entry
from generator.model.ids import is_id
from generator.model.parsing import parse_entry
from generator.model.shape import having, leaves
from generator.model.value_types import ORIGIN, TextFormat
from generator.settings import Settings
from generator.store.linking import contribution, link
from generator.store.store import Store
from generator.text.nearest import nearest
from generator.text.yaml_reader import read_tree
from generator.text.yaml_tree import NodePath, Scalar, Tree


def rename(settings: Settings, store: Store, old: str, new: str) -> list[str]:
    """Give the entry `old` the id `new`, in a store on disk without errors. Raises `Refused`, or `OSError` with nothing changed.

    References, citations, links in prose and origins that are the id are written anew, the old id goes into `redirects`,
    and statements whose address follows from the id keep the old address in `was`. Returns the entry's new file, and the
    others that were changed.
    """
    atlas = store.atlas
    _refuse(atlas, old, new)
    places = _places(atlas, old)
    entry = atlas[old]
    target = f"{entry.file.rpartition('/')[0]}/{new}.yml"
    changed: dict[str, bytes] = {}
    entries = {e.file: e for e in atlas.entries.values()}
    for file in sorted({entry.file, *places}):
        data = store.files[file].read()
        tree = _tree(file, data)
        text = apply(tree.text, (_edit(tree, place, old, new) for place in places.get(file, ())))
        renamed = _parsed(file, text, entries[file], new if file == entry.file else entries[file].id)
        text = _with_old_addresses(text, entries[file], renamed)
        entries[file] = _parsed(file, text, renamed, renamed.id)
        changed[file] = (BOM_UTF8 if data.startswith(BOM_UTF8) else b"") + text.encode()
    if findings := link(entries.values()).findings():
        raise Refused(f"{findings[0].entry.file}: {findings[0].message} afterwards: this is a fault of `atlas rename`")
    paths = {settings.root / (target if file == entry.file else file): data for file, data in changed.items()}
    replace_together(paths, removed=settings.root / entry.file)
    return [target, *(file for file in changed if file != entry.file)]


def _refuse(atlas: Atlas, old: str, new: str) -> None:
    redirects = {id: entry for entry in reversed([*atlas.entries.values()]) for id in entry.record.redirects}
    if old not in atlas.entries:
        if old in redirects:
            raise Refused(f"`{old}` is an old id: the entry is now `{redirects[old].id}`  ({redirects[old].file})")
        meant = nearest(old, atlas.entries)
        raise Refused(f"no entry has the id `{old}`" + (f": did you mean `{meant}`?" if meant else ""))
    if not is_id(new):
        raise Refused(f"`{new}` is not an id: lower-case letters, digits and single hyphens, no reserved name")
    if new in atlas.entries:
        raise Refused(f"the id `{new}` is taken by {atlas[new].file}")
    if new in redirects and redirects[new].id != old:
        raise Refused(f"`{new}` is an old id of {redirects[new].file}, and its address leads there")


def _places(atlas: Atlas, old: str) -> dict[str, list[tuple[NodePath, int]]]:
    """Return by file the texts that name the id: the path of each, and where in the text to start looking for the id."""
    places: dict[str, list[tuple[NodePath, int]]] = defaultdict(list)
    for entry in atlas.entries.values():
        for reference in contribution(entry).by_target.get(old, ()):
            places[entry.file].append((reference.path, reference.span[0] if reference.span else 0))
        for leaf in leaves(entry.record, entry.shape, having(TextFormat)):
            if leaf.value == old and leaf.field.marker(TextFormat) is ORIGIN:
                places[entry.file].append((leaf.path, 0))
    return places


def _edit(tree: Tree, place: tuple[NodePath, int], old: str, new: str) -> Edit:
    path, start = place
    node = tree.node(path)
    at = node.text.find(old, start) if isinstance(node, Scalar) else -1
    index = tree.places(node)[at] if isinstance(node, Scalar) and at >= 0 else -1
    if index < 0 or tree.text[index : index + len(old)] != old:
        raise Refused(f"{tree.file}: `{old}` is written in a form that cannot be changed by position, at {path}")
    return Edit(index, index + len(old), new)


def _with_old_addresses(text: str, before: Entry, after: Entry) -> str:
    """Return the text with old ids added: of statements whose id has changed in `was`, of the entry in `redirects`."""
    tree = _tree(before.file, text.encode())
    both = zip(before.facts, after.facts, strict=True)
    edits = keep_ids(tree, (([past.id], fact) for past, fact in both if past.id != fact.id))
    if before.id != after.id:
        follows = next((key for key in ("reviewed", "body") if key in tree.root.entries), "")
        edits.append(add_to_list(text, tree.root, "redirects", before.id, after.id, follows))
    return apply(text, edits)


def _parsed(file: str, text: str, entry: Entry, id: str) -> Entry:
    parsed = parse_entry(id, _tree(file, text.encode()), type(entry.record))
    if isinstance(parsed, list):
        raise Refused(f"{file}: {parsed[0].message} afterwards: this is a fault of `atlas rename`")
    return parsed


def _tree(file: str, data: bytes) -> Tree:
    tree = read_tree(file, data)
    if isinstance(tree, list):
        raise Refused(f"{file}: {tree[0].message}")
    return tree
