"""Changes as Markdown, for the summary of a pull request's checks: counts, questions, then a list for each entry."""

import re
from collections.abc import Iterator

from generator.compare.changes import Comparison, EntryChange
from generator.compare.lines import entry_lines

MAX_BYTES = 900_000
"""GitHub shows a summary of at most 1 MiB, and drops a longer one whole."""
MAX_LINES = 40
"""Of one entry; a new one says everything for the first time."""
MAX_QUESTIONS = 30

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#!|~&@$]|:(?! )")


def render(comparison: Comparison, site: str = "") -> str:
    """Return the report, cut to what GitHub shows; `site` is where the pages stand, and without it they are not linked."""
    lines = ["## What this changes", "", *_counts(comparison)]
    lines += _questions(comparison)
    size = sum(len(line.encode()) + 1 for line in lines)
    for number, change in enumerate(comparison.entries):
        block = list(_entry(change, site))
        size += sum(len(line.encode()) + 1 for line in block)
        if size > MAX_BYTES:
            left = len(comparison.entries) - number
            lines.append(
                f"\n… and {left} more entries, which do not fit here: `atlas diff {_code(comparison.revision)}` shows them."
            )
            break
        lines += block
    return "\n".join(lines) + "\n"


def _counts(comparison: Comparison) -> Iterator[str]:
    yield from (f"- {name}: {number}" for name, number in comparison.counts.items())
    if not comparison.counts:
        yield "Nothing changed in meaning."
    for files, when in ((comparison.unread_before, "before"), (comparison.unread_after, "now")):
        if files:
            yield f"- not compared, because it cannot be read {when}: {', '.join(map(quoted, files[:MAX_LINES]))}"


def _questions(comparison: Comparison) -> Iterator[str]:
    if comparison.questions:
        yield from ("", "### Questions to ask", "")
        for question in comparison.questions[:MAX_QUESTIONS]:
            yield f"- **{quoted(question.entry_id)}**: {_with_code(question.text)}"
        if (more := len(comparison.questions) - MAX_QUESTIONS) > 0:
            yield f"- … and {more} more"


def _entry(change: EntryChange, site: str) -> Iterator[str]:
    label = quoted(change.label)
    is_there = site and change.sort.value != "removed"
    linked = f"[{label}]({site.rstrip('/')}/{change.page})" if is_there else label
    yield from ("", f"### {change.kind}: {linked} ({change.sort.value})", "")
    told = list(entry_lines(change, quoted))
    yield from (f"- {line}" for line in told[:MAX_LINES])
    if len(told) > MAX_LINES:
        yield f"- … and {len(told) - MAX_LINES} more"


def quoted(text: str) -> str:
    """Return a text of the store as Markdown that shows it as it is: no markup, no mention, no link comes of it."""
    return _escaped(" ".join(text.split()))


def _with_code(text: str) -> str:
    """Return a sentence of ours with what stands in backticks as code, and all else as it is."""
    parts = text.split("`")
    return "".join(f"`{part}`" if index % 2 else _escaped(part) for index, part in enumerate(parts))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda match: f"&#{ord(match.group())};", text)


def _code(text: str) -> str:
    return text.replace("`", "")
