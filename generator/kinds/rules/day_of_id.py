"""The id of an event begins with the date of the event, as far as that is known."""

import re
from datetime import date, timedelta

from generator.diagnostics import Level
from generator.kinds.strike import Strike
from generator.model.atlas import Atlas, Entry, Finding, Findings
from generator.text import edtf

CODE = "A521"
LEVEL = Level.WARNING
REASON = "Lists and links show the id, and one of the two dates is a slip."
_NIGHT = timedelta(days=1)


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield a finding where no account of the date comes within a day of the id: nights have two dates."""
    begins = re.match(r"\d{4}(?:-\d\d){0,2}(?=-)", entry.id)
    if not isinstance(entry.record, Strike) or begins is None or (named := edtf.meant(begins[0])) is None:
        return
    day, dates = edtf.parse(named), [fact.value for fact in entry.facts_of("date")]
    first, last = date.fromisoformat(day.earliest) - _NIGHT, date.fromisoformat(day.latest) + _NIGHT
    if not any(value.earliest <= last.isoformat() and value.latest >= first.isoformat() for value in dates):
        message = f"the id begins with {named}, and the date is `{dates[0].text}`"
        right = f"{dates[0].earliest[: len(named)]}{entry.id[len(begins[0]) :]}"
        help = f"mend the date, or run `atlas rename {entry.id} {right}`"
        yield Finding(CODE, entry, ("date", 0, "value"), message, help)
