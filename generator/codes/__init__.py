"""The closed code lists, read from the `.yml` files beside this module."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from generator.source import tables, yaml_reader
from generator.source.nodes import Mapping as MappingNode
from generator.source.nodes import Node, Scalar, Sequence


@dataclass(frozen=True, slots=True)
class Code:
    """One value of a list."""

    code: str
    label: str
    """In plain words, as it stands inside a sentence."""
    definition: str
    narrower: tuple[str, ...] = ()
    """Codes of the same list that this one contains: a statement with one of them does not contradict this one."""
    inverse: str = ""
    """Of a relation: the label seen from the other end; of a symmetric one the label itself."""
    inverse_code: str = ""
    """Of a relation that is written at one end alone: what somebody would write at the other, and may not."""
    use: str = ""
    """Of a reason: the rank that it explains."""
    above: str = ""
    """Of a relation: which of the two stands above the other, `owner` (whose statement it is) or `target`; empty: neither."""
    earlier: str = ""
    """Of a relation: which of the two was there before the other came from it, `owner` or `target`; empty: it says nothing."""
    radius_km: int | None = None
    """Of a precision: the radius of the circle that is drawn."""
    precision: str = ""
    """Of a type of place: the precision that such a place has by itself, than which nothing in it is drawn finer."""
    since: str = ""
    retired: str = ""


@dataclass(frozen=True, slots=True)
class CodeList:
    """A closed list; `name` is that of its file."""

    name: str
    title: str
    codes: Mapping[str, Code]


@cache
def code_list(name: str) -> CodeList:
    """Return the list in `<name>.yml`; an unknown name is a bug of the caller."""
    file = f"codes/{name}.yml"
    tree = yaml_reader.read_tree(file, tables.table(file))
    if isinstance(tree, list):
        raise ValueError("; ".join(f"{d.file}:{d.span.line}: {d.message}" for d in tree))
    data = _plain(tree.root)
    codes = {code: _code(code, fields) for code, fields in data["codes"].items()}
    return CodeList(name, data["title"], codes)


@cache
def list_names() -> tuple[str, ...]:
    """Return the names of all lists, sorted."""
    return tuple(tables.names("codes", ".yml"))


def contains(name: str, wide: str, narrow: str) -> bool:
    """Tell whether the code `wide` of a list is `narrow` or a coarser form of it."""
    codes = code_list(name).codes
    return wide == narrow or any(contains(name, code, narrow) for code in codes[wide].narrower)


def _code(code: str, fields: dict) -> Code:  # type: ignore[type-arg]
    inverse = fields.get("inverse", fields["label"] if fields.get("symmetric") == "true" else "")
    radius = fields.get("radius_km")
    return Code(
        code,
        fields["label"],
        fields["definition"],
        tuple(fields.get("narrower", ())),
        inverse,
        fields.get("inverse_code", ""),
        fields.get("use", ""),
        fields.get("above", ""),
        fields.get("earlier", ""),
        int(radius) if radius else None,
        fields.get("precision", ""),
        fields.get("since", ""),
        fields.get("retired", ""),
    )


def _plain(node: Node):  # type: ignore[no-untyped-def]
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    assert isinstance(node, MappingNode)
    return {key: _plain(value) for key, (_, value) in node.entries.items()}
