"""The page of recent changes, with its feeds: of all changes, and of those of each kind that readers come for."""

from collections import Counter
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from generator.diff.changes import EntryChange, RecentCommit, entry_lines
from generator.export.atom import FeedEntry, atom
from generator.export.identity import feed_path
from generator.facts.plain_words import counted_entries, day_words
from generator.git import ChangeKind, Commit
from generator.model.atlas import Atlas
from generator.model.kind import Kind
from generator.render.environment import filled
from generator.render.linked_words import LinkedWords
from generator.render.markup import html
from generator.render.paging import packed, parts
from generator.render.site_input import SiteInput
from generator.subject import repository_address, subject
from generator.text.phrases import capitalised, counted, spaced

MAX_ROWS = 40
"""Entries of one commit that are listed; the others are only counted."""
MAX_LINES = 12
"""Changes of one entry that are listed."""
MAX_LABELS = 3
"""Properties that are named of those with one sort of change."""
MAX_ON_PAGE = 200
"""Entries of one page, of whatever commits."""
_RANKS = {"preferred": "preferred", "deprecated": "superseded"}
_FIELDS = {"gaps": "what is not known"}


ChangedEntry = tuple[Markup, str, list[Markup], int]
"""The link to an entry that a commit changed, what happened to it, the lines on that, and how many are left out."""
ListedCommit = tuple[Commit, list[ChangedEntry], list[str]]
"""One commit, its entries, and what is not listed of them, as "12 sources"."""


def pages(site: SiteInput) -> Iterator[tuple[str, str | bytes]]:
    """Yield the pages of recent changes, by day, the newest first, and the feeds."""
    atlas, history = site.atlas, site.read_history()
    kinds = [kind for kind in atlas.kinds if not kind.supports]
    context = {"kinds": kinds, "is_known": history is not None, "repository": repository_address()}
    chunks = packed(history or (), MAX_ON_PAGE, weight=lambda row: min(len(row[1]), MAX_ROWS))
    for part in parts("index", chunks or [[]]):
        days: dict[str, list[ListedCommit]] = {}
        for commit, changes in part.rows:
            days.setdefault(day_words(commit.when.date()), []).append((commit, *_listed(atlas, changes)))
        yield f"changes/{part.file}.md", filled("changes.md.j2", part=part, days=days, **context)
    yield from _feeds(atlas, history or (), kinds)


def _listed(atlas: Atlas, changes: Sequence[EntryChange]) -> tuple[list[ChangedEntry], list[str]]:
    kinds = {kind.folder: kind for kind in atlas.kinds}
    changed = [_changed(atlas, change) for change in changes[:MAX_ROWS]]
    others = Counter(change.folder for change in changes[MAX_ROWS:])
    return changed, [counted_entries(count, kinds[folder]) for folder, count in others.items()]


def _changed(atlas: Atlas, change: EntryChange) -> ChangedEntry:
    link = LinkedWords(atlas).link(change.id) if change.id in atlas.entries else html(change.label)
    corrections = atlas[change.id].record.corrections if change.id in atlas.entries else ()
    is_redacted = any(item.type == "redaction" for item in corrections)  # the lines would repeat the detail
    is_compared = change.sort in (ChangeKind.CHANGED, ChangeKind.RENAMED) and not is_redacted
    lines = [html(line) for line in entry_lines(change, str, ids=False)] if is_compared else []
    return link, change_words(change), lines[:MAX_LINES], max(0, len(lines) - MAX_LINES)


def change_words(change: EntryChange) -> str:
    """Return what happened to an entry in a few words: "added: Leader, Toll; now preferred: Type; summary rewritten"."""
    whole = {ChangeKind.ADDED: "new entry", ChangeKind.REMOVED: "entry removed"}
    return whole.get(change.sort) or "; ".join(_parts(change)) or "changed"


def _parts(change: EntryChange) -> Iterator[str]:
    if change.sort is ChangeKind.RENAMED:
        yield f"new address, was {change.old_id}"
    turned: dict[str, dict[str, None]] = {}
    for statement in change.statements:
        edit = "edited" if statement.is_mended else "sources or notes changed"
        if (rank := statement.rank) is not None and not statement.is_mended:
            edit = f"now {_RANKS[rank.after]}" if rank.after in _RANKS else f"no longer {_RANKS[rank.before]}"
        turn = edit if statement.sort is ChangeKind.CHANGED else str(statement.sort)
        turned.setdefault(turn, {})[statement.label] = None
    for turn, labels in turned.items():
        named, more = ", ".join(list(labels)[:MAX_LABELS]), len(labels) - MAX_LABELS
        yield f"{turn}: {named}" + (f" and {more} more" if more > 0 else "")
    for text in change.texts:
        yield f"{'text' if text.field == 'body' else text.field} rewritten"
    if names := len(change.names_gained) + len(change.names_lost):
        yield f"{counted(names, 'name')} changed"
    if change.fields:
        yield "changed: " + ", ".join(_FIELDS.get(turn.name, spaced(turn.name)) for turn in change.fields)


def _feeds(atlas: Atlas, history: Sequence[RecentCommit], kinds: Sequence[Kind]) -> Iterator[tuple[str, bytes]]:
    changes = [(commit, change) for commit, changed in history for change in changed]
    feeds = [("feed", "recent changes", changes)]
    feeds += [(k.folder, k.plural.lower(), [own for own in changes if own[1].folder == k.folder]) for k in kinds]
    feeds = [(f"changes/{file}.xml", words, own) for file, words, own in feeds]
    of_entries: dict[str, list[tuple[Commit, EntryChange]]] = {}
    for commit, change in changes:
        of_entries.setdefault(change.id, []).append((commit, change))
    entries = (entry for kind in kinds for entry in atlas.of_kind(kind))
    feeds += [(feed_path(entry), entry.label, of_entries.get(entry.id, [])) for entry in entries]
    for path, words, own in feeds:
        told = (_feed_entry(atlas, commit, change) for commit, change in own)
        yield path, atom(f"{subject().name}: {words}", path, told)


def _feed_entry(atlas: Atlas, commit: Commit, change: EntryChange) -> FeedEntry:
    page = atlas[change.id].address if change.id in atlas.entries else "changes/index.html"
    words = change_words(change)
    id = f"{change.folder}/{change.id}#c-{commit.id[:12]}"
    return FeedEntry(id, f"{change.label}: {words}", page, commit.when, capitalised(words))
