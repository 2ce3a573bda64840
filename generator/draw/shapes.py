"""The shapes of a picture, and how they are written as SVG."""

from dataclasses import dataclass
from typing import TypeAlias

from generator.text.escape import cleaned, escape_html

RTL = ("ar", "fa", "ckb", "ur", "he")


@dataclass(frozen=True, slots=True)
class Rect:
    """A box."""

    x: float
    y: float
    width: float
    height: float
    style: str

    def svg(self) -> str:
        """Return it as an element."""
        return (
            f'<rect class="{self.style}" x="{_n(self.x)}" y="{_n(self.y)}" '
            f'width="{_n(self.width)}" height="{_n(self.height)}"/>'
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A line with right angles; `arrow` puts a head at its end."""

    points: tuple[tuple[float, float], ...]
    style: str
    arrow: bool = False

    def svg(self) -> str:
        """Return it as one path, and the head as another."""
        (x, y), *rest = self.points
        steps = [f"M{_n(x)} {_n(y)}"]
        for to_x, to_y in rest:
            steps.append(f"H{_n(to_x)}" if to_y == y else f"V{_n(to_y)}")
            y = to_y
        path = f'<path class="{self.style}" d="{"".join(steps)}"/>'
        end_x, end_y = self.points[-1]
        head = f'<path class="{self.style}-h" d="M{_n(end_x)} {_n(end_y)}l-9-5v10Z"/>' if self.arrow else ""
        return path + head


@dataclass(frozen=True, slots=True)
class Ring:
    """The barred ring of a denial."""

    x: float
    y: float
    radius: float

    def svg(self) -> str:
        """Return the ring and its bar."""
        reach = round(self.radius * 0.7, 1)
        bar = f"M{_n(self.x - reach)} {_n(self.y + reach)}l{_n(2 * reach)}-{_n(2 * reach)}"
        ring = f'<circle class="ea-g-ring" cx="{_n(self.x)}" cy="{_n(self.y)}" r="{_n(self.radius)}"/>'
        return f'{ring}<path class="ea-g-ring" d="{bar}"/>'


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text that begins at `x`, on the left whatever its direction."""

    x: float
    y: float
    text: str
    style: str
    lang: str = ""

    def svg(self) -> str:
        """Return it as an element; of a right-to-left script the end lies at `x`."""
        turned = self.lang.split("-")[0] in RTL and "Latn" not in self.lang
        lang = f' lang="{escape_html(self.lang)}"' if self.lang else ""
        direction = ' direction="rtl" text-anchor="end"' if turned else ""
        words = escape_html(cleaned(self.text))
        return f'<text class="{self.style}" x="{_n(self.x)}" y="{_n(self.y)}"{lang}{direction}>{words}</text>'


@dataclass(frozen=True, slots=True)
class Group:
    """Shapes that belong together; with an address they are a link."""

    parts: tuple["Rect | Text", ...]
    href: str = ""

    def svg(self) -> str:
        """Return the group with what it holds."""
        held = "".join(part.svg() for part in self.parts)
        return f'<a href="{escape_html(cleaned(self.href))}">{held}</a>' if self.href else f"<g>{held}</g>"


Shape: TypeAlias = Rect | Line | Ring | Text | Group


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes in the order in which they are read."""

    width: float
    height: float
    shapes: tuple[Shape, ...]

    def svg(self, style: str, label: str) -> str:
        """Return the picture as one element; what is in it is read as a group of that name, its links among it."""
        held = "".join(shape.svg() for shape in self.shapes)
        return (
            f'<svg class="{style}" viewBox="0 0 {_n(self.width)} {_n(self.height)}" width="{_n(self.width)}" '
            f'height="{_n(self.height)}" role="group" aria-label="{escape_html(cleaned(label))}">{held}</svg>'
        )


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
