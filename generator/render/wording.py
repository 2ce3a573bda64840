"""Statements in words: the value as pages say it, the chip of a stance."""

import re
from typing import Any

from markupsafe import Markup

from generator.model.shape import FieldShape
from generator.render.values import NUMBERS, Words, capitalised, html, label_of, number_words

_PART = re.compile(r"\{(\w+)\}")
_DISPUTE_STYLES = {"denies": "denied", "doubts": "doubted", "has-no-knowledge": "doubted"}


def statement_words(
    words: Words, field: FieldShape, statement: Any, *, without: str = "", capital: bool = True, phrase: str = ""
) -> tuple[Markup, tuple[tuple[str, Markup], ...]]:
    """Return a statement in words, and the parts that the words leave out by their names.

    `without` names a part that goes without saying, as the entry on whose page the words stand; without `capital`
    the words go on in a sentence. A `phrase` puts it otherwise than the statement does.
    """
    assert field.record is not None
    phrase = phrase or _phrase(statement)
    named = set(_PART.findall(phrase)) | {without} | (set(NUMBERS) if "{numbers}" in phrase else set())
    out: list[Markup] = []
    for text, name in _pieces(phrase):
        if name and name == without and out:
            continue
        out.append(html(text))
        if name == "numbers":
            out.append(html(number_words(statement) or _quoted(statement.verbatim) or "no figure"))
        elif name and name != without:
            out.append(words.value(field.record.fields[name], getattr(statement, name)))
    main = Markup("").join(out).strip(", :")
    rest = []
    for part in field.record.parts:
        value = getattr(statement, part.name)
        if part.name not in named and part.name != "stance" and value not in (None, (), False):
            rest.append((part.name, words.value(part, value)))
    return capitalise_html(Markup(main)) if capital else Markup(main), tuple(rest)


def _quoted(verbatim: str | None) -> str:
    """Return the source's words as such, where they stand for a number."""
    return f"\u201c{verbatim}\u201d" if verbatim else ""


def _phrase(statement: Any) -> str:
    """Return the first of a statement's phrases, separated by `|`, whose parts it has."""
    phrases: list[str] = statement.phrase.split("|")
    fitting = (p for p in phrases if all(name == "numbers" or getattr(statement, name) for name in _PART.findall(p)))
    return next(fitting, phrases[-1])


def _pieces(phrase: str) -> list[tuple[str, str]]:
    split = _PART.split(phrase)
    return list(zip(split[::2], [*split[1::2], ""], strict=True))


def capitalise_html(text: Markup) -> Markup:
    """Return HTML with its first letter as a capital, where it starts with text."""
    return Markup(capitalised(str(text)))


def stance_chip(stance: str) -> Markup:
    """Return a stance as the chip that stands before an actor."""
    return Markup('<span class="ea-st ea-st-{}">{}</span> ').format(
        stance_style(stance), html(capitalised(label_of("stance", stance)))
    )


def stance_style(stance: str) -> str:
    """Return the style of a stance's chip."""
    return {
        "claimed": "claimed",
        "acknowledged": "claimed",
        "attributed": "attributed",
        "suspected": "attributed",
        "denied": "denied",
    }.get(stance, "doubted")


def dispute_style(stance: str) -> str:
    """Return the style of the chip of somebody's rejection."""
    return _DISPUTE_STYLES.get(stance, "doubted")


def dispute_chip(stance: str) -> Markup:
    """Return how somebody rejects a statement, as a chip."""
    return Markup('<span class="ea-st ea-st-{}">{}</span>').format(
        dispute_style(stance), html(capitalised(label_of("dispute-stance", stance)))
    )
