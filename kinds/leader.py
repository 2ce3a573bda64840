"""Leaders: people with a public role in the groups or around them."""

from euphrates_atlas.model.codes import contains
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
from euphrates_atlas.model.statement import (
    Agent,
    Body,
    Codes,
    Dates,
    Statement,
    Valued,
    current,
)
from euphrates_atlas.model.value_types import (
    DateText,
    EventRef,
    PersonRef,
    PlaceRef,
    Role,
    ShortText,
)
from kinds.shared.statements import (
    Allegation,
    Declaration,
    Designation,
    ListedIdentifiers,
    Sum,
)


@record
class RoleHeld(Statement):
    """A role in a body, with its period and how it ended."""

    group: Body
    """The id of the body in which the role is held, or a label where it has no entry."""
    role: str = part(code="leader-role")
    """The role; the period goes into `when`."""
    title_orig: ShortText | None = part(label="Title in its own language")
    """The title in its own language and script."""
    acting: bool = False
    """True where it is held for the time being."""
    ended_by: str | None = part(code="ended-by")
    """How the role ended."""

    same_parts = ("group", "role")
    compared_parts = ("when", "ended_by")
    own_columns = ("ended_by",)
    end_part = "ended_by"
    phrase = "{role}, {group}"


@record
class Office(Statement):
    """A post in a state, a party or alliance, a parliament, an international body or a tribe."""

    body: Agent
    """The body: the id of a group or state body, or a label as `Parliament of Iraq`."""
    post: ShortText
    """The post, such as `member of parliament`."""

    phrase = "{post}, {body}"


@record
class Death(Statement):
    """When, where and in what event somebody died."""

    value: DateText
    """The day of death, such as 2020-01-03."""
    place: PlaceRef | None = None
    """The id of the town or area where it happened."""
    event: EventRef | None = None
    """The id of the strike or other event in which it happened."""
    cause: ShortText | None = None
    """The cause, in a few words."""

    is_weighty = True
    asks_second_origin = "a death"
    phrase = "{value} in {place}|{value}"
    disputed_phrase = "{value}, {cause}|{value}"


def _says(state: Valued[str], code: str) -> bool:
    """Tell whether a statement of `life_status` has a code, or one that the code contains."""
    return contains("life-status", code, state.value)


@record
class Leader(Article):
    """A person with a public role."""

    identifiers: ListedIdentifiers | None = part(also="ids wikidata qid")
    """The ids that the same subject has elsewhere."""
    public_role_basis: Codes = prop(
        "Why there is an entry",
        code="public-role-basis",
        required=True,
        also="basis notability",
    )
    """Why the person has an entry: without a public role there is none."""
    roles: tuple[RoleHeld, ...] = prop(
        "Roles",
        inverse="Leaders",
        box=True,
        edge="group",
        tie_words="role in",
        lasting=True,
        lane=Lane(words="role", by="group"),
        chronicle="when",
        term=Term("affiliation", part="group", role="role"),
        also="role position positions leader_of commander_of member_of group affiliation organization "
        "organisation military_rank",
    )
    """Roles in groups, with period and how they ended; the leaders of a group follow from these."""
    offices: tuple[Office, ...] = prop(
        "Offices",
        inverse="Office holders",
        box=True,
        edge="body",
        lasting=True,
        lane=Lane(words="post", by="body"),
        chronicle="when",
        also="office office_held positions_held post posts ministry political_office",
    )
    """Posts in a state, party or parliament."""
    life_status: Codes = prop(
        "Life status",
        code="life-status",
        one=True,
        box=True,
        expected=True,
        also="status alive living",
    )
    """Whether the person lives, by whose account."""
    birth: Dates = prop(
        "Born",
        one=True,
        box=True,
        term="birthDate",
        also="birthdate date_of_birth dob birth_date born_on",
    )
    """The year of birth; the day only where an official list or the person published it."""
    birthplace: tuple[Valued[PlaceRef], ...] = prop(
        "Born in",
        inverse="People born here",
        term="birthPlace",
        also="place_of_birth birth_place",
    )
    """The id of the town or area of birth, nothing finer."""
    nationality: tuple[Valued[PlaceRef], ...] = prop(
        "Nationality", term="nationality", also="citizenship country_of_citizenship country"
    )
    """The id of the country."""
    death: tuple[Death, ...] = prop(
        "Died",
        ends="birth",
        one=True,
        box=True,
        inverse="Deaths of leaders",
        lane=Lane("Life"),
        chronicle="value",
        term=Term("deathDate", unless="life_status"),
        also="died death_date date_of_death killed dead assassinated died_on death_place place_of_death cause_of_death manner_of_death",
    )
    """When, where and in what event the person died."""
    declarations: tuple[Declaration, ...] = prop(
        "Declarations", chronicle="when|said", also="statement statements"
    )
    """What the person declared rather than did: threats, halts, denials."""
    designations: tuple[Designation, ...] = prop(
        "Designations",
        silent="No designation is recorded.",
        box=True,
        in_force="Designated by",
        chronicle="listed delisted",
        also="sanction sanctions sanctioned designated designated_by listed_by",
    )
    """Listings by states and international bodies, and delistings."""
    allegations: tuple[Allegation, ...] = prop(
        "Allegations", also="accusation accusations accused crimes charges"
    )
    """What the person is accused of; it needs two origins or an official document."""
    sums: tuple[Sum, ...] = prop(
        "Rewards and other sums",
        inverse="Rewards offered for leaders",
        edge="party",
        also="reward rewards bounty",
    )
    """Rewards that somebody offers for information about the person, and other sums."""
    relatives: tuple[Valued[PersonRef], ...] = prop(
        "Relatives with an entry",
        inverse="Relatives",
        also="family father mother son children brother siblings spouse",
    )
    """The ids of relatives who have a public role of their own."""

    @property
    def is_living(self) -> bool:
        """Tell whether the rules for living people apply: no current statement reports a death, or one contradicts it.

        A preferred statement of `life_status` decides alone. Otherwise the person counts as living where a statement
        says "alive", without a date or for a time not before that of the last reported death: in doubt, the
        stricter rules apply.
        """
        states = current(self.life_status)
        preferred = [state for state in states if state.is_preferred]
        if preferred:
            return not any(_says(state, "death-reported") for state in preferred)
        days = [death.value.earliest for death in current(self.death)]
        dead = [state.when for state in states if _says(state, "death-reported")]
        days += [when.earliest if when else "" for when in dead]
        last = max(days, default="")
        alive = [state.when for state in states if _says(state, "presumed-alive")]
        return not days or any(not when or when.latest >= last for when in alive)

    kind = Kind(
        folder="leaders",
        key="leader",
        singular="Person",
        plural="People",
        description="Commanders, founders and spokespeople, and the clerics and statesmen around them.",
        order=2,
        schema_type="Person",
        roles=frozenset({Role.ANY, Role.AGENT, Role.PERSON}),
        columns=index_columns(
            IndexColumn("Roles and offices", "roles|offices"),
            "life_status",
            IndexColumn("Died", "death"),
            IndexColumn("Designated by", "designations"),
        ),
        facets=index_facets(
            "life_status",
            Facet("Body", "roles", part="group"),
            Designation.facet,
            Allegation.facet,
        ),
        strip="Roles over time",
        one_of=("roles", "life_status"),
        full="public_role_basis roles life_status declarations",
        full_sources=3,
        chapters=(
            Chapter("over-time", "Roles and offices", "roles offices public_role_basis"),
            Chapter(
                "life",
                "Life",
                "life_status death birth birthplace nationality relatives leaders.relatives",
            ),
            Chapter("founder", "Founder of", "groups.founders"),
            Chapter(
                "events",
                "Attacks and other events",
                "strikes.targets strikes.responsibility strikes.participants strikes.stated_reasons",
            ),
            Chapter("lists", "Designations", "designations sums"),
            Chapter("accusations", "Allegations", "allegations"),
            Chapter("words", "Declarations", "declarations"),
        ),
    )
