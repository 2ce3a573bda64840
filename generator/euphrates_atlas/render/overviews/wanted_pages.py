"""Work for contributors: the tasks on the coverage page, and lists of needs for each kind."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import PurePosixPath
from typing import NamedTuple

from markupsafe import Markup

from euphrates_atlas.checks.catalog import RULES
from euphrates_atlas.draw.locations import areas_of
from euphrates_atlas.facts.plain_words import country_name
from euphrates_atlas.facts.support import cited_in, is_thin
from euphrates_atlas.findings import Finding, Level
from euphrates_atlas.model.atlas import Atlas, Entry
from euphrates_atlas.model.kind import Kind
from euphrates_atlas.render.environment import filled
from euphrates_atlas.render.linked_words import LinkedWords
from euphrates_atlas.render.markup import (
    LINK,
    LINK_OUT,
    address,
    code_html,
    edit_address,
    joined,
    piece,
)
from euphrates_atlas.render.paging import packed, parts
from euphrates_atlas.render.site_input import Pages
from euphrates_atlas.render.tables import Cells, HeadingRow, Row, TableRow
from euphrates_atlas.subject import subject
from euphrates_atlas.text.phrases import capitalised

MOST_ITEMS = 1_200
"""Things wanted that one page lists; each entry counts as two more."""
NO_PLACE = "No place recorded"
REVIEW = "A515"
"""The note that is listed on the page of reviews."""
TOLD = "A412"
"""The note that the lists tell by statement instead."""
_ALONE = "alone"
"""The task to find a source beside the only one of an entry."""
_ASKED = "asked"
"""The task to find what is not known."""
_THIN = "thin"
"""The task to find an origin beside the only one of a statement."""
_ENTRY = re.compile(r"entities/\w+/([\w-]+)\.yml|<code>([a-z\d-]+)</code>")
"""An entry in a message, by its file or its id: `entities/groups/badr.yml`, `<code>badr</code>`."""
_LIST = piece("<ul>{}</ul>")
_ITEM = piece("<li>{}</li>")


class Wanted(NamedTuple):
    """What is wanted of an entry."""

    task: str
    """The code of a note, or one of the tasks without a note."""
    words: str


def _tasks() -> dict[str, tuple[str, str]]:
    """Return what each task asks and what it takes, the easiest task first; behind them all other rules."""
    tasks = {
        "A411": (
            "Find the archived copy of a web source",
            "a search in a web archive; no judgement",
        ),
        "A514": (
            "Add a name in its own script",
            subject().language_skills,
        ),
    }
    for rule in RULES.values():
        if rule.task:
            tasks[rule.code] = rule.task
    tasks |= {
        REVIEW: ("Review an entry", "an hour, and the latest reports"),
        _ALONE: (
            "Find a second source for an entry that rests on one",
            "a search for other reports",
        ),
        _ASKED: ("Answer what is not known", "a source that says it"),
        _THIN: (
            "Find a second origin for what weighs most, such as a death",
            "checking whom a report quotes",
        ),
    }
    for code, rule in sorted(RULES.items()):
        tasks.setdefault(code, (rule.summary, f"see the rule {code}"))
    return tasks


def open_tasks(atlas: Atlas, wanted: Mapping[str, Sequence[Wanted]]) -> Iterator[Cells]:
    """Yield the tasks for newcomers, the easiest first; tasks without open cases are left out."""
    by_task = defaultdict(list)
    for id, own in wanted.items():
        for item in own:
            by_task[item.task].append(id)
    for task, (words, takes) in _tasks().items():
        ids = by_task[task]
        where = _lists(atlas, ids)
        if task == REVIEW:
            where = LINK("../overdue/index.html", "reviews")
        if ids:
            yield words, takes, len(ids), where


def _lists(atlas: Atlas, ids: Iterable[str]) -> Markup:
    """Return links to the pages of wanted work on the kinds of these entries."""
    kinds = {atlas[id].kind for id in ids}
    in_order = sorted(kinds, key=lambda kind: kind.order)
    return joined(LINK(f"{kind.folder}.html", kind.plural.lower()) for kind in in_order)


def wanted_by_entry(
    atlas: Atlas,
    findings: Iterable[Finding],
) -> dict[str, list[Wanted]]:
    """Return what is wanted of each entry, and behind it what the check notes."""
    words = LinkedWords(atlas)
    wanted = {id: list(_wanted(words, entry)) for id, entry in atlas.entries.items()}
    for finding in findings:
        id = PurePosixPath(finding.file).stem
        rule = finding.rule
        if rule.level is Level.NOTE and rule.code != TOLD and id in wanted:
            wanted[id].append(Wanted(rule.code, _noted(words, finding)))
    return wanted


def _wanted(words: LinkedWords, entry: Entry) -> Iterator[Wanted]:
    """Yield what is wanted of an entry that is no note: its gaps, and where it rests on too little."""
    atlas = words.atlas
    for gap in entry.record.gaps:
        yield Wanted(_ASKED, gap)
    for label in entry.unknown:
        yield Wanted(_ASKED, f"{label}: nothing recorded")
    sources, _ = cited_in(atlas, entry)
    if len(sources) == 1 and not entry.kind.supports:
        source = words.link(*sources, marked=False)
        yield Wanted(_ALONE, "Rests on one source: " + source)
    for fact in entry.facts:
        if is_thin(atlas, fact):
            label = atlas.field_of(fact).declared.label
            said, _ = words.statement(fact)
            about = f"{label}: {said.striptags()}"
            link = LINK(address(entry, fact.anchor), about)
            yield Wanted(_THIN, "One origin for " + link)


def wanted_pages(atlas: Atlas, wanted: Mapping[str, Sequence[Wanted]]) -> Pages:
    """Yield for each kind the pages of what is wanted, by area."""
    words = LinkedWords(atlas)
    for kind in atlas.kinds:
        needy = _needy(atlas, kind, wanted)
        chunks = packed(needy, MOST_ITEMS, weight=lambda own: 2 + len(own.items))
        for part in parts(kind.folder, chunks):
            page = filled(
                "wanted.md.j2",
                part=part,
                rows=_rows(words, part.rows),
                kind=kind,
                count=len(needy),
            )
            yield f"coverage/{part.file}.md", page


class Needy(NamedTuple):
    """An entry of which something is wanted."""

    area: str
    """The title of its group."""
    entry: Entry
    items: list[str]


def _needy(
    atlas: Atlas,
    kind: Kind,
    wanted: Mapping[str, Sequence[Wanted]],
) -> list[Needy]:
    """Return the entries of a kind of which something is wanted, by area and name; those without a place come last."""
    found = []
    for entry in atlas.of_kind(kind):
        items = [item.words for item in wanted[entry.id] if item.task != REVIEW]
        if items:
            found.append(Needy(_area_title(atlas, entry), entry, items))
    found.sort(
        key=lambda own: (own.area == NO_PLACE, own.area.casefold(), own.entry.by_name)
    )
    return found


def _rows(words: LinkedWords, needy: Iterable[Needy]) -> Iterator[TableRow]:
    """Yield entries by area, each with the list of what is wanted of it, and the link to edit its file."""
    for title, group in groupby(needy, key=lambda own: own.area):
        if title:
            yield HeadingRow(title)
        for _, entry, items in group:
            list_of_items = _LIST(joined(map(_ITEM, items), ""))
            edit = LINK_OUT(edit_address(entry), "edit")
            yield Row((words.link(entry.id), list_of_items, edit))


def _area_title(atlas: Atlas, entry: Entry) -> str:
    """Return where an entry is, as the title of a group of entries; empty where its kind has no place of its own."""
    if entry.kind.supports or not entry.kind.place:
        return ""
    areas = areas_of(atlas, entry)
    countries = {area.country for area in areas}
    if len(countries) > 1:
        return "Several countries"
    if not areas:
        return NO_PLACE
    country = country_name(areas[0].country)
    if len(areas) > 1:
        return f"{country}, several {subject().region.areas}"
    area = areas[0].id
    if not area:
        return f"{country}, {no_area()}"
    return f"{country}: {atlas[area].label}"


def no_area() -> str:
    """Return the words for what lies in no area that has an entry, though its place may be known."""
    return f"no {subject().region.area} recorded"


def _noted(words: LinkedWords, note: Finding) -> Markup:
    """Return a note with the names of entries in place of their ids and files."""

    def link(match: re.Match[str]) -> str:
        id = match[1] or match[2]
        if id not in words.atlas:
            return match[0]
        return str(words.link(id, marked=False))

    message = code_html(capitalised(note.message))
    return Markup(_ENTRY.sub(link, message))
