"""From Markdown events to blocks: keeps what prose takes, reports the rest."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Literal

from generator.text.prose_inlines import Inlines, has_words
from generator.text.prose_nodes import (
    Citation,
    Emphasis,
    Heading,
    Inline,
    ListBlock,
    Paragraph,
    Problem,
    ProblemKind,
    Prose,
    Quotation,
)
from generator.text.prose_tokens import Covered

_REFUSED: dict[str, tuple[ProblemKind, str, str]] = {
    "HtmlBlock": ("raw-html", "HTML is not taken", "write it without tags; `<` alone is fine"),
    "CodeBlock": ("code-block", "a code block is not taken", "take the spaces or the fence before the text away"),
    "Table": ("table", "a table is not taken", "write a list, or statements"),
    "FootnoteDefinition": ("footnote", "a footnote is not taken", "cite in the text: [@source-id p. 3]"),
    "Image": ("image", "an image is not taken", "describe it, and cite its source"),
}
_LEAVES: dict[str, tuple[ProblemKind, str, str]] = {
    "HardBreak": ("hard-break", "a line break is not taken", "begin a new paragraph, or a list"),
    "Rule": ("rule", "a rule across the page is not taken", "write a heading: ## Words"),
    "Code": ("code", "code is not taken", "leave the backticks out, or use quotation marks"),
    "FootnoteReference": _REFUSED["FootnoteDefinition"],
}
_ONE_PARAGRAPH = "this text is a single paragraph"


@dataclass(slots=True)
class _Container:
    """A list or quotation that may still grow."""

    kind: Literal["list", "quotation"]
    ordered: bool
    parts: list[Paragraph]
    start: int
    end: int

    def closed(self) -> ListBlock | Quotation:
        parts = tuple(self.parts)
        if self.kind == "list":
            return ListBlock(self.ordered, parts, self.start, self.end)
        return Quotation(parts, self.start, self.end)


class Builder:
    """Takes pyromark's events of a covered text, in order, and gives the prose."""

    def __init__(self, clean: str, covered: Covered, *, inline_only: bool) -> None:
        """Start with a text whose characters are all allowed, and its covered form."""
        self._clean = clean
        self._problems = covered.problems
        self._inline_only = inline_only
        self._places = _Places(covered.text)
        self._inlines = Inlines(clean, covered.tokens, self._add)
        self._blocks: list[Paragraph | Heading | _Container] = []
        self._skipped = 0
        """How many elements are open within one that is not taken, itself included."""
        self._depth = 0
        """How many lists and quotations are open."""
        self._outer: Literal["list", "quotation"] | None = None
        """The outermost of them."""
        self._outer_start = 0
        self._ordered = False
        self._parts: list[Paragraph] = []
        self._parts_before_item = 0
        self._heading: Literal[2, 3] | None = None
        self._has_section = False
        self._block_place: tuple[int, int] | None = None

    def finish(self, text: str) -> Prose:
        """Give the prose, once every event is taken."""
        if self._inline_only and len(self._blocks) > 1:
            second = self._blocks[1]
            if isinstance(second, Paragraph):
                self._add(second.start, second.end, "block", f"{_ONE_PARAGRAPH}; a second one begins here", None)
        self._sort()
        self._report_lost_tokens()
        self._sort()
        blocks = (block.closed() if isinstance(block, _Container) else block for block in self._blocks)
        return Prose(tuple(blocks), tuple(self._problems), text)

    def report(self, start: int, end: int, kind: ProblemKind, message: str, remedy: str | None = None) -> None:
        """Add a problem at a range of bytes."""
        self._add(self._places[start], self._places[end], kind, message, remedy)

    def take(self, event: Any, start: int, end: int) -> None:
        """Take the next event and its range in bytes."""
        start, end = self._places[start], self._places[end]
        name, value = _named(event)
        if name == "Start":
            self._open(value, start, end)
        elif name == "End":
            self._close(value, end)
        elif not self._skipped:
            self._leaf(name, value, start, end)

    def _open(self, tag: Any, start: int, end: int) -> None:
        name, value = _named(tag)
        if self._skipped or name in _REFUSED:
            if not self._skipped:
                self._add(start, end, *_REFUSED[name])
            self._skipped += 1
        elif name in ("Emphasis", "Strong"):
            self._inlines.open_emphasis(start, end, strong=name == "Strong")
        elif name == "Link":
            self._inlines.open_link(value["link_type"], value["dest_url"], value["title"], start, end)
        elif name in ("List", "BlockQuote"):
            self._open_container(name, value, start, end)
        elif name == "Item":
            self._flush()
            self._parts_before_item = len(self._parts)
        elif name == "Heading":
            self._open_heading(int(value["level"][1:]), start, end)
        elif name == "Paragraph":
            self._open_paragraph(start, end)

    def _close(self, tag: Any, end: int) -> None:
        name, _ = _named(tag)
        if self._skipped:
            self._skipped -= 1
        elif name in ("Emphasis", "Strong", "Link"):
            self._inlines.close()
        elif name in ("List", "BlockQuote"):
            self._close_container(end)
        else:
            self._flush()
            if name == "Item" and len(self._parts) == self._parts_before_item and self._depth == 1:
                self._add(max(end - 1, 0), end, "list", "an item of the list is empty", None)

    def _leaf(self, name: str, value: Any, start: int, end: int) -> None:
        if name == "Text":
            self._inlines.text(value, start, end)
        elif name == "SoftBreak":
            self._inlines.plain(" ", start, end)
        elif name in _LEAVES:
            self._inlines.plain(value or " ", start, end)
            self._add(start, end, *_LEAVES[name])
        else:
            tag = " ".join(self._clean[start:end].split())
            kind, message, remedy = _REFUSED["HtmlBlock"]
            self._add(start, end, kind, f"{message}: `{tag[:60]}`", remedy)

    def _open_container(self, name: str, first: int | None, start: int, end: int) -> None:
        self._flush()
        self._depth += 1
        if self._depth > 1:
            self._report_nested(name, start, end)
            return
        self._outer = "list" if name == "List" else "quotation"
        self._outer_start = start
        self._ordered = name == "List" and first is not None
        self._parts = []
        remedy = f"where no list is meant, write {first}\\." if first is not None else None
        if self._inline_only:
            self._add(start, end, "block", f"{_ONE_PARAGRAPH}; a {self._outer} is not taken", remedy)
        elif self._ordered and first != 1:
            self._add(start, end, "list", f"a list of numbers counts from 1, this one from {first}", remedy)

    def _report_nested(self, name: str, start: int, end: int) -> None:
        if self._depth > 2:
            return
        if name == "List" and self._outer == "list":
            remedy = "make it one list, or put words between"
            self._add(start, end, "nested-list", "a list stands in a list", remedy)
        else:
            inner = "list" if name == "List" else "quotation"
            remedy = "set them one after the other"
            self._add(start, end, "nested-block", f"a {inner} stands in a {self._outer}", remedy)

    def _close_container(self, end: int) -> None:
        self._flush()
        self._depth -= 1
        if self._depth or self._outer is None:
            return
        if self._parts:
            end = self._trimmed(self._outer_start, end)
            self._append(_Container(self._outer, self._ordered, self._parts, self._outer_start, end))
        self._parts, self._outer = [], None

    def _append(self, container: _Container) -> None:
        """Add a list or quotation, joined to the one before: two in a row cannot be written out apart."""
        before = self._blocks[-1] if self._blocks else None
        if not isinstance(before, _Container) or before.kind != container.kind:
            self._blocks.append(container)
            return
        before.parts += container.parts
        before.end = container.end
        kind: ProblemKind = "list" if container.kind == "list" else "block"
        message = f"two {container.kind}s stand in a row"
        self._add(container.start, container.end, kind, message, "put words between them, or make them one")

    def _open_heading(self, level: int, start: int, end: int) -> None:
        self._flush()
        self._block_place = start, end
        if self._outer or self._inline_only:
            message = f"a heading stands in a {self._outer}" if self._outer else f"{_ONE_PARAGRAPH}; it has no heading"
            self._add(start, end, "heading", message, None)
            return
        if not self._clean[start:end].lstrip().startswith("#"):
            self._add(start, end, "heading", "a heading is marked by a line below it", "write it as ## Words")
        elif level not in (2, 3):
            self._add(start, end, "heading-level", f"a heading of level {level} is not taken", "use ## or ###")
        elif level == 3 and not self._has_section:
            self._add(start, end, "heading-level", "a ### heading stands below no ## heading", "use ##")
        self._has_section = True
        self._heading = 2 if level <= 2 else 3
        self._inlines.in_heading = True

    def _open_paragraph(self, start: int, end: int) -> None:
        self._flush()
        self._block_place = start, end
        if self._outer == "list" and self._depth == 1 and len(self._parts) > self._parts_before_item:
            self._add(start, end, "list", "an item of a list is a single paragraph", "make it one, or end the list")

    def _flush(self) -> None:
        """End the paragraph or heading that is open, if there is one."""
        children = self._inlines.end_block()
        heading, place = self._heading, self._block_place
        self._heading, self._block_place, self._inlines.in_heading = None, None, False
        if not has_words(children):
            if heading and place:
                self._add(*place, "heading", "the heading has no words", None)
            return
        start, end = place or (_first(children[0]), _last(children[-1]))
        end = self._trimmed(start, end)
        if heading:
            self._blocks.append(Heading(heading, children, start, end))
        elif self._outer:
            self._parts.append(Paragraph(children, start, end))
        else:
            self._blocks.append(Paragraph(children, start, end))

    def _report_lost_tokens(self) -> None:
        """Report tokens that stand where Markdown takes no text, unless that place is reported already."""
        self._inlines.end_text()
        reported = iter([(problem.start, problem.end) for problem in self._problems])
        start, end = next(reported, (len(self._clean), 0))
        reach = 0
        for token in self._inlines.lost:
            while start <= token.start:
                reach = max(reach, end)
                start, end = next(reported, (len(self._clean), 0))
            if reach < token.end:
                kind: ProblemKind = "bad-citation" if isinstance(token, Citation) else "bad-entry-link"
                remedy = "put it in the text"
                self._add(token.start, token.end, kind, "this stands where no text is read", remedy)

    def _sort(self) -> None:
        self._problems.sort(key=lambda problem: (problem.start, problem.end, problem.kind))

    def _add(self, start: int, end: int, kind: ProblemKind, message: str, remedy: str | None) -> None:
        self._problems.append(Problem(start, self._trimmed(start, end), kind, message, remedy))

    def _trimmed(self, start: int, end: int) -> int:
        """Give the end of a range without the line break that Markdown counts to a block."""
        return start + max(len(self._clean[start:end].rstrip()), min(1, end - start))


class _Places:
    """Turns offsets in UTF-8 bytes into offsets in code points."""

    def __init__(self, text: str) -> None:
        self._wide: list[int] = []
        self._extra: list[int] = [0]
        if not text.isascii():
            widths = [len(character.encode()) for character in text]
            ends = accumulate(widths)
            wide = [(end, width - 1) for end, width in zip(ends, widths, strict=True) if width > 1]
            self._wide = [end for end, _ in wide]
            self._extra += accumulate(extra for _, extra in wide)

    def __getitem__(self, offset: int) -> int:
        if not self._wide:
            return offset
        return offset - self._extra[bisect_left(self._wide, offset + 1)]


def _named(event: Any) -> tuple[str, Any]:
    """Take one of pyromark's events or tags apart: a bare name, or a name with its value."""
    if isinstance(event, str):
        return event, None
    ((name, value),) = event.items()
    return name, value


def _first(inline: Inline) -> int:
    return _first(inline.children[0]) if isinstance(inline, Emphasis) else inline.start


def _last(inline: Inline) -> int:
    return _last(inline.children[-1]) if isinstance(inline, Emphasis) else inline.end
