"""Prose: what is taken, how it goes out again, and what is reported of the rest."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from euphrates_atlas.findings import Fault
from euphrates_atlas.text.escape import escape, escape_html
from euphrates_atlas.text.prose import (
    CitationGroup,
    CitationItem,
    EntryLink,
    ExternalLink,
    Prose,
    ProseBlock,
    TextRun,
    inlines,
    leaves,
)
from euphrates_atlas.text.prose_html import to_html
from euphrates_atlas.text.prose_parser import parse
from euphrates_atlas.text.prose_sentences import plain_text, sentences, uncited_blocks, uncited_sentences, word_count
from tests.case_count import cases
from tests.effort import assert_in_line
from tests.markup import assert_same_elements, by_pyromark

FIXTURE = Path(__file__).parent.parent / "fixtures" / "prose.md"
CASES = [
    pytest.param(typed, expected.strip("\n"), id=title)
    for title, typed, expected in re.findall(
        r"^(\S[^\n]*)\n\.\n(.*?)\n\.\n(.*?)\n\.$", FIXTURE.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
]


def test_the_fixture_has_its_cases() -> None:
    """A typo in the fixture must not silently drop cases."""
    assert len(CASES) >= 60
    assert len({case.id for case in CASES}) == len(CASES)


@pytest.mark.parametrize(("typed", "expected"), CASES)
def test_prose(typed: str, expected: str) -> None:
    """Each case of the fixture gives the HTML and the faults that stand there, word for word."""
    assert account(typed) == expected


@pytest.mark.parametrize(("typed", "expected"), CASES)
def test_converters_agree_on_the_cases(typed: str, expected: str) -> None:
    """What is written for each case is the same to pyromark and to Python-Markdown."""
    assert expected is not None
    assert_same_elements(written(parse(typed)))


def test_offsets_are_code_points() -> None:
    """Places count code points, whatever the characters weigh in UTF-8."""
    typed = "قال 𐎠𐎠 é [@a-b p. 3; @c] و[[erbil|أربيل]] [w](https://x.org)."

    prose = parse(typed)

    assert [typed[c.start : c.end] for c in inlines(prose, CitationGroup)] == ["[@a-b p. 3; @c]"]
    assert [typed[i.start : i.end] for c in inlines(prose, CitationGroup) for i in c.items] == ["@a-b p. 3", "@c"]
    assert [typed[link.start : link.end] for link in inlines(prose, EntryLink)] == ["[[erbil|أربيل]]"]
    assert [typed[n.start : n.end] for n in prose.blocks[0].lines[0] if isinstance(n, ExternalLink)] == [
        "[w](https://x.org)"
    ]


def test_nodes() -> None:
    """A paragraph holds its inlines in order, each with its place."""
    assert parse("On [[erbil|it]] [@a p. 3].").blocks == (
        ProseBlock(
            "paragraph",
            (
                (
                    TextRun("On ", 0, 3),
                    EntryLink("erbil", "it", 3, 15),
                    TextRun(" ", 15, 16),
                    CitationGroup((CitationItem("a", "p. 3", 17, 24),), 16, 25),
                    TextRun(".", 25, 26),
                ),
            ),
            0,
            26,
        ),
    )


def test_a_text_knows_the_places_of_its_characters() -> None:
    """Text that stands as typed maps character by character; an entity is a place of its own."""
    prose = parse("one\ntwo &amp; three")

    texts = [leaf for leaf in leaves(prose.blocks[0].lines[0]) if isinstance(leaf, TextRun)]

    assert [(t.text, t.place(len(t.text) - 1)) for t in texts] == [
        ("one two ", (7, 8)),
        ("&", (8, 13)),
        (" three", (18, 19)),
    ]


def test_empty() -> None:
    """Nothing, and white space, are prose without blocks."""
    assert parse("") == Prose((), (), "")
    assert parse(" \n\t\n").blocks == ()


@pytest.mark.parametrize(
    ("typed", "at", "message"),
    [
        ("One.\n\nTwo.", "Two.", "this text is a single paragraph; a second one begins here"),
        ("- one", "- one", "this text is a single paragraph; a list is not allowed"),
        ("> one", "> one", "this text is a single paragraph; a quotation is not allowed"),
        ("## One", "## One", "this text is a single paragraph; it has no heading"),
    ],
)
def test_inline_only(typed: str, at: str, message: str) -> None:
    """A summary is one paragraph; each thing else is one fault."""
    [fault] = parse(typed, inline_only=True).faults

    assert (typed[slice(*fault.part)], fault.message) == (at, message)


@pytest.mark.parametrize("character", ["\x00", "\ud800", "\x1b", "\r", "\u2028", "\x85"])
def test_characters_that_are_no_text(character: str) -> None:
    """What the reader should have refused is reported, and goes out as U+FFFD."""
    prose = parse(f"a{character}b [@c]")

    code = f"U+{ord(character):04X}"
    assert prose.faults == (Fault((), f"the character {code} is not text", "take it out", (1, 2)),)
    assert written(prose) == "<p>a\ufffdb(c)</p>"


def test_too_long() -> None:
    """A text beyond all measure is not read."""
    [fault] = parse("a" * 400_001).faults

    assert fault.message == "the text has 400,001 characters; 400,000 are the most"


@pytest.mark.parametrize(
    "piece",
    [
        "[", "<", "> ", "*a _b", "*a ", "a* ", "**a ", "- ", "1. ", "`", "&", "![", "[x](", "<b>", "- a\n", "> a\n\n",
        "\\", "[@", "[[", "[[a|", "[@a;", "[see @", "é[@a] ", "| a ", "[x]: y\n\n", "[^1]", "## a\n\n", "\n> - ", "a. ",
        "]](", "[@a](", "***a***", "\n\n***\n", "\t", "[a](https://x.org) ",
    ],
)  # fmt: skip
def test_hostile_text_takes_steps_in_line_with_its_length(piece: str) -> None:
    """As much as prose may hold of any one piece is parsed and written."""

    def parse_and_write(text: str) -> None:
        prose = parse(text)
        written(prose)
        uncited_sentences(prose)
        uncited_blocks(prose)
        plain_text(prose)

    assert_in_line(parse_and_write, lambda times: piece * times, 200)
    parse_and_write((piece * cases(50_000))[: cases(400_000)])


def test_deep_emphasis_does_not_exhaust_the_stack() -> None:
    """Emphasis 10,000 deep is one fault."""
    prose = parse("*a " * 10_000 + "b*" * 10_000)

    assert [fault.message for fault in prose.faults] == ["emphasis is nested too deeply"]
    written(prose)


def test_ids_of_headings() -> None:
    """Ids carry the prefix and keep clear of one another."""
    html = written(parse("## Claims\n\n## Claims\n\n## سرايا"))

    headings = ['<h3 id="body-claims">Claims</h3>', '<h3 id="body-claims-2">Claims</h3>', '<h3 id="body">سرايا</h3>']
    assert html.splitlines() == headings


def test_citations_stand_close() -> None:
    """The space before a citation goes; that behind it stays."""
    assert written(parse("One [@a] [@b], two. [@c] Three *four [@d]* five.")) == (
        "<p>One(a)(b), two.(c) Three <em>four(d)</em> five.</p>"
    )


SENTENCES = [
    ("It is. He left.", ["It is.", "He left."]),
    ("U.S. forces struck U.S. bases. They left.", ["U.S. forces struck U.S. bases.", "They left."]),
    ("He went to the U.S. The group stayed.", ["He went to the U.S.", "The group stayed."]),
    ("On Feb. 3 and Sept. 11 it fired. On 4 May. It did.", ["On Feb. 3 and Sept. 11 it fired.", "On 4 May.", "It did."]),
    ("As para. 5 and p. 3 of no. 2 say. No.", ["As para. 5 and p. 3 of no. 2 say.", "No."]),
    ("It said no. Then it left.", ["It said no.", "Then it left."]),
    ("Lt. Gen. Mr. Dr. Abdul Amir led. He won.", ["Lt. Gen. Mr. Dr. Abdul Amir led.", "He won."]),
    ("He left. al-Sadr stayed. as-Sadr too.", ["He left.", "al-Sadr stayed.", "as-Sadr too."]),
    ("He left. al-hamdulillah e.g. this.", ["He left.", "al-hamdulillah e.g. this."]),
    ("J. R. Smith and Q. Soleimani met.", ["J. R. Smith and Q. Soleimani met."]),
    ("It fired 3.5 tonnes, i.e. Many. 40 died.", ["It fired 3.5 tonnes, i.e. Many.", "40 died."]),
    ("“It was us.” It said so.", ["“It was us.”", "It said so."]),
    ('"Why?" he asked. "Who?" They left!', ['"Why?" he asked.', '"Who?"', "They left!"]),
    ("It fired (at night.) Nobody died.", ["It fired (at night.)", "Nobody died."]),
    ("It fired … and left... It did.", ["It fired … and left...", "It did."]),
    ("At 3 a.m. It fired at 4 p.m. local time.", ["At 3 a.m.", "It fired at 4 p.m. local time."]),
    ("Knights et al. said so. See www.example.org for more.", ["Knights et al. said so.", "See www.example.org for more."]),
    ("قال ذلك. وغادر؟ نعم.", ["قال ذلك.", "وغادر؟", "نعم."]),
    ("No stop", ["No stop"]),
    ("…", []),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "expected"), SENTENCES)
def test_sentences(typed: str, expected: list[str]) -> None:
    """Sentences end where a reader ends them; where that is in doubt, they go on."""
    found = sentences(parse(typed))

    assert [typed[start:end] for start, end, _ in found] == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("One [@a]. Two [@b].", []),
        ("One. [@a] Two.[@b] Three.", ["Three."]),
        ("One. Two [@a].", ["One."]),
        ("One *is. Two [@a].*", ["One *is."]),
        ("One, [[erbil|the U.S. base]], fell. It *did [@a]*.", ["One, [[erbil|the U.S. base]], fell."]),
        ("One [@Bad]. Two.", ["Two."]),
        ("One [@unclosed. Two [@b].", []),
        ("- One.\n- Two [@a].", ["One."]),
        ("## One\n\nTwo [@a].", []),
        ("[@a]", []),
        ("One fell. [[b-c]] denied it [@a].", ["One fell."]),
        ("One fell. [[b-c|Two]] denied it [@a].", ["One fell."]),
        ("One fell. [[b-c|the two]] denied it [@a].", []),
        ("One fell. [Two](https://example.org/) denied it [@a].", ["One fell."]),
        ("One fell. *[[b-c]]* denied it [@a].", ["One fell."]),
        ("One fell. **Two** denied it [@a].", ["One fell."]),
        ("One fell. [[2021-02-15-raid]] was denied [@a].", ["One fell."]),
        ("One fell. “we did it”, two said [@a].", ["One fell."]),
        ("One fell. «we did it», two said [@a].", ["One fell."]),
        ('One fell. "we did it", two said [@a].', ["One fell."]),
        ("One fell. ([[b-c]] denied it [@a].)", ["One fell."]),
        ("One fell. 40 died [@a].", ["One fell."]),
        ("One fell. ٤٠ قتلوا [@a].", ["One fell."]),
        ("One fell. وغادر [@a].", ["One fell."]),
        ("سقط؟ [[b-c]] نفى [@a].", ["سقط؟"]),
        ("One fell. al-Sadr denied it [@a].", ["One fell."]),
        ("One fell! [[b-c]] denied it [@a].", ["One fell!"]),
        ("One fell.\n[[b-c]] denied it [@a].", ["One fell."]),
        ("One fell. [@a] [[b-c]] denied it.", ["[[b-c]] denied it."]),
        ("One fell near the U.S. [[b-c]] base [@a].", []),
        ("Gen. [[b-c]] denied it [@a].", []),
        ("At 4 p.m. local time [[b-c]] denied it, no. 2 said [@a].", []),
    ],
)
def test_uncited_sentences(typed: str, expected: list[str]) -> None:
    """A citation serves the sentence it stands in or follows; a broken one is one finding, not two."""
    assert [typed[start:end] for start, end in uncited_sentences(parse(typed))] == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("One. Two [@a].\n\nThree.", ["Three."]),
        ("## One\n\n- two\n- three [@a]", []),
        ("- two\n- three\n\n> four\n> five", ["- two\n- three", "> four\n> five"]),
        ("It said [@a]:\n\n> four", []),
        ("It said:\n\n- four [@a]", []),
        ("It said:\n\n> four", ["It said:", "> four"]),
        ("It said.\n\n> four [@a]", ["It said."]),
        ("It said [@a]:\n\nTwo.", ["Two."]),
    ],
)
def test_uncited_blocks(typed: str, expected: list[str]) -> None:
    """Each paragraph, list and quotation has a citation; a colon ties it to what it leads in."""
    assert [typed[start:end] for start, end in uncited_blocks(parse(typed))] == expected


def test_words() -> None:
    """Words without citations; links by their words, their name or their id."""
    prose = parse("## One\n\nTwo *three* [@a p. 3], [[erbil]]. [@b]\n\n- [[x|four five]]\n- six")

    assert plain_text(prose) == "One\nTwo three, erbil.\nfour five\nsix"
    assert plain_text(prose, lambda link: link.id.title()) == "One\nTwo three, Erbil.\nfour five\nsix"
    assert word_count(prose) == 7


WORDS = st.text(
    alphabet=st.one_of(
        st.sampled_from("abc *_`[]()<>&#~|{}!+-=:.\\\"'1"), st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])
    ),
    max_size=12,
)
PLAIN = WORDS.map(lambda words: re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(words.split()) or "x"))
IDS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,8}", fullmatch=True)
CITES = st.lists(st.tuples(IDS, st.sampled_from(["", " p. 3", " paras. 5-6"])), min_size=1, max_size=3).map(
    lambda items: "[" + "; ".join(f"@{source}{locator}" for source, locator in items) + "]"
)
ENTRIES = st.one_of(
    IDS.map("[[{}]]".format), st.tuples(IDS, st.sampled_from(["w", "a_b*c", "x y"])).map("[[{0[0]}|{0[1]}]]".format)
)
LINKS = st.tuples(
    PLAIN, st.sampled_from(["https://example.org/a_b_c?x=1&copy;=2", "http://a.org/(b)#é", "https://a.b.org:81"])
).map("[{0[0]}](<{0[1]}>)".format)
MARKED = st.tuples(st.sampled_from(["*", "**"]), st.sampled_from(["a", "b c", "d, [@e] f"])).map(
    "{0[0]}{0[1]}{0[0]}".format
)
LINES = (
    st.lists(st.one_of(PLAIN, CITES, ENTRIES, LINKS, MARKED), min_size=1, max_size=5).map(" ".join).map("A {}".format)
)
HEADINGS = PLAIN.map("## A {}".format)
LISTS = st.tuples(st.sampled_from(["- ", "1. "]), st.lists(LINES, min_size=1, max_size=3)).map(
    lambda drawn: "\n".join(drawn[0] + line for line in drawn[1])
)
QUOTATIONS = st.lists(LINES, min_size=1, max_size=3).map(lambda lines: "> " + "\n>\n> ".join(lines))
PROSES = st.lists(
    st.tuples(st.one_of(HEADINGS, LINES), st.one_of(LISTS, QUOTATIONS, LINES)).map("\n\n".join), min_size=1, max_size=3
).map("\n\n".join)
PIECES = [
    *"*_`\\[]()<>&#~|{}!-+=: \n\t", "\n\n", "    ", "a", "é", "ك", "٢. ", "1986. ", "1.", "2)", "- ", "> ", "## ", "### ", "# ",
    "[@a]", "[@a p. 3; @b]", "[[a]]", "[[a|w_x*]]", "[w](https://x.org/_a_(b)*?q=1&copy;=2)", "[*w*](http://x.org)",
    "&amp;", "&#42;", "&nbsp;", "&lt;", "<b>", "</b>", "<script>", "<div>\n", "<!--", "-->", "<![CDATA[", "<?",
    "<img src=x onerror=alert(1)>", "![x](y)", "<https://a.b>", "[r]: https://x.org\n", "[r]", "\\\n", "***", "___", "---",
    "===", "\u00a0", "\u2003", "\u200b", "\u2028", "\x00", "\x02", "\x03", "\ufffd", "\ue000", "\x85", "javascript:", "[^1]",
    "[^1]: ", "{: .x}", "{#id}", "[TOC]", "*[x]: y", "Term\n: def", "```", "~~~", "|a|b|\n|-|-|\n", "klzzwxh:0001",
    "\x02klzzwxh:0000\x03", "\x02amp\x03", "wzxhzdk:0",
]  # fmt: skip
MESSES = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=14).map("".join))


@settings(max_examples=cases(300))
@given(PROSES)
def test_allowed_prose_has_no_fault(typed: str) -> None:
    """What the strategy of allowed constructs writes is taken, and both converters agree on what goes out."""
    prose = parse(typed)

    assert prose.faults == ()
    assert_same_elements(written(prose))


@settings(max_examples=cases(1000))
@given(MESSES)
@example("![[a]]")
@example("C#\n===")
@example("\ud800[@a]")
def test_any_text_goes_out_tame(typed: str) -> None:
    """No exception, places inside the text, the same elements in both converters, no tag of the contributor's."""
    prose = parse(typed)
    markdown = written(prose, mark=True)

    assert all(0 <= start < end <= len(typed) for start, end in (fault.part for fault in prose.faults))
    assert_same_elements(markdown)
    assert_tame(by_pyromark(markdown))
    for start, end in (*uncited_sentences(prose), *uncited_blocks(prose)):
        assert 0 <= start < end <= len(typed)


@settings(max_examples=cases(300))
@given(st.text())
def test_escaped_text_reads_as_it_was(typed: str) -> None:
    """Escaping loses nothing but runs of white space."""
    clean = " ".join(
        re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]", "", typed).split(" ")
    )

    [_, *texts, _] = assert_same_elements(f"x{escape(clean)}x")

    assert texts == [f"x{re.sub(' +', ' ', clean)}x"]


def written(prose: Prose, *, mark: bool = False) -> str:
    """Write prose out with citations in parentheses, or as the pages mark them."""

    def cite(citation: CitationGroup) -> str:
        sources = "; ".join(" ".join(filter(None, (item.source, item.locator))) for item in citation.items)
        return '<sup><a href="#ref-1">1</a></sup>' if mark else f"({sources})"

    def link(entry: EntryLink) -> str:
        return f'<a href="{entry.id}.html">{escape_html(entry.words or entry.id)}</a>'

    return to_html(prose, cite=cite, link=link)


def account(typed: str) -> str:
    """Say of a text what its case in the fixture says."""
    prose = parse(typed)
    lines = [written(prose)]
    for fault in prose.faults:
        lines.append(f"! at {typed[slice(*fault.part)]!r}: {fault.message}")
        lines += [f"  help: {fault.help}"] if fault.help else []
    return "\n".join(filter(None, lines))


def assert_tame(html: str) -> None:
    """Assert that HTML has only the tags and attributes that we write, and addresses of two kinds."""
    allowed = {"p", "h3", "h4", "ul", "ol", "li", "blockquote", "em", "strong", "a", "sup"}

    class Tame(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert tag in allowed
            for name, value in attrs:
                assert (name, tag) in {("href", "a"), ("rel", "a"), ("id", "h3"), ("id", "h4")}
                assert name in ("id", "rel") or re.match(r"https?://|#ref-1$|[a-z0-9-]+\.html$", value or "")

        def handle_comment(self, data: str) -> None:
            raise AssertionError(data)

    parser = Tame()
    parser.feed(html)
    parser.close()
