"""The address of a statement: the same while it says the same, another as soon as it does not."""

from __future__ import annotations

import re

import pytest

from euphrates_atlas import kinds
from euphrates_atlas.model.atlas import Fact
from euphrates_atlas.model.parsing import parse_entry
from euphrates_atlas.text.yaml_reader import read_tree
from euphrates_atlas.text.yaml_tree import Tree

GROUP = "name: A\nsummary: A.\nreviewed: 2026-11-20\ntype: {value: state, cite: [s]}\n"
STRIKE = (
    GROUP.replace("state", "other")
    + "date: {value: 2021, cite: [s]}\nplace: {value: town, precision: site, cite: [s]}\n"
)
PLAIN = "founded: {value: 2019, cite: [s]}"


@pytest.mark.parametrize(
    ("typed", "id"),
    [
        ("founded: {value: 2019, cite: [s]}", "d01eb776"),
        ("founded: {value: 2019, by: badr, cite: [s]}", "3c3688ba"),
        ("founded: {value: 2019, by: {label: A man, of: badr}, cite: [s]}", "33fcb614"),
        ("founded: {value: 2019~, when: 2020/.., cite: [s]}", "e361f9a9"),
        ("relations: {type: part-of, target: irgc, cite: [s]}", "bc15474b"),
        ("symbols: {value: راية صفراء, cite: [s]}", "b6f0e764"),
        ("strength: {low: 300, high: 1000, cite: [s]}", "67b95bd6"),
        ("declarations: {type: threat, value: It would go on, toward: {label: All}, cite: [s]}", "4150f50f"),
    ],
)
def test_fixed_ids(typed: str, id: str) -> None:
    """These addresses are printed, cited and exported: a change of the way they are made breaks every one of them."""
    assert fact(typed).id == id


@pytest.mark.parametrize(
    "typed",
    [
        "founded: [{value: 2019, cite: [s]}]",
        "founded: {cite: [s], value: '2019'}",
        "founded:\n  - value: 2019\n    cite: [s]",
        "founded: {value: 2019, cite: [other p. 3, {src: s, stance: context}]}",
        "founded: {value: 2019, rank: preferred, reason: more-precise, cite: [s]}",
        "founded: {value: 2019, rank: deprecated, reason: misquotation, cite: [s]}",
        "founded: {value: 2019, note: A note, cite: [s]}",
        "founded: {value: 2019, verbatim: in 2019, cite: [s]}",
        "founded: {value: 2019, said: 2020, cite: [s]}",
        "founded: {value: 2019, confidence: low, cite: [s]}",
        "founded: {value: 2019, inferred: [date], cite: [s]}",
        "founded: {value: 2019, rival: a, was: [12345678], cite: [s]}",
        "founded: {value: 2019, disputed: [{by: b, stance: denies, cite: [s]}], cite: [s]}",
    ],
)
def test_same_address(typed: str) -> None:
    """Form, citations, rank, notes and objections do not move a statement."""
    assert fact(typed).id == fact(PLAIN).id


@pytest.mark.parametrize(
    "typed",
    [
        "founded: {value: 2018, cite: [s]}",
        "founded: {value: 2019-01, cite: [s]}",
        "founded: {value: 2019~, cite: [s]}",
        "founded: {value: 2019, by: badr, cite: [s]}",
        "founded: {value: 2019, by: {label: badr}, cite: [s]}",
        "founded: {value: 2019, by: {label: badr, of: iraq}, cite: [s]}",
        "founded: {value: 2019, when: 2020, cite: [s]}",
        "dissolved: {value: 2019, cite: [s]}",
        "first_seen: {value: 2019, cite: [s]}",
    ],
)
def test_other_address(typed: str) -> None:
    """Another value, speaker, period or property is another statement."""
    assert fact(typed).id != fact(PLAIN).id


def test_the_address_does_not_depend_on_the_entry() -> None:
    """An entry that is renamed keeps the addresses of its statements."""
    assert fact(PLAIN, "one").id == fact(PLAIN, "two").id


def test_a_part_of_its_default_is_left_out() -> None:
    """What a new part is by default must not move the statements that lack it."""
    without = "responsibility: {actor: badr, stance: claimed, cite: [s]}"

    assert fact(without + "").id == fact(without.replace("cite", "jointly: false, cite")).id
    assert fact(without).id != fact(without.replace("cite", "jointly: true, cite")).id
    assert fact(without).id != fact(without.replace("cite", "mode: statement-text, cite")).id


def test_zero_is_a_number() -> None:
    """Nobody killed is a statement of its own, not one without a number."""
    toll = "casualties: {category: all, measure: killed, best: 0, cite: [s]}"

    assert fact(toll).id != fact(toll.replace("best: 0, ", "")).id
    assert fact(toll).id != fact(toll.replace("best", "low")).id


def test_order_of_a_list_is_kept_and_of_keys_is_not() -> None:
    """Keys are sorted in the canonical text; lists say what they say in their order."""
    one = "casualties: {category: [civilians-adult, civilians-child], measure: killed, cite: [s]}"

    assert (
        fact(one).id
        == fact("casualties: {cite: [s], measure: killed, category: [civilians-adult, civilians-child]}").id
    )
    assert fact(one).id != fact(one.replace("civilians-adult, civilians-child", "civilians-child, civilians-adult")).id


@pytest.mark.parametrize("typed", [PLAIN, "symbols: {value: راية, cite: [s]}"])
def test_form(typed: str) -> None:
    """Eight hex digits, an anchor that begins with a letter, and the place in the entry."""
    found = fact(typed)

    assert re.fullmatch(r"[0-9a-f]{8}", found.id)
    assert found.anchor == f"s-{found.id}"
    assert found.path == (found.field, 0)


def fact(typed: str, id: str = "an-entry") -> Fact:
    """Return the statement of a group, or of a strike, that this line adds."""
    field = typed.partition(":")[0]
    folder = "groups" if field in vars(kinds.record_types()["groups"])["__annotations__"] else "strikes"
    tree = read_tree("f.yml", f"{GROUP if folder == 'groups' else STRIKE}{typed}\n".encode())
    assert isinstance(tree, Tree), [d.message for d in tree]
    entry = parse_entry(id, tree, kinds.record_types()[folder])
    assert not isinstance(entry, list), [d.message for d in entry]
    return entry.facts_of(field)[0]
