"""How search reads names: the rules of folding in words, made from the data file that search itself interprets."""

import re
import unicodedata
from dataclasses import dataclass

from markupsafe import Markup

from generator.render.values import name_html
from generator.text.folding import rules, skeleton, tokens

_OTHER_SCRIPT = re.compile("([\u0590-\u08ff]+)")

EXAMPLES = (
    ("Ketaib Hizballah", "Kata'ib Hezbollah"),
    ("at-Tanf", "Al-Tanf"),
    ("Moqtada as-Sadr", "Muqtada al-Sadr"),
    ("Ghasem Soleymani", "Qasem Soleimani"),
    ("Dayr al-Zawr", "Deir ez-Zor"),
    ("القايم", "القائم"),
    ("K1", "K-1"),
    ("U.S.", "US"),
)
"""What somebody types, and what an entry is called."""


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule: what is changed, into what, and why."""

    found: str
    becomes: str
    note: str


@dataclass(frozen=True, slots=True)
class RuleTable:
    """The rules of one step."""

    title: str
    anchor: str
    note: str
    rows: tuple[RuleRow, ...]


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """Two spellings, what both are folded to, and how alike they are."""

    typed: str
    name: str
    typed_folded: str
    name_folded: str
    likeness: str


@dataclass(frozen=True, slots=True)
class SearchRules:
    """The page."""

    tables: tuple[RuleTable, ...]
    examples: tuple[ExampleRow, ...]


def search_rules() -> SearchRules:
    """Return the rules in the order in which they are applied."""
    held = rules()
    articles = held["articles"]
    before = ", ".join(_named(c) for c in held["before"]["characters"])
    letters = tuple(
        RuleRow(" ".join(k for k, v in g["map"].items() if v == other), other or "nothing", "")
        for g in held["letters"]
        for other in dict.fromkeys(g["map"].values())
    )
    assimilated = ", ".join(f"{form}-" for form in articles["assimilated"])
    prefixes = (
        RuleRow(pattern.lstrip("^"), "nothing", f"where {n} letters stay") for pattern, n in articles["prefixes"]
    )
    tables = [
        RuleTable("Signs", "signs", held["before"]["note"], (RuleRow(before, "nothing", ""),)),
        RuleTable("Diacritics", "diacritics", held["delete"]["note"], ()),
        RuleTable("Letters", "letters", " ".join(g["note"] for g in held["letters"]), letters),
        RuleTable("Digits and full stops", "digits", "", _patterns(held["text_rules"])),
        RuleTable(
            "Articles",
            "articles",
            articles["note"],
            (
                RuleRow(", ".join(f"{a}-" for a in articles["alone"]), "nothing", "before any word"),
                RuleRow(assimilated, "nothing", "before its own sound"),
                *prefixes,
            ),
        ),
        RuleTable("Small words", "small-words", held["stop"]["note"], (RuleRow(", ".join(held["stop"]["words"]), "nothing", ""),)),
        RuleTable("Articles written as one", "glued", held["glued"]["note"], _patterns(held["glued"]["rules"])),
        *(RuleTable(f"Skeleton, {s['name']} letters", f"skeleton-{s['name'].lower()}", s["note"], _patterns(s["rules"])) for s in held["skeletons"]),
        RuleTable("Endings", "endings", held["stems"]["note"], _patterns(held["stems"]["rules"])),
    ]  # fmt: skip
    return SearchRules(tuple(tables), tuple(_example(*pair) for pair in EXAMPLES))


def _patterns(held: list[dict[str, str]]) -> tuple[RuleRow, ...]:
    return tuple(
        RuleRow(f"`{rule['pattern']}`", f"`{rule['replacement']}`" if rule["replacement"] else "nothing", rule.get("note", ""))
        for rule in held
    )  # fmt: skip


def _named(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '').lower()}".strip()


def marked(text: str) -> Markup:
    """Return a text as HTML, letters of other scripts with their language and direction."""
    pieces = _OTHER_SCRIPT.split(text)
    return Markup("").join(name_html(piece, language(piece)) for piece in pieces)


def language(text: str) -> str | None:
    """Return the language to mark letters of another script with, by the first of them."""
    names = [unicodedata.name(character, "") for character in text if character.isalpha()]
    scripts = {"ARABIC": "ar", "HEBREW": "he"}
    return next((scripts[word] for name in names for word in scripts if name.startswith(word)), None)


def _example(typed: str, name: str) -> ExampleRow:
    one, other = tokens(typed), tokens(name)
    alike = "the same" if one == other else "of one skeleton" if _skeletons(one) == _skeletons(other) else "near"
    return ExampleRow(typed, name, _folded(one), _folded(other), alike)


def _skeletons(held: tuple[str, ...]) -> list[str]:
    return [skeleton(token) or token for token in held]


def _folded(held: tuple[str, ...]) -> str:
    return " ".join(f"{token} ({skeleton(token)})" if skeleton(token) else token for token in held)
