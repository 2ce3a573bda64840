"""Blocks of raw HTML pass by the converter: the outcome is what it makes of the whole text."""

from __future__ import annotations

import pyromark
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.accelerate.conversion import convert

HEADING = "# Title {#top}"
OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
BLOCKS = (
    "Text with *stress* & <b>bold</b>.",
    '<div class="a">\n<p>raw &amp; *not stressed*</p>\n</div>',
    "<p>one line</p>",
    "</section>",
    "<table>\n<tr><td>1</td></tr>\n</table>",
    "- one\n- two",
    "- three\n  more of it",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "```yaml\nkey: value",
    "```",
    "~~~\n<div>",
    "    indented code",
    "<pre>\nkept",
    "</pre>",
    "<!-- a comment",
    "-->",
    "> quoted\n<div>lazy</div>",
    "[name]: https://example.org/",
    "A [name] of a link.",
    "<span>inline</span> text",
    "<custom-element>",
    "1. first",
    "",
    "\n",
    "<div>\n",
)


@given(st.lists(st.sampled_from(BLOCKS), max_size=8), st.sampled_from(["\n", "\n\n"]))
def test_raw_blocks_are_what_the_converter_would_let_through(blocks: list[str], end: str) -> None:
    """In any order and beside anything that they could be part of."""
    body = "\n\n".join([HEADING, *blocks]) + end

    assert after_heading(convert(body, str).html) == whole("\n\n".join(blocks) + end)


@pytest.mark.parametrize("block", BLOCKS)
def test_each_block_alone(block: str) -> None:
    """Each at the end of the page."""
    assert after_heading(convert(f"{HEADING}\n\n{block}\n", str).html) == whole(f"{block}\n")


def after_heading(html: str) -> str:
    return html.partition("</h1>\n")[2].rstrip("\n")


def whole(text: str) -> str:
    return pyromark.html(text, options=OPTIONS).rstrip("\n")
