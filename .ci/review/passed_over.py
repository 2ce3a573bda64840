"""Grave events for which somebody is named whose own entry tells nothing of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import log2, log10

from library import Case, Library, Passage, stems

from euphrates_atlas.facts.entry_dates import years_of
from euphrates_atlas.model.atlas import Entry

GRAVE_TYPES = {"mass-killing": 6, "protest-killing": 6, "abduction": 4, "assassination": 4}
"""How grave an event is by its type alone."""
CIVILIANS = {"civilians-adult", "civilians-child", "civilians-unspecified", "responders"}
LOST = ("killed", "missing", "captured")
PARTS = {"claimed": 1.0, "acknowledged": 1.0, "attributed": 0.9, "suspected": 0.6}
"""How much it means to be named, by the stance of the statement."""
MEMBERS = 0.6
"""How much of it falls on a body whose members or parts are named in words."""
TELLING = 4.2
"""The rarity of a word of a title that tells events apart, unlike "attack"."""
RARE = 5.0
"""The rarity of a word that hardly any other event shares."""
LEAST = 1.0
"""What is less grave is not listed."""


def passed_over(library: Library) -> Iterator[Case]:
    """Yield the statements of events that name an agent whose entry neither links to the event nor tells of it."""
    atlas = library.atlas
    events = [entry for entry in library.articles if entry.kind.is_event]
    named_by = {event.id: _named(library, event) for event in events}
    times = Counter(id for parts in named_by.values() for id in parts)
    for event in events:
        for id, (weight, passage) in named_by[event.id].items():
            # An entry with many events need not tell of each.
            gravity = _gravity(event) * weight / (1 + log10(times[id]))
            if gravity < LEAST or event.id in atlas.named[id]:
                continue
            if not _is_told(library, atlas[id], event):
                words = f"nothing of {event.id}: {event.label}{_dead(event)}"
                yield Case(gravity, atlas[id], ("body",), words, passage)


def _gravity(event: Entry) -> float:
    """Return how grave an event is, by its type and by those who died or disappeared."""
    found = 0.0
    for fact in event.current_facts("type"):
        found += GRAVE_TYPES.get(fact.value, 0)
    civilians, others = _lost(event)
    if civilians:
        found += 2 + log2(1 + civilians)
    return found + 0.5 * log2(1 + others)


def _lost(event: Entry) -> tuple[int, int]:
    """Return how many civilians, and how many others, died or disappeared by the highest count."""
    civilians = others = 0
    for fact in event.standing_facts("casualties"):
        toll = fact.said
        if toll.measure in LOST:
            number = toll.best or toll.low or toll.high or 1
            if CIVILIANS.isdisjoint(toll.category):
                others = max(others, number)
            else:
                civilians = max(civilians, number)
    return civilians, others


def _dead(event: Entry) -> str:
    """Return the words for those who died or disappeared in an event; empty where no count is recorded."""
    civilians, others = _lost(event)
    if civilians:
        return f"; civilians lost: {civilians:,}"
    return f"; people lost: {others:,}" if others else ""


def _named(library: Library, event: Entry) -> dict[str, tuple[float, Passage]]:
    """Return whom the statements of an event name as responsible, with the statement that weighs most."""
    found: dict[str, tuple[float, Passage]] = {}

    def take(id: str | None, weight: float, passage: Passage) -> None:
        if id and weight > found.get(id, (0.0, passage))[0]:
            found[id] = weight, passage

    for passage in library.of[event.id]:
        if passage.fact and passage.field == "responsibility":
            part = passage.fact.said
            weight = PARTS.get(part.stance, 0.0)
            take(part.actor.id, weight, passage)
            take(part.actor.of, weight * MEMBERS, passage)
        elif passage.fact and passage.field == "official_findings":
            finding = passage.fact.said.finding
            for id in library.names_in(finding).keys() & library.agents:
                if "responsible" in finding:
                    take(id, PARTS["attributed"], passage)
    return found


def _is_told(library: Library, entry: Entry, event: Entry) -> bool:
    """Tell whether an entry tells of an event without a link: by its sources and its place, or by its year and rare words."""
    words = {word for word in stems(event.label) if library.rarity([word]) > TELLING}
    for fact in event.current_facts("place"):
        if fact.value in library.atlas:
            words |= stems(library.atlas[fact.value].label)
    first, last = years_of(event) or (0, 0)
    years = {str(year) for year in range(first, last + 1)}
    works = library.works[event.id]
    for passage in library.of[entry.id]:
        shared = words & stems(passage.words) - years
        if shared and passage.works & works:
            return True
        rare = [word for word in shared if library.rarity([word]) > RARE]
        if len(rare) > 1 and (
            passage.last_day[:4] in years or years & stems(passage.words)
        ):
            return True
    return False
