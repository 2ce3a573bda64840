"""Warn maintainers every night about limits that the entries approach: contributors need not act on them.

`.ci/warn.py FOLDER` reads a built site and prints a warning for each limit that is exceeded.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from generator.site.hosts import size_of

MOST_OF_A_PAGE = 270_000
"""Bytes of a page before compression: a phone has to read and lay out all of it."""
MOST_FILES = 22_000
MOST_BYTES = 490_000_000
"""Of all files together."""
MOST_OF_A_FILE = 24 * 2**20
"""Some hosts take at most 25 MiB."""


def warnings(site: Path) -> Iterator[str]:
    """Yield what is over a bound, one sentence each."""
    for page in sorted(site.rglob("*.html")):
        size = page.stat().st_size
        if size > MOST_OF_A_PAGE:
            yield f"{page.relative_to(site).as_posix()} has {size:,} bytes, more than {MOST_OF_A_PAGE:,}: split the page"
    whole = size_of(site)
    if whole.files > MOST_FILES:
        yield f"the site has {whole.files:,} files, more than {MOST_FILES:,}"
    if whole.bytes > MOST_BYTES:
        yield f"the site has {whole.bytes:,} bytes, more than {MOST_BYTES:,}"
    if whole.largest > MOST_OF_A_FILE:
        yield f"{whole.largest_file} has {whole.largest:,} bytes, more than {MOST_OF_A_FILE:,}"


def main() -> None:
    """Print the warnings as GitHub marks them on a run."""
    (folder,) = sys.argv[1:]
    for warning in warnings(Path(folder)):
        print(f"::warning title=The site grows::{warning}")


if __name__ == "__main__":
    main()
