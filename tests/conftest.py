"""What all tests share: the update flag of snapshots, and the site of the repository, built once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from tests.case_count import FULL, cases
from tests.stores import REPOSITORY, site_copy

# no deadline: the time of a case depends on the machine
settings.register_profile("ci", deadline=None, max_examples=cases(100))
settings.register_profile("full", deadline=None)
settings.load_profile("full" if FULL else "ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag that writes snapshots anew; read the diff before accepting it."""
    parser.addoption("--update-snapshots", action="store_true", help="write the expected reports and pages anew")


@pytest.fixture
def update_snapshots(request: pytest.FixtureRequest) -> bool:
    """Tell whether snapshots are to be written anew."""
    return bool(request.config.getoption("--update-snapshots"))


@pytest.fixture(scope="session")
def builds(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> tuple[Path, Path]:
    """Return the folders of the site as `atlas build` and as plain `mkdocs build --strict` make it, side by side.

    Where tests run in several processes, the first to ask builds for all.
    """
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "real-site"
    with FileLock(f"{folder}.lock"):
        if not (folder / "built").is_file():
            _build_twice(folder)
            (folder / "built").touch()
    return folder / "atlas" / "site", folder / "plain" / "site"


def _build_twice(folder: Path) -> None:
    """Build the site of the repository in both ways."""
    folder.mkdir(exist_ok=True)
    commands = {"atlas": ["generator", "build"], "plain": ["mkdocs", "build", "--strict", "--quiet"]}
    kept = {k: v for k, v in os.environ.items() if k not in ("SOURCE_DATE_EPOCH", "ATLAS_SITE_URL", "ATLAS_REPO_URL")}
    running = []
    for name, command in commands.items():
        root = site_copy(folder / name, entities=REPOSITORY / "entities")
        with (folder / f"{name}.log").open("w", encoding="utf-8") as log:
            process = subprocess.Popen([sys.executable, "-m", *command], cwd=root, env=kept, stdout=log, stderr=log)
        running.append((name, process))
    for name, process in running:
        status = process.wait(timeout=300)
        assert status == 0, (folder / f"{name}.log").read_text(encoding="utf-8")
