"""Read the bytes of an entry into a tree with positions, or into the findings that say why not.

PyYAML's C parser gives events with positions. The constructor here keeps the positions, takes every scalar as text and
refuses the parts of YAML that an entry does not need. Only this module imports PyYAML.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from sys import intern
from typing import Any, NoReturn

import yaml

from generator.diagnostics import READING_RULES, Diagnostic, Span
from generator.resources import yaml_table
from generator.text.foreign_marks import foreign_mark, foreign_quotation
from generator.text.phrases import shortened
from generator.text.yaml_tree import Mapping, Node, Scalar, Sequence, Tree, line_and_column, line_of

MAX_BYTES = 512 * 1024
MAX_DEPTH = 24
MAX_NODES = 20_000

# YAML alone takes a lone carriage return and U+0085 for line ends: editors would number lines differently.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\u2028\u2029\ud800-\udfff]|\r(?!\n)")
_ESCAPED = re.compile(f"{_CONTROL.pattern}|[\t\r]")
_LETTERS = "\u0620-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\u0870-\u088e\u08a0-\u08c9\ufb50-\ufdff\ufe70-\ufefc"
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0898-\u089f\u08ca-\u08ff"
_HIDDEN = re.compile(
    "[\u00a0\u00ad\u1680\u2000-\u200a\u205f\u3000\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202f\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
    f"(?<![{_LETTERS}{_MARKS}][\u200c\u200d](?=[{_LETTERS}]))"
)
"""Invisible characters; a joiner between two Arabic letters is none of them."""
_RETYPE = "delete it, or type what was meant"
_HIDDEN_HELP = (
    (("zero width joiner", "zero width non-joiner"), "delete it: it stands between two Arabic letters alone"),
    (
        ("left-to-right", "right-to-left", "directional", "arabic letter mark", "isolate"),
        "delete it: pages set the direction of names and quotations themselves",
    ),
    (("soft hyphen",), "delete it: browsers break long words themselves"),
    (("space", " quad"), "delete it, or type a blank"),
)
"""What names of hidden characters contain, and the remedy."""
# Untyped: the stubs say that an event may have no place.
_EVENTS: Any = yaml
_MISSING = {"", "~", "null", "Null", "NULL"}

_QUOTES = "put the text in quotes"

_NO_BLANK = re.compile(r"[ ]*(?:- )?(?P<key>[a-z_]+)(?P<colon>:)(?=[^\s:/])")
"""A field and its value without a blank between them; times and URLs do not match."""
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|={7})(?: .*)?$", re.MULTILINE)
_FIELD = re.compile(r"(?P<indent> *(?:- +)?)[a-z_]+:(?P<value> +[^\s|>].*)?$")
NEWLINE, APOSTROPHE = "\n", "'"


def read_tree(file: str, data: bytes) -> Tree | list[Diagnostic]:
    """Read one file; `file` is its name in findings. Returns the tree, or at least one finding."""
    return _Reader(file).read(data)


def read_list(file: str, data: bytes) -> Tree | list[Diagnostic]:
    """Read a file that is a list of mappings, not an entry: an empty value in it is as good as none.

    The list is the value of the key `list` in the root of the tree. It may be JSON, which tabs indent.
    """
    return _Reader(file, is_list=True).read(data)


def hidden_characters(text: str) -> list[int]:
    """Return the indexes of invisible characters, in order."""
    return [match.start() for match in _HIDDEN.finditer(text)]


@lru_cache(maxsize=4)
def _printable(line: str) -> str:
    shown = _HIDDEN.sub("\N{REPLACEMENT CHARACTER}", line.replace("\t", "\N{RIGHTWARDS ARROW TO BAR}"))
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", shown)


class _Stop(Exception):
    """The rest of the file cannot be read; the finding that says why is made."""


class _Reader:
    """Builds one tree from the parser's events; collects findings, and stops if the rest cannot be read."""

    def __init__(self, file: str, *, is_list: bool = False) -> None:
        self.file = file
        self.is_list = is_list
        self.text = ""
        self.findings: list[Diagnostic] = []
        self.nodes = 0
        self._next: Callable[[], Any]
        """Returns the parser's next event, None after the last."""

    def read(self, data: bytes) -> Tree | list[Diagnostic]:
        root: Node | None = None
        try:
            self._decode(data)
            self._check_characters()
            # a byte order mark has its finding already, and YAML would stop there
            clean = self.text.replace("\ufeff", "\N{REPLACEMENT CHARACTER}")
            self._next = yaml.CSafeLoader(clean).get_event
            while (event := self._next()) is not None:
                if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                    help = "one entry is one file: remove the `---`"
                    self._refuse(event, "A103", "a second document starts here", help)
                if isinstance(event, yaml.NodeEvent):
                    root = self._node(event, 0)
        except yaml.YAMLError as error:
            marks = [getattr(error, name, None) for name in ("problem_mark", "context_mark")]
            mark: Any = marks[0] or marks[1]
            if getattr(error, "context", None) == "while scanning a quoted scalar" and marks[1]:
                mark = marks[1]  # of a quotation that is not closed its beginning, not the end of the file
            problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
            index, message, help = _explained(str(problem), self.text, mark.index if mark else 0)
            if not self.findings:  # what hidden characters have done to the indentation is one slip, not two
                self._find(index, "A102", message, help)
        except _Stop:
            pass
        if self.is_list and isinstance(root, Sequence):
            root = Mapping(root.start, root.end, {"list": (Scalar("list", root.start, root.start, ""), root)})
        elif self.is_list and not self.findings:
            self._find(0, "A203", "the file holds no list", "start each item with a hyphen, as `- url: https://…`")
        elif not self.findings and not isinstance(root, Mapping):
            self._no_mapping(root)
        return self.findings or Tree(self.file, self.text, root)  # type: ignore[arg-type]

    def _no_mapping(self, root: Node | None) -> None:
        """Report a file that is a text or a list."""
        first = self.text.partition("\n")[0]
        if (mark := foreign_mark(first)) is not None:
            self._find(mark.at, "A102", mark.message, mark.help, mark.at + 1)
        elif (tight := _NO_BLANK.match(first)) is not None:
            help = f"write `{tight['key']}: {first[tight.end('colon') :]}`"
            self._find(tight.start("colon"), "A102", "no blank stands after this `:`", help)
        else:
            message = f"the file holds {'nothing' if root is None else 'no mapping'}; an entry is a mapping of fields"
            self._find(0, "A203", message, "start with a line such as `name: …`")

    def _decode(self, data: bytes) -> None:
        if len(data) > MAX_BYTES:
            message = f"the file has more than {MAX_BYTES:,} bytes, the most that an entry has"
            help = "split it, or shorten its prose"
            self.findings.append(Diagnostic(READING_RULES["A101"], self.file, Span(), message, help))
            raise _Stop
        try:
            self.text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self.text = error.object[: error.start].decode("utf-8", "replace")
            message = f"byte 0x{error.object[error.start]:02x} is not UTF-8 text"
            self._find(len(self.text), "A101", message, "save the file as UTF-8 text")
            self.findings = [replace(self.findings[0], excerpt=None)]
            raise _Stop from None

    def _check_characters(self) -> None:
        text = self.text
        if character := _CONTROL.search(text):
            message = f"the character U+{ord(character.group()):04X} cannot be shown"
            self._find(character.start(), "A101", message, _RETYPE)
            raise _Stop
        if not self.is_list and (tab := text.find("\t")) >= 0:
            self._find(tab, "A104", "a tab stands here", "put blanks in its place; two for each level")
            raise _Stop
        previous = -2
        for index in hidden_characters(text):
            if index != previous + 1 or text[index] != text[previous]:  # of a row of the same, the first
                self._report_hidden(index, index + 1, ord(text[index]))
            previous = index

    def _node(self, event: Any, depth: int) -> Node:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            help = "move what is about others to their entries"
            self._refuse(event, "A107", f"the file has more than {MAX_NODES:,} values", help)
        if depth > MAX_DEPTH:
            message = f"this is nested more than {MAX_DEPTH} levels deep"
            self._refuse(event, "A107", message, "no field of an entry is that deep: check the indentation")
        if event.anchor is not None or event.tag is not None:
            self._refuse_reference_or_tag(event)
        if isinstance(event, _EVENTS.ScalarEvent):
            style = event.style or ""
            if style == '"':
                self._check_escapes(event)
            text = intern(event.value)  # ids, dates and codes stand in many entries
            return Scalar(text, event.start_mark.index, event.end_mark.index, style)
        if isinstance(event, _EVENTS.SequenceStartEvent):
            return self._sequence(event, depth + 1)
        return self._mapping(event, depth + 1)

    def _refuse_reference_or_tag(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent):
            what, help = f"an alias, `*{event.anchor}`", "write the value itself; if `*`"
        elif event.anchor is not None:
            what, help = f"an anchor, `&{event.anchor}`", "write the value without it; if `&`"
        else:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            what, help = f"a tag, `{tag}`", "write the value without it; if `!`"
        self._refuse(event, "A103", f"{what}, stands here", f"{help} is part of a text, put the text in quotes")

    def _check_escapes(self, event: Any) -> None:
        """Report escapes in a text in double quotes that stand for invisible characters."""
        start, end = event.start_mark.index, event.end_mark.index
        if escaped := _ESCAPED.search(event.value):
            message = f"an escape of this text stands for U+{ord(escaped.group()):04X}, which cannot be shown"
            self._find(start, "A101", message, "delete the escape, or type what was meant", end)
        for place in () if event.value.isascii() else hidden_characters(event.value):
            if event.value[place] not in self.text[start:end]:  # without an escape it has its finding already
                self._report_hidden(start, end, ord(event.value[place]), escaped=True)

    def _report_hidden(self, index: int, end: int, code_point: int, *, escaped: bool = False) -> None:
        name = unicodedata.name(chr(code_point), "a character without a name").lower()
        what = "an escape of this text stands for a hidden character" if escaped else "a hidden character stands here"
        help = next((help for parts, help in _HIDDEN_HELP if any(part in name for part in parts)), _RETYPE)
        self._find(index, "A111", f"{what}: U+{code_point:04X}, {name}", help, end)

    def _sequence(self, start: Any, depth: int) -> Sequence:
        node = Sequence(start.start_mark.index, start.end_mark.index)
        while not isinstance(event := self._next(), _EVENTS.SequenceEndEvent):
            item = self._node(event, depth)
            if _is_empty(item):
                self._no_value(item, "this item of the list")
            node.items.append(item)
        node.end = event.end_mark.index
        return node

    def _mapping(self, start: Any, depth: int) -> Mapping:
        node = Mapping(start.start_mark.index, start.end_mark.index)
        while not isinstance(event := self._next(), _EVENTS.MappingEndEvent):
            before = len(self.findings)
            key = self._node(event, depth)
            self.nodes -= 1  # a key is no value
            value = self._node(self._next(), depth)
            self._add(node, key, value, is_whole=len(self.findings) == before)
        node.end = event.end_mark.index
        return node

    def _add(self, node: Mapping, key: Node, value: Node, *, is_whole: bool) -> None:
        if not isinstance(key, Scalar):
            help = "a text that starts with `[` or `{` goes in quotes"
            self._find(key.start, "A203", "a key is a word, not a list or mapping", help)
        elif key.text == "<<":
            self._find(key.start, "A103", "a merge key, `<<`, stands here", "write the values themselves")
        elif key.text in node.entries:
            first = line_and_column(self.text, node.entries[key.text][0].start)[0]
            message = f"`{shortened(key.text, 40)}` stands in this mapping already, in line {first}"
            help = "keep one of the two; several values of one field are a list"
            self._find(key.start, "A105", message, help, key.end)
        elif not _is_empty(value):
            node.entries[key.text] = (key, value)
        elif is_whole or not isinstance(value, Mapping):  # otherwise its content has a finding
            self._no_value(value, f"`{shortened(key.text, 40)}`", key)

    def _no_value(self, value: Node, what: str, key: Scalar | None = None) -> None:
        if self.is_list:
            return
        line, column = line_and_column(self.text, (key or value).start)
        mark = foreign_mark(line_of(self.text, line) or "")
        if mark is not None:
            start = (key or value).start - column + 1 + mark.at
            self._find(start, "A102", mark.message, mark.help, start + 1)
            return
        at, help = key or value, "give it one, or delete the line: what is absent is unknown"
        if key is not None and " " in key.text:
            help = "this looks like the tail of a text: put the text in quotes"
        self._find(at.start, "A106", f"{what} has no value", help, at.end)

    def _find(self, index: int, code: str, message: str, help: str | None, end: int | None = None) -> None:
        """Add a finding with its line; it marks the text up to `end` if that is in the same line, else a character."""
        line, column = line_and_column(self.text, index := min(index, len(self.text)))
        width = max(end - index, 1) if end is not None and self.text.find("\n", index, end) < 0 else 1
        excerpt = _printable(line_of(self.text, line) or "")
        span = Span(line, column, line, column + width)
        self.findings.append(Diagnostic(READING_RULES[code], self.file, span, message, help, excerpt))

    def _refuse(self, event: Any, code: str, message: str, help: str) -> NoReturn:
        self._find(event.start_mark.index, code, message, help)
        raise _Stop


def _is_empty(node: Node) -> bool:
    """Whether a node is empty: no item, no key, no text, or YAML's word for null."""
    if isinstance(node, Scalar):
        text = node.text.strip()
        return not text or (node.style == "" and text in _MISSING)
    return not (node.items if isinstance(node, Sequence) else node.entries)


def _too_deep(text: str, before: int, start: int) -> tuple[int, str] | None:
    """Return where a field begins in a line and where it should, if the line before has a field with a value further out."""
    above = _FIELD.match(text[before : max(start - 1, 0)])
    here = _FIELD.match(text[start:].partition("\n")[0])
    if not above or not here or not above["value"] or len(here["indent"]) <= len(above["indent"]):
        return None
    return len(here["indent"]), f"begin it in column {len(above['indent']) + 1}, as its neighbours"


def _foreign(text: str, before: int, start: int) -> tuple[int, str, str] | None:
    """Return place, message and remedy of a mark of another script in a line or the one before it."""
    for at in (before, start):
        if (mark := foreign_mark(text[at:].partition(NEWLINE)[0])) is not None:
            return at + mark.at, mark.message, mark.help
    line = text[start:].partition(NEWLINE)[0]
    if (quotation := foreign_quotation(line)) is None:
        return None
    message = f"`{line[quotation[0]]}` is no quotation mark of YAML"
    return start + quotation[0], message, f"put the whole text in quotes: {quotation[1]}"


def _explained(problem: str, text: str, index: int) -> tuple[int, str, str]:
    """Return the index of the cause of PyYAML's problem at `index`, the message and the remedy."""
    if conflict := _CONFLICT.search(text):
        help = "keep what is right of the two sides, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>"
        return conflict.start(), "a conflict of a merge is left here", help
    start = text.rfind("\n", 0, index) + 1
    line = text[start:].partition("\n")[0]
    before = text.rfind("\n", 0, max(start - 1, 0)) + 1
    if (foreign := _foreign(text, before, start)) is not None:
        return foreign
    is_key = re.fullmatch(r"[ ]*(?:- )?[a-z_]+", text[start:index]) is not None
    if problem.startswith(("mapping values are not allowed", "could not find expected ':'")):
        cause = _NO_BLANK.match(text, before, max(start - 1, 0))
        if cause and (is_key or problem.startswith("could not")):
            value = text[cause.end("colon") :].partition("\n")[0]
            return cause.start("colon"), "no blank stands after this `:`", f"write `{cause['key']}: {value}`"
    if problem.startswith("mapping values are not allowed") and (deep := _too_deep(text, before, start)):
        return start + deep[0], f"this line begins further in than line {text.count(NEWLINE, 0, start)}", deep[1]
    if problem.startswith("did not find expected key"):
        if line.lstrip().startswith("- "):
            return index, "a list begins among fields here", "begin each item of the list with `- `, the first too"
        if text[:index].rstrip(" ").endswith(('"', "'")):
            value = re.sub(r"^ *(?:- )?(?:[a-z_]+: )? *", "", line)
            whole = f"'{value.replace(APOSTROPHE, APOSTROPHE * 2)}'" if '"' in value else f'"{value}"'
            return index, "text follows a closing quotation mark", f"put the whole text in quotes: {whole}"
        if text[:index].rstrip(" ").endswith("]"):
            return index, "text follows a closing bracket", f"{_QUOTES}: [ starts a list"
    for beginning, (message, help) in yaml_table("text/yaml_problems.yml").items():
        if problem.startswith(beginning):
            return index, message, help
    help = "compare the line with its neighbours: indentation, quotes, brackets"
    return index, f"YAML cannot read this: {problem}", help
