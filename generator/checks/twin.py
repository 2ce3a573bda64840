"""One subject has one entry, and one work one source."""

from collections.abc import Iterable, Sequence

from generator.diagnostics import Level
from generator.model.atlas import Entry, Finding, Findings
from generator.model.roles import Work
from generator.text.folding import fold, fold_address

CODE = "A512"
LEVEL = Level.WARNING
REASON = "What is known would otherwise be split between two pages."


def compared_by(entry: Entry) -> Iterable[str]:
    """Return the address of a work, or the name of another entry, folded and with its kind; none where it is empty."""
    work = entry.record
    folded = fold_address(work.url or "") if isinstance(work, Work) else fold(entry.label)
    return (f"{entry.kind.folder} {folded}",) if folded else ()


def compare(text: str, entries: Sequence[Entry]) -> Findings:
    """Yield a finding at each entry that has a twin before it. Names alike letter by letter are left to A506."""
    for index, entry in enumerate(entries):
        twin = next((other for other in entries[:index] if not _told_apart(entry, other)), None)
        if twin is not None and isinstance(entry.record, Work):
            help = "keep one of the two and cite it everywhere; if the page holds both"
            help += f", say `different_from: [{twin.id}]`"
            yield Finding(CODE, entry, ("url",), f"{twin.file} has this address too", help)
        elif twin is not None:
            help = f"merge the two, or say `different_from: [{twin.id}]`"
            yield Finding(CODE, entry, (entry.kind.label_field,), f"{twin.file} has nearly this name", help)


def _told_apart(entry: Entry, other: Entry) -> bool:
    """Tell whether one of the two says that they differ, or both say that they share the name."""
    if entry.id in other.record.different_from or other.id in entry.record.different_from:
        return True
    if isinstance(entry.record, Work):
        return False
    shared = all(any(n.shared and fold(n.text) == fold(e.label) for n in e.record.names) for e in (entry, other))
    return shared or entry.label.casefold() == other.label.casefold()
