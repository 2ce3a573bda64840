"""The declaration of a kind: what the pages, tables and checks across kinds ask instead of its name."""

from dataclasses import dataclass
from enum import Enum
from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.statement import DifferentFrom, Identifiers, Name
from generator.model.values import CodeOf, Day, OldId, ProseText, Role, ShortText, StatementId, Text, record


@dataclass(frozen=True, slots=True)
class Lane:
    """How the statements of a property stand in the picture of time on a page."""

    label: str = ""
    """The name of the lane, as "Control"; what comes before the words of `by`."""
    words: str = ""
    """The part whose words stand there; empty: the name of the property, as of a date."""
    by: str = ""
    """The part of which each value has a lane to itself, which bears its words."""
    follows: bool = False
    """One statement follows the other, so that a gap between them is one in what is known."""
    only: str = ""
    """Seen from the entry that statements point at: the part that has to point there; empty: any."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Statements that are drawn as a chain: who says it, of whom, and who says no."""

    about: str
    """The part that names of whom something is said."""
    stance: str
    """The part that tells what is said of them."""
    form: str
    """The part that tells how it was said; its words stand without a label."""
    affirming: frozenset[str]
    """The codes of that part on the side of those who say it; all others stand on the side of those who deny."""
    own: frozenset[str]
    """The codes that only the one who is named can mean: whoever says so speaks for it."""
    unclaimed: str
    """The sentence where nobody says it of themselves."""
    none: str
    """The sentence where nothing is recorded at all."""
    nobody: tuple[str, str]
    """What stands on an empty side: of those who say it, of those who deny."""


@dataclass(frozen=True, slots=True)
class Property:
    """What the site needs to know of a field that holds statements."""

    label: str
    """Its name on pages, as "Founded"."""
    one: bool = False
    """Its statements exclude one another (founded, date); else they add up."""
    inverse: str = ""
    """The heading on the page of an entry it points at, as "Leaders"; empty: only among the mentions."""
    box: bool = False
    """It stands in the fact box."""
    expected: bool = False
    """Readers look for it: where it is absent the page says that it is not known."""
    edge: str = ""
    """The part of its statements that names another entry to which they tie this one; empty: pictures leave it out."""
    lasting: bool = False
    """It holds for a while and then no longer: the pages by date say when."""
    lane: Lane | None = None
    """Where its dated statements stand in the picture of time on their own page."""
    chain: Chain | None = None
    """How its statements are drawn as what each party says; None: they stand in a table alone."""
    inverse_lane: Lane | None = None
    """Where the entries that have it stand, by their date, in the picture of an entry it points at."""
    chronicle: tuple[str, ...] = ()
    """The dates of a statement under which the chronology lists it, by field, as "listed"; "when|said": the first there."""


@dataclass(frozen=True, slots=True)
class Term:
    """What schema.org calls a field: search engines are told its values, of statements those that are not contested."""

    name: str
    """The property, as `foundingDate`."""
    part: str = "value"
    """The part of its statements that it is about."""
    only: tuple[str, tuple[str, ...]] = ("", ())
    """A part of the statements, and the codes of which it must be one."""
    until: str = ""
    """The property for the end, where the value is a period; `name` is then that for its start."""
    unless: str = ""
    """A property: where accounts differ on that one, nothing is told of this one either."""
    role: str = ""
    """The part that says as what it holds, and for how long `when` tells; empty: it is said without."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the index of a kind."""

    label: str
    field: str
    """A property, or a plain field."""
    explained: str = ""
    """What stands in it, for the words beneath the table, where the label alone does not say it."""
    absent: str = ""
    """What stands where nothing is recorded; empty: a dash."""
    only: tuple[str, tuple[str, ...]] = ("", ())
    """A part of the statements, and the codes of which it must be one, as the measure of a toll."""
    total: tuple[str, str] = ("", "")
    """Of a column of numbers: the part that says who were counted, and the code that it has where all were."""

    @property
    def is_number(self) -> bool:
        """Tell whether it holds numbers of statements rather than words."""
        return bool(self.total[0])


class Counted(Enum):
    """What a column of an index counts, beside what the entries say."""

    CITED = "cited"
    """The sources that an entry cites."""
    WORKS = "works"
    """The works that an entry has brought out."""
    STATEMENTS = "statements"
    """The statements that rest on an entry."""
    ALONE = "alone"
    """Those that would rest on nothing without it."""
    MENTIONS = "mentions"
    """The entries that refer to it."""


@dataclass(frozen=True, slots=True)
class Facet:
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


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the page of an entry under one heading: what readers ask in one breath."""

    anchor: str
    label: str
    parts: tuple[str, ...]
    """Properties of the entry, and those of others that point at it, as `leaders.roles`: folder and field."""


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """One kind of entries; there is one object of each, which is quicker to look up than all that it says."""

    folder: str
    singular: str
    plural: str
    description: str
    """One sentence, for the index page."""
    order: int
    """Its place among the kinds wherever they are listed."""
    roles: frozenset[Role]
    columns: tuple[Column, ...] = ()
    counts: tuple[Counted, ...] = (Counted.CITED,)
    """The columns of the index that follow these."""
    facets: tuple[Facet, ...] = ()
    """The choices beside the index; the year and the state of the sources are added to them."""
    classifier: str = "type"
    """The property that classifies entries."""
    date: str = ""
    """The property that dates entries; empty: the kind has no date and sorts by name."""
    place: str = ""
    """The property or field that says where an entry is."""
    one_of: tuple[str, ...] = ()
    """Fields of which one must be there."""
    strip: str = ""
    """The heading of the picture of time on its pages, as "Who held it, and when"; empty: they have none."""
    label_field: str = "name"
    file_order: tuple[str, ...] = ()
    """The order in which files have its own fields, where that is not the order of the pages."""
    secondary: tuple[str, str, tuple[str, ...]] = ("", "", ())
    """A second table of the index: its title, the property, and the values that put an entry there."""
    chapters: tuple[Chapter, ...] = ()
    """The parts of its pages in the order in which readers ask; what none of them names follows behind."""
    schema_type: str = "Thing"
    """What schema.org calls its entries."""
    schema_types: tuple[tuple[str, str], ...] = ()
    """What it calls those with certain codes of the classifier, where that is a plain field."""
    supports: bool = False
    """It carries the others (sources, publishers, places) rather than being what readers come for."""

    @property
    def modeline(self) -> str:
        """The first line of a file of this kind; it tells editors which schema to hold the file to."""
        return f"# yaml-language-server: $schema=../../.atlas/schema/{self.folder}.json"


@record
class Correction:
    """Something that the entry said and should not have said, mended in public."""

    date: Annotated[Day, Field(description="The day on which it was mended, as 2026-11-20.")]
    type: Annotated[str, CodeOf("correction-type"), Field(description="What sort of correction it is.")]
    text: Annotated[Text, Field(description="What was wrong and what stands there now, as a sentence of ours.")]
    statements: Annotated[
        tuple[StatementId, ...],
        Field(description="The ids of the statements concerned, as they were or are now, as 1a2b3c4d."),
    ] = ()


@record
class Record:
    """The fields that entries of every kind may have."""

    names: Annotated[
        tuple[Name, ...],
        Field(description="Other names and spellings, with language and use; a bare text is one more spelling."),
    ] = ()
    summary: (
        Annotated[
            str,
            ProseText(summary=True),
            Field(
                description="The lead of the page: at most 120 words, each sentence cited, as `… [@source-id para. 5]`."
            ),
        ]
        | None
    ) = None
    body: (
        Annotated[
            str,
            ProseText(),
            Field(
                description="Prose under `##` headings; each paragraph cited, entries linked, as `[[entry-id|words]]`."
            ),
        ]
        | None
    ) = None
    gaps: Annotated[
        tuple[ShortText, ...],
        Field(description="What is not known, a short phrase each, as `Who commanded the brand`."),
    ] = ()
    reviewed: Annotated[
        Day | None, Field(description="The day on which somebody last read the whole entry, as 2026-11-20.")
    ] = None
    identifiers: Annotated[Identifiers | None, Field(description="The ids that the same subject has elsewhere.")] = None
    different_from: Annotated[
        DifferentFrom, Field(description="The ids of entries that are easily taken for this one, and are not.")
    ] = ()
    note: Annotated[
        Text | None, Field(description="Ours: how to read the entry; in plain words, without citations.")
    ] = None
    redirects: Annotated[
        tuple[OldId, ...],
        Field(description="Ids that the entry had before; their addresses lead here. `atlas rename` writes them."),
    ] = ()
    corrections: Annotated[
        tuple[Correction, ...],
        Field(description="What was wrong here and was mended, as a list; it stays on the page."),
    ] = ()

    kind: ClassVar[Kind]


@record
class Subject(Record):
    """The fields of the kinds that carry the atlas: they need a lead and a review."""

    name: Annotated[ShortText, Field(description="The name that the page bears, in the house's plain spelling.")]
    summary: Annotated[
        str,
        ProseText(summary=True),
        Field(description="The lead of the page: at most 120 words, each sentence cited, as `… [@source-id para. 5]`."),
    ]
    reviewed: Annotated[Day, Field(description="The day on which somebody last read the whole entry, as 2026-11-20.")]
