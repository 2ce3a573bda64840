"""Some entries of the repository, for what would take too long of all: every tenth, and those that were changed last."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from euphrates_atlas.settings import Settings
from euphrates_atlas.site.live_site import LiveSite
from euphrates_atlas.store_check import check_store, review_day
from tests.site.conftest import Page
from tests.stores import REPOSITORY

EVERY = 10
MOST_CHANGES = 50
"""So many entries count as changed last, of those that are committed and of the others."""


def drawn_files() -> list[str]:
    """Return the paths of entries that are drawn."""
    every = sorted(path.relative_to(REPOSITORY).as_posix() for path in (REPOSITORY / "entities").glob("*/*.yml"))
    return [*{*every[::EVERY], *(path for path in _changed_last() if (REPOSITORY / path).is_file())}]


def drawn_pages() -> list[Page]:
    """Check all entries, and return the page that tells what that found, and pages of entries that are drawn."""
    settings = Settings(REPOSITORY)
    live = LiveSite(settings)
    live.follow_findings(check_store(live.store, review_day(settings), notes=False))
    entries = live.store.atlas.entries
    with_page = [entry.page for entry in entries.values() if not entry.kind.row_of]
    changed = [entries[id].page for id in map(_id_of, _changed_last()) if id in entries]
    paths = dict.fromkeys(["state/index.html", *changed, *with_page[::EVERY]])
    return [Page(path, (live.file(path) or b"").decode()) for path in paths]


def _changed_last() -> Iterator[str]:
    """Yield the paths of the entries that were changed last, whatever the branch; none where git cannot tell."""
    for command in (["status", "--short", "--no-renames"], ["log", "--max-count=20", "--name-only", "--format="]):
        told = subprocess.run(
            ["git", *command, "--", "entities"], cwd=REPOSITORY, capture_output=True, text=True, check=False
        )
        for line in told.stdout.splitlines()[:MOST_CHANGES]:
            yield line.rpartition(" ")[2]


def _id_of(path: str) -> str:
    return Path(path).stem
