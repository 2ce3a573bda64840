"""One entry as the view that its template lays out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from generator.export.elsewhere import elsewhere
from generator.links.comparison import disagreements
from generator.links.support import works_of
from generator.model.atlas import Atlas
from generator.model.entry import Entry
from generator.model.kind import Kind
from generator.render.corrections import CorrectionRow, entry_corrections
from generator.render.derived import DerivedSection, MentionGroup, derived_sections, mention_groups
from generator.render.entries.chain import ChainView, chain_views, silent_chains
from generator.render.entries.chapters import ChapterView, Figure, chapters
from generator.render.entries.cite_part import CitePart, cite_part
from generator.render.entries.entry_head import kind_words, meta, plain_description, unknown
from generator.render.entries.lead import body_markdown, lead_html
from generator.render.entries.linked_data import linked_data
from generator.render.entries.names_table import NamesView, names_view
from generator.render.entries.neighbourhood import NeighbourhoodView, neighbourhood
from generator.render.entries.parties import parties
from generator.render.entries.plain_fields import plain_fields
from generator.render.entries.strips import StripView, strip_view
from generator.render.entries.support_view import SupportView, support_view
from generator.render.entries.timeline import Timeline, timeline
from generator.render.entries.toll import CountView, toll_rows
from generator.render.facts import FactViews, SectionView
from generator.render.place_map import PlaceMap, PlaceMaps
from generator.render.references import OriginView, References
from generator.render.values import Words


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Everything that stands on the page of an entry, in words."""

    entry: Entry
    title: str
    """For the browser; unlike any other page's."""
    heading: str
    description: str
    kind_words: tuple[Markup, ...]
    meta: tuple[tuple[str, str | Markup], ...]
    lead: list[Markup]
    body: str
    sections: list[SectionView]
    strip: StripView | None
    """The picture of time, where its kind has one and two matters are dated."""
    chains: dict[str, ChainView]
    """What each party says, by property."""
    tolls: dict[str, list[CountView]]
    """The rows of the properties that say whom they count, by property."""
    box: list[SectionView]
    counts: tuple[tuple[str, str, int], ...]
    """Of the fact box: label, anchor and number of entries of a kind that say something of this one."""
    gaps: tuple[str, ...]
    unknown: tuple[str, ...]
    """Labels of properties that readers expect and nothing is recorded of."""
    names: NamesView
    fields: tuple[tuple[str, Markup], ...]
    """Plain fields: label and value."""
    different_from: tuple[Markup, ...]
    chapters: list[ChapterView]
    figures: Mapping[str, Figure]
    """Pictures that stand above the tables, by the anchor of their chapter or section."""
    derived: list[DerivedSection]
    support: SupportView | None
    timeline: Timeline
    neighbourhood: NeighbourhoodView | None
    origins: list[OriginView]
    source_count: int
    origin_count: int
    mentions: list[MentionGroup]
    identifiers: tuple[tuple[str, str, str], ...]
    corrections: list[CorrectionRow]
    place_map: PlaceMap | None
    cite: CitePart
    linked_data: Markup
    """What search engines are told, as the content of a `script` element."""

    @property
    def scripts(self) -> tuple[str, ...]:
        """The scripts that this page needs beside those of every page."""
        return ("tables",) if self.support and self.support.has_content else ()

    @property
    def differing(self) -> list[SectionView]:
        """The sections on which accounts differ."""
        return [section for section in self.sections if section.differs]

    @property
    def contents(self) -> list[tuple[str, str]]:
        """Anchor and words of each part of the page, in order, for readers without a column of contents."""
        parts = [("gaps", "What is not known")] if self.gaps or self.unknown else []
        parts += [("facts", "Facts")] if self.fields or self.box else []
        parts += [("text", "Background")] if self.body else []
        parts += [(chapter.anchor, chapter.label) for chapter in self.chapters]
        parts += [("statements", "What rests on it")] if self.support else []
        optional = {
            "names": ("Names", len(self.names)),
            "different-from": ("Not to be confused with", self.different_from),
            "timeline": ("Timeline", self.timeline.moments),
            "references": ("References", self.origins),
            "mentioned-by": ("Mentioned by", self.mentions),
            "identifiers": ("Elsewhere", self.identifiers),
            "corrections": ("Corrections", self.corrections),
        }
        parts += [(anchor, words) for anchor, (words, held) in optional.items() if held]
        return [*parts, ("cite", self.cite.heading)]


def entry_page(
    atlas: Atlas, entry: Entry, title: str, opening: str, maps: PlaceMaps, site: str, today: date | None = None
) -> EntryPage:
    """Return the view of one entry; `opening` is that of its summary, empty where it has none."""
    words = Words(atlas)
    references = References(atlas, words, parties(atlas, entry))
    lead = lead_html(atlas, entry, words, references)
    body = body_markdown(atlas, entry, references)
    differing = disagreements(atlas, entry)
    sections = FactViews(atlas, entry, words, references, differing).sections()
    names = names_view(entry, references)
    derived = derived_sections(atlas, entry, words)
    support = support_view(atlas, entry, words)
    own_works = frozenset(works_of(atlas, entry.id)) if support is not None else frozenset()
    boxed = {field.name for field, declared in entry.properties() if declared.box}
    place_map = maps.of(entry, (fact for section in sections for fact in section.facts))
    picture = neighbourhood(atlas, entry, words)
    strip = strip_view(atlas, entry, sections, derived, references.newest, words)
    figures = _figures(entry.kind, {"over-time": strip, "ties": picture, "map": place_map}) | silent_chains(entry)
    return EntryPage(
        entry=entry,
        title=title,
        heading=entry.label,
        description=opening or plain_description(atlas, entry, title, words),
        kind_words=kind_words(entry, words),
        meta=meta(entry, references, sections, support, derived, today),
        lead=lead,
        body=body,
        sections=sections,
        strip=strip,
        chains=chain_views(entry, sections),
        tolls=toll_rows(entry, sections, words),
        box=[s for s in sections if s.name in boxed],
        counts=_counts(derived),
        gaps=entry.record.gaps,
        unknown=unknown(entry),
        names=names,
        fields=plain_fields(entry, words),
        different_from=tuple(words.link(id) for id in entry.record.different_from),
        chapters=chapters(entry.kind, sections, derived, figures),
        figures=figures,
        derived=derived,
        support=support,
        timeline=timeline(atlas, entry, sections, words, references.newest),
        neighbourhood=picture,
        origins=references.groups(),
        source_count=references.count,
        origin_count=references.origin_count,
        mentions=mention_groups(atlas, entry, words, own_works),
        identifiers=tuple(elsewhere(entry)),
        corrections=entry_corrections(entry, words),
        place_map=place_map,
        cite=cite_part(atlas, entry, sections, site, cites_works=references.count > 0),
        linked_data=linked_data(atlas, entry, title, differing, sections, site),
    )


def _figures(kind: Kind, drawn: Mapping[str, object]) -> dict[str, Figure]:
    """Return the pictures that there are, by the anchor of the chapter or the section that each stands in."""
    known = {
        "over-time": Figure(kind.strip, "parts/strip.md.j2"),
        "ties": Figure("Ties at a glance", "parts/neighbourhood.md.j2"),
        "map": Figure("On the map", "parts/place_map.md.j2"),
    }
    return {anchor: known[anchor] for anchor, picture in drawn.items() if picture}


def _counts(derived: list[DerivedSection]) -> tuple[tuple[str, str, int], ...]:
    """Return how many entries of each kind point here, with where the first of their tables stands."""
    kinds = list(dict.fromkeys(section.kind.plural for section in derived))
    found = []
    for plural in kinds:
        held = [section for section in derived if section.kind.plural == plural]
        entries = {row.entry for section in held for row in section.rows}
        found.append((plural, held[0].anchor, len(entries)))
    return tuple(found)
