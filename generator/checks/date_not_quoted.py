"""A quote or title of the sources gives a date, or one of them came out at that time; of any other date, a `note` says how it is known."""

import re
from datetime import date, timedelta

from generator.diagnostics import Level
from generator.facts.entry_dates import dates_in
from generator.facts.origins import is_work, work
from generator.model.atlas import Atlas, Entry, Finding, Findings
from generator.text.edtf import ARABIC_MONTHS, MONTHS, Edtf

CODE = "A420"
LEVEL = Level.WARNING
REASON = "A date that no source gives was inferred, and readers do not see from what."

DAYS_TO_PRINT = {"day": 6, "month": 31, "year": 365}
"""By the precision of a date, the days after it in which a source still says "on Friday", "last month" or "last year" of it."""


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield a finding at each date that none of these gives, in a statement that has quotes and no note."""
    for fact in entry.facts:
        cited = fact.statement.cite
        quotes = [citation.quote.text for citation in cited if citation.quote]
        if not quotes or fact.statement.note is not None:
            continue
        works = [work(atlas, citation.src) for citation in cited if is_work(atlas, citation.src)]
        words = " | ".join([*quotes, *(work.title for work in works)])
        issued = [work.issued for work in works if work.issued is not None]
        for name, value in dates_in(entry, fact):
            if any(not _is_given(end, words, issued) for end in (value.start, value.end) if end is not None):
                help = "quote the words that give it, make it coarser, or say in `note` how it is known"
                yield Finding(
                    CODE, entry, (*fact.path, name), f"no quote, title or day of issue gives `{value.text}`", help
                )


def _is_given(value: Edtf, words: str, issued: list[Edtf]) -> bool:
    days = DAYS_TO_PRINT.get(value.precision)
    return days is None or any(_is_near(value, day, days) for day in issued) or _is_in(words, value)


def _is_near(value: Edtf, issued: Edtf, days: int) -> bool:
    """Tell whether a source that says no more than "on Friday" can mean this date."""
    latest = str(date.fromisoformat(value.latest) + timedelta(days))
    return DAYS_TO_PRINT.get(issued.precision, 999) <= days and value.earliest <= issued.earliest <= latest


def _is_in(words: str, value: Edtf) -> bool:
    """Tell whether the words have its parts: the month in English, in Arabic or as a number, the year unless they name none."""
    year, month, day = map(int, value.earliest.split("-"))
    numbers = {int(number) for number in re.findall(r"\d+", words)}
    if value.precision == "year":
        return year in numbers or f"{year // 10}0s" in words
    names = rf"\b{MONTHS[month - 1][:3]}|{ARABIC_MONTHS[month - 1]}"
    has_month = month in numbers or re.search(names, words) is not None
    has_year = year in numbers or re.search(r"\b\d{4}\b", words) is None
    return has_year and has_month and (value.precision == "month" or day in numbers)
