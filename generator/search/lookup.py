"""The search of `atlas find`: where words stand in ids, names, titles, addresses, statements and prose of the store."""

from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from generator.model.atlas import Atlas, Entry
from generator.model.fields import Property
from generator.model.shape import leaves
from generator.model.value_types import ProseText
from generator.text.edtf import Edtf
from generator.text.folding import fold
from generator.text.yaml_tree import NodePath


class Match(IntEnum):
    """How well a text matches the words; the lower, the better."""

    EXACT = 0
    FOLDED = 1
    """Equal but for case, accents, apostrophes, articles and letter forms."""
    PREFIX = 2
    """The text begins with the words."""
    INSIDE = 3
    """The text has all the words in any order; the last may be the start of one of its words."""


class Weight(IntEnum):
    """The sort of a text; of equal matches the lowest comes first."""

    NAME = 0
    FIELD = 1
    """A title, an address or another field of the entry itself, and the id of a statement."""
    STATEMENT = 2
    PROSE = 3


class Hit(NamedTuple):
    """A text of an entry that has the words."""

    match: Match
    weight: Weight
    entry: Entry
    path: NodePath
    text: str
    part: tuple[int, int] | None
    """Start and end of the words in the text; None unless it has them as they were typed."""


def find(atlas: Atlas, words: str) -> list[Hit]:
    """Return the texts that have the words, the best match first, then by weight and file."""
    typed, folded = " ".join(words.split()), fold(words)
    hits = []
    for entry in atlas.entries.values():
        for weight, path, text in _texts(entry):
            if (match := _match(text, typed, folded, is_prose=weight is Weight.PROSE)) is not None:
                part = _part(text, typed) if match is Match.INSIDE else None
                hits.append(Hit(match, weight, entry, path, text, part))
    return sorted(hits, key=lambda h: (h.match, h.weight, h.entry.file, [str(step).zfill(6) for step in h.path]))


def _texts(entry: Entry) -> Iterator[tuple[Weight, NodePath, str]]:
    yield Weight.NAME, (), entry.id
    for fact in entry.facts:
        yield Weight.FIELD, fact.path, fact.id
    for path, value, field, _ in leaves(entry.record, entry.shape):
        text = value.text if isinstance(value, Edtf) else value
        if not isinstance(text, str) or (path[0] == "names" and path[-1] != "text"):
            continue
        if path[0] in (entry.kind.label_field, "names", "redirects"):
            yield Weight.NAME, path, text
        elif field.marker(ProseText) is not None:
            yield Weight.PROSE, path, text
        elif "was" not in path and (
            isinstance(value, Edtf) or entry.shape.fields[str(path[0])].marker(Property) is not None
        ):
            yield Weight.STATEMENT, path, text
        else:
            yield Weight.FIELD, path, text


def _match(text: str, typed: str, folded: str, *, is_prose: bool) -> Match | None:
    """Return how a text matches the words, or None; prose is not compared by its beginning."""
    if text == typed:
        return Match.EXACT
    if not folded:
        return Match.INSIDE if typed and typed in text else None
    words = fold(text)
    if words == folded:
        return Match.FOLDED
    if not is_prose and words.startswith(folded):
        return Match.PREFIX
    *whole, last = folded.split(" ")
    there = words.split(" ")
    has_words = all(word in there for word in whole) and any(word.startswith(last) for word in there)
    return Match.INSIDE if has_words or typed.casefold() in text.casefold() else None


def _part(text: str, typed: str) -> tuple[int, int] | None:
    at = text.casefold().find(typed.casefold())
    return (at, at + len(typed)) if at >= 0 and len(text.casefold()) == len(text) else None
