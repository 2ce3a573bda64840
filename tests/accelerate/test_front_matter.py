"""Front matter is read as MkDocs reads it, whatever stands in it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils import meta

from generator.accelerate.pages import front_matter

FIELDS = (
    "own_search: true",
    "hide:\n  - navigation\n  - toc",
    "search:\n  exclude: true",
    "source_file: entities/groups/a-b.yml",
    "moved_to: kataib-hezbollah.html",
    "data: 2024-01-28",
    "number: 012",
    "empty:",
    "path: yes/no",
    "note: 'single'",
    "key: [a, b]",
    "odd: {",
    'title: "a" b',
    "dash: - a",
)
NAMES = st.sampled_from(["title", "description", "card", "reviewed"])


@given(
    st.lists(st.one_of(st.sampled_from(FIELDS), st.tuples(NAMES, st.text(max_size=20)))),
    st.text(alphabet="ab\n#-", max_size=10),
    st.booleans(),
)
def test_fields_are_those_of_mkdocs(fields: list[str | tuple[str, str]], body: str, plain: bool) -> None:
    """Texts with signs of any sort, escaped as JSON does it or not, beside values of other kinds and broken ones."""
    lines = [f if isinstance(f, str) else f"{f[0]}: {json.dumps(f[1], ensure_ascii=not plain)}" for f in fields]
    text = "\n".join(["---", *lines, "---", "", body])

    assert front_matter(text) == meta.get_data(text)


@pytest.mark.parametrize(
    "text", ["", "no fields", "---\n---\n", '---\ntitle: "a"\n', "---\n\n---\nbody", "--- \na: b\n---\n"]
)
def test_what_has_no_fields(text: str) -> None:
    """Nothing is found where MkDocs finds nothing."""
    assert front_matter(text) == meta.get_data(text)
