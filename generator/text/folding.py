"""Fold the spellings of a name or a URL to one form, so that it is found however it is typed.

The rules are data, `folding.json`, which the search box in the browser reads too: no letter and no article stands in
this code. Spellings with the same `tokens` are one name; those that differ in vowels alone have the same `skeleton`.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from generator.resources import table

_WORD = re.compile(r"[^\W_]+")
_LATIN_LETTER = re.compile(r"[a-z]")
_TRACKING = re.compile(
    r"utm_.*|mc_[ce]id|(?:fb|g|ms|y|tw|dc)clid|igshid|ocid|cmpid|ref_src|ref_url|outputtype|amp", re.IGNORECASE
)


@cache
def rules() -> Mapping[str, Any]:
    """Return the rules of folding, as in the data file."""
    data: Mapping[str, Any] = json.loads(table("text/folding.json"))
    return data


@lru_cache(maxsize=1 << 18)
def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a name in the form that its spellings share: without case, marks, apostrophes and articles.

    Vowels and doubled letters stay: `kataib` and `ketaib` have one skeleton, not one fold.
    """
    return content_tokens(text) or tuple(_words(text))


def content_tokens(text: str) -> tuple[str, ...]:
    """Return the tokens of a text without its stop words, even if it has no others."""
    return tuple(word for word in _words(text) if word not in _stop())


def fold(text: str) -> str:
    """Return the tokens of a text, joined by single blanks."""
    return " ".join(tokens(text))


def fold_solid(text: str) -> str:
    """Return the tokens of a text in one piece: the same for `Tel-Aviv`, `Tel Aviv` and `TelAviv`."""
    return "".join(tokens(text))


@lru_cache(maxsize=1 << 17)
def skeleton(token: str) -> str:
    """Return the consonants of a token, in classes; empty if they are too few, or its script has no rules."""
    for pattern, changes, least, ignored in _skeletons():
        if pattern.fullmatch(token):
            for change in changes:
                token = change(token)
            return token if len(token) - token.count(ignored) >= least else ""
    return ""


@lru_cache(maxsize=1 << 17)
def stem(token: str) -> str:
    """Return a token without its endings of number and tense; for texts only, names are never stemmed."""
    for change, least in _stems():
        shorter = change(token)
        token = shorter if len(shorter) >= least else token
    return token


def fold_address(url: str) -> str:
    """Return a URL in the form that all URLs of one page share: no scheme, `www.`, final slash, fragment or tracking."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return url.strip().casefold()
    host = re.sub(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)", "", host)
    path = re.sub(r"^/amp(?=/)|/amp/?$|\.amp(?=\.html?$|$)", "", re.sub(r"/{2,}", "/", parts.path))
    kept = sorted((k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(k))
    query = f"?{urlencode(kept)}" if kept else ""
    return f"{host}{f':{port}' if port not in (None, 80, 443) else ''}{path.rstrip('/')}{query}"


def without_tracking(url: str) -> str:
    """Return a URL without the parameters that only tell where its reader came from."""
    parts = urlsplit(url)
    kept = [part for part in parts.query.split("&") if not _TRACKING.fullmatch(part.partition("=")[0])]
    return urlunsplit(parts._replace(query="&".join(kept)))


def _words(text: str) -> list[str]:
    words = _WORD.findall(_letters(text))
    articles = rules()["articles"]
    return [
        _without_prefix(word)
        for word, after in zip(words, [*words[1:], ""], strict=False)
        if not (after and (word in articles["alone"] or after.startswith(articles["assimilated"].get(word, "\0"))))
    ]


def _letters(text: str) -> str:
    """Return a text with one form of each letter."""
    before, after = _tables()
    text = text.translate(before)
    text = (text if text.isascii() else unicodedata.normalize("NFKD", text)).lower().translate(after)
    applies, changes = _text_rules()
    if applies.search(text) and _LATIN_LETTER.search(text):
        for change in changes:
            text = change(text)
    return text


@lru_cache(maxsize=1 << 17)
def _without_prefix(word: str) -> str:
    if word.isascii() or word in rules()["articles"]["whole"]:
        return word
    for pattern, least in rules()["articles"]["prefixes"]:
        shorter = re.sub(pattern, "", word)
        if shorter != word and len(shorter) >= least:
            return shorter
    return word


_Change = Callable[[str], str]


def _change(rule: Mapping[str, Any]) -> _Change:
    pattern, replacement = re.compile(rule["pattern"]), rule["replacement"].replace("$", "\\")
    return lambda text: pattern.sub(replacement, text)


@cache
def _tables() -> tuple[dict[int, str], dict[int, str]]:
    """Return the tables for `str.translate` before and after decomposition."""
    after: dict[int, str] = {}
    for span in rules()["delete"]["ranges"]:
        first, _, last = span.partition("-")
        after |= dict.fromkeys(range(int(first, 16), int(last or first, 16) + 1), "")
    for group in rules()["letters"]:
        after |= {ord(letter): other for letter, other in group["map"].items()}
    return dict.fromkeys(map(ord, rules()["before"]["characters"]), ""), after


@cache
def _stop() -> frozenset[str]:
    return frozenset(rules()["stop"]["words"])


@cache
def _text_rules() -> tuple[re.Pattern[str], tuple[_Change, ...]]:
    """Return a pattern of all rules for texts, since most texts match none, and the rules."""
    texts = rules()["text_rules"]
    return re.compile("|".join(f"(?:{rule['pattern']})" for rule in texts)), tuple(_change(rule) for rule in texts)


@cache
def _stems() -> tuple[tuple[_Change, int], ...]:
    return tuple((_change(rule), rule["least"]) for rule in rules()["stems"]["rules"])


@cache
def _skeletons() -> tuple[tuple[re.Pattern[str], tuple[_Change, ...], int, str], ...]:
    return tuple(
        (re.compile(s["letters"]), tuple(_change(rule) for rule in s["rules"]), s["least"], s["ignore"])
        for s in rules()["skeletons"]
    )
