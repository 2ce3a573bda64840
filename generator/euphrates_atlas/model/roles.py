"""Records by the role that they play: places, works and publishers.

Works and publishers have their fields here, in every atlas; those of places are declared by their kinds, as they like.
"""

from euphrates_atlas.model.codes import code_list
from euphrates_atlas.model.fields import filling, part, prop, record
from euphrates_atlas.model.kind import Record
from euphrates_atlas.model.statement import Statement, Texts, Valued, current
from euphrates_atlas.model.value_types import (
    CopyUrl,
    Country,
    DateOrUnknown,
    DateText,
    Language,
    OriginKey,
    OutletRef,
    PlaceRef,
    ShortText,
    Text,
    Url,
    WorkRef,
)


class Located(Record):
    """A place, in which other entries may lie (`Role.LOCATION`)."""

    __slots__ = ()

    type: str
    country: str
    within: str | None
    coordinates: tuple[float, ...] | None
    """Latitude and longitude in degrees, WGS 84."""

    @property
    def precision(self) -> str:
        """How exactly a place of its type is known: a code of the list location-precision."""
        return code_list("place-type").codes[self.type].precision

    @property
    def area(self) -> str | None:
        """The id of the area of a country that it lies in; None where it names none."""
        raise NotImplementedError

    @property
    def parents(self) -> tuple[str, ...]:
        """The ids of the places in which it lies, as its entry names them: the next larger one, and its area."""
        return tuple(place for place in (self.within, self.area) if place)


@record
class Location(Statement):
    """Where something is or happened, and how exactly that is known; several are several places, not rivals."""

    value: PlaceRef
    """The id of the town or area, which has the coordinates."""
    precision: str = part(label="How exactly known", code="location-precision")
    """How exactly the place is known; it decides what the map draws."""


@record
class Outlet(Record):
    """A publisher of works (`Role.OUTLET`); other kinds may play that role too, and have none of these fields."""

    name: ShortText
    """The name that it uses on its own pages, in Latin script."""
    type: str = part(code="publisher-type", also="kind")
    """The type of publisher."""
    country: Country | None = part(also="nation based_in headquarters")
    """Where it is based, as the two capital letters of ISO 3166-1, such as GB."""
    url: Url | None = part(
        label="Home page", term="url", also="link website homepage address"
    )
    """The address of its home page."""
    owner: Texts = prop("Owner", also="owned_by owners")
    """Who owns it, in words."""
    owner_group: tuple[Valued[OriginKey], ...] = prop("Owner group")
    """A key that titles of one owner share, such as `harbour-press`; they count as one origin."""
    main_funders: Texts = prop("Main funders", also="funding funders funded_by")
    """Who pays for it, in words."""
    state_affiliation: Texts = prop("State affiliation")
    """Its tie to a state, in words, such as `public broadcaster of Norway`."""
    party_to_conflict: tuple[Valued[bool], ...] = prop("Party to the events")
    """True where it belongs to a party to the events that it reports."""
    reliability: str | None = part(code="reliability", also="grade credibility")
    """How far it can be relied on, A to F as in the Admiralty scale."""
    reliability_reason: Text | None = None
    """Why it is graded so."""

    @property
    def is_party(self) -> bool:
        """Tell whether it belongs to a party to the conflict, by any current account."""
        return any(statement.value for statement in current(self.party_to_conflict))


@record
class Author:
    """A person, by family and given name, or a name that is not split."""

    family: ShortText | None = part(label="Family name")
    """The family name."""
    given: ShortText | None = part(label="Given names")
    """The given names."""
    literal: ShortText | None = part(label="Name in one piece")
    """A name that is not split, as that of an office."""

    from_text = filling("literal")

    @property
    def full(self) -> str:
        """The name as it is spoken."""
        return self.literal or " ".join(part for part in (self.given, self.family) if part)


@record
class Work(Record):
    """A work that statements cite (`Role.WORK`)."""

    type: str = part(code="source-type", also="kind")
    """The type of work, by CSL's names, which keep their underscores."""
    title: ShortText = part(also="name headline heading")
    """The title in its original language; remarks on it belong in `note`."""
    title_tr: ShortText | None = part(
        label="Title in English", also="translation translated_title english_title"
    )
    """Our translation of the title, where it is not English."""
    author: tuple[Author, ...] = part(
        term="author", also="authors byline writer reporter creator"
    )
    """Who signed it: `{family, given}`, or a text for a name that is not split."""
    editor: tuple[Author, ...] = part(term="editor")
    """Who edited it."""
    translator: tuple[Author, ...] = part(term="translator")
    """Who translated it."""
    container_title: ShortText | None = part(
        label="Journal, book or site", also="journal magazine book"
    )
    """The journal, book or site that it appeared in, where that is not the publisher."""
    publisher: OutletRef = part(
        term="publisher",
        also="newspaper outlet site website_name agency source published_by",
    )
    """The id of the publisher, or of a body that publishes its own texts."""
    issued: DateOrUnknown = part(
        label="Published on",
        term="datePublished",
        also="date published published publication_date date_published published_on pubdate year",
    )
    """The day of publication as the work gives it, or `unknown`."""
    accessed: DateText | None = part(
        label="Read on", also="access_date accessdate retrieved date_accessed read_on"
    )
    """The day on which it was read, such as 2026-11-20."""
    language: Language = part(term="inLanguage", also="lang")
    """Its language, such as fr, ar or zh-Hant."""
    url: Url | None = part(
        label="Address", term="url", also="link address website web uri href"
    )
    """Its address; with `reference`, one of the two is required."""
    reference: ShortText | None = part(
        label="Volume, number and pages", also="volume issue pages isbn doi"
    )
    """Of a printed work: where it is found, such as volume, number and pages."""
    archive_url: CopyUrl | None = part(
        label="Address of an archived copy",
        term="archivedAt",
        needs=("archive_status", "archived"),
        also="archive archived archive_link archiveurl copy wayback",
    )
    """The address of one archived copy of the page; `archive_status: archived` goes with it."""
    archive_status: str = part(
        label="Whether it is archived",
        code="archive-status",
        default="pending",
        also="url_status",
    )
    """Whether it is archived; `pending` where left out."""
    origin: OriginKey | None = part(label="Whose text it passes on")
    """Whose text it is, where it passes one on, such as reuters-2020-11-30; works that share it count as one origin."""
    relays: WorkRef | None = part(label="Work whose text it repeats")
    """The id of the source whose text it repeats."""
    voice: str = part(label="Who speaks in it", code="voice", default="publisher")
    """Who speaks where a statement names nobody: `author` for signed opinion and analysis; `publisher` where left out."""
    party_to_event: bool = part(label="Speaks for a party to it", default=False)
    """True where it speaks for a party to what it reports."""
    reliability: str | None = part(code="reliability", also="grade credibility")
    """Its own grade, A to F, where it differs from its publisher's."""
    reliability_reason: Text | None = None
    """Why it is graded apart from its publisher."""
    content_warning: tuple[str, ...] = part(code="content-warning")
    """What readers should know before they open it."""

    @property
    def is_long(self) -> bool:
        """Tell whether it is so long that a citation has to name the place in it."""
        return code_list("source-type").codes[self.type].long
