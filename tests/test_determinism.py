"""The same store gives the same bytes, whatever the hash seed, locale, time zone, clock, folder or order of files."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from euphrates_atlas.settings import Settings
from euphrates_atlas.site import StoreHasErrors
from euphrates_atlas.site.builder import generate
from tests.case_count import FULL
from tests.folders import files, files_of_mkdocs
from tests.markup import elements_of_page
from tests.stores import CORPUS, site_copy

HERE = {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC"}
ELSEWHERE = {"PYTHONHASHSEED": "4711", "LC_ALL": "C.UTF-8", "LANG": "ar_IQ.UTF-8", "TZ": "Pacific/Kiritimati"}

BACKWARDS = """
import os, sys
from pathlib import Path
scandir, iterdir = os.scandir, Path.iterdir

class Reversed(list):
    def __next__(self):
        if not self:
            raise StopIteration
        return self.pop(0)
    def __iter__(self):
        return self
    def __enter__(self):
        return self
    def __exit__(self, *error):
        self.clear()
    close = __exit__

os.scandir = lambda *a: Reversed(sorted(scandir(*a), key=lambda e: e.name, reverse=True))
Path.iterdir = lambda self: iter(sorted(iterdir(self), reverse=True))
from euphrates_atlas.cli import main
sys.exit(main(sys.argv[1:]))
"""


def run(root: Path, environment: dict[str, str], *arguments: str, code: str = "") -> str:
    """Run the command in `root` in a fresh process; returns what it printed."""
    command = [sys.executable, *(["-c", code] if code else ["-m", "euphrates_atlas"]), *arguments]
    kept = {k: v for k, v in os.environ.items() if k not in ("SOURCE_DATE_EPOCH", "LANG", "LC_ALL", "TZ")}
    done = subprocess.run(command, cwd=root, env={**kept, **environment}, capture_output=True, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr).decode("utf-8", "replace")
    return done.stdout.decode("utf-8", "replace")


def digests(folder: Path) -> dict[str, str]:
    """Return path and hash of every file below a folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def differing(one: dict[str, str], other: dict[str, str]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def test_pages_are_the_same_bytes_everywhere(tmp_path: Path):
    """Other numbers of processes, another hash seed, locale, time zone and folder, and every folder listed backwards.

    From nothing, and after an edit and a page changed by hand. In `make test-all` two processes are tried too.
    """
    surroundings = [("one", 1, HERE, ""), ("a folder – اسم آخر/three", 3, ELSEWHERE, BACKWARDS)]
    if FULL:
        surroundings.append(("two", 2, HERE, ""))
    roots = [site_copy(tmp_path / folder, entities=CORPUS / "entities") for folder, *_ in surroundings]
    seen = []
    for edit in (lambda root: None, edited):
        for root, (_, number, environment, code) in zip(roots, surroundings, strict=True):
            edit(root)
            run(root, {**environment, "ATLAS_PROCESSES": str(number)}, "generate", code=code)
            seen.append(digests(root / "content"))
            held = (root / ".atlas" / "pages.json").read_bytes()
            assert held == (roots[0] / ".atlas" / "pages.json").read_bytes()
        for pages in seen[-len(roots) :]:
            assert differing(pages, seen[-1]) == []
    assert len(seen[0]) > len(list((CORPUS / "entities").rglob("*.yml")))
    assert differing(seen[0], seen[-1]) != []


def edited(root: Path) -> None:
    """Edit an entry, and change a page by hand."""
    entry = root / "entities" / "groups" / "iran.yml"
    entry.write_text(entry.read_text(encoding="utf-8").replace("name: Iran", "name: Persia"), encoding="utf-8")
    (root / "content" / "leaders" / "muslim-shahdan.md").write_bytes(b"changed")


def test_findings_are_the_same_everywhere(tmp_path: Path):
    """Sorted by place, not by the order in which files come up."""
    texts = []
    for name, environment, code in (("here", HERE, ""), ("there", ELSEWHERE, BACKWARDS)):
        root = site_copy(tmp_path / name, entities=CORPUS / "entities")
        for path in sorted((root / "entities" / "groups").glob("i*.yml")):
            path.write_text(path.read_text(encoding="utf-8").replace("cite:", "citation:"), encoding="utf-8")
        command = [sys.executable, *(["-c", code] if code else ["-m", "euphrates_atlas"]), "check"]
        kept = {k: v for k, v in os.environ.items() if k not in ("LANG", "LC_ALL", "TZ")}
        done = subprocess.run(command, cwd=root, env={**kept, **environment}, capture_output=True, check=False)
        assert done.returncode == 1
        texts.append(done.stdout)
    assert texts[0] == texts[1]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the folders of two builds of the same store in different surroundings."""
    folder = tmp_path_factory.mktemp("sites")
    roots = (folder / "one", folder / "a folder – اسم آخر" / "two")
    for root, environment, code in zip(roots, (HERE, ELSEWHERE), ("", BACKWARDS), strict=True):
        site_copy(root, entities=CORPUS / "entities")
        run(root, environment, "build", code=code)
    return roots


def test_the_site_is_the_same_bytes_everywhere(sites: tuple[Path, Path]):
    one, two = (digests(root / "site") for root in sites)
    assert "groups/kataib-hezbollah.html" in one
    assert differing(one, two) == []


@pytest.mark.full
@pytest.mark.parametrize("store", ["worked", "whole"])
def test_plain_mkdocs_gives_the_same_site(store: str, request: pytest.FixtureRequest, tmp_path: Path):
    """`mkdocs build --strict` generates first, as `atlas build` does. Pages are compared as trees, other files byte by byte.

    In `make test` of a smaller store alone, in `tests/site/test_build.py`.
    """
    site: Path = (
        request.getfixturevalue("whole_site") if store == "whole" else request.getfixturevalue("sites")[0] / "site"
    )
    root = site_copy(tmp_path / "plain", entities=site.parent / "entities")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    kept = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
    done = subprocess.run(command, cwd=root, env={**kept, **HERE}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    ours = files(site)
    plain = files_of_mkdocs(root / "site", ours)
    assert ours.keys() == plain.keys()
    for path, data in ours.items():
        if path.endswith(".html"):
            assert elements_of_page(data.decode()) == elements_of_page(plain[path].decode()), path
        else:
            assert data == plain[path], path


def test_building_again_writes_nothing(sites: tuple[Path, Path]):
    """And of a site that was tampered with, only what is wrong."""
    root = sites[0]
    before = digests(root / "site")
    (root / "site/groups/iran.html").write_text("changed", encoding="utf-8")
    (root / "site/stray.html").write_text("nobody's", encoding="utf-8")
    told = run(root, HERE, "build").strip().splitlines()[-2]
    assert told.startswith("site: 1 files written, ")
    assert told.endswith(", 1 removed")
    assert differing(before, digests(root / "site")) == []


def test_an_entry_that_goes_takes_its_page_along_and_nothing_else(tmp_path: Path):
    """Hand-written pages stay, and so does a file that somebody put among the generated ones."""
    root = site_copy(tmp_path / "atlas", entities=CORPUS / "entities")
    generate(Settings(root))
    before = digests(root / "content")
    own = root / "content" / "leaders" / "own-notes.md"
    own.write_text("# Notes\n", encoding="utf-8")
    for path in ("leaders/muslim-shahdan", "strikes/2020-11-29-al-qaim-border-drone-strike"):
        (root / "entities" / f"{path}.yml").unlink()
    written = generate(Settings(root))
    assert written is not None
    assert written.removed >= 2  # the two pages, and what else was made of the entries alone
    after = digests(root / "content")
    assert {path for path in set(before) - set(after) if path.endswith(".md")} == {
        "coverage/leaders.md",  # what is wanted of leaders: it was the only one
        "leaders/muslim-shahdan.md",
        "strikes/2020-11-29-al-qaim-border-drone-strike.md",
    }
    new = {path for path in set(after) - set(before) if not path.startswith("search-data/")}
    assert new == {"leaders/own-notes.md"}
    assert {path for path in after if "/" not in path} == {path for path in before if "/" not in path}
    assert own.read_text(encoding="utf-8") == "# Notes\n"


def test_a_store_with_an_error_leaves_every_page_as_it_was(tmp_path: Path):
    root = site_copy(tmp_path / "atlas", entities=CORPUS / "entities")
    generate(Settings(root))
    before = digests(root / "content")
    (root / "entities/groups/iran.yml").write_text("name: Iran\n", encoding="utf-8")
    with pytest.raises(StoreHasErrors):
        generate(Settings(root))
    assert digests(root / "content") == before


def test_a_store_moved_to_another_folder_gives_the_same_pages(tmp_path: Path):
    """No page holds the place where it was made."""
    root = site_copy(tmp_path / "one", entities=CORPUS / "entities")
    generate(Settings(root))
    for path in sorted((root / "content").rglob("*.md")):
        assert str(tmp_path).encode() not in path.read_bytes(), path
    shutil.rmtree(root)
