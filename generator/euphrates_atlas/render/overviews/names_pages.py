"""All names from A to Z, each with the entries that bear it: how readers without scripts find a name.

`site/parts.py` runs `pages`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from euphrates_atlas.batched import grouped
from euphrates_atlas.model.atlas import Entry
from euphrates_atlas.model.value_types import Role
from euphrates_atlas.render.environment import filled
from euphrates_atlas.render.linked_words import LinkedWords
from euphrates_atlas.render.markup import BEHIND, joined, name_html
from euphrates_atlas.render.paging import ListPart, Tab, packed, parts
from euphrates_atlas.render.site_input import Pages, SiteInput
from euphrates_atlas.text.folding import fold
from euphrates_atlas.text.phrases import squeezed

MAX_ROWS = 500
"""Names on one page; a letter with more goes over several."""

NUMBERS, OTHERS = "0-9", "Other scripts"
_FILES = {NUMBERS: "numbers", OTHERS: "other-scripts"}
"""The pages of what begins with no Latin letter; they come last."""


class FoldedName(NamedTuple):
    """Spellings of the same entries that are alike without case, accents and punctuation (`text/folding.py`)."""

    letter: str
    folded: str
    first: str
    """The first spelling."""
    line: Markup


def pages(site: SiteInput) -> Pages:
    """Yield one page if there is room for all names, else an overview and the pages of each letter."""
    names = sorted(
        _folded_names(LinkedWords(site.atlas)),
        key=lambda name: (name.letter in _FILES, *name),
    )
    letters = grouped(names, lambda name: name.letter)
    if len(names) <= MAX_ROWS:
        groups = [(letter, _file(letter), own) for letter, own in letters.items()]
        yield _page("index", _tabs(letters, "#{}"), groups, count=len(names))
        return
    for letter, own in letters.items():
        tabs = _tabs(letters, "{}.html", letter)
        for part in _parts(letter, own):
            title = f"{letter}, {part.title}" if part.title else letter
            if part.rows[0] is names[0]:
                first = [(title, part.file, part.rows)]
                yield _page("index", _tabs(letters, "{}.html"), first, count=len(names))
            yield _page(part.file, tabs, [("", "", part.rows)], part=part, title=title)


def _page(
    file: str,
    letters: list[Tab],
    groups: object,
    **context: object,
) -> tuple[str, str]:
    """Return path and text of a page; `groups` are title, anchor and names of each part of it."""
    context.setdefault("part", None)
    return f"names/{file}.md", filled(
        "names.md.j2", letters=letters, groups=groups, **context
    )


def _tabs(
    letters: dict[str, list[FoldedName]],
    href: str,
    here: str = "",
) -> list[Tab]:
    """Return links to all letters: addresses that `href` makes of the names of their files."""
    return [
        Tab(letter, href.format(_file(letter)), len(own), letter == here)
        for letter, own in letters.items()
    ]


def _parts(letter: str, names: list[FoldedName]) -> list[ListPart[FoldedName]]:
    """Return the pages of a letter, each labelled with how its first and its last name begin."""
    chunks = packed(names, MAX_ROWS, lambda name: name.folded[:3])
    labels = [f"{_start(chunk[0])} – {_start(chunk[-1])}" for chunk in chunks]
    return parts(_file(letter), chunks, labels)


def _start(name: FoldedName) -> str:
    """Return how a name begins."""
    return name.folded[:12].strip()


def _folded_names(words: LinkedWords) -> Iterator[FoldedName]:
    """Yield each name with the entries that bear it, spellings that fold alike as one; works are in the index of sources."""
    bearers: dict[str, dict[str, Entry]] = defaultdict(dict)
    langs: dict[str, str | None] = {}
    for entry in words.atlas:
        if Role.WORK in entry.kind.roles:
            continue
        bearers[squeezed(entry.label)][entry.id] = entry
        for own in entry.record.names:
            if not own.is_search_only:
                name = squeezed(own.text)
                bearers[name][entry.id] = entry
                langs[name] = langs.get(name) or own.lang
    alike = grouped(
        bearers,
        lambda text: (fold(text) or text.casefold(), tuple(bearers[text])),
    )
    for (folded, ids), texts in alike.items():
        labels = {squeezed(words.atlas[id].label) for id in ids}
        texts.sort(key=lambda text: (text not in labels, text))
        line = _line(words, ids, texts, langs, texts[0] in labels)
        yield FoldedName(_letter(folded), folded, texts[0], line)


def _line(
    words: LinkedWords,
    ids: Sequence[str],
    texts: Sequence[str],
    langs: Mapping[str, str | None],
    is_label: bool,
) -> Markup:
    """Return spellings and the entries that bear them.

    Where the first spelling is the label of the only entry, a link to that entry stands for both.
    """
    spellings = [name_html(text, langs.get(text)) for text in texts]
    entries = [words.link(id) for id in ids]
    main = spellings
    beside = entries
    if is_label and len(ids) == 1:
        main = entries
        beside = spellings[1:]
    line = joined(main)
    if beside:
        line += BEHIND(joined(beside))
    return line


def _letter(folded: str) -> str:
    """Return the letter under which a name stands: "e" and "é" under "E"."""
    first = folded[:1].upper()
    if first.isdigit():
        return NUMBERS
    return first if "A" <= first <= "Z" else OTHERS


def _file(letter: str) -> str:
    return _FILES.get(letter, letter.lower())
