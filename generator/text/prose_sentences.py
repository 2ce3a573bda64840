"""Sentences of prose, and which of them have no citation.

Where it is doubtful whether a full stop ends a sentence, it does not: a sentence taken for two would
bring a finding that nobody can mend.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator

from generator.resources import yaml_table
from generator.text.phrases import capitalised
from generator.text.prose import CitationGroup, EntryLink, Inline, Prose, ProseBlock, TextRun, Token, leaves

CITED = "\ue000"
"""Stands for a citation in flat text."""

_CLOSING = "\"'”’»)\\]"
_STOP = re.compile(rf"[.!?…؟۔]+[{_CLOSING}]*(?P<cited>(?:\s*{CITED})*)")
_WORD_BEFORE = re.compile(r"[^\s(\[\"'“‘«]*$")
_NEXT_WORD = re.compile(r"\s*(?P<marks>[\"'“‘«(\[]*)(?P<word>\S*)")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]", re.UNICODE)
_ARTICLE = re.compile(r"(?:al|el|ul|ad|adh|an|ar|as|ash|at|ath|az)[-‑–](?=\w)")

_WORDS = {kind: frozenset(words) for kind, words in yaml_table("text/sentences.yml").items()}
"""The words that tell the end of a sentence from an abbreviation."""

Names = Callable[[EntryLink], str]


def sentences(line: Iterable[Inline], starters: Collection[str] = ()) -> Iterator[tuple[int, int, bool]]:
    """Yield start and end of each sentence of a paragraph or an item, and whether it is cited.

    A citation belongs to the sentence it stands in or directly follows. `starters` often begin a sentence too.
    """
    flat: list[str] = []
    places: list[tuple[int, int]] = []
    for leaf in leaves(line):
        words = _words(leaf, _shown_name)
        flat.append(words)
        places += (leaf.place(i) if isinstance(leaf, TextRun) else (leaf.start, leaf.end) for i in range(len(words)))
    text, start = "".join(flat), 0
    for end in (*_ends(text, _WORDS["starters"].union(starters)), len(text)):
        part = text[start:end]
        if any(character.isalnum() for character in part):
            first, last = places[end - len(part.lstrip())], places[start + len(part.rstrip()) - 1]
            yield first[0], last[1], CITED in part
        start = end


def _shown_name(link: EntryLink) -> str:
    """Return what stands for the name that pages show of a link without words: like the name, it may begin a sentence."""
    return capitalised(link.id)


def uncited_sentences(prose: Prose, starters: Collection[str] = ()) -> list[tuple[int, int]]:
    """Return the places of the sentences, outside headings, that have no citation."""
    lines = (line for block in prose.blocks if block.kind != "heading" for line in block.lines)
    return [(start, end) for line in lines for start, end, is_cited in sentences(line, starters) if not is_cited]


def uncited_blocks(prose: Prose) -> list[tuple[int, int]]:
    """Return the places of the paragraphs, lists and quotations that have no citation.

    A paragraph that ends with a colon and the list or quotation below it are one: a citation in either serves both.
    """
    places: list[tuple[int, int]] = []
    blocks = prose.blocks
    for before, block, after in zip((None, *blocks), blocks, (*blocks[1:], None), strict=False):
        if block.kind != "heading" and not _is_cited(block):
            partner = after if _leads_in(block, after) else before if _leads_in(before, block) else None
            if partner is None or not _is_cited(partner):
                places.append((block.start, block.end))
    return places


def word_count(prose: Prose) -> int:
    """Count the words of a prose, headings included, citations not."""
    return len(plain_text(prose).split())


def plain_text(prose: Prose, names: Names | None = None) -> str:
    """Return the words alone, a line for each paragraph, heading and item.

    Citations go, with the space before them; a link is its words, or the name that `names` gives the entry, or its id.
    """
    return "\n".join(line for line in (_plain(line, names) for block in prose.blocks for line in block.lines) if line)


def _plain(children: tuple[Inline, ...], names: Names | None = None) -> str:
    *before, last = "".join(_words(leaf, names) for leaf in leaves(children)).split(CITED)
    return " ".join("".join([*(part.rstrip() for part in before), last]).split())


def _words(leaf: Token, names: Names | None = None) -> str:
    if isinstance(leaf, CitationGroup):
        return CITED
    if isinstance(leaf, EntryLink):
        return leaf.words or (names(leaf) if names else leaf.id)
    return leaf.text.replace(CITED, "\ufffd")


def _is_cited(block: ProseBlock) -> bool:
    return any(isinstance(leaf, CitationGroup) for line in block.lines for leaf in leaves(line))


def _leads_in(block: ProseBlock | None, after: ProseBlock | None) -> bool:
    if block is None or block.kind != "paragraph" or after is None or after.kind not in ("list", "quotation"):
        return False
    return _plain(block.lines[0]).endswith(":")


def _ends(text: str, starters: frozenset[str]) -> Iterator[int]:
    """Yield where sentences end, citations directly behind the full stop included."""
    for match in _STOP.finditer(text):
        end = match.end()
        if end == len(text):
            return
        if (text[end].isspace() or match["cited"]) and _is_end(text, match, starters):
            yield end


def _is_end(text: str, match: re.Match[str], starters: frozenset[str]) -> bool:
    following = _NEXT_WORD.match(text, match.end())
    next_word = following["word"] if following else ""
    if not next_word or next_word[0] in ",;:)–—":
        return False
    is_quotation = following is not None and not {*following["marks"]}.isdisjoint("\"'“‘«")
    if next_word[0].islower() and not is_quotation and not _ARTICLE.match(next_word):
        return False  # no sentence begins with a small letter, but "al-Sadr" may stand first, or the words of somebody
    if match["cited"] or not match[0].startswith(".") or match[0].startswith(".."):
        return True
    before = _WORD_BEFORE.search(text[max(0, match.start() - 40) : match.start()])
    word = before[0] if before else ""
    if word in _WORDS["never_last"]:
        return False
    if word in _WORDS["before_number"]:
        return not next_word[0].isdigit()
    if word in _WORDS["maybe_last"] or _INITIALS.fullmatch(word):
        return next_word.strip(".,;:" + CITED) in starters
    return not (len(word) == 1 and word.isalpha() and word.isupper())
