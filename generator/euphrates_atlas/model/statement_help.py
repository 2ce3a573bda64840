"""The help of findings: how to write a plain text as a statement; `parsing.py` asks for it."""

import re
from typing import Any

from euphrates_atlas.model.codes import meant_codes
from euphrates_atlas.model.ids import is_id
from euphrates_atlas.model.shape import FieldShape, RecordShape
from euphrates_atlas.model.value_help import count_meant, in_quotes
from euphrates_atlas.model.value_types import DateType, Ref
from euphrates_atlas.text.edtf import LEFT_OUT, NOT_KNOWN, meant


def statement_help(record: RecordShape, text: str, key: str = "") -> str:
    """Return the help for a text that stands where a statement is wanted: how to write it as one.

    `key` is the word for what it counts, where it stood behind a key that is no field: `killed: 3`.
    """
    if text.strip().lower() in NOT_KNOWN:
        return LEFT_OUT
    said = _counts(record, f"{text} {key}".strip()) or [(text, text)]
    written = [
        f"`{{{_parts(record, value, word)}cite: [source-id]}}`" for value, word in said
    ]
    form = "a statement" if len(written) == 1 else "statements"
    return f"write it as {form}: {', '.join(written)}"


def _counts(record: RecordShape, text: str) -> list[tuple[str, str]]:
    """Return the numbers of a toll with what each counts: `[("3", "killed"), ("5", "wounded")]` of `3 killed, 5 wounded`.

    Nothing where one of the pieces is not a number before a code of the record.
    """
    counts = []
    for count in re.split(", *| and ", text):
        number, _, word = count.rpartition(" ")
        _, numbers = count_meant(number)
        if not numbers or not _codes(record, word):
            return []
        counts.append((number, word))
    return counts


def _parts(record: RecordShape, text: str, word: str) -> str:
    """Return the parts of a statement that a text gives, and those that it must have, as YAML in braces: `best: 3, `."""
    parts: dict[str, Any] = {}
    is_taken = False  # the text has its place in a required part
    shown = in_quotes(text if len(text) <= 40 else "…")
    codes = _codes(record, word)
    for part in record.parts:
        name = part.name
        if name in codes:
            parts[name] = codes[name]
        elif name == "best":
            sort, numbers = count_meant(text)
            parts |= numbers
            if not numbers or sort == "“about”":
                parts["verbatim"] = shown
        elif name == "value":
            date = meant(text) if part.marker(DateType) else None
            parts["value"] = date or shown
        elif part.required:
            parts[name] = _filled(part, "" if is_taken else text)
            is_taken |= parts[name] != "…"
    return "".join(f"{name}: {value}, " for name, value in parts.items())


def _codes(record: RecordShape, word: str) -> dict[str, str]:
    """Return the parts of a statement that have a code for a word, with that code; none where it may mean several."""
    found = {}
    for part in record.parts:
        listed = part.code_list
        if not listed:
            continue
        codes = [word] if word in listed.codes else meant_codes(word, listed)
        if len(codes) == 1:
            found[part.name] = codes[0]
    return found


def _filled(part: FieldShape, text: str) -> str:
    """Return a value for a required part, from a text where that can be; `…` where the writer has to say more."""
    if part.code_list:
        return "unknown" if "unknown" in part.code_list.codes else "…"
    is_agent = bool(part.record and part.record.required_together)
    is_reference = part.marker(Ref) is not None
    if text and is_id(text) and (is_agent or is_reference):
        return text
    if not text or len(text) > 40 or is_reference:
        return "…"
    if is_agent:
        return f"{{label: {in_quotes(text)}}}"
    return in_quotes(text) if part.value_type is str else "…"


def number_help(text: str, *, in_braces: bool) -> str:
    """Say how to write a number, with the words of the source where these say more."""
    _, numbers = count_meant(text)
    if not numbers:
        return ""
    parts = [f"{name}: {number}" for name, number in numbers.items()]
    if in_braces and not text.isdecimal():
        parts.append(f"verbatim: {in_quotes(text)}")
    return f" write `{', '.join(parts)}`"
