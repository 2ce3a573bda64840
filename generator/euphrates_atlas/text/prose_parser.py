"""Parse the prose of contributors: Markdown becomes a tree of elements, the tree becomes blocks and faults.

Prose has paragraphs, `##` and `###`, one-level lists, quotations, emphasis, links, citations `[@source p. 3]` and
links to entries `[[id|words]]`. Everything else is a `Fault` with its place. Parsing never raises, and takes time
linear in the length of the text. The Markdown of a contributor goes no further: `prose_html` writes it anew.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import Literal

from euphrates_atlas.findings import Fault
from euphrates_atlas.text.prose import (
    CitationGroup,
    Emphasis,
    ExternalLink,
    Inline,
    Prose,
    ProseBlock,
    TextRun,
    Token,
    leaves,
)
from euphrates_atlas.text.prose_tree import REFUSALS, Element, markdown_elements, mask
from euphrates_atlas.text.urls import NO_SCHEME, url_fault

LONGEST = 400_000
"""Code points; a longer text is not read."""
DEEPEST_EMPHASIS = 3

_BAD_CHARACTER = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_KINDS: dict[str, Literal["list", "quotation"]] = {
    "List": "list",
    "BlockQuote": "quotation",
}
_READ_AS_TEXT = ("HardBreak", "Rule", "Code", "FootnoteReference")
"""Refused, but their characters stay in the paragraph."""
_IN_HEADING = "in a heading"
_IN_LINK = "in the words of a link"


def parse(text: str, *, inline_only: bool = False) -> Prose:
    """Read prose; `inline_only` allows a single paragraph, as in a summary.

    `store/linking.py` calls it for each field of prose.
    """
    if len(text) > LONGEST:
        message = f"the text has {len(text):,} characters; {LONGEST:,} are the most"
        return Prose((), (Fault((), message, part=(0, len(text))),), text)
    clean = _BAD_CHARACTER.sub("\ufffd", text)
    masked, tokens, faults = mask(clean)
    for match in _BAD_CHARACTER.finditer(text):
        message = f"the character U+{ord(match[0]):04X} is not text"
        faults.append(Fault((), message, "take it out", match.span()))
    parser = _Parser(clean, tokens, faults, inline_only=inline_only)
    blocks = parser.blocks(markdown_elements(masked))
    faults.sort(key=attrgetter("part"))
    return Prose(blocks, tuple(faults), text)


class _Parser:
    """Makes blocks of Markdown's elements, and a fault of each element that prose may not hold."""

    def __init__(
        self,
        text: str,
        tokens: list[Token],
        faults: list[Fault],
        *,
        inline_only: bool,
    ) -> None:
        """Start with the text before its tokens were masked; `faults` is added to."""
        self._text = text
        self._tokens = tokens[::-1]
        self._lost: list[Token] = []
        """Tokens where Markdown reads no text, as in an image."""
        self._faults = faults
        self._inline_only = inline_only
        self._has_section = False

    def blocks(self, elements: list[Element]) -> tuple[ProseBlock, ...]:
        """Return the blocks of the whole text."""
        read = (self._block(element) for element in elements)
        blocks = self._joined(block for block in read if block)
        if self._inline_only and len(blocks) > 1 and blocks[1].kind == "paragraph":
            self._refuse("second paragraph", blocks[1])
        self._report_lost_tokens()
        return tuple(blocks)

    def _joined(self, blocks: Iterable[ProseBlock]) -> list[ProseBlock]:
        """Join lists, and quotations, that follow one another: they cannot be written out apart."""
        joined: list[ProseBlock] = []
        for kind, run in groupby(blocks, key=attrgetter("kind")):
            first, *others = run
            if kind not in _KINDS.values() or not others:
                joined += (first, *others)
                continue
            lines = list(first.lines)
            for block in others:
                self._refuse(f"two {kind}s", block)
                lines += block.lines
            joined.append(first._replace(lines=tuple(lines), end=others[-1].end))
        return joined

    def _block(self, element: Element) -> ProseBlock | None:
        """Return an element as a block, or None where nothing of it can be shown."""
        match element.name:
            case "Heading" if not self._inline_only:
                return self._heading(element)
            case "Paragraph" | "Heading":
                if element.name == "Heading":
                    self._refuse("heading in summary", element)
                lines = self._line(element.children)
                return (
                    ProseBlock("paragraph", lines, *self._place(element)) if lines else None
                )
            case "List" | "BlockQuote":
                return self._container(element)
        self._refuse_element(element)
        return None

    def _heading(self, element: Element) -> ProseBlock | None:
        """Return a heading as a block; None, and a fault, for one without words."""
        level = self._level(element)
        line = self._inlines(element.children, _IN_HEADING)
        if _has_words(line):
            return ProseBlock("heading", (line,), *self._place(element), level=level)
        self._refuse("empty heading", element)
        return None

    def _container(self, element: Element) -> ProseBlock | None:
        """Return a list or quotation as a block."""
        kind = _KINDS[element.name]
        first = element.value  # the number of a numbered list
        if self._inline_only:
            refusal = "block in summary" if first is None else "numbered list in summary"
            self._refuse(refusal, element, kind, first)
        elif first not in (None, 1):
            self._refuse("list numbers", element, kind, first)
        lines = self._lines(element, kind)
        if not lines:
            return None
        return ProseBlock(kind, lines, *self._place(element), is_numbered=first is not None)

    def _line(self, elements: list[Element]) -> tuple[tuple[Inline, ...], ...]:
        """Return some elements as one paragraph; none where a reader would see nothing of them."""
        children = self._inlines(elements)
        return (children,) if _has_words(children) else ()

    def _level(self, heading: Element) -> int:
        """Return the level of a heading, 2 or 3, with a fault where it is written otherwise or stands below no section."""
        level = int(heading.value["level"][1:])
        if not self._text[heading.start : heading.end].lstrip().startswith("#"):
            self._refuse("underlined heading", heading)
        elif level not in (2, 3):
            self._refuse("heading level", heading, level)
        elif level == 3 and not self._has_section:
            self._refuse("heading without section", heading)
        self._has_section = True
        return 2 if level <= 2 else 3

    def _lines(
        self, container: Element, kind: str, depth: int = 1
    ) -> tuple[tuple[Inline, ...], ...]:
        """Return the paragraphs of a list, its item or a quotation, and of those nested in it."""
        lines: list[tuple[Inline, ...]] = []
        loose = []  # inlines of an item that has no paragraph around them
        for element in container.children:
            if element.name not in (*_KINDS, "Item", "Paragraph", "Heading"):
                loose.append(element)
                continue
            lines += self._line(loose)
            loose.clear()
            is_first = not lines or container.name != "Item"
            lines += self._nested(element, kind, depth, is_first=is_first)
        return (*lines, *self._line(loose))

    def _nested(
        self, element: Element, kind: str, depth: int, *, is_first: bool
    ) -> tuple[tuple[Inline, ...], ...]:
        """Return the paragraphs of one element of a list or quotation, with a fault where it cannot stand there."""
        if element.name in _KINDS:
            if depth == 1:
                inner = _KINDS[element.name]
                refusal = "nested list" if inner == kind == "list" else "nested block"
                self._refuse(refusal, element, inner, kind)
            return self._lines(element, kind, depth + 1)
        if element.name == "Item":
            item = self._lines(element, kind, depth)
            if depth == 1 and not item:
                self._refuse(
                    "empty item", TextRun("", max(element.end - 1, 0), element.end)
                )
            return item
        if element.name == "Heading":
            self._refuse("heading in block", element, kind)
        elif depth == 1 and not is_first:
            self._refuse("second paragraph of item", element)
        return self._line(element.children)

    def _inlines(
        self, elements: list[Element], where: str = "", taken: int = 0, opened: int = 0
    ) -> tuple[Inline, ...]:
        """Return the inlines of some elements; of a refused link or emphasis the words remain.

        `where` names the place of the elements if citations and links are refused there. `taken` counts the emphasis
        and links around the elements, `opened` also the refused ones, so that deep emphasis is reported once.
        """
        inlines: list[Inline] = []
        waiting = [(element, opened) for element in reversed(elements)]
        while waiting:
            element, opened = waiting.pop()
            match element.name:
                case "Text":
                    inlines += self._text_and_tokens(element, where)
                case "SoftBreak":
                    inlines.append(TextRun(" ", element.start, element.end))
                case "Emphasis" | "Strong" if taken < DEEPEST_EMPHASIS:
                    children = self._inlines(element.children, where, taken + 1, opened + 1)
                    if children:
                        inlines.append(Emphasis(children, strong=element.name == "Strong"))
                case "Link" if not self._refuses_link(element, where):
                    inlines += self._link(element, taken, opened)
                case "Emphasis" | "Strong" | "Link":
                    if element.name != "Link" and opened == DEEPEST_EMPHASIS:
                        self._refuse("deep emphasis", element)
                    waiting += [(child, opened + 1) for child in reversed(element.children)]
                case _:
                    self._refuse_element(element)
                    if element.name in _READ_AS_TEXT:
                        inlines.append(
                            TextRun(element.value or " ", element.start, element.end)
                        )
        return tuple(self._joined_texts(inlines))

    def _link(self, element: Element, taken: int, opened: int) -> list[Inline]:
        """Return a link to another site; nothing, and a fault, for one without words."""
        words = self._inlines(element.children, _IN_LINK, taken + 1, opened + 1)
        if not _has_words(words):
            self._refuse("empty link", element)
            return []
        return [ExternalLink(element.value["dest_url"], words, element.start, element.end)]

    def _text_and_tokens(self, element: Element, where: str) -> Iterator[Inline]:
        """Yield a text in pieces: what is as typed, and the tokens that were masked in it."""
        at = element.start
        end = element.end
        while self._tokens and self._tokens[-1].start < end:
            token = self._tokens.pop()
            if token.start < at or token.end > end:
                self._lost.append(token)
                continue
            if at < token.start:
                yield TextRun(self._text[at : token.start], at, token.start)
            if isinstance(token, TextRun) or not where:
                yield token
            elif isinstance(token, CitationGroup):
                self._refuse("misplaced citation", token, where)
            else:
                self._refuse("misplaced link", token, where)
                yield TextRun(token.words or token.id, token.start, token.end)
            at = token.end
        if at < end:
            yield TextRun(
                self._text[at:end] if at > element.start else element.value, at, end
            )

    def _joined_texts(self, inlines: list[Inline]) -> Iterator[Inline]:
        """Make one text of those that stand side by side as typed: pyromark cuts a text where a mark could stand."""
        run: list[TextRun] = []
        for inline in inlines:
            if isinstance(inline, TextRun) and run and run[-1].end == inline.start:
                self._report_remains(run[-1], inline)
                if inline.is_as_typed:
                    run.append(inline)
                    continue
            yield from _one_text(run)
            run = [inline] if isinstance(inline, TextRun) and inline.is_as_typed else []
            if not run:
                yield inline
        yield from _one_text(run)

    def _report_remains(self, before: TextRun, text: TextRun) -> None:
        """Report what Markdown leaves as text although it was meant as a link or footnote."""
        refusal = ""
        if before.text.endswith("]") and text.text.startswith("("):
            refusal = "broken link"
        elif before.text == "[" and text.text.startswith("^"):
            refusal = "FootnoteReference"
        if refusal:
            self._refuse(refusal, TextRun("", text.start - 1, text.start + 1))

    def _refuses_link(self, element: Element, where: str) -> bool:
        """Report a link that prose may not hold, and tell whether it is one."""
        link_type = element.value["link_type"]
        if link_type != "Inline":
            self._refuse(
                link_type if link_type in REFUSALS else "link by reference", element
            )
        elif where == _IN_HEADING:
            self._refuse("link in heading", element)
        elif element.value["title"]:
            self._refuse("link title", element)
        elif fault := url_fault(element.value["dest_url"]):
            message, help = fault
            help = (
                "entries are linked as [[entry-id|words]]" if message == NO_SCHEME else help
            )
            self._report(element, message, help)
        else:
            return False
        return True

    def _report_lost_tokens(self) -> None:
        """Report the tokens where no text was read, unless something around them is reported already."""
        reported = sorted(map(attrgetter("part"), self._faults), reverse=True)
        reach = 0  # how far the faults go that begin before a token
        for token in (*self._lost, *reversed(self._tokens)):
            while reported and reported[-1][0] <= token.start:
                _, end = reported.pop()
                reach = max(reach, end)
            if reach < token.end:
                self._refuse("lost token", token)

    def _place(self, element: Element) -> tuple[int, int]:
        """Return start and end of an element without the line break behind it."""
        return element.start, self._trimmed(element.start, element.end)

    def _refuse_element(self, element: Element) -> None:
        """Report an element that prose never holds, such as a table, with its first words."""
        if element.name == "Definition":
            words = element.value[:40]
        else:
            typed = self._text[element.start : element.end]
            words = " ".join(typed.split())[:60]
        self._refuse(element.name, element, words)

    def _refuse(
        self, refusal: str, place: Element | ProseBlock | Token, *words: object
    ) -> None:
        """Report a place with the message and help that `refusals.yml` has for it, filled with `words`."""
        message, help = REFUSALS[refusal]
        self._report(place, message.format(*words), help.format(*words) or None)

    def _report(
        self, place: Element | ProseBlock | Token, message: str, help: str | None
    ) -> None:
        end = self._trimmed(place.start, place.end)
        self._faults.append(Fault((), message, help, (place.start, end)))

    def _trimmed(self, start: int, end: int) -> int:
        """Return the end of a range without the line break that Markdown counts to a block."""
        text = self._text[start:end].rstrip()
        shortest = min(1, end - start)
        return start + max(len(text), shortest)


def _one_text(run: list[TextRun]) -> list[TextRun]:
    if not run:
        return []
    text = "".join(part.text for part in run)
    return [TextRun(text, run[0].start, run[-1].end)]


def _has_words(children: tuple[Inline, ...]) -> bool:
    """Whether a reader would see anything of these inlines."""
    return any(
        not isinstance(leaf, TextRun) or leaf.text.strip() for leaf in leaves(children)
    )
