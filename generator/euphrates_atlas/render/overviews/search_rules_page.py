"""The page on how search reads names: the rules of folding in words, from the data file that search itself reads."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

from markupsafe import Markup

from euphrates_atlas.batched import grouped
from euphrates_atlas.render.environment import filled
from euphrates_atlas.render.markup import NOTHING, code_html, joined, name_html, piece
from euphrates_atlas.render.site_input import Pages, SiteInput
from euphrates_atlas.render.tables import Cells
from euphrates_atlas.subject import subject
from euphrates_atlas.text.folding import RULES, skeleton, tokens

_OTHER_SCRIPT = re.compile("([\u0590-\u08ff]+)")
_ISOLATED = piece("<bdi{}>{}</bdi>")
_LANGUAGE = piece(' lang="{}"')
_LANGUAGES = {"ARABIC": "ar", "HEBREW": "he"}
"""By the first word of the names of their letters in Unicode."""


class FoldingRule(NamedTuple):
    """A rule of folding."""

    pattern: str
    """What is changed."""
    becomes: str = ""
    """Empty where it is left out."""
    note: str = ""
    """Why, or when."""


FoldingStep = tuple[str, str, str, list[FoldingRule]]
"""Rules that are applied together, with their title, anchor and note."""


def pages(site: SiteInput) -> Pages:
    """Yield the page."""
    page = filled(
        "search_rules.md.j2",
        examples=[example(*pair) for pair in subject().examples.folded],
        steps=folding_steps(),
        marked=marked,
        rows=partial(map, _cells),
    )
    yield "search-rules/index.md", page


def folding_steps() -> Iterator[FoldingStep]:
    """Yield the rules in the order in which they are applied."""
    before = RULES["before"]
    articles = RULES["articles"]
    stop = RULES["stop"]
    signs = ", ".join(map(_code_point, before["characters"]))
    yield "Signs", "signs", before["note"], [FoldingRule(signs)]
    yield "Diacritics", "diacritics", RULES["delete"]["note"], []
    groups = RULES["letters"]
    notes = " ".join(group["note"] for group in groups)
    yield "Letters", "letters", notes, list(_letters(groups))
    yield "Digits and full stops", "digits", "", _patterns(RULES["text_rules"])
    yield "Articles", "articles", articles["note"], list(_articles(articles))
    words = FoldingRule(", ".join(stop["words"]))
    yield "Small words", "small-words", stop["note"], [words]
    yield _step("Articles joined to the name", "glued", RULES["glued"])
    for script in RULES["skeletons"]:
        name = script["name"]
        yield _step(f"Consonants, {name} letters", f"skeleton-{name.lower()}", script)
    yield _step("Sounds", "sounds", RULES["sounds"])
    yield _step("Endings", "endings", RULES["stems"])


def _step(title: str, anchor: str, step: dict[str, Any]) -> FoldingStep:
    return title, anchor, step["note"], _patterns(step["rules"])


def _code_point(character: str) -> str:
    """Return a character in words: "U+200C zero width non-joiner"."""
    name = unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X} {name}".strip()


def _letters(groups: Iterable[dict[str, Any]]) -> Iterator[FoldingRule]:
    """Yield the letters that become the same, as one rule."""
    for group in groups:
        targets = group["map"]
        for target, letters in grouped(targets, targets.get).items():
            yield FoldingRule(" ".join(letters), target)


def _articles(articles: dict[str, Any]) -> Iterator[FoldingRule]:
    for name, when in (
        ("alone", "before any word"),
        ("assimilated", "before its own sound"),
    ):
        forms = ", ".join(f"{form}-" for form in articles[name])
        yield FoldingRule(forms, "", when)
    for pattern, count in articles["prefixes"]:
        yield FoldingRule(pattern.lstrip("^"), "", f"where {count} letters stay")


def _patterns(written: Iterable[dict[str, Any]]) -> list[FoldingRule]:
    rules = []
    for rule in written:
        replacement = rule["replacement"]
        becomes = f"`{replacement}`" if replacement else ""
        rules.append(FoldingRule(f"`{rule['pattern']}`", becomes, rule.get("note", "")))
    return rules


def _cells(rule: FoldingRule) -> Cells:
    return (
        _isolated(rule.pattern),
        _isolated(rule.becomes or "nothing"),
        marked(rule.note),
    )


def _isolated(text: str) -> Markup:
    lang = language(text)
    return _ISOLATED(_LANGUAGE(lang) if lang else NOTHING, code_html(text))


def marked(text: str) -> Markup:
    """Return a text as HTML, letters of other scripts with their language and direction."""
    return joined(map(_named, _OTHER_SCRIPT.split(text)), "")


def _named(text: str) -> Markup:
    return name_html(text, language(text))


def language(text: str) -> str | None:
    """Return the language to mark letters of another script with, by the first of them."""
    for letter in text:
        script, _, _ = unicodedata.name(letter, "").partition(" ")
        if letter.isalpha() and script in _LANGUAGES:
            return _LANGUAGES[script]
    return None


def example(typed: str, name: str) -> Cells:
    """Return two spellings, what both are folded to, and how alike they are."""
    pair = tokens(typed), tokens(name)
    likeness = "near"
    if pair[0] == pair[1]:
        likeness = "same"
    elif _skeletons(pair[0]) == _skeletons(pair[1]):
        likeness = "same consonants"
    shown = dict.fromkeys(" ".join(map(_with_skeleton, words)) for words in pair)
    simplified = joined(map(_named, shown), "; ")
    return _named(typed), _named(name), simplified, likeness


def _skeletons(words: Iterable[str]) -> list[str]:
    return [skeleton(word) or word for word in words]


def _with_skeleton(token: str) -> str:
    """Return a word with its consonants in brackets: "kataib (ktb)"."""
    consonants = skeleton(token)
    return f"{token} ({consonants})" if consonants else token
