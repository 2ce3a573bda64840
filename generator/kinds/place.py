"""Places: towns, governorates, countries and other areas."""

from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.kind import Chapter, Column, Counted, Facet, Kind, Record, Term
from generator.model.values import (
    CodeOf,
    Country,
    PlaceRef,
    Role,
    ShortText,
    record,
)

Degrees = Annotated[float, Field(ge=-180, le=180)]


@record
class Place(Record):
    """A town or area; coordinates are latitude and longitude in degrees, WGS 84, at most two decimals."""

    name: Annotated[ShortText, Field(description="The name that the page bears, in the house's plain spelling.")]
    type: Annotated[str, CodeOf("place-type"), Field(description="What sort of place it is.")]
    country: Annotated[Country, Field(description="The country, as the two capital letters of ISO 3166-1: IQ, SY, JO.")]
    governorate: Annotated[PlaceRef | None, Field(description="The id of the governorate, in Iraq and Syria.")] = None
    within: Annotated[
        PlaceRef | None, Term("containedInPlace"), Field(description="The id of the next larger place.")
    ] = None
    coordinates: (
        Annotated[
            tuple[Degrees, ...],
            Term("geo"),
            Field(
                min_length=2,
                max_length=2,
                description="Latitude and longitude in degrees, WGS 84, at most two decimals, as [32.78, 44.35]; none for a large area.",
            ),
        ]
        | None
    ) = None
    certainty: (
        Annotated[
            str,
            CodeOf("place-certainty"),
            Field(description="How sure it is that this is the place that sources mean."),
        ]
        | None
    ) = None

    areas: ClassVar[frozenset[str]] = frozenset({"country", "governorate", "district", "region", "water"})

    kind: ClassVar[Kind] = Kind(
        folder="places",
        singular="Place",
        plural="Places",
        description="Towns, governorates and regions, with the bases and events of each.",
        order=7,
        schema_type="Place",
        roles=frozenset({Role.ANY, Role.LOCATION}),
        columns=(Column("Type", "type"), Column("Governorate", "governorate"), Column("Country", "country")),
        counts=(Counted.MENTIONS,),
        facets=(Facet("Type", "type"), Facet("Country", "country")),
        place="within",
        supports=True,
        chapters=(
            Chapter("map", "On the map", ()),
            Chapter("sites", "Bases and sites here", ("bases.place",)),
            Chapter("events", "Events here", ("strikes.place",)),
            Chapter("actors", "Groups here", ("groups.area",)),
            Chapter("people", "People", ("leaders.birthplace", "leaders.death")),
        ),
    )
