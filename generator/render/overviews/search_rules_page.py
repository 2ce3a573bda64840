"""The page on how search reads names: the rules of folding in words, from the data file that search itself reads."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from markupsafe import Markup

from generator.render.environment import filled
from generator.render.markup import NOTHING, code_html, joined, name_html, piece
from generator.render.site_input import SiteInput
from generator.render.tables import Cell, Column, Table, rows_of
from generator.subject import subject
from generator.text.folding import RULES, skeleton, tokens

_OTHER_SCRIPT = re.compile("([\u0590-\u08ff]+)")
_EXAMPLE_COLUMNS = (Column("Typed", is_head=True), Column("Name"), Column("Simplified"), Column("Match"))
_RULE_COLUMNS = (Column("Found"), Column("Becomes"), Column("Why, or when"))
_ISOLATED = piece("<bdi{}>{}</bdi>")
_LANGUAGE = piece(' lang="{}"')


Rule = tuple[str, str, str]
"""What is changed, into what if not into nothing, and why or when."""


def pages(site: SiteInput) -> Iterator[tuple[str, str]]:
    """Yield the page."""
    caption = "Spellings and what they are simplified to, with the consonants in brackets"
    examples = Table(caption, _EXAMPLE_COLUMNS, rows_of(example(*pair) for pair in subject().examples.folded))
    steps = []
    for title, anchor, note, found in folding_steps():
        rows = rows_of(
            (_isolated(pattern), _isolated(becomes or "nothing"), marked(why)) for pattern, becomes, why in found
        )
        steps.append((title, anchor, marked(note), Table(title, _RULE_COLUMNS, rows)))
    yield "search-rules/index.md", filled("search_rules.md.j2", examples=examples, steps=steps)


def folding_steps() -> Iterator[tuple[str, str, str, list[Rule]]]:
    """Yield the rules in the order in which they are applied: title, anchor, note and rules of each step."""
    before, articles, stop = RULES["before"], RULES["articles"], RULES["stop"]
    signs = ", ".join(f"U+{ord(c):04X} {unicodedata.name(c, '').lower()}".strip() for c in before["characters"])
    yield "Signs", "signs", before["note"], [(signs, "", "")]
    yield "Diacritics", "diacritics", RULES["delete"]["note"], []
    letters = [
        (" ".join(letter for letter, to in group["map"].items() if to == other), other, "")
        for group in RULES["letters"]
        for other in dict.fromkeys(group["map"].values())
    ]
    yield "Letters", "letters", " ".join(group["note"] for group in RULES["letters"]), letters
    yield "Digits and full stops", "digits", "", _patterns(RULES["text_rules"])
    alone, assimilated = (", ".join(f"{form}-" for form in articles[name]) for name in ("alone", "assimilated"))
    forms = [(alone, "", "before any word"), (assimilated, "", "before its own sound")]
    forms += [(pattern.lstrip("^"), "", f"where {n} letters stay") for pattern, n in articles["prefixes"]]
    yield "Articles", "articles", articles["note"], forms
    yield "Small words", "small-words", stop["note"], [(", ".join(stop["words"]), "", "")]
    yield "Articles joined to the name", "glued", RULES["glued"]["note"], _patterns(RULES["glued"]["rules"])
    for script in RULES["skeletons"]:
        title, anchor = f"Consonants, {script['name']} letters", f"skeleton-{script['name'].lower()}"
        yield title, anchor, script["note"], _patterns(script["rules"])
    for title, key in (("Sounds", "sounds"), ("Endings", "stems")):
        yield title, title.lower(), RULES[key]["note"], _patterns(RULES[key]["rules"])


def _patterns(written: Iterable[dict[str, Any]]) -> list[Rule]:
    return [(f"`{r['pattern']}`", r["replacement"] and f"`{r['replacement']}`", r.get("note", "")) for r in written]


def _isolated(text: str) -> Markup:
    lang = language(text)
    return _ISOLATED(_LANGUAGE(lang) if lang else NOTHING, code_html(text))


def marked(text: str) -> Markup:
    """Return a text as HTML, letters of other scripts with their language and direction."""
    return joined((_named(piece) for piece in _OTHER_SCRIPT.split(text)), "")


def _named(text: str) -> Markup:
    return name_html(text, language(text))


def language(text: str) -> str | None:
    """Return the language to mark letters of another script with, by the first of them."""
    names = [unicodedata.name(character, "") for character in text if character.isalpha()]
    scripts = {"ARABIC": "ar", "HEBREW": "he"}
    return next((scripts[word] for name in names for word in scripts if name.startswith(word)), None)


def example(typed: str, name: str) -> tuple[Cell, ...]:
    """Return two spellings, what both are folded to, and how alike they are."""
    pair = tokens(typed), tokens(name)
    bare = [[skeleton(token) or token for token in words] for words in pair]
    likeness = "same" if pair[0] == pair[1] else "same consonants" if bare[0] == bare[1] else "near"
    shown = [[f"{token} ({skeleton(token)})" if skeleton(token) else token for token in words] for words in pair]
    return _named(typed), _named(name), joined(map(_named, dict.fromkeys(map(" ".join, shown))), "; "), likeness
