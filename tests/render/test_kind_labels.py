"""The label of a kind is for readers alone: addresses, anchors and styles come from its key."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from euphrates_atlas.kinds import record_types
from kinds.base import Base
from tests.stores import atlas_of, render_pages

STORE = {"bases/b1": "", "strikes/2020-01-03-e": "targets: {site: b1, type: base, cite: [s]}"}
ADDRESSES = re.compile(r'(?:href|class|id|data-f|data-k)="[^"]*"|\{#[^}]*\}')


def addresses() -> dict[str, list[str]]:
    """Return what links and styles go by, of each page that shows entries."""
    pages = render_pages(atlas_of(STORE))
    return {path: ADDRESSES.findall(text.decode()) for path, text in pages.items() if path.endswith(".md")}


@pytest.fixture
def other_label() -> Iterator[str]:
    """Call sites positions."""
    kind = Base.kind
    before = kind.singular, kind.plural
    for name, label in zip(("singular", "plural"), ("Position", "Positions"), strict=True):
        object.__setattr__(kind, name, label)
    yield "Position"
    for name, label in zip(("singular", "plural"), before, strict=True):
        object.__setattr__(kind, name, label)


def test_addresses_stay(request: pytest.FixtureRequest) -> None:
    before = addresses()
    label = request.getfixturevalue("other_label")

    assert label in render_pages(atlas_of(STORE))["bases/b1.md"].decode()
    assert addresses() == before


def test_keys_are_one_of_a_kind() -> None:
    keys = [model.kind.key for model in record_types().values()]
    assert len({*keys}) == len(keys)
