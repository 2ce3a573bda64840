"""The built site: MkDocs writes into a staging folder, and `site/` is brought to it file by file."""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from generator.output import writing
from generator.output.mirroring import mirror
from generator.settings import Settings


class BuildFailed(Exception):
    """MkDocs gave up; what it said stands in the terminal already."""


ENGINES = ("mkdocs", "zensical")
"""What can make the site of the generated pages; the first is the usual one."""
_RUN_MKDOCS = "generator.output.run_mkdocs"


def build(settings: Settings, *, quiet: bool = False, engine: str = "mkdocs") -> writing.Written:
    """Build the site. Raises `BuildFailed`, or `LockHeld` where another build of this repository is running.

    MkDocs generates the pages itself, by the hook; for Zensical, which runs no hooks, they are there already.
    """
    with writing.lock(settings.state) as held:
        staging = settings.state / "staging"
        _remove(staging)
        # The engine inherits the lock: where this process is killed and it is not, nobody builds into its folder.
        run = subprocess.run(
            _command(engine, staging, quiet=quiet),
            cwd=settings.root,
            env={**os.environ, "ATLAS_SITE_DIR": str(staging.relative_to(settings.root))},
            check=False,
            pass_fds=(held,),
        )
        if run.returncode != 0 or not (staging / "index.html").is_file():
            raise BuildFailed
        written = mirror(staging, settings.site)
        _remove(staging)
        return written


def _command(engine: str, staging: Path, *, quiet: bool) -> list[str]:
    """Return the command line; Zensical has no option for where it writes, and learns it from `mkdocs.yml`."""
    if engine == "zensical":
        return [sys.executable, "-m", "zensical", "build", "--clean", "--strict"]
    extra = ["--quiet"] if quiet else []
    return [sys.executable, "-m", _RUN_MKDOCS, "build", "--strict", "--site-dir", str(staging), *extra]


def is_installed(engine: str) -> bool:
    """Tell whether an engine is there; Zensical comes with what the tests need, not with the program."""
    return find_spec(engine) is not None


def _remove(staging: Path) -> None:
    """Remove the staging folder; of a link to another folder the link alone, for MkDocs empties where it writes."""
    if staging.is_symlink() or staging.is_file():
        staging.unlink()
    elif staging.is_dir():
        shutil.rmtree(staging)
