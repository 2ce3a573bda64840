"""The chronology: everything dated, over all entries, by year and month; a page, or one for each year."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from markupsafe import Markup

from generator.facts.chronicle import DatedFacts, dated_facts
from generator.facts.comparison import contested, disagreements
from generator.facts.support import origins_of
from generator.model.atlas import Atlas
from generator.model.fields import Property
from generator.model.kind import Kind
from generator.render.environment import filled
from generator.render.linked_words import LinkedWords, stance_lead
from generator.render.markup import LINK, MARKED_LINK, NOTHING, SUB, Snippet, address, html, joined, kind_class
from generator.render.paging import Tab, packed, parts
from generator.render.site_input import SiteInput
from generator.render.tables import Cell, Column, HeadingRow, Row, Table, number
from generator.text.edtf import MONTHS
from generator.text.edtf_words import in_short

MAX_ROWS = 500
"""Lines on one page; with more each year has a page of its own, or several."""
HIGHEST_BAR, FOOT = 100.0, 115.0
"""The height of the bar of the year with most items, and where all bars stand, in units of their drawing."""
LATEST_ROWS = 60
"""Lines of the newest year on the first of several pages."""
MAX_SPEAKERS = 2
_COLUMNS = (
    Column("Date", style="ea-dt", head_attributes={"class": "ea-dt"}),
    Column("Entry", is_head=True),
    Column("What happened"),
    Column("Who says so"),
    number("Origins", "origins"),
)
_DIFFERS = Snippet(
    ' <a class="ea-neq" href="{}" title="accounts differ"><span class="ea-vh">accounts differ</span></a>'
)
_YEAR_BAR = Snippet(
    '<svg class="ea-year" viewBox="0 0 24 116" aria-hidden="true" focusable="false">{}<text x="12" y="{}">{}</text></svg>'
)
_PIECE = Snippet('<rect class="ea-k-{}" x="4" width="16" y="{}" height="{}"/>')
_COARSER = Snippet(' <span class="ea-sub">also given as {}</span>')


def pages(site: SiteInput) -> Iterator[tuple[str, str]]:
    """Yield the one page on which all finds room; else an overview with the newest lines, and the pages of each year."""
    listed = dated_facts(site.atlas)
    years = {year: list(group) for year, group in groupby(listed, key=lambda moment: moment.day[:4])}
    is_short = len(listed) <= MAX_ROWS
    shown = years if is_short else {year: own[-LATEST_ROWS:] for year, own in list(years.items())[-1:]}
    tables = [_table(site.atlas, year, own) for year, own in shown.items()]
    page = filled(
        "chronology.md.j2",
        years=_tabs(years, "#y{}" if is_short else "{}.html"),
        bars=_bars(site.atlas, years),
        part=None,
        tables=tables,
        count=len(listed),
        span=f"{listed[0].day[:4]} to {listed[-1].day[:4]}" if listed else "",
        kinds=list(_kinds(site.atlas)),
    )
    yield "chronology/index.md", page
    for year, own in years.items() if not is_short else ():
        chunks = packed(own, MAX_ROWS, lambda moment: moment.day[:7])
        labels = [_months(chunk) for chunk in chunks]
        for index, part in enumerate(parts(year, chunks, labels)):
            title = f"{year}, {part.title}" if part.title else year
            title += f" (part {index + 1})" if labels.count(part.title) > 1 else ""
            context = {"years": _tabs(years, "{}.html", year), "tables": [_table(site.atlas, year, part.rows)]}
            yield f"chronology/{part.file}.md", filled("chronology.md.j2", part=part, title=title, **context)


def _tabs(years: Mapping[str, Sequence[DatedFacts]], href: str, here: str = "") -> list[Tab]:
    return [Tab(year, href.format(year), len(own), year == here) for year, own in years.items()]


def _bars(atlas: Atlas, years: Mapping[str, Sequence[DatedFacts]]) -> dict[str, Markup]:
    """Return a bar for each year, as high as its number of items, in pieces for the kinds, with the number above."""
    most = max(map(len, years.values()), default=1)
    bars = {}
    for year, own in years.items():
        pieces, top = [], FOOT
        for kind in atlas.kinds:
            if number := sum(moment.entry.kind is kind for moment in own):
                height = HIGHEST_BAR * number / most
                top -= height
                pieces.append(_PIECE(kind.singular.lower(), f"{top:.1f}", f"{height:.1f}"))
        bars[year] = _YEAR_BAR(joined(pieces, ""), f"{top - 3:.1f}", len(own))
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


def _table(atlas: Atlas, year: str, own: Sequence[DatedFacts]) -> tuple[str, Table]:
    """Return a year and its lines by month; first those that name no month."""
    words = LinkedWords(atlas)
    rows: list[Row | HeadingRow] = []
    for month, moments_of_month in groupby(sorted(own, key=lambda moment: moment.month), lambda moment: moment.month):
        rows += [HeadingRow(f"{MONTHS[int(month[5:]) - 1]} {year}")] if month else []
        rows += [Row(_cells(atlas, words, moment)) for moment in moments_of_month]
    caption = f"{year}: what is dated, with who says so"
    return year, Table(caption, _COLUMNS, tuple(rows), "ea-lines ea-chron", is_wide=True)


def _cells(atlas: Atlas, words: LinkedWords, moment: DatedFacts) -> tuple[Cell, ...]:
    """Return date, entry, matter, speakers and origins; behind the entry the way to what accounts differ on."""
    entry, fact = moment.entry, moment.facts[0]
    link = MARKED_LINK(kind_class(entry), address(entry, fact.anchor), html(entry.label))
    fields = [moment.field] if fact.id in contested(atlas, entry) else []
    fields += [matter.field for matter in disagreements(atlas, entry) if moment.is_event]
    differs = _DIFFERS(address(entry, fields[0].replace("_", "-"))) if fields else NOTHING
    speakers = list(dict.fromkeys(words.speaker(fact.statement) for fact in moment.facts))
    more = len(speakers) - MAX_SPEAKERS
    named = joined(speakers[:MAX_SPEAKERS], "; ") + (html(" ") + SUB(f"and {more} more") if more > 0 else NOTHING)
    coarser = joined(LINK(address(entry, fact.anchor), html(in_short(date))) for fact, date in moment.coarser)
    matter = _matter(words, moment) + (_COARSER(coarser) if coarser else NOTHING)
    return in_short(moment.date), link + differs, matter, named, len(origins_of(atlas, entry, fact))


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
