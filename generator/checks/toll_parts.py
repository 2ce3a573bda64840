"""A510 toll-parts: a total of everybody agrees with its parts, of one speaker and date."""

from collections.abc import Iterator

from generator.links.standing import standing
from generator.model.atlas import Atlas, Finding
from generator.model.entry import Entry, Fact

_Group = tuple[object, ...]


def check(atlas: Atlas) -> Iterator[Finding]:
    """Yield a finding for each total that its parts exceed."""
    for entry in atlas.entries.values():
        tolls = standing(entry, "casualties")
        for total in (fact for fact in tolls if "all" in _categories(fact)):
            most = _most(total)
            if most is None or total.statement.note:
                continue
            counted = sum(_least(fact) for fact in _apart(_parts(total, tolls)))
            if counted > most:
                yield _finding(entry, total, counted, most)


def _finding(entry: Entry, total: Fact, counted: int, most: int) -> Finding:
    return Finding(
        "A510",
        entry,
        total.path,
        f"the parts add up to {counted}, more than the total, {most}",
        "check the numbers; where the source itself does not add up, say so in `note`",
    )


def _parts(total: Fact, tolls: list[Fact]) -> list[Fact]:
    """Return the tolls that a total must cover; one of a single nation covers that nation alone."""
    nation = _nation(total)
    return [
        fact
        for fact in tolls
        if "all" not in _categories(fact) and _group(fact) == _group(total) and nation in (None, _nation(fact))
    ]


def _categories(fact: Fact) -> frozenset[str]:
    return frozenset(getattr(fact.statement, "category"))


def _nation(fact: Fact) -> str | None:
    nation: str | None = getattr(fact.statement, "nationality")
    return nation


def _group(fact: Fact) -> _Group:
    """Return what totals and parts have in common: what befell the people, who counts, and when."""
    statement = fact.statement
    counted = getattr(statement, "as_of") or statement.said
    works = frozenset(citation.src for citation in statement.cite)
    return (getattr(statement, "measure"), statement.by.key if statement.by else works, counted and counted.text)


def _apart(parts: list[Fact]) -> list[Fact]:
    """Return parts that count nobody twice, the largest first; any of them may be left out of the sum, none is added."""
    kept: list[Fact] = []
    for part in sorted(parts, key=_least, reverse=True):
        if not any(_may_overlap(part, other) for other in kept):
            kept.append(part)
    return kept


def _may_overlap(a: Fact, b: Fact) -> bool:
    """Tell whether two tolls may count the same people: of a category in common, and of nations that may be one."""
    nations = {_nation(a), _nation(b)}
    return bool(_categories(a) & _categories(b)) and (None in nations or len(nations) == 1)


def _least(fact: Fact) -> int:
    """Return the lowest number that a toll allows."""
    low, best = getattr(fact.statement, "low"), getattr(fact.statement, "best")
    return int(low if low is not None else best if best is not None else 0)


def _most(fact: Fact) -> int | None:
    """Return the highest number that a toll allows; None where it has no upper end."""
    low, best, high = (getattr(fact.statement, name) for name in ("low", "best", "high"))
    value = high if high is not None else best
    return None if value is None else max(int(value), int(low or 0))
