"""`atlas check` with its arguments, and how the command ends when something is not as usual."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from euphrates_atlas import cli
from euphrates_atlas.checks import catalog
from euphrates_atlas.checks.catalog import RULES as CATALOG
from euphrates_atlas.commands import check as check_command
from euphrates_atlas.commands import common
from euphrates_atlas.findings import CommandFailed, Fault, Level
from euphrates_atlas.settings import Settings
from euphrates_atlas.store import store as store_module
from euphrates_atlas.store.files import named_files
from euphrates_atlas.store.store import read_store
from euphrates_atlas.store_check import check_store, review_day
from tests.case_count import FULL, sample
from tests.overlays import BASE, REAL, RULES, lay
from tests.stores import CORPUS, REPOSITORY, SURROUNDINGS, check, completed, write_store

CASES = sorted(folder / "bad" for folder in RULES.iterdir() if (folder / "bad").is_dir())
Printed = pytest.CaptureFixture[str]


@pytest.fixture
def store(tmp_path: Path) -> Settings:
    """A store with an error in one group, a warning in another, and a dangling reference in a third."""
    texts = {
        **SURROUNDINGS,
        "groups/error": "name: Error\nfounded: 2003",
        "groups/warned": "name: Warned\nsummary: 'A terrorist group [@s].'",
        "groups/dangling": "name: Dangling\nfounders: {value: nobody-there, cite: [s]}",
    }
    return write_store(tmp_path, {path: completed(path.split("/")[0], text) for path, text in texts.items()})


def run(store: Settings, *arguments: str) -> int:
    return cli.main(["--root", str(store.root), "check", *arguments])


def found(store: Settings, capsys: Printed, *arguments: str) -> list[tuple[str, str]]:
    run(store, "--format", "json", *arguments)
    return [(Path(item["file"]).stem, item["code"]) for item in json.loads(capsys.readouterr().out)["findings"]]


def test_files_that_are_named(store: Settings, capsys: Printed) -> None:
    """Their findings and no others; what is wrong elsewhere hides none of them."""
    assert found(store, capsys, "error") == [("error", "A401")]
    assert found(store, capsys, "entities/groups/dangling.yml") == [("dangling", "A301")]
    assert found(store, capsys, "warned", "error") == [("error", "A401"), ("warned", "A505")]
    assert found(store, capsys, "s") == []


@pytest.mark.parametrize(
    ("arguments", "status"),
    [(["s"], 0), (["error"], 1), (["warned"], 0), (["warned", "--strict"], 1), (["nothing"], 2)],
)
def test_status(store: Settings, arguments: list[str], status: int) -> None:
    """It speaks of the files that are named."""
    assert run(store, *arguments) == status


def test_unknown_file(store: Settings, capsys: Printed) -> None:
    """A usage error that names the nearest one."""
    assert run(store, "entities/groups/warnd.yml") == 2
    assert capsys.readouterr() == (
        "",
        "atlas: there is no entry `entities/groups/warnd.yml`: did you mean entities/groups/warned.yml?\n",
    )


def test_ways_to_name_a_file(tmp_path: Path) -> None:
    """By path from where one is, from the repository, absolute, through a link, as a folder, by id."""
    root, files = tmp_path / "r", {"entities/groups/a.yml", "entities/groups/b.yml", "entities/bases/c.yml"}
    (root / "entities" / "groups").mkdir(parents=True)
    (tmp_path / "link").symlink_to(root)
    groups = root / "entities" / "groups"

    def named(name: str, current: Path = root) -> set[str]:
        return {Path(file).stem for file in named_files([name], files, root, current)}

    assert named("a") == named("entities/groups/a.yml") == named("./entities/groups/../groups/a.yml") == {"a"}
    assert named("a.yml", groups) == named("../groups/a.yml", groups) == named("entities/groups/a.yml", groups) == {"a"}
    assert (
        named(str(groups / "a.yml"), tmp_path) == named(str(tmp_path / "link/entities/groups/a.yml"), tmp_path) == {"a"}
    )
    assert named("entities/groups") == named("entities/groups/") == named(".", groups) == {"a", "b"}
    assert named("entities") == named(".") == {"a", "b", "c"}
    for wrong in ("d", "a.yaml", "../x", "/etc/passwd", "entities/group"):
        with pytest.raises(CommandFailed):
            named(wrong)


def test_a_file_that_is_no_entry(store: Settings, capsys: Printed) -> None:
    """What has a finding because it is misplaced can be named too."""
    (store.entities / "notes.txt").write_text("x")

    assert found(store, capsys, "entities/notes.txt") == [("notes", "A108")]


@pytest.mark.parametrize("case", sample(CASES, every=4), ids=lambda case: case.parent.name)
def test_findings_of_a_file_are_those_of_the_whole_run_in_it(case: Path, tmp_path: Path) -> None:
    """Every rule that puts a finding into a file does so when that file alone is asked for."""
    settings = lay(tmp_path, BASE, case)
    whole = check(settings).findings
    stored = read_store(settings)

    for file in {*stored.files, *stored.unread_files}:
        assert check_store(stored, review_day(settings), only=frozenset({file})) == [
            d for d in whole if d.file == file
        ], file


def test_findings_of_real_files() -> None:
    """The same over the worked examples, in `make test-all` over the entries of the repository, notes included."""
    stored = read_store(Settings(REPOSITORY if FULL else CORPUS))
    whole = check_store(stored)

    for folder in ("groups", "sources"):
        only = frozenset(file for file in stored.files if file.startswith(f"entities/{folder}/"))
        assert check_store(stored, only=only) == [d for d in whole if d.file in only]


NOTE = next((rule for rule in CATALOG.values() if rule.level is Level.NOTE), None)


@pytest.mark.skipif(NOTE is None, reason="no rule is a note yet")
def test_notes(tmp_path: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    """They fail nothing, are counted, and are shown when asked for."""
    assert NOTE is not None
    settings = lay(tmp_path, BASE)

    def one_note(_, atlas, *__):
        yield next(iter(atlas.entries.values())), Fault((), "look here", "do it", code=NOTE.code)

    monkeypatch.setattr(catalog, "CHECKS", catalog.CHECKS[:1])
    monkeypatch.setattr(catalog, "faults_of", one_note)

    assert run(settings, "--strict") == 0
    assert capsys.readouterr().out == "no errors, no warnings; 1 note (`atlas check --notes` shows the notes)\n"
    assert run(settings, "--notes", "--strict") == 0
    assert f": {NOTE.code} {NOTE.name}: look here\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "environment", "terminal", "colored"),
    [
        ([], {}, True, True),
        ([], {}, False, False),
        ([], {"NO_COLOR": "1"}, True, False),
        ([], {"NO_COLOR": ""}, True, True),
        ([], {"TERM": "dumb"}, True, False),
        (["--format", "json"], {}, True, False),
    ],
)
def test_colors(arguments, environment, terminal, colored, store, capsys, monkeypatch) -> None:
    """On a terminal, unless it or its user wants none."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdout.isatty", lambda: terminal)

    run(store, *arguments)

    assert ("\x1b[" in capsys.readouterr().out) == colored


def test_progress_is_said_on_a_terminal_alone(capsys: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    """And only to who waits; the line is wiped."""
    monkeypatch.setattr(common, "PATIENCE", 0)
    with common.progress("reading"):
        pass
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setattr(common, "PATIENCE", 60)
    with common.progress("reading"):
        pass
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(common, "PATIENCE", 0)
    with common.progress("reading"):
        for _ in range(200):
            if capsys.readouterr().err == "reading …":
                break
            common.Timer(0.01, lambda: None).run()
        else:
            pytest.fail("nothing was said")
    assert capsys.readouterr().err == "\r\x1b[K"


@pytest.mark.parametrize("name", ["", *cli.COMMANDS, "generate", "build", "serve", "schema"])
def test_help(name: str, capsys: Printed) -> None:
    """Each command has an example; the command itself says what its exit status means."""
    with pytest.raises(SystemExit) as ended:
        cli.main([name, "--help"] if name else ["--help"])

    assert ended.value.code == 0
    out = capsys.readouterr().out
    assert f"atlas {name}" in out.split("example", 1)[1] if name else "exit status:\n  0 " in out
    if not name:
        assert all(command in out for command in cli.COMMANDS)


def test_unknown_command(capsys: Printed) -> None:
    """A usage error that lists all."""
    with pytest.raises(SystemExit) as ended:
        cli.main(["chek"])

    assert ended.value.code == 2
    err = capsys.readouterr().err
    assert f"did you mean `check`? the commands are {', '.join(cli.COMMANDS)}" in err


def broken(*_: object, **__: object) -> None:
    raise KeyError("a bug of ours")


def test_a_bug(store: Settings, capsys: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said to be one, with where to report it; no traceback unless it is asked for; status 2."""
    monkeypatch.delenv("ATLAS_DEBUG", raising=False)
    monkeypatch.setattr(check_command, "read_store", broken)

    assert run(store) == 2
    err = capsys.readouterr().err
    assert err.startswith("atlas: this is a bug in atlas, not in your files: KeyError: 'a bug of ours'\n")
    assert "/issues" in err
    assert "Traceback" not in err

    monkeypatch.setenv("ATLAS_DEBUG", "1")
    assert run(store) == 2
    assert "Traceback" in capsys.readouterr().err


def test_interrupted(store: Settings, capsys: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends it without a word."""

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(check_command, "read_store", interrupt)

    assert run(store) == 130
    assert capsys.readouterr() == ("", "")


def test_a_reader_that_goes_away(store: Settings) -> None:
    """`atlas check | true` ends quietly, with the status that it has otherwise."""
    for number in range(300):
        text = completed("groups", "founded: 2003\n" + "".join(f"x{i}: y\n" for i in range(20)))
        (store.entities / "groups" / f"more-{number}.yml").write_text(text)
    line = f"'{sys.executable}' -m euphrates_atlas --root '{store.root}' check --format json | true"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}"], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (1, "")


def test_names_of_files(store: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    """A kind is named by its folder alone; an empty name, as of a variable that is not set, is not the whole store."""
    assert run(store, "groups") == run(store, "entities/groups")
    capsys.readouterr()

    assert run(store, "") == 2
    assert "the name is empty" in capsys.readouterr().err


def test_the_cache_is_left_alone_when_it_is_off(
    tmp_path: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "MIN_CACHED", 0)
    settings = lay(tmp_path, BASE)

    run(settings, "--no-cache")
    assert not settings.state.exists()
    run(settings)
    assert [path.name for path in settings.state.iterdir()] == ["store.sqlite"]


def test_a_store_full_of_dangling_references_is_answered_soon(tmp_path: Path) -> None:
    """Looking for what was meant takes time: it is not done for ever."""
    listed = ", ".join(f"nobody-{i}" for i in range(5_000))
    texts = {**SURROUNDINGS, "groups/x": f"different_from: [{listed}]"}
    texts |= {f"groups/somebody-{i}": "" for i in range(800)}
    settings = write_store(tmp_path, {path: completed(path.split("/")[0], text) for path, text in texts.items()})
    code = "import sys; from euphrates_atlas.cli import main; sys.exit(main(sys.argv[1:]))"
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "generator")}
    command = [sys.executable, "-c", code, "--root", str(settings.root), "check"]

    assert subprocess.run(command, env=environment, capture_output=True, timeout=60, check=False).returncode == 1


@pytest.mark.full
@pytest.mark.real_store
def test_real_store_by_folder(capsys: Printed) -> None:
    assert cli.main(["--root", str(REAL.parent), "check", "entities/groups"]) == 0
