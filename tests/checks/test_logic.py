"""The edges of the rules on dates, events, tolls, twins, places and spellings."""

from __future__ import annotations

import sys
from datetime import date

import pytest

from euphrates_atlas.checks.entry_rules import date_order, outside_area, overdue
from euphrates_atlas.checks.name_rules import mixed_script, own_script, twin
from euphrates_atlas.draw.locations import area_outline, is_area
from euphrates_atlas.facts.rivals import disagreements, rival_pairs
from euphrates_atlas.subject import subject
from kinds.rules.event_rules import event_relation, lifetime, toll_parts
from tests.stores import atlas_of, broken_by, faults_at, run_rule, whole_store


@pytest.mark.parametrize(
    ("folder", "lines", "found"),
    [
        ("groups", "founded: {value: 2019, cite: [s]}\ndissolved: {value: 2019, cite: [s]}", 0),
        ("groups", "founded: {value: 2019-05, cite: [s]}\ndissolved: {value: 2019, cite: [s]}", 0),
        ("groups", "founded: {value: 2019, cite: [s]}\ndissolved: {value: 2018, cite: [s]}", 1),
        ("groups", "founded: {value: 2017/2019, cite: [s]}\ndissolved: {value: 2018, cite: [s]}", 0),
        (
            "groups",
            "founded: [{value: 2019, cite: [s]}, {value: 2010, cite: [s]}]\ndissolved: {value: 2018, cite: [s]}",
            0,
        ),
        ("groups", "founded: {value: 2019, cite: [s]}\ndissolved: {value: ../2018, cite: [s]}", 1),
        ("groups", "first_seen: {value: 2019, cite: [s]}\nlast_seen: {value: 2018-12-31, cite: [s]}", 1),
        ("leaders", "birth: {value: 1975, cite: [s]}\ndeath: {value: 1974, cite: [s]}", 1),
        ("groups", "designations: {authority: eu, listed: 2020, delisted: 2019, cite: [s]}", 1),
        ("groups", "designations: {authority: eu, listed: 2020, delisted: 2020-01, cite: [s]}", 0),
    ],
)
def test_date_order(folder: str, lines: str, found: int) -> None:
    """An end is told only where no reading of any date leaves it behind its beginning."""
    assert len(list(run_rule(date_order, atlas_of({f"{folder}/tested": lines})))) == found


@pytest.mark.parametrize(
    ("date_", "relation", "found"),
    [
        ("2024-03-01", "retaliation-for, target: late", True),
        ("2024-03-05", "retaliation-for, target: late", False),
        ("2024-03", "retaliation-for, target: late", False),
        ("2024-03-01", "claimed-as-retaliation-for, target: late", True),
        ("2024-03-01", "possibly-same-as, target: late", False),
        ("2024-03-01", "part-of-series, target: late", True),
        ("2024-03-01", "part-of-series, target: series", False),
        ("2024-03-01", "part-of-series, target: former-series", True),
    ],
)
def test_event_relations(date_: str, relation: str, found: bool) -> None:
    """The later event answers the earlier one, and a series is of that type."""
    texts = {
        "strikes/late": "date: {value: 2024-03-05, cite: [s]}",
        "strikes/series": "type: {value: attack-series, cite: [s]}",
        "strikes/former-series": (
            "type: [{value: attack-series, rank: deprecated, reason: wider-sense, cite: [s]}, {value: other, cite: [s]}]"
        ),
        "strikes/tested": f"date: {{value: {date_}, cite: [s]}}\nrelations: {{type: {relation}, cite: [s]}}",
    }

    assert bool(list(run_rule(event_relation, atlas_of(texts)))) is found


TOTAL = "category: all, measure: killed, best: 8"


@pytest.mark.parametrize(
    ("tolls", "counted"),
    [
        ([TOTAL, "category: contractors, measure: killed, best: 8"], None),
        ([TOTAL, "category: contractors, measure: killed, best: 9"], 9),
        ([TOTAL, "category: contractors, measure: killed, low: 9"], 9),
        ([TOTAL, "category: contractors, measure: killed, high: 9"], None),
        ([TOTAL, "category: contractors, measure: wounded, best: 9"], None),
        ([TOTAL, "category: contractors, measure: killed, best: 9, by: g1"], None),
        ([TOTAL, "category: contractors, measure: killed, best: 9, as_of: 2024-03-02"], None),
        ([f"{TOTAL}, note: The source does not add up", "category: contractors, measure: killed, best: 9"], None),
        (["category: all, measure: killed, low: 8", "category: contractors, measure: killed, best: 9"], None),
        (["category: all, measure: killed, best: 8, high: 9", "category: contractors, measure: killed, best: 9"], None),
        (
            [
                TOTAL,
                "category: contractors, measure: killed, best: 5",
                "category: responders, measure: killed, best: 4",
            ],
            9,
        ),
        (
            [
                TOTAL,
                "category: civilians-adult, measure: killed, best: 3",
                "category: [civilians-adult, civilians-child], measure: killed, best: 6",
            ],
            None,
        ),
        (
            [
                TOTAL,
                "category: civilians-adult, measure: killed, best: 3",
                "category: [civilians-adult, civilians-child], measure: killed, best: 6",
                "category: responders, measure: killed, best: 3",
            ],
            9,
        ),
        (
            [
                TOTAL,
                "category: contractors, measure: killed, best: 5, nationality: IQ",
                "category: contractors, measure: killed, best: 4, nationality: US",
            ],
            9,
        ),
        (
            [
                TOTAL,
                "category: contractors, measure: killed, best: 5, nationality: IQ",
                "category: contractors, measure: killed, best: 6",
            ],
            None,
        ),
        ([f"{TOTAL}, nationality: IQ", "category: contractors, measure: killed, best: 9, nationality: US"], None),
        ([TOTAL, "category: contractors, measure: killed, best: 9, rank: deprecated, reason: misquotation"], None),
    ],
)
def test_toll_parts(tolls: list[str], counted: int | None) -> None:
    """Nobody is counted twice, and a part without an upper end counts with its lower one."""
    lines = "".join(f"  - {{{toll}, cite: [s]}}\n" for toll in tolls)

    found = [f.message for f in run_rule(toll_parts, atlas_of({"strikes/tested": f"casualties:\n{lines}"}))]

    assert found == ([f"the parts add up to {counted}, more than the total, 8"] if counted else [])


@pytest.mark.parametrize(
    ("when", "death", "found"),
    [
        ("2014/2019", "2020-01-03", False),
        ("2014/2020", "2020-01-03", False),
        ("2014/2021", "2020-01-03", True),
        ("2014/..", "2020-01-03", False),
        ("2014/", "2020-01-03", False),
        ("../2021", "2020-01-03", True),
        ("2020", "2020-01-03", False),
        ("2021/..", "2020-01-03", True),
        ("2020-01-04", "2020-01-03", True),
        ("2020-01-04", "2020", False),
    ],
)
def test_roles_and_death(when: str, death: str, found: bool) -> None:
    """What has no end ended with the death; a year that holds the death is no contradiction."""
    text = f"roles: {{group: g1, role: deputy, when: {when}, cite: [s]}}\ndeath: {{value: {death}, cite: [s]}}"

    assert bool(list(run_rule(lifetime, atlas_of({"leaders/l": text})))) is found


@pytest.mark.parametrize(
    ("founded", "stance", "found"),
    [
        ("{value: 2022, cite: [s]}", "stance: claimed", True),
        ("{value: 2021, cite: [s]}", "stance: claimed", False),
        ("{value: 2021/2023, cite: [s]}", "stance: claimed", False),
        ("{value: ../2023, cite: [s]}", "stance: claimed", False),
        ("{value: 2022/.., cite: [s]}", "stance: attributed, by: g1", True),
        ("[{value: 2022, cite: [s]}, {value: 2019, cite: [s]}]", "stance: claimed", False),
        ("{value: 2022, cite: [s]}", "stance: denied", False),
        ("{value: 2022, cite: [s]}", "stance: claimed, note: The brand came later", False),
    ],
)
def test_deeds_and_founding(founded: str, stance: str, found: bool) -> None:
    """An event of 2021: its actor must have been there by one reading of one account at least."""
    texts = {"groups/g": f"founded: {founded}", "strikes/e": f"responsibility: {{actor: g, {stance}, cite: [s]}}"}

    assert bool(list(run_rule(lifetime, atlas_of(texts)))) is found


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("https://a.org/x", "http://www.a.org/x/", True),
        ("https://a.org/x", "https://a.org/x?utm_source=b&fbclid=c", True),
        ("https://a.org/x", "https://a.org/x#part", True),
        ("https://a.org/x?id=1", "https://a.org/x?id=2", False),
        ("https://a.org/x", "https://a.org/x/amp", True),
        ("https://a.org/x", "https://b.org/x", False),
    ],
)
def test_twin_addresses(first: str, second: str, found: bool) -> None:
    """Tracking tails and mobile forms are the same page; another query is another page."""
    texts = {"sources/one": f"url: '{first}'", "sources/two": f"url: '{second}'"}

    assert [id for id in broken_by(twin, atlas_of(texts)) if id == "two"] == (["two"] if found else [])
    texts["sources/two"] += "\ndifferent_from: [one]"
    assert [id for id in broken_by(twin, atlas_of(texts)) if id == "two"] == []


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("Kataib Sarkhat", "Kata'ib Sarkhat", True),
        ("al-Sarkhat", "Sarkhat", True),
        ("Kataib Sarkhat", "Kataib Sarkha", False),
        ("Sarkhat", "SARKHAT", False),
    ],
)
def test_twin_names(first: str, second: str, found: bool) -> None:
    """Names that fold alike; those alike letter by letter have the warning of shared names."""
    texts = {"groups/one": f'name: "{first}"', "groups/two": f'name: "{second}"'}

    assert [id for id in broken_by(twin, atlas_of(texts)) if id in ("one", "two")] == (["two"] if found else [])


def test_a_third_twin_is_told_of_the_second() -> None:
    """That two of three are told apart from the first says nothing of one another."""
    texts = {
        "groups/one": "name: Sarkhat",
        "groups/two": "name: al-Sarkhat\ndifferent_from: [one]",
        "groups/zwei": "name: Sárkhat\ndifferent_from: [one]",
    }

    assert [f.message for f in faults_at("zwei", twin, atlas_of(texts))] == [
        "entities/groups/two.yml has almost the same name"
    ]


@pytest.mark.parametrize(
    ("governorate", "inside"),
    [
        ("Anbar governorate", "33.42, 43.31"),
        ("al-Anbar", "33.42, 43.31"),
        ("Anbar province", "33.42, 43.31"),
        ("Nineveh", "36.34, 43.13"),
        ("Ninawa", "36.34, 43.13"),
        ("Salah ad-Din", "34.61, 43.68"),
        ("Saladin governorate", "34.61, 43.68"),
        ("Sulaimaniyah", "35.56, 45.43"),
        ("Deir Ezzor", "35.34, 40.14"),
        ("Deir al-Zor province", "35.34, 40.14"),
        ("al-Hasakeh province", "36.5, 40.75"),
        ("Rural Damascus", "33.57, 36.4"),
    ],
)
def test_governorates(governorate: str, inside: str) -> None:
    """Each spelling finds its outline; latitude and longitude the other way round lie outside."""
    texts = {
        "places/area": f"{{name: {governorate}, type: governorate}}",
        "places/there": f"type: settlement\ngovernorate: area\ncoordinates: [{inside}]",
        "places/swapped": f"type: settlement\ngovernorate: area\ncoordinates: [{', '.join(inside.split(', ')[::-1])}]",
    }

    assert broken_by(outside_area, atlas_of(texts)) == ["swapped"]


def test_the_real_governorates_have_an_outline() -> None:
    """By one of their names at least."""
    areas = [e for e in whole_store().entries.values() if is_area(e)]
    mapped = [e for e in areas if e.record.country in subject().region.focus]

    assert mapped
    assert [e.id for e in mapped if area_outline(e, whole_store()) is None] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kataib Hezbollah", False),
        ("Катаиб", False),
        ("K\u0430taib", True),
        ("Ο\u03bcάδα Brigade", False),
        ("br\u0456gade", True),
        ("کتائب حزب‌الله", False),
        ("هێزەکانی حەشدی شەعبی", False),
        ("لـCNN", False),
        ("بـBBC الآن", False),
        ("aبb", True),
        ("Saraya-سرايا", False),
        ("5µm", False),
    ],
)
def test_mixed_script(text: str, found: bool) -> None:
    """Letters taken for one another are told; an Arabic prefix before a Latin name is how it is written."""
    atlas = atlas_of({"groups/g": f'names: [{{text: "{text}", lang: ar}}]'})

    assert bool(list(run_rule(mixed_script, atlas))) is found


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ("[]", True),
        ("[Saraya]", True),
        ("[Ḥarakat al-Ṣābirīn]", True),
        ("[Liwā ʿAlī]", True),
        ("[Đội quân]", True),
        ("[{text: سرايا, lang: ar}]", False),
        ("[{text: צבא, lang: he}]", False),
        ("[{text: Отряд, lang: ru}]", False),
        ("[{text: Տիգրան, lang: hy}]", False),
        ("[{text: United States of America, lang: en, use: official}]", False),
        ("[{text: USA, lang: en, use: acronym}]", True),
    ],
)
def test_own_script(names: str, found: bool) -> None:
    """A body that writes its own name in Latin letters has an official name with its language."""
    text = "" if names == "[]" else f"names: {names}"

    assert bool([id for id in broken_by(own_script, atlas_of({"groups/g": text})) if id == "g"]) is found


@pytest.mark.parametrize(
    ("reviewed", "today", "found"),
    [
        ("2025-11-20", date(2026, 11, 20), True),
        ("2025-11-21", date(2026, 11, 20), False),
        ("2024-02-29", date(2025, 2, 28), False),
        ("2024-02-29", date(2025, 3, 1), True),
        ("2026-11-20", date(1970, 1, 1), False),
    ],
)
def test_overdue(reviewed: str, today: date, found: bool) -> None:
    """Twelve months to the day."""
    atlas = atlas_of({"groups/g": f"reviewed: {reviewed}"})

    assert bool([id for id in broken_by(overdue, atlas, today) if id == "g"]) is found


@pytest.mark.parametrize(
    ("folder", "field", "line"),
    [
        ("groups", "founded", "value: {0}-{1:02}-{2:02}"),
        ("groups", "status", "value: active, when: {0}-{1:02}"),
        ("groups", "media", "name: n{3}"),
        ("strikes", "responsibility", "actor: g1, stance: claimed"),
    ],
)
def test_a_pair_of_statements_is_compared_in_few_steps(folder: str, field: str, line: str) -> None:
    """Each is compared with each, so that a long list must not take more than a few calls of a function for a pair."""
    rows = [line.format(1900 + i % 200, i % 12 + 1, i % 28 + 1, i) for i in range(500)]
    atlas = atlas_of({f"{folder}/tested": f"{field}:\n" + "".join(f"  - {{{row}, cite: [s]}}\n" for row in rows)})
    calls: list[str] = []

    sys.setprofile(lambda frame, event, _: calls.append(frame.f_code.co_name) if event == "call" else None)
    try:
        disagreements(atlas, atlas["tested"])
        list(rival_pairs(atlas, atlas["tested"], "preferred"))
    finally:
        sys.setprofile(None)

    assert len(calls) < 8 * (len(rows) ** 2 / 2)
