"""The pages of relations: a picture, trees of bodies, and all statements by their sort. `site/parts.py` runs `pages`.

A tie is a statement that joins two entries; its sort is the code that says how, such as "part of" or "allied with".
"""

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from euphrates_atlas.batched import batched, grouped
from euphrates_atlas.facts.holding import evidence_dates, period_of
from euphrates_atlas.facts.support import origins_of
from euphrates_atlas.facts.ties import Tie, all_ties
from euphrates_atlas.model.atlas import Atlas, Entry
from euphrates_atlas.model.codes import Code
from euphrates_atlas.model.statement import Statement
from euphrates_atlas.render.environment import filled
from euphrates_atlas.render.linked_words import LinkedWords
from euphrates_atlas.render.markup import BEHIND, DIFFERS, LINK, NOTHING, RANK
from euphrates_atlas.render.overviews.network_picture import (
    NetworkPicture,
    network_picture,
    svg_of,
)
from euphrates_atlas.render.overviews.network_trees import (
    Forest,
    edges,
    sort_place,
    tie_order,
)
from euphrates_atlas.render.paging import parts
from euphrates_atlas.render.site_input import Pages, SiteInput
from euphrates_atlas.render.tables import Cells, Row, StyledCell
from euphrates_atlas.subject import subject
from euphrates_atlas.text.edtf_words import in_short
from euphrates_atlas.text.phrases import capitalised

MAX_ROWS = 200
"""Statements on one page; of more the trees and each sort have pages of their own."""
UNDER, FROM = "under", "from"
"""The files of the trees, and the first part of the anchors in them."""
MOST_IN_OPENING = 40
"""Statements on the body with which the page opens: of more the picture does not fit a screen."""


Sort = tuple[Code, list[Row]]
"""A sort of relation, and the rows of its statements."""


class Opening(NamedTuple):
    """A body whose picture stands on the page before somebody has chosen one, drawn by a script from tables."""

    entry: Entry
    sorts: list[Sort]


class Network(NamedTuple):
    """All relations: trees as nested lists, and the statements by sort."""

    under: tuple[Markup, ...]
    """A text for each page: one if all statements fit on one page, none where there are no trees."""
    origins: tuple[Markup, ...]
    sorts: list[Sort]
    picture: NetworkPicture
    opening: Opening | None
    """None where the page has all statements."""
    bodies: int
    statements: int


def pages(site: SiteInput) -> Pages:
    """Yield the page of all relations, and where it is long those of its trees and of each sort."""
    network = network_of(site.atlas)
    is_long = network.statements > MAX_ROWS
    sorts = network.sorts if is_long else []
    sort_pages = [
        (sort, part)
        for sort, rows in sorts
        for part in parts(sort.code, batched(rows, MAX_ROWS))
    ]
    page = filled(
        "network.md.j2",
        sort_pages=sort_pages,
        network=network,
        svg=svg_of(network.picture),
        sums=list(_sums(network)) if is_long else (),
    )
    yield "network/index.md", page
    if not is_long:
        return
    for file, title, _, own in _trees(network):
        for tree in parts(file, batched(own, 1)):
            page = filled("network_part.md.j2", title=title, part=tree, sort=None)
            yield f"network/{tree.file}.md", page
    for sort, part in sort_pages:
        yield f"network/{part.file}.md", filled("network_part.md.j2", part=part, sort=sort)


def _trees(network: Network) -> Iterator[tuple[str, str, str, tuple[Markup, ...]]]:
    """Yield file, title, description and pages of the trees."""
    relations = subject().relations
    under = f"{relations.under} under the body to which they are said to belong."
    yield UNDER, "Hierarchy", under, network.under
    origins = f"{relations.origins}, the earlier body first."
    yield FROM, "Splits and successors", origins, network.origins


def _sums(network: Network) -> Iterator[Cells]:
    """Yield a row for each page of trees, and for each sort."""
    for file, title, about, own in _trees(network):
        if own:
            yield LINK(f"{file}.html", title), about, StyledCell("", {})
    for sort, statements in network.sorts:
        link = LINK(f"{sort.code}.html", capitalised(sort.label))
        yield link, sort.definition, len(statements)


def network_of(atlas: Atlas) -> Network:
    """Return all ties that have a sort, see `Tie.sort`: relations with a name from both ends, and roles of people in bodies."""
    words = LinkedWords(atlas)
    ties = [tie for tie in all_ties(atlas) if tie.sort]
    is_whole = len(ties) <= MAX_ROWS
    room = None if is_whole else MAX_ROWS
    standing = [tie for tie in ties if tie.fact.statement.is_current and tie.typing]
    ids = {id for tie in ties for id in tie.ends}
    under = Forest(words, edges(standing, "above"), UNDER, "members listed above")
    origins = Forest(words, edges(standing, "earlier"), FROM, "successors listed above")
    return Network(
        under.pages(room),
        origins.pages(room),
        list(_sorts(words, ties)),
        network_picture(words, ties),
        None if is_whole else _opening(words, ties),
        len(ids),
        len(ties),
    )


def _opening(words: LinkedWords, ties: list[Tie]) -> Opening | None:
    """Return the entry with the most statements among those of `subject.yml` to start with, of at most `MOST_IN_OPENING`."""
    most: list[Tie] = []
    entry = None
    for id in subject().start:
        own = [tie for tie in ties if id in tie.ends]
        if len(most) < len(own) <= MOST_IN_OPENING:
            most = own
            entry = words.atlas[id]
    return Opening(entry, list(_sorts(words, most))) if entry else None


def _sorts(words: LinkedWords, ties: list[Tie]) -> Iterator[Sort]:
    """Yield each sort with its statements, each with its speaker."""
    by_code = grouped(ties, lambda tie: tie.sort.code)
    for own in sorted(
        by_code.values(), key=lambda own: (sort_place(own[-1]), own[-1].sort.code)
    ):
        sort = own[-1].sort
        own.sort(key=tie_order)
        own.sort(
            key=lambda tie: (words.atlas[tie.target].by_name, tie.owner.label.casefold())
        )
        yield sort, [_row(words, tie) for tie in own]


def _row(words: LinkedWords, tie: Tie) -> Row:
    """Return the row of a statement; its data tell scripts whom it ties, and when it held."""
    atlas = words.atlas
    fact = tie.fact
    statement = fact.statement
    owner = words.link(tie.owner.id, anchor=fact.anchor)
    if words.differs(fact):
        owner += DIFFERS
    target = words.link(tie.target)
    if tie.declared.tie_words:
        role, _ = words.statement(fact, without=tie.declared.edge)
        target += BEHIND(role)
    standing = words.standing(fact)
    cells = (
        owner,
        target,
        in_short(statement.when) if statement.when else _reported(atlas, statement),
        words.speaker(statement),
        RANK(statement.rank, standing) if standing else NOTHING,
        len(origins_of(atlas, fact)),
    )
    data = {"data-ends": " ".join(tie.ends)}
    span = period_of(atlas, statement)
    if span:
        data["data-span"] = span.text
    style = "ea-dep" if not statement.is_current else ""
    return Row(cells, style, f"{tie.owner.id}-{fact.anchor}", data)


def _reported(atlas: Atlas, statement: Statement) -> str:
    """Return of a statement without a time in which years it was reported, so that a former role is told from a present one."""
    state = "ended" if statement.has_ended else "undated"
    days = sorted(date.day for date in evidence_dates(atlas, statement))
    if not days:
        return state
    years = dict.fromkeys((days[0][:4], days[-1][:4]))
    return f"{state}; reported {'–'.join(years)}"
