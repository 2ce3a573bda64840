"""A new audit: a random choice of statements, and the file that takes the verdicts; for `atlas audit`."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from urllib.parse import unquote

from euphrates_atlas.diff.statement_changes import Version, as_written
from euphrates_atlas.edit.audits import TODO, VERDICTS
from euphrates_atlas.edit.formatting import quoted
from euphrates_atlas.model.atlas import Atlas, Fact
from euphrates_atlas.model.roles import Work
from euphrates_atlas.model.shape import is_given


def draw(atlas: Atlas, number: int, seed: int) -> list[Fact]:
    """Return so many statements that are not superseded, as many of each kind that is no source, place or the like.

    A kind with fewer statements gives fewer. Those are taken whose hash of seed and address comes first, so that a
    further entry changes few of the others.
    """

    def order(fact: Fact) -> bytes:
        return sha256(f"{seed} {fact.key}".encode()).digest()

    kinds = [kind for kind in atlas.kinds if not kind.supports]
    share, rest = divmod(number, len(kinds))
    drawn = []
    for place, kind in enumerate(kinds):
        facts = [fact for entry in atlas.of_kind(kind) for fact in entry.facts]
        standing = [fact for fact in facts if fact.statement.is_current]
        most = share + 1 if place < rest else share
        drawn += sorted(standing, key=order)[:most]
    return drawn


def audit_text(atlas: Atlas, drawn: Iterable[Fact], seed: int) -> str:
    """Return the file of an audit, in which every verdict is still to be written."""
    lines = [f"seed: {seed}", "statements:"]
    for fact in drawn:
        cited = dict.fromkeys(citation.src for citation in fact.statement.cite)
        lines += [
            f"  - statement: {fact.key}",
            f"    says: {quoted(_words(atlas, fact), flow=False)}",
            f"    sources: [{', '.join(cited)}]",
            f"    verdict: {TODO}  # {', '.join(VERDICTS)}",
        ]
    return "\n".join([*lines, ""])


def reading_list(atlas: Atlas, facts: Iterable[Fact]) -> Iterator[str]:
    """Yield lines for each statement: its words and note; of each source that it cites, title, date, address and quote."""
    for number, fact in enumerate(facts, 1):
        yield f"{number}. {fact.key}: {_words(atlas, fact)}"
        for name in ("said", "verbatim", "rank", "disputed", "note"):
            value = getattr(fact.statement, name)
            if is_given(value) and value != "normal":
                yield f"   {name}: {as_written(value)}"
        for citation in fact.statement.cite:
            source = atlas[citation.src]
            about: list[str | None] = [source.label]
            if isinstance(source.record, Work):
                address = source.record.url or source.record.reference or ""
                about += [as_written(source.record.issued), unquote(address)]
            if citation.stance != "supports":
                about.append(citation.stance)
            about.append(citation.loc)
            yield f"   {citation.src}: {'; '.join(filter(None, about))}"
            if citation.quote:
                yield f"     “{citation.quote.text}”"


def _words(atlas: Atlas, fact: Fact) -> str:
    """Return a statement in words, behind the name of its property."""
    return f"{fact.field}: {Version(atlas[fact.entry_id]).statement(fact)}"
