"""One entry as the view that its template lays out."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from generator.links.comparison import disagreements
from generator.links.standing import is_overdue
from generator.links.support import works_of
from generator.model.atlas import Atlas
from generator.model.entry import Entry
from generator.model.kind import Property, Record
from generator.model.shape import shape_of
from generator.model.values import Ref, Role
from generator.render.change_pages import CorrectionRow, entry_corrections
from generator.render.citations import reference
from generator.render.cite_part import CitePart, cite_part
from generator.render.derived import DerivedSection, MentionView, derived_sections, mention_views
from generator.render.facts import FactViews, SectionView
from generator.render.lead import body_markdown, lead_html
from generator.render.neighbourhood import NeighbourhoodView, neighbourhood
from generator.render.place_map import PlaceMap, PlaceMaps
from generator.render.references import OriginView, References
from generator.render.strips import StripView, strip_view
from generator.render.support_view import SupportView, support_view
from generator.render.timeline import Moment, timeline
from generator.render.values import Words, capitalised, country_name, html, label_of, language_name
from generator.text.addresses import written_out
from generator.text.edtf import parse as parse_date
from generator.text.edtf_words import in_short

_COMMON = frozenset(shape_of(Record).fields)
_HIDDEN = _COMMON | {"name", "title"}


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Everything that stands on the page of an entry, in words."""

    entry: Entry
    title: str
    """For the browser; unlike any other page's."""
    heading: str
    description: str
    kind_words: tuple[Markup, ...]
    native_names: tuple[Markup, ...]
    meta: tuple[tuple[str, str | Markup], ...]
    lead: list[Markup]
    body: str
    sections: list[SectionView]
    strip: StripView | None
    """The picture of time, where its kind has one and two matters are dated."""
    box: list[SectionView]
    gaps: tuple[str, ...]
    unknown: tuple[str, ...]
    """Labels of properties that readers expect and nothing is recorded of."""
    names: tuple[tuple[Markup, str, str], ...]
    fields: tuple[tuple[str, Markup], ...]
    """Plain fields: label and value."""
    different_from: tuple[Markup, ...]
    derived: list[DerivedSection]
    support: SupportView | None
    moments: list[Moment]
    neighbourhood: NeighbourhoodView | None
    origins: list[OriginView]
    source_count: int
    origin_count: int
    mentions: list[MentionView]
    identifiers: tuple[tuple[str, str, str], ...]
    corrections: list[CorrectionRow]
    place_map: PlaceMap | None
    cite: CitePart

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
        parts += [("facts", "Facts")] if self.fields else []
        parts += [("text", "Text")] if self.body else []
        parts += [("ties", "Ties at a glance")] if self.neighbourhood else []
        parts += [(self.strip.anchor, self.strip.title)] if self.strip else []
        parts += [(s.anchor, s.label) for s in self.own_sections]
        parts += [("other-facts", "Other facts")] if self.other_sections else []
        parts += [("map", "On the map")] if self.place_map else []
        parts += [(s.anchor, s.label) for s in self.derived]
        parts += [("statements", "What rests on it")] if self.support else []
        optional = {
            "names": ("Names", self.names),
            "different-from": ("Not to be confused with", self.different_from),
            "timeline": ("Timeline", self.moments),
            "references": ("References", self.origins),
            "mentioned-by": ("Mentioned by", self.mentions),
            "identifiers": ("Elsewhere", self.identifiers),
            "corrections": ("Corrections", self.corrections),
        }
        parts += [(anchor, words) for anchor, (words, held) in optional.items() if held]
        return [*parts, ("cite", self.cite.heading)]

    @property
    def own_sections(self) -> list[SectionView]:
        """The sections that need a table of their own."""
        return [s for s in self.sections if len(s.facts) > 1 or s.differs]

    @property
    def other_sections(self) -> list[SectionView]:
        """The sections of a single, uncontested statement."""
        return [s for s in self.sections if not (len(s.facts) > 1 or s.differs)]


def entry_page(
    atlas: Atlas, entry: Entry, title: str, opening: str, maps: PlaceMaps, site: str, today: date | None = None
) -> EntryPage:
    """Return the view of one entry; `opening` is that of its summary, empty where it has none."""
    words = Words(atlas)
    references = References(atlas, words)
    lead = lead_html(atlas, entry, words, references)
    body = body_markdown(atlas, entry, references)
    views = FactViews(atlas, entry, words, references, disagreements(atlas, entry))
    sections = views.sections()
    derived = derived_sections(atlas, entry, words)
    support = support_view(atlas, entry, words)
    own_works = frozenset(works_of(atlas, entry.id)) if support is not None else frozenset()
    boxed = {field.name for field, declared in entry.properties() if declared.box}
    return EntryPage(
        entry=entry,
        title=title,
        heading=entry.label,
        description=opening or _plain_description(atlas, entry, title, words),
        kind_words=_kind_words(entry, words),
        native_names=_native_names(entry),
        meta=_meta(entry, references, sections, support, derived, today),
        lead=lead,
        body=body,
        sections=sections,
        strip=strip_view(atlas, entry, sections, derived, references.newest, words),
        box=[s for s in sections if s.name in boxed],
        gaps=entry.record.gaps,
        unknown=_unknown(entry),
        names=_names(entry),
        fields=plain_fields(entry, words),
        different_from=tuple(words.link(id) for id in entry.record.different_from),
        derived=derived,
        support=support,
        moments=timeline(atlas, entry, sections, words),
        neighbourhood=neighbourhood(atlas, entry, words),
        origins=references.groups(),
        source_count=references.count,
        origin_count=references.origin_count,
        mentions=mention_views(atlas, entry, words, own_works),
        identifiers=_identifiers(entry),
        corrections=entry_corrections(entry, words),
        place_map=maps.of(entry, (fact for section in sections for fact in section.facts)),
        cite=cite_part(atlas, entry, sections, site, cites_works=references.count > 0),
    )


def plain_fields(entry: Entry, words: Words) -> tuple[tuple[str, Markup], ...]:
    """Return the fields of an entry that are neither statements nor common to all kinds, with their labels."""
    rows = []
    for field in entry.shape.fields.values():
        held: Any = getattr(entry.record, field.name)
        if field.name in _HIDDEN or field.marker(Property) is not None or held in (None, (), False):
            continue
        label = capitalised(field.name.replace("_", " "))
        if field.name == "coordinates":
            rows.append(
                (
                    label,
                    html(
                        f"{abs(held[0])}° {'N' if held[0] >= 0 else 'S'}, {abs(held[1])}° {'E' if held[1] >= 0 else 'W'}"
                    ),
                )
            )
        elif field.name in ("url", "archive_url"):
            rows.append(
                (
                    label.replace("Url", "Address").replace("url", "address"),
                    Markup('<a href="{}" rel="noopener">{}</a>').format(written_out(held), html(held)),
                )
            )
        elif field.record is not None and hasattr(held[0] if field.many else held, "full"):
            rows.append((label, Markup(", ").join(html(person.full) for person in held)))
        else:
            rows.append((label, words.value(field, held)))
    return tuple(rows)


def _kind_words(entry: Entry, words: Words) -> tuple[Markup, ...]:
    """Return what stands beside the kind above the lead: class, place, date."""
    found = []
    for name in dict.fromkeys((entry.kind.classifier, entry.kind.place, entry.kind.date)):
        field = entry.shape.fields.get(name)
        if field is None or not getattr(entry.record, name):
            continue
        if field.marker(Property) is None:
            value = words.value(field, getattr(entry.record, name))
        else:
            standing = [f for f in entry.facts_of(name) if f.statement.rank != "deprecated"] or list(
                entry.facts_of(name)
            )
            standing.sort(key=lambda f: f.statement.rank != "preferred")
            assert field.record is not None
            part = field.record.parts[0]
            target = part.marker(Ref)
            is_place = target is not None and target.role is Role.LOCATION
            shown = dict.fromkeys(
                words.place_path(held) if is_place and len(standing) == 1 else words.value(part, held)
                for held in (getattr(f.statement, part.name) for f in standing[: 3 if is_place else 1])
            )
            value = Markup(", ").join(shown)
        found.append(Markup(capitalised(str(value))))
    return tuple(found)


def _native_names(entry: Entry) -> tuple[Markup, ...]:
    return tuple(
        Markup('<bdi lang="{}" dir="rtl">{}</bdi>').format(n.lang, html(n.text))
        for n in entry.record.names
        if n.lang in ("ar", "fa", "ckb") and n.use not in ("misspelling", "weak-alias")
    )[:2]


def _names(entry: Entry) -> tuple[tuple[Markup, str, str], ...]:
    rows = []
    for name in entry.record.names:
        rtl = name.lang in ("ar", "fa", "ckb", "ur", "he")
        text = (
            Markup('<bdi lang="{}" dir="rtl">{}</bdi>').format(name.lang, html(name.text)) if rtl else html(name.text)
        )
        use = label_of("name-use", name.use) if name.use else "another spelling"
        note = f"{use}; {name.note}" if name.note else use
        rows.append((text, language_name(name.lang) if name.lang else "Latin letters", note))
    return tuple(rows)


def _meta(
    entry: Entry,
    references: References,
    sections: list[SectionView],
    support: SupportView | None,
    derived: list[DerivedSection],
    today: date | None,
) -> tuple[tuple[str, str | Markup], ...]:
    if entry.kind.supports:
        rows: list[tuple[str, str | Markup]] = []
        if support is not None:
            rows += [("Works", f"{len(support.works):,}")] if support.works else []
            rows += [("Statements that rest on it", f"{support.statements:,}")]
            rows += [("On it alone", f"{len(support.falling):,}")]
        return tuple(rows + [(section.label, str(len(section.rows))) for section in derived])
    matters = sum(section.differs for section in sections)
    sources = f"{references.count}, from {references.origin_count} origin{'' if references.origin_count == 1 else 's'}"
    day = entry.record.reviewed
    reviewed = html(in_short(parse_date(day)) if day else "never")
    if day and today is not None and is_overdue(day, today):
        reviewed += Markup(' <span class="ea-overdue">review overdue</span>')
    differ = "no matter" if not matters else f"{matters} matter{'' if matters == 1 else 's'}"
    newest = in_short(references.newest) if references.newest else "no date"
    return (("Sources", sources), ("Accounts differ on", differ), ("Information to", newest), ("Reviewed", reviewed))


def _unknown(entry: Entry) -> tuple[str, ...]:
    return tuple(
        declared.label
        for field, declared in entry.properties()
        if declared.expected and not getattr(entry.record, field.name)
    )


def _plain_description(atlas: Atlas, entry: Entry, title: str, words: Words) -> str:
    """Return a description of an entry without a summary, from its plain fields."""
    if hasattr(entry.record, "issued"):
        named = f"{title}: " if title != entry.label else ""
        return f"{named}{reference(atlas, entry, None).striptags()} Every statement of the atlas that rests on it."
    kind = str(_kind_words(entry, words)[0].striptags()) if _kind_words(entry, words) else entry.kind.singular
    country = getattr(entry.record, "country", None)
    where = f" ({country_name(country)})" if country else ""
    return f"{entry.label}{where}: {kind.lower()}, and what the atlas records there or cites of it. Entry {entry.id}."


_ELSEWHERE = {
    "wikidata": ("Wikidata", "https://www.wikidata.org/wiki/{}"),
    "geonames": ("GeoNames", "https://www.geonames.org/{}"),
    "opensanctions": ("OpenSanctions", "https://www.opensanctions.org/entities/{}/"),
}


def _identifiers(entry: Entry) -> tuple[tuple[str, str, str], ...]:
    held = entry.record.identifiers
    if held is None:
        return ()
    rows = []
    for name in shape_of(type(held)).fields:
        value = getattr(held, name)
        if value:
            label, pattern = _ELSEWHERE.get(name, (name.replace("_", " ").upper(), ""))
            rows.append((label, value, written_out(pattern.format(value)) if pattern else ""))
    return tuple(rows)
