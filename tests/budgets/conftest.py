"""The real store in a folder of its own, with its generated files."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator import pipeline
from generator.output.writing import Written
from generator.settings import Settings
from tests.stores import REPOSITORY


@dataclass(frozen=True)
class Generated:
    """A store, and what a run without anything cached wrote."""

    root: Path
    entries: int
    cold: Written

    def again(self) -> Written:
        """Generate again."""
        _, written = pipeline.generate(Settings(self.root))
        assert written is not None
        return written


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Generated:
    """Return the store; who changes it brings it back, which costs nothing but the files."""
    root = tmp_path_factory.mktemp("budget")
    shutil.copytree(REPOSITORY / "entities", root / "entities")
    checked, written = pipeline.generate(Settings(root))
    assert checked.atlas is not None
    assert written is not None
    return Generated(root, len(checked.atlas.entries), written)
