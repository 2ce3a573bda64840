"""What git answers does not depend on the user's settings and environment."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from euphrates_atlas import git as history
from tests.repositories import commit, git, put, repository

SETTINGS = {
    "blame.date": "relative",
    "blame.ignoreRevsFile": "nowhere",
    "color.diff": "always",
    "color.ui": "always",
    "core.abbrev": "4",
    "core.attributesFile": "nowhere",
    "core.pager": "false",
    "core.precomposeUnicode": "true",
    "core.quotePath": "true",
    "core.warnAmbiguousRefs": "true",
    "diff.algorithm": "patience",
    "diff.colorMoved": "zebra",
    "diff.context": "9",
    "diff.external": "false",
    "diff.ignoreSubmodules": "all",
    "diff.mnemonicPrefix": "true",
    "diff.noprefix": "true",
    "diff.orderFile": "nowhere",
    "diff.relative": "true",
    "diff.renames": "copies",
    "diff.submodule": "log",
    "diff.wordRegex": ".",
    "diff.wsErrorHighlight": "all",
    "format.notes": "true",
    "format.pretty": "oneline",
    "i18n.commitEncoding": "ISO-8859-1",
    "i18n.logOutputEncoding": "UTF-16",
    "log.abbrevCommit": "true",
    "log.date": "relative",
    "log.decorate": "full",
    "log.diffMerges": "off",
    "log.excludeDecoration": "*",
    "log.follow": "true",
    "log.mailmap": "false",
    "log.showRoot": "false",
    "log.showSignature": "true",
    "notes.displayRef": "*",
    "pager.log": "true",
    "tag.gpgSign": "true",
    "versionsort.suffix": "-",
}
"""Settings that change what git prints for people; each alone, and at its most harmful."""

VARIABLES = {
    "GIT_ALTERNATE_OBJECT_DIRECTORIES": "/nowhere",
    "GIT_COMMON_DIR": "/nowhere",
    "GIT_CONFIG_PARAMETERS": "'log.showsignature'='true'",
    "GIT_DEFAULT_HASH": "sha256",
    "GIT_DIFF_OPTS": "-u9",
    "GIT_DIR": "/nowhere",
    "GIT_EXTERNAL_DIFF": "false",
    "GIT_GLOB_PATHSPECS": "1",
    "GIT_GRAFT_FILE": "/nowhere",
    "GIT_ICASE_PATHSPECS": "1",
    "GIT_INDEX_FILE": "/nowhere",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NAMESPACE": "x",
    "GIT_OBJECT_DIRECTORY": "/nowhere",
    "GIT_PAGER": "false",
    "GIT_PREFIX": "x/",
    "GIT_REDIRECT_STDERR": "2>&1",
    "GIT_REPLACE_REF_BASE": "refs/heads/",
    "GIT_SHALLOW_FILE": "/nowhere",
    "GIT_TRACE": "1",
    "GIT_TRACE_SETUP": "1",
    "GIT_WORK_TREE": "/nowhere",
    "LANGUAGE": "de",
    "LC_ALL": "de_DE.UTF-8",
    "PAGER": "false",
}


def answers(root: Path) -> list[object]:
    """Return what git says to every question."""
    log = history.commits(root, "entities")
    hashes = [hash for one in log for file in one.files for hash in (file.before, file.after) if hash]
    return [
        history.newest_commit_time(root),
        history.whole_history(root, "entities"),
        history.resolve(root, "HEAD~1"),
        history.merge_base(root, "branch"),
        history.files_at(root, "HEAD", "entities"),
        log,
        history.contents(root, hashes),
    ]


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository below its top, with a merge, and with a newest commit that is signed and not written in UTF-8."""
    top = tmp_path_factory.mktemp("signed")
    root = top / "part"
    settings = repository(root, {"groups/x": "name: كتائب"})
    (root / ".git").rename(top / ".git")
    commit(top)
    git(top, "checkout", "--quiet", "-b", "branch")
    put(settings, "groups/y", "")
    commit(top)
    git(top, "checkout", "--quiet", "main")
    put(settings, "groups/x", "name: Other")
    (settings.entities / "groups" / "g3.yml").unlink()
    commit(top)
    git(top, "merge", "--quiet", "--no-ff", "-m", "Merge", "branch")
    put(settings, "groups/z", "")
    commit(top)
    lines = git(top, "cat-file", "commit", "HEAD").partition("\n\n")[0]
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n AAAA\n -----END PGP SIGNATURE-----"
    text = f"{lines}\nencoding ISO-8859-1\n{signature}\n\nZ\u00fcrich\n".encode("latin-1")
    command = ["git", "-C", str(top), "hash-object", "-t", "commit", "-w", "--stdin"]
    made = subprocess.run(command, input=text, check=True, capture_output=True).stdout.decode().strip()
    git(top, "update-ref", "HEAD", made)
    return root


@pytest.fixture(scope="module")
def usual(signed: Path) -> list[object]:
    found = answers(signed)
    log = found[5]
    assert isinstance(log, list)
    assert [len(one.files) for one in log[:3]] == [1, 1, 2]
    return found


@pytest.mark.parametrize("name", SETTINGS)
def test_settings_change_nothing(
    name: str, signed: Path, usual: list[object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of the user; those of the repository are read in the same way."""
    (tmp_path / "settings").write_text("")
    git(signed, "config", "--file", str(tmp_path / "settings"), name, SETTINGS[name])
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "settings"))

    assert answers(signed) == usual


@pytest.mark.parametrize("name", VARIABLES)
def test_variables_change_nothing(
    name: str, signed: Path, usual: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hook of another repository sets some; others are for people."""
    monkeypatch.setenv(name, VARIABLES[name])

    assert answers(signed) == usual


def test_settings_are_found_where_the_user_has_them(signed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Among them are the folders that git trusts."""
    monkeypatch.setenv("PATH", f"{untrusting(signed.parent)}:{os.environ['PATH']}")
    with pytest.raises(history.HistoryError):
        history.whole_history(signed, "entities")
    for name, value in (("COUNT", "1"), ("KEY_0", "safe.directory"), ("VALUE_0", "*")):
        monkeypatch.setenv(f"GIT_CONFIG_{name}", value)

    assert history.whole_history(signed, "entities")


def test_messages_are_one_line_with_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Why there is no history, and what to do, whatever language git speaks."""
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    settings = repository(tmp_path / "whole")
    put(settings, "groups/x", "")
    commit(tmp_path / "whole")
    git(tmp_path, "clone", "--quiet", "--depth=1", (tmp_path / "whole").as_uri(), "shallow")
    git(tmp_path, "init", "--quiet", "empty")
    (tmp_path / "whole" / "elsewhere").mkdir()
    (tmp_path / "none").mkdir()

    assert "run `git fetch --unshallow`" in lack(tmp_path / "shallow")
    assert lack(tmp_path / "empty").startswith("nothing in entities/ is committed here")
    assert lack(tmp_path / "whole" / "elsewhere").startswith("nothing in entities/ is committed here")
    assert lack(tmp_path / "none").startswith("this is not a git repository: clone it with `git clone`")
    monkeypatch.setenv("PATH", f"{untrusting(tmp_path)}:{os.environ['PATH']}")
    trust = f"run `git config --global --add safe.directory {tmp_path / 'whole'}`"
    assert lack(tmp_path / "whole") == f"git does not trust this folder, which belongs to another user: {trust}"
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    assert lack(tmp_path / "whole") == "git is not installed"


def lack(root: Path) -> str:
    with pytest.raises(history.HistoryError) as failed:
        history.whole_history(root, "entities")
    message = str(failed.value)
    assert "\n" not in message
    return message


def untrusting(folder: Path) -> Path:
    """Return a folder with a git that takes every repository for another user's."""
    place = folder / "untrusting"
    place.mkdir(exist_ok=True)
    real = subprocess.run(["sh", "-c", "command -v git"], capture_output=True, text=True, check=True).stdout.strip()
    (place / "git").write_text(f'#!/bin/sh\nGIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec {real} "$@"\n')
    (place / "git").chmod(0o755)
    return place


def test_times_after_the_year_9999(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python has no such dates: they are refused where they date the build, and cut where they date a change."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    settings = repository(tmp_path)
    put(settings, "groups/x", "")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "-m", "x", time="@253402300800 +0000")

    assert [one.when.year for one in history.commits(tmp_path, "entities")] == [9999, 2026]
    with pytest.raises(history.CommandFailed, match="newest commit is dated after the year 9999: `git commit --amend"):
        history.build_time(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1763596800000")
    with pytest.raises(history.CommandFailed, match="SOURCE_DATE_EPOCH is 1763596800000, a time after the year 9999"):
        history.build_time(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1763596800")
    assert history.build_time(tmp_path) == 1763596800


def test_the_time_of_a_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The variable, else the newest commit, else none; 0 stands for none."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    (tmp_path / "none").mkdir()
    repository(tmp_path / "some")

    assert history.build_time(tmp_path / "none") is None
    assert history.build_time(tmp_path / "some") == 1795132800
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert history.build_time(tmp_path / "some") == 1795132800
