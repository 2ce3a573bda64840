"""The facets by which readers can filter the rows of an index, of the chronology and the entries on the map.

`index_pages.py`, `chronology_pages.py` and `map_page.py` fill a `Facets` row by row and print its choices beside the rows.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from euphrates_atlas.draw.locations import is_area
from euphrates_atlas.facts.entry_dates import day_of
from euphrates_atlas.facts.holding import latest_first
from euphrates_atlas.facts.plain_words import value_words
from euphrates_atlas.facts.rivals import contested
from euphrates_atlas.facts.speakers import (
    name_and_office,
    named_speakers,
    speaker_id,
    voices_of,
)
from euphrates_atlas.model.atlas import Atlas, Entry, Fact
from euphrates_atlas.model.kind import Facet, Kind, key_of
from euphrates_atlas.model.shape import FieldShape
from euphrates_atlas.model.statement import Agent, Statement
from euphrates_atlas.model.value_types import Ref, Role
from euphrates_atlas.render.linked_words import stance_words
from euphrates_atlas.render.overviews.index_values import short_name
from euphrates_atlas.text.edtf import Edtf
from euphrates_atlas.text.phrases import capitalised

NONE = "none"
"""The value of rows that have none."""
MAX_CHOICES = 60
"""Choices of one facet, years aside: they stand on each page of an index, and there are ever more publishers."""


Choice = tuple[str, str, int]
"""A value of a facet, its words, and its number of rows."""


class FacetView(NamedTuple):
    """The choices of one facet, the most frequent first."""

    label: str
    key: str
    """Its name in the query of an address."""
    choices: list[Choice]
    """The values, each with its words and its number of rows."""
    rest: int
    """How many further values there are, of fewer rows each; readers find these by typing words."""
    is_choice: bool
    """It tells some rows from others: it has two values or more, or one that not all rows have."""


class Facets:
    """The facets of one kind, or of several together, filled row by row."""

    def __init__(self, atlas: Atlas, *kinds: Kind, labels: Sequence[str] = ()) -> None:
        """Prepare the facets with these labels, and behind them those that the kinds declare."""
        self._atlas = atlas
        every = chain(labels, *map(_labels, kinds))
        self._counts = {label: Counter[tuple[str, str]]() for label in every}
        """How many rows have each value, with its words."""
        self._states = set[str]()
        """Labels of those that choose by how something stands, of which only the last account is known."""
        self._rows = 0
        self._speakers: dict[str, str] = {}
        """The names of speakers without an entry, each as it is written first."""

    def values(self, entry: Entry, origins: int, differs: bool, date: Edtf | None) -> str:
        """Return the values of the row of an entry for scripts, and count the row: `2024|rocket-attack|iq sy`.

        A bar stands between facets, in the order of `views`, and a blank between the values of one.
        """
        kind = entry.kind
        values = {facet.label: self.of(entry, facet) for facet in kind.facets}
        values["Kind"] = {kind.key: kind.plural}
        if "Body" in self._counts:
            values["Body"] = self._bodies(entry, values)
        if origins and not kind.supports:
            several = {"two": "Two or more origins"}
            values["Origins"] = several if origins > 1 else {"one": "One origin"}
        if differs and not kind.supports:
            values["Accounts"] = {"differ": "Accounts differ"}
        year = day_of(date)[:4]
        if year:
            values["Year"] = {year: year}
        elif kind.date:
            values["Year"] = {NONE: "no date"}
        self._rows += 1
        shown = []
        for label, counter in self._counts.items():
            own = values.get(label, {})
            counter.update(own.items())
            shown.append(" ".join(own))
        return "|".join(shown)

    def views(self) -> tuple[FacetView, ...]:
        """Return the facets with the choices of all rows so far.

        Those with one value are among them, since rows give their values by position.
        """
        return tuple(map(self._view, self._counts))

    def _view(self, label: str) -> FacetView:
        """Return a facet with its choices, the most frequent first; years from the newest, and all of them."""
        every = list(self._choices(label))
        if label == "Year":
            shown = sorted(
                every, key=lambda choice: (choice[0] != NONE, choice[0]), reverse=True
            )
        else:
            every.sort(key=_frequent_first)
            shown = _with_stances(every[:MAX_CHOICES])
        return FacetView(
            f"Last known {label.lower()}" if label in self._states else label,
            key_of(label),
            [(value, capitalised(words), count) for value, words, count in shown],
            len(every) - len(shown),
            is_choice=len(every) > 1 or any(count < self._rows for _, _, count in every),
        )

    def _choices(self, label: str) -> Iterator[Choice]:
        """Yield the values so far; entries that share a short name are named in full, as a city and its governorate."""
        counter = self._counts[label]
        bearers = Counter(words for _, words in counter)
        for (value, words), count in counter.items():
            is_shared = bearers[words] > 1 and value in self._atlas
            yield value, self._atlas[value].label if is_shared else words, count

    def _bodies(self, entry: Entry, values: Mapping[str, dict[str, str]]) -> dict[str, str]:
        """Return the bodies that the facets of an entry name, in whatever part and not as speakers.

        A body names itself.
        """
        if Role.BODY in entry.kind.roles:
            return {entry.id: short_name(entry)}
        entries = self._atlas.entries
        bodies = {}
        for facet in entry.kind.facets:
            if facet.speakers:
                continue
            # a value with its stance has an underscore, and is no id
            for id, words in values[facet.label].items():
                if id in entries and Role.BODY in entries[id].kind.roles:
                    bodies[id] = words
        return bodies

    def of(self, entry: Entry, facet: Facet) -> dict[str, str]:
        """Return the values of an entry in a facet, each with its words."""
        field = entry.shape.fields[facet.field]
        declared = field.declared
        if not declared:
            values = dict(self._named(field, getattr(entry.record, facet.field), facet.of))
        else:
            values = self._stated(entry, facet, field)
        if facet.absent and not values and (not declared or entry.suits(declared)):
            return {NONE: facet.absent}
        return values

    def _stated(self, entry: Entry, facet: Facet, field: FieldShape) -> dict[str, str]:
        """Return the values of an entry in a facet of a property, each with its words: the codes, entries or speakers named.

        With `Facet.with_stance` each stands there with its stance too, as `claimed-by_badr`.
        """
        part = field.part(facet.part) if facet.part else field.parts[0]
        if field.declared.one and field.declared.lasting:
            self._states.add(facet.label)
        values: dict[str, str] = {}
        for fact in self._filtered_by(entry, field):
            statement = fact.statement
            stance = statement.stance_code
            admits = stance and stance.own and stance.affirms
            if facet.by_itself and not admits:
                continue
            if facet.speakers:
                values.update(self._speaking(statement))
                continue
            named = dict(self._named(part, getattr(statement, part.name), facet.of))
            values.update(named)
            if facet.with_stance and stance:
                key = key_of(stance.label)
                before = stance_words(stance)
                for id, words in named.items():
                    values[f"{key}_{id}"] = f"{before} {words}"
        return values

    def _filtered_by(self, entry: Entry, field: FieldShape) -> list[Fact]:
        """Return the statements that a facet counts; superseded ones and acts that were undone are left out.

        Of a state, such as the status, it is the latest, as in the row, and all on which accounts differ.
        """
        facts = [
            fact
            for fact in entry.standing_facts(field.name)
            if not fact.statement.end_of_act
        ]
        declared = field.declared
        if not facts or not declared.one or not declared.lasting:
            return facts
        latest = latest_first(self._atlas, facts)[0]
        differ = contested(self._atlas, entry)
        return [fact for fact in facts if fact is latest or fact.id in differ]

    def _named(self, field: FieldShape, value: Any, of: str) -> Iterator[tuple[str, str]]:
        """Yield the codes or entries that a value names, each with its words.

        With `of`, it is what this field of these entries names.
        """
        for item in value if isinstance(value, tuple) else (value,):
            id = item.id if isinstance(item, Agent) else item
            if id is None:
                continue
            if of:
                target = self._atlas[id]
                above = getattr(target.record, of, None)
                if not above and is_area(target):
                    above = id  # an area lies in itself
                yield from self._named(target.shape.fields[of], above, "")
            elif isinstance(item, Agent) or field.marker(Ref):
                yield id, short_name(self._atlas[id])
            else:
                yield id.lower(), value_words(self._atlas, field, id)

    def _speaking(self, statement: Statement) -> Iterator[tuple[str, str]]:
        """Yield who says a statement, each with a name: for a speaker without an entry the body behind, if there is one.

        What only the actor of a deed can say, such as a claim, counts as said by the actor.
        """
        voices = voices_of(self._atlas, statement)
        stance = statement.stance_code
        accused = statement.accused
        if accused and stance and stance.own and not statement.by:
            voices = [accused]
        for agent in voices:
            own_id = speaker_id(agent.label or "")
            known = named_speakers(self._atlas).get(own_id)
            id = agent.id or agent.of or (known and known.entry)
            if id:
                yield id, short_name(self._atlas[id])
            elif own_id:
                name, _ = name_and_office(str(agent.label))
                yield own_id, self._speakers.setdefault(own_id, name)


def _labels(kind: Kind) -> Iterator[str]:
    """Yield the labels of the facets of a kind, the year first: it is asked for most."""
    if kind.date:
        yield "Year"
    for facet in kind.facets:
        yield facet.label
    if not kind.supports:
        yield "Origins"
        yield "Accounts"


def _frequent_first(choice: Choice) -> tuple[object, ...]:
    """Return the key that sorts choices: the most rows first, rows without a value last, bodies before their stances."""
    value, words, count = choice
    return value == NONE, -count, "_" in value, words.casefold(), choice


def _with_stances(choices: Iterable[Choice]) -> list[Choice]:
    """Put bodies before their stances, and these in the order of the bodies.

    `claimed-by_badr` is a stance of `badr`: the part behind the underscore is the body.
    """
    places = {choice[0]: place for place, choice in enumerate(choices)}

    def order(choice: Choice) -> tuple[bool, int]:
        value = choice[0]
        body = value.partition("_")[2]
        is_stance = body in places
        return is_stance, places[body if is_stance else value]

    return sorted(choices, key=order)
