"""A new audit: a random choice of statements, and the file that takes the verdicts."""

from collections.abc import Iterable
from functools import partial
from hashlib import sha256
from urllib.parse import unquote

from euphrates_atlas.diff.statement_changes import as_written, statement_as_written
from euphrates_atlas.edit.audits import TODO, VERDICTS
from euphrates_atlas.edit.formatting import quoted
from euphrates_atlas.model.atlas import Atlas, Fact
from euphrates_atlas.model.roles import Work
from euphrates_atlas.model.statement import Citation
from euphrates_atlas.text.templates import filled_text


def draw(atlas: Atlas, number: int, seed: int) -> list[Fact]:
    """Return so many statements that stand, as many of each kind that is no source, place or the like.

    They are the first by a hash of seed and address, so that a further entry changes few of the others.
    """

    def order(fact: Fact) -> bytes:
        return sha256(f"{seed} {fact.key}".encode()).digest()

    kinds = [kind for kind in atlas.kinds if not kind.supports]
    share, rest = divmod(number, len(kinds))
    drawn: list[Fact] = []
    for place, kind in enumerate(kinds):
        standing = []
        for entry in atlas.of_kind(kind):
            for fact in entry.facts:
                if fact.statement.is_current:
                    standing.append(fact)
        most = share + 1 if place < rest else share
        drawn += sorted(standing, key=order)[:most]
    return drawn


def audit_text(atlas: Atlas, drawn: Iterable[Fact], seed: int) -> str:
    """Return the file of an audit, in which every verdict is still to be written."""
    words = partial(_words, atlas)
    return filled_text(
        "edit/audit.yml.j2",
        seed=seed,
        drawn=drawn,
        words=words,
        quoted=quoted,
        todo=TODO,
        verdicts=VERDICTS,
    )


def reading_list(atlas: Atlas, facts: Iterable[Fact]) -> str:
    """Return for each statement its words and note, and of each source that it cites the title, the address and a quote."""
    words, about = partial(_words, atlas), partial(_about, atlas)
    return filled_text(
        "edit/reading_list.txt.j2",
        facts=facts,
        words=words,
        about=about,
        as_written=as_written,
    )


def _about(atlas: Atlas, citation: Citation) -> str:
    source = atlas[citation.src]
    about: list[str | None] = [source.label]
    if isinstance(source.record, Work):
        address = source.record.url or source.record.reference or ""
        about += [as_written(source.record.issued), unquote(address)]
    if citation.stance != "supports":
        about.append(citation.stance)
    return "; ".join(filter(None, [*about, citation.loc]))


def _words(atlas: Atlas, fact: Fact) -> str:
    return f"{fact.field}: {statement_as_written(atlas[fact.entry_id], fact)}"
