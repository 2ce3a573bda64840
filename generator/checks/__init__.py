"""What linked entries are checked for, a module a rule. The list is explicit, so that its order can be read."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from generator.checks import (
    accusations,
    archive_pending,
    confidence_ceiling,
    coordinates,
    date_order,
    event_relations,
    facade_evidence,
    grade_reason,
    group_media,
    lifetimes,
    loaded_words,
    locators,
    mixed_script,
    name_language,
    number_order,
    outside_area,
    overdue,
    own_script,
    rank_reason,
    repeated_statement,
    shared_names,
    single_origin,
    speaker_missing,
    toll_parts,
    twins,
    two_preferred,
    uncited_prose,
    unused_source,
)
from generator.model.atlas import Atlas, Finding
from generator.model.entry import Entry

CHECKS: tuple[Callable[[Atlas], Iterable[Finding]], ...] = (
    uncited_prose.check,
    locators.check,
    rank_reason.check,
    speaker_missing.check,
    confidence_ceiling.check,
    grade_reason.check,
    group_media.check,
    accusations.check,
    unused_source.check,
    archive_pending.check,
    single_origin.check,
    facade_evidence.check,
    repeated_statement.check,
    two_preferred.check,
    number_order.check,
    name_language.check,
    loaded_words.check,
    shared_names.check,
    coordinates.check,
    date_order.check,
    event_relations.check,
    toll_parts.check,
    lifetimes.check,
    twins.check,
    outside_area.check,
    own_script.check,
    mixed_script.check,
)


COMPARING: dict[Callable[[Atlas], Iterable[Finding]], Callable[[Entry], Iterable[str]]] = {
    shared_names.check: shared_names.compared_by,
    twins.check: twins.compared_by,
}
"""Checks that compare entries with one another, and what two have to have in common for it; the others look up what is named."""


def compared_by(entry: Entry) -> frozenset[str]:
    """Return texts by which an entry is compared: no check compares it with one that has none of them."""
    return frozenset(text for texts in COMPARING.values() for text in texts(entry))


def check(
    atlas: Atlas, today: date | None = None, only: frozenset[str] | None = None, near: frozenset[str] | None = None
) -> Iterator[Finding]:
    """Yield the findings of all checks; without a date, nothing is overdue.

    With `only`, all findings in the entries with these ids are among them, and perhaps some in others. `near` are those and
    all that have a text of `compared_by` in common with one of them; where it is not known, all are compared.
    """
    narrow = atlas if only is None else atlas.narrowed(only)
    compared = atlas if near is None else atlas.narrowed(near)
    for rule in CHECKS:
        yield from rule(compared if rule in COMPARING else narrow)
    if today is not None:
        yield from overdue.check(narrow, today)
