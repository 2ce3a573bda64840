"""The entries of the repository have the one form: every tenth and those changed last; `make lint` looks at all."""

from __future__ import annotations

import pytest

from euphrates_atlas.edit.store_format import FormatReport, format_store
from euphrates_atlas.settings import Settings
from tests.real.drawn import drawn_files
from tests.stores import REPOSITORY


@pytest.mark.real_store
def test_entries_are_formatted() -> None:
    files = drawn_files()
    report = format_store(Settings(REPOSITORY), files, REPOSITORY, write=False)
    assert report == FormatReport(len(files)), "`atlas fmt` mends it"
