"""The state of the atlas: its number of entries, how well they are sourced, and what work is left to do.

`site/parts.py` runs `pages`.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath

from markupsafe import Markup

from euphrates_atlas.batched import grouped
from euphrates_atlas.checks.catalog import RULES
from euphrates_atlas.edit.audits import TODO, VERDICTS, Audit, day_of
from euphrates_atlas.facts.completeness import completeness
from euphrates_atlas.facts.entry_dates import is_overdue
from euphrates_atlas.facts.plain_words import day_words
from euphrates_atlas.facts.rivals import disagreements
from euphrates_atlas.facts.support import cited_in, origins_of
from euphrates_atlas.findings import Finding, Rule
from euphrates_atlas.model.atlas import Atlas
from euphrates_atlas.model.roles import Work
from euphrates_atlas.render.environment import filled
from euphrates_atlas.render.linked_words import LinkedWords
from euphrates_atlas.render.markup import LINK, html, joined
from euphrates_atlas.render.site_input import Pages, SiteInput
from euphrates_atlas.render.tables import Cells, StyledCell
from euphrates_atlas.text.prose_sentences import sentences, word_count

LONG_LEAD = 90
"""Words; readers of a longer lead look for its point."""
_ATTRIBUTION = re.compile(
    r"(?<![\w-])(?:said|says?|wrote|writes|report(?:s|ed)|claim(?:s|ed)|[Aa]ccording to|attributed|blamed|accused|denied|announced"
    r"|told|called|count(?:s|ed)|named|stated|alleged|described|considers?)(?![\w-])"
)
"""Words by which a sentence of a lead names a speaker; it is coarse, and serves to compare kinds, and one state with another.

Ids of links and citations, such as `who-said-it`, are no such words."""
MAX_ENTRIES = 60
"""Entries of one rule that are listed."""
MAX_NEAR = 5
"""Entries of a kind that are nearly full and listed."""


def pages(site: SiteInput) -> Pages:
    """Yield the page; without a date it says nothing of reviews."""
    atlas = site.atlas
    page = filled(
        "state.md.j2",
        kinds=_kinds(atlas),
        long=LONG_LEAD,
        fullness=list(_fullness(atlas)),
        n=_sourcing(atlas, site.today),
        day=site.today,
        audits=list(_audits(site.audits)),
        rules=list(_findings_by_rule(atlas, site.find())),
    )
    yield "state/index.md", page


def _kinds(atlas: Atlas) -> Iterator[Cells]:
    """Yield how many entries each table of an index has, in how many accounts differ, and what their leads and backgrounds are like."""
    for kind in atlas.kinds:
        for name, anchor in ((kind.plural, ""), (kind.secondary, "#others")):
            if not name:
                continue
            entries = [
                entry
                for entry in atlas.of_kind(kind)
                if entry.record.is_secondary == bool(anchor)
            ]
            link = LINK(f"../{kind.folder}/index.html{anchor}", name)
            if kind.supports:
                yield link, len(entries), *[None] * 5
                continue
            alone = sum(len(cited_in(atlas, entry)[0]) == 1 for entry in entries)
            differing = sum(bool(disagreements(atlas, entry)) for entry in entries)
            leads = [atlas.prose[entry.id]["summary"] for entry in entries]
            long = sum(word_count(lead) > LONG_LEAD for lead in leads)
            said = [
                bool(_ATTRIBUTION.search(lead.text, start, end))
                for lead in leads
                for start, end, _ in sentences(lead)
            ]
            bare = sum(not entry.record.body for entry in entries)
            yield link, len(entries), alone, differing, long, _percent(said), bare
    nothing = StyledCell("", {"class": "ea-n"})
    yield "All", len(atlas.entries), *[nothing] * 5


def _percent(shares: Sequence[float]) -> str:
    """Return the mean of shares from 0 to 1, in per cent; without shares it is 0."""
    return f"{round(100 * sum(shares) / max(len(shares), 1))} %"


def _fullness(atlas: Atlas) -> Iterator[Cells]:
    """Yield for each kind how many entries are measured, how many are full, how full they are on average, and which are nearly so.

    `Kind.full` says what a full entry has; kinds that say nothing are left out.
    """
    words = LinkedWords(atlas)
    for kind in atlas.kinds:
        shares = []
        short = []
        for entry in atlas.of_kind(kind):
            how = completeness(atlas, entry)
            if not how:
                continue
            shares.append(how.share)
            if how.missing:
                short.append((how.share, entry.id, how.missing))
        if not shares:
            continue
        short.sort(reverse=True)
        near = [
            words.link(id) + html(f" ({', '.join(missing)})")
            for _, id, missing in short[:MAX_NEAR]
        ]
        yield (
            kind.plural,
            len(shares),
            len(shares) - len(short),
            _percent(shares),
            joined(near, "; "),
        )


def _audits(audits: Mapping[str, Audit]) -> Iterator[Cells]:
    """Yield the day of each audit that is complete, its number of statements, and how many got each verdict."""
    for name, audit in reversed([*audits.items()]):
        if not audit.count(TODO):
            yield (
                day_words(day_of(name)),
                len(audit.statements),
                *map(audit.count, VERDICTS),
            )


def _sourcing(atlas: Atlas, today: date | None) -> dict[str, int]:
    """Return the numbers over all entries that the page tells, by their names in its template; without a day none of reviews.

    Weighty statements, such as those on a death, are counted by entry and property, with the origins of all together.
    """
    found = Counter[str](cited=sum(map(bool, atlas.uses.values())))
    weighty: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entry in atlas:
        found["statements"] += len(entry.facts)
        for fact in entry.facts:
            if not fact.statement.is_current:
                continue
            origins = origins_of(atlas, fact)
            found["standing"] += 1
            found["of_one_origin"] += len(origins) < 2
            if fact.statement.is_weighty:
                weighty[entry.id, fact.field].update(origins)
        record = entry.record
        if isinstance(record, Work) and record.url:
            found["web_works"] += 1
            found["unarchived"] += not record.archive_url
        if today and record.reviewed:
            found["reviewed"] += 1
            found["overdue"] += is_overdue(record.reviewed, today)
    found["weighty"] = len(weighty)
    found["of_several_origins"] = sum(len(origins) > 1 for origins in weighty.values())
    return found


def _findings_by_rule(
    atlas: Atlas,
    findings: Iterable[Finding],
) -> Iterator[tuple[Rule, int, list[Markup], int]]:
    """Yield each rule that finds something with the number of findings, links to the first entries, and how many more."""
    words = LinkedWords(atlas)
    by_code = grouped(findings, lambda finding: finding.rule.code)
    for code, found in sorted(by_code.items()):
        ids = [PurePosixPath(finding.file).stem for finding in found]
        entries = [atlas[id] for id in atlas.entries.keys() & ids]
        entries.sort(key=lambda entry: (entry.kind.order, entry.by_name))
        shown = [words.link(entry.id) for entry in entries[:MAX_ENTRIES]]
        yield RULES[code], len(ids), shown, len(entries) - len(shown)
