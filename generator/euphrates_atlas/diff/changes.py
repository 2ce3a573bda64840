"""The changes between two states of the store: as values, and as reports in text, JSON and Markdown.

`atlas diff --format json` prints the fields of the values by their names.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from euphrates_atlas.facts.plain_words import FIELD_WORDS
from euphrates_atlas.git import ChangeKind
from euphrates_atlas.text.phrases import shortened, spaced, squeezed
from euphrates_atlas.text.urls import percent_encoded

Quote = Callable[[str], str]
"""Escapes a text of the store for the format of the report."""

MAX_BYTES = 900_000
"""Of Markdown: GitHub drops a summary of more than 1 MiB."""
MAX_LINES = 200
"""Of one entry in Markdown; every statement of a new entry is a line, and every source of it."""
MAX_QUESTIONS = 30
"""In Markdown."""
MAX_LENGTH = 300
"""Of a value, in code points."""
_SAME = 140
"""Code points that may stand before a difference."""
_SIGNS = {"added": "+", "removed": "-", "renamed": ">", "changed": "~"}
_UNREAD = "not compared, because it cannot be read"
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#!|~&@$]|:(?! )|(?<=[Ww]{3})\.")
"""What Markdown of GitHub takes for markup or for a mention; the colon and dot by which it finds an address."""
Strings = tuple[str, ...]


@dataclass(frozen=True)
class FieldChange:
    """The old and the new value of one field, in words; empty where there was or is none, both where they have no words."""

    name: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class GainedSource:
    """A source that a statement cites anew, as a reviewer compares it with the statement."""

    id: str
    quote: str
    """The words that the citation keeps; empty where it keeps none."""
    url: str
    """Empty where the source has none, or cannot be read."""


@dataclass(frozen=True)
class StatementChange:
    """The change of one statement of an entry."""

    sort: ChangeKind
    field: str
    label: str
    """The name of the property on pages."""
    words: str
    """The new value, with period and speaker; of a removed statement the old one."""
    old_words: str = ""
    """The old value of a statement whose value was edited; empty for any other."""
    old_id: str = ""
    new_id: str = ""
    keeps_address: bool = True
    """Whether the old address still leads to the statement; never of a removed one."""
    rank: FieldChange | None = None
    details: tuple[FieldChange, ...] = ()
    """Changes beside the value: `note`, `said`, `reason`, locators."""
    sources_gained: Strings = ()
    sources_lost: Strings = ()
    gained: tuple[GainedSource, ...] = ()
    """The sources gained, with their words; none where the whole store is not known."""
    origins_before: int | None = None
    """Independent origins of the value; None where there was no such value, or a source of it cannot be read."""
    origins_after: int | None = None
    is_weighty: bool = False
    """Whether two people look at it."""

    @property
    def is_mended(self) -> bool:
        """Tell whether its value was edited."""
        return bool(self.old_words)


@dataclass(frozen=True)
class TextChange:
    """The change of a summary or a body."""

    field: str
    words_before: int
    words_after: int
    sentences_gained: Strings = ()
    """As they are written, or in plain words; on one line each."""
    sentences_lost: Strings = ()
    sources_gained: Strings = ()
    sources_lost: Strings = ()

    @property
    def keeps_words(self) -> bool:
        """Tell whether it reads as before, with other links or citations."""
        has_other = self.sentences_gained or self.sentences_lost
        return self.words_before == self.words_after and not has_other


@dataclass(frozen=True)
class EntryChange:
    """The change of one entry."""

    sort: ChangeKind
    id: str
    folder: str
    kind: str
    """The name of its kind, in the singular."""
    label: str
    file: str
    address: str = ""
    """Where readers find it, below the site; empty where its states cannot be read."""
    old_id: str = ""
    statements: tuple[StatementChange, ...] = ()
    texts: tuple[TextChange, ...] = ()
    names_gained: Strings = ()
    names_lost: Strings = ()
    fields: tuple[FieldChange, ...] = ()
    """Fields that are neither statements nor prose nor names."""
    lost_addresses: Strings = ()
    """Ids of statements whose addresses led to this page, and no longer do."""

    @property
    def page(self) -> str:
        """Where it stands on the site; empty where the entry is gone."""
        return (
            ""
            if self.sort is ChangeKind.REMOVED
            else self.address or f"{self.folder}/{self.id}.html"
        )

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing changed."""
        parts = (
            self.statements,
            self.texts,
            self.names_gained,
            self.names_lost,
            self.fields,
            self.lost_addresses,
        )
        return self.sort is ChangeKind.CHANGED and not any(parts)


@dataclass(frozen=True)
class Question:
    """A question to the reviewer of a change."""

    entry_ids: Strings
    """The entries that it is about."""
    text: str


@dataclass(frozen=True)
class Comparison:
    """All changes since a revision, sorted by kind and id."""

    revision: str
    entries: tuple[EntryChange, ...]
    questions: tuple[Question, ...] = ()
    unread_before: Strings = ()
    """Files that could not be read at the revision; their entries are not compared."""
    unread_after: Strings = ()
    counts: dict[str, int] = field(default_factory=dict)
    """Numbers of changes that are not zero, by name: "statements added"."""


class RecentDay(NamedTuple):
    """What changed in the store on one day (UTC)."""

    day: date
    changes: tuple[tuple[datetime, EntryChange], ...]
    """One of each entry with its last time, newest first; without statements where the entry is new or cannot be read."""
    others: Mapping[str, int]
    """The numbers of other entries that were touched, by folder."""


def as_json(comparison: Comparison) -> str:
    """Return all changes as one JSON object; each entry has its page beside the fields."""
    values = asdict(comparison)
    for entry, change in zip(values["entries"], comparison.entries, strict=True):
        entry["page"] = change.page
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def as_text(comparison: Comparison) -> str:
    """Return the counts, the changes of each entry, and the questions to ask."""
    counts = ", ".join(f"{name}: {number}" for name, number in comparison.counts.items())
    head = [f"since {comparison.revision}: {counts or 'nothing changed in meaning'}"]
    if comparison.unread_before:
        head.append(f"{_UNREAD} at the revision: {', '.join(comparison.unread_before)}")
    if comparison.unread_after:
        head.append(f"{_UNREAD} now: {', '.join(comparison.unread_after)}")
    blocks = ["\n".join(head)]
    for change in comparison.entries:
        lines = [
            f"{_SIGNS[change.sort]} {change.kind} {change.id}: {change.label} ({change.sort})"
        ]
        if change.page:
            lines.append(f"    page: {change.page}")
        lines += [f"    {line}" for line in entry_lines(change, str)]
        blocks.append("\n".join(lines))
    if comparison.questions:
        lines = ["questions for the reviewer:"]
        lines += [
            f"  {', '.join(question.entry_ids)}: {question.text}"
            for question in comparison.questions
        ]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def as_markdown(comparison: Comparison, site: str = "") -> str:
    """Return the counts, the questions to ask and the changes of each entry, cut to the size that GitHub shows.

    Pages are linked where the address of the site is given, else named.
    """
    lines = ["## What this changes", "", *_counts(comparison), *_questions(comparison)]
    size = _bytes(lines)
    for number, change in enumerate(comparison.entries):
        block = list(_entry(change, site))
        size += _bytes(block)
        if size > MAX_BYTES:  # this entry and all after it are left out
            left = len(comparison.entries) - number
            revision = comparison.revision.replace("`", "")
            lines.append(
                f"\n… and {left} more entries, which do not fit here: `atlas diff {revision}` shows them."
            )
            break
        lines += block
    return "\n".join(lines) + "\n"


def _bytes(lines: list[str]) -> int:
    """Return the size of lines with their ends."""
    return sum(len(line.encode()) + 1 for line in lines)


def _counts(comparison: Comparison) -> Iterator[str]:
    """Yield a list in Markdown: the numbers of changes, and the files that were not compared."""
    for name, number in comparison.counts.items():
        yield f"- {name}: {number}"
    if not comparison.counts:
        yield "Nothing changed in meaning."
    if comparison.unread_before:
        yield f"- {_UNREAD} before: {_files(comparison.unread_before)}"
    if comparison.unread_after:
        yield f"- {_UNREAD} now: {_files(comparison.unread_after)}"


def _files(paths: Strings) -> str:
    return ", ".join(map(escaped, paths[:MAX_LINES]))


def _questions(comparison: Comparison) -> Iterator[str]:
    """Yield the section of the questions in Markdown; nothing without a question."""
    if not comparison.questions:
        return
    yield from ("", "### Questions to ask", "")
    for question in comparison.questions[:MAX_QUESTIONS]:
        yield f"- **{escaped(', '.join(question.entry_ids))}**: {_with_code(question.text)}"
    more = len(comparison.questions) - MAX_QUESTIONS
    if more > 0:
        yield f"- … and {more} more"


def _with_code(text: str) -> str:
    """Escape a text for Markdown but for its code in grave accents, such as "say `was: [a]`"."""
    words = ""
    for number, part in enumerate(text.split("`")):
        is_code = number % 2 == 1  # text and code take turns
        words += f"`{part}`" if is_code else _escaped(part)
    return words


def _entry(change: EntryChange, site: str) -> Iterator[str]:
    """Yield the section of an entry in Markdown; its title is a link where the address of the site is given."""
    label = escaped(change.label)
    page = ""
    if change.page and site:
        label = f"[{label}]({site.rstrip('/')}/{change.page})"
    elif change.page:
        page = f" `{change.page}`"
    yield from ("", f"### {change.kind}: {label} ({change.sort}){page}", "")
    lines = list(entry_lines(change, escaped))
    for line in lines[:MAX_LINES]:
        text = line.lstrip()
        yield f"{line[: -len(text)]}- {text}"  # the list is indented as the line was
    if len(lines) > MAX_LINES:
        yield f"- … and {len(lines) - MAX_LINES} more"


def escaped(text: str) -> str:
    """Return a text of the store for Markdown, on one line, without markup, mention or link."""
    return _escaped(squeezed(text))


def _escaped(text: str) -> str:
    """Return a text with special characters as numbers, `&#42;` for `*`."""
    return _SPECIAL.sub(lambda mark: f"&#{ord(mark[0])};", text)


def entry_lines(change: EntryChange, quote: Quote, *, ids: bool = True) -> Iterator[str]:
    """Yield a line for each change of an entry, for `atlas diff` and the page of recent changes.

    `quote` escapes texts of the store; `ids` says whether edited statements have their old and new ids.
    What belongs to a line follows it, indented by two blanks.
    """
    if change.sort is ChangeKind.RENAMED:
        yield f"renamed from {quote(change.old_id)}"
    for name in change.names_gained:
        yield f"name added: {quote(name)}"
    for name in change.names_lost:
        yield f"name removed: {quote(name)}"
    for text in change.texts:
        words = f"{text.words_before} to {text.words_after} words"
        if text.keeps_words:
            words = "the same words, with other links or citations"
        sources = _sources(text.sources_gained, text.sources_lost, quote)
        yield f"{called(text.field)}: {words}{sources}"
        yield from (f"  gone: {quote(sentence)}" for sentence in text.sentences_lost)
        yield from (f"  new: {quote(sentence)}" for sentence in text.sentences_gained)
    for statement in change.statements:
        yield f"{statement.label}: {_statement(statement, quote, ids)}"
        for source in statement.gained:
            yield f"  {_gained(source, quote)}"
        for detail in statement.details:
            yield f"{statement.label}: {_field(detail, quote)}"
    for other in change.fields:
        yield _field(other, quote)
    if ids and change.lost_addresses:
        yield f"addresses lost: {', '.join(change.lost_addresses)}"


def _statement(change: StatementChange, quote: Quote, ids: bool) -> str:
    """Return the change of a statement in words: what became of its value, its rank, its sources and their origins."""
    before, words = map(quote, _shown(change.old_words, change.words))
    # Those with their words stand on lines of their own.
    gained = () if change.gained else change.sources_gained
    support = _sources(gained, change.sources_lost, quote) + _origins(change)
    if change.is_mended and before != words:
        address = (
            "keeps its address by `was`" if change.keeps_address else "loses its address"
        )
        renamed = f" ({change.old_id} → {change.new_id}, {address})" if ids else ""
        return f"edited: {before} → {words}{renamed}{support}"
    if change.sort is not ChangeKind.CHANGED:
        return f"{change.sort}: {words}{support}"
    if change.rank:
        words += f": rank {change.rank.before} → {change.rank.after}"
    return words + support


def _field(change: FieldChange, quote: Quote) -> str:
    if change.before == change.after:
        return f"{called(change.name)}: revised"
    before, after = map(quote, _shown(change.before, change.after))
    return f"{called(change.name)}: {before or 'none'} → {after or 'none'}"


def called(field: str) -> str:
    """Return what pages call a field."""
    return FIELD_WORDS.get(field, spaced(field))


def _shown(before: str, after: str) -> Iterator[str]:
    """Yield the old and the new text, each cut to `MAX_LENGTH`.

    Where both begin alike for long, so much of that is left out that the difference shows: `… he led it in 2019`.
    """
    sign = ""
    while before != after and before[:_SAME] == after[:_SAME]:
        before, after, sign = before[_SAME // 2 :], after[_SAME // 2 :], "…"
    for text in (before, after):
        yield shortened(sign + text, MAX_LENGTH)


def _sources(gained: Strings, lost: Strings, quote: Quote) -> str:
    """Return the end of a line: `; sources + reuters-2020-01-03; - wapo-2019`; empty where neither has any."""
    parts = []
    if gained:
        parts.append(f"+ {', '.join(map(quote, gained))}")
    if lost:
        parts.append(f"- {', '.join(map(quote, lost))}")
    return f"; sources {'; '.join(parts)}" if parts else ""


def _gained(source: GainedSource, quote: Quote) -> str:
    """Return a line on a new source: its id, the words that are quoted, and its address."""
    words = quote(source.id)
    if source.quote:
        words += f": “{quote(source.quote)}”"
    # GitHub links an address in angle brackets; a text of the store has none of these
    return f"{words} <{percent_encoded(source.url)}>" if source.url else words


def _origins(change: StatementChange) -> str:
    """Return the end of a line: `; 2 origins → 1`, `; 1 origin` of a new value; empty where their number is the same."""
    before = change.origins_before
    after = change.origins_after
    if after is None or before == after:
        return ""
    shown = after if before is None else f"{before} → {after}"
    return f"; origins of the value: {shown}"


FORMATS = {"text": as_text, "json": as_json, "markdown": as_markdown}
"""By the name that `--format` takes."""
