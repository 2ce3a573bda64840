"""What the store holds already, by id, by name in any spelling and by address, however much of it is wrong."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from generator import kinds
from generator.settings import Settings
from generator.source.files import list_store
from generator.source.nodes import Mapping, Node, Scalar, Sequence, Tree
from generator.source.yaml_reader import read_tree
from generator.text.folding import fold_address, glued

_NEAR = 0.84


@dataclass(frozen=True, slots=True)
class Held:
    """One name or address, where it stands, and whether it is said to be shared."""

    text: str
    file: str
    line: int
    folder: str
    is_shared: bool = False

    @property
    def place(self) -> str:
        """File and line."""
        return f"{self.file}:{self.line}"


@dataclass(slots=True)
class Known:
    """The ids, names and addresses of a store; files that cannot be read count by their ids alone."""

    files: dict[str, str] = field(default_factory=dict)
    """By id."""
    old_ids: dict[str, str] = field(default_factory=dict)
    """Old ids, and the file that each leads to."""
    names: dict[str, list[Held]] = field(default_factory=lambda: defaultdict(list))
    """By the folded name without blanks."""
    addresses: dict[str, list[Held]] = field(default_factory=lambda: defaultdict(list))
    """By the folded address."""
    plain: dict[str, dict[str, str]] = field(default_factory=dict)
    """By id: the fields of an entry that are single texts."""
    folders: dict[str, str] = field(default_factory=dict)
    """By id."""

    def named(self, name: str) -> list[Held]:
        """Return where a name stands, in whatever spelling."""
        return self.names.get(glued(name), [])

    def named_nearly(self, name: str, folders: Iterable[str]) -> list[Held]:
        """Return names of these folders that are spelt much like it, the nearest first, at most five."""
        wanted, matcher = glued(name), SequenceMatcher(autojunk=False)
        matcher.set_seq2(wanted)
        found: list[tuple[float, Held]] = []
        for key, held in self.names.items():
            matcher.set_seq1(key)
            if key == wanted or matcher.real_quick_ratio() < _NEAR or matcher.quick_ratio() < _NEAR:
                continue
            if (ratio := matcher.ratio()) >= _NEAR:
                found += [(ratio, one) for one in held if one.folder in folders]
        first_of: dict[str, Held] = {}
        for _, one in sorted(found, key=lambda pair: (-pair[0], pair[1].place)):
            first_of.setdefault(one.file, one)
        return list(first_of.values())[:5]

    def at(self, url: str) -> list[Held]:
        """Return where an address stands, in whatever form."""
        return self.addresses.get(fold_address(url), [])


def read_known(settings: Settings) -> Known:
    """Read the store."""
    known = Known()
    for file in list_store(settings.entities, kinds.record_types().keys())[0]:
        known.files.setdefault(file.id, file.file)
        known.folders.setdefault(file.id, file.folder)
        try:
            tree = read_tree(file.file, file.read())
        except OSError:
            continue
        if isinstance(tree, Tree):
            _add(known, tree, file.id, file.folder)
    return known


def _add(known: Known, tree: Tree, id: str, folder: str) -> None:
    fields = {key: value for key, (_, value) in tree.root.entries.items()}
    known.plain[id] = {key: value.text for key, value in fields.items() if isinstance(value, Scalar)}
    for key in ("name", "title", "title_tr"):
        if isinstance(node := fields.get(key), Scalar):
            known.names[glued(node.text)].append(Held(node.text, tree.file, node.start.line + 1, folder))
    for node, is_shared in _names(fields.get("names")):
        known.names[glued(node.text)].append(Held(node.text, tree.file, node.start.line + 1, folder, is_shared))
    for key in ("url", "archive_url"):
        if isinstance(node := fields.get(key), Scalar):
            known.addresses[fold_address(node.text)].append(Held(node.text, tree.file, node.start.line + 1, folder))
    for old in _items(fields.get("redirects")):
        if isinstance(old, Scalar):
            known.old_ids.setdefault(old.text, tree.file)


def _items(node: Node | None) -> list[Node]:
    return [] if node is None else node.items if isinstance(node, Sequence) else [node]


def _names(node: Node | None) -> Iterator[tuple[Scalar, bool]]:
    for item in _items(node):
        if isinstance(item, Scalar):
            yield item, False
        elif isinstance(item, Mapping) and "text" in item.entries:
            text, shared = item.entries["text"][1], item.entries.get("shared")
            if isinstance(text, Scalar):
                yield text, shared is not None and isinstance(shared[1], Scalar) and shared[1].text == "true"
