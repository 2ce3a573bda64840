"""Small git repositories for tests, with a store in them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from euphrates_atlas.settings import Settings
from tests.stores import SURROUNDINGS, completed

_ENVIRONMENT = {
    **os.environ,
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


def repository(root: Path, texts: Mapping[str, str] | None = None) -> Settings:
    """Make a repository below `root` whose only commit holds the surroundings and these entries."""
    settings = Settings(root)
    for path, text in {**SURROUNDINGS, **(texts or {})}.items():
        put(settings, path, text)
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root)
    return settings


def put(settings: Settings, path: str, text: str) -> None:
    """Write an entry (`folder/id`), the required fields filled in."""
    file = settings.entities / f"{path}.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(completed(path.split("/", maxsplit=1)[0], text), encoding="utf-8")


def commit(root: Path, message: str = "x", *, day: str = "2026-11-20") -> None:
    """Commit everything, as of a day."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty-message", "--message", message, time=f"{day}T00:00:00Z")


def git(root: Path, *arguments: str, time: str = "2026-11-20T00:00:00Z") -> str:
    """Run git and return what it prints."""
    command = ["git", "-C", str(root), *arguments]
    dates = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), time)
    return subprocess.run(command, env=_ENVIRONMENT | dates, check=True, capture_output=True, text=True).stdout.strip()
