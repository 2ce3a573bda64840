"""Archived copies of works: `atlas import archive` writes their addresses into the entries."""

from collections.abc import Mapping
from contextlib import suppress

from euphrates_atlas import kinds
from euphrates_atlas.atomic_files import replace_together
from euphrates_atlas.edit import Refused
from euphrates_atlas.edit.comments import NotFormatted
from euphrates_atlas.edit.formatting import formatted, quoted
from euphrates_atlas.edit.source_entries import one_line, works
from euphrates_atlas.edit.text_edits import Edit, add_key, apply
from euphrates_atlas.settings import Settings
from euphrates_atlas.store.files import list_store
from euphrates_atlas.text.archives import copy_fault
from euphrates_atlas.text.edtf import EdtfError, parse_date
from euphrates_atlas.text.typed_file import sound
from euphrates_atlas.text.urls import url_fault
from euphrates_atlas.text.yaml_reader import read_tree
from euphrates_atlas.text.yaml_tree import Scalar, Tree

COLUMNS = ["id", "archive_url"]
"""Of a table of archived copies."""


def add_copies(
    settings: Settings,
    rows: Mapping[str, Mapping[str, str]],
) -> tuple[list[str], list[str]]:
    """Write the copies of a table into the sources; return the changed files, and why other rows were skipped.

    `rows` has the rows by their places, as `copies.csv:2`; a source that names a copy already is skipped. Raises
    `Refused` with all that is wrong, or `OSError`, with nothing changed.
    """
    folder = works().kind.folder
    entries, _ = list_store(settings.entities, kinds.record_types())
    files = {file.id: file for file in entries if file.folder == folder}
    texts: dict[str, str] = {}
    skipped = []
    wrong = []
    for place, row in rows.items():
        id = row["id"]
        url = row.get("archive_url", "")
        if id not in files:
            wrong.append(f"{place}: no source has the id `{id}`")
            continue
        fault = url_fault(url)
        if fault:
            wrong.append(f"{place}: `{url}`: {one_line(fault)}")
            continue
        file = files[id]
        # A second row of one source meets what the first has written.
        tree = read_tree(file.file, texts[id].encode() if id in texts else file.read())
        if not isinstance(tree, Tree):
            wrong.append(
                f"{place}: {file.file} cannot be read: `atlas check {id}` says why"
            )
        elif "archive_url" in tree.root.entries:
            known = _text_of(tree, "archive_url")
            skipped.append(f"{place}: {file.file} names a copy already: {known}")
        else:
            fault = copy_fault(url, _text_of(tree, "url"), _issued(tree))
            if fault:
                wrong.append(f"{place}: `{url}`: {one_line(fault)}")
            try:
                texts[id] = _with_copy(tree, url)
            except NotFormatted as why:
                wrong.append(f"{place}: {file.file}: {why}")
    if wrong:
        raise Refused("\n  ".join(["nothing was written, because of", *wrong]))
    replace_together({files[id].path: text.encode() for id, text in texts.items()})
    return [files[id].file for id in texts], skipped


def _text_of(tree: Tree, field: str) -> str:
    """Return the text of a field; empty where there is none."""
    node = tree.node((field,))
    return node.text if isinstance(node, Scalar) else ""


def _issued(tree: Tree) -> str:
    """Return the first day on which a work can have come out; empty where that is not known."""
    with suppress(EdtfError):
        return parse_date(_text_of(tree, "issued")).earliest
    return ""


def _with_copy(tree: Tree, url: str) -> str:
    """Return the canonical text of a source with the address of its copy, and the status `archived`. Raises `NotFormatted`."""
    edits = [
        add_key(
            tree.text, tree.root, "archive_url", quoted(url, flow=False), "archive_status"
        )
    ]
    status = tree.node(("archive_status",))
    if not status:
        edits.append(add_key(tree.text, tree.root, "archive_status", "archived", ""))
    elif isinstance(status, Scalar):
        edits.append(Edit(status.start, status.end, "archived"))
    changed = sound(read_tree(tree.file, apply(tree.text, edits).encode()))
    return formatted(changed, works())
