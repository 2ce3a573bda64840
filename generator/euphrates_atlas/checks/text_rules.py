"""Rules about the letters of texts, and about whose words they are; `name_rules` uses the texts that it gathers."""

import re
from collections.abc import Iterator
from functools import lru_cache

from euphrates_atlas.findings import Fault, Faults, Level
from euphrates_atlas.model.atlas import Atlas, Entry
from euphrates_atlas.model.rules import rule
from euphrates_atlas.model.shape import Leaf, is_free_text, leaves
from euphrates_atlas.text.broken_text import Broken, broken_part
from euphrates_atlas.text.coordinates import in_plain_marks
from euphrates_atlas.text.phrases import squeezed
from euphrates_atlas.text.urls import url_fault
from euphrates_atlas.text.yaml_tree import NodePath

_LINK = re.compile(r"\[[\[@]([a-z0-9-]+)(?:\|([^\[\]]+))?[^\[\]]*\]{1,2}")
"""A link or a citation, such as `[[badr-organization]]` or `[@reuters-2020-01-03 para. 4]`."""

_QUOTED = re.compile(
    r"“[^“”]*”|\"[^\"]*\"|‘[^‘’]*’|\[\[[^\[\]]*\]\]|\[@[^\[\]]*\]|\]\([^\])]*\)"
)
"""A quotation, a link, a citation, or the address of a link."""
_WORD = re.compile(r"[^\W_]+")
_COPIED = 12
"""Words in a row; fewer are often a name, an office or the only way to say it."""
_SIGNS = re.compile(r"[@+°º.٫](?:(?<=[°º])|(?<=[\w.+-]@)|(?<=\+)\d|(?<=[.٫])\d{3})")
"""What each private detail has, and no citation: to look for the details themselves takes twenty times as long.

A pattern that begins with a set of characters is found quickly."""
_DECIMALS = r"\.(?:\d{4,9}|\d\d[1-9])"
"""Of degrees; `5.000` is more often a number of thousands."""
_PRIVATE = (
    (re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.\w+"), "an e-mail address"),
    (re.compile(r"(?<![\w.+-])\+[1-9][\d ()-]{8,16}\d"), "a telephone number"),
    (
        re.compile(
            rf"(?<![\d.])\d{{1,2}}{_DECIMALS}(?:\W{{1,4}}\w?\W{{0,3}}|\w\W{{1,4}})\d{{1,3}}{_DECIMALS}"
        ),
        "an exact position",
    ),
    (re.compile(r"\d{1,3} ?° ?\d{1,2}(?:\.\d+)? ?'"), "an exact position"),
)
"""What reaches a person or points at a spot: `+964 770 123 4567`, `33.3152, 44.3661`, `33°18'45"N`. Of texts in plain marks."""


@lru_cache(maxsize=1 << 8)
def free_texts(entry: Entry) -> list[Leaf]:
    """Return the texts of an entry that are neither codes nor ids; they are remembered, since several rules look at all of them."""
    return leaves(entry.record, entry.shape, is_free_text)


def own_texts(entry: Entry) -> Iterator[tuple[NodePath, str]]:
    """Yield the texts of an entry that the atlas itself says, with their paths: prose, notes, gaps and values in words."""
    for name in entry.shape.prose:
        if text := getattr(entry.record, name):
            yield (name,), text
    if entry.record.note:
        yield ("note",), entry.record.note
    for index, gap in enumerate(entry.record.gaps):
        yield ("gaps", index), gap
    for fact in entry.facts:
        for name in fact.statement.our_words:
            text = getattr(fact.statement, name, None)
            if isinstance(text, str) and " " in text:  # a code or an id has no blank
                yield (*fact.path, name), text


def unquoted(text: str) -> str:
    """Return a text with blanks for its quotations, links and citations: `He said “x”.` as `He said    .`.

    All other letters keep their positions.
    """
    return _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)


@rule("A524", Level.ERROR, "Readers see the wrong letters, and no search finds the word.")
def broken_text(atlas: Atlas, entry: Entry) -> Faults:
    """A text has the letters of its source: no lost letters, wrong encodings, HTML codes or presentation forms; links stand in prose alone."""
    for leaf in free_texts(entry):
        text = leaf.value
        if _is_address(text):
            continue  # there such signs mean something else
        part = broken_part(text) or _link_in_plain_text(atlas, entry, leaf)
        prose = part and atlas.prose[entry.id].get(str(leaf.path[0]))
        # What Markdown makes of a text with faults says more than that it looks broken.
        if part and not (prose and prose.faults):
            help = (
                f"write `{part.right}`" if part.right else "type what the source has there"
            )
            message = f"`{text[part.start : part.end]}` is {part.what}"
            yield Fault(leaf.path, message, help, (part.start, part.end))


@rule("A527", Level.ERROR, "It can harm somebody, and no reader needs it.")
def private_detail(atlas: Atlas, entry: Entry) -> Faults:
    """No text has an e-mail address, a telephone number or an exact position."""
    for leaf in free_texts(entry):
        text = leaf.value
        if not _SIGNS.search(text) or _is_address(text):
            continue
        plain = in_plain_marks(text)
        for pattern, what in _PRIVATE:
            found = pattern.search(plain)
            if found:
                start, end = found.span()
                message = f"`{text[start:end]}` is {what}"
                help = "take it out; name the town, and the person by their public role"
                yield Fault(leaf.path, message, help, (start, end))


def _link_in_plain_text(atlas: Atlas, entry: Entry, leaf: Leaf) -> Broken | None:
    """Return the first link or citation in a text that is no prose, with the words that should stand there; None without one.

    Pages show such a text, as a note, as it is written.
    """
    found = _LINK.search(leaf.value) if "[" in leaf.value else None
    if not found or str(leaf.path[0]) in atlas.prose[entry.id]:
        return None
    id, words = found.groups()
    if not words and id in atlas.entries:
        words = atlas[id].label
    what = "a link, which readers see as it is: only `summary` and `body` have links"
    return Broken(found.start(), found.end(), what, words or id)


def _is_address(text: str) -> bool:
    """Tell whether a text is a valid address of the web."""
    return text.startswith("http") and not url_fault(text)


@rule(
    "A528",
    Level.WARNING,
    "The atlas tells it in its own words; those of a source are its author's, and stand in quotation marks.",
)
def copied_words(atlas: Atlas, entry: Entry) -> Faults:
    """Outside quotation marks, no text has twelve words in a row of a quote of its entry."""
    quoted = set[tuple[str, ...]]()
    for fact in entry.facts:
        for quote in fact.statement.quotes:
            quoted.update(_rows(quote))
    for path, text in own_texts(entry) if quoted else ():
        own = unquoted(text)
        for first, row in enumerate(_rows(own)):
            if row in quoted:
                words = [*_WORD.finditer(own)][first : first + _COPIED]
                start, end = words[0].start(), words[-1].end()
                message = f"`{squeezed(text[start:end])}` is how a source says it"
                help = "say it in your own words, or put what matters in quotation marks"
                yield Fault(path, message, help, (start, end))
                break  # of what is copied, the beginning will do


def _rows(text: str) -> Iterator[tuple[str, ...]]:
    """Return each row of twelve words, in small letters and without signs; rows overlap."""
    words = [*map(str.casefold, _WORD.findall(text))]
    # The words from the first on, from the second on, and so on, side by side.
    return zip(*(words[first:] for first in range(_COPIED)), strict=False)
