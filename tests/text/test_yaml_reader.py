"""The YAML reader: every value with its place, and one finding with its place for all that is not taken."""

from __future__ import annotations

from typing import Any

import pytest

from euphrates_atlas.findings import Finding
from euphrates_atlas.text.yaml_reader import MAX_BYTES, MAX_DEPTH, MAX_NODES, read_list, read_tree
from euphrates_atlas.text.yaml_tree import Mapping, Node, Scalar, Sequence, Tree, as_data, line_of

ENTRY = """\
name: Saraya Awliya al-Dam
names:
  - {text: سرايا أولياء الدم, lang: ar}
  - 'Guardians ''of'' the Blood'
  - "S\\u0041D"   # a comment
summary: >-
  Folded over
  two lines.
type: {value: facade,
       cite: [a-source p. 4, b]}
first_seen:
  value: 2020-08-24
body: |
  ## Claims

  Text.
"""


@pytest.mark.parametrize(
    ("path", "text", "place", "key_place"),
    [
        (("name",), "Saraya Awliya al-Dam", (1, 7), (1, 1)),
        (("names", 0, "text"), "سرايا أولياء الدم", (3, 12), (3, 6)),
        (("names", 0, "lang"), "ar", (3, 37), (3, 31)),
        (("names", 1), "Guardians 'of' the Blood", (4, 5), None),
        (("names", 2), "SAD", (5, 5), None),
        (("summary",), "Folded over two lines.", (6, 10), (6, 1)),
        (("type", "value"), "facade", (9, 15), (9, 8)),
        (("type", "cite", 0), "a-source p. 4", (10, 15), None),
        (("type", "cite", 1), "b", (10, 30), None),
        (("first_seen", "value"), "2020-08-24", (12, 10), (12, 3)),
        (("body",), "## Claims\n\nText.\n", (13, 7), (13, 1)),
    ],
)
def test_every_value_has_its_place(
    path: tuple[str | int, ...], text: str, place: tuple[int, int], key_place: tuple[int, int] | None
) -> None:
    """Lines and columns count from 1, in code points; a value stands where it is typed, a key where it is."""
    tree = read(ENTRY)

    assert at(tree.root, path) == text
    span = tree.span(path)
    assert (span.line, span.column) == place
    if key_place is not None:
        key = tree.span(path, at_key=True)
        assert (key.line, key.column) == key_place
        assert key.end_column - key.column == len(str(path[-1]))


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("a: 2021-02-15", "2021-02-15"),
        ("a: no", "no"),
        ("a: 08", "08"),
        ("a: 1_000", "1_000"),
        ("a: 01:30:00", "01:30:00"),
        ("a: 'null'", "null"),
        ('a: "~"', "~"),
        ("a: 0x1F", "0x1F"),
        ("a: .inf", ".inf"),
        ("a: x # comment", "x"),
        ("a: x#y", "x#y"),
        ("a: http://x.org/?a=b", "http://x.org/?a=b"),
        ("a: one\n  two\n\n  three", "one two\nthree"),
        ("a: 'one\n  two'", "one two"),
        ('a: "one\\\n  two"', "onetwo"),
        ('a: "\\xe9\\u0642\\U0001F600\\""', 'éق😀"'),
        ("a: |\n  one\n    two\n", "one\n  two\n"),
        ("a: |-\n  one\n\n", "one"),
        ("a: |+\n  one\n\n", "one\n\n"),
        ("a: >\n  one\n  two\n\n  three\n", "one two\nthree\n"),
        ("a: >-\n  one\n    more\n  two\n", "one\n  more\ntwo"),
        ("a: |2\n   one\n", " one\n"),
        ("? a\n: x", "x"),
        ("'a': x", "x"),
        ("{a: x}", "x"),
        ("---\na: x\n...\n", "x"),
        ("%YAML 1.1\n---\na: x\n", "x"),
    ],
)
def test_every_scalar_stays_text(typed: str, text: str) -> None:
    """Nothing is guessed: dates, numbers and booleans are texts until the model types them."""
    assert plain(read(typed).root) == {"a": text}


def test_lists_and_mappings_nest() -> None:
    """Flow and block forms give the same tree, keys in file order."""
    block = "b:\n  - x: 1\n    y: [2, {z: 3}]\n  -\n    - 4\na: 5\n"
    flow = "{b: [{x: 1, y: [2, {z: 3}]}, [4]], a: 5}"

    assert (
        plain(read(block).root)
        == plain(read(flow).root)
        == {"b": [{"x": "1", "y": ["2", {"z": "3"}]}, ["4"]], "a": "5"}
    )
    assert list(read(block).root.entries) == ["b", "a"]


def test_windows_line_ends_and_a_mark_change_nothing() -> None:
    """A file of Notepad is read as its own; no line is counted twice and no column moves."""
    typed = ENTRY.encode()
    windows = b"\xef\xbb\xbf" + typed.replace(b"\n", b"\r\n")
    ours, theirs = read(typed), read(windows)

    assert plain(theirs.root) == plain(ours.root)
    for path in [("name",), ("names", 1), ("type", "cite", 1), ("body",)]:
        assert theirs.span(path) == ours.span(path)
    assert [line_of(theirs.text, n) for n in range(1, 18)] == [line_of(ours.text, n) for n in range(1, 18)]


@pytest.mark.parametrize("number", [0, -1, 4, 1_000_000])
def test_no_line_outside_the_file(number: int) -> None:
    """A number outside gives no line."""
    assert line_of("a: b\nc: d\n", number) is None


@pytest.mark.parametrize(
    ("typed", "place", "code", "message"),
    [
        ("", (1, 1), "A203", "the file holds nothing; an entry is a mapping of fields"),
        ("\n\n# words\n", (1, 1), "A203", "the file holds nothing; an entry is a mapping of fields"),
        ("words\n", (1, 1), "A203", "the file holds no mapping; an entry is a mapping of fields"),
        ("- a\n", (1, 1), "A203", "the file holds no mapping; an entry is a mapping of fields"),
        ("a: b\na: c\n", (2, 1), "A105", "`a` is already in this mapping, on line 1"),
        ("a: {b: 1, c: 2, b: 3}\n", (1, 17), "A105", "`b` is already in this mapping, on line 1"),
        ("x:\n  - a: 1\n    b: 2\n    'a': 3\n", (4, 5), "A105", "`a` is already in this mapping, on line 2"),
        ("a:\n", (1, 1), "A106", "`a` has no value"),
        ("a: ~\n", (1, 1), "A106", "`a` has no value"),
        ("a: null\n", (1, 1), "A106", "`a` has no value"),
        ("a: Null\n", (1, 1), "A106", "`a` has no value"),
        ("a: ''\n", (1, 1), "A106", "`a` has no value"),
        ("a: '  '\n", (1, 1), "A106", "`a` has no value"),
        ("a: |\n\n", (1, 1), "A106", "`a` has no value"),
        ("a: []\n", (1, 1), "A106", "`a` has no value"),
        ("a: {}\n", (1, 1), "A106", "`a` has no value"),
        ("a: {b}\n", (1, 5), "A106", "`b` has no value"),
        ("a: {b: 1,5}\n", (1, 10), "A106", "`5` has no value"),
        ("a: [x, '', y]\n", (1, 8), "A106", "this item of the list has no value"),
        ("a:\n  -\n  - b\n", (2, 4), "A106", "this item of the list has no value"),
        ("a: &x b\n", (1, 4), "A103", "an anchor, `&x`, is not allowed"),
        ("a: *x\n", (1, 4), "A103", "an alias, `*x`, is not allowed"),
        ("*x : a\n", (1, 1), "A103", "an alias, `*x`, is not allowed"),
        ("a: !!str b\n", (1, 4), "A103", "a tag, `!!str`, is not allowed"),
        ("a: !!python/object:os.system b\n", (1, 4), "A103", "a tag, `!!python/object:os.system`, is not allowed"),
        ("a: !own b\n", (1, 4), "A103", "a tag, `!own`, is not allowed"),
        ("a: ! b\n", (1, 4), "A103", "a tag, `!`, is not allowed"),
        ("!!map {a: b}\n", (1, 1), "A103", "a tag, `!!map`, is not allowed"),
        ("a:\n  <<: {b: c}\n", (2, 3), "A103", "a merge key, `<<`, is not allowed"),
        ("a: b\n---\nc: d\n", (2, 1), "A103", "a second document starts here"),
        ("a: b\n...\n---\nc: d\n", (3, 1), "A103", "a second document starts here"),
        ("[a, b]: c\n", (1, 1), "A203", "a key is a word, not a list or mapping"),
        ("{a: b}: c\n", (1, 1), "A203", "a key is a word, not a list or mapping"),
        ("a: b: c\n", (1, 5), "A102", "a `: ` is here, where no key can begin"),
        ("a: @b\n", (1, 4), "A102", "a text cannot start with this character"),
        ("a: `b`\n", (1, 4), "A102", "a text cannot start with this character"),
        ("a: %b\n", (1, 4), "A102", "a text cannot start with this character"),
        ("a: 'b\n", (1, 4), "A102", "a quotation mark is never closed"),
        ('a: "b\n', (1, 4), "A102", "a quotation mark is never closed"),
        ("a: [b\n", (2, 1), "A102", "this list in brackets is not closed, or a comma is missing"),
        ("a: {b: c\n", (2, 1), "A102", "this mapping in braces is not closed, or a comma is missing"),
        ("a: b c\n  #Iraq d\n", (2, 3), "A102", "`#Iraq` begins a comment, and is no part of the text"),
        ("a: [b]]\n", (1, 7), "A102", "text follows a closing bracket"),
        ('a: "b" c\n', (1, 8), "A102", "text follows a closing quotation mark"),
        ("a:\n  b: c\n  - d\n", (3, 3), "A102", "a list begins among fields here"),
        ("a:b\nc: d\n", (1, 2), "A102", "there is no space after this `:`"),
        ("a:\n  b:4\n  c: d\n", (2, 4), "A102", "there is no space after this `:`"),
        ("a: at 12:30: b\n", (1, 12), "A102", "a `: ` is here, where no key can begin"),
        ('a: "\\q"\n', (1, 5), "A102", "this backslash escape does not exist"),
        ('a: "\\ud800"\n', (1, 7), "A102", "this character cannot be shown"),
        ("a: !x!y b\n", (1, 4), "A102", "a tag, `!`, is not allowed"),
        ("a: >x\n", (1, 5), "A102", "text follows on the line of a `|` or `>`"),
        ("a: b\n c\nd\n", (4, 1), "A102", "the line before this one has a key without `:`"),
        ("a: - b\n", (1, 4), "A102", "a list item, `- …`, cannot begin here"),
        ("%YAML 3.0\n---\na: b\n", (1, 1), "A102", "YAML cannot read this: found incompatible YAML document"),
        ("a:\tb\n", (1, 3), "A104", "a tab is not allowed"),
        ("a:\n\tb: c\n", (2, 1), "A104", "a tab is not allowed"),
        ('a: "x\\ty"\n', (1, 4), "A101", "an escape of this text stands for U+0009, which cannot be shown"),
        ('a: "\\0"\n', (1, 4), "A101", "an escape of this text stands for U+0000, which cannot be shown"),
        ('a: "x\\e[31m"\n', (1, 4), "A101", "an escape of this text stands for U+001B, which cannot be shown"),
        ('a: "x\\L"\n', (1, 4), "A101", "an escape of this text stands for U+2028, which cannot be shown"),
        ('"\\a": b\n', (1, 1), "A101", "an escape of this text stands for U+0007, which cannot be shown"),
        ("a: b\0c\n", (1, 5), "A101", "the character U+0000 cannot be shown"),
        ("a: b\rc: d\n", (1, 5), "A101", "the character U+000D cannot be shown"),
        ("a: b\x85c: d\n", (1, 5), "A101", "the character U+0085 cannot be shown"),
        ("a: b\u2028c: d\n", (1, 5), "A101", "the character U+2028 cannot be shown"),
        ("a: b\ufeff\n", (1, 5), "A111", "this is a hidden character: U+FEFF, zero width no-break space"),
        ("a: b\u200fc\n", (1, 5), "A111", "this is a hidden character: U+200F, right-to-left mark"),
        ("a: b # \u202e\n", (1, 8), "A111", "this is a hidden character: U+202E, right-to-left override"),
        ("a: قا\u200c\n", (1, 6), "A111", "this is a hidden character: U+200C, zero width non-joiner"),
        ("a: x\u200dy\n", (1, 5), "A111", "this is a hidden character: U+200D, zero width joiner"),
        ("a: x\U000e0041\n", (1, 5), "A111", "this is a hidden character: U+E0041, tag latin capital letter a"),
        ("a: x\u2065\n", (1, 5), "A111", "this is a hidden character: U+2065, a character without a name"),
        (
            'a: "x\\u202Ey"\n',
            (1, 4),
            "A111",
            "an escape of this text stands for a hidden character: U+202E, right-to-left override",
        ),
        ("a: b\n\x1b[31m\n", (2, 1), "A101", "the character U+001B cannot be shown"),
    ],
)
def test_finding(typed: str, place: tuple[int, int], code: str, message: str) -> None:
    """What is not allowed gives one finding with its place, its message and help."""
    found = findings(typed)

    assert [(d.span.line, d.span.column, d.rule.code, d.message) for d in found] == [(*place, code, message)]
    assert found[0].help
    assert found[0].file == "f.yml"


@pytest.mark.parametrize(
    ("typed", "place", "message"),
    [
        (b"\xff\xfea\0:\0", (1, 1), "byte 0xff is not UTF-8 text"),
        (b"a: b\nc: \xe9t\xe9\n", (2, 4), "byte 0xe9 is not UTF-8 text"),
        ("a: قال ".encode() + b"\xc3", (1, 8), "byte 0xc3 is not UTF-8 text"),
        (b"\xef\xbb\xbfa: \xff\n", (1, 4), "byte 0xff is not UTF-8 text"),
        (b"a: \xed\xa0\x80\n", (1, 4), "byte 0xed is not UTF-8 text"),
        (b"a: \xc0\x80\n", (1, 4), "byte 0xc0 is not UTF-8 text"),
        (b"\x89PNG\r\n\x1a\n", (1, 1), "byte 0x89 is not UTF-8 text"),
    ],
)
def test_bytes_that_are_no_text(typed: bytes, place: tuple[int, int], message: str) -> None:
    """The first byte that is not UTF-8 is named at its line and column, counted in code points."""
    found = findings(typed)

    assert [(d.span.line, d.span.column, d.rule.code, d.message) for d in found] == [(*place, "A101", message)]


def test_all_findings_of_a_file_at_once() -> None:
    """What leaves the rest readable does not hide the rest; what makes it unreadable is the last finding."""
    found = findings("a: b\na: c\nd:\ne: {f: , f: 1, <<: x}\ng: [~]\nh: *x\ni:\n")

    assert [(d.rule.code, d.span.line, d.span.column) for d in found] == [
        ("A105", 2, 1),
        ("A106", 3, 1),
        ("A106", 4, 5),
        ("A103", 4, 16),
        ("A106", 5, 5),
        ("A103", 6, 4),
    ]


def test_a_mapping_emptied_by_its_findings_is_not_empty() -> None:
    """One slip gives one finding, but another empty value beside it is told as well."""
    assert [(d.rule.code, d.message) for d in findings("a: {b: }\nc: {}\n")] == [
        ("A106", "`b` has no value"),
        ("A106", "`c` has no value"),
    ]


def test_excerpt_is_the_line() -> None:
    """The excerpt is the source line, its tabs and what cannot be shown made visible."""
    assert [d.excerpt for d in findings("x: y\na: b\tc\r\n")] == ["a: b⇥c"]
    assert [d.excerpt for d in findings("x: y\na: b\x00\tc\r\n")] == ["a: b\N{REPLACEMENT CHARACTER}⇥c"]


def test_key_span_covers_the_key() -> None:
    """A caret goes under the whole key, quotes included."""
    (found,) = findings("a: b\n'a': c\n")

    assert (found.span.column, found.span.end_column) == (1, 4)


def test_size() -> None:
    """A file at the limit is read, one byte more is refused unread."""
    fitting = b"a: " + b"b" * (MAX_BYTES - 3)

    assert len(plain(read(fitting).root)["a"]) == MAX_BYTES - 3
    (found,) = findings(fitting + b"b")
    assert (found.rule.code, found.message) == (
        "A101",
        "the file has more than 524,288 bytes, the most that an entry has",
    )


def test_depth() -> None:
    """As deep as the limit is fine, one deeper is refused at its place; a hundred thousand deep ends as fast."""
    fitting = "a: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH

    assert {d.rule.code for d in findings(fitting)} == {"A106"}
    for depth in (MAX_DEPTH + 1, 100_000):
        (found,) = findings("a: " + "[" * depth + "b")
        assert (found.rule.code, found.span.column) == ("A107", 4 + MAX_DEPTH)
    (found,) = findings("\n".join(" " * n + "a:" for n in range(700)))
    assert (found.rule.code, found.span.line) == ("A107", MAX_DEPTH + 1)


def test_number_of_values() -> None:
    """A file of very many values is refused at the first that is too many."""
    (found,) = findings("a: [" + "b," * MAX_NODES + "]")

    assert (found.rule.code, found.message) == ("A107", "the file has more than 20,000 values")
    assert found.span.column == 5 + 2 * (MAX_NODES - 2)


def test_billion_laughs() -> None:
    """The known bomb stops at its first anchor; nothing is expanded."""
    lines = ["a0: &a0 [lol]", *(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 10))]

    assert [(d.rule.code, d.message) for d in findings("\n".join(lines))] == [
        ("A103", "an anchor, `&a0`, is not allowed")
    ]


def test_long_key_is_cut_in_the_message() -> None:
    """A message quotes at most forty characters of a key."""
    (found,) = findings(f"? {'k' * 5_000}\n: a\n? {'k' * 5_000}\n: b\n")

    assert found.message == f"`{'k' * 39}…` is already in this mapping, on line 1"


def read(typed: str | bytes) -> Tree:
    tree = read_tree("f.yml", typed if isinstance(typed, bytes) else typed.encode())
    assert isinstance(tree, Tree), tree
    return tree


@pytest.mark.parametrize(
    ("typed", "code", "message"),
    [
        ("- url: a\x07\n", "A101", "the character U+0007 cannot be shown"),
        ("- url: a\u200b\n", "A111", "this is a hidden character: U+200B, zero width space"),
    ],
)
def test_a_list_holds_no_invisible_characters(typed: str, code: str, message: str) -> None:
    """Lists of sources become entries, which may not hold such characters either."""
    found = read_list("sources.yml", typed.encode())

    assert isinstance(found, list)
    assert [(one.rule.code, one.message) for one in found] == [(code, message)]


def test_tabs_may_indent_a_list_in_json() -> None:
    """YAML reads JSON, and programs that export it indent it by tabs."""
    found = read_list("sources.json", b'[\n\t{\n\t\t"url": "https://example.org"\n\t}\n]\n')

    assert isinstance(found, Tree)
    assert as_data(found.root) == {"list": [{"url": "https://example.org"}]}


def findings(typed: str | bytes) -> list[Finding]:
    found = read_tree("f.yml", typed if isinstance(typed, bytes) else typed.encode())
    assert isinstance(found, list), plain(found.root)
    return found


def plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, (_, value) in node.entries.items()}


def at(node: Node, path: tuple[str | int, ...]) -> str:
    for step in path:
        if isinstance(node, Mapping):
            node = node.entries[str(step)][1]
        elif isinstance(node, Sequence):
            node = node.items[int(step)]
    assert isinstance(node, Scalar)
    return node.text


@pytest.mark.parametrize(
    "typed",
    ["a: b\n#c: d\n", "a:\n  b: c\n  #d: e\n", "a: b\n  # Words\n", "a: '۲۰\u200cساله'\n", "a: «خبر»\u200cها\n"],
)
def test_what_is_sound(typed: str) -> None:
    """A field that is put behind a `#`, a comment with a blank behind its sign, joiners of Persian."""
    assert not isinstance(read_tree("a.yml", typed.encode()), list)


@pytest.mark.parametrize(("typed", "whole"), [("'it's'", '"it\'s"'), ("'a' b", "\"'a' b\""), ('"a" b', "'\"a\" b'")])
def test_the_whole_text_in_quotes(typed: str, whole: str) -> None:
    """The quotation marks around a text are none of it."""
    (finding,) = read_tree("a.yml", f"a: {typed}\n".encode())
    assert finding.help == f"put the whole text in quotes: {whole}"
