"""The snapshot of a store: the same from another process, and taken here where that one fails."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.source import snapshot
from generator.source.files import walk
from generator.source.snapshot import NONE, Snapshot, Taking, take


@pytest.fixture
def entities(tmp_path: Path) -> Path:
    """A store with what can lie in one: entries, a link, names that are no text."""
    folder = tmp_path / "entities" / "groups"
    folder.mkdir(parents=True)
    for name in ("a.yml", "with blank.yml", "línea.yml", "new\nline.yml"):
        (folder / name).write_text(name, encoding="utf-8")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff.yml")).write_bytes(b"")
    (folder / "link.yml").symlink_to("a.yml")
    return folder.parent


def test_it_is_what_the_walk_finds_with_what_the_disk_says(entities: Path) -> None:
    found = take(entities)
    assert list(zip(found.places, found.forms, strict=True)) == walk(entities)
    for place, form, signature in found.each():
        held = os.lstat(place)
        known = (held.st_size, held.st_mtime_ns, held.st_ctime_ns, held.st_ino, held.st_dev)
        assert signature == (known if form == "file" else NONE), place


def test_another_process_finds_the_same(entities: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_PROCESSES", "2")
    taking = Taking(entities, apart=True)
    expected = take(entities)
    monkeypatch.setattr(snapshot, "take", lambda _: None)
    assert taking.snapshot() == expected


def test_a_store_without_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_PROCESSES", "2")
    (tmp_path / "entities").mkdir()
    assert Taking(tmp_path / "entities", apart=True).snapshot() == Snapshot([], [], b"")


def broken(_: Path) -> Snapshot:
    raise MemoryError


def test_a_process_that_fails_is_replaced(entities: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_PROCESSES", "2")
    with monkeypatch.context() as patched:
        patched.setattr(snapshot, "take", broken)
        taking = Taking(entities, apart=True)
    assert taking.snapshot() == take(entities)


def test_no_process_where_there_is_no_core_for_it(entities: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_PROCESSES", "1")
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("forked"))
    assert Taking(entities, apart=True).snapshot() == take(entities)
