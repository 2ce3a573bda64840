"""The card images: one for each kind and one for the rest, the same bytes every time, drawn from the marks of the site."""

from __future__ import annotations

import sys
from io import BytesIO

import pytest
from PIL import Image

from euphrates_atlas.kinds import record_types
from tests.stores import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "frontend"))

import cards


def test_each_kind_has_a_card():
    """Beside that of all other pages; none is left over."""
    names = [*(model.kind.key for model in record_types().values()), "atlas"]
    assert [card.name for card in cards.cards()] == names
    assert {path.stem for path in cards.CARDS.glob("*.png")} == set(names)


def test_the_same_input_gives_the_same_bytes():
    card = next(cards.cards())
    first = cards.png(card, cards.colours())

    assert cards.png(card, cards.colours()) == first
    assert (cards.CARDS / f"{card.name}.png").read_bytes() == first
    assert Image.open(BytesIO(first)).size == (cards.WIDTH, cards.HEIGHT)


@pytest.mark.parametrize("card", list(cards.cards()), ids=lambda card: card.name)
def test_words_and_mark_have_their_room(card: cards.Card):
    """The text takes three lines at most, and the mark is drawn."""
    font = cards.face("sans", 400, 38)
    width = cards.WIDTH - 2 * cards.MARGIN - 250 - 70

    assert len(cards.lines(card.text, font, width)) <= 3
    covered = cards.mask(cards.drawing(card.name), 100).histogram()
    assert 500 < sum(covered[128:]) < 9_500


def test_a_kind_without_a_mark_has_the_neutral_one():
    card = cards.Card("dam", "Dam", "Barrages and what was said of them.")

    assert cards.drawing("dam") == cards.drawing("other") != cards.drawing("group")
    assert len(cards.png(card, cards.colours())) <= cards.MAX_BYTES


def test_a_hole_stays_a_hole():
    """Paths fill by the even-odd rule, rings are open in the middle, curves keep their way."""
    ring = cards.mask("<svg viewBox='0 0 12 12'><circle cx='6' cy='6' r='4' stroke-width='2' stroke='#000'/></svg>", 60)
    frame = cards.mask("<svg viewBox='0 0 12 12'><path d='M1 1h10v10H1zM3 3v6h6V3z'/></svg>", 60)

    assert (ring.getpixel((30, 30)), ring.getpixel((30, 10))) == (0, 255)
    assert (frame.getpixel((30, 30)), frame.getpixel((10, 10))) == (0, 255)
    assert cards.bezier((0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, 0.0), 0.5) == (0.5, 0.75)
