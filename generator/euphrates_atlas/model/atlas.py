"""The whole store, checked and linked, with its entries and their statements; nothing changes it afterwards."""

import hashlib
import json
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, fields
from functools import cache, wraps
from typing import Any, NamedTuple, TypeVar, cast

from euphrates_atlas.findings import Fault
from euphrates_atlas.model.fields import Property
from euphrates_atlas.model.kind import Kind, Record
from euphrates_atlas.model.shape import FieldShape, RecordShape, shape_of
from euphrates_atlas.model.statement import Dispute, Statement
from euphrates_atlas.model.value_types import Role
from euphrates_atlas.text.edtf import Edtf
from euphrates_atlas.text.nearest import question
from euphrates_atlas.text.prose import Prose
from euphrates_atlas.text.values import value
from euphrates_atlas.text.yaml_tree import NodePath

F = TypeVar("F", bound=Callable[..., Any])
R = TypeVar("R", bound=Record)
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@value
class Fact:
    """A statement with its place: entry, property, position and id."""

    entry_id: str
    field: str
    index: int
    statement: Statement
    id: str
    """Eight hex digits; the anchor on the page and the key in exports."""

    def __hash__(self) -> int:
        """Hash its place alone."""
        return hash((self.entry_id, self.field, self.index))

    @property
    def value(self) -> Any:
        """The value of the statement; None where it has named parts instead."""
        return getattr(self.statement, "value", None)

    @property
    def said(self) -> Any:
        """The statement, for code that names a part: it knows no kind by name, so the part has no type there."""
        return self.statement

    @property
    def path(self) -> NodePath:
        """Where it stands in the entry."""
        return (self.field, self.index)

    @property
    def anchor(self) -> str:
        """Its address on the page."""
        return f"s-{self.id}"

    @property
    def key(self) -> str:
        """Its address in the atlas, and its key in all tables: that of its entry and its own, since ids repeat between entries."""
        return f"{self.entry_id}#{self.anchor}"


@value
class Entry:
    """One entry of the store."""

    id: str
    file: str
    """Path below the repository, with forward slashes."""
    record: Record
    facts: tuple[Fact, ...]

    def __hash__(self) -> int:
        """Hash the id alone: to hash all that an entry says takes long."""
        return hash(self.id)

    @property
    def kind(self) -> Kind:
        """The declaration of its kind."""
        return self.record.kind

    @property
    def shape(self) -> RecordShape:
        """The shape of its record."""
        return shape_of(type(self.record))

    @property
    def label(self) -> str:
        """Its name, or the title of a work."""
        return str(getattr(self.record, self.kind.label_field))

    @property
    def by_name(self) -> tuple[str, str]:
        """Its place in a list by name."""
        return self.label.casefold(), self.id

    @property
    def own_names(self) -> list[str]:
        """Its label and the other names by which it is known, none that several share."""
        names = [self.label]
        names += [
            name.text
            for name in self.record.names
            if not name.is_search_only and not name.shared
        ]
        return names

    @property
    def page(self) -> str:
        """The path on the site of its page, or of the page on which it is a row."""
        if self.kind.row_of:
            return f"{self.kind.row_folder}/{getattr(self.record, self.kind.row_of)}.html"
        return f"{self.kind.folder}/{self.id}.html"

    @property
    def address(self) -> str:
        """Where readers find it: its page, with the anchor of its row where it is one."""
        return f"{self.page}#{self.id}" if self.kind.row_of else self.page

    @property
    def statement_ids(self) -> set[str]:
        """The ids of its statements, and those that they had before a correction."""
        ids = set()
        for fact in self.facts:
            ids |= {fact.id, *fact.statement.was}
        return ids

    def facts_of(self, field: str) -> tuple[Fact, ...]:
        """Return the statements of one property, in file order; none for an empty name.

        Raises `LookupError` for a field that no kind has.
        """
        found = tuple([fact for fact in self.facts if fact.field == field])
        # With a statement there is such a field: most calls need not look.
        if field and not found:
            _refuse_unknown(field, self.shape.fields)
        return found

    def standing_facts(self, field: str) -> list[Fact]:
        """Return the statements of a property that are not superseded, in file order."""
        return [fact for fact in self.facts_of(field) if fact.statement.is_current]

    def current_facts(self, field: str) -> list[Fact]:
        """Return the statements of a property that are not superseded, the preferred first, then in file order."""
        standing = self.standing_facts(field)
        return sorted(standing, key=lambda fact: not fact.statement.is_preferred)

    def expects(self, declared: Property) -> bool:
        """Tell whether readers look for a property here."""
        return declared.expected and self.suits(declared)

    @property
    def unknown(self) -> list[str]:
        """Labels of the properties that readers look for here and of which the entry has no statement."""
        return [
            declared.label
            for field, declared in self.shape.properties
            if self.expects(declared) and not self.facts_of(field.name)
        ]

    def suits(self, declared: Property) -> bool:
        """Tell whether an entry of its type can have a property: not where all statements of its type are among `unless`."""
        if not declared.unless:
            return True
        types = {fact.value for fact in self.current_facts("type")}
        return not types or not types.issubset(declared.unless)


EntryFault = tuple[Entry, Fault]


class Reference(NamedTuple):
    """One place where an entry names another by its id; a store has so many that a dataclass takes too long to make."""

    entry_id: str
    """Who refers."""
    path: NodePath
    target: str
    """Who is named."""
    role: Role
    """What the entry there has to be."""
    fact: Fact | None
    """The statement that it belongs to."""
    dispute: Dispute | None = None
    """The rejection of the statement that it belongs to, where it is not the statement itself."""
    locator: str | None = None
    """Of a citation: the place in the source."""
    span: tuple[int, int] | None = None
    """In prose: start and end in the text at `path`, in code points."""

    @property
    def field(self) -> str:
        """The field in which it stands: a property, `summary`, `body`, or a plain field."""
        return str(self.path[0])

    @property
    def part(self) -> str:
        """The part of the statement that points there, such as `site` or `by`."""
        return next(
            (step for step in self.path[1:] if isinstance(step, str) and step != "id"), ""
        )

    @property
    def is_citation(self) -> bool:
        """Tell whether it names a source as a source, rather than as a subject."""
        return self.role is Role.WORK and (self.span is not None or self.path[-1] == "src")


def once(make: F) -> F:
    """Decorate a function of an atlas, and of further hashable arguments, so that it runs once for the same ones.

    Its results are kept in `Atlas.remembered`, and so for as long as the atlas is.
    """

    @wraps(make)
    def remembering(atlas: "Atlas", *others: Hashable) -> Any:
        key = (make, *others)
        if key not in atlas.remembered:
            atlas.remembered[key] = make(atlas, *others)
        return atlas.remembered[key]

    return cast(F, remembering)


_OF_ENTRY = set[Hashable]()


def once_for_entry(make: F) -> F:
    """Decorate a function of an atlas and of the id of an entry that asks no more entries than that one and those it names.

    Like `once`; its results outlive a change of other entries (`Atlas.take_over`).
    """
    _OF_ENTRY.add(make)
    return once(make)


@value
class Atlas:
    """All entries and what is derived from them together."""

    entries: Mapping[str, Entry]
    """By id, sorted by kind and id."""
    kinds: tuple[Kind, ...]
    """In the order in which they are listed."""
    mentions: Mapping[str, tuple[Reference, ...]]
    """For every entry who refers to it; sorted by the id that refers, then file order. Citations are not mentions."""
    uses: Mapping[str, tuple[Reference, ...]]
    """For every entry the citations of it, in the same order; only sources have any."""
    prose: Mapping[str, Mapping[str, Prose]]
    """By entry, then by field in declared order."""
    named: Mapping[str, Mapping[str, Sequence[Reference]]]
    """By entry, then by the id that its references name, in file order; those that lead nowhere included."""
    mentions_in: Callable[[str, str], Iterator[Reference]]
    """Yields who refers to an entry, citations too; of one folder, such as `leaders`, without a look at other entries; of all, where it is empty."""
    authors: frozenset[str]
    """The full names of all who signed a source: a speaker named in words is one of them where the words are alike."""
    unread: frozenset[str] = frozenset()
    """The ids of files that have findings of their own: what they say is not known, and may be what others lack."""
    remembered: dict[Any, Any] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    """What functions with the mark `once` returned, by the function and what it was given beside the atlas."""

    def take_over(self, before: "Atlas") -> None:
        """Take over what was worked out for the entries that are as they were before, and so are all that they name."""
        earlier = {entry.id: entry for entry in before}
        changed = {entry.id for entry in self if earlier.get(entry.id) is not entry}
        stale = changed.union(*map(self.naming, changed))
        for key, result in before.remembered.copy().items():
            if key[0] in _OF_ENTRY and key[1] not in stale:
                self.remembered[key] = result

    def of_kind(self, kind: Kind) -> Iterator[Entry]:
        """Yield the entries of one kind, sorted by id."""
        return (entry for entry in self if entry.kind is kind)

    def name_of(self, id: str) -> str:
        """Return the label of an entry; the id as it is where no entry has it."""
        return self[id].label if id in self else id

    def record_of(self, id: str, model: type[R]) -> R | None:
        """Return the record of an entry, or None where it is of another class or there is none with this id."""
        entry = self.entries.get(id)
        return entry.record if entry and isinstance(entry.record, model) else None

    def records_of(self, ids: Iterable[str], model: type[R]) -> list[R]:
        """Return the records of those entries that are of this class."""
        records = (self.record_of(id, model) for id in ids)
        return [record for record in records if record]

    @once
    def by_old_id(self) -> dict[str, Entry]:
        """Return the entries by the old ids that they list."""
        found = {}
        for entry in self:
            found.update(dict.fromkeys(entry.record.redirects, entry))
        return found

    def field_of(self, place: Fact | Reference) -> FieldShape:
        """Return the field in which a statement, or a reference, stands."""
        return self[place.entry_id].shape.fields[place.field]

    def standing_facts(self, field: str) -> Iterator[Fact]:
        """Yield the statements of a property that are not superseded, in all entries; none where no kind has the property."""
        for entry in self:
            if field in entry.shape.fields:
                yield from entry.standing_facts(field)

    def naming(self, id: str) -> set[str]:
        """Return the ids of the other entries that refer to an entry or cite it."""
        return {reference.entry_id for reference in self.mentions_in(id, "")} - {id}

    def __iter__(self) -> Iterator[Entry]:
        """Yield all entries, sorted by kind and id."""
        return iter(self.entries.values())

    def __contains__(self, id: str) -> bool:
        """Tell whether there is an entry with this id."""
        return id in self.entries

    def __getitem__(self, id: str) -> Entry:
        """Return the entry with this id; an unknown id is a bug, since links are checked."""
        return self.entries[id]


def _refuse_unknown(field: str, own: Iterable[str]) -> None:
    """Raise `LookupError` for a field that no kind has: it is misspelt, and would be found in no entry."""
    known = _fields_below(Record)
    if field not in known:
        help = question(field, known, f"here they are {', '.join(own)}")
        raise LookupError(f"no kind has a field `{field}` ({help})")


@cache
def _fields_below(model: Any) -> frozenset[str]:
    """Return the names of the fields of a record and of all records that extend it."""
    names = {*_names(model)}
    for narrower in model.__subclasses__():
        names |= _fields_below(narrower)
    return frozenset(names)


def make_entry(id: str, file: str, record: Record) -> Entry:
    """Return the entry of a record."""
    facts = []
    for shape, _ in shape_of(type(record)).properties:
        statements = getattr(record, shape.name)
        for index, statement in enumerate(statements):
            fact_id = statement_id(shape, statement)
            facts.append(Fact(id, shape.name, index, statement, fact_id))
    return Entry(id, file, record, tuple(facts))


def statement_id(field: FieldShape, statement: Statement) -> str:
    """Return the first 8 hex digits of SHA-256 over property, speaker, parts and period, in canonical text.

    Citations, rank, notes and the entry's own id are left out, so that an address outlives what is learnt later.
    """
    held = plain_parts(field, statement).items()
    parts = {name: value for name, value in held if value is not False}
    speaker = plain(statement.by)
    if speaker:
        speaker = speaker.get("id", speaker)
    canonical = [field.name, speaker or None, parts, plain(statement.when)]
    return hashlib.sha256(canonical_json(canonical)).hexdigest()[:8]


def plain_parts(field: FieldShape, statement: Statement) -> dict[str, Any]:
    """Return the parts that a statement has, each by its name as JSON can hold it."""
    values = [(part.name, plain(getattr(statement, part.name))) for part in field.parts]
    return {name: value for name, value in values if value not in (None, [])}


def canonical_json(value: Any) -> bytes:
    """Return a result of `plain` as JSON with sorted keys."""
    return _CANONICAL.encode(value).encode()


def plain(value: Any) -> Any:
    """Return a value of the model as JSON can hold it: texts, numbers, lists and mappings, without absent fields.

    A date is its EDTF text, and a record with `as_text`, such as a body with an entry, is that text. Ids of
    statements, exports and comparisons of versions are made from it.
    """
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Edtf):
        return value.text
    if not hasattr(value, "__pydantic_config__"):
        return value
    text = getattr(value, "as_text", None)
    if text:
        return text
    data = {}
    for name in _names(value.__class__):
        item = getattr(value, name)
        if not isinstance(item, (str, int, float)):
            item = plain(item) if item else None
            if not item:
                continue
        data[name] = item
    return data


@cache
def _names(record: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record))
