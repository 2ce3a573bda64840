"""Bases: camps, air bases, headquarters, depots, crossings and other sites."""

from euphrates_atlas.model.fields import Lane, part, prop, record
from euphrates_atlas.model.kind import (
    Article,
    Chapter,
    Facet,
    Kind,
    index_columns,
    index_facets,
)
from euphrates_atlas.model.roles import Location
from euphrates_atlas.model.statement import Agent, Codes, Dates, Statement, Texts, Valued
from euphrates_atlas.model.value_types import EventRef, Role, ShortText
from kinds.shared.statements import NumberRange

_PRESENT = Facet("Forces present", "occupants")


@record
class Control(Statement):
    """Who held it."""

    controller: Agent
    """Who held it: the id of a group or leader, or a label and the body they act for; the period goes into `when`."""
    mode: str | None = part(code="control-mode")
    """How they held it: alone, shared, in name only, contested."""
    side: ShortText | None = None
    """Of a crossing or a divided site: the side that is meant, such as `Iraqi side`."""

    apart_by = "side"
    phrase = "{controller} ({mode}), {side}|{controller} ({mode})|{controller}, {side}|{controller}"


@record
class Occupant(Statement):
    """Who was there, and as what."""

    unit: Agent
    """Who was there: the id of a group, or a label as `a unit of the 27th Brigade` and the body it belongs to."""
    role: str | None = part(code="occupant-role")
    """In what role they were there."""
    count: NumberRange | None = None
    """How many people they were, such as `{best: 2500}`; the date goes into `when`."""

    own_columns = ("role", "count")
    phrase = "{unit}"


@record
class SiteDamage(Statement):
    """Damage done to it."""

    level: str = part(code="damage-level", after="event")
    """How heavy it was."""
    event: EventRef | None = None
    """The id of the strike or other event that did it."""
    method: str | None = part(label="Known from", code="damage-method", after="when")
    """How it is known: imagery, officials, media or a party's claim."""

    own_columns = ("event", "method")
    phrase = "{level}"
    disputed_phrase = "attack or damage, {level}: {event}|attack or damage, {level}"


@record
class Base(Article):
    """A site."""

    type: Codes = prop(
        "Type", code="base-type", box=True, required=True, also="kind category"
    )
    """The type of site."""
    place: tuple[Location, ...] = prop(
        "Place",
        inverse="Bases and sites here",
        brings="control",
        box=True,
        required=True,
        term="containedInPlace",
        also="location city town where",
    )
    """The town or area that it lies in, and how exactly that is known; the place has the coordinates."""
    status: Codes = prop(
        "Status", code="base-status", one=True, box=True, expected=True, lasting=True
    )
    """Whether it is in use; several statements for several periods."""
    control: tuple[Control, ...] = prop(
        "Control",
        inverse="Sites controlled",
        box=True,
        expected=True,
        lasting=True,
        lane=Lane("Control", words="controller", follows=True),
        chronicle="when",
        also="controlled_by controller operator operated_by held_by",
    )
    """Who held it, and when."""
    occupants: tuple[Occupant, ...] = prop(
        "Forces present",
        inverse="Present at",
        box=True,
        lasting=True,
        lane=Lane("Present", words="unit"),
        also="garrison units forces tenants used_by",
    )
    """Who was stationed there or used it, and when."""
    legal_owner: tuple[Valued[Agent], ...] = prop("Owner", also="owner owned_by")
    """Its legal owner: the id of a group or state body, or a label."""
    functions: Codes = prop(
        "Functions",
        code="base-function",
        box=True,
        lasting=True,
        also="function use used_for purpose role",
    )
    """What it was used for."""
    civil_use: Codes = prop("Civil use", code="civil-use", box=True, lasting=True)
    """What civilians use it for, such as an airport or a crossing open to travellers; several statements for several periods."""
    built: Dates = prop(
        "Built",
        chronicle="value",
        also="constructed construction opened founded inception established",
    )
    """When it was built or set up, such as 1980~ or 2003/2005."""
    former_names: Texts = prop(
        "Former names", chronicle="when", also="formerly old_name previous_name former_name"
    )
    """A former name, with its period in `when`; its spellings also go into `names`."""
    damage: tuple[SiteDamage, ...] = prop(
        "Damage", inverse="Damage to sites", also="damaged destroyed"
    )
    """Damage done to it, with the event where that has an entry."""

    kind = Kind(
        folder="bases",
        key="site",
        singular="Site",
        plural="Bases and sites",
        description="Camps, air bases, headquarters, depots and crossings: who held them, when, and what happened there.",
        order=3,
        schema_type="Place",
        roles=frozenset({Role.ANY, Role.SITE}),
        columns=index_columns("type", "place", "status", "control"),
        facets=index_facets(
            "type",
            "status",
            "control",
            _PRESENT,
            "civil_use",
            "place.country",
            "place.governorate",
        ),
        place="place",
        strip="Who held it, and when",
        full="type place status control occupants functions built strikes.targets|damage",
        full_sources=3,
        chapters=(
            Chapter("over-time", "Who held it, and when", "control occupants legal_owner"),
            Chapter("map", "Place", "place"),
            Chapter(
                "identity", "Overview", "type status functions civil_use built former_names"
            ),
            Chapter("events", "Events at the site", "strikes.targets"),
            Chapter("harm", "Damage", "damage"),
        ),
    )
