"""Read the bytes of an entry into a tree with positions, or into the findings that say why not (A1xx, A203).

PyYAML's C parser gives events with positions. The constructor here keeps the positions, takes every scalar as text and
refuses the parts of YAML that an entry does not need. Only this module imports PyYAML.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from sys import intern
from typing import Any, NoReturn

import yaml

from euphrates_atlas.findings import READING_RULES, Finding, Span
from euphrates_atlas.resources import yaml_table
from euphrates_atlas.text.phrases import shortened
from euphrates_atlas.text.yaml_errors import NO_BLANK, explained, foreign_mark
from euphrates_atlas.text.yaml_tree import (
    Mapping,
    Node,
    Scalar,
    Sequence,
    Tree,
    line_and_column,
    line_of,
)

MAX_BYTES = 512 * 1024
MAX_DEPTH = 24
MAX_NODES = 20_000

# YAML alone takes a lone carriage return and U+0085 for line ends: editors would number lines differently.
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\u2028\u2029\ud800-\udfff]|\r(?!\n)"
)
_ESCAPED = re.compile(f"{_CONTROL.pattern}|[\t\r]")
_LETTERS = "\u0620-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\u0870-\u088e\u08a0-\u08c9\ufb50-\ufdff\ufe70-\ufefc"
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0898-\u089f\u08ca-\u08ff"
_HIDDEN = re.compile(
    "[\u00a0\u00ad\u1680\u2000-\u200a\u205f\u3000\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202f\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
    f"(?<![{_LETTERS}{_MARKS}0-9٠-٩۰-۹»)][\u200c\u200d](?=[{_LETTERS}]))"
)
"""Invisible characters; a joiner between two Arabic letters is none of them."""
_CUT = re.compile(r"(?: +|(?: *\r?\n)+ +(?=#[^\sa-z:]))(?P<rest>#[^\s#]\S*)")
"""What follows a text without quotes and is no part of it: ` #2` begins a comment, and a comment has a blank behind its sign.

On a line of its own, only what begins as a hashtag does is no comment: the sign of a field is often put before its line."""
_RETYPE = "delete it, or type what was meant"
# Untyped: the stubs say that an event may have no place.
_EVENTS: Any = yaml
_MISSING = {"", "~", "null", "Null", "NULL"}


def read_tree(file: str, data: bytes) -> Tree | list[Finding]:
    """Read one file; `file` is its name in findings. Returns the tree, or at least one finding."""
    return _Reader(file).read(data)


def read_list(file: str, data: bytes) -> Tree | list[Finding]:
    """Read a file that is a list of mappings, not an entry: an empty value in it is as good as none.

    The list is the value of the key `list` in the root of the tree. It may be JSON, which tabs indent.
    """
    return _Reader(file, is_list=True).read(data)


def hidden_characters(text: str) -> list[int]:
    """Return the indexes of invisible characters, in order."""
    return [] if text.isascii() else [match.start() for match in _HIDDEN.finditer(text)]


@lru_cache(maxsize=4)
def _printable(line: str) -> str:
    """Return a line as a report can show it: with signs for tabs, invisible characters and controls."""
    shown = _HIDDEN.sub(
        "\N{REPLACEMENT CHARACTER}", line.replace("\t", "\N{RIGHTWARDS ARROW TO BAR}")
    )
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", shown)


class _Stop(Exception):
    """The rest of the file cannot be read; the finding that says why is made."""


class _Reader:
    """Builds one tree from the parser's events; collects findings, and stops if the rest cannot be read."""

    def __init__(self, file: str, *, is_list: bool = False) -> None:
        self.file = file
        self.is_list = is_list
        self.text = ""
        self.findings: list[Finding] = []
        self.nodes = 0
        self.has_comments: bool
        """Whether a `#` stands behind a blank somewhere."""
        self._next: Callable[[], Any]
        """Returns the parser's next event, None after the last."""

    def read(self, data: bytes) -> Tree | list[Finding]:
        """Return the tree of a file, or at least one finding."""
        root = None
        try:
            self._decode(data)
            self._check_characters()
            self.has_comments = " #" in self.text
            root = self._root()
        except yaml.YAMLError as error:
            self._report_problem(error)
        except _Stop:
            pass
        if self.findings:
            return self.findings
        if self.is_list:
            root = self._list_as_mapping(root)
        elif not isinstance(root, Mapping):
            self._no_mapping(root)
        return (
            Tree(self.file, self.text, root) if isinstance(root, Mapping) else self.findings
        )

    def _list_as_mapping(self, root: Node | None) -> Mapping | None:
        """Return a list as the value of the key `list`, since the root of a tree is a mapping; report another root."""
        if isinstance(root, Sequence):
            key = Scalar("list", root.start, root.start, "")
            return Mapping(root.start, root.end, {"list": (key, root)})
        self._find(
            "A203",
            0,
            "the file holds no list",
            "start each item with a hyphen, for example `- url: https://…`",
        )
        return None

    def _root(self) -> Node | None:
        """Return the node of the only document; None where the file holds none."""
        root = None
        # a byte order mark has its finding already, and YAML would stop there
        clean = self.text.replace("\ufeff", "\N{REPLACEMENT CHARACTER}")
        self._next = _EVENTS.cyaml.CParser(clean).get_event
        while event := self._next():
            if isinstance(event, yaml.DocumentStartEvent) and root:
                help = "one entry is one file: remove the `---`"
                self._refuse(event, "A103", "a second document starts here", help)
            if isinstance(event, yaml.NodeEvent):
                root = self._node(event, 0)
        return root

    def _report_problem(self, error: Any) -> None:
        """Report why PyYAML cannot read the file."""
        if self.findings:
            return  # what hidden characters have done to the indentation is one slip, not two
        start = getattr(error, "context_mark", None)
        mark = getattr(error, "problem_mark", None) or start
        if start and getattr(error, "context", None) == "while scanning a quoted scalar":
            mark = start  # of a quotation that is not closed its beginning, not the end of the file
        problem = (
            getattr(error, "problem", None)
            or getattr(error, "reason", None)
            or "it cannot be read"
        )
        index = mark.index if mark else 0
        self._find("A102", *explained(str(problem), self.text, index))

    def _no_mapping(self, root: Node | None) -> None:
        """Report a file that is a text or a list."""
        first = self.text.partition("\n")[0]
        mark = foreign_mark(self.text, 0)
        tight = NO_BLANK.match(first)
        if mark:
            self._find("A102", *mark)
        elif tight:
            colon = tight.start("colon")
            help = f"write `{tight['key']}: {first[colon + 1 :]}`"
            self._find("A102", colon, "there is no space after this `:`", help)
        else:
            held = "no mapping" if root else "nothing"
            message = f"the file holds {held}; an entry is a mapping of fields"
            self._find("A203", 0, message, "start with a line such as `name: …`")

    def _decode(self, data: bytes) -> None:
        """Set the text; stop at a file that is too large, or no UTF-8."""
        if len(data) > MAX_BYTES:
            message = (
                f"the file has more than {MAX_BYTES:,} bytes, the most that an entry has"
            )
            help = "split it, or shorten its prose"
            self.findings.append(
                Finding(READING_RULES["A101"], self.file, Span(), message, help)
            )
            raise _Stop
        try:
            self.text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self.text = error.object[: error.start].decode("utf-8", "replace")
            message = f"byte 0x{error.object[error.start]:02x} is not UTF-8 text"
            self._find("A101", len(self.text), message, "save the file as UTF-8 text")
            self.findings = [self.findings[0]._replace(excerpt=None)]
            raise _Stop from None

    def _check_characters(self) -> None:
        """Report invisible characters, and stop at one that cannot be shown, or a tab."""
        text = self.text
        # a search through all of a text takes long, and nearly every text has none of these
        has_controls = not text.replace("\n", "").isprintable()
        if has_controls and (character := _CONTROL.search(text)):
            message = f"the character U+{ord(character[0]):04X} cannot be shown"
            self._find("A101", character.start(), message, _RETYPE)
            raise _Stop
        if not self.is_list and "\t" in text:
            self._find(
                "A104",
                text.index("\t"),
                "a tab is not allowed",
                "use spaces instead, two for each level",
            )
            raise _Stop
        previous = -2
        for index in hidden_characters(text):
            # Of a row of the same, the first.
            if index != previous + 1 or text[index] != text[previous]:
                self._report_hidden(text[index], index, index + 1)
            previous = index

    def _node(self, event: Any, depth: int) -> Node:
        """Return the node that begins with an event; further events are read as far as it goes."""
        self.nodes += 1
        if self.nodes > MAX_NODES or depth > MAX_DEPTH:
            self._refuse_size(event)
        if event.anchor is not None or event.tag is not None:
            self._refuse_reference_or_tag(event)
        if isinstance(event, _EVENTS.ScalarEvent):
            style = event.style or ""
            if style == '"':
                self._check_escapes(event)
            elif not style and self.has_comments:
                self._check_cut(event)
            text = intern(event.value)  # ids, dates and codes stand in many entries
            return Scalar(text, event.start_mark.index, event.end_mark.index, style)
        if isinstance(event, _EVENTS.SequenceStartEvent):
            return self._sequence(event, depth + 1)
        return self._mapping(event, depth + 1)

    def _refuse_size(self, event: Any) -> None:
        """Stop at a node that is nested too deep, or one too many."""
        message = f"this is nested more than {MAX_DEPTH} levels deep"
        help = "no field of an entry is that deep: check the indentation"
        if self.nodes > MAX_NODES:
            message = f"the file has more than {MAX_NODES:,} values"
            help = "move what is about others to their entries"
        self._refuse(event, "A107", message, help)

    def _refuse_reference_or_tag(self, event: Any) -> None:
        """Stop at an alias, an anchor or a tag."""
        if isinstance(event, yaml.AliasEvent):
            what = f"an alias, `*{event.anchor}`"
            help = "write the value itself; if `*`"
        elif event.anchor is not None:
            what = f"an anchor, `&{event.anchor}`"
            help = "write the value without it; if `&`"
        else:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            what = f"a tag, `{tag}`"
            help = "write the value without it; if `!`"
        self._refuse(
            event,
            "A103",
            f"{what}, is not allowed",
            f"{help} is part of a text, put the text in quotes",
        )

    def _check_escapes(self, event: Any) -> None:
        """Report escapes in a text in double quotes that stand for invisible characters."""
        start = event.start_mark.index
        end = event.end_mark.index
        typed = self.text[start:end]
        if escaped := _ESCAPED.search(event.value):
            message = f"an escape of this text stands for U+{ord(escaped[0]):04X}, which cannot be shown"
            self._find(
                "A101", start, message, "delete the escape, or type what was meant", end
            )
        for place in hidden_characters(event.value):
            character = event.value[place]
            if character not in typed:  # without an escape it has its finding already
                self._report_hidden(
                    character,
                    start,
                    end,
                    "an escape of this text stands for a hidden character",
                )

    def _report_hidden(
        self,
        character: str,
        start: int,
        end: int,
        what: str = "this is a hidden character",
    ) -> None:
        """Report an invisible character, or the escape that stands for one, from `start` to `end`."""
        name = unicodedata.name(character, "a character without a name").lower()
        message = f"{what}: U+{ord(character):04X}, {name}"
        self._find("A111", start, message, _hidden_help(name), end)

    def _check_cut(self, event: Any) -> None:
        """Report a comment behind a text without quotes that looks like its end, such as ` #2`."""
        cut = _CUT.match(self.text, event.end_mark.index)
        if not cut:
            return
        message = (
            f"`{shortened(cut['rest'], 40)}` begins a comment, and is no part of the text"
        )
        help = "put the text in quotes; if it is a comment, put a space after the `#`"
        self._find("A102", cut.start("rest"), message, help, cut.end())

    def _sequence(self, start: Any, depth: int) -> Sequence:
        """Return the list that begins with an event, up to its end."""
        node = Sequence(start.start_mark.index, start.end_mark.index)
        while not isinstance(event := self._next(), _EVENTS.SequenceEndEvent):
            item = self._node(event, depth)
            if _is_empty(item):
                self._no_value(item, "this item of the list")
            node.items.append(item)
        node.end = event.end_mark.index
        return node

    def _mapping(self, start: Any, depth: int) -> Mapping:
        """Return the mapping that begins with an event, up to its end."""
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
        """Add a key and its value to a mapping, or report why not.

        `is_whole` where neither has a finding of its own.
        """
        if not isinstance(key, Scalar):
            help = "a text that starts with `[` or `{` goes in quotes"
            self._find("A203", key.start, "a key is a word, not a list or mapping", help)
            return
        if key.text == "<<":
            self._find(
                "A103",
                key.start,
                "a merge key, `<<`, is not allowed",
                "write the values themselves",
            )
        elif key.text in node.entries:
            first, _ = node.entries[key.text]
            line, _ = line_and_column(self.text, first.start)
            message = f"{_named(key)} is already in this mapping, on line {line}"
            help = "keep one of the two; several values of one field are a list"
            self._find("A105", key.start, message, help, key.end)
        elif not _is_empty(value):
            node.entries[key.text] = (key, value)
        # An empty mapping that is not whole has lost its content, which has a finding.
        elif is_whole or not isinstance(value, Mapping):
            self._no_value(value, _named(key), key)

    def _no_value(self, value: Node, what: str, key: Scalar | None = None) -> None:
        """Report a key or an item without a value, with the likely cause; a list of mappings may have some."""
        if self.is_list:
            return
        at = key or value
        _, column = line_and_column(self.text, at.start)
        mark = foreign_mark(self.text, at.start - column + 1)
        if mark:
            self._find("A102", *mark)
            return
        help = "give it one, or delete the line: what is absent is unknown"
        if key and " " in key.text:
            help = "this looks like the tail of a text: put the text in quotes"
        elif key and key.text[:1].isdigit() and self.text[key.start - 1] == ",":
            help = "a number has no comma, and a point before decimals, such as 1250.5"
        self._find("A106", at.start, f"{what} has no value", help, at.end)

    def _find(
        self, code: str, index: int, message: str, help: str, end: int | None = None
    ) -> None:
        """Add a finding with its line; it marks the text up to `end` if that is in the same line, else a character."""
        index = min(index, len(self.text))
        line, column = line_and_column(self.text, index)
        width = 1
        if end is not None and "\n" not in self.text[index:end]:
            width = max(end - index, 1)
        excerpt = _printable(line_of(self.text, line) or "")
        span = Span(line, column, line, column + width)
        self.findings.append(
            Finding(READING_RULES[code], self.file, span, message, help, excerpt)
        )

    def _refuse(self, event: Any, code: str, message: str, help: str) -> NoReturn:
        """Add a finding at the beginning of an event, and stop."""
        self._find(code, event.start_mark.index, message, help)
        raise _Stop


def _named(key: Scalar) -> str:
    return f"`{shortened(key.text, 40)}`"


def _is_empty(node: Node) -> bool:
    """Whether a node is empty: no item, no key, no text, or YAML's word for null."""
    if isinstance(node, Scalar):
        text = node.text.strip()
        return not text or (node.style == "" and text in _MISSING)
    return not (node.items if isinstance(node, Sequence) else node.entries)


@lru_cache
def _hidden_help(name: str) -> str:
    """Return the remedy for a hidden character of this name."""
    remedies = yaml_table("text/hidden_characters.yml").items()
    return next((help for part, help in remedies if part in name), _RETYPE)
