"""Which statements of an entry were added, removed, mended, ranked anew, or rest on other sources than before."""

from collections.abc import Iterator
from dataclasses import fields
from itertools import product

from generator.compare.changes import Sort, StatementChange, Turn
from generator.compare.wording import cut, statement_words, value_words
from generator.links.origins import origins_of
from generator.model.atlas import Atlas
from generator.model.entry import Entry, Fact, plain
from generator.model.statement import COMMON_FIELDS

_OF_THE_VALUE = {"cite", "when", "by", "rank", "was"}
"""Common fields that are told in their own words; the others are details."""

Pair = tuple[Fact | None, Fact | None]


def statement_changes(
    before: Atlas | None, old: Entry | None, after: Atlas | None, new: Entry | None
) -> list[StatementChange]:
    """Return what happened to the statements of an entry, in the order of its file; one side is None where it is not."""
    pairs = _paired(old.facts if old else (), new.facts if new else ())
    changes = [_change(before, old, a, after, new, b) for a, b in pairs]
    return [change for change in changes if change is not None]


def _paired(old: tuple[Fact, ...], new: tuple[Fact, ...]) -> Iterator[Pair]:
    """Yield the statements of both sides, those that are one and the same together."""
    gone = {(fact.field, fact.id): fact for fact in old}
    same: dict[int, Fact] = {}
    for position, fact in enumerate(new):
        if (found := gone.pop((fact.field, fact.id), None)) is not None:
            same[position] = found
    for position, fact in enumerate(new):
        for key in ((fact.field, id) for id in fact.statement.was) if position not in same else ():
            if key in gone:
                same[position] = gone.pop(key)
                break
    left = {position: fact for position, fact in enumerate(new) if position not in same}
    for position, found in _alike(left, list(gone.values())):
        same[position] = found
        del gone[found.field, found.id]
    for position, fact in enumerate(new):
        yield same.get(position), fact
    yield from ((fact, None) for fact in gone.values())


def _alike(new: dict[int, Fact], old: list[Fact]) -> Iterator[tuple[int, Fact]]:
    """Yield those that are probably one statement, mended: of one property, and alike in most; the likest first."""
    scored = [
        (_likeness(a, b), -position, -index) for (position, b), (index, a) in product(new.items(), enumerate(old))
    ]
    taken: set[int] = set()
    used: set[int] = set()
    for score, position, index in sorted(scored, reverse=True):
        if score >= 2 and -position not in taken and -index not in used:
            taken.add(-position)
            used.add(-index)
            yield -position, old[-index]


def _likeness(a: Fact, b: Fact) -> int:
    """Count what two statements share: the speaker, a source, each part of the value."""
    if a.field != b.field:
        return 0
    sources = {c.src for c in a.statement.cite} & {c.src for c in b.statement.cite}
    parts = [part.name for part in fields(a.statement) if part.name not in COMMON_FIELDS]
    held = [name for name in parts if getattr(a.statement, name) not in (None, (), False)]
    alike = sum(getattr(a.statement, name) == getattr(b.statement, name) for name in held)
    return int(alike) + 2 * bool(sources) + (a.statement.by is not None and a.statement.by == b.statement.by)


def _change(
    before: Atlas | None, old: Entry | None, a: Fact | None, after: Atlas | None, new: Entry | None, b: Fact | None
) -> StatementChange | None:
    entry, fact = (new, b) if b is not None else (old, a)
    assert entry is not None
    assert fact is not None
    words, old_words = statement_words(entry, fact), statement_words(old, a) if old and a else ""
    cited_before, cited_after = _cited(a), _cited(b)
    is_mended = a is not None and b is not None and a.id != b.id
    change = StatementChange(
        Sort.ADDED if a is None else Sort.REMOVED if b is None else Sort.CHANGED,
        fact.field,
        next(declared.label for field, declared in entry.properties() if field.name == fact.field),
        words,
        old_words if is_mended else "",
        a.id if a else "",
        b.id if b else "",
        a is None or (b is not None and (a.id == b.id or a.id in b.statement.was)),
        _turn("rank", a.statement.rank, b.statement.rank) if a and b else None,
        tuple(_details(a, b)) if a and b else (),
        tuple(sorted(cited_after - cited_before)),
        tuple(sorted(cited_before - cited_after)),
        _origins(before, old, a),
        _origins(after, new, b),
    )
    return None if a and b and not is_mended and not _says_more(change) else change


def _says_more(change: StatementChange) -> bool:
    """Tell whether anything happened to a statement that says what it said."""
    return bool(
        change.rank
        or change.details
        or change.sources_gained
        or change.sources_lost
        or change.origins_before != change.origins_after
    )


def _details(a: Fact, b: Fact) -> Iterator[Turn]:
    for name in COMMON_FIELDS:
        if name not in _OF_THE_VALUE:
            turn = _turn(name, value_words(getattr(a.statement, name)), value_words(getattr(b.statement, name)))
            if turn is not None:
                yield turn
    earlier, later = _places(a), _places(b)
    for source in sorted(earlier.keys() & later.keys()):
        if earlier[source] != later[source]:
            yield Turn(f"citation of {source}", cut(earlier[source]), cut(later[source]))


def _places(fact: Fact) -> dict[str, str]:
    """Return, by source, where in it the statement is read, and what else its citations say."""
    found: dict[str, list[str]] = {}
    for citation in fact.statement.cite:
        held = {name: value for name, value in plain(citation).items() if name != "src" and value != "supports"}
        words = [
            value_words(value) if name == "loc" else f"{name} {value_words(value)}" for name, value in held.items()
        ]
        found.setdefault(citation.src, []).extend(words)
    return {source: ", ".join(words) for source, words in found.items()}


def _turn(name: str, before: str, after: str) -> Turn | None:
    return Turn(name, cut(before), cut(after)) if before != after else None


def _cited(fact: Fact | None) -> set[str]:
    return {citation.src for citation in fact.statement.cite} if fact else set()


def _origins(atlas: Atlas | None, entry: Entry | None, fact: Fact | None) -> int | None:
    """Return how many independent origins a value has; None where a source of it cannot be read."""
    if atlas is None or entry is None or fact is None:
        return None
    if not all(citation.src in atlas.entries for citation in fact.statement.cite):
        return None
    return len(origins_of(atlas, entry, fact))
