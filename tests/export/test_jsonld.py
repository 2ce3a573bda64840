"""What search engines are told: terms of schema.org used as it defines them, small, and no more certain than the atlas is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest

from euphrates_atlas.export.export_files import DATA_FORMATS
from euphrates_atlas.export.jsonld import MAX_BYTES, atlas_data, page_data
from euphrates_atlas.facts.rivals import disagreements
from euphrates_atlas.model.atlas import Atlas
from euphrates_atlas.render.overviews.data_page import pages
from euphrates_atlas.render.site_input import SiteInput
from euphrates_atlas.subject import site_address
from tests.stores import atlas_of, corpus, render_pages, whole_store

SITE = site_address()
ABOVE = {
    "WebPage": "CreativeWork",
    "WebSite": "CreativeWork",
    "Article": "CreativeWork",
    "NewsArticle": "Article",
    "ScholarlyArticle": "Article",
    "Report": "Article",
    "SocialMediaPosting": "Article",
    "BlogPosting": "SocialMediaPosting",
    "Book": "CreativeWork",
    "Chapter": "CreativeWork",
    "Legislation": "CreativeWork",
    "Dataset": "CreativeWork",
    "Map": "CreativeWork",
    "Movie": "CreativeWork",
    "Thesis": "CreativeWork",
    "Claim": "CreativeWork",
    "CreativeWork": "Thing",
    "Organization": "Thing",
    "Person": "Thing",
    "Place": "Thing",
    "Event": "Thing",
    "BreadcrumbList": "ItemList",
    "ItemList": "Intangible",
    "ListItem": "Intangible",
    "OrganizationRole": "Role",
    "Role": "Intangible",
    "GeoCoordinates": "StructuredValue",
    "StructuredValue": "Intangible",
    "Intangible": "Thing",
}
"""Each type that is used, and the one that schema.org puts it under."""

PROPERTIES = {
    "Thing": "name alternateName sameAs url",
    "CreativeWork": "author editor translator publisher datePublished dateModified dateCreated inLanguage license isPartOf "
    "hasPart mainEntity archivedAt citation",
    "WebPage": "breadcrumb",
    "ItemList": "itemListElement",
    "ListItem": "position item",
    "Organization": "foundingDate dissolutionDate founder memberOf",
    "Person": "birthDate birthPlace deathDate nationality affiliation memberOf",
    "Role": "roleName startDate endDate affiliation",
    "Event": "startDate endDate location",
    "Place": "geo containedInPlace",
    "GeoCoordinates": "latitude longitude",
}
"""The properties that are used, by the types that schema.org defines them for; a role repeats the property that it qualifies."""


def ancestors(type_: str) -> set[str]:
    found = {type_}
    while type_ in ABOVE:
        type_ = ABOVE[type_]
        found.add(type_)
    return found


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "@value" not in value:
            yield value
        for item in value.values():
            yield from nodes(item)
    elif isinstance(value, list):
        for item in value:
            yield from nodes(item)


class _Scripts(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = (tag, attrs) == ("script", [("type", "application/ld+json")])

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found.append(data)


def data_of(page: str) -> dict[str, Any]:
    """Return what a page tells, read as a browser reads the page."""
    read = json.loads(scripts_of(page)[0])
    assert isinstance(read, dict)
    return read


@pytest.fixture(scope="module")
def told(whole_pages: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Return what the page of each entry of the store tells."""
    with_pages = [entry for entry in whole_store().entries.values() if not entry.kind.row_of]
    return {entry.id: data_of(whole_pages[f"{entry.kind.folder}/{entry.id}.md"]) for entry in with_pages}


def works_of(pages: dict[str, str]) -> list[dict[str, Any]]:
    """Return what the pages of publishers tell of works."""
    texts = [text for path, page in pages.items() if path.startswith("publishers/") for text in scripts_of(page)]
    return [work for text in texts for work in json.loads(text).get("@graph", ())]


def scripts_of(page: str) -> list[str]:
    body = page.split("\n---\n", 1)[1]
    return _Scripts(body[body.index("<script") :]).found if "<script" in body else []


def test_each_work_is_described_where_its_row_stands(whole_pages: dict[str, str]):
    """Once, under its address."""
    described = [work["@id"] for work in works_of(whole_pages)]
    sources = [entry for entry in whole_store().entries.values() if entry.kind.row_of]
    assert sorted(described) == sorted(site_address(entry.address) for entry in sources)
    assert {type for work in works_of(whole_pages) for type in ancestors(work["@type"])} <= {*ABOVE, *ABOVE.values()}


def test_types_and_properties_are_those_of_schema_org(told: dict[str, dict[str, Any]]):
    for id, data in told.items():
        assert data["@context"] == "https://schema.org"
        for node in nodes(data):
            types = ancestors(node["@type"]) if "@type" in node else {"Thing"}
            assert types <= {*ABOVE, *ABOVE.values()}, id
            for name in node.keys() - {"@context", "@type", "@id"}:
                assert any(name in PROPERTIES.get(type_, "").split() for type_ in types), f"{id}: {name} of {types}"


def test_every_kind_of_entry_says_what_it_is(told: dict[str, dict[str, Any]]):
    assert {data["mainEntity"]["@type"] for data in told.values()} >= {"Organization", "Person", "Place", "Event"}


def test_it_is_small(told: dict[str, dict[str, Any]]):
    for id, data in told.items():
        assert len(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()) <= MAX_BYTES + 100, id


def test_claims_are_the_statements_on_which_accounts_differ(told: dict[str, dict[str, Any]]):
    """As many as fit, each with its address and whoever says it, and none without its rivals."""
    for entry in (entry for entry in whole_store().entries.values() if entry.id in told):
        claims = told[entry.id].get("hasPart", [])
        present = {claim["@id"].rpartition("#s-")[2] for claim in claims}
        matters = [{fact.id for fact in facts} for facts in disagreements(whole_store(), entry)]
        assert present <= set().union(*matters), entry.id
        assert [matter for matter in matters if matter & present and not matter <= present] == [], entry.id
        for claim in claims:
            authors = claim["author"] if isinstance(claim["author"], list) else [claim["author"]]
            assert all(author["name"] for author in authors), entry.id


def subject(atlas: Atlas, id: str) -> dict[str, Any]:
    entry = atlas[id]
    read = json.loads(page_data(atlas, entry, entry.label, ()))["mainEntity"]
    assert isinstance(read, dict)
    return read


@pytest.mark.parametrize(
    ("founded", "expected"),
    [
        ("{value: 2003-05-01, cite: [s]}", "2003-05-01"),
        ("{value: 2003, cite: [s]}", "2003"),
        ("{value: 2003~, cite: [s]}", None),
        ("{value: 2003?, cite: [s]}", None),
        ("{value: 2003/2005, cite: [s]}", None),
        ("[{value: 2003, cite: [s]}, {value: 2007, cite: [s]}]", None),
        (
            "[{value: 2003, rank: preferred, reason: primary-document, cite: [s]}, {value: 2007, cite: [s]}]",
            "2003",
        ),
        ("{value: 2003, cite: [s], disputed: [{by: g2, stance: denies, cite: [s]}]}", None),
        ("{value: 2003, cite: [s, {src: s, stance: disputes}]}", None),
        (
            "[{value: 2003, rank: deprecated, reason: misquotation, cite: [s]}, {value: 2007, cite: [s]}]",
            "2007",
        ),
    ],
)
def test_only_what_stands_uncontested_is_told_as_a_fact(founded: str, expected: str | None):
    """Preferred, or without rival and rejection; neither about nor uncertain."""
    atlas = atlas_of({"groups/tested": f"founded: {founded}"})
    assert subject(atlas, "tested").get("foundingDate") == expected


def test_of_dates_that_agree_the_finest_is_told():
    """One says the year, another the day in it: there is no dispute."""
    died = "death: [{value: 2020, cite: [s]}, {value: 2020-01-03, cite: [s]}]\nlife_status: {value: death-confirmed, cite: [s]}"
    assert subject(atlas_of({"leaders/tested": died}), "tested")["deathDate"] == "2020-01-03"


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("{value: 2021-03-19/2021-03-22, cite: [s]}", ("2021-03-19", "2021-03-22")),
        ("{value: 2021-03-19/2021-03-22, cite: [s]}, {value: 2021-03-20, cite: [s]}", ("2021-03-20", None)),
        (
            "{value: 2021-03-19/2021-03-22, cite: [s]}, {value: 2021-03-20, rank: preferred, reason: primary-document, cite: [s]}",
            ("2021-03-20", None),
        ),
        (
            "{value: 2021-03-19/2021-03-22, rank: preferred, reason: primary-document, cite: [s]}, {value: 2021-03-20, cite: [s]}",
            ("2021-03-19", "2021-03-22"),
        ),
    ],
)
def test_a_period_does_not_hide_the_day_in_it(dates: str, expected: tuple[str, str | None]):
    told = subject(atlas_of({"strikes/tested": f"date: [{dates}]"}), "tested")
    assert (told["startDate"], told.get("endDate")) == expected


def test_nobody_is_told_dead_while_accounts_differ():
    """A day of death is passed over where the state of life is contested."""
    died = "death: {value: 2020-01-03, cite: [s]}\nlife_status: "
    certain = atlas_of({"leaders/tested": died + "{value: death-confirmed, cite: [s]}"})
    disputed = "{value: death-reported, cite: [s], disputed: [{by: g1, stance: denies, cite: [s]}]}"
    doubted = atlas_of({"leaders/tested": died + disputed})

    assert subject(certain, "tested")["deathDate"] == "2020-01-03"
    assert "deathDate" not in subject(doubted, "tested")


def test_a_birth_is_told_as_coarsely_as_it_is_stored():
    atlas = atlas_of({"leaders/tested": "birth: {value: 1970, cite: [s]}"})
    assert subject(atlas, "tested")["birthDate"] == "1970"


def test_a_tie_that_ended_says_when():
    """As a role with its period; what has no form for a period is left out."""
    role = "roles: {group: g1, role: founder, when: 2003/2010, cite: [s]}"
    atlas = atlas_of(
        {
            "leaders/tested": role,
            "groups/tested-group": "relations: {type: member-of, target: g2, when: 2003/2010, cite: [s]}",
            "groups/other": "relations: {type: member-of, target: g2, cite: [s]}",
        }
    )
    group = {"@type": "Organization", "@id": f"{SITE}groups/g1.html#it", "name": "A group"}

    assert subject(atlas, "tested")["affiliation"] == {
        "@type": "OrganizationRole",
        "affiliation": group,
        "roleName": "founder",
        "startDate": "2003",
        "endDate": "2010",
    }
    assert "memberOf" not in subject(atlas, "tested-group")
    assert subject(atlas, "other")["memberOf"]["@id"] == f"{SITE}groups/g2.html#it"


def test_a_body_without_an_entry_is_told_by_its_name():
    """It has no page, so no address either."""
    front = "target: {label: The Front, of: g1}"
    atlas = atlas_of({"groups/tested": f"relations: {{type: part-of, {front}, cite: [s]}}"})
    assert subject(atlas, "tested")["memberOf"] == {"name": "The Front"}


def test_names_have_their_language():
    """Misspellings and weak aliases are for the search of the site alone."""
    names = "names: [{text: سرايا, lang: ar}, {text: Brigades, lang: en}, {text: Brigadez, use: misspelling}]"
    atlas = atlas_of({"groups/tested": f"{names}\nidentifiers: {{wikidata: Q1}}"})

    assert subject(atlas, "tested")["alternateName"] == [{"@value": "سرايا", "@language": "ar"}, "Brigades"]
    assert subject(atlas, "tested")["sameAs"] == ["https://www.wikidata.org/wiki/Q1"]


@pytest.mark.parametrize("text", ["</script><b>x", "<!--<script>", "&lt;/script>", "]]>", '"}]}'])
def test_no_text_leaves_its_element(text: str):
    """As a browser reads the page, the text of the element is the whole of the data."""
    atlas = atlas_of({"groups/tested": f"name: {json.dumps('A ' + text)}"})
    page = render_pages(atlas)["groups/tested.md"].decode()

    assert data_of(page)["mainEntity"]["name"] == f"A {text}"
    assert not re.search(r"[<>&]", page.split('ld+json">')[1].split("</script>")[0])


def test_claims_give_way_to_size():
    atlas = atlas_of({"groups/tested": ""})
    pair = [(atlas["tested"].facts[0], "Words " * 20)] * 2

    text = page_data(atlas, atlas["tested"], "A group", [pair] * 40)

    assert len(text.encode()) <= MAX_BYTES
    assert 0 < len(json.loads(text)["hasPart"]) < 80


def test_the_first_page_offers_each_file_of_the_whole_atlas():
    """With its address and media type."""
    _, dataset = json.loads(atlas_data((form.label, *form.main) for form in DATA_FORMATS if not form.extra))["@graph"]
    offered = {item["contentUrl"].removeprefix(SITE) for item in dataset["distribution"]}
    made = dict(pages(SiteInput(corpus())))
    assert offered <= made.keys()
    assert len(offered) == sum(not format.extra for format in DATA_FORMATS)
