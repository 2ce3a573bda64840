"""A513 outside-area: a town lies in its governorate."""

from collections.abc import Iterator

from generator.basemap import holds, outline_of
from generator.basemap.topology import Ring
from generator.model.atlas import Atlas, Finding
from generator.model.entry import Entry


def check(atlas: Atlas) -> Iterator[Finding]:
    """Yield a finding for coordinates outside the governorate's outline, where the base map has one."""
    for entry in atlas.entries.values():
        held, above = (getattr(entry.record, name, None) for name in ("coordinates", "governorate"))
        if not held or above is None or above not in atlas.entries:
            continue
        outline = _outline(atlas[above])
        if outline is not None and not holds(outline, held[0], held[1]):
            yield Finding(
                "A513",
                entry,
                ("coordinates",),
                f"{held[0]}, {held[1]} lies outside `{above}`",
                "write latitude first, then longitude; or name the governorate it lies in",
            )


def _outline(area: Entry) -> tuple[Ring, ...] | None:
    """Return the outline of a governorate, by whichever of its names the base map knows."""
    names = (area.label, area.id, *(name.text for name in area.record.names))
    return next((outline for name in names if (outline := outline_of(name)) is not None), None)
