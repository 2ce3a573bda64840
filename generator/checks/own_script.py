"""A name from the region is given in its own script too."""

from generator.diagnostics import Level
from generator.model.atlas import Atlas, Entry, Finding, Findings
from generator.model.statement import Name
from generator.subject import subject

CODE = "A514"
LEVEL = Level.NOTE
REASON = "Readers and researchers look it up as it is written there."
_OTHER = (("\u0370", "\u1fff"), ("\u2c00", "\ud7ff"), ("\uf900", "\ufaff"), ("\ufb13", "\ufdff"), ("\ufe70", "\ufeff"))
"""The first and last of each range of letters of other scripts than Latin; a pattern of these takes long to compile."""
_OWN_USES = ("official", "self-designation")


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield a note for an entry that readers come for, other than an event, without a name in its own script.

    A body that writes its own name in Latin letters says so by an official name with its language.
    """
    is_wanted = subject().languages and not (entry.kind.supports or entry.kind.is_event)
    if is_wanted and not any(map(_is_own, (Name(text=entry.label), *entry.record.names))):
        message = f"`{entry.label}` has no name in its own script"
        help = f"add one under `names`, as `{subject().examples.name}`"
        yield Finding(CODE, entry, (entry.kind.label_field,), message, help)


def _is_own(name: Name) -> bool:
    if name.use in _OWN_USES and name.lang is not None:
        return True
    return not name.text.isascii() and any(first <= letter <= last for letter in name.text for first, last in _OTHER)
