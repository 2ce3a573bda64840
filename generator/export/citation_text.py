"""Citations of an entry and of a single statement as plain text, ready to paste; readers add their own day of access."""

from collections.abc import Iterable

from generator.model.atlas import Entry
from generator.subject import subject
from generator.text.edtf import parse as parse_date
from generator.text.edtf_words import in_words
from generator.text.escape import cleaned


def entry_citation(entry: Entry, site: str) -> str:
    """Cite an entry, as “Camp Kalsu”. Name of the atlas, reviewed 20 November 2026, https://…"""
    return f"“{cleaned(entry.label)}”. {subject().name}{_reviewed(entry)}, {site}{entry.page}"


def statement_citation(entry: Entry, id: str, claim: str, works: Iterable[str], site: str) -> str:
    """Cite one statement: `claim` is its speaker and value, as "Somebody, 2004: founded: 2003"; `works` are references."""
    read_in = "; ".join(work.removesuffix(".") for work in works)
    return cleaned(
        f"{claim}{f', as given in {read_in}' if read_in else ''}. In “{entry.label}”, {subject().name}{_reviewed(entry)}, "
        f"statement {id}, {site}{entry.page}#s-{id}"
    )


def _reviewed(entry: Entry) -> str:
    return f", reviewed {in_words(parse_date(entry.record.reviewed))}" if entry.record.reviewed else ""
