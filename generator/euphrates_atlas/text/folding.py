"""Fold the spellings of a name to one form, so that it is found however it is typed.

The rules are data, `folding.json`, which the search box in the browser reads too: no letter and no article stands in
this code. Spellings with the same `tokens` are one name; those that differ in vowels alone have the same `skeleton`.
Used by the index of the search, by the rules about names and by `atlas find`.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from euphrates_atlas.resources import table

_WORD = re.compile(r"[^\W_]+")


def _change(rule: Mapping[str, Any]) -> Callable[[str], str]:
    """Return a rule of the file as a function; its replacement names groups as JavaScript does, `$1`."""
    pattern = re.compile(rule["pattern"])
    replacement = rule["replacement"].replace("$", "\\")
    return lambda text: pattern.sub(replacement, text)


def _deleted(ranges: Iterable[str]) -> Iterator[int]:
    """Yield the code points of ranges such as `064b-0652`, or of one alone, `0670`."""
    for span in ranges:
        first, _, last = span.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


RULES: Mapping[str, Any] = json.loads(table("text/folding.json"))
"""The rules of folding, as in the data file."""
_ARTICLES = RULES["articles"]
_STOP = frozenset(RULES["stop"]["words"])
_BEFORE = dict.fromkeys(map(ord, RULES["before"]["characters"]), "")
_AFTER = dict.fromkeys(_deleted(RULES["delete"]["ranges"]), "") | {
    ord(letter): other
    for group in RULES["letters"]
    for letter, other in group["map"].items()
}
"""The tables for `str.translate` before and after decomposition."""
_TEXT_RULES = [_change(rule) for rule in RULES["text_rules"]]
_TEXT_RULE = re.compile("|".join(f"(?:{rule['pattern']})" for rule in RULES["text_rules"]))
"""Any of the rules for texts, since most texts match none."""
_STEMS = [(_change(rule), rule["least"]) for rule in RULES["stems"]["rules"]]
_SKELETONS = [
    (
        re.compile(script["letters"]),
        list(map(_change, script["rules"])),
        script["least"],
        script["ignore"],
    )
    for script in RULES["skeletons"]
]
"""Of each script: its letters, the rules, how many consonants a skeleton needs, and a character that does not count."""


@lru_cache(maxsize=1 << 18)
def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a name in the form that its spellings share: without case, marks, apostrophes and articles.

    Stop words, such as `of`, are left out too, unless the name has no others.

    Vowels and doubled letters stay: `kataib` and `ketaib` have one skeleton, not one fold.
    """
    return content_tokens(text) or tuple(_words(text))


@lru_cache(maxsize=1 << 18)
def content_tokens(text: str) -> tuple[str, ...]:
    """Return the tokens of a text without its stop words, even if it has no others."""
    return tuple(word for word in _words(text) if word not in _STOP)


def fold(text: str) -> str:
    """Return the tokens of a text, joined by single blanks."""
    return " ".join(tokens(text))


def fold_solid(text: str) -> str:
    """Return the tokens of a text in one piece: the same for `Tel-Aviv`, `Tel Aviv` and `TelAviv`."""
    return "".join(tokens(text))


@lru_cache(maxsize=1 << 17)
def skeleton(token: str) -> str:
    """Return the consonants of a token, in classes; empty if they are too few, or its script has no rules."""
    for pattern, changes, least, ignored in _SKELETONS:
        if pattern.fullmatch(token):
            for change in changes:
                token = change(token)
            return token if len(token) - token.count(ignored) >= least else ""
    return ""


@lru_cache(maxsize=1 << 17)
def stem(token: str) -> str:
    """Return a token without its endings of number and tense; for texts only, names are never stemmed."""
    for change, least in _STEMS:
        shorter = change(token)
        token = shorter if len(shorter) >= least else token
    return token


def _words(text: str) -> list[str]:
    """Return the words of a text in one form of each letter, without articles and without prefixes that are articles."""
    words = _WORD.findall(letters(text))
    pairs = zip_longest(words, words[1:], fillvalue="")
    return [_without_prefix(word) for word, after in pairs if not _is_article(word, after)]


def _is_article(word: str, after: str) -> bool:
    """Tell whether a word is an article of the next one, as `al` of `al nujaba` or `ash` of `ash shaab`."""
    assimilated = _ARTICLES["assimilated"].get(word)
    if assimilated and after.startswith(assimilated):
        return True
    return bool(after) and word in _ARTICLES["alone"]


def letters(text: str) -> str:
    """Return a text with one form of each letter: every word of its fold is a part of it."""
    text = text.translate(_BEFORE)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
    text = text.lower().translate(_AFTER)
    if _TEXT_RULE.search(text):
        for change in _TEXT_RULES:
            text = change(text)
    return text


@lru_cache(maxsize=1 << 17)
def _without_prefix(word: str) -> str:
    """Return an Arabic or Hebrew word without the article that is written together with it, if enough of it is left."""
    if word.isascii() or word in _ARTICLES["whole"]:
        return word
    for pattern, least in _ARTICLES["prefixes"]:
        shorter = re.sub(pattern, "", word)
        if shorter != word and len(shorter) >= least:
            return shorter
    return word
