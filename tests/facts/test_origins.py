"""Origins: whose word a citation brings, and from how many independent ones a value comes."""

from __future__ import annotations

import pytest

from euphrates_atlas.facts.speakers import voice_of
from euphrates_atlas.facts.support import origins_of, own_origin
from euphrates_atlas.model.statement import Agent
from tests.stores import atlas_of

WORKS = {
    "publishers/paper": "name: Paper",
    "publishers/sister": "owner_group: {value: house, cite: [s]}",
    "publishers/cousin": "owner_group: {value: house, cite: [s]}",
    "publishers/sold": (
        "owner_group:\n"
        "  - {value: old-house, rank: deprecated, reason: superseded-by-later-report, cite: [s]}\n"
        "  - {value: house, cite: [s]}"
    ),
    "publishers/freed": "owner_group: {value: house, rank: deprecated, reason: misquotation, cite: [s]}",
    "sources/plain": "publisher: paper",
    "sources/plain-2": "publisher: paper",
    "sources/in-sister": "publisher: sister",
    "sources/in-cousin": "publisher: cousin",
    "sources/in-sold": "publisher: sold",
    "sources/in-freed": "publisher: freed",
    "sources/wire": "{publisher: paper, origin: agency-text}",
    "sources/wire-2": "{publisher: sister, origin: agency-text}",
    "sources/signed": "publisher: paper\nvoice: author\nauthor: [{family: Knights, given: Michael}]",
    "sources/signed-2": "publisher: sister\nvoice: author\nauthor: [{literal: Michael Knights}]",
    "sources/signed-wire": "publisher: paper\nvoice: author\norigin: agency-text\nauthor: [Michael Knights]",
    "sources/byline": "publisher: paper\nauthor: [{family: Knights, given: Michael}]",
    "sources/unsigned": "publisher: paper\nvoice: author",
    "sources/own-words": "publisher: g1",
    "sources/two-hands": "publisher: paper\nvoice: author\nauthor: [Sara Harmouch, Nakissa Jahanbani]",
}

WHOSE = [
    ("of a source without more, the publisher", "cite: [plain]", {"paper"}),
    ("titles of one owner", "cite: [in-sister, in-cousin]", {"house"}),
    ("of a title that was sold, the owner that stands", "cite: [in-sold]", {"house"}),
    ("of a title whose owner was a mistake, itself", "cite: [in-freed]", {"freed"}),
    ("a wire story in two papers", "cite: [wire, wire-2]", {"agency-text"}),
    ("the signed author before the publisher", "cite: [signed]", {"Michael Knights"}),
    ("one author in two papers", "cite: [signed, signed-2]", {"Michael Knights"}),
    ("the source's origin before its author", "cite: [signed-wire]", {"agency-text"}),
    ("a byline alone is no signed analysis", "cite: [byline]", {"paper"}),
    ("an analysis without a name", "cite: [unsigned]", {"paper"}),
    ("a body that publishes its own texts", "cite: [own-words]", {"g1"}),
    ("the speaker before the source's origin", "by: g2, cite: [wire]", {"g2"}),
    ("one speaker in two papers", "by: g2, cite: [plain, in-sister, signed]", {"g2"}),
    ("the citation's own origin before the source's", "cite: [{src: wire, origin: post-1}]", {"post-1"}),
    ("one speaker in two texts", "by: g2, cite: [{src: wire, origin: post-1}, plain]", {"g2"}),
    ("a label alone", "by: {label: a spokesman}, cite: [plain]", {"a spokesman"}),
    ("a label with the body", "by: {label: a spokesman, of: g1}, cite: [plain]", {"a spokesman / g1"}),
    ("an author named as speaker", "by: {label: Michael Knights}, cite: [signed, plain]", {"Michael Knights"}),
    ("several independent ones", "cite: [plain, in-sister, wire]", {"paper", "house", "agency-text"}),
    ("what disputes it does not support it", "cite: [plain, {src: wire, stance: disputes}]", {"paper"}),
    ("nor does what is only context", "cite: [plain, {src: wire, stance: context}]", {"paper"}),
]


@pytest.mark.parametrize(("statement", "expected"), [case[1:] for case in WHOSE], ids=[case[0] for case in WHOSE])
def test_whose_word_it_is(statement: str, expected: set[str]):
    """Own origin, speaker, the source's origin, signed author, owner group, publisher: the first that is there."""
    atlas = atlas_of({**WORKS, "groups/tested": f"founded: {{value: 2003, {statement}}}"})
    entry = atlas["tested"]
    assert origins_of(atlas, entry.facts_of("founded")[0]) == expected


def test_a_speaker_who_publishes_is_one_origin():
    """An institute that speaks, and the same institute as the publisher of a paper, are one."""
    text = "founded:\n  - {value: 2003, by: paper, cite: [in-sister]}\n  - {value: 2003, cite: [plain]}"
    atlas = atlas_of({**WORKS, "groups/tested": text})
    entry = atlas["tested"]
    assert origins_of(atlas, entry.facts[1]) == {"paper"}


TOGETHER = [
    ("the same value", "groups", "founded", "value: 2003", "value: 2003", (2, 2)),
    ("a finer date counts for the coarser, not the other way", "groups", "founded", "value: 2003", "value: 2003-05", (2, 1)),
    ("another value", "groups", "founded", "value: 2003", "value: 2007", (1, 1)),
    ("about a year", "groups", "founded", "value: 2003~", "value: 2003", (2, 2)),
    ("the same code", "groups", "type", "value: facade", "value: facade", (2, 2)),
    ("another code", "groups", "type", "value: facade", "value: armed-group", (1, 1)),
    ("a narrower code", "strikes", "occurrence", "value: reported", "value: occurred", (2, 1)),
    ("periods apart", "groups", "status", "value: active, when: 2014", "value: active, when: 2020", (1, 1)),
    ("periods that overlap", "groups", "status", "value: active, when: 2014/2018", "value: active", (2, 2)),
    ("a number in a range", "strikes", "casualties", "category: all, measure: killed, low: 40", "category: all, measure: killed, best: 57", (2, 1)),
    ("the number of another measure", "strikes", "casualties", "category: all, measure: killed, best: 8", "category: all, measure: wounded, best: 8", (1, 1)),
    ("numbers that add up", "strikes", "launched", "low: 14", "best: 24", (2, 1)),
    ("a town in its province", "strikes", "place", "value: province, precision: governorate", "value: town, precision: settlement", (2, 1)),
    ("a town elsewhere", "strikes", "place", "value: province, precision: governorate", "value: elsewhere, precision: settlement", (1, 1)),
    ("a relation to the same body", "groups", "relations", "type: allied-with, target: g1", "type: allied-with, target: g1", (2, 2)),
    ("another relation to the same body", "groups", "relations", "type: allied-with, target: g1", "type: rival-of, target: g1", (1, 1)),
    ("use of a brand in two events", "groups", "relations", "type: used-by, target: g1, scope: e1", "type: used-by, target: g1, scope: e2", (1, 1)),
    ("the same attribution", "strikes", "responsibility", "actor: g1, stance: attributed", "actor: g1, stance: attributed", (2, 2)),
    ("an attribution and a denial", "strikes", "responsibility", "actor: g1, stance: attributed", "actor: g1, stance: denied", (1, 1)),
    ("an attribution to another", "strikes", "responsibility", "actor: g1, stance: attributed", "actor: g2, stance: attributed", (1, 1)),
    ("a target, and the same with the site named", "strikes", "targets", "type: base", "type: base, site: site1", (2, 1)),
    ("a role and a shorter period of it", "leaders", "roles", "group: g1, role: deputy, when: 2010/2018", "group: g1, role: deputy, when: 2012", (2, 1)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("folder", "field", "first", "second", "expected"),
    [case[1:] for case in TOGETHER],
    ids=[case[0] for case in TOGETHER],
)
def test_origins_are_counted_over_what_says_the_same(folder: str, field: str, first: str, second: str, expected: tuple):
    """All statements of the entry with the same or a contained value count for a value."""
    text = f"{field}:\n  - {{{first}, by: g2, cite: [plain]}}\n  - {{{second}, by: g3, cite: [plain]}}"
    atlas = atlas_of({**WORKS, f"{folder}/tested": text})
    entry = atlas["tested"]
    assert tuple(len(origins_of(atlas, f)) for f in entry.facts_of(field)) == expected


def test_a_deprecated_statement_counts_for_no_other():
    text = (
        "founded:\n  - {value: 2003, by: g2, cite: [plain]}\n"
        "  - {value: 2003, by: g3, rank: deprecated, reason: misquotation, cite: [plain]}"
    )
    atlas = atlas_of({**WORKS, "groups/tested": text})
    entry = atlas["tested"]
    assert [origins_of(atlas, f) for f in entry.facts_of("founded")] == [{"g2"}, {"g2", "g3"}]


def test_a_rejection_is_no_origin_of_what_it_rejects():
    text = "founded: {value: 2003, cite: [plain], disputed: [{by: g1, stance: denies, cite: [wire]}]}"
    atlas = atlas_of({**WORKS, "groups/tested": text})
    entry = atlas["tested"]
    assert origins_of(atlas, entry.facts_of("founded")[0]) == {"paper"}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("plain", Agent(id="paper")),
        ("byline", Agent(id="paper")),
        ("unsigned", Agent(id="paper")),
        ("signed", Agent(label="Michael Knights")),
        ("two-hands", Agent(label="Sara Harmouch and Nakissa Jahanbani")),
        ("own-words", Agent(id="g1")),
    ],
)
def test_who_speaks_where_nobody_is_named(source: str, expected: Agent):
    """The author of signed analysis, else the publisher."""
    assert voice_of(atlas_of(WORKS), source) == expected


def test_the_owner_of_a_group_that_publishes_is_the_group():
    assert own_origin(atlas_of(WORKS), "own-words") == "g1"
