"""What a template may do with the values of a page: filled in or rendered, the page is what the theme makes of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, get_files
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page

from generator.accelerate import theme
from generator.accelerate.pages import AcceleratedPage

PAGES = {
    "groups/plain": {"title": "A group", "note": "short", "image": "images/a.png"},
    "groups/hostile": {
        "title": "<b>A</b> & \"B\" 'C'",
        "note": "<script>alert(1)</script>",
        "image": "https://e.org/&",
    },
    "groups/spaced": {"title": "two  blanks &amp; an entity", "note": "A", "image": "../up.png"},
    "groups/marked": {"title": "{{ 7 * 7 }} \\1 %s", "note": "\u0643\u062a\u0627\u0626\u0628 \u202e", "image": "a/./b"},
    "groups/empty": {"title": "", "note": "", "image": ""},
    "groups/listed": {"title": "A list", "note": ["not", "a", "text"], "image": 7},
    "groups/less": {"title": "Fewer"},
    "bases/other": {"title": "Another folder", "note": "short", "image": "images/a.png"},
    "bases/long": {"title": "Long " * 40, "note": "short", "image": "images/a.png"},
}

BODY = "# {title} {{#top}}\n\nText to [a page](../groups/plain.md#first).\n\n{more}"

TEMPLATES = {
    "printed": "{{ page.title }} {{ page.meta.note }} {{ page.content }} {{ page.canonical_url }} {{ page.url }}",
    "escaped": "<title>{{ page.meta.title | striptags | e }}</title> {{ page.meta.note | e }} {{ page.meta.title | striptags }}",
    "joined": "{{ 'images/' ~ page.meta.note ~ '.png' }} {{ config.site_url ~ page.url }}",
    "present": "{% if page.meta.note %}<p>{{ page.meta.note | e }}</p>{% else %}none{% endif %}",
    "default": "{{ page.meta.note | default('none', true) }} {{ page.meta.absent | d('none') }}",
    "contents": "{% for i in (page.toc | first).children %}<li><a href='{{ i.url }}'>{{ i.title }}</a></li>{% else %}-{% endfor %}",
    "navigation": "{% for n in nav.items %}{{ n.url | url }}{% if 'groups/' in page.url %} here{% endif %}{% endfor %}",
    "self": "{{ 'groups/plain.html' | url }} {{ base_url }}",
}
"""What shells stand for."""

ODD = {
    "equal": "{% if page.meta.note == 'short' %}short{% else %}{{ page.meta.note }}{% endif %}",
    "inside": "{% if 'A' in page.title %}A{% endif %}{{ page.title }}",
    "among": "{% if page.meta.note in ['short', 'A'] %}yes{% endif %}",
    "counted": "{{ page.title | length }}{{ page.meta.note | length }}",
    "replaced": "{{ page.title | replace('A', 'B') }} {{ page.url | replace('.html', '.json') }}",
    "cut": "{{ page.title | truncate(12) }}",
    "cased": "{{ page.title | upper }} {{ page.meta.note | title }}",
    "quoted": "{{ page.title | tojson }} {{ page.title | urlencode }}",
    "address": "{{ page.meta.image | url }}",
    "indexed": "{{ page.title[0] }} {{ page.title[2:] }}",
    "split": "{{ page.title.split(' ')[0] }} {{ page.title.startswith('A') }}",
    "looked up": "{{ {'short': 1, 'A': 2}[page.meta.note] }}",
    "formatted": "{{ '%s' % page.title }} {{ '%.3s' | format(page.title) }}",
    "sorted": "{{ page.title < 'B' }} {{ [page.title, 'B'] | sort | join }}",
    "compared": "{% if page.title == page.meta.note or page.title == page.meta.title %}same{% endif %}",
    "own address": "{{ page.url | url }}",
    "one page": "{% if page.url == 'groups/plain.html' %}this{% endif %}{% if 'spaced' in page.url %}that{% endif %}",
    "every field": "{% for k, v in page.meta | dictsort %}{{ k }}={{ v }};{% endfor %}",
    "content": "{{ page.content | replace('Text', 'Words') }}",
    "items": "{{ (page.toc | first).children | length }}{% for i in (page.toc | first).children %}{{ loop.index }}{{ i.title }}{% endfor %}",
    "two lists": "{% for _ in [1, 2] %}{% for i in (page.toc | first).children %}{{ i.title }}{% endfor %}{% endfor %}",
    "last item": "{% for i in (page.toc | first).children %}{{ i.title }}{% if not loop.last %}, {% endif %}{% endfor %}",
    "file": "{{ page.file.src_uri }} {{ page.file.name }}",
    "unknown": "{{ page.is_index }} {{ page.parent }} {{ page.absent }} {{ page.edit_url }}",
}
"""What is asked rarely: some of it needs a shell for each answer, some goes the stock way."""


def project(root: Path, template: str) -> tuple[MkDocsConfig, Files, Navigation]:
    """Make a project of these pages with one template, and let MkDocs gather it."""
    (root / "docs").mkdir()
    (root / "theme").mkdir()
    (root / "theme" / "main.html").write_text(template, encoding="utf-8")
    (root / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    for number, (path, meta) in enumerate(PAGES.items()):
        more = "\n\n".join(f"## Part {n} {{#{'first' if n == 0 else f'part-{n}'}}}\n\nText." for n in range(number % 5))
        body = BODY.format(title="A heading", more=more)
        file = root / "docs" / f"{path}.md"
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"---\n{json.dumps(meta)}\n---\n\n{body}\n", encoding="utf-8")
    settings = root / "mkdocs.yml"
    settings.write_text(
        "site_name: A\nsite_url: https://example.org/a/\nuse_directory_urls: false\nplugins: []\nnav: [index.md]\n"
        "theme: {name: null, custom_dir: theme}\n"
        "markdown_extensions: {attr_list: {}, md_in_html: {}, tables: {}, toc: {permalink: true, toc_depth: 2}}\n",
        encoding="utf-8",
    )
    config = load_config(str(settings))
    return config, get_files(config), Navigation([], [])


def built(root: Path, template: str, *, accelerated: bool) -> tuple[dict[str, str], theme.Theme | None]:
    """Return the pages, and the theme that made them."""
    config, files, _ = project(root, template)
    if accelerated:
        for file in files.documentation_pages():
            if file.src_uri.removesuffix(".md") in PAGES:
                file.page = AcceleratedPage(None, file, config)
    nav = get_navigation(files, config)
    env = config.theme.get_env()
    made = theme.Theme(env, config, files) if accelerated else None
    pages = [file.page or Page(None, file, config) for file in files.documentation_pages()]
    for page in pages:
        page.read_source(config)
        page.render(config, files)
    if made:
        made.install()
    outcome = {}
    for page in pages:
        page.active = True
        context = get_context(nav, files, config, page)
        outcome[page.url] = env.get_template(page.meta.get("template", "main.html")).render(context)
        page.active = False
    return outcome, made


def both(tmp_path: Path, template: str) -> theme.Theme:
    (tmp_path / "stock").mkdir()
    (tmp_path / "fast").mkdir()
    stock, _ = built(tmp_path / "stock", template, accelerated=False)
    fast, made = built(tmp_path / "fast", template, accelerated=True)
    assert made is not None
    texts = [
        {url: page.replace("\u00b6", "&para;").replace("\n", "") for url, page in held.items()}
        for held in (fast, stock)
    ]
    assert texts[0] == texts[1]
    return made


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_templates_print_is_filled_in(tmp_path: Path, name: str) -> None:
    """Each page is what the theme makes of it, and a page like an earlier one is not rendered again."""
    made = both(tmp_path, TEMPLATES[name])
    assert made.filled > 0


@pytest.mark.parametrize("name", ODD)
def test_what_templates_ask_never_makes_another_page(tmp_path: Path, name: str) -> None:
    both(tmp_path, ODD[name])
