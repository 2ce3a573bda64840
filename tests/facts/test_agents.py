"""A speaker in words, with the body behind them, which is said once."""

from __future__ import annotations

from collections import Counter
from unicodedata import name

import pytest

from euphrates_atlas.facts.plain_words import agent_words
from euphrates_atlas.model.statement import Agent
from euphrates_atlas.render.linked_words import LinkedWords
from euphrates_atlas.subject import subject
from euphrates_atlas.text.folding import tokens
from tests.stores import atlas_of, whole_store

BODIES = {
    "groups/syria": "name: Syria",
    "groups/iran": "name: Iran",
    "groups/united-states": "name: United States\nnames: [{text: US, lang: en, use: acronym}, {text: Washington, use: weak-alias}]",
    "groups/saudi-arabia": "name: Saudi Arabia",
    "groups/pmf": "name: Popular Mobilization Forces\nnames: [{text: PMF, use: acronym}, {text: The Force, shared: true}]",
}


@pytest.mark.parametrize(
    ("label", "of", "said", "linked"),
    [
        ("Syrian civil aviation authority", "syria", "", "Syrian"),
        ("transport ministry of Syria", "syria", "", "Syria"),
        ("Iran's mission to the United Nations", "iran", "", "Iran"),
        ("Iranian state television", "iran", "", "Iranian"),
        ("two US officials to NBC News", "united-states", "", "US"),
        ("the American military", "united-states", "", "American"),
        ("Saudi Ministry of Defence", "saudi-arabia", "", "Saudi"),
        ("a PMF official of the 12th Brigade", "pmf", "", "PMF"),
        ("a spokesman", "pmf", " of Popular Mobilization Forces", ""),
        ("Ministry of Defence", "syria", " (Syria)", ""),
        ("a Syriac bishop", "syria", " of Syria", ""),
        ("a Syrian source", "iran", " of Iran", ""),
        ("a USAF pilot", "united-states", " of United States", ""),
        ("Washington sources", "united-states", " of United States", ""),
        ("The Force", "pmf", " of Popular Mobilization Forces", ""),
    ],
)
def test_a_body_that_its_speaker_names_is_not_named_again(label: str, of: str, said: str, linked: str) -> None:
    """Neither by its name, nor by a shorter one, nor by the adjective; the word that names it leads to it."""
    atlas, agent = atlas_of(BODIES), Agent(label=label, of=of)
    assert agent_words(atlas, agent) == label + said
    link = LinkedWords(atlas).agent(agent)
    assert link.striptags() == label + said
    assert f'href="../groups/{of}.html">{linked or atlas[of].label}</a>' in link


def test_adjectives_are_those_of_entries() -> None:
    assert {*subject().adjectives} <= {*whole_store().entries}


def test_translations_are_words_of_other_languages() -> None:
    """Each is looked up as one or two folded words; it has one meaning, one script, and is no word that says of whom somebody is."""
    words = [(meant, word) for meant, same in subject().translations.items() for word in same]
    folded = [tokens(word) for _, word in words]
    assert [word for word, parts in zip(words, folded, strict=True) if len(parts) not in (1, 2)] == []
    assert [parts for parts, number in Counter(folded).items() if number > 1] == []
    own = {tokens(word) for same in subject().adjectives.values() for word in same}
    assert own.isdisjoint(folded)
    assert [
        word for _, word in words if len({name(letter).split()[0] for letter in word if letter.isalpha()}) > 1
    ] == []
