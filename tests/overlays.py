"""Stores on disk for tests: the base store of `tests/rules/_base`, and what is laid over it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from euphrates_atlas.settings import Settings
from tests.case_count import FULL

TESTS = Path(__file__).parent
RULES = TESTS / "rules"
BASE = RULES / "_base" / "entities"
REAL = TESTS.parent / "entities"
WHOLE = REAL if FULL else TESTS / "frozen" / "entities"
"""The entries of `whole_store` in `tests/stores.py`."""


def lay(root: Path, *layers: Path, files: Mapping[str, str | bytes] | None = None) -> Settings:
    """Make a store below `root` of folders laid over one another, then of single files (path below `entities/`)."""
    settings = Settings(root)
    settings.entities.mkdir(parents=True, exist_ok=True)
    for layer in layers:
        shutil.copytree(layer, settings.entities, dirs_exist_ok=True)
    for path, content in (files or {}).items():
        target = settings.entities / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return settings
