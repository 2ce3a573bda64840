"""The real entries as a corpus: nothing is lost, twice is once, and every reader gets the same."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from euphrates_atlas import kinds
from euphrates_atlas.edit.comments import comments_of
from euphrates_atlas.edit.formatting import formatted
from euphrates_atlas.model.kind import Record
from euphrates_atlas.text.yaml_reader import read_tree
from euphrates_atlas.text.yaml_tree import Mapping, Node, Scalar, Tree
from tests.case_count import cases, sample
from tests.overlays import WHOLE
from tests.stores import CORPUS

FOLDERS = kinds.record_types()


@cache
def corpus() -> tuple[tuple[str, type[Record], str], ...]:
    """Return name, kind and text of every worked example that can be read, and of every 25th entry of the whole store."""
    found = []
    for root, every in ((CORPUS / "entities", 1), (WHOLE, 25)):
        for path in sample(sorted(root.glob("*/*.yml")), every):
            text = path.read_text(encoding="utf-8")
            if isinstance(read_tree(path.name, text.encode()), Tree):
                found.append((f"{path.parent.name}/{path.name}", FOLDERS[path.parent.name], text))
    return tuple(found)


def tree_of(text: str) -> Tree:
    tree = read_tree("entry.yml", text.encode())
    assert isinstance(tree, Tree), tree
    return tree


def content(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return {key: content(value) for key, (_, value) in node.entries.items()}
    return [content(item) for item in node.items]


def comments(tree: Tree) -> Counter[str]:
    return Counter(comment[0].rstrip() for comment in comments_of(tree))


def test_there_is_a_corpus() -> None:
    assert {model.kind.folder for _, model, _ in corpus()} == set(FOLDERS)


def test_nothing_is_lost() -> None:
    """Values, lists and comments are the same before and after."""
    for name, model, text in corpus():
        before, after = tree_of(text), tree_of(formatted(tree_of(text), model))

        assert content(after.root) == content(before.root), name
        assert comments(after) == comments(before), name


def test_twice_is_once() -> None:
    for name, model, text in corpus():
        once = formatted(tree_of(text), model)

        assert formatted(tree_of(once), model) == once, name


def test_each_file_names_its_schema_once_and_first() -> None:
    for name, model, text in corpus():
        lines = formatted(tree_of(text), model).split("\n")

        assert [line for line in lines if "yaml-language-server" in line] == [model.kind.modeline], name
        assert lines[0] == model.kind.modeline, name


def test_lines_are_short_and_end_clean() -> None:
    """No line is longer than 110 columns but for what cannot be broken, a literal body aside."""
    for name, model, text in corpus():
        head = re.split(r"^body:", formatted(tree_of(text), model), flags=re.MULTILINE)[0]
        for line in head.split("\n"):
            bare = re.sub(r"  #.*", "", line)
            assert line == line.rstrip(), (name, line)
            assert len(bare) <= 110 or " " not in bare.strip().partition(": ")[2] or "{" in bare, (name, line)


def test_any_order_of_fields_gives_one_form() -> None:
    """What a contributor wrote first makes no difference."""
    for name, model, text in corpus():
        if comments(tree_of(text)):
            continue  # cut apart here, a comment would hang on another key
        blocks = re.split(r"\n(?=[a-z_]+:)", formatted(tree_of(text), model).rstrip("\n"))
        turned = "\n".join([blocks[0], *reversed(blocks[1:])]) + "\n"

        assert formatted(tree_of(turned), model) == formatted(tree_of(text), model), name


def test_the_other_reader_agrees() -> None:
    """PyYAML's own types, which follow YAML 1.1, print every text that the atlas reads as it stands in the file."""
    for name, model, text in corpus():
        new = formatted(tree_of(text), model)

        assert printed(yaml.load(new, Loader=yaml.CSafeLoader)) == printed(content(tree_of(new).root)), name


def printed(value: Any) -> Any:
    """Return a value with all that is no list or mapping as text; numbers and truth values by what they are worth."""
    if isinstance(value, dict):
        return {str(key): printed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [printed(item) for item in value]
    if isinstance(value, bool) or value in ("true", "false"):
        return str(value).lower()
    if isinstance(value, float) or (isinstance(value, str) and re.fullmatch(r"-?\d+\.\d+", value)):
        return float(value)
    return str(value)


SUBJECTS = [entry for entry in corpus() if len(entry[2]) > 600]
INSERTIONS = st.lists(
    st.tuples(st.integers(0, 10_000), st.sampled_from(["beside", 0, 0, 2, 2, 4, 6, 8])), min_size=1, max_size=8
)


@settings(max_examples=cases(200))
@given(st.sampled_from(SUBJECTS), INSERTIONS)
def test_comments_survive_wherever_they_stand(entry: tuple[str, type[Record], str], insertions: Any) -> None:
    """In any line, above or beside, at any depth: the comment, or the text that it has become there, is still there."""
    _, model, text = entry
    lines = text.rstrip("\n").split("\n")
    for number, (place, where) in enumerate(insertions):
        at = place % len(lines)
        if where == "beside":
            lines[at] += f"  # beside {number}"
        else:
            lines.insert(at, f"{' ' * where}# above {number}")
    tree = read_tree("entry.yml", ("\n".join(lines) + "\n").encode())
    if not isinstance(tree, Tree):
        return  # a comment parts what must stand together, as the lines of an unquoted text

    new = tree_of(formatted(tree, model))

    assert comments(new) == comments(tree)
    assert content(new.root) == content(tree.root)
    assert formatted(new, model) == new.text


@settings(max_examples=cases(100))
@given(st.sampled_from(SUBJECTS), st.data())
def test_a_comment_stays_above_its_field(entry: tuple[str, type[Record], str], data: st.DataObject) -> None:
    _, model, text = entry
    keys = re.findall(r"^([a-z_]+):", formatted(tree_of(text), model), re.MULTILINE)
    key = data.draw(st.sampled_from(keys))
    commented = re.sub(rf"^{key}:", f"# of {key}\n{key}:", text, count=1, flags=re.MULTILINE)

    lines = formatted(tree_of(commented), model).split("\n")

    assert lines[lines.index(f"# of {key}") + 1].startswith(f"{key}:")
