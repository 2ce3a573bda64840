"""A total of everybody agrees with its parts, of one speaker and date."""

from generator.diagnostics import Level
from generator.facts.comparison import range_of
from generator.kinds.strike import Toll
from generator.model.atlas import Atlas, Entry, Finding, Findings

CODE = "A510"
LEVEL = Level.WARNING
REASON = "Either a number is mistyped or the source itself does not add up, which the page should say."


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield a finding for each total that its parts exceed, and that no note explains."""
    tolls = [(fact, fact.statement) for fact in entry.current_facts("casualties") if isinstance(fact.statement, Toll)]
    for fact, total in tolls:
        if "all" not in total.category or total.note:
            continue
        parts, most = _disjoint(_parts(total, [toll for _, toll in tolls])), range_of(total)[1]
        if (sum_of_parts := sum(range_of(part)[0] for part in parts)) > most:
            message = f"the parts add up to {sum_of_parts}, more than the total, {most}"
            help = "check the numbers; where the source itself does not add up, say so in `note`"
            yield Finding(CODE, entry, fact.path, message, help)


def _parts(total: Toll, tolls: list[Toll]) -> list[Toll]:
    """Return the tolls that a total must cover; one of a single nation covers that nation alone."""
    counted = (toll for toll in tolls if "all" not in toll.category and _group(toll) == _group(total))
    return [toll for toll in counted if total.nationality in (None, toll.nationality)]


def _group(toll: Toll) -> tuple[object, ...]:
    """Return the measure, the speaker and the date of a toll, which totals and their parts have in common."""
    counted = toll.as_of or toll.said
    works = frozenset(citation.src for citation in toll.cite)
    return (toll.measure, toll.by.key if toll.by else works, counted and counted.text)


def _disjoint(parts: list[Toll]) -> list[Toll]:
    """Return parts that count nobody twice, the largest first: the sum may be too small, never too large."""
    kept: list[Toll] = []
    for part in sorted(parts, key=lambda part: range_of(part)[0], reverse=True):
        if not any(_may_overlap(part, other) for other in kept):
            kept.append(part)
    return kept


def _may_overlap(a: Toll, b: Toll) -> bool:
    """Tell whether two tolls may count the same people: of a category in common, and of nations that may be one."""
    nations = {a.nationality, b.nationality}
    return bool({*a.category} & {*b.category}) and (None in nations or len(nations) == 1)
