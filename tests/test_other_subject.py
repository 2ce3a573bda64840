"""The same generator makes an atlas of another subject: nothing of ours is left on its pages, and nothing else had to change."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.stores import REPOSITORY, site_copy

OTHER = Path(__file__).parent / "fixtures" / "other_subject"
BY_HAND = ("about", "contribute", "editorial-policy", "methodology", "search")
OURS = re.compile(
    r"euphrates|iraq|syria|\biran|governorate|\bstrikes?\b|militia|armed groups?|\bleaders?\b|\bbases\b|(?<!role=.)\bgroups?\b"
    r"|façade|terror|attack|kata.ib|tigris|soleimani",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of an atlas of dams, made by the same generator with other kinds."""
    root = site_copy(tmp_path_factory.mktemp("other") / "atlas", entities=OTHER / "entities")
    (root / "kinds").unlink()
    shutil.copytree(OTHER / "kinds", root / "kinds")
    shutil.copy(OTHER / "subject.yml", root)
    settings = (root / "mkdocs.yml").read_text("utf-8")
    settings = (
        settings.replace("Euphrates Atlas", "Rhine Book")
        .replace("euphrates-atlas", "rhine-book")
        .replace("the Iran-aligned armed groups of Iraq and Syria", "dams")
    )
    settings = re.sub(
        r"(?ms)^  - Groups:.*?(?=^  - Explore:)", "  - Dams: dams/index.md\n  - Towns: towns/index.md\n", settings
    )
    (root / "mkdocs.yml").write_text(settings.replace("      - Places: places/index.md\n", ""), "utf-8")
    for name in BY_HAND:
        (root / "content" / f"{name}.md").write_text(f"# {name.title()}\n", "utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "euphrates_atlas", "build"],
        cwd=root, env={**os.environ, "PYTHONPATH": str(REPOSITORY / "generator")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    return root / "site"


def test_its_pages_are_there(site: Path) -> None:
    text = (site / "dams" / "1928-maerkt-weir.html").read_text("utf-8")
    for words in ("Märkt weir", "1928", "Water Office", "Its life", "ea-map"):
        assert words in text, words


def test_no_page_has_a_word_of_our_subject(site: Path) -> None:
    pages = {path: path.read_text("utf-8") for path in sorted(site.rglob("*.html"))}
    assert len(pages) > 60
    found = {
        f"{path.relative_to(site)}: {text[max(0, match.start() - 30) : match.end() + 20]!r}"
        for path, text in pages.items()
        for match in OURS.finditer(text.replace("(strikes, attacked)", ""))  # verbs, of which search drops the endings
    }
    assert sorted(found) == []


def test_two_kinds_of_one_order_are_refused(site: Path) -> None:
    """Pages list kinds by their order; the message names both files."""
    dam = site.parent / "kinds" / "dam.py"
    text = dam.read_text("utf-8")
    town = (dam.parent / "town.py").read_text("utf-8")
    order = re.search(r"order=(\d+)", town)
    assert order is not None
    dam.write_text(re.sub(r"order=\d+", order[0], text), "utf-8")
    try:
        command = [sys.executable, "-m", "euphrates_atlas", "check"]
        environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "generator")}
        done = subprocess.run(command, cwd=site.parent, env=environment, capture_output=True, text=True, check=False)
    finally:
        dam.write_text(text, "utf-8")
    assert done.returncode == 2
    said = f"kinds/dam.py and kinds/town.py have the same `order`, {order[1]}: give one of them another number"
    assert said in done.stderr
