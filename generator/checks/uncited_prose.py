"""Each sentence of a summary, and each paragraph of a body, has a citation."""

import re

from generator.diagnostics import Level
from generator.model.atlas import Atlas, Entry, Finding, Findings
from generator.model.value_types import Role
from generator.subject import subject
from generator.text.prose import Prose
from generator.text.prose_sentences import uncited_blocks, uncited_sentences, word_count

CODE = "A402"
LEVEL = Level.ERROR
REASON = "A reader must be able to follow every sentence to its source."
_BRACKETS = re.compile(r"[\[(](?P<id>[a-z0-9]+(?:-[a-z0-9]+)+)(?P<rest>[^\])@]*)[\])]")
MAX_SUMMARY = 120
"""Words; a longer lead is a body."""


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield a finding for each sentence or paragraph without one, and for a summary that is too long (A206)."""
    starters = [word for words in subject().adjectives.values() for word in words]
    for name, text in atlas.prose_fields(entry):
        if text.problems:
            continue  # the part that could not be read may hold the citations
        is_summary = entry.shape.prose[name].summary
        noun = "sentence" if is_summary else "paragraph"
        for part in uncited_sentences(text, starters) if is_summary else uncited_blocks(text):
            message = f"this {noun} of the {name} has no citation"
            help = f"put `[@source-id]` into it, before the full stop: {_opening(text, part)}"
            help = _without_mark(atlas, text.text[slice(*part)]) or help
            yield Finding(CODE, entry, (name,), message, help, part)
        if is_summary and (words := word_count(text)) > MAX_SUMMARY:
            message = f"the summary has {words} words; at most {MAX_SUMMARY} are allowed"
            yield Finding("A206", entry, (name,), message, "move the rest into `body`")


def _without_mark(atlas: Atlas, text: str) -> str | None:
    """Say how to write a citation, where one stands in brackets without its `@`."""
    for match in _BRACKETS.finditer(text):
        entry = atlas.entries.get(match["id"])
        if entry is not None and Role.WORK in entry.kind.roles:
            return f"write `[@{match['id']}{match['rest']}]`, with an @ in square brackets"
    return None


def _opening(text: Prose, part: tuple[int, int]) -> str:
    words = text.text[slice(*part)].split()
    return f"“{' '.join(words[:6])} …”" if len(words) > 6 else f"“{' '.join(words)}”"
