"""The scripts and the stylesheets under `overrides/assets/` that are bundled from `frontend/src/`.

esbuild, of the version that `package-lock.json` names, makes one minified file of each entry point. Its name bears a hash of its
contents; templates find it in `overrides/partials/assets.html`. The same input gives the same bytes; when nothing changed, nothing is done.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import stamps
import theme
from npm import HERE, LOCK, NODE, PACKAGES, BuildError, digest, environment, install

ASSETS = HERE.parent / "overrides" / "assets"
STAMP = ASSETS / "javascripts" / ".stamp"
NAMES = HERE.parent / "overrides" / "partials" / "assets.html"
"""The template that holds the address of each of our files by the name that it has here."""
ENTRIES = {
    "javascripts/as-of.js": HERE / "src" / "as-of" / "main.ts",
    "javascripts/atlas.js": HERE / "src" / "page" / "main.ts",
    "javascripts/engine.js": HERE / "src" / "engine" / "main.ts",
    "javascripts/footnotes.js": HERE / "src" / "footnotes" / "main.ts",
    "javascripts/map.js": HERE / "src" / "map" / "main.ts",
    "javascripts/network.js": HERE / "src" / "network" / "main.ts",
    "javascripts/results.js": HERE / "src" / "results" / "main.ts",
    "javascripts/search.js": HERE / "src" / "search" / "main.ts",
    "javascripts/tables.js": HERE / "src" / "tables" / "main.ts",
    "javascripts/write.js": HERE / "src" / "write" / "main.ts",
    "stylesheets/atlas.css": HERE / "src" / "styles" / "atlas.css",
    "stylesheets/explore.css": HERE / "src" / "styles" / "explore.css",
    "stylesheets/write.css": HERE / "src" / "styles" / "write.css",
}
"""Our file -> where its bundle begins. Pages load atlas.js, search.js and atlas.css, those across entries explore.css too; search.js loads engine.js when it is needed; other scripts, with the styles of the same name, where the front matter names them."""

MAX_BYTES = {".js": 70_000, ".css": 140_000}
"""Upper bound of one file before compression, so that it stays under 25 KB as sent, and the styles under 28 KB."""

DATA = [HERE.parent / "generator" / "euphrates_atlas" / "text" / "folding.json"]
"""What the bundles hold beside their sources: the rules of folding, which Python reads too."""

_FONT = re.compile(r"(?<=\.\./fonts/)[\w-]+\.woff2")
_TEXT = r'(?:"(?:[^"\\]|\\.)*"|`[^`]*`)'
NOTE = re.compile(f",note:{_TEXT}|(?<=[{{,])note:{_TEXT},")
"""A note of a rule in a bundle: it explains the rule to readers of the file and of the page about search."""


def stamp() -> str:
    """Return a hash of everything the bundles are made from."""
    sources = sorted((HERE / "src").rglob("[!.]*.ts")) + sorted((HERE / "src").rglob("[!.]*.css"))
    programs = (HERE / "scripts.py", HERE / "stamps.py", HERE / "tsconfig.json")
    parts = [digest(path) for path in (*programs, LOCK, *DATA, *sources)]
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
    return (
        f"made {', '.join(f'{path.name} of {path.stat().st_size / 1000:.0f} KB' for path in made)}"
    )


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
    command = [
        *(str(NODE), str(PACKAGES / "esbuild" / "bin" / "esbuild"), str(entry.relative_to(HERE))),
        *(
            "--bundle",
            "--minify",
            "--target=es2022,chrome110,firefox110,safari16",
            "--charset=utf8",
        ),
        *(
            "--legal-comments=none",
            "--log-level=error",
            "--external:../fonts/*",
            f"--outfile={fresh}",
        ),
        *(("--format=iife",) if target.suffix == ".js" else ("--loader:.new=css",)),
    ]
    run = subprocess.run(
        command, cwd=HERE, env=environment(), capture_output=True, text=True, check=False
    )
    if run.returncode:
        lines = [line.strip() for line in run.stderr.splitlines() if line.strip()]
        raise BuildError(
            f"esbuild failed on {entry.relative_to(HERE.parent)}: {' '.join(lines[:3]) or 'it gave no reason'}"
        )
    text = fresh.read_text("utf-8")
    fresh.unlink()
    if target.name == "atlas.css":
        text = theme.styles() + _FONT.sub(
            lambda font: stamps.found(ASSETS / "fonts" / font[0]).name, text
        )
    if target.name == "engine.js":
        text = NOTE.sub("", text)
    data = text.encode()
    if len(data) > MAX_BYTES[target.suffix]:
        raise BuildError(f"{name} has {len(data)} bytes, more than {MAX_BYTES[target.suffix]}")
    made = stamps.hashed(target, data)
    fresh.write_bytes(data)
    fresh.replace(made)
    return made
