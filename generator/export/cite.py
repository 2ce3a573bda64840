"""Citations as plain text, ready to paste: of an entry and of a single statement. No clock: readers add their own day of access."""

from dataclasses import dataclass

from generator.export.terms import NAME, page_address
from generator.model.entry import Entry
from generator.text.edtf import parse as parse_date
from generator.text.edtf_words import in_words
from generator.text.escape import cleaned


@dataclass(frozen=True, slots=True)
class Said:
    """What a citation says of a statement, in words without markup."""

    id: str
    speaker: str
    when: str
    """When the speaker said it; empty where that is not known."""
    value: str
    """What is said, behind the name of its property, as "founded: 2003"."""
    works: tuple[str, ...]
    """The works in which it was read, each as a reference."""


def entry_citation(entry: Entry, site: str) -> str:
    """Cite an entry, as “Camp Kalsu”. Euphrates Atlas, reviewed 20 November 2026, https://…"""
    return f"“{cleaned(entry.label)}”. {NAME}{_reviewed(entry)}, {page_address(site, entry)}"


def statement_citation(entry: Entry, said: Said, site: str) -> str:
    """Cite one statement: who says what, where that was read, and the address that leads to it."""
    when = f", {said.when}" if said.when else ""
    works = "; ".join(work.removesuffix(".") for work in said.works)
    read_in = f", as given in {works}" if works else ""
    return cleaned(
        f"{said.speaker}{when}: {said.value}{read_in}. In “{entry.label}”, {NAME}{_reviewed(entry)}, "
        f"statement {said.id}, {page_address(site, entry)}#s-{said.id}"
    )


def _reviewed(entry: Entry) -> str:
    return f", reviewed {in_words(parse_date(entry.record.reviewed))}" if entry.record.reviewed else ""
