"""A507 coordinates: a town has them, at two decimals at most; an area may do without."""

from collections.abc import Iterator

from generator.model.atlas import Atlas, Finding

MAX_DECIMALS = 2


def check(atlas: Atlas) -> Iterator[Finding]:
    """Yield a finding for coordinates that are missing, out of range or finer than the policy allows."""
    for entry in atlas.entries.values():
        areas = getattr(entry.record, "areas", None)
        if areas is None:
            continue
        place_type, held = getattr(entry.record, "type"), getattr(entry.record, "coordinates")
        if held is None:
            if place_type not in areas:
                yield Finding(
                    "A202",
                    entry,
                    (),
                    "`coordinates` are missing",
                    f"a {place_type} has them, as `coordinates: [34.37, 41.09]`",
                )
            continue
        if abs(held[0]) > 90:
            yield Finding(
                "A507", entry, ("coordinates", 0), f"`{held[0]}` is no latitude", "write latitude first, then longitude"
            )
        for index, value in enumerate(held):
            if round(value, MAX_DECIMALS) != value:
                yield Finding(
                    "A507",
                    entry,
                    ("coordinates", index),
                    f"`{value}` is finer than two decimals",
                    f"write {round(value, MAX_DECIMALS)}: the atlas shows towns, never points",
                )
