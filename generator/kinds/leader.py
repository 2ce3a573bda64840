"""Leaders: people with a public role in the groups or around them."""

from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.kind import Chapter, Column, Facet, Kind, Lane, Property, Subject, Term
from generator.model.shared_statements import Declaration, Designation
from generator.model.statement import Agent, Statement, Valued
from generator.model.values import (
    BodyRef,
    CodeOf,
    DateText,
    EventRef,
    PersonRef,
    PlaceRef,
    Role,
    ShortText,
    Text,
    record,
)


@record
class RoleHeld(Statement):
    """A role in a body, with its period and how it ended."""

    group: Annotated[BodyRef, Field(description="The id of the body in which the role is held.")]
    role: Annotated[str, CodeOf("leader-role"), Field(description="The role; the period goes into `when`.")]
    title_orig: Annotated[ShortText | None, Field(description="The title in its own language and script.")] = None
    acting: Annotated[bool, Field(description="True where it is held for the time being.")] = False
    ended_by: Annotated[str, CodeOf("ended-by"), Field(description="How the role ended.")] | None = None

    same_parts: ClassVar[tuple[str, ...] | None] = ("group", "role")
    compared_parts: ClassVar[tuple[str, ...]] = ("when", "ended_by")

    own_columns: ClassVar[tuple[str, ...]] = ("ended_by",)
    phrase: ClassVar[str] = "{role}, {group}"


@record
class Office(Statement):
    """A post in a state, party or parliament."""

    body: Annotated[
        Agent, Field(description="The body: the id of a group or state body, or a label as `Parliament of Iraq`.")
    ]
    post: Annotated[ShortText, Field(description="The post, as `member of parliament`.")]

    phrase: ClassVar[str] = "{post}, {body}"


@record
class Death(Statement):
    """When, where and in what event somebody died."""

    value: Annotated[DateText, Field(description="The day of death, as 2020-01-03.")]
    place: Annotated[PlaceRef | None, Field(description="The id of the town or area where it happened.")] = None
    event: Annotated[
        EventRef | None, Field(description="The id of the strike or other event in which it happened.")
    ] = None
    cause: Annotated[ShortText | None, Field(description="The cause, in a few words.")] = None

    phrase: ClassVar[str] = "{value}"

    @property
    def is_weighty(self) -> bool:
        """See `Statement`."""
        return True


@record
class Allegation(Statement):
    """What somebody is accused of, and how far it went."""

    summary: Annotated[Text, Field(description="The accusation, as one sentence of ours.")]
    status: Annotated[
        str, CodeOf("allegation-status"), Field(description="How far it went: alleged, charged, convicted, denied.")
    ]

    compared_parts: ClassVar[tuple[str, ...]] = ("summary",)

    own_columns: ClassVar[tuple[str, ...]] = ("status",)
    phrase: ClassVar[str] = "{summary}"


@record
class Leader(Subject):
    """A person with a public role."""

    public_role_basis: Annotated[
        tuple[Valued[Annotated[str, CodeOf("public-role-basis")]], ...],
        Property("Basis of this page"),
        Field(min_length=1, description="Why the person may have a page: without a public role there is none."),
    ]
    roles: Annotated[
        tuple[RoleHeld, ...],
        Property(
            "Roles",
            inverse="Leaders",
            box=True,
            edge="group",
            lasting=True,
            lane=Lane(words="role", by="group"),
            chronicle=("when",),
        ),
        Term("affiliation", part="group", role="role"),
        Field(description="Roles in groups, with period and how they ended; the leaders of a group follow from these."),
    ] = ()
    offices: Annotated[
        tuple[Office, ...],
        Property(
            "Offices",
            inverse="Office holders",
            edge="body",
            lasting=True,
            lane=Lane(words="post", by="body"),
            chronicle=("when",),
        ),
        Field(description="Posts in a state, party or parliament."),
    ] = ()
    life_status: Annotated[
        tuple[Valued[Annotated[str, CodeOf("life-status")]], ...],
        Property("Life status", one=True, box=True, expected=True),
        Field(description="Whether the person lives, by whose account."),
    ] = ()
    birth: Annotated[
        tuple[Valued[DateText], ...],
        Property("Born", one=True, box=True),
        Term("birthDate"),
        Field(description="The year of birth; the day only where an official list or the person published it."),
    ] = ()
    birthplace: Annotated[
        tuple[Valued[PlaceRef], ...],
        Property("Born in", inverse="Born here"),
        Term("birthPlace"),
        Field(description="The id of the town or area of birth, nothing finer."),
    ] = ()
    nationality: Annotated[
        tuple[Valued[PlaceRef], ...],
        Property("Nationality"),
        Term("nationality"),
        Field(description="The id of the country."),
    ] = ()
    death: Annotated[
        tuple[Death, ...],
        Property("Died", one=True, box=True, inverse="Deaths", lane=Lane("Life"), chronicle=("value",)),
        Term("deathDate", unless="life_status"),
        Field(description="When, where and in what event the person died."),
    ] = ()
    declarations: Annotated[
        tuple[Declaration, ...],
        Property("What they said", chronicle=("when|said",)),
        Field(description="What the person said rather than did: threats, halts, denials."),
    ] = ()
    designations: Annotated[
        tuple[Designation, ...],
        Property("Designations", box=True, chronicle=("listed", "delisted")),
        Field(description="Listings by states and international bodies, and delistings."),
    ] = ()
    allegations: Annotated[
        tuple[Allegation, ...],
        Property("Allegations"),
        Field(description="What the person is accused of; it needs two origins or an official document."),
    ] = ()
    relatives: Annotated[
        tuple[Valued[PersonRef], ...],
        Property("Relatives with a page of their own", inverse="Relatives"),
        Field(description="The ids of relatives who have a public role of their own."),
    ] = ()

    kind: ClassVar[Kind] = Kind(
        folder="leaders",
        singular="Leader",
        plural="Leaders",
        description="Commanders, founders and spokesmen, and the clerics and statesmen around them.",
        order=2,
        schema_type="Person",
        roles=frozenset({Role.ANY, Role.AGENT, Role.PERSON}),
        columns=(Column("Roles", "roles"), Column("Life status", "life_status"), Column("Died", "death")),
        facets=(Facet("Life status", "life_status"), Facet("Body", "roles", part="group")),
        classifier="",
        strip="Roles over time",
        one_of=("roles", "life_status"),
        chapters=(
            Chapter("over-time", "Roles and offices", ("roles", "offices", "public_role_basis")),
            Chapter(
                "life",
                "Life",
                ("life_status", "death", "birth", "birthplace", "nationality", "relatives", "leaders.relatives"),
            ),
            Chapter("ties", "Ties at a glance", ()),
            Chapter("founder", "Founder of", ("groups.founders",)),
            Chapter("events", "Claims and strikes", ("strikes.targets", "strikes.responsibility")),
            Chapter("lists", "Designations", ("designations",)),
            Chapter("accusations", "Allegations", ("allegations",)),
            Chapter("words", "What they said", ("declarations",)),
        ),
    )
