"""The timeline of an entry: its dated statements, what was said when, and the dated events that name it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from generator.model.atlas import Atlas
from generator.model.entry import Entry
from generator.render.derived import date_of
from generator.render.facts import FactView, SectionView
from generator.render.values import Words, html
from generator.text.edtf import Edtf
from generator.text.edtf_words import in_short


@dataclass(frozen=True, slots=True)
class _Item:
    date: Edtf
    html: Markup
    event: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """One date and what stands beside it."""

    date: str
    event: bool
    items: tuple[Markup, ...]


def timeline(atlas: Atlas, entry: Entry, sections: list[SectionView], words: Words) -> list[Moment]:
    """Return the dated matters of an entry, oldest first; superseded statements are left out."""
    items = [*_own(entry, sections), *_events(atlas, entry, words)]
    items.sort(key=lambda item: (item.date.sort_key, not item.event, str(item.html)))
    moments = []
    for date, group in groupby(items, key=lambda item: item.date):
        held = list(group)
        moments.append(Moment(in_short(date), any(i.event for i in held), tuple(dict.fromkeys(i.html for i in held))))
    return moments


def _own(entry: Entry, sections: list[SectionView]) -> Iterator[_Item]:
    for section in sections:
        for view in section.facts:
            if view.rank == "deprecated":
                continue
            statement = view.fact.statement
            value = getattr(statement, "value", None)
            listed = getattr(statement, "listed", None)
            date = value if isinstance(value, Edtf) else listed or statement.when
            if date is not None:
                yield _Item(date, _line(section, view, isinstance(value, Edtf)), entry.kind.date == section.name)
            elif statement.said is not None:
                yield _Item(statement.said, _line(section, view, False), False)


def _line(section: SectionView, view: FactView, is_date: bool) -> Markup:
    chip = (
        Markup('<span class="ea-st ea-st-{}">{}</span> ').format(view.stance, view.stance_words)
        if view.stance
        else Markup("")
    )
    label = html(section.label) if is_date else Markup("{}: {}").format(section.label, view.words.striptags())
    linked = Markup('<a href="#{}">{}</a>').format(view.anchor, label)
    return chip + linked + Markup(' <span class="ea-by">{}</span> ').format(view.speaker) + view.marks


def _events(atlas: Atlas, entry: Entry, words: Words) -> Iterator[_Item]:
    """Yield the dated entries that name this one in a statement of theirs."""
    seen = {entry.id}
    for mention in atlas.mentions.get(entry.id, ()):
        other = atlas[mention.entry_id]
        if mention.fact is None or mention.part in ("by", "disputed") or other.id in seen:
            continue
        seen.add(other.id)
        if other.kind.date and not other.kind.supports and (date := date_of(other)) is not None:
            yield _Item(date, words.link(other.id), True)
