"""A spelling that several entries share has `shared: true` in each of them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from generator.diagnostics import Level
from generator.model.atlas import Entry, Finding, Findings
from generator.model.roles import Work
from generator.text.folding import fold
from generator.text.yaml_tree import NodePath

CODE = "A506"
LEVEL = Level.WARNING
REASON = "A reader who searches it must be shown all of them, and a twin entry must not slip in."


class _Bearer(NamedTuple):
    entry: Entry
    path: NodePath
    name: str
    shared: bool


def compared_by(entry: Entry) -> Iterable[str]:
    """Return each name of an entry, folded, with its kind: a place and the base of its name are told apart by that."""
    return _names(entry)


def compare(text: str, entries: Sequence[Entry]) -> Findings:
    """Yield a finding at each such name that does not say `shared: true`."""
    bearers = [_names(entry)[text] for entry in entries]
    if all(b.path == ("name",) for b in bearers) and len({b.name.casefold() for b in bearers}) == len(bearers):
        return  # A512 reports titles that differ in their spelling alone
    for bearer in bearers:
        if not bearer.shared:
            others = ", ".join(b.entry.file for b in bearers if b is not bearer)
            message = f"the name `{bearer.name}` stands in {others} too"
            help = "if both bear it, list it in each under `names` with `shared: true`; if they are one, merge them"
            yield Finding(CODE, bearer.entry, bearer.path, message, help)


def _names(entry: Entry) -> dict[str, _Bearer]:
    """Return the names of an entry that is no work, each spelling once, by the texts of `compared_by`."""
    if isinstance(entry.record, Work):
        return {}
    names = {_key(entry, entry.label): _Bearer(entry, ("name",), entry.label, False)}
    for index, name in enumerate(entry.record.names):
        key = _key(entry, name.text)
        if key not in names or name.shared:
            names[key] = _Bearer(entry, ("names", index), name.text, name.shared)
    return names


def _key(entry: Entry, name: str) -> str:
    """Return a text that is the same for every way to write a name, as search reads it."""
    return f"{entry.kind.folder} {fold(name) or name.casefold()}"
