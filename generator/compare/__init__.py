"""What changed in meaning between two states of the store: entries, statements, sources, origins; and how to say so."""

from generator.compare import as_json, as_markdown, as_text
from generator.compare.changes import Comparison
from generator.compare.comparing import compare

FORMATS = {"text": as_text.render, "json": as_json.render, "markdown": as_markdown.render}
"""By the name that `--format` takes."""

__all__ = ["FORMATS", "Comparison", "compare"]
