"""Whole sites: any number of processes makes the same, it is the one that MkDocs makes, and MkDocs says what is wrong."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from euphrates_atlas import cli
from euphrates_atlas.model.atlas import Entry
from euphrates_atlas.render.entries.entry_page import EntryPages
from euphrates_atlas.site import builder as building
from tests.folders import files, files_of_mkdocs
from tests.markup import elements_of_page
from tests.overlays import BASE
from tests.stores import site_copy

BY_HAND = "# How\n\nOne[^1].\n\n- a\n\n    b\n\n``` yaml\nkey: 1\n```\n\n*[X]: y\n"
Site = dict[str, bytes]
Printed = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small repository with an old address, and a page written by hand in a folder of the navigation."""
    root = site_copy(tmp_path_factory.mktemp("build") / "atlas", entities=BASE)
    with (root / "entities/places/example-town.yml").open("a", encoding="utf-8") as file:
        file.write("redirects: [an-old-town]\n")
    config = root / "mkdocs.yml"
    config.write_bytes(config.read_bytes().replace(b"\nnav:\n", b"\nnav:\n  - Guide: guide/how.md\n"))
    (root / "content" / "guide").mkdir()
    (root / "content" / "guide" / "how.md").write_text(BY_HAND, encoding="utf-8")
    for hidden in (".draft.md", "guide/.how.md.swp"):
        (root / "content" / hidden).write_text("# Not of the site\n", encoding="utf-8")
    return root


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    """A build sets the day of this process, unless it is set."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795215600")
    monkeypatch.delenv("ATLAS_PROCESSES", raising=False)


def build(root: Path) -> int:
    return cli.main(["--root", str(root), "build"])


@pytest.fixture(scope="module")
def whole(root: Path) -> Site:
    """The site of the repository, made by one process."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SOURCE_DATE_EPOCH", "1795215600")
        assert build(root) == 0
    return files(root / "site")


@contextmanager
def changed(file: Path, text: str) -> Iterator[None]:
    """Let a file have another text for a while."""
    before = file.read_bytes()
    file.write_text(text, encoding="utf-8")
    try:
        yield
    finally:
        file.write_bytes(before)


def test_every_page_is_the_one_that_mkdocs_makes(root: Path, whole: Site, tmp_path: Path) -> None:
    """Generated and by hand, indexes, moved pages, compared as trees; other files byte by byte. Each page bears a hash of its own bytes.

    Files of the theme that no page loads are in MkDocs' own site alone.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    stock = files_of_mkdocs(tmp_path, whole)

    assert sorted(whole) == sorted(stock)
    assert {"places/an-old-town.html", "guide/how.html", "sitemap.xml.gz", "404.html"} <= whole.keys()
    for path, data in whole.items():
        if path.endswith(".html"):
            assert elements_of_page(data.decode()) == elements_of_page(stock[path].decode()), path
        else:
            assert data == stock[path], path


@pytest.mark.parametrize("processes", ["2", "3"])
def test_any_number_of_processes_makes_the_same_site(
    root: Path, whole: Site, processes: str, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """Byte by byte, the list of all pages too."""
    monkeypatch.setenv("ATLAS_PROCESSES", processes)
    assert build(root) == 0
    assert f"site: 0 files written, {len(whole)} unchanged, 0 removed\n" in capsys.readouterr().out
    assert files(root / "site") == whole


def test_a_site_that_stands_is_not_built(
    root: Path, whole: Site, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """Nothing of it is read, until anything of it is touched."""
    assert build(root) == 0

    def refuse(*_: object) -> None:
        raise AssertionError

    with monkeypatch.context() as patched:
        patched.setattr(building, "read_store", refuse)
        assert build(root) == 0
        written, size = capsys.readouterr().out.splitlines()[-2:]
        assert written == f"site: 0 files written, {len(whole)} unchanged, 0 removed"
        assert size.startswith(f"site: {len(whole):,} files, ")
    (root / "site" / "index.html").write_bytes(b"other")
    assert build(root) == 0
    assert files(root / "site") == whole


def test_links_of_pages_by_hand_are_checked(root: Path, whole: Site, capsys: Printed) -> None:
    """Into pages and anchors; the old site stands."""
    there = "groups/example-brigade.md"
    links = f"# Notes\n\n[There]({there}) [not there]({there}#nowhere) [no page](groups/nobody.md) [no](x.md#a)\n"
    with changed(root / "content" / "about.md", links):
        assert build(root) == 1

    link = "Doc file 'about.md' contains a link"
    said = [line for line in capsys.readouterr().err.splitlines() if link in line]
    assert said == [
        f"{link} 'groups/nobody.md', but the target is not found among documentation files.",
        f"{link} 'x.md#a', but the target 'x.md' is not found among documentation files.",
        f"{link} '{there}#nowhere', but the doc '{there}' does not contain an anchor '#nowhere'.",
    ]
    assert files(root / "site") == whole


@pytest.mark.parametrize("processes", ["1", "3"])
def test_a_page_with_markdown_beside_its_headings(
    root: Path, whole: Site, processes: str, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """It is a mistake in a template; the build says which text it is, and the old site stands."""
    made = EntryPages.of

    def broken(pages: EntryPages, entry: Entry) -> Iterator[tuple[str, str]]:
        return ((path, f"{text}\n\n[gone](../gone.md)\n") for path, text in made(pages, entry))

    monkeypatch.setattr(EntryPages, "of", broken)
    monkeypatch.setenv("ATLAS_PROCESSES", processes)
    (root / ".atlas" / "built").unlink(missing_ok=True)
    assert build(root) == 1
    assert "a generated page has headings and raw HTML alone: [gone](../gone.md)" in capsys.readouterr().err
    assert files(root / "site") == whole


def test_a_page_of_the_navigation_that_nobody_makes(root: Path, whole: Site, capsys: Printed) -> None:
    config = root / "mkdocs.yml"
    with changed(config, config.read_text(encoding="utf-8").replace("groups/index.md", "parties/index.md")):
        assert build(root) == 1
    said = "A reference to 'parties/index.md' is included in the 'nav' configuration, which is not found"
    assert said in capsys.readouterr().err
    assert files(root / "site") == whole


@pytest.mark.parametrize("processes", ["1", "2"])
def test_a_theme_that_fails(
    root: Path, whole: Site, processes: str, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """The page is named, whichever process made it, and the old site stands."""
    monkeypatch.setenv("ATLAS_PROCESSES", processes)
    theme = (root / "overrides").readlink()
    (root / "overrides").unlink()
    try:
        shutil.copytree(theme, root / "overrides", symlinks=True)
        is_place = "page.url and 'places/' in page.url and 'index' not in page.url"
        failing = f"{{% if {is_place} %}}{{{{ none.nothing.at_all }}}}{{% endif %}}"
        with (root / "overrides" / "base.html").open("a", encoding="utf-8") as template:
            template.write(failing)
        assert build(root) == 1
    finally:
        shutil.rmtree(root / "overrides")
        (root / "overrides").symlink_to(theme, target_is_directory=True)

    said = capsys.readouterr().err
    assert said.startswith("atlas: the site could not be built: places/")
    assert "None" in said
    assert files(root / "site") == whole


def test_a_lost_manifest(root: Path, whole: Site) -> None:
    """What an earlier run generated, and nothing tells any more, is no page by hand, even when its entry goes."""
    assert cli.main(["--root", str(root), "generate"]) == 0
    shutil.rmtree(root / ".atlas")
    shutil.rmtree(root / "site")
    assert build(root) == 0
    assert files(root / "site") == whole
    file = root / "entities" / "leaders" / "example-commander.yml"
    text = file.read_bytes()
    file.unlink()
    assert build(root) == 0
    assert "leaders/example-commander.html" not in files(root / "site")
    file.write_bytes(text)


def test_what_an_earlier_run_may_have_generated_is_not_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The page of an entry that is gone, where nothing tells any more who wrote it; the build leaves it to people."""
    root = site_copy(tmp_path / "atlas", entities=BASE)
    assert cli.main(["--root", str(root), "generate"]) == 0
    shutil.rmtree(root / ".atlas")
    (root / "entities" / "leaders" / "example-commander.yml").unlink()
    for command in ("build", "generate"):
        assert cli.main(["--root", str(root), command]) == 1
        (folders,) = re.findall(r"files in these folders of content/: ([^.]*)\.", capsys.readouterr().err)
        assert "leaders" in folders
        assert not (root / "site").exists()
        assert (root / "content" / "leaders" / "example-commander.md").is_file()
    for folder in folders.split(", "):
        shutil.rmtree(root / "content" / folder)
    assert build(root) == 0
    assert "leaders/example-commander.html" not in files(root / "site")


def test_the_site_follows_what_it_is_made_of(
    root: Path, whole: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file behind a link and a variable that the settings name, whichever changes; an entry goes with its page and data.

    When all is as before, so is the site.
    """
    note, entry = tmp_path / "note.txt", root / "entities" / "leaders" / "example-commander.yml"
    settings, text = (root / "mkdocs.yml").read_text("utf-8"), entry.read_bytes()
    link = root / "content" / "linked"
    link.symlink_to(tmp_path, target_is_directory=True)
    entry.unlink()
    try:
        with changed(root / "mkdocs.yml", f"{settings}\ncopyright: !ENV [FOOTER_OF_HOST, none]\n"):
            for noted, foot in (("One", "By the first"), ("Another", "By the first"), ("Another", "By the second")):
                note.write_text(noted)
                monkeypatch.setenv("FOOTER_OF_HOST", foot)
                assert build(root) == 0
                site = files(root / "site")
                assert site["linked/note.txt"].decode() == noted
                assert foot in site["about.html"].decode()
                assert {
                    "leaders/example-commander.html",
                    "leaders/example-commander.json",
                } <= whole.keys() - site.keys()
    finally:
        link.unlink()
        entry.write_bytes(text)
    assert build(root) == 0
    assert files(root / "site") == whole


def test_a_checkout_in_the_folder_of_the_site_stays(root: Path, whole: Site, capsys: Printed) -> None:
    """Some hosts take the site as a branch of its own; what belongs to git is no part of it."""
    own = root / "site" / ".git"
    own.mkdir()
    (own / "HEAD").write_text("ref: refs/heads/pages\n")
    page = root / "site" / "about.html"
    page.unlink()
    try:
        assert build(root) == 0
        assert f"site: {len(whole):,} files, " in capsys.readouterr().out
        assert page.is_file()
        assert (own / "HEAD").read_text() == "ref: refs/heads/pages\n"
    finally:
        shutil.rmtree(own)


def test_a_build_sets_the_day_for_the_programs_that_it_starts(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a repository without history, the beginning of 1970; the clock never."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    building.generate(building.Settings(root))
    assert os.environ["SOURCE_DATE_EPOCH"] == "0"
