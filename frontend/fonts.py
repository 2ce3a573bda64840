"""The fonts under `overrides/assets/fonts/`, subset from the npm packages that `package-lock.json` names.

Which files are wanted, with which characters and weights, is read from the `@font-face` rules of
`src/styles/fonts.css`. The same input gives the same bytes; when nothing changed, nothing is done.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections import defaultdict
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

# fmt: off
SOURCES = {
    "atlas-serif-latin":    ("source-serif-4", "source-serif-4-latin-wght-normal"),
    "atlas-serif-translit": ("source-serif-4", "source-serif-4-latin-ext-wght-normal"),
    "atlas-serif-italic":   ("source-serif-4", "source-serif-4-latin-wght-italic"),
    "atlas-sans-latin":     ("source-sans-3", "source-sans-3-latin-wght-normal"),
    "atlas-sans-translit":  ("source-sans-3", "source-sans-3-latin-ext-wght-normal"),
    "atlas-naskh":          ("noto-naskh-arabic", "noto-naskh-arabic-arabic-wght-normal"),
}
# fmt: on
"""Our file -> npm package and file within it."""

# fmt: off
FEATURES = [
    "kern", "liga", "ccmp", "locl", "mark", "mkmk", "lnum", "tnum", "calt",
    "rlig", "init", "medi", "fina", "isol",
]
# fmt: on
RENAMED = {1, 3, 4, 6, 16, 18, 20, 21, 25}
"""Name records that hold a family name; "Source" is reserved, so that a changed font must not bear it."""
WITHOUT_SPACES = {6, 25}
"""Those that take no spaces: names for PostScript."""
KEPT = {0, 2, 5, 13, 14, 17}
"""Name records that stay as they are: copyright, style, version, licence."""


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
        _, _, behind = fields["src"].partition("url(")
        address, _, _ = behind.partition(")")
        weights = [int(part) for part in fields["font-weight"].split()]
        yield Face(
            file=Path(address).stem,
            family=fields["font-family"].strip().strip('"'),
            weights=(weights[0], weights[-1]),
            characters=frozenset(characters(fields["unicode-range"])),
        )


def characters(ranges: str) -> Iterator[int]:
    """Yield the code points of a CSS `unicode-range`."""
    for part in ranges.split(","):
        ends = part.strip().removeprefix("U+")
        first, _, last = ends.partition("-")
        start = int(first, 16)
        end = int(last or first, 16)
        yield from range(start, end + 1)


def stamp() -> str:
    """Return a hash of everything the fonts are made from."""
    css = CSS.read_text("utf-8")
    rules = re.findall(r"@font-face\s*\{.*?\}", css, re.S)
    read = (Path(__file__), Path(stamps.__file__), LOCK)
    hashes = [digest(path) for path in read]
    return stamps.of_parts([*hashes, fonttools_version, "".join(rules)])


def made() -> Iterator[Path]:
    """Yield the fonts and licences that stand there."""
    for path in FONTS.glob("*"):
        if path != STAMP:
            yield path


def subset(face: Face, target: Path) -> None:
    """Write one font: the wanted characters and weights, without hints, under a name of our own."""
    package, name = SOURCES[face.file]
    source = FAMILIES / package / "files" / f"{name}.woff2"
    if not source.is_file():
        missing = f"the npm package {package} has no file {source.name}"
        raise BuildError(f"{missing}: its version in package-lock.json changed")
    font = TTFont(source, recalcTimestamp=False)
    keep_characters(font, face.characters)
    low, high = face.weights
    weight = low if low == high else (low, high)
    instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True)
    rename(font, face)
    font.flavor = "woff2"
    font.save(target, reorderTables=True)
    size = target.stat().st_size
    if size > MAX_BYTES:
        too_large = f"{target.name} has {size} bytes, more than {MAX_BYTES}"
        raise BuildError(f"{too_large}: take characters out of its unicode-range")


def keep_characters(font: TTFont, characters: frozenset[int]) -> None:
    """Take everything out of a font but these characters and what they need, and its hints."""
    options = fontsubset.Options()
    options.hinting = False
    options.layout_features = FEATURES
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.drop_tables += ["STAT", "BASE", "gasp"]
    subsetter = fontsubset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)


def rename(font: TTFont, face: Face) -> None:
    """Give the family our name, and keep copyright, licence and version as they are."""
    kept = set(KEPT)
    if "fvar" in font:
        font["fvar"].instances = []
        kept |= {axis.axisNameID for axis in font["fvar"].axes}
    names = font["name"].names
    for record in list(names):
        if record.nameID in WITHOUT_SPACES:
            record.string = face.family.replace(" ", "")
        elif record.nameID in RENAMED:
            record.string = face.family
        elif record.nameID not in kept:
            names.remove(record)


def licences(target: Path) -> None:
    """Write the licence of each family beside the fonts, with the copyright line its files carry."""
    made_of = defaultdict[str, list[str]](list)
    for file, (package, _) in SOURCES.items():
        made_of[package].append(file)
    for package, ours in sorted(made_of.items()):
        folder = FAMILIES / package
        _, first = SOURCES[ours[0]]
        font = TTFont(folder / "files" / f"{first}.woff2", lazy=True)
        names = font["name"]
        family = names.getDebugName(1)
        copyright = names.getDebugName(0)
        files = ", ".join(sorted(ours))
        head = f"{files}: modified from {family} (subset, renamed).\n{copyright}\n\n"
        text = (folder / "LICENSE").read_text("utf-8")
        (target / f"OFL-{package}.txt").write_text(head + text, "utf-8")


def put_in_place(work: Path) -> None:
    """Move what was made to where pages find it, and remove what stood there beside."""
    wished = set()
    for path in sorted(work.iterdir()):
        path.replace(FONTS / path.name)
        wished.add(path.name)
    for path in [*made()]:
        if path.name in wished:
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def build() -> str:
    """Bring the fonts up to date and return what was done, in words."""
    wanted = stamp()
    if stamps.is_current(STAMP, wanted, made()):
        return "fonts are up to date"
    asked = list(faces(CSS.read_text("utf-8")))
    strange = {face.file for face in asked} ^ set(SOURCES)
    if strange:
        names = ", ".join(sorted(strange))
        raise BuildError(f"fonts.css and fonts.py do not name the same fonts: {names}")
    install()
    FONTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FONTS.parent, prefix=".fonts-") as folder:
        work = Path(folder)
        for face in asked:
            font = work / f"{face.file}.woff2"
            subset(face, font)
            font.rename(stamps.hashed(font, font.read_bytes()))
        licences(work)
        total = sum(path.stat().st_size for path in work.glob("*.woff2"))
        put_in_place(work)
    stamps.put(STAMP, wanted, made())
    return f"made {len(asked)} fonts, {total / 1000:.0f} KB in all"
