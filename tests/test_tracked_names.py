"""The names of the repository: Windows, macOS, git for both, and a zip can hold every one of them."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

import pytest

from tests.stores import REPOSITORY

DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)( *[.:].*)?", re.IGNORECASE)
"""What Windows takes for a device, with any ending."""
GIT = re.compile(r"\.git[ .]*|git~[0-9]+", re.IGNORECASE)
"""What Windows and macOS take for the folder of git, so that git refuses it."""
FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]')
IGNORED = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
"""Characters without a width, which macOS leaves out when it compares names."""
MOST_OF_A_PATH = 160
"""Windows allows 259 characters with the folder of the clone, as `C:\\Users\\…\\Documents\\GitHub\\euphrates-atlas`."""
MOST_OF_A_NAME = 143
"""Bytes that an encrypted home folder of Linux allows; others allow 255."""


def test_every_system_can_hold_every_tracked_name() -> None:
    assert refused(tracked()) == {}


def test_no_link_and_no_other_repository_is_tracked() -> None:
    """Windows checks a symbolic link out as a text file, and a zip leaves a submodule empty."""
    listed = subprocess.run(
        ["git", "ls-files", "--stage"], cwd=REPOSITORY, capture_output=True, text=True, check=True
    ).stdout
    assert [line for line in listed.splitlines() if not line.startswith("100")] == []


def test_lines_end_alike_wherever_the_files_are_checked_out() -> None:
    """Git for Windows writes CRLF unless told otherwise; a script with it does not run in WSL."""
    listed = subprocess.run(["git", "ls-files", "--eol"], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    described = [line.split("\t")[0] for line in listed.stdout.splitlines()]
    assert [
        line for line in described if "eol=lf" not in line and "attr/-text" not in line and "binary" not in line
    ] == []


NAMES = {
    "tests/groups/nul.yml": "is a device of Windows",
    "docs/Aux.md": "is a device of Windows",
    "com1 .txt": "is a device of Windows",
    "lpt¹": "is a device of Windows",
    "con/a.md": "is a device of Windows",
    "a/.GIT/config": "stands for the folder of git",
    "a/git~1": "stands for the folder of git",
    "what?.md": "has a character that Windows forbids",
    "a:b": "has a character that Windows forbids",
    "a\\b": "has a character that Windows forbids",
    "a\tb": "has a character that Windows forbids",
    "a./b": "has a dot or blank at an end",
    "notes /b": "has a dot or blank at an end",
    " notes": "has a dot or blank at an end",
    "a\u200db": "has a character without a width",
    "caf\u00e9.md": "is composed otherwise in macOS",
    "cafe\u0301.md": "is composed otherwise in macOS",
    "a" * 144: "has more than 143 bytes",
    "\u0644" * 72: "has more than 143 bytes",
    "folder/" * 23: "has more than 160 characters",
}


@pytest.mark.parametrize(("name", "why"), NAMES.items())
def test_what_a_system_cannot_hold(name: str, why: str) -> None:
    assert refused([name]) == {name: why}


@pytest.mark.parametrize(
    "pair", [("docs/A.md", "docs/a.md"), ("Docs/a.md", "docs/b.md"), ("a", "a/b"), ("Straße", "STRASSE")]
)
def test_names_that_are_one_where_case_is_ignored(pair: tuple[str, str]) -> None:
    assert set(refused(pair).values()) == {"is one with another where case is ignored"}


@pytest.mark.parametrize("name", ["entities/groups/console.yml", "a/null.yml", ".github/x.yml", "com10", "a/لواء.yml"])
def test_names_that_every_system_holds(name: str) -> None:
    assert refused([name]) == {}


def refused(names: Iterable[str]) -> dict[str, str]:
    """Return the names that a system cannot hold, and why."""
    names = list(names)
    found = {name: why for name in names if (why := fault(name))}
    spellings = defaultdict[str, set[tuple[str, bool]]](set)
    for name in names:
        for path, is_folder in with_folders(name):
            spellings[path.casefold()].add((path, is_folder))
    for same in spellings.values():
        if len(same) > 1:
            found |= {path: "is one with another where case is ignored" for path, _ in same}
    return found


def fault(path: str) -> str | None:
    """Return why a system cannot hold a path; None where all can."""
    if len(path) > MOST_OF_A_PATH:
        return f"has more than {MOST_OF_A_PATH} characters"
    faults = (fault_of_part(part) for part in path.split("/"))
    return next((why for why in faults if why), None)


def fault_of_part(part: str) -> str | None:
    """Return why a system cannot hold the name of a file or folder."""
    faults = {
        "is a device of Windows": DEVICE.fullmatch(part),
        "stands for the folder of git": GIT.fullmatch(part),
        "has a character that Windows forbids": FORBIDDEN.search(part),
        "has a character without a width": IGNORED.search(part),
        "has a dot or blank at an end": part.endswith(".") or part != part.strip(),
        "is composed otherwise in macOS": unicodedata.normalize("NFC", part) != unicodedata.normalize("NFD", part),
        f"has more than {MOST_OF_A_NAME} bytes": len(part.encode()) > MOST_OF_A_NAME,
    }
    return next((why for why, is_so in faults.items() if is_so), None)


def with_folders(name: str) -> Iterable[tuple[str, bool]]:
    """Yield a path and the folders above it, and whether each is a folder."""
    parts = name.split("/")
    for end in range(1, len(parts) + 1):
        yield "/".join(parts[:end]), end < len(parts)


def tracked() -> list[str]:
    """Return the names of all tracked files."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, check=True).stdout
    return listed.decode().split("\0")[:-1]
