"""Sentences of prose, and which of them have no citation, for the rule that each is cited; and the plain words of prose.

Where it is doubtful whether a full stop ends a sentence, it does not: a sentence taken for two would
bring a finding that nobody can mend.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import pairwise

from euphrates_atlas.resources import yaml_table
from euphrates_atlas.text.phrases import capitalised, squeezed
from euphrates_atlas.text.prose import (
    CitationGroup,
    EntryLink,
    Inline,
    Prose,
    ProseBlock,
    TextRun,
    Token,
    leaves,
)

CITED = "\ue000"
"""Stands for a citation in flat text."""

_CLOSING = "\"'”’»)\\]"
_STOP = re.compile(rf"[.!?…؟۔]+[{_CLOSING}]*(?P<cited>(?:\s*{CITED})*)")
_WORD_BEFORE = re.compile(r"[^\s(\[\"'“‘«]*$")
_NEXT_WORD = re.compile(r"\s*(?P<marks>[\"'“‘«(\[]*)(?P<word>\S*)")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]", re.UNICODE)
_ARTICLE = re.compile(r"(?:al|el|ul|ad|adh|an|ar|as|ash|at|ath|az)[-‑–](?=\w)")

_WORDS = {
    kind: frozenset(words) for kind, words in yaml_table("text/sentences.yml").items()
}
"""The words that tell the end of a sentence from an abbreviation."""

Names = Callable[[EntryLink], str]
"""Returns the name of the entry to which a link without words leads."""


def sentences(
    prose: Prose, starters: Collection[str] = ()
) -> Iterator[tuple[int, int, bool]]:
    """Yield start and end of each sentence, and whether it is cited, or a heading, which needs no citation.

    A citation belongs to the sentence it stands in or directly follows. `starters` often begin a sentence too.
    """
    for block in prose.blocks:
        for line in block.lines:
            for start, end, is_cited in _of_line(line, starters):
                yield start, end, is_cited or block.kind == "heading"


def _of_line(
    line: Iterable[Inline], starters: Collection[str]
) -> Iterator[tuple[int, int, bool]]:
    """Yield the sentences of a paragraph, an item or a heading."""
    text = ""
    begins = []  # where in `text` the words of each token begin
    tokens = [*leaves(line)]
    for token in tokens:
        begins.append(len(text))
        # a name that pages show of a link without words may begin a sentence
        text += _words(token, lambda link: capitalised(link.id))

    def place(index: int) -> tuple[int, int]:
        number = bisect_right(begins, index) - 1
        token = tokens[number]
        if isinstance(token, TextRun):
            return token.place(index - begins[number])
        return token.start, token.end

    start = 0
    for end in (*_ends(text, _WORDS["starters"].union(starters)), len(text)):
        part = text[start:end]
        if any(character.isalnum() for character in part):
            first, _ = place(end - len(part.lstrip()))
            _, last = place(start + len(part.rstrip()) - 1)
            yield first, last, CITED in part
        start = end


def uncited_sentences(
    prose: Prose, starters: Collection[str] = ()
) -> list[tuple[int, int]]:
    """Return the places of the sentences that have no citation."""
    return [
        (start, end) for start, end, is_cited in sentences(prose, starters) if not is_cited
    ]


def uncited_blocks(prose: Prose) -> list[tuple[int, int]]:
    """Return the places of the paragraphs, lists and quotations that have no citation.

    A paragraph that ends with a colon and the list or quotation below it are one: a citation in either serves both.
    """
    needs_none = [block.kind == "heading" or _is_cited(block) for block in prose.blocks]
    for at, (block, below) in enumerate(pairwise(prose.blocks)):
        if _leads_in(block, below):
            serves_both = needs_none[at] or needs_none[at + 1]
            needs_none[at] = needs_none[at + 1] = serves_both
    return [
        (block.start, block.end)
        for block, needs_no_citation in zip(prose.blocks, needs_none, strict=True)
        if not needs_no_citation
    ]


def word_count(prose: Prose) -> int:
    """Count the words of a prose, headings included, citations not."""
    return len(plain_text(prose).split())


def plain_text(prose: Prose, names: Names | None = None) -> str:
    """Return the words alone, a line for each paragraph, heading and item.

    Citations go, with the space before them; a link is its words, or the name that `names` gives the entry, or its id.
    """
    lines = (_plain(line, names) for block in prose.blocks for line in block.lines)
    return "\n".join(filter(None, lines))


def _plain(children: tuple[Inline, ...], names: Names | None = None) -> str:
    """Return a paragraph or an item as plain words, without citations and the blanks before them."""
    marked = "".join(_words(leaf, names) for leaf in leaves(children))
    *before, last = marked.split(CITED)
    parts = [part.rstrip() for part in before]
    words = "".join(parts) + last
    return squeezed(words)


def _words(leaf: Token, names: Names | None = None) -> str:
    """Return the words of an inline that holds no others: text, a link, or `CITED` for a citation."""
    if isinstance(leaf, CitationGroup):
        return CITED
    if isinstance(leaf, TextRun):
        return leaf.text.replace(CITED, "\ufffd")
    if leaf.words:
        return leaf.words
    return names(leaf) if names else leaf.id


def _is_cited(block: ProseBlock) -> bool:
    return any(
        isinstance(leaf, CitationGroup) for line in block.lines for leaf in leaves(line)
    )


def _leads_in(block: ProseBlock, below: ProseBlock) -> bool:
    """Tell whether a paragraph ends with a colon before a list or quotation."""
    is_pair = block.kind == "paragraph" and below.kind in ("list", "quotation")
    return is_pair and _plain(block.lines[0]).endswith(":")


def _ends(text: str, starters: frozenset[str]) -> Iterator[int]:
    """Yield where sentences end, citations directly behind the full stop included."""
    for match in _STOP.finditer(text):
        end = match.end()
        if end == len(text):
            return
        if not text[end].isspace() and not match["cited"]:
            continue  # as in `al-Hashd.net` or `3.5`
        if _is_end(text, match, starters):
            yield end


def _is_end(text: str, match: re.Match[str], starters: frozenset[str]) -> bool:
    """Tell whether marks such as `.` or `?!` end a sentence, by the words on both sides; in doubt they do not."""
    following = _NEXT_WORD.match(text, match.end())
    assert following
    next_word = following["word"]
    if not next_word or next_word[0] in ",;:)–—":
        return False
    is_quotation = not {*following["marks"]}.isdisjoint("\"'“‘«")
    if next_word[0].islower() and not is_quotation and not _ARTICLE.match(next_word):
        return False  # no sentence begins with a small letter, but "al-Sadr" may stand first, or the words of somebody
    is_single_stop = match[0].startswith(".") and not match[0].startswith("..")
    if match["cited"] or not is_single_stop:
        return True
    nearby = text[max(0, match.start() - 40) : match.start()]
    before = _WORD_BEFORE.search(nearby)
    return _may_end(before[0] if before else "", next_word, starters)


def _may_end(word: str, next_word: str, starters: frozenset[str]) -> bool:
    """Tell whether a single full stop behind a word ends a sentence, rather than an abbreviation: `Gen. Soleimani`."""
    if word in _WORDS["never_last"]:
        return False
    if word in _WORDS["before_number"]:
        return not next_word[0].isdigit()
    if word in _WORDS["maybe_last"] or _INITIALS.fullmatch(word):
        return next_word.strip(".,;:" + CITED) in starters
    is_initial = len(word) == 1 and word.isalpha() and word.isupper()
    return not is_initial
