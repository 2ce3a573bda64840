"""No publisher has more than half of the citations in a lead."""

from collections import Counter

from generator.diagnostics import Level
from generator.facts.origins import is_work, work
from generator.model.atlas import Atlas, Entry, Finding, Findings
from generator.text.prose import CitationGroup, inlines

CODE = "A415"
LEVEL = Level.NOTE
REASON = "A lead says what is known of the subject, not what one paper made of it."
TASK = ("Cite more publishers in a lead", "reading the sources that the entry already cites")
LEAST = 4
"""With fewer citations than these, half of them says nothing."""


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield a note for a lead in which one publisher prevails."""
    lead = None if entry.kind.supports else atlas.prose_of(entry, "summary")
    groups = inlines(lead, CitationGroup) if lead is not None else ()
    cited = [item.source for group in groups for item in group.items if is_work(atlas, item.source)]
    publishers = Counter(work(atlas, id).publisher for id in cited)
    for publisher, count in publishers.most_common(1):
        if len(cited) >= LEAST and 2 * count > len(cited):
            message = f"{count} of the {len(cited)} citations in this lead are of `{publisher}`"
            help = "cite others for the same, or tell in the lead what others report"
            yield Finding(CODE, entry, ("summary",), message, help)
