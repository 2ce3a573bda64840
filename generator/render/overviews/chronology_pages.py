"""The chronology: everything dated, over all entries, by year and month; a page, or one for each year."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from markupsafe import Markup

from generator.draw.strip import strip_svg
from generator.draw.strip_lanes import DrawnLane, LaneMark
from generator.facts.entry_dates import DatedFacts, date_of, dated_facts
from generator.facts.rivals import contested, disagreements
from generator.facts.support import origins_of
from generator.facts.ties import Tie, named_ids
from generator.model.atlas import Atlas, Entry
from generator.model.fields import Property
from generator.model.kind import Kind
from generator.model.statement import Agent
from generator.render.environment import filled
from generator.render.linked_words import LinkedWords, stance_lead
from generator.render.markup import LINK, NOTHING, SUB, address, html, joined, piece, section_anchor
from generator.render.overviews.index_values import Facets, short_name
from generator.render.paging import ListPart, Tab, packed, parts
from generator.render.site_input import SiteInput
from generator.render.tables import Column, HeadingRow, Row, SortedCell, Table
from generator.text.edtf import MONTHS, Edtf
from generator.text.edtf_words import in_short
from generator.text.phrases import counted

MAX_ROWS = 400
"""Lines on one page; with more each year has a page of its own, or several."""
HIGHEST_BAR, FOOT = 100.0, 115.0
"""The height of the bar of the year with most items, and where all bars stand, in units of their drawing."""
LATEST_ROWS = 60
"""Lines on the first of several pages, newest first; those of years run on from the oldest."""
MAX_SPEAKERS = 2
LANES = 10
"""Bodies whose events are drawn."""
EVERY = "all"
"""The name of the tables of all years, where each has its page."""
FACETS = (
    "Kind", "Type of event", "Body", "Who is named", "Responsibility", "Country", "Governorate", "Accounts", "Year",
)  # fmt: skip
_SORTED = {"class": "ea-dt", "data-c": "date", "data-k": "date"}
_COLUMNS = (
    Column("Entry", is_head=True, key="entry", sorts="name"),
    Column("What is recorded", key="what-is-recorded", sorts="text"),
    Column("Who says so", key="who-says-so", sorts="text"),
    Column("Origins", style="ea-n", unit="origins:", key="origins", sorts="number"),
)
_DIFFERS = piece(' <a class="ea-neq" href="{}" title="accounts differ"><span class="ea-vh">accounts differ</span></a>')
_YEAR_BAR = piece(
    '<svg class="ea-year" viewBox="0 0 24 116" aria-hidden="true" focusable="false">{}<text x="12" y="{}">{}</text></svg>'
)
_PIECE = piece('<rect class="ea-k-{}" x="4" width="16" y="{}" height="{}"/>')
_IN_YEAR = piece(
    '<svg class="ea-inyear" viewBox="0 0 366 12" aria-hidden="true" focusable="false"><rect x="{}" width="{}" height="12"/></svg>'
)
"""Where in its year a date lies that names no day."""
_TIE = piece('<span class="ea-sub">{} <a href="{}">{}</a></span>')
_COARSER = piece(' <span class="ea-sub">also given as {}</span>')
Line = tuple[DatedFacts, Row]
"""What is dated, and its row."""
Split = Mapping[str, Sequence[ListPart[Line]]]
"""The pages of each year, where it has pages of its own."""
DensityBar = tuple[str, str, int, Markup, str]
"""A bar of a strip: its words, where it leads, its number of items, its drawing, and the other pages with its lines."""


def pages(site: SiteInput) -> Iterator[tuple[str, str]]:
    """Yield the one page on which all finds room; else an overview with the newest lines, and the pages of each year."""
    atlas, words, facets = site.atlas, LinkedWords(site.atlas), Facets(site.atlas, labels=FACETS)
    lines = [(moment, _row(words, facets, moment)) for moment in dated_facts(atlas)]
    years = {year: list(group) for year, group in groupby(lines, key=lambda line: line[0].day[:4])}
    is_short = len(lines) <= MAX_ROWS
    chunks = {year: packed(own, MAX_ROWS, lambda line: line[0].day[:7]) for year, own in years.items()}
    split = {} if is_short else {year: parts(year, own, list(map(_months, own))) for year, own in chunks.items()}
    shown = years if is_short else dict.fromkeys(list(years)[-1:], lines[-LATEST_ROWS:])
    kinds = list(_kinds(atlas))
    page = filled(
        "chronology.md.j2",
        years=_bars(atlas, years, {year: f"#y{year}" if is_short else f"{year}.html" for year in years}, split),
        months=_months_of(atlas, {year: years[year] for year in shown}, split),
        part=None,
        tables=[(year, _table(own, year, year) if is_short else _table(own)) for year, own in shown.items()],
        count=len(lines),
        latest=min(LATEST_ROWS, len(lines)),
        span=f"{lines[0][0].day[:4]} to {lines[-1][0].day[:4]}" if lines else "",
        kinds=kinds,
        facets=facets.views(),
        lanes=_lanes(atlas),
        is_short=is_short,
    )
    yield "chronology/index.md", page
    for year, listed in split.items():
        titles = [part.title for part in listed]
        tabs = [Tab(other, f"{other}.html", len(of_year), other == year) for other, of_year in years.items()]
        context = {"years": tabs, "kinds": kinds, "months": _months_of(atlas, {year: years[year]}, split)}
        for index, part in enumerate(listed):
            title = f"{year}, {part.title}" if part.title else year
            title += f" (part {index + 1})" if titles.count(part.title) > 1 else ""
            tables = [(year, _table(part.rows, year))]
            page = filled("chronology.md.j2", part=part, title=title, tables=tables, **context)
            yield f"chronology/{part.file}.md", page


def _lanes(atlas: Atlas) -> Markup:
    """Return the events of those who are named most often as having done them, drawn over time: a lane for each.

    A date that is no day is a stretch; nothing is drawn where nobody is named.
    """
    done: dict[str, dict[Entry, Edtf]] = {}
    for entry in atlas.entries.values():
        for facet in entry.kind.facets:
            for fact in entry.current_facts(facet.field) if facet.with_stance else ():
                agent, stance, when = getattr(fact.statement, facet.part), fact.statement.stance_code, date_of(entry)
                if when and stance is not None and stance.affirms and isinstance(agent, Agent) and agent.id:
                    done.setdefault(agent.id, {})[entry] = when
    lanes, spoken = [], []
    for id, events in sorted(done.items(), key=lambda item: (-len(item[1]), item[0]))[:LANES]:
        label = f"{short_name(atlas[id])}: {counted(len(events), 'event')}"
        days = sorted(date.day for date in events.values())
        lanes.append(DrawnLane(label, tuple(LaneMark("event", in_short(date), date) for date in events.values())))
        spoken.append(f"{label}, {days[0][:4]} to {days[-1][:4]}.")
    svg, _ = strip_svg("lanes", " ".join([*spoken, "The list below says the same, by body."]), lanes)
    return Markup(svg)


def _bars(
    atlas: Atlas, groups: Mapping[str, Sequence[Line]], hrefs: Mapping[str, str], split: Split
) -> list[DensityBar]:
    """Return a bar for each year or month, as high as its number of items beside the others, in pieces for the kinds."""
    most, bars = max(map(len, groups.values()), default=0), []
    for key, own in groups.items():
        pieces, top = [], FOOT
        for kind in atlas.kinds:
            if number := sum(moment.entry.kind is kind for moment, _ in own):
                height = HIGHEST_BAR * number / most
                top -= height
                pieces.append(_PIECE(kind.key, f"{top:z.1f}", f"{height:z.1f}"))
        svg = _YEAR_BAR(joined(pieces, ""), f"{top - 3:z.1f}", len(own))
        words = MONTHS[int(key[5:]) - 1][:3] if key[5:] else key
        bars.append((words, hrefs[key], len(own), svg, " ".join(f"{part.file}.html" for part in split.get(key, ()))))
    return bars


def _months_of(atlas: Atlas, years: Mapping[str, Sequence[Line]], split: Split) -> dict[str, list[DensityBar]]:
    """Return the months of each year as bars that lead to their lines; those of a year of few months are left out."""
    bars = {}
    for year, own in years.items():
        by_month: dict[str, list[Line]] = {}
        hrefs: dict[str, str] = {}
        for file, lines in [(f"{part.file}.html", part.rows) for part in split.get(year, ())] or [("", own)]:
            for line in (line for line in lines if line[0].month):
                by_month.setdefault(line[0].month, []).append(line)
                hrefs.setdefault(line[0].month, f"{file}#m{line[0].month}")
        if len(by_month) > 2:
            bars[year] = _bars(atlas, dict(sorted(by_month.items())), hrefs, {})
    return bars


def _kinds(atlas: Atlas) -> Iterator[tuple[Kind, str]]:
    """Yield the kinds that appear, with the labels of the properties that bring them there."""
    for kind in atlas.kinds:
        entry = next(atlas.of_kind(kind), None)
        properties = entry.shape.properties if entry else ()
        if labels := [declared.label.lower() for _, declared in properties if declared.chronicle]:
            yield kind, ", ".join(labels)


def _months(chunk: Sequence[Line]) -> str:
    first, last = (MONTHS[int(moment.day[5:7]) - 1] for moment, _ in (chunk[0], chunk[-1]))
    return first if first == last else f"{first} to {last}"


def _table(lines: Sequence[Line], year: str = "", name: str = EVERY) -> Table:
    """Return the lines of a year by month, first those that name no month; without a year the other way round.

    Tables of one name are one to the script.
    """
    rows: list[Row | HeadingRow] = []
    order = sorted(lines if year else lines[::-1], key=_month, reverse=not year)
    for month, of_month in groupby(order, _month):
        title = f"{MONTHS[int(month[5:]) - 1]} {month[:4]}" if month[5:] else month
        rows += [HeadingRow(title, anchor=f"m{month}")] if month != year else []
        rows += [row for _, row in of_month]
    sorts = _SORTED | {"aria-sort": "ascending" if year else "descending"}
    columns = (Column("Date", style="ea-dt", head_attributes=sorts), *_COLUMNS)
    caption = f"{year or 'The latest'}: what is dated, with who says so"
    return Table(caption, columns, tuple(rows), "ea-lines ea-chron", f'data-index="{name}"', is_wide=True)


def _month(line: Line) -> str:
    """Return the month of a line, or its year where its date names no month."""
    return line[0].month or line[0].day[:4]


def _row(words: LinkedWords, facets: Facets, moment: DatedFacts) -> Row:
    """Return date, entry, matter, speakers and origins; behind the entry the way to what accounts differ on."""
    atlas, entry, fact = words.atlas, moment.entry, moment.facts[0]
    fields = [moment.field] if fact.id in contested(atlas, entry) else []
    fields += [matter[0].field for matter in disagreements(atlas, entry) if moment.is_event]
    name = words.link(entry.id, anchor=fact.anchor)
    name += _DIFFERS(address(entry, section_anchor(fields[0]))) if fields else NOTHING
    speakers = list(dict.fromkeys(words.speaker(fact.statement) for fact in moment.facts))
    more = len(speakers) - MAX_SPEAKERS
    named = joined(speakers[:MAX_SPEAKERS], "; ") + (html(" ") + SUB(f"and {more} more") if more > 0 else NOTHING)
    coarser = joined(LINK(address(entry, fact.anchor), html(in_short(date))) for fact, date in moment.coarser)
    matter = _matter(words, moment) + (_COARSER(coarser) if coarser else NOTHING)
    chain = _chain(atlas, entry) if moment.is_event else ()
    matter += joined((_TIE(said, address(other), html(other.label)) for said, other in chain), "")
    date = SortedCell(html(in_short(moment.date)) + _in_year(moment), moment.date.text)
    cells = (date, name, matter, named, len(origins_of(atlas, fact)))
    return Row(cells, data={"data-f": facets.values(entry, 0, bool(fields), moment.date)})


def _in_year(moment: DatedFacts) -> Markup:
    """Return the stretch of its year in which a date lies that is not one day."""
    year, date = moment.day[:4], moment.date
    first, last = max(date.earliest, f"{year}-01-01"), min(date.latest, f"{year}-12-31")
    if first >= last:
        return NOTHING
    start, end = (datetime.date.fromisoformat(day).timetuple().tm_yday for day in (first, last))
    return _IN_YEAR(start - 1, end - start + 1)


def _chain(atlas: Atlas, event: Entry) -> Iterator[tuple[str, Entry]]:
    """Yield what an event answers, follows or is part of, and what answers it, where sorts of ties say so."""
    for field, declared in event.shape.properties:
        for fact in event.current_facts(field.name):
            for _, id in named_ids(field, fact.statement):
                sort = Tie(event, field, declared, fact, id).typing
                if sort is not None and atlas[id].kind.is_event:
                    yield sort.label, atlas[id]
    for mention in atlas.mentions.get(event.id, ()):
        other, said = atlas[mention.entry_id], mention.fact
        if other.kind.is_event and said is not None and said.statement.rank != "deprecated":
            field = other.shape.fields[mention.field]
            sort = Tie(other, field, field.marker(Property), said, event.id).typing
            if sort is not None:
                yield sort.inverse, other


def _matter(words: LinkedWords, moment: DatedFacts) -> Markup:
    """Return what is dated: of an event its class and place, else the property and what it says."""
    entry, fact = moment.entry, moment.facts[0]
    if moment.is_event:
        said = [own for name in ("type", entry.kind.place) for own in entry.current_facts(name)[:1]]
        return joined((words.statement(own)[0] for own in said), "\N{NO-BREAK SPACE}·\N{NO-BREAK SPACE}")
    declared: Property = entry.shape.fields[moment.field].marker(Property)
    label = declared.label if moment.part in ("value", "when", "said") else f"{declared.label}, {moment.part}"
    if declared.one or fact.value == moment.date:
        return html(label)
    return html(f"{label}: ") + stance_lead(fact.statement.stance_code, actor=True) + words.statement(fact)[0]
