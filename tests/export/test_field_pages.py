"""The field reference of the site: every field of every kind, with links that lead somewhere."""

from __future__ import annotations

import re
from functools import cache

import pytest

from euphrates_atlas.kinds import record_types
from euphrates_atlas.model.codes import list_names
from euphrates_atlas.model.kind import Record
from euphrates_atlas.model.shape import shape_of
from euphrates_atlas.render.overviews.field_pages import SHARED
from euphrates_atlas.subject import repository_address
from tests.stores import corpus_pages

KINDS = pytest.mark.parametrize("model", list(record_types().values()), ids=lambda model: model.kind.folder)


@cache
def pages() -> dict[str, str]:
    """Return the pages of the reference by their file names."""
    rendered = corpus_pages()
    return {
        path.removeprefix("fields/"): data.decode() for path, data in rendered.items() if path.startswith("fields/")
    }


def anchors(text: str) -> list[str]:
    """Return the ids of a page."""
    return re.findall(r'\bid="([^"]+)"', text) + re.findall(r"^#+ .*\{#([^}]+)\}$", text, re.MULTILINE)


def test_there_is_a_page_for_each_kind():
    assert set(pages()) == {"index.md", *(f"{folder}.md" for folder in record_types())}


@KINDS
def test_every_field_of_a_kind_is_there(model: type[Record]):
    """With its own description; what all entries share stands on the index."""
    text, common = pages()[f"{model.kind.folder}.md"], shape_of(Record).fields
    for field in shape_of(model).fields.values():
        page = text if field.name not in common or field.required else pages()["index.md"]
        assert f"<code>{field.name}</code></th>" in page, field.name


@KINDS
def test_every_record_of_a_kind_has_its_table(model: type[Record]):
    text = pages()[f"{model.kind.folder}.md"]
    for field in shape_of(model).fields.values():
        if field.record is None or field.record.type in SHARED or not isinstance(field.record.type, type):
            continue
        called = vars(field.record.type).get("called", field.record.type.__name__)
        anchor = re.sub(r"(?<!^)(?=[A-Z])", "-", called).lower()
        for part in field.record.parts if field.record.is_statement else field.record.fields.values():
            assert f'id="{anchor}-{part.name}"' in text, part.name


def test_required_fields_are_marked():
    text = pages()["leaders.md"]
    assert re.search(r'id="field-public_role_basis">.*<td>required</td>', text)
    assert re.search(r'id="field-roles">.*<td><code>roles</code> or <code>life_status</code></td>', text)
    assert re.search(r'id="field-birth">.*<td><span class="ea-none">', text)
    assert re.search(r'id="agent-label">.*<td>required</td>', pages()["index.md"])
    assert 'id="agent-id"' not in pages()["index.md"]


def test_what_a_field_holds_is_said():
    text = pages()["strikes.md"]
    assert '<td>statement: code: <a href="../glossary/index.html#strike-type">' in text
    assert re.search(
        r'id="target-site">.*<td>id: (<a href="\w+.html">\w+</a>(, | or )?)*<a href="bases.html">site</a>', text
    )
    assert '<td><a href="index.html#agent">agent</a></td>' in text
    assert "<td>list of 2</td>" in pages()["places.md"]
    assert "<td>text of at most 300 characters</td>" in pages()["sources.md"]


def test_no_address_is_given_twice():
    for name, text in pages().items():
        found = anchors(text)
        assert len(found) == len(set(found)), name


def test_links_lead_somewhere():
    for name, text in pages().items():
        for target in re.findall(r'href="([^"]+)"', text):
            file, _, anchor = target.partition("#")
            if file.startswith(f"{repository_address()}/new/"):
                assert f"/entities/{name.removeprefix('fields/').removesuffix('.md')}?" in file, target
            elif file == "../glossary/index.html":
                assert anchor in list_names(), target
            elif file.startswith("../schema/"):
                assert file.removeprefix("../schema/").removesuffix(".json") in record_types(), target
            else:
                there = pages()[file.removesuffix(".html") + ".md" if file else name]
                assert not anchor or anchor in anchors(there), (name, target)
