"""All names from A to Z, each with the entries that bear it: how readers without scripts find a name."""

import unicodedata
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from markupsafe import Markup

from generator.model.atlas import Entry
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


Name = tuple[str, str, str, Markup]
"""Spellings of the same entries that fold to the same text: their letter, that text, the first spelling, and their line."""


def pages(site: SiteInput) -> Iterator[tuple[str, str]]:
    """Yield one page if there is room for all names, else an overview and the pages of each letter."""
    names = sorted(_names(LinkedWords(site.atlas)), key=lambda name: (name[0] in _FILES, *name))
    letters = {letter: list(own) for letter, own in groupby(names, key=itemgetter(0))}
    if len(names) <= MAX_ROWS:
        groups = [(letter, _file(letter), own) for letter, own in letters.items()]
        yield _page("index", _tabs(letters, "#{}"), groups, count=len(names))
        return
    for letter, own in letters.items():
        chunks = packed(own, MAX_ROWS, lambda name: name[1][:3])
        ends = [f"{chunk[0][1][:12].strip()} – {chunk[-1][1][:12].strip()}" for chunk in chunks]
        for part in parts(_file(letter), chunks, ends):
            title = f"{letter}, {part.title}" if part.title else letter
            if part.rows[0] is names[0]:
                yield _page("index", _tabs(letters, "{}.html"), [(title, part.file, part.rows)], count=len(names))
            tabs = _tabs(letters, "{}.html", letter)
            yield _page(part.file, tabs, [("", "", part.rows)], part=part, title=title)


def _page(file: str, letters: list[Tab], groups: object, **context: object) -> tuple[str, str]:
    return f"names/{file}.md", filled("names.md.j2", letters=letters, groups=groups, **{"part": None, **context})


def _tabs(letters: dict[str, list[Name]], href: str, here: str = "") -> list[Tab]:
    return [Tab(letter, href.format(_file(letter)), len(own), letter == here) for letter, own in letters.items()]


def _names(words: LinkedWords) -> Iterator[Name]:
    """Yield each spelling once, with all entries that bear it; titles of works stand in the index of sources.

    Titles of entries come first. Where that is the name of its only entry, a link to the entry stands for both.
    """
    bearers: dict[str, dict[str, Entry]] = {}
    langs: dict[str, str | None] = {}
    for entry in words.atlas.entries.values():
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
        labels = {_squeezed(words.atlas[id].label) for id in ids}
        texts.sort(key=lambda text: (text not in labels, text))
        main, beside = [name_html(text, langs[text]) for text in texts], [words.link(id) for id in ids]
        if len(ids) == 1 and texts[0] in labels:
            main, beside = beside, main[1:]
        line = joined(main) + (html(" ") + SUB(joined(beside)) if beside else "")
        yield _letter(key), key, texts[0], line


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _letter(key: str) -> str:
    first = unicodedata.normalize("NFKD", key[:1]).upper()
    return NUMBERS if first.isdigit() else first if "A" <= first <= "Z" else OTHERS


def _file(letter: str) -> str:
    return _FILES.get(letter, letter.lower())
