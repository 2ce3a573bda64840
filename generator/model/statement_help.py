"""The help of findings: how to write as a statement what stands there as a text."""

import re
from typing import Any

from generator.model.advice import count_meant, in_quotes
from generator.model.codes import CodeOf, code_list, meant_codes
from generator.model.ids import is_id
from generator.model.shape import FieldShape, RecordShape
from generator.model.value_types import DateType, Ref
from generator.text.edtf import LEFT_OUT, NOT_KNOWN, meant


def statement_help(record: RecordShape, text: str, key: str = "") -> str:
    """Say how to write as a statement what stands there as a text, perhaps behind a key that says what it counts."""
    if text.strip().lower() in NOT_KNOWN:
        return LEFT_OUT
    counts = [count.rpartition(" ") for count in re.split(r", *| and ", f"{text} {key}".strip())]
    is_toll = all(count_meant(number)[1] and _codes(record, word) for number, _, word in counts)
    said = [(number, word) for number, _, word in counts] if is_toll else [(text, text)]
    written = [f"`{{{_parts(record, value, word)}cite: [source-id]}}`" for value, word in said]
    return f"write it as {'a statement' if len(written) == 1 else 'statements'}: {', '.join(written)}"


def _parts(record: RecordShape, text: str, word: str) -> str:
    """Return the parts of a statement that a text gives, and those that it must have, as they stand in braces."""
    parts: dict[str, Any] = {}
    taken: set[str] = set()
    shown, codes = in_quotes(text if len(text) <= 40 else "…"), _codes(record, word)
    for part in record.parts:
        if part.name in codes:
            parts[part.name] = codes[part.name]
        elif part.name == "best":
            sort, numbers = count_meant(text)
            parts |= numbers
            if not numbers or sort == "“about”":
                parts["verbatim"] = shown
        elif part.name == "value":
            parts["value"] = (meant(text) if part.marker(DateType) else None) or shown
        elif part.required:
            parts[part.name] = _filled(part, text if text not in taken else "")
            taken.add(text if parts[part.name] != "…" else "")
    return "".join(f"{name}: {value}, " for name, value in parts.items())


def _codes(record: RecordShape, word: str) -> dict[str, str]:
    """Return the parts of a statement that a word is the code of, or means one of."""
    lists = {part.name: code_list(listed.list_name) for part in record.parts if (listed := part.marker(CodeOf))}
    alike = {name: [word] if word in codes.codes else meant_codes(word, codes) for name, codes in lists.items()}
    return {name: codes[0] for name, codes in alike.items() if len(codes) == 1}


def _filled(part: FieldShape, text: str) -> str:
    """Return what a required part can take of a text; `…` where its writer has to say more."""
    if (listed := part.marker(CodeOf)) is not None:
        return "unknown" if "unknown" in code_list(listed.list_name).codes else "…"
    is_agent = part.record is not None and bool(part.record.required_together)
    if text and is_id(text) and (is_agent or part.marker(Ref)):
        return text
    if not text or len(text) > 40 or part.marker(Ref) or not (is_agent or part.value_type is str):
        return "…"
    return f"{{label: {in_quotes(text)}}}" if is_agent else in_quotes(text)


def number_help(text: str, *, in_braces: bool) -> str:
    """Say how to write a number, with the words of the source where these say more."""
    _, numbers = count_meant(text)
    if not numbers:
        return ""
    parts = [f"{name}: {number}" for name, number in numbers.items()]
    words = [f"verbatim: {in_quotes(text)}"] if in_braces and not text.isdecimal() else []
    return f" write `{', '.join([*parts, *words])}`"
