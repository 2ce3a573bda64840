"""The filters of the indexes: the rows of each choice are those of which the statements say so, whatever a row shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from euphrates_atlas.facts.holding import latest_first
from euphrates_atlas.facts.rivals import contested, disagreements
from euphrates_atlas.facts.speakers import named_speakers
from euphrates_atlas.facts.support import cited_in
from euphrates_atlas.model.atlas import Atlas, Entry
from euphrates_atlas.model.fields import Property
from euphrates_atlas.render.overviews.index_facets import MAX_CHOICES
from euphrates_atlas.text.escape import ascii_words
from kinds.strike import NO_ATTACK

Says = Callable[[Atlas, Entry], Iterator[str | None]]


def standing(entry: Entry, field: str) -> list[Any]:
    """Return the statements of a property that nobody took back."""
    return [fact.statement for fact in entry.facts if fact.field == field and fact.statement.rank != "deprecated"]


def said(field: str, part: str = "value") -> Says:
    """Return the codes, or the entries, that the statements of a property name."""

    def values(_: Atlas, entry: Entry) -> Iterator[str | None]:
        for statement in standing(entry, field):
            value = getattr(statement, part)
            yield value if value is None or isinstance(value, str) else value.id

    return values


def of_today(field: str) -> Says:
    """Return the newest state that statements give, and those that contradict another."""

    def values(atlas: Atlas, entry: Entry) -> Iterator[str | None]:
        facts = [fact for fact in entry.facts_of(field) if fact.statement.rank != "deprecated"]
        for place, fact in enumerate(latest_first(atlas, facts)):
            if place == 0 or fact.id in contested(atlas, entry):
                yield fact.statement.value

    return values


def written(field: str, absent: str | None = None) -> Says:
    """Return the value of a plain field."""

    def values(_: Atlas, entry: Entry) -> Iterator[str | None]:
        yield getattr(entry.record, field) or absent

    return values


def countries(field: str, part: str = "value") -> Says:
    """Return the countries of the places."""

    def values(atlas: Atlas, entry: Entry) -> Iterator[str | None]:
        for statement in standing(entry, field):
            yield atlas[getattr(statement, part)].record.country

    return values


def governorates(atlas: Atlas, entry: Entry) -> Iterator[str | None]:
    """Yield the governorates of the places; one that is named itself lies in itself."""
    for statement in standing(entry, "place"):
        place = atlas[statement.value]
        yield place.record.governorate or (place.id if place.record.type == "governorate" else None)


def stances(_: Atlas, entry: Entry) -> Iterator[str | None]:
    """Yield the stances; where nobody says anything, that nobody does, of an event that somebody could have done."""
    taken = [statement.stance for statement in standing(entry, "responsibility")]
    types = [statement.value for statement in standing(entry, "type")]
    yield from taken
    if not taken and (not types or any(type not in NO_ATTACK for type in types)):
        yield "none"


def named(_: Atlas, entry: Entry) -> Iterator[str | None]:
    """Yield whoever is named, with whatever stance and with each that is taken."""
    for statement in standing(entry, "responsibility"):
        if statement.actor.id:
            yield from (statement.actor.id, f"{statement.stance}_{statement.actor.id}")


def admitting(_: Atlas, entry: Entry) -> Iterator[str | None]:
    """Yield who says itself that it did it: who claims one event and is accused in another statement does not."""
    for statement in standing(entry, "responsibility"):
        if statement.stance in ("claimed", "acknowledged"):
            yield statement.actor.id


def speaking(atlas: Atlas, entry: Entry) -> Iterator[str | None]:
    """Yield who says so: who is named as the speaker; the actor of a claim; else who speaks in the works cited."""
    for statement in standing(entry, "responsibility"):
        agents = [statement.by] if statement.by else [statement.actor]
        if not statement.by and statement.stance in ("attributed", "suspected", "disputed"):
            for citation in statement.cite:
                work = atlas[citation.src].record
                if citation.stance == "supports" and (work.voice != "author" or not work.author):
                    yield work.publisher
                elif citation.stance == "supports":
                    yield bearer_of(atlas, " and ".join(author.full for author in work.author))
            continue
        for agent in agents:
            name = (agent.label or "").split(",")[0]
            yield agent.id or agent.of or (bearer_of(atlas, name) if name[:1].isupper() and len(name) <= 80 else None)


def bearer_of(atlas: Atlas, name: str) -> str:
    """Return the id of the entry of a speaker who is named in words, else the name as a file is named by it."""
    known = named_speakers(atlas).get(ascii_words(name))
    return known.entry if known and known.entry else ascii_words(name)


def origins(atlas: Atlas, entry: Entry) -> Iterator[str | None]:
    number = len(cited_in(atlas, entry)[1])
    yield {0: None, 1: "one"}.get(number, "two")


def accounts(atlas: Atlas, entry: Entry) -> Iterator[str | None]:
    yield "differ" if disagreements(atlas, entry) else None


def year(_: Atlas, entry: Entry) -> Iterator[str | None]:
    dated = sorted(standing(entry, "date"), key=lambda statement: statement.rank != "preferred")
    date = dated[0].value if dated else getattr(entry.record, "issued", None)
    yield "none" if date is None else date.day[:4]


def designated(atlas: Atlas, entry: Entry) -> Iterator[str | None]:
    found = [one.authority for one in standing(entry, "designations") if not one.delisted]
    if not found and entry.suits(entry.shape.fields["designations"].marker(Property)):
        found = ["none"]
    yield from found


def accused(atlas: Atlas, entry: Entry) -> Iterator[str | None]:
    yield from [*said("allegations", "status")(atlas, entry)] or ["none"]


COUNTED: dict[str, Says] = {"Origins": origins, "Accounts": accounts}
FILTERS: dict[str, dict[str, Says]] = {
    "groups": {
        "Type": said("type"),
        "Status": of_today("status"),
        "Country": countries("area", "place"),
        "Area": said("area", "place"),
        "Designated by": designated,
        "Allegations": accused,
        **COUNTED,
    },
    "leaders": {
        "Life status": said("life_status"),
        "Body": said("roles", "group"),
        "Designated by": designated,
        "Allegations": accused,
        **COUNTED,
    },
    "bases": {
        "Type": said("type"),
        "Status": of_today("status"),
        "Control": said("control", "controller"),
        "Forces present": said("occupants", "unit"),
        "Civil use": said("civil_use"),
        "Country": countries("place"),
        "Governorate": governorates,
        **COUNTED,
    },
    "strikes": {
        "Year": year,
        "Type of event": said("type"),
        "Country": countries("place"),
        "Site aimed at or hit": said("targets", "site"),
        "Side aimed at or hit": said("targets", "actor"),
        "Participant": said("participants", "actor"),
        "Says it did it": admitting,
        "Responsibility": stances,
        "Who is named": named,
        "Who says it": speaking,
        "Weapon": said("weapons", "type"),
        "Governorate": governorates,
        "Town or area": said("place"),
        **COUNTED,
    },
    "sources": {
        "Year": year,
        "Type": written("type"),
        "Language": written("language"),
        "Archived copy": written("archive_status"),
        "Publisher": written("publisher"),
    },
    "publishers": {
        "Type": written("type"),
        "Reliability": written("reliability", "none"),
        "Country": written("country"),
    },
    "places": {"Type": written("type"), "Country": written("country")},
}
"""The filters of each index in the order of the page, and what statements say of each."""
ROW = re.compile(
    r'<tr data-f="([^"]*)"[^>]*>.*?<th scope="row"><a [^>]*?href="(?:[^"]*/)?(?:[^"/]+\.html#)?([^"/#]+?)(?:\.html)?"',
    re.DOTALL,
)
FACET = re.compile(r'<div class="ea-fs" data-key="([^"]+)"(?: hidden></div>|>.*?</ul>)', re.DOTALL)
CHOICE = re.compile(r'<li data-v="([^"]+)">.*?<span class="ea-so">([\d,]+)</span>')


def index_of(pages: dict[str, str], folder: str) -> str:
    """Return all pages of an index, the first one first."""
    own = [path for path in pages if path.startswith(f"{folder}/") and 'data-index="' in pages[path]]
    return "".join(pages[path] for path in sorted(own, key=lambda path: (not path.endswith("/index.md"), path)))


@pytest.mark.parametrize("folder", FILTERS)
def test_filters_leave_the_rows_of_which_statements_say_so(told: tuple[Atlas, dict[str, str]], folder: str):
    """Also of accounts that a row folds away; and each choice gives the number of its rows."""
    atlas, pages = told
    index, filters = index_of(pages, folder), FILTERS[folder]
    rows = {id: values.split("|") for values, id in ROW.findall(index)}
    entries = [entry for entry in atlas.entries.values() if entry.kind.folder == folder]
    assert sorted(rows) == sorted(entry.id for entry in entries)
    counted: dict[str, Counter[str]] = {label: Counter() for label in filters}
    for entry in entries:
        for (label, says), shown in zip(filters.items(), rows[entry.id], strict=True):
            expected = {value.lower() for value in says(atlas, entry) if value}
            assert set(shown.split()) == expected, (entry.id, label)
            counted[label].update(expected)
    for (label, counts), facet in zip(counted.items(), FACET.finditer(index), strict=False):
        offered = {value: int(number.replace(",", "")) for value, number in CHOICE.findall(facet[0])}
        assert offered.items() <= counts.items(), label
        assert facet[1].isdigit() or facet[1] == label.lower().replace(" ", "-")
        assert len(offered) >= min(len(counts), MAX_CHOICES) or facet[1].isdigit(), label
