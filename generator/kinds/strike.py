"""Strikes: attacks, strikes, explosions and other events, and series of them."""

from typing import Annotated, ClassVar, Self

from pydantic import Field

from generator.model.kind import Chain, Chapter, Column, Facet, Kind, Lane, Property, Subject, Term
from generator.model.shared_statements import Location, Tally
from generator.model.statement import Agent, Statement, Valued
from generator.model.values import (
    AsOf,
    Best,
    CodeOf,
    Country,
    DateText,
    EventRef,
    High,
    Low,
    PersonRef,
    Role,
    ShortText,
    SiteRef,
    Text,
    matching,
    record,
)

PARTIES = Chain(
    about="actor",
    stance="stance",
    form="mode",
    affirming=frozenset({"claimed", "acknowledged", "attributed", "suspected"}),
    own=frozenset({"claimed", "acknowledged", "denied", "retracted", "condemned-without-denial", "no-comment"}),
    unclaimed="No claim of responsibility is recorded.",
    none="No claim, attribution or denial is recorded here.",
    nobody=("no claim or attribution recorded here", "no denial recorded here"),
)


@record
class LocalTime(Statement):
    """The hour at the place of the event."""

    value: Annotated[
        str,
        matching(r"([01]\d|2[0-3]):[0-5]\d", "a time of day", 'write hours and minutes in quotes, as "01:00"'),
        Field(description='The hour, as "01:00", in quotes.'),
    ]
    zone: Annotated[
        str,
        matching(r"[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+", "a time zone", "write its IANA name, as Asia/Baghdad"),
        Field(description="Its time zone, by IANA name, as Asia/Baghdad."),
    ]
    precision: Annotated[str, CodeOf("time-precision"), Field(description="How exact the time is.")]

    phrase: ClassVar[str] = "{value}"


@record
class NumberRange:
    """At least, best, at most."""

    low: Low | None = None
    best: Best | None = None
    high: High | None = None


@record
class Target(Statement):
    """What or whom it was aimed at or hit."""

    type: Annotated[str, CodeOf("target-type"), Field(description="What sort of target it was.")]
    site: Annotated[SiteRef | None, Field(description="The id of the base or site.")] = None
    actor: Annotated[Agent | None, Field(description="Whose it was: the id of a group or state, or a label.")] = None
    person: Annotated[PersonRef | None, Field(description="The id of the leader who was aimed at or hit.")] = None
    count: Annotated[NumberRange | None, Field(description="How many of them, as `{best: 3}`.")] = None
    hit: Annotated[str, CodeOf("hit"), Field(description="Whether it was hit.")] | None = None

    phrase: ClassVar[str] = "{site}|{person}|{actor}|{type}"


@record
class Responsibility(Statement):
    """A claim, an attribution or a denial, of one actor."""

    actor: Annotated[
        Agent, Field(description="Who did it or is said to have done it: the id of a group or state, or a label.")
    ]
    stance: Annotated[
        str,
        CodeOf("stance"),
        Field(description="What `by` says of the actor's part; `attributed` and `suspected` need `by`."),
    ]
    mode: (
        Annotated[str, CodeOf("claim-mode"), Field(description="How it was said: statement, video, channel.")] | None
    ) = None
    claim_credibility: (
        Annotated[str, CodeOf("claim-credibility"), Field(description="How credible an analyst holds the claim to be.")]
        | None
    ) = None
    jointly: Annotated[bool, Field(description="True where several actors did it together.")] = False

    same_parts: ClassVar[tuple[str, ...] | None] = ()
    compared_parts: ClassVar[tuple[str, ...]] = ("actor", "stance")
    written_after: ClassVar[dict[str, str]] = {"jointly": "said", "claim_credibility": "said", "mode": "said"}

    affirms: ClassVar[frozenset[str]] = frozenset({"claimed", "acknowledged", "attributed"})

    def contradicts(self, other: Self) -> bool:
        """Tell whether the two cannot both be right: said and denied of one actor, or attributed to two."""
        stances = {self.stance, other.stance}
        if self.actor.key == other.actor.key:
            return "denied" in stances and bool(stances & self.affirms)
        return stances == {"attributed"} and not (self.jointly or other.jointly)

    own_columns: ClassVar[tuple[str, ...]] = ("stance",)
    phrase: ClassVar[str] = "{actor}"

    @property
    def is_weighty(self) -> bool:
        """See `Statement`."""
        return self.stance in ("attributed", "suspected")


@record
class Toll(Statement):
    """A number of people, by who they were and what befell them."""

    category: Annotated[
        tuple[Annotated[str, CodeOf("toll-category")], ...],
        Field(
            min_length=1,
            description="Who they were; several codes where the source counts them together, `all` where it totals everybody.",
        ),
    ]
    measure: Annotated[str, CodeOf("toll-measure"), Field(description="What befell them.")]
    low: Low | None = None
    best: Best | None = None
    high: High | None = None
    as_of: AsOf | None = None
    basis: Annotated[str, CodeOf("toll-basis"), Field(description="How whoever counts knows it.")] | None = None
    nationality: Annotated[
        Country | None, Field(description="Their country, as the two capital letters of ISO 3166-1: IQ, US.")
    ] = None

    same_parts: ClassVar[tuple[str, ...] | None] = ("category", "measure")
    compared_parts: ClassVar[tuple[str, ...]] = ("low", "best", "high")
    written_after: ClassVar[dict[str, str]] = {"basis": "verbatim", "as_of": "said"}

    own_columns: ClassVar[tuple[str, ...]] = ("numbers",)
    counted: ClassVar[str] = "{category}, {measure}"
    phrase: ClassVar[str] = "{numbers} {measure} ({category})"

    @property
    def is_weighty(self) -> bool:
        """See `Statement`."""
        return self.measure == "killed" and (self.best or self.low or self.high or 0) > 0


@record
class Weapon(Statement):
    """What was used."""

    type: Annotated[str, CodeOf("weapon"), Field(description="What sort of weapon it was.")]
    model_claimed: Annotated[ShortText | None, Field(description="The model, as somebody claims or identifies it.")] = (
        None
    )
    count: Annotated[NumberRange | None, Field(description="How many of them, as `{low: 10, high: 14}`.")] = None

    phrase: ClassVar[str] = "{type}"


@record
class Amount(Statement):
    """A number of projectiles."""

    low: Low | None = None
    best: Best | None = None
    high: High | None = None

    phrase: ClassVar[str] = "{numbers}"


@record
class Damage(Statement):
    """Damage done, in words."""

    value: Annotated[Text, Field(description="What was damaged, as one sentence of ours.")]
    level: Annotated[str, CodeOf("damage-level"), Field(description="How heavy it was.")] | None = None

    phrase: ClassVar[str] = "{value}"


@record
class EventRelation(Statement):
    """A tie to an earlier event, written on the later one."""

    type: Annotated[str, CodeOf("event-relation"), Field(description="What this event is to the earlier one.")]
    target: Annotated[EventRef, Field(description="The id of the earlier event.")]

    phrase: ClassVar[str] = "{type} {target}"


@record
class Finding(Statement):
    """What an official inquiry found."""

    body: Annotated[Agent, Field(description="Who found it: the id of a group or state body, or a label.")]
    finding: Annotated[Text, Field(description="What was found, as one sentence of ours.")]

    phrase: ClassVar[str] = "{finding}"


@record
class Strike(Subject):
    """An attack, strike, explosion or other event."""

    type: Annotated[
        tuple[Valued[Annotated[str, CodeOf("strike-type")]], ...],
        Property("Type", box=True),
        Field(
            min_length=1, description="The means, as `rocket-attack`; `attack-series` for a series with its `counts`."
        ),
    ]
    date: Annotated[
        tuple[Valued[DateText], ...],
        Property("Date", one=True, box=True, chronicle=("value",)),
        Term("startDate", until="endDate", unless="occurrence"),
        Field(
            min_length=1, description="The local date at the place of the event, as 2021-02-15; a series has a period."
        ),
    ]
    time: Annotated[
        tuple[LocalTime, ...], Property("Local time", box=True), Field(description="The local hour, where it is known.")
    ] = ()
    place: Annotated[
        tuple[Location, ...],
        Property("Place", inverse="Events here", box=True),
        Term("location"),
        Field(min_length=1, description="Where it happened; several are several places, not rivals."),
    ]
    occurrence: Annotated[
        tuple[Valued[Annotated[str, CodeOf("occurrence")]], ...],
        Property("Whether it happened", one=True, box=True),
        Field(description="Whether it happened at all, where somebody denies that or it stands on a report alone."),
    ] = ()
    aims: Annotated[
        tuple[Valued[Annotated[str, CodeOf("aim")]], ...],
        Property("Aims"),
        Field(description="What it was meant for, by somebody's account."),
    ] = ()
    targets: Annotated[
        tuple[Target, ...],
        Property(
            "Targets",
            inverse="Events in which it was a target",
            box=True,
            expected=True,
            inverse_lane=Lane("Events", only="site"),
        ),
        Field(description="What or whom it was aimed at or hit."),
    ] = ()
    responsibility: Annotated[
        tuple[Responsibility, ...],
        Property(
            "Claims, attributions and denials",
            inverse="Events claimed, attributed or denied",
            box=True,
            expected=True,
            chain=PARTIES,
            inverse_lane=Lane("Events", by="stance"),
        ),
        Field(description="Who claimed, acknowledged or denied it, and to whom others attribute it."),
    ] = ()
    weapons: Annotated[tuple[Weapon, ...], Property("Weapons", box=True), Field(description="What was used.")] = ()
    launched: Annotated[
        tuple[Amount, ...], Property("Launched"), Field(description="How many projectiles were fired.")
    ] = ()
    intercepted: Annotated[
        tuple[Amount, ...], Property("Intercepted"), Field(description="How many projectiles were intercepted.")
    ] = ()
    impacted: Annotated[
        tuple[Amount, ...], Property("Impacted"), Field(description="How many projectiles came down on the target.")
    ] = ()
    casualties: Annotated[
        tuple[Toll, ...],
        Property("Toll", box=True, expected=True),
        Field(
            description="How many people were killed, wounded or missing: a statement for each category and each who counts."
        ),
    ] = ()
    counts: Annotated[
        tuple[Tally, ...],
        Property("Counts", box=True),
        Field(description="Of a series: how many attacks, claims or sites."),
    ] = ()
    damage: Annotated[tuple[Damage, ...], Property("Damage"), Field(description="What was damaged, in words.")] = ()
    outcome: Annotated[
        tuple[Valued[Annotated[str, CodeOf("outcome")]], ...],
        Property("Outcome", one=True, box=True),
        Field(description="Whether it reached its target."),
    ] = ()
    relations: Annotated[
        tuple[EventRelation, ...],
        Property("Related events", inverse="Later events that refer to it"),
        Field(description="Its ties to earlier events, as retaliation for one or part of a series."),
    ] = ()
    official_findings: Annotated[
        tuple[Finding, ...],
        Property("Official findings", chronicle=("when|said",)),
        Field(description="What commands, ministries and courts found."),
    ] = ()

    kind: ClassVar[Kind] = Kind(
        folder="strikes",
        singular="Strike",
        plural="Strikes and attacks",
        description="Attacks, strikes, explosions and other events: what each party says, and who counts which toll.",
        order=4,
        schema_type="Event",
        roles=frozenset({Role.ANY, Role.EVENT}),
        columns=(
            Column("Date", "date"),
            Column("Type", "type"),
            Column("Place", "place"),
            Column(
                "Responsibility",
                "responsibility",
                explained="The preferred account of who did it, else the first; the page has all of them.",
                absent="no one named",
            ),
            Column("Killed", "casualties", only=("measure", ("killed",)), total=("category", "all")),
            Column("Wounded", "casualties", only=("measure", ("wounded",)), total=("category", "all")),
        ),
        facets=(
            Facet("Type of event", "type"),
            Facet("Country", "place", of="country"),
            Facet("Responsibility", "responsibility", part="stance", absent="no one named"),
            Facet("Governorate", "place", of="governorate"),
        ),
        date="date",
        place="place",
        chapters=(
            Chapter(
                "event",
                "What happened",
                (
                    *("type", "occurrence", "date", "time", "aims", "weapons", "launched", "intercepted", "impacted"),
                    *("outcome", "damage"),
                ),
            ),
            Chapter("parties", "What each party says", ("responsibility", "official_findings")),
            Chapter("losses", "Toll", ("casualties", "counts", "leaders.death")),
            Chapter("map", "Place and targets", ("place", "targets", "bases.damage")),
            Chapter("ties", "Before and after", ("relations", "strikes.relations", "groups.relations")),
        ),
    )
