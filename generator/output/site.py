"""The built site: MkDocs writes into a staging folder, and `site/` is brought to it file by file."""

import shutil
import subprocess
import sys
from pathlib import Path

from generator.output import writing
from generator.settings import Settings


class BuildFailed(Exception):
    """MkDocs gave up; what it said stands in the terminal already."""


def build(settings: Settings, *, quiet: bool = False) -> writing.Written:
    """Build the site. Raises `BuildFailed`, or `LockHeld` where another build of this repository is running."""
    with writing.lock(settings.state) as held:
        staging = settings.state / "staging"
        _remove(staging)
        command = [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--strict",
            "--site-dir",
            str(staging),
            *(["--quiet"] if quiet else []),
        ]
        # MkDocs inherits the lock: where this process is killed and MkDocs is not, nobody builds into its folder.
        if subprocess.run(command, cwd=settings.root, check=False, pass_fds=(held,)).returncode != 0:
            raise BuildFailed
        written = writing.mirror(staging, settings.site)
        _remove(staging)
        return written


def _remove(staging: Path) -> None:
    """Remove the staging folder; of a link to another folder the link alone, for MkDocs empties where it writes."""
    if staging.is_symlink() or staging.is_file():
        staging.unlink()
    elif staging.is_dir():
        shutil.rmtree(staging)


def serve(settings: Settings) -> int:
    """Serve the site with live reload until interrupted; returns MkDocs' exit status."""
    return subprocess.run([sys.executable, "-m", "mkdocs", "serve"], cwd=settings.root, check=False).returncode
