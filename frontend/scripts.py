"""The scripts and the stylesheets under `overrides/assets/` that are bundled from `frontend/src/`.

esbuild, of the version that `package-lock.json` names, makes one minified file of each entry point. The same input gives the same
bytes; when nothing changed, nothing is done.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import stamps
import theme
from npm import HERE, LOCK, NODE, PACKAGES, BuildError, digest, environment, install

ASSETS = HERE.parent / "overrides" / "assets"
STAMP = ASSETS / "javascripts" / ".stamp"
ENTRIES = {
    "javascripts/as-of.js": HERE / "src" / "as-of" / "main.ts",
    "javascripts/atlas.js": HERE / "src" / "page" / "main.ts",
    "javascripts/footnotes.js": HERE / "src" / "footnotes" / "main.ts",
    "javascripts/map.js": HERE / "src" / "map" / "main.ts",
    "javascripts/network.js": HERE / "src" / "network" / "main.ts",
    "javascripts/results.js": HERE / "src" / "results" / "main.ts",
    "javascripts/search.js": HERE / "src" / "search" / "main.ts",
    "javascripts/tables.js": HERE / "src" / "tables" / "main.ts",
    "stylesheets/atlas.css": HERE / "src" / "styles" / "atlas.css",
    "stylesheets/explore.css": HERE / "src" / "styles" / "explore.css",
}
"""Our file -> where its bundle begins. Pages load atlas.js, search.js and atlas.css, those across entries explore.css too; other scripts where the front matter names them."""

MAX_BYTES = {".js": 60_000, ".css": 140_000}
"""Upper bound of one file before compression, so that it stays under 20 KB as sent, and the styles under 28 KB."""

DATA = [HERE.parent / "generator" / "text" / "folding.json"]
"""What the bundles hold beside their sources: the rules of folding, which Python reads too."""

_TEXT = r'(?:"(?:[^"\\]|\\.)*"|`[^`]*`)'
NOTE = re.compile(f",note:{_TEXT}|(?<=[{{,])note:{_TEXT},")
"""A note of a rule in a bundle: it explains the rule to readers of the file and of the page about search."""


def stamp() -> str:
    """Return a hash of everything the bundles are made from."""
    sources = sorted(path for path in (HERE / "src").rglob("*") if path.suffix in (".ts", ".css"))
    parts = [digest(path) for path in (HERE / "scripts.py", HERE / "tsconfig.json", LOCK, *DATA, *sources)]
    parts += theme.inputs()
    return stamps.of_parts(parts)


def build() -> str:
    """Bring the bundles up to date and return what was done, in words."""
    wanted, made = stamp(), [ASSETS / name for name in ENTRIES]
    if stamps.is_current(STAMP, wanted, made):
        return "scripts and styles are up to date"
    install()
    for name, entry in sorted(ENTRIES.items()):
        bundle(name, entry)
    stamps.put(STAMP, wanted, made)
    sizes = (f"{name.partition('/')[2]} of {(ASSETS / name).stat().st_size / 1000:.0f} KB" for name in sorted(ENTRIES))
    return f"made {', '.join(sizes)}"


def bundle(name: str, entry: Path) -> None:
    """Write one file: everything its entry point takes in, minified, for browsers of the last years."""
    target = ASSETS / name
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".new")
    command = [
        *(str(NODE), str(PACKAGES / "esbuild" / "bin" / "esbuild"), str(entry.relative_to(HERE))),
        *("--bundle", "--minify", "--target=es2022,chrome110,firefox110,safari16", "--charset=utf8"),
        *("--legal-comments=none", "--log-level=error", "--external:../fonts/*", f"--outfile={fresh}"),
        *(("--format=iife",) if target.suffix == ".js" else ("--loader:.new=css",)),
    ]
    run = subprocess.run(command, cwd=HERE, env=environment(), capture_output=True, text=True, check=False)
    if run.returncode:
        lines = [line.strip() for line in run.stderr.splitlines() if line.strip()]
        raise BuildError(
            f"esbuild failed on {entry.relative_to(HERE.parent)}: {' '.join(lines[:3]) or 'it gave no reason'}"
        )
    if target.name == "atlas.css":
        fresh.write_text(theme.styles() + fresh.read_text("utf-8"), "utf-8")
    if target.name == "search.js":
        fresh.write_text(NOTE.sub("", fresh.read_text("utf-8")), "utf-8")
    if fresh.stat().st_size > MAX_BYTES[target.suffix]:
        raise BuildError(f"{name} has {fresh.stat().st_size} bytes, more than {MAX_BYTES[target.suffix]}")
    fresh.replace(target)
