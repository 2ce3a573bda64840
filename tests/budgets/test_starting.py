"""What a command loads before it does anything. A check of one file is done many times a day."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.stores import CORPUS, REPOSITORY

ONLY_FOR_PAGES = {"jinja2", "markupsafe", "mkdocs", "markdown", "multiprocessing", "hypothesis", "asyncio"}
PROGRAM = (
    "import sys, json; from generator.cli import main; status = main(sys.argv[1:]);"
    " print(json.dumps([status, sorted(sys.modules)]), file=sys.stderr)"
)


def test_a_check_loads_nothing_that_pages_are_made_of() -> None:
    arguments = ["--root", str(CORPUS), "check", "--no-cache", "kalsu"]
    command = [sys.executable, "-c", PROGRAM, *arguments]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    status, modules = json.loads(done.stderr)
    assert (status, ONLY_FOR_PAGES & {*modules}) == (0, set()), done.stdout
