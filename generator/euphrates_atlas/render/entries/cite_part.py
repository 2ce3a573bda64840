"""The part of an entry's page that says how to cite it: ready text, and the forms that reference managers read."""

from markupsafe import Markup

from euphrates_atlas.export import formats
from euphrates_atlas.export.csl import entry_item
from euphrates_atlas.model.atlas import Atlas, Entry
from euphrates_atlas.render.markup import html, plain_of
from euphrates_atlas.render.property_sections import FactView, PropertySection
from euphrates_atlas.render.references import forms_of, reference
from euphrates_atlas.text.phrases import capitalised


class CitePart:
    """How to cite an entry."""

    def __init__(self, atlas: Atlas, entry: Entry, sections: list[PropertySection]) -> None:
        item = entry_item(entry)
        self.text = html(formats.entry_citation(entry))
        self.formats = forms_of(item, formats.WORK_FORMATS)
        """Label and text of each style and format."""
        self.data = f"{entry.id}{formats.ENTRY_DATA}"
        """The address of the file of the entry as data."""
        self.fact = _example(atlas, entry, sections)
        """One statement of the entry as a citation, to show how; empty where there is none."""


def _example(atlas: Atlas, entry: Entry, sections: list[PropertySection]) -> str:
    """Cite a statement that can stand alone: a preferred one where there is one, else the first."""
    every = [
        (section, view) for section in sections for view in section.facts if _stands_alone(view)
    ]
    if not every:
        return ""
    section, view = min(every, key=lambda pair: pair[1].rank != "preferred")
    cited = view.statement.supporting
    works = [_one_line(reference(atlas, atlas[src], None)) for src in dict.fromkeys(cited)]
    stance = view.stance_words or section.label
    said = capitalised(_one_line(view.speaker))
    if view.said:
        said += f", {plain_of(view.said)}"
    said += f": {stance.lower()}: {view.plain}"
    if view.when:  # without it a citation would say that it holds
        said += f", {plain_of(view.when)}"
    return formats.statement_citation(entry, view.fact.id, said, works)


def _stands_alone(view: FactView) -> bool:
    """Tell whether nothing limits a statement: no rival, no dispute, no scope, and nothing inferred."""
    if view.disputes or (view.standing and view.rank != "preferred"):
        return False
    return "Scope" not in dict(view.parts) and not view.statement.inferred


def _one_line(text: Markup) -> str:
    return " ".join(plain_of(text).split())
