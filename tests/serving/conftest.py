"""A server for each test, all pages made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving.serving import Served, started
from tests.stores import CORPUS, site_copy


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """Return a server of the worked examples."""
    with started(site_copy(tmp_path / "atlas", entities=CORPUS / "entities")) as running:
        running.settle()
        yield running
