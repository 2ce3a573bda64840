"""Two states of the store to the changes between them."""

from collections import Counter
from collections.abc import Iterator

from generator.compare.changes import Comparison, EntryChange, Sort, StatementChange, TextChange, Turn
from generator.compare.questions import questions
from generator.compare.statements import statement_changes
from generator.compare.wording import cut, value_words
from generator.model.atlas import Atlas
from generator.model.entry import Entry, plain
from generator.model.kind import Property
from generator.model.values import ProseText
from generator.text.prose import Prose, citations, word_count


def compare(
    revision: str, before: Atlas, after: Atlas, unread_before: tuple[str, ...] = (), unread_after: tuple[str, ...] = ()
) -> Comparison:
    """Return what changed in meaning; entries of files that cannot be read on one side are passed over."""
    old_of = _renamed(before, after)
    passed = {_id(file) for file in (*unread_before, *unread_after)}
    changes = []
    for entry in after.entries.values():
        if entry.id not in passed:
            old = before.entries.get(old_of.get(entry.id, entry.id))
            changes.append(entry_change(before, old, after, entry))
    kept = set(after.entries) | set(old_of.values()) | passed
    changes += [entry_change(before, old, after, None) for old in before.entries.values() if old.id not in kept]
    order = {kind.folder: kind.order for kind in (*before.kinds, *after.kinds)}
    found = sorted((c for c in changes if not c.is_empty), key=lambda c: (order[c.folder], c.id))
    asked = tuple(questions(before, after, found))
    return Comparison(revision, tuple(found), asked, unread_before, unread_after, dict(_counts(found)))


def _id(file: str) -> str:
    return file.rsplit("/", 1)[-1].removesuffix(".yml")


def _renamed(before: Atlas, after: Atlas) -> dict[str, str]:
    """Return the old id of each entry that has another now, as its `redirects` tell."""
    return {
        entry.id: old
        for entry in after.entries.values()
        if entry.id not in before.entries
        for old in entry.record.redirects
        if old in before.entries and old not in after.entries
    }


def entry_change(before: Atlas | None, old: Entry | None, after: Atlas | None, new: Entry | None) -> EntryChange:
    """Return what happened to one entry; without the stores around it, nothing is told of its origins and its prose."""
    entry = new or old
    assert entry is not None
    sort = (
        Sort.ADDED
        if old is None
        else Sort.REMOVED
        if new is None
        else Sort.RENAMED
        if old.id != new.id
        else Sort.CHANGED
    )
    names_before, names_after = _names(old), _names(new)
    return EntryChange(
        sort,
        entry.id,
        entry.kind.folder,
        entry.kind.singular,
        entry.label,
        entry.file,
        old.id if old and sort is Sort.RENAMED else "",
        tuple(statement_changes(before, old, after, new)),
        tuple(_texts(before, old, after, new)) if before and after else (),
        tuple(sorted(names_after - names_before)),
        tuple(sorted(names_before - names_after)),
        tuple(_fields(old, new)) if old and new else (),
        tuple(sorted(_addresses(old) - _addresses(new))) if old and new else (),
    )


def _names(entry: Entry | None) -> set[str]:
    return {entry.label, *(name.text for name in entry.record.names)} if entry else set()


def _addresses(entry: Entry | None) -> set[str]:
    return {id for fact in entry.facts for id in (fact.id, *fact.statement.was)} if entry else set()


def _fields(old: Entry, new: Entry) -> Iterator[Turn]:
    """Yield the fields that are neither statements, prose nor names, and are other than before."""
    for field in new.shape.fields.values():
        is_told_elsewhere = field.marker(Property) or field.marker(ProseText) or field.name in ("names", "redirects")
        if is_told_elsewhere or field.name == new.kind.label_field:
            continue
        held, holds = (plain(getattr(entry.record, field.name, None)) for entry in (old, new))
        if held != holds:
            yield Turn(field.name, cut(value_words(held)), cut(value_words(holds)))


def _texts(before: Atlas, old: Entry | None, after: Atlas, new: Entry | None) -> Iterator[TextChange]:
    entry = new or old
    assert entry is not None
    for field in entry.shape.fields.values():
        if field.marker(ProseText) is None:
            continue
        held = before.prose_of(old, field.name) if old else None
        holds = after.prose_of(new, field.name) if new else None
        if (held.text if held else "") != (holds.text if holds else ""):
            earlier, later = _cited(held), _cited(holds)
            gained, lost = tuple(sorted(later - earlier)), tuple(sorted(earlier - later))
            yield TextChange(field.name, _words(held), _words(holds), gained, lost)


def _words(text: Prose | None) -> int:
    return word_count(text) if text else 0


def _cited(text: Prose | None) -> set[str]:
    return {item.source for citation in citations(text) for item in citation.items} if text else set()


def _counts(changes: list[EntryChange]) -> Iterator[tuple[str, int]]:
    entries = Counter(change.sort for change in changes)
    for sort in Sort:
        yield from _some(f"entries {sort.value}", entries[sort])
    statements = [statement for change in changes for statement in change.statements]
    for name, is_so in _STATEMENTS.items():
        yield from _some(name, sum(is_so(statement) for statement in statements))
    yield from _some("texts changed", sum(len(c.texts) for c in changes if c.sort not in (Sort.ADDED, Sort.REMOVED)))
    yield from _some("addresses lost", sum(len(change.lost_addresses) for change in changes))


def _some(name: str, number: int) -> Iterator[tuple[str, int]]:
    if number:
        yield name, number


def _origins_fewer(change: StatementChange) -> bool:
    return (change.origins_after or 0) < (change.origins_before or 0) and change.sort is Sort.CHANGED


_STATEMENTS = {
    "statements added": lambda s: s.sort is Sort.ADDED,
    "statements removed": lambda s: s.sort is Sort.REMOVED,
    "statements mended": lambda s: s.is_mended,
    "statements re-ranked": lambda s: s.rank is not None,
    "statements that gained a source": lambda s: s.sort is Sort.CHANGED and bool(s.sources_gained),
    "statements that lost a source": lambda s: s.sort is Sort.CHANGED and bool(s.sources_lost),
    "values with fewer origins": _origins_fewer,
}
