"""What other entries say of an entry: derived sections and mentions."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from generator.links.origins import origins_of
from generator.model.atlas import Atlas, Mention
from generator.model.entry import Entry, Fact
from generator.model.kind import Property
from generator.render.facts import stance_style, statement_words
from generator.render.values import Words, address, capitalised, html, kind_class, label_of
from generator.text.edtf import Edtf
from generator.text.edtf_words import in_short

_SPEECH = ("by", "disputed")


@dataclass(frozen=True, slots=True)
class DerivedRow:
    """One statement of another entry that points here."""

    date: str
    entry: Markup
    words: Markup
    stance: str
    stance_words: str
    speaker: Markup
    origins: int
    deprecated: bool


@dataclass(frozen=True, slots=True)
class DerivedSection:
    """All statements of one property of one kind that point here."""

    anchor: str
    label: str
    kind: str
    dated: bool
    rows: tuple[DerivedRow, ...]


@dataclass(frozen=True, slots=True)
class MentionView:
    """One entry that mentions this one, and in which fields."""

    entry: Markup
    kind: str
    fields: tuple[Markup, ...]


def date_of(entry: Entry) -> Edtf | None:
    """Return the date by which an entry is sorted: of its preferred statement, else of its first; or a plain field."""
    if not entry.kind.date:
        return None
    facts = [f for f in entry.facts_of(entry.kind.date) if f.statement.rank != "deprecated"]
    best = next((f for f in facts if f.statement.rank == "preferred"), facts[0] if facts else None)
    held = getattr(best.statement, "value") if best else getattr(entry.record, entry.kind.date)
    return held if isinstance(held, Edtf) else None


def derived_sections(atlas: Atlas, entry: Entry, words: Words) -> list[DerivedSection]:
    """Return a section for each property of other entries that is shown on the page of the entry it points at."""
    found: dict[tuple[int, str, str], list[Mention]] = {}
    for mention in atlas.mentions.get(entry.id, ()):
        declared = _property(atlas, mention)
        if declared is not None and declared.inverse and mention.part not in _SPEECH and mention.entry_id != entry.id:
            kind = atlas[mention.entry_id].kind
            found.setdefault((kind.order, kind.singular, mention.field), []).append(mention)
    sections = []
    for (_, kind_name, property_name), mentions in sorted(found.items()):
        declared = _property(atlas, mentions[0])
        assert declared is not None
        rows = tuple(_row(atlas, words, mention, entry) for mention in _dated_first(atlas, mentions))
        sections.append(
            DerivedSection(
                f"{kind_name.lower()}-{property_name.replace('_', '-')}",
                declared.inverse,
                kind_name,
                any(r.date for r in rows),
                rows,
            )
        )
    return sections


def mention_views(atlas: Atlas, entry: Entry, words: Words, without: frozenset[str] = frozenset()) -> list[MentionView]:
    """Return every entry that mentions this one, with the fields in which it does; `without` stand elsewhere on its page."""
    fields: dict[str, dict[str, Markup]] = {}
    for mention in atlas.mentions.get(entry.id, ()):
        if mention.entry_id != entry.id and mention.entry_id not in without:
            other = atlas[mention.entry_id]
            fields.setdefault(other.id, {}).setdefault(mention.field, field_link(other, mention.field, mention.fact))
    return [MentionView(words.link(id), atlas[id].kind.singular, tuple(names.values())) for id, names in fields.items()]


def _property(atlas: Atlas, mention: Mention) -> Property | None:
    field = atlas[mention.entry_id].shape.fields[mention.field]
    declared: Property | None = field.marker(Property)
    return declared


def _dated_first(atlas: Atlas, mentions: list[Mention]) -> Iterator[Mention]:
    """Yield the mentions by date of the entry, newest first, then those without one by name; each statement once."""

    def key(mention: Mention) -> tuple[bool, str, str]:
        date = date_of(atlas[mention.entry_id])
        return (date is None, "" if date is None else _backwards(date.earliest), atlas[mention.entry_id].label)

    seen: set[tuple[str, str]] = set()
    for mention in sorted(mentions, key=key):
        fact = mention.fact
        if fact is not None and (mention.entry_id, fact.id) not in seen:
            seen.add((mention.entry_id, fact.id))
            yield mention


def _backwards(iso: str) -> str:
    return "".join(chr(ord("0") + 9 - int(c)) if c.isdigit() else c for c in iso)


def _row(atlas: Atlas, words: Words, mention: Mention, entry: Entry) -> DerivedRow:
    other, fact = atlas[mention.entry_id], mention.fact
    assert fact is not None
    date = date_of(other) or fact.statement.when
    said, parts = statement_words(words, other.shape.fields[mention.field], fact.statement, without=mention.part)
    rest = [html(f"{label}: ") + value if said else value for label, value in parts]
    stance = getattr(fact.statement, "stance", "")
    return DerivedRow(
        date=in_short(date) if date else "",
        entry=Markup('<a class="{}" href="{}">{}</a>').format(
            kind_class(other), address(other, fact.anchor), html(other.label)
        ),
        words=Markup("; ").join([part for part in (said, *rest) if part]) or html("—"),
        stance=stance_style(stance) if stance else "",
        stance_words=capitalised(label_of("stance", stance)) if stance else "",
        speaker=words.speaker(fact.statement),
        origins=len(origins_of(atlas, other, fact)),
        deprecated=fact.statement.rank == "deprecated",
    )


def field_link(entry: Entry, field: str, fact: Fact | None) -> Markup:
    """Return the name of a field as a link to a statement, or to the top of its page."""
    declared = entry.shape.fields[field].marker(Property)
    label = {"summary": "the summary", "body": "the text"}.get(
        field, declared.label.lower() if declared else field.replace("_", " ")
    )
    return Markup('<a href="{}">{}</a>').format(address(entry, fact.anchor if fact else ""), html(label))
