"""Warn maintainers every night about limits that the entries approach: contributors need not act on them.

`.ci/warn.py FOLDER` reads a built site and prints a warning for each limit that is exceeded.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from euphrates_atlas.site.hosts import beyond, size_of

MOST_OF_A_PAGE = 270_000
"""Bytes of a page before compression: a phone has to read and lay out all of it."""
SHARE = 0.8
"""Of the limit of a host: what is left gives maintainers time to act."""


def warnings(site: Path) -> Iterator[str]:
    """Yield what is over a bound, one sentence each."""
    for page in sorted(site.rglob("*.html")):
        size = page.stat().st_size
        if size > MOST_OF_A_PAGE:
            name = page.relative_to(site).as_posix()
            yield f"{name} has {size:,} bytes, more than {MOST_OF_A_PAGE:,}: split the page"
    for host, words, limit in beyond(size_of(site), SHARE):
        yield f"the site {words}; {host} takes {limit}"


def main() -> None:
    """Print the warnings as GitHub marks them on a run."""
    (folder,) = sys.argv[1:]
    for warning in warnings(Path(folder)):
        print(f"::warning title=The site grows::{warning}")


if __name__ == "__main__":
    main()
