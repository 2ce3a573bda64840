"""What is recorded at each place, and in which years: the ground of the maps across entries."""

from dataclasses import dataclass

from generator.facts.entry_dates import years_between, years_of
from generator.facts.locations import Placing, is_place, locate, placings
from generator.model.atlas import Atlas, Entry

Years = tuple[int, int]
"""The first and the last, both meant."""


@dataclass(frozen=True, slots=True)
class Present:
    """An entry that is at a place."""

    entry: Entry
    placing: Placing
    years: Years | None
    """In which it happened, or in which it is recorded; None where no statement of it says."""


@dataclass(frozen=True, slots=True)
class Presence:
    """A place, and what is there."""

    place: Entry
    own: Placing
    """The place by itself."""
    present: tuple[Present, ...]
    """By kind and id, each entry once."""


def presences(atlas: Atlas) -> tuple[Presence, ...]:
    """Return every place, sorted by id, with the entries that name it as their place."""
    found: dict[str, list[Present]] = {entry.id: [] for entry in atlas.entries.values() if is_place(entry)}
    for entry in atlas.entries.values():
        if is_place(entry):
            continue
        for placing in placings(atlas, entry):
            held = found[placing.location.place]
            if not held or held[-1].entry is not entry:
                held.append(Present(entry, placing, recorded_years(entry)))
    return tuple(
        Presence(atlas[id], Placing(locate(atlas[id], atlas), ()), tuple(held)) for id, held in sorted(found.items())
    )


def recorded_years(entry: Entry) -> Years | None:
    """Return the years of an entry: of its date, else those to which its current statements are dated."""
    if entry.kind.date:
        return years_of(entry)
    periods = (fact.statement.when for fact in entry.facts if fact.statement.rank != "deprecated")
    return years_between(when for when in periods if when is not None)
