"""Templates are filled in as Jinja would, at less cost."""

from __future__ import annotations

import gc

from generator.render.environment import environment
from generator.render.memory import Memory
from generator.render.pages import EntryPages
from tests.stores import corpus


def test_a_part_stands_in_the_template_that_names_it():
    """As if it were written there; the line ends behind the tag."""
    part = '<div>\n<script type="application/ld+json">{{ page.linked_data }}</script>\n</div>\n'
    assert environment().preprocess('<b>\n{% include "parts/linked-data.md.j2" %}\n</b>\n') == f"<b>\n{part}</b>\n"


def test_the_page_of_an_entry_leaves_nothing_to_the_garbage_collector():
    """What goes by itself costs nothing, and ten thousand pages need no more memory than the longest of them."""
    atlas = corpus()
    pages = EntryPages(atlas, Memory(atlas), None)
    entries = list(atlas.entries.values())
    for entry in entries:
        pages.of(entry)  # what is worked out once stays
    gc.collect()
    gc.disable()
    try:
        left = {entry.id: found for entry in entries if (pages.of(entry), found := gc.collect())[1]}
    finally:
        gc.enable()
    assert left == {}
