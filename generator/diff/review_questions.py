"""The questions that a reviewer should ask of a change."""

from collections.abc import Iterator

from generator.diff.changes import ChangeKind, EntryChange, Question, StatementChange
from generator.model.atlas import Atlas, Entry, Fact
from generator.model.roles import Work


def questions(after: Atlas, changes: list[EntryChange]) -> Iterator[Question]:
    """Yield the questions, in the order of the changes."""
    for change in changes:
        entry = after.entries.get(change.id) if change.sort is not ChangeKind.REMOVED else None
        texts = _of_entry(entry, change) if entry else [_GONE]
        yield from (Question(change.id, text) for text in texts)


_GONE = "the entry is gone, and its address leads nowhere: should another one list it in `redirects`?"


def _of_entry(entry: Entry, change: EntryChange) -> Iterator[str]:
    work = entry.record
    is_pending = isinstance(work, Work) and work.archive_status == "pending" and work.url and not work.archive_url
    if change.sort is ChangeKind.ADDED and is_pending:
        yield "the source has no archived copy: can one be made, or why not?"
    weighty = {fact.id for fact in entry.facts if fact.statement.is_weighty or fact.statement.is_accusation}
    if labels := sorted({statement.label for statement in change.statements if statement.new_id in weighty}):
        yield f"{', '.join(labels)}: do two people besides the author look at it?"
    for statement in change.statements:
        yield from (f"{statement.label}: {text}" for text in _of_statement(entry, statement))


def _of_statement(entry: Entry, change: StatementChange) -> Iterator[str]:
    if change.sort is ChangeKind.REMOVED:
        yield f"“{change.old_words or change.words}” is gone: was it wrong, or should it stay, deprecated with a reason?"
        return
    fact = next(fact for fact in entry.facts if fact.id == change.new_id)
    if not change.keeps_address:
        yield f"it loses the address `s-{change.old_id}`: should it say `was: [{change.old_id}]`, as `atlas fmt --keep-addresses` writes?"
    if change.sort is ChangeKind.ADDED or change.is_mended or change.origins_before != change.origins_after:
        yield from _of_support(entry, fact, change)


def _of_support(entry: Entry, fact: Fact, change: StatementChange) -> Iterator[str]:
    statement, is_single = fact.statement, change.origins_after == 1
    if statement.asks_second_origin and is_single and statement.rank != "deprecated":
        yield f"{statement.asks_second_origin} rests on one origin: is there a second?"
    if statement.is_accusation and entry.record.is_living:
        yield "a living person is accused: are there two origins or an official document, and does the page give the answer?"
    if fact.field == entry.kind.classifier and is_single and statement.by is not None:
        yield f"“{change.words}” is the word of {statement.by.key} alone: what do others call it?"
