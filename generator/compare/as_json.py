"""Changes for programs: one JSON object."""

import json
from dataclasses import asdict

from generator.compare.changes import Comparison


def render(comparison: Comparison) -> str:
    """Return all changes, nothing cut."""
    return json.dumps(asdict(comparison), ensure_ascii=False, indent=1) + "\n"
