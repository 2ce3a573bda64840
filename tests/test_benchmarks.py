"""The benchmarks: made stores are sound, measurements count everything, goals are judged, Hugo can read the entries."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from benchmarks import made_store
from benchmarks.bench import GOALS, SIZE, TWICE, measure_round, table, verdicts
from benchmarks.made_store import Names, clone_store, most_connected, with_sentence
from benchmarks.measure import CommandFailed, Measurement, timed
from benchmarks.served_edit import Edit, served_edits
from benchmarks.tools import PEERS, Job, empty_trash, forget
from euphrates_atlas import cli
from tests.case_count import FULL
from tests.stores import CORPUS, FROZEN, REPOSITORY


def run(seconds: float, memory: float = 1) -> Measurement:
    return Measurement(seconds, seconds, memory, 1)


def test_a_made_store_is_sound(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many entries as asked for, and no error in them. Made of the worked examples, in `make test-all` of the real store."""
    with monkeypatch.context() as patched:
        patched.setattr(made_store, "REPOSITORY", REPOSITORY if FULL else CORPUS)
        originals = made_store.originals.__wrapped__()
    monkeypatch.setattr(made_store, "originals", lambda: originals)
    size = len(originals) * 5 // 2
    clone_store(tmp_path, size)

    assert len([*tmp_path.glob("entities/*/*.yml")]) == size
    assert cli.main(["--root", str(tmp_path), "check", "--no-cache"]) == 0, capsys.readouterr().out


def test_made_names_keep_the_form_of_real_ones() -> None:
    """Words of letters become others of the same script; numbers, small words and punctuation stay."""
    names = Names()
    made = names.like("Drone attack on Tower 22, 28 January 2024 (البرج)", 3)
    assert re.fullmatch(r"[A-Z][a-z]+ attack on [A-Z][a-z]+ 22, 28 [A-Z][a-z]+ 2024 \([ء-ي]+\)", made)
    assert "Tower" not in made
    assert names.like("22", 3) == "22 3"
    assert Names().like("Badr Organization", 1) == Names().like("Badr Organization", 9)
    assert Names().like("Hürriyet", 1).isascii()


def test_an_edit_is_one_more_sentence_in_the_summary(monkeypatch: pytest.MonkeyPatch) -> None:
    """It cites a source that is cited there, so that the store stays without error; the most connected entry can be edited so."""
    text = "name: A\nsummary: >-\n  One [@a-1 p. 2].\n  Two [@b].\ntype: x\n"
    made = with_sentence(text, "mark7")
    assert made == text.replace("  Two [@b].\n", "  Two [@b].\n  A sentence was added, mark7 [@a-1].\n")
    monkeypatch.setattr(made_store, "REPOSITORY", FROZEN)
    monkeypatch.setattr(made_store, "originals", made_store.originals.__wrapped__)
    assert "mark7" in with_sentence((FROZEN / most_connected()).read_text(encoding="utf-8"), "mark7")


def test_figures_are_shown_beside_the_cold_build_of_the_atlas() -> None:
    runs = {
        (1_000, "cold-build", "atlas"): run(2.0),
        (1_000, "cold-build", "hugo-entries"): run(1.0),
        (1_000, "pages", "mkdocs"): run(10.0),
    }
    lines = [*table(runs, dict.fromkeys(runs, 3))][1:]
    assert [line.split()[2] for line in lines] == ["atlas", "hugo-entries", "mkdocs"]
    assert [line.split()[-1] for line in lines] == ["3", "0.50", "5.00"]


def test_each_round_adds_a_measurement() -> None:
    measured: dict[tuple[int, str, str], list[Measurement]] = {}
    jobs = [Job(5, "atlas", lambda: {"a": run(1), "b": run(2)}), Job(5, "hugo", lambda: {"a": run(3)})]
    for number in range(2):
        measure_round(jobs, number, measured)
    assert {key: len(runs) for key, runs in measured.items()} == {
        (5, "a", "atlas"): 2,
        (5, "b", "atlas"): 2,
        (5, "a", "hugo"): 2,
    }


def test_goals_are_judged_as_they_are_set() -> None:
    """A ratio, growth per entry, memory, seconds, bytes; what was not measured is not judged."""
    runs = {
        (SIZE, "cold-build", "atlas"): run(20.0, memory=400),
        (TWICE, "cold-build", "atlas"): run(80.0),
        (SIZE, "pages", "mkdocs"): run(100.0),
        (SIZE, "check-one", "atlas"): run(0.6),
    }
    assert [line.strip() for line in verdicts(runs, {(SIZE, "entry-page"): 30_000})] == [
        f"{SIZE:,} cold build beside the pages by MkDocs: 0.2 times, goal 0.25 times: met",
        f"{TWICE:,} time per entry beside half as many entries: 2 times, goal 1.1 times: MISSED",
        f"{SIZE:,} memory of a cold build: 400 MiB, goal 500 MiB: met",
        f"{SIZE:,} check of one file: 0.6 s, goal 0.5 s: MISSED",
        f"{SIZE:,} heaviest page of an entry, with styles: 30 KB, goal 60 KB: met",
    ]
    assert {goal.unit for goal in GOALS} == {"times", "MiB", "s", "KB"}


def test_memory_and_time_count_child_processes() -> None:
    """Two processes at once that each hold 30 MiB; the memory of this one does not count, and shared pages count once."""
    own = bytearray(b"x") * (200 << 20)
    holds = "x = bytearray(b'x') * (30 << 20); import time; time.sleep(1)"
    both = f"import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', {holds!r}]); exec({holds!r}); p.wait()"
    measured = timed([sys.executable, "-c", both], REPOSITORY, dict(os.environ))
    assert 60 < measured.memory_mib < 100
    assert measured.cpu_seconds > 0
    assert own
    with pytest.raises(CommandFailed, match="failed:\nno"):
        timed([sys.executable, "-c", "import sys; sys.exit('no')"], REPOSITORY, dict(os.environ))


def test_a_served_edit_is_over_when_the_page_shows_it(tmp_path: Path) -> None:
    """Of a server that reads the file for each request: at once; the file is restored."""
    (tmp_path / "a.html").write_text("<html></html>", encoding="utf-8")
    edit = Edit(tmp_path / "a.html", "a.html", lambda text, mark: text + mark)
    server = [sys.executable, "-m", "http.server", "{port}", "--bind", "127.0.0.1"]
    [measured] = served_edits(server, tmp_path, dict(os.environ), [edit], 1)
    assert measured.bytes > len("<html></html>mark")
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == "<html></html>"


def test_a_store_forgets_what_was_built_of_it(tmp_path: Path) -> None:
    """Nothing is deleted until all is measured: it goes into the trash."""
    store, work = tmp_path / "store", tmp_path / "work"
    kept = ["content/about.md", "content/assets/x"]
    for name in (*kept, "content/index.md", "content/groups/a.md", "site/a", ".atlas/a"):
        (store / name).parent.mkdir(parents=True, exist_ok=True)
        (store / name).touch()
    forget(store, work)
    assert sorted(p.relative_to(store).as_posix() for p in store.rglob("*") if p.is_file()) == kept
    assert len([path for path in work.rglob("*") if path.is_file()]) == 4
    empty_trash(work)
    assert [*work.iterdir()] == []


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
def test_a_peer_gets_its_input(peer, tmp_path: Path) -> None:
    """Its configuration and the entries, or the Markdown that was made of them."""
    store, folder = tmp_path / "store", tmp_path / "folder"
    shutil.copytree(FROZEN / "entities" / "places", store / "entities" / "places")
    (store / "content" / "places").mkdir(parents=True)
    (store / "content" / "places" / "index.md").write_text("# Places\n", encoding="utf-8")
    folder.mkdir()
    peer.lay_out(store, folder)
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert peer.version
    assert files & {"mkdocs.yml", "hugo.yaml"}
    assert files & {"content/places/index.md", "content/places/_index.md", "entities/places/kalsu.yml"}
