"""From degrees to the units of a drawing and back: equirectangular, true to scale at the middle of the view.

At the size of a few governorates the difference to a conformal projection is less than a line is wide; a circle stays
a circle, and one number gives the scale.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.basemap import EXTENT
from generator.basemap.topology import Point

KM_PER_DEGREE = 111.2
"""Of latitude."""

STEP = 2**0.125
"""Scales are taken from one ladder, so that views alike in size share their simplified lines."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a view must hold, in degrees."""

    west: float
    south: float
    east: float
    north: float

    def __or__(self, other: "Bounds") -> "Bounds":
        return Bounds(
            min(self.west, other.west),
            min(self.south, other.south),
            max(self.east, other.east),
            max(self.north, other.north),
        )

    @property
    def middle(self) -> Point:
        """Longitude and latitude of the middle."""
        return (self.west + self.east) / 2, (self.south + self.north) / 2


@dataclass(frozen=True, slots=True)
class View:
    """A window onto the base map."""

    longitude: float
    """Of the middle, as the latitude."""
    latitude: float
    scale: float
    """Units of the drawing per degree of latitude."""
    width: int
    height: int

    @property
    def narrowing(self) -> float:
        """How much shorter a degree of longitude is than one of latitude."""
        return math.cos(math.radians(self.latitude))

    def place(self, longitude: float, latitude: float) -> Point:
        """Return where a point of the earth lies in the drawing, from its upper left corner."""
        return self.placed([(longitude, latitude)])[0]

    def placed(self, points: Iterable[Point]) -> list[Point]:
        """Return where points of the earth lie in the drawing."""
        west, south, scale, narrowing = self.longitude, self.latitude, self.scale, self.narrowing
        middle, half = self.width / 2, self.height / 2
        return [((x - west) * narrowing * scale + middle, half - (y - south) * scale) for x, y in points]

    def length(self, km: float) -> float:
        """Return a length on the ground in units of the drawing."""
        return km * self.scale / KM_PER_DEGREE

    def holds(self, longitude: float, latitude: float) -> bool:
        """Tell whether a point lies within the drawing."""
        x, y = self.place(longitude, latitude)
        return 0 <= x <= self.width and 0 <= y <= self.height

    @property
    def bounds(self) -> Bounds:
        """What it shows."""
        across = self.width / 2 / self.scale / self.narrowing
        up = self.height / 2 / self.scale
        return Bounds(self.longitude - across, self.latitude - up, self.longitude + across, self.latitude + up)


def is_covered(longitude: float, latitude: float) -> bool:
    """Tell whether the base map reaches there."""
    west, south, east, north = EXTENT
    return west <= longitude <= east and south <= latitude <= north


def around(longitude: float, latitude: float, km: float) -> Bounds:
    """Return the bounds of a circle."""
    up = km / KM_PER_DEGREE
    across = up / math.cos(math.radians(latitude))
    return Bounds(longitude - across, latitude - up, longitude + across, latitude + up)


def fitting(bounds: Bounds, width: int, height: int, *, least_km: float = 0, room: float = 1) -> View:
    """Return the view that holds these bounds, `room` times as large and no less wide than `least_km`.

    It never reaches beyond the base map: near its edge there is less room on that side.
    """
    longitude, latitude = bounds.middle
    narrowing = math.cos(math.radians(latitude))
    scales = [height / room / max(bounds.north - bounds.south, 1e-6)]
    scales.append(width / room / max((bounds.east - bounds.west) * narrowing, 1e-6))
    if least_km:
        scales.append(width * KM_PER_DEGREE / least_km)
    scale = STEP ** math.floor(math.log(min(scales), STEP))
    return _inside(View(longitude, latitude, max(scale, _least_scale(width, height)), width, height))


def _least_scale(width: int, height: int) -> float:
    """Return the scale at which a view is as large as the base map."""
    west, south, east, north = EXTENT
    narrowing = math.cos(math.radians((south + north) / 2 + 1))  # so large a view lies no more than that off the middle
    least = max(width / (east - west) / narrowing, height / (north - south))
    return float(STEP ** math.ceil(math.log(least, STEP)))


def _inside(view: View) -> View:
    """Move a view so that it shows nothing that the base map does not cover."""
    west, south, east, north = EXTENT
    up = view.height / 2 / view.scale
    latitude = _between(view.latitude, south + up, north - up)
    moved = replace(view, latitude=latitude)
    across = view.width / 2 / view.scale / moved.narrowing
    return replace(moved, longitude=_between(view.longitude, west + across, east - across))


def _between(value: float, low: float, high: float) -> float:
    return min(max(value, low), high) if low <= high else (low + high) / 2
