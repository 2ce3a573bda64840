"""Who says a statement; and the speakers that have no entry, whom statements name in words, with all that they said."""

import re
from dataclasses import dataclass, field

from generator.model.atlas import Atlas, Entry, Fact
from generator.model.roles import Work
from generator.model.statement import Agent, Statement
from generator.model.value_types import Role
from generator.text.escape import ascii_words
from generator.text.folding import fold

FOLDER = "speakers"
LONGEST_NAME = 80
"""Letters; what is longer is a description, and too long for the name of a file."""
_LIST = re.compile(r"index(?:-\d+)?")
"""The pages that list all speakers."""
_DESCRIBED = re.compile(r"(?i:the|an?) [a-z]")
_ITEM = r" (?:[A-Z]|al-)[^\s,]*(?: (?:[A-Z]|al-)[^\s,]*)*"
_OFFICE = re.compile(rf",(?!(?:{_ITEM},)*{_ITEM},? and [A-Z]| and [A-Z])")
"""The comma before an office, and none in "A, B and C"."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who is named, and has no entry."""

    id: str
    name: str
    said: list[tuple[Fact, Agent]] = field(default_factory=list)
    """What they said, in the order of the entries, and as whom."""

    @property
    def entries(self) -> int:
        """The number of entries that quote them."""
        return len({fact.entry_id for fact, _ in self.said})


def voice_of(atlas: Atlas, source_id: str) -> Agent:
    """Return who speaks in a source: its author where it is signed analysis, else its publisher.

    An author who signs as "The editor-in-chief" is that of the publisher.
    """
    record = atlas[source_id].record
    assert isinstance(record, Work)
    if record.voice == "author" and record.author:
        label = " and ".join(a.full for a in record.author)
        return Agent(label=label, of=record.publisher if _DESCRIBED.match(label) else None)
    return Agent(id=record.publisher)


def voices_of(atlas: Atlas, statement: Statement) -> list[Agent]:
    """Return who says a statement; where it names nobody, who speaks in the works that support it, each once."""
    if statement.by is not None:
        return [statement.by]
    return list(dict.fromkeys(voice_of(atlas, cited.src) for cited in statement.cite if cited.stance == "supports"))


def names_of(entry: Entry) -> set[str]:
    """Return the names of somebody who can speak or act, folded; none that several share."""
    if Role.AGENT not in entry.kind.roles:
        return set()
    others = (name.text for name in entry.record.names if not (name.is_search_only or name.shared))
    return {fold(name) for name in (entry.label, *others)}


def name_and_office(label: str) -> tuple[str, str]:
    """Return the name in a label and the office behind its comma, which changes; a list, as "A, B and C", is one name."""
    name, *office = _OFFICE.split(label, 1)
    return name, "".join(office).strip()


def speaker_id(label: str) -> str:
    """Return the name of the file of a speaker's page; empty for one who is described, and not named.

    A name begins with a capital letter, behind an article too.
    """
    name, _ = name_and_office(label)
    words = ascii_words(name)
    is_name = name[:1].isupper() and not _DESCRIBED.match(name) and not _LIST.fullmatch(words)
    return words if is_name and len(words) <= LONGEST_NAME else ""


def speakers(atlas: Atlas) -> list[Speaker]:
    """Return the speakers that are named in words, by name."""
    found: dict[str, Speaker] = {}
    for entry in atlas.entries.values():
        for fact in entry.facts:
            by_id = {speaker_id(agent.label): agent for agent in voices_of(atlas, fact.statement) if agent.label}
            for id, agent in by_id.items():
                if id:
                    name, _ = name_and_office(str(agent.label))
                    found.setdefault(id, Speaker(id, name)).said.append((fact, agent))
    return [found[id] for id in sorted(found)]
