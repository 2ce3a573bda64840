"""Sources as references, and those of one page: numbered by citation marks in the text, and listed by origin.

An origin is whoever a text comes from: works that pass on one text have one origin.
"""

from collections.abc import Callable, Iterable, Iterator
from string import ascii_uppercase
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup

from euphrates_atlas.batched import grouped
from euphrates_atlas.export.citation_formats import STYLES, WorkFormat
from euphrates_atlas.export.csl import Item
from euphrates_atlas.facts.holding import newest_of
from euphrates_atlas.facts.plain_words import language_name
from euphrates_atlas.facts.support import cited_in, origin_of, own_origin, work_of
from euphrates_atlas.model.atlas import Atlas, Entry, Fact
from euphrates_atlas.model.roles import Outlet, Work
from euphrates_atlas.model.statement import Agent, Citation, Quote
from euphrates_atlas.render.linked_words import LinkedWords
from euphrates_atlas.render.markup import (
    LINK,
    LINK_OUT,
    NOTHING,
    QUOTED,
    SUB,
    address,
    html,
    joined,
    name_html,
    piece,
)
from euphrates_atlas.text.edtf import Edtf
from euphrates_atlas.text.edtf_words import in_short, in_words
from euphrates_atlas.text.phrases import enumerated
from euphrates_atlas.text.prose import CitationGroup
from euphrates_atlas.text.urls import percent_encoded

MANY_WORKS = 40
"""Works that a page cites above which it lists them by number alone, and a page of its own by origin."""
MAX_DATES = 3
"""Dates that an origin names; of more it gives the first and the last."""

_MARKS = piece('<sup class="ea-c">{}</sup>')
_MARK = piece('<a href="#ref-{}"{}>[{}{}]</a>')
_SAID = piece(' aria-label="Source {} {}"')
"""For a mark with a place, which text and fact box leave out of what is seen."""
_WHERE = piece("<span>\N{NO-BREAK SPACE}{}</span>")
_ITEM = piece('<li id="ref-{}"><span class="ea-no">{}</span><cite>{}</cite>{}</li>')
_DETAILS = piece(' <span class="ea-sub">{} · cited at {}</span>{}')
_LISTED = piece(
    '<li><span class="ea-no"><a href="#ref-{}">{}</a></span>carried by <i>{}</i>{}</li>'
)
_OWNED = piece("{} (owner: {})")
_BACK = piece('<a href="{}#{}">{}</a>{}')
_TITLE = piece("<i>{}</i>")
_TRANSLATED = piece("{} &#91;{}&#93;")
_SIGNS = {"para.": "¶", "paras.": "¶¶"}
_WHOLE_WORKS = ("report", "book", "thesis", "dataset", "motion_picture", "map")


class OriginView(NamedTuple):
    """What stems from one origin, as the list of references shows it."""

    letter: str
    name: Markup
    said: str
    """When it said what the page cites of it."""
    party: str
    """Why it is no bystander; empty where it is one."""
    items: list[Markup]
    """Of each source that carries it: where it can be read, where it is cited and in which words."""


class References:
    """Numbers the sources of one page in the order in which they are first cited.

    Whoever makes a part of the page asks it for citation marks, in the order of the page; the list of references comes last.
    """

    def __init__(self, words: LinkedWords, entry: Entry) -> None:
        """Take the entry whose page it is."""
        self.words = words
        self.entry = entry
        self._atlas = words.atlas
        works, _ = cited_in(words.atlas, entry)
        self.own_page = f"{entry.id}_references.html" if len(works) > MANY_WORKS else ""
        """The address of the page that lists them by origin; empty where that of the entry does."""
        self._parties = _interested_parties(words.atlas, entry)
        self.numbers: dict[str, int] = {}
        """Of the sources that the page cites so far."""
        self._places: dict[str, dict[str, dict[str, None]]] = {}
        """Of each source: the words for the places of the page that cite it, and their anchors."""
        self._sources: dict[str, dict[str, dict[Quote, None]]] = {}
        """Of each origin, in the order of the list: the sources that carry it, with their own words that statements give."""
        self._said: dict[str, set[Edtf]] = {}
        """Of each origin that a statement or citation names: the dates on which it said what the page cites."""

    @property
    def undated(self) -> int:
        """The number of these sources of which nobody knows when they came out."""
        return sum(not work_of(self._atlas[id]).issued for id in self.numbers)

    def newest(self, facts: Iterable[Fact]) -> Edtf | None:
        """Return the date of the newest source that the page cites or that these facts of other entries rest on."""
        works = list(self.numbers)
        for fact in facts:
            works += fact.statement.supporting
        return newest_of(self._atlas, works)

    def marks(
        self,
        cited: tuple[Citation, ...],
        by: Agent | None,
        anchor: str,
        words: str,
        said: Edtf | None = None,
    ) -> Markup:
        """Return the citation marks of what `by` said when; `anchor` and `words` name the place for the way back."""
        for citation in cited:
            origin = origin_of(self._atlas, by, citation)
            quotes = self._sources.setdefault(origin, {}).setdefault(citation.src, {})
            if by or citation.origin:
                self._said.setdefault(origin, set())
            if said and citation.stance == "supports":
                self._said.setdefault(origin, set()).add(said)
            if citation.quote:
                quotes.setdefault(citation.quote)
        return self._marks(
            [(citation.src, citation.loc) for citation in cited], anchor, words
        )

    def marks_of(self, fact: Fact, label: str) -> tuple[Markup, Markup]:
        """Return the citation marks of a statement, and those of works that dispute it."""
        statement = fact.statement
        disputing = statement.disputing
        others = tuple(citation for citation in statement.cite if citation not in disputing)
        marks = self.marks(others, statement.by, fact.anchor, label, statement.said)
        return marks, self.marks(disputing, statement.by, fact.anchor, label)

    def in_prose(self, anchor: str, words: str) -> Callable[[CitationGroup], str]:
        """Return a function that writes the citations of a prose as marks.

        `anchor` and `words` name the place for the way back.
        """

        def write(group: CitationGroup) -> str:
            cited = [(item.source, item.locator) for item in group.items]
            return str(self._marks(cited, anchor, words))

        return write

    def _marks(
        self, cited: Iterable[tuple[str, str | None]], anchor: str, words: str
    ) -> Markup:
        """Return a mark for each source, with all places in it: its number, which it gets where it is cited for the first time."""
        marks = []
        for src, places in grouped(cited, lambda place: place[0]).items():
            self._places.setdefault(src, {}).setdefault(words, {}).setdefault(anchor)
            number = self.numbers.setdefault(src, len(self.numbers) + 1)
            where = joined(
                dict.fromkeys(locator_words(place) for _, place in places if place)
            )
            said = _SAID(number, where) if where else NOTHING
            marks.append(_MARK(number, said, number, _WHERE(where) if where else NOTHING))
        return _MARKS(joined(marks, " ")) if marks else NOTHING

    def works(self) -> list[tuple[Markup, Markup]]:
        """Return each source in the order of the numbers: author, title, publisher and date; and where it can be read."""
        return [
            (self._cited(src), where_to_read(work_of(self._atlas[src])))
            for src in self.numbers
        ]

    def groups(self) -> Iterator[OriginView]:
        """Yield the list of references, by origin in the order in which they come up on the page."""
        listed: set[str] = set()
        for index, (origin, sources) in enumerate(self._by_origin().items()):
            items = []
            for src, quotes in sources.items():
                quoted = joined([SUB(_quoted(quote)) for quote in quotes], "")
                items.append(self._reference(src, quoted, src in listed))
            listed.update(sources)
            name = self._name(origin, sources)
            said = self._when(origin)
            if name.endswith(f", {said}"):
                said = ""
            yield OriginView(_letters(index), name, said, self._party(origin), items)

    def _name(self, origin: str, sources: Iterable[str]) -> Markup:
        """Return who an origin is; of an entry that only owns the publisher of all sources, that one, and the owner behind it."""
        name = self.words.origin(origin)
        works = [work_of(self._atlas[src]) for src in sources]
        publisher, *others = {work.publisher for work in works}
        speaks = origin in self._said or any(work.origin for work in works)
        if speaks or others or origin == publisher or origin not in self._atlas:
            return name
        return _OWNED(self.words.origin(publisher), name)

    def _by_origin(self) -> dict[str, dict[str, dict[Quote, None]]]:
        """Return the sources of each origin; one that only prose cites stands under its own."""
        by_origin = {origin: sources.copy() for origin, sources in self._sources.items()}
        carried = {src for sources in by_origin.values() for src in sources}
        for src in self.numbers:
            if src not in carried:
                by_origin.setdefault(own_origin(self._atlas, src), {})[src] = {}
        return by_origin

    def _when(self, origin: str) -> str:
        """Return the dates on which an origin said what the page cites; of many the first and the last."""
        dates = sorted(self._said.get(origin, ()))
        if len(dates) > MAX_DATES:
            return f"{in_short(dates[0])} to {in_short(dates[-1])}"
        return enumerated(list(map(in_short, dates)))

    def _party(self, origin: str) -> str:
        """Return why an origin is no bystander, by its key, such as `spokesperson / iran`, its body or its label."""
        label, _, body = origin.partition(" / ")
        for key in (origin, body, label):
            if key in self._parties:
                return self._parties[key]
        return ""

    def _reference(self, src: str, quotes: Markup, is_listed: bool) -> Markup:
        """Return a source as an item with its quotes for an origin; where an earlier origin lists it, with its publisher alone."""
        number = self.numbers[src]
        source = work_of(self._atlas[src])
        if is_listed:
            publisher = self._atlas[source.publisher].label
            return _LISTED(number, number, publisher, quotes)
        back = joined(self._ways_back(src))
        details = _DETAILS(where_to_read(source), back, quotes)
        return _ITEM(number, number, self._cited(src), details)

    def _ways_back(self, src: str) -> Iterator[Markup]:
        """Yield links to the places that cite a source, those with the same words as one."""
        page = f"{self.entry.id}.html" if self.own_page else ""
        for words, anchors in self._places[src].items():
            times = f" ({len(anchors)} times)" if len(anchors) > 1 else ""
            yield _BACK(page, next(iter(anchors)), words, times)

    def _cited(self, src: str) -> Markup:
        entry = self._atlas[src]
        return reference(self._atlas, entry, address(entry))


def where_to_read(source: Work) -> Markup:
    """Return in which language a source is, and where it can be read."""
    parts = [f"In {language_name(source.language)}"]
    if source.url:
        host = (urlsplit(source.url).hostname or "").removeprefix("www.")
        parts.append(LINK_OUT(percent_encoded(source.url), host))
    if source.archive_url:
        parts.append(LINK_OUT(percent_encoded(source.archive_url), "archived copy"))
    if source.party_to_event:
        parts.append(Markup('<span class="ea-tag">party to the event</span>'))
    return joined(parts, " · ")


def _quoted(quote: Quote) -> Markup:
    """Return a source's own words, in quotation marks."""
    words = QUOTED(name_html(quote.text, quote.lang))
    return words + html(" (our translation)") if quote.translation else words


def reference(atlas: Atlas, entry: Entry, link: str) -> Markup:
    """Return a source in notes style (author, title, publisher, date), every part escaped; `link` is put on its title."""
    record: Any = entry.record
    is_whole = record.type in _WHOLE_WORKS
    title = LINK(link, name_html(record.title, record.language))
    title = _TITLE(title) if is_whole else QUOTED(title)
    if record.title_tr:
        title = _TRANSLATED(title, record.title_tr)
    if record.author:
        people = enumerated([author.full for author in record.author])
        title = joined([people, title])
    publisher = atlas[record.publisher].label
    where = []
    if record.container_title:
        where += [_TITLE(record.container_title), publisher]
    else:
        where.append(publisher if is_whole else _TITLE(publisher))
    where.append(in_words(record.issued) if record.issued else "no date")
    if record.reference:
        where.append(record.reference)
    return joined([title, joined(where)], ". ") + "."


def forms_of(item: Item, others: Iterable[WorkFormat]) -> list[tuple[str, str]]:
    """Return label and text of an item in each style, and in the other forms."""
    texts = [(label, write(item)) for label, write in STYLES]
    return texts + [(form.label, form.write(item)) for form in others]


def locator_words(locator: str | None) -> Markup:
    """Return a locator as it stands in a citation mark: `¶ 5` for paragraphs, else as it was written."""
    if not locator:
        return NOTHING
    label, _, rest = locator.partition(" ")
    sign = _SIGNS.get(label)
    return html(f"{sign}\N{NO-BREAK SPACE}{rest}" if sign else locator)


def _letters(index: int) -> str:
    """Return A to Z, then AA and so on."""
    first, last = divmod(index, 26)
    return (_letters(first - 1) if first else "") + ascii_uppercase[last]


def carriers(words: LinkedWords, cite: Iterable[Citation]) -> Markup:
    """Return links to the works that support a statement or its rejection: publisher and day of each."""
    links = []
    for src in dict.fromkeys(item.src for item in cite if item.stance == "supports"):
        work = work_of(words.atlas[src])
        link = words.link(src, words.atlas[work.publisher].label, marked=False)
        links.append(link + (f" ({in_short(work.issued)})" if work.issued else ""))
    return joined(links)


def _interested_parties(atlas: Atlas, entry: Entry) -> dict[str, str]:
    """Return why somebody is no bystander to a page, such as "party to the event", by their id or label."""
    parties = {}
    for fact in entry.facts:
        for citation in fact.statement.cite:
            publisher = work_of(atlas[citation.src]).publisher
            outlet = atlas[publisher].record
            if isinstance(outlet, Outlet) and outlet.is_party:
                parties[publisher] = "party to the conflict"
    if entry.kind.is_event:
        for fact in entry.facts:
            for agent in _actors(entry, fact):
                for key in filter(None, (agent.id, agent.of, agent.label)):
                    parties[key] = "party to the event"
    parties[entry.id] = "the subject of this page"
    return parties


def _actors(entry: Entry, fact: Fact) -> list[Agent]:
    """Return those whom a statement names as doing or suffering something.

    Who only found or said something is none: their properties have no heading on other pages (`inverse`).
    """
    field = entry.shape.fields[fact.field]
    if not field.declared.inverse:
        return []
    values = [getattr(fact.statement, part.name) for part in field.parts]
    return [value for value in values if isinstance(value, Agent)]
