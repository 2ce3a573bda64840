"""Objects of JSON, and how they go without their empty values; for all modules of this package."""

from typing import Any

Node = dict[str, Any]
"""An object of JSON."""


def present(node: Node) -> Node:
    """Return an object without the keys whose values are empty: None, "", [], {}, False and 0."""
    return {key: value for key, value in node.items() if value}
