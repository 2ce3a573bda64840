"""Commands that write entries, where the disk takes nothing more: one line that says why, and every file as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from euphrates_atlas import atomic_files as files
from euphrates_atlas.cli import main
from tests.stores import write_store

STORE = {"publishers/paper": "type: newspaper\nname: Paper\n"}
COMMANDS = {
    "new": (["new", "publisher", "Other"], "the entry could not be written: No space left on device"),
    "rename": (["rename", "paper", "other"], "No space left on device; nothing is renamed"),
    "fmt": (["fmt"], "a file could not be written: No space left on device; it is as it was"),
}


@pytest.mark.parametrize(("command", "words"), COMMANDS.values(), ids=COMMANDS)
def test_a_disk_that_is_full(
    command: list[str], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system names no file when a write fails half way."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    settings = write_store(tmp_path, STORE)
    monkeypatch.setattr(files, "temporary_file", full)

    assert main(["--root", str(tmp_path), *command]) == 2
    assert capsys.readouterr() == ("", f"atlas: {words}\n")
    assert {path.name: path.read_text() for path in settings.entities.rglob("*.yml")} == {
        "paper.yml": STORE["publishers/paper"]
    }
