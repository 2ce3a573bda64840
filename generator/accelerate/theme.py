"""Finished pages: generated ones filled into shells of the theme's page where they fit, rendered by the theme where not."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, set_exclusions
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from generator.accelerate.conversion import CONTENTS, EXTENSIONS
from generator.accelerate.pages import TEMPLATE, AcceleratedPage
from generator.accelerate.probes import Probes, Unforeseen, bare_mark
from generator.accelerate.shells import ITEMS, Item, Shell, item_names, shell_of

_MOST_SHELLS = 8
"""Shells for pages of one make; where answers differ more often than that, filling in gains nothing."""
_STEM = re.compile(r"[A-Za-z0-9._-]+")


def understands(config: MkDocsConfig, hook: str) -> bool:
    """Tell whether nothing is configured that reads or makes pages in a way that this package does not stand for."""
    contents = {name: value for name, value in config.mdx_configs.get("toc", {}).items() if name != "title"}
    is_usual = set(config.markdown_extensions) == EXTENSIONS and contents == CONTENTS and set(config.plugins) == {hook}
    is_titled = all(title is not None for path, title in _named(config.nav or []) if "/" in path)
    return is_usual and is_titled and not config.exclude_docs and not config.draft_docs


def add_generated(files: Files, config: MkDocsConfig) -> set[str]:
    """Add the pages of the navigation that are not there yet, whose paths are returned, and let those in folders be filled in.

    Before MkDocs makes pages of its own for them. One that turns out to be written by hand is told so later; the first page of the site
    goes the stock way.
    """
    added = set()
    for path, title in _named(config.nav or []):
        file = files.get_file_from_path(path)
        if file is None and path.endswith(".md"):
            added.add(path)
            file = File(path, config.docs_dir, config.site_dir, config.use_directory_urls)
            files.append(file)
        if file is not None and "/" in path and path.endswith(".md"):
            file.page = AcceleratedPage(title, file, config)
    set_exclusions(files, config)
    return added


def _named(nav: Any) -> Iterator[tuple[str, str | None]]:
    """Yield the pages of the navigation, with the title that is given there."""
    for item in nav.items() if isinstance(nav, dict) else nav:
        if isinstance(item, str):
            yield item, None
        elif isinstance(item, dict):
            yield from _named(item)
        elif isinstance(item, tuple) and isinstance(item[1], str):
            yield item[1], item[0]
        elif isinstance(item, tuple):
            yield from _named(item[1])


_Context = dict[str, Any]
_Key = tuple[object, ...]


class Theme:
    """The pages of one build."""

    def __init__(self, env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
        self._env = env
        self._config = config
        self._files = files
        self._in_navigation: frozenset[str] | None = None
        self._shells: dict[_Key, list[Shell] | None] = {}
        self.filled = 0
        """Pages that were filled in."""
        self.rendered = 0
        """Pages that the theme rendered."""

    def install(self) -> None:
        """Make the template that accelerated pages name."""
        assert self._env.loader is not None
        own = jinja2.DictLoader({TEMPLATE: "{{ accelerated() }}"})
        self._env.loader = jinja2.ChoiceLoader([own, self._env.loader])
        self._env.globals["accelerated"] = jinja2.pass_context(lambda context: self.page(context.get_all()))

    def finished(self, context: _Context) -> str:
        """Return the finished page of the context, whichever way it goes."""
        page: Page = context["page"]
        if isinstance(page, AcceleratedPage) and page.template:
            return self.page(context)
        return self._env.get_template(page.meta.get("template", "main.html")).render(context)

    def page(self, context: _Context) -> str:
        """Return the finished page of the context, which is filled in or rendered only now."""
        page: AcceleratedPage = context["page"]
        draft = page.content or ""  # MkDocs marks drafts here
        page.render_now(self._config, self._files)
        assert page.content is not None
        page.content = draft + page.content
        try:
            filled = self._filled(page, context)
            self.filled += filled is not None
            self.rendered += filled is None
            return self._stock(page, context) if filled is None else filled
        finally:
            page.release()

    def _stock(self, page: AcceleratedPage, context: _Context) -> str:
        return self._env.get_template(page.template).render(context)

    def _filled(self, page: AcceleratedPage, context: _Context) -> str | None:
        """Return the page filled into a shell; None where it is to be rendered."""
        if self._is_special(page, context):
            return None
        values = _values(page)
        items = [Item(link.title, link.id) for link in page.toc.items[0].children]
        key = _key(page, values, has_items=bool(items))
        shells = self._shells.setdefault(key, [])
        if shells is None:
            return None
        for shell in shells:
            if shell.fits(values):
                return shell.filled(values, items)
        if len(shells) == _MOST_SHELLS:
            return None
        try:
            shells.append(self._shell(page, context, values, items))
        except (Unforeseen, jinja2.TemplateError, TypeError, ValueError):
            self._shells[key] = None
        return None

    def _is_special(self, page: AcceleratedPage, context: _Context) -> bool:
        """Tell whether a page is one of its own: in the navigation, an index, or not converted by this package."""
        if self._in_navigation is None:
            self._in_navigation = frozenset(held.file.src_uri for held in context["nav"].pages)
        folder, _, name = page.url.rpartition("/")
        return (
            page.file.src_uri in self._in_navigation
            or page.is_index
            or page.parent is not None
            or not folder
            or not _STEM.fullmatch(name.removesuffix(".html"))
            or not name.endswith(".html")
            or len(page.toc.items) != 1
            or any(link.children for link in page.toc.items[0].children)
        )

    def _shell(self, page: AcceleratedPage, context: _Context, values: Mapping[str, str], items: list[Item]) -> Shell:
        """Return the shell of a page and of those like it. Raises `Unforeseen` where it would not give this page."""
        probes = Probes(values)
        rendered = self._env.get_template(page.template).render(
            {**context, "page": _stand_in(page, probes, bool(items))}
        )
        shell = shell_of(rendered, probes, has_items=bool(items))
        if not shell.fits(values) or shell.filled(values, items) != self._stock(page, context):
            raise Unforeseen
        return shell


_TEXTS = ("title", "content", "canonical_url", "abs_url", "edit_url", "update_date")
"""The texts of a page that templates read."""


def _values(page: AcceleratedPage) -> dict[str, str]:
    """Return what may differ between pages of one make, by name."""
    values = {name: text for name in _TEXTS if isinstance(text := getattr(page, name), str)}
    values |= {f"meta {name}": text for name, text in page.meta.items() if isinstance(text, str)}
    values["address"] = page.url
    values["stem"] = page.url.rpartition("/")[2].removesuffix(".html")
    values["first title"] = page.toc.items[0].title
    return values


def _key(page: AcceleratedPage, values: Mapping[str, str], *, has_items: bool) -> _Key:
    """Return what pages of one make have in common."""
    others = sorted((name, repr(value)) for name, value in page.meta.items() if not isinstance(value, str))
    folder = page.url.rpartition("/")[0]
    return page.template, folder, page.toc.items[0].id, has_items, tuple(sorted(values)), tuple(others)


class _StandIn:
    """What templates are given for a page: constants, stand-ins for what differs, and a refusal of all else."""

    is_homepage = is_section = is_link = is_index = False
    is_page = is_top_level = active = True
    parent = children = previous_page = next_page = None

    def __init__(self, **known: object) -> None:
        self.__dict__.update(known)

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__"):
            raise AttributeError(name)
        raise Unforeseen


class _Items(list[AnchorLink]):
    """Items that can be gone through, not counted."""

    def __bool__(self) -> bool:
        return True

    def __len__(self) -> NoReturn:
        raise Unforeseen


def _stand_in(page: AcceleratedPage, probes: Probes, has_items: bool) -> _StandIn:
    """Return what templates are given for this page."""
    first = AnchorLink(probes.stand_in("first title"), page.toc.items[0].id, page.toc.items[0].level)
    first.active = True  # type: ignore[attr-defined]  # as on the page itself
    if has_items:
        names = map(item_names, range(ITEMS))
        first.children = _Items(AnchorLink(probes.stand_in(title), probes.stand_in(id), 2) for title, id in names)
    folder = page.url.rpartition("/")[0]
    return _StandIn(
        **{name: probes.stand_in(name) if name in probes.values else getattr(page, name) for name in _TEXTS},
        url=probes.stand_in_for_address("address", f"{folder}/{bare_mark('stem')}.html"),
        meta={k: probes.stand_in(f"meta {k}") if isinstance(v, str) else v for k, v in page.meta.items()},
        toc=TableOfContents([first]),
    )
