"""The statements that rest on a work, or on all works of a publisher, and those that would fall without them, as tables."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from generator.facts.entry_dates import date_of
from generator.facts.plain_words import label_of, value_words
from generator.facts.support import resting_on, works_of
from generator.model.atlas import Entry, Fact, Reference
from generator.model.roles import Outlet, Work
from generator.model.value_types import Role
from generator.render.backlinks import field_link
from generator.render.linked_words import LinkedWords, stance_lead
from generator.render.markup import LINK, NOTHING, SUB, address, html, joined, label_html
from generator.render.paging import LongTable
from generator.render.references import locator_words
from generator.render.tables import Cell, Column, Table, rows_of
from generator.text.edtf import Edtf
from generator.text.edtf_words import in_words
from generator.text.phrases import capitalised

_STATEMENTS = (
    Column("Entry", is_head=True, key="entry", sorts="name"),
    Column("Fact", name="Fact", key="fact"),
    Column("Value", name="Value", key="value"),
    Column("Who says it", name="Who says it", key="speaker"),
    Column("Paragraph or page", name="Where", key="where", absent="not given"),
    Column("Standing", name="Standing", key="standing"),
    Column("Other origins", style="ea-n", name="Other origins", key="left", sorts="number"),
)
_WORKS = (
    Column("Issued", style="ea-dt", key="issued", sorts="date", absent="no date"),
    Column("Work", is_head=True, key="title", sorts="name"),
    Column("Type", key="type"),
    Column("Statements", style="ea-n", unit="statements:", key="statements", sorts="number"),
    Column("On it alone", style="ea-n", unit="on it alone:", key="alone", sorts="number"),
)
_PASSAGES = (
    Column("Entry", is_head=True, key="entry", sorts="name"),
    Column("Where it is cited", key="field"),
    Column("As", key="as"),
    Column("Paragraph or page", key="where", absent="not given"),
)


class Dependents:
    """What rests on a work, or on the works of a publisher."""

    def __init__(self, entry: Entry, words: LinkedWords) -> None:
        atlas = words.atlas
        is_work = Role.WORK in entry.kind.roles
        works = (entry.id,) if is_work else works_of(atlas, entry.id)
        resting = sorted(resting_on(atlas, works), key=lambda r: (atlas[r[0].entry_id].kind.order, r[0].entry_id))
        alone = [_cells(words, fact, left, works, show_work=not is_work)[:-1] for fact, left in resting if not left]
        shared = [_cells(words, fact, left, works) for fact, left in resting if left and is_work]
        own_works = rows_of(() if is_work else _work_rows(words, works))
        passages = rows_of(_passages(words, entry) if is_work else ())
        on_it = Table("Statements that rest on it alone", _STATEMENTS[:-1], rows_of(alone), "ea-cards")
        on_others = Table("Statements that rest on it and on others", _STATEMENTS, rows_of(shared), "ea-cards")
        citing = Table("Prose, rejections and background that cite it", _PASSAGES, passages)
        self.works = LongTable(f"{entry.id}_works", Table("Works, newest first", _WORKS, own_works))
        """Of a publisher."""
        self.alone = LongTable(f"{entry.id}_alone", on_it)
        self.shared = LongTable(f"{entry.id}_shared", on_others)
        """Of a publisher none: the pages of its works list them."""
        self.passages = LongTable(f"{entry.id}_passages", citing)
        self.statements = len(resting)
        self.entries = len({fact.entry_id for fact, _ in resting})
        self.reliability = _reliability(words, entry)


def dependents(entry: Entry, words: LinkedWords) -> Dependents | None:
    """Return what rests on an entry; None where it is neither a work nor there to bring out works."""
    roles = entry.kind.roles
    is_source = Role.WORK in roles or (entry.kind.supports and Role.OUTLET in roles)
    return Dependents(entry, words) if is_source else None


def _cells(
    words: LinkedWords, fact: Fact, left: frozenset[str], works: Sequence[str], *, show_work: bool = False
) -> tuple[Cell, ...]:
    """Return the cells of a statement: what it says, where in these works it is read, and its other origins."""
    atlas = words.atlas
    entry, field, said, speaker, standing = statement_cells(words, fact)
    places = []
    for citation in sorted((c for c in fact.statement.cite if c.src in works), key=lambda c: works.index(c.src)):
        source = atlas[citation.src]
        title = LINK(address(source), label_html(source)) if show_work else NOTHING
        places.append(joined(filter(None, (title, locator_words(citation.loc)))))
    return entry, field, said, speaker, joined(dict.fromkeys(filter(None, places)), "; "), standing, len(left)


def statement_cells(words: LinkedWords, fact: Fact) -> tuple[Cell, ...]:
    """Return entry, property, value, speaker and standing of a statement, as each work that it rests on shows them."""
    statement = fact.statement
    said, _ = words.statement(fact)
    period = SUB(html(in_words(statement.when))) if statement.when else NOTHING
    return (
        words.link(fact.entry_id),
        field_link(words.atlas[fact.entry_id], fact.field, fact),
        joined([stance_lead(statement.stance_code, actor=True), said, period], ""),
        words.speaker(statement),
        words.standing(fact),
    )


def _passages(words: LinkedWords, entry: Entry) -> Iterator[tuple[Cell, ...]]:
    """Yield what cites a work without resting on it as a statement does, the same of one entry once."""
    places: dict[tuple[str, Markup, Markup], list[Markup]] = {}
    for use in words.atlas.uses.get(entry.id, ()):
        if (said := _passage(words, entry, use)) is not None:
            key = (use.entry_id, field_link(words.atlas[use.entry_id], use.field, use.fact), said)
            places.setdefault(key, []).append(locator_words(use.locator))
    for (id, field, said), where in places.items():
        yield words.link(id), field, said, joined(dict.fromkeys(filter(None, where)), "; ")


def _passage(words: LinkedWords, entry: Entry, use: Reference) -> Markup | None:
    """Return as what a work is cited; None for a statement that it supports."""
    if use.fact is None:
        return html("prose")
    if use.dispute is not None:
        stance = capitalised(label_of("dispute-stance", use.dispute.stance))
        return html(f"{stance} this: ") + words.agent(use.dispute.by)
    stances = {c.stance for c in use.fact.statement.cite if c.src == entry.id}
    if "supports" in stances:
        return None
    return html(" and ".join(sorted(label_of("citation-stance", stance) for stance in stances)))


def _work_rows(words: LinkedWords, works: Sequence[str]) -> list[tuple[Cell, ...]]:
    """Return date, title, type and statements of each work, the newest first."""
    rows: list[tuple[Cell, ...]] = []
    for entry in map(words.atlas.__getitem__, works):
        resting = list(resting_on(words.atlas, [entry.id]))
        field = entry.shape.fields[entry.kind.classifier]
        sort = value_words(words.atlas, field, getattr(entry.record, field.name))
        link = LINK(address(entry), label_html(entry))
        rows.append((date_of(entry), link, capitalised(sort), len(resting), sum(not left for _, left in resting)))
    return sorted(rows, key=lambda row: row[0].text if isinstance(row[0], Edtf) else "", reverse=True)


def _reliability(words: LinkedWords, entry: Entry) -> str:
    """Return its grade with the reason; a work without one of its own has that of its publisher."""
    graded, lead = entry.record, ""
    if isinstance(graded, Work) and graded.reliability is None:
        graded, lead = words.atlas[graded.publisher].record, "as for its publisher: "
    if not isinstance(graded, Work | Outlet) or graded.reliability is None:
        return "not rated"
    reason = f". {graded.reliability_reason}" if graded.reliability_reason else ""
    return f"{lead}{label_of('reliability', graded.reliability)}{reason}"
