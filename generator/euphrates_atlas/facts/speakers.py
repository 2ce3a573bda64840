"""The speaker of a statement; and the speakers without an entry, with all their statements.

Used by the pages of speakers, the search, the links of names on all pages, and the rules about names.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache

from euphrates_atlas.model.atlas import Atlas, Entry, Fact, once, once_for_entry
from euphrates_atlas.model.ids import is_reserved
from euphrates_atlas.model.roles import Work
from euphrates_atlas.model.statement import Agent, Statement
from euphrates_atlas.model.value_types import Role
from euphrates_atlas.text.escape import ascii_words
from euphrates_atlas.text.folding import fold

FOLDER = "speakers"
LONGEST_NAME = 80
"""Letters; what is longer is a description, and too long for the name of a file."""
MAX_IN_ROW = 3
"""Statements of a speaker at most who is a row of a list and has no page."""
_LIST = re.compile(r"index(?:-\d+)?")
"""The pages that list all speakers."""
_DESCRIBED = re.compile(r"(?i:the|an?) [a-z]")
_ITEM = r" (?:[A-Z]|al-)[^\s,]*(?: (?:[A-Z]|al-)[^\s,]*)*"
_OFFICE = re.compile(rf",(?!(?:{_ITEM},)*{_ITEM},? and [A-Z]| and [A-Z])")
"""The comma before an office, and none in "A, B and C"."""
_TITLE = re.compile(
    r"(?:President|Prime Minister|Senator|Captain|Colonel|Admiral"
    r"|(?:Lieutenant|Brigadier|Major) General|Lieutenant Colonel|(?:Rear|Vice) Admiral) (?=[A-Z][\w'-]* (?:[A-Z]|al-))"
)
"""The title before a name, as in "Colonel Hassan Abdul Ghani"; not in "President Biden", which is no full name."""
_outlet = cache(lambda publisher: Agent(id=publisher))
"""Returns the agent that stands for a publisher: to make one for each statement takes long."""


@dataclass(frozen=True)
class Speaker:
    """Somebody who is named in words."""

    id: str
    name: str
    entry: str
    """The id of the entry that alone bears the name; empty: none does."""
    said: list[tuple[Fact, Agent]] = field(default_factory=list)
    """What they said or rejected, in the order of the entries, and as whom."""

    @property
    def body(self) -> str:
        """The id of the body for which they spoke most; empty where no statement names one."""
        bodies = Counter(agent.of for _, agent in self.said if agent.of)
        return next((body for body, _ in bodies.most_common(1)), "")

    @property
    def list_file(self) -> str:
        """The name of the page that lists them: with all who spoke for the same body, or by first letter."""
        return f"for_{self.body}" if self.body else f"letter_{self.id[0]}"

    @property
    def has_page(self) -> bool:
        """Whether they said so much that they have a page of their own; others are a row on the page that lists them."""
        return len(self.said) > MAX_IN_ROW

    @property
    def address(self) -> str:
        """Where readers find all that they said, below the site."""
        if self.has_page:
            return f"{FOLDER}/{self.id}.html"
        return f"{FOLDER}/{self.list_file}.html#{self.id}"


def voice_of(atlas: Atlas, source_id: str) -> Agent:
    """Return who speaks in a source: its author where it is signed analysis, else its publisher.

    An author who signs with a description, as "The editor-in-chief", speaks for the publisher.
    """
    record = atlas.record_of(source_id, Work)
    assert record
    if record.voice != "author" or not record.author:
        return _outlet(record.publisher)
    label = " and ".join(author.full for author in record.author)
    if _DESCRIBED.match(label):
        return Agent(label=label, of=record.publisher)
    return Agent(label=label)


def voices_of(atlas: Atlas, statement: Statement) -> list[Agent]:
    """Return who says a statement; where it names nobody, who speaks in the works that support it, each once."""
    if statement.by:
        return [statement.by]
    voices = [voice_of(atlas, source) for source in statement.supporting]
    return list(dict.fromkeys(voices))


def names_of(entry: Entry) -> set[str]:
    """Return the names of somebody who can speak or act, folded; none that several share."""
    if Role.AGENT not in entry.kind.roles:
        return set()
    return set(map(fold, entry.own_names))


def name_and_office(label: str) -> tuple[str, str]:
    """Return the name in a label and the office behind its comma: ("Ali Hassan", "spokesman") of "Ali Hassan, spokesman".

    A person keeps the name and changes the office. A list, such as "A, B and C", is one name.
    """
    name, *office = _OFFICE.split(label, 1)
    return name, "".join(office).strip()


@cache
def speaker_id(label: str) -> str:
    """Return the name of the file of a speaker's page; empty for one who is described, and not named.

    A name begins with a capital letter, behind an article too. A title is no part of it.
    """
    name = _full_name(label)
    if not name[:1].isupper() or _DESCRIBED.match(name):
        return ""
    words = ascii_words(name)
    if is_reserved(words) or _LIST.fullmatch(words):
        return ""
    return words if len(words) <= LONGEST_NAME else ""


def _full_name(label: str) -> str:
    """Return the name in a label, without its office and title."""
    name, _ = name_and_office(label)
    return _TITLE.sub("", name)


def speakers(atlas: Atlas) -> list[Speaker]:
    """Return the speakers that are named in words and have no entry, by name."""
    named = sorted(named_speakers(atlas).items())
    return [speaker for _, speaker in named if not speaker.entry]


@once
def named_speakers(atlas: Atlas) -> dict[str, Speaker]:
    """Return all speakers that are named in words, by the id of `speaker_id`; one whose name an entry bears says so."""
    bearers = defaultdict(list)
    voices = []
    for entry in atlas:
        for name in names_of(entry):
            bearers[name].append(entry.id)
        voices += _named_voices(atlas, entry.id)
    found = {}
    for id, fact, agent in voices:
        if id not in found:
            name = _full_name(str(agent.label))
            same = bearers.get(fold(name), [])
            bearer = same[0] if len(same) == 1 else ""
            found[id] = Speaker(id, name, bearer)
        found[id].said.append((fact, agent))
    return found


@once_for_entry
def _named_voices(atlas: Atlas, entry_id: str) -> list[tuple[str, Fact, Agent]]:
    """Return who says or rejects the statements of an entry, with the ids of those who are named in words."""
    named = []
    for fact in atlas[entry_id].facts:
        every = voices_of(atlas, fact.statement)
        every += (item.by for item in fact.statement.disputed)
        voices = {speaker_id(voice.label): voice for voice in every if voice.label}
        voices.pop("", None)
        named += [(id, fact, agent) for id, agent in voices.items()]
    return named
