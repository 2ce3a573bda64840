"""Where a slice of a value stands in the file: exact for every way in which YAML writes a text."""

from __future__ import annotations

import pytest

from euphrates_atlas.findings import Span
from euphrates_atlas.text import prose, prose_parser
from euphrates_atlas.text.yaml_reader import read_tree
from euphrates_atlas.text.yaml_tree import Tree

WORDS = "First [@one p. 3] and “second” [@two], then [[erbil|Arbīl]] قال [@three]."
FORMS = {
    "plain": WORDS.join(["a: ", "\n"]),
    "plain in a flow list": "a: 'x'\nb: " + WORDS.replace("[", "").replace("]", "").replace(",", "") + "\n",
    "single quotes": f"a: '{WORDS}'\n",
    "double quotes": f'a: "{WORDS}"\n',
    "folded": "a: >-\n  " + WORDS.replace(" ", "\n  ") + "\n",
    "folded, some words a line": "a: >\n  First [@one p. 3] and\n  “second” [@two], then [[erbil|Arbīl]]\n  قال [@three].\n",
    "folded, deeply indented": "a: >-\n         " + WORDS.replace(" and ", "\n         and ") + "\n",
    "literal": f"a: |\n  {WORDS}\n",
    "literal with a comment": f"a: |-  # First [@one p. 3]\n  {WORDS}\n",
    "plain over lines": "a: " + WORDS.replace(" ", "\n   ") + "\n",
    "single quotes over lines": "a: '" + WORDS.replace(" then", "\n    then").replace(" and", "   \n  and") + "'\n",
    "double quotes over lines": 'a: "' + WORDS.replace(" then", "\n    then") + '"\n',
    "double quotes, joined": 'a: "' + WORDS.replace("second", "sec\\\n    ond") + '"\n',
    "double quotes, words escaped": 'a: "' + WORDS.replace("e", "\\u0065").replace("t", "\\x74") + '"\n',
    "double quotes, blanks escaped": 'a: "' + WORDS.replace(" ", "\\ ").replace("[", "\\U0000005b") + '"\n',
    "windows line ends": "a: >-\r\n  " + WORDS.replace(" ", "\r\n  ") + "\r\n",
    "windows line ends, quoted": 'a: "' + WORDS.replace(" ", "\r\n  ") + '"\r\n',
}


@pytest.mark.parametrize("typed", FORMS.values(), ids=FORMS.keys())
@pytest.mark.parametrize("before", ["", "x: first [@one] line\n\n# [@two]\n"], ids=["first", "later"])
def test_citations_and_links_have_their_place(typed: str, before: str) -> None:
    """The span of each citation and link begins and ends in the file where it is typed."""
    tree = read(before + typed)
    name = "b" if "b" in tree.root.entries else "a"
    text = tree.root.entries[name][1].text  # type: ignore[union-attr]
    parsed = prose_parser.parse(text)
    found = [(i.start, i.end) for c in prose.inlines(parsed, prose.CitationGroup) for i in c.items]
    found += [(link.start, link.end) for link in prose.inlines(parsed, prose.EntryLink)]

    assert name == "b" or len(found) == 4
    for start, end in found:
        first, last = index_of(tree, tree.span((name,), part=(start, end)))
        assert unescaped(tree.text[first:last]) == text[start:end]


@pytest.mark.parametrize("typed", FORMS.values(), ids=FORMS.keys())
def test_every_visible_character_has_its_place(typed: str) -> None:
    """Character by character, what stands at the span is the character, or an escape of it."""
    tree = read(typed)
    name = "b" if "b" in tree.root.entries else "a"
    text = tree.root.entries[name][1].text  # type: ignore[union-attr]

    for place, character in enumerate(text):
        if not character.isspace():
            first, last = index_of(tree, tree.span((name,), part=(place, place + 1)))
            assert unescaped(tree.text[first:last]) == character


def test_quotes_inside_quotes() -> None:
    """A doubled apostrophe and an escaped quotation mark are one character of the text."""
    assert part("a: 'it''s [@one], isn''t it'", "[@one]") == Span(1, 11, 1, 17)
    assert part('a: "she said \\"no\\" [@one]"', "[@one]") == Span(1, 21, 1, 27)
    assert part('a: "back\\\\slash\\n\\nnew [@one]"', "[@one]") == Span(1, 24, 1, 30)
    assert part('a: "n\\nn\\u006e n[@one]"', "[@one]") == Span(1, 17, 1, 23)


def test_over_two_lines() -> None:
    """A slice that is folded begins on one line and ends on the next."""
    assert part("a: >-\n  See [[erbil|the\n  town]] there.\n", "[[erbil|the town]]") == Span(2, 7, 3, 9)
    assert part("a: 'See [[erbil|the\n  town]] there.'\n", "[[erbil|the town]]") == Span(1, 9, 2, 9)


def test_empty_lines_of_a_folded_text() -> None:
    """Paragraphs keep their places, however many empty lines divide them."""
    typed = "a: >-\n  One.\n\n\n  Two [@one].\n\n    more\n  Three [@two].\n"

    assert part(typed, "[@one]") == Span(5, 7, 5, 13)
    assert part(typed, "[@two]") == Span(8, 9, 8, 15)
    assert part('a: "One.\n\n\n  Two [@one]."\n', "[@one]") == Span(4, 7, 4, 13)


def test_steps_that_the_file_does_not_have() -> None:
    """A list written as its only item, a citation written as one text, and a missing field have the place of what is there."""
    tree = read("type: {value: x, cite: a-source p. 3}\n")

    assert tree.span(("type", 0, "cite", 0, "src")) == Span(1, 24, 1, 37)
    assert tree.span(("type", 0, "cite", 0, "src"), part=(0, 8)) == Span(1, 24, 1, 32)
    assert tree.span(("type", 0, "missing")) == Span(1, 7, 1, 38)
    assert tree.span(("nothing", 3)) == tree.span(())
    assert tree.span(("type", 0, "value"), at_key=True) == Span(1, 8, 1, 13)


def test_slices_outside_the_text() -> None:
    """A slice beyond the text gives the value, one that goes beyond its end what there is."""
    tree = read("a: words\n")

    assert tree.span(("a",), part=(50, 60)) == Span(1, 4, 1, 9)
    assert tree.span(("a",), part=(2, 60)) == Span(1, 6, 1, 9)
    assert tree.span(("a",), part=(2, 2)) == Span(1, 6, 1, 7)


def test_heads() -> None:
    """A value on one line is marked whole; of a block, list or mapping over several lines the first place only."""
    tree = read("a: >-\n  folded\nb:\n  - x\n  - y\nc: {d: e}\nf: two\n  lines\ng: 'two\n  lines'\n")

    assert tree.span(("a",)) == Span(1, 4, 1, 5)
    assert tree.span(("b",)) == Span(4, 3, 4, 4)
    assert tree.span(("c",)) == Span(6, 4, 6, 10)
    assert tree.span(("f",)) == Span(7, 4, 8, 8)
    assert tree.span(("g",)) == Span(9, 4, 10, 9)


def read(typed: str) -> Tree:
    tree = read_tree("f.yml", typed.encode())
    assert isinstance(tree, Tree), tree
    return tree


def part(typed: str, wanted: str) -> Span:
    tree = read(typed)
    start = tree.root.entries["a"][1].text.index(wanted)  # type: ignore[union-attr]
    return tree.span(("a",), part=(start, start + len(wanted)))


def index_of(tree: Tree, span: Span) -> tuple[int, int]:
    lines = tree.text.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:n]) for n in range(len(lines))]
    return starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1


def unescaped(typed: str) -> str:
    """Return a piece of a file as YAML reads it inside double quotes, its line ends folded."""
    joined = typed.replace("\\\n    ", "").replace('"', '\\"')
    for broken in ("\r\n", "\n"):
        joined = joined.replace(broken, "\n")
    try:
        tree = read(f'a: "{joined}"')
    except AssertionError:
        return typed
    return " ".join(tree.root.entries["a"][1].text.split(" "))  # type: ignore[union-attr]
