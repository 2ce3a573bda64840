"""Entries are untrusted: whatever a contributor types stays text on the page, in every field and on every page."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from typing import Any

import pytest

from euphrates_atlas.model.atlas import Atlas, Entry, make_entry
from euphrates_atlas.model.codes import CodeOf
from euphrates_atlas.model.shape import FieldShape, RecordShape, shape_of
from euphrates_atlas.model.value_types import ProseText, Ref
from euphrates_atlas.render.environment import environment
from euphrates_atlas.text.edtf import Edtf
from tests.case_count import sample
from tests.markup import assert_same_elements, by_pyromark
from tests.stores import atlas_and_faults, completed, corpus, linked, render_pages

PAYLOADS = {
    "script": "<script>alert(1)</script>",
    "template": "{{ 7*7 }} {% include 'x' %} {# gone #} ${7*7}",
    "attribute": '" onmouseover="alert(1)" x="',
    "apostrophe": "' onfocus='alert(1)' x='",
    "closing": "</td></tr></table></div><img src=x onerror=alert(1)>",
    "link": "[x](javascript:alert(1)) ![x](http://evil.example/p.png) <javascript:alert(1)>",
    "comment": "<!-- --> ]]> <![CDATA[ &lt;b&gt; &#60;i&#62;",
    "markdown": "# x {#top} `code` **b** *i* ~~s~~ | a | b | \\* [^1] [TOC]",
    "lines": "one\n\n<script>alert(1)</script>\n\n# two {#top}\n\n- three\n\n---\nfour: five",
    "indented": "one\n\n    code\n\n```\nfence\n```",
    "carriage": "one\r\n\r\n<b>two</b>",
    "front matter": "---\ntitle: x\n---",
    "separators": "one\u0085\u0085<b>two</b>",
}
LIVE = ("script", "img", "iframe", "b", "style", "svg", "object", "link")


def spoilt(record: Any, shape: RecordShape, payload: str, *, prose: bool) -> Any:
    """Return a record with `payload` in every text field, everything else as it is."""
    held = {field.name: getattr(record, field.name) for field in shape.fields.values()}
    changed = {
        name: _spoilt_field(value, shape.fields[name], payload, prose=prose)
        for name, value in held.items()
        if value is not None
    }
    return dataclasses.replace(record, **changed)


def _spoilt_field(value: Any, field: FieldShape, payload: str, *, prose: bool) -> Any:
    if field.many:
        return tuple(_spoilt_item(item, field, payload, prose=prose) for item in value)
    return _spoilt_item(value, field, payload, prose=prose)


def _spoilt_item(value: Any, field: FieldShape, payload: str, *, prose: bool) -> Any:
    if field.record is not None:
        return spoilt(value, field.record, payload, prose=prose)
    if field.marker(ProseText):
        return f"{payload} {value} {payload}" if prose else value
    if isinstance(value, str) and not isinstance(value, Edtf) and _is_free(field):
        return payload
    return value


def _is_free(field: FieldShape) -> bool:
    """Tell whether a contributor may type any text there."""
    if field.marker(CodeOf) or field.marker(Ref):
        return False
    return not any(type(marker).__name__ == "TextFormat" for marker in field.markers)


def hostile_atlas(payload: str, *, prose: bool) -> Atlas:
    """Return the worked examples with a payload in every text; what linking says of the prose is passed over."""
    entries = []
    for entry in [*corpus().entries.values(), *extra_entries()]:
        record = spoilt(entry.record, shape_of(type(entry.record)), payload, prose=prose)
        entries.append(make_entry(entry.id, entry.file, record))
    atlas, _ = atlas_and_faults(entries)
    return atlas


@cache
def extra_entries() -> tuple[Entry, ...]:
    """Return entries with the fields that no worked example has."""
    texts = {
        "sources/long-work": completed(
            "sources",
            "title: x\ntitle_tr: x\ntype: report\ncontainer_title: x\nreference: x\nauthor: [x, {given: x, family: y}]\n"
            "editor: [x]\ntranslator: [x]\nreliability: B\nreliability_reason: x\nnote: x\nvoice: author\n"
            "archive_url: 'https://web.archive.org/x'\narchive_status: archived\nrelays: s",
        ),
        "publishers/owned": (
            "owner: {value: x, cite: [s]}\nmain_funders: {value: x, cite: [s]}\nstate_affiliation: {value: x, cite: [s]}\n"
            "reliability_reason: x\nreliability: C"
        ),
        "places/noted": "note: x\nnames: [{text: x, note: x}]",
        "groups/extra": (
            "names: [{text: x, lang: ar, use: official, note: x, cite: [s]}, x]\ngaps: [x]\n"
            "symbols: {value: x, verbatim: x, note: x, cite: [{src: s, loc: p. 3, quote: {text: x, lang: en}}]}\n"
            "media: {name: x, platform: x, function: x, cite: [s]}\n"
            "designations: {authority: us-fto, programme: x, ref: x, listed: 2009, cite: [s]}\n"
            "state_status: {status: statutory, instrument: x, by: {label: x, of: g1}, cite: [s]}\n"
            "identifiers: {opensanctions: x}\n"
            "declarations: {type: threat, value: x, when: 2021, toward: {label: x}, cite: [s]}\n"
            "founders: {value: {label: x}, by: {label: x}, cite: [s], disputed: [{by: {label: x}, stance: denies, verbatim: x, note: x, cite: [s]}]}"
        ),
        "leaders/extra": (
            "roles: {group: g1, role: deputy, title_orig: x, cite: [s]}\noffices: {body: g1, post: x, cite: [s]}\n"
            "death: {value: 2020, cause: x, cite: [s]}\nallegations: {summary: x, status: alleged, by: g1, cite: [s]}"
        ),
        "bases/extra": "former_names: {value: x, cite: [s]}",
        "strikes/extra": (
            "damage: {value: x, level: light, cite: [s]}\nofficial_findings: {body: g1, finding: x, cite: [s]}\n"
            "weapons: {type: rocket-107, model_claimed: x, cite: [s]}\n"
            "casualties: {category: all, measure: killed, verbatim: x, cite: [s]}"
        ),
    }  # fmt: skip
    atlas, _ = linked(texts)
    return tuple(atlas.entries.values())


class _Live(HTMLParser):
    """Lists the elements and attributes that a browser would act on; the generator's own drawings are known by their class, its data by their type."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_drawing = tag == "svg" and (dict(attrs).get("class") or "").startswith("ea-")
        is_data = tag == "script" and attrs == [("type", "application/ld+json")]
        if tag in LIVE and not (is_drawing or is_data):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            scheme = re.match(r"\s*([a-z]+):", value or "", re.IGNORECASE)
            bad_address = name in ("href", "src") and scheme and scheme[1].lower() not in ("http", "https")
            if name.startswith("on") or name in ("style", "src") or bad_address:
                self.found.append(f"<{tag} {name}={value!r}>")

    def handle_comment(self, data: str) -> None:
        self.found.append(f"<!--{data}-->")


class _Tags(HTMLParser):
    """Lists the start and end tags; of a picture its frame alone, since longer words take more lines in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._pictures = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._pictures:
            self.found.append(tag)
        self._pictures += tag == "svg"

    def handle_endtag(self, tag: str) -> None:
        self._pictures -= tag == "svg"
        if not self._pictures:
            self.found.append(f"/{tag}")


def tags(text: str) -> list[str]:
    """List the tags of a page without their attributes."""
    parser = _Tags()
    parser.feed(by_pyromark(text))
    parser.close()
    return parser.found


def live(html: str) -> list[str]:
    parser = _Live()
    parser.feed(html)
    parser.close()
    return parser.found


@cache
def rendered(payload: str, *, prose: bool) -> dict[str, str]:
    """Return the pages that texts of the store come to."""
    atlas = hostile_atlas(payload, prose=prose)
    return render_pages(atlas).among({*(kind.folder for kind in atlas.kinds), "differ", "speakers"})


def bodies(payload: str, *, prose: bool) -> Iterator[tuple[str, str]]:
    """Yield each page without its front matter."""
    for path, text in rendered(payload, prose=prose).items():
        yield path, text.split("\n---\n", 1)[1]


def payloads(every: int = 1) -> pytest.MarkDecorator:
    """Return the texts as cases, or every so many of them, in `make test-all` all."""
    return pytest.mark.parametrize("payload", [pytest.param(PAYLOADS[id], id=id) for id in sample(PAYLOADS, every)])


@payloads()
def test_no_text_becomes_markup(payload: str):
    """No element, handler, comment or address that the generator did not write itself, in fields and in prose."""
    for path, text in bodies(payload, prose=True):
        assert live(by_pyromark(text)) == [], path


@cache
def harmless_tags() -> dict[str, list[str]]:
    return {path: tags(text) for path, text in bodies("harmless", prose=False)}


@payloads(every=3)
def test_the_page_keeps_its_shape(payload: str):
    """The same elements, one after the other, as with a harmless text: no block ends where a text says so."""
    for path, text in bodies(payload, prose=False):
        if not path.endswith("index.md"):  # in an index the entries of one name sort by their ids
            assert tags(text) == harmless_tags()[path], path


@payloads(every=3)
def test_both_converters_agree_on_hostile_text(payload: str):
    for _, text in sample(bodies(payload, prose=True), every=3):
        assert_same_elements(text)


@payloads()
def test_front_matter_holds_one_title_and_one_description(payload: str):
    """A text with lines in it ends neither the value nor the front matter."""
    for path, text in rendered(payload, prose=True).items():
        lines = text.split("\n")
        assert lines[0] == "---", path
        assert lines[1].startswith('title: "'), path
        assert lines[2].startswith('description: "'), path
        end = lines.index("---", 1)
        others = [line.partition(":")[0] for line in lines[3:end] if not line.startswith(" ")]
        known = {
            "source_file",
            "hide",
            "search",
            "scripts",
            "card",
            "reviewed",
            "data",
            "bibtex",
            "ris",
            "feed",
            "collection",
        }
        assert set(others) <= known, path
        assert len(others) == len(set(others)), path


def test_a_text_that_looks_like_a_template_is_printed_as_it_is():
    page = dict(bodies("{{ 7*7 }}", prose=False))["groups/kataib-hezbollah.md"]
    assert "{{ 7*7 }}" in by_pyromark(page)
    assert "49" not in by_pyromark(page)


def test_undefined_names_in_a_template_are_errors():
    with pytest.raises(Exception, match="undefined"):
        environment().from_string("{{ nothing.at_all }}").render()
