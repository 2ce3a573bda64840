"""Where things are, and what a run takes from outside: folder, addresses, date."""

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

HOME = "index.md"
"""The first page, the one file of `content/` itself that is generated."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that a run of the generator depends on besides the files of the store."""

    root: Path
    """The repository: holds `entities/`, `content/` and `mkdocs.yml`."""
    today: date | None = None
    """The day by which reviews are overdue, where the command names one; never the clock's."""

    @property
    def entities(self) -> Path:
        """The store, a folder per kind."""
        return self.root / "entities"

    @property
    def content(self) -> Path:
        """The Markdown that MkDocs reads: files are written by hand, but for the first page; folders are generated."""
        return self.root / "content"

    @property
    def site(self) -> Path:
        """The built site."""
        return self.root / "site"

    @property
    def state(self) -> Path:
        """What a run leaves for the next one: manifest, lock, staging folder."""
        return self.root / ".atlas"

    @property
    def schema(self) -> Path:
        """The schemas that editors hold the entries to; the first line of an entry leads there."""
        return self.state / "schema"


def find_root(start: Path) -> Path | None:
    """Return the nearest folder at or above `start` that holds `mkdocs.yml` and `entities/`, or None."""
    for folder in (start, *start.parents):
        if (folder / "mkdocs.yml").is_file() and (folder / "entities").is_dir():
            return folder
    return None


def source_date_epoch() -> int | None:
    """Return the build date that the environment gives (`SOURCE_DATE_EPOCH`, seconds), or None."""
    text = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(text) if text.isascii() and text.isdigit() else None


def fix_build_date(day: date | None) -> None:
    """Give the programs that this one starts a build date, where a command names the day."""
    if day is not None:
        os.environ["SOURCE_DATE_EPOCH"] = str(int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()))


def day_of(seconds: int | None) -> date | None:
    """Return the day (UTC) of a time in seconds since 1970; None for none, and for the 0 that stands for none."""
    try:
        return datetime.fromtimestamp(seconds, UTC).date() if seconds else None
    except (OverflowError, OSError, ValueError):
        return None


def colors_wanted() -> bool:
    """Tell whether the environment lets a terminal have colours (`NO_COLOR` unset or empty, `TERM` not `dumb`)."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def accelerating() -> bool:
    """Tell whether generated pages are to take the fast way through MkDocs (`ATLAS_ACCELERATE`, on unless it is 0)."""
    return os.environ.get("ATLAS_ACCELERATE", "") != "0"


def take_the_stock_way() -> None:
    """Let the programs that this one starts make every page as MkDocs does."""
    os.environ["ATLAS_ACCELERATE"] = "0"


def debugging() -> bool:
    """Tell whether a bug of the program is to be shown with its traceback (`ATLAS_DEBUG=1`)."""
    return os.environ.get("ATLAS_DEBUG", "") not in ("", "0")


def repository_address() -> str:
    """Return where the repository is on the web (`ATLAS_REPO_URL`)."""
    return os.environ.get("ATLAS_REPO_URL") or "https://github.com/euphrates-atlas/euphrates-atlas"


def site_address() -> str:
    """Return where the site will be on the web (`ATLAS_SITE_URL`), with a slash at its end; `mkdocs.yml` says the same."""
    return (os.environ.get("ATLAS_SITE_URL") or "https://euphrates-atlas.example").rstrip("/") + "/"


def surroundings() -> list[tuple[str, str]]:
    """Return the variables of the environment that a build depends on."""
    return sorted((name, text) for name, text in os.environ.items() if name.startswith(("ATLAS_", "SOURCE_DATE_EPOCH")))


MOST_PROCESSES = 4
"""More gain little, for what one does alone takes as long as all the rest, and each takes memory."""


def processes(pieces: int, enough: int) -> int:
    """Return how many processes are to share some work: as many as may run at once, one where it is less than enough.

    `ATLAS_PROCESSES` names a number whatever the work.
    """
    text = os.environ.get("ATLAS_PROCESSES", "")
    if text.isascii() and text.isdigit() and int(text):
        return int(text)
    if pieces < enough:
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, MOST_PROCESSES)
