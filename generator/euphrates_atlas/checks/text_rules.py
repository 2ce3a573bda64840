"""Rules about the encoding of texts."""

from functools import lru_cache

from euphrates_atlas.diagnostics import Level
from euphrates_atlas.model.atlas import Atlas, Entry
from euphrates_atlas.model.rules import Fault, Faults, rule
from euphrates_atlas.model.shape import Leaf, is_free_text, leaves
from euphrates_atlas.text.broken_text import broken_part
from euphrates_atlas.text.urls import url_problem


@lru_cache(maxsize=1 << 8)
def free_texts(entry: Entry) -> list[Leaf]:
    """Return the texts of an entry that are in the writer's own words or letters; several rules look at all of them."""
    return leaves(entry.record, entry.shape, is_free_text)


@rule("A524", Level.ERROR, "Readers see the wrong letters, and no search finds the word.")
def broken_text(atlas: Atlas, entry: Entry) -> Faults:
    """A text has the letters of its source: no lost letters, wrong encodings, HTML codes or presentation forms."""
    for leaf in free_texts(entry):
        text = leaf.value
        part = broken_part(text)
        if part is not None and not _is_read_otherwise(atlas, entry, leaf):
            help = f"write `{part.right}`" if part.right else "type what the source has there"
            message = f"`{text[part.start : part.end]}` is {part.what}"
            yield Fault(leaf.path, message, help, (part.start, part.end))


def _is_read_otherwise(atlas: Atlas, entry: Entry, leaf: Leaf) -> bool:
    """Tell whether a text is an address, in which codes belong, or prose with findings of its own."""
    prose = atlas.prose[entry.id].get(str(leaf.path[0]))
    if prose is not None:
        return bool(prose.problems)
    return leaf.value.startswith("http") and url_problem(leaf.value) is None
