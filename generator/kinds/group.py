"""Groups: armed groups, brands and façades, states and their bodies: whoever acts or speaks."""

from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.kind import Chapter, Column, Facet, Kind, Lane, Property, Subject, Term
from generator.model.shared_statements import Declaration, Designation, Tally
from generator.model.statement import Agent, Statement, Valued
from generator.model.values import (
    AsOf,
    Best,
    BodyRef,
    CodeOf,
    DateText,
    EventRef,
    High,
    Low,
    PlaceRef,
    Role,
    ShortText,
    Text,
    record,
)

OTHER_ACTORS = (
    "state",
    "state-body",
    "military-command",
    "foreign-state-force",
    "state-force-formation",
    "media-outlet",
    "company",
)
PARENTS = ("facade-of", "part-of", "member-of", "armed-wing-of", "political-wing-of", "media-arm-of")

DATES = Lane("First and last")


@record
class Relation(Statement):
    """A tie to another body, written on the entry it describes."""

    type: Annotated[
        str,
        CodeOf("relation"),
        Field(
            description="What this group is to the other; written on the one that it describes, its inverse is derived."
        ),
    ]
    target: Annotated[BodyRef, Field(description="The id of the other body.")]
    scope: Annotated[
        EventRef | None, Field(description="The id of the one event for which it holds, as with `used-by`.")
    ] = None

    same_parts: ClassVar[tuple[str, ...] | None] = ("type",)
    compared_parts: ClassVar[tuple[str, ...]] = ("target",)
    rival_values: ClassVar[dict[str, tuple[str, ...]]] = {"type": ("facade-of", "part-of")}

    phrase: ClassVar[str] = "{type} {target}"

    @property
    def is_weighty(self) -> bool:
        """See `Statement`."""
        return self.type in ("facade-of", "parent-of", "armed-wing-of", "commands")


@record
class Alignment(Statement):
    """A kind and degree of link, never a bare label."""

    toward: Annotated[str, CodeOf("alignment-pole"), Field(description="To whom the link is.")]
    degree: Annotated[
        str, CodeOf("alignment-degree"), Field(description="How close the link is, from declared loyalty to command.")
    ]

    phrase: ClassVar[str] = "{degree} {toward}"


@record
class Support(Statement):
    """What somebody gives the group."""

    supporter: Annotated[Agent, Field(description="Who gives it: the id of a group or state, or a label.")]
    type: Annotated[str, CodeOf("external-support"), Field(description="What is given.")]

    phrase: ClassVar[str] = "{type} from {supporter}"


@record
class StateStatus(Statement):
    """Its standing in the law of a state."""

    status: Annotated[str, CodeOf("state-status"), Field(description="Its standing in law.")]
    body: Annotated[BodyRef | None, Field(description="The id of the state body that it is part of or answers to.")] = (
        None
    )
    instrument: Annotated[
        ShortText | None,
        Field(description="The law, order or number, as `47th Brigade of the PMF` or `Law 40 of 2016`."),
    ] = None

    phrase: ClassVar[str] = "{status}"


@record
class Strength(Statement):
    """A number of members or fighters."""

    low: Low | None = None
    best: Best | None = None
    high: High | None = None
    as_of: AsOf | None = None

    written_after: ClassVar[dict[str, str]] = {"as_of": "said"}
    phrase: ClassVar[str] = "{numbers}"


@record
class Area(Statement):
    """Where it is, and as what."""

    place: Annotated[PlaceRef, Field(description="The id of the town or area.")]
    role: (
        Annotated[
            str,
            CodeOf("area-role"),
            Field(description="As what it is there: headquarters, stronghold, deployed, claimed."),
        ]
        | None
    ) = None

    phrase: ClassVar[str] = "{place}"


@record
class FacadeEvidence(Statement):
    """What speaks for a brand being the façade of somebody else."""

    type: Annotated[str, CodeOf("facade-evidence"), Field(description="What sort of evidence it is.")]
    value: Annotated[Text, Field(description="The evidence, as one sentence of ours.")]

    phrase: ClassVar[str] = "{value}"


@record
class Medium(Statement):
    """A channel or outlet of the group, described and never linked."""

    name: Annotated[ShortText, Field(description="Its name; never an address.")]
    platform: Annotated[
        ShortText | None, Field(description="Where it appears, as Telegram or satellite television.")
    ] = None
    function: Annotated[ShortText | None, Field(description="What it is used for, as `claims of attacks`.")] = None

    phrase: ClassVar[str] = "{name}"


@record
class Group(Subject):
    """An armed group, brand, party, state or body."""

    type: Annotated[
        tuple[Valued[Annotated[str, CodeOf("group-type")]], ...],
        Property("Type", box=True, lasting=True),
        Field(min_length=1, description="What sort of body it is; several statements for several periods or views."),
    ]
    status: Annotated[
        tuple[Valued[Annotated[str, CodeOf("group-status")]], ...],
        Property("Status", one=True, box=True, lasting=True, lane=Lane("Status", words="value")),
        Field(description="Whether it is active, and what became of it, with the period in `when`."),
    ] = ()
    founded: Annotated[
        tuple[Valued[DateText], ...],
        Property("Founded", one=True, box=True, expected=True, lane=DATES, chronicle=("value",)),
        Term("foundingDate"),
        Field(
            description="When it was founded, as 2003 or 2013-05; the first claim of an unknown brand is `first_seen`."
        ),
    ] = ()
    founding_process: Annotated[
        tuple[Valued[Annotated[str, CodeOf("founding-process")]], ...],
        Property("How it was founded"),
        Field(description="How it came about: split, merger, founded by a state, launched as a brand."),
    ] = ()
    founders: Annotated[
        tuple[Valued[Agent], ...],
        Property("Founders", inverse="Founded by them", edge="value"),
        Term("founder"),
        Field(description="Who founded it: the id of a leader or group, or a label."),
    ] = ()
    dissolved: Annotated[
        tuple[Valued[DateText], ...],
        Property("Dissolved", one=True, box=True, lane=DATES, chronicle=("value",)),
        Term("dissolutionDate"),
        Field(description="When it was dissolved or gave up its name."),
    ] = ()
    first_seen: Annotated[
        tuple[Valued[DateText], ...],
        Property("First seen", box=True, lane=DATES, chronicle=("value",)),
        Field(description="The first trace of it in the evidence, as a first claim or announcement."),
    ] = ()
    last_seen: Annotated[
        tuple[Valued[DateText], ...],
        Property("Last seen", box=True, lane=DATES),
        Field(description="The last trace of it in the evidence."),
    ] = ()
    relations: Annotated[
        tuple[Relation, ...],
        Property(
            "Relations",
            inverse="Relations, as other entries describe them",
            box=True,
            edge="target",
            lasting=True,
            chronicle=("when",),
        ),
        Term("memberOf", part="target", only=("type", ("part-of", "member-of"))),
        Field(description="Its ties to other bodies: part of, façade of, split from, allied with."),
    ] = ()
    facade_evidence: Annotated[
        tuple[FacadeEvidence, ...],
        Property("Evidence for a façade"),
        Field(description="What speaks for its being the façade of somebody else."),
    ] = ()
    alignment: Annotated[
        tuple[Alignment, ...],
        Property("Alignment", expected=True),
        Field(description="To whom it is aligned and how closely, always by somebody's account."),
    ] = ()
    ideology: Annotated[
        tuple[Valued[Annotated[str, CodeOf("ideology")]], ...],
        Property("Ideology"),
        Field(description="What it stands for, in its own words first, else by somebody's account."),
    ] = ()
    external_support: Annotated[
        tuple[Support, ...],
        Property("Support from outside", inverse="Support given to others", edge="supporter", lasting=True),
        Field(description="What others give it: funds, arms, training, sanctuary."),
    ] = ()
    state_status: Annotated[
        tuple[StateStatus, ...],
        Property("Standing in law", edge="body", lasting=True, chronicle=("when",)),
        Field(description="Its standing in the law of a state, as a brigade of the PMF or an outlawed body."),
    ] = ()
    strength: Annotated[
        tuple[Strength, ...],
        Property("Strength"),
        Field(description="How many members or fighters it has; its own claims carry `by`."),
    ] = ()
    area: Annotated[
        tuple[Area, ...],
        Property("Areas", inverse="Groups here"),
        Field(description="Where it is or operates, and as what."),
    ] = ()
    counts: Annotated[
        tuple[Tally, ...],
        Property("Counts"),
        Field(description="How many attacks or other events somebody counts for it, as `more than 150 since October`."),
    ] = ()
    declarations: Annotated[
        tuple[Declaration, ...],
        Property("What it said", chronicle=("when|said",)),
        Field(description="What it said rather than did: threats, halts, denials, formations."),
    ] = ()
    designations: Annotated[
        tuple[Designation, ...],
        Property("Designations", box=True, chronicle=("listed", "delisted")),
        Field(description="Listings as a terrorist or sanctioned body, and delistings."),
    ] = ()
    media: Annotated[
        tuple[Medium, ...],
        Property("Media"),
        Field(description="Its channels and outlets, by name and never by address."),
    ] = ()
    symbols: Annotated[
        tuple[Valued[Text], ...], Property("Symbols"), Field(description="What its flag or emblem shows, in words.")
    ] = ()

    kind: ClassVar[Kind] = Kind(
        folder="groups",
        singular="Group",
        plural="Groups",
        description="Armed groups, brands and façades, and the states, commands and bodies around them.",
        order=1,
        schema_type="Organization",
        roles=frozenset({Role.ANY, Role.AGENT, Role.BODY, Role.OUTLET}),
        columns=(
            Column("Type", "type"),
            Column("Status", "status"),
            Column("Founded", "founded"),
            Column("Part or façade of", "relations", only=("type", PARENTS)),
        ),
        facets=(
            Facet("Type", "type"),
            Facet("Status", "status"),
            Facet("Country", "area", of="country"),
            Facet("Area", "area"),
        ),
        date="",
        place="area",
        strip="Activity",
        secondary=("Other actors", "type", OTHER_ACTORS),
        chapters=(
            Chapter(
                "identity",
                "What it is",
                (
                    *("type", "status", "state_status", "founded", "first_seen", "founders", "founding_process"),
                    *("dissolved", "last_seen", "alignment", "ideology", "strength", "symbols"),
                ),
            ),
            Chapter("people", "Leaders", ("leaders.roles", "leaders.offices")),
            Chapter(
                "ties",
                "Relations",
                ("relations", "groups.relations", "facade_evidence", "external_support", "groups.external_support"),
            ),
            Chapter("over-time", "Activity", ()),
            Chapter("events", "Claims and strikes", ("strikes.responsibility", "strikes.targets", "counts")),
            Chapter("sites", "Sites and areas", ("bases.control", "bases.occupants", "area")),
            Chapter("map", "On the map", ()),
            Chapter("lists", "Designations", ("designations",)),
            Chapter("words", "What it said", ("declarations", "media")),
        ),
    )
