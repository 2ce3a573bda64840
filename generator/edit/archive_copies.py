"""`atlas import archive`: the addresses of archived copies, written into the entries of their sources."""

from collections.abc import Mapping

from generator import kinds
from generator.atomic_files import replace_together
from generator.edit import Refused
from generator.edit.formatting import formatted, quoted
from generator.edit.new_source import works
from generator.edit.text_edits import Edit, add_key, apply
from generator.settings import Settings
from generator.store.files import list_store
from generator.text.urls import url_problem
from generator.text.yaml_reader import read_tree
from generator.text.yaml_tree import Mapping as YamlMapping
from generator.text.yaml_tree import Scalar, Tree

COLUMNS = ["id", "archive_url"]


def add_copies(settings: Settings, rows: Mapping[str, Mapping[str, str]]) -> tuple[list[str], list[str]]:
    """Write the copies of a table, by the places of its rows; return the changed files, and why others stay as they are.

    Raises `Refused` if one cannot be written, and `OSError`, with nothing changed.
    """
    listed, folder = list_store(settings.entities, kinds.record_types().keys())[0], works().kind.folder
    files = {file.id: file for file in listed if file.folder == folder}
    texts, skipped, wrong = dict[str, str](), list[str](), list[str]()
    for place, row in rows.items():
        id, url = row["id"], row.get("archive_url", "")
        if id not in files:
            wrong.append(f"{place}: no source has the id `{id}`")
        elif (problem := url_problem(url)) is not None:
            wrong.append(f"{place}: `{url}`: {': '.join(filter(None, problem))}")
        else:
            tree = read_tree(files[id].file, texts.get(id, "").encode() or files[id].read())
            if not isinstance(tree, Tree) or not isinstance(tree.root, YamlMapping):
                wrong.append(f"{place}: {files[id].file} cannot be read: `atlas check {id}` says why")
            elif (known := tree.root.entries.get("archive_url")) is None:
                texts[id] = _with_copy(tree, tree.root, url)
            else:
                skipped.append(f"{place}: {files[id].file} names a copy already: {getattr(known[1], 'text', '')}")
    if wrong:
        raise Refused("\n  ".join(["nothing was written, because of", *wrong]))
    replace_together({files[id].path: text.encode() for id, text in texts.items()})
    return [files[id].file for id in texts], skipped


def _with_copy(tree: Tree, root: YamlMapping, url: str) -> str:
    """Return the canonical text of a source with its copy."""
    edits = [add_key(tree.text, root, "archive_url", quoted(url, flow=False), "archive_status")]
    status = root.entries.get("archive_status")
    if status is None:
        edits = [Edit(edits[0].start, edits[0].end, f"{edits[0].text}archive_status: archived\n")]
    elif isinstance(status[1], Scalar):
        edits.append(Edit(status[1].start, status[1].end, "archived"))
    changed = read_tree(tree.file, apply(tree.text, edits).encode())
    assert isinstance(changed, Tree), changed
    return formatted(changed, works())
