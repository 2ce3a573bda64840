"""The part of an entry's page that says how to cite it: ready text, and the forms that reference managers read."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup
from pydantic_core import to_json

from generator.export import bibtex, ris
from generator.export.cite import Said, entry_citation, statement_citation
from generator.export.csl import entry_item, is_work, work_item
from generator.model.atlas import Atlas
from generator.model.entry import Entry
from generator.render.citations import reference
from generator.render.facts import FactView, SectionView
from generator.render.values import capitalised, html, plain_of
from generator.text.edtf_words import in_short
from generator.text.escape import escape_html


@dataclass(frozen=True, slots=True)
class CitePart:
    """How to cite an entry, or the work that its page is about."""

    heading: str
    text: Markup
    formats: tuple[tuple[str, Markup], ...]
    """Name and text of each form."""
    files: tuple[tuple[str, str], ...]
    """Words and address of the files of the references of the page."""
    data: str
    """The address of the entry as JSON."""
    fact: str = ""
    """One statement of the entry as a citation, to show how; empty where there is none."""


def cite_part(atlas: Atlas, entry: Entry, sections: Sequence[SectionView], site: str, *, cites_works: bool) -> CitePart:
    """Return how to cite an entry and a fact of it; `cites_works` tells whether it has references of its own."""
    of_work = is_work(entry)
    item = work_item(atlas, entry) if of_work else entry_item(entry, site)
    kept = cites_works and not entry.kind.supports
    return CitePart(
        heading="Cite this source" if of_work else "Cite this entry",
        text=reference(atlas, entry, None) if of_work else html(entry_citation(entry, site)),
        formats=(
            ("BibTeX", _lines(bibtex.reference(item))),
            ("RIS", _lines(ris.reference(item))),
            ("CSL-JSON", _lines(to_json([item]).decode())),
        ),
        files=(("BibTeX", f"{entry.id}.bib"), ("RIS", f"{entry.id}.ris")) if kept else (),
        data=f"{entry.id}.json",
        fact=_example(atlas, entry, sections, site),
    )


def fact_citation(atlas: Atlas, entry: Entry, section: SectionView, view: FactView, site: str) -> str:
    """Return a statement as a citation that can stand alone."""
    works = dict.fromkeys(c.src for c in view.fact.statement.cite if c.stance == "supports")
    said = Said(
        id=view.fact.id,
        speaker=capitalised(" ".join(plain_of(view.speaker).split())),
        when=in_short(view.fact.statement.said) if view.fact.statement.said else "",
        value=f"{(view.stance_words or section.label).lower()}: {view.plain}{_period(view)}",
        works=tuple(" ".join(plain_of(reference(atlas, atlas[src], None)).split()) for src in works),
    )
    return statement_citation(entry, said, site)


def _period(view: FactView) -> str:
    """Return when it held: without it a citation would say that it holds."""
    return f", {plain_of(view.when)}" if view.when else ""


def _example(atlas: Atlas, entry: Entry, sections: Sequence[SectionView], site: str) -> str:
    """Cite a statement that is preferred over others where there is one, else the first."""
    every = [(section, view) for section in sections for view in section.facts]
    ranked = sorted(every, key=lambda pair: (pair[1].rank != "preferred", pair[1].rank == "deprecated"))
    return fact_citation(atlas, entry, *ranked[0], site) if ranked else ""


def _lines(text: str) -> Markup:
    """Return a text of several lines as HTML that keeps them; none is blank, which would end the raw block.

    What is in the lines is cleaned. It stands on one page: with `html`, which remembers, it would drive out what stands on many.
    """
    return Markup(escape_html(text))
