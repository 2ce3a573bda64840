"""The projection of maps: degrees to the units of a drawing, equirectangular and true to scale at the middle of the view.

In a view of a few hundred kilometres the difference to a conformal projection is less than a line is wide; a circle stays
a circle, and one number gives the scale. Used by all maps of this package.
"""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Self

from euphrates_atlas.draw.basemap import Point
from euphrates_atlas.subject import subject

KM_PER_DEGREE = 111.2
"""Of latitude."""

STEP = 2**0.125
"""Each scale is a power of this, so that views of about one size share their simplified lines."""


class Bounds(NamedTuple):
    """A rectangle of the earth, in degrees."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def of(cls, points: Sequence[Point]) -> Self:
        """Return the least rectangle that holds all points."""
        across, up = zip(*points, strict=True)
        return cls(min(across), min(up), max(across), max(up))

    def meets(self, other: "Bounds") -> bool:
        """Tell whether two rectangles have a point in common."""
        if self.east < other.west or other.east < self.west:
            return False
        return self.south <= other.north and other.south <= self.north


class View(NamedTuple):
    """A window onto the base map, and the drawing in which it is shown."""

    longitude: float
    """That of the middle; so is the latitude."""
    latitude: float
    scale: float
    """Units of the drawing per degree of latitude."""
    width: int
    height: int

    def place(self, longitude: float, latitude: float) -> Point:
        """Return where a point of the earth lies in the drawing, from its upper left corner."""
        return self.placed([(longitude, latitude)])[0]

    def placed(self, points: Iterable[Point]) -> list[Point]:
        """Return where points of the earth lie in the drawing."""
        across = self.width / 2
        down = self.height / 2
        scale = self.scale
        narrowing = _narrowing(self.latitude)
        longitude = self.longitude
        latitude = self.latitude
        return [
            ((x - longitude) * narrowing * scale + across, down - (y - latitude) * scale)
            for x, y in points
        ]

    def length(self, km: float) -> float:
        """Return a length on the ground in units of the drawing."""
        return km * self.scale / KM_PER_DEGREE

    def holds(self, longitude: float, latitude: float) -> bool:
        """Tell whether a point lies within the drawing."""
        x, y = self.place(longitude, latitude)
        return 0 <= x <= self.width and 0 <= y <= self.height

    def circle(
        self, longitude: float, latitude: float, km: float
    ) -> tuple[float, float, float]:
        """Return middle and radius, in the drawing, of a circle on the ground."""
        return *self.place(longitude, latitude), self.length(km)

    @property
    def bounds(self) -> Bounds:
        """The part of the earth that it shows."""
        across = self.width / 2 / self.scale / _narrowing(self.latitude)
        up = self.height / 2 / self.scale
        return Bounds(
            self.longitude - across,
            self.latitude - up,
            self.longitude + across,
            self.latitude + up,
        )


def is_covered(longitude: float, latitude: float) -> bool:
    """Tell whether the base map reaches there."""
    west, south, east, north = subject().region.extent
    return west <= longitude <= east and south <= latitude <= north


def around(longitude: float, latitude: float, km: float) -> Bounds:
    """Return the bounds of a circle with a radius of so many kilometres."""
    up = km / KM_PER_DEGREE
    across = up / _narrowing(latitude)
    return Bounds(longitude - across, latitude - up, longitude + across, latitude + up)


def fitting(
    bounds: Bounds,
    width: int,
    height: int,
    *,
    least_km: float = 0,
    room: float = 1,
) -> View:
    """Return the view of this width and height that holds these bounds, `room` times as large and no less wide than `least_km`.

    It never reaches beyond the base map: near its edge there is less room on that side.
    """
    west, south, east, north = subject().region.extent
    longitude = (bounds.west + bounds.east) / 2
    latitude = (bounds.south + bounds.north) / 2
    high = bounds.north - bounds.south
    wide = (bounds.east - bounds.west) * _narrowing(latitude)
    scale = min(
        height / room / max(high, 1e-6),
        width / room / max(wide, 1e-6),
        width * KM_PER_DEGREE / max(least_km, 1e-6),
    )
    steps = math.floor(math.log(scale, STEP))  # the next smaller scale shows a little more
    scale = max(STEP**steps, _least_scale(width, height))
    up = height / 2 / scale
    latitude = _between(latitude, south + up, north - up)
    across = width / 2 / scale / _narrowing(latitude)
    longitude = _between(longitude, west + across, east - across)
    return View(longitude, latitude, scale, width, height)


def _narrowing(latitude: float) -> float:
    """Return the length of a degree of longitude as a share of one of latitude."""
    return math.cos(math.radians(latitude))


def _least_scale(width: int, height: int) -> float:
    """Return the least scale, a power of `STEP`, at which a view shows nothing beyond the base map."""
    west, south, east, north = subject().region.extent
    narrowing = _narrowing(
        (south + north) / 2 + 1
    )  # so large a view lies no more than that off the middle
    across = width / (east - west) / narrowing
    up = height / (north - south)
    steps = math.ceil(math.log(max(across, up), STEP))
    return float(STEP**steps)


def _between(value: float, low: float, high: float) -> float:
    """Return the nearest number between two bounds; where they leave no room, their middle."""
    if low > high:
        return (low + high) / 2
    return min(max(value, low), high)
