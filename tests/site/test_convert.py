"""Generated Markdown becomes the HTML and the contents list that MkDocs would make of it."""

from __future__ import annotations

import pytest

from euphrates_atlas.site.convert import address_of, anchors, convert

HEADING = "# Title {#top}"
BLOCKS = (
    '<div class="a">\n<p>raw &amp; *not stressed*</p>\n</div>',
    "<p>one line</p>",
    "</section>",
    "<table>\n<tr><td>[a](b.md)</td></tr>\n</table>",
    "<details><summary>a</summary>\n# b\n</details>",
)


@pytest.mark.parametrize("end", ["\n", "\n\n", "\n\n\n"])
def test_raw_blocks_stay_as_they_are(end: str) -> None:
    body = end.join([HEADING, "", *BLOCKS]) if end == "\n\n" else "\n\n".join([HEADING, *BLOCKS]) + end
    assert convert(body).html.partition("</h1>\n")[2] == "\n".join(BLOCKS) + "\n"


TEXTS = {
    "A *b* & c": "A <em>b</em> &amp; c",
    "A &#42;b&#42;": "A *b*",
    "<bdi>A</bdi> &lt;b&gt;": "<bdi>A</bdi> &lt;b&gt;",
    "1. Brigade": "1. Brigade",
    "- a": "- a",
    "2024": "2024",
}


@pytest.mark.parametrize("text", TEXTS)
def test_the_text_of_a_heading(text: str) -> None:
    """Nothing in it begins a block of another kind."""
    assert convert(f"# {text} {{#top}}\n").html.startswith(f'<h1 id="top">{TEXTS[text]}<a class="headerlink"')


def test_headings_and_contents() -> None:
    """The list shows two levels; each heading leads to itself."""
    page = convert(f"{HEADING}\n\n## One *two* {{#one}}\n\n<p>A.</p>\n\n### Deep {{#deep}}\n\n## Last {{#last}}\n")
    (title,) = page.toc.items
    assert (title.title, title.id, title.active) == ("Title", "top", True)
    assert [(item.title, item.url, item.level) for item in title.children] == [
        ("One two", "#one", 2),
        ("Last", "#last", 2),
    ]
    assert anchors(page.html) == {"top", "one", "deep", "last"}
    assert '<a class="headerlink" href="#deep" title="Permanent link">\u00b6</a></h3>' in page.html


WRONG = {
    "no heading": "<p>Text.</p>\n",
    "text": f"{HEADING}\n\nText.\n",
    "a list": f"{HEADING}\n\n- one\n",
    "two titles": "# A {#a}\n\n# B {#b}\n",
    "a title below another heading": "## A {#a}\n\n# B {#b}\n",
    "a heading without anchor": "# A\n",
}


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG)
def test_what_the_generator_never_writes_is_refused(body: str) -> None:
    with pytest.raises(ValueError, match="heading"):
        convert(body)


@pytest.mark.parametrize(
    ("path", "address"), [("a/b.md", "a/b.html"), ("a/b.json", "a/b.json"), ("index.md", "index.html")]
)
def test_addresses(path: str, address: str) -> None:
    assert address_of(path) == address
