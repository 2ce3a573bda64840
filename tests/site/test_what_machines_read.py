"""What programs read of the built site: cards for links, the map of the site, data beside pages, the page for what is not there."""

from __future__ import annotations

import html
import json
import re
import xml.etree.ElementTree as ET
from urllib.parse import urlsplit

from PIL import Image

from euphrates_atlas.subject import site_address
from tests.case_count import sample_of_each
from tests.stores import whole_store

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def shared(page) -> dict[str, str]:
    """Return what a page says of itself for a card, by property."""
    found = [(m["property"], m["content"]) for m in page.all("meta") if "property" in m]
    assert len(dict(found)) == len(found), page.path
    return dict(found)


def ordinary(site) -> dict[str, object]:
    return {path: page for path, page in site.pages.items() if path != "404.html"}


def entry_pages(site):
    """Yield every tenth entry of each kind that has a page, with it, in `make test-all` every one."""
    for entry in sample_of_each(whole_store().entries.values(), lambda entry: entry.kind.folder):
        if not entry.kind.row_of:
            yield entry, site.pages[entry.page]


def test_every_page_makes_a_card(site):
    """With its own title, description and address, and an image of the size that is asked for."""
    cards = set()
    for path, page in ordinary(site).items():
        held = shared(page)
        (canonical,) = [link["href"] for link in page.all("link") if link.get("rel") == "canonical"]
        assert held["og:url"] == canonical == site_address() + path
        assert held["og:title"] in page.title[0], path
        assert [held["og:description"]] == page.meta("description")
        assert held["og:site_name"], path
        assert held["og:image:alt"], path
        assert page.meta("twitter:card") == ["summary_large_image"]
        cards.add((held["og:image"], int(held["og:image:width"]), int(held["og:image:height"])))
    for address, *size in cards:
        image = site.folder / address.removeprefix(site_address())
        assert [*Image.open(image).size] == size, address
        assert image.stat().st_size < 60_000


def test_a_card_bears_the_mark_of_its_kind(site):
    for entry, page in entry_pages(site):
        assert shared(page)["og:image"].endswith(f"/{entry.kind.key}.png")
        assert shared(page).get("article:modified_time") == entry.record.reviewed


def test_every_entry_has_its_data_beside_it(site):
    """The page names the file, and the file the page."""
    for entry, page in entry_pages(site):
        named = [link for link in page.all("link") if link.get("type") == "application/json"]
        assert [(link["rel"], link["href"]) for link in named] == [("alternate describedby", f"{entry.id}.json")]
        held = json.loads((site.folder / entry.kind.folder / f"{entry.id}.json").read_text("utf-8"))
        assert held["address"] == site_address() + page.path
        assert (site.folder / held["schema"].removeprefix(site_address())).is_file()
        anchors = {anchor for anchor in page.ids if anchor.startswith("s-")}
        assert {f"s-{statement['id']}" for statement in held["statements"]} <= anchors


def test_data_for_search_engines_can_be_read(site):
    """On the first page, on each index and on each entry."""
    told = {"index.html", *(f"{kind.folder}/index.html" for kind in whole_store().kinds)}
    told |= {page.path for _, page in entry_pages(site)}
    for path in sorted(told):
        texts = [text for held, text in site.pages[path].scripts if held.get("type") == "application/ld+json"]
        assert len(texts) == 1 or path.startswith("publishers/"), path
        assert all(json.loads(text)["@context"] == "https://schema.org" for text in texts), path


def test_the_data_of_a_work_stands_with_those_of_its_publisher(site):
    """For programs and for search engines, under the address of its row."""
    for entry in sample_of_each(whole_store().entries.values(), lambda entry: entry.kind.folder):
        if not entry.kind.row_of:
            continue
        file = whole_store()[entry.record.publisher]
        held = json.loads((site.folder / file.kind.folder / f"{file.id}.json").read_text("utf-8"))
        (work,) = [work for work in held["works"] if work["id"] == entry.id]
        assert work["address"] == site_address(entry.address)
        pages = [page for path, page in site.pages.items() if path.startswith(entry.page.removesuffix(".html"))]
        described = [text for page in pages for _, text in page.scripts if f'"@id":"{work["address"]}"' in text]
        assert described, entry.id


def test_the_map_of_the_site_lists_every_page_once(site):
    """With the day of the last review where there is one; one that only leads on is passed over."""
    root = ET.parse(site.folder / "sitemap.xml").getroot()
    listed = {url.findtext(f"{SITEMAP}loc"): url.findtext(f"{SITEMAP}lastmod") for url in root}

    assert len(listed) == len(root)
    leading_on = {path for path, page in site.pages.items() if '<meta http-equiv="refresh"' in page.text}
    assert set(listed) == {site_address() + path for path in ordinary(site).keys() - leading_on}
    for entry, page in entry_pages(site):
        assert listed[site_address() + page.path] == entry.record.reviewed


def test_robots_are_shown_the_map(site):
    text = (site.folder / "robots.txt").read_text("utf-8")
    assert f"Sitemap: {site_address()}sitemap.xml" in text
    assert "Disallow" not in text


def test_the_page_for_what_is_not_there_works_at_any_depth(site):
    """Every address of it begins at the root of the site, and it has one search box."""
    page = site.pages["404.html"]
    addresses = [*page.links, *(s["src"] for s in page.all("script") if "src" in s)]
    addresses += [link["href"] for link in page.all("link")] + [
        form["action"] for form in page.all("form") if "action" in form
    ]

    assert [a for a in addresses if not (a.startswith(("/", "#")) or urlsplit(a).scheme)] == []
    assert [i["id"] for i in page.all("input") if i.get("type") == "search"] == ["ea-q"]
    assert re.search(r'class="ea-search ea-search-big" data-search', page.text)


def test_programs_find_what_a_page_is(site):
    """How to cite it, its licence, what it cites, its feed; each file that is named is there."""
    for entry, page in entry_pages(site):
        links = {(link["rel"], link.get("type", "")): link["href"] for link in page.all("link")}
        assert links["cite-as", ""] == site_address() + page.path
        assert "creativecommons.org/licenses/by/4.0" in links["license", ""]
        assert page.meta("citation_title") == [html.unescape(page.title[0].rpartition(" \u00b7 ")[0])]
        here = (site.folder / page.path).parent
        named = [href for (rel, _), href in links.items() if {*rel.split()} & {"describedby", "alternate", "search"}]
        assert all((here / href).is_file() for href in named), page.path
        feeds = [href for link in page.all("link") if "atom" in link.get("type", "") and (href := link["href"])]
        assert (f"../changes/{entry.kind.folder}.xml" in feeds) is not entry.kind.supports


def test_no_space_hides_a_link(site):
    for page in ordinary(site).values():
        assert all(link["rel"] == link["rel"].strip() for link in page.all("link")), page.path


def test_browsers_and_language_models_are_led_on(site):
    """To the search, to all statements; and other sites may load the data."""
    search = ET.parse(site.folder / "opensearch.xml").getroot()
    (template,) = [url.attrib["template"] for url in search if url.tag.endswith("Url")]
    assert template == f"{site_address()}search.html?q={{searchTerms}}"
    led = re.findall(r"\]\((.*?)\)", (site.folder / "llms.txt").read_text("utf-8"))
    assert f"{site_address()}data/v1/statements.txt" in led
    assert all((site.folder / address.removeprefix(site_address())).is_file() for address in led)
    assert "Access-Control-Allow-Origin: *" in (site.folder / "_headers").read_text("utf-8")
