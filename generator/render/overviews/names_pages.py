"""All names from A to Z, each with the entries that bear it: what the search does without scripts, and a page worth having."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from generator.model.atlas import Atlas
from generator.model.entry import Entry
from generator.model.values import Role
from generator.render.values import Words, name_html
from generator.text.folding import fold

MAX_ROWS = 500
"""Names on one page; a letter with more goes over several."""
UNSHOWN = frozenset({"weak-alias", "misspelling"})
"""Uses of a name that the search finds and nothing shows."""

NUMBERS, OTHERS = "0-9", "Other scripts"
_FILES = {NUMBERS: "numbers", OTHERS: "other-scripts"}


@dataclass(frozen=True, slots=True)
class NameRow:
    """Spellings that fold alike, of the same entries."""

    names: tuple[Markup, ...]
    """The spellings; the first is a link where it is the title of the only entry."""
    entries: tuple[Markup, ...]
    """The entries that bear them, where no spelling leads there."""


@dataclass(frozen=True, slots=True)
class NameGroup:
    """Names under a heading, or without one."""

    title: str
    anchor: str
    rows: tuple[NameRow, ...]


@dataclass(frozen=True, slots=True)
class NamesPage:
    """One page of names."""

    path: str
    title: str
    description: str
    letter: str
    groups: tuple[NameGroup, ...]
    letters: tuple[tuple[str, str, int], ...]
    """Letter, address and number of names: the way to the other pages."""
    parts: tuple[tuple[str, str], ...]
    """Words and address of the pages of this letter, where there are several."""
    count: int
    """Names on all pages together."""


@dataclass(frozen=True, slots=True)
class _Name:
    letter: str
    key: tuple[str, str]
    spellings: tuple[tuple[str, str | None], ...]
    """Text and language of each."""
    entries: tuple[Entry, ...]
    is_title: bool
    """Whether it is the name that its only entry is shown under."""


def names_pages(atlas: Atlas) -> list[NamesPage]:
    """Return the pages: one where all names find room, else an overview and the pages of each letter."""
    words = Words(atlas)
    names = sorted(_names(atlas), key=lambda name: (_place(name.letter), name.key))
    by_letter = {letter: list(held) for letter, held in groupby(names, key=lambda name: name.letter)}
    letters = tuple((letter, f"{_file(letter)}.html", len(held)) for letter, held in by_letter.items())
    title = "Names, A to Z"
    about = "All names and spellings of groups, leaders, bases, strikes, places and publishers, from A to Z, each with its entry."
    if len(names) <= MAX_ROWS:
        here = tuple((letter, f"#{_file(letter)}", number) for letter, _, number in letters)
        groups = tuple(
            NameGroup(letter, _file(letter), tuple(_row(words, name) for name in held))
            for letter, held in by_letter.items()
        )
        return [NamesPage("names/index.md", title, about, "", groups, here, (), len(names))]
    titles = [name for name in names if name.is_title]
    shown = tuple(_row(words, name) for name in titles) if len(titles) <= MAX_ROWS else None
    groups = (NameGroup("Titles", "titles", shown),) if shown is not None else ()
    pages = [NamesPage("names/index.md", title, about, "", groups, letters, (), len(names))]
    for letter, held in by_letter.items():
        chunks = list(_chunks(held))
        parts = tuple((_span(chunk), f"{_file(letter, i)}.html") for i, chunk in enumerate(chunks))
        for i, chunk in enumerate(chunks):
            part = f", {parts[i][0]}" if len(parts) > 1 else ""
            pages.append(
                NamesPage(
                    f"names/{_file(letter, i)}.md",
                    f"Names: {letter}{part}",
                    f"Names and spellings under {letter}{part}, each with its entry: {chunk[0].spellings[0][0]} and those that follow.",
                    letter,
                    (NameGroup("", "", tuple(_row(words, name) for name in chunk)),),
                    letters,
                    parts if len(parts) > 1 else (),
                    len(names),
                )
            )
    return pages


def _names(atlas: Atlas) -> Iterator[_Name]:
    """Yield each spelling once, with all entries that bear it; titles of works stand in the index of sources."""
    held: dict[str, dict[str, Entry]] = {}
    langs: dict[str, str | None] = {}
    for entry in atlas.entries.values():
        if Role.WORK in entry.kind.roles:
            continue
        shown = [(n.text, n.lang) for n in entry.record.names if n.use not in UNSHOWN]
        for text, lang in [(entry.label, None), *shown]:
            name = _squeezed(text)
            held.setdefault(name, {})[entry.id] = entry
            langs[name] = langs.get(name) or lang
    alike: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for text, entries in held.items():
        alike.setdefault((fold(text) or text.casefold(), tuple(entries)), []).append(text)
    for (key, ids), texts in alike.items():
        bearers = tuple(atlas[id] for id in ids)
        labels = {_squeezed(entry.label) for entry in bearers}
        titles = sorted(text for text in texts if text in labels)
        spellings = [*titles, *sorted(text for text in texts if text not in labels)]
        said = tuple((text, langs[text]) for text in spellings)
        yield _Name(_letter(key), (key, spellings[0]), said, bearers, len(bearers) == 1 and bool(titles))


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _letter(key: str) -> str:
    first = unicodedata.normalize("NFKD", key[:1]).upper()
    return NUMBERS if first.isdigit() else first if "A" <= first <= "Z" else OTHERS


def _place(letter: str) -> tuple[int, str]:
    return (1 if letter == NUMBERS else 2 if letter == OTHERS else 0), letter


def _file(letter: str, part: int = 0) -> str:
    return _FILES.get(letter, letter.lower()) + (f"-{part + 1}" if part else "")


def _chunks(names: Sequence[_Name]) -> Iterator[list[_Name]]:
    """Yield the names of one letter in parts of at most `MAX_ROWS`; names that begin alike stay together where that fits."""
    chunk: list[_Name] = []
    for _, held in groupby(names, key=lambda name: name.key[0][:3]):
        alike = list(held)
        if chunk and len(chunk) + len(alike) > MAX_ROWS:
            yield chunk
            chunk = []
        chunk += alike
        while len(chunk) > MAX_ROWS:
            yield chunk[:MAX_ROWS]
            chunk = chunk[MAX_ROWS:]
    if chunk:
        yield chunk


def _span(names: Sequence[_Name]) -> str:
    """Return how the first and last names of a part begin."""
    return f"{names[0].key[0][:12]} – {names[-1].key[0][:12]}"


def _row(words: Words, name: _Name) -> NameRow:
    shown = [name_html(text, lang) for text, lang in name.spellings]
    if name.is_title:
        return NameRow((words.link(name.entries[0].id), *shown[1:]), ())
    return NameRow(tuple(shown), tuple(words.link(entry.id) for entry in name.entries))
