"""The works that a publisher brought out, as rows: how to cite each, where to read it, and what rests on it.

A source has no page of its own. Its row stands on the page of its publisher, or, where that holds too many works, on a page of
the years; the page of the publisher then keeps a line for each work, so that the address of a source stays the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from generator.export.csl import work_item
from generator.export.formats import STYLES, WORK_FORMATS
from generator.export.identity import external_ids
from generator.export.jsonld import works_data
from generator.facts.plain_words import label_of, prose_words
from generator.facts.speakers import voices_of
from generator.facts.support import resting_on, works_of
from generator.model.atlas import Atlas, Entry, Fact
from generator.model.roles import Work
from generator.model.statement import Agent, Name
from generator.render.backlinks import field_link, label_of_field
from generator.render.entries.dependents import other_citations, statement_words
from generator.render.entries.entry_words import use_of_name
from generator.render.linked_words import LinkedWords
from generator.render.markup import (
    LINK,
    LINK_OUT,
    NOTHING,
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
from generator.render.paging import ListPart, Tab, dated_chunks, parts, sliced, told_apart
from generator.render.references import locator_words, reference, where_to_read
from generator.text.edtf import Edtf
from generator.text.edtf import parse as parse_date
from generator.text.edtf_words import in_short
from generator.text.escape import escape_html
from generator.text.phrases import capitalised, counted

MAX_WEIGHT = 160_000
"""Characters of the rows on one page, about."""
MAX_STATEMENTS = 200
"""Statements in a row; a work on which more rest has pages of its own for all of them, with as many on each."""

_LIST = piece('<ul class="ea-works">\n{}\n</ul>')
_ROW = piece('<li id="{}">{}<cite>{}</cite>\n{}\n{}</li>')
_LINE = piece('<li id="{}">{}<a class="ea-row" href="{}">{}</a> <span class="ea-sub">{}</span></li>')
_FORMER = piece('<span id="{}"></span>')
_FOLD = piece('<details class="ea-fold"><summary>{}</summary>\n{}\n</details>')
_FORM = piece('<p class="ea-legend">{}</p><pre data-copy>{}</pre>')
_PARAGRAPH = piece("<p>{}</p>")
_STATEMENTS = piece("<ul>\n{}\n</ul>{}")
_ALL = piece('<a href="{}.html">All {} statements</a>')
_STATEMENT = piece("<li>{}: {}</li>")
_TO_STATEMENT = piece('<a class="{}" href="{}">{}, {}</a>')
_ALONE = Markup('<span class="ea-tag">no other origin</span>')
_CITE = "Cite"
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
        self.rows = [self._row(entry) for entry in entries]
        self._parts = self._split()

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def tabs(self) -> tuple[Tab, ...]:
        """The links to the pages of years; none where one page holds all."""
        tabs = self._parts[0].tabs if self._parts else ()
        return tuple(replace(tab, is_here=False) for tab in tabs)

    @property
    def first_page(self) -> Markup:
        """The list on the first page: the rows, or a line for each where pages of years hold these."""
        if not self._parts:
            return _LIST(joined((row.html for row in self.rows), "\n"))
        lines = [_line(row.entry, part.file) for part in self._parts for row in part.rows]
        return _LIST(joined(lines, "\n"))

    @property
    def linked_data(self) -> Markup:
        """The rows of the first page in JSON-LD; empty where it has lines alone."""
        return NOTHING if self._parts else self._linked_data(self.rows)

    def pages(self) -> Iterator[tuple[ListPart[WorkRow], Markup, Markup]]:
        """Yield each page of years with its rows, and these in JSON-LD."""
        for part in self._parts:
            rows = list(part.rows)
            yield part, _LIST(joined((row.html for row in rows), "\n")), self._linked_data(rows)

    def further(self) -> Iterator[tuple[ListPart[Markup], str, Markup]]:
        """Yield the pages of works on which very much rests, each with its title and content."""
        for row in self.rows:
            resting = list(resting_on(self._words.atlas, [row.entry.id]))
            if len(resting) > MAX_STATEMENTS:
                items = [_statement(self._words, row.entry, *one) for one in resting]
                file = _file_of(self.outlet.id, row.entry.id)
                for part in parts(file, sliced(items, MAX_STATEMENTS), between="_"):
                    title = f"Statements that rest on “{row.entry.label}”"
                    yield part, title, _STATEMENTS(joined(part.rows, "\n"), NOTHING)

    def _split(self) -> list[ListPart[WorkRow]]:
        if sum(row.weight for row in self.rows) <= MAX_WEIGHT:
            return []
        chunks, labels, files = dated_chunks(self.rows, MAX_WEIGHT)
        if len(chunks) == 1:
            return []
        labels, files = told_apart(labels, files)
        return parts(self.outlet.id, chunks, labels, [f"{self.outlet.id}_{file}" for file in files])

    def _linked_data(self, rows: list[WorkRow]) -> Markup:
        return Markup(works_data(self._words.atlas, [row.entry for row in rows]))

    def _row(self, entry: Entry) -> WorkRow:
        words = self._words
        resting = list(resting_on(words.atlas, [entry.id]))
        former = joined((_FORMER(old) for old in entry.record.redirects), "")
        parts_below = [*_remarks(entry, words), _uses(words, entry, resting), _forms(words, entry)]
        row = _ROW(
            entry.id,
            former,
            reference(words.atlas, entry, f"#{entry.id}"),
            SUB(_about(entry, words)),
            joined(filter(None, parts_below), "\n"),
        )
        return WorkRow(entry, row)


def works_folder(atlas: Atlas, entry: Entry) -> str:
    """Return the folder of the pages that list the works of an entry; empty where it brought out none."""
    folders = {atlas[id].kind.row_folder for id in works_of(atlas, entry.id)}
    return folders.pop() if folders else ""


def work_of(entry: Entry) -> Work:
    """Return the record of a work."""
    assert isinstance(entry.record, Work)
    return entry.record


def _day(entry: Entry) -> str:
    issued = work_of(entry).issued
    return issued.day if issued is not None else ""


def _line(entry: Entry, file: str) -> Markup:
    """Return a work as a line that leads to its row."""
    former = joined((_FORMER(old) for old in entry.record.redirects), "")
    day = date_html(work_of(entry).issued) or html("no date")
    return _LINE(entry.id, former, f"{file}.html#{entry.id}", label_html(entry), day)


def _about(entry: Entry, words: LinkedWords) -> Markup:
    """Return what sort of work it is, where it can be read, and in what it differs from most works of its publisher."""
    record = work_of(entry)
    told = [html(capitalised(label_of("source-type", record.type))), where_to_read(record)]
    if record.editor:
        told.append(html("edited by " + ", ".join(person.full for person in record.editor)))
    if record.translator:
        told.append(html("translated by " + ", ".join(person.full for person in record.translator)))
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
    told += [html(label_of("content-warning", code)) for code in record.content_warning]
    if record.reliability:
        reason = f": {record.reliability_reason}" if record.reliability_reason else ""
        told.append(html(f"graded {label_of('reliability', record.reliability)}{reason}"))
    told += [LINK(edit_address(entry), "Edit"), LINK(history_address(entry), "History")]
    return joined(told, " · ")


def _remarks(entry: Entry, words: LinkedWords) -> Iterator[Markup]:
    """Yield what the entry says of the work beside its fields, a paragraph each."""
    record, prose = entry.record, words.atlas.prose[entry.id]
    texts = [prose_words(words.atlas, prose[name]) for name in ("summary", "body") if name in prose]
    texts += [record.note] if record.note else []
    texts += [f"Not known: {gap}" for gap in record.gaps]
    texts += [f"Last reviewed on {in_short(parse_date(record.reviewed))}"] if record.reviewed else []
    for item in record.corrections:
        sort = capitalised(label_of("correction-type", item.type))
        texts.append(f"{sort}, {in_short(parse_date(item.date))}: {item.text}")
    yield from (_PARAGRAPH(html(text)) for text in texts)
    yield from (_PARAGRAPH(html("Also called ") + _name(words, name)) for name in record.names)
    for label, value, place in external_ids(entry):
        yield _PARAGRAPH(html(f"{label}: ") + (LINK_OUT(place, value) if place else html(value)))
    if record.different_from:
        others = joined((words.link(id) for id in record.different_from), ", ")
        yield _PARAGRAPH(html("Not to be confused with ") + others)


def _name(words: LinkedWords, name: Name) -> Markup:
    """Return another name of a work with its use, and where it is read."""
    told = [name_html(name.text, name.lang), html(use_of_name(name).lower())]
    told += [html(name.note)] if name.note else []
    for citation in name.cite:
        stance = label_of("citation-stance", citation.stance)
        quoted = f"“{citation.quote.text}”" if citation.quote else ""
        places = [words.link(citation.src, marked=False), locator_words(citation.loc), html(quoted)]
        told.append(html(f"{stance} it: ") + joined(filter(None, places)))
    return joined(told, " · ")


def _uses(words: LinkedWords, entry: Entry, resting: list[Resting]) -> Markup:
    """Return what rests on a work, what would fall without it, and what else cites or names it."""
    told = []
    if resting:
        entries = len({fact.entry_id for fact, _ in resting})
        alone = sum(not left for _, left in resting)
        fall = f"{alone:,} of them on it alone: if it were withdrawn, {'it' if alone == 1 else 'they'} would fall"
        rests = f"{counted(len(resting), 'statement')} of {counted(entries, 'entry')}"
        summary = f"{rests}, {fall if alone else 'none of them on it alone'}"
        items = [_statement(words, entry, *one) for one in resting[:MAX_STATEMENTS]]
        file = _file_of(work_of(entry).publisher, entry.id)
        way = _ALL(file, f"{len(resting):,}") if len(resting) > MAX_STATEMENTS else NOTHING
        told.append(_FOLD(html(summary), _STATEMENTS(joined(items, "\n"), way)))
    else:
        told.append(_PARAGRAPH(html("No statement rests on it at present.")))
    if others := other_citations(words, entry):
        told.append(_PARAGRAPH(html("Also cited: ") + joined(others, "; ")))
    if named := _naming(words, entry):
        told.append(_PARAGRAPH(html("Named by: ") + joined(named, "; ")))
    return joined(told, "\n")


def _file_of(outlet: str, work: str) -> str:
    """Return the name of the page of all statements that rest on a work; no id has an underscore."""
    return f"{outlet}_of_{work}"


def _statement(words: LinkedWords, entry: Entry, fact: Fact, left: frozenset[str]) -> Markup:
    """Return a statement that rests on a work: where it stands, what it says, who says it if not the publisher, its other origins."""
    owner = words.atlas[fact.entry_id]
    told = [statement_words(words, fact)]
    if voices_of(words.atlas, fact.statement) != [Agent(id=work_of(entry).publisher)]:
        told.append(words.speaker(fact.statement))
    places = [locator_words(citation.loc) for citation in fact.statement.cite if citation.src == entry.id]
    told += dict.fromkeys(filter(None, places))
    if standing := words.standing(fact):
        told.append(html(standing.lower()))
    told.append(html(counted(len(left), "other origin")) if left else _ALONE)
    field = html(label_of_field(owner, fact.field))
    link = _TO_STATEMENT(kind_class(owner), address(owner, fact.anchor), label_html(owner), field)
    return _STATEMENT(link, joined(told, " · "))


def _naming(words: LinkedWords, entry: Entry) -> list[Markup]:
    """Return the entries that name a work otherwise than as a source, as those that repeat it, each with the fields."""
    fields: dict[str, dict[str, Markup]] = {}
    for mention in words.atlas.mentions.get(entry.id, ()):
        link = field_link(words.atlas[mention.entry_id], mention.field, mention.fact)
        fields.setdefault(mention.entry_id, {})[mention.field] = link
    fields.pop(entry.id, None)
    return [words.link(id) + html(" (") + joined(links.values()) + html(")") for id, links in fields.items()]


def _forms(words: LinkedWords, entry: Entry) -> Markup:
    """Return the citation in the styles and formats of reference managers, each with a button that copies it."""
    item = work_item(words.atlas, entry)
    writers = [*STYLES, *((form.label, form.write) for form in WORK_FORMATS if form.ending)]
    texts = [_FORM(label, Markup(escape_html(write(item)))) for label, write in writers]
    return _FOLD(_CITE, joined(texts, ""))
