"""What a site is built from: the program as it is installed needs nothing else, and tells of each file that is missing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from euphrates_atlas import cli
from euphrates_atlas.settings import NEEDED
from tests.overlays import BASE
from tests.stores import REPOSITORY, site_copy

THEME = "copy overrides/ from the repository of the program, bundle its assets there, and name it in mkdocs.yml, as `custom_dir: overrides` below `theme`"
BUNDLED = "it is bundled from frontend/: run `make assets`, or `python frontend/build.py`"
CASES = [
    ("entities", "entities/ is missing: it holds the entries, a folder for each kind: make it, and write entries with `atlas new`"),
    ("mkdocs.yml", "mkdocs.yml is missing: it holds the name, the navigation and the theme of the site: copy that of another atlas, and change it"),
    ("subject.yml", "subject.yml is missing: it names the atlas and its region, and stands beside mkdocs.yml: copy that of another atlas, and change it"),
    ("content", "content is missing: it holds the pages that are written by hand and named in mkdocs.yml: make it, and write them"),
    ("overrides", f"overrides/main.html is missing: it is the frame of every page: {THEME}"),
    ("overrides/partials", f"overrides/partials is missing: it holds the parts of the frame: {THEME}"),
    ("overrides/partials/assets.html", f"overrides/partials/assets.html is missing: {BUNDLED}"),
    ("overrides/assets", f"overrides/assets/fonts/atlas-sans-latin.*.woff2 is missing: {BUNDLED}"),
    ("overrides/assets/images/cards", f"overrides/assets/images/cards/atlas.png is missing: {BUNDLED}"),
    ("overrides/assets/javascripts/search.*.js", f"overrides/assets/javascripts/search.*.js is missing: {BUNDLED}"),
    ("overrides/assets/stylesheets/atlas.*.css", f"overrides/assets/stylesheets/atlas.*.css is missing: {BUNDLED}"),
]  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return the folder of an atlas without the program."""
    root = site_copy(tmp_path / "atlas", entities=BASE)
    for name in ("generator", "overrides"):
        (root / name).unlink()
    shutil.copytree(REPOSITORY / "overrides", root / "overrides")
    return root


@pytest.mark.parametrize("command", ["build", "serve"])
@pytest.mark.parametrize(("name", "told"), CASES, ids=[name for name, _ in CASES])
def test_a_missing_file_is_told_before_anything_is_written(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str, name: str, told: str
) -> None:
    (found,) = root.glob(name)
    found.rename(root.parent / "away")
    monkeypatch.chdir(root)
    before = sorted(root.rglob("*"))

    assert cli.main([command]) == 2

    assert capsys.readouterr() == ("", f"atlas: {told}\n")
    assert sorted(root.rglob("*")) == before


def test_a_file_in_place_of_the_entries_is_told(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "entities").rename(root.parent / "away")
    (root / "entities").touch()
    monkeypatch.chdir(root)
    assert cli.main(["check"]) == 2
    assert capsys.readouterr().err == f"atlas: {CASES[0][1]}\n"


def test_pages_and_checks_need_no_theme(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(root / "overrides")
    monkeypatch.chdir(root)
    assert (cli.main(["check"]), cli.main(["generate"])) == (0, 0)


def test_all_that_is_bundled_is_asked_for() -> None:
    folder = REPOSITORY / "overrides" / "assets"
    made = {path for path in folder.rglob("*") if path.suffix in (".js", ".css")}
    asked = [name for name in NEEDED if name.endswith((".js", ".css"))]
    assert {path for name in asked for path in REPOSITORY.glob(name)} == made
    assert len(asked) == len(made)


def test_a_link_for_the_folder_of_pages_is_refused(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "content").rename(root / "elsewhere")
    (root / "content").symlink_to("elsewhere")
    monkeypatch.chdir(root)

    assert cli.main(["generate"]) == 2

    words = "a symbolic link stands where a folder should, and nothing is written through it"
    assert (
        capsys.readouterr().err
        == f"atlas: the pages could not be written: {words}: {root / 'content'}; the previous files are kept\n"
    )


def test_a_folder_where_a_file_of_the_site_should_be_is_named(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = root / "site" / "about.html"
    page.mkdir(parents=True)
    monkeypatch.chdir(root)

    assert cli.main(["build"]) == 2

    words = "a folder stands where a file of this name should: move it away"
    assert (
        capsys.readouterr().err
        == f"atlas: the site could not be written: {words}: {page}; the previous files are kept\n"
    )
