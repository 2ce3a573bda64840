"""Groups: armed groups, brands and façades, states and their bodies: whoever acts or speaks."""

from math import inf
from typing import Annotated

from euphrates_atlas.model.fields import Lane, Term, part, prop, record
from euphrates_atlas.model.kind import (
    Article,
    Chapter,
    IndexColumn,
    Kind,
    index_columns,
    index_facets,
)
from euphrates_atlas.model.statement import Agent, Codes, Dates, Statement, Texts, Valued
from euphrates_atlas.model.value_types import (
    BodyRef,
    Count,
    PlaceRef,
    Role,
    ShortText,
    Text,
    matching,
)
from kinds.shared.affiliations import Alignment, Relation, Support
from kinds.shared.politics import Post, Seats, StateStatus
from kinds.shared.statements import (
    Allegation,
    Declaration,
    Designation,
    ListedIdentifiers,
    Strength,
    Sum,
    Tally,
)

STATES = ("state", "state-body")
"""Types of which nobody asks when they were founded."""
STATE_FORCES = ("military-command", "state-force", "foreign-state-force")
"""Types that serve a state: readers look for no alignment."""
OTHER_ACTORS = (*STATES, *STATE_FORCES, "state-force-formation", "media-outlet", "company")
PARENTS = (
    "facade-of",
    "part-of",
    "member-of",
    "armed-wing-of",
    "political-wing-of",
    "media-arm-of",
)

DATES = Lane("First and last")
AT_THE_LEADER = "who has an entry has the role there: write it in `roles` of that leader"


@record
class Unit(Statement):
    """A unit of the group: a brigade, a battalion, a wing without an entry of its own."""

    name: ShortText
    """Its name or number, such as `47th Brigade` or `Liwa al-Imam al-Hasan`."""
    number: Count | None = None
    """Its number in the body below, such as 47."""
    of: BodyRef | None = part(label="Body that numbers it")
    """The id of the body that numbers it, such as that of the PMF; its page lists them by number."""
    group: BodyRef | None = None
    """The id of the unit, where it has an entry."""
    commander: Agent | None = None
    """Who commands it: the id of a leader, or a label; the period goes into `when`."""

    same_parts = ("of", "number", "name")
    compared_parts = ("commander",)
    own_columns = ("number", "commander")
    phrase = "{name}"

    @property
    def sort_number(self) -> float:
        """See `Statement`."""
        return inf if self.number is None else self.number

    @property
    def searched_names(self) -> tuple[str, ...]:
        """See `Statement`."""
        return (
            (self.name, f"{self.number} Brigade", f"لواء {self.number}")
            if self.number
            else ()
        )

    @property
    def searched_entry(self) -> str | None:
        """See `Statement`."""
        return self.group


@record
class LedBy(Statement):
    """A role in the group that is held by somebody without an entry."""

    name: Annotated[
        str, matching(r"(?![a-z0-9]+(-[a-z0-9]+)+$).{1,300}", "a name", AT_THE_LEADER)
    ]
    """The name, of somebody who holds a public role; who has an entry has the role there."""
    role: str = part(code="leader-role")
    """The role; the period goes into `when`."""
    acting: bool = False
    """True where it is held for the time being."""
    ended_by: str | None = part(code="ended-by")
    """How the role ended."""

    own_columns = ("ended_by",)
    end_part = "ended_by"
    phrase = "{name}, {role}"


@record
class GroupArea(Statement):
    """Where it is, and in what role."""

    place: PlaceRef
    """The id of the town or area."""
    role: str | None = part(code="area-role")
    """Its role there: headquarters, stronghold, deployed, claimed."""

    called = "Area"  # on the pages of fields
    phrase = "{place}"


@record
class FacadeEvidence(Statement):
    """Evidence that a brand is the façade of somebody else."""

    type: str = part(code="facade-evidence", also="kind category group_type")
    """The type of evidence."""
    value: Text
    """The evidence, as one sentence of ours."""


@record
class Medium(Statement):
    """A channel or outlet of the group, described and never linked."""

    name: ShortText
    """Its name; never an address."""
    platform: ShortText | None = None
    """Where it appears, such as Telegram or satellite television."""
    function: ShortText | None = None
    """What it is used for, such as `claims of attacks`."""

    phrase = "{name}"


@record
class Group(Article):
    """An armed group, brand, party, state or body."""

    identifiers: ListedIdentifiers | None = part(also="ids wikidata qid")
    """The ids that the same subject has elsewhere."""
    type: Codes = prop("Type", code="group-type", box=True, lasting=True, required=True)
    """The type of body; several statements for several periods or views."""
    status: Codes = prop(
        "Status",
        code="group-status",
        one=True,
        box=True,
        lasting=True,
        lane=Lane("Status", words="value"),
    )
    """Whether it is active, and what became of it, with the period in `when`."""
    founded: Dates = prop(
        "Founded",
        one=True,
        box=True,
        expected=True,
        lane=DATES,
        chronicle="value",
        term="foundingDate",
        unless=STATES,
        also="formed established since formation inception foundation formed_in start_date "
        "established_in active_from created start",
    )
    """When it was founded, such as 2003 or 2013-05; the first claim of an unknown brand is `first_seen`."""
    founding_process: Codes = prop("How it was founded", code="founding-process")
    """How it came about: split, merger, founded by a state, launched as a brand."""
    founders: tuple[Valued[Agent], ...] = prop(
        "Founders",
        inverse="Founder of",
        edge="value",
        term="founder",
        also="founder founded_by established_by creator",
    )
    """Who founded it: the id of a leader or group, or a label."""
    dissolved: Dates = prop(
        "Dissolved",
        ends="founded",
        one=True,
        box=True,
        lane=DATES,
        chronicle="value",
        term="dissolutionDate",
        also="disbanded dissolution end_date defunct abolished active_until",
    )
    """When it was dissolved or gave up its name."""
    first_seen: Dates = prop(
        "First seen",
        box=True,
        lane=DATES,
        chronicle="value",
        also="appeared first_appearance emerged",
    )
    """The first trace of it in the evidence, such as a first claim or announcement."""
    last_seen: Dates = prop(
        "Last seen",
        ends="first_seen",
        box=True,
        lane=DATES,
        also="last_active last_appearance",
    )
    """The last trace of it in the evidence."""
    relations: tuple[Relation, ...] = prop(
        "Relations",
        inverse="Relations, from other entries",
        box=True,
        edge="target",
        lasting=True,
        chronicle="when",
        term=Term("memberOf", part="target", only=("type", ("part-of", "member-of"))),
        also="parent parents parent_organization parent_organisation parent_group parent_body subsidiary "
        "subsidiaries part_of member_of affiliation affiliations affiliated_with ally allies enemy "
        "enemies opponent opponents rivals predecessor successor splinter_of split_from facade_of "
        "front_of front_for belongs_to related_to wing",
    )
    """Its ties to other bodies: part of, façade of, split from, allied with."""
    facade_evidence: tuple[FacadeEvidence, ...] = prop("Evidence for a façade")
    """Evidence that it is the façade of somebody else."""
    alignment: tuple[Alignment, ...] = prop(
        "Alignment",
        inverse="Alignment towards it",
        edge="toward",
        expected=True,
        unless=(*STATES, *STATE_FORCES),
        also="allegiance loyalty aligned_with allegiances orientation",
    )
    """To whom it is aligned and how closely, always with who says so."""
    ideology: Codes = prop(
        "Ideology", code="ideology", also="ideologies religion political_ideology beliefs"
    )
    """Its ideology, in its own words first, otherwise as others describe it."""
    external_support: tuple[Support, ...] = prop(
        "Foreign support",
        inverse="Support given to others",
        edge="supporter",
        lasting=True,
        also="supporter supporters support sponsor sponsors backer backers backed_by funded_by donors",
    )
    """What others give it: funds, arms, training, sanctuary."""
    state_status: tuple[StateStatus, ...] = prop(
        "Legal status", edge="body", lasting=True, chronicle="when", also="legal_form"
    )
    """Its legal status in a state, such as a brigade of the PMF or an outlawed body."""
    strength: tuple[Strength, ...] = prop(
        "Strength",
        also="size members fighters personnel manpower troops headcount membership employees number_of_members",
    )
    """How many members or fighters it has; its own claims carry `by`."""
    units: tuple[Unit, ...] = prop(
        "Units",
        inverse="Units, from other entries",
        edge="of",
        lasting=True,
        chronicle="when",
        also="brigade brigades branch branches subunits divisions battalions",
    )
    """Its brigades and other units, with number and commander; the number in the PMF is here and not in a note."""
    led_by: tuple[LedBy, ...] = prop(
        "Other leaders",
        lasting=True,
        chronicle="when",
        also="leader leaders commander commanders chief head chairman president secretary_general "
        "spokesman spokesperson commander_in_chief director leadership key_people headed_by",
    )
    """Leaders and commanders who have no entry; those who have one are listed by themselves."""
    seats: tuple[Seats, ...] = prop(
        "Seats won",
        inverse="Seats won by groups",
        edge="body",
        chronicle="when",
        also="parliament_seats mandates",
    )
    """Its seats and votes at elections, by list."""
    posts: tuple[Post, ...] = prop(
        "Ministries and posts",
        inverse="Posts held by groups",
        edge="body",
        lasting=True,
        chronicle="when",
        also="ministry ministries ministers",
    )
    """Ministries and other posts in a state that it holds."""
    sums: tuple[Sum, ...] = prop(
        "Funds and rewards",
        inverse="Funds given and rewards offered",
        edge="party",
        also="budget funding finances revenue funds",
    )
    """Its budget, what others give it, rewards for information about it."""
    area: tuple[GroupArea, ...] = prop(
        "Areas",
        inverse="Groups here",
        also="location locations headquarters hq region regions area_of_operations based_in territory",
    )
    """Where it is or operates, and in what role."""
    counts: tuple[Tally, ...] = prop("Counts", also="attacks attacks_claimed")
    """How many attacks or other events somebody counts for it, such as `more than 150 since October`."""
    declarations: tuple[Declaration, ...] = prop(
        "Declarations",
        chronicle="when|said",
        also="statement statements announcement announcements",
    )
    """What it declared rather than did: threats, halts, denials, formations."""
    designations: tuple[Designation, ...] = prop(
        "Designations",
        box=True,
        in_force="Designated by",
        chronicle="listed delisted",
        unless=(*STATES, *STATE_FORCES),
        silent="No designation is recorded.",
        also="sanction sanctions sanctioned designated designated_by listed_by proscribed terrorist_designation",
    )
    """Listings as a terrorist or sanctioned body, and delistings."""
    allegations: tuple[Allegation, ...] = prop(
        "Allegations",
        also="accusation accusations accused abuses crimes violations war_crimes",
    )
    """What it is accused of, by whom, how far that went and what it answered; never the allegation alone."""
    media: tuple[Medium, ...] = prop(
        "Media", also="website channel channels telegram social_media"
    )
    """Its channels and outlets, by name and never by address."""
    symbols: Texts = prop("Symbols", also="flag emblem logo insignia colours colors")
    """What its flag or emblem shows, in words."""

    @property
    def is_secondary(self) -> bool:
        """Tell whether all accounts of its type make it a state, an office, an outlet or a company."""
        return all(statement.value in OTHER_ACTORS for statement in self.type)

    kind = Kind(
        folder="groups",
        key="group",
        singular="Group",
        plural="Groups",
        description="Armed groups, brands and façades, and the states, commands and bodies around them.",
        order=1,
        schema_type="Organization",
        roles=frozenset({Role.ANY, Role.AGENT, Role.BODY, Role.OUTLET}),
        columns=index_columns(
            "type",
            "status",
            "founded",
            IndexColumn("Part or façade of", "relations", only=("type", PARENTS)),
            IndexColumn("Designated by", "designations"),
        ),
        facets=index_facets(
            "type", "status", "area.country", "area", Designation.facet, Allegation.facet
        ),
        place="area",
        strip="Activity over time",
        secondary="States and other actors",
        full=(
            "type status founded relations state_status alignment ideology strength area leaders.roles|led_by media"
            " strikes.responsibility|strikes.targets|strikes.participants"
        ),
        full_sources=6,
        chapters=(
            Chapter(
                "identity",
                "Overview",
                "type status state_status founded first_seen founders founding_process dissolved last_seen alignment"
                " ideology strength sums groups.sums symbols",
            ),
            Chapter("people", "Leaders", "leaders.roles led_by leaders.offices"),
            Chapter("formations", "Units", "units groups.units"),
            Chapter("politics", "Seats and posts", "seats groups.seats posts groups.posts"),
            Chapter(
                "ties",
                "Relations",
                "relations groups.relations facade_evidence external_support groups.external_support leaders.sums",
            ),
            Chapter("over-time", "Activity over time"),
            Chapter(
                "events",
                "Attacks and other events",
                "strikes.responsibility strikes.targets strikes.participants strikes.dead strikes.stated_reasons"
                " counts",
            ),
            Chapter("sites", "Sites and areas", "bases.control bases.occupants area"),
            Chapter("map", "On the map"),
            Chapter("lists", "Designations", "designations"),
            Chapter("accusations", "Allegations", "allegations"),
            Chapter("words", "Declarations and media", "declarations media"),
        ),
    )
