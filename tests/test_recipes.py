"""The recipes of docs/developing.md, followed as they are written: a further field, code, rule, kind and so on."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.stores import CORPUS, REPOSITORY, site_copy

GUIDE = (REPOSITORY / "docs" / "developing.md").read_text(encoding="utf-8")
RECIPES = dict(re.findall(r"^## (.+)\n((?:(?!## ).*\n)+)", GUIDE.partition("\n# Recipes\n")[2], re.MULTILINE))
_STEP = re.compile(r"^\d+\. (.+?)\n\n   ```(\w+)\n(.*?)\n   ```$", re.MULTILINE | re.DOTALL)
_RESULT = re.compile(r"`(\S+)`\s+says\s+`([^`]+)`")


class Step(NamedTuple):
    """A step of a recipe: what it says, and the text below it."""

    words: str
    language: str
    text: str


def steps(recipe: str) -> Iterator[Step]:
    """Yield the numbered steps of a recipe."""
    for words, language, text in _STEP.findall(RECIPES[recipe]):
        yield Step(" ".join(words.split()), language, re.sub("^ {3}", "", text, flags=re.MULTILINE) + "\n")


def write(root: Path, step: Step) -> None:
    """Write a file, or change one, as a step says."""
    file = root / step.words.split("`")[1]
    if step.words.startswith("Write `"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(step.text, encoding="utf-8")
        return
    change = re.fullmatch(r"In `(\S+)`, (below|in place of) `(.+)`, (?:add|write):", step.words)
    assert change, step.words
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    (at,) = (index for index, line in enumerate(lines) if line.strip() == change[3])
    lines[at : at + 1] = [lines[at], step.text] if change[2] == "below" else [step.text]
    file.write_text("".join(lines), encoding="utf-8")


def run(root: Path, *arguments: str) -> str:
    """Run a module in the copy, with the copy's own generator. Returns what it prints."""
    environment = {**os.environ, "PYTHONPATH": str(root / "generator")}
    command = [sys.executable, "-m", *arguments]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the repository, with the worked examples as its entries, in which all recipes were followed."""
    root = site_copy(tmp_path_factory.mktemp("recipes") / "atlas", entities=CORPUS / "entities", generator=True)
    (root / "tests").mkdir()
    for name in ("tests/rules", "frontend/src"):
        shutil.copytree(REPOSITORY / name, root / name)
    for name in ("pyproject.toml", *(f"tests/{f.name}" for f in REPOSITORY.glob("tests/*.py"))):
        shutil.copy(REPOSITORY / name, root / name)
    commands: dict[str, None] = {}
    for step in (step for recipe in RECIPES for step in steps(recipe)):
        if step.language == "sh":
            commands |= dict.fromkeys(step.text.splitlines())
        else:
            write(root, step)
    for command in commands:
        program, *arguments = command.split()
        if program == ".venv/bin/python":
            run(root, *arguments[1:])
        elif program == ".venv/bin/atlas" and arguments != ["serve"]:
            run(root, "euphrates_atlas", *arguments)
    return root


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_recipe_gives_what_it_says(followed: Path, recipe: str) -> None:
    """Its steps can be followed, its commands succeed, and the files it names say so."""
    assert list(steps(recipe))
    for file, text in _RESULT.findall(RECIPES[recipe]):
        assert text in (followed / file).read_text(encoding="utf-8"), file


@pytest.fixture(scope="module")
def site(followed: Path) -> Path:
    """Return the site of the copy."""
    run(followed, "euphrates_atlas", "check", "--strict")
    run(followed, "mkdocs", "build", "--strict", "--quiet")
    return followed / "site"


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.targets: set[str] = set()
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.ids |= {attributes["id"]} if attributes.get("id") else set()
        self.targets |= {attributes["href"]} if tag == "a" and attributes.get("href") else set()


def page(site: Path, path: str) -> _Links:
    parser = _Links()
    parser.feed((site / path).read_text(encoding="utf-8"))
    parser.close()
    return parser


def test_the_pages_of_a_further_kind_are_there(site: Path):
    assert (site / "vessels/index.html").is_file()
    text = (site / "vessels/sea-lark.html").read_text(encoding="utf-8")
    assert "<title>Sea Lark" in text
    assert "Accounts differ on 1 point" in text
    assert 'id="body-voyages"' in text
    assert 'id="over-time">Its life' in text
    assert text.count('<svg class="ea-strip-') == 2


def test_the_navigation_and_its_index_lead_to_it(site: Path):
    assert "vessels/index.html" in page(site, "index.html").targets
    assert "sea-lark.html" in page(site, "vessels/index.html").targets


def test_it_takes_part_in_what_goes_across_kinds(site: Path):
    """Backlinks with its own heading, the page of disagreements, the statements of a work."""
    assert any(t.startswith("../vessels/sea-lark.html#s-") for t in page(site, "groups/iran.html").targets)
    assert "vessel-owner" in page(site, "groups/iran.html").ids
    assert "vessel-port" in page(site, "places/erbil.html").ids
    assert "../vessels/sea-lark.html#launched" in page(site, "differ/index.html").targets
    source = page(site, "publishers/rt.html").targets
    assert any(t.startswith("../vessels/sea-lark.html#s-") for t in source)


def test_its_links_lead_somewhere(site: Path):
    for path in ("vessels/index.html", "vessels/sea-lark.html"):
        for target in page(site, path).targets:
            file, _, anchor = target.partition("#")
            if ":" in target:
                continue
            file = file.partition("?")[0]
            there = (site / path).parent / file if file else site / path
            assert there.is_file(), target
            assert not anchor or anchor in page(site, os.path.relpath(there, site)).ids, target


def test_a_date_does_not_make_it_an_event(followed: Path):
    """The id of an event starts with its date; that of another dated entry is its name."""
    assert (
        run(followed, "euphrates_atlas", "new", "vessel", "Night Heron").splitlines()[0]
        == "entities/vessels/night-heron.yml"
    )
