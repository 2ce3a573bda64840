"""The canonical text of an entry: fields in one order, values in brackets or braces where a line has room, else blocks.

It is compared with the old text before it is returned: same values, same comments.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from annotated_types import MaxLen

from generator.diagnostics import Diagnostic
from generator.edit.comments import CommentedNode, NotFormatted, comments_of, place_comments
from generator.model.kind import Kind, Record
from generator.model.shape import RecordShape, limits, shape_of
from generator.model.value_types import ProseText
from generator.text.yaml_reader import read_tree
from generator.text.yaml_tree import Mapping, Scalar, Tree, as_data

WIDTH = 110
"""Most characters of a line, where it can be broken."""
# What YAML 1.1 or 1.2 may take for a truth value, for nothing, or for a number that is printed otherwise than typed.
_WORD = re.compile(r"y|n|yes|no|on|off|true|false|null|~|=|<<|[-+]?\.(?:inf|nan)", re.IGNORECASE)
_NUMBER = re.compile(
    r"[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[0-9a-fA-F_]+|\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?"
    r"|(?:\d[\d_,]*(?:\.[\d_]*)?|\.[\d_]+)(?:[eE][-+]?\d+)?)"
)
_SAME_NUMBER = re.compile(r"0|-?[1-9]\d{0,14}|-?(?:0|[1-9]\d{0,7})\.\d{0,6}[1-9]")
_TIME = re.compile(r"\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:.*")
_FIRST = frozenset("-?:,[]{}#&*!|>'\"%@`")
_BREAKS = re.compile(r": |:$| #|^\s|\s$|[\n\t\x85\u2028\u2029]")
_FLOW_BREAKS = re.compile(r"[,?\[\]{}]")  # PyYAML without libyaml takes a ? for a key
_BLANKS = re.compile("  +")
_UNIT = re.compile(r"\[\[[^\[\]]*\]\]|\[?@[a-z0-9-]+ [^\[\]@;]{0,60}[\];]")
STEP = 2
_FREE = 1_000
"""A field that takes more characters than that takes texts of several lines."""
_SHORT_WORDS = 40
"""Most characters of the quoted words of a source in a statement on one line."""
HEAD = ("name", "names", "summary")
TAIL = ("note", "identifiers", "different_from", "gaps", "redirects", "corrections", "reviewed", "body")
COMMON = (
    *("rival", "when", "verbatim", "by", "said", "rank", "reason"),
    *("confidence", "inferred", "was", "note", "cite", "disputed"),
)
"""The fields that all statements have; they follow the value or the named parts."""


def formatted(tree: Tree, model: type[Record]) -> str:
    """Return the canonical text of an entry. Raises `NotFormatted`."""
    root, head = place_comments(tree, model)
    lines = [model.kind.modeline, *head, *([""] if head else [])]
    for node in _in_order(root, entry_order(model.kind, shape_of(model))):
        lines += _lines(node, 0, is_top=True)
    lines += root.below
    text = "\n".join(lines) + "\n"
    _prove(tree, read_tree(tree.file, text.encode()))
    return text


def _prove(before: Tree, after: Tree | list[Diagnostic]) -> None:
    """Raise `NotFormatted` unless both trees have the same values and comments; a difference is a bug in the formatter."""
    if isinstance(after, list):
        raise NotFormatted(f"its new form could not be read ({after[0].message}): this is a fault of `atlas fmt`")
    if as_data(before.root) != as_data(after.root):
        raise NotFormatted("its new form would say something else: this is a fault of `atlas fmt`")
    old, new = (Counter(comment[0].rstrip() for comment in comments_of(tree)) for tree in (before, after))
    if old != new:
        raise NotFormatted("its new form would lose a comment: this is a fault of `atlas fmt`")


def entry_order(kind: Kind, shape: RecordShape) -> tuple[str, ...]:
    """Return the fields of an entry in the canonical order."""
    own = [name for name in shape.fields if name not in HEAD and name not in TAIL]
    listed = {name: place for place, name in enumerate(kind.file_order)}
    return (*HEAD, *sorted(own, key=lambda name: listed.get(name, len(listed))), *TAIL)


def part_order(shape: RecordShape) -> tuple[str, ...]:
    """Return the fields of a statement, citation, name or other part of an entry in the canonical order."""
    late = {f.name: f.options.after for f in reversed(shape.fields.values()) if f.options.after}
    order = [name for name in (*(part.name for part in shape.parts), *COMMON) if name not in late]
    for name, anchor in late.items():
        order.insert(order.index(anchor) + 1, name)
    return tuple(order)


def _in_order(node: CommentedNode, order: tuple[str, ...] = ()) -> list[CommentedNode]:
    """Return the nodes inside one in the canonical order, that of its record type if no other is given.

    An unknown key stays behind the key before it.
    """
    if not isinstance(node.value, Mapping):
        return node.items
    by_key = {item.key.text: item for item in node.items if item.key is not None}
    order = order or (part_order(node.shape) if node.shape is not None else ())
    place = {name: (i, 0) for i, name in enumerate(order)}
    last = (-1, 0)
    for name in by_key:
        last = place.setdefault(name, (last[0], last[1] + 1))
    return [by_key[name] for name in sorted(by_key, key=place.__getitem__)]


def _lines(node: CommentedNode, column: int, *, is_top: bool = False) -> Iterator[str]:
    """Yield the lines of a field, or of an item of a list, with its comments."""
    start = f"{' ' * column}{quoted(node.key.text, flow=False) + ':' if node.key is not None else '-'}"
    # on the top level, each statement, name or person of a list has a line or block
    is_list_of_records = node.shape is not None and not isinstance(node.value, Mapping)
    flow = None if is_top and is_list_of_records else _flow(node)
    is_block = not isinstance(node.value, Scalar) and (flow is None or len(start) + 1 + len(flow) > WIDTH)
    if is_block and node.key is None:
        yield from _comments([*node.before, *node.beside], column)
        lines = list(_block(node, column + STEP))
        while lines and lines[0].lstrip().startswith("#"):
            yield " " * column + lines.pop(0).lstrip()
        yield f"{start} {lines[0].lstrip()}"
        yield from lines[1:]
        return
    *above, beside = node.beside or [""]
    yield from _comments([*node.before, *above], column)
    if isinstance(node.value, Scalar):
        yield from _text(node, node.value, start, column, beside)
    elif is_block:
        yield _with(start, beside)
        yield from _block(node, column + STEP)
    else:
        yield _with(f"{start} {flow}", beside)


def _block(node: CommentedNode, column: int) -> Iterator[str]:
    for part in _in_order(node):
        yield from _lines(part, column)
    yield from _comments(node.below, column)


def _text(node: CommentedNode, value: Scalar, start: str, column: int, comment: str) -> Iterator[str]:
    """Yield the lines of a text: prose and long texts as a block, others on one line."""
    text = value.text
    prose: ProseText | None = node.model_field.marker(ProseText) if node.model_field is not None else None
    one_line = f"{start} {_quoted(node, value, flow=False)}"
    body = text.rstrip("\n")
    chomping = {0: "-", 1: ""}.get(len(text) - len(body), "+")
    is_literal = (prose is not None and not prose.summary) or ("\n" in body and value.style != ">")
    lines = None if is_literal else folded(body, WIDTH - column - STEP)
    if prose is None and "\n" not in text and (lines is None or len(one_line) <= WIDTH or " " not in text):
        yield _with(one_line, comment)
        return
    style = ">"
    if lines is None:
        lines, style = text.removesuffix("\n").split("\n"), "|"
    elif chomping == "+":
        lines += [""] * (len(text) - len(body) - 1)
    indicator = str(STEP) if lines[0][:1] in ("", " ") else ""
    yield _with(f"{start} {style}{indicator}{chomping}", comment)
    yield from (f"{' ' * (column + STEP)}{line}" if line else "" for line in lines)


def _quoted(node: CommentedNode, value: Scalar, *, flow: bool) -> str:
    """Return a text on one line; a number or boolean stays without quotes, which would turn it into a text."""
    is_typed = node.model_field is not None and node.model_field.value_type in (int, float, bool)
    return quoted(value.text, flow=flow, typed=is_typed)


def _flow(node: CommentedNode) -> str | None:
    """Return a value in flow style, or None where it needs a block: for comments, free text or several lines."""
    value = node.value
    if isinstance(value, Scalar):
        return None if "\n" in value.text else _quoted(node, value, flow=True)
    if node.below or any(part.before or part.beside or part.below for part in node.walk()) or _has_free_text(node):
        return None
    parts = []
    for part in _in_order(node):
        if (text := _flow(part)) is None:
            return None
        parts.append(f"{quoted(part.key.text, flow=True)}: {text}" if part.key is not None else text)
    return f"{{{', '.join(parts)}}}" if isinstance(value, Mapping) else f"[{', '.join(parts)}]"


def _has_free_text(node: CommentedNode) -> bool:
    """Tell whether a node is a statement with free text: a note, a sentence or a long quotation."""
    if not isinstance(node.value, Mapping) or node.shape is None or not node.shape.is_statement:
        return False
    return any(
        isinstance(part.value, Scalar)
        and part.model_field is not None
        and limits(part.model_field.markers).get(MaxLen, 0) > _FREE
        and (part.model_field.name != "verbatim" or len(part.value.text) > _SHORT_WORDS)
        for part in node.items
    )


def _with(line: str, comment: str) -> str:
    return f"{line}  {comment}" if comment else line


def _comments(comments: Iterable[str], column: int) -> Iterator[str]:
    return (f"{' ' * column}{comment}" for comment in comments)


def quoted(text: str, *, flow: bool, typed: bool = False) -> str:
    """Return a text on one line; `flow` inside brackets or braces, `typed` for a field that is a number or boolean."""
    if is_plain(text, flow=flow) or (typed and re.fullmatch(r"[A-Za-z0-9.+-]+", text)):
        return text
    if "\n" in text or not re.search(r'["\\]', text):
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    return "'" + text.replace("'", "''") + "'"


def is_plain(text: str, *, flow: bool) -> bool:
    """Tell whether a text can stand without quotes."""
    if not text or text[0] in _FIRST or _BREAKS.search(text) or (flow and _FLOW_BREAKS.search(text)):
        return False
    if _WORD.fullmatch(text) or _TIME.fullmatch(text):
        return False
    return not _NUMBER.fullmatch(text) or bool(_SAME_NUMBER.fullmatch(text))


def folded(text: str, width: int) -> list[str] | None:
    """Return the lines of a text in a folded block, or None where folding would change it."""
    if not text.strip() or any(part[:1] == " " or part[-1:] == " " for part in text.split("\n")) or text[0] == "\n":
        return None
    lines: list[str] = []
    for i, part in enumerate(text.split("\n")):
        if i:
            lines.append("")
        lines += _wrapped(part, width)
    return lines


def _wrapped(text: str, width: int) -> list[str]:
    """Break a line at single blanks, as late as `width` allows, but not inside a citation or link that fits a line."""
    kept = _UNIT.sub(lambda unit: unit[0].replace(" ", "\0") if len(unit[0]) < width else unit[0], text)
    kept = _BLANKS.sub(lambda blanks: "\0" * len(blanks[0]), kept)
    lines: list[str] = []
    for word in kept.split(" ") if kept else ():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return [line.replace("\0", " ") for line in lines]
