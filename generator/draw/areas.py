"""What a map is about: areas, as exact as a place is known and never more so. There are no points."""

from dataclasses import dataclass

from generator.basemap.topology import Feature
from generator.draw.projection import Bounds, View, around


@dataclass(frozen=True, slots=True)
class Area:
    """A circle, or an outline of the base map."""

    label: str
    circle: tuple[float, float, float] | None = None
    """Longitude and latitude of its middle in degrees, radius in kilometres."""
    outline: Feature | None = None
    """A governorate, country or river, where there is no circle."""
    within: Feature | None = None
    """The governorate that a circle lies in, drawn lightly beneath it."""

    @property
    def bounds(self) -> Bounds:
        """What a map must show for the area to be seen."""
        if self.circle is not None:
            return around(*self.circle)
        assert self.outline is not None
        points = [point for ring in self.outline.rings for point in ring]
        across, up = [x for x, _ in points], [y for _, y in points]
        return Bounds(min(across), min(up), max(across), max(up))


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle in units of a drawing."""

    x: float
    y: float
    radius: float


def drawn_circle(view: View, longitude: float, latitude: float, km: float) -> Circle:
    """Return a circle of the ground as a view shows it."""
    x, y = view.place(longitude, latitude)
    return Circle(x, y, view.length(km))
