"""What a reviewer should ask of a change: a short list, by rules that can be read here."""

from collections.abc import Iterator

from generator.compare.changes import EntryChange, Question, Sort, StatementChange
from generator.model.atlas import Atlas
from generator.model.entry import Entry, Fact
from generator.model.values import Role

WEIGHTY = {"death": "a death", "responsibility": "responsibility for an event"}
"""Properties of which one origin is little, with what they are about."""
PARENTAGE = frozenset({"facade-of", "part-of"})
DEAD = frozenset({"death-reported", "death-confirmed"})


def questions(before: Atlas, after: Atlas, changes: list[EntryChange]) -> Iterator[Question]:
    """Yield the questions, in the order of the entries."""
    for change in changes:
        entry = after.entries.get(change.id) if change.sort is not Sort.REMOVED else None
        if entry is None:
            yield from _of_removed(after, change)
            continue
        if change.sort is Sort.ADDED:
            yield from _of_source(entry)
        for statement in change.statements:
            yield from _of_statement(entry, statement)


def _of_removed(after: Atlas, change: EntryChange) -> Iterator[Question]:
    yield Question(
        change.id, "the entry is gone, and its address leads nowhere: should another one list it in `redirects`?"
    )


def _of_source(entry: Entry) -> Iterator[Question]:
    record = entry.record
    is_work = Role.WORK in entry.kind.roles and getattr(record, "url", None)
    if (
        is_work
        and not getattr(record, "archive_url", None)
        and getattr(record, "archive_status", None) in (None, "pending")
    ):
        yield Question(entry.id, "the source has no archived copy: can one be made, or why not?")


def _of_statement(entry: Entry, change: StatementChange) -> Iterator[Question]:
    if change.sort is Sort.REMOVED:
        text = "was it wrong, or should it stay, deprecated with a reason?"
        yield Question(entry.id, f"{change.label}: “{change.old_words or change.words}” is gone: {text}")
        return
    fact = next(fact for fact in entry.facts if fact.id == change.new_id)
    if not change.keeps_address:
        text = f"it loses the address `s-{change.old_id}`: should it say `was: [{change.old_id}]`?"
        yield Question(entry.id, f"{change.label}: {text}")
    if change.sort is Sort.ADDED or change.is_mended or change.origins_before != change.origins_after:
        yield from _of_support(entry, fact, change)


def _of_support(entry: Entry, fact: Fact, change: StatementChange) -> Iterator[Question]:
    about = WEIGHTY.get(fact.field) or ("a parent body" if getattr(fact.statement, "type", "") in PARENTAGE else "")
    is_single = change.origins_after == 1
    if about and is_single and fact.statement.rank != "deprecated":
        yield Question(entry.id, f"{change.label}: {about} rests on one origin: is there a second?")
    if fact.field == "allegations" and not _is_dead(entry):
        text = "a living person is accused: are there two origins or an official document, and does the page give the answer?"
        yield Question(entry.id, f"{change.label}: {text}")
    if fact.field == entry.kind.classifier and is_single and fact.statement.by is not None:
        speaker = fact.statement.by.key
        yield Question(
            entry.id, f"{change.label}: “{change.words}” is the word of {speaker} alone: what do others call it?"
        )


def _is_dead(entry: Entry) -> bool:
    """Tell whether the entry says that the person has died."""
    statuses = (getattr(fact.statement, "value", None) for fact in entry.facts_of("life_status"))
    return bool(entry.facts_of("death")) or any(status in DEAD for status in statuses)
