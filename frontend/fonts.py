"""The fonts under `overrides/assets/fonts/`, subset from the npm packages that `package-lock.json` names.

Which files are wanted, with which characters and weights, is read from the `@font-face` rules of
`src/styles/fonts.css`. The same input gives the same bytes; when nothing changed, nothing is done.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import brotli  # noqa: F401  fontTools asks for it when it writes woff2
import stamps
from fontTools import subset as fontsubset
from fontTools import version as fonttools_version
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from npm import HERE, LOCK, PACKAGES, BuildError, digest, install

FAMILIES = PACKAGES / "@fontsource-variable"
CSS = HERE / "src" / "styles" / "fonts.css"
FONTS = HERE.parent / "overrides" / "assets" / "fonts"
STAMP = FONTS / ".stamp"

MAX_BYTES = 40_000
"""Upper bound of one font file, so that a usual page stays light."""

SOURCES = {
    "atlas-serif-latin": ("source-serif-4", "source-serif-4-latin-wght-normal"),
    "atlas-serif-translit": ("source-serif-4", "source-serif-4-latin-ext-wght-normal"),
    "atlas-serif-italic": ("source-serif-4", "source-serif-4-latin-wght-italic"),
    "atlas-sans-latin": ("source-sans-3", "source-sans-3-latin-wght-normal"),
    "atlas-sans-translit": ("source-sans-3", "source-sans-3-latin-ext-wght-normal"),
    "atlas-naskh": ("noto-naskh-arabic", "noto-naskh-arabic-arabic-wght-normal"),
}
"""Our file -> npm package and file within it."""

FEATURES = [
    "kern",
    "liga",
    "ccmp",
    "locl",
    "mark",
    "mkmk",
    "lnum",
    "tnum",
    "calt",
    "rlig",
    "init",
    "medi",
    "fina",
    "isol",
]
RENAMED = {1, 3, 4, 6, 16, 18, 20, 21, 25}
"""Name records that hold a family name; "Source" is reserved, so that a changed font must not bear it."""


@dataclass(frozen=True)
class Face:
    """One `@font-face` rule of the stylesheet."""

    file: str
    family: str
    weights: tuple[int, int]
    characters: frozenset[int]


def faces(css: str) -> Iterator[Face]:
    """Yield the faces that the stylesheet asks for, in its order."""
    for rule in re.findall(r"@font-face\s*\{(.*?)\}", css, re.S):
        fields = dict(re.findall(r"([a-z-]+):\s*([^;]+)", rule))
        weights = [int(part) for part in fields["font-weight"].split()]
        yield Face(
            file=Path(fields["src"].partition("url(")[2].partition(")")[0]).stem,
            family=fields["font-family"].strip().strip('"'),
            weights=(weights[0], weights[-1]),
            characters=frozenset(characters(fields["unicode-range"])),
        )


def characters(ranges: str) -> Iterator[int]:
    """Yield the code points of a CSS `unicode-range`."""
    for part in ranges.split(","):
        first, _, last = part.strip().removeprefix("U+").partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


def stamp() -> str:
    """Return a hash of everything the fonts are made from."""
    rules = "".join(re.findall(r"@font-face\s*\{.*?\}", CSS.read_text("utf-8"), re.S))
    programs = [digest(Path(__file__)), digest(Path(stamps.__file__))]
    return stamps.of_parts([*programs, digest(LOCK), fonttools_version, rules])


def made() -> Iterator[Path]:
    """Yield the fonts and licences that stand there."""
    return (path for path in FONTS.glob("*") if path != STAMP)


def subset(face: Face, target: Path) -> None:
    """Write one font: the wanted characters and weights, without hints, under a name of our own."""
    package, name = SOURCES[face.file]
    source = FAMILIES / package / "files" / f"{name}.woff2"
    if not source.is_file():
        raise BuildError(
            f"the npm package {package} has no file {source.name}: its version in package-lock.json changed"
        )
    font = TTFont(source, recalcTimestamp=False)
    options = fontsubset.Options()
    options.hinting = False
    options.layout_features = FEATURES
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.drop_tables += ["STAT", "BASE", "gasp"]
    subsetter = fontsubset.Subsetter(options)
    subsetter.populate(unicodes=face.characters)
    subsetter.subset(font)
    low, high = face.weights
    instancer.instantiateVariableFont(
        font, {"wght": low if low == high else (low, high)}, inplace=True
    )
    rename(font, face)
    font.flavor = "woff2"
    font.save(target, reorderTables=True)
    if target.stat().st_size > MAX_BYTES:
        raise BuildError(
            f"{target.name} has {target.stat().st_size} bytes, more than {MAX_BYTES}: take characters out of its unicode-range"
        )


def rename(font: TTFont, face: Face) -> None:
    """Give the family our name, and keep copyright, licence and version as they are."""
    for record in list(font["name"].names):
        if record.nameID in RENAMED:
            record.string = (
                face.family.replace(" ", "") if record.nameID in {6, 25} else face.family
            )
        elif record.nameID not in {0, 2, 5, 13, 14, 17}:
            used = {axis.axisNameID for axis in font["fvar"].axes} if "fvar" in font else set()
            if record.nameID not in used:
                font["name"].names.remove(record)
    if "fvar" in font:
        font["fvar"].instances = []


def licences(target: Path) -> None:
    """Write the licence of each family beside the fonts, with the copyright line its files carry."""
    for package in sorted({package for package, _ in SOURCES.values()}):
        files = [name for owner, name in SOURCES.values() if owner == package]
        font = TTFont(FAMILIES / package / "files" / f"{files[0]}.woff2", lazy=True)
        ours = sorted(file for file, (owner, _) in SOURCES.items() if owner == package)
        head = f"{', '.join(ours)}: modified from {font['name'].getDebugName(1)} (subset, renamed).\n{font['name'].getDebugName(0)}\n\n"
        text = (FAMILIES / package / "LICENSE").read_text("utf-8")
        (target / f"OFL-{package}.txt").write_text(head + text, "utf-8")


def build() -> str:
    """Bring the fonts up to date and return what was done, in words."""
    wanted = stamp()
    if stamps.is_current(STAMP, wanted, made()):
        return "fonts are up to date"
    asked = list(faces(CSS.read_text("utf-8")))
    strange = sorted({face.file for face in asked} ^ set(SOURCES))
    if strange:
        raise BuildError(f"fonts.css and fonts.py do not name the same fonts: {', '.join(strange)}")
    install()
    FONTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FONTS.parent, prefix=".fonts-") as folder:
        work = Path(folder)
        for face in asked:
            font = work / f"{face.file}.woff2"
            subset(face, font)
            font.rename(stamps.hashed(font, font.read_bytes()))
        licences(work)
        wished = sorted(work.iterdir())
        total = sum(path.stat().st_size for path in wished if path.suffix == ".woff2")
        for path in wished:
            path.replace(FONTS / path.name)
    for path in [*made()]:
        if path.name not in {path.name for path in wished}:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    stamps.put(STAMP, wanted, made())
    return f"made {len(asked)} fonts, {total / 1000:.0f} KB in all"
