"""What changed lately, and what was corrected: a page of each, and the entries of their feeds."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.compare.changes import EntryChange, Sort
from generator.compare.lines import entry_lines
from generator.compare.recent import RecentCommit
from generator.export.atom import FeedEntry
from generator.model.atlas import Atlas
from generator.render.values import Words, capitalised, html
from generator.text.edtf import parse as parse_date
from generator.text.edtf_words import in_words

MAX_ROWS = 40
"""Entries of one commit that are listed; of the others only how many they are."""
MAX_LINES = 12
"""Changes of one entry that are listed."""
MAX_FEED = 100
"""Entries of one feed."""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What happened to one entry."""

    entry: Markup
    words: str
    lines: tuple[Markup, ...]
    left_out: int
    """Lines that are not listed."""


@dataclass(frozen=True, slots=True)
class CommitView:
    """One commit."""

    anchor: str
    subject: str
    link: str
    """Its address in the repository."""
    rows: tuple[ChangeRow, ...]
    others: tuple[str, ...]
    """What is not listed, as "12 sources"."""


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """The recent changes, by day."""

    days: tuple[tuple[str, tuple[CommitView, ...]], ...]
    """The day in words, and what was changed on it, newest first."""
    history: str
    """Where the whole history is."""
    is_known: bool
    """False where this copy of the repository has no history, or only its newest part."""
    feeds: tuple[tuple[str, str], ...]
    """Address and words of each feed."""


def changes_page(atlas: Atlas, commits: Sequence[RecentCommit] | None, repository: str) -> ChangesPage:
    """Return the page of recent changes; `commits` is None where the history is not known."""
    words = Words(atlas)
    days: dict[str, list[CommitView]] = {}
    for commit in commits or ():
        day = in_words(parse_date(commit.when.date().isoformat()))
        days.setdefault(day, []).append(_commit_view(atlas, words, commit, repository))
    feeds = (("feed.xml", "all kinds"), *((f"{k.folder}.xml", k.plural.lower()) for k in atlas.kinds if not k.supports))
    listed = tuple((day, tuple(views)) for day, views in days.items())
    return ChangesPage(listed, f"{repository}/commits/main/entities", commits is not None, feeds)


def _commit_view(atlas: Atlas, words: Words, commit: RecentCommit, repository: str) -> CommitView:
    shown, rest = commit.entries[:MAX_ROWS], commit.entries[MAX_ROWS:]
    plurals = {kind.folder: (kind.singular.lower(), kind.plural.lower()) for kind in atlas.kinds}
    counted = Counter(change.folder for change in rest)
    others = tuple(f"{number:,} {plurals[folder][number != 1]}" for folder, number in counted.items())
    rows = tuple(_row(atlas, words, change) for change in shown)
    return CommitView(f"c-{commit.id[:8]}", commit.subject, f"{repository}/commit/{commit.id}", rows, others)


def _row(atlas: Atlas, words: Words, change: EntryChange) -> ChangeRow:
    link = words.link(change.id) if change.id in atlas.entries else html(change.label)
    lines = [html(line) for line in entry_lines(change, str)] if change.sort in (Sort.CHANGED, Sort.RENAMED) else []
    return ChangeRow(link, change_words(change), tuple(lines[:MAX_LINES]), max(0, len(lines) - MAX_LINES))


def change_words(change: EntryChange) -> str:
    """Return what happened to an entry in a few words: "2 statements added, 1 ranked anew, summary rewritten"."""
    if change.sort is Sort.ADDED:
        return "new entry"
    if change.sort is Sort.REMOVED:
        return "entry removed"
    return ", ".join(_parts(change)) or "changed"


def _parts(change: EntryChange) -> Iterator[str]:
    if change.sort is Sort.RENAMED:
        yield f"new address, was {change.old_id}"
    kept = [s for s in change.statements if s.sort is Sort.CHANGED]
    counted = {
        "added": sum(s.sort is Sort.ADDED for s in change.statements),
        "removed": sum(s.sort is Sort.REMOVED for s in change.statements),
        "mended": sum(s.is_mended for s in kept),
        "ranked anew": sum(s.rank is not None and not s.is_mended for s in kept),
        "changed beside the value": sum(s.rank is None and not s.is_mended for s in kept),
    }
    for what, number in counted.items():
        if number:
            yield f"{number} statement{'' if number == 1 else 's'} {what}"
    for text in change.texts:
        yield f"{text.field} rewritten"
    names = len(change.names_gained) + len(change.names_lost)
    if names:
        yield f"{names} name{'' if names == 1 else 's'} changed"
    if change.fields:
        yield ", ".join(turn.name.replace("_", " ") for turn in change.fields) + " changed"


def change_feed(atlas: Atlas, commits: Sequence[RecentCommit] | None, folder: str | None = None) -> list[FeedEntry]:
    """Return the newest changes as entries of a feed; with `folder`, those of one kind."""
    found = []
    for commit in commits or ():
        for change in commit.entries:
            if folder is not None and change.folder != folder:
                continue
            is_there = change.id in atlas.entries
            page = change.page if is_there else "changes/index.html"
            summary = ". ".join(filter(None, (capitalised(change_words(change)), commit.subject)))
            title = f"{change.label}: {change_words(change)}"
            found.append(
                FeedEntry(f"{change.folder}/{change.id}#c-{commit.id[:12]}", title, page, commit.when, summary)
            )
            if len(found) == MAX_FEED:
                return found
    return found
