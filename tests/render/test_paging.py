"""Rows of a long list packed into pages."""

import pytest

from euphrates_atlas.render.paging import packed

CASES = [
    ("neighbours stay together", "aabbc", 4, ["aabb", "c"]),
    ("a group that would be torn begins a page", "aabbbc", 4, ["aa", "bbbc"]),
    ("a group that is too long goes over several pages, the next follows its rest", "aaaaabb", 4, ["aaaa", "abb"]),
    ("a heavy row takes more room", "aAab", 4, ["a", "A", "ab"]),
    ("a row heavier than a page stands alone", "aAa", 2, ["a", "A", "a"]),
    ("nothing", "", 4, []),
]


@pytest.mark.parametrize(("rows", "room", "pages"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_rows_are_packed_by_weight(rows: str, room: int, pages: list[str]) -> None:
    """A row is a letter, which is its group; capitals weigh four times as much."""
    found = packed(rows, room, str.lower, weight=lambda row: 4 if row.isupper() else 1)
    assert ["".join(page) for page in found] == pages
