"""Changes of the statements of an entry: added, removed, edited, ranked differently, or with other sources.

Used by `compare`, for whole stores; by `recent`, for entries alone; and by `edit/store_format`, which keeps addresses.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, replace
from typing import Any, NamedTuple

from euphrates_atlas.diff.changes import FieldChange, GainedSource, StatementChange
from euphrates_atlas.facts.plain_words import value_words
from euphrates_atlas.facts.support import origins_of
from euphrates_atlas.git import ChangeKind
from euphrates_atlas.model.atlas import Atlas, Entry, Fact, plain
from euphrates_atlas.model.roles import Work
from euphrates_atlas.model.shape import FieldShape, is_given
from euphrates_atlas.model.statement import COMMON_FIELDS, Agent

_DETAILS = [
    name for name in COMMON_FIELDS if name not in ("cite", "when", "by", "rank", "was")
]
"""Common fields of statements without an own field in `StatementChange`."""
_MIN_LIKENESS = 2
"""The score of `_likeness` from which two statements may be one that was edited."""
_Key = tuple[str, str]
"""The property and the id of a statement."""


class Version(NamedTuple):
    """An entry in one state of the store."""

    entry: Entry | None
    """None where it is missing."""
    atlas: Atlas | None = None
    """The whole state of the store, where that is known."""
    names: Atlas | None = None
    """Whose names stand for ids, beside labels for codes; None: all is told as it is written."""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The statements of the entry."""
        return self.entry.facts if self.entry else ()

    def told(self, field: FieldShape, value: Any) -> str:
        """Return a value of a field in words: with names and labels, or as it is written where there are none."""
        if isinstance(value, (list, tuple)):
            return ", ".join(self.told(field, item) for item in value)
        if self.names and value and (not field.record or isinstance(value, Agent)):
            with suppress(KeyError):  # the entry or code may be gone
                value = value_words(self.names, field, value)
        return as_written(value)

    def called(self, part: FieldShape) -> str:
        """Return what a part of a statement is called, on pages or in files."""
        return part.label.lower() if self.names else part.name

    def statement(self, fact: Fact) -> str:
        """Return a statement with its period and its speaker: `measure: killed, best: 3 (2024-04-20), by badr-organization`."""
        assert self.entry
        field = self.entry.shape.fields[fact.field]
        statement = fact.statement
        said = []
        for part in field.parts:
            value = getattr(statement, part.name)
            if is_given(value):
                name = "" if part.name == "value" else f"{self.called(part)}: "
                said.append(name + self.told(part, value))
        words = ", ".join(said)
        if statement.when:
            words += f" ({self.told(field.part('when'), statement.when)})"
        if statement.by:
            words += f", by {self.told(field.part('by'), statement.by) if self.names else statement.by.key}"
        return words


def statement_changes(before: Version, after: Version) -> Iterator[StatementChange]:
    """Yield the changes of the statements of an entry, in the order of its file."""
    for old, new in _counterparts(before.facts, after.facts):
        if old and new and old.statement == new.statement and not after.atlas:
            continue  # with an atlas, the origins of equal statements may differ
        change = _change(before, after, old, new)
        same_origins = change.origins_before == change.origins_after
        parts = (change.rank, change.details, change.sources_gained, change.sources_lost)
        if change.old_id != change.new_id or any(parts) or not same_origins:
            yield change


def _counterparts(
    old: tuple[Fact, ...], new: tuple[Fact, ...]
) -> Iterator[tuple[Fact | None, Fact | None]]:
    """Yield each statement with its counterpart: of the same id, of an id in `was`, else the most alike; None: it has none."""
    left = {(fact.field, fact.id): fact for fact in old}
    partners: dict[int, Fact] = {}
    for position, key in _candidates(left, new, partners):
        if position not in partners and key in left:
            partners[position] = left.pop(key)
    for position, fact in enumerate(new):
        yield partners.get(position), fact
    for fact in left.values():
        yield fact, None


def _candidates(
    left: Mapping[_Key, Fact], new: Sequence[Fact], partners: Container[int]
) -> Iterator[tuple[int, _Key]]:
    """Yield the positions of new statements with the keys of old ones that may be their counterparts, the likeliest first.

    The caller takes each pair, if both are free, out of `left` and into `partners` before it asks for the next:
    so statements that have found theirs by an id are not compared.
    """
    for position, fact in enumerate(new):
        yield position, (fact.field, fact.id)
    for position, fact in enumerate(new):
        for id in fact.statement.was:
            yield position, (fact.field, id)
    scored = []
    for position, fact in enumerate(new):
        if position not in partners:
            for number, (key, candidate) in enumerate(left.items()):
                likeness = _likeness(candidate, fact)
                if likeness >= _MIN_LIKENESS:
                    scored.append((-likeness, position, number, key))
    for _, position, _, key in sorted(scored):
        yield position, key


def _likeness(old: Fact, new: Fact) -> int:
    """Score what two statements of a property share: 2 for a source, 1 for the speaker and for each part of the value.

    Those of two speakers that share no source are two accounts, however much alike: they score 0.
    """
    first = old.statement
    second = new.statement
    shares_source = bool(_cited(old) & _cited(new))
    if old.field != new.field or type(first) is not type(second):
        return 0
    if not shares_source and first.by != second.by:
        return 0
    score = 2 if shares_source else 0
    if first.by and first.by == second.by:
        score += 1
    for part in fields(first):
        if part.name in COMMON_FIELDS:
            continue
        value = getattr(first, part.name)
        if is_given(value) and value == getattr(second, part.name):
            score += 1
    return score


def _change(
    before: Version, after: Version, old: Fact | None, new: Fact | None
) -> StatementChange:
    """Return the change from one statement to another, equal ones included; None: it was added or removed."""
    version, fact = (after, new) if new else (before, old)
    assert version.entry
    assert fact
    field = version.entry.shape.fields[fact.field]
    cited_before = _cited(old)
    cited_after = _cited(new)
    gained = cited_after - cited_before
    change = StatementChange(
        ChangeKind.of(old, new),
        fact.field,
        field.declared.label,
        version.statement(fact),
        old_id=old.id if old else "",
        new_id=new.id if new else "",
        keeps_address=not old,
        sources_gained=tuple(sorted(gained)),
        sources_lost=tuple(sorted(cited_before - cited_after)),
        gained=tuple(_gained(after.atlas, fact, gained)) if after.atlas else (),
        origins_before=_origins(before, old),
        origins_after=_origins(after, new),
        is_weighty=any(map(_is_weighty, filter(None, (old, new)))),
    )
    if not old or not new:
        return change
    return replace(
        change,
        old_words=before.statement(old) if old.id != new.id else "",
        keeps_address=old.id in (new.id, *new.statement.was),
        rank=next(_changed("rank", old.statement.rank, new.statement.rank), None),
        details=tuple(_details(after, field, old, new)),
    )


def _gained(atlas: Atlas, fact: Fact, sources: Container[str]) -> Iterator[GainedSource]:
    """Yield those citations of a statement that are of these sources, with their words and addresses."""
    for citation in fact.statement.cite:
        if citation.src in sources:
            work = atlas.record_of(citation.src, Work)
            quote = citation.quote.text if citation.quote else ""
            yield GainedSource(citation.src, quote, work.url or "" if work else "")


def _is_weighty(fact: Fact) -> bool:
    """Tell whether two people look at a change of a statement: of a death, a responsibility, a parentage, a charge or a denial."""
    statement = fact.statement
    return statement.is_weighty or statement.is_accusation or statement.is_denial


def _details(
    version: Version, field: FieldShape, old: Fact, new: Fact
) -> Iterator[FieldChange]:
    """Yield the changes beside the value: of common fields, and of citations of a source that both cite.

    The values of those that have no words, such as citations, stand only where all is told as it is written.
    """
    for name in _DETAILS:
        part = field.part(name)
        states = (version.told(part, getattr(fact.statement, name)) for fact in (old, new))
        yield from _changed(
            version.called(part), *states, has_words=not (version.names and part.record)
        )
    cited_before = _citations_as_written(old)
    cited_after = _citations_as_written(new)
    for source in sorted(cited_before.keys() & cited_after):
        name = f"citation of {version.told(field.part('cite').part('src'), source)}"
        before = cited_before[source]
        yield from _changed(name, before, cited_after[source], has_words=not version.names)


def _citations_as_written(fact: Fact) -> dict[str, str]:
    """Return, by source, the places that a statement cites and the other fields of its citations, in words."""
    words: dict[str, list[str]] = {}
    for citation in fact.statement.cite:
        words.setdefault(citation.src, []).extend(_beside_source(plain(citation)))
    return {source: ", ".join(parts) for source, parts in words.items()}


def _beside_source(citation: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a citation says beside its source; that the source supports the statement goes without saying."""
    for name, value in citation.items():
        if name == "loc":
            yield as_written(value)
        elif name != "src" and (name, value) != ("stance", "supports"):
            yield f"{name} {as_written(value)}"


def _changed(
    name: str, before: str, after: str, *, has_words: bool = True
) -> Iterator[FieldChange]:
    """Yield the change of a field, if need be without its values; nothing where it is the same."""
    if before != after:
        yield FieldChange(name, before, after) if has_words else FieldChange(name)


def _cited(fact: Fact | None) -> set[str]:
    return {citation.src for citation in fact.statement.cite} if fact else set()


def _origins(version: Version, fact: Fact | None) -> int | None:
    """Return how many independent origins a value has; None where value or store is missing, or a source cannot be read."""
    atlas = version.atlas
    if not atlas or not fact or not _cited(fact) <= atlas.entries.keys():
        return None
    return len(origins_of(atlas, fact))


def as_written(value: Any) -> str:
    """Return a value of an entry on one line, much as its file has it; empty for None.

    Examples are `yes`, `a, b`, `reuters-2020-01-03 p. 3`, `best 3 low 2`.
    """
    said = plain(value)
    if said is None:
        return ""
    if isinstance(said, bool):
        return "yes" if said else "no"
    if isinstance(said, list):
        return ", ".join(map(as_written, said))
    if not isinstance(said, dict):
        return " ".join(str(said).split())
    if set(said) == {"id"}:
        return str(said["id"])
    if "src" in said:
        return " ".join((said["src"], *_beside_source(said)))
    return " ".join(f"{name} {as_written(item)}" for name, item in said.items())
