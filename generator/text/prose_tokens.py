"""Citations and entry links in prose: found and covered up before Markdown sees them.

A token is replaced by as many commas as it has characters. A comma means nothing in Markdown and
counts as punctuation, as the bracket did: so neither an underscore of an id nor the bar of
`[[id|words]]` is taken for markup, emphasis beside a token works, and every offset stays what it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from generator.text.prose_nodes import Citation, CitationItem, EntryLink, Problem, Text

COVER = ","

_INSIDE = r"(?:[^\[\]\n]|\n(?![ \t>]*\n))*"
_TOKEN = re.compile(
    rf"(?P<link>\[\[{_INSIDE}\]\])"
    rf"|(?P<cite>\[[ \t]?@{_INSIDE}\])"
    r"|(?P<late>\[[^\[\]\n@]{1,40}[ \t]@[a-z0-9][^\[\]\n]*\])"
    r"|(?P<open_link>\[\[[^\s\[\]|.,;:]*)"
    r"|(?P<open_cite>\[@[^\s\[\];]*)"
)
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_BREAK = re.compile(r"\n[ \t>]*")

_CITE_HELP = "write [@source-id], [@source-id p. 3] or [@one para. 5; @other]"
_LINK_HELP = "write [[entry-id]] or [[entry-id|words]]"


@dataclass(slots=True)
class Covered:
    """A text with its tokens covered up."""

    text: str
    """As long as the original."""
    tokens: list[Citation | EntryLink | Text]
    """In order of place, none overlapping; a token that could not be read stands as its text."""
    problems: list[Problem] = field(default_factory=list)


def cover(text: str) -> Covered:
    """Find the tokens of a text, and what looks like one and is none."""
    covered = Covered(text, [])
    parts: list[str] = []
    last = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if _is_escaped(text, start):
            continue
        covered.tokens.append(_token(match, covered.problems))
        parts += (text[last:start], COVER * (end - start))
        last = end
    covered.text = "".join(parts) + text[last:]
    return covered


def _is_escaped(text: str, start: int) -> bool:
    before = start
    while before and text[before - 1] == "\\":
        before -= 1
    return (start - before) % 2 == 1


def _token(match: re.Match[str], problems: list[Problem]) -> Citation | EntryLink | Text:
    start, end = match.span()
    typed = match[0]
    match match.lastgroup:
        case "link":
            return _entry_link(typed, start, problems)
        case "cite":
            return _citation(typed, start, problems)
        case "late":
            message = f"the citation `{_line(typed)}` does not begin with a source"
            problems.append(Problem(start, end, "bad-citation", message, _CITE_HELP))
            return Citation((), start, end)
        case "open_link":
            message = f"`{typed}` opens a link that is not closed before the next bracket"
            problems.append(Problem(start, end, "bad-entry-link", message, _LINK_HELP))
            return Text(typed, start, end)
        case _:
            message = f"`{typed}` opens a citation that is not closed before the next bracket"
            problems.append(Problem(start, end, "bad-citation", message, _CITE_HELP))
            return Citation((), start, end)


def _entry_link(typed: str, start: int, problems: list[Problem]) -> EntryLink | Text:
    end = start + len(typed)
    target, bar, words = (_line(part) for part in typed[2:-2].partition("|"))
    if not _ID.fullmatch(target):
        message = f"`{target}` is not an id" if target else "the link names no entry"
        problems.append(Problem(start, end, "bad-entry-link", message, _link_remedy(target, words)))
        return Text(words or target or typed, start, end)
    if bar and not words:
        problems.append(Problem(start, end, "bad-entry-link", f"the link to `{target}` has no words", _LINK_HELP))
    return EntryLink(target, words or None, start, end)


def _link_remedy(target: str, words: str) -> str:
    proposal = re.sub(r"[^a-z0-9]+", "-", target.lower()).strip("-")
    return f"write [[{proposal}|{words or target}]]" if proposal and target.isascii() else _LINK_HELP


def _citation(typed: str, start: int, problems: list[Problem]) -> Citation:
    items: list[CitationItem] = []
    at = start + 1
    for part in typed[1:-1].split(";"):
        item = _item(part, at, problems)
        if item:
            items.append(item)
        at += len(part) + 1
    return Citation(tuple(items), start, start + len(typed))


def _item(typed: str, start: int, problems: list[Problem]) -> CitationItem | None:
    start, end = start + len(typed) - len(typed.lstrip()), start + len(typed.rstrip())
    source, _, locator = _line(typed).partition(" ")
    problem = _item_problem(source, locator)
    if problem:
        problems.append(Problem(start, max(end, start + 1), "bad-citation", *problem))
        return None
    return CitationItem(source[1:], locator or None, start, end)


def _item_problem(source: str, locator: str) -> tuple[str, str] | None:
    if not source or source == "@":
        return "the citation names no source", _CITE_HELP
    if not source.startswith("@"):
        return f"`{source}` in a citation lacks its @", _CITE_HELP
    if "@" in locator or "@" in source[1:]:
        return f"`{source[1:].rstrip(',')}` runs into the next source", "put `;` between sources"
    if source.endswith(","):
        return f"`{source[1:]}` is not an id", f"leave the comma out: [{source.rstrip(',')} {locator or 'p. 3'}]"
    if not _ID.fullmatch(source[1:]):
        return f"`{source[1:]}` is not an id", "an id has small letters a to z, digits and hyphens"
    return None


def _line(text: str) -> str:
    return " ".join(_BREAK.sub(" ", text).split())
