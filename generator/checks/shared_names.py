"""A506 shared-name: a spelling that several entries bear says so in each of them."""

from collections.abc import Iterator
from typing import NamedTuple

from generator.model.atlas import Atlas, Finding
from generator.model.entry import Entry
from generator.source.nodes import Path
from generator.text.folding import fold


class _Bearer(NamedTuple):
    entry: Entry
    path: Path
    name: str
    shared: bool


def check(atlas: Atlas) -> Iterator[Finding]:
    """Yield a finding at each name that an entry of another id bears too, unless both say `shared: true`.

    A place, and the state or base of its name, are told apart by their kinds: only entries of one kind are compared.
    """
    bearers: dict[tuple[str, str], list[_Bearer]] = {}
    for entry in atlas.entries.values():
        for text, bearer in _own(entry).items():
            bearers.setdefault((entry.kind.folder, text), []).append(bearer)
    for found in bearers.values():
        if len(found) > 1 and not _are_twins(found):
            yield from _unexplained(found)


def compared_by(entry: Entry) -> Iterator[str]:
    """Yield what two entries have to have in common to be compared."""
    return (f"{entry.kind.folder} {text}" for text in _own(entry))


def _own(entry: Entry) -> dict[str, _Bearer]:
    """Return the names of an entry that has any, each spelling once."""
    if getattr(entry.record, "name", None) is None:
        return {}
    own = {_key(entry.label): _Bearer(entry, ("name",), entry.label, False)}
    for index, name in enumerate(entry.record.names):
        key = _key(name.text)
        if key not in own or name.shared:
            own[key] = _Bearer(entry, ("names", index), name.text, name.shared)
    return own


def _key(text: str) -> str:
    """Return what is the same for every way to write a name, as search reads it."""
    return fold(text) or text.casefold()


def _are_twins(found: list[_Bearer]) -> bool:
    """Tell whether these are titles that are alike but for their spelling, which A512 reports."""
    return all(b.path == ("name",) for b in found) and len({b.name.casefold() for b in found}) == len(found)


def _unexplained(found: list[_Bearer]) -> Iterator[Finding]:
    for bearer in found:
        if not bearer.shared:
            others = ", ".join(b.entry.file for b in found if b.entry is not bearer.entry)
            yield Finding(
                "A506",
                bearer.entry,
                bearer.path,
                f"the name `{bearer.name}` stands in {others} too",
                "if both bear it, list it in each under `names` with `shared: true`; if they are one, merge them",
            )
