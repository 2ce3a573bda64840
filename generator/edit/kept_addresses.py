"""The ids that statements had before their values were corrected, written into their `was`."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from generator.atomic_files import replace_file
from generator.diff.compare import compare
from generator.edit.text_edits import Edit, add_to_list, apply
from generator.settings import Settings
from generator.store.files import named_files
from generator.store.store import read_revision, read_store
from generator.text.yaml_tree import Mapping, Tree


def keep_addresses(settings: Settings, commit: str, names: Sequence[str], current: Path, *, write: bool) -> list[str]:
    """Write into `was` the ids that statements of the named files, or of all, had at a commit. Returns the files, sorted.

    Which statement is which, `atlas diff` decides. A file that cannot be read, then or now, stays as it is. Raises
    `UnknownFile`, and `OSError` where a file cannot be written.
    """
    before, after = read_revision(settings, commit), read_store(settings)
    named = named_files(names, after.files, settings.root, current) if names else after.files
    edits: dict[str, list[Edit]] = defaultdict(list)
    for change in compare(commit, before.atlas, after.atlas, before.unread_files, after.unread_files).entries:
        tree = after.tree(change.file) if change.file in named else None
        lost = {s.new_id: s.old_id for s in change.statements if s.is_mended and not s.keeps_address}
        for fact in after.atlas[change.id].facts if lost and isinstance(tree, Tree) else ():
            statement = tree.node(fact.path) if isinstance(tree, Tree) else None
            if fact.id in lost and isinstance(statement, Mapping) and isinstance(tree, Tree):
                edits[change.file].append(add_to_list(tree.text, statement, "was", lost[fact.id], fact.id, "cite"))
    for file, made in edits.items() if write else ():
        tree = after.tree(file)
        assert isinstance(tree, Tree)
        replace_file(settings.root / file, apply(tree.text, made).encode())
    return sorted(edits)
