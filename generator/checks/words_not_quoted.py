"""A `verbatim` is part of a quote or title of its sources, where they are quoted."""

import re

from generator.diagnostics import Level
from generator.facts.origins import is_work, work
from generator.model.atlas import Atlas, Entry, Finding, Findings

CODE = "A419"
LEVEL = Level.WARNING
REASON = "Words put together from several places, or translated, are ours and not the source's."


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield a finding at each `verbatim` of a statement with quotes that none of them has; marks and case are passed over."""
    for fact in entry.facts:
        words, cited = fact.statement.verbatim, fact.statement.cite
        texts = [citation.quote.text for citation in cited if citation.quote]
        if words and texts:
            texts += [work(atlas, citation.src).title for citation in cited if is_work(atlas, citation.src)]
            if not any(_plain(words) in _plain(text) for text in texts):
                help = "copy the words as they stand in the quote, or quote the place where they stand"
                yield Finding(CODE, entry, (*fact.path, "verbatim"), f"no quote has the words `{words}`", help)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
