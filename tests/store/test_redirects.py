"""Old ids: one of them leads to one entry, and nothing refers to it any more."""

from __future__ import annotations

import pytest

from tests.stores import atlas_of, linked


def faults(**texts: str) -> list[tuple[str, str, object, str, str | None]]:
    _, found = linked({path.replace("__", "/"): text for path, text in texts.items()})
    return [(fault.code, entry.id, fault.path, fault.message, fault.help) for entry, fault in found]


def test_an_entry_knows_its_old_ids() -> None:
    """One or several."""
    assert atlas_of({"groups/g1": "redirects: old-one"})["g1"].record.redirects == ("old-one",)
    assert atlas_of({"groups/g1": "redirects: [old-one, old-two]"})["g1"].record.redirects == ("old-one", "old-two")


HELP = "an id is used once across all kinds, old ones included: take it out of one of the two"
TWICE = [
    (
        {"groups__g1": "redirects: [x, g2]"},
        [("A110", "g1", ("redirects", 1), "the old id `g2` is the id of entities/groups/g2.yml", HELP)],
    ),
    (
        {"groups__g1": "redirects: g1"},
        [("A110", "g1", ("redirects", 0), "the old id `g1` is the id of entities/groups/g1.yml", HELP)],
    ),
    (
        {"groups__g1": "redirects: x", "places__town": "{type: region, country: IQ, redirects: x}"},
        [("A110", "town", ("redirects", 0), "the old id `x` leads to entities/groups/g1.yml already", HELP)],
    ),
    (
        {"groups__g1": "redirects: [x, x]"},
        [("A110", "g1", ("redirects", 1), "the old id `x` is listed twice", "delete one of the two")],
    ),
]


@pytest.mark.parametrize(("texts", "expected"), TWICE)
def test_an_id_is_used_once(texts: dict[str, str], expected: list[object]) -> None:
    """Old ids included; the fault stands at the item of `redirects`."""
    assert faults(**texts) == expected


REFERENCES = [
    ("different_from: [old]", ("different_from", 0)),
    ("founders: {value: old, cite: [s]}", ("founders", 0, "value", "id")),
    ("summary: A group beside [[old]] [@s].", ("summary",)),
    ("summary: A group beside [[old|others]] [@s].", ("summary",)),
]


@pytest.mark.parametrize(("text", "path"), REFERENCES)
def test_a_reference_to_an_old_id_names_the_new_one(text: str, path: tuple[object, ...]) -> None:
    assert faults(groups__g1=text, groups__g2="redirects: [old]") == [
        ("A301", "g1", path, "`old` is an old id of `g2`", "write `g2`  (entities/groups/g2.yml)")
    ]


@pytest.mark.parametrize("text", ["type: {value: state, cite: [old-work p. 3]}", "summary: A group [@old-work]."])
def test_a_citation_of_an_old_id_names_the_new_one(text: str) -> None:
    found = faults(groups__g1=text, sources__s="redirects: [old-work]")

    assert [(code, message, help) for code, _, _, message, help in found] == [
        ("A301", "`old-work` is an old id of `s`", "write `s`  (entities/sources/s.yml)")
    ]
