"""The map of every entry of the real store: small, whole, inside its frame, the same each time."""

from __future__ import annotations

import gzip
import re
import xml.etree.ElementTree as ET
from functools import cache

from euphrates_atlas.draw.locations import placings
from euphrates_atlas.draw.locator_map import HEIGHT, LEAST_RADIUS, WIDTH
from euphrates_atlas.render.entries.place_map import PlaceMap, place_map
from euphrates_atlas.render.linked_words import LinkedWords
from tests.stores import corpus, whole_store

SVG = "{http://www.w3.org/2000/svg}"
MAX_BYTES = 4096
"""Of one map as sent."""


@cache
def maps() -> dict[str, PlaceMap]:
    found = {}
    for atlas in (whole_store(), corpus()):
        words = LinkedWords(atlas)
        for entry in atlas.entries.values():
            if (made := place_map(entry, words, {})) is not None:
                found[entry.id] = made
    return found


@cache
def trees() -> dict[str, ET.Element]:
    texts = {id: str(made.svg) for id, made in maps().items() if made.svg}
    return {id: ET.fromstring(text.replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ', 1)) for id, text in texts.items()}


def test_whatever_is_somewhere_has_a_map() -> None:
    atlas = whole_store()
    somewhere = {entry.id for entry in atlas.entries.values() if placings(atlas, entry)}
    assert somewhere <= set(maps())
    assert {entry.kind.folder for entry in atlas.entries.values() if entry.id in somewhere} == {
        kind.folder for kind in atlas.kinds if kind.place == "place" or "coordinates" in _fields(kind.folder)
    }


def _fields(folder: str) -> set[str]:
    return {name for e in whole_store().entries.values() if e.kind.folder == folder for name in e.shape.fields}


def test_every_map_is_small() -> None:
    sizes = {id: len(gzip.compress(made.svg.encode(), mtime=0)) for id, made in maps().items()}
    assert {id: size for id, size in sizes.items() if size >= MAX_BYTES} == {}


def test_every_place_is_drawn_within_its_frame() -> None:
    """The middle of each circle, and some of each outline, lies in the drawing."""
    for id, tree in trees().items():
        marks = [e for e in tree.iter() if e.get("class", "").split(" ")[0] in ("m-area", "m-course")]
        assert marks, id
        for mark in marks:
            if mark.tag == f"{SVG}circle":
                assert 0 < float(mark.get("cx", "")) < WIDTH, id
                assert 0 < float(mark.get("cy", "")) < HEIGHT, id
                assert float(mark.get("r", "")) >= LEAST_RADIUS, id
            else:
                assert mark.get("d"), id


def test_no_map_says_more_than_is_known() -> None:
    """No degrees in any text, no point for the place itself, no number that is none."""
    for id, made in maps().items():
        assert "°" not in made.svg
        assert not re.search(r"\b(nan|inf)\b", made.svg), id
        assert "style=" not in made.svg
        assert " id=" not in made.svg.replace('id="map-title"', "").replace('id="map-words"', "")


def test_every_map_has_words_for_those_who_do_not_see_it() -> None:
    for id, tree in trees().items():
        assert tree.get("role") == "img"
        assert tree.get("aria-labelledby") == "map-title map-words"
        assert [e.get("id") for e in list(tree)[:2]] == ["map-title", "map-words"]
        title, words = (str(e.text) for e in list(tree)[:2])
        assert title.startswith("Map: "), id
        assert words.endswith("No exact point is drawn."), id


def test_names_do_not_cover_one_another() -> None:
    """Names of one size: none begins where another stands, by the width that letters have at least."""
    for id, tree in trees().items():
        boxes = []
        for text in tree.iter(f"{SVG}text"):
            if "transform" in text.attrib or "m-fine" in text.get("class", ""):
                continue
            length = len(text.text or "") * 14.5 * 0.42
            left = float(text.get("x", "")) - {"middle": length / 2, "end": length}.get(text.get("text-anchor", ""), 0)
            y = float(text.get("y", ""))
            boxes.append((left, y - 9, left + length, y))
        for i, one in enumerate(boxes):
            for other in boxes[i + 1 :]:
                apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
                assert apart, id


def test_maps_are_the_same_each_time() -> None:
    atlas = corpus()
    entries = list(atlas.entries.values())
    first = {e.id: place_map(e, LinkedWords(atlas), {}) for e in entries}
    second = {e.id: place_map(e, LinkedWords(atlas), {}) for e in reversed(entries)}
    assert first == second


def test_every_map_has_ground_and_a_scale() -> None:
    for id, tree in trees().items():
        styles = {e.get("class") for e in tree.iter()}
        assert {"m-sea", "m-scale"} <= styles, id
        assert styles & {"m-land", "m-focus"}, id
