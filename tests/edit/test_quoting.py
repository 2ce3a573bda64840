"""Plain where all readers agree, else in quotes; long texts break where nothing is torn apart."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from euphrates_atlas.edit.formatting import folded, is_plain, quoted
from euphrates_atlas.text.yaml_reader import read_tree
from euphrates_atlas.text.yaml_tree import Mapping, Scalar, Tree

TEXTS = st.text(
    st.characters(exclude_categories=["C", "Zl", "Zp"]),
    min_size=1,
).filter(lambda text: bool(text.strip()))
AWKWARD = st.text("ab01 -:,#[]{}'\"\\?!&*|>%@`~.=_eEoxyn/+", min_size=1, max_size=12).filter(lambda t: bool(t.strip()))

# The core schema of YAML 1.2.2, section 10.3.2: what a plain scalar is that is no text.
CORE_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
CORE_OTHER = re.compile(
    r"null|Null|NULL|~||true|True|TRUE|false|False|FALSE"
    r"|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?(\.inf|\.Inf|\.INF)|\.nan|\.NaN|\.NAN"
)


def read_back(line: str) -> str:
    tree = read_tree("entry.yml", f"{line}\n".encode())
    if not isinstance(tree, Tree):
        assume(all(d.rule.code != "A111" for d in tree))  # hidden, or like another letter: nobody may write it
        raise AssertionError((line, tree))
    node = tree.root.entries["key"][1]
    node = node.entries["inner"][1] if isinstance(node, Mapping) else node
    assert isinstance(node, Scalar)
    return node.text


@given(st.one_of(TEXTS, AWKWARD))
def test_what_is_written_is_read(text: str) -> None:
    """Outside and inside of braces."""
    assert read_back(f"key: {quoted(text, flow=False)}") == text
    assert read_back(f"key: {{inner: {quoted(text, flow=True)}, more: x}}") == text


@given(st.one_of(TEXTS, AWKWARD, st.from_regex(r"[-+]?[0-9][0-9_.:eExo-]{0,9}", fullmatch=True)))
def test_plain_is_the_same_text_in_yaml_1_1_and_1_2(text: str) -> None:
    """Whatever type a reader gives a plain value, it prints as it was typed."""
    if not is_plain(text, flow=True):
        return

    try:
        old = yaml.load(f"{{key: {text}}}", Loader=yaml.SafeLoader)["key"]
    except ValueError:
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", text)  # looks like a day, and is none: the check says so
        return

    assert str(old) == text
    if CORE_INTEGER.fullmatch(text):
        assert str(int(text)) == text
    elif CORE_OTHER.fullmatch(text):
        assert repr(float(text)) == text


@pytest.mark.parametrize("text", ["2021-02-15", "2021", "2003~", "2014/..", "a", "a-b p. 3", "…", "سرايا"])
def test_plain(text: str) -> None:
    assert quoted(text, flow=True) == text


@pytest.mark.parametrize(
    "text", ["no", "Y", "~", "null", "08", "1.50", "1_000", "01:00", "0x1f", "=", "tail:", "a: b", " a"]
)
def test_in_quotes(text: str) -> None:
    assert quoted(text, flow=False) == f'"{text}"'


@pytest.mark.parametrize("text", ["2011?", "Is this acceptable?", "a, b", "[a]"])
def test_in_quotes_inside_of_braces_alone(text: str) -> None:
    assert quoted(text, flow=False) == (text if text[0] != "[" else f'"{text}"')
    assert quoted(text, flow=True) == f'"{text}"'


@pytest.mark.parametrize("text", ["0.10", "true", "-3", "12"])
def test_numbers_and_truth_values_stay_what_they_are(text: str) -> None:
    """In quotes an editor would take them for texts."""
    assert quoted(text, flow=True, typed=True) == text


def test_the_quotes_with_fewer_escapes() -> None:
    assert quoted("- a", flow=False) == '"- a"'
    assert quoted('"a" and b', flow=False) == "'\"a\" and b'"
    assert quoted('"a" isn\'t', flow=False) == "'\"a\" isn''t'"


@given(st.lists(st.text("abc[]@-;| ", max_size=30).map(lambda t: " ".join(t.split())), min_size=1, max_size=8))
def test_folding_changes_no_text(words: list[str]) -> None:
    text = "\n".join(words).strip("\n")
    lines = folded(text, 20)
    if lines is None:
        assert not text.strip()
        return

    assert read_back("key: >-\n" + "\n".join(f"  {line}" if line else "" for line in lines)) == text


def test_no_citation_is_torn() -> None:
    """Nor a link, where it fits a line."""
    text = "One two three four [@source-id para. 5; @other-id p. 3] and [[an-entry|its words]]."

    assert folded(text, 24) == [
        "One two three four",
        "[@source-id para. 5;",
        "@other-id p. 3] and",
        "[[an-entry|its words]].",
    ]
