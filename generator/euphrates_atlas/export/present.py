"""Nodes of data without their unknown values."""

from typing import Any


def present(node: dict[str, Any]) -> dict[str, Any]:
    """Return a mapping without the keys whose values are empty."""
    return {key: value for key, value in node.items() if value}
