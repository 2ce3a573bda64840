"""The scripts under `overrides/assets/javascripts/` that are bundled from TypeScript: the search.

esbuild, of the version that `package-lock.json` names, makes one minified file of each entry point. The same input gives the same
bytes; when nothing changed, nothing is done.
"""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

from npm import HERE, LOCK, NODE, PACKAGES, BuildError, digest, environment, install

SCRIPTS = HERE.parent / "overrides" / "assets" / "javascripts"
STAMP = SCRIPTS / ".stamp"
ENTRIES = {"search.js": HERE / "src" / "search" / "main.ts"}
"""Our file -> where its bundle begins."""

MAX_BYTES = 60_000
"""Upper bound of one script before compression, so that it stays far under 20 KB as sent."""

DATA = [HERE.parent / "generator" / "text" / "folding.json"]
"""What the bundles hold beside their sources: the rules of folding, which Python reads too."""


def stamp() -> str:
    """Return a hash of everything the scripts are made from."""
    sources = sorted((HERE / "src").rglob("*.ts"))
    parts = [digest(path) for path in (HERE / "scripts.py", HERE / "tsconfig.json", LOCK, *DATA, *sources)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def is_current(wanted: str) -> bool:
    """Tell whether the scripts stand there, made from this input and unchanged since."""
    try:
        first, *lines = STAMP.read_text("utf-8").splitlines()
        return first == wanted and lines == [f"{digest(SCRIPTS / name)} {name}" for name in sorted(ENTRIES)]
    except OSError:
        return False


def build() -> str:
    """Bring the scripts up to date and return what was done, in words."""
    wanted = stamp()
    if is_current(wanted):
        return "scripts are up to date"
    install()
    made = []
    for name, entry in sorted(ENTRIES.items()):
        bundle(name, entry)
        made.append(f"{name} of {(SCRIPTS / name).stat().st_size / 1000:.0f} KB")
    STAMP.write_text(
        "\n".join([wanted, *(f"{digest(SCRIPTS / name)} {name}" for name in sorted(ENTRIES))]) + "\n", "utf-8"
    )
    return f"made {', '.join(made)}"


def bundle(name: str, entry: Path) -> None:
    """Write one script: everything its entry point takes in, minified, for browsers of the last years."""
    target = SCRIPTS / name
    fresh = target.with_suffix(".new")
    command = [
        *(
            str(NODE),
            str(PACKAGES / "esbuild" / "bin" / "esbuild"),
            str(entry.relative_to(HERE)),
            "--bundle",
            "--minify",
        ),
        *("--format=iife", "--target=es2022", "--charset=utf8", "--legal-comments=none", "--log-level=error"),
        *(f"--outfile={fresh}",),
    ]
    run = subprocess.run(command, cwd=HERE, env=environment(), capture_output=True, text=True, check=False)
    if run.returncode:
        lines = [line.strip() for line in run.stderr.splitlines() if line.strip()]
        raise BuildError(
            f"esbuild failed on {entry.relative_to(HERE.parent)}: {' '.join(lines[:3]) or 'it gave no reason'}"
        )
    if fresh.stat().st_size > MAX_BYTES:
        raise BuildError(f"{name} has {fresh.stat().st_size} bytes, more than {MAX_BYTES}")
    fresh.replace(target)
