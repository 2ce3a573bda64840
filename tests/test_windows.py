"""Windows without a container: entries are checked and changed there, and who wants to build a site is told where.

Windows is imitated: what its Python lacks is taken away, and so are the packages that a check does not install.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.overlays import BASE
from tests.repositories import commit, git
from tests.stores import REPOSITORY, site_copy

PROGRAM = """
import multiprocessing.context, os, sys

for name in ("fcntl", "grp", "jinja2", "mkdocs", "pwd", "resource", "termios", "watchdog"):
    sys.modules[name] = None
for name in (
    "O_CLOEXEC", "O_DIRECTORY", "O_NOFOLLOW", "O_NONBLOCK", "chown", "fchmod", "fork", "geteuid", "getuid", "mkfifo",
    "sched_getaffinity",
):
    delattr(os, name)
del multiprocessing.context._concrete_contexts["fork"]

from euphrates_atlas.cli import main

sys.exit(main())
"""
NO_SITE = (
    "atlas: this system can check and change entries, but not build the site: use WSL, or a container that reads "
    "`.devcontainer/` (CONTRIBUTING.md)\n"
)
WORKS = [
    ["check"],
    ["check", "--no-cache"],
    ["check", "entities/groups/example-brigade.yml"],
    ["fmt"],
    ["find", "example"],
    ["new", "group", "Third Brigade"],
    ["rename", "example-brigade", "first-brigade"],
    ["diff", "HEAD"],
    ["export", "csv"],
    ["audit", "--help"],
    ["schema"],
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = site_copy(tmp_path / "atlas", entities=BASE)
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root)
    return root


def run(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command as in Windows, with a store that would be shared among processes elsewhere."""
    given = {**os.environ, "PYTHONPATH": str(REPOSITORY / "generator"), "ATLAS_PROCESSES": "3", **environment}
    command = [sys.executable, "-c", PROGRAM, *arguments]
    return subprocess.run(command, cwd=root, env=given, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("arguments", WORKS, ids=" ".join)
def test_what_concerns_entries_works(root: Path, arguments: list[str]) -> None:
    done = run(root, *arguments)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


@pytest.mark.parametrize("command", ["generate", "build", "serve"])
def test_who_wants_a_site_is_told_where_to_build_it(root: Path, command: str) -> None:
    before = sorted(root.rglob("*"))

    done = run(root, command)

    assert (done.returncode, done.stdout, done.stderr) == (2, "", NO_SITE)
    assert sorted(root.rglob("*")) == before
