"""Tables of numbers: who or what is counted, low, best and high, and who counts; nothing is added up."""

from typing import NamedTuple

from markupsafe import Markup

from generator.facts.plain_words import NUMBERS
from generator.model.atlas import Entry
from generator.render.linked_words import LinkedWords
from generator.render.markup import date_html
from generator.render.property_sections import FactView, PropertySection
from generator.text.phrases import capitalised, spaced

_ELSEWHERE = frozenset({*NUMBERS, "as_of"})
"""Parts that have columns of their own."""


class CountView(NamedTuple):
    """One row: who is counted, beneath it what else is said of them, and the day to which it holds."""

    view: FactView
    who: Markup
    parts: tuple[tuple[str, Markup], ...]
    as_of: Markup


def toll_rows(entry: Entry, sections: list[PropertySection], words: LinkedWords) -> dict[str, list[CountView]]:
    """Return the rows of each property whose statements say whom they count; figures for the same stand together.

    Whom they count comes in the order of the file, and of one of them the preferred figure first.
    """
    tolls = {}
    for section in sections:
        if section.facts[0].numbers and section.facts[0].statement.counted:
            rows = [_row(entry, section, view, words) for view in section.facts]
            first: dict[str, int] = {}
            for row in rows:
                first[row.who] = min(row.view.fact.index, first.get(row.who, row.view.fact.index))
            tolls[section.name] = sorted(rows, key=lambda row: first[row.who])
    return tolls


def _row(entry: Entry, section: PropertySection, view: FactView, words: LinkedWords) -> CountView:
    statement = view.statement
    who, parts = words.statement(entry.shape.fields[section.name], statement, phrase=statement.counted)
    rest = tuple((capitalised(spaced(name)), value) for name, value in parts if name not in _ELSEWHERE)
    return CountView(view, who, rest, date_html(statement.date_of_count or statement.said))
