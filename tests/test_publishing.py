"""What is published: no site with the address of nobody, and releases whose bytes follow from the commit."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from euphrates_atlas import cli
from euphrates_atlas.site.hosts import SiteSize
from tests.overlays import BASE
from tests.repositories import commit, git
from tests.stores import REPOSITORY, site_copy


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return site_copy(tmp_path / "atlas", entities=BASE)


def commit_all(root: Path) -> None:
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root)


def build(root: Path, *arguments: str) -> int:
    return cli.main(["--root", str(root), "build", *arguments])


def test_a_placeholder_is_told_and_not_published(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(root, "--publish") == 2
    assert "cannot be published: `site` is a placeholder, https://euphrates-atlas.example/" in capsys.readouterr().err
    assert not (root / "site").exists()


def test_hosts_that_would_refuse_the_site_are_named(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only where the site is to be published; also when nothing had to be built anew."""
    monkeypatch.setenv("ATLAS_SITE_URL", "https://atlas.test/")
    monkeypatch.setenv("ATLAS_CONTACT", "harm@atlas.test")
    large = SiteSize(20_001, 10**9, 10**6, "index.html", 100, "groups")
    monkeypatch.setattr("euphrates_atlas.commands.build.size_of", lambda _: large)
    told = "atlas: warning: Cloudflare Pages, free plan would refuse the site: it has 20,001 files; the limit is 20,000"

    assert build(root) == 0
    assert told not in capsys.readouterr().err
    for _ in range(2):
        assert build(root, "--publish", "--without-history") == 0
        assert told in capsys.readouterr().err


def test_nothing_names_the_placeholder_once_the_settings_are_there(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """All addresses of the site follow from its setting; the foot of each page leads to the contact."""
    monkeypatch.setenv("ATLAS_SITE_URL", "https://atlas.test/")
    monkeypatch.setenv("ATLAS_CONTACT", "harm@atlas.test")
    monkeypatch.setenv("ATLAS_VERSION", "1.2.0")
    monkeypatch.setenv("ATLAS_VERSION_DATE", "2026-12-01")
    commit_all(root)

    assert build(root, "--publish") == 0

    assert capsys.readouterr().err == ""
    named = [
        p.name
        for p in (root / "site").rglob("*")
        if p.suffix != ".gz" and p.is_file() and b"euphrates-atlas.example" in p.read_bytes()
    ]
    assert named == []
    about = (root / "site/about.html").read_text("utf-8")
    assert "mailto:harm@atlas.test?subject=" in about
    assert "&amp;page=https://atlas.test/about.html" in about
    assert "version 1.2.0, 2026-12-01, https://atlas.test/" in about
    assert '<a href="about.html#version">Version 1.2.0</a>' in about


@pytest.mark.parametrize("kind", ["no repository", "shallow"])
def test_a_site_without_history_is_told_and_not_published(
    kind: str, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one line, with what to do; unless it is asked for. The feeds say it too."""
    monkeypatch.setenv("ATLAS_SITE_URL", "https://atlas.test/")
    monkeypatch.setenv("ATLAS_CONTACT", "harm@atlas.test")
    remedy = "clone it with `git clone`"
    if kind == "shallow":
        commit_all(root)
        (root / ".git" / "shallow").write_text(git(root, "rev-parse", "HEAD") + "\n")
        remedy = "run `git fetch --unshallow`"

    assert build(root, "--publish") == 2
    refused = capsys.readouterr().err
    assert (refused.count("\n"), remedy in refused, "--without-history" in refused) == (1, True, True)
    assert not (root / "site").exists()

    assert build(root, "--publish", "--without-history") == 0
    told = capsys.readouterr().err
    assert (told.count("\n"), remedy in told) == (1, True)
    assert b"<subtitle>Built without the history" in (root / "site/changes/feed.xml").read_bytes()


@pytest.mark.parametrize("command", ["build", "generate", "check"])
def test_a_time_after_the_year_9999_is_told(
    command: str, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is often one in milliseconds."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1763596800000")

    assert cli.main(["--root", str(root), command]) == 2
    assert "SOURCE_DATE_EPOCH is 1763596800000, a time after the year 9999" in capsys.readouterr().err


RELEASE = ".ci/release.py"


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """Return a repository with the files that a release is made of."""
    for name in (RELEASE, "CHANGELOG.md", "CITATION.cff", "pyproject.toml", "LICENSE", "LICENSE-CONTENT.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(REPOSITORY / name, tmp_path / name)
    (tmp_path / ".gitignore").write_text("/site/\n/dist/\n")
    shutil.copytree(BASE, tmp_path / "entities")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("<p>The site</p>")
    changelog = tmp_path / "CHANGELOG.md"
    changelog.write_text(
        "# Changelog\n\n## Unreleased\n\n## 1.2.0 (2026-12-01)\n\n- A change.\n\n## 1.1.0 (2026-11-01)\n\n- Older.\n"
    )
    citation = tmp_path / "CITATION.cff"
    text = re.sub(r"^version: \S+$", "version: 1.2.0", citation.read_text(), count=1, flags=re.MULTILINE)
    text = re.sub(r"^date-released: \S+$", "date-released: 2026-12-01", text, count=1, flags=re.MULTILINE)
    citation.write_text(text)
    project = tmp_path / "pyproject.toml"
    project.write_text(
        re.sub(r'^version = ".*"$', 'version = "1.2.0"', project.read_text(), count=1, flags=re.MULTILINE)
    )
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "Release")
    return tmp_path


def test_the_files_of_the_repository_name_one_version() -> None:
    """The newest one of the changelog, which people can read in a few minutes."""
    changelog = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
    version, day = re.findall(r"^## (\d+\.\d+\.\d+) \((\d{4}-\d\d-\d\d)\)$", changelog, re.MULTILINE)[0]
    assert len(changelog.encode()) <= 8_000
    assert f'version = "{version}"' in (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    citation = (REPOSITORY / "CITATION.cff").read_text(encoding="utf-8").splitlines()
    assert {f"version: {version}", f"date-released: {day}"} <= set(citation)


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, root / RELEASE, *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def test_a_release_has_all_that_is_promised_and_the_same_bytes_again(release: Path) -> None:
    """Site, entries, citation, changes and checksums."""
    assert run(release, "1.2.0").returncode == 0
    made = release / "dist/euphrates-atlas-1.2.0.tar.gz"
    first = made.read_bytes()
    for path in release.rglob("*.yml"):
        path.touch()
    assert run(release, "1.2.0").returncode == 0
    assert made.read_bytes() == first

    with tarfile.open(fileobj=io.BytesIO(first)) as tar:
        files = {m.name.partition("/")[2]: tar.extractfile(m).read() for m in tar.getmembers()}  # type: ignore[union-attr]
    assert {"site/index.html", "CITATION.cff", "CHANGES.md", "SHA256SUMS", "LICENSE"} <= files.keys()
    assert files["CHANGES.md"] == b"- A change.\n"
    sums = dict(reversed(line.split("  ")) for line in files.pop("SHA256SUMS").decode().splitlines())
    assert sums == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    assert (
        (release / "dist/euphrates-atlas-1.2.0.tar.gz.sha256").read_text().startswith(hashlib.sha256(first).hexdigest())
    )


@pytest.mark.parametrize(
    ("version", "file", "text", "told"),
    [
        ("1.3.0", None, "", "CHANGELOG.md has no section `## 1.3.0 (YEAR-MONTH-DAY)`"),
        ("1.1.0", None, "", "CITATION.cff does not say `version: 1.1.0`; CITATION.cff does not say `date-released: 2026-11-01`; pyproject.toml says version 1.2.0"),
        ("1.2.0", "LICENSE", "changed", "files are changed and not committed"),
    ],
)  # fmt: skip
def test_a_release_that_does_not_agree_is_refused(
    release: Path, version: str, file: str | None, text: str, told: str
) -> None:
    if file:
        (release / file).write_text(text)

    done = run(release, version)

    assert done.returncode == 1
    assert told in done.stderr
    assert not (release / "dist").exists()


@pytest.mark.parametrize("zone", ["UTC", "Asia/Baghdad", "Pacific/Kiritimati", "America/Los_Angeles"])
def test_the_day_of_a_release_is_the_same_in_every_time_zone(
    release: Path, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    """`make release` itself, with what would build the site replaced by what prints the dates it is given."""
    shutil.copy(REPOSITORY / "Makefile", release)
    git(release, "add", "-A")
    git(release, "commit", "-qm", "Makefile")
    monkeypatch.setenv("TZ", zone)
    folder = Path(sys.executable).parent
    given = "printenv SOURCE_DATE_EPOCH ATLAS_VERSION_DATE ATLAS_VERSION #"
    command = [
        "make",
        "--no-print-directory",
        "release",
        "VERSION=1.2.0",
        f"BIN={folder}",
        f"MAKE={given}",
        "--assume-old=.venv/.for-site",
    ]

    done = subprocess.run(command, cwd=release, capture_output=True, text=True, check=False)

    assert done.stdout.startswith("1796083200\n2026-12-01\n1.2.0\n"), done.stdout + done.stderr
    assert (release / "dist/euphrates-atlas-1.2.0.tar.gz").is_file()


def test_what_is_not_committed_is_in_no_release(release: Path) -> None:
    """What git ignores, as an editor's copy, is no change: it stays where it is."""
    (release / ".git/info/exclude").write_text(".DS_Store\n")
    (release / "entities/groups/.DS_Store").write_text("x")

    assert run(release, "1.2.0").returncode == 0

    with tarfile.open(release / "dist/euphrates-atlas-1.2.0.tar.gz") as tar:
        names = tar.getnames()
    assert any("/entities/groups/" in name for name in names)
    assert not any(name.endswith(".DS_Store") for name in names)
