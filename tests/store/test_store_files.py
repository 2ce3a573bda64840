"""Which files of a store are entries, and what is said of the others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from euphrates_atlas import kinds
from euphrates_atlas.findings import Finding
from euphrates_atlas.store.files import MAX_READ, EntryFile, list_store

FOLDERS = {"groups", "leaders", "places"}


def test_entries_are_sorted_by_path(tmp_path: Path) -> None:
    """The order on disk decides nothing."""
    for name in ("groups/b.yml", "places/a-1.yml", "groups/a.yml", "leaders/c.yml", "groups/a-b.yml"):
        put(tmp_path, name)

    files, findings = list_store(tmp_path, FOLDERS)

    assert findings == []
    assert [f.file.partition("/")[2] for f in files] == [
        "groups/a-b.yml",
        "groups/a.yml",
        "groups/b.yml",
        "leaders/c.yml",
        "places/a-1.yml",
    ]
    assert files[0] == EntryFile(f"{tmp_path.name}/groups/a-b.yml", f"{tmp_path}/groups/a-b.yml")
    assert files[0].read() == b"x"


@pytest.mark.parametrize("size", [0, 32 * 1024 - 1, 32 * 1024, 32 * 1024 + 1, MAX_READ, MAX_READ + 1])
def test_a_file_is_read_up_to_the_limit(tmp_path: Path, size: int) -> None:
    """However large it is."""
    data = bytes(n % 251 for n in range(size))
    (tmp_path / "a.yml").write_bytes(data)

    assert EntryFile("entities/groups/a.yml", str(tmp_path / "a.yml")).read() == data[:MAX_READ]


@pytest.mark.parametrize(
    ("name", "code", "message", "help"),
    [
        ("a.yml", "A108", "this file is outside the folders of the kinds", "move it into one of"),
        ("groups/x/a.yml", "A108", "this file is outside the folders of the kinds", "move it into one of"),
        ("group/a.yml", "A108", "there is no kind with the folder `group`", "did you mean `groups`?"),
        ("Groups/a.yml", "A108", "there is no kind with the folder `Groups`", "did you mean `groups`?"),
        ("zebras/a.yml", "A108", "there is no kind with the folder `zebras`", "the folders are `groups`, `leaders`"),
        ("groups/a.yaml", "A108", "`a.yaml` does not end in `.yml`", "name it `a.yml`"),
        ("groups/a.YML", "A108", "`a.YML` does not end in `.yml`", "name it `a.yml`"),
        ("groups/a", "A108", "`a` does not end in `.yml`", "name it `a.yml`"),
        ("groups/a.yml~", "A108", "`a.yml~` does not end in `.yml`", "delete it"),
        ("groups/Köln.yml", "A109", "`Köln` is not an id: lower-case letters", "rename the file to `koln.yml`"),
        ("groups/A.yml", "A109", "`A` is not an id: lower-case letters", "rename the file to `a.yml`"),
        ("groups/a_b.yml", "A109", "`a_b` is not an id", "rename the file to `a-b.yml`"),
        ("groups/a--b.yml", "A109", "`a--b` is not an id", "rename the file to `a-b.yml`"),
        ("groups/-a.yml", "A109", "`-a` is not an id", "rename the file to `a.yml`"),
        ("groups/a b.yml", "A109", "`a b` is not an id", "rename the file to `a-b.yml`"),
        ("groups/a.b.yml", "A109", "`a.b` is not an id", "rename the file to `a-b.yml`"),
        ("groups/سرايا.yml", "A109", "`سرايا` is not an id", "write the name in Latin letters"),
        ("groups/index.yml", "A109", "`index` is a reserved name", "give the entry a longer id"),
        ("groups/con.yml", "A109", "`con` is a reserved name", "give the entry a longer id"),
        ("groups/com1.yml", "A109", "`com1` is a reserved name", "give the entry a longer id"),
        ("groups/" + "a" * 101 + ".yml", "A109", "the id has 101 characters; at most 100 are allowed", "shorten"),
    ],
)
def test_files_that_are_no_entries(tmp_path: Path, name: str, code: str, message: str, help: str) -> None:
    """Each is reported once, by path, with what to do."""
    put(tmp_path, name)

    files, (found,) = list_store(tmp_path, FOLDERS)

    assert files == []
    assert (found.rule.code, found.file) == (code, f"{tmp_path.name}/{name}")
    assert found.message.startswith(message)
    assert (found.help or "").startswith(help)


LEFT_OVER = [
    *("iran.yml.orig", "iran.yml~", "iran.yml.~1~", "iran.yml.rej", "iran.yml.bak", "iran.yml.old", "iran.yml.swp"),
    *(
        "iran.yml.BASE",
        "iran.yml.LOCAL",
        "iran.yml.REMOTE",
        "iran_BASE_4711.yml",
        "iran.LOCAL.yml",
        "iran_REMOTE_1.yml",
    ),
    *(
        "iran.yml.mine",
        "iran.yml.r12",
        "iran.yml.save",
        "iran.yml.tmp",
        "iran.yml.1",
        "iran.yml_old",
        "iran.yml.orig.1",
    ),
    *(
        "iran 2.yml",
        "iran (1).yml",
        "iran(1).yml",
        "iran copy.yml",
        "iran copy 2.yml",
        "iran - Copy.yml",
        "iran_copy.yml",
    ),
    *(
        "Copy of iran.yml",
        "iran (copy).yml",
        "iran.bak.yml",
        "iran.yml 2",
        "iran.yml copy",
        "iran.yml.txt",
        "iran.yaml",
    ),
    *("iran (A's conflicted copy 2026-11-20).yml", "iran.sync-conflict-20261120-1.yml", "iran~HEAD.yml", "#iran.yml#"),
    *("Thumbs.db", "desktop.ini"),
]


@pytest.mark.parametrize("name", LEFT_OVER)
def test_what_was_left_behind_is_to_be_deleted(tmp_path: Path, name: str) -> None:
    """A new name would make a second entry of it."""
    put(tmp_path, "groups/iran.yml")
    put(tmp_path, f"groups/{name}")

    (found,) = list_store(tmp_path, FOLDERS)[1]

    assert (found.help or "").startswith("delete it: ")


@pytest.mark.parametrize("name", ["brigade 313.yml", "division 30.yml", "liwa (2).yml", "new.yaml", "new.yml.txt"])
def test_a_name_with_a_number_may_be_that_of_an_entry(tmp_path: Path, name: str) -> None:
    """Without the file that it would be a copy of, it gets a better name."""
    put(tmp_path, f"groups/{name}")

    (found,) = list_store(tmp_path, FOLDERS)[1]

    assert "name it `new.yml`" in (found.help or "") or "rename the file to" in (found.help or "")


@pytest.mark.parametrize("name", [".a.yml", ".git/config", "groups/.DS_Store", "groups/.a.yml.swp", ".hidden/a.yml"])
def test_hidden_files_are_passed_over(tmp_path: Path, name: str) -> None:
    """What editors and systems leave behind is no entry and no finding."""
    put(tmp_path, name)

    assert list_store(tmp_path, FOLDERS) == ([], [])


@pytest.mark.parametrize("target", ["groups/a.yml", "groups", "nowhere", "/etc/passwd", "/", "."])
def test_links_are_no_entries(tmp_path: Path, target: str) -> None:
    """A symbolic link is reported and never followed, wherever it leads, also in a circle."""
    put(tmp_path, "groups/a.yml")
    (tmp_path / "groups" / "link.yml").symlink_to(target if target.startswith("/") else tmp_path / target)

    files, (found,) = list_store(tmp_path, FOLDERS)

    assert [f.id for f in files] == ["a"]
    assert (found.rule.code, found.message) == ("A108", "this is not a regular file")


def test_pipes_are_no_entries(tmp_path: Path) -> None:
    """A pipe is never opened: reading it would wait for ever."""
    (tmp_path / "groups").mkdir()
    os.mkfifo(tmp_path / "groups" / "a.yml")

    files, (found,) = list_store(tmp_path, FOLDERS)

    assert (files, found.rule.code, found.message) == ([], "A108", "this is not a regular file")


def test_a_folder_named_as_an_entry(tmp_path: Path) -> None:
    """A folder is looked into, whatever its name; an empty one is nothing."""
    (tmp_path / "groups" / "a.yml").mkdir(parents=True)

    assert list_store(tmp_path, FOLDERS) == ([], [])


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    """A name of bytes that are not UTF-8 is reported in words that can be printed."""
    folder = tmp_path / "groups"
    folder.mkdir()
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.yml")).write_bytes(b"x")
    except OSError:
        return  # this file system takes no such name, so nobody can give one

    _, (found,) = list_store(tmp_path, FOLDERS)

    assert found.rule.code == "A109"
    for text in (found.file, found.message, found.help or ""):
        text.encode()


def test_a_folder_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is one finding; the rest of the store is read."""
    put(tmp_path, "groups/a.yml")
    put(tmp_path, "leaders/b.yml")
    scandir = os.scandir

    def denied(folder: Path) -> object:
        if Path(folder).name == "leaders":
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr("euphrates_atlas.store.files.os.scandir", denied)

    files, (found,) = list_store(tmp_path, FOLDERS)

    assert [f.id for f in files] == ["a"]
    assert (found.file, found.rule.code, found.message) == (
        f"{tmp_path.name}/leaders",
        "A101",
        "this folder cannot be read",
    )


def test_an_id_is_used_once_over_all_kinds(tmp_path: Path) -> None:
    """The second and each further one name the first."""
    for name in ("groups/a.yml", "leaders/a.yml", "places/a.yml", "places/b.yml"):
        put(tmp_path, name)

    files, findings = list_store(tmp_path, FOLDERS)

    assert len(files) == 4
    assert [told(d) for d in findings] == [
        ("leaders/a.yml", "A110", f"the id `a` is taken by {tmp_path.name}/groups/a.yml"),
        ("places/a.yml", "A110", f"the id `a` is taken by {tmp_path.name}/groups/a.yml"),
    ]


def test_an_empty_store(tmp_path: Path) -> None:
    """No entry is no finding."""
    assert list_store(tmp_path, kinds.record_types().keys()) == ([], [])


def put(root: Path, name: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_bytes(b"x")


def told(found: Finding) -> tuple[str, str, str]:
    return found.file.partition("/")[2], found.rule.code, found.message
