"""Objects of JSON, and how they go without their empty values."""

from typing import Any

Node = dict[str, Any]
"""An object of JSON."""


def present(node: Node) -> Node:
    """Return a mapping without the keys whose values are empty."""
    return {key: value for key, value in node.items() if value}
