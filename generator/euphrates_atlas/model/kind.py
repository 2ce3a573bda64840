"""The declaration of a kind of entries: its fields, and the details that pages, indexes and checks need."""

from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple

from euphrates_atlas.model.fields import part, record
from euphrates_atlas.model.statement import Identifiers, Name
from euphrates_atlas.model.value_types import (
    AnyRef,
    BodyText,
    Day,
    LeadText,
    OldId,
    Role,
    ShortText,
    StatementId,
    Text,
)


class IndexColumn(NamedTuple):
    """A column of the index of a kind."""

    label: str
    field: str
    """A property, or a plain field; or several properties, separated by `|`."""
    explained: str = ""
    """An explanation below the table, if the label is not enough."""
    absent: str = ""
    """The text of an empty cell; empty: a dash."""
    only: tuple[str, tuple[str, ...]] = ("", ())
    """A part of the statements, and the codes of which it must be one, as the measure of a toll."""
    is_number: bool = False
    """It holds what the accounts of numbers allow together, rather than words."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of its properties, or of its plain field."""
        return tuple(self.field.split("|"))


IndexCount = Literal["cited", "works", "statements", "alone", "mentions"]
"""Numbers that a column of an index can count, besides fields of entries; the words of the index explain each."""


class Facet(NamedTuple):
    """A choice beside the index of a kind: its rows by a code, or by an entry that they name."""

    label: str
    field: str
    """A property, or a plain field."""
    part: str = ""
    """The part of its statements; empty: the first."""
    of: str = ""
    """A field of the entry that is named there, as the country of a place."""
    absent: str = ""
    """The words for rows without a value; empty: these cannot be chosen."""
    with_stance: bool = False
    """Each value stands alone, and with the stance of its statement: those by whom something was claimed are not those who denied it."""
    speakers: bool = False
    """Its values are those who say the statements, in place of a part."""
    main: str = ""
    """The words of a link above the rows that chooses all values but the `others`, such as "Attacks only"; empty: none."""
    others: tuple[str, ...] = ()
    """The codes that it leaves out."""
    by_itself: bool = False
    """Only of statements in which whom they are about says so itself, as a claim: then the two belong together."""

    @property
    def key(self) -> str:
        """Its name in the query of an address."""
        return key_of(self.label)


def key_of(label: str) -> str:
    """Return a label as it is written in the query of an address."""
    return label.lower().replace(" ", "-")


def index_columns(*columns: str | IndexColumn) -> tuple[IndexColumn, ...]:
    """Return the columns of an index; the name of a field stands for a column of it, labelled by that name."""
    return tuple(
        IndexColumn(_label(item), item) if isinstance(item, str) else item
        for item in columns
    )


def index_facets(*facets: str | Facet) -> tuple[Facet, ...]:
    """Return the facets of an index; the name of a field stands for a facet of it, labelled by that name.

    With `place.country` the facet has the countries of the places, and the label "Country".
    """
    return tuple(
        _facet(*item.split(".")) if isinstance(item, str) else item for item in facets
    )


def _facet(field: str, of: str = "") -> Facet:
    return Facet(_label(of or field), field, of=of)


def _label(field: str) -> str:
    return field.replace("_", " ").capitalize()


class Chapter(NamedTuple):
    """A part of the page of an entry under one heading: answers to one question of readers."""

    anchor: str
    label: str
    names: str = ""
    """Properties of the entry, and those of others that point at it, such as `leaders.roles`; spaces stand between them."""
    alone: str = ""
    """The heading where the entry has the first of them alone, if it is another."""


@dataclass(frozen=True, eq=False)
class Kind:
    """The declaration of a kind; kinds are compared by identity."""

    folder: str
    key: str
    """Its name in addresses, anchors, styles and templates, which stays as it is when its label changes."""
    singular: str
    plural: str
    description: str
    """One sentence, for the index page."""
    order: int
    """Its position in lists of kinds."""
    roles: frozenset[Role]
    columns: tuple[IndexColumn, ...] = ()
    counts: tuple[IndexCount, ...] = ("cited",)
    """The columns of the index that follow these."""
    facets: tuple[Facet, ...] = ()
    """The choices beside the index; the year and the state of the sources are added to them."""
    date: str = ""
    """The property that dates its entries, which are then listed by date; empty: by name. Events have `Role.EVENT` too."""
    place: str = ""
    """The property or field that says where an entry is."""
    part_of: tuple[str, str] = ("", "")
    """The property with the `type` and the `target` of its ties, and the type by which an entry is part of a larger one."""
    one_of: tuple[str, ...] = ()
    """Fields of which at least one is required."""
    strip: str = ""
    """The heading of the picture of time on its pages, such as "Who held it, and when"; empty: they have none."""
    label_field: str = "name"
    secondary: str = ""
    """The title of a second table of the index, for the entries that are `Record.is_secondary`; empty: there is one table."""
    full: str = ""
    """The properties of a full entry, named as in `Chapter.names`; of several joined by `|`, one is enough."""
    full_sources: int = 0
    """The number of works that a full entry cites at least."""
    chapters: tuple[Chapter, ...] = ()
    """The chapters of its pages, in the order of readers' questions; other properties follow."""
    schema_type: str = "Thing"
    """The schema.org type of its entries."""
    supports: bool = False
    """Its entries carry others (sources, publishers, places); readers come for those."""
    row_of: str = ""
    """The field that names the entry on whose page its entries are rows, as the publisher of a work; empty: each has a page."""
    row_folder: str = ""
    """The folder of the pages that hold these rows."""

    @property
    def is_event(self) -> bool:
        """Tell whether its entries are events, whose ids start with their dates."""
        return Role.EVENT in self.roles

    @property
    def modeline(self) -> str:
        """The first line of a file of this kind; it tells editors which schema to hold the file to."""
        return f"# yaml-language-server: $schema=../../.atlas/schema/{self.folder}.json"


@record
class Correction:
    """Something that the entry said and should not have said, mended in public."""

    date: Day
    """The day on which it was corrected, as 2026-11-20."""
    type: str = part(code="correction-type")
    """What sort of correction it is."""
    text: Text
    """What was wrong and what is there now, as a sentence of ours."""
    statements: tuple[StatementId, ...] = ()
    """The ids of the statements concerned, as they were or are now, as 1a2b3c4d."""


@record
class Record:
    """The fields that entries of every kind may have."""

    names: tuple[Name, ...] = part(
        also="alias aliases arabic_name other_names spellings other_name also_known_as aka native_name name_ar name_en name_fa label labels nickname alternative_names"
    )
    """Other names and spellings, with language and use; a bare text is one more spelling."""
    summary: LeadText | None = part(
        also="lead intro introduction description abstract about"
    )
    """The lead of the page: at most 120 words, each sentence cited, for example `… [@source-id para. 5]`."""
    body: BodyText | None = part(also="text content article history")
    """Prose under `##` headings; each paragraph cited, entries linked, for example `[[entry-id|words]]`."""
    gaps: tuple[ShortText, ...] = part(also="unknowns missing open_questions")
    """What is not known, a short phrase each, such as `Who built it (searched on 21 Nov 2026)`; days are in words."""
    reviewed: Day | None = part(
        also="last_reviewed last_review checked updated date_reviewed"
    )
    """The day on which somebody last read the whole entry, as 2026-11-20."""
    identifiers: Identifiers | None = part(also="ids wikidata qid")
    """The ids that the same subject has elsewhere."""
    different_from: tuple[AnyRef, ...] = part(also="not_to_be_confused_with not_same_as")
    """The ids of entries that are easily taken for this one, and are not."""
    note: Text | None = part(also="notes comment comments remark")
    """Ours: how to read the entry; in plain words, without citations."""
    redirects: tuple[OldId, ...] = ()
    """Ids that the entry had before; their addresses lead here. `atlas rename` writes them."""
    corrections: tuple[Correction, ...] = ()
    """What was wrong here and has been corrected, as a list; it stays on the page."""

    kind: ClassVar[Kind]

    @property
    def is_secondary(self) -> bool:
        """Tell whether the second table of its index lists it: readers of the kind rarely come for it."""
        return False

    @property
    def is_living(self) -> bool:
        """Tell whether it is about somebody who lives: reviews of such pages are stricter."""
        return False


@record
class Article(Record):
    """The fields of the kinds that readers come for: they need a lead and a review."""

    name: ShortText
    """The title of the page, in the plain house spelling."""
    summary: LeadText
    reviewed: Day
