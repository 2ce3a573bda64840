"""Fields that hold what a specialist looks for: each value is on the page, and on that of the entry that it names."""

from __future__ import annotations

import re

import pytest

from tests.stores import atlas_of, render_pages

SECOND = {"groups/army": "name: Army", "groups/council": "name: Council", "strikes/2025-11-11-vote": "name: Vote"}
CASES = [
    ("groups", "units: {name: 12th Brigade, number: 12, of: army, commander: {label: Abu Salih}, cite: [s]}", ["12th Brigade", "Abu Salih"], "groups/army"),
    ("groups", "relations: {type: part-of, target: {label: The Front, of: army}, cite: [s]}", ["Part of The Front", "Army"], "groups/army"),
    ("groups", "relations: {type: owns, target: {label: The Company}, cite: [s]}", ["Owns The Company"], ""),
    ("groups", "relations: {type: owns, target: council, cite: [s]}", ["Owns Council"], "groups/council"),
    ("groups", "led_by: {name: Abu Salih, role: secretary-general, when: 2024/.., cite: [s]}", ["Abu Salih, secretary-general"], ""),
    ("groups", "seats: {election: 2025-11-11-vote, body: council, ballot: The List, best: 27, total: 329, votes: {best: 120000}, cite: [s]}", ["27", "Council", "The List", "329", "120,000"], "strikes/2025-11-11-vote"),
    ("groups", "seats: {body: council, best: 1, when: 2025, cite: [s]}", ["1 seat in Council"], ""),
    ("groups", "posts: {post: minister of labour, body: council, holder: {label: Abu Salih}, cite: [s]}", ["Minister of labour, Council", "Abu Salih"], "groups/council"),
    ("groups", "sums: {of: budget, party: council, best: 3600000000, currency: USD, when: 2024, cite: [s]}", ["Budget: 3,600,000,000 USD"], "groups/council"),
    ("groups", "allegations: {summary: It took prisoners, status: alleged, by: army, answer: It denied this, court: council, case: No 7, cite: [s]}", ["It took prisoners", "It denied this", "No 7"], ""),
    ("groups", "designations: {authority: jp, listed: 2024, linked_to: army, cite: [s]}", ["Japan", "Army"], ""),
    ("leaders", "sums: {of: reward, party: army, best: 0, currency: USD, cite: [s]}", ["Reward offered: 0 USD"], "groups/army"),
    ("leaders", "roles: {group: army, role: chairman, cite: [s]}", ["Chairman"], "groups/army"),
    ("leaders", "roles: {group: {label: 12th Brigade, of: army}, role: brigade-commander, cite: [s]}", ["Brigade commander, 12th Brigade", "Army"], "groups/army"),
    ("bases", "occupants: {unit: army, count: {best: 2500}, when: 2024, cite: [s]}", ["Army", "2,500"], "groups/army"),
    ("bases", "civil_use: {value: airport, cite: [s]}", ["Civil airport"], ""),
    ("strikes", "participants: [{actor: army, role: mediator, cite: [s]}, {actor: council, role: party, side: the government, cite: [s]}]", ["Mediator", "The government"], "groups/army"),
    ("strikes", "terms: {value: Both sides stop, cite: [s]}\nended: {value: 2026-05, cite: [s]}", ["Both sides stop", "May 2026"], ""),
    ("strikes", "part_of_day: {value: dawn, cite: [s]}", ["Dawn"], ""),
    ("strikes", "dead: {name: Abu Salih, role: commander, of: army, cite: [s]}", ["Abu Salih", "Commander"], "groups/army"),
    ("strikes", "stated_reasons: {value: For the vote, event: 2025-11-11-vote, by: army, cite: [s]}", ["For the vote"], "strikes/2025-11-11-vote"),
    ("strikes", "stated_reasons: {value: For its threat, toward: army, cite: [s]}", ["For its threat", "Army"], "groups/army"),
    ("strikes", "launched_from: {value: town, precision: settlement, cite: [s]}", ["Launched from", "A place"], "places/town"),
    ("strikes", "weapons: {type: one-way-uav, model_claimed: Shahed-101, maker: army, cite: [s]}", ["One-way drone", "Shahed-101", "Army"], "groups/army"),
    ("strikes", 'responsibility: {actor: army, stance: claimed, channel: The Channel, hour: "21:40", cite: [s]}', ["The Channel", "21:40"], ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("folder", "text", "words", "named"), CASES, ids=[text.partition(":")[0] for _, text, *_ in CASES]
)
def test_every_value_is_on_the_page(folder: str, text: str, words: list[str], named: str) -> None:
    id = "2026-01-01-tested" if folder == "strikes" else "tested"
    pages = render_pages(atlas_of({**SECOND, f"{folder}/{id}": text}))
    page = re.sub(r"<[^>]*>", "", pages[f"{folder}/{id}.md"].decode())
    assert [word for word in words if word.lower() not in page.lower()] == []
    if named:
        assert f"{id}.html" in pages[f"{named}.md"].decode()


def test_units_stand_by_number() -> None:
    """On the page of their group, and on that of the body that numbers them; those without a number come last."""
    unit = "{{name: {} Brigade, number: {}, of: army, cite: [s]}}"
    own = f"units: [{{name: Reserve, of: army, cite: [s]}}, {unit.format('45th', 45)}, {unit.format('12th', 12)}]"
    texts = {"groups/first": own, "groups/second": f"name: A\nunits: {unit.format('9th', 9)}"}
    pages = render_pages(atlas_of({**SECOND, **texts}))
    page, body = (pages[f"groups/{id}.md"].decode().partition("Units")[2] for id in ("first", "army"))
    assert [page.index(name) for name in ("12th", "45th", "Reserve")] == sorted(
        map(page.index, ("12th", "45th", "Reserve"))
    )
    names = ("9th", "12th", "45th", "Reserve")
    assert [body.index(name) for name in names] == sorted(map(body.index, names))


@pytest.mark.parametrize(
    ("types", "is_attack"),
    [
        *(("election", False), ("handover", False), ("political-step", False), ("agreement, political-step", False)),
        *(("rocket-attack", True), ("agreement, clash", True), ("other", True)),
    ],
)
def test_what_is_not_known_is_what_readers_look_for(types: str, is_attack: bool) -> None:
    """An election or an announcement has no toll and no claim that anybody would miss; another type may be an attack."""
    said = ", ".join(f"{{value: {type}, cite: [s]}}" for type in types.split(", "))
    atlas = atlas_of({"strikes/2026-01-01-tested": f"type: [{said}]\ndate: {{value: 2026, cite: [s]}}"})
    made = render_pages(atlas)
    page = made["strikes/2026-01-01-tested.md"].decode()
    assert ("<dt>Toll</dt>" in page) is is_attack
    assert ("No claim, attribution or denial is recorded here." in page) is is_attack
    row = made["coverage/strikes.md"].decode().partition("2026-01-01-tested")[2].partition("</tr>")[0]
    assert ("toll" in row.lower()) is is_attack
