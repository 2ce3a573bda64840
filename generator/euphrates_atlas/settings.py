"""The settings of a run: folders, and the variables of the environment."""

import os
import re
import sys
from calendar import timegm
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

HOME = "index.md"
"""The first page, the one file of `content/` itself that is generated."""


class Settings:
    """Everything that a run of the generator depends on besides the files of the store."""

    def __init__(self, root: Path, today: date | None = None) -> None:
        self.root = root
        """The repository: holds `entities/`, `content/` and `mkdocs.yml`."""
        self.today = today
        """The day by which reviews are overdue, where the command names one; never the clock's."""
        self.entities = root / "entities"
        """The store, a folder per kind."""
        self.content = root / "content"
        """The Markdown that MkDocs reads: files are written by hand, but for the first page; folders are generated."""
        self.site = root / "site"
        """The built site."""
        self.state = root / ".atlas"
        """What a run leaves for the next one: the files below, a lock, the stamp of a build.

        It can always be deleted.
        """
        self.database = self.state / "store.sqlite"
        """The entries that earlier runs read."""
        self.manifest = self.state / "pages.json"
        """The list of the generated files of `content/`."""
        self.schema = self.state / "schema"
        """The schemas that editors hold the entries to; the first line of an entry leads there."""

    @property
    def bundled_theme(self) -> Path | None:
        """The theme that an installed program brings along, unless the repository has one of its own."""
        folder = _PROGRAM / "overrides"
        has_own = (self.root / "overrides" / "main.html").is_file()
        return folder if folder.is_dir() and not has_own else None

    def missing(self, names: Iterable[str]) -> str | None:
        """Return the message on the first of these keys of `NEEDED` that is missing: its purpose, and how to get it.

        None where all are there.
        """
        for name in names:
            is_bundled = name.startswith("overrides/") and self.bundled_theme
            if is_bundled and name == CARDS:
                continue
            if not any((_PROGRAM if is_bundled else self.root).glob(name)):
                return f"{name} is missing: {NEEDED[name]}"
        return None


_PROGRAM = Path(__file__).parent
_COPIED = "copy that of another atlas, and change it"
_THEME = "copy overrides/ from the repository of the program, bundle its assets there, and name it in mkdocs.yml, as `custom_dir: overrides` below `theme`"
_BUNDLED = "it is bundled from frontend/: run `make assets`, or `python frontend/build.py`"
CARDS = "overrides/assets/images/cards/atlas.png"
"""What a link to the site shows elsewhere: it names the atlas, so that no installed program brings it along."""
_SCRIPTS = (
    "as-of",
    "atlas",
    "compare",
    "engine",
    "entry",
    "footnotes",
    "map",
    "network",
    "results",
    "search",
    "tables",
    "write",
)
NEEDED = {
    "subject.yml": f"it names the atlas and its region, and stands beside mkdocs.yml: {_COPIED}",
    "kinds": "it declares the kinds of entries, and stands beside subject.yml: `atlas init` makes an example",
    "entities/": "it holds the entries, a folder for each kind: make it, and write entries with `atlas new`",
    "mkdocs.yml": f"it holds the name, the navigation and the theme of the site: {_COPIED}",
    "content": "it holds the pages that are written by hand and named in mkdocs.yml: make it, and write them",
    "overrides/main.html": f"it is the frame of every page: {_THEME}",
    "overrides/partials": f"it holds the parts of the frame: {_THEME}",
    "overrides/partials/assets.html": _BUNDLED,
    "overrides/assets/fonts/atlas-sans-latin.*.woff2": _BUNDLED,
    CARDS: _BUNDLED,
    **{f"overrides/assets/javascripts/{name}.*.js": _BUNDLED for name in _SCRIPTS},
    "overrides/assets/stylesheets/atlas.*.css": _BUNDLED,
    "overrides/assets/stylesheets/explore.*.css": _BUNDLED,
    "overrides/assets/stylesheets/write.*.css": _BUNDLED,
}
"""What a site is built from besides the program, what it is for, and how to get it; `*` stands for a hash of the contents."""


def find_root(start: Path) -> Path | None:
    """Return the nearest folder at or above `start` that holds `mkdocs.yml` and `entities/`, or None."""
    folders = (start, *start.parents)
    return next(
        (
            at
            for at in folders
            if (at / "mkdocs.yml").is_file() and (at / "entities").is_dir()
        ),
        None,
    )


def source_date_epoch() -> int | None:
    """Return the build date that the environment gives (`SOURCE_DATE_EPOCH`, seconds), or None."""
    return _number("SOURCE_DATE_EPOCH")


def _number(variable: str) -> int | None:
    """Return the whole number that a variable of the environment gives, or None."""
    text = os.environ.get(variable, "")
    return int(text) if text.isascii() and text.isdigit() else None


def fix_build_time(seconds: int) -> None:
    """Give MkDocs, and the programs that this one starts, a build time unless the environment has one."""
    if source_date_epoch() is None:
        os.environ["SOURCE_DATE_EPOCH"] = str(seconds)


def fix_build_date(day: date | None) -> None:
    """Give them the day that a command names."""
    if day:
        os.environ["SOURCE_DATE_EPOCH"] = str(timegm(day.timetuple()))


def day_of(seconds: int | None) -> date | None:
    """Return the day (UTC) of a time in seconds since 1970; None for none, and for the 0 that stands for none.

    Times after the year 9999 are refused before, see `git.build_time`.
    """
    return datetime.fromtimestamp(seconds, UTC).date() if seconds else None


def colors_wanted() -> bool:
    """Tell whether the environment lets a terminal have colours (`NO_COLOR` unset or empty, `TERM` not `dumb`)."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def debugging() -> bool:
    """Tell whether a bug of the program is to be shown with its traceback (`ATLAS_DEBUG=1`)."""
    return os.environ.get("ATLAS_DEBUG", "") not in ("", "0")


def environment_of_build(config: str) -> list[tuple[str, str]]:
    """Return the variables of the environment that a build depends on: our own, and those that `mkdocs.yml` names."""
    named = {*re.findall(r"\w+", config)}
    return sorted(
        (name, text)
        for name, text in os.environ.items()
        if name in named or name.startswith(("ATLAS_", "SOURCE_DATE_EPOCH"))
    )


def installed_packages() -> list[str]:
    """Return the names and versions of the packages that Python can import, sorted."""
    folders = {Path(folder) for folder in sys.path if Path(folder).is_dir()}
    names = []
    for folder in folders:
        names += os.listdir(folder)  # noqa: PTH208 -- names alone
    return sorted(name for name in names if name.endswith((".dist-info", ".egg-info")))


_ENOUGH = 500
"""Entries; what is to be done for fewer is done before another process could help."""
MOST_PROCESSES = 4
"""More gain little, for what one does alone takes as long as all the rest, and each takes memory."""


def processes(entries: int) -> int:
    """Return how many processes are to share work on so many entries: one for each processor, at most `MOST_PROCESSES`.

    One where there are few entries. `ATLAS_PROCESSES` names a number whatever the work, and the most.
    """
    wanted = _number("ATLAS_PROCESSES")
    if not wanted and entries < _ENOUGH:
        wanted = 1
    elif not wanted:
        cores = (
            len(os.sched_getaffinity(0))
            if hasattr(os, "sched_getaffinity")
            else os.cpu_count() or 1
        )
        wanted = min(cores, MOST_PROCESSES)
    return wanted if wanted > 1 and _can_share() else 1


def _can_share() -> bool:
    """Tell whether processes can share work here: Windows cannot fork, and some containers have no shared memory."""
    from multiprocessing import get_context  # noqa: PLC0415 -- heavy, and a small store needs none

    try:
        get_context("fork").Lock()
    except (ImportError, OSError, ValueError):
        return False
    return True
