"""Designations: the listed bodies and people, by authority and date.

`site/parts.py` runs `pages`. `home_page.py` lists the newest ones too.
"""

from collections.abc import Iterator

from markupsafe import Markup

from euphrates_atlas.batched import grouped
from euphrates_atlas.facts.entry_dates import day_of
from euphrates_atlas.facts.plain_words import label_of
from euphrates_atlas.model.atlas import Atlas, Fact
from euphrates_atlas.model.codes import code_list, list_names
from euphrates_atlas.model.value_types import Role
from euphrates_atlas.render.environment import filled
from euphrates_atlas.render.linked_words import LinkedWords
from euphrates_atlas.render.markup import LINK, address
from euphrates_atlas.render.references import carriers
from euphrates_atlas.render.site_input import Pages, SiteInput
from euphrates_atlas.render.tables import Cells, SortedCell
from euphrates_atlas.text.edtf_words import in_short

FIELD, AUTHORITIES = "designations", "designation-authority"


def pages(site: SiteInput) -> Pages:
    """Yield the page, where the atlas has such a list."""
    if AUTHORITIES not in list_names():
        return
    lists = list(_lists(site.atlas))
    yield (
        "designations/index.md",
        filled("designations.md.j2", lists=lists, atlas=site.atlas),
    )


def newest_designated(words: LinkedWords, count: int) -> Iterator[tuple[Markup, list[str]]]:
    """Yield the bodies that were listed last, each with the names of all lists on which it stands, by the alphabet."""
    by_id = grouped(words.atlas.standing_facts(FIELD), lambda fact: fact.entry_id)
    found = []
    for id, facts in by_id.items():
        in_force = [fact.said for fact in facts if not fact.said.delisted]
        if in_force and Role.BODY in words.atlas[id].kind.roles:
            newest = max(day_of(said.listed) for said in in_force)
            lists = {label_of(AUTHORITIES, said.authority) for said in in_force}
            found.append((newest, lists, id))
    found.sort(key=lambda body: (body[0], len(body[1])), reverse=True)
    for _, lists, id in found[:count]:
        yield words.link(id), sorted(lists)


def _lists(atlas: Atlas) -> Iterator[tuple[str, list[Fact], list[Cells]]]:
    """Yield the code of each authority, its statements that are not superseded and their rows, in the order of the list of codes."""
    by_authority = grouped(atlas.standing_facts(FIELD), lambda fact: fact.said.authority)
    words = LinkedWords(atlas)
    for code in code_list(AUTHORITIES).codes:
        if facts := by_authority.get(code):
            # Those without a date come last.
            facts.sort(
                key=lambda fact: (
                    day_of(fact.said.listed) or "9",
                    atlas[fact.entry_id].label,
                )
            )
            yield code, facts, [_row(words, fact) for fact in facts]


def _row(words: LinkedWords, fact: Fact) -> Cells:
    """Return the row of one listing; its date leads to the statement with its sources."""
    entry = words.atlas[fact.entry_id]
    said = fact.said
    listed = said.listed
    shown = in_short(listed) if listed else "no date recorded"
    return (
        SortedCell(LINK(address(entry, fact.anchor), shown), listed.text if listed else ""),
        words.link(entry.id),
        said.programme,
        said.ref,
        said.delisted,
        carriers(words, said.cite),
    )
