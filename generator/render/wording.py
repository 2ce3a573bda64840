"""Statements in words: the value as pages say it, the chip of a stance."""

import re
from functools import cache
from typing import Any

from markupsafe import Markup

from generator.model.shape import FieldShape
from generator.render.values import NUMBERS, Snippet, Words, capitalised, html, label_of, number_words

_PART = re.compile(r"\{(\w+)\}")
_STANCE_STYLES = {
    "claimed": "claimed",
    "acknowledged": "claimed",
    "attributed": "attributed",
    "suspected": "attributed",
    "denied": "denied",
}
_DISPUTE_STYLES = {"denies": "denied", "doubts": "doubted", "has-no-knowledge": "doubted"}
STANCE = Snippet('<span class="ea-st ea-st-{}">{}</span> ')
_DISPUTE = Snippet('<span class="ea-st ea-st-{}">{}</span>')


def statement_words(
    words: Words, field: FieldShape, statement: Any, *, without: str = "", capital: bool = True, phrase: str = ""
) -> tuple[Markup, tuple[tuple[str, Markup], ...]]:
    """Return a statement in words, and the parts that the words leave out by their names.

    `without` names a part that goes without saying, as the entry on whose page the words stand; without `capital`
    the words go on in a sentence. A `phrase` puts it otherwise than the statement does.
    """
    assert field.record is not None
    phrase = phrase or _phrase(statement)
    out: list[Markup] = []
    for text, name in _pieces(phrase):
        if name and name == without and out:
            continue
        out.append(text)
        if name == "numbers":
            out.append(html(number_words(statement) or _quoted(statement.verbatim) or "no figure"))
        elif name and name != without:
            out.append(words.value(field.record.fields[name], getattr(statement, name)))
    main = "".join(out).strip(", :")
    named = _named(phrase)
    rest = []
    for part in field.record.parts:
        if part.name in named or part.name == without:
            continue
        value = getattr(statement, part.name)
        if value not in (None, (), False):
            rest.append((part.name, words.value(part, value)))
    return Markup(capitalised(main) if capital else main), tuple(rest)


def _quoted(verbatim: str | None) -> str:
    """Return the source's words as such, where they stand for a number."""
    return f"\u201c{verbatim}\u201d" if verbatim else ""


def _phrase(statement: Any) -> str:
    """Return the first of a statement's phrases, separated by `|`, whose parts it has."""
    if "|" not in statement.phrase:
        return str(statement.phrase)
    phrases: list[str] = statement.phrase.split("|")
    fitting = (
        p for p in phrases if all(name == "numbers" or getattr(statement, name) for _, name in _pieces(p) if name)
    )
    return next(fitting, phrases[-1])


@cache
def _pieces(phrase: str) -> tuple[tuple[Markup, str], ...]:
    """Return a phrase as texts, each with the part that stands behind it; the last may have none."""
    split = _PART.split(phrase)
    return tuple(zip(map(html, split[::2]), [*split[1::2], ""], strict=True))


@cache
def _named(phrase: str) -> frozenset[str]:
    """Return the parts of a statement that need not be said behind a phrase: those that it names; a stance is a chip."""
    names = frozenset(_PART.findall(phrase)) | {"stance"}
    return names | frozenset(NUMBERS) if "numbers" in names else names


def capitalise_html(text: Markup) -> Markup:
    """Return HTML with its first letter as a capital, where it starts with text."""
    return Markup(capitalised(str(text)))


def stance_chip(stance: str) -> Markup:
    """Return a stance as the chip that stands before an actor."""
    return STANCE(stance_style(stance), html(capitalised(label_of("stance", stance))))


def stance_style(stance: str) -> str:
    """Return the style of a stance's chip."""
    return _STANCE_STYLES.get(stance, "doubted")


def dispute_style(stance: str) -> str:
    """Return the style of the chip of somebody's rejection."""
    return _DISPUTE_STYLES.get(stance, "doubted")


def dispute_chip(stance: str) -> Markup:
    """Return how somebody rejects a statement, as a chip."""
    return _DISPUTE(dispute_style(stance), html(capitalised(label_of("dispute-stance", stance))))
