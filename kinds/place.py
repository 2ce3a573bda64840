"""Places: towns, governorates, countries and other areas."""

from typing import Annotated

from pydantic import Field

from euphrates_atlas.model.fields import part, record
from euphrates_atlas.model.kind import Chapter, Kind, index_columns, index_facets
from euphrates_atlas.model.roles import Located
from euphrates_atlas.model.value_types import Country, PlaceRef, Role, ShortText

Degrees = Annotated[float, Field(ge=-180, le=180)]


@record
class Place(Located):
    """A town or area; coordinates are latitude and longitude in degrees, WGS 84, at most two decimals."""

    name: ShortText
    """The title of the page, in the plain house spelling."""
    type: str = part(code="place-type", also="kind")
    """The type of place."""
    country: Country = part(also="nation state")
    """The country, as the two capital letters of ISO 3166-1: IQ, SY, JO."""
    governorate: PlaceRef | None = part(also="province region")
    """The id of the governorate, in Iraq and Syria."""
    within: PlaceRef | None = part(
        term="containedInPlace", also="part_of located_in district inside parent"
    )
    """The id of the next larger place."""
    coordinates: (
        Annotated[tuple[Degrees, ...], Field(min_length=2, max_length=2)] | None
    ) = part(
        term="geo",
        also="lat lon lng latitude longitude location coords coordinate gps position",
    )
    """Latitude and longitude in degrees, WGS 84, at most two decimals, as [32.78, 44.35]; none for a large area."""
    certainty: str | None = part(code="place-certainty")
    """How sure it is that this is the place that sources mean."""

    @property
    def area(self) -> str | None:
        """See `Located`."""
        return self.governorate

    kind = Kind(
        folder="places",
        key="place",
        singular="Place",
        plural="Places",
        description="Towns, governorates and regions, with the bases and events of each.",
        order=7,
        schema_type="Place",
        roles=frozenset({Role.ANY, Role.LOCATION}),
        columns=index_columns("type", "governorate", "country"),
        counts=("mentions",),
        facets=index_facets("type", "country"),
        place="within",
        supports=True,
        chapters=(
            Chapter("held", "Who held the sites here", "bases.control"),
            Chapter("events", "Events here", "strikes.place"),
            Chapter("sites", "Bases and sites here", "bases.place"),
            Chapter("actors", "Groups here", "groups.area"),
            Chapter("people", "People", "leaders.birthplace leaders.death"),
            Chapter("map", "On the map"),
        ),
    )
