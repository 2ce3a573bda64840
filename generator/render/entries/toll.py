"""Tables of numbers: who or what is counted, low, best and high, and who counts; nothing is added up."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.model.entry import Entry
from generator.render.facts import FactView, SectionView
from generator.render.values import NUMBERS, Words, capitalised, html
from generator.render.wording import statement_words
from generator.text.edtf_words import in_short

_ELSEWHERE = frozenset({*NUMBERS, "as_of"})
"""Parts that have columns of their own."""


@dataclass(frozen=True, slots=True)
class CountView:
    """One row: who is counted, beneath it what else is said of them, and the day to which it holds."""

    view: FactView
    who: Markup
    parts: tuple[tuple[str, Markup], ...]
    as_of: Markup


def toll_rows(entry: Entry, sections: list[SectionView], words: Words) -> dict[str, list[CountView]]:
    """Return the rows of each property whose statements say whom they count; figures for the same stand together.

    Whom they count comes in the order of the file, and of one of them the preferred figure first.
    """
    found = {}
    for section in sections:
        if section.facts[0].numbers and section.facts[0].fact.statement.counted:
            rows = [_row(entry, section, view, words) for view in section.facts]
            first: dict[str, int] = {}
            for row in rows:
                first[str(row.who)] = min(row.view.fact.index, first.get(str(row.who), row.view.fact.index))
            found[section.name] = sorted(rows, key=lambda row: first[str(row.who)])
    return found


def _row(entry: Entry, section: SectionView, view: FactView, words: Words) -> CountView:
    statement = view.fact.statement
    who, parts = statement_words(words, entry.shape.fields[section.name], statement, phrase=statement.counted)
    as_of = getattr(statement, "as_of", None) or statement.said
    rest = tuple((capitalised(name.replace("_", " ")), value) for name, value in parts if name not in _ELSEWHERE)
    return CountView(view, who, rest, html(in_short(as_of)) if as_of else Markup(""))
