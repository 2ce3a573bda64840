"""Coverage: what the atlas covers, where to begin, and the lists of what each entry lacks, with a link to edit its file."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import PurePosixPath

from markupsafe import Markup

from generator.checks.catalog import RULES
from generator.diagnostics import Diagnostic, Level
from generator.facts.entry_dates import date_of
from generator.facts.holding import newest_of
from generator.facts.plain_words import country_name
from generator.facts.support import cited_in, is_thin
from generator.geo.locations import NOWHERE, Area, areas_of
from generator.model.atlas import Atlas, Entry
from generator.model.fields import Property
from generator.model.kind import Kind
from generator.render.environment import filled
from generator.render.linked_words import LinkedWords
from generator.render.markup import BAR, LINK, LINK_OUT, address, code_html, edit_address, html, joined, piece
from generator.render.paging import packed, parts
from generator.render.site_input import SiteInput
from generator.render.tables import DASH, Cell, Column, HeadingRow, Row, StyledCell, Table, number, rows_of
from generator.subject import subject
from generator.text.edtf_words import in_words
from generator.text.phrases import capitalised

MAX_YEARS = 10
"""Years with a column of their own; what is older is counted together."""
MOST_ITEMS = 1_200
"""Things wanted that one page lists; each entry counts as two more."""
NO_PLACE = "No place recorded"
REVIEW, TOLD = "A515", "A412"
"""The notes that the page of reviews lists, and those that the lists say in another way: by statement."""
_ALONE, _ASKED, _THIN = "alone", "asked", "thin"
"""What is wanted without a note: a source beside the only one, what is not known, and an origin beside the only one."""
_TASKS = {
    "A411": ("Find the archived copy of a web source", "a search in a web archive; no judgement"),
    "A514": ("Add a name in its own script", subject().language_skills),
    **{rule.code: rule.task for rule in RULES.values() if rule.task},
    REVIEW: ("Review an entry", "an hour, and the latest reports"),
    _ALONE: ("Find a second source for an entry that rests on one", "a search for other reports"),
    _ASKED: ("Answer what is not known", "a source that says it"),
    _THIN: ("Find a second origin for a death, a responsibility or a parent body", "checking whom a report quotes"),
}
"""The task that a note or something else stands for, and what it takes; the easiest first."""
_STEPS = (1, 2, 5, 10)
"""The numbers from which a cell is a shade darker."""
_COLUMNS = (Column("Task", is_head=True), Column("What it takes"), number("Open", "open:"), Column("Where"))
_SHARES = (
    Column("Kind", is_head=True),
    Column("Property"),
    number("Recorded", "recorded:"),
    number("Of", "of"),
    number("Share"),
    Column("Bar", style="ea-barcell"),
)
_WANTED = (Column("Entry", is_head=True), Column("Needed"), Column("Edit"))
_KIND_LINK = piece('<a class="ea-k ea-k-{}" href="../{}/index.html">{}</a>')
_ENTRY = re.compile(r"entities/\w+/([\w-]+)\.yml|<code>([a-z\d-]+)</code>")
_LIST = piece("<ul>{}</ul>")
_ITEM = piece("<li>{}</li>")


Wanted = tuple[str, Markup]
"""What is wanted of an entry: the key of the task that it is, and its words."""


def pages(site: SiteInput) -> Iterator[tuple[str, str]]:
    """Yield the page of coverage, and for each kind the pages of what is wanted, by area."""
    atlas = site.atlas
    kinds = [kind for kind in atlas.kinds if kind.is_event]
    undated = sum(date_of(entry) is None for kind in kinds for entry in atlas.of_kind(kind))
    newest = newest_of(atlas, (source for source, uses in atlas.uses.items() if uses))
    shares = Table("Share of entries that have what readers look for", _SHARES, rows_of(_shares(atlas)))
    events = [(kind, *_event_table(atlas, kind)) for kind in kinds]
    context = {"undated": undated, "newest": in_words(newest) if newest else "", "shares": shares}
    wanted = wanted_by_entry(atlas, site.find())
    yield "coverage/index.md", filled("coverage.md.j2", tasks=task_table(atlas, wanted), events=events, **context)
    yield from _wanted_pages(atlas, wanted)


def _event_table(atlas: Atlas, kind: Kind) -> tuple[Table | None, str]:
    """Return the events of a kind by year and area, and the first and the last year; None where no event is dated.

    An event in several areas counts in each, and once in the sum.
    """
    dated = [(date.earliest[:4], entry) for entry in atlas.of_kind(kind) if (date := date_of(entry)) is not None]
    years = sorted({year for year, _ in dated})
    if not years:
        return None, ""
    shown = years[-MAX_YEARS:]
    older = f"before {shown[0]}"
    labels = [older, *shown] if len(shown) < len(years) else shown
    by_area: dict[Area, Counter[str]] = defaultdict(Counter)
    totals, by_country = Counter[str](), Counter[str]()
    for year, entry in dated:
        column = year if year in shown else older
        totals[column] += 1
        for area in areas_of(atlas, entry) or (NOWHERE,):
            by_area[area][column] += 1
            by_country[area.country] += 1
    years_shown = (number(label, f"{label}:", absent=DASH) for label in labels)
    columns = (Column("Area", is_head=True), *years_shown, number("All", "all:"))
    words = LinkedWords(atlas)
    names = {area: words.link(area.id, marked=False) if area.id else html("area not named") for area in by_area}

    def order(area: Area) -> tuple[int, str, bool, int, str]:
        """Put the country with the most events first, and of each the area with most; events without one come last."""
        most = -by_country[area.country], _country(area)
        return *most, not area.id, -by_area[area].total(), names[area].striptags().casefold()

    rows: list[Row | HeadingRow] = []
    for country, areas in groupby(sorted(by_area, key=order), key=_country):
        rows.append(HeadingRow(country))
        for area in areas:
            cells = (_shaded(by_area[area][label], label) for label in labels)
            rows.append(Row((names[area], *cells, by_area[area].total())))
    sums = (totals[label] or None for label in labels)
    rows += [HeadingRow(), Row(("All areas", *sums, len(dated)), "ea-total")]
    table = Table(f"{kind.plural} by area and year", columns, tuple(rows), "ea-lines ea-heat")
    return table, f"{years[0]} to {years[-1]}"


def _country(area: Area) -> str:
    return country_name(area.country) if area.country else "No place"


def _shaded(count: int, label: str) -> Cell:
    shade = sum(count >= step for step in _STEPS)
    return StyledCell(count, {"class": f"ea-n ea-h{shade}", "data-u": f"{label}:"}) if shade else None


def _shares(atlas: Atlas) -> Iterator[tuple[Cell, ...]]:
    """Yield how many entries of a kind have each property that readers look for."""
    for kind in atlas.kinds:
        entries = list(atlas.of_kind(kind))
        link = _KIND_LINK(kind.key, kind.folder, kind.plural)
        for field, declared in entries[0].shape.properties if entries else ():
            if asked := [entry for entry in entries if entry.expects(declared)]:
                count = sum(1 for entry in asked if getattr(entry.record, field.name))
                percent = 100 * count // len(asked)  # 100 only where none lacks it
                yield link, declared.label, count, len(asked), f"{percent} %", BAR(percent)


def task_table(atlas: Atlas, wanted: Mapping[str, Sequence[Wanted]]) -> Table:
    """Return the tasks for newcomers, the easiest first; tasks without open cases are left out."""
    by_task: dict[str, list[str]] = {}
    for id, task in ((id, task) for id, own in wanted.items() for task, _ in own):
        by_task.setdefault(task, []).append(id)
    rows = []
    for task in (*_TASKS, *sorted(by_task.keys() - _TASKS)):
        if ids := by_task.get(task):
            words, takes = _TASKS.get(task) or (RULES[task].summary, f"see the rule {task}")
            where = LINK("../overdue/index.html", "reviews") if task == REVIEW else _lists(atlas, ids)
            rows.append((words, takes, len(ids), where))
    return Table("Tasks for contributors, the easiest first", _COLUMNS, rows_of(rows))


def _lists(atlas: Atlas, ids: Iterable[str]) -> Markup:
    """Return links to the pages of wanted work on the kinds of these entries."""
    folders = {atlas[id].kind.folder for id in ids}
    kinds = [kind for kind in atlas.kinds if kind.folder in folders]
    return joined(LINK(f"{kind.folder}.html", kind.plural.lower()) for kind in kinds)


def wanted_by_entry(atlas: Atlas, findings: Iterable[Diagnostic]) -> dict[str, list[Wanted]]:
    """Return what is wanted of each entry, and behind it what the check notes."""
    words = LinkedWords(atlas)
    wanted = {id: list(_wanted(words, entry, cited_in(atlas, entry)[0])) for id, entry in atlas.entries.items()}
    for finding in findings:
        id = PurePosixPath(finding.file).stem
        if finding.rule.level is Level.NOTE and finding.rule.code != TOLD and id in wanted:
            wanted[id].append((finding.rule.code, _noted(words, finding)))
    return wanted


def _wanted(words: LinkedWords, entry: Entry, sources: Collection[str]) -> Iterator[Wanted]:
    yield from ((_ASKED, html(gap)) for gap in entry.record.gaps)
    for field, declared in entry.shape.properties:
        if entry.expects(declared) and not getattr(entry.record, field.name):
            yield _ASKED, html(f"{declared.label}: nothing recorded")
    if len(sources) == 1 and not entry.kind.supports:
        yield _ALONE, html("Rests on one source: ") + words.link(*sources, marked=False)
    for fact in (fact for fact in entry.facts if is_thin(words.atlas, fact)):
        field = entry.shape.fields[fact.field]
        said, _ = words.statement(fact)
        about = html(f"{field.marker(Property).label}: {said.striptags()}")
        yield _THIN, html("One origin for ") + LINK(address(entry, fact.anchor), about)


def _wanted_pages(atlas: Atlas, wanted: Mapping[str, Sequence[Wanted]]) -> Iterator[tuple[str, str]]:
    words = LinkedWords(atlas)
    listed = {id: [item for task, item in own if task != REVIEW] for id, own in wanted.items()}
    for kind in atlas.kinds:
        entries = [(_area_title(atlas, e), e) for e in atlas.of_kind(kind) if listed[e.id]]
        entries.sort(key=lambda row: (row[0] == NO_PLACE, row[0].casefold(), row[1].label.casefold(), row[1].id))
        for part in parts(kind.folder, packed(entries, MOST_ITEMS, weight=lambda row: 2 + len(listed[row[1].id]))):
            rows: list[Row | HeadingRow] = []
            for title, group in groupby(part.rows, key=lambda row: row[0]):
                rows += [HeadingRow(title)] if title else []
                rows += [Row(_cells(words, entry, listed[entry.id])) for _, entry in group]
            caption = f"{kind.plural}: what each entry needs"
            table = Table(caption, _WANTED, tuple(rows), "ea-lines ea-wants", is_wide=True)
            context = {"kind": kind, "count": len(entries), "by_area": bool(part.rows[0][0])}
            yield f"coverage/{part.file}.md", filled("wanted.md.j2", part=part, table=table, **context)


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
    return f"{country}: {atlas[area].label}" if area else f"{country}, area not named"


def _cells(words: LinkedWords, entry: Entry, items: Iterable[Markup]) -> tuple[Cell, ...]:
    """Return an entry, the list of what is wanted of it, and the link to edit its file."""
    return words.link(entry.id), _LIST(joined(map(_ITEM, items), "")), LINK_OUT(edit_address(entry), "edit")


def _noted(words: LinkedWords, note: Diagnostic) -> Markup:
    """Return a note with the names of entries in place of their ids and files."""

    def link(match: re.Match[str]) -> str:
        id = match[1] or match[2]
        return str(words.link(id, marked=False)) if id in words.atlas.entries else match[0]

    return Markup(_ENTRY.sub(link, code_html(capitalised(note.message))))
