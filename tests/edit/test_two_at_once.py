"""Commands that change entries wait for one another: each writes what it has read before."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from euphrates_atlas.atomic_files import lock
from euphrates_atlas.cli import main
from euphrates_atlas.commands import common
from tests.edit.test_rename import ENTRIES, files
from tests.stores import check, write_store


def test_two_at_once_lose_nothing(tmp_path: Path) -> None:
    """The second reads what the first wrote."""
    settings = write_store(tmp_path, ENTRIES)
    pairs = [("old", "new"), ("paper", "journal"), ("older", "oldest"), ("land", "country")]
    command = [sys.executable, "-m", "euphrates_atlas", "--root", str(tmp_path), "rename"]
    running = [subprocess.Popen([*command, *pair], stdout=subprocess.DEVNULL) for pair in pairs]

    assert [process.wait() for process in running] == [0] * len(pairs)
    atlas = check(settings).atlas
    assert atlas is not None
    assert {new for _, new in pairs} <= set(atlas.entries)


@pytest.mark.parametrize(
    "command",
    [
        ["rename", "old", "new"],
        ["fmt"],
        ["import", "archive", "copies.csv"],
        ["new", "--from-form", "change.yml"],
        ["new", "group", "A third"],
    ],
    ids=" ".join,
)
def test_who_changes_entries_waits_for_whoever_does(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And gives up in words after a minute; who only looks waits for nobody."""
    settings = write_store(tmp_path, ENTRIES)
    before = files(settings.entities)
    monkeypatch.setattr(common, "_TURN", 0.2)
    monkeypatch.chdir(tmp_path)
    Path("copies.csv").write_text("id,archive_url\npaper-2024,https://example.org/\n", "utf-8")
    Path("change.yml").write_text("change: groups/old\nset:\n  gaps: [How many]\n", "utf-8")
    with lock(settings.state, "edit.lock"):
        assert main(["--root", str(tmp_path), *command]) == 2
        assert "another command has been changing entries" in capsys.readouterr().err
        assert main(["--root", str(tmp_path), "fmt", "--check"]) == 1
    assert files(settings.entities) == before


@pytest.mark.parametrize("command", ["fmt", "rename", "import", "new"])
def test_help_says_that_a_command_waits(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    assert "waits up to a minute for its turn" in " ".join(capsys.readouterr().out.split())
