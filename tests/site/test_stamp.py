"""A site stands where nothing that it is made of, and nothing of itself, was touched since; anything else is built again."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from euphrates_atlas.settings import Settings
from euphrates_atlas.site.folder_update import FolderUpdate
from euphrates_atlas.site.stamp import BuildStamp
from euphrates_atlas.store import database
from euphrates_atlas.store.database import program_hash

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
Stamp = tuple[str, str]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A repository with a site, as a build leaves it."""
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    settings = Settings(tmp_path)
    update = FolderUpdate(settings.content, settings.state / "staging")
    update.put("groups/a.md", b"# A\n")
    update.put("index.md", b"# Home\n")
    update.commit(settings.manifest)
    return settings


def stamped(settings: Settings, commit: str = "") -> Stamp:
    built = BuildStamp(settings, commit)
    return built.inputs, built.whole()


def changed(path: str) -> Callable[[Path], object]:
    return lambda root: (root / path).write_text("other", encoding="utf-8")


def changed_without_a_trace_in_size_and_time(root: Path) -> None:
    file = root / "entities/groups/a.yml"
    status = file.stat()
    file.write_text("name: B\n", encoding="utf-8")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


INPUTS: dict[str, Callable[[Path], object]] = {
    "an entry": changed("entities/groups/a.yml"),
    "an entry, in the same length and time": changed_without_a_trace_in_size_and_time,
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
    "a form that a page shows": changed(".github/form.yml"),
    "another file": changed("benchmarks/recorded/run.json"),
    "the list of generated Markdown that goes": lambda root: (root / ".atlas/pages.json").unlink(),
}
OUTPUTS: dict[str, Callable[[Path], object]] = {
    "a page of the site": changed("site/groups/a.html"),
    "a stray file in the site": changed("site/stray.html"),
    "a page of the site that goes": lambda root: (root / "site/index.html").unlink(),
    "the site that goes": lambda root: (root / "site").rename(root / ".other"),
}


@pytest.mark.parametrize("change", INPUTS.values(), ids=INPUTS)
def test_a_change_of_what_the_site_is_made_of_shows(settings: Settings, change: Callable[[Path], object]) -> None:
    (settings.root / ".github").mkdir()
    before = stamped(settings)
    change(settings.root)
    assert stamped(settings)[0] != before[0]


@pytest.mark.parametrize("change", OUTPUTS.values(), ids=OUTPUTS)
def test_a_change_of_what_was_built_shows(settings: Settings, change: Callable[[Path], object]) -> None:
    before = stamped(settings)
    change(settings.root)
    assert stamped(settings)[1] != before[1]


def test_a_build_is_remembered(settings: Settings) -> None:
    """Until something changes; a damaged note of it counts for none."""
    assert not BuildStamp(settings).is_kept()
    BuildStamp(settings).keep()
    assert BuildStamp(settings).is_kept()
    changed("site/index.html")(settings.root)
    assert not BuildStamp(settings).is_kept()
    BuildStamp(settings).keep()
    (settings.state / "built").write_bytes(b"\xff")
    assert not BuildStamp(settings).is_kept()


def test_the_inputs_are_those_of_before_the_build(settings: Settings) -> None:
    """What changes while a site is built is built the next time; what the build itself writes is no input."""
    before = BuildStamp(settings)
    changed("content/index.md")(settings.root)  # generated, as is that of a group
    changed("content/groups/a.md")(settings.root)
    changed("site/index.html")(settings.root)
    assert BuildStamp(settings).inputs == before.inputs
    changed("content/about.md")(settings.root)
    assert BuildStamp(settings).inputs != before.inputs


@pytest.mark.parametrize("what", ["commit", "address", "day", "program", "versions"])
def test_surroundings(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, what: str) -> None:
    """Another past, address or day, another version of the program or of a library."""
    before = BuildStamp(settings, "abc")
    if what == "address":
        monkeypatch.setenv("ATLAS_SITE_URL", "https://elsewhere.example/")
    if what == "day":
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    if what == "program":
        monkeypatch.setattr(database, "folders", lambda: [Path(__file__).parent])
    if what == "versions":
        (tmp_path / ".packages" / "material-99.dist-info").mkdir(parents=True)
        monkeypatch.syspath_prepend(str(tmp_path / ".packages"))

    program_hash.cache_clear()
    inputs = BuildStamp(settings, "def" if what == "commit" else "abc").inputs
    monkeypatch.undo()
    program_hash.cache_clear()
    assert inputs != before.inputs


def test_hidden_folders_and_those_of_other_tools_are_passed_over(settings: Settings) -> None:
    before = stamped(settings)
    for path in (".git/HEAD", "node_modules/a/b.js", "generator/euphrates_atlas/__pycache__/a.pyc"):
        (settings.root / path).parent.mkdir(parents=True, exist_ok=True)
        (settings.root / path).write_bytes(b"x")
    assert stamped(settings) == before


def test_folders_that_are_links_are_looked_into(settings: Settings, tmp_path: Path) -> None:
    """Those of the root, as a copy of the repository may have them; a circle of links holds nobody up."""
    (tmp_path / "overrides").rename(tmp_path / ".theme")
    (tmp_path / "overrides").symlink_to(tmp_path / ".theme", target_is_directory=True)
    (tmp_path / "round").symlink_to(tmp_path, target_is_directory=True)
    before = stamped(settings)
    assert stamped(settings) == before

    (tmp_path / ".theme" / "main.html").write_text("other", encoding="utf-8")
    assert stamped(settings) != before
