"""Rules about dates, places, completeness and age of entries."""

from collections.abc import Iterator
from datetime import date, timedelta

from euphrates_atlas.draw.basemap import country, holds
from euphrates_atlas.draw.locations import area_outline, is_settlement
from euphrates_atlas.facts.completeness import completeness
from euphrates_atlas.facts.entry_dates import dates_in, dates_of, is_overdue
from euphrates_atlas.findings import Fault, Faults, Level
from euphrates_atlas.model.atlas import Atlas, Entry
from euphrates_atlas.model.roles import Located, Work
from euphrates_atlas.model.rules import rule
from euphrates_atlas.subject import subject
from euphrates_atlas.text.archives import copy_of
from euphrates_atlas.text.edtf import Edtf, parse_date
from euphrates_atlas.text.yaml_tree import NodePath

MAX_DECIMALS = 2


@rule("A508", Level.ERROR, "One of the two dates must be wrong.")
def date_order(atlas: Atlas, entry: Entry) -> Faults:
    """Nothing ends before it begins."""
    for field, declared in entry.shape.properties:
        # `ends` names the property with the beginning, as "founded" for "dissolved".
        starts = dates_of(entry, declared.ends) if declared.ends else []
        for fact in entry.current_facts(field.name) if starts else ():
            end = fact.value
            if isinstance(end, Edtf) and end.latest < min(
                start.earliest for start in starts
            ):
                message = f"`{end.text}` is before `{declared.ends}`, {starts[0].text}"
                yield Fault((*fact.path, "value"), message, "check both dates")
    work = entry.record
    if (
        isinstance(work, Work)
        and work.issued
        and work.accessed
        and work.accessed.latest < work.issued.earliest
    ):
        message = f"`{work.issued.text}` is after `accessed`, {work.accessed.text}"
        yield Fault(("issued",), message, "check both dates")
    for fact in entry.facts:
        first, last = fact.statement.first_and_last
        begin = fact.statement.date_of_act
        end = fact.statement.end_of_act
        if begin and end and end.latest < begin.earliest:
            message = f"`{end.text}` is before `{first}`, {begin.text}"
            yield Fault((*fact.path, last), message, "check both dates")


@rule("A507", Level.ERROR, "The atlas shows towns, never points.")
def coordinates(atlas: Atlas, entry: Entry) -> Faults:
    """Coordinates are latitude and longitude of a town or area, at two decimals at most."""
    place = entry.record
    if not isinstance(place, Located):
        return
    if not place.coordinates:
        if is_settlement(place):
            help = f"a {place.type} has them, for example `coordinates: [34.37, 41.09]`"
            yield Fault((), "`coordinates` are missing", help, code="A202")
        return
    latitude, _ = place.coordinates
    if abs(latitude) > 90:
        help = "write latitude first, then longitude"
        yield Fault(("coordinates", 0), f"`{latitude}` is not a latitude", help)
    for index, value in enumerate(place.coordinates):
        rounded = round(value, MAX_DECIMALS)
        if rounded != value:
            help = f"write {rounded}: the atlas shows towns, never points"
            yield Fault(
                ("coordinates", index), f"`{value}` is finer than two decimals", help
            )


@rule(
    "A513",
    Level.ERROR,
    "Latitude and longitude are easily swapped, and the map would show the town elsewhere.",
)
def outside_area(atlas: Atlas, entry: Entry) -> Faults:
    """A town lies in its {area}, and in its country."""
    place = entry.record
    if not isinstance(place, Located) or not place.coordinates or not is_settlement(place):
        return
    latitude, longitude = place.coordinates
    area = area_outline(entry, atlas) if place.area else country(place.country)
    if area and abs(latitude) <= 90 and not holds(area.rings, latitude, longitude):
        message = f"{latitude}, {longitude} is outside `{place.area or place.country}`"
        help = f"write latitude first, then longitude; or name the {subject().region.area} it lies in"
        yield Fault(("coordinates",), message, help)


@rule(
    "A519",
    Level.NOTE,
    "Otherwise readers cannot tell what is unknown from what nobody has looked for.",
    ("Complete an entry", "a search for each point, and a source that says it"),
)
def not_full(atlas: Atlas, entry: Entry) -> Faults:
    """An entry covers the points that readers expect of its kind, or lists them among its gaps."""
    how = completeness(atlas, entry)
    if how and how.missing:
        message = f"missing for a full entry: {', '.join(how.missing)}"
        help = "add what a source says; if none does, name the point in `gaps`, and too few sources as `Further sources`"
        yield Fault((entry.kind.label_field,), message, help)


@rule(
    "A515",
    Level.NOTE,
    "An entry that nobody has reviewed for a year may be out of date.",
    by_day=True,
)
def overdue(today: date, entry: Entry) -> Faults:
    """An entry is reviewed in full once a year."""
    reviewed = entry.record.reviewed
    if reviewed and is_overdue(reviewed, today):
        message = f"the last review, {reviewed}, is twelve months ago or more"
        yield Fault(
            ("reviewed",), message, "review the entry, correct it, and set the date"
        )


@rule("A522", Level.WARNING, "Such a date is a mistake.", by_day=True)
def day_ahead(today: date, entry: Entry) -> Faults:
    """No review, reading, publication, saying, count, listing, correction or event is dated more than a year ahead.

    What lies nearer may be right: `today` is perhaps the day of the newest commit.
    Days are compared as texts, year-month-day.
    """
    last = str(today + min(timedelta(days=366), date.max - today))  # Python ends in 9999
    reviewed = entry.record.reviewed
    if reviewed and reviewed > last:
        help = "write the day on which somebody last read the whole entry"
        yield Fault(("reviewed",), f"`{reviewed}` is in the future", help)
    for path, day in _days_past(entry):
        if day and day.earliest > last:
            yield Fault(
                path, f"`{day.text}` is in the future", "check the year against the source"
            )
    copy = (
        copy_of(entry.record.archive_url or "") if isinstance(entry.record, Work) else None
    )
    if copy and copy.day > last:
        help = "copy the address from the archive again"
        yield Fault(
            ("archive_url",), f"the day of this copy, {copy.day}, is in the future", help
        )


def _days_past(entry: Entry) -> Iterator[tuple[NodePath, Edtf | None]]:
    """Yield the dates of what has happened, with their paths: all but `when`, since a period may end ahead of us.

    The date is None where the entry has none at that path.
    """
    for name in ("issued", "accessed"):
        yield (name,), getattr(entry.record, name, None)
    for index, correction in enumerate(entry.record.corrections):
        yield ("corrections", index, "date"), parse_date(correction.date)
    for fact in entry.facts:
        for name, day in dates_in(entry, fact):
            if name != "when":
                yield (*fact.path, name), day
        for index, dispute in enumerate(fact.statement.disputed):
            yield (*fact.path, "disputed", index, "said"), dispute.said
