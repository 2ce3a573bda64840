"""Links lead to http and https alone, to a host in ASCII, with nobody's password: in fields and in prose alike."""

from __future__ import annotations

import re

import pytest

from euphrates_atlas import kinds
from euphrates_atlas.kinds import record_types
from euphrates_atlas.model.shape import shape_of
from euphrates_atlas.text import prose, prose_parser
from euphrates_atlas.text.urls import url_fault
from tests.stores import completed, linked

REFUSED = [
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    "java\tscript:alert(1)",
    " javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://example.org/x",
    "blob:https://example.org/x",
    "view-source:https://example.org/",
    "intent://example.org/",
    "tel:123",
    "mailto:x@example.org",
    "about:blank",
    "magnet:?xt=x",
    "//example.org/x",
    "/etc/passwd",
    "../x.html",
    "example.org/x",
    "https:example.org",
    "https:/example.org",
    "https:///example.org",
    "https://",
    "http://x",
    "https://user@example.org/",
    "https://user:secret@example.org/",
    "https://example.org@evil.example/",
    "https://example.org\\@evil.example/",
    "https://ex%61mple.org/",
    "https://exa mple.org/",
    "https://example.org:99999/",
    "https://example.org:x/",
    "https://\u0430pple.com/",
    "https://ｅxample.org/",
    "https://example。org/",
    "https://example.org/\u202egnp.exe",
    "https://example.org/a\u200bb",
    "https://example.org/\u00ad",
    'https://example.org/"onmouseover="x',
    "https://example.org/<b>",
    "https://example.org/`x`",
    "https://example.org/{{x}}",
    "https://example.org/\nx",
    "https://" + "a." * 2_000 + "org/",
    "https://[::1/",
]
TAKEN = [
    "https://example.org/",
    "http://example.org:8080/a?b=c&d=e#f",
    "HTTPS://Example.ORG/",
    "https://xn--pple-43d.com/",
    "https://example.org/كتائب",
    "https://example.org/%D9%83",
    "https://web.archive.org/web/2021/https://example.org/",
    "https://example.org/a_(b)",
]


@pytest.mark.parametrize("address", REFUSED)
def test_refused(address: str) -> None:
    """The reason is given; in prose the link becomes its words."""
    assert url_fault(address) is not None

    read = prose_parser.parse(f"[words]({address}) [@s]")
    assert list(prose.inlines(read, prose.ExternalLink)) == []


@pytest.mark.parametrize("address", TAKEN)
def test_taken(address: str) -> None:
    """What leads to the web is taken as it is."""
    assert url_fault(address) is None


@pytest.mark.parametrize("folder", sorted(record_types()))
def test_every_field_for_an_address_asks(folder: str) -> None:
    """A field that pages turn into a link refuses other schemes, whatever its kind."""
    fields = [name for name in shape_of(record_types()[folder]).fields if re.search("url|address|website", name)]
    for name in fields:
        text = completed(folder, f"{name}: 'javascript:alert(1)'")
        with pytest.raises(AssertionError, match="does not begin with https://"):
            linked({f"{folder}/x": text})


def test_there_are_such_fields() -> None:
    """The test above is not about nothing."""
    assert any("url" in shape_of(model).fields for model in kinds.record_types().values())
