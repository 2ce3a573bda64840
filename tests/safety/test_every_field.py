"""Every text of a real entry of each kind, and in its place what does harm: refused with file, line and reason, or taken as text."""

from __future__ import annotations

import pytest

from euphrates_atlas import kinds
from euphrates_atlas.findings import Finding
from euphrates_atlas.model.atlas import Entry
from euphrates_atlas.text.yaml_reader import read_tree
from euphrates_atlas.text.yaml_tree import Tree
from tests.case_count import sample
from tests.safety.harms import CASES, HARMS
from tests.safety.soundness import assert_obeys_nobody, assert_says_where_and_why
from tests.safety.walks import Place, places, quoted, richest, tree_of, typed, with_text

FOLDERS = sorted(kinds.record_types())
PAYLOADS = [payload for _, payload in CASES]


def refused_by_the_reader(payload: str) -> bool:
    """Tell whether the text cannot stand in any entry, so that one place of it in a file hides all others."""
    return not isinstance(read_tree("entities/x/x.yml", f"x: {quoted(payload)}\n".encode()), Tree)


TAKEN = [payload for payload in PAYLOADS if not refused_by_the_reader(payload)]
REFUSED = [payload for payload in PAYLOADS if payload not in TAKEN]


def test_the_table() -> None:
    """Many kinds of harm; of each, what the reader takes and what it does not is known here."""
    assert len(HARMS) >= 12
    for kind in ("hidden direction", "terminal escapes", "encodings"):
        assert [payload for payload in HARMS[kind] if payload in TAKEN and not payload.isprintable()] == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_quoted(folder: str) -> None:
    """Each harm in each text: in each file all texts are spoilt at once, each by another harm, until every one had each.

    In `make test` every one has a twelfth of them.
    """
    file = richest(folder)
    text = file.read_text("utf-8")
    found_places = places(tree_of(file.name, text))
    for turn in sample(range(len(TAKEN)), every=12):
        spoilt = text
        for index, (_, scalar) in reversed(list(enumerate(in_order(found_places)))):
            spoilt = with_text(spoilt, scalar, quoted(TAKEN[(turn + index) % len(TAKEN)]))
        assert_answered(folder, spoilt)


@pytest.mark.parametrize("folder", FOLDERS)
def test_quoted_where_the_reader_refuses(folder: str) -> None:
    """What no text may hold is refused wherever it stands: every third place is tried, in `make test-all` all."""
    file = richest(folder)
    text = file.read_text("utf-8")
    for index, (path, scalar) in sample(enumerate(places(tree_of(file.name, text))), every=3):
        payload = REFUSED[index % len(REFUSED)]
        outcome = assert_answered(folder, with_text(text, scalar, quoted(payload)))
        assert not isinstance(outcome, Entry), (path, payload)


@pytest.mark.parametrize("folder", FOLDERS)
def test_bare(folder: str) -> None:
    """Each text replaced by four harms, in `make test` by one, as they are, without quotation marks: YAML makes of them what it will."""
    file = richest(folder)
    text = file.read_text("utf-8")
    for index, (_, scalar) in enumerate(places(tree_of(file.name, text))):
        for step in sample(range(4), every=4):
            payload = PAYLOADS[(index * 4 + step * 29) % len(PAYLOADS)]
            assert_answered(folder, with_text(text, scalar, payload))


def in_order(found: list[Place]) -> list[Place]:
    return sorted(found, key=lambda place: place[1].start)


def assert_answered(folder: str, text: str) -> Entry | list[Finding]:
    """Read and type a file; assert that the answer is an entry or findings that can be shown."""
    outcome = typed(richest(folder), text)
    if not isinstance(outcome, Entry):
        assert_says_where_and_why(outcome, text)
        assert_obeys_nobody(outcome)
    return outcome
