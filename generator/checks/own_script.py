"""A514 own-script: a name from the region is given in its own script too."""

from collections.abc import Iterator

from generator.model.atlas import Atlas, Finding
from generator.model.statement import Name

_OTHER = (
    ("\u0370", "\u1fff"),
    ("\u2c00", "\ud7ff"),
    ("\uf900", "\ufaff"),
    ("\ufb13", "\ufdff"),
    ("\ufe70", "\ufeff"),
)
"""The first and last of each range of letters of other scripts than Latin; a pattern of these takes long to compile."""
_OWN_USES = ("official", "self-designation")


def check(atlas: Atlas) -> Iterator[Finding]:
    """Yield a note for each entry that readers come for, other than events, without such a name.

    A body that writes its own name in Latin letters says so by an official name with its language.
    """
    for entry in atlas.entries.values():
        if not (entry.kind.supports or entry.kind.date or any(map(_is_own, entry.record.names))):
            yield Finding(
                "A514",
                entry,
                (entry.kind.label_field,),
                f"`{entry.label}` has no name in its own script",
                "add one under `names`, as `{text: حركة النجباء, lang: ar}`",
            )


def _is_own(name: Name) -> bool:
    return _has_other(name.text) or (name.use in _OWN_USES and name.lang is not None)


def _has_other(text: str) -> bool:
    return not text.isascii() and any(first <= letter <= last for letter in text for first, last in _OTHER)
