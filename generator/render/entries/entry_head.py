"""The head of an entry's page: its kind, class and place, what decides trust, what is not known."""

from datetime import date

from markupsafe import Markup

from generator.links.standing import is_overdue
from generator.model.atlas import Atlas
from generator.model.entry import Entry, Fact
from generator.model.kind import Property
from generator.model.values import Ref, Role
from generator.render.citations import reference
from generator.render.derived import DerivedSection
from generator.render.entries.support_view import SupportView
from generator.render.facts import SectionView
from generator.render.references import References
from generator.render.values import Words, capitalised, country_name, html, joined, plain_of
from generator.text.edtf import parse as parse_date
from generator.text.edtf_words import in_short

MAX_SHOWN = 3
"""Places, or rival values, that the head names."""


def kind_words(entry: Entry, words: Words) -> tuple[Markup, ...]:
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
                for held in (getattr(f.statement, part.name) for f in _shown(entry, standing, words, is_place))
            )
            value = joined(shown)
        found.append(Markup(capitalised(str(value))))
    return tuple(found)


def _shown(entry: Entry, standing: list[Fact], words: Words, is_place: bool) -> list[Fact]:
    """Return the statements that the head names: the first, with it those that say otherwise where none is preferred."""
    if is_place:
        return standing[:MAX_SHOWN]
    rivals = [fact for fact in standing if words.standing(entry, fact) == "Stands beside"]
    return (rivals if standing[0] in rivals else standing[:1])[:MAX_SHOWN]


def meta(
    entry: Entry,
    references: References,
    sections: list[SectionView],
    support: SupportView | None,
    derived: list[DerivedSection],
    today: date | None,
) -> tuple[tuple[str, str | Markup], ...]:
    """Return what decides trust before the first sentence: sources and origins, what differs, how new, when reviewed."""
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


def unknown(entry: Entry) -> tuple[str, ...]:
    """Return the labels of properties that readers expect and nothing is recorded of."""
    return tuple(
        declared.label
        for field, declared in entry.properties()
        if declared.expected and not getattr(entry.record, field.name)
    )


def plain_description(atlas: Atlas, entry: Entry, title: str, words: Words) -> str:
    """Return a description of an entry without a summary, from its plain fields."""
    if hasattr(entry.record, "issued"):
        named = f"{title}: " if title != entry.label else ""
        return f"{named}{plain_of(reference(atlas, entry, None))} Every statement of the atlas that rests on it."
    said = kind_words(entry, words)
    kind = plain_of(said[0]) if said else entry.kind.singular
    country = getattr(entry.record, "country", None)
    where = f" ({country_name(country)})" if country else ""
    return f"{entry.label}{where}: {kind.lower()}, and what the atlas records there or cites of it. Entry {entry.id}."
