"""The steps of a contribution in pictures, made of the real templates, forms and messages.

`site/parts.py` runs `pages`.
"""

import re
from collections.abc import Callable

from markupsafe import Markup

from euphrates_atlas.edit.new_entry import entry_text
from euphrates_atlas.edit.source_entries import works
from euphrates_atlas.model.atlas import Entry
from euphrates_atlas.render.environment import filled
from euphrates_atlas.render.overviews.rule_pages import code_lines
from euphrates_atlas.render.site_input import Pages, SiteInput
from euphrates_atlas.subject import site_address, subject

_LIVE = re.compile(r' (?:href|id|aria-label)="[^"]*"|\n(?=\n)')
"""What would lead from a picture or to it, and the blank lines that would end its block."""


def pages(site: SiteInput, head_of: Callable[[Entry], str]) -> Pages:
    """Yield the page, for which `head_of` gives the head of an entry; a picture without an original is left out."""
    folder, _, id = subject().examples.files[1].partition("/")
    entry = site.atlas.entries.get(id)
    head = Markup(_LIVE.sub("", head_of(entry))) if entry else None
    page = filled(
        "steps.md.j2",
        example=site.examples.get("A302"),  # what somebody mistypes most easily is an id
        code_lines=code_lines,
        entry=entry,
        head=head,
        address=site_address(f"{folder}/{id}.html"),
        fields=site.correction_form.get("body", ()),
        work=works().kind,
        blank=entry_text(works(), {}).splitlines(),
    )
    yield "contribute/index.md", page
