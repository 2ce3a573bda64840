"""What a command loads before it does anything: modules, which no machine changes. A check of one file is done many times a day."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.stores import CORPUS, REPOSITORY

FILE = "entities/places/kalsu.yml"
MOST_MODULES = 450
"""All that Python holds in the end, its own modules included."""
HEAVY = ("jinja2", "markupsafe", "mkdocs", "markdown", "hypothesis", "unittest", "asyncio")
"""What only pages need, or nobody; each costs a tenth of a second or so."""
PROGRAM = (
    "import sys, json; from generator.cli import main; status = main(sys.argv[1:]);"
    " print(json.dumps([status, sorted(sys.modules)]), file=sys.stderr)"
)


@pytest.fixture(scope="module")
def loaded() -> list[str]:
    """Return the modules that a check of one file has loaded when it ends."""
    arguments = ["--root", str(CORPUS), "check", "--no-cache", str(CORPUS / FILE)]
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    status, modules = json.loads(run.stderr)
    assert status == 0, run.stdout
    return modules


def test_a_check_loads_few_modules(loaded: list[str]) -> None:
    assert len(loaded) < MOST_MODULES


@pytest.mark.parametrize("heavy", HEAVY)
def test_a_check_loads_nothing_that_pages_are_made_of(loaded: list[str], heavy: str) -> None:
    assert heavy not in loaded
