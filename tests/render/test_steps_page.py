"""The pictures of the steps show what somebody meets there: a word that changes in the original changes in them, or fails here."""

from __future__ import annotations

import re
from functools import cache
from html import unescape

import jinja2
import yaml

from euphrates_atlas.edit.inputs import CORRECTION, read_correction_form
from euphrates_atlas.edit.new_entry import entry_text
from euphrates_atlas.edit.rule_examples import read_examples
from euphrates_atlas.kinds import record_types
from euphrates_atlas.model.atlas import Atlas
from euphrates_atlas.render.entries.entry_page import EntryPages
from euphrates_atlas.render.overviews.steps_page import pages
from euphrates_atlas.render.site_input import SiteInput
from euphrates_atlas.subject import site_address, subject
from tests.markup import assert_same_elements
from tests.stores import REPOSITORY, atlas_of, corpus, whole_store

PICTURE = re.compile(
    r'<figure class="ea-picture">\n<div inert>\n(.*?)\n</div>\n<figcaption>(.*?)</figcaption>', re.DOTALL
)
LIVE = re.compile(r"<(?:a|form|input|button|select|textarea|summary)\b|\s(?:href|id|tabindex)=")


def text(atlas: Atlas, **given: object) -> str:
    return dict(pages(SiteInput(atlas, **given), EntryPages(atlas, None).head))["contribute/index.md"]


@cache
def full() -> str:
    return text(whole_store(), examples=read_examples(REPOSITORY), correction_form=read_correction_form(REPOSITORY))


def words(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", markup)).split())


@cache
def pictures() -> list[str]:
    return [picture for picture, _ in PICTURE.findall(full())]


def test_there_are_four_each_with_a_caption() -> None:
    assert len(pictures()) == full().count("<figure") == 4
    assert all(len(words(caption)) > 100 for _, caption in PICTURE.findall(full()))


def test_nothing_in_them_is_live() -> None:
    """A link without an address is text, and what is `inert` is neither read out nor found in the page."""
    for picture in pictures():
        assert LIVE.findall(picture.replace("<a>", "").replace("<a class=", "<b class=")) == []


def test_search_leaves_them_out() -> None:
    assert "search:\n  exclude: true\n" in full()


def test_the_page_is_a_real_one() -> None:
    atlas, (folder, _, id) = whole_store(), subject().examples.files[1].partition("/")
    page = dict(EntryPages(atlas, None).of(atlas[id]))[f"{folder}/{id}.md"]
    _, _, below = page.partition("{#top}\n")
    head, _, _ = below.partition('<details class="ea-jump">')
    assert words(pictures()[0]).startswith(words(f"{atlas[id].label} {head}"))


def test_its_foot_says_what_the_foot_of_a_page_says() -> None:
    tools, foot = (REPOSITORY / "overrides" / "partials" / name for name in ("tools.html", "footer.html"))
    page = {"canonical_url": "", "meta": {"source_file": "entities/x"}}
    templates = jinja2.Environment()
    templates.filters["url"] = str
    config = {"extra": {"contact": ""}, "repo_url": "https://example.org"}
    shown = templates.from_string(tools.read_text("utf-8")).render(config=config, page=page)
    assert words(pictures()[0]).endswith(words(shown))
    (caption, *_) = (caption for _, caption in PICTURE.findall(full()))
    for link in ("Suggest an entry", "Report harm"):
        assert f">{link}</a>" in foot.read_text("utf-8")
        assert link in caption


def test_the_form_is_the_real_one() -> None:
    fields = yaml.safe_load((REPOSITORY / CORRECTION).read_text("utf-8"))["body"]
    shown, place = words(pictures()[1]), 0
    for field in (field for field in fields if field["type"] != "markdown"):
        has, star = field["attributes"], " *" if field.get("validations", {}).get("required") else ""
        place = shown.index(f"{has['label']}{star}", place)
        assert has.get("description", "") in shown[place:]
    assert f"{site_address()}{subject().examples.files[1]}.html" in shown


def test_the_file_is_what_the_editor_begins_with() -> None:
    assert (
        words(pictures()[2])
        == f"entities/sources/ your-id.yml {' '.join(entry_text(record_types()['sources'], {}).split())}"
    )


def test_the_message_is_one_of_the_check() -> None:
    report = read_examples(REPOSITORY)["A302"].report
    for part in (*re.split(r":\d+:\d+: |: ", report[0], maxsplit=2), report[1], report[3]):
        assert words(part.replace("`", " ")) in words(pictures()[3])


def test_a_store_without_the_originals_has_a_page_all_the_same() -> None:
    for atlas in (corpus(), atlas_of({})):
        assert_same_elements(text(atlas).split("\n---\n", 1)[1])
    without = text(atlas_of({}))
    assert (without.count("<figure"), without.count("<figcaption"), without.count("<div inert")) == (1, 1, 1)
    assert without.count("\n## ") == 4
    assert_same_elements(full().split("\n---\n", 1)[1])
