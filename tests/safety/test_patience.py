"""No text of the allowed length keeps anybody waiting: each function that searches in texts takes time in line with their length."""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from pydantic_core import PydanticCustomError

from euphrates_atlas.checks.catalog import RULES
from euphrates_atlas.checks.reports import REPORTERS
from euphrates_atlas.findings import Finding, Span
from euphrates_atlas.model.statement import LOCATOR, Citation
from euphrates_atlas.render.markup import html
from euphrates_atlas.text import edtf, escape, folding, prose_parser, prose_sentences
from euphrates_atlas.text.nearest import nearest
from euphrates_atlas.text.prose_html import to_html
from euphrates_atlas.text.urls import percent_encoded, url_fault
from euphrates_atlas.text.yaml_reader import MAX_BYTES
from euphrates_atlas.text.yaml_tree import Scalar
from tests.case_count import cases
from tests.safety.walks import tree_of

SECONDS = 5
"""The alarm, by the time of this process outside the system; each call takes a small part of it on any machine, one that takes the square of the length takes minutes."""
LENGTH = cases(100_000)
assert LENGTH < MAX_BYTES


def long(piece: str, before: str = "a", after: str = "b") -> str:
    return before + piece * (LENGTH // len(piece)) + after


TEXTS = {
    "blanks": long(" "),
    "blanks that do not break": long("\xa0"),
    "blanks before a line end": long(" ", after="\nb"),
    "line ends": long("a\n"),
    "empty lines": long("\n"),
    "blanks in a citation": long(" ", "[@a", "]"),
    "blanks in a locator": long(" ", "[@a p. 3", "x]"),
    "blanks in a link": long(" ", "[[a|", "b]]"),
    "opened links": long("[[a|b "),
    "opened citations": long("[@a b "),
    "late citations": long("[a @b "),
    "brackets": long("["),
    "links without end": long("[a]("),
    "images without end": long("!["),
    "full stops": long("."),
    "full stops and blanks": long(". "),
    "sentences": long("Aa. Bb "),
    "cited sentences": long("A. [@b] "),
    "quotation marks": long('."'),
    "quotations": long("> ", ""),
    "emphasis": long("*a _b "),
    "backticks": long("`a"),
    "entities": long("&#x41;"),
    "angle brackets": long("<"),
    "tags": long("<a b='"),
    "backslashes": long("\\"),
    "one word": long("a"),
    "articles": long("al-"),
    "combining marks": long("\u0301"),
    "tatweel": long("\u0640"),
    "digits": long("1"),
    "dots of a host": long("a.", "https://", "org"),
    "hyphens of an id": long("a-"),
    "slashes": long("/", "https://a.org"),
    "dates": long("2021-", ""),
    "periods": long("/", "2021"),
    "loaded words": long("regime "),
    "opened quotations": long("“regime "),
    "mixed script": long("аa"),
}


def tried(function: Callable[..., object], *given: object) -> object:
    try:
        return function(*given)
    except (PydanticCustomError, edtf.EdtfError):
        return None


def read(text: str) -> object:
    return [
        (
            prose_sentences.plain_text(found),
            prose_sentences.uncited_sentences(found),
            prose_sentences.uncited_blocks(found),
            prose_sentences.word_count(found),
        )
        for found in (prose_parser.parse(text), prose_parser.parse(text, inline_only=True))
    ]


def written(text: str) -> object:
    return to_html(prose_parser.parse(text), cite=lambda cited: "", link=lambda link: "x")


def reported(text: str) -> object:
    found = [Finding(RULES["A206"], "entities/x/x.yml", Span(1, 1, 1, 2), f"`{text}` is none", text, text)]
    return [report(found, color=True) for report in REPORTERS.values()]


def placed(text: str) -> object:
    taken = escape.cleaned(text).translate({ord("\\"): "/", ord('"'): "'", ord("\xa0"): "x"})
    tree = tree_of("x", f'a: "{taken}"\n')
    value = tree.root.entries["a"][1]
    assert isinstance(value, Scalar)
    return tree.span(("a",), part=(len(value.text) - 1, len(value.text)))


FUNCTIONS: dict[str, Callable[[str], object]] = {
    "read as prose": read,
    "written as prose": written,
    "reported": reported,
    "placed": placed,
    "escaped": lambda text: (
        escape.escape(text),
        escape.escape_html(text),
        escape.cleaned(text),
    ),
    "as a slug": lambda text: escape.slug(text, set()),
    "folded": lambda text: (folding.fold(text), list(folding.tokens(text))),
    "as an address": lambda text: (url_fault(text), percent_encoded(text)),
    "as a citation": lambda text: tried(Citation.from_text, text),
    "as a locator": LOCATOR.fullmatch,
    "as a date": lambda text: tried(edtf.parse_date, text),
    "in a table": lambda text: html(text[:2_000]),
    "as a misspelt word": lambda text: nearest(text[:5_000], [f"{text[: 4_000 + n]}x" for n in range(5)] + ["a", "b"]),
}


@contextmanager
def alarmed() -> Iterator[None]:
    def ring(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, ring)
    gc.disable()  # a search for garbage takes as long as what other tests hold is large
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        gc.enable()
        signal.signal(signal.SIGVTALRM, before)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_patience(name: str) -> None:
    """Each function answers to each text before the alarm."""
    for title, text in TEXTS.items():
        try:
            with alarmed():
                FUNCTIONS[name](text)
        except TimeoutError:
            pytest.fail(f"{name}: {title}")
