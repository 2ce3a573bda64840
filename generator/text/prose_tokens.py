"""Citations and entry links in prose: read and masked before Markdown sees them.

A token is replaced by as many commas as it has characters. A comma means nothing in Markdown and counts as
punctuation, as the bracket did: so neither an underscore of an id nor the bar of `[[id|words]]` is taken for
markup, emphasis beside a token works, and every offset stays the same.
"""

import re

from generator.text.prose import CitationGroup, CitationItem, EntryLink, Problem, TextRun, Token

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
_MISTAKES: dict[str | None, tuple[str, str, str]] = {
    "late": ("bad-citation", "the citation `{}` does not begin with a source", _CITE_HELP),
    "open_link": ("bad-entry-link", "`{}` opens a link that is not closed before the next bracket", _LINK_HELP),
    "open_cite": ("bad-citation", "`{}` opens a citation that is not closed before the next bracket", _CITE_HELP),
}


def mask(text: str) -> tuple[str, list[Token], list[Problem]]:
    """Return the text with its tokens masked, the tokens in order, and a problem of each that could not be read."""
    tokens: list[Token] = []
    problems: list[Problem] = []
    parts: list[str] = []
    last = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if not _is_escaped(text, start):
            tokens.append(_token(match, problems))
            parts += (text[last:start], "," * (end - start))
            last = end
    return "".join(parts) + text[last:], tokens, problems


def _is_escaped(text: str, start: int) -> bool:
    before = start
    while before and text[before - 1] == "\\":
        before -= 1
    return (start - before) % 2 == 1


def _token(match: re.Match[str], problems: list[Problem]) -> Token:
    typed, start, end = match[0], match.start(), match.end()
    if match.lastgroup == "link":
        return _entry_link(typed, start, problems)
    if match.lastgroup == "cite":
        return _citation(typed, start, problems)
    kind, message, help = _MISTAKES[match.lastgroup]
    problems.append(Problem(start, end, kind, message.format(_line(typed)), help))
    return TextRun(typed, start, end) if match.lastgroup == "open_link" else CitationGroup((), start, end)


def _entry_link(typed: str, start: int, problems: list[Problem]) -> EntryLink | TextRun:
    end = start + len(typed)
    target, bar, words = (_line(part) for part in typed[2:-2].partition("|"))
    if not _ID.fullmatch(target):
        message = f"`{target}` is not an id" if target else "the link names no entry"
        proposal = re.sub(r"[^a-z0-9]+", "-", target.lower()).strip("-")
        help = f"write [[{proposal}|{words or target}]]" if proposal and target.isascii() else _LINK_HELP
        problems.append(Problem(start, end, "bad-entry-link", message, help))
        return TextRun(words or target or typed, start, end)
    if bar and not words:
        problems.append(Problem(start, end, "bad-entry-link", f"the link to `{target}` has no words", _LINK_HELP))
    return EntryLink(target, words or None, start, end)


def _citation(typed: str, start: int, problems: list[Problem]) -> CitationGroup:
    items: list[CitationItem] = []
    at = start + 1
    for part in typed[1:-1].split(";"):
        begin, end = at + len(part) - len(part.lstrip()), at + len(part.rstrip())
        source, _, locator = _line(part).partition(" ")
        if problem := _item_problem(source, locator):
            problems.append(Problem(begin, max(end, begin + 1), "bad-citation", *problem))
        else:
            items.append(CitationItem(source[1:], locator or None, begin, end))
        at += len(part) + 1
    return CitationGroup(tuple(items), start, start + len(typed))


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
    """Return a token's words on one line, without the marks of a quotation that it runs over."""
    return " ".join(_BREAK.sub(" ", text).split())
