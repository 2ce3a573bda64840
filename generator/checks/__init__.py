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


WHOLE = frozenset({locators.check, group_media.check, shared_names.check, twins.check})
"""Checks that compare entries with one another, or look for some by what they say; the others look up what is named."""


def check(atlas: Atlas, today: date | None = None, only: frozenset[str] | None = None) -> Iterator[Finding]:
    """Yield the findings of all checks; without a date, nothing is overdue.

    With `only`, all findings in the entries with these ids are among them, and perhaps some in others.
    """
    narrow = atlas if only is None else atlas.narrowed(only)
    for rule in CHECKS:
        yield from rule(atlas if rule in WHOLE else narrow)
    if today is not None:
        yield from overdue.check(narrow, today)
