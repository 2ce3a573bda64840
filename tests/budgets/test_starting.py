"""What a command loads before it does anything. A check of one file is done many times a day."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from functools import cache
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

import pytest

from tests.stores import CORPUS, REPOSITORY

ONLY_FOR_PAGES = {"jinja2", "markupsafe", "mkdocs", "markdown", "multiprocessing", "hypothesis", "asyncio"}
PROGRAM = (
    "import sys, json; from euphrates_atlas.cli import main; status = main(sys.argv[1:]);"
    " print(json.dumps([status, sorted(sys.modules)]), file=sys.stderr)"
)


distributions = cache(packages_distributions)


def test_a_check_loads_nothing_that_pages_are_made_of() -> None:
    arguments = ["--root", str(CORPUS), "check", "--no-cache", "kalsu"]
    command = [sys.executable, "-c", PROGRAM, *arguments]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    status, modules = json.loads(done.stderr)
    assert (status, ONLY_FOR_PAGES & {*modules}) == (0, set()), done.stdout


@pytest.mark.parametrize(
    "arguments",
    [["check"], ["fmt", "--check"], ["find", "kalsu"], ["audit"], ["schema", "--output", "{new}"]],
    ids=" ".join,
)
def test_commands_for_entries_need_little(arguments: list[str], tmp_path: Path) -> None:
    """They load only what `make check` installs: the packages of requirements-check.lock."""
    listed = (REPOSITORY / "requirements-check.lock").read_text("utf-8")
    installed = {name.replace("-", "_") for name in re.findall(r"^([a-z0-9-]+)==", listed, re.MULTILINE)}
    command = [sys.executable, "-c", PROGRAM, "--root", str(CORPUS), *(a.format(new=tmp_path) for a in arguments)]

    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)

    status, modules = json.loads(done.stderr)
    packages = {name for top in {m.partition(".")[0] for m in modules} for name in distributions().get(top, ())}
    assert status < 2, done.stdout  # the worked examples are not in canonical form
    assert {name.lower().replace("-", "_") for name in packages} - {"euphrates_atlas"} <= installed


def test_the_set_up_is_as_small_as_the_guides_say() -> None:
    """With pip, which every environment has."""
    listed = (REPOSITORY / "requirements-check.lock").read_text("utf-8")
    packages = [*re.findall(r"^([a-z0-9-]+)==", listed, re.MULTILINE), "pip"]
    files = {path.locate() for name in packages for path in distribution(name).files or ()}
    size = sum(Path(path).stat().st_size for path in files if Path(path).is_file())

    assert size < 40 * 2**20
    for guide in ("README.md", "CONTRIBUTING.md"):
        assert "40 MB" in " ".join((REPOSITORY / guide).read_text("utf-8").split())


def test_entries_are_checked_without_what_only_unix_has() -> None:
    """On Windows, where no site is built, the check runs with Python alone."""
    without = "import os, sys; sys.modules['fcntl'] = None; del os.fchmod, os.O_NOFOLLOW; "
    command = [sys.executable, "-c", without + PROGRAM, "--root", str(CORPUS), "check", "--no-cache"]

    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stderr)[0] == 0, done.stdout


def test_no_plugin_of_pydantic_is_loaded(tmp_path: Path) -> None:
    """One that some other package of the environment brings could change what a file says."""
    (tmp_path / "stray.py").write_text("plugin = None\n")
    about = tmp_path / "stray-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: stray\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[pydantic]\nstray = stray:plugin\n")
    command = [sys.executable, "-c", PROGRAM, "--root", str(CORPUS), "check", "--no-cache"]
    found_there = os.environ | {"PYTHONPATH": str(tmp_path)}

    done = subprocess.run(command, cwd=REPOSITORY, env=found_there, capture_output=True, text=True, check=True)

    assert "stray" not in json.loads(done.stderr)[1]
