"""A change of an entry in plain words, for `change_pages.py`: "3 accounts of the toll added; the lead rewritten"."""

from collections import Counter
from collections.abc import Iterable, Iterator

from euphrates_atlas.diff.changes import EntryChange, StatementChange, called
from euphrates_atlas.facts.plain_words import of_number
from euphrates_atlas.git import ChangeKind
from euphrates_atlas.resources import yaml_table
from euphrates_atlas.text.phrases import enumerated, with_article

MAX_NOUNS = 3
"""Things that are named of those to which the same happened; the others are counted."""
_TURNS = (
    "added",
    "corrected",
    "now preferred",
    "now superseded",
    "no longer preferred",
    "no longer superseded",
    "removed",
)
"""What becomes of a statement, in the order in which it is told."""
_RANKS = {"preferred": "preferred", "deprecated": "superseded"}
_FIELDS = {
    "reviewed": "read through again",
    "corrections": "a reported error noted",
    "different_from": "what it is not to be taken for revised",
    "identifiers": "identifiers elsewhere revised",
}
"""What is told of fields that are no statements."""


def change_words(change: EntryChange) -> str:
    """Return what happened to an entry, in some phrases."""
    return "; ".join([*learnt(change), *_tended(change)]) or "changed"


def learnt(change: EntryChange) -> Iterator[str]:
    """Yield the changes of what an entry says, a phrase each; none where only the evidence or the upkeep changed."""
    if change.sort is ChangeKind.ADDED:
        yield f"new {change.kind.lower()}"
    if change.sort is ChangeKind.REMOVED:
        yield "entry removed"
    if change.sort is ChangeKind.RENAMED:
        yield f"new address, was {change.old_id}"
    yield from _turned(change.statements)
    if texts := [called(text.field) for text in change.texts if not text.keeps_words]:
        yield f"{enumerated(texts)} rewritten"
    for names, turn in ((change.names_gained, "added"), (change.names_lost, "removed")):
        if names:
            yield f"{_counted(len(names), 'name(s)')} {turn}"


def _turned(statements: Iterable[StatementChange]) -> Iterator[str]:
    """Yield for each turn the statements that took it: "an alias and 2 accounts of the toll added"."""
    nouns = yaml_table("kinds/nouns.yml")
    counts = {turn: Counter[str]() for turn in _TURNS}
    for statement in statements:
        turn = _turn(statement)
        if turn:
            label = statement.label
            usual = f"account(s) of the {label[:1].lower()}{label[1:]}"
            counts[turn][nouns.get(statement.field, usual)] += 1
    for turn, by_noun in counts.items():
        things = [_counted(count, noun) for noun, count in by_noun.items()]
        if things:
            yield f"{_enumerated(things)} {turn}"


def _tended(change: EntryChange) -> Iterator[str]:
    """Yield the upkeep, which changes nothing that the entry says: sources added, notes revised, a review."""
    if texts := [called(text.field) for text in change.texts if text.keeps_words]:
        yield f"links or citations in {enumerated(texts)} revised"
    untold = [statement for statement in change.statements if not _turn(statement)]
    gained = sum(bool(statement.sources_gained) for statement in untold)
    revised = len(untold) - gained
    if gained:
        yield f"sources added to {_counted(gained, 'statement(s)')}"
    if revised:
        yield f"sources or notes of {_counted(revised, 'statement(s)')} revised"
    for field in change.fields:
        yield _FIELDS.get(field.name, f"{called(field.name)} revised")


def _turn(statement: StatementChange) -> str:
    """Return what became of a statement, one of `_TURNS`; empty where it says the same of the same rank."""
    if statement.sort is not ChangeKind.CHANGED:
        return str(statement.sort)
    if statement.is_mended:
        return "corrected"
    if not statement.rank:
        return ""
    if now := _RANKS.get(statement.rank.after):
        return f"now {now}"
    return f"no longer {_RANKS[statement.rank.before]}"


def _enumerated(nouns: list[str]) -> str:
    """Return the first things with "and", and how many more there are."""
    left = len(nouns) - MAX_NOUNS
    if left > 0:
        nouns = [*nouns[:MAX_NOUNS], f"{left} more"]
    return enumerated(nouns)


def _counted(count: int, noun: str) -> str:
    """Return a number of things: "an allegation", "3 allegations"."""
    words = of_number(noun, one=count == 1)
    return with_article(words) if count == 1 else f"{count} {words}"
