"""Bases: camps, air bases, headquarters, depots, crossings and other sites."""

from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.kind import Chapter, Column, Facet, Kind, Lane, Property, Subject, Term
from generator.model.shared_statements import Location
from generator.model.statement import Agent, Statement, Valued
from generator.model.values import (
    CodeOf,
    DateText,
    EventRef,
    Role,
    Text,
    record,
)


@record
class Control(Statement):
    """Who held it."""

    controller: Annotated[
        Agent,
        Field(
            description="Who held it: the id of a group or leader, or a label and the body they act for; the period goes into `when`."
        ),
    ]
    mode: (
        Annotated[
            str, CodeOf("control-mode"), Field(description="How they held it: alone, shared, in name only, contested.")
        ]
        | None
    ) = None

    compared_parts: ClassVar[tuple[str, ...]] = ("controller", "mode")

    own_columns: ClassVar[tuple[str, ...]] = ("mode",)
    phrase: ClassVar[str] = "{controller}"


@record
class Occupant(Statement):
    """Who was there, and as what."""

    unit: Annotated[
        Agent,
        Field(
            description="Who was there: the id of a group, or a label as `a unit of the 27th Brigade` and the body it belongs to."
        ),
    ]
    role: Annotated[str, CodeOf("occupant-role"), Field(description="As what they were there.")] | None = None

    own_columns: ClassVar[tuple[str, ...]] = ("role",)
    phrase: ClassVar[str] = "{unit}"


@record
class SiteDamage(Statement):
    """Damage done to it."""

    level: Annotated[str, CodeOf("damage-level"), Field(description="How heavy it was.")]
    event: Annotated[EventRef | None, Field(description="The id of the strike or other event that did it.")] = None
    method: (
        Annotated[
            str,
            CodeOf("damage-method"),
            Field(description="How it is known: imagery, officials, media or a party's claim."),
        ]
        | None
    ) = None

    written_after: ClassVar[dict[str, str]] = {"level": "event", "method": "when"}
    own_columns: ClassVar[tuple[str, ...]] = ("event", "method")
    phrase: ClassVar[str] = "{level}"


@record
class Base(Subject):
    """A site."""

    type: Annotated[
        tuple[Valued[Annotated[str, CodeOf("base-type")]], ...],
        Property("Type", box=True),
        Field(min_length=1, description="What sort of site it is."),
    ]
    place: Annotated[
        tuple[Location, ...],
        Property("Place", inverse="Bases and sites here", box=True),
        Term("containedInPlace"),
        Field(
            min_length=1,
            description="The town or area that it lies in, and how exactly that is known; the coordinates stand on that place.",
        ),
    ]
    status: Annotated[
        tuple[Valued[Annotated[str, CodeOf("base-status")]], ...],
        Property("Status", one=True, box=True, expected=True, lasting=True),
        Field(description="Whether it is in use; several statements for several periods."),
    ] = ()
    control: Annotated[
        tuple[Control, ...],
        Property(
            "Control",
            inverse="Sites it controlled",
            box=True,
            expected=True,
            lasting=True,
            lane=Lane("Control", words="controller", follows=True),
            chronicle=("when",),
        ),
        Field(description="Who held it, and when."),
    ] = ()
    occupants: Annotated[
        tuple[Occupant, ...],
        Property(
            "Who was there", inverse="Sites it was at", box=True, lasting=True, lane=Lane("Present", words="unit")
        ),
        Field(description="Who was stationed there or used it, and when."),
    ] = ()
    legal_owner: Annotated[
        tuple[Valued[Agent], ...],
        Property("Owner"),
        Field(description="Whose it is in law: the id of a group or state body, or a label."),
    ] = ()
    functions: Annotated[
        tuple[Valued[Annotated[str, CodeOf("base-function")]], ...],
        Property("Functions", box=True),
        Field(description="What it was used for."),
    ] = ()
    built: Annotated[
        tuple[Valued[DateText], ...],
        Property("Built", chronicle=("value",)),
        Field(description="When it was built or set up, as 1980~ or 2003/2005."),
    ] = ()
    former_names: Annotated[
        tuple[Valued[Text], ...],
        Property("Former names", chronicle=("when",)),
        Field(description="A name that it bore before, with its period in `when`; its spellings also go into `names`."),
    ] = ()
    damage: Annotated[
        tuple[SiteDamage, ...],
        Property("Damage", inverse="Damage to sites"),
        Field(description="Damage done to it, with the event where that has an entry."),
    ] = ()

    kind: ClassVar[Kind] = Kind(
        folder="bases",
        singular="Base",
        plural="Bases and sites",
        description="Camps, air bases, headquarters, depots and crossings: who held them, when, and what happened there.",
        order=3,
        schema_type="Place",
        roles=frozenset({Role.ANY, Role.SITE}),
        columns=(
            Column("Type", "type"),
            Column("Place", "place"),
            Column("Status", "status"),
            Column("Control", "control"),
        ),
        facets=(
            Facet("Type", "type"),
            Facet("Status", "status"),
            Facet("Country", "place", of="country"),
            Facet("Governorate", "place", of="governorate"),
        ),
        place="place",
        strip="Who held it, and when",
        chapters=(
            Chapter("over-time", "Who held it, and when", ("control", "occupants", "legal_owner")),
            Chapter("map", "Place", ("place",)),
            Chapter("identity", "What it is", ("type", "status", "functions", "built", "former_names")),
            Chapter("events", "Events at the site", ("strikes.targets",)),
            Chapter("harm", "Damage", ("damage",)),
        ),
    )
