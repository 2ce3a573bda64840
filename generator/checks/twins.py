"""A512 twin: one subject has one entry, and one work one source."""

from collections.abc import Iterator

from generator.model.atlas import Atlas, Finding
from generator.model.entry import Entry
from generator.model.values import Role
from generator.text.folding import fold, fold_address


def check(atlas: Atlas) -> Iterator[Finding]:
    """Yield a finding at each further work of one address, and at each further entry of a kind whose name folds alike.

    Names that are alike letter by letter are left to A506.
    """
    held: dict[str, list[Entry]] = {}
    for entry in atlas.entries.values():
        is_work = Role.WORK in entry.kind.roles
        for key in compared_by(entry):
            earlier = held.setdefault(key, [])
            twin = next((other for other in earlier if not _told_apart(entry, other, is_work=is_work)), None)
            earlier.append(entry)
            if twin is not None:
                yield _finding(entry, twin, is_work=is_work)


def compared_by(entry: Entry) -> tuple[str, ...]:
    """Return what two entries have to have in common to be compared: the address of a work, else the name."""
    address = getattr(entry.record, "url", None)
    is_work = Role.WORK in entry.kind.roles
    folded = (fold_address(address) if address else "") if is_work else fold(entry.label)
    return (f"{entry.kind.folder} {folded}",) if folded else ()


def _finding(entry: Entry, twin: Entry, *, is_work: bool) -> Finding:
    if is_work:
        help = f"keep one of the two and cite it everywhere; if the page holds both, say `different_from: [{twin.id}]`"
        return Finding("A512", entry, ("url",), f"{twin.file} has this address too", help)
    help = f"merge the two, or say `different_from: [{twin.id}]`"
    return Finding("A512", entry, (entry.kind.label_field,), f"{twin.file} has nearly this name", help)


def _told_apart(entry: Entry, other: Entry, *, is_work: bool) -> bool:
    """Tell whether one of the two says that they differ, or both say that they share the name."""
    if entry.id in other.record.different_from or other.id in entry.record.different_from:
        return True
    if is_work:
        return False
    shared = all(any(n.shared and fold(n.text) == fold(e.label) for n in e.record.names) for e in (entry, other))
    return shared or entry.label.casefold() == other.label.casefold()
