"""What two converters make of one Markdown, brought to a form in which it can be compared."""

# ruff: noqa: SIM905 - names to look through read better as a line than as a list

from __future__ import annotations

import difflib
import re
from html.parser import HTMLParser

import markdown
import pyromark

BLOCKS = frozenset(
    "address article aside blockquote details dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li "
    "main nav ol p pre section summary table tbody td tfoot th thead tr ul br".split()
)
EXTENSIONS = ["attr_list", "md_in_html", "tables", "toc"]
OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_HEADING_ATTRIBUTES


class _Events(HTMLParser):
    """Lists tags and texts; entities are resolved."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = sorted((name, value or "") for name, value in attrs)
        aligned = [("align", v[12:].strip("; ")) if v.startswith("text-align:") else (n, v) for n, v in named]
        self.found.append((tag, "".join([f"<{tag}", *(f" {n}={v!r}" for n, v in aligned), ">"])))

    def handle_endtag(self, tag: str) -> None:
        self.found.append((tag, f"</{tag}>"))

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1][0] == "":
            data = self.found.pop()[1] + data
        self.found.append(("", data))

    def handle_comment(self, data: str) -> None:
        self.found.append(("!", f"<!--{data}-->"))


def elements(html: str) -> list[str]:
    """List tags and texts of HTML, attributes sorted, white space folded and dropped beside blocks."""
    parser = _Events()
    parser.feed(html)
    parser.close()
    found = parser.found
    result = []
    for index, (tag, text) in enumerate(found):
        folded = text if tag else re.sub(r"[ \t\n]+", " ", text)
        if not tag and (index == 0 or found[index - 1][0] in BLOCKS):
            folded = folded.lstrip(" ")
        if not tag and (index + 1 == len(found) or found[index + 1][0] in BLOCKS):
            folded = folded.rstrip(" ")
        if folded:
            result.append(folded)
    return result


def elements_of_page(page: str) -> list[str]:
    """List the same of a page of the site, without the hash of its own bytes, which it must bear once."""
    bare, hashes = re.subn(r'(?<= data-page=")\w{10}(?=")', "", page)
    assert hashes == 1
    return elements(bare)


def by_pyromark(text: str) -> str:
    """Convert as the site does."""
    return pyromark.html(text, options=OPTIONS)


def by_python_markdown(text: str) -> str:
    """Convert as MkDocs does without our hook."""
    return markdown.markdown(text, extensions=EXTENSIONS)


def assert_same_elements(text: str) -> list[str]:
    """Assert that both converters give the same elements of a Markdown text, and give them."""
    ours, theirs = elements(by_pyromark(text)), elements(by_python_markdown(text))
    difference = "\n".join(difflib.unified_diff(ours, theirs, "pyromark", "Python-Markdown", lineterm=""))
    assert ours == theirs, f"{difference}\n\n{text!r}"
    return ours


def table_rows(page: str) -> list[str]:
    """Return the text of each row of the tables of a page, cells parted by a bar."""
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", page)
    return [re.sub(r"<[^>]+>", "", re.sub(r"</t[dh]>(?=<t)", "|", row)).strip() for row in rows]
