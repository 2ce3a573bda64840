"""A new audit: a random choice of statements, and the file that takes the verdicts."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from urllib.parse import unquote

from generator.diff.statement_changes import as_written, statement_as_written
from generator.edit.quoting import quoted
from generator.model.atlas import Atlas, Entry, Fact
from generator.model.roles import Work
from generator.model.shape import is_given
from generator.store.audits import TODO, VERDICTS

Drawn = tuple[Entry, Fact]


def draw(atlas: Atlas, number: int, seed: int) -> list[Drawn]:
    """Return so many statements that stand, as many of each kind that is no source, place or the like.

    They are the first by a hash of seed and address, so that a further entry changes few of the others.
    """
    kinds, drawn = [kind for kind in atlas.kinds if not kind.supports], list[Drawn]()
    for place, kind in enumerate(kinds):
        facts = [(entry, fact) for entry in atlas.of_kind(kind) for fact in entry.facts if _is_of_now(fact)]
        share = number // len(kinds) + (place < number % len(kinds))
        drawn += sorted(facts, key=lambda one: sha256(f"{seed} {_address(one)}".encode()).digest())[:share]
    return drawn


def _is_of_now(fact: Fact) -> bool:
    return fact.statement.rank != "deprecated" and any(c.stance == "supports" for c in fact.statement.cite)


def _address(drawn: Drawn) -> str:
    entry, fact = drawn
    return f"{entry.id}#{fact.anchor}"


def audit_text(drawn: Iterable[Drawn], seed: int) -> str:
    """Return the file of an audit, in which every verdict is still to be written."""
    lines = [f"seed: {seed}", "statements:"]
    for entry, fact in drawn:
        cited = dict.fromkeys(citation.src for citation in fact.statement.cite)
        lines += [
            f"  - statement: {_address((entry, fact))}",
            f"    says: {quoted(_words(entry, fact), flow=False)}",
            f"    sources: [{', '.join(cited)}]",
            f"    verdict: {TODO}  # {', '.join(VERDICTS)}",
        ]
    return "\n".join([*lines, ""])


def reading_list(atlas: Atlas, drawn: Iterable[Drawn]) -> Iterator[str]:
    """Yield for each statement its words and note, and of each source that it cites the title, the address and a quote."""
    for number, (entry, fact) in enumerate(drawn, 1):
        yield f"{number}. {_address((entry, fact))}: {_words(entry, fact)}"
        for name in ("said", "verbatim", "rank", "disputed", "note"):
            if is_given(value := getattr(fact.statement, name)) and value != "normal":
                yield f"   {name}: {as_written(value)}"
        for citation in fact.statement.cite:
            work = atlas[citation.src].record
            issued, address = (
                (as_written(work.issued), work.url or work.reference) if isinstance(work, Work) else ("", "")
            )
            stance = citation.stance if citation.stance != "supports" else ""
            about = (atlas[citation.src].label, issued, unquote(address or ""), stance, citation.loc)
            yield f"   {citation.src}: {'; '.join(filter(None, about))}"
            if citation.quote is not None:
                yield f"     “{citation.quote.text}”"


def _words(entry: Entry, fact: Fact) -> str:
    return f"{fact.field}: {statement_as_written(entry, fact)}"
