"""The form for the browser writes entries as `atlas fmt` does."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from euphrates_atlas.edit.formatting import formatted
from euphrates_atlas.kinds import record_types
from euphrates_atlas.render.overviews.write_page import FOLDER, pages
from euphrates_atlas.render.site_input import SiteInput
from euphrates_atlas.text.yaml_reader import read_tree
from euphrates_atlas.text.yaml_tree import Tree, as_data
from tests.case_count import sample
from tests.node import node
from tests.stores import CORPUS, FROZEN, REPOSITORY, corpus

COMMENT = re.compile(r"^#.*\n|  # .*", re.MULTILINE)


@cache
def declared() -> dict[str, Any]:
    """Return what the form reads of each kind, by its folder."""
    files = dict(pages(SiteInput(corpus())))
    return {folder: json.loads(files[f"{FOLDER}/{folder}.json"]) for folder in record_types()}


def written(entries: list[tuple[str, Any]]) -> list[str]:
    run = node("test/write-entries.ts", typed=json.dumps({"kinds": declared(), "entries": entries}))
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def assert_written_alike(files: list[Path]) -> None:
    """Fail unless the form writes what these files say as the formatter does; what only a person adds, comments, is left out."""
    wanted, data = [], []
    for path in files:
        model = record_types()[path.parent.name]
        text = COMMENT.sub("", path.read_text("utf-8"))
        tree = read_tree(path.name, text.encode())
        assert isinstance(tree, Tree)
        wanted.append(formatted(tree, model))
        data.append((path.parent.name, as_data(tree.root)))
    for path, text, right in zip(files, written(data), wanted, strict=True):
        assert text == right, path


def test_the_worked_examples() -> None:
    assert_written_alike(sorted((CORPUS / "entities").glob("*/*.yml")))


def test_frozen_entries() -> None:
    """Every fifth, in `make test-all` all."""
    assert_written_alike(sample(sorted(FROZEN.glob("**/*.yml")), every=5))


@pytest.mark.real_store
def test_the_entries_of_the_repository() -> None:
    """Every fiftieth, in `make test-all` all."""
    assert_written_alike(sample(sorted((REPOSITORY / "entities").glob("*/*.yml")), every=50))
