"""An entry of each kind with every field that the model has: each value that a writer gives is on its page."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest

from euphrates_atlas import kinds
from euphrates_atlas.model.codes import CodeOf, code_list
from euphrates_atlas.model.ids import is_id
from euphrates_atlas.model.kind import Record
from euphrates_atlas.model.shape import FieldShape, RecordShape, leaves, shape_of
from euphrates_atlas.model.value_types import DateType, ProseText, Ref, Role, TextFormat
from euphrates_atlas.text.edtf import Edtf
from tests.render.work_rows import row_in
from tests.stores import REQUIRED, atlas_of, render_pages

REFERENCES = {
    Role.AGENT: "g1", Role.BODY: "g2", Role.PERSON: "p1", Role.SITE: "site1", Role.EVENT: "e1",
    Role.LOCATION: "town", Role.WORK: "s", Role.OUTLET: "paper", Role.ANY: "g3",
}  # fmt: skip
FORMS = {
    "a place in a source": "p. {}", "an origin": "origin-{}", "a language tag": "ar", "a script": "Arab",
    "a country": "SY", "one small letter": "a", "the id of a statement": "{:08x}", "a day": "2026-11-20",
    "a web address": "https://example.org/{}", "the address of one copy": "https://web.archive.org/web/20240101000000/https://example.org/{}", "a time zone": "Asia/Baghdad", "a currency": "USD", "a time of day": "21:40", "a time": "21:40", "a number": "{}",
}  # fmt: skip
IDENTIFIERS = {"wikidata": "Q{}", "un_list": "QDe.115", "eu_list": "EU.27.28", "uk_list": "IRN0001"}
LEFT_OUT = ("rank", "reason", "rival", "redirects")
"""Fields that say how a statement stands beside others, of which there are none, and the old addresses of the page."""


def made(shape: RecordShape, numbers: Iterator[int]) -> dict[str, Any]:
    """Return a record with a value in each field."""
    fields = {
        name: field for name, field in shape.fields.items() if name not in ("rank", "reason", "rival", "redirects")
    }
    return {name: of(field, numbers) for name, field in fields.items() if name not in shape.only_from_text}


def of(field: FieldShape, numbers: Iterator[int]) -> Any:
    """Return a value for a field, alone or in a list."""
    length = 2 if field.name == "coordinates" else 1
    values = [one(field, numbers) for _ in range(length)]
    if field.name == "cite":
        values.append(REFERENCES[Role.WORK])  # one of them supports the statement
    return values if field.many else values[0]


def one(field: FieldShape, numbers: Iterator[int]) -> Any:
    number = next(numbers)
    if field.record is not None:
        return made(field.record, numbers)
    if (codes := field.marker(CodeOf)) is not None:
        return [*code_list(codes.list_name).codes][-1]
    if (reference := field.marker(Ref)) is not None:
        return REFERENCES[reference.role]
    if field.marker(DateType) is not None:
        return f"{1900 + number % 120}-05-{1 + number % 28:02}"
    if field.marker(ProseText) is not None:
        return f"Words {number} [@s]."
    if field.name in IDENTIFIERS or field.name in ("geonames", "ofac"):
        return IDENTIFIERS.get(field.name, "{}").format(number)
    if (form := field.marker(TextFormat)) is not None and form.expected in FORMS:
        return FORMS[form.expected].format(number)
    if field.value_type is bool:
        return True
    if field.value_type is float:
        return 33.25 if number % 2 else 44.25
    return number if field.value_type is int else f"Text {number}"


def text_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).replace("\u202f", " ").split()).lower()


@pytest.mark.parametrize("folder", sorted(kinds.record_types()))
def test_every_value_is_on_the_page(folder: str) -> None:
    """Nothing that the schema takes is lost on the way to the page, or to the row of a work."""
    model: type[Record] = kinds.record_types()[folder]
    id = "2026-05-01-tested" if folder == "strikes" else "tested"
    record = made(shape_of(model), count(1001))
    fixed = {name: REQUIRED[folder][name] for name in ("country",) if name in REQUIRED[folder]}
    text = "\n".join(
        f"{name}: {json.dumps(fixed.get(name, value), ensure_ascii=False)}" for name, value in record.items()
    )
    atlas = atlas_of({f"{folder}/{id}": text})
    source = render_pages(atlas)[atlas[id].page.replace(".html", ".md")].decode()
    ids = {*re.findall(r' id="([^"]+)"', source), *re.findall(r"\{#([^}]+)\}", source)}
    if folder == "publishers":
        assert [id for id in ids if is_id(id) and not id.startswith("body-")] == [], "an anchor may be the id of a work"
    source = row_in(source, id) if atlas[id].kind.row_of else source
    shown = text_of(source)
    lost = []
    for leaf in leaves(atlas[id].record, atlas[id].shape):
        if leaf.value == "supports" or leaf.path == ("voice",):
            continue  # what is meant where nothing is written
        forms = [str(leaf.value).removesuffix(" [@s].")]
        if isinstance(leaf.value, int):
            forms = [str(leaf.value), f"{leaf.value:,}"]
        if isinstance(leaf.value, Edtf):
            forms = [leaf.value.text[:4]]
        if (codes := leaf.field.marker(CodeOf)) is not None:
            code = code_list(codes.list_name).codes[leaf.value]
            forms = [code.label]
        is_given = (
            isinstance(leaf.value, Edtf)
            or codes is not None
            or type(leaf.value) is int
            or re.fullmatch(r"(?:Text|Words) \d+|https://.*", forms[0])
        )
        if is_given and not any(form.lower() in shown or form in source for form in forms):
            lost.append(leaf.path)
    assert lost == [], lost
