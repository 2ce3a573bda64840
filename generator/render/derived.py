"""What other entries say of an entry: derived sections and mentions."""

from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter

from markupsafe import Markup

from generator.links.origins import origins_of
from generator.model.atlas import Atlas, Mention
from generator.model.entry import Entry, Fact
from generator.model.kind import Kind, Property
from generator.model.shape import FieldShape
from generator.render.values import LINK, NOTHING, Words, address, capitalised, html, joined, label_of
from generator.render.wording import capitalise_html, stance_style, statement_words
from generator.text.edtf import Edtf
from generator.text.edtf_words import in_short

MAX_ROWS = 6
"""Rows of a table that stand open; the others are folded, unless there is but one."""

_PROSE_WORDS = {"summary": "the summary", "body": "the text"}
_SPEECH = ("by", "disputed")


@dataclass(frozen=True, slots=True)
class DerivedLine:
    """One statement of another entry that points here."""

    address: str
    words: Markup
    """What it says beside naming this entry."""
    stance: str
    stance_words: str
    speaker: Markup
    origins: int
    deprecated: bool


@dataclass(frozen=True, slots=True)
class DerivedRow:
    """One entry with the statements of one property that point here."""

    date: str
    entry: Markup
    lines: tuple[DerivedLine, ...]


@dataclass(frozen=True, slots=True)
class DerivedSection:
    """All statements of one property of one kind that point here, by entry."""

    key: str
    """Folder and field, as chapters name it."""
    anchor: str
    label: str
    kind: Kind
    dated: bool
    rows: tuple[DerivedRow, ...]

    @property
    def shown(self) -> tuple[DerivedRow, ...]:
        """The rows that stand open."""
        return self.rows if len(self.rows) <= MAX_ROWS + 1 else self.rows[:MAX_ROWS]

    @property
    def folded(self) -> tuple[DerivedRow, ...]:
        """The rows behind them."""
        return self.rows[len(self.shown) :]

    @property
    def folded_words(self) -> str:
        """What the fold holds, with the years from first to last."""
        years = sorted({row.date.rpartition(" ")[2] for row in self.folded if row.date})
        span = f", {years[0]} to {years[-1]}" if len(years) > 1 else f", {years[0]}" if years else ""
        return f"{len(self.folded)} more{span}"


@dataclass(frozen=True, slots=True)
class MentionView:
    """One entry that mentions this one, and in which fields."""

    entry: Markup
    fields: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class MentionGroup:
    """The entries of one kind that mention this one."""

    kind: Kind
    mentions: tuple[MentionView, ...]


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
    return [_section(atlas, entry, words, mentions) for _, mentions in sorted(found.items(), key=itemgetter(0))]


def _section(atlas: Atlas, entry: Entry, words: Words, mentions: list[Mention]) -> DerivedSection:
    kind, declared = atlas[mentions[0].entry_id].kind, _property(atlas, mentions[0])
    assert declared is not None
    by_entry: dict[str, list[Mention]] = {}
    for mention in _dated_first(atlas, mentions):
        by_entry.setdefault(mention.entry_id, []).append(mention)
    rows = tuple(_row(atlas, words, held) for held in by_entry.values())
    field = mentions[0].field
    return DerivedSection(
        key=f"{kind.folder}.{field}",
        anchor=f"{kind.singular.lower()}-{field.replace('_', '-')}",
        label=declared.inverse,
        kind=kind,
        dated=any(row.date for row in rows),
        rows=rows,
    )


def mention_groups(
    atlas: Atlas, entry: Entry, words: Words, without: frozenset[str] = frozenset()
) -> list[MentionGroup]:
    """Return every entry that mentions this one, with the fields in which it does, by kind and name.

    `without` stand elsewhere on its page.
    """
    fields: dict[str, dict[str, Markup]] = {}
    for mention in atlas.mentions.get(entry.id, ()):
        if mention.entry_id != entry.id and mention.entry_id not in without:
            other = atlas[mention.entry_id]
            named = fields.setdefault(other.id, {})
            if mention.field not in named:
                named[mention.field] = field_link(other, mention.field, mention.fact)
    by_kind: dict[str, list[str]] = {}
    for id in sorted(fields, key=lambda held: (atlas[held].label.casefold(), held)):
        by_kind.setdefault(atlas[id].kind.folder, []).append(id)
    return [
        MentionGroup(kind, tuple(MentionView(words.link(id), tuple(fields[id].values())) for id in ids))
        for kind in atlas.kinds
        if (ids := by_kind.get(kind.folder))
    ]


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


def _row(atlas: Atlas, words: Words, mentions: list[Mention]) -> DerivedRow:
    other = atlas[mentions[0].entry_id]
    date = date_of(other)
    lines = tuple(_line(atlas, words, mention, dated=date is not None) for mention in mentions)
    return DerivedRow(in_short(date) if date else "", words.link(other.id), lines)


def _line(atlas: Atlas, words: Words, mention: Mention, *, dated: bool) -> DerivedLine:
    other, fact = atlas[mention.entry_id], mention.fact
    assert fact is not None
    said, parts = statement_words(words, other.shape.fields[mention.field], fact.statement, without=mention.part)
    rest = [_beside(name.replace("_", " "), value, named=bool(said)) for name, value in parts]
    when = NOTHING if dated or fact.statement.when is None else html(in_short(fact.statement.when))
    stance = getattr(fact.statement, "stance", "")
    return DerivedLine(
        address=address(other, fact.anchor),
        words=capitalise_html(joined(part for part in (said, *rest, when) if part)),
        stance=stance_style(stance) if stance else "",
        stance_words=capitalised(label_of("stance", stance)) if stance else "",
        speaker=words.speaker(fact.statement),
        origins=len(origins_of(atlas, other, fact)),
        deprecated=fact.statement.rank == "deprecated",
    )


def _beside(name: str, value: Markup, *, named: bool) -> Markup:
    """Return a part that the words leave out: its value, `named` where others stand before it; a yes is its name."""
    if value == "yes":
        return html(name)
    return html(f"{name}: ") + value if named else value


def field_link(entry: Entry, field: str, fact: Fact | None) -> Markup:
    """Return the name of a field as a link to a statement, or to the top of its page."""
    return LINK(address(entry, fact.anchor if fact else ""), html(_field_words(entry.shape.fields[field])))


def _field_words(field: FieldShape) -> str:
    declared = field.marker(Property)
    words = declared.label.lower() if declared else field.name.replace("_", " ")
    return _PROSE_WORDS.get(field.name, words)
