"""What the benchmarks are made of: stores that are sound, a chart that can be shown, the form of the results."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

from benchmarks.bench import Run, _table
from benchmarks.chart import chart
from benchmarks.made_store import Names, clone_store
from benchmarks.peers import HUGO_FILES, PEERS
from generator import pipeline
from generator.diagnostics import has_errors
from generator.settings import Settings
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
        Run(2_000, "cold-build", "atlas", 5.0, 5.0, 1, 1),
    ]
    table = [*_table(runs)]
    assert [line.split()[-1] for line in table[2:4]] == ["0.50", "5.00"]
    assert table[-1].endswith("grows by 1.25")


def test_peers_are_named_once_and_recorded_runs_have_the_form() -> None:
    assert [peer.name for peer in PEERS] == ["mkdocs", "zensical", "hugo"]
    assert all(peer.packages for peer in PEERS)
    assert "hugo.yaml" in HUGO_FILES
    for file in (REPOSITORY / "benchmarks" / "recorded").glob("*-bench.json"):
        for run in json.loads(file.read_bytes())["runs"]:
            assert run.keys() == {"size", "work", "tool", "seconds", "cpu_seconds", "rss_mib", "bytes"}, file.name
