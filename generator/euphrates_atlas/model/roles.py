"""Records by the role that they play: the fields that the generator needs of places, works and publishers.

The kinds extend these classes and declare the fields as they like; a class here adds none.
"""

from euphrates_atlas.model.codes import code_list
from euphrates_atlas.model.fields import filling, part, record
from euphrates_atlas.model.kind import Record
from euphrates_atlas.model.statement import Statement, Texts, Valued, current
from euphrates_atlas.model.value_types import PlaceRef, ShortText
from euphrates_atlas.text.edtf import Edtf


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
        """The ids of the places that it names as those that it lies in."""
        return tuple(place for place in (self.within, self.area) if place)


@record
class Location(Statement):
    """Where something is or happened, and how exactly that is known; several are several places, not rivals."""

    value: PlaceRef
    """The id of the town or area, which has the coordinates."""
    precision: str = part(code="location-precision")
    """How exactly the place is known; it decides what the map draws."""

    phrase = "{value}"


class Outlet(Record):
    """A publisher of works (`Role.OUTLET`); other kinds may play that role too, and have none of these fields."""

    __slots__ = ()

    country: str | None
    owner_group: Texts
    party_to_conflict: tuple[Valued[bool], ...]
    reliability: str | None
    reliability_reason: str | None

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


class Work(Record):
    """A work that statements cite (`Role.WORK`)."""

    __slots__ = ()

    title: str
    title_tr: str | None
    type: str
    author: tuple[Author, ...]
    editor: tuple[Author, ...]
    translator: tuple[Author, ...]
    container_title: str | None
    publisher: str
    issued: Edtf | None
    accessed: Edtf | None
    language: str
    url: str | None
    reference: str | None
    archive_url: str | None
    archive_status: str
    reliability: str | None
    reliability_reason: str | None
    voice: str
    """Who speaks where a statement names nobody: "author" or "publisher"."""
    origin: str | None
    relays: str | None
    party_to_event: bool
    content_warning: tuple[str, ...]

    @property
    def is_long(self) -> bool:
        """Tell whether it is so long that a citation has to name the place in it."""
        return code_list("source-type").codes[self.type].long
