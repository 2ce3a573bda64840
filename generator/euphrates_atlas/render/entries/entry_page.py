"""The contents of the page of an entry, for its template; `site/parts.py` makes the pages with `EntryPages`."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from euphrates_atlas.batched import grouped
from euphrates_atlas.export.citation_formats import ENTRY_DATA, WORK_FORMATS, entry_citation
from euphrates_atlas.export.csl import entry_item
from euphrates_atlas.export.identity import external_ids, feed_path
from euphrates_atlas.export.jsonld import page_data
from euphrates_atlas.facts.entry_dates import is_overdue
from euphrates_atlas.facts.rivals import contested
from euphrates_atlas.facts.speakers import named_speakers
from euphrates_atlas.facts.support import works_of
from euphrates_atlas.model.atlas import Atlas, Entry, Fact
from euphrates_atlas.model.kind import Kind
from euphrates_atlas.model.value_types import Role
from euphrates_atlas.render.backlinks import (
    backlink_sections,
    mentions_by_kind,
    present_heads,
)
from euphrates_atlas.render.claim_chain import chains_of
from euphrates_atlas.render.corrections import corrected
from euphrates_atlas.render.entries.chapters import Figure, chapters, silences
from euphrates_atlas.render.entries.entry_words import (
    NamesView,
    in_area,
    kind_words,
    opening,
    plain_description,
    plain_fields,
    prose_html,
)
from euphrates_atlas.render.entries.place_map import place_map
from euphrates_atlas.render.entries.timeline import strip_view, timeline
from euphrates_atlas.render.entries.works import Dependents, Works, works_folder
from euphrates_atlas.render.environment import filled
from euphrates_atlas.render.linked_words import LinkedWords
from euphrates_atlas.render.markup import plain_of
from euphrates_atlas.render.paging import ListPart
from euphrates_atlas.render.property_sections import PropertySection
from euphrates_atlas.render.references import References, forms_of

TextPages = Iterator[tuple[str, str]]
"""Paths and texts."""
LongList = tuple[ListPart[Any], str, Markup]
"""A page of a list that is too long for the page of its entry, with the title of the list and its content."""


class EntryPage:
    """The page of one entry."""

    def __init__(self, pages: "EntryPages", entry: Entry) -> None:
        """Take the pages of the atlas, which know what depends on all entries."""
        atlas = pages.atlas
        reviewed = entry.record.reviewed
        words = pages.words
        references = References(words, entry)
        self.entry = entry
        self.title = pages.titles[entry.id]
        self.description = pages.openings[entry.id] or plain_description(entry, words)
        self.kind_words = kind_words(entry, words)
        # What cites comes in the order of the page: it numbers the references.
        self.lead = prose_html(references, "summary", "top", "the summary")
        self.body = prose_html(references, "body", "text", "the text")
        self.sections = [
            PropertySection(field, declared, references)
            for field, declared in entry.shape.properties
            if entry.facts_of(field.name)
        ]
        self.chains = chains_of(atlas, self.sections)
        self.names = NamesView(references)
        self.references = references
        self.is_long = bool(references.own_page)
        self.origins = list(references.groups())
        self.box = _box(entry.kind, self.sections)
        self.fields = list(plain_fields(entry, words))
        self.backlinks = backlink_sections(entry, words)
        matters = {own for one in self.backlinks for own in one.matters}
        self.differing_elsewhere = len(matters)
        """On how much accounts differ in the statements of other entries that stand on the page."""
        self.in_area = list(in_area(atlas, entry))
        """Of an area, what lies in it and in its places: links to the indexes that list that, each with its number."""
        self.heads = present_heads(entry, words)
        # An outlet that supports other entries is there for no more than to bring out works.
        is_publisher = entry.kind.supports and Role.OUTLET in entry.kind.roles
        self.dependents = Dependents(entry, words) if is_publisher else None
        self.works = Works(entry, words) if is_publisher else None
        """Of a publisher: those that it brought out."""
        self.newest = references.newest(self.heads.values())
        self.is_overdue = bool(
            reviewed and pages.today and is_overdue(reviewed, pages.today)
        )
        figures = self._figures(words)
        self.chapters = chapters(entry.kind, self.sections, self.backlinks, figures)
        self.timeline = timeline(entry, self.sections, words)
        own_works = works_of(atlas, entry.id) if is_publisher else ()
        in_words = pages.in_words.get(entry.id, ())
        self.mentions = list(mentions_by_kind(entry, words, own_works, in_words))
        self.spokespeople = pages.spokespeople[entry.id]
        """How many speakers without an entry speak for it."""
        self.identifiers = list(external_ids(entry))
        self.corrections = corrected([entry], words, named=False)
        self.citation = entry_citation(entry)
        self.citation_forms = (
            [] if entry.kind.supports else forms_of(entry_item(entry), WORK_FORMATS)
        )
        """Label and text of each style and format in which an entry that readers come for is cited."""
        self.data = f"{entry.id}{ENTRY_DATA}"
        """The address of the file of the entry as data."""
        self.feed = "" if entry.kind.supports else f"../{feed_path(entry.kind)}"
        self.linked_data = _linked_data(atlas, entry, self.title, self.sections)

    def further(self) -> Iterator[LongList]:
        """Yield the pages of its long lists, each with its title and content."""
        tables = [section.table for section in self.backlinks]
        tables += [table for _, table in self.mentions]
        tables.append(self.timeline)
        if self.dependents:
            tables.append(self.dependents.falling)
        for long in tables:
            for part, table in long.pages():
                yield part, table.caption, table.__html__()
        if self.is_long:
            file = self.references.own_page.removesuffix(".html")
            content = filled("parts/references.md.j2", page=self, origins=self.origins)
            yield ListPart(file, self.origins, "", ()), "References", Markup(content)

    def _figures(self, words: LinkedWords) -> list[Figure]:
        """Return the figures of the page; some have no content."""
        entry = self.entry
        wordings = {}
        for section in self.sections:
            for view in section.facts:
                if view.statement.verbatim:
                    wordings[view.anchor] = (view.statement.verbatim, view.marks)
        strip = strip_view(entry, [*self.sections, *self.backlinks], self.newest, words)
        places = place_map(entry, words, wordings)
        unknown = entry.record.gaps or entry.unknown
        return [
            Figure("text", "Background", "parts/background.md.j2", self.body),
            Figure("gaps", "What is not known", "parts/gaps.md.j2", unknown),
            Figure("over-time", entry.kind.strip, "parts/strip.md.j2", strip),
            Figure("map", "On the map", "parts/place_map.md.j2", places),
            *silences(entry, words),
        ]


def _box(kind: Kind, sections: Sequence[PropertySection]) -> list[PropertySection]:
    """Return the properties of the fact box in the order of the chapters, which is that in which readers ask."""
    asked = [name for chapter in kind.chapters for name in chapter.names.split()]
    shown = [section for section in sections if section.declared.box]
    return sorted(
        shown,
        key=lambda section: (
            asked.index(section.name) if section.name in asked else len(asked)
        ),
    )


def _linked_data(
    atlas: Atlas, entry: Entry, title: str, sections: Sequence[PropertySection]
) -> Markup:
    """Return what search engines read of the page, as JSON-LD on one line: the entry, and the accounts that differ, as claims."""
    differing = contested(atlas, entry)
    claims = []
    for section in sections:
        for view in section.facts:
            if view.fact.id in differing:
                heading = plain_of(view.stance) or section.label
                claims.append((view.fact, f"{heading}: {view.plain}"))
    disagreements = grouped(claims, lambda claim: differing[claim[0].id])
    return Markup(page_data(atlas, entry, title, disagreements.values()))


class EntryPages:
    """The pages of the entries of one atlas."""

    def __init__(self, atlas: Atlas, today: date | None) -> None:
        """Work out what depends on all entries: titles and openings, no two alike."""
        self.atlas = atlas
        self.today = today
        with_pages = [entry for entry in atlas if not entry.kind.row_of]
        self.titles = _titles(with_pages)
        self.openings = {entry.id: opening(atlas, entry.id) for entry in with_pages}
        """The opening of the summary of each entry, empty without one.

        It stands behind the title where several entries have the same.
        """
        shared = Counter(self.openings.values())
        for id, text in self.openings.items():
            if text and shared[text] > 1:
                self.openings[id] = f"{self.titles[id]}: {text}"
        self.words = LinkedWords(atlas)
        self.in_words: dict[str, list[Fact]] = {}
        """By the id of an entry, the statements that name it in words as a speaker."""
        self.spokespeople = Counter[str]()
        """By the id of a body, the number of speakers without an entry who speak for it."""
        for speaker in named_speakers(atlas).values():
            facts = [fact for fact, _ in speaker.said]
            self.in_words.setdefault(speaker.entry, []).extend(facts)
            if not speaker.entry and speaker.body:
                self.spokespeople[speaker.body] += 1

    def head(self, entry: Entry) -> str:
        """Return what stands between the title of an entry and the list of contents: the page on contributing shows it too."""
        page = EntryPage(self, entry)
        parts = ("parts/head.md.j2", "parts/opening.md.j2")
        return "".join(filled(part, page=page) for part in parts)

    def of(self, entry: Entry) -> TextPages:
        """Yield path and text of the page of an entry, of the pages of its long tables, and of one for each of its old ids."""
        if entry.kind.row_of:
            return
        folder = entry.kind.folder
        view = EntryPage(self, entry)
        text = filled(f"{entry.kind.key}.md.j2", "entry.md.j2", page=view)
        yield f"{folder}/{entry.id}.md", text
        yield from self._long_lists(entry, folder, view.further())
        yield from _redirects(entry, folder, self.titles[entry.id])
        yield from self._pages_of_works(entry, view.works)

    def _long_lists(
        self, entry: Entry, folder: str, lists: Iterable[LongList]
    ) -> TextPages:
        """Yield the pages of the long lists of an entry."""
        of = self.titles[entry.id]
        for part, title, content in lists:
            text = filled(
                "long_list.md.j2",
                of=of,
                entry=entry,
                part=part,
                title=title,
                content=content,
            )
            yield f"{folder}/{part.file}.md", text

    def _pages_of_works(self, entry: Entry, works: Works | None) -> TextPages:
        """Yield the pages that list the works of somebody by years, and for one who is no publisher a first page too."""
        folder = works_folder(self.atlas, entry)
        if not folder:
            return
        if works is None:
            works = Works(entry, self.words)
            yield (
                f"{folder}/{entry.id}.md",
                filled("outlet_works.md.j2", works=works, part=None),
            )
            yield from _redirects(entry, folder, f"Works of {self.titles[entry.id]}")
        for part in works.parts:
            yield (
                f"{folder}/{part.file}.md",
                filled("outlet_works.md.j2", works=works, part=part),
            )
        yield from self._long_lists(entry, folder, works.further())


def _redirects(entry: Entry, folder: str, title: str) -> TextPages:
    for old in entry.record.redirects:
        yield (
            f"{folder}/{old}.md",
            filled("redirect.md.j2", entry=entry, title=title, old=old),
        )


def _titles(entries: Sequence[Entry]) -> dict[str, str]:
    """Return a browser title for each entry, no two alike: the label, with kind or id where several share it."""
    titles = {entry.id: entry.label for entry in entries}
    for same in grouped(entries, lambda entry: entry.label.casefold()).values():
        if len(same) > 1:
            of_kind = Counter(entry.kind.key for entry in same)
            for entry in same:
                is_only = of_kind[entry.kind.key] == 1
                told_by = entry.kind.key if is_only else entry.id
                titles[entry.id] = f"{entry.label} ({told_by})"
    return titles
