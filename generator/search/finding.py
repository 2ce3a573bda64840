"""Where words stand in the store: in names, ids, statements, titles and addresses; the nearest match first."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from generator.model.atlas import Atlas
from generator.model.entry import Entry
from generator.model.kind import Property
from generator.model.shape import leaves
from generator.model.values import ProseText
from generator.search.files import names_of
from generator.source.nodes import Path
from generator.text.edtf import Edtf
from generator.text.folding import fold


class Match(IntEnum):
    """How near a text comes to the words that are looked for; the least is the nearest."""

    EXACT = 0
    FOLDED = 1
    """The same but for case, marks, apostrophes, articles and forms of letters."""
    PREFIX = 2
    """It begins with the words."""
    INSIDE = 3
    """It holds all the words, the last of them perhaps begun only."""
    NEAR = 4
    """No name is so; this is one of the nearest, as the search of the site finds them."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where the words are."""

    match: Match
    entry: Entry
    path: Path
    text: str
    part: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class _Text:
    weight: int
    """Of equal matches: names before titles, titles before statements, statements before prose."""
    path: Path
    text: str
    whole: bool = True
    """It is also compared as a whole, not for the words in it alone."""


def find(atlas: Atlas, words: str) -> list[Hit]:
    """Return the places where the words are, the nearest match first, then names before statements, then by file."""
    wanted, folded = " ".join(words.split()), fold(words)
    found = []
    for entry in atlas.entries.values():
        for text in _texts(entry):
            match = _match(text, wanted, folded)
            if match is not None:
                part = _part(text.text, wanted) if match is Match.INSIDE else None
                found.append((match, text.weight, entry.file, text.path, Hit(match, entry, text.path, text.text, part)))
    found.sort(key=lambda item: (item[0], item[1], item[2], [str(step).zfill(6) for step in item[3]]))
    return [item[-1] for item in found] or list(_nearest(atlas, wanted))


def _nearest(atlas: Atlas, wanted: str) -> Iterator[Hit]:
    """Yield the names that the words may be misspellings of."""
    for near in (hit for hit in names_of(atlas).search(wanted) if not hit.rank.missing):
        entry, name = atlas[near.id], near.row["n"][near.name][0]
        path = next((("names", i, "text") for i, n in enumerate(entry.record.names) if n.text == name), None)
        yield Hit(Match.NEAR, entry, path or (entry.kind.label_field,), name)


def _match(text: _Text, wanted: str, folded: str) -> Match | None:
    if text.text == wanted:
        return Match.EXACT
    if not folded:
        return Match.INSIDE if wanted and wanted in text.text else None
    held = fold(text.text)
    if held == folded:
        return Match.FOLDED
    if text.whole and held.startswith(folded):
        return Match.PREFIX
    return (
        Match.INSIDE
        if _holds(held.split(" "), folded.split(" ")) or wanted.casefold() in text.text.casefold()
        else None
    )


def _holds(held: list[str], folded: list[str]) -> bool:
    *whole, last = folded
    return all(word in held for word in whole) and any(word.startswith(last) for word in held)


def _part(text: str, wanted: str) -> tuple[int, int] | None:
    at = text.casefold().find(wanted.casefold())
    return (at, at + len(wanted)) if at >= 0 and len(text.casefold()) == len(text) else None


def _texts(entry: Entry) -> Iterator[_Text]:
    """Yield what is searched of an entry, with its place in the file."""
    yield _Text(0, (), entry.id)
    yield _Text(0, (entry.kind.label_field,), entry.label)
    for index, old in enumerate(entry.record.redirects):
        yield _Text(0, ("redirects", index), old)
    for index, name in enumerate(entry.record.names):
        yield _Text(0, ("names", index, "text"), name.text)
    for fact in entry.facts:
        yield _Text(1, fact.path, fact.id)
        for old in fact.statement.was:
            yield _Text(1, (*fact.path, "was"), old)
    for leaf in leaves(entry.record, entry.shape):
        if leaf.path[0] in (entry.kind.label_field, "names", "redirects") or "was" in leaf.path:
            continue
        if isinstance(leaf.value, str):
            is_prose = leaf.field.marker(ProseText) is not None
            is_statement = entry.shape.fields[str(leaf.path[0])].marker(Property) is not None
            yield _Text(3 if is_prose else 2 if is_statement else 1, leaf.path, leaf.value, not is_prose)
        elif isinstance(leaf.value, Edtf):
            yield _Text(2, leaf.path, leaf.value.text)
