"""The command `atlas` as somebody runs it: what it prints, its exit status, what it writes and what it does not."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from euphrates_atlas import cli
from euphrates_atlas.atomic_files import LockHeld, Written, lock
from euphrates_atlas.checks.catalog import RULES as CATALOG
from euphrates_atlas.findings import Level
from euphrates_atlas.settings import Settings, find_root, source_date_epoch
from euphrates_atlas.site import builder as site
from tests.case_count import sample_of_each
from tests.overlays import BASE, RULES, TESTS, lay
from tests.stores import REPOSITORY

CASES = sorted(RULES.glob("A*"))


def level_of(case: Path) -> Level:
    return CATALOG[case.name[:4]].level


GROUP = """\
name: Other Brigade
summary: A group [@times-2024-attack].
type: {value: armed-group, cite: [times-2024-attack]}
reviewed: 2026-11-20
names: [{text: اللواء الآخر, lang: ar}]
"""
WARNED = GROUP.replace("A group", "A terrorist group")
BROKEN = GROUP.replace("armed-group", "armed_group")
Printed = pytest.CaptureFixture[str]


def test_check_of_a_clean_store(tmp_path: Path, capsys: Printed) -> None:
    """Nothing to say, status 0, nothing on the error stream, nothing written."""
    lay(tmp_path, BASE)

    assert run(tmp_path, "check") == 0
    assert printed(capsys) == ("no findings\n", "")
    assert [item.name for item in tmp_path.iterdir()] == ["entities"]


def test_check_with_an_error(tmp_path: Path, capsys: Printed) -> None:
    """Status 1, the finding on the output stream."""
    lay(tmp_path, BASE, files={"groups/other-brigade.yml": BROKEN})

    assert run(tmp_path, "check") == 1
    out, err = printed(capsys)
    assert out == (
        "entities/groups/other-brigade.yml:3:15: A204 unknown-code: `armed_group` is not a code of the list group-type\n"
        "    3 | type: {value: armed_group, cite: [times-2024-attack]}\n"
        "                      ^^^^^^^^^^^\n"
        "  help: did you mean `armed-group`?\n"
        "  more: rules/A204\n"
        "\n"
        "1 error\n"
    )
    assert err == ""


@pytest.mark.parametrize(("arguments", "status"), [(["check"], 0), (["check", "--strict"], 1)])
def test_check_with_a_warning(tmp_path: Path, capsys: Printed, arguments: list[str], status: int) -> None:
    """A warning is shown and fails only the strict check."""
    lay(tmp_path, BASE, files={"groups/other-brigade.yml": WARNED})

    assert run(tmp_path, *arguments) == status
    out, _ = printed(capsys)
    assert out.startswith("entities/groups/other-brigade.yml:2:12: A505 loaded-word: `terrorist` carries a verdict\n")
    assert "\n\n1 warning, 1 note" in out


def test_strict_check_of_a_clean_store(tmp_path: Path) -> None:
    """Nothing found passes the strict check."""
    lay(tmp_path, BASE)

    assert run(tmp_path, "check", "--strict") == 0


def test_findings_of_several_files_in_one_run(tmp_path: Path, capsys: Printed) -> None:
    """The first file that is wrong does not hide the second, whatever is wrong with either."""
    lay(
        tmp_path,
        BASE,
        files={
            "groups/a-tab.yml": "name:\tA\n",
            "groups/binary.yml": b"\x89PNG\x00",
            "groups/code.yml": BROKEN,
            "groups/date.yml": GROUP.replace("2026-11-20", "2026-13-20"),
            "groups/key.yml": GROUP.replace("summary", "sumary"),
            "groups/Name.yml": GROUP,
            "leaders/uncited.yml": "name: A\nsummary: A.\nreviewed: 2026-11-20\npublic_role_basis: x\nlife_status: y\n",
            "notes.txt": "x",
        },
    )

    assert run(tmp_path, "check") == 1
    out, _ = printed(capsys)
    assert [
        line.split(": ")[0].removeprefix("entities/") for line in out.split("\n") if line.startswith("entities/")
    ] == [
        "groups/Name.yml:1:1",
        "groups/a-tab.yml:1:6",
        "groups/binary.yml:1:1",
        "groups/code.yml:3:15",
        "groups/date.yml:4:11",
        "groups/key.yml:2:1",
        "leaders/uncited.yml:4:20",
        "leaders/uncited.yml:5:14",
        "notes.txt:1:1",
    ]
    assert out.endswith("\n9 errors\n")


@pytest.mark.parametrize("case", sample_of_each(CASES, level_of, every=5), ids=lambda case: case.name)
def test_no_page_is_written_while_an_error_is_known(case: Path, tmp_path: Path, capsys: Printed) -> None:
    """The bad store of a rule: its report, status 1, no traceback, and no page; a warning stops nothing."""
    lay(tmp_path, BASE, case / "bad")
    is_error = level_of(case) is Level.ERROR

    assert run(tmp_path, "generate", "--today", "2026-11-20") == (1 if is_error else 0)

    out, err = printed(capsys)
    assert err == ""
    if is_error:
        assert out.startswith((case / "expected.txt").read_text("utf-8").rstrip("\n"))  # perhaps with a number of notes
        assert {item.name for item in tmp_path.iterdir()} == {"entities", ".atlas"}
    else:
        assert (tmp_path / "content" / "groups" / "example-brigade.md").is_file()


@pytest.mark.parametrize("day", ["2026-W47-7", "20261120", "2026-11-31", "tomorrow"])
def test_today_is_a_day_as_entries_write_it(day: str, tmp_path: Path, capsys: Printed) -> None:
    with pytest.raises(SystemExit):
        run(tmp_path, "generate", "--today", day)

    assert f"`{day}` is not a day: write year-month-day, for example 2026-11-20" in printed(capsys)[1]


@pytest.mark.parametrize("day", ["9998-12-31", "9999-12-31"])
def test_the_last_days_of_the_calendar_are_days_too(day: str, tmp_path: Path, capsys: Printed) -> None:
    lay(tmp_path, BASE)
    run(tmp_path, "check", "--today", day)

    assert "bug" not in "".join(printed(capsys))


def test_pages_stand_while_an_error_is_known(tmp_path: Path, capsys: Printed) -> None:
    """The pages of the last good run are neither changed nor removed by a bad one."""
    settings = lay(tmp_path, BASE, files={"groups/other-brigade.yml": GROUP})
    assert run(tmp_path, "generate") == 0
    before = files_below(settings.content)
    lay(tmp_path, files={"groups/other-brigade.yml": BROKEN, "groups/third-brigade.yml": GROUP})
    (settings.entities / "strikes" / "2024-03-01-example-camp.yml").unlink()

    assert run(tmp_path, "generate") == 1
    assert files_below(settings.content) == before
    assert "\n1 error, 1 note" in printed(capsys)[0]


def test_every_bad_store_at_once(tmp_path: Path, capsys: Printed) -> None:
    """All bad stores laid over one another: many findings in one run, and no traceback."""
    lay(tmp_path, BASE, *(case / "bad" for case in CASES))

    assert run(tmp_path, "check") == 1
    out, err = printed(capsys)
    assert err == ""
    assert len({line.split(": ")[1] for line in out.split("\n") if line.startswith("entities/")}) >= 10


def test_generate(tmp_path: Path, capsys: Printed) -> None:
    """Pages are written once, and left alone when nothing has changed; hand-written files stay."""
    settings = lay(tmp_path, BASE)
    settings.content.mkdir()
    (settings.content / "notes.md").write_text("by hand", "utf-8")

    assert run(tmp_path, "generate") == 0
    number = len(files_below(settings.content)) - 1
    assert printed(capsys) == (f"content: {number} files written, 0 unchanged, 0 removed\n", "")

    assert run(tmp_path, "generate") == 0
    assert printed(capsys) == (f"content: 0 files written, {number} unchanged, 0 removed\n", "")

    (settings.entities / "leaders" / "example-commander.yml").unlink()
    assert run(tmp_path, "generate") == 0
    gone = ("leaders/example-commander.md", "leaders/example-commander.json")
    assert not any((settings.content / path).exists() for path in gone)
    assert not printed(capsys)[0].endswith(" 0 removed\n")
    assert not (settings.content / "leaders" / "example-commander.md").exists()
    assert (settings.content / "notes.md").read_text("utf-8") == "by hand"


def test_generate_where_nothing_can_be_written(tmp_path: Path, capsys: Printed) -> None:
    """What is in the way is named in words, with status 2."""
    settings = lay(tmp_path, BASE)
    settings.content.write_text("a file where a folder should be", "utf-8")

    assert run(tmp_path, "generate") == 2
    out, err = printed(capsys)
    assert out == ""
    assert err.startswith("atlas: the pages could not be written: ")
    assert err.endswith("; the previous files are kept\n")


@pytest.mark.parametrize(
    ("outcome", "status", "out", "err"),
    [
        (Written(3, 2, 1), 0, "site: 3 files written, 2 unchanged, 1 removed\nsite: 1 file, 0.0 MB\n", ""),
        (site.BuildFailed(), 1, "", ""),
        (LockHeld("another build is running"), 2, "", "atlas: another build is running\n"),
        (
            OSError(28, "No space left on device", "site/index.html"),
            2,
            "",
            "atlas: the site could not be written: No space left on device: site/index.html; the previous files are kept\n",
        ),
        (
            OSError(5, "Input/output error"),
            2,
            "",
            "atlas: the site could not be written: Input/output error; the previous files are kept\n",
        ),
    ],
)
def test_build(
    tmp_path: Path,
    capsys: Printed,
    monkeypatch: pytest.MonkeyPatch,
    outcome: Written | Exception,
    status: int,
    out: str,
    err: str,
) -> None:
    """Each way in which a build can end has its status and its words."""

    def build(settings: Settings, stamp: object) -> Written:
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    monkeypatch.setattr(site, "build", build)
    monkeypatch.setattr(Settings, "missing", lambda *_: None)
    monkeypatch.setattr("euphrates_atlas.commands.build.whole_history", lambda *_: "")
    monkeypatch.setenv("ATLAS_SITE_URL", "https://atlas.test/")
    monkeypatch.setenv("ATLAS_CONTACT", "harm@atlas.test")
    settings = lay(tmp_path, BASE)
    (tmp_path / "mkdocs.yml").touch()
    (tmp_path / "subject.yml").symlink_to(REPOSITORY / "subject.yml")
    settings.site.mkdir()
    (settings.site / "index.html").write_text("a page", "utf-8")

    assert run(tmp_path, "build") == status
    assert printed(capsys) == (out, err)


def test_a_second_build_waits_for_nothing(tmp_path: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    """While one build holds the lock, another says so and ends."""
    monkeypatch.setattr(Settings, "missing", lambda *_: None)
    settings = lay(tmp_path, BASE)
    (tmp_path / "mkdocs.yml").touch()
    (tmp_path / "subject.yml").symlink_to(REPOSITORY / "subject.yml")

    with lock(settings.state):
        assert run(tmp_path, "build") == 2
    assert printed(capsys)[1].startswith("atlas: another build of this repository is running")


@pytest.mark.parametrize("arguments", [[], ["--root", "nowhere"], ["--root", "empty"], ["--root", "file"]])
def test_no_atlas_here(tmp_path: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    """Outside a repository one line says what to do."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x", "utf-8")
    monkeypatch.chdir(tmp_path)

    assert cli.main([*arguments, "check"]) == 2
    assert printed(capsys) == (
        "",
        "atlas: no atlas here: run it in the repository, name it with --root, or begin one with `atlas init FOLDER`\n",
    )


@pytest.mark.parametrize("arguments", [[], ["chekc"], ["check", "--stirct"], ["--root"], ["generate", "--strict"]])
def test_usage(capsys: Printed, arguments: list[str]) -> None:
    """A command or option that does not exist is status 2, with the usage."""
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)

    assert ended.value.code == 2
    assert printed(capsys)[1].startswith("usage: atlas")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["chekc"], "there is no command `chekc`: did you mean `check`?"),
        (["publish"], "there is no command `publish`: the commands are check, serve,"),
        (["serve", "--port", "80000"], "`80000` is not a port: write a number from 0 to 65535"),
    ],
)
def test_what_was_meant(capsys: Printed, arguments: list[str], told: str) -> None:
    with pytest.raises(SystemExit):
        cli.main(arguments)

    assert told in printed(capsys)[1]


def test_version_and_help_without_dashes(capsys: Printed) -> None:
    assert cli.main(["--version"]) == 0
    assert re.fullmatch(r"atlas \d+\.\d+\.\d+\n", printed(capsys)[0])
    for arguments in (["help"], ["help", "check"]):
        with pytest.raises(SystemExit) as ended:
            cli.main(arguments)
        assert ended.value.code == 0
        assert printed(capsys)[0].startswith(f"usage: atlas {'check' if len(arguments) > 1 else ''}".rstrip())


def test_interrupted_while_it_is_loaded(tmp_path: Path) -> None:
    """Ctrl-C ends it without a word at any time, and with the status of an interruption."""
    (tmp_path / "argparse.py").write_text("raise KeyboardInterrupt\n")
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{TESTS.parent / 'generator'}"}
    done = subprocess.run(
        [sys.executable, "-m", "euphrates_atlas", "check"],
        env=environment,
        capture_output=True,
        cwd=tmp_path,
        check=False,
    )

    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_a_refused_rename_tells_the_reason(tmp_path: Path, capsys: Printed) -> None:
    lay(tmp_path, BASE, files={"groups/other-brigade.yml": BROKEN})

    assert run(tmp_path, "rename", "example-brigade", "sample-brigade") == 1
    out, err = printed(capsys)
    assert err == "atlas: the store has errors; nothing is renamed until they are fixed\n"
    assert "A204" in out


def test_help(capsys: Printed) -> None:
    """The help names every command."""
    with pytest.raises(SystemExit) as ended:
        cli.main(["--help"])

    assert ended.value.code == 0
    out = printed(capsys)[0]
    assert all(f"\n    {command} " in out for command in ("check", "generate", "build", "serve"))


def test_found_from_a_folder_inside(tmp_path: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command works anywhere below the repository, as git does."""
    settings = lay(tmp_path, BASE)
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n", "utf-8")
    (tmp_path / "subject.yml").symlink_to(REPOSITORY / "subject.yml")
    monkeypatch.chdir(settings.entities / "groups")

    assert cli.main(["check"]) == 0
    assert printed(capsys)[0] == "no findings\n"
    assert find_root(settings.entities / "groups") == tmp_path
    assert find_root(tmp_path.parent) is None


@pytest.mark.parametrize("text", ["", "x", "-1", "1.5", "²", "1_000", " 5"])
def test_build_date_that_is_none(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """What is no number of seconds is passed over."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", text)

    assert source_date_epoch() is None


def test_build_date(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seconds, as the environment gives them."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1763596800")

    assert source_date_epoch() == 1763596800


def test_as_a_module_whatever_the_surroundings(tmp_path: Path) -> None:
    """`python -m euphrates_atlas` is `atlas`; locale, time zone, hash seed and `-O` change no byte of the report."""
    lay(tmp_path, BASE, RULES / "A504-language-missing" / "bad")
    surroundings = (
        {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "1", "PYTHONUTF8": "1"},
        {
            "LC_ALL": "C",
            "TZ": "Asia/Baghdad",
            "PYTHONHASHSEED": "2",
            "PYTHONUTF8": "1",
            "PYTHONOPTIMIZE": "1",  # no assertions
            "SOURCE_DATE_EPOCH": "1795000000",
        },
    )
    one, other = (as_module(tmp_path, **environment) for environment in surroundings)

    assert one.returncode == other.returncode == 1
    assert one.stdout == other.stdout
    assert "لواء" in one.stdout.decode()
    assert one.stderr == other.stderr == b""


@pytest.mark.parametrize("command", [["build"], ["schema"], ["export"], ["check"], ["--help"]])
def test_a_python_without_docstrings_is_refused(tmp_path: Path, command: list[str]) -> None:
    """Help, schemas and pages of fields are made of them, and would hold what Python prints of a function."""
    lay(tmp_path, BASE)
    given = {**os.environ, "PYTHONPATH": str(TESTS.parent / "generator"), "PYTHONOPTIMIZE": "2"}

    done = subprocess.run(
        [sys.executable, "-m", "euphrates_atlas", *command],
        cwd=tmp_path,
        env=given,
        capture_output=True,
        check=False,
        text=True,
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("the schemas and the pages of fields: unset PYTHONOPTIMIZE\n")
    assert [path.name for path in tmp_path.iterdir()] == ["entities"]


def test_a_python_without_sqlite_is_named(tmp_path: Path) -> None:
    """It was built where the files of SQLite were missing; `make setup` would bring the same one."""
    lay(tmp_path, BASE)
    program = (
        "import sys; sys.modules['_sqlite3'] = None; from euphrates_atlas.cli import main; sys.exit(main(['check']))"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(TESTS.parent / "generator")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"atlas: {sys.executable} was built without its module _sqlite3, which this command needs: "
        "remove .venv, and make it anew with another Python, in a clone by make setup PYTHON=/usr/bin/python3\n"
    )


@pytest.mark.parametrize("error", [OSError(38, "Function not implemented"), ImportError("no sem_open")])
def test_one_process_does_all_where_none_can_share(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed, error: Exception
) -> None:
    """Some containers have no shared memory, in which processes keep their locks."""

    def lock(_: object) -> None:
        raise error

    lay(tmp_path, BASE)
    monkeypatch.setenv("ATLAS_PROCESSES", "3")
    monkeypatch.setattr("multiprocessing.context.ForkContext.Lock", lock)

    assert run(tmp_path, "check", "--no-cache") == 0
    assert printed(capsys) == ("no findings\n", "")


def test_folders_that_cannot_be_watched_are_told_with_a_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """Editors watch folders too, and Linux allows a certain number."""

    def watch(_: Path) -> None:
        raise OSError(errno.ENOSPC, "inotify watch limit reached")

    lay(tmp_path, BASE)
    monkeypatch.setattr(Settings, "missing", lambda *_: "")
    monkeypatch.setattr("euphrates_atlas.commands.serve.Watch", watch)

    assert run(tmp_path, "serve", "--port", "0") == 2
    assert printed(capsys)[1] == (
        "atlas: the folders cannot be watched: inotify watch limit reached: close other programs that watch folders, such as "
        "editors, or raise the limit with `sudo sysctl fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=1024`\n"
    )


def test_a_terminal_that_knows_no_arabic(tmp_path: Path) -> None:
    """What cannot be printed is printed as escapes; it is no reason for a traceback."""
    lay(tmp_path, BASE, RULES / "A504-language-missing" / "bad")

    done = as_module(tmp_path, PYTHONIOENCODING="ascii")

    assert (done.returncode, done.stderr) == (1, b"")
    assert rb"\u0644\u0648\u0627\u0621" in done.stdout


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    """A file whose name is no UTF-8 is reported, not fatal."""
    settings = lay(tmp_path, BASE)
    try:
        Path(os.fsdecode(os.fsencode(settings.entities) + b"/groups/caf\xe9.yml")).write_text(GROUP, "utf-8")
    except OSError:
        return  # this file system takes no such name, so nobody can give one

    done = as_module(tmp_path)

    assert (done.returncode, done.stderr) == (1, b"")
    assert "A109 malformed-id" in done.stdout.decode()


def run(root: Path, *arguments: str) -> int:
    return cli.main(["--root", str(root), *arguments])


def printed(capsys: Printed) -> tuple[str, str]:
    captured = capsys.readouterr()
    return captured.out, captured.err


def as_module(root: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    surroundings = {"PATH": os.environ["PATH"], "PYTHONPATH": str(TESTS.parent / "generator"), **environment}
    command = [sys.executable, "-m", "euphrates_atlas", "--root", str(root), "check"]
    return subprocess.run(command, capture_output=True, env=surroundings, check=False)


def files_below(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
