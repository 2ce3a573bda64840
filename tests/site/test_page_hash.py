"""A page has a hash of itself, by which its scripts know whether the site still has this very page."""

from __future__ import annotations

import re

from euphrates_atlas.site.mkdocs import encoded


def test_a_page_bears_a_hash_of_itself() -> None:
    """At its script, whatever its text says; another page has another one."""
    text = '<p>It says data-page="" and x data-page="" too.</p>\n'
    script = '<script src="a.js" data-page="{}" defer></script>'
    page = encoded(text + script.format("")).decode()
    found = re.fullmatch(re.escape(text + script).replace(re.escape("{}"), r"(\w{10})"), page)
    assert found
    assert found[1] not in encoded(text + text + script.format("")).decode()
    assert encoded(text.replace(" data-page", "")).decode() == text.replace(" data-page", "")
