"""A statement is not dated after every source that it cites."""

from generator.diagnostics import Level
from generator.facts.entry_dates import dates_in
from generator.facts.origins import is_work, work
from generator.model.atlas import Atlas, Entry, Fact, Finding, Findings
from generator.text.edtf import NO_END

CODE = "A414"
LEVEL = Level.WARNING
REASON = "No source reports what was still to come: the date is wrong, or a later source is missing."


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield a finding at each date after all sources that no note explains."""
    for fact in entry.facts:
        last = "" if fact.statement.note else _last_source(atlas, fact)
        for name, date in dates_in(entry, fact) if last else ():
            if date.earliest > last:
                message = f"`{date.text}` lies after every source that is cited, the last of {last}"
                help = "check the date, or cite a later source; of what was announced before, say so in `note`"
                yield Finding(CODE, entry, (*fact.path, name), message, help)


def _last_source(atlas: Atlas, fact: Fact) -> str:
    """Return the last day on which a cited source can have come out; empty where one of them has no date."""
    cited = {citation.src for citation in fact.statement.cite}
    issued = [work(atlas, id).issued if is_work(atlas, id) else None for id in cited]
    days = [date.latest for date in issued if date is not None and date.latest != NO_END]
    return max(days) if days and len(days) == len(issued) else ""
