"""The part of an entry's page that says how to cite it: ready text, and the forms that reference managers read."""

from euphrates_atlas.export import formats
from euphrates_atlas.export.csl import entry_item
from euphrates_atlas.model.atlas import Entry
from euphrates_atlas.render.markup import html
from euphrates_atlas.render.references import forms_of


class CitePart:
    """How to cite an entry."""

    def __init__(self, entry: Entry) -> None:
        item = entry_item(entry)
        self.text = html(formats.entry_citation(entry))
        self.formats = forms_of(item, formats.WORK_FORMATS)
        """Label and text of each style and format."""
        self.data = f"{entry.id}{formats.ENTRY_DATA}"
        """The address of the file of the entry as data."""
