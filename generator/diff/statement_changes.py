"""Changes of the statements of an entry: added, removed, edited, ranked differently, or with other sources."""

from collections.abc import Iterator
from dataclasses import fields
from itertools import product
from typing import Any, NamedTuple

from generator.diff.changes import FieldChange, StatementChange
from generator.facts.support import origins_of
from generator.git import ChangeKind
from generator.model.atlas import Atlas, Entry, Fact, plain
from generator.model.shape import is_given
from generator.model.statement import COMMON_FIELDS
from generator.text.phrases import shortened

_DETAILS = [name for name in COMMON_FIELDS if name not in ("cite", "when", "by", "rank", "was")]
"""Common fields of statements without an own field in `StatementChange`."""
_MIN_LIKENESS = 2
MAX_LENGTH = 160
"""Of a value, in code points."""


class Version(NamedTuple):
    """An entry in one state of the store."""

    entry: Entry | None
    """None where it is missing."""
    atlas: Atlas | None = None
    """The whole state of the store, where that is known."""


def statement_changes(before: Version, after: Version) -> Iterator[StatementChange]:
    """Yield the changes of the statements of an entry, in the order of its file."""
    pairs = _pairs(before.entry.facts if before.entry else (), after.entry.facts if after.entry else ())
    has_origins = before.atlas is not None and after.atlas is not None
    for old, new in pairs:
        if old and new and old.statement == new.statement and not has_origins:
            continue
        change = _change(before, after, old, new)
        same_origins = change.origins_before == change.origins_after
        parts = (change.rank, change.details, change.sources_gained, change.sources_lost)
        if change.old_id != change.new_id or any(parts) or not same_origins:
            yield change


def _pairs(old: tuple[Fact, ...], new: tuple[Fact, ...]) -> Iterator[tuple[Fact | None, Fact | None]]:
    """Yield each statement with its counterpart: of the same id, of an id in `was`, else the most alike."""
    left = {(fact.field, fact.id): fact for fact in old}
    partners: dict[int, Fact] = {}
    for ids_of in (lambda fact: (fact.id,), lambda fact: fact.statement.was):
        for position, fact in enumerate(new):
            keys = [(fact.field, id) for id in ids_of(fact) if (fact.field, id) in left]
            if keys and position not in partners:
                partners[position] = left.pop(keys[0])
    alone = [(position, fact) for position, fact in enumerate(new) if position not in partners]
    pairs = product(alone, enumerate(left.items()))
    scored = sorted((-_likeness(a, b), position, index, key) for (position, b), (index, (key, a)) in pairs)
    for score, position, _, key in scored:
        if -score >= _MIN_LIKENESS and position not in partners and key in left:
            partners[position] = left.pop(key)
    yield from ((partners.get(position), fact) for position, fact in enumerate(new))
    yield from ((fact, None) for fact in left.values())


def _likeness(a: Fact, b: Fact) -> int:
    """Score what two statements of a property share: 2 for a source, 1 for the speaker and for each part of the value."""
    if a.field != b.field:
        return 0
    sources = {c.src for c in a.statement.cite} & {c.src for c in b.statement.cite}
    parts = [part.name for part in fields(a.statement) if part.name not in COMMON_FIELDS]
    present = [name for name in parts if is_given(getattr(a.statement, name))]
    equal = sum(getattr(a.statement, name) == getattr(b.statement, name) for name in present)
    return int(equal) + 2 * bool(sources) + (a.statement.by is not None and a.statement.by == b.statement.by)


def _change(before: Version, after: Version, old: Fact | None, new: Fact | None) -> StatementChange:
    entry, fact = (after.entry, new) if new is not None else (before.entry, old)
    assert entry is not None
    assert fact is not None
    is_mended = old is not None and new is not None and old.id != new.id
    cited_before, cited_after = _cited(old), _cited(new)
    return StatementChange(
        ChangeKind.of(old, new),
        fact.field,
        next(declared.label for field, declared in entry.shape.properties if field.name == fact.field),
        statement_as_written(entry, fact),
        statement_as_written(before.entry, old) if before.entry and old and is_mended else "",
        old.id if old else "",
        new.id if new else "",
        keeps_address=old is None or (new is not None and old.id in (new.id, *new.statement.was)),
        rank=next(_changed("rank", old.statement.rank, new.statement.rank), None) if old and new else None,
        details=tuple(_details(old, new)) if old and new else (),
        sources_gained=tuple(sorted(cited_after - cited_before)),
        sources_lost=tuple(sorted(cited_before - cited_after)),
        origins_before=_origins(before, old),
        origins_after=_origins(after, new),
    )


def _details(old: Fact, new: Fact) -> Iterator[FieldChange]:
    for name in _DETAILS:
        yield from _changed(name, as_written(getattr(old.statement, name)), as_written(getattr(new.statement, name)))
    before, after = _locators(old), _locators(new)
    for source in sorted(before.keys() & after):
        yield from _changed(f"citation of {source}", before[source], after[source])


def _locators(fact: Fact) -> dict[str, str]:
    """Return, by source, the places that a statement cites and the other fields of its citations, in words."""
    words: dict[str, list[str]] = {}
    for citation in fact.statement.cite:
        said = {name: value for name, value in plain(citation).items() if name != "src" and value != "supports"}
        words.setdefault(citation.src, []).extend(
            as_written(value) if name == "loc" else f"{name} {as_written(value)}" for name, value in said.items()
        )
    return {source: ", ".join(parts) for source, parts in words.items()}


def _changed(name: str, before: str, after: str) -> Iterator[FieldChange]:
    if before != after:
        yield field_change(name, before, after)


def field_change(name: str, before: str, after: str) -> FieldChange:
    """Return the change of a field whose values are written in full; long ones are cut."""
    return FieldChange(name, shortened(before, MAX_LENGTH), shortened(after, MAX_LENGTH))


def _cited(fact: Fact | None) -> set[str]:
    return {citation.src for citation in fact.statement.cite} if fact else set()


def _origins(version: Version, fact: Fact | None) -> int | None:
    """Return how many independent origins a value has; None where a source of it cannot be read."""
    atlas = version.atlas
    if atlas is None or fact is None or not _cited(fact) <= atlas.entries.keys():
        return None
    return len(origins_of(atlas, fact))


def statement_as_written(entry: Entry, fact: Fact) -> str:
    """Return a statement with its period and its speaker: `killed, best 3 (2024-04-20), by badr-organization`."""
    statement = fact.statement
    parts = [(part.name, getattr(statement, part.name)) for part in entry.shape.fields[fact.field].parts]
    words = ", ".join(
        as_written(value) if name == "value" else f"{name} {as_written(value)}"
        for name, value in parts
        if is_given(value)
    )
    when = f" ({statement.when.text})" if statement.when is not None else ""
    by = f", by {statement.by.key}" if statement.by is not None else ""
    return shortened(f"{words}{when}{by}", MAX_LENGTH)


def as_written(value: Any) -> str:
    """Return a value as its file has it, on one line."""
    said = plain(value)
    if isinstance(said, dict):
        return said["id"] if set(said) == {"id"} else " ".join(f"{k} {as_written(v)}" for k, v in said.items())
    if isinstance(said, list):
        return ", ".join(as_written(item) for item in said)
    if isinstance(said, bool):
        return "yes" if said else "no"
    return "" if said is None else " ".join(str(said).split())
