"""The canonical text of an entry: fields in one order, values in brackets or braces where a line has room, else blocks.

It is compared with the old text before it is returned: same values, same comments. `atlas fmt` writes it, and so do all
commands that make or change entries. "Flow" is YAML in brackets or braces, a "block" is indented lines.
`frontend/src/write/yaml.ts` does the same in the browser.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from annotated_types import MaxLen

from euphrates_atlas.edit.comments import (
    CommentedNode,
    NotFormatted,
    comments_of,
    place_comments,
)
from euphrates_atlas.model.kind import Record
from euphrates_atlas.model.shape import FieldShape, RecordShape, limits, shape_of
from euphrates_atlas.model.value_types import ProseText
from euphrates_atlas.text.yaml_reader import read_tree
from euphrates_atlas.text.yaml_tree import Mapping, Scalar, Tree, as_data

WIDTH = 110
"""Most characters of a line, where it can be broken."""
# What YAML 1.1 or 1.2 may take for a truth value, for nothing, or for a number that is printed otherwise than typed.
_WORD = re.compile(
    r"y|n|yes|no|on|off|true|false|null|~|=|<<|[-+]?\.(?:inf|nan)", re.IGNORECASE
)
_NUMBER = re.compile(
    r"[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[0-9a-fA-F_]+|\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?"
    r"|(?:\d[\d_,]*(?:\.[\d_]*)?|\.[\d_]+)(?:[eE][-+]?\d+)?)"
)
_SAME_NUMBER = re.compile(r"0|-?[1-9]\d{0,14}|-?(?:0|[1-9]\d{0,7})\.\d{0,6}[1-9]")
"""Numbers that every program prints as they are typed."""
_TIME = re.compile(r"\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:.*")
_FIRST = "-?:,[]{}#&*!|>'\"%@`"
"""What no text without quotes begins with."""
_BREAKS = re.compile(r": |:$| #|^\s|\s$|[\n\t\x85\u2028\u2029]")
_FLOW_BREAKS = re.compile(r"[,?\[\]{}]")  # PyYAML without libyaml takes a ? for a key
_BLANKS = re.compile("  +")
_TYPED = re.compile(r"[A-Za-z0-9.+-]+")
"""What may be a number or a truth value, in a field that holds these."""
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n"})
_CHOMPING = {0: "-", 1: ""}
"""By the line breaks at the end of a text, what a block says of them; `+` keeps more."""
_UNIT = re.compile(r"\[\[[^\[\]]*\]\]|\[?@[a-z0-9-]+ [^\[\]@;]{0,60}[\];]")
"""What stays on one line: a link, and a citation with its place."""
STEP = 2
"""Blanks by which a level is indented."""
_FREE = 1_000
"""A field that takes more characters than that takes texts of several lines."""
_SHORT_WORDS = 40
"""Most characters of the quoted words of a source in a statement on one line."""
HEAD = ("name", "names", "summary")
"""The fields with which an entry begins; its own follow in the order of its model."""
TAIL = (
    "note",
    "identifiers",
    "different_from",
    "gaps",
    "redirects",
    "corrections",
    "reviewed",
    "body",
)
"""The fields with which it ends."""
COMMON = (
    "rival",
    "when",
    "verbatim",
    "by",
    "said",
    "rank",
    "reason",
    "confidence",
    "inferred",
    "was",
    "note",
    "cite",
    "disputed",
)
"""The fields that all statements have; they follow the value or the named parts."""


def formatted(tree: Tree, model: type[Record]) -> str:
    """Return the canonical text of an entry. Raises `NotFormatted`."""
    root, head = place_comments(tree, model)
    return laid_out(root, model, head, comment_texts(tree), tree.text)


def laid_out(
    root: CommentedNode,
    model: type[Record],
    head: Sequence[str] = (),
    comments: Sequence[str] = (),
    before: str = "",
) -> str:
    """Return the canonical text of an entry from its nodes and the comments of its head.

    `comments` are all comments that must be in it, sorted. `before` is the text from which the nodes were read, where nothing
    has changed them since. Raises `NotFormatted` unless the new text has the same values and comments: that is a bug here.
    """
    lines = [model.kind.modeline, *head]
    if head:
        lines.append("")
    for node in _in_order(root, entry_order(shape_of(model))):
        lines += _lines(node, 0, is_top=True)
    lines += root.below
    text = "\n".join(lines) + "\n"
    if text == before:
        return text
    after = read_tree("", text.encode())
    if isinstance(after, list):
        raise NotFormatted(
            f"its new form could not be read ({after[0].message}): this is a bug of `atlas fmt`"
        )
    if _data(root) != as_data(after.root):
        raise NotFormatted(
            "its new form would say something else: this is a bug of `atlas fmt`"
        )
    if [*comments] != comment_texts(after):
        raise NotFormatted(
            "its new form would lose a comment: this is a bug of `atlas fmt`"
        )
    return text


def _data(node: CommentedNode) -> Any:
    """Return what a node says, as `as_data` returns it of a tree."""
    if isinstance(node.value, Scalar):
        return node.value.text
    if isinstance(node.value, Mapping):
        return {item.key.text: _data(item) for item in node.items if item.key}
    return [_data(item) for item in node.items]


def comment_texts(tree: Tree) -> list[str]:
    """Return the comments of a file, sorted."""
    return sorted(comment[0].rstrip() for comment in comments_of(tree))


def entry_order(shape: RecordShape) -> tuple[str, ...]:
    """Return the names of the fields of an entry in the canonical order, some that it may not have among them."""
    own = [name for name in shape.fields if name not in HEAD + TAIL]
    return (*HEAD, *own, *TAIL)


@lru_cache
def part_order(shape: RecordShape) -> tuple[str, ...]:
    """Return the names of the fields of a statement, citation, name or other part of an entry in the canonical order.

    First come its own, then `COMMON`; one that declares `after` stands behind that field.
    """
    fields = shape.fields.items()
    late = {name: field.options.after for name, field in fields if field.options.after}
    names = [*(part.name for part in shape.parts), *COMMON]
    order = [name for name in names if name not in late]
    # Reversed, so that of two that follow the same field the first declared stands next to it.
    for name, before in reversed(late.items()):
        order.insert(order.index(before) + 1, name)
    return tuple(order)


def _in_order(node: CommentedNode, order: tuple[str, ...] = ()) -> list[CommentedNode]:
    """Return the nodes inside one in the canonical order, that of its record type if no other is given.

    An unknown key stays behind the key before it.
    """
    if not isinstance(node.value, Mapping):
        return node.items
    if not order and node.shape:
        order = part_order(node.shape)
    places = {name: number for number, name in enumerate(order)}
    place = -1
    placed = []
    for item in node.items:
        assert item.key
        place = places.get(item.key.text, place)
        placed.append((place, item))
    placed.sort(key=itemgetter(0))
    return [item for _, item in placed]


def _lines(node: CommentedNode, column: int, *, is_top: bool = False) -> Iterator[str]:
    """Yield the lines of a field, or of an item of a list, with its comments, from a column on.

    `is_top` says that it is a field of the entry itself. Comments above the first field of an item stand above the item.
    """
    if not node.key and node.items:
        first, *_ = _in_order(node)
        node.before += first.before
        first.before = []
    start = " " * column + (_key(node.key, flow=False) if node.key else "-")
    # On the top level, each statement, name or person of a list has a line or block of its own.
    is_list_of_records = bool(node.shape) and not isinstance(node.value, Mapping)
    flow = None if is_top and is_list_of_records else _flow(node)
    has_room = flow is not None and len(f"{start} {flow}") <= WIDTH
    is_block = not isinstance(node.value, Scalar) and not has_room
    if is_block and not node.key:
        yield from _block_item(node, column)
        return
    *above, beside = node.beside or [""]  # a line has room for one comment beside it
    yield from _comments([*node.before, *above], column)
    if isinstance(node.value, Scalar):
        yield from _text(node, node.value, start, column, beside)
    elif is_block:
        yield _with(start, beside)
        yield from _block(node, column + STEP)
    else:
        yield _with(f"{start} {flow}", beside)


def _block_item(node: CommentedNode, column: int) -> Iterator[str]:
    """Yield the lines of an item of a list that is a block; comments above its first field stand above the dash."""
    yield from _comments([*node.before, *node.beside], column)
    lines = list(_block(node, column + STEP))
    while lines and lines[0].lstrip().startswith("#"):
        yield " " * column + lines.pop(0).lstrip()
    first, *others = lines
    yield f"{' ' * column}- {first.lstrip()}"
    yield from others


def _block(node: CommentedNode, column: int) -> Iterator[str]:
    """Yield the lines of what is inside a list or mapping, from a column on."""
    for part in _in_order(node):
        yield from _lines(part, column)
    yield from _comments(node.below, column)


def _text(
    node: CommentedNode, value: Scalar, start: str, column: int, comment: str
) -> Iterator[str]:
    """Yield the lines of a text: prose and long texts as a block, others on one line.

    A block is folded (`>`), in which a line break is a blank; or literal (`|`), for a body, for a text of several lines that
    was not folded before, and where folding would change it.
    `start` is the line up to the text, `comment` the one beside it.
    """
    text = value.text
    body = text.rstrip("\n")
    breaks = len(text) - len(body)
    field = node.model_field
    prose = field.marker(ProseText) if field else None
    is_literal = "\n" in body and value.style != ">"
    if prose and not prose.summary:
        is_literal = True
    lines = None if is_literal else folded(body, WIDTH - column - STEP)
    if not prose and "\n" not in text:
        one_line = f"{start} {_quoted(node, value, flow=False)}"
        if lines is None or len(one_line) <= WIDTH or " " not in text:
            yield _with(one_line, comment)
            return
    style = ">"
    if lines is None:
        style = "|"
        lines = text.removesuffix("\n").split("\n")
    elif breaks > 1:
        lines += [""] * (breaks - 1)
    # YAML reads the indentation from the first line, unless a number says it: `note: >2-`.
    indentation = str(STEP) if lines[0][:1] in ("", " ") else ""
    chomping = _CHOMPING.get(breaks, "+")
    yield _with(f"{start} {style}{indentation}{chomping}", comment)
    margin = " " * (column + STEP)
    for line in lines:
        yield margin + line if line else ""


def _key(key: Scalar, *, flow: bool) -> str:
    return quoted(key.text, flow=flow) + ":"


def _quoted(node: CommentedNode, value: Scalar, *, flow: bool) -> str:
    """Return a text on one line; a number or boolean stays without quotes, which would turn it into a text."""
    field = node.model_field
    is_typed = field is not None and field.value_type in (int, float, bool)
    return quoted(value.text, flow=flow, typed=is_typed)


def _flow(node: CommentedNode) -> str | None:
    """Return a value in flow style, or None where it needs a block: for comments, free text or several lines."""
    value = node.value
    if isinstance(value, Scalar):
        return None if "\n" in value.text else _quoted(node, value, flow=True)
    if node.below or _has_free_text(node):
        return None
    parts = []
    for part in _in_order(node):
        if part.before or part.beside or part.below:
            return None
        text = _flow(part)
        if text is None:
            return None
        if part.key:
            text = f"{_key(part.key, flow=True)} {text}"
        parts.append(text)
    inside = ", ".join(parts)
    return f"{{{inside}}}" if isinstance(value, Mapping) else f"[{inside}]"


def _has_free_text(node: CommentedNode) -> bool:
    """Tell whether a node is a statement with free text: a note, a sentence or a long quotation."""
    if not isinstance(node.value, Mapping) or not node.shape or not node.shape.is_statement:
        return False
    return any(_is_free_text(part) for part in node.items)


def _is_free_text(node: CommentedNode) -> bool:
    """Tell whether a node is a text for which its statement takes several lines; short words of a source are none."""
    field = node.model_field
    if not field or not isinstance(node.value, Scalar) or not is_long(field):
        return False
    return field.name != "verbatim" or len(node.value.text) > _SHORT_WORDS


def is_long(field: FieldShape) -> bool:
    """Tell whether a field takes texts of several lines."""
    return bool(limits(field.markers).get(MaxLen, 0) > _FREE)


def _with(line: str, comment: str) -> str:
    """Return a line with a comment beside it, if there is one."""
    return f"{line}  {comment}" if comment else line


def _comments(comments: Iterable[str], column: int) -> Iterator[str]:
    for comment in comments:
        yield " " * column + comment


@lru_cache(4096)
def quoted(text: str, *, flow: bool, typed: bool = False) -> str:
    """Return a text on one line as YAML, in quotes where it needs them.

    `flow` is for inside brackets or braces; `typed` is for a field that holds a number or a truth value, which take none.
    """
    if is_plain(text, flow=flow):
        return text
    if typed and _TYPED.fullmatch(text):
        return text
    if "\n" not in text and ('"' in text or "\\" in text):
        doubled = text.replace("'", "''")
        return f"'{doubled}'"
    return f'"{text.translate(_ESCAPES)}"'


def is_plain(text: str, *, flow: bool) -> bool:
    """Tell whether YAML of every version reads a text without quotes as that text; a number also if it is printed the same."""
    if not text or text[0] in _FIRST or _BREAKS.search(text):
        return False
    if flow and _FLOW_BREAKS.search(text):
        return False
    if _WORD.fullmatch(text) or _TIME.fullmatch(text):
        return False
    if _NUMBER.fullmatch(text):
        return _SAME_NUMBER.fullmatch(text) is not None
    return True


def folded(text: str, width: int) -> list[str] | None:
    """Return the lines of a text in a folded block, or None where folding would change it."""
    if not text.strip() or text.startswith("\n"):
        return None
    parts = text.split("\n")
    if any(part.startswith(" ") or part.endswith(" ") for part in parts):
        return None
    lines = []
    for part in parts:
        lines += ["", *_wrapped(part, width)]
    return lines[1:]


def _wrapped(text: str, width: int) -> list[str]:
    """Break a text into lines at single blanks, but not within a link, or a citation with its place, that fits a line.

    Blanks that stay are masked while it is broken: `on [[camp-kalsu|Camp Kalsu]]` has one blank to break at.
    """
    masked = _UNIT.sub(
        lambda unit: _mask(unit[0]) if len(unit[0]) < width else unit[0], text
    )
    masked = _BLANKS.sub(lambda blanks: _mask(blanks[0]), masked)
    lines = []
    line = ""
    for word in masked.split(" "):
        longer = f"{line} {word}" if line else word
        if line and len(longer) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    if line:
        lines.append(line)
    return [line.replace("\0", " ") for line in lines]


def _mask(text: str) -> str:
    """Return a text whose blanks are no places to break at; entries have no character 0."""
    return text.replace(" ", "\0")
