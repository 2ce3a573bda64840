"""A place as maps draw it: a circle or an outline, as exact as the place is known and never a point."""

from dataclasses import dataclass

from generator.draw.projection import around
from generator.facts.basemap import Feature, Point
from generator.text.escape import cleaned, escape_html

CircleOnEarth = tuple[float, float, float]
"""Longitude and latitude of the middle in degrees, radius in kilometres."""


@dataclass(frozen=True, slots=True)
class MapArea:
    """A circle, or an outline of the base map."""

    label: str
    circle: CircleOnEarth | None = None
    outline: Feature | None = None
    """An area of a country, a country or a river, where there is no circle."""
    within: Feature | None = None
    """The area that a circle lies in, drawn lightly beneath it."""

    @property
    def points(self) -> list[Point]:
        """The points of the earth that a map of the area must show."""
        if self.circle is not None:
            bounds = around(*self.circle)
            return [bounds[:2], bounds[2:]]
        assert self.outline is not None
        return [point for ring in self.outline.rings for point in ring]


def circle_element(style: str, x: float, y: float, radius: float) -> str:
    """Return a circle as SVG."""
    return f'<circle class="{style}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>'


def map_svg(
    style: str, size: tuple[int, int], id: str, title: str, words: str, drawing: str, *, with_links: bool = False
) -> str:
    """Return a whole map as SVG; `words` say what is drawn for readers who do not see it, `id` begins the ids in it."""
    title, words = escape_html(cleaned(title)), escape_html(cleaned(words))
    role = 'role="group"' if with_links else 'role="img"'
    return (
        f'<svg class="{style}" viewBox="0 0 {size[0]} {size[1]}" {role} aria-labelledby="{id}-title {id}-words">'
        f'<title id="{id}-title">{title}</title><desc id="{id}-words">{words}</desc>{drawing}</svg>'
    )
