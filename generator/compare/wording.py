"""Statements and fields in few plain words, for lists of changes."""

from typing import Any

from generator.model.entry import Entry, Fact, plain

MAX_WORDS = 160
"""Code points of a value that are shown."""


def statement_words(entry: Entry, fact: Fact) -> str:
    """Return what a statement says, with its period and its speaker: `killed, best 3 (2024-04-20), by badr-organization`."""
    record = entry.shape.fields[fact.field].record
    assert record is not None
    parts = [(part.name, getattr(fact.statement, part.name)) for part in record.parts]
    said = [
        value_words(held) if name == "value" else f"{name} {value_words(held)}"
        for name, held in parts
        if _is_held(held)
    ]
    words = ", ".join(said)
    if fact.statement.when is not None:
        words += f" ({fact.statement.when.text})"
    if fact.statement.by is not None:
        words += f", by {fact.statement.by.key}"
    return cut(words)


def value_words(value: Any) -> str:
    """Return a value of the model in plain words."""
    held = plain(value)
    if isinstance(held, dict):
        return held["id"] if set(held) == {"id"} else " ".join(f"{k} {value_words(v)}" for k, v in held.items())
    if isinstance(held, list):
        return ", ".join(value_words(item) for item in held)
    if isinstance(held, bool):
        return "yes" if held else "no"
    return "" if held is None else " ".join(str(held).split())


def cut(text: str) -> str:
    """Return a text that is not longer than a list of changes can show."""
    return text if len(text) <= MAX_WORDS else text[: MAX_WORDS - 1] + "…"


def _is_held(value: Any) -> bool:
    return value not in (None, (), False)
