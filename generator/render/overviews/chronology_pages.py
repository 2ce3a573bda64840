"""The chronology: everything dated, over all entries, by year and month; a page, or one for each year."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from generator.links.chronicle import Moment, moments
from generator.links.comparison import Disagreement
from generator.links.origins import origins_of
from generator.links.standing import standing
from generator.model.atlas import Atlas
from generator.model.entry import Entry
from generator.model.kind import Kind, Property
from generator.render.values import LINK, NOTHING, Snippet, Words, address, html, joined, kind_class
from generator.render.wording import stance_chip, statement_words
from generator.text.edtf_words import MONTHS, in_short

MAX_ROWS = 500
"""Lines on one page; with more each year has a page of its own, or several."""
MAX_SPEAKERS = 2
_MARKED_LINK = Snippet('<a class="{}" href="{}">{}</a>')
_MORE = Snippet(' <span class="ea-sub">and {} more</span>')


@dataclass(frozen=True, slots=True)
class MomentRow:
    """One line of the chronology."""

    date: str
    link: Markup
    matter: Markup
    speaker: Markup
    origins: int
    differs: str
    """The address of the matter, where accounts differ on it; else empty."""


@dataclass(frozen=True, slots=True)
class MonthGroup:
    """The lines of one month; of a year where no month is named, the title is empty."""

    title: str
    rows: tuple[MomentRow, ...]


@dataclass(frozen=True, slots=True)
class YearGroup:
    """The lines of one year, or of one part of it."""

    title: str
    anchor: str
    months: tuple[MonthGroup, ...]


@dataclass(frozen=True, slots=True)
class Tab:
    """The way to a year or a part of it."""

    words: str
    href: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class ChronologyPage:
    """One page of the chronology."""

    path: str
    title: str
    description: str
    count: int
    """Lines on all pages together."""
    span: str
    years: tuple[YearGroup, ...]
    tabs: tuple[Tab, ...]
    parts: tuple[Tab, ...]
    """The parts of this page's year, where there are several."""
    listed: tuple[tuple[Kind, str], ...]
    """The kinds that appear, and the properties by which they do."""
    is_first: bool


def chronology_pages(atlas: Atlas, differing: Mapping[str, tuple[Disagreement, ...]]) -> Iterator[ChronologyPage]:
    """Yield the one page on which all finds room; else an overview and the pages of each year."""
    held = moments(atlas)
    years = {year: list(group) for year, group in groupby(held, key=lambda m: m.day[:4])}
    rows = _Rows(atlas, differing)
    is_one = len(held) <= MAX_ROWS
    span = f"{held[0].day[:4]} to {held[-1].day[:4]}" if held else ""
    groups = tuple(rows.year(year, own) for year, own in years.items()) if is_one else ()
    yield ChronologyPage(
        "chronology/index.md",
        "Chronology",
        "Everything dated in the atlas, oldest first: events, foundings, deaths, listings, changes of control, declarations.",
        len(held),
        span,
        groups,
        tuple(Tab(y, f"#y{y}" if is_one else f"{y}.html", len(own), current=False) for y, own in years.items()),
        (),
        tuple(_listed(atlas)),
        is_first=True,
    )
    for year, own in years.items() if not is_one else ():
        yield from _year_pages(rows, years, year, own, span)


def _year_pages(
    rows: "_Rows", years: Mapping[str, Sequence[Moment]], year: str, own: Sequence[Moment], span: str
) -> Iterator[ChronologyPage]:
    chunks = list(_chunks(own))
    names = [f"{year}-{i + 1}" if i else year for i in range(len(chunks))]
    for i, chunk in enumerate(chunks):
        words = [_months(c) for c in chunks]
        part = f", {words[i]}" if len(chunks) > 1 else ""
        number = f" (part {i + 1})" if words.count(words[i]) > 1 else ""
        yield ChronologyPage(
            f"chronology/{names[i]}.md",
            f"Chronology: {year}{part}{number}",
            f"What the atlas dates to {year}{part}{number}: {len(chunk)} matters, each with who says so.",
            sum(len(held) for held in years.values()),
            span,
            (rows.year(year, chunk),),
            tuple(Tab(y, f"{y}.html", len(held), current=y == year) for y, held in years.items()),
            tuple(Tab(w, f"{n}.html", len(c), n == names[i]) for w, n, c in zip(words, names, chunks, strict=True))
            if len(chunks) > 1
            else (),
            (),
            is_first=False,
        )


def _chunks(own: Sequence[Moment]) -> Iterator[list[Moment]]:
    """Yield the lines of a year in parts of at most `MAX_ROWS`; a month stays whole where that fits."""
    chunk: list[Moment] = []
    for _, group in groupby(own, key=lambda m: m.day[:7]):
        month = list(group)
        if chunk and len(chunk) + len(month) > MAX_ROWS:
            yield chunk
            chunk = []
        chunk += month
        while len(chunk) > MAX_ROWS:
            yield chunk[:MAX_ROWS]
            chunk = chunk[MAX_ROWS:]
    if chunk:
        yield chunk


def _months(chunk: Sequence[Moment]) -> str:
    first, last = (MONTHS[int(m.day[5:7]) - 1] for m in (chunk[0], chunk[-1]))
    return first if first == last else f"{first} to {last}"


def _listed(atlas: Atlas) -> Iterator[tuple[Kind, str]]:
    """Yield the kinds that appear, with the labels of the properties that bring them there."""
    for kind in atlas.kinds:
        entry = next(atlas.of_kind(kind), None)
        labels = [declared.label.lower() for _, declared in entry.properties() if declared.chronicle] if entry else []
        if labels:
            yield kind, ", ".join(labels)


def _less_exactly(moment: Moment) -> Markup:
    """Return the dates that the line stands for beside its own, each as a link to who gives it."""
    links = [LINK(address(moment.entry, fact.anchor), html(in_short(date))) for fact, date in moment.coarser]
    return Markup(' <span class="ea-sub">less exactly: {}</span>').format(joined(links)) if links else Markup("")


class _Rows:
    """Makes the lines; what is asked of an entry more than once is worked out once."""

    def __init__(self, atlas: Atlas, differing: Mapping[str, tuple[Disagreement, ...]]) -> None:
        self._atlas = atlas
        self._words = Words(atlas)
        self._differing = differing

    def year(self, year: str, own: Sequence[Moment]) -> YearGroup:
        """Return the lines of a year by month; first those that name no month."""
        by_month: dict[str, list[MomentRow]] = {}
        for moment in own:
            by_month.setdefault(moment.month, []).append(self._row(moment))
        months = sorted(by_month.items())
        titles = {month: f"{MONTHS[int(month[5:]) - 1]} {year}" if month else "" for month, _ in months}
        return YearGroup(year, f"y{year}", tuple(MonthGroup(titles[m], tuple(rows)) for m, rows in months))

    def _row(self, moment: Moment) -> MomentRow:
        entry, fact = moment.entry, moment.facts[0]
        link = _MARKED_LINK(kind_class(entry), address(entry, fact.anchor), html(entry.label))
        matters = self._differing[entry.id] if moment.is_event else ()
        disputed = moment.field if fact.id in self._contested(entry) else ""
        found = disputed or (matters[0].field if matters else "")
        return MomentRow(
            in_short(moment.date),
            link,
            self._matter(moment) + _less_exactly(moment),
            self._speakers(moment),
            len(origins_of(self._atlas, entry, fact)),
            address(entry, found.replace("_", "-")) if found else "",
        )

    def _contested(self, entry: Entry) -> frozenset[str]:
        """Return the ids of the statements of an entry on which accounts differ."""
        return frozenset(fact.id for found in self._differing[entry.id] for fact in found.facts)

    def _matter(self, moment: Moment) -> Markup:
        """Return what is dated: of an event its class and place, else the property and what it says."""
        entry, fact = moment.entry, moment.facts[0]
        if moment.is_event:
            return self._about(entry)
        field = entry.shape.fields[moment.field]
        declared: Property = field.marker(Property)
        label = declared.label if moment.part in ("value", "when", "said") else f"{declared.label}, {moment.part}"
        if declared.one or getattr(fact.statement, "value", None) == moment.date:
            return html(label)
        said, _ = statement_words(self._words, field, fact.statement)
        stance = getattr(fact.statement, "stance", "")
        return html(f"{label}: ") + (stance_chip(stance) if stance else "") + said

    def _about(self, entry: Entry) -> Markup:
        found = []
        for name in (entry.kind.classifier, entry.kind.place):
            field = entry.shape.fields.get(name)
            if field is not None and field.marker(Property) is not None:
                found += [statement_words(self._words, field, f.statement)[0] for f in standing(entry, name)[:1]]
        return Markup(" · ").join(found)

    def _speakers(self, moment: Moment) -> Markup:
        found = list(dict.fromkeys(self._words.speaker(fact.statement) for fact in moment.facts))
        more = len(found) - MAX_SPEAKERS
        return joined(found[:MAX_SPEAKERS], "; ") + (_MORE(more) if more > 0 else NOTHING)
