"""Whatever stands in a file, reading and checking it ends in findings that lie inside it, and never in a traceback."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from euphrates_atlas import kinds
from euphrates_atlas.findings import Finding, Span
from euphrates_atlas.model.parsing import parse_entry
from euphrates_atlas.model.shape import shape_of
from euphrates_atlas.settings import Settings
from euphrates_atlas.text.yaml_reader import MAX_BYTES, read_tree
from euphrates_atlas.text.yaml_tree import Mapping, Node, Scalar, Sequence, Tree
from tests.case_count import cases
from tests.effort import assert_in_line
from tests.overlays import BASE, RULES, WHOLE, lay
from tests.safety.walks import tree_of
from tests.stores import check, render_pages

bounded = settings(max_examples=cases(300), derandomize=True, deadline=None, database=None)
few = settings(
    max_examples=cases(600),
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

PIECES = st.sampled_from(
    [
        *("name", "names", "type", "value", "cite", "summary", "body", "founded", "by", "when", "x", "a-source p. 3"),
        *(": ", ":", "\n", "\n  ", "\n    ", "\n- ", "  - ", "- ", "{", "}", "[", "]", ", ", ",", "? ", "\r\n", " "),
        *(
            "'",
            '"',
            "''",
            "\\",
            "\\n",
            "\\u0041",
            "\\x4",
            "|\n  ",
            ">-\n  ",
            "|2\n",
            "#",
            " # x",
            "&a ",
            "*a ",
            "!!str ",
            "!",
        ),
        *(
            "---\n",
            "...\n",
            "%YAML 1.2\n",
            "<<: ",
            "~",
            "null",
            "2021-02-30",
            "[@a]",
            "[[b|c]]",
            "قال",
            "😀",
            "é",
            "\ufeff",
        ),
        *("\x85", "\u2028", "\t", "\r", "\0", "\x1b", "0", "-1", "1e999", "true"),
    ]
)
yaml_like = st.lists(PIECES, max_size=40).map("".join)
scalars = st.one_of(
    PIECES, st.text(max_size=12), st.sampled_from(["facade", "armed-group", "2021", "times-2024-attack"])
)


@bounded
@given(st.binary(max_size=200))
@example(b"\xef\xbb\xbf")
@example(b"\xef\xbb\xbf\xff")
@example(b"a: \xf0\x9f")
@example(b"a: b\r")
@example(b"\r\r\ra: [")
def test_bytes(data: bytes) -> None:
    """Any bytes are a tree or at least one finding inside the file."""
    assert_sound(data)


@bounded
@given(yaml_like)
@example('a: "\\\n')
@example("? ")
@example("a: |\n\n\n  ")
@example("{a: [}")
@example("a: 'x\n\n\n")
@example("- - - -\n - -")
def test_text_like_yaml(text: str) -> None:
    """Any pieces of YAML in any order are a tree or at least one finding inside the file."""
    assert_sound(text.encode("utf-8", "replace"))


@bounded
@given(st.text(max_size=60), st.sampled_from(["'", '"', "|", ">"]))
def test_what_is_written_is_read(text: str, style: str) -> None:
    """A text that YAML writes comes back as it was, whatever the style; places of its characters are in the file."""
    import yaml

    written = yaml.dump({"a": text}, default_style=style, allow_unicode=True)
    tree = read_tree("f.yml", written.encode("utf-8", "replace"))

    if isinstance(tree, Tree):
        node = tree.root.entries["a"][1]
        assert isinstance(node, Scalar)
        assert node.text == text
        for place in range(len(text)):
            assert_inside(tree.text, tree.span(("a",), part=(place, place + 1)))
    else:
        assert {d.rule.code for d in tree} <= {"A101", "A104", "A106", "A111"}


@bounded
@given(
    st.recursive(
        scalars,
        lambda inner: st.one_of(
            st.lists(inner, max_size=4),
            st.dictionaries(
                st.one_of(
                    st.sampled_from(
                        [
                            "value",
                            "cite",
                            "by",
                            "label",
                            "of",
                            "id",
                            "src",
                            "loc",
                            "rank",
                            "type",
                            "target",
                            "disputed",
                            "text",
                        ]
                    ),
                    st.text(max_size=6),
                ),
                inner,
                max_size=4,
            ),
        ),
        max_leaves=12,
    ),
    st.sampled_from(sorted(kinds.record_types())),
    st.data(),
)
def test_any_value_in_any_field(value: object, folder: str, data: st.DataObject) -> None:
    """Whatever form a field's value takes, the kind's parser types it or gives findings inside the file."""
    import json

    model = kinds.record_types()[folder]
    field = data.draw(st.sampled_from(sorted(shape_of(model).fields)))
    written = f"{field}: {json.dumps(value, ensure_ascii=False)}\n".encode("utf-8", "replace")
    tree = read_tree("f.yml", written)

    if isinstance(tree, Tree):
        entry = parse_entry("f", tree, model)
        if isinstance(entry, list):
            assert entry
            for found in entry:
                assert_in_file(tree.text, found)


ENTRIES = [
    *sorted(WHOLE.glob("*/*.yml")),
    *sorted(RULES.glob("A[2-9]*/good/*/*.yml")),
    *sorted(BASE.glob("*/*.yml")) * 8,
]
"""Real entries, whose references lead nowhere in the small store, and as many of our own, in which they all resolve."""


@pytest.fixture(scope="module")
def store() -> Iterator[Settings]:
    """A store of the base and one more entry, which the examples overwrite."""
    with TemporaryDirectory() as folder:
        yield lay(Path(folder), BASE)


@few
@given(st.integers(0, 2**32))
def test_mutated_entries(store: Settings, seed: int) -> None:
    """A real entry with lines or characters dropped, doubled, swapped or replaced is checked without a traceback."""
    random = Random(seed)
    source = ENTRIES[random.randrange(len(ENTRIES))]
    text = source.read_bytes().decode()
    for _ in range(random.randrange(1, 4)):
        text = mutated(text, random)
    path = store.entities / source.parent.name / source.name
    before = path.read_bytes() if path.exists() else None
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        checked = check(store)
    finally:
        path.unlink() if before is None else path.write_bytes(before)

    if checked.atlas is not None:
        assert render_pages(checked.atlas)
    for found in checked.findings:
        if found.file.endswith(f"/{source.name}") and found.excerpt is not None:
            assert_in_file(text.removeprefix("\ufeff"), found)


@few
@given(st.integers(0, 2**32))
def test_mutated_store(tmp_path: Path, seed: int) -> None:
    """A store in which files are missing, doubled, renamed or exchanged is checked without a traceback."""
    random = Random(seed)
    shutil.rmtree(tmp_path / "store", ignore_errors=True)
    laid = lay(tmp_path / "store", BASE)
    files = sorted(laid.entities.rglob("*.yml"))
    for _ in range(random.randrange(1, 4)):
        one, other = random.choice(files), random.choice(files)
        action = random.randrange(4)
        if action == 0:
            one.unlink(missing_ok=True)
        elif action == 1 and one.exists():
            shutil.copy(one, other.with_name("copy.yml"))
        elif action == 2 and one.exists():
            other.write_bytes(one.read_bytes())
        elif one.exists():
            one.rename(other.parent / one.name)

    checked = check(laid)

    assert checked.atlas is not None or checked.findings


@pytest.mark.parametrize(
    ("before", "piece", "after", "most"),
    [
        (b"a: ", b"[", b"", 400_000),
        (b"a: ", b"{", b"", 400_000),
        (b"a: ", b"{a: ", b"", 100_000),
        (b"", b"- ", b"", 200_000),
        (b"", b"? ", b"", 200_000),
        (b"a: ", b"'", b"", 400_000),
        (b'a: "', b"\\", b"", 400_000),
        (b'a: "', b"\\x41", b'"', 100_000),
        (b"a: ", b"&", b"", 400_000),
        (b"", b"a", b"", 400_000),
        (b"", b"a: b\n", b"", 800),
        (b"", b"a:\n", b"", 800),
        (b"a: |\n", b" ", b"", 400_000),
        (b"a: >\n", b"\n", b"", 400_000),
        (b"", b"#", b"", 400_000),
        (b"", b"\n", b"", 400_000),
        (b"", b" ", b"a: b", 400_000),
        (b"a: b", b" ", b"\n c", 400_000),
        (b"[", b"a: b, ", b"", 800),
        (b"", b"%TAG ! x\n", b"", 40_000),
        (b"", b"\xff", b"", MAX_BYTES),
        (b"", b"\x00", b"", MAX_BYTES),
        (b"", b"x", b"x", MAX_BYTES),
        (b"a: {", b"a: b, ", b"}", 800),
        (b"a: [", b"'', ", b"]", 800),
        (b"a: ", "\u200b\u200c".encode(), b"", 400),
        (b'a: "', b"\\u200b\\u200c", b'"', 400),
    ],
    ids=repr,
)
def test_files_built_to_exhaust_the_reader(before: bytes, piece: bytes, after: bytes, most: int) -> None:
    """A file of any one mark is answered in steps in line with its length: half a megabyte of what has no finding for each."""
    assert_in_line(lambda data: read_tree("f.yml", data), lambda times: before + piece * times + after, most)


def test_findings_share_the_line_that_they_show() -> None:
    """A line of half a megabyte with thousands of slips is made ready and held once."""
    hidden = read_tree("f.yml", ("name: a\nnote: " + "\u200b\u200c" * 9).encode())
    refused = parse_entry(
        "f", tree_of("f.yml", f"{NAMED}different_from: [{'A, ' * 9}]\n"), kinds.record_types()["groups"]
    )

    for found in (hidden, refused):
        assert isinstance(found, list)
        assert len(found) > 8
        assert len({id(finding.excerpt) for finding in found}) == 1


HEAD = "summary: A group [@times-2024-attack].\nreviewed: 2026-11-20\n"
TYPE = "type: {value: armed-group, cite: [times-2024-attack]}\n"
NAMED = f"name: Other Brigade\n{HEAD}{TYPE}"


MANY: dict[str, tuple[Callable[[int], str], int]] = {
    "uncited paragraphs": (lambda times: NAMED + "body: |\n" + "  a\n\n" * times, 400),
    "unresolved links": (lambda times: NAMED + "body: |\n" + "  [[x]]\n\n" * times, 400),
    "unknown citations": (lambda times: NAMED + "founded: {value: 2019, cite: [" + "x," * times + "]}\n", 400),
    "a citation of blanks": (
        lambda times: NAMED + 'founded: {value: 2019, cite: ["a' + " " * times + '\\nb"]}\n',
        300_000,
    ),
    "opened quotation marks": (
        lambda times: NAMED + "body: '" + "“" * times + " regime [@times-2024-attack]'\n",
        40_000,
    ),
    "unknown keys": (lambda times: NAMED + "".join(f"key-{i}: x\n" for i in range(times)), 400),
    "a long code": (
        lambda times: f"name: A\n{HEAD}type: {{value: {'x' * times}, cite: [times-2024-attack]}}\n",
        400_000,
    ),
    "a long id": (lambda times: NAMED + f"different_from: [{'x' * times}]\n", 400_000),
    "a long number": (lambda times: NAMED + f"strength: {{low: {'9' * times}, cite: [times-2024-attack]}}\n", 400_000),
    "a long date": (
        lambda times: NAMED + f"founded: {{value: {'2021-' * times}, cite: [times-2024-attack]}}\n",
        80_000,
    ),
    "a long address": (lambda times: f"title: A\npublisher: example-times\nurl: https://{'a.' * times}\n", 200_000),
    "a long name": (lambda times: f"name: {'x ' * times}y\n{HEAD}{TYPE}", 200_000),
}


@pytest.mark.parametrize("title", MANY)
def test_entries_built_to_exhaust_the_checks(title: str, tmp_path: Path) -> None:
    """A file that breaks one rule thousands of times, or with one enormous value, is answered in steps in line with its length."""
    folder = "sources" if "address" in title else "groups"
    written, most = MANY[title]
    number = count()

    def laid(times: int) -> Settings:
        return lay(tmp_path / str(next(number)), BASE, files={f"{folder}/other-brigade.yml": written(times)})

    def answer(settings: Settings) -> None:
        assert check(settings).findings

    assert_in_line(answer, laid, most)


def assert_sound(data: bytes) -> None:
    result = read_tree("f.yml", data)
    if isinstance(result, Tree):
        for path in paths(result.root):
            assert_inside(result.text, result.span(path))
            assert_inside(result.text, result.span(path, at_key=True))
        return
    assert result
    text = data.decode("utf-8-sig", "replace")
    for found in result:
        assert found.help
        if found.excerpt is None:
            assert 1 <= found.span.line <= text.count("\n") + 1
        else:
            assert_in_file(text, found)


def assert_in_file(text: str, found: Finding) -> None:
    """Assert that a finding lies inside a text, and shows the line on which it does."""
    assert_inside(text, found.span)
    line = text.split("\n")[found.span.line - 1]
    assert found.excerpt is not None
    assert len(found.excerpt) == len(line.rstrip("\r"))
    assert (found.span.line, found.span.column) < (found.span.end_line, found.span.end_column)


def assert_inside(text: str, span: Span) -> None:
    lines = text.split("\n")
    for line, column in ((span.line, span.column), (span.end_line, span.end_column - 1)):
        assert 1 <= line <= len(lines)
        assert 0 <= column <= len(lines[line - 1]) + 1


def paths(node: Node, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    if isinstance(node, Mapping):
        for key, (_, value) in node.entries.items():
            yield from paths(value, (*path, key))
    elif isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            yield from paths(item, (*path, index))


def mutated(text: str, random: Random) -> str:
    """Return a text with one slip: of a line, of a character, of a word."""
    lines = text.split("\n")
    at, other = random.randrange(len(lines)), random.randrange(len(lines))
    action = random.randrange(8)
    if action == 0:
        del lines[at]
    elif action == 1:
        lines.insert(other, lines[at])
    elif action == 2:
        lines[at], lines[other] = lines[other], lines[at]
    elif action == 3:
        lines[at] = " " * random.randrange(1, 4) + lines[at]
    elif action == 4:
        lines[at] = lines[at].lstrip()
    else:
        line = lines[at]
        place = random.randrange(len(line) + 1)
        put = random.choice([*":,[]{}'\"#&*!|>@%`-?~=\\", "\t", "\0", "é", "ق", "\ufeff", "\r", ": ", " #", "[@", "[["])
        lines[at] = (
            line[:place] + (put if action == 5 else "") + line[place + (action == 6) :] + (put if action == 7 else "")
        )
    return "\n".join(lines)
