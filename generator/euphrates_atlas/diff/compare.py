"""Comparison of two states of the store, and the questions that reviewers ask about the changes."""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from typing import Any

from euphrates_atlas.diff.changes import (
    Comparison,
    EntryChange,
    FieldChange,
    Question,
    StatementChange,
    TextChange,
)
from euphrates_atlas.diff.statement_changes import Version, statement_changes
from euphrates_atlas.facts.plain_words import sentences_told
from euphrates_atlas.facts.support import origins_of
from euphrates_atlas.git import ChangeKind
from euphrates_atlas.model.atlas import Atlas, Entry, Fact, plain
from euphrates_atlas.model.roles import Work
from euphrates_atlas.model.value_types import ProseText
from euphrates_atlas.text.prose import Prose, cited
from euphrates_atlas.text.prose_parser import parse
from euphrates_atlas.text.prose_sentences import word_count

_TWO_PEOPLE = "do two people besides the author look at it?"
_NO_LONGER_LIVING = f"the person counts as living no more: do two origins, the family or a court say so, and {_TWO_PEOPLE}"
_NO_COPY = "no archived copy yet: can one be made, or why not?"
_GONE = "the entry is gone, and its address leads nowhere: should another one list it in `redirects`?"


def compare(
    revision: str,
    before: Atlas,
    after: Atlas,
    unread_before: tuple[str, ...] = (),
    unread_after: tuple[str, ...] = (),
) -> Comparison:
    """Return the changes in meaning between two states of the store, for `atlas diff`.

    `revision` names the older state. Entries whose file cannot be read on one side are left out.
    """
    unread = unread_before + unread_after
    order = {kind.folder: kind.order for kind in before.kinds + after.kinds}
    changes = []
    for old, new in _pairs(before, after):
        change = entry_change(Version(old, before), Version(new, after))
        if change.file not in unread and not change.is_empty:
            changes.append(change)
    changes.sort(key=lambda change: (order[change.folder], change.id))
    counts = {name: number for name, number in _counts(changes) if number}
    questions = tuple(_questions(before, after, changes))
    return Comparison(
        revision,
        tuple(changes),
        questions,
        unread_before,
        unread_after,
        counts,
    )


def _pairs(before: Atlas, after: Atlas) -> Iterator[tuple[Entry | None, Entry | None]]:
    """Yield each entry as it was and as it is, under an old id too; None where it is missing."""
    old_ids = renamed(before, after)
    for id, entry in after.entries.items():
        yield before.entries.get(old_ids.get(id, id)), entry
    kept = {*after.entries, *old_ids.values()}
    for id, entry in before.entries.items():
        if id not in kept:
            yield entry, None


def renamed(before: Atlas, after: Atlas) -> dict[str, str]:
    """Return the old id of each renamed entry by its new one, which lists the old among its `redirects`."""
    return {
        entry.id: old
        for old, entry in after.by_old_id().items()
        if entry.id not in before and old in before and old not in after
    }


def entry_change(before: Version, after: Version) -> EntryChange:
    """Return the change of one entry; without atlases, origins are not compared."""
    old = before.entry
    new = after.entry
    entry = new or old
    assert entry
    sort = ChangeKind.of(old, new)
    if old and new and old.id != new.id:
        sort = ChangeKind.RENAMED
    is_label_new = not (old and new)
    names_before = _names(old, is_label_new=is_label_new)
    names_after = _names(new, is_label_new=is_label_new)
    change = EntryChange(
        sort,
        entry.id,
        entry.kind.folder,
        entry.kind.singular,
        entry.label,
        entry.file,
        entry.address,
        old_id=old.id if old and sort is ChangeKind.RENAMED else "",
        statements=tuple(statement_changes(before, after)),
        names_gained=tuple(sorted(names_after - names_before)),
        names_lost=tuple(sorted(names_before - names_after)),
        texts=tuple(_texts(entry, before, after)),
    )
    if old and new:
        lost = old.statement_ids - new.statement_ids
        change = replace(
            change,
            fields=tuple(_fields(after, old, new)),
            lost_addresses=tuple(sorted(lost)),
        )
    return change


def _names(entry: Entry | None, *, is_label_new: bool) -> set[str]:
    """Return the names of an entry; its label stands above them where the whole entry is new or gone."""
    if not entry:
        return set()
    names = {name.text for name in entry.record.names}
    return names - {entry.label} if is_label_new else {entry.label} | names


def _fields(version: Version, old: Entry, new: Entry) -> Iterator[FieldChange]:
    """Yield the changes of fields that are neither statements, prose nor names."""
    for field in new.shape.fields.values():
        is_compared_elsewhere = field.declared or field.marker(ProseText)
        if is_compared_elsewhere or field.name in (
            "names",
            "redirects",
            new.kind.label_field,
        ):
            continue
        before = plain(getattr(old.record, field.name, None))
        after = plain(getattr(new.record, field.name, None))
        if before != after:
            states = _differing(before, after)
            told = (version.told(field, state) for state in states)
            yield FieldChange(field.name, *told)


def _differing(before: Any, after: Any) -> tuple[Any, Any]:
    """Return two values as they are; of two lists with items in common, an ellipsis and the items that one of them lacks.

    Lists of the same items in another order stay whole.
    """
    if isinstance(before, list) and isinstance(after, list):
        old = _without(before, after)
        new = _without(after, before)
        if len(old) < len(before) and (old or new):
            return ["…", *old], ["…", *new]
    return before, after


def _texts(entry: Entry, before: Version, after: Version) -> Iterator[TextChange]:
    """Yield the changes of summary and body; the sentences of a text that is new or gone as a whole are left out."""
    for name in entry.shape.prose:
        texts = [
            getattr(version.entry and version.entry.record, name, None) or ""
            for version in (before, after)
        ]
        if texts[0] == texts[1]:
            continue
        old, new = map(parse, texts)
        sources_before = _cited(old)
        sources_after = _cited(new)
        said_before = sentences_told(old, before.names)
        said_after = sentences_told(new, after.names)
        if not (said_before and said_after):
            said_before = said_after = []
        yield TextChange(
            name,
            word_count(old),
            word_count(new),
            _without(said_after, said_before),
            _without(said_before, said_after),
            tuple(sorted(sources_after - sources_before)),
            tuple(sorted(sources_before - sources_after)),
        )


def _without(items: Iterable[Any], others: Container[Any]) -> tuple[Any, ...]:
    """Return those items that are not among others."""
    return tuple(item for item in items if item not in others)


def _cited(text: Prose) -> set[str]:
    return {citation.source for citation in cited(text)}


def _counts(changes: list[EntryChange]) -> Iterator[tuple[str, int]]:
    """Yield the number of changes of each sort, by its name in the report: `("statements added", 3)`, zeros included."""
    for sort in ChangeKind:
        yield f"entries {sort}", sum(change.sort is sort for change in changes)
    statements = [statement for change in changes for statement in change.statements]
    changed = [
        statement for statement in statements if statement.sort is ChangeKind.CHANGED
    ]
    whole = (ChangeKind.ADDED, ChangeKind.REMOVED)  # new or gone as a whole
    for sort in whole:
        yield f"statements {sort}", sum(s.sort is sort for s in statements)
    yield "statements edited", sum(s.is_mended for s in statements)
    yield "statements re-ranked", sum(s.rank is not None for s in statements)
    yield "statements that gained a source", sum(bool(s.sources_gained) for s in changed)
    yield "statements that lost a source", sum(bool(s.sources_lost) for s in changed)
    yield (
        "values with fewer origins",
        sum((s.origins_after or 0) < (s.origins_before or 0) for s in changed),
    )
    kept = [change for change in changes if change.sort not in whole]
    yield "texts changed", sum(len(change.texts) for change in kept)
    yield "addresses lost", sum(len(change.lost_addresses) for change in changes)


def _questions(
    before: Atlas, after: Atlas, changes: list[EntryChange]
) -> Iterator[Question]:
    """Yield the questions to the reviewer, in the order of the changes.

    Last, and once for all, comes that about archived copies of new sources.
    """
    moved = after.by_old_id()
    without_copy = []
    for change in changes:
        id = change.id
        labels = sorted({one.label for one in change.statements if one.is_weighty})
        if labels:
            yield Question((id,), f"{', '.join(labels)}: {_TWO_PEOPLE}")
        entry = after.entries.get(id)
        if not entry:
            if id not in moved:
                yield Question((id,), _GONE)
            continue
        old = before.entries.get(change.old_id or id)
        if old and old.record.is_living and not entry.record.is_living:
            yield Question((id,), _NO_LONGER_LIVING)
        for statement in change.statements:
            for text in _of_statement(entry, statement):
                yield Question((id,), f"{statement.label}: {text}")
        if change.sort is not ChangeKind.ADDED:
            continue
        for text in _of_new_entry(after, entry):
            yield Question((id,), text)
        work = entry.record
        if isinstance(work, Work) and work.url and work.archive_status == "pending":
            without_copy.append(id)
    if without_copy:
        yield Question(tuple(without_copy), _NO_COPY)


def _of_new_entry(atlas: Atlas, entry: Entry) -> Iterator[str]:
    """Yield the questions about a new entry: is its only origin enough, and is an event there already?"""
    origins = set().union(*(origins_of(atlas, fact) for fact in entry.facts))
    if len(origins) == 1 and not entry.kind.supports:  # sources, publishers and places
        yield "all that it says has one origin: is there a second?"
    if not entry.kind.is_event:
        return
    for other in atlas:
        if other is not entry and other.kind is entry.kind and _meets(entry, other):
            yield f"`{other.id}` has the same day and place: is it another event?"


def _meets(event: Entry, other: Entry) -> bool:
    """Tell whether two events have a date and a place in common."""
    for field in (event.kind.date, event.kind.place):
        values = {fact.value for fact in event.current_facts(field)}
        if values.isdisjoint(fact.value for fact in other.current_facts(field)):
            return False
    return True


def _of_statement(entry: Entry, change: StatementChange) -> Iterator[str]:
    """Yield the questions about a changed statement; of a removed one, only whether it should be gone."""
    if change.sort is ChangeKind.REMOVED:
        yield f"“{change.old_words or change.words}” is gone: was it wrong, or should it stay, deprecated with a reason?"
        return
    fact = next(fact for fact in entry.facts if fact.id == change.new_id)
    if not change.keeps_address:
        yield f"it loses the address `s-{change.old_id}`: should it say `was: [{change.old_id}]`, as `atlas fmt --keep-addresses` writes?"
    is_on_same_words = not (change.sources_gained or change.sources_lost or change.details)
    if (
        change.is_mended
        and is_on_same_words
        and _numbers(change.old_words) != _numbers(change.words)
    ):
        yield f"“{change.words}” has other numbers, and its sources the same words: do they have these?"
    if (
        change.sort is ChangeKind.ADDED
        or change.is_mended
        or change.origins_before != change.origins_after
    ):
        yield from _of_support(entry, fact, change)


def _numbers(words: str) -> list[str]:
    """Return the numbers and days in a text, sorted; those within an id, as `2020-iran`, are none."""
    return sorted(re.findall(r"(?<![\w-])\d[\d-]*(?![\w-])", words))


def _of_support(entry: Entry, fact: Fact, change: StatementChange) -> Iterator[str]:
    """Yield the questions about the origins of a value that is new, edited, or has other origins now."""
    statement = fact.statement
    is_single = change.origins_after == 1
    if statement.asks_second_origin and is_single and statement.is_current:
        yield f"“{change.words}”: {statement.asks_second_origin} rests on one origin: is there a second?"
    if statement.is_accusation and entry.record.is_living:
        yield "a living person is accused: are there two origins or an official document, and does the page give the answer?"
    if fact.field == "type" and is_single and statement.by:
        yield f"“{change.words}” is the word of {statement.by.key} alone: what do others call it?"
