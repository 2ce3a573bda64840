"""What the benchmarks are made of: stores that are sound, a chart that can be shown, the form of the results."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks import bench, works
from benchmarks.bench import WORKS, Run, Sent, _growth, _table
from benchmarks.chart import chart
from benchmarks.goals import GOALS, verdicts
from benchmarks.made_store import Names, clone_store, most_connected
from benchmarks.measuring import CommandFailed, Measured, timed
from benchmarks.peers import HUGO_FILES, PEERS
from benchmarks.served import Edit, served_edits
from benchmarks.works import Job, empty_trash, forget, with_sentence
from generator import pipeline
from generator.diagnostics import has_errors
from generator.settings import Settings
from generator.source.recordings import read_recording
from tests.stores import REPOSITORY

REAL = len([*(REPOSITORY / "entities").glob("*/*.yml")])


def test_a_made_store_is_sound(tmp_path: Path) -> None:
    """As many entries as asked for, no error in them, the same ones at each time."""
    clone_store(tmp_path, REAL + 150)

    checked = pipeline.check(Settings(tmp_path))

    assert checked.atlas is not None
    assert not has_errors(checked.diagnostics)
    assert len(checked.atlas.entries) == REAL + 150


def test_made_names_keep_the_form_of_real_ones() -> None:
    """Words of letters become others of the same script; numbers, small words and punctuation stay."""
    names = Names()
    made = names.like("Drone attack on Tower 22, 28 January 2024 (البرج)", 3)
    assert re.fullmatch(r"[A-Z][a-z]+ attack on [A-Z][a-z]+ 22, 28 [A-Z][a-z]+ 2024 \([ء-ي]+\)", made)
    assert "Tower" not in made
    assert names.like("22", 3) == "22 3"
    assert Names().like("Badr Organization", 1) == Names().like("Badr Organization", 9)


def test_the_chart_is_sound_and_shows_every_run() -> None:
    runs = [Run(1_000, "pages", tool, seconds, 1.0, 10.0, 5) for tool, seconds in (("atlas", 0.5), ("hugo", 0.0))]
    picture = ElementTree.fromstring(chart(runs))
    words = [element.text for element in picture.iter() if element.text and element.text.strip()]
    assert words == ["1,000 entries, pages", "hugo", "0.00 s", "atlas", "0.50 s"]


def test_ratios_compare_like_with_like() -> None:
    """Pages of a peer with the whole build of the atlas, everything else with the same work."""
    runs = [
        Run(1_000, "cold-build", "atlas", 2.0, 2.0, 1, 1),
        Run(1_000, "pages", "atlas", 1.0, 1.0, 1, 1),
        Run(1_000, "pages", "mkdocs", 10.0, 10.0, 1, 1),
        Run(2_000, "cold-build", "atlas", 5.0, 6.0, 1, 1),
    ]
    assert [line.split()[-1] for line in [*_table(runs, {})][2:4]] == ["0.50", "5.00"]
    assert [*_growth(runs)] == ["1,000 -> 2,000: time for an entry grows by 1.25, processor time by 1.50"]


def test_what_was_measured_is_kept_after_every_round(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A run that fails in its third round leaves the first two as a record, and says what each figure rests on."""
    measured = Measured(1.0, 2.0, 3.0, 4)
    fails = iter([False, False, True])

    def build() -> works.Outcome:
        return {"cold-build": measured}

    def check() -> works.Outcome:
        if next(fails):
            raise CommandFailed("no")
        return {"check-all": measured}

    jobs = [Job(5, "atlas", "cold-build", build), Job(5, "atlas", "check-all", check)]
    record = tmp_path / "benchmarks" / "recorded" / "2026-01-02-bench.json"
    record.parent.mkdir(parents=True)
    monkeypatch.setattr(bench, "RECORDED", record.parent)
    monkeypatch.setattr(bench, "RESULTS", tmp_path / "results.json")
    monkeypatch.setattr(bench, "jobs", lambda *_: jobs)
    monkeypatch.setattr(bench, "sent_bytes", lambda _: [])
    monkeypatch.setattr(bench, "_commit", lambda: "changed" if record.exists() else "clean")
    monkeypatch.setattr(
        sys,
        "argv",
        ["bench", "--sizes", "5", "--work", str(tmp_path / "work"), "--record", "2026-01-02", "--rounds", "4"],
    )

    with pytest.raises(SystemExit, match="broken off, what is kept are the whole rounds: no"):
        bench.main()

    kept = read_recording(tmp_path)
    assert kept is not None
    assert (kept.rounds, [figure.work for figure in kept.figures]) == (2, ["cold-build", "check-all"])
    assert kept.commit == "clean"
    assert record.read_bytes() == (tmp_path / "results.json").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["benchmarks", "results.json", "results.svg"]
    assert [line[-13:] for line in capsys.readouterr().out.splitlines()[1:3]] == ["3 of 4 rounds", "2 of 4 rounds"]


def test_the_table_says_nothing_of_figures_that_rest_on_all_rounds() -> None:
    runs = [Run(5, "check-all", tool, 1.0, 1.0, 1.0, 1) for tool in ("atlas", "other")]
    first, second = [*_table(runs, {(5, "check-all", "other"): "1 of 3 rounds"})][1:]
    assert (first.split()[-1], second.split()[-4:]) == ("0.0", ["1", "of", "3", "rounds"])


def test_nothing_is_deleted_until_all_is_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a job makes anew goes into the trash of the work folder, the same for every tool; what is no output stays."""
    monkeypatch.setattr(works, "timed", lambda *_: Measured(0, 0, 0))
    monkeypatch.setattr(works, "environment", lambda peer, folder: folder / peer.name)
    linked = Path(most_connected())
    store = tmp_path / "store-9"
    (store / "entities" / linked.parent.name).mkdir(parents=True)
    shutil.copy(REPOSITORY / linked, store / linked)
    (store / ".made").touch()
    jobs = [job for job in works.jobs(9, ["atlas", "hugo"], tmp_path) if job.name in ("cold", "pages")]
    outputs = ["store-9/site/a", "store-9/.atlas/pages/b", "store-9/content/groups/c", "hugo-9/site/d"]
    inodes = {}
    for name in outputs:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
        inodes[(tmp_path / name).stat().st_ino] = name

    for job in jobs:
        job.run()

    assert [job.tool for job in jobs] == ["atlas", "atlas", "hugo"]
    assert {path.stat().st_ino for path in tmp_path.rglob("*")} >= inodes.keys()
    assert [name for name in outputs if (tmp_path / name).exists()] == []
    assert (store / linked).is_file()

    empty_trash(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hugo-9", "store-9"]


def test_a_store_forgets_what_was_built_of_it(tmp_path: Path) -> None:
    store = tmp_path / "store"
    for name in (
        "content/index.md",
        "content/about.md",
        "content/assets/x",
        "content/groups/a.md",
        "site/a",
        ".atlas/a",
    ):
        (store / name).parent.mkdir(parents=True, exist_ok=True)
        (store / name).touch()
    forget(store, tmp_path)
    left = sorted(path.relative_to(store).as_posix() for path in store.rglob("*"))
    assert left == ["content", "content/about.md", "content/assets", "content/assets/x"]


def test_goals_are_judged_as_they_are_set() -> None:
    """A ratio, seconds, the largest memory, growth for an entry, bytes; what was not measured is not judged."""
    runs = [
        Run(1_000, "cold-build", "atlas", 2.0, 2.0, 100, 1),
        Run(10_000, "cold-build", "atlas", 20.0, 2.0, 400, 1),
        Run(10_000, "check-one", "atlas", 0.4, 0.4, 600, 1),
        Run(10_000, "pages", "mkdocs", 100.0, 2.0, 9_000, 1),
        Run(50_000, "cold-build", "atlas", 120.0, 2.0, 900, 1),
    ]
    judged = [*verdicts(runs, [Sent(10_000, "entry-page", 30_000)])]
    assert [(v.goal.work, v.value, v.is_met) for v in judged] == [
        ("cold-build", 0.2, True),
        ("check-one", 0.4, False),
        ("", 600, False),
        ("cold-build", pytest.approx(1.2), True),
        ("entry-page", 30.0, True),
    ]
    assert judged[1].words == "10,000  Check of one changed file: 0.4 s, goal 0.3 s: missed by 33%"
    assert judged[4].words.endswith("30 KB, goal 60 KB: met, 50% below")
    assert {goal.work for goal in GOALS} <= {*WORKS, "", "entry-page", "explorer", "first-name", "text-query"}


def test_an_edit_is_a_sentence_more_in_the_summary() -> None:
    """It cites what is cited there, so that the store stays without error."""
    text = "name: A\nsummary: >-\n  One [@a-1 p. 2].\n  Two [@b].\ntype: x\n"
    made = with_sentence(text, "mark7")
    assert made == text.replace("  Two [@b].\n", "  Two [@b].\n  A sentence was added, mark7 [@a-1].\n")


def test_the_edited_entry_can_be_edited() -> None:
    """The most connected entry has a summary of lines, and it is no work that is cited."""
    file = REPOSITORY / most_connected()
    assert "mark7" in with_sentence(file.read_text(encoding="utf-8"), "mark7")


def test_memory_and_time_count_what_a_command_starts() -> None:
    """Two processes at once that each hold 30 MiB count with both, whatever this one holds; shared pages count once."""
    held = bytearray(b"x") * (200 << 20)
    holds = "x = bytearray(b'x') * (30 << 20); import time; time.sleep(1)"
    both = f"import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', {holds!r}]); exec({holds!r}); p.wait()"
    measured = timed([sys.executable, "-c", both], REPOSITORY, dict(os.environ))
    assert 60 < measured.rss_mib < 100
    assert measured.cpu_seconds > 0
    assert held
    with pytest.raises(CommandFailed, match="failed:\nno"):
        timed([sys.executable, "-c", "import sys; sys.exit('no')"], REPOSITORY, dict(os.environ))


def test_a_served_edit_is_over_when_the_page_shows_it(tmp_path: Path) -> None:
    """Of a server that reads the file when it is asked: at once; the file is as it was afterwards."""
    (tmp_path / "a.html").write_text("<html></html>", encoding="utf-8")
    edit = Edit(tmp_path / "a.html", "a.html", lambda text, mark: text + mark)
    server = [sys.executable, "-m", "http.server", "{port}", "--bind", "127.0.0.1"]
    [measured] = served_edits(server, tmp_path, dict(os.environ), [edit], 1)
    assert measured.bytes > len("<html></html>mark")
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == "<html></html>"


def test_pages_alone_are_those_of_the_site(builds: tuple[Path, Path], tmp_path: Path) -> None:
    """What is timed as the pages alone makes the site, file by file, and writes nothing else."""
    site, out = builds[0], tmp_path / "site"
    program = REPOSITORY / "benchmarks" / "pages_alone.py"
    subprocess.run([sys.executable, str(program), str(site.parent), str(out)], cwd=REPOSITORY, check=True)
    here, there = ({p.relative_to(f).as_posix(): p for p in f.rglob("*") if p.is_file()} for f in (out, site))
    assert here.keys() == there.keys()
    assert [n for n in here if "sitemap" not in n and here[n].read_bytes() != there[n].read_bytes()] == []


def test_peers_are_named_once_and_recorded_runs_have_the_form() -> None:
    assert [peer.name for peer in PEERS] == ["mkdocs", "zensical", "hugo"]
    assert all(peer.packages for peer in PEERS)
    assert "hugo.yaml" in HUGO_FILES
    for file in (REPOSITORY / "benchmarks" / "recorded").glob("*-bench.json"):
        for run in json.loads(file.read_bytes())["runs"]:
            assert run.keys() == {"size", "work", "tool", "seconds", "cpu_seconds", "rss_mib", "bytes"}, file.name
