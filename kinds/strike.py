"""Events: attacks, strikes, explosions, battles, agreements and others, and series of them."""

from typing import Annotated, Self

from euphrates_atlas.model.codes import Code, code_list
from euphrates_atlas.model.fields import Lane, Term, part, prop, record
from euphrates_atlas.model.kind import (
    Article,
    Chapter,
    Facet,
    IndexColumn,
    Kind,
    index_columns,
    index_facets,
)
from euphrates_atlas.model.roles import Location
from euphrates_atlas.model.statement import Agent, Codes, Dates, Statement, Texts
from euphrates_atlas.model.value_types import (
    EventRef,
    Hour,
    Role,
    ShortText,
    Text,
    matching,
)
from kinds.shared.attacks import Amount, Damage, Target, Weapon
from kinds.shared.statements import Tally
from kinds.shared.tolls import NamedDead, Toll

NO_ATTACK = (
    "withdrawal",
    "handover",
    "agreement",
    "halt-of-attacks",
    "election",
    "law-or-decision",
    "change-of-government",
    "deployment",
    "opening",
    "political-step",
)
"""Types of events that have neither a target nor a claim nor a toll of their own."""
NO_HIT = (
    *NO_ATTACK,
    "abduction",
    "arrest-operation",
    "assassination",
    "attack-series",
    "clash",
    "ground-raid",
    "mass-killing",
    "protest-killing",
    "sabotage-or-arson",
    "small-arms",
)
"""Types of events that have no outcome: nothing was fired that could miss, and no place was fought for."""


@record
class LocalTime(Statement):
    """The hour at the place of the event."""

    value: Hour
    """The hour, as "01:00", in quotes."""
    zone: Annotated[
        str,
        matching(
            r"[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+", "a time zone", "write it as Asia/Baghdad"
        ),
    ] = part(label="Time zone")
    """Its time zone, by IANA name, such as Asia/Baghdad: that of the place, where the text names none."""
    precision: str = part(label="How exactly known", code="time-precision")
    """How exact the time is."""


@record
class Responsibility(Statement):
    """A claim, an attribution or a denial, of one actor."""

    actor: Agent
    """Who did it or is said to have done it: the id of a group or state, or a label; if nobody is named, write that into `gaps`."""
    stance: str = part(code="stance")
    """What `by` says of the actor's part; `attributed` and `suspected` need `by`."""
    mode: str | None = part(label="Form", code="claim-mode", after="said")
    """How it was said: statement, video, channel."""
    channel: ShortText | None = part(label="First published by", after="said")
    """The name of the channel or outlet that published it first; never its address."""
    hour: Hour | None = part(after="said")
    """The local hour at which it was published, as "21:40", in quotes; the day goes into `said`."""
    claim_credibility: str | None = part(code="claim-credibility", after="said")
    """How credible an analyst holds the claim to be."""
    jointly: bool = part(label="As one of several groups", default=False, after="said")
    """True where several actors did it together."""

    affirms = frozenset({"claimed", "acknowledged", "attributed"})

    def contradicts(self, other: Self) -> bool:
        """Tell whether two statements exclude one another: one affirms a part of an actor that the other denies,
        or they attribute the event to two actors that did not act jointly.
        """
        stances = {self.stance, other.stance}
        if self.actor.key == other.actor.key:
            return "denied" in stances and bool(stances & self.affirms)
        return stances == {"attributed"} and not (self.jointly or other.jointly)

    @property
    def stance_code(self) -> Code:
        """See `Statement`."""
        return code_list("stance").codes[self.stance]

    @property
    def accused(self) -> Agent:
        """See `Statement`."""
        return self.actor

    @property
    def is_denial(self) -> bool:
        """See `Statement`."""
        return self.stance == "denied"

    @property
    def is_weighty(self) -> bool:
        """See `Statement`."""
        return self.stance in ("attributed", "suspected")

    asks_second_origin = "responsibility for an event"
    own_columns = ("stance",)
    phrase = "{actor}"


@record
class Participant(Statement):
    """Who took part, and in what role: in a battle, an agreement, a handover, an election."""

    actor: Agent
    """Who took part: the id of a group or state, or a label; attackers and targets have fields of their own."""
    role: str = part(code="participant-role")
    """In what role: a party to an agreement, a mediator, on whose side it fought."""
    side: ShortText | None = None
    """The side on which it was, such as `with the army`."""

    same_parts = ("actor",)
    compared_parts = ("role",)
    own_columns = ("role", "side")
    phrase = "{actor}"


@record
class StatedReason(Statement):
    """Why the actors said that they did it; `by` names who said so."""

    value: Text
    """The reason that they gave, as one sentence of ours."""
    toward: Agent | None = part(label="Whose act or death it was")
    """Whose act, threat or death it was, also where the words name nobody: the id of a group, leader or state, or a label."""
    event: EventRef | None = None
    """The id of the event that they named, such as the killing that was avenged; it may have happened elsewhere."""


@record
class EventRelation(Statement):
    """A tie to an earlier event, written on the later one."""

    type: str = part(code="event-relation")
    """What this event is to the earlier one."""
    target: EventRef
    """The id of the earlier event."""

    phrase = "{type} {target}"


@record
class InquiryFinding(Statement):
    """What an official inquiry found."""

    body: Agent = part(label="Who found it")
    """Who found it: the id of a group or state body, or a label."""
    finding: Text
    """What was found, as one sentence of ours."""

    our_words = ("note", "finding")
    called = "Finding"  # on the pages of fields
    phrase = "{finding}"


@record
class Reaction(Statement):
    """What somebody said of it afterwards, without a finding of their own."""

    type: str = part(code="reaction")
    """The type of reaction."""
    value: Text
    """What was said, as one sentence of ours."""
    by: Agent
    """Who said it: the id of an entry, or a label and the body they speak for."""

    own_columns = ("type",)


@record
class Strike(Article):
    """An attack, strike, explosion or other event."""

    type: Codes = prop(
        "Type",
        code="strike-type",
        box=True,
        required=True,
        also="kind category attack_type",
    )
    """The means, such as `rocket-attack`; `attack-series` for a series with its `counts`."""
    date: Dates = prop(
        "Date",
        one=True,
        box=True,
        chronicle="value",
        required=True,
        term=Term("startDate", until="endDate", unless="occurrence"),
        also="day point_in_time start_date",
    )
    """The local date at the place of the event, such as 2021-02-15; a series has a period."""
    time: tuple[LocalTime, ...] = prop(
        "Local time", box=True, unless=NO_ATTACK, also="hour local_time"
    )
    """The local hour, where it is known."""
    part_of_day: Codes = prop("Part of the day", code="part-of-day", unless=NO_ATTACK)
    """Dawn, morning, night: where the sources give no hour."""
    place: tuple[Location, ...] = prop(
        "Place",
        inverse="Events here",
        brings="responsibility",
        box=True,
        required=True,
        term="location",
        also="location where site city town",
    )
    """Where it happened; several are several places, not rivals."""
    launched_from: tuple[Location, ...] = prop(
        "Launched from",
        inverse="Attacks launched from here",
        also="launch_site fired_from origin",
    )
    """The town or area from which it was launched, nothing finer."""
    occurrence: Codes = prop("Whether it happened", code="occurrence", one=True, box=True)
    """Whether it happened at all, where somebody denies that or it rests on a report alone."""
    aims: Codes = prop("Aims", code="aim", also="aim purpose")
    """What it was meant to achieve, with who says so."""
    targets: tuple[Target, ...] = prop(
        "Targets",
        inverse="Targeted in",
        box=True,
        expected=True,
        unless=NO_ATTACK,
        inverse_lane=Lane("Events", only="site"),
        also="target victim targeted aimed_at",
    )
    """What or whom it was aimed at or hit."""
    responsibility: tuple[Responsibility, ...] = prop(
        "Claims, attributions and denials",
        inverse="Events claimed, attributed or denied",
        box=True,
        expected=True,
        unless=NO_ATTACK,
        silent="No claim, attribution or denial is recorded here.",
        inverse_lane=Lane("Events", by="stance"),
        also="perpetrator perpetrators attacker attackers claimed_by claim claims attributed_to "
        "responsible suspect suspects accused",
    )
    """Who claimed, acknowledged or denied it, and to whom others attribute it."""
    participants: tuple[Participant, ...] = prop(
        "Participants",
        inverse="Took part in",
        box=True,
        inverse_lane=Lane("Events", by="role"),
        also="participant belligerents parties combatants involved",
    )
    """Who took part and neither attacked nor was the target: the parties to an agreement, its mediators, sides in a battle."""
    terms: Texts = prop("Terms")
    """What an agreement, a law or a decision says, a statement for each point, in our words."""
    ended: Dates = prop(
        "Ended", ends="date", one=True, box=True, chronicle="value", also="end_date end"
    )
    """When an agreement or truce ended; an event that lasted has its end in `date`."""
    stated_reasons: tuple[StatedReason, ...] = prop(
        "Stated reasons",
        inverse="Named as a reason for events",
        also="motive motives reason reasons cause",
    )
    """Why the actors said that they did it, such as for a war elsewhere or the death of somebody."""
    weapons: tuple[Weapon, ...] = prop(
        "Weapons", box=True, unless=NO_ATTACK, also="weapon weapon_type weaponry munitions"
    )
    """What was used."""
    launched: tuple[Amount, ...] = prop(
        "Projectiles launched", also="rockets missiles drones projectiles fired"
    )
    """How many projectiles were fired."""
    intercepted: tuple[Amount, ...] = prop("Projectiles intercepted", also="shot_down")
    """How many projectiles were intercepted."""
    impacted: tuple[Amount, ...] = prop("Projectiles that hit", also="hits")
    """How many projectiles came down on the target."""
    casualties: tuple[Toll, ...] = prop(
        "Toll",
        box=True,
        expected=True,
        unless=NO_ATTACK,
        also="deaths fatalities killed victims wounded injured casualty toll losses death_toll "
        "number_of_deaths number_of_injured injuries",
    )
    """How many people were killed, wounded or missing: a statement for each category and each who counts."""
    dead: tuple[NamedDead, ...] = prop("Named dead", inverse="Members killed")
    """Who was killed in it, by name; those who have an entry are targets, or have the event in `death`."""
    counts: tuple[Tally, ...] = prop("Counts", box=True)
    """Of a series: how many attacks, claims or sites."""
    damage: tuple[Damage, ...] = prop("Damage", also="damaged destroyed")
    """What was damaged, in words."""
    outcome: Codes = prop(
        "Outcome", code="outcome", one=True, box=True, unless=NO_HIT, also="result"
    )
    """Whether what was fired, dropped or laid reached its target; of a battle, whether the place was taken."""
    relations: tuple[EventRelation, ...] = prop(
        "Related events",
        inverse="Later related events",
        also="part_of retaliation_for related related_to",
    )
    """Its ties to earlier events, such as retaliation for one or part of a series."""
    official_findings: tuple[InquiryFinding, ...] = prop(
        "Official findings", chronicle="when|said", also="investigation inquiry findings"
    )
    """What commands, ministries and courts found."""
    reactions: tuple[Reaction, ...] = prop(
        "Reactions", chronicle="when|said", also="reaction response responses condemnations"
    )
    """What governments, groups and people said of it: condemnation, support, a threat or a demand."""

    kind = Kind(
        folder="strikes",
        key="event",
        singular="Event",
        plural="Events",
        description="Attacks, strikes, battles, agreements and other events: what each party says, and who counted the casualties.",
        order=4,
        schema_type="Event",
        roles=frozenset({Role.ANY, Role.EVENT}),
        columns=index_columns(
            "date",
            "type",
            "place",
            IndexColumn(
                "Responsibility",
                "responsibility",
                explained="The preferred account of who did it, otherwise a claim, otherwise the first; and the first denial. Page and downloads have them all.",
                absent="unattributed",
            ),
            IndexColumn(
                "Killed", "casualties", only=("measure", ("killed",)), is_number=True
            ),
            IndexColumn(
                "Wounded", "casualties", only=("measure", ("wounded",)), is_number=True
            ),
        ),
        facets=index_facets(
            Facet(
                "Type of event",
                "type",
                main="Attacks and other incidents only",
                others=NO_ATTACK,
            ),
            "place.country",
            Facet("Site aimed at or hit", "targets", part="site"),
            Facet("Side aimed at or hit", "targets", part="actor"),
            Facet("Participant", "participants", part="actor"),
            Facet("Says it did it", "responsibility", part="actor", by_itself=True),
            Facet("Responsibility", "responsibility", part="stance", absent="unattributed"),
            Facet("Who is named", "responsibility", part="actor", with_stance=True),
            Facet("Who says it", "responsibility", speakers=True),
            Facet("Weapon", "weapons"),
            "place.governorate",
            Facet("Town or area", "place"),
        ),
        date="date",
        place="place",
        part_of=("relations", "part-of-series"),
        full=(
            "type date time|part_of_day place targets|participants responsibility weapons casualties outcome"
            " official_findings|reactions"
        ),
        full_sources=2,
        chapters=(
            Chapter("text", "What happened"),
            Chapter(
                "parties",
                "What each party says",
                "participants responsibility stated_reasons official_findings reactions groups.seats",
            ),
            Chapter("losses", "Toll", "casualties dead counts leaders.death"),
            Chapter("gaps", "What is not known"),
            Chapter(
                "event",
                "Details",
                "type occurrence date time part_of_day ended terms aims weapons launched intercepted impacted"
                " outcome damage",
            ),
            Chapter(
                "map",
                "Place and targets",
                "place launched_from targets bases.damage",
                alone="Place",
            ),
            Chapter(
                "ties",
                "Before and after",
                "relations strikes.relations strikes.stated_reasons groups.relations",
            ),
        ),
    )
