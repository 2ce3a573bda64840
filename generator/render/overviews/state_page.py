"""The state of the atlas: its number of entries, how well they are sourced, and what work is left to do."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath

from markupsafe import Markup

from generator.checks.catalog import RULES
from generator.desk.audits import TODO, VERDICTS, Audit, day_of
from generator.diagnostics import Diagnostic, Rule
from generator.facts.completeness import completeness
from generator.facts.entry_dates import is_overdue
from generator.facts.plain_words import day_words
from generator.facts.rivals import disagreements
from generator.facts.support import cited_in, origins_of
from generator.model.atlas import Atlas
from generator.model.roles import Work
from generator.render.environment import filled
from generator.render.linked_words import LinkedWords
from generator.render.markup import LINK, html, joined
from generator.render.site_input import SiteInput
from generator.render.tables import DASH, Cell, Column, StyledCell, Table, number, rows_of

MAX_ENTRIES = 60
"""Entries of one rule that are listed."""
MAX_NEAR = 5
"""Entries of a kind that are nearly full and listed."""
_COLUMNS = (
    Column("Kind", is_head=True),
    *(number(name, f"{name.lower()}:", absent=DASH) for name in ("Entries", "On one source", "Accounts differ")),
)
_FULLNESS = (
    Column("Kind", is_head=True),
    *(number(name, name.lower()) for name in ("Entries", "Complete", "On average")),
    Column("Nearly complete, and what is missing"),
)
_AUDITS = (
    Column("Drawn on", is_head=True),
    *(number(name, name.lower()) for name in ("Statements", "Supported", "In part", "Not supported", "Unreachable")),
)


def pages(site: SiteInput) -> Iterator[tuple[str, str]]:
    """Yield the page; without a date it says nothing of reviews."""
    kinds = Table("Entries by kind", _COLUMNS, rows_of(_kinds(site.atlas)))
    fullness = Table("How complete the entries are", _FULLNESS, rows_of(_fullness(site.atlas)))
    audits = Table("Audits, newest first", _AUDITS, rows_of(_audits(site.audits)))
    numbers, rules = list(_numbers(site.atlas, site.today)), list(_findings_by_rule(site.atlas, site.find()))
    tables = {"kinds": kinds, "fullness": fullness, "audits": audits}
    yield "state/index.md", filled("state.md.j2", numbers=numbers, rules=rules, **tables)


def _kinds(atlas: Atlas) -> Iterator[tuple[Cell, ...]]:
    """Yield how many entries each kind has, on how many sources they rest and in how many accounts differ."""
    for kind in atlas.kinds:
        entries = list(atlas.of_kind(kind))
        alone = sum(len(cited_in(atlas, entry)[0]) == 1 for entry in entries)
        differing = sum(bool(disagreements(atlas, entry)) for entry in entries)
        link = LINK(f"../{kind.folder}/index.html", kind.plural)
        yield link, len(entries), None if kind.supports else alone, None if kind.supports else differing
    nothing = StyledCell("", {"class": "ea-n"})
    yield "All", len(atlas.entries), nothing, nothing


def _fullness(atlas: Atlas) -> Iterator[tuple[Cell, ...]]:
    """Yield how full the entries of each kind are, and of those that are not full the nearest to it."""
    words = LinkedWords(atlas)
    for kind in atlas.kinds:
        of_kind = [(entry, how) for entry in atlas.of_kind(kind) if (how := completeness(atlas, entry)) is not None]
        if of_kind:
            mean = round(100 * sum(how.share for _, how in of_kind) / len(of_kind))
            short = sorted((how.share, entry.id, how.missing) for entry, how in of_kind if how.missing)
            full = len(of_kind) - len(short)
            name = f"{kind.plural}, “{kind.secondary}” left out" if kind.secondary else kind.plural
            near = [words.link(id) + html(f" ({', '.join(lacks)})") for _, id, lacks in reversed(short[-MAX_NEAR:])]
            yield name, len(of_kind), full, f"{mean} %", joined(near, "; ")


def _audits(audits: Mapping[str, Audit]) -> Iterator[tuple[Cell, ...]]:
    """Yield the day of each audit that is complete, its number of statements, and how many got each verdict."""
    for name, audit in sorted(audits.items(), reverse=True):
        if not audit.count(TODO):
            yield day_words(day_of(name)), len(audit.statements), *map(audit.count, VERDICTS)


def _numbers(atlas: Atlas, today: date | None) -> Iterator[tuple[str, str]]:
    """Yield label and value of what is counted over all entries."""
    facts = [fact for entry in atlas.entries.values() for fact in entry.facts]
    standing = [fact for fact in facts if fact.statement.rank != "deprecated"]
    one_origin = sum(len(origins_of(atlas, fact)) < 2 for fact in standing)
    weighty: dict[tuple[str, str], set[str]] = {}
    for fact in standing:
        if fact.statement.is_weighty:
            weighty.setdefault((fact.entry_id, fact.field), set()).update(origins_of(atlas, fact))
    several = sum(len(origins) > 1 for origins in weighty.values())
    records = [entry.record for entry in atlas.entries.values()]
    web = [record for record in records if isinstance(record, Work) and record.url]
    yield "Statements", f"{len(facts):,}"
    yield "Sources cited", f"{sum(map(bool, atlas.uses.values())):,}"
    yield "Statements with one origin", _share(one_origin, len(standing), "not superseded")
    matters = "deaths, tolls, responsibilities and parentages, each counted once in an entry"
    yield "Contestable matters with two origins or more", _share(several, len(weighty), matters)
    yield "No archived copy on record", _share(sum(not work.archive_url for work in web), len(web), "web sources")
    if today is not None:
        reviewed = [record.reviewed for record in records if record.reviewed]
        overdue = sum(is_overdue(day, today) for day in reviewed)
        yield "Reviews overdue", f"{overdue:,} of {len(reviewed):,}, as of {day_words(today)}"


def _share(part: int, whole: int, of: str) -> str:
    percent = f" ({100 * part / whole:.0f} %)" if whole else ""
    return f"{part:,} of {whole:,} {of}{percent}"


def _findings_by_rule(atlas: Atlas, findings: Iterable[Diagnostic]) -> Iterator[tuple[Rule, int, list[Markup], int]]:
    """Yield each rule that finds something with the number of findings, links to the first entries, and how many more."""
    words = LinkedWords(atlas)
    by_code: dict[str, list[str]] = {}
    for finding in findings:
        by_code.setdefault(finding.rule.code, []).append(PurePosixPath(finding.file).stem)
    order = {entry.id: (entry.kind.order, entry.label.casefold(), entry.id) for entry in atlas.entries.values()}
    for code, ids in sorted(by_code.items()):
        entries = sorted(order.keys() & ids, key=order.__getitem__)
        shown = [words.link(id) for id in entries[:MAX_ENTRIES]]
        yield RULES[code], len(ids), shown, len(entries) - len(shown)
