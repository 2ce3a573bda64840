"""Rules about lighthouses."""

from euphrates_atlas.facts.entry_dates import dates_of
from euphrates_atlas.findings import Fault, Faults, Level
from euphrates_atlas.model.atlas import Atlas, Entry
from euphrates_atlas.model.rules import rule


@rule("A901", Level.ERROR, "A light that was replaced had been lit.")
def replaced_before_lit(atlas: Atlas, entry: Entry) -> Faults:
    """A lighthouse is replaced after it was first lit."""
    lit = [date.earliest for date in dates_of(entry, "first_lit")]
    for fact in entry.current_facts("replaced"):
        if lit and fact.value.latest < min(lit):
            message = f"it was replaced ({fact.value.text}) before it was first lit"
            yield Fault(fact.path, message, "check both dates")
