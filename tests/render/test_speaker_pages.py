"""The pages of speakers without an entry: who has one, and what stands there."""

from __future__ import annotations

import re

import pytest

from generator.facts.speakers import speaker_id, speakers
from generator.render.overviews.speaker_pages import pages
from generator.render.site_input import SiteInput
from tests.markup import assert_same_elements
from tests.stores import atlas_of, corpus, real_store


@pytest.mark.parametrize(
    ("label", "id"),
    [
        ("Michael Knights", "michael-knights"),
        ("Lloyd Austin, Secretary of Defense", "lloyd-austin"),
        ("Faleh al-Fayyāḍ", "faleh-al-fayyad"),
        ("an Iraqi security official", ""),
        ("a spokesman", ""),
        ("A" * 300, ""),
        ("Index", ""),
        ("Index 2", ""),
        ("الناطق", ""),
        ("", ""),
    ],
)
def test_names_have_a_page_and_descriptions_none(label: str, id: str) -> None:
    assert speaker_id(label) == id


def test_what_somebody_said_stands_on_one_page() -> None:
    """In every office; authors of signed analysis speak in it, and those who are named beside other words too."""
    said = "type: [{{value: state, cite: [s], by: {{label: {}}}}}]\nsummary: A body [@s]."
    atlas = atlas_of(
        {
            "groups/a": said.format('"Jane Doe, minister"'),
            "groups/b": said.format('"Jane Doe, president"'),
            "groups/c": said.format("a port official"),
        }
    )
    assert [(one.name, one.entries) for one in speakers(atlas)] == [("Jane Doe", 2)]
    made = dict(pages(SiteInput(atlas)))
    assert list(made) == ["speakers/index.md", "speakers/jane-doe.md"]
    assert re.findall(r'href="\.\./groups/(\w)\.html">', made["speakers/jane-doe.md"]) == ["a", "b"]
    assert re.findall(r'data-l="As">([^<]*)<', made["speakers/jane-doe.md"]) == ["minister", "president"]


@pytest.mark.parametrize("store", [corpus, real_store])
def test_every_statement_of_a_named_speaker_is_there(store) -> None:
    """Of each speaker as many rows as statements name them; both converters read the pages alike."""
    atlas = store()
    made = dict(pages(SiteInput(atlas)))
    for one in speakers(atlas):
        own = [text for path, text in made.items() if re.fullmatch(rf"speakers/{one.id}(_\d+)?\.md", path)]
        assert sum(text.count("<tr><th") - 1 for text in own) == len(one.said)
    named = sum(
        bool(fact.statement.by and fact.statement.by.label and speaker_id(fact.statement.by.label))
        for entry in atlas.entries.values()
        for fact in entry.facts
    )
    assert sum(len(one.said) for one in speakers(atlas)) >= named
    assert_same_elements(made["speakers/index.md"].split("\n---\n", 1)[1])
