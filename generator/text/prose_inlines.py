"""The inside of a paragraph or heading: text, emphasis, links and the tokens covered up before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from generator.text.addresses import NO_SCHEME, address_problem
from generator.text.prose_nodes import (
    Citation,
    Emphasis,
    EntryLink,
    ExternalLink,
    Inline,
    ProblemKind,
    Text,
)

DEEPEST_EMPHASIS = 3

Report = Callable[[int, int, ProblemKind, str, str | None], None]

_FOOTNOTE = ("footnote", "a footnote is not taken", "cite in the text: [@source-id p. 3]")
_LINK_REMEDY = "write [words](https://…), the address without spaces, both brackets closed"
_LINK_TYPES = {
    "Autolink": "an address in angle brackets is not taken",
    "Email": "a mail address is not linked",
}


@dataclass(slots=True)
class _Frame:
    """An open emphasis or link, or the paragraph they stand in."""

    strong: bool = False
    url: str | None = None
    """None but for a link."""
    start: int = 0
    end: int = 0
    children: list[Inline] = field(default_factory=list)


class Inlines:
    """Collects the inlines of one block after another."""

    def __init__(self, clean: str, tokens: list[Citation | EntryLink | Text], report: Report) -> None:
        """Start with the uncovered text, its tokens in order, and where problems go."""
        self.in_heading = False
        self.lost: list[Citation | EntryLink | Text] = []
        """Tokens that stood where Markdown takes no text."""
        self._clean = clean
        self._waiting = tokens[::-1]
        self._report = report
        self._frames = [_Frame()]
        self._opened: list[_Frame | None] = []
        """As `_frames`, with None for what was opened and not taken."""
        self._pieces: list[str] = []
        self._piece_start = self._piece_end = 0

    def end_block(self) -> tuple[Inline, ...]:
        """Give what was collected since the last call."""
        self._settle()
        children = tuple(self._frames[0].children)
        self._frames[0].children.clear()
        return children

    def end_text(self) -> None:
        """Count the tokens that were never reached among the lost."""
        self.lost += reversed(self._waiting)
        self._waiting.clear()

    def text(self, value: str, start: int, end: int) -> None:
        """Add text, with the tokens that were covered in it."""
        waiting = self._waiting
        if not waiting or waiting[-1].start >= end:
            self.plain(value, start, end)
            return
        at = start
        while waiting and waiting[-1].start < end:
            token = waiting.pop()
            if token.start < at or token.end > end:
                self.lost.append(token)
                continue
            self.plain(self._clean[at : token.start], at, token.start)
            self._token(token)
            at = token.end
        self.plain(self._clean[at:end] if at > start else value, at, end)

    def plain(self, value: str, start: int, end: int) -> None:
        """Add text that holds no token."""
        if not value:
            return
        if self._pieces:
            if start == self._piece_end:
                self._check_remains(value, start)
            if start != self._piece_end or len(value) != end - start:
                self._settle()
        if not self._pieces:
            self._piece_start = start
        self._pieces.append(value)
        self._piece_end = end
        if len(value) != end - start:
            self._settle()

    def open_emphasis(self, start: int, end: int, *, strong: bool) -> None:
        """Begin emphasis; what is too deep is reported once and read through."""
        self._settle()
        if len(self._frames) <= DEEPEST_EMPHASIS:
            self._push(_Frame(strong=strong, start=start, end=end))
            return
        if len(self._opened) == DEEPEST_EMPHASIS:
            message = "emphasis stands within emphasis within emphasis"
            self._report(start, end, "emphasis", message, "use *one* or **the other**")
        self._opened.append(None)

    def open_link(self, link_type: str, url: str, title: str, start: int, end: int) -> None:
        """Begin a link; one that is not taken leaves its words."""
        self._settle()
        problem = self._link_problem(link_type, url, title)
        if problem:
            self._report(start, end, "bad-link", *problem)
            self._opened.append(None)
        else:
            self._push(_Frame(url=url, start=start, end=end))

    def close(self) -> None:
        """End the innermost emphasis or link."""
        self._settle()
        frame = self._opened.pop()
        if frame is None:
            return
        self._frames.pop()
        children = tuple(frame.children)
        if frame.url is not None and not has_words(children):
            self._report(frame.start, frame.end, "bad-link", "the link has no words", "write [words](https://…)")
        elif frame.url is not None:
            self._frames[-1].children.append(ExternalLink(frame.url, children, frame.start, frame.end))
        elif children:
            self._frames[-1].children.append(Emphasis(children, strong=frame.strong))

    def _push(self, frame: _Frame) -> None:
        self._frames.append(frame)
        self._opened.append(frame)

    def _settle(self) -> None:
        """Make one text of the pieces that stand side by side."""
        if self._pieces:
            text = Text("".join(self._pieces), self._piece_start, self._piece_end)
            self._frames[-1].children.append(text)
            self._pieces.clear()

    def _check_remains(self, value: str, start: int) -> None:
        """Report what Markdown leaves as text although it was meant as more."""
        before = self._pieces[-1]
        if value[0] == "(" and before[-1] == "]":
            self._report(start - 1, start + 1, "bad-link", "this is not a link as it stands", _LINK_REMEDY)
        elif value[0] == "^" and before == "[":
            self._report(start - 1, start + 1, *_FOOTNOTE)  # type: ignore[arg-type]

    def _token(self, token: Citation | EntryLink | Text) -> None:
        if isinstance(token, Text):
            self.plain(token.text, token.start, token.end)
            return
        in_link = any(frame.url is not None for frame in self._frames)
        if not (in_link or self.in_heading):
            self._settle()
            self._frames[-1].children.append(token)
            return
        where = "in a heading" if self.in_heading else "in the words of a link"
        remedy = "put it in the text"
        if isinstance(token, Citation):
            self._report(token.start, token.end, "bad-citation", f"a citation stands {where}", remedy)
        else:
            self._report(token.start, token.end, "bad-entry-link", f"a link stands {where}", remedy)
            self.plain(token.words or token.id, token.start, token.end)

    def _link_problem(self, link_type: str, url: str, title: str) -> tuple[str, str | None] | None:
        if link_type != "Inline":
            message = _LINK_TYPES.get(link_type, "a link by reference is not taken")
            return message, "write [words](https://…)"
        if self.in_heading:
            return "a link stands in a heading", "put it in the text"
        if title:
            return "the link has a title behind its address", "leave the title out"
        wrong = address_problem(url)
        return (NO_SCHEME, "entries are linked as [[entry-id|words]]") if wrong and wrong[0] == NO_SCHEME else wrong


def has_words(children: tuple[Inline, ...]) -> bool:
    """Whether a reader would see anything of these inlines."""
    return any(
        bool(child.text.strip())
        if isinstance(child, Text)
        else has_words(child.children)
        if isinstance(child, Emphasis | ExternalLink)
        else True
        for child in children
    )
