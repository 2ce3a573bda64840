"""The canonical text of an entry: values in brackets or braces where they fit on a line, else indented blocks.

It is compared with the old text before it is returned: same values, same comments.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from annotated_types import MaxLen
from pydantic.fields import FieldInfo

from generator.diagnostics import Diagnostic
from generator.edit.comments import CommentedNode, MisplacedComment, comments_of, is_modeline, place_comments
from generator.edit.field_order import entry_order, in_order, part_order
from generator.edit.quoting import WIDTH, folded, quoted
from generator.model.kind import Record
from generator.model.shape import FieldShape, RecordShape, shape_of
from generator.model.value_types import ProseText
from generator.text.yaml_reader import read_tree
from generator.text.yaml_tree import Mapping, Scalar, Tree, as_data

STEP = 2
_SHORT_WORDS = 40
"""Most characters of the quoted words of a source in a statement on one line."""


class NotFormatted(Exception):
    """The file stays as it is; the message says why, without the name of the file."""


def formatted(tree: Tree, model: type[Record]) -> str:
    """Return the canonical text of an entry. Raises `NotFormatted`."""
    try:
        root, head = place_comments(tree)
    except MisplacedComment as line:
        where = f"the comment in line {line} stands where it would be lost"
        raise NotFormatted(f"{where}: put it on a line of its own") from None
    lines = [model.kind.modeline, *head, *([""] if head else []), *_lines(root, model)]
    text = "\n".join(lines) + "\n"
    _prove(tree, read_tree(tree.file, text.encode()))
    return text


def _prove(before: Tree, after: Tree | list[Diagnostic]) -> None:
    """Raise `NotFormatted` unless both trees have the same values and comments; a difference is a bug in the formatter."""
    if isinstance(after, list):
        raise NotFormatted(f"its new form could not be read ({after[0].message}): this is a fault of `atlas fmt`")
    if as_data(before.root) != as_data(after.root):
        raise NotFormatted("its new form would say something else: this is a fault of `atlas fmt`")
    if _comment_texts(before) != _comment_texts(after):
        raise NotFormatted("its new form would lose a comment: this is a fault of `atlas fmt`")


def _comment_texts(tree: Tree) -> Counter[str]:
    return Counter(c.text for c in comments_of(tree) if not is_modeline(c.text))


@dataclass(frozen=True, slots=True)
class _View:
    """A node and its field in the model; None for keys that the model does not know."""

    node: CommentedNode
    field: FieldShape | None

    @property
    def shape(self) -> RecordShape | None:
        """The record type of its mapping."""
        return self.field.record if self.field is not None else None

    @property
    def is_typed(self) -> bool:
        """Tell whether it is a number or boolean, which quotes would turn into a text."""
        return self.field is not None and self.field.value_type in (int, float, bool)

    def views(self) -> "Iterator[_View]":
        """Yield the nodes inside it, in canonical order."""
        if not isinstance(self.node.value, Mapping):
            yield from (_View(item, self.field) for item in self.node.items)
            return
        yield from _ordered(self.node, self.shape, part_order(self.shape) if self.shape is not None else ())


def _lines(root: CommentedNode, model: type[Record]) -> Iterator[str]:
    shape = shape_of(model)
    for view in _ordered(root, shape, entry_order(model.kind, shape)):
        yield from _entry(view, 0, is_top=True)
    yield from root.below


def _ordered(node: CommentedNode, shape: RecordShape | None, order: tuple[str, ...]) -> Iterator[_View]:
    by_key = {item.key.text: item for item in node.items if item.key is not None}
    for name in in_order(by_key, order):
        yield _View(by_key[name], shape.fields.get(name) if shape is not None else None)


def _entry(view: _View, column: int, *, is_top: bool = False) -> Iterator[str]:
    node = view.node
    assert node.key is not None
    margin = " " * column
    *above, beside = node.beside or [""]
    yield from _comments([*node.before, *above], column)
    start = f"{margin}{quoted(node.key.text, flow=False)}:"
    if isinstance(node.value, Scalar):
        yield from _text(view, start, column, beside)
    elif (is_top and _is_list_of_records(view)) or not _fits(flow := _flow(view), start):
        yield _with(start, beside)
        yield from _block(view, column + STEP)
    else:
        yield _with(f"{start} {flow}", beside)


def _is_list_of_records(view: _View) -> bool:
    """Tell whether a field is a list of statements, names or people; on the top level each has a line or block."""
    return view.shape is not None and not isinstance(view.node.value, Mapping)


def _block(view: _View, column: int) -> Iterator[str]:
    for part in view.views():
        yield from _entry(part, column) if isinstance(view.node.value, Mapping) else _item(part, column)
    yield from _comments(view.node.below, column)


def _item(view: _View, column: int) -> Iterator[str]:
    """Yield the lines of an item of a list; the first has the dash."""
    node, margin = view.node, " " * column
    flow = None if isinstance(node.value, Scalar) else _flow(view)
    if isinstance(node.value, Scalar) or _fits(flow, f"{margin}-"):
        *above, beside = node.beside or [""]
        yield from _comments([*node.before, *above], column)
        yield from [_with(f"{margin}- {flow}", beside)] if flow else _text(view, f"{margin}-", column, beside)
    else:
        yield from _comments([*node.before, *node.beside], column)
        lines = list(_block(view, column + STEP))
        while lines and lines[0].lstrip().startswith("#"):
            yield margin + lines.pop(0).lstrip()
        yield f"{margin}- {lines[0].lstrip()}"
        yield from lines[1:]


def _text(view: _View, start: str, column: int, comment: str) -> Iterator[str]:
    """Yield the lines of a text: prose and long texts as a block, others on one line."""
    assert isinstance(view.node.value, Scalar)
    text = view.node.value.text
    prose: ProseText | None = view.field.marker(ProseText) if view.field is not None else None
    one_line = f"{start} {quoted(text, flow=False, typed=view.is_typed)}"
    if prose is None and "\n" not in text and (len(one_line) <= WIDTH or " " not in text):
        yield _with(one_line, comment)
        return
    body = text.rstrip("\n")
    chomping = {0: "-", 1: ""}.get(len(text) - len(body), "+")
    is_literal = (prose is not None and not prose.summary) or ("\n" in body and view.node.value.style != ">")
    lines = None if is_literal else folded(body, WIDTH - column - STEP)
    style = ">"
    if lines is None and "\n" not in text and prose is None:
        yield _with(one_line, comment)
        return
    if lines is None:
        lines, style = text.removesuffix("\n").split("\n"), "|"
    if style == ">" and chomping == "+":
        lines += [""] * (len(text) - len(body) - 1)
    indicator = str(STEP) if lines[0][:1] in ("", " ") else ""
    yield _with(f"{start} {style}{indicator}{chomping}", comment)
    yield from (f"{' ' * (column + STEP)}{line}" if line else "" for line in lines)


def _flow(view: _View) -> str | None:
    """Return a value in flow style, or None where it needs a block: for comments, free text or several lines."""
    value = view.node.value
    if isinstance(value, Scalar):
        return None if "\n" in value.text else quoted(value.text, flow=True, typed=view.is_typed)
    if view.node.has_comments_inside() or (isinstance(value, Mapping) and _has_free_text(view)):
        return None
    parts = []
    for part in view.views():
        if (text := _flow(part)) is None:
            return None
        key = part.node.key
        parts.append(f"{quoted(key.text, flow=True)}: {text}" if key is not None else text)
    return f"{{{', '.join(parts)}}}" if isinstance(value, Mapping) else f"[{', '.join(parts)}]"


def _has_free_text(view: _View) -> bool:
    """Tell whether a statement has free text: a note, a sentence or a long quotation."""
    if view.shape is None or not view.shape.is_statement:
        return False
    return any(
        part.field is not None
        and isinstance(part.node.value, Scalar)
        and _is_free(part.field)
        and (part.field.name != "verbatim" or len(part.node.value.text) > _SHORT_WORDS)
        for part in view.views()
    )


def _is_free(field: FieldShape) -> bool:
    """Tell whether a field takes texts of several lines."""
    limits = (limit for marker in field.markers if isinstance(marker, FieldInfo) for limit in marker.metadata)
    return any(isinstance(limit, MaxLen) and limit.max_length > 1_000 for limit in limits)


def _fits(flow: str | None, start: str) -> bool:
    return flow is not None and len(start) + 1 + len(flow) <= WIDTH


def _with(line: str, comment: str) -> str:
    return f"{line}  {comment}" if comment else line


def _comments(comments: Iterable[str], column: int) -> Iterator[str]:
    return (f"{' ' * column}{comment}" for comment in comments)
