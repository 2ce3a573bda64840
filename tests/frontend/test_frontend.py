"""The TypeScript of `frontend/`: it compiles strictly, passes its own tests, and is bundled small and the same each time."""

from __future__ import annotations

import gzip
import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.node import FRONTEND, node
from tests.stores import REPOSITORY

ASSETS = REPOSITORY / "overrides" / "assets"
BUNDLES = sorted([*(ASSETS / "javascripts").glob("*.js"), *(ASSETS / "stylesheets").glob("*.css")])


def test_the_types_hold():
    run = node("node_modules/typescript/bin/tsc", "-p", ".")
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_unit_tests_pass():
    """With the same fixtures that the tests of the Python side read."""
    tests = sorted(str(path.relative_to(FRONTEND)) for path in (FRONTEND / "test").glob("*.test.ts"))
    assert tests
    run = node("--test", "--test-reporter=spec", *tests)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("bundle", BUNDLES, ids=lambda path: path.name)
def test_bundles_are_small(bundle: Path):
    """As sent; the styles hold the theme's too, and the form is on one page alone."""
    is_larger = bundle.suffix == ".css" or bundle.name.startswith("write.")
    assert len(gzip.compress(bundle.read_bytes(), 6)) <= (28_000 if is_larger else 20_000)


@pytest.mark.parametrize("file", [*BUNDLES, *sorted((ASSETS / "fonts").glob("*.woff2"))], ids=lambda path: path.name)
def test_names_bear_a_hash_of_the_contents(file: Path):
    """So that browsers may keep the files, and a page never gets one of another build."""
    assert file.name.split(".")[1:-1] == [hashlib.sha256(file.read_bytes()).hexdigest()[:10]]


def test_styles_name_fonts_that_are_there():
    for sheet in BUNDLES:
        for name in re.findall(r"\.\./fonts/([^)\"]+)", sheet.read_text("utf-8")) if sheet.suffix == ".css" else ():
            assert (ASSETS / "fonts" / name).is_file()


@pytest.mark.parametrize("sheet", sorted((FRONTEND / "src" / "styles").glob("*.css")), ids=lambda path: path.stem)
def test_no_rule_has_the_whole_page_styled_anew(sheet: Path):
    """`:has()` before every child or every element, with which a browser does so whenever a script puts a row in."""
    assert re.findall(r"[^{}]*:has\([^{}]*\)[ >]*\*[ ,{][^{}]*", sheet.read_text("utf-8")) == []


def test_dark_is_dark_whoever_asks_for_it():
    """Reader and system: CSS for the browsers of `frontend/scripts.py` has no way to say it once (`light-dark()` takes newer ones)."""
    tokens = (FRONTEND / "src" / "styles" / "tokens.css").read_text("utf-8")
    chosen, wished = (
        re.search(rf"{re.escape(selector)} {{([^}}]*)}}", tokens)
        for selector in ('body[data-md-color-scheme="slate"]', "body:not([data-md-color-media])")
    )
    assert chosen
    assert wished
    assert chosen[1].split() == wished[1].split()


def test_every_variable_of_a_style_has_a_value():
    """A browser takes a rule with an unknown one for no rule."""
    sheets = [path.read_text("utf-8") for path in sorted((FRONTEND / "src").rglob("*.css"))]
    makers = [path for ending in ("ts", "py", "j2") for path in sorted(REPOSITORY.glob(f"[fg]*/**/*.{ending}"))]
    given = set(re.findall(r"(--[a-z][\w-]*)\s*:", "".join(sheets)))
    for path in makers:
        if "node_modules" not in path.parts:
            given.update(re.findall(r"--[a-z][\w-]*(?=[\"':])", path.read_text("utf-8")))
    asked = set(re.findall(r"var\((--(?!md-)[\w-]+)\)", "".join(sheets)))
    assert asked
    assert asked - given == set()


def test_the_bundles_are_made_the_same_again(tmp_path: Path):
    """In another folder, from the same sources."""
    folders = ("frontend/src", "overrides", "generator", "content")
    for name in (*folders, "frontend/theme.mjs", "frontend/package-lock.json", "frontend/tsconfig.json"):
        source, target = REPOSITORY / name, tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    for file in FRONTEND.glob("*.py"):
        shutil.copy(file, tmp_path / "frontend" / file.name)
    (tmp_path / "frontend" / "node_modules").symlink_to(FRONTEND / "node_modules", target_is_directory=True)
    run = subprocess.run(
        [sys.executable, "-c", "import scripts; scripts.build()"],
        cwd=tmp_path / "frontend",
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    made = {path.name: path.read_bytes() for path in (tmp_path / "overrides" / "assets").glob("*/*.css")}
    made |= {path.name: path.read_bytes() for path in (tmp_path / "overrides" / "assets").glob("*/*.js")}
    assert made == {path.name: path.read_bytes() for path in BUNDLES}


@pytest.mark.parametrize("name", ["package-lock.json"])
def test_the_lock_names_no_registry(name: str):
    """Whoever installs chooses where from; the hashes say what."""
    text = (FRONTEND / name).read_text(encoding="utf-8")
    assert '"resolved"' not in text
    assert text.count('"integrity"') > 0
