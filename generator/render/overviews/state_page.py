"""The state of the atlas: how much there is of what, how well it is sourced, and what work is left to do."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from generator.diagnostics import Diagnostic
from generator.links.comparison import Disagreement
from generator.links.connections import sources_by_entry
from generator.links.standing import is_overdue
from generator.model.atlas import Atlas
from generator.model.kind import Kind
from generator.render.facts import SectionView
from generator.render.overviews.rule_pages import RuleFindings, findings_by_rule
from generator.render.values import Words
from generator.text.edtf import parse as parse_date
from generator.text.edtf_words import in_words


@dataclass(slots=True)
class Sourcing:
    """How many statements stand, and on how many origins; added up while the pages are made."""

    statements: int = 0
    standing: int = 0
    one_origin: int = 0

    def add(self, sections: Iterable[SectionView]) -> None:
        """Count the statements of one entry."""
        for section in sections:
            for view in section.facts:
                self.statements += 1
                if view.rank != "deprecated":
                    self.standing += 1
                    self.one_origin += view.origins < 2

    @property
    def counts(self) -> tuple[int, int, int]:
        """The numbers themselves."""
        return self.statements, self.standing, self.one_origin

    def plus(self, statements: int, standing: int, one_origin: int) -> None:
        """Add what was counted before."""
        self.statements += statements
        self.standing += standing
        self.one_origin += one_origin


@dataclass(frozen=True, slots=True)
class KindState:
    """How many entries a kind has, and how well they stand."""

    kind: Kind
    entries: int
    alone: int | None
    """Those that rest on one source; None of a kind that carries the others."""
    differing: int | None
    """Those in which accounts differ; None as above."""


@dataclass(frozen=True, slots=True)
class StatePage:
    """The numbers of the atlas and the work that is left to do."""

    kinds: tuple[KindState, ...]
    entries: int
    numbers: tuple[tuple[str, str], ...]
    """Label and value."""
    rules: tuple[RuleFindings, ...]


def state_page(
    atlas: Atlas,
    sourcing: Sourcing,
    findings: Iterable[Diagnostic],
    today: date | None,
    differing: Mapping[str, Collection[Disagreement]],
) -> StatePage:
    """Return the state of the atlas; without a date nothing is said of reviews. `differing` is by entry."""
    cited = sources_by_entry(atlas)
    kinds = tuple(_kind_state(atlas, kind, cited, differing) for kind in atlas.kinds)
    records = [entry.record for entry in atlas.entries.values()]
    pages = [r for r in records if getattr(r, "url", None) and hasattr(r, "archive_url")]
    copied = sum(1 for record in pages if getattr(record, "archive_url"))
    numbers = [
        ("Statements", f"{sourcing.statements:,}"),
        ("Sources cited", f"{len(atlas.uses):,}"),
        ("Statements of one origin", _share(sourcing.one_origin, sourcing.standing, "that stand")),
        ("No archived copy on record", _share(len(pages) - copied, len(pages), "web sources")),
    ]
    if today is not None:
        reviewed = [record.reviewed for record in records if record.reviewed]
        overdue = sum(is_overdue(day, today) for day in reviewed)
        on = in_words(parse_date(today.isoformat())) if 1900 <= today.year <= 2100 else today.isoformat()
        numbers.append(("Reviews overdue", f"{overdue:,} of {len(reviewed):,}, as of {on}"))
    rules = findings_by_rule(atlas, Words(atlas), findings)
    return StatePage(kinds, len(records), tuple(numbers), rules)


def _kind_state(
    atlas: Atlas,
    kind: Kind,
    cited: Mapping[str, Collection[str]],
    differing: Mapping[str, Collection[Disagreement]],
) -> KindState:
    ids = [entry.id for entry in atlas.of_kind(kind)]
    if kind.supports:
        return KindState(kind, len(ids), None, None)
    alone = sum(len(cited.get(id, ())) == 1 for id in ids)
    return KindState(kind, len(ids), alone, sum(bool(differing[id]) for id in ids))


def _share(part: int, whole: int, of: str) -> str:
    percent = f" ({100 * part / whole:.0f} %)" if whole else ""
    return f"{part:,} of {whole:,} {of}{percent}"
