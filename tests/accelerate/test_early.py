"""Pages that are finished as they are made: the same by any number of processes, and MkDocs says what it says otherwise."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.overlays import BASE, RULES, lay
from tests.stores import site_copy

LINKS = """# Notes

[There](groups/asaib-ahl-al-haq.md#names) [not there](groups/asaib-ahl-al-haq.md#nowhere) [no page](groups/nobody.md)
"""


def build(root: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("ATLAS_")}
    command = [sys.executable, "-m", "generator", "build", *options]
    return subprocess.run(
        command, cwd=root, env={**kept, **environment}, capture_output=True, text=True, timeout=120, check=False
    )


def site(root: Path) -> dict[str, bytes]:
    folder = root / "site"
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small repository."""
    return site_copy(tmp_path_factory.mktemp("early") / "atlas", entities=BASE)


@pytest.fixture(scope="module")
def whole(root: Path) -> dict[str, bytes]:
    """Its site, made by one process."""
    assert build(root, ATLAS_PROCESSES="1").returncode == 0
    return site(root)


@pytest.mark.parametrize("processes", ["2", "3"])
def test_any_number_of_processes_makes_the_same_site(root: Path, whole: dict[str, bytes], processes: str) -> None:
    """Byte by byte, the list of all pages too."""
    done = build(root, ATLAS_PROCESSES=processes)

    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith(f"site: 0 files written, {len(whole)} unchanged, 0 removed\n")
    assert site(root) == whole


@pytest.mark.parametrize("options", [(), ("--no-accelerate",)])
@pytest.mark.parametrize("processes", ["1", "2"])
def test_links_of_hand_written_pages_are_checked(
    root: Path, whole: dict[str, bytes], options: tuple[str, ...], processes: str
) -> None:
    """Into pages that MkDocs does not see: what is there is passed over, what is not stops the build, with its words."""
    notes = root / "content" / "search.md"
    before = notes.read_bytes()
    page = next(path for path in whole if path.startswith("groups/") and path.endswith(".html") and "index" not in path)
    there = f"{page.removesuffix('.html')}.md"
    notes.write_text(LINKS.replace("groups/asaib-ahl-al-haq.md", there), encoding="utf-8")
    try:
        done = build(root, *options, ATLAS_PROCESSES=processes)
    finally:
        notes.write_bytes(before)

    assert done.returncode == 1
    said = done.stdout + done.stderr
    assert f"'search.md' contains a link '{there}#nowhere', but the doc '{there}' does not contain an anchor" in said
    assert "'search.md' contains a link 'groups/nobody.md', but the target is not found" in said
    assert "Aborted with 2 warnings in strict mode!" in said
    assert site(root) == whole


@pytest.mark.parametrize("processes", ["1", "2"])
def test_a_theme_that_fails(root: Path, whole: dict[str, bytes], processes: str) -> None:
    """The page is named, whichever process made it, and the old site stands."""
    template = root / "overrides" / "main.html"
    linked = template.parent.readlink()
    text = template.read_text(encoding="utf-8")
    template.parent.unlink()
    try:
        subprocess.run(["cp", "-r", str(linked), str(root / "overrides")], check=True)
        failing = (
            "{% if page.url and 'groups/' in page.url and not page.is_index %}{{ none.nothing.at_all }}{% endif %}"
        )
        template.write_text(f"{text}{{% block libs %}}{failing}{{% endblock %}}", encoding="utf-8")
        done = build(root, ATLAS_PROCESSES=processes)
    finally:
        subprocess.run(["rm", "-r", str(root / "overrides")], check=True)
        (root / "overrides").symlink_to(linked, target_is_directory=True)

    assert done.returncode == 1
    assert "Error building page 'groups/" in done.stdout + done.stderr
    assert site(root) == whole


def test_an_error_that_another_process_finds(tmp_path: Path) -> None:
    """It is told in the same words as by one that does all, and nothing is written."""
    store = lay(tmp_path / "store", BASE, RULES / "A503-number-order" / "bad")
    said = []
    for processes in ("1", "2"):
        root = site_copy(tmp_path / processes, entities=store.entities)
        done = build(root, ATLAS_PROCESSES=processes)
        assert done.returncode == 1
        assert "A503" in done.stdout
        assert [path.name for path in (root / "content").iterdir() if path.is_dir() and path.name != "assets"] == []
        assert not (root / "site").exists()
        said.append(done.stdout)
    assert said[0] == said[1]


def test_pages_whose_manifest_is_lost(root: Path, whole: dict[str, bytes]) -> None:
    """What an earlier run generated, and nothing tells any more, is made anew and is no page of its own beside it."""
    shutil.rmtree(root / ".atlas")
    shutil.rmtree(root / "site")

    done = build(root)

    assert done.returncode == 0, done.stderr
    assert site(root) == whole


def test_a_page_of_the_navigation_that_is_written_by_hand(root: Path, whole: dict[str, bytes]) -> None:
    """In a folder too it is made as MkDocs makes it, from Markdown of any sort."""
    config = root / "mkdocs.yml"
    before = config.read_bytes()
    config.unlink()  # it may be a link
    config.write_bytes(before.replace(b"\nnav:\n", b"\nnav:\n  - Guide: guide/how.md\n"))
    page = root / "content" / "guide" / "how.md"
    page.parent.mkdir()
    page.write_text("# How\n\nOne[^1].\n\n- a\n\n    b\n\n``` yaml\nkey: 1\n```\n\n*[X]: y\n", encoding="utf-8")
    sites = []
    try:
        for options in ((), ("--no-accelerate",)):
            done = build(root, *options)
            assert done.returncode == 0, done.stdout + done.stderr
            sites.append(site(root)["guide/how.html"])
    finally:
        config.write_bytes(before)
        shutil.rmtree(page.parent)
    assert sites[0] == sites[1]
    assert build(root).returncode == 0
    assert site(root) == whole


@pytest.mark.parametrize("options", [(), ("--no-accelerate",)])
def test_a_page_of_the_navigation_that_nobody_makes(
    root: Path, whole: dict[str, bytes], options: tuple[str, ...]
) -> None:
    """It is named, and the old site stands."""
    config = root / "mkdocs.yml"
    before = config.read_bytes()
    config.unlink()  # it may be a link
    config.write_bytes(before.replace(b"groups/index.md", b"parties/index.md"))
    try:
        done = build(root, *options)
    finally:
        config.write_bytes(before)

    assert done.returncode == 1
    said = "A reference to 'parties/index.md' is included in the 'nav' configuration, which is not found"
    assert said in done.stdout + done.stderr
    assert site(root) == whole
