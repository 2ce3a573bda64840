"""Pairs of addresses that lead to one page, and pairs that lead to two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.folding import fold_address

SAME_PAGE = [
    ("https://www.example.org/a/b/", "http://example.org/a/b"),
    ("https://example.org/a?utm_source=x&fbclid=1", "https://example.org/a"),
    ("https://example.org/a?id=2&utm_medium=x", "https://EXAMPLE.org/a?id=2"),
    ("https://example.org/a/amp/", "https://example.org/a"),
    ("https://amp.example.org/a", "https://example.org/a"),
    ("https://example.org/a#top", "https://example.org/a"),
    ("https://example.org:443/a?b=1&a=2", "https://example.org/a?a=2&b=1"),
]
OTHER_PAGE = [
    ("https://example.org/a", "https://example.org/A"),
    ("https://example.org/a?id=1", "https://example.org/a?id=2"),
    ("https://example.org/a", "https://example.net/a"),
    ("https://example.org/camp", "https://example.org/c"),
]


@pytest.mark.parametrize(("one", "other"), SAME_PAGE)
def test_one_page(one: str, other: str) -> None:
    assert fold_address(one) == fold_address(other)


@pytest.mark.parametrize(("one", "other"), OTHER_PAGE)
def test_two_pages(one: str, other: str) -> None:
    assert fold_address(one) != fold_address(other)


@given(st.text())
def test_any_address_can_be_folded(text: str) -> None:
    assert isinstance(fold_address(text), str)
