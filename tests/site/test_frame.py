"""Pages of one sort are rendered once and filled: each is the page that the theme would make of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data

from euphrates_atlas.settings import Settings
from euphrates_atlas.site.convert import address_of, convert
from euphrates_atlas.site.frame import Frames
from euphrates_atlas.site.mkdocs import MkDocs, encoded

PAGES = {
    "groups/plain": 'title: "A group"\nnote: "short"\n',
    "groups/spaced": 'title: "two  blanks &amp; an entity"\nnote: "A"\n',
    "groups/hostile": 'title: "<b>A</b> & \'C\'"\nnote: "<script>alert(1)</script>"\n',
    "groups/marked": 'title: "{{ 7 * 7 }} \\\\1 %s"\nnote: "\u0643\u062a\u0627\u0626\u0628 \u202e"\n',
    "groups/empty": 'title: ""\nnote: ""\n',
    "groups/listed": 'title: "A list"\nnote: [not, a, text]\n',
    "groups/other-list": 'title: "A list"\nnote: [another]\n',
    "groups/less": 'title: "Fewer"\n',
    "bases/other": 'title: "Another folder"\nnote: "short"\n',
    "bases/long": f'title: "{"Long " * 40}"\nnote: "short"\n',
}
"""The front matter of pages of all sorts."""
TEMPLATES = {
    "printed": "{{ page.title }} {{ page.meta.note }} {{ page.content }} {{ page.canonical_url }} {{ page.url }}",
    "escaped": "<title>{{ page.meta.title | striptags | e }}</title>{{ page.meta.note | e }} {{ page.meta.title | striptags }}",
    "joined": "{{ 'images/' ~ page.meta.note ~ '.png' }} {{ site ~ page.url }}",
    "present": "{% if page.meta.note %}<p>{{ page.meta.note | e }}</p>{% else %}none{% endif %}",
    "default": "{{ page.meta.note | default('none', true) }} {{ page.meta.absent | d('none') }}",
    "contents": "{% for i in (page.toc | first).children %}<li><a href='{{ i.url }}'>{{ i.title }}</a></li>{% else %}-{% endfor %}",
    "between": "{% for i in (page.toc | first).children %}{{ i.title }}{% if not loop.last %}, {% endif %}{% endfor %}",
    "folder": "{% if 'groups/' in page.url %}here{% endif %} {{ page.is_index }} {{ page.parent }} {{ page.edit_url }}",
    "heading": "{% if '<h1' not in page.content %}{{ page.title }}{% endif %}{{ (page.toc | first).title }}",
}


class SmallPage:
    """A page of MkDocs, as far as templates ask."""

    is_homepage = is_section = is_link = is_index = False
    is_page = is_top_level = active = True
    parent = children = previous_page = next_page = edit_url = None

    def __init__(self, path: str, front_matter: str, number_of_parts: int) -> None:
        parts = "".join(f"\n\n## Part *{n}* & more {{#part-{n}}}\n\n<p>Text.</p>" for n in range(number_of_parts))
        body, self.meta = get_data(f"---\n{front_matter}---\n\n# A heading {{#top}}\n\n<p>Text.</p>{parts}\n")
        page = convert(body)
        self.url = address_of(f"{path}.md")
        self.title = self.meta.get("title") or "Of the heading"
        self.content, self.toc = page.html, page.toc
        self.canonical_url = f"https://example.org/a/{self.url}"


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_frame_gives_the_page_that_the_template_gives(name: str) -> None:
    """Whatever differs between pages of a sort: texts of any form, items of the contents list, the address."""
    template = Environment(autoescape=False).from_string(TEMPLATES[name])
    rendered: list[str] = []

    def render(_: str, context: dict[str, Any]) -> str:
        rendered.append(template.render(context))
        return rendered[-1]

    frames = Frames(render)
    for number_of_parts in (0, 1, 2, 5):
        for path, front_matter in PAGES.items():
            page: Any = SmallPage(path, front_matter, number_of_parts)
            context = {"site": "s/", "page": page}
            assert frames.page(page, lambda of=context: of) == template.render(context), (path, number_of_parts)
    assert len(rendered) == 2 * 2 * 6, "two renderings for each sort, with and without a list of contents"


ODD = {
    "in capitals": "page.title | upper",
    "as an address": "page.meta.note | urlencode",
    "a part": "page.title[0:9]",
    "the length": "page.title | length",
    "a comparison": "page.meta.note == 'short'",
}


@pytest.mark.parametrize("printed", ODD.values(), ids=ODD)
def test_a_value_that_is_asked_for_in_another_way_is_refused(printed: str) -> None:
    """A theme that does so needs another form here; nothing is printed wrongly."""
    template = Environment(autoescape=False).from_string(f"{{{{ {printed} }}}}")
    page: Any = SmallPage("groups/plain", PAGES["groups/plain"], 1)
    with pytest.raises(ValueError, match="a frame cannot fill"):
        Frames(lambda _, context: template.render(context)).page(page, lambda: {"page": page})


def test_a_page_bears_a_hash_of_itself() -> None:
    """At its script, whatever its text says; another page has another one."""
    text = '<p>It says data-page="" and x data-page="" too.</p>\n'
    script = '<script src="a.js" data-page="{}" defer></script>'
    page = encoded(text + script.format("")).decode()
    found = re.fullmatch(re.escape(text + script).replace(re.escape("{}"), r"(\w{10})"), page)
    assert found
    assert found[1] not in encoded(text + text + script.format("")).decode()
    assert encoded(text.replace(" data-page", "")).decode() == text.replace(" data-page", "")


def test_pages_of_the_site_are_those_that_the_theme_makes(
    whole_site: Path, whole_pages: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of each folder the longest and the shortest page, one with a picture and one without, byte by byte."""
    mkdocs = MkDocs(Settings(whole_site.parent), is_live=True)
    chosen: dict[object, str] = {}
    pages = {path: text for path, text in whole_pages.items() if "/" in path}
    for path, text in sorted(pages.items(), key=lambda page: (len(page[1]), page[0])):
        folder = path.partition("/")[0]
        _, fields = get_data(text)
        chosen.setdefault((folder, *sorted(fields)), path)
        chosen[folder, "longest"] = path
    assert len(chosen) > 20

    def pages_of() -> dict[str, bytes]:
        return {path: mkdocs.page(path, pages[path]) for path in sorted({*chosen.values()})}

    def of_theme(frames: Frames, page: Page, make_context: Callable[[], dict[str, Any]]) -> str:
        return frames._render(page.meta.get("template", "main.html"), make_context())

    framed = pages_of()
    monkeypatch.setattr(Frames, "page", of_theme)
    assert [path for path, data in pages_of().items() if framed[path] != data] == []
