"""What is wrong, as values: faults, and the findings that reports show; and the rules that apply while files are read.

Rules over linked entries stand in `generator/euphrates_atlas/checks/`. Nothing here reads or prints.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import Enum, StrEnum
from typing import NamedTuple


class CommandFailed(Exception):
    """What was asked for cannot be done; the text says why, and what to do. It is empty where another program has said it."""

    status = 2
    """The exit status of the command."""


class Level(StrEnum):
    """How serious a finding is; an error stops every page from being written."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Rule(NamedTuple):
    """What the atlas asks of entries; a code is never used again for something else."""

    code: str
    name: str
    level: Level
    summary: str
    """What the rule asks for, as one sentence."""
    reason: str
    """Why it asks, as one sentence for somebody who has just broken it."""
    task: tuple[str, str] | None = None
    """Of a note: what a contributor can do, and what that takes."""


class Span(NamedTuple):
    """A stretch of one file; lines and columns count from 1, columns in code points, the end is exclusive."""

    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


class Fault(NamedTuple):
    """What is wrong with what was read, and where in it; a check makes a `Finding` of it, at a line and column of a file."""

    path: tuple[str | int, ...]
    """Of the value in its entry; empty: the text that is read, or the whole entry."""
    message: str
    help: str | None = None
    part: tuple[int, int] | None = None
    """Start and end in the text at `path`, in code points; the end is exclusive."""
    code: str = ""
    """That of a rule which it breaks; empty: it breaks the one that found it."""


Faults = Iterator[Fault]


class Finding(NamedTuple):
    """What a check reports: what breaks a rule, at its line and column."""

    rule: Rule
    file: str
    """Path below the repository, with forward slashes."""
    span: Span
    message: str
    help: str | None = None
    excerpt: str | None = None
    """The source line at `span.line`, where the file has one that can be shown."""
    wanted: tuple[str, Enum] | None = None
    """Of a reference that is no id: the id that its text may mean, and the role of an entry there."""

    @property
    def sort_key(self) -> tuple[str, Span, str, str]:
        """Order of a report: file, place, code, message."""
        return (self.file, self.span, self.rule.code, self.message)


_READING_RULES = """
A101 unreadable-file
  An entry is a UTF-8 text file of at most 512 KiB.
  Other files cannot be shown, compared or reviewed.
A102 yaml-syntax
  An entry is well-formed YAML.
  The atlas can show nothing from a file that YAML cannot read.
A103 yaml-feature
  An entry uses plain YAML: no tags, anchors, merge keys or several documents.
  The file means what it says, without a second place to look.
A104 tab-character
  Entries use spaces, never tabs.
  YAML forbids tabs in indentation, and editors show them at different widths.
A105 duplicate-key
  A mapping has each key once.
  YAML would silently drop one of the two values.
A106 empty-value
  Every key has a value, and no `TODO` of `atlas new` is left.
  An absent property is unknown; an empty one says nothing.
A107 too-large
  An entry is at most 24 levels deep and has at most 20,000 values.
  No entry needs more, and the limit stops files made to exhaust the program.
A108 misplaced-file
  Entries are files `entities/<kind>/<id>.yml`, directly in the folder of their kind.
  The place of a file determines its kind and the address of its page.
A109 malformed-id
  An id is lower-case ASCII letters, digits and single hyphens, and no reserved name.
  The id is the file's name and the page's address on every system.
A110 duplicate-id
  An id is unique across all kinds.
  A reference names an entry only by its id.
A111 hidden-character
  An entry has no invisible characters: no direction marks, no invisible spaces or joiners.
  They make a text look different from what is written, or hide a word from search; pages set directions themselves.
A201 unknown-key
  A key is a field of the kind.
  Nobody would see a fact under a misspelt key.
A202 missing-key
  A required field is there.
  Every page of the kind needs it.
A203 wrong-form
  A value has the form of its field: a text, a list, a mapping, a number.
  Otherwise the page could not be laid out.
A204 unknown-code
  A code is one of its list, as printed in the glossary.
  Lists are closed so that entries can be compared and searched.
A205 impossible-date
  A date is EDTF level 1 without seasons, and exists.
  Dates are sorted and compared, which needs a date that can be read.
A206 malformed-value
  A value is within the limits of its field: length, range, address scheme.
  The value cannot be right as it stands.
A207 malformed-prose
  Prose uses paragraphs, ## and ### headings, flat lists, quotations, emphasis, links and citations.
  Anything else would look different in the two engines that build the site, or let code into the page.
A301 unresolved-link
  A reference names an entry that exists.
  A link that leads nowhere is worse than none.
A302 unknown-source
  A citation names a source entry that exists.
  A statement whose source cannot be looked up is uncited.
A303 wrong-kind
  A reference names an entry of the kind that its field requires.
  A place is no actor, and a source no place.
A304 typed-inverse
  A relation is written once, in the entry that it describes.
  Its other end is derived; typed at both ends, the two could say different things.
A401 uncited-statement
  A statement has at least one citation.
  Every contestable value names the source it rests on.
"""


def _rules(table: str) -> Iterator[Rule]:
    """Yield the rules of a table, three lines each: code and name, what the rule asks for, why."""
    lines = iter(table.strip().splitlines())
    for head, summary, reason in zip(lines, lines, lines, strict=True):
        code, name = head.split()
        yield Rule(code, name, Level.ERROR, summary.strip(), reason.strip())


READING_RULES = {rule.code: rule for rule in _rules(_READING_RULES)}
"""By code, the rules that hold while files are read, typed and linked: A1 the file, A2 its values, A3 references."""


def has_errors(findings: Iterable[Finding]) -> bool:
    """Tell whether one of the findings forbids writing pages."""
    return any(finding.rule.level is Level.ERROR for finding in findings)


def is_clean(findings: Iterable[Finding]) -> bool:
    """Tell whether there is neither error nor warning; notes are work to do."""
    return all(finding.rule.level is Level.NOTE for finding in findings)


def counts(findings: Iterable[Finding]) -> dict[Level, int]:
    """Return how many findings of each level there are, the most serious first."""
    numbers = Counter(finding.rule.level for finding in findings)
    return {level: numbers[level] for level in Level}
