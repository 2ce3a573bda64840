"""Escaping: for Markdown, for HTML, for ids."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from euphrates_atlas.text.escape import escape, escape_html, slug


def test_every_special_character_becomes_an_entity() -> None:
    """Rule 2: entities, not backslashes."""
    assert escape("\\`*_{}[]<>&|~#") == "".join(f"&#{ord(c)};" for c in "\\`*_{}[]<>&|~#")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a \n\t b", "a b"),
        ("a\u00a0b", "a&#160;b"),
        ("a\x00\x02b", "a\ufffd\ufffdb"),
        ("a\ud800", "a\ufffd"),
        ("Look!", "Look&#33;"),
        ("Look! There", "Look! There"),
        ("كتائب", "كتائب"),
    ],
)
def test_white_space_and_controls(text: str, expected: str) -> None:
    """Rule 3: single spaces; what no page may hold is replaced; `!` cannot make an image of a link."""
    assert escape(text) == expected


def test_html() -> None:
    """Quotes too, for attributes; and no character that HTML forbids."""
    assert escape_html("<a href=\"x\" b='y'>&\x00\ud800") == (
        "&lt;a href=&quot;x&quot; b=&#x27;y&#x27;&gt;&amp;\ufffd\ufffd"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Claims and denials", "claims-and-denials"),
        ("Kata’ib Ḥizbullāh, 2021!", "kataib-hizbullah-2021"),
        ("Łódź, Øster", "lodz-oster"),
        ("كتائب", "section"),
        ("", "section"),
        ("a " * 100, "-".join("a" * 30)),
    ],
)
def test_slug(text: str, expected: str) -> None:
    """ASCII words and hyphens, never empty, never long."""
    assert slug(text, set()) == expected


def test_slugs_are_numbered() -> None:
    """From two on, past what is taken already."""
    taken = {"claims-2"}

    assert [slug("Claims", taken) for _ in range(3)] == ["claims", "claims-3", "claims-4"]

    taken = {"may", "may-4", "may-6", "may-7", "june"}
    assert slug("May", taken) not in {"may", "may-4", "may-6", "may-7", "june"}


@given(st.lists(st.sampled_from(["a", "a 2", "a 2 2", "b", "é", ""])))
def test_slugs_are_unique(texts: list[str]) -> None:
    """Whatever they are made of."""
    taken: set[str] = set()

    slugs = [slug(text, taken) for text in texts]

    assert len(set(slugs)) == len(slugs)
    assert taken == set(slugs)
