"""Everything that stands on the page of an entry, as its template asks for it."""

from collections.abc import Sequence
from datetime import date

from generator.export.identity import external_ids
from generator.facts.comparison import disagreements
from generator.facts.support import works_of
from generator.model.atlas import Atlas, Entry
from generator.render.backlinks import BacklinkSection, backlink_sections, mentions_by_kind
from generator.render.corrections import corrections_table
from generator.render.entries.chain import chain_views, silent_chains
from generator.render.entries.chapters import Figure, chapters
from generator.render.entries.cite_part import cite_part
from generator.render.entries.dependents import dependents
from generator.render.entries.entry_head import kind_words, meta, plain_description
from generator.render.entries.entry_prose import body_markdown, lead_html
from generator.render.entries.interested_parties import interested_parties
from generator.render.entries.linked_data import linked_data
from generator.render.entries.names_table import NamesView
from generator.render.entries.neighbourhood import neighbourhood
from generator.render.entries.plain_fields import plain_fields
from generator.render.entries.strips import strip_view
from generator.render.entries.timeline import Timeline
from generator.render.entries.toll import toll_rows
from generator.render.linked_words import LinkedWords
from generator.render.place_map import PlaceMaps
from generator.render.property_sections import property_sections
from generator.render.references import References


class EntryPage:
    """The page of one entry."""

    def __init__(
        self,
        atlas: Atlas,
        entry: Entry,
        title: str,
        opening: str,
        maps: PlaceMaps,
        site: str,
        today: date | None = None,
    ) -> None:
        """Take the title for the browser, unlike any other page's, and the opening of the summary, empty without one."""
        words = LinkedWords(atlas)
        references = References(words, interested_parties(atlas, entry))
        record = entry.record
        self.entry = entry
        self.title = title
        self.heading = entry.label
        self.description = opening or plain_description(entry, title, words)
        self.kind_words = kind_words(entry, words)
        # What cites comes in the order of the page: it numbers the references.
        self.lead = lead_html(entry, words, references)
        self.body = body_markdown(atlas, entry, references)
        self.sections = property_sections(entry, words, references, disagreements(atlas, entry))
        self.names = NamesView(entry, references)
        self.references = references
        self.origins = list(references.groups())
        self.differing = [section for section in self.sections if section.differs]
        boxed = {field.name for field, declared in entry.properties() if declared.box}
        self.box = [section for section in self.sections if section.name in boxed]
        self.gaps = record.gaps
        self.unknown = [d.label for field, d in entry.properties() if d.expected and not entry.facts_of(field.name)]
        """Labels of properties that readers expect and nothing is recorded of."""
        self.fields = plain_fields(entry, words)
        self.different_from = [words.link(id) for id in record.different_from]
        backlinks = backlink_sections(entry, words)
        self.counts = _counts(backlinks)
        self.dependents = dependents(entry, words)
        self.scripts = ("tables",) if self.dependents and self.dependents.has_tables else ()
        """The scripts that this page needs beside those of every page."""
        self.meta = meta(entry, references, len(self.differing), self.dependents, backlinks, today)
        self.strip = strip_view(entry, self.sections, backlinks, references.newest, words)
        self.neighbourhood = neighbourhood(entry, words)
        self.place_map = maps.of(entry, (view for section in self.sections for view in section.facts))
        pictures = {
            "over-time": (self.strip, Figure(entry.kind.strip, "parts/strip.md.j2")),
            "ties": (self.neighbourhood, Figure("Ties at a glance", "parts/neighbourhood.md.j2")),
            "map": (self.place_map, Figure("On the map", "parts/place_map.md.j2")),
        }
        figures = {anchor: figure for anchor, (picture, figure) in pictures.items() if picture}
        self.figures = figures | silent_chains(entry)
        """By the anchor of the chapter or section above whose tables they stand."""
        self.chains = chain_views(entry, self.sections)
        self.tolls = toll_rows(entry, self.sections, words)
        self.chapters = chapters(entry.kind, self.sections, backlinks, self.figures)
        self.timeline = Timeline(entry, self.sections, words, references.newest)
        own_works = frozenset(works_of(atlas, entry.id)) if self.dependents else frozenset()
        self.mentions = list(mentions_by_kind(entry, words, own_works))
        self.identifiers = list(external_ids(entry))
        self.corrections = corrections_table(((entry, item) for item in record.corrections), words, named=False)
        self.cite = cite_part(atlas, entry, self.sections, site, cites_works=references.count > 0)
        self.linked_data = linked_data(atlas, entry, title, self.sections, site)

    @property
    def contents(self) -> list[tuple[str, str]]:
        """Anchor and words of each part of the page, in order, for readers without a column of contents."""
        chapters = [(chapter.anchor, chapter.label, True) for chapter in self.chapters]
        parts = [
            ("gaps", "What is not known", self.gaps or self.unknown),
            ("facts", "Facts", self.fields or self.box),
            ("text", "Background", self.body),
            *chapters,
            ("statements", "What rests on it", self.dependents),
            ("names", "Names", self.names.count),
            ("different-from", "Not to be confused with", self.different_from),
            ("timeline", "Timeline", self.timeline.moments),
            ("references", "References", self.origins),
            ("mentioned-by", "Mentioned by", self.mentions),
            ("identifiers", "Elsewhere", self.identifiers),
            ("corrections", "Corrections", self.corrections),
            ("cite", self.cite.heading, True),
        ]
        return [(anchor, words) for anchor, words, content in parts if content]


def _counts(backlinks: Sequence[BacklinkSection]) -> list[tuple[str, str, int]]:
    """Return how many entries of each kind point here, with where the first of their tables stands."""
    anchors: dict[str, str] = {}
    ids: dict[str, set[str]] = {}
    for section in backlinks:
        anchors.setdefault(section.kind.plural, section.anchor)
        ids.setdefault(section.kind.plural, set()).update(section.entries)
    return [(plural, anchor, len(ids[plural])) for plural, anchor in anchors.items()]
