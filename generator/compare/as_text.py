"""Changes for a terminal."""

from collections.abc import Iterator

from generator.compare.changes import Comparison, EntryChange
from generator.compare.lines import entry_lines

_SIGNS = {"added": "+", "removed": "-", "renamed": ">", "changed": "~"}


def render(comparison: Comparison) -> str:
    """Return counts, then the entries with what happened to each, then what to ask."""
    blocks = ["\n".join(_head(comparison)), *("\n".join(_entry(change)) for change in comparison.entries)]
    if comparison.questions:
        asked = [f"  {question.entry_id}: {question.text}" for question in comparison.questions]
        blocks.append("\n".join(["questions for the reviewer:", *asked]))
    return "\n\n".join(blocks) + "\n"


def _head(comparison: Comparison) -> Iterator[str]:
    counts = ", ".join(f"{name}: {number}" for name, number in comparison.counts.items())
    yield f"since {comparison.revision}: {counts or 'nothing changed in meaning'}"
    for files, when in ((comparison.unread_before, "at the revision"), (comparison.unread_after, "now")):
        if files:
            yield f"not compared, because it cannot be read {when}: {', '.join(files)}"


def _entry(change: EntryChange) -> Iterator[str]:
    yield f"{_SIGNS[change.sort.value]} {change.kind} {change.id}: {change.label} ({change.sort.value})"
    yield from (f"    {line}" for line in entry_lines(change, lambda text: text))
