"""Pages that are finished apart from MkDocs: the same by any number of processes, and MkDocs says what it says otherwise."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.overlays import BASE
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
    return site_copy(tmp_path_factory.mktemp("apart") / "atlas", entities=BASE)


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
