"""The theme's own styles, without the rules that no page of ours can use: a third of their bytes.

PurgeCSS, of the version that `package-lock.json` names, keeps what a word of our templates or of our scripts could ask for
(`theme.mjs`). Pages then need one stylesheet in place of three, and the theme's file names stand nowhere.
"""

from __future__ import annotations

from pathlib import Path

import material
from npm import HERE, BuildError, digest, first_lines, run_node

TEMPLATES = Path(material.__file__).parent / "templates"
PROGRAM = HERE / "theme.mjs"
READ = (
    "overrides/**/*.html",
    "generator/euphrates_atlas/render/**/*.j2",
    "generator/euphrates_atlas/render/**/*.py",
    "content/*.md",
)
"""What may bear a class, below the repository, beside the scripts."""
GENERATED = (
    HERE.parent / "content" / "index.md",
    HERE.parent / "overrides" / "partials" / "assets.html",
)
"""Made from a template that is read already, and of the names of our files; not there in a fresh clone."""


def inputs() -> list[str]:
    """Return a hash of each file that the outcome depends on."""
    styles = sorted((TEMPLATES / "assets").glob("*/*.min.*s"))
    ours = []
    for pattern in READ:
        for path in HERE.parent.glob(pattern):
            # editors make files whose names begin with a dot
            if path not in GENERATED and not path.name.startswith("."):
                ours.append(path)
    depended_on = [PROGRAM, *styles, *sorted(ours)]
    return [digest(path) for path in depended_on]


def styles() -> str:
    """Return the rules that are kept, in the theme's order. Raises `BuildError` with the reason where there is none."""
    run = run_node(PROGRAM, str(TEMPLATES))
    if run.returncode or ".md-header" not in run.stdout:
        reason = first_lines(run.stderr, otherwise="PurgeCSS left nothing of them")
        raise BuildError(f"the theme's styles could not be read: {reason}")
    return run.stdout
