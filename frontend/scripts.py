"""The scripts and the stylesheets under `overrides/assets/` that are bundled from `frontend/src/`.

esbuild, of the version that `package-lock.json` names, makes one minified file of each entry point. Its name bears a hash of its
contents; templates find it in `overrides/partials/assets.html`. The same input gives the same bytes; when nothing changed, nothing is done.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import stamps
import theme
from npm import HERE, LOCK, PACKAGES, BuildError, digest, first_lines, install, run_node

ASSETS = HERE.parent / "overrides" / "assets"
STAMP = ASSETS / "javascripts" / ".stamp"
NAMES = HERE.parent / "overrides" / "partials" / "assets.html"
"""The template that holds the address of each of our files by the name that it has here."""
SOURCE = HERE / "src"
ENTRIES = {
    "javascripts/as-of.js": SOURCE / "as-of" / "main.ts",
    "javascripts/atlas.js": SOURCE / "page" / "main.ts",
    "javascripts/compare.js": SOURCE / "compare" / "main.ts",
    "javascripts/engine.js": SOURCE / "engine" / "main.ts",
    "javascripts/entry.js": SOURCE / "entry" / "main.ts",
    "javascripts/footnotes.js": SOURCE / "footnotes" / "main.ts",
    "javascripts/map.js": SOURCE / "map" / "main.ts",
    "javascripts/network.js": SOURCE / "network" / "main.ts",
    "javascripts/results.js": SOURCE / "results" / "main.ts",
    "javascripts/search.js": SOURCE / "search" / "main.ts",
    "javascripts/tables.js": SOURCE / "tables" / "main.ts",
    "javascripts/write.js": SOURCE / "write" / "main.ts",
    "stylesheets/atlas.css": SOURCE / "styles" / "atlas.css",
    "stylesheets/explore.css": SOURCE / "styles" / "explore.css",
    "stylesheets/write.css": SOURCE / "styles" / "write.css",
}
"""Our file -> where its bundle begins.

Pages load atlas.js, search.js and atlas.css, those of entries entry.js too, those across entries explore.css; search.js loads engine.js when it is needed;
other scripts, with the styles of the same name, are loaded where the front matter names them.
"""

# fmt: off
OPTIONS = (
    "--bundle", "--minify", "--target=es2022,chrome110,firefox110,safari16", "--charset=utf8",
    "--legal-comments=none", "--log-level=error", "--external:../fonts/*",
)
# fmt: on
"""What esbuild is asked for, of scripts and of styles."""
FORMS = {".js": "--format=iife", ".css": "--loader:.new=css"}
"""What it is asked for beside, by the ending of our file."""

MOST_SENT = 28_000
"""Upper bound of one file, in bytes as sent. Only the form comes near it; tests hold the other scripts to 20,000."""

DATA = [HERE.parent / "generator" / "euphrates_atlas" / "text" / "folding.json"]
"""What the bundles hold beside their sources: the rules of folding, which Python reads too."""

_FONT = re.compile(r"(?<=\.\./fonts/)[\w-]+\.woff2")
_TEXT = r'(?:"(?:[^"\\]|\\.)*"|`[^`]*`)'
NOTE = re.compile(f",note:{_TEXT}|(?<=[{{,])note:{_TEXT},")
"""A note of a rule in a bundle: it explains the rule to readers of the file."""


def stamp() -> str:
    """Return a hash of everything the bundles are made from."""
    names = ("scripts.py", "theme.py", "npm.py", "stamps.py", "tsconfig.json")
    programs = [HERE / name for name in names]
    scripts = sorted(SOURCE.rglob("[!.]*.ts"))
    styles = sorted(SOURCE.rglob("[!.]*.css"))
    read = [*programs, LOCK, *DATA, *scripts, *styles]
    parts = [digest(path) for path in read]
    parts += theme.inputs()
    parts += [path.name for path in fonts()]
    return stamps.of_parts(parts)


def fonts() -> list[Path]:
    """Return the fonts that are made, sorted."""
    return sorted((ASSETS / "fonts").glob("*.woff2"))


def bundles() -> Iterator[Path]:
    """Yield the scripts and stylesheets that are made."""
    yield from (ASSETS / "javascripts").glob("*.js")
    yield from (ASSETS / "stylesheets").glob("*.css")


def build() -> str:
    """Bring the bundles up to date and return what was done, in words."""
    wanted = stamp()
    if stamps.is_current(STAMP, wanted, [NAMES, *bundles()]):
        return "scripts and styles are up to date"
    install()
    made = [bundle(name, entry) for name, entry in sorted(ENTRIES.items())]
    for path in [*bundles()]:
        if path not in made:
            path.unlink()
    write_names([*made, *fonts()])
    stamps.put(STAMP, wanted, [NAMES, *made])
    sizes = [f"{path.name} of {path.stat().st_size / 1000:.0f} KB" for path in made]
    return f"made {', '.join(sizes)}"


def write_names(files: Iterable[Path]) -> None:
    """Write the template that tells the others how the files are named."""
    addresses = {}
    for path in files:
        stem, _, kind = path.name.split(".")
        addresses[f"{stem}.{kind}"] = path.relative_to(ASSETS.parent).as_posix()
    NAMES.write_text(f"{{% set assets = {json.dumps(addresses)} %}}\n", "utf-8")


def bundle(name: str, entry: Path) -> Path:
    """Write one file and return its place: everything its entry point takes in, minified, for browsers of the last years."""
    target = ASSETS / name
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".new")
    text = esbuild(entry, fresh, FORMS[target.suffix])
    if target.name == "atlas.css":
        text = theme.styles() + with_names_of_fonts(text)
    if target.name == "engine.js":
        text = NOTE.sub("", text)
    data = text.encode()
    sent = len(gzip.compress(data, 6))
    if sent > MOST_SENT:
        raise BuildError(f"{name} has {sent} bytes as sent, more than {MOST_SENT}")
    made = stamps.hashed(target, data)
    fresh.write_bytes(data)
    fresh.replace(made)
    return made


def esbuild(entry: Path, passing: Path, form: str) -> str:
    """Return the bundle of an entry point, passed on in a file. Raises `BuildError` with the reason where there is none."""
    program = PACKAGES / "esbuild" / "bin" / "esbuild"
    begin = str(entry.relative_to(HERE))
    run = run_node(program, begin, *OPTIONS, f"--outfile={passing}", form)
    if run.returncode:
        reason = first_lines(run.stderr, otherwise="it gave no reason")
        name = entry.relative_to(HERE.parent)
        raise BuildError(f"esbuild failed on {name}: {reason}")
    text = passing.read_text("utf-8")
    passing.unlink()
    return text


def with_names_of_fonts(css: str) -> str:
    """Return styles that ask for the fonts by the names which they were made under."""

    def made_name(font: re.Match[str]) -> str:
        return stamps.found(ASSETS / "fonts" / font[0]).name

    return _FONT.sub(made_name, css)
