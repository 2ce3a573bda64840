"""Build what the site takes from npm, and what is made of that: fonts, scripts and card images under `overrides/assets/`.

Run as `.venv/bin/python frontend/build.py`. Nothing it makes is committed: `fonts.py`, `scripts.py` and `cards.py` say what is made from
what. The same input gives the same bytes; when nothing changed, nothing is done.
"""

from __future__ import annotations

import sys

try:
    import cards
    import fonts
    import npm
    import scripts
except ModuleNotFoundError as error:
    missing = f"the Python module {error.name} is missing"
    sys.exit(f"frontend: {missing}: run `make site`, which installs it into .venv")


def main() -> int:
    """Build, and say in one line each what was done or what is wrong."""
    try:
        for part in (fonts, scripts, cards):
            print(f"frontend: {part.build()}")
    except npm.BuildError as error:
        print(f"frontend: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(
            f"frontend: cannot write: {error.strerror}: {error.filename}", file=sys.stderr
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
