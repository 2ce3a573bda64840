"""A402 uncited-prose: each sentence of a summary and each paragraph of a body has a citation."""

import re
from collections.abc import Iterator

from generator.model.atlas import Atlas, Finding
from generator.model.values import ProseText, Role
from generator.text.prose import Prose, uncited_blocks, uncited_sentences, word_count

_BRACKETS = re.compile(r"[\[(](?P<id>[a-z0-9]+(?:-[a-z0-9]+)+)(?P<rest>[^\])@]*)[\])]")
MAX_SUMMARY = 120
"""Words; a lead longer than this is a body."""


def check(atlas: Atlas) -> Iterator[Finding]:
    """Yield a finding for each sentence or paragraph without a citation, and for a summary that is too long."""
    for (id, name), text in atlas.prose.items():
        entry = atlas[id]
        marker: ProseText = entry.shape.fields[name].marker(ProseText)
        if text.problems:
            continue  # what could not be read may hold the citations
        for part in uncited_sentences(text) if marker.summary else uncited_blocks(text):
            what = "sentence" if marker.summary else "paragraph"
            yield Finding(
                "A402",
                entry,
                (name,),
                f"this {what} of the {name} has no citation",
                _without_mark(atlas, text.text[slice(*part)])
                or f"put `[@source-id]` into it, before the full stop: {_opening(text, part)}",
                part,
            )
        if marker.summary and (words := word_count(text)) > MAX_SUMMARY:
            yield Finding(
                "A206",
                entry,
                (name,),
                f"the summary has {words} words; at most {MAX_SUMMARY} are allowed",
                "move the rest into `body`",
            )


def _without_mark(atlas: Atlas, words: str) -> str | None:
    """Say how a citation is written, where one stands in brackets without its `@`."""
    for match in _BRACKETS.finditer(words):
        entry = atlas.entries.get(match["id"])
        if entry is not None and Role.WORK in entry.kind.roles:
            return f"write `[@{match['id']}{match['rest']}]`, with an @ in square brackets"
    return None


def _opening(text: Prose, part: tuple[int, int]) -> str:
    words = text.text[part[0] : part[1]].split()
    return f"“{' '.join(words[:6])} …”" if len(words) > 6 else f"“{' '.join(words)}”"
