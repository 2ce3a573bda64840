"""The picture of an entry's ties says what its tables say: in words from the entry to the other, strongest first."""

from __future__ import annotations

import html
import re

from euphrates_atlas.draw.relations import STYLES
from euphrates_atlas.render.entries.neighbourhood import MAX_NEIGHBOURS, NeighbourhoodView, neighbourhood
from euphrates_atlas.render.linked_words import LinkedWords
from tests.stores import atlas_of


def picture(store: dict[str, str], id: str = "g1") -> NeighbourhoodView | None:
    atlas = atlas_of(store)
    return neighbourhood(atlas[id], LinkedWords(atlas))


def texts(view: NeighbourhoodView | None) -> list[str]:
    assert view is not None
    return [html.unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", view.svg)]


def test_both_directions_read_from_the_entry_to_the_other() -> None:
    """Of a tie that another wrote, the words from this end; a property without such words bears its heading."""
    said = texts(
        picture(
            {
                "groups/g1": "name: One\nrelations: {type: part-of, target: g2, when: 2014/.., cite: [s]}",
                "groups/g2": "name: Two",
                "groups/g3": "name: Three\nrelations: {type: facade-of, target: g1, by: g2, said: 2021-02, cite: [s]}",
                "leaders/p1": "name: Somebody\nroles: {group: g1, role: spokesperson, cite: [s]}",
            }
        )
    )

    assert said == [
        *("One", "Armed group", "Uses as a façade", "Two, Feb 2021", "Three", "Armed group"),
        *("Part of", "A publisher (since 2014)", "Two", "Armed group"),
        *("Leaders: spokesperson", "A publisher", "Somebody", "Person"),
    ]


def test_what_several_say_is_one_line_and_a_denial_stands_on_it() -> None:
    view = picture(
        {
            "groups/g1": (
                "name: One\nrelations:\n"
                "  - {type: member-of, target: g2, by: g3, cite: [s]}\n"
                "  - type: member-of\n    target: g2\n    when: 2020\n    cite: [s]\n"
                "    disputed: {by: g2, stance: denies, cite: [s]}\n"
                "  - {type: allied-with, target: g3, cite: [s]}\n"
            ),
            "groups/g2": "name: Two",
            "groups/g3": "name: Three",
        }
    )

    assert view is not None
    assert texts(view)[2:5] == ["Member of (accounts differ)", "Three; Two denies; A publisher (2020)", "Two"]
    assert str(view.svg).count("ea-g-ring") == 2


def test_one_neighbour_makes_no_picture() -> None:
    """However often it is tied; and a tie to somebody in words alone is none."""
    relation = "name: One\nrelations: [{type: part-of, target: g2, cite: [s]}, {type: rival-of, target: g2, cite: [s]}]"
    assert picture({"groups/g1": relation + "\nfounders: {value: {label: a cleric}, cite: [s]}"}) is None
    in_words = relation.replace("rival-of, target: g2", "rival-of, target: {label: Another}")
    assert picture({"groups/g1": in_words}) is None
    assert picture({}) is None


def test_the_superseded_go_first_when_there_are_too_many() -> None:
    """The rest is counted; a preferred statement comes first, a superseded one is dashed and last."""
    relations = [f"  - {{type: part-of, target: x{n}, cite: [s]}}\n" for n in range(MAX_NEIGHBOURS + 2)]
    relations[0] = relations[0].replace("cite", "rank: deprecated, reason: superseded-by-author, cite")
    relations[-1] = relations[-1].replace("cite", "rank: preferred, reason: latest-assessment, cite")
    store = {f"groups/x{n}": f"name: X{n}" for n in range(MAX_NEIGHBOURS + 2)}
    view = picture({**store, "groups/g1": "name: One\nrelations:\n" + "".join(relations)})

    assert view is not None
    assert (view.drawn, view.count) == (MAX_NEIGHBOURS, MAX_NEIGHBOURS + 2)
    assert {style for style in STYLES.values() if f'class="{style}"' in view.svg} == {"ea-g-pref", "ea-g-norm"}
    assert [text for text in texts(view) if text.startswith("X")][:2] == [f"X{MAX_NEIGHBOURS + 1}", "X1"]
    assert view.tables == (("relations", "Relations"),)


def test_a_date_that_others_gainsay_is_no_fact_of_a_box() -> None:
    """A box has no speaker; what is preferred may stand, with its reason on the page."""
    two = "name: Two\nfounded:\n  - {{value: 1982, cite: [s]{}}}\n  - {{value: 1983, cite: [s]}}\n"
    store = {"groups/g1": "name: One\nrelations: {type: member-of, target: g2, cite: [s]}", "groups/g3": "name: Three"}
    store["groups/g4"] = "relations: {type: member-of, target: g1, cite: [s]}"

    said = " ".join(texts(picture({**store, "groups/g2": two.format("")})))
    ranked = " ".join(texts(picture({**store, "groups/g2": two.format(", rank: preferred, reason: more-precise")})))

    assert "1982" not in said
    assert "founded: accounts differ" in said
    assert "founded 1982" in ranked
