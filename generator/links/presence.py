"""What is recorded at each place, and in which years: the ground of the maps across entries."""

from dataclasses import dataclass

from generator.links.locations import Placing, is_place, locate, placings
from generator.model.atlas import Atlas
from generator.model.entry import Entry
from generator.text.edtf import Edtf
from generator.text.edtf_span import NO_END, NO_START

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
                held.append(Present(entry, placing, years_of(entry)))
    return tuple(
        Presence(atlas[id], Placing(locate(atlas[id], atlas), ()), tuple(held)) for id, held in sorted(found.items())
    )


def years_of(entry: Entry) -> Years | None:
    """Return the years of an entry: of its date, else from the first to the last year that its statements are dated to."""
    facts = [fact for fact in entry.facts if fact.statement.rank != "deprecated"]
    if entry.kind.date:
        dates = [getattr(fact.statement, "value") for fact in facts if fact.field == entry.kind.date]
    else:
        dates = [fact.statement.when for fact in facts if fact.statement.when is not None]
    named = [day for date in dates if isinstance(date, Edtf) for day in (date.earliest, date.latest)]
    years = sorted(int(day[:4]) for day in named if day not in (NO_START, NO_END))
    return (years[0], years[-1]) if years else None
