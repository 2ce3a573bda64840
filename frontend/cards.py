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
from functools import cache
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
RIGHT = WIDTH - MARGIN
MAX_BYTES = 60_000
MARK_SIZE = 250
ROOM = RIGHT - MARGIN - MARK_SIZE - 40
"""Beside the mark, for word and text."""
SIZES_OF_WORD = (112, 96, 88, 80, 64)
DEFAULT = "atlas"
MOTTO = "Every fact names its source and its speaker; where accounts differ, all of them are shown."
_FINER = 4
"""Marks are drawn so many times as large, and made smaller with smooth edges."""
_STEPS = 24
"""Straight pieces of a curve."""
_COLOUR = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})\b")
_MARK = re.compile(r'--ea-m-([a-z0-9-]+):\s*url\("data:image/svg\+xml,(.*?)"\)')
_VIEW = re.compile(r"viewBox=['\"]0 0 ([\d.]+)")
_SHAPE = re.compile(r"<(path|circle)\b([^>]*)>")
_FIELD = re.compile(r"([a-z-]+)=['\"]([^'\"]*)['\"]")

Point = tuple[float, float]


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
        yield Card(kind.key, kind.singular, kind.description)
    about = subject()
    text = capitalised(f"{about.topic}, and {about.setting}.")
    yield Card(DEFAULT, about.name, text)


def colours() -> dict[str, str]:
    """Return the colours of the light scheme by name."""
    found: dict[str, str] = {}
    css = TOKENS.read_text("utf-8")
    for name, colour in _COLOUR.findall(css):
        found.setdefault(name, colour)  # the light scheme comes first
    return found


def drawing(name: str) -> str:
    """Return the mark of a kind as SVG, the neutral one if it has none; for the card of all other pages the logo."""
    css = TOKENS.read_text("utf-8")
    marks = dict(_MARK.findall(css))
    wanted = "logo" if name == DEFAULT else name
    return unquote(marks.get(wanted, marks["other"]))


def stamp() -> str:
    """Return a hash of everything the cards are made from."""
    parts = [PIL.__version__]
    for path in (Path(__file__), TOKENS, FONTS / ".stamp"):
        parts.append(digest(path))
    for card in cards():
        parts.append(f"{card.name}|{card.word}|{card.text}")
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
    palette = colours()
    wished = {f"{card.name}.png": png(card, palette) for card in cards()}
    total = 0
    for name, data in wished.items():
        if len(data) > MAX_BYTES:
            raise BuildError(
                f"the card {name} has {len(data)} bytes, more than {MAX_BYTES}"
            )
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
    is_default = card.name == DEFAULT
    image = Image.new("RGB", (WIDTH, HEIGHT), palette["paper"])
    draw = ImageDraw.Draw(image)
    ink, paler, palest = palette["ink"], palette["ink-2"], palette["ink-3"]
    usual = palette["link" if is_default else "source"]
    colour = palette.get(card.name, usual)

    # the band at the top, and the name of the atlas below it
    draw.rectangle((0, 0, WIDTH, 14), colour)
    above = "An open reference" if is_default else subject().name
    font = face("serif", 600, 40)
    draw.text((MARGIN, 92), above, paler, font)

    # the mark at the right, and word and text beside it
    mark = mask(drawing(card.name), MARK_SIZE)
    image.paste(colour, (RIGHT - MARK_SIZE, 190), mark)
    font = face("serif", 600, size_of_word(card.word))
    draw.text((MARGIN - 5, 325), card.word, ink, font, anchor="ls")
    font = face("sans", 400, 38)
    below = lines(card.text, font, ROOM - 30)
    for number, line in enumerate(below[:3]):
        y = 352 + 50 * number
        draw.text((MARGIN, y), line, paler, font)

    # the line at the bottom, and the motto below it
    draw.line((MARGIN, 528, RIGHT, 528), ink, width=3)
    font = face("sans", 400, 25)
    draw.text((MARGIN, 548), MOTTO, palest, font)
    return compressed(image)


def size_of_word(word: str) -> int:
    """Return the largest size in which a word fits beside the mark; the smallest if it fits in none."""
    for size in SIZES_OF_WORD:
        if face("serif", 600, size).getlength(word) <= ROOM:
            return size
    return SIZES_OF_WORD[-1]


def compressed(image: Image.Image) -> bytes:
    """Return an image as a small PNG file, with few colours."""
    few = image.quantize(128, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    data = io.BytesIO()
    few.save(data, "PNG", optimize=True)
    return data.getvalue()


@cache
def face(family: str, weight: int, size: int) -> ImageFont.FreeTypeFont:
    """Return a font of the site, at one weight and size in pixels."""
    file = stamps.found(FONTS / f"atlas-{family}-latin.woff2")
    font = TTFont(file, recalcTimestamp=False)
    instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True)
    font.flavor = None
    held = io.BytesIO()
    font.save(held)
    held.seek(0)
    return ImageFont.truetype(held, size, layout_engine=ImageFont.Layout.BASIC)


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
    view = _VIEW.search(svg)
    assert view, "a mark says how wide it is"
    scale = side / float(view[1])
    whole = Image.new("L", (side, side))
    for tag, text in _SHAPE.findall(svg):
        fields = dict(_FIELD.findall(text))
        part = Image.new("L", (side, side))
        width = 0
        if "stroke" in fields:
            stroke = float(fields.get("stroke-width", 1))
            width = round(stroke * scale)
        if tag == "circle":
            circle(ImageDraw.Draw(part), fields, scale, width)
        else:
            part = path(part, fields["d"], scale, width)
        whole = ImageChops.lighter(whole, part)
    return whole.resize((size, size), Image.Resampling.LANCZOS)


def circle(
    draw: ImageDraw.ImageDraw, fields: dict[str, str], scale: float, width: int
) -> None:
    """Draw a circle, filled or as a ring."""
    x = float(fields["cx"]) * scale
    y = float(fields["cy"]) * scale
    radius = float(fields["r"]) * scale + width / 2
    box = (x - radius, y - radius, x + radius, y + radius)
    if width:
        draw.ellipse(box, fill=0, outline=255, width=width)
    else:
        draw.ellipse(box, fill=255)


def path(blank: Image.Image, commands: str, scale: float, width: int) -> Image.Image:
    """Return a path, filled by the even-odd rule or drawn as lines with round ends."""
    result = blank
    half = width / 2
    for points in outlines(commands):
        scaled = [(x * scale, y * scale) for x, y in points]
        part = Image.new("L", blank.size)
        draw = ImageDraw.Draw(part)
        if width:
            draw.line(scaled, 255, width, joint="curve")
            for x, y in scaled:
                draw.ellipse((x - half, y - half, x + half, y + half), 255)
            result = ImageChops.lighter(result, part)
        else:
            draw.polygon(scaled, 255)
            result = ImageChops.difference(result, part)
    return result


def outlines(commands: str) -> list[list[Point]]:
    """Return the strokes of a path as points, its curves in straight pieces."""
    pen = RecordingPen()
    parse_path(commands, pen)
    found: list[list[Point]] = []
    for command, points in pen.value:
        if command == "moveTo":
            found.append([points[0]])
        elif command == "lineTo":
            found[-1].append(points[0])
        elif command == "curveTo":
            stroke = found[-1]
            start = stroke[-1]
            first, second, end = points
            for step in range(1, _STEPS + 1):
                time = step / _STEPS
                stroke.append(bezier(start, first, second, end, time))
        elif command not in ("closePath", "endPath"):
            raise BuildError(
                f"cards.py draws lines and cubic curves, and a mark has {command}"
            )
    return found


def bezier(start: Point, first: Point, second: Point, end: Point, time: float) -> Point:
    """Return the point of a cubic curve at a time from 0 to 1; two points between its ends draw it to them."""
    rest = 1 - time
    weighted = (
        (rest**3, start),
        (3 * rest * rest * time, first),
        (3 * rest * time * time, second),
        (time**3, end),
    )
    x = sum(weight * point[0] for weight, point in weighted)
    y = sum(weight * point[1] for weight, point in weighted)
    return x, y
