"""What the index is made of: one document for each entry, in the order in which equal hits are shown."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.atlas import Atlas
from generator.model.entry import Entry
from generator.model.shape import leaves
from generator.model.values import Ref, Role
from generator.search import words
from generator.text import folding
from generator.text.edtf import Edtf

MAX_NAMES = 35
"""Names of one entry that the index holds: their number is one digit to the base of 36."""
UNSHOWN = frozenset({"weak-alias", "misspelling"})
"""Uses of a name that is found and never shown."""


@dataclass(frozen=True, slots=True)
class IndexedName:
    """All spellings of an entry that fold alike."""

    tokens: tuple[str, ...]
    spellings: tuple[str, ...]
    """As they are typed, the one to show first."""
    lang: str
    """Of a name in another script; else empty."""
    shown: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A text of an entry and the anchor on its page."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """One entry, as the index sees it."""

    id: str
    kind: int
    """Its place among the kinds."""
    tier: int
    names: tuple[IndexedName, ...]
    line: str
    countries: tuple[str, ...]
    governorates: tuple[str, ...]
    years: tuple[int, int] | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A governorate that entries are filtered by."""

    label: str
    country: str


def documents(atlas: Atlas, *, texts: bool = True) -> list[Document]:
    """Return a document for each entry: what readers come for before places before outlets before works, then by prominence.

    Without `texts` they hold the names alone.
    """
    ordered = sorted(atlas.entries.values(), key=lambda e: (tier_of(e), -_prominence(atlas, e), e.kind.order, e.id))
    order = {kind: index for index, kind in enumerate(atlas.kinds)}
    return [_document(atlas, entry, order[entry.kind], texts=texts) for entry in ordered]


def tier_of(entry: Entry) -> int:
    """Return 0 for what readers come for, 1 for places, 2 for outlets, 3 for works."""
    roles = entry.kind.roles
    if not entry.kind.supports:
        return 0
    return 1 if Role.LOCATION in roles else 3 if Role.WORK in roles else 2


def names_of(entry: Entry) -> tuple[IndexedName, ...]:
    """Return the names of an entry, its label first, spellings that fold alike together."""
    groups: dict[tuple[str, ...], list[tuple[str, str, bool]]] = {}
    translated = getattr(entry.record, "title_tr", None)
    held = [(entry.label, "", True), *([(translated, "", True)] if translated else [])]
    held += [(n.text, n.lang or "", n.use not in UNSHOWN) for n in entry.record.names]
    for text, lang, shown in held:
        if tokens := folding.tokens(text):
            groups.setdefault(tokens, []).append((text, lang, shown))
    return tuple(_name(tokens, found) for tokens, found in list(groups.items())[:MAX_NAMES])


def areas(atlas: Atlas) -> dict[str, Area]:
    """Return the governorates of the store, by id."""
    return {
        entry.id: Area(entry.label, getattr(entry.record, "country"))
        for entry in atlas.entries.values()
        if _is_governorate(entry)
    }


def _name(tokens: tuple[str, ...], found: list[tuple[str, str, bool]]) -> IndexedName:
    spellings = dict.fromkeys(" ".join(text.split()) for text, _, shown in sorted(found, key=lambda f: not f[2]))
    lang = next((lang for text, lang, _ in found if lang and not text.isascii() and "Latn" not in lang), "")
    return IndexedName(
        tokens, tuple(spellings), "" if "".join(tokens).isascii() else lang, any(shown for _, _, shown in found)
    )


def _document(atlas: Atlas, entry: Entry, kind: int, *, texts: bool) -> Document:
    places = [atlas[id] for id in _place_ids(atlas, entry)]
    governorates = {p.id if _is_governorate(p) else getattr(p.record, "governorate") for p in places} - {None}
    return Document(
        entry.id,
        kind,
        tier_of(entry),
        names_of(entry),
        words.line(atlas, entry) if texts else "",
        tuple(sorted({getattr(p.record, "country") for p in places})),
        tuple(sorted(governorates)),
        _years(entry),
        tuple(Piece(anchor, text) for anchor, text in words.pieces(atlas, entry)) if texts else (),
    )


def _prominence(atlas: Atlas, entry: Entry) -> int:
    """Return how often others refer to an entry, so coarsely that an edit seldom moves anything."""
    others = {m.entry_id for m in atlas.mentions.get(entry.id, ())} | {u.entry_id for u in atlas.uses.get(entry.id, ())}
    return len(others).bit_length()


def _place_ids(atlas: Atlas, entry: Entry) -> Iterator[str]:
    """Yield the places that an entry is, or is said to be, in; superseded statements aside."""
    if Role.LOCATION in entry.kind.roles:
        yield entry.id
        return
    for fact in entry.facts_of(entry.kind.place) if entry.kind.place else ():
        record = entry.shape.fields[fact.field].record
        if fact.statement.rank == "deprecated" or record is None:
            continue
        for leaf in leaves(fact.statement, record):
            ref = leaf.field.marker(Ref)
            if ref is not None and ref.role is Role.LOCATION and len(leaf.path) == 1:
                yield leaf.value


def _is_governorate(entry: Entry) -> bool:
    return Role.LOCATION in entry.kind.roles and getattr(entry.record, "type") == "governorate"


def _years(entry: Entry) -> tuple[int, int] | None:
    """Return the first and last year of the dates that an entry is sorted by."""
    if not entry.kind.date:
        return None
    held = [getattr(entry.record, entry.kind.date)]
    if facts := entry.facts_of(entry.kind.date):
        held = [getattr(f.statement, "value") for f in facts if f.statement.rank != "deprecated"]
    dates = [date for date in held if isinstance(date, Edtf)]
    first = [int(d.earliest[:4]) for d in dates if not d.earliest.startswith("0001")]
    last = [int(d.latest[:4]) for d in dates if not d.latest.startswith("9999")]
    years = [*first, *last]
    return (min(years), max(years)) if years else None
