"""A site stands where nothing that it is made of, and nothing of itself, was touched since; anything else is built again."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.output import standing
from generator.output.renewing import renewing
from generator.output.standing import Standing
from generator.settings import Settings

FILES = {
    "entities/groups/a.yml": "name: A\n",
    "content/about.md": "# About\n",
    "content/assets/a.png": "picture",
    "overrides/main.html": "theme",
    "mkdocs.yml": "site_name: A\n",
    "benchmarks/recorded/run.json": "{}",
    "site/index.html": "page",
    "site/groups/a.html": "page",
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A repository with a site, as a build leaves it."""
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    found = Settings(tmp_path)
    state = Standing(found, "mkdocs")
    with renewing(found.content, found.state / "pages.json") as renewal:
        renewal.put("groups/a.md", b"# A\n")
        renewal.put("index.md", b"# Home\n")
    state.keep(2)
    return found


def test_what_was_built_stands(settings: Settings) -> None:
    """From the very first build, before which no page was there."""
    assert Standing(settings, "mkdocs").files() == 2


def changed(path: str) -> Callable[[Path], object]:
    return lambda root: (root / path).write_text("other", encoding="utf-8")


CHANGES: dict[str, Callable[[Path], object]] = {
    "an entry": changed("entities/groups/a.yml"),
    "a new entry": changed("entities/groups/b.yml"),
    "an entry that goes": lambda root: (root / "entities/groups/a.yml").unlink(),
    "an entry that is renamed": lambda root: (root / "entities/groups/a.yml").rename(root / "entities/groups/b.yml"),
    "an entry with the same bytes": lambda root: os.utime(root / "entities/groups/a.yml"),
    "a page by hand": changed("content/about.md"),
    "a new page by hand": changed("content/more.md"),
    "a new page by hand among the generated": changed("content/groups/notes.md"),
    "a picture": changed("content/assets/a.png"),
    "the theme": changed("overrides/main.html"),
    "the settings": changed("mkdocs.yml"),
    "what else is read": changed("benchmarks/recorded/run.json"),
    "a generated page": changed("content/groups/a.md"),
    "the first page": changed("content/index.md"),
    "a generated page that goes": lambda root: (root / "content/groups/a.md").unlink(),
    "a page of the site": changed("site/groups/a.html"),
    "a stray file in the site": changed("site/stray.html"),
    "a page of the site that goes": lambda root: (root / "site/index.html").unlink(),
    "the site is elsewhere": lambda root: (root / "site").rename(root / "other"),
    "the manifest goes": lambda root: (root / ".atlas/pages.json").unlink(),
    "the state is damaged": lambda root: (root / ".atlas/standing.json").write_bytes(b"{"),
    "the state is of another form": lambda root: (root / ".atlas/standing.json").write_bytes(b"[]"),
    "the state goes": lambda root: (root / ".atlas/standing.json").unlink(),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_built(settings: Settings, name: str) -> None:
    CHANGES[name](settings.root)

    assert Standing(settings, "mkdocs").files() is None


def test_a_change_of_the_same_length_and_time_is_built(settings: Settings) -> None:
    """The time at which a file was last given another state cannot be set back."""
    file = settings.entities / "groups" / "a.yml"
    held = file.stat()
    file.write_text("name: B\n", encoding="utf-8")
    os.utime(file, ns=(held.st_atime_ns, held.st_mtime_ns))

    assert Standing(settings, "mkdocs").files() is None


def test_what_changes_during_a_build_is_built_next_time(settings: Settings) -> None:
    """The state is that of before anything was read."""
    state = Standing(settings, "mkdocs")
    changed("content/about.md")(settings.root)
    state.keep(2)

    assert Standing(settings, "mkdocs").files() is None


@pytest.mark.parametrize("what", ["engine", "commit", "address", "day", "program", "versions"])
def test_surroundings(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, what: str) -> None:
    """Another engine, past, address or day, another version of the program or of what it stands on."""
    given = {"engine": ("zensical",), "commit": ("mkdocs", "abc")}.get(what, ("mkdocs",))
    if what == "address":
        monkeypatch.setenv("ATLAS_SITE_URL", "https://elsewhere.example/")
    if what == "day":
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    if what == "program":
        monkeypatch.setattr(standing, "_PROGRAM", Path(__file__).parent)
    if what == "versions":
        (tmp_path / ".packages" / "material-99.dist-info").mkdir(parents=True)
        monkeypatch.syspath_prepend(str(tmp_path / ".packages"))

    assert Standing(settings, *given).files() is None


def test_what_is_passed_over(settings: Settings) -> None:
    """Hidden folders, and what other tools make, are read by no build."""
    for path in (".git/HEAD", "node_modules/a/b.js", "generator/__pycache__/a.pyc"):
        (settings.root / path).parent.mkdir(parents=True, exist_ok=True)
        (settings.root / path).write_bytes(b"x")

    assert Standing(settings, "mkdocs").files() == 2


def test_folders_that_are_links_are_looked_into(settings: Settings, tmp_path: Path) -> None:
    """Those of the root, as a copy of the repository may have them; a circle of links holds nobody up."""
    (tmp_path / "overrides").rename(tmp_path / ".theme")
    (tmp_path / "overrides").symlink_to(tmp_path / ".theme", target_is_directory=True)
    (tmp_path / "round").symlink_to(tmp_path, target_is_directory=True)
    Standing(settings, "mkdocs").keep(2)
    assert Standing(settings, "mkdocs").files() == 2

    (tmp_path / ".theme" / "main.html").write_text("other", encoding="utf-8")
    assert Standing(settings, "mkdocs").files() is None
