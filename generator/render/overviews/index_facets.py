"""The facets beside an index: the values by which readers can filter its rows, each with its number of rows."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from generator.facts.plain_words import country_name, label_of, language_name
from generator.model.atlas import Atlas, Entry
from generator.model.codes import CodeOf
from generator.model.fields import Property
from generator.model.kind import Facet, Kind
from generator.model.shape import FieldShape
from generator.model.statement import Agent
from generator.model.value_types import CldrCode, Ref
from generator.render.overviews.index_cells import short_name, stance_words
from generator.render.overviews.index_parts import day_of
from generator.text.edtf import Edtf
from generator.text.phrases import capitalised

NONE = "none"
"""The value of rows that have none."""
MAX_CHOICES = 100
"""Choices of one facet, years aside: they stand on each page of an index, and there are ever more publishers."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that rows can be filtered by."""

    value: str
    words: str
    count: int


class FacetView(NamedTuple):
    """The choices of one facet, the most frequent first."""

    label: str
    key: str
    """Its name in the query of an address."""
    choices: tuple[Choice, ...]
    rest: int
    """How many further values there are, of fewer rows each; readers find these by typing words."""


class Facets:
    """The facets of one kind, filled row by row."""

    def __init__(self, atlas: Atlas, kind: Kind) -> None:
        self._atlas = atlas
        self._kind = kind
        self._counts: list[tuple[str, Counter[tuple[str, str]]]] = []
        self._areas: dict[str, frozenset[str]] = {}

    def values(self, entry: Entry, origins: int, differs: bool, date: Edtf | None) -> tuple[str, ...]:
        """Return the values of an entry, a text for each facet with blanks between its values, and count them."""
        values = [(facet.label, dict(self._of(entry, facet))) for facet in self._kind.facets]
        if not self._kind.supports:
            several = {"two": "Two origins or more"} if origins > 1 else {"one": "One origin"}
            values.append(("Origins", several if origins else {}))
            values.append(("Accounts", {"differ": "Accounts differ"} if differs else {}))
        if self._kind.date:
            year = day_of(date)[:4]
            values.append(("Year", {year: year} if year else {NONE: "no date"}))
        self._counts = self._counts or [(label, Counter()) for label, _ in values]
        for (_, counter), (_, own) in zip(self._counts, values, strict=True):
            counter.update(own.items())
        return tuple(" ".join(own) for _, own in values)

    def views(self) -> tuple[FacetView, ...]:
        """Return the facets of the rows so far, also those with one value: rows give their values by position."""
        return tuple(_view(label, counter) for label, counter in self._counts)

    def _of(self, entry: Entry, facet: Facet) -> Iterator[tuple[str, str]]:
        field = entry.shape.fields[facet.field]
        values, declared = {}, field.marker(Property)
        if declared is None:
            values = dict(self._named(field, _items(getattr(entry.record, facet.field)), facet.of))
        else:
            part = field.part(facet.part) if facet.part else field.parts[0]
            standing = (f.statement for f in entry.facts_of(facet.field) if f.statement.rank != "deprecated")
            for statement in standing:
                named = self._named(part, _items(getattr(statement, part.name)), facet.of)
                if facet.with_stance and (stance := statement.stance_code) is not None:
                    named = ((f"{key_of(stance.label)}_{id}", f"{stance_words(stance)} {words}") for id, words in named)
                values.update(named)
        if values:
            yield from values.items()
        elif facet.absent and (declared is None or entry.suits(declared)):
            yield NONE, facet.absent

    def _named(self, field: FieldShape, items: Iterable[Any], of: str) -> Iterator[tuple[str, str]]:
        for item in items:
            id = item.id if isinstance(item, Agent) else item
            if id is None:
                continue
            if of:
                target = self._atlas[id]
                above = getattr(target.record, of, None) or (id if id in self._area_ids(of) else None)
                yield from self._named(target.shape.fields[of], _items(above), "")
            elif (marker := field.marker(CodeOf)) is not None:
                yield id.lower(), label_of(marker.list_name, id)
            elif (named := field.marker(CldrCode)) is not None:
                yield id.lower(), language_name(id) if named.names == "languages" else country_name(id)
            elif isinstance(item, Agent) or field.marker(Ref) is not None:
                yield id, short_name(self._atlas[id])

    def _area_ids(self, of: str) -> frozenset[str]:
        """Return the entries that others name in this field; such an entry counts as lying in itself."""
        if of not in self._areas:
            records = (entry.record for entry in self._atlas.entries.values())
            self._areas[of] = frozenset(value for r in records if (value := getattr(r, of, None)) is not None)
        return self._areas[of]


def key_of(label: str) -> str:
    """Return a label as it is written in the query of an address."""
    return label.lower().replace(" ", "-")


def _items(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else () if value is None else (value,)


def _view(label: str, counter: Counter[tuple[str, str]]) -> FacetView:
    """Return a facet with its choices, the most frequent first; years from the newest, and all of them."""
    by_year = label == "Year"
    order = sorted(counter.items(), key=lambda item: (item[0][0] == NONE, -item[1], item[0][1].casefold(), item[0]))
    if by_year:
        order.sort(key=lambda item: "" if item[0][0] == NONE else item[0][0], reverse=True)
    shown = order if by_year else order[:MAX_CHOICES]
    choices = tuple(Choice(value, capitalised(words), count) for (value, words), count in shown)
    return FacetView(label, key_of(label), choices, len(order) - len(shown))
