"""What all tests share: the update flag of snapshots, and the site of the repository, built once."""

from __future__ import annotations

import atexit
import gc
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock
from hypothesis import settings
from jinja2 import Environment

from tests.case_count import FULL, cases
from tests.stores import FROZEN, REPOSITORY, corpus, corpus_pages, site_copy, whole_store

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from euphrates_atlas.model.atlas import Atlas

gc.set_threshold(100_000)
# no deadline: the time of a case depends on the machine
settings.register_profile("ci", deadline=None, max_examples=cases(100))
settings.register_profile("full", deadline=None)
settings.load_profile("full" if FULL else "ci")


# the many programs that tests start need not each compile the same modules
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def _compile_each_template_once() -> None:
    """Let all builds of a process share the templates that one of them compiled: the theme's take a fifth of a small build."""
    compile, made = Environment.compile, dict[tuple[Hashable, ...], Any]()

    def compiled(
        self: Environment, source: Any, name: Any = None, filename: Any = None, *rest: Any, **more: Any
    ) -> Any:
        if filename is None or rest or more:
            return compile(self, source, name, filename, *rest, **more)
        form = self.trim_blocks, self.lstrip_blocks, self.keep_trailing_newline, self.comment_start_string
        meaning = self.autoescape, self.finalize, self.undefined, *sorted(self.extensions)
        key = source, name, filename, form, meaning
        if key not in made:
            made[key] = compile(self, source, name, filename)
        return made[key]

    Environment.compile = compiled  # type: ignore[method-assign]


_compile_each_template_once()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag that writes snapshots anew; read the diff before accepting it."""
    parser.addoption("--update-snapshots", action="store_true", help="write the expected reports and pages anew")


@pytest.fixture
def update_snapshots(request: pytest.FixtureRequest) -> bool:
    """Tell whether snapshots are to be written anew."""
    return bool(request.config.getoption("--update-snapshots"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a browser; one process of tests can run but one."""
    from tests.browsing import running_chromium  # heavy, and most tests need none

    with running_chromium() as chromium:
        yield chromium


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return the folder of the site of the repository as `atlas build` makes it, for tests that are marked `real_store`.

    `ATLAS_SITE` names one that was built before. Nobody writes into it.
    """
    built = os.environ.get("ATLAS_SITE")
    return Path(built).resolve() if built else _site_of(REPOSITORY, tmp_path_factory, worker_id)


@pytest.fixture(scope="session")
def frozen_site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return the folder of the site of the frozen entries; nobody writes into it."""
    return _site_of(FROZEN, tmp_path_factory, worker_id)


@pytest.fixture(scope="session")
def whole_site(request: pytest.FixtureRequest) -> Path:
    """Return the site of the frozen entries, in `make test-all` that of the repository: see `whole_store`."""
    site: Path = request.getfixturevalue("real_site" if FULL else "frozen_site")
    return site


@pytest.fixture(scope="session")
def frozen_pages(frozen_site: Path) -> dict[str, str]:
    """Return the Markdown of every page of the site of the frozen entries, by its path below `content/`."""
    return _markdown(frozen_site, FROZEN)


@pytest.fixture(scope="session")
def whole_pages(whole_site: Path) -> dict[str, str]:
    """Return the same of the whole site: see `whole_store`."""
    return _markdown(whole_site, REPOSITORY if FULL else FROZEN)


@pytest.fixture(scope="module", params=["corpus", "whole"])
def told(request: pytest.FixtureRequest) -> tuple[Atlas, dict[str, str]]:
    """Return the atlas of the worked examples, then the whole one, and the Markdown of its generated pages by path."""
    if request.param == "corpus":
        return corpus(), {path: data.decode() for path, data in corpus_pages().items() if path.endswith(".md")}
    by_hand = {file.name for file in (REPOSITORY / "content").glob("*.md")}
    pages: dict[str, str] = request.getfixturevalue("whole_pages")
    return whole_store(), {path: text for path, text in pages.items() if path not in by_hand}


SLOW = ("browser", "real", "safety", "site", "tests")
"""Folders whose tests build sites, run programs or open pages."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what only `make test-all` tries, and put the files in an order in which no process waits for another.

    One file builds the frozen site at once; meanwhile the others are slow ones that do not need it, then slow ones that do, those
    with most tests first. Quick ones come last, so that all processes are done at about the same time.
    """
    left_out = {item for item in items if item.get_closest_marker("full") and not FULL}
    config.hook.pytest_deselected(items=[*left_out])
    items[:] = [item for item in items if item not in left_out]
    sizes = Counter(item.path for item in items)
    asking = {
        item.path
        for item in items
        if "frozen_site" in getattr(item, "fixturenames", ()) or "real_site" in getattr(item, "fixturenames", ())
    }
    first = min(asking, key=lambda path: (sizes[path], path), default=None)

    def rank(item: pytest.Item) -> tuple[bool, bool, bool, int, Path]:
        path = item.path
        return path != first, path.parent.name not in SLOW, path in asking, -sizes[path], path

    items.sort(key=rank)


_running: list[pytest.Item] = []
"""The test that runs now."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Note which test runs."""
    _running[:] = [item]
    yield
    _running.clear()


def _is_real_entry(path: object) -> bool:
    return isinstance(path, (str, os.PathLike)) and os.fspath(path).startswith(_ENTITIES)


_ENTITIES = str(REPOSITORY / "entities") + os.sep


def _guard_real_store(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse to open an entry of the repository in a test that is not marked `real_store`."""
    if event != "open" or not _running or not _is_real_entry(arguments[0]):
        return
    if not FULL and not _running[0].get_closest_marker("real_store"):
        pytest.fail(f"{_running[0].nodeid} reads {arguments[0]}: see `real_store` in docs/developing.md", pytrace=False)


sys.addaudithook(_guard_real_store)


def pytest_sessionfinish() -> None:
    """Let the end of a process search all that its tests kept for garbage once, and not several times."""
    gc.freeze()
    atexit.register(gc.unfreeze)


def _site_of(store: Path, factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Build the site of a store once: where tests run in several processes, the first to ask builds for all."""
    own = factory.getbasetemp()
    root = (own if worker_id == "master" else own.parent) / f"site-of-{store.name}"
    with FileLock(f"{root}.lock"):
        if not (root / "site" / "index.html").is_file():
            site_copy(root, entities=store / "entities")
            _run("build", root, store)
    return root / "site"


def _markdown(site: Path, store: Path) -> dict[str, str]:
    """Return the Markdown of the pages of a site, which the first to ask generates for all."""
    root = site.parent
    with FileLock(f"{root}.lock"):
        if not (root / "content" / "groups" / "index.md").is_file():
            _run("generate", root, store)
    content = root / "content"
    return {file.relative_to(content).as_posix(): file.read_text("utf-8") for file in sorted(content.rglob("*.md"))}


MOST_ROWS_OF_FROZEN = {"as_of_pages": 60, "chronology_pages": 40, "differ_pages": 20}
"""By overview, so few that the site of the frozen entries has the pages of years and kinds that a large atlas has."""


def _run(command: str, root: Path, store: Path) -> None:
    most_rows = MOST_ROWS_OF_FROZEN if store == FROZEN else {}
    program = ["import importlib, sys", "from euphrates_atlas import cli"]
    for name, most in most_rows.items():
        program.append(f"importlib.import_module('euphrates_atlas.render.overviews.{name}').MAX_ROWS = {most}")
    program.append(f"sys.exit(cli.main(['{command}']))")
    kept = {k: v for k, v in os.environ.items() if k not in ("SOURCE_DATE_EPOCH", "ATLAS_SITE_URL", "ATLAS_REPO_URL")}
    if most_rows:
        kept["ATLAS_PROCESSES"] = "1"  # other processes would have the usual numbers
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(program)], cwd=root, env=kept, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
