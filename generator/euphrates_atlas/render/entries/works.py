"""The works of a publisher, as rows: how to cite each, where to read it, and what rests on it.

A source has no page of its own. Its row stands on the page of its publisher, or, where that holds too many works, on a page of
the years; the page of the publisher then keeps a line for each work, so that the address of a source stays the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from euphrates_atlas.export.csl import work_item
from euphrates_atlas.export.formats import WORK_FORMATS
from euphrates_atlas.export.identity import external_ids
from euphrates_atlas.export.jsonld import works_data
from euphrates_atlas.facts.plain_words import label_of, prose_words
from euphrates_atlas.facts.speakers import voices_of
from euphrates_atlas.facts.support import resting_on, works_of
from euphrates_atlas.model.atlas import Atlas, Entry, Fact
from euphrates_atlas.model.roles import Author, Work
from euphrates_atlas.model.statement import Agent, Citation, Name
from euphrates_atlas.render.entries.cite_part import forms_of
from euphrates_atlas.render.entries.dependents import other_citations
from euphrates_atlas.render.entries.entry_words import use_of_name
from euphrates_atlas.render.linked_words import LinkedWords, field_link, label_of_field
from euphrates_atlas.render.markup import (
    LINK,
    LINK_OUT,
    NOTHING,
    QUOTED,
    SUB,
    address,
    date_html,
    edit_address,
    history_address,
    html,
    joined,
    kind_class,
    label_html,
    name_html,
    piece,
)
from euphrates_atlas.render.paging import (
    ListPart,
    Tab,
    dated_chunks,
    parts,
    sliced,
    told_apart,
)
from euphrates_atlas.render.references import locator_words, reference, where_to_read
from euphrates_atlas.text.edtf import Edtf
from euphrates_atlas.text.edtf import parse as parse_date
from euphrates_atlas.text.edtf_words import in_short
from euphrates_atlas.text.phrases import capitalised, counted

MAX_WEIGHT = 160_000
"""Characters of the rows on one page, about."""
MAX_STATEMENTS = 200
"""Statements in a row; a work on which more rest has pages of its own for all of them, with as many on each."""

_LIST = piece('<ul class="ea-works">\n{}\n</ul>')
_ROW = piece('<li id="{}">{}<cite>{}</cite>\n{}\n{}</li>')
_LINE = piece(
    '<li id="{}">{}<a class="ea-row" href="{}">{}</a> <span class="ea-sub">{}</span></li>'
)
_FORMER = piece('<span id="{}"></span>')
_FOLD = piece('<details class="ea-fold"><summary>{}</summary>\n{}\n</details>')
_FORM = piece('<p class="ea-legend">{}</p><pre data-copy>{}</pre>')
_PARAGRAPH = piece("<p>{}</p>")
_STATEMENTS = piece("<ul>\n{}\n</ul>{}")
_ALL = piece('<a href="{}.html">All {} statements</a>')
_STATEMENT = piece("<li>{}: {}</li>")
_TO_STATEMENT = piece('<a class="{}" href="{}">{}, {}</a>')
_NAMING = piece("{} ({})")
_ALONE = Markup('<span class="ea-tag">no other origin</span>')
Resting = tuple[Fact, frozenset[str]]
"""A statement, and the origins that it would keep without the work."""


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A work as a row."""

    entry: Entry
    html: Markup

    @property
    def date(self) -> Edtf | None:
        """The date on which it came out."""
        return work_of(self.entry).issued

    @property
    def weight(self) -> int:
        """The characters of its HTML."""
        return len(self.html)


class Works:
    """All works of one outlet, the newest first."""

    def __init__(self, outlet: Entry, words: LinkedWords) -> None:
        self.outlet = outlet
        self._words = words
        entries = [words.atlas[id] for id in works_of(words.atlas, outlet.id)]
        entries.sort(key=lambda entry: (_day(entry), entry.id), reverse=True)
        self.rows = [_row(entry, words) for entry in entries]
        self._parts = self._split()

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def tabs(self) -> tuple[Tab, ...]:
        """The links to the pages of years; none where one page holds all."""
        if not self._parts:
            return ()
        return tuple(replace(tab, is_here=False) for tab in self._parts[0].tabs)

    @property
    def first_page(self) -> Markup:
        """The list on the first page: the rows, or a line for each where pages of years hold these."""
        if not self._parts:
            return _list_of(self.rows)
        lines = [_line(row.entry, part.file) for part in self._parts for row in part.rows]
        return _LIST(joined(lines, "\n"))

    @property
    def linked_data(self) -> Markup:
        """The rows of the first page in JSON-LD; empty where it has lines alone."""
        return NOTHING if self._parts else self._linked_data(self.rows)

    def pages(self) -> Iterator[tuple[ListPart[WorkRow], Markup, Markup]]:
        """Yield each page of years with its rows, and these in JSON-LD."""
        for part in self._parts:
            yield part, _list_of(part.rows), self._linked_data(part.rows)

    def further(self) -> Iterator[tuple[ListPart[Markup], str, Markup]]:
        """Yield the pages of works on which very much rests, each with its title and content."""
        for row in self.rows:
            work = row.entry
            if len(self._words.atlas.uses[work.id]) <= MAX_STATEMENTS:
                continue  # no more rests on it than cites it
            resting = list(resting_on(self._words.atlas, [work.id]))
            if len(resting) <= MAX_STATEMENTS:
                continue
            title = f"Statements that rest on “{work.label}”"
            items = [_statement(self._words, work, *one) for one in resting]
            chunks = sliced(items, MAX_STATEMENTS)
            for part in parts(_file_of(self.outlet.id, work.id), chunks, between="_"):
                yield part, title, _STATEMENTS(joined(part.rows, "\n"), NOTHING)

    def _split(self) -> list[ListPart[WorkRow]]:
        """Return the pages of years; none where one page holds all rows."""
        if sum(row.weight for row in self.rows) <= MAX_WEIGHT:
            return []
        chunks, labels, files = dated_chunks(self.rows, MAX_WEIGHT)
        if len(chunks) == 1:
            return []
        labels, files = told_apart(labels, files)
        paths = [f"{self.outlet.id}_{file}" for file in files]
        return parts(self.outlet.id, chunks, labels, paths)

    def _linked_data(self, rows: Sequence[WorkRow]) -> Markup:
        return Markup(works_data(self._words.atlas, [row.entry for row in rows]))


def works_folder(atlas: Atlas, entry: Entry) -> str:
    """Return the folder of the pages that list the works of an entry; empty where it brought out none."""
    folders = (atlas[id].kind.row_folder for id in works_of(atlas, entry.id))
    return next(folders, "")


def work_of(entry: Entry) -> Work:
    """Return the record of a work."""
    assert isinstance(entry.record, Work)
    return entry.record


def _day(entry: Entry) -> str:
    issued = work_of(entry).issued
    return issued.day if issued is not None else ""


def _list_of(rows: Iterable[WorkRow]) -> Markup:
    return _LIST(joined((row.html for row in rows), "\n"))


def _row(entry: Entry, words: LinkedWords) -> WorkRow:
    resting = list(resting_on(words.atlas, [entry.id]))
    beneath = [
        *_remarks(entry, words),
        _uses(words, entry, resting),
        _forms(words, entry),
    ]
    row = _ROW(
        entry.id,
        _former(entry),
        reference(words.atlas, entry, f"#{entry.id}"),
        SUB(_about(entry, words)),
        joined(beneath, "\n"),
    )
    return WorkRow(entry, row)


def _line(entry: Entry, file: str) -> Markup:
    """Return a work as a line that leads to its row."""
    day = date_html(work_of(entry).issued) or "no date"
    return _LINE(entry.id, _former(entry), f"{file}.html#{entry.id}", label_html(entry), day)


def _former(entry: Entry) -> Markup:
    """Return the anchors of former ids, which links from elsewhere may still name."""
    return joined(map(_FORMER, entry.record.redirects), "")


def _about(entry: Entry, words: LinkedWords) -> Markup:
    """Return what sort of work it is, where it can be read, and in what it differs from most works of its publisher."""
    record = work_of(entry)
    told = [
        html(capitalised(label_of("source-type", record.type))),
        where_to_read(record),
    ]
    if record.editor:
        told.append(_by("edited", record.editor))
    if record.translator:
        told.append(_by("translated", record.translator))
    if record.accessed:
        told.append(html(f"read {in_short(record.accessed)}"))
    if record.archive_status != "pending":
        told.append(html(label_of("archive-status", record.archive_status)))
    if record.voice == "author":
        told.append(html("signed: its author speaks, not its publisher"))
    if record.origin:
        told.append(html("passes on a text of ") + words.origin(record.origin))
    if record.relays:
        told.append(html("repeats ") + words.link(record.relays, marked=False))
    for code in record.content_warning:
        told.append(html(label_of("content-warning", code)))
    if record.reliability:
        reason = f": {record.reliability_reason}" if record.reliability_reason else ""
        told.append(html(f"graded {label_of('reliability', record.reliability)}{reason}"))
    told.append(LINK(edit_address(entry), "Edit"))
    told.append(LINK(history_address(entry), "History"))
    return joined(told, " · ")


def _by(deed: str, people: Iterable[Author]) -> Markup:
    names = ", ".join(person.full for person in people)
    return html(f"{deed} by {names}")


def _remarks(entry: Entry, words: LinkedWords) -> Iterator[Markup]:
    """Yield what the entry says of the work beside its fields, a paragraph each."""
    record = entry.record
    for text in _texts(entry, words.atlas):
        yield _PARAGRAPH(html(text))
    for name in record.names:
        yield _PARAGRAPH(html("Also called ") + _name(words, name))
    for label, value, place in external_ids(entry):
        shown = LINK_OUT(place, value) if place else html(value)
        yield _PARAGRAPH(html(f"{label}: ") + shown)
    if record.different_from:
        others = joined(map(words.link, record.different_from))
        yield _PARAGRAPH(html("Not to be confused with ") + others)


def _texts(entry: Entry, atlas: Atlas) -> Iterator[str]:
    """Yield what the entry says of the work in texts without links."""
    record = entry.record
    for name in ("summary", "body"):
        prose = atlas.prose[entry.id].get(name)
        if prose is not None:
            yield prose_words(atlas, prose)
    if record.note:
        yield record.note
    for gap in record.gaps:
        yield f"Not known: {gap}"
    if record.reviewed:
        yield f"Last reviewed on {in_short(parse_date(record.reviewed))}"
    for item in record.corrections:
        type = capitalised(label_of("correction-type", item.type))
        yield f"{type}, {in_short(parse_date(item.date))}: {item.text}"


def _name(words: LinkedWords, name: Name) -> Markup:
    """Return another name of a work with its use, and where it is read."""
    told = [name_html(name.text, name.lang), html(use_of_name(name).lower())]
    if name.note:
        told.append(html(name.note))
    for citation in name.cite:
        stance = label_of("citation-stance", citation.stance)
        told.append(html(f"{stance} it: ") + _read_in(words, citation))
    return joined(told, " · ")


def _read_in(words: LinkedWords, citation: Citation) -> Markup:
    """Return a work with the place in it, and its own words where they are given."""
    places = [words.link(citation.src, marked=False)]
    if citation.loc:
        places.append(locator_words(citation.loc))
    if citation.quote:
        places.append(QUOTED(html(citation.quote.text)))
    return joined(places)


def _uses(words: LinkedWords, entry: Entry, resting: list[Resting]) -> Markup:
    """Return what rests on a work, what would fall without it, and what else cites or names it."""
    if resting:
        told = [_FOLD(_summary(resting), _statements(words, entry, resting))]
    else:
        told = [_PARAGRAPH("No statement rests on it at present.")]
    others = other_citations(words, entry)
    if others:
        told.append(_PARAGRAPH(html("Also cited: ") + joined(others, "; ")))
    named = _naming(words, entry)
    if named:
        told.append(_PARAGRAPH(html("Named by: ") + joined(named, "; ")))
    return joined(told, "\n")


def _summary(resting: list[Resting]) -> str:
    """Return how many statements rest on a work, and how many of them on it alone."""
    entries = len({fact.entry_id for fact, _ in resting})
    rests = f"{counted(len(resting), 'statement')} of {counted(entries, 'entry')}"
    alone = sum(not left for _, left in resting)
    if not alone:
        return f"{rests}, none of them on it alone"
    they = "it" if alone == 1 else "they"
    return f"{rests}, {alone:,} of them on it alone: if it were withdrawn, {they} would fall"


def _statements(words: LinkedWords, entry: Entry, resting: list[Resting]) -> Markup:
    """Return the first statements that rest on a work, with the way to all where there are more."""
    items = [_statement(words, entry, *one) for one in resting[:MAX_STATEMENTS]]
    way = NOTHING
    if len(resting) > MAX_STATEMENTS:
        way = _ALL(_file_of(work_of(entry).publisher, entry.id), f"{len(resting):,}")
    return _STATEMENTS(joined(items, "\n"), way)


def _file_of(outlet: str, work: str) -> str:
    """Return the name of the page of all statements that rest on a work; no id has an underscore."""
    return f"{outlet}_of_{work}"


def _statement(words: LinkedWords, entry: Entry, fact: Fact, left: frozenset[str]) -> Markup:
    """Return a statement that rests on a work: where it stands, what it says, and who says it if not the publisher.

    `left` are the origins that it would keep without the work.
    """
    owner, statement = words.atlas[fact.entry_id], fact.statement
    told = [words.statement_and_period(fact)]
    publisher = Agent(id=work_of(entry).publisher)
    if voices_of(words.atlas, statement) != [publisher]:
        told.append(words.speaker(statement))
    places = [
        locator_words(citation.loc) for citation in statement.cite if citation.src == entry.id
    ]
    told += dict.fromkeys(filter(None, places))
    standing = words.standing(fact)
    if standing:
        told.append(html(standing.lower()))
    told.append(html(counted(len(left), "other origin")) if left else _ALONE)
    field = html(label_of_field(owner, fact.field))
    link = _TO_STATEMENT(kind_class(owner), address(owner, fact.anchor), label_html(owner), field)
    return _STATEMENT(link, joined(told, " · "))


def _naming(words: LinkedWords, entry: Entry) -> list[Markup]:
    """Return the entries that name a work otherwise than as a source, as those that repeat it, each with the fields."""
    fields: dict[str, dict[str, Markup]] = {}
    for mention in words.atlas.mentions[entry.id]:
        if mention.entry_id == entry.id:
            continue
        other = words.atlas[mention.entry_id]
        own = fields.setdefault(other.id, {})
        own[mention.field] = field_link(other, mention.field, mention.fact)
    told = []
    for id, links in fields.items():
        told.append(_NAMING(words.link(id), joined(links.values())))
    return told


def _forms(words: LinkedWords, entry: Entry) -> Markup:
    """Return the citation in the styles and formats of reference managers, each with a button that copies it."""
    item = work_item(words.atlas, entry)
    forms = forms_of(item, [form for form in WORK_FORMATS if form.ending])
    return _FOLD("Cite", joined([_FORM(*form) for form in forms], ""))
