"""The page of the map: every place at which something is recorded, drawn, and as a table with counts by kind and period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.draw.labels import Sizes
from generator.draw.region import (
    LEAST_RADIUS,
    Counted,
    Sheet,
    is_counted,
    is_outlined,
    region_drawing,
    region_svg,
    view_of,
)
from generator.links.presence import Presence, Years, presences
from generator.model.atlas import Atlas
from generator.model.kind import Kind
from generator.model.values import Role
from generator.render.overviews.region_map import area_of
from generator.render.place_map import place_words
from generator.render.values import Words, address, html

SHEET = Sheet(720, 556, Sizes(phone=29, desk=12), widest=26, named=5)
MOST_PERIODS = 6
MOST_PLACES = 250
"""Places on the map and in its table: those at which most is recorded."""
ALWAYS = "*"
"""For the script: an entry that no statement dates, which counts in every year."""


@dataclass(frozen=True, slots=True)
class Period:
    """Some years, of which the table has a column."""

    first: int
    last: int

    @property
    def words(self) -> str:
        """The years, as a column is headed."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


@dataclass(frozen=True, slots=True)
class MapRow:
    """One place in the table."""

    id: str
    place: Markup
    """A link to it, with the governorate and country it lies in."""
    drawn: str
    """How it is drawn, where that is not as a circle that grows with the count."""
    counts: tuple[tuple[int, str], ...]
    """For each kind: how many, and the address of the list; in the order of the page's kinds."""
    periods: tuple[int, ...]
    years: str
    """For the script: by kind, each entry as a number and its first and last year, `bases:3@2019-2021`."""
    total: int


@dataclass(frozen=True, slots=True)
class MapPage:
    """The map and its table."""

    svg: Markup
    kinds: tuple[Kind, ...]
    periods: tuple[Period, ...]
    rows: tuple[MapRow, ...]
    said: str
    """What all of it comes to, in words."""
    left: int
    """Places that find no room, at which less is recorded."""
    index: str
    """The address of the index of places."""
    most: int
    """The highest count of a place that has a circle."""
    widest: float = SHEET.widest
    least: float = LEAST_RADIUS


def map_page(atlas: Atlas) -> MapPage:
    """Return the page; places with nothing recorded at them are left to the index of places."""
    every = [presence for presence in presences(atlas) if presence.present]
    most = sorted(every, key=lambda presence: (-len(presence.present), presence.place.id))[:MOST_PLACES]
    held = sorted(most, key=lambda presence: presence.place.id)
    folders = {present.entry.kind.folder for presence in held for present in presence.present}
    kinds = tuple(kind for kind in atlas.kinds if kind.folder in folders)
    periods = periods_of([p.years for presence in held for p in presence.present if p.years])
    numbers = {id: n for n, id in enumerate(sorted({p.entry.id for presence in held for p in presence.present}))}
    rows = sorted((_row(p, kinds, periods, numbers, Words(atlas)) for p in held), key=lambda row: (-row.total, row.id))
    counted = [_counted(presence, kinds) for presence in held]
    circles = [c.count for c in counted if is_counted(view_of(SHEET), c.area)]
    said = _said(held, kinds)
    index = next(f"../{kind.folder}/index.html" for kind in atlas.kinds if Role.LOCATION in kind.roles)
    left = len(every) - len(held)
    return MapPage(_svg(atlas, counted), kinds, periods, tuple(rows), said, left, index, max(circles, default=1))


def periods_of(dated: Sequence[Years]) -> tuple[Period, ...]:
    """Return spans of years alike in length, the last ending with the newest year, at most six."""
    if not dated:
        return ()
    first, last = min(years[0] for years in dated), max(years[1] for years in dated)
    length = -(-(last - first + 1) // MOST_PERIODS)
    ends = range(last, first - 1, -length)
    return tuple(Period(max(end - length + 1, first), end) for end in reversed(ends))


def _said(held: Sequence[Presence], kinds: Sequence[Kind]) -> str:
    ids = {
        kind.folder: {p.entry.id for presence in held for p in presence.present if p.entry.kind is kind}
        for kind in kinds
    }
    parts = [counted_words(kind, len(ids[kind.folder])) for kind in kinds]
    return f"{', '.join(parts)}, at {len(held)} place{'' if len(held) == 1 else 's'}"


def counted_words(kind: Kind, number: int) -> str:
    """Return how many entries of a kind there are, as `1 strike`."""
    return f"{number} {(kind.singular if number == 1 else kind.plural).lower()}"


def _row(
    presence: Presence, kinds: Sequence[Kind], periods: Sequence[Period], numbers: Mapping[str, int], words: Words
) -> MapRow:
    place = presence.place
    by_kind = {kind.folder: [p for p in presence.present if p.entry.kind is kind] for kind in kinds}
    years = [
        f"{folder}:{','.join(f'{numbers[p.entry.id]}@{_span(p.years)}' for p in held)}"
        for folder, held in by_kind.items()
        if held
    ]
    return MapRow(
        place.id,
        place_words(words, presence.own.location),
        _drawn_words(presence),
        tuple((len(by_kind[k.folder]), address(place, f"{k.singular.lower()}-{k.place}")) for k in kinds),
        tuple(sum(_is_in(p.years, period) for p in presence.present) for period in periods),
        ";".join(years),
        len(presence.present),
    )


def _span(years: Years | None) -> str:
    return f"{years[0]}-{years[1]}" if years else ALWAYS


def _is_in(years: Years | None, period: Period) -> bool:
    return years is None or (years[0] <= period.last and period.first <= years[1])


def _drawn_words(presence: Presence) -> str:
    view, area = view_of(SHEET), area_of(presence.own.location, presence.place.label)
    if is_counted(view, area):
        return ""
    if is_outlined(view, area):
        return "drawn as an outline"
    return "not drawn: a country" if area.outline is not None else "not drawn: outside this map"


def _counted(presence: Presence, kinds: Sequence[Kind]) -> Counted:
    numbers = [(k, sum(p.entry.kind is k for p in presence.present)) for k in kinds]
    said = ", ".join(counted_words(k, n) for k, n in numbers if n)
    label = presence.place.label
    area = area_of(presence.own.location, label)
    return Counted(presence.place.id, label, area, len(presence.present), f"{label}: {said}")


def _svg(atlas: Atlas, counted: Sequence[Counted]) -> Markup:
    def linked(held: Counted, mark: str) -> str:
        link = Markup('<a class="m-link" href="{}" data-place="{}"><title>{}</title>{}</a>')
        return str(link.format(address(atlas[held.id]), held.id, html(held.words), Markup(mark)))

    drawing = region_drawing(SHEET, counted, "entries", linked)
    words = "Each mark leads to the page of its place. The table beneath has the same numbers in words."
    return Markup(region_svg(SHEET, "Map of what is recorded where", words, drawing, id="atlas", with_links=True))
