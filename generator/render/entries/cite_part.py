"""The part of an entry's page that says how to cite it: ready text, and the forms that reference managers read."""

from markupsafe import Markup

from generator.export import formats
from generator.export.csl import entry_item
from generator.model.atlas import Atlas, Entry
from generator.render.markup import html, plain_of
from generator.render.property_sections import PropertySection
from generator.render.references import reference
from generator.text.escape import escape_html
from generator.text.phrases import capitalised


class CitePart:
    """How to cite an entry."""

    def __init__(self, atlas: Atlas, entry: Entry, sections: list[PropertySection]) -> None:
        item = entry_item(entry)
        self.text = html(formats.entry_citation(entry))
        # They stand on one page: `html`, which remembers, would drive out what stands on many. No line of them is blank.
        forms = (*formats.STYLES, *((form.label, form.write) for form in formats.WORK_FORMATS))
        self.formats = [(label, Markup(escape_html(write(item)))) for label, write in forms]
        """Label and text of each style and format."""
        self.data = f"{entry.id}{formats.ENTRY_DATA}"
        """The address of the file of the entry as data."""
        self.fact = _example(atlas, entry, sections)
        """One statement of the entry as a citation, to show how; empty where there is none."""


def _example(atlas: Atlas, entry: Entry, sections: list[PropertySection]) -> str:
    """Cite a statement that can stand alone, without what limits it: a preferred one where there is one, else the first."""
    every = [(s, v) for s in sections for v in s.facts if v.rank == "preferred" or not v.contested]
    every = [(s, v) for s, v in every if not v.disputes and "Scope" not in dict(v.parts)]
    every = [(s, v) for s, v in every if "our reading" not in (v.statement.note or "")]
    if not every:
        return ""
    section, view = min(every, key=lambda pair: pair[1].rank != "preferred")
    sources = dict.fromkeys(c.src for c in view.statement.cite if c.stance == "supports")
    works = (" ".join(plain_of(reference(atlas, atlas[src], None)).split()) for src in sources)
    speaker = capitalised(" ".join(plain_of(view.speaker).split()))
    said = f", {plain_of(view.said)}" if view.said else ""
    period = f", {plain_of(view.when)}" if view.when else ""  # without it a citation would say that it holds
    value = f"{(view.stance_words or section.label).lower()}: {view.plain}{period}"
    return formats.statement_citation(entry, view.fact.id, f"{speaker}{said}: {value}", works)
