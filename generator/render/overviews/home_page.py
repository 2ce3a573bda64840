"""The first page: what the atlas is, what it holds, and the ways in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from generator.compare.recent import RecentCommit
from generator.links.comparison import Disagreement
from generator.links.connections import named_by, newest_of, sources_by_entry
from generator.model.atlas import Atlas
from generator.model.entry import Entry
from generator.model.kind import Kind, Property
from generator.render.differing import difference_words
from generator.render.overviews.change_pages import change_words
from generator.render.values import Words, html
from generator.text.edtf import parse as parse_date
from generator.text.edtf_words import in_short, in_words

MAX_LATEST, MAX_CONNECTED, MAX_MATTERS = 6, 8, 6
"""Entries and matters that each list shows."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A kind and how many entries it has."""

    kind: Kind
    count: int


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: a link, and what is said beneath it."""

    link: Markup
    sub: Markup


@dataclass(frozen=True, slots=True)
class Connected:
    """An entry that others name."""

    link: Markup
    count: int
    share: int
    """In hundredths of the most connected."""


@dataclass(frozen=True, slots=True)
class HomePage:
    """What the first page shows."""

    kinds: tuple[Counted, ...]
    supporting: tuple[Counted, ...]
    changes: tuple[Row, ...]
    """What was changed last; empty where the history is not known."""
    latest: tuple[Row, ...]
    connected: tuple[Connected, ...]
    matters: tuple[Row, ...]
    matter_count: int
    version: str
    """The day of this edition in words; empty where none is known."""


def home_page(
    atlas: Atlas,
    differing: Mapping[str, tuple[Disagreement, ...]],
    today: date | None,
    history: Sequence[RecentCommit] | None = None,
) -> HomePage:
    """Return the view of the first page; `differing` are the disagreements by entry, `history` what was changed lately."""
    words = Words(atlas, root="")
    counts = [Counted(kind, sum(1 for _ in atlas.of_kind(kind))) for kind in atlas.kinds]
    return HomePage(
        kinds=tuple(c for c in counts if not c.kind.supports),
        supporting=tuple(c for c in counts if c.kind.supports),
        changes=tuple(_changes(atlas, words, history or ())),
        latest=tuple(_latest(atlas, words)),
        connected=tuple(_connected(atlas, words)),
        matters=tuple(_matters(atlas, differing)),
        matter_count=sum(len(found) for found in differing.values()),
        version=day_words(today) if today else "",
    )


def day_words(day: date) -> str:
    """Return a day in words, one outside the years of the atlas in digits."""
    return in_words(parse_date(day.isoformat())) if 1900 <= day.year <= 2100 else day.isoformat()


def _subjects(atlas: Atlas) -> Iterator[Entry]:
    return (entry for entry in atlas.entries.values() if not entry.kind.supports)


def _changes(atlas: Atlas, words: Words, history: Sequence[RecentCommit]) -> Iterator[Row]:
    """Yield the entries that were changed last, each once, with what was changed."""
    seen: set[str] = set()
    for commit in history:
        day = in_short(parse_date(commit.when.date().isoformat()))
        for change in commit.entries:
            if change.id in seen or change.id not in atlas.entries or atlas[change.id].kind.supports:
                continue
            seen.add(change.id)
            yield Row(words.link(change.id), html(f"{change_words(change)} · {day}"))
            if len(seen) == MAX_LATEST:
                return


def _latest(atlas: Atlas, words: Words) -> Iterator[Row]:
    """Yield the entries that rest on the newest sources; of one day, those of the latest review and most sources first."""
    cited = sources_by_entry(atlas)
    held = []
    for entry in _subjects(atlas):
        sources = cited.get(entry.id, frozenset())
        if (newest := newest_of(atlas, sources)) is not None:
            held.append((newest.latest, entry.record.reviewed or "", len(sources), entry, newest))
    held.sort(key=lambda row: (row[3].label.casefold(), row[3].id))
    held.sort(key=lambda row: row[:3], reverse=True)
    for _, _, number, entry, newest in held[:MAX_LATEST]:
        plural = "" if number == 1 else "s"
        yield Row(words.link(entry.id), html(f"information to {in_short(newest)} · {number} source{plural}"))


def _connected(atlas: Atlas, words: Words) -> Iterator[Connected]:
    """Yield the entries that most others name."""
    held = [(named_by(atlas, entry.id), entry) for entry in _subjects(atlas)]
    held.sort(key=lambda row: (-row[0], row[1].label.casefold(), row[1].id))
    most = max((number for number, _ in held), default=0)
    for number, entry in held[:MAX_CONNECTED]:
        if number:
            yield Connected(words.link(entry.id), number, round(100 * number / most))


def _matters(atlas: Atlas, differing: Mapping[str, tuple[Disagreement, ...]]) -> Iterator[Row]:
    """Yield the matters with the most accounts, one of each entry."""
    widest = [
        max(found, key=lambda d: (len(d.facts), -d.facts[0].index))
        for id, found in differing.items()
        if found and not atlas[id].kind.supports
    ]
    widest.sort(key=lambda d: (-len(d.facts), atlas[d.entry_id].label.casefold(), d.entry_id))
    for found in widest[:MAX_MATTERS]:
        entry = atlas[found.entry_id]
        declared: Property = entry.shape.fields[found.field].marker(Property)
        words = Words(atlas, root="")
        link = words.link(entry.id, anchor=found.field.replace("_", "-"))
        differ = difference_words([found], words, entry.shape.fields[found.field])
        yield Row(link, html(f"{declared.label}: {differ}"))
