"""Nothing ends before it begins."""

from generator.diagnostics import Level
from generator.facts.entry_dates import dates_of
from generator.model.atlas import Atlas, Entry, Finding, Findings
from generator.model.roles import Work
from generator.text.edtf import Edtf

CODE = "A508"
LEVEL = Level.ERROR
REASON = "One of the two dates must be wrong."


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield a finding at each end that lies wholly before the beginning."""
    for field, declared in entry.shape.properties:
        starts = dates_of(entry, declared.ends) if declared.ends else []
        for fact in entry.current_facts(field.name) if starts else ():
            end = fact.value
            if isinstance(end, Edtf) and all(end.latest < start.earliest for start in starts):
                message = f"`{end.text}` lies before `{declared.ends}`, {starts[0].text}"
                yield Finding(CODE, entry, (*fact.path, "value"), message, "check both dates")
    work = entry.record if isinstance(entry.record, Work) else None
    if work and work.issued and work.accessed and work.accessed.latest < work.issued.earliest:
        message = f"`{work.issued.text}` lies after `accessed`, {work.accessed.text}"
        yield Finding(CODE, entry, ("issued",), message, "check both dates")
    for fact in entry.facts:
        begin, end = fact.statement.first_and_last
        start, last = (getattr(fact.statement, name) for name in (begin, end)) if begin else (None, None)
        if start and last and last.latest < start.earliest:
            message = f"`{last.text}` lies before `{begin}`, {start.text}"
            yield Finding(CODE, entry, (*fact.path, end), message, "check both dates")
