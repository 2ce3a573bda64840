"""Generated Markdown becomes the HTML, the contents list and the links that MkDocs would make of it."""

from __future__ import annotations

import pyromark
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.site.convert import address_of, anchors, convert

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


def whole(text: str) -> str:
    return pyromark.html(text, options=OPTIONS).rstrip("\n")


def below_heading(body: str) -> str:
    return convert("groups/a.md", f"{HEADING}\n\n{body}").html.partition("</h1>\n")[2].rstrip("\n")


@given(st.lists(st.sampled_from(BLOCKS), max_size=8), st.sampled_from(["\n", "\n\n"]))
def test_raw_blocks_are_what_the_converter_would_let_through(blocks: list[str], end: str) -> None:
    """In any order, and beside anything that they could be part of."""
    body = "\n\n".join(blocks) + end
    assert below_heading(body) == whole(body)


@pytest.mark.parametrize("block", BLOCKS)
def test_each_block_alone(block: str) -> None:
    assert below_heading(f"{block}\n") == whole(f"{block}\n")


def test_headings_and_contents() -> None:
    """The list shows two levels; each heading leads to itself."""
    page = convert(
        "groups/a.md", f"{HEADING}\n\n## One *two* {{#one}}\n\nA.\n\n### Deep {{#deep}}\n\n## Last {{#last}}\n"
    )
    (title,) = page.toc.items
    assert (title.title, title.id, title.active) == ("Title", "top", True)
    assert [(item.title, item.url, item.level) for item in title.children] == [
        ("One two", "#one", 2),
        ("Last", "#last", 2),
    ]
    assert anchors(page.html) == {"top", "one", "deep", "last"}
    assert '<a class="headerlink" href="#deep" title="Permanent link">\u00b6</a></h3>' in page.html


LINKS = {
    "b.md": ("groups/b.md", "", "b.html"),
    "b.md#part": ("groups/b.md", "part", "b.html#part"),
    "../places/x.md": ("places/x.md", "", "../places/x.html"),
    "../index.md#top": ("index.md", "top", "../index.html#top"),
    "../data/all.json": ("data/all.json", "", "../data/all.json"),
    "#one": ("groups/a.md", "one", "#one"),
    "../groups/./a.md": ("groups/a.md", "", "a.html"),
}


@pytest.mark.parametrize("link", LINKS)
def test_links_inside_the_site(link: str) -> None:
    """Each is noted with the path that it means, and leads to the page's address."""
    path, fragment, address = LINKS[link]
    page = convert("groups/a.md", f"{HEADING}\n\nTo [it]({link}).\n")
    assert page.links == {(path, fragment): link}
    assert f'href="{address}"' in page.html


@pytest.mark.parametrize(
    ("path", "link", "target"),
    [
        ("index.md", "groups/b.md", "groups/b.md"),
        ("index.md", "../b.md", "../b.md"),
        ("groups/a.md", "../../b.md", "../b.md"),
        ("groups/a.md", "../../../b.md", "../../b.md"),
    ],
)
def test_links_from_the_first_page_and_out_of_the_site(path: str, link: str, target: str) -> None:
    """A way up from the root leads nowhere, however long it is."""
    assert [*convert(path, f"{HEADING}\n\nTo [it]({link}).\n").links] == [(target, "")]


def test_links_that_are_no_business_of_the_site() -> None:
    page = convert(
        "groups/a.md", f'{HEADING}\n\n[A](https://e.org/x.md) [b](mailto:a@e.org)\n\n<p><a href="b.md">b</a></p>\n'
    )
    assert page.links == {}
    assert 'href="https://e.org/x.md"' in page.html
    assert '<p><a href="b.md">b</a></p>' in page.html


WRONG = {
    "no heading": "Text.\n",
    "two titles": "# A {#a}\n\n# B {#b}\n",
    "a title below another heading": "## A {#a}\n\n# B {#b}\n",
    "a heading without anchor": "# A\n",
    "a link from the root": f"{HEADING}\n\n[a](/b.md)\n",
    "a link with a query": f"{HEADING}\n\n[a](b.md?c)\n",
}


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG)
def test_what_the_generator_never_writes_is_refused(body: str) -> None:
    with pytest.raises(ValueError, match=r"heading|link"):
        convert("groups/a.md", body)


@pytest.mark.parametrize(
    ("path", "address"), [("a/b.md", "a/b.html"), ("a/b.json", "a/b.json"), ("index.md", "index.html")]
)
def test_addresses(path: str, address: str) -> None:
    assert address_of(path) == address
