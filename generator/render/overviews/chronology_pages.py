"""The chronology: everything dated, over all entries, by year and month; a page, or one for each year."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, product

from markupsafe import Markup

from generator.facts.chronicle import DatedFacts, dated_facts
from generator.facts.comparison import contested, disagreements
from generator.facts.support import origins_of
from generator.facts.ties import Tie
from generator.model.atlas import Atlas, Entry
from generator.model.fields import Property
from generator.model.kind import Kind
from generator.model.value_types import Ref, Role
from generator.render.environment import filled
from generator.render.linked_words import LinkedWords, stance_lead
from generator.render.markup import LINK, MARKED_LINK, NOTHING, SUB, Snippet, address, html, joined, kind_class
from generator.render.overviews.chronology_lanes import lanes_of
from generator.render.overviews.index_values import Facets
from generator.render.paging import ListPart, Tab, packed, parts
from generator.render.site_input import SiteInput
from generator.render.tables import Column, HeadingRow, Row, SortedCell, Table
from generator.text.edtf import MONTHS
from generator.text.edtf_words import in_short

MAX_ROWS = 400
"""Lines on one page; with more each year has a page of its own, or several."""
HIGHEST_BAR, FOOT = 100.0, 115.0
"""The height of the bar of the year with most items, and where all bars stand, in units of their drawing."""
LATEST_ROWS = 60
"""Lines of the newest year on the first of several pages."""
MAX_SPEAKERS = 2
EVERY = "all"
"""The name of the tables of all years, where each has its page."""
FACETS = ("Kind", "Body", "Governorate", "Accounts", "Year")
_SORTED = {"class": "ea-dt", "data-c": "date", "data-k": "date", "aria-sort": "ascending"}
_COLUMNS = (
    Column("Date", style="ea-dt", head_attributes=_SORTED),
    Column("Entry", is_head=True, key="entry", sorts="name"),
    Column("What happened", key="what-happened", sorts="text"),
    Column("Who says so", key="who-says-so", sorts="text"),
    Column("Origins", style="ea-n", unit="origins", key="origins", sorts="number"),
)
_DIFFERS = Snippet(
    ' <a class="ea-neq" href="{}" title="accounts differ"><span class="ea-vh">accounts differ</span></a>'
)
_YEAR_BAR = Snippet(
    '<svg class="ea-year" viewBox="0 0 24 116" aria-hidden="true" focusable="false">{}<text x="12" y="{}">{}</text></svg>'
)
_PIECE = Snippet('<rect class="ea-k-{}" x="4" width="16" y="{}" height="{}"/>')
_IN_YEAR = Snippet(
    '<svg class="ea-inyear" viewBox="0 0 366 12" aria-hidden="true" focusable="false"><rect x="{}" width="{}" height="12"/></svg>'
)
"""Where in its year a date lies that names no day."""
_TIE = Snippet('<span class="ea-sub">{} <a href="{}">{}</a></span>')
_COARSER = Snippet(' <span class="ea-sub">also given as {}</span>')


def pages(site: SiteInput) -> Iterator[tuple[str, str]]:
    """Yield the one page on which all finds room; else an overview with the newest lines, and the pages of each year."""
    atlas, listed = site.atlas, dated_facts(site.atlas)
    years = {year: list(group) for year, group in groupby(listed, key=lambda moment: moment.day[:4])}
    is_short, words, facets = len(listed) <= MAX_ROWS, LinkedWords(atlas), Facets(atlas, labels=FACETS)
    chunks = {year: packed(own, MAX_ROWS, lambda moment: moment.day[:7]) for year, own in years.items()}
    split = {} if is_short else {year: parts(year, own, list(map(_months, own))) for year, own in chunks.items()}
    rows = {year: [_row(words, facets, moment) for moment in own] for year, own in years.items()}
    shown = years if is_short else {year: own[-LATEST_ROWS:] for year, own in list(years.items())[-1:]}
    tables = [
        (year, _table(year if is_short else EVERY, year, own, rows[year][-len(own) :])) for year, own in shown.items()
    ]
    page = filled(
        "chronology.md.j2",
        years=[_bar(atlas, years, year, "#y{}" if is_short else "{}.html", split.get(year, ())) for year in years],
        months=_months_of(atlas, shown, split),
        part=None,
        tables=tables,
        count=len(listed),
        span=f"{listed[0].day[:4]} to {listed[-1].day[:4]}" if listed else "",
        kinds=list(_kinds(atlas)),
        facets=facets.views(),
        lanes=lanes_of(atlas),
        is_short=is_short,
    )
    yield "chronology/index.md", page
    for year, own in years.items() if not is_short else ():
        labels, start = [_months(part.rows) for part in split[year]], 0
        for index, part in enumerate(split[year]):
            title = f"{year}, {part.title}" if part.title else year
            title += f" (part {index + 1})" if labels.count(part.title) > 1 else ""
            table = _table(EVERY, year, part.rows, rows[year][start : start + len(part.rows)])
            start += len(part.rows)
            tabs = [Tab(other, f"{other}.html", len(of_year), other == year) for other, of_year in years.items()]
            context = {"years": tabs, "months": _months_of(atlas, {year: own}, split)}
            yield (
                f"chronology/{part.file}.md",
                filled("chronology.md.j2", part=part, title=title, tables=[(year, table)], **context),
            )


@dataclass(frozen=True, slots=True)
class DensityBar:
    """A bar of the strip of years or months, and where it leads."""

    words: str
    href: str
    count: int
    svg: Markup
    pages: str
    """The pages of its lines, for the script; empty where they are on this one."""


def _bar(
    atlas: Atlas,
    groups: Mapping[str, Sequence[DatedFacts]],
    key: str,
    href: str,
    on: Sequence[ListPart[DatedFacts]] = (),
    words: str = "",
) -> DensityBar:
    """Return a bar as high as its number of items beside the others, in pieces for the kinds, with the number above."""
    own, most = groups[key], max(map(len, groups.values()))
    pieces, top = [], FOOT
    for kind in atlas.kinds:
        if number := sum(moment.entry.kind is kind for moment in own):
            height = HIGHEST_BAR * number / most
            top -= height
            pieces.append(_PIECE(kind.singular.lower(), f"{top:.1f}", f"{height:.1f}"))
    svg = _YEAR_BAR(joined(pieces, ""), f"{top - 3:.1f}", len(own))
    return DensityBar(words or key, href.format(key), len(own), svg, " ".join(f"{part.file}.html" for part in on))


def _months_of(
    atlas: Atlas,
    years: Mapping[str, Sequence[DatedFacts]],
    split: Mapping[str, Sequence[ListPart[DatedFacts]]],
) -> dict[str, list[DensityBar]]:
    """Return the months of each year as bars that lead to their lines; those of a year of few months are left out."""
    bars = {}
    for year, own in years.items():
        by_month: dict[str, list[DatedFacts]] = {}
        pages: dict[str, str] = {}
        for file, moments in [(part.file, part.rows) for part in split.get(year, ())] or [("", own)]:
            for moment in (moment for moment in moments if moment.month):
                by_month.setdefault(moment.month, []).append(moment)
                pages.setdefault(moment.month, f"{file}.html" if file else "")
        if len(by_month) > 2:
            bars[year] = [
                _bar(atlas, by_month, month, f"{pages[month]}#m{{}}", words=MONTHS[int(month[5:]) - 1][:3])
                for month in sorted(by_month)
            ]
    return bars


def _kinds(atlas: Atlas) -> Iterator[tuple[Kind, str]]:
    """Yield the kinds that appear, with the labels of the properties that bring them there."""
    for kind in atlas.kinds:
        entry = next(atlas.of_kind(kind), None)
        labels = [declared.label.lower() for _, declared in entry.properties() if declared.chronicle] if entry else []
        if labels:
            yield kind, ", ".join(labels)


def _months(chunk: Sequence[DatedFacts]) -> str:
    first, last = (MONTHS[int(moment.day[5:7]) - 1] for moment in (chunk[0], chunk[-1]))
    return first if first == last else f"{first} to {last}"


def _table(name: str, year: str, own: Sequence[DatedFacts], lines: Sequence[Row]) -> Table:
    """Return the lines of a year by month; first those that name no month. Tables of one name are one to the script."""
    rows: list[Row | HeadingRow] = []
    pairs = sorted(zip(own, lines, strict=True), key=lambda pair: pair[0].month)
    for month, of_month in groupby(pairs, lambda pair: pair[0].month):
        rows += [HeadingRow(f"{MONTHS[int(month[5:]) - 1]} {year}", anchor=f"m{month}")] if month else []
        rows += [row for _, row in of_month]
    caption = f"{year}: what is dated, with who says so"
    return Table(caption, _COLUMNS, tuple(rows), "ea-lines ea-chron", f'data-index="{name}"', is_wide=True)


def _row(words: LinkedWords, facets: Facets, moment: DatedFacts) -> Row:
    """Return date, entry, matter, speakers and origins; behind the entry the way to what accounts differ on."""
    atlas, entry, fact = words.atlas, moment.entry, moment.facts[0]
    link = MARKED_LINK(kind_class(entry), address(entry, fact.anchor), html(entry.label))
    fields = [moment.field] if fact.id in contested(atlas, entry) else []
    fields += [matter.field for matter in disagreements(atlas, entry) if moment.is_event]
    differs = _DIFFERS(address(entry, fields[0].replace("_", "-"))) if fields else NOTHING
    speakers = list(dict.fromkeys(words.speaker(fact.statement) for fact in moment.facts))
    more = len(speakers) - MAX_SPEAKERS
    named = joined(speakers[:MAX_SPEAKERS], "; ") + (html(" ") + SUB(f"and {more} more") if more > 0 else NOTHING)
    coarser = joined(LINK(address(entry, fact.anchor), html(in_short(date))) for fact, date in moment.coarser)
    matter = _matter(words, moment) + (_COARSER(coarser) if coarser else NOTHING)
    matter += joined(_chain(atlas, entry), "") if moment.is_event else NOTHING
    date = SortedCell(html(in_short(moment.date)) + _in_year(moment), moment.date.text)
    values = facets.named(entry, 0, bool(fields), moment.date)
    values |= {"Body": facets.bodies(entry), "Year": {moment.day[:4]: moment.day[:4]}}
    cells = (date, link + differs, matter, named, len(origins_of(atlas, entry, fact)))
    return Row(cells, data={"data-f": "|".join(facets.count(values))})


def _in_year(moment: DatedFacts) -> Markup:
    """Return the stretch of its year in which a date lies that is not one day."""
    year, date = moment.day[:4], moment.date
    first, last = max(date.earliest, f"{year}-01-01"), min(date.latest, f"{year}-12-31")
    if first >= last:
        return NOTHING
    start, end = (datetime.date.fromisoformat(day).timetuple().tm_yday for day in (first, last))
    return _IN_YEAR(start - 1, end - start + 1)


def _chain(atlas: Atlas, event: Entry) -> Iterator[Markup]:
    """Yield what an event answers, follows or is part of, and what answers it, where sorts of ties say so."""
    for field, declared in event.properties():
        parts = [part for part in field.parts if (ref := part.marker(Ref)) is not None and ref.role is Role.EVENT]
        for fact, part in product(event.current_facts(field.name) if parts else (), parts):
            tie = Tie(event, field, declared, fact, getattr(fact.statement, part.name))
            if tie.typing is not None:
                yield _tied(tie.typing.label, atlas[tie.target])
    for mention in atlas.mentions.get(event.id, ()):
        other, said = atlas[mention.entry_id], mention.fact
        if other.kind.is_event and said is not None and said.statement.rank != "deprecated":
            field = other.shape.fields[mention.field]
            sort = Tie(other, field, field.marker(Property), said, event.id).typing
            if sort is not None:
                yield _tied(sort.inverse, other)


def _tied(words: str, other: Entry) -> Markup:
    return _TIE(words, address(other), html(other.label))


def _matter(words: LinkedWords, moment: DatedFacts) -> Markup:
    """Return what is dated: of an event its class and place, else the property and what it says."""
    entry, fact = moment.entry, moment.facts[0]
    if moment.is_event:
        values = []
        for name in (entry.kind.classifier, entry.kind.place):
            field = entry.shape.fields.get(name)
            if field is not None and field.marker(Property) is not None:
                values += [words.statement(field, fact.statement)[0] for fact in entry.current_facts(name)[:1]]
        return joined(values, " · ")
    field = entry.shape.fields[moment.field]
    declared: Property = field.marker(Property)
    label = declared.label if moment.part in ("value", "when", "said") else f"{declared.label}, {moment.part}"
    if declared.one or fact.value == moment.date:
        return html(label)
    said, _ = words.statement(field, fact.statement)
    return html(f"{label}: ") + stance_lead(fact.statement.stance_code, actor=True) + said
