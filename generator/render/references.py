"""The numbered references of one page: marks in the text, and the list grouped by origin."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from string import ascii_uppercase

from markupsafe import Markup

from generator.links.origins import origin_of, own_origin, work
from generator.model.atlas import Atlas
from generator.model.entry import Fact
from generator.model.statement import Agent, Citation
from generator.render.citations import host_of, locator_words, reference
from generator.render.values import LINK_OUT, NOTHING, Snippet, Words, address, html, joined, language_name
from generator.text.addresses import written_out
from generator.text.edtf import Edtf
from generator.text.edtf_words import in_short

MAX_DATES = 3
"""Dates that an origin names; of more it gives the first and the last."""


_MARKS = Snippet('<sup class="ea-c">{}</sup>')
_MARK = Snippet('<a href="#ref-{}" aria-label="{}">&#91;{}{}&#93;</a>')
_WHERE = Snippet("&#160;{}")
_LETTERS = Snippet('<a class="ea-o" href="#origin-{}" aria-label="Origin {}">{}</a>')
_ARCHIVED = Markup("archived copy")
_PARTY = Markup('<span class="ea-tag">party to the event</span>')
_DETAILS = Snippet("{} &#183; cited at {}")
_TIMES = Snippet(" ({} times)")
_BACK = Snippet('<a href="#{}">{}</a>{}')


@dataclass(frozen=True, slots=True)
class CitedAt:
    """One place of the page that cites a source."""

    anchor: str
    words: str
    locator: str | None


@dataclass(slots=True)
class ReferenceView:
    """One source in the list; `carried_by` names who brought it out where it was listed in full under an earlier origin."""

    number: int
    html: Markup
    details: Markup
    carried_by: str


@dataclass(slots=True)
class OriginView:
    """One origin, with the sources that carry what stems from it."""

    letter: str
    anchor: str
    name: Markup
    said: str
    """When it said what the page cites of it."""
    party: str
    """Why it is no bystander, where it is none."""
    references: list[ReferenceView] = field(default_factory=list)


class References:
    """Numbers the sources of one page in the order in which they are first cited."""

    def __init__(self, atlas: Atlas, words: Words, parties: Mapping[str, str] | None = None) -> None:
        """`parties` gives the ids and labels of those who are no bystanders, and in what."""
        self._atlas = atlas
        self._words = words
        self._parties = parties or {}
        self._said: dict[str, set[Edtf]] = {}
        self._numbers: dict[str, int] = {}
        self._places: dict[str, dict[CitedAt, None]] = {}
        self._origins: dict[str, list[str]] = {}
        self._order: dict[str, int] = {}
        """Where each origin stands in the list."""

    @property
    def count(self) -> int:
        """How many sources the page cites so far."""
        return len(self._numbers)

    @property
    def origin_count(self) -> int:
        """From how many origins they come."""
        return len(self._by_origin())

    def marks(
        self, cited: tuple[Citation, ...], by: Agent | None, anchor: str, words: str, said: Edtf | None = None
    ) -> Markup:
        """Return the citation marks of what `by` said when; `anchor` and `words` name the place for the way back."""
        out = []
        for citation in cited:
            origin = origin_of(self._atlas, by, citation)
            if said is not None:
                self._said.setdefault(origin, set()).add(said)
            out.append(self._mark(citation.src, citation.loc, origin, CitedAt(anchor, words, citation.loc)))
        return _MARKS(joined(out, " ")) if out else NOTHING

    def prose_marks(self, items: list[tuple[str, str | None]], anchor: str, words: str) -> Markup:
        """Return the citation marks of a citation in prose, of source ids and locators."""
        out = [self._mark(src, loc, None, CitedAt(anchor, words, loc)) for src, loc in items]
        return _MARKS(joined(out, " "))

    def fact_marks(self, fact: Fact, words: str) -> Markup:
        """Return the citation marks of a statement."""
        statement = fact.statement
        return self.marks(statement.cite, statement.by, fact.anchor, words, statement.said)

    def letters(self, origins: Iterable[str]) -> Markup:
        """Return the letters of origins that statements of the page have, as links to where the list names them."""
        places = sorted(self._place(origin) for origin in sorted(origins))
        return joined(map(_letter_link, places), " ")

    def _place(self, origin: str) -> int:
        """Return where an origin stands in the list; one that comes up for the first time gets the next place."""
        self._carriers(origin)
        return self._order[origin]

    def _carriers(self, origin: str) -> list[str]:
        """Return the sources that carry an origin, to be added to."""
        self._order.setdefault(origin, len(self._order))
        return self._origins.setdefault(origin, [])

    def _mark(self, src: str, locator: str | None, origin: str | None, place: CitedAt) -> Markup:
        number = self._numbers.setdefault(src, len(self._numbers) + 1)
        self._places.setdefault(src, {}).setdefault(place)
        if origin is not None and src not in (carriers := self._carriers(origin)):
            carriers.append(src)
        return _mark(number, locator)

    @property
    def newest(self) -> Edtf | None:
        """The date of the newest source that the page cites."""
        dates = [d for src in self._numbers if (d := getattr(self._atlas[src].record, "issued", None)) is not None]
        return max(dates, key=lambda date: (date.latest, date.sort_key), default=None)

    def groups(self) -> list[OriginView]:
        """Return the list of references, by origin in the order in which they come up on the page."""
        listed: set[str] = set()
        views = []
        for index, (origin, sources) in enumerate(self._by_origin().items()):
            letter = _letters(index)
            view = OriginView(
                letter, f"origin-{letter.lower()}", self._origin_name(origin), self._when(origin), self._party(origin)
            )
            for src in sources:
                view.references.append(self._reference(src, src in listed))
                listed.add(src)
            views.append(view)
        return views

    def _when(self, origin: str) -> str:
        dates = sorted(self._said.get(origin, ()), key=lambda date: date.sort_key)
        words = [in_short(date) for date in dates]
        if len(words) > MAX_DATES:
            return f"{words[0]} to {words[-1]}"
        return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)

    def _party(self, origin: str) -> str:
        label, _, body = origin.partition(" / ")
        return self._parties.get(origin) or self._parties.get(body) or self._parties.get(label) or ""

    def _by_origin(self) -> dict[str, list[str]]:
        """Return the sources of each origin; one that only prose cites stands under its own."""
        found = {origin: list(sources) for origin, sources in self._origins.items()}
        carried = {src for sources in found.values() for src in sources}
        for src in self._numbers:
            if src not in carried:
                found.setdefault(own_origin(self._atlas, src), []).append(src)
        return found

    def _origin_name(self, origin: str) -> Markup:
        if origin in self._atlas.entries:
            return self._words.link(origin, marked=False)
        label, _, body = origin.partition(" / ")
        if body in self._atlas.entries:
            return html(f"{label}, of ") + self._words.link(body, marked=False)
        return html(label if " " in label else label.replace("-", " "))

    def _reference(self, src: str, carried: bool) -> ReferenceView:
        entry = self._atlas[src]
        number = self._numbers[src]
        if carried:
            holder = self._atlas[work(self._atlas, src).publisher].label
            return ReferenceView(number, NOTHING, NOTHING, holder)
        return ReferenceView(number, reference(self._atlas, entry, address(entry)), self._details(src), "")

    def _details(self, src: str) -> Markup:
        found = self._atlas.once(("where a source is found", src), lambda: self._found(src))
        return _DETAILS(found, joined(self._way_back(held) for held in self._back(src)))

    def _found(self, src: str) -> Markup:
        """Return in which language a source is, and where it can be read."""
        record = self._atlas[src].record
        parts = [html(f"In {language_name(getattr(record, 'language'))}")]
        if url := getattr(record, "url", None):
            parts.append(LINK_OUT(written_out(url), html(host_of(url))))
        if archive := getattr(record, "archive_url", None):
            parts.append(LINK_OUT(written_out(archive), _ARCHIVED))
        elif url:
            parts.append(html("archived copy pending"))
        if getattr(record, "party_to_event", False):
            parts.append(_PARTY)
        return joined(parts, " &#183; ")

    def _back(self, src: str) -> list[list[CitedAt]]:
        """Return where a source is cited, by what is said there; each place once, whatever the locator."""
        found: dict[str, dict[str, CitedAt]] = {}
        for place in self._places[src]:
            found.setdefault(place.words, {}).setdefault(place.anchor, place)
        return [list(places.values()) for places in found.values()]

    def _way_back(self, places: list[CitedAt]) -> Markup:
        times = _TIMES(len(places)) if len(places) > 1 else NOTHING
        return _BACK(places[0].anchor, html(places[0].words), times)


@lru_cache(maxsize=1 << 12)
def _mark(number: int, locator: str | None) -> Markup:
    """Return the mark of a source by its number."""
    if not locator:
        return _MARK(number, f"Source {number}", number, "")
    words = locator_words(locator)
    return _MARK(number, html(f"Source {number} {words.unescape()}"), number, _WHERE(words))


@cache
def _letter_link(index: int) -> Markup:
    letters = _letters(index)
    return _LETTERS(letters.lower(), letters, letters)


def _letters(index: int) -> str:
    """Return A to Z, then AA and so on."""
    first, last = divmod(index, 26)
    return (_letters(first - 1) if first else "") + ascii_uppercase[last]
