"""All names from A to Z, each with the entries that bear it: how readers without scripts find a name."""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from generator.model.atlas import Atlas, Entry
from generator.model.value_types import Role
from generator.render.environment import filled
from generator.render.linked_words import LinkedWords
from generator.render.markup import SUB, html, joined, name_html
from generator.render.paging import Tab, packed, parts
from generator.render.site_input import SiteInput
from generator.text.folding import fold

MAX_ROWS = 500
"""Names on one page; a letter with more goes over several."""

NUMBERS, OTHERS = "0-9", "Other scripts"
_FILES = {NUMBERS: "numbers", OTHERS: "other-scripts"}
"""The pages of what begins with no Latin letter; they come last."""


class SharedName(NamedTuple):
    """Spellings of the same entries that fold to the same text."""

    letter: str
    key: tuple[str, str]
    """What it is sorted by: the folded spelling, then the first as it is written."""
    spellings: tuple[tuple[str, str | None], ...]
    """Text and language of each; titles of entries come first."""
    entries: tuple[Entry, ...]
    is_title: bool
    """Whether it is the name that its only entry is shown under."""


def pages(site: SiteInput) -> Iterator[tuple[str, str]]:
    """Yield one page if there is room for all names, else an overview and the pages of each letter."""
    words = LinkedWords(site.atlas)
    names = sorted(_names(site.atlas), key=lambda name: (name.letter in _FILES, name.letter, name.key))
    letters = {letter: list(own) for letter, own in groupby(names, key=lambda name: name.letter)}
    if len(names) <= MAX_ROWS:
        groups = [(letter, _file(letter), _lines(words, own)) for letter, own in letters.items()]
        yield _page("index", _tabs(letters, "#{}"), groups, count=len(names))
        return
    for letter, own in letters.items():
        chunks = packed(own, MAX_ROWS, lambda name: name.key[0][:3])
        ends = [f"{chunk[0].key[0][:12].strip()} – {chunk[-1].key[0][:12].strip()}" for chunk in chunks]
        for part in parts(_file(letter), chunks, ends):
            title = f"{letter}, {part.title}" if part.title else letter
            if part.rows[0] is names[0]:
                first_part = [(title, part.file, _lines(words, part.rows))]
                yield _page("index", _tabs(letters, "{}.html"), first_part, count=len(names))
            tabs = _tabs(letters, "{}.html", letter)
            first = part.rows[0].spellings[0][0]
            yield _page(part.file, tabs, [("", "", _lines(words, part.rows))], part=part, title=title, first=first)


def _page(file: str, letters: list[Tab], groups: object, **context: object) -> tuple[str, str]:
    return f"names/{file}.md", filled("names.md.j2", letters=letters, groups=groups, **{"part": None, **context})


def _tabs(letters: dict[str, list[SharedName]], href: str, here: str = "") -> list[Tab]:
    return [Tab(letter, href.format(_file(letter)), len(own), letter == here) for letter, own in letters.items()]


def _names(atlas: Atlas) -> Iterator[SharedName]:
    """Yield each spelling once, with all entries that bear it; titles of works stand in the index of sources."""
    bearers: dict[str, dict[str, Entry]] = {}
    langs: dict[str, str | None] = {}
    for entry in atlas.entries.values():
        if Role.WORK in entry.kind.roles:
            continue
        shown = [(n.text, n.lang) for n in entry.record.names if not n.is_search_only]
        for text, lang in [(entry.label, None), *shown]:
            name = _squeezed(text)
            bearers.setdefault(name, {})[entry.id] = entry
            langs[name] = langs.get(name) or lang
    alike: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for text, by_id in bearers.items():
        alike.setdefault((fold(text) or text.casefold(), tuple(by_id)), []).append(text)
    for (key, ids), texts in alike.items():
        entries = tuple(atlas[id] for id in ids)
        labels = {_squeezed(entry.label) for entry in entries}
        texts.sort(key=lambda text: (text not in labels, text))
        spellings = tuple((text, langs[text]) for text in texts)
        yield SharedName(_letter(key), (key, texts[0]), spellings, entries, len(entries) == 1 and texts[0] in labels)


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _letter(key: str) -> str:
    first = unicodedata.normalize("NFKD", key[:1]).upper()
    return NUMBERS if first.isdigit() else first if "A" <= first <= "Z" else OTHERS


def _file(letter: str) -> str:
    return _FILES.get(letter, letter.lower())


def _lines(words: LinkedWords, names: Sequence[SharedName]) -> Iterator[Markup]:
    """Yield each name with its entries; where it is the title of its only entry, that stands for both."""
    for name in names:
        main = [name_html(text, lang) for text, lang in name.spellings]
        beside = [words.link(entry.id) for entry in name.entries]
        if name.is_title:
            main, beside = beside, main[1:]
        yield joined(main) + (html(" ") + SUB(joined(beside)) if beside else "")
