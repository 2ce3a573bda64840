"""The card images under `overrides/assets/images/cards/`: what a link to the site shows in a message or a post.

One for each kind of entries, and one for all other pages: the site's paper and ink, the kind's mark and word, the name of the
atlas. Colours and marks are read from `src/styles/tokens.css`, words from the kinds, letters from the fonts of the site. The
same input gives the same bytes; when nothing changed, nothing is done.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import PIL
import stamps
from fonts import FONTS
from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from npm import HERE, BuildError, digest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from euphrates_atlas.kinds import record_types
from euphrates_atlas.subject import subject
from euphrates_atlas.text.phrases import capitalised

TOKENS = HERE / "src" / "styles" / "tokens.css"
CARDS = HERE.parent / "overrides" / "assets" / "images" / "cards"
STAMP = CARDS / ".stamp"

WIDTH, HEIGHT = 1200, 630
MARGIN = 84
MAX_BYTES = 60_000
DEFAULT = "atlas"
MOTTO = "Every fact names its source and its speaker; where accounts differ, all of them are shown."
_FINER = 4
"""Marks are drawn so many times as large, and made smaller with smooth edges."""
_STEPS = 24
"""Straight pieces of a curve."""


@dataclass(frozen=True)
class Card:
    """What stands on one image."""

    name: str
    """Of its file."""
    word: str
    text: str


def cards() -> Iterator[Card]:
    """Yield the card of each kind, and that of all other pages."""
    for model in record_types().values():
        kind = model.kind
        yield Card(kind.singular.lower(), kind.singular, kind.description)
    yield Card(DEFAULT, subject().name, capitalised(f"{subject().topic}, and {subject().setting}."))


def colours() -> dict[str, str]:
    """Return the colours of the light scheme by name."""
    found: dict[str, str] = {}
    for name, colour in re.findall(
        r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})\b", TOKENS.read_text("utf-8")
    ):
        found.setdefault(name, colour)
    return found


def drawing(name: str) -> str:
    """Return the mark of a kind as SVG, the neutral one if it has none; for the card of all other pages the logo."""
    marks = dict(
        re.findall(
            r'--ea-m-([a-z0-9-]+):\s*url\("data:image/svg\+xml,(.*?)"\)', TOKENS.read_text("utf-8")
        )
    )
    return unquote(marks.get("logo" if name == DEFAULT else name, marks["other"]))


def stamp() -> str:
    """Return a hash of everything the cards are made from."""
    parts = [
        PIL.__version__,
        *(digest(path) for path in (Path(__file__), TOKENS, FONTS / ".stamp")),
    ]
    parts += [f"{card.name}|{card.word}|{card.text}" for card in cards()]
    return stamps.of_parts(parts)


def made() -> Iterator[Path]:
    """Yield the cards that stand there."""
    return CARDS.glob("*.png")


def build() -> str:
    """Bring the cards up to date and return what was done, in words."""
    wanted = stamp()
    if stamps.is_current(STAMP, wanted, made()):
        return "card images are up to date"
    CARDS.mkdir(parents=True, exist_ok=True)
    palette, total = colours(), 0
    wished = {f"{card.name}.png": png(card, palette) for card in cards()}
    for name, data in wished.items():
        if len(data) > MAX_BYTES:
            raise BuildError(f"the card {name} has {len(data)} bytes, more than {MAX_BYTES}")
        fresh = CARDS / f"{name}.new"
        fresh.write_bytes(data)
        fresh.replace(CARDS / name)
        total += len(data)
    for path in CARDS.iterdir():
        if path.name not in wished:
            path.unlink()
    stamps.put(STAMP, wanted, made())
    return f"made {len(wished)} card images, {total / 1000:.0f} KB in all"


def png(card: Card, palette: dict[str, str]) -> bytes:
    """Return the image of a card."""
    image = Image.new("RGB", (WIDTH, HEIGHT), palette["paper"])
    draw = ImageDraw.Draw(image)
    colour = palette.get(card.name, palette["link" if card.name == DEFAULT else "source"])
    draw.rectangle((0, 0, WIDTH, 14), fill=colour)
    draw.text(
        (MARGIN, 92),
        subject().name if card.name != DEFAULT else "An open reference",
        palette["ink-2"],
        face("serif", 600, 40),
    )
    mark_size = 250
    room = WIDTH - 2 * MARGIN - mark_size - 40
    size = next(
        s
        for s in (112, 96, 88, 80, 64)
        if face("serif", 600, s).getlength(card.word) <= room or s == 64
    )
    image.paste(colour, (WIDTH - MARGIN - mark_size, 190), mask(drawing(card.name), mark_size))
    draw.text((MARGIN - 5, 325), card.word, palette["ink"], face("serif", 600, size), anchor="ls")
    below = lines(card.text, face("sans", 400, 38), room - 30)
    for number, line in enumerate(below[:3]):
        draw.text((MARGIN, 352 + 50 * number), line, palette["ink-2"], face("sans", 400, 38))
    draw.line((MARGIN, 528, WIDTH - MARGIN, 528), fill=palette["ink"], width=3)
    draw.text((MARGIN, 548), MOTTO, palette["ink-3"], face("sans", 400, 25))
    data = io.BytesIO()
    image.quantize(128, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        data, "PNG", optimize=True
    )
    return data.getvalue()


_faces: dict[tuple[str, int, int], ImageFont.FreeTypeFont] = {}


def face(family: str, weight: int, size: int) -> ImageFont.FreeTypeFont:
    """Return a font of the site, at one weight and size in pixels."""
    if (family, weight, size) not in _faces:
        font = TTFont(stamps.found(FONTS / f"atlas-{family}-latin.woff2"), recalcTimestamp=False)
        instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True)
        font.flavor = None
        held = io.BytesIO()
        font.save(held)
        held.seek(0)
        _faces[family, weight, size] = ImageFont.truetype(
            held, size, layout_engine=ImageFont.Layout.BASIC
        )
    return _faces[family, weight, size]


def lines(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Break a text into lines that fit."""
    found = [""]
    for word in text.split():
        longer = f"{found[-1]} {word}".strip()
        if found[-1] and font.getlength(longer) > width:
            found.append(word)
        else:
            found[-1] = longer
    return found


def mask(svg: str, size: int) -> Image.Image:
    """Return a drawing of circles and paths as what a colour is put through."""
    side = size * _FINER
    scale = side / float(re.search(r"viewBox=['\"]0 0 ([\d.]+)", svg)[1])  # type: ignore[index]
    whole = Image.new("L", (side, side))
    for tag, text in re.findall(r"<(path|circle)\b([^>]*)>", svg):
        fields = dict(re.findall(r"([a-z-]+)=['\"]([^'\"]*)['\"]", text))
        part = Image.new("L", (side, side))
        width = round(float(fields.get("stroke-width", 1)) * scale) if "stroke" in fields else 0
        if tag == "circle":
            circle(ImageDraw.Draw(part), fields, scale, width)
        else:
            part = path(part, fields["d"], scale, width)
        whole = ImageChops.lighter(whole, part)
    return whole.resize((size, size), Image.Resampling.LANCZOS)


def circle(draw: ImageDraw.ImageDraw, fields: dict[str, str], scale: float, width: int) -> None:
    """Draw a circle, filled or as a ring."""
    x, y, radius = (float(fields[name]) * scale for name in ("cx", "cy", "r"))
    radius += width / 2
    draw.ellipse(
        (x - radius, y - radius, x + radius, y + radius),
        0 if width else 255,
        255 if width else None,
        width,
    )


def path(blank: Image.Image, commands: str, scale: float, width: int) -> Image.Image:
    """Return a path, filled by the even-odd rule or drawn as lines with round ends."""
    result = blank
    for points in outlines(commands):
        scaled = [(x * scale, y * scale) for x, y in points]
        part = Image.new("L", blank.size)
        draw = ImageDraw.Draw(part)
        if width:
            draw.line(scaled, 255, width, joint="curve")
            for x, y in scaled:
                draw.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), 255)
            result = ImageChops.lighter(result, part)
        else:
            draw.polygon(scaled, 255)
            result = ImageChops.difference(result, part)
    return result


def outlines(commands: str) -> list[list[tuple[float, float]]]:
    """Return the strokes of a path as points, its curves in straight pieces."""
    pen = RecordingPen()
    parse_path(commands, pen)
    found: list[list[tuple[float, float]]] = []
    for command, points in pen.value:
        if command == "moveTo":
            found.append([points[0]])
        elif command == "lineTo":
            found[-1].append(points[0])
        elif command == "curveTo":
            start = found[-1][-1]
            found[-1] += [bezier(start, *points, step / _STEPS) for step in range(1, _STEPS + 1)]
        elif command not in ("closePath", "endPath"):
            raise BuildError(f"cards.py draws lines and cubic curves, and a mark has {command}")
    return found


def bezier(*given: tuple[float, float] | float) -> tuple[float, float]:
    """Return the point of a cubic curve at a time from 0 to 1, which comes last."""
    *points, time = given
    assert isinstance(time, float)
    rest = 1 - time
    weights = (rest**3, 3 * rest * rest * time, 3 * rest * time * time, time**3)
    held = [point for point in points if isinstance(point, tuple)]
    x, y = (sum(w * p[axis] for w, p in zip(weights, held, strict=True)) for axis in (0, 1))
    return x, y
