"""Who says a statement; and the speakers that have no entry, whom statements name in words, with all that they said."""

import re
from dataclasses import dataclass, field

from generator.model.atlas import Atlas, Fact
from generator.model.roles import Work
from generator.model.statement import Agent, Statement
from generator.text.escape import ascii_words

FOLDER = "speakers"
LONGEST_NAME = 80
"""Letters; what is longer is a description, and too long for the name of a file."""
_LIST = re.compile(r"index(?:-\d+)?")
"""The pages that list all speakers."""


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
    """Return who speaks in a source: its author where it is signed analysis, else its publisher."""
    record = atlas[source_id].record
    assert isinstance(record, Work)
    if record.voice == "author" and record.author:
        return Agent(label=" and ".join(a.full for a in record.author))
    return Agent(id=record.publisher)


def voices_of(atlas: Atlas, statement: Statement) -> list[Agent]:
    """Return who says a statement; where it names nobody, who speaks in the works that support it, each once."""
    if statement.by is not None:
        return [statement.by]
    return list(dict.fromkeys(voice_of(atlas, cited.src) for cited in statement.cite if cited.stance == "supports"))


def speaker_id(label: str) -> str:
    """Return the name of the file of a speaker's page; empty for one who is described, and not named.

    A name begins with a capital letter; what follows a comma tells the office, which changes.
    """
    name = label.partition(",")[0]
    words = ascii_words(name)
    is_name = name[:1].isupper() and 0 < len(words) <= LONGEST_NAME and not _LIST.fullmatch(words)
    return words if is_name else ""


def speakers(atlas: Atlas) -> list[Speaker]:
    """Return the speakers that are named in words, by name."""
    found: dict[str, Speaker] = {}
    for entry in atlas.entries.values():
        for fact in entry.facts:
            by_id = {speaker_id(agent.label): agent for agent in voices_of(atlas, fact.statement) if agent.label}
            for id, agent in by_id.items():
                if id:
                    name = str(agent.label).partition(",")[0]
                    found.setdefault(id, Speaker(id, name)).said.append((fact, agent))
    return [found[id] for id in sorted(found)]
