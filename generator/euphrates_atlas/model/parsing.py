"""Parses the YAML tree of a file into an entry, or returns the findings that say why it is none.

First the short forms are written out (a single statement as a list of one, a bare citation as its parts), which finds
misspelt keys and wrong forms; then pydantic parses the values. Both report the path of what is wrong, and the tree knows its
line and column.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from euphrates_atlas.findings import READING_RULES, Finding
from euphrates_atlas.model.atlas import Entry, make_entry
from euphrates_atlas.model.codes import CodeOf, adapter_of
from euphrates_atlas.model.ids import ID, is_id
from euphrates_atlas.model.kind import Record
from euphrates_atlas.model.shape import FieldShape, RecordShape, shape_of
from euphrates_atlas.model.statement import LOCATOR, Citation
from euphrates_atlas.model.statement_help import number_help, statement_help
from euphrates_atlas.model.value_errors import outermost, texts, translated
from euphrates_atlas.model.value_help import count_help, is_unfilled, several_meant
from euphrates_atlas.model.value_types import FORMS, DateType, ProseText, Ref
from euphrates_atlas.subject import subject
from euphrates_atlas.text.coordinates import EXPECTED_PAIR, pair_meant
from euphrates_atlas.text.edtf import meant
from euphrates_atlas.text.nearest import nearest
from euphrates_atlas.text.phrases import composed, squeezed
from euphrates_atlas.text.yaml_tree import (
    Mapping,
    Node,
    NodePath,
    Scalar,
    Sequence,
    Tree,
    line_of,
)


def parse_entry(
    id: str, tree: Tree, model: type[Record], others: Iterable[type[Record]] = ()
) -> Entry | list[Finding]:
    """Parse one file as an entry of a kind. Returns the entry, or at least one finding (A106, A2xx, A401).

    `others` are the other kinds: for a field that only these have, the help names their folders.
    """
    shape = shape_of(model)
    expander = _Expander(tree, id, shape, others)
    data = expander.mapping(tree.root, shape, ())
    one_of = model.kind.one_of
    if one_of and not any(name in tree.root.entries for name in one_of):
        names = " or ".join(f"`{name}`" for name in one_of)
        expander.find("A202", (), f"{names} is missing", "one of them is required")
    try:
        record = adapter_of(model).validate_python(data, context=subject().years)
    except ValidationError as error:
        for details in outermost(error.errors(include_url=False)):
            expander.add(details)
    if expander.findings:
        return sorted(expander.findings, key=lambda finding: finding.sort_key)
    return make_entry(id, tree.file, record)


@dataclass
class _Expander:
    """Writes out the short forms of one file and collects its findings."""

    tree: Tree
    id: str
    shape: RecordShape
    others: Iterable[type[Record]]
    findings: list[Finding] = field(default_factory=list)
    reported: dict[NodePath, bool] = field(default_factory=dict)
    """True for the paths that have a finding: what is beneath them is not reported again. False for those above them."""

    def mapping(self, node: Mapping, shape: RecordShape, path: NodePath) -> dict[str, Any]:
        """Return the fields of a record as pydantic takes them, and report unknown keys.

        The parser calls it with the root of the file; it calls itself for the records within.
        """
        data = {}
        for key, (_, value) in node.entries.items():
            if key in shape.fields and key not in shape.only_from_text:
                data[key] = self._value(value, shape.fields[key], (*path, key))
            else:
                self._unknown(key, node, shape, path)
        for name in shape.required_together:
            is_reported = self.reported.get((*path, name))
            if name not in node.entries and not is_reported:
                self.find(
                    "A202",
                    path,
                    f"`{name}` is missing",
                    "an agent is an id, or a mapping with a label",
                )
        return data

    def _unknown(self, key: str, node: Mapping, shape: RecordShape, path: NodePath) -> None:
        """Report a key that is no field, and propose the field that was probably meant."""
        names = [name for name in shape.fields if name not in shape.only_from_text]
        called = _called(key, [shape.fields[name] for name in names])
        absent = [name for name in names if name not in node.entries]
        meant = called.name if called else nearest(key, absent)
        present = meant or nearest(key, [name for name in names if name in node.entries])
        elsewhere = None if called or path else self._elsewhere(key)
        if elsewhere:
            help = elsewhere
        elif meant in absent:
            help = f"did you mean `{meant}`?"
            if called and _letters(key) != _letters(called.name):
                is_in_braces = self.tree.text[node.start : node.start + 1] == "{"
                help += _as_value(key, node, called, in_braces=is_in_braces)
        elif " " in key and not meant:
            help = "this looks like the tail of a text: put the text in quotes"
        elif present:
            help = f"did you mean `{present}`? it is here already"
        else:
            help = f"the fields are {', '.join(f'`{name}`' for name in names)}"
        self.find(
            "A201", (*path, key), f"there is no field `{key}` here", help, at_key=True
        )
        if meant:
            self._report((*path, meant))

    def _value(self, node: Node, shape: FieldShape, path: NodePath) -> Any:
        """Return the value of a field as pydantic takes it: one item, or a list, also where the file has a single item.

        What cannot be read is reported and becomes None.
        """
        if not shape.many:
            return self._item(node, shape, path)
        if shape.value_type is float and not _is_numbers(node):
            written = _coordinates_meant(node)
            help = f"write {written}" if written else EXPECTED_PAIR
            self.find("A203", path, "expected a list of two numbers", help)
            return None
        items = node.items if isinstance(node, Sequence) else [node]
        is_joined = False
        for index, item in enumerate(items):
            is_joined |= self._joined(node, item, shape, (*path, index))
        if is_joined:
            return [None] * len(items)
        if item_form(shape) is not _NOTHING:
            self._report_twice(items, path)
        return [self._item(item, shape, (*path, index)) for index, item in enumerate(items)]

    def _report_twice(self, items: Iterable[Node], path: NodePath) -> None:
        """Report the codes, ids and citations that stand in a list already."""
        seen = set()
        for index, item in enumerate(items):
            code = item.text if isinstance(item, Scalar) else ""
            if code and code in seen:
                self.find(
                    "A206",
                    (*path, index),
                    f"`{code}` is listed twice",
                    "delete one of the two",
                )
            seen.add(code)

    def _joined(self, node: Node, item: Node, shape: FieldShape, path: NodePath) -> bool:
        """Report an item that is several in one, such as `a and b` or `a، b`; tell whether it is."""
        if not isinstance(item, Scalar) or item.style:
            return False
        parts = several_meant(item.text, item_form(shape))
        if not parts:
            return False
        written = ", ".join(parts)
        if not isinstance(node, Sequence):
            help = f"write `[{written}]`"
        elif self.tree.text[node.start] == "[":
            help = f"write `{written}`: with the comma of YAML"
        else:
            lines = " and ".join(f"`- {part}`" for part in parts)
            help = f"give each a line of its own, {lines}"
        self.find("A206", path, f"several items are written as one, `{item.text}`", help)
        return True

    def _item(self, node: Node, shape: FieldShape, path: NodePath) -> Any:
        """Return one item of a field, a text or the fields of a record; None after a report of another form."""
        if isinstance(node, Scalar):
            return self._text(node, shape, path)
        if isinstance(node, Mapping) and shape.record:
            return self.mapping(node, shape.record, path)
        present = "a list" if isinstance(node, Sequence) else "a mapping"
        expected = "one text"
        help = "write one text; `- ` and `: ` begin lists and mappings"
        if shape.record:
            expected = "a mapping"
            help = "write its fields, one a line"
        if (
            isinstance(node, Mapping)
            and len(node.entries) == 1
            and " " in next(iter(node.entries))
        ):
            help = "this looks like a text with a `: ` in it: put the text in quotes"
        self.find("A203", path, f"expected {expected}, found {present}", help)
        return None

    def _text(self, node: Scalar, shape: FieldShape, path: NodePath) -> Any:
        """Return a single text as pydantic takes it: a value, or the fields of a record in its short form."""
        text = node.text
        if is_unfilled(text):
            self._unfilled(path)
            return None
        if shape.record:
            return self._short_form(node, shape.record, path)
        form = FORMS.get(shape.value_type)
        if form and not re.fullmatch(form.pattern, text):
            help = count_help(text) if shape.value_type is int else None
            self.find(
                "A203", path, f"expected {form.name}, found `{text}`", help or form.help
            )
            return None
        is_plain = not node.style and text.isascii()
        # Nearly every text is plain. Prose stays as it is, since its findings count characters.
        if is_plain or shape.marker(ProseText):
            return text
        return composed(squeezed(text) if node.style else text)

    def _short_form(self, node: Scalar, record: RecordShape, path: NodePath) -> Any:
        """Return the fields of a record that stands as a text, such as the citation `reuters-2020 p. 3`.

        A record without a short form is reported, and becomes None.
        """
        if record.from_text:
            try:
                return record.from_text(composed(node.text))
            except PydanticCustomError as error:
                self.find("A206", path, *texts(error.context or {}))
                return None
        if record.is_statement:
            self.find(
                "A401",
                path,
                f"`{path[0]}` has no citation",
                statement_help(record, node.text),
            )
        else:
            listed = ", ".join(f"`{name}`" for name in record.fields)
            self.find(
                "A203", path, "expected a mapping, found a text", f"its fields are {listed}"
            )
        return None

    def _unfilled(self, path: NodePath) -> None:
        """Report a placeholder of `atlas new`; that of a citation only where it stands alone in its statement."""
        names = [step for step in path if isinstance(step, str)]
        if names[-1] == "cite" and path[: path.index("cite")] in self.reported:
            self._report(path)
            return
        if names[-1] == "value" and len(names) > 1:
            names.pop()
        message = f"`{names[-1]}` is still to be filled in"
        self.find(
            "A106",
            path,
            message,
            "write it in place of the TODO; what is not known is left out",
        )

    def add(self, details: ErrorDetails) -> None:
        """Add one of pydantic's errors, unless its path was reported already."""
        path = tuple(details["loc"])
        if any(self.reported.get(path[:length]) for length in range(1, len(path) + 1)):
            return
        context = details.get("ctx", {})
        code, message, help, place = translated(details, path)
        meaning = self._meaning(path) if code == "A202" else ""
        if meaning:
            help += f": {meaning[0].lower()}{meaning[1:].rstrip('.')}"
        if details["type"] == "typed_inverse":
            help = self._other_end(path, context["help"])
        self.find(code, place, message, help, wanted=context.get("wanted"))

    def _meaning(self, path: NodePath) -> str:
        """Return the description of the field at this path."""
        shape: RecordShape | None = self.shape
        field = None
        for step in path:
            if isinstance(step, str):
                field = shape.fields.get(step) if shape else None
                shape = field.record if field else None
        return field.description if field else ""

    def _elsewhere(self, key: str) -> str | None:
        """Say which other kinds have a field of this name: the file may lie in the wrong folder."""
        folders = [
            model.kind.folder for model in self.others if key in shape_of(model).fields
        ]
        if not folders:
            return None
        here = PurePosixPath(self.tree.file).parent.name
        return f"`{key}` is a field of {' and '.join(folders)}, not of {here}: take it out, or move the file"

    def _other_end(self, path: NodePath, written: str) -> str:
        """Return the help for a relation that stands at the wrong end: the line to write, and the file of the other entry."""
        target = self.tree.node((*path[:-1], "target"))
        line = f"write `{path[0]}: {{type: {written}, target: {self.id}, cite: […]}}` in"
        if not isinstance(target, Scalar) or not is_id(target.text):
            return f"{line} the file of the other"
        return f"{line} {self.tree.file.rpartition('/')[0]}/{target.text}.yml"

    def find(
        self,
        code: str,
        path: NodePath,
        message: str,
        help: str | None,
        *,
        at_key: bool = False,
        wanted: Any = None,
    ) -> None:
        """Add a finding; `wanted` is that of the `Finding`."""
        span = self.tree.span(path, at_key=at_key)
        line = line_of(self.tree.text, span.line)
        self.findings.append(
            Finding(READING_RULES[code], self.tree.file, span, message, help, line, wanted)
        )
        self._report(path)

    def _report(self, path: NodePath) -> None:
        """Note that a path has a finding, and that the paths above it contain one; see `reported`."""
        for length in range(1, len(path)):
            self.reported.setdefault(path[:length], False)
        self.reported[path] = True


def _letters(key: str) -> str:
    """Return the letters of a key: `Start date` and `start_date` have the same."""
    return re.sub(r"[^a-z]", "", key.lower())


_NUMBER_WORDS = ("value", "number", "count", "amount", "total", "estimate", "figure")


def _called(key: str, fields: Iterable[FieldShape]) -> FieldShape | None:
    """Return the field that a writer calls so: by another name of it, by its label, or with a word such as `date`."""
    words = re.findall("[a-z]+", key.lower())
    core = [word for word in words if word not in ("date", "year", "of", "the")]
    for shape in fields:
        label = shape.options.label.lower()
        is_number = shape.name == "best" and key in _NUMBER_WORDS
        is_also = "_".join(words) in shape.options.also.split()
        if is_number or is_also or " ".join(words) == label or core == [shape.name]:
            return shape
    return None


def _as_value(key: str, node: Mapping, field: FieldShape, *, in_braces: bool) -> str:
    """Say how to write the value of a key in the field that it means, where it cannot stay as it is."""
    _, value = node.entries[key]
    if not isinstance(value, Scalar):
        return ""
    if field.name == "best":
        return number_help(value.text, in_braces=in_braces)
    if field.record and field.record.is_statement:
        return f" {statement_help(field.record, value.text, key)}"
    if not field.marker(DateType):
        return ""
    texts = {
        name: end.text for name, (_, end) in node.entries.items() if isinstance(end, Scalar)
    }
    start = texts.get("from")
    end = texts.get("to")
    date = meant(f"{start}/{end}" if start and end else f"{key} {value.text}")
    return f" write `{field.name}: {date}`" if date else ""


def _coordinates_meant(node: Node) -> str | None:
    """Return coordinates that stand in another form, such as `36°59'N 44°01'E` or with commas for points, as a list."""
    nodes = [node]
    if isinstance(node, Mapping):  # as `{lon: 44.4, lat: 32.5}`
        named = sorted(node.entries.items())
        nodes = [
            value for key, (_, value) in named if key.startswith(("lat", "lon", "lng"))
        ]
    elif isinstance(node, Sequence):
        nodes = node.items
    texts = [item.text for item in nodes if isinstance(item, Scalar)]
    if isinstance(node, Sequence) and _has_decimal_commas(node):
        texts = [f"{texts[0]}.{texts[1]}", f"{texts[2]}.{texts[3]}"]
    return pair_meant(" ".join(texts))


def _has_decimal_commas(node: Sequence) -> bool:
    """Tell whether four numbers are two, as in `[32,5, 44,4]`, which has the items 32, 5, 44 and 4: no blank stands in the middle of each."""
    if len(node.items) != 4:
        return False
    first, second, third, fourth = node.items
    return first.end + 1 == second.start and third.end + 1 == fourth.start


def _is_numbers(node: Node) -> bool:
    """Tell whether a node is a list of numbers: how many there must be, and how large, pydantic finds out."""
    if not isinstance(node, Sequence) or _has_decimal_commas(node):
        return False
    pattern = FORMS[float].pattern
    return all(
        isinstance(item, Scalar) and re.fullmatch(pattern, item.text) for item in node.items
    )


def item_form(shape: FieldShape) -> re.Pattern[str]:
    """Return the form of one item in a list of ids, codes or citations.

    It matches nothing where texts are free.
    """
    if shape.record:
        return _CITED if shape.record.type is Citation else _NOTHING
    return ID if shape.marker(Ref) or shape.marker(CodeOf) else _NOTHING


_NOTHING = re.compile("(?!)")
_CITED = re.compile(rf"{ID.pattern}(?: +(?:{LOCATOR.pattern}))?")
