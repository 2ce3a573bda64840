"""The lists of designations that entries are compared with: data without a word on anybody's person."""

from __future__ import annotations

import pytest

from euphrates_atlas import resources
from euphrates_atlas.model.codes import code_list
from euphrates_atlas.model.shape import shape_of
from euphrates_atlas.text.edtf import parse_date
from kinds.shared.statements import ListedIdentifiers

LISTS = resources.names("kinds/lists", ".yml")
AUTHORITIES = code_list("designation-authority").codes
FIELDS = shape_of(ListedIdentifiers).fields.keys()


@pytest.mark.parametrize("name", LISTS)
def test_a_list_says_whose_it_is_and_holds_no_more_than_it_needs(name: str) -> None:
    """No dates of birth, addresses or papers of anybody; the authorities are those of the entries."""
    listed = resources.yaml_table(f"kinds/lists/{name}.yml")
    assert name in FIELDS
    assert listed.keys() == {"title", "credit", "licence", "state", "programmes", "entries"}
    for programme in listed["programmes"].values():
        assert not programme or AUTHORITIES[programme["authority"]].numbers == name
    for entry in listed["entries"].values():
        assert entry.keys() == {"name", "programmes", "first_seen"}
        assert {*entry["programmes"]} <= listed["programmes"].keys()
        assert parse_date(entry["first_seen"])


def test_numbers_of_lists_have_a_field() -> None:
    assert {code.numbers for code in AUTHORITIES.values()} <= {"", *FIELDS}
