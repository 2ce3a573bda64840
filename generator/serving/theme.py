"""The theme's page and MkDocs' view of the files, held from one page to the next."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from gzip import GzipFile
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urljoin, urlsplit

from jinja2 import TemplateNotFound
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, file_sort_key, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_date, get_relative_url, is_error_template

from generator.accelerate.pages import AcceleratedPage
from generator.accelerate.theme import Theme, take_over
from generator.output import writing
from generator.settings import HOME, Settings

_SITEMAP = "sitemap.xml"


class HeldTheme:
    """Makes finished pages of Markdown, as a build with MkDocs makes them."""

    def __init__(self, settings: Settings, site: Path, generated: Iterable[str]) -> None:
        """Read the configuration and the theme; `generated` are the paths of Markdown that the store gives rise to."""
        self._config: MkDocsConfig = load_config(str(settings.root / "mkdocs.yml"), site_dir=str(site), strict=False)
        self._env = self._config.theme.get_env()
        earlier = writing.generated(settings.state / "pages.json") | {HOME}
        self._files = Files(file for file in get_files(self._config) if file.src_uri not in earlier)
        self.written = frozenset(file.src_uri for file in self._files.documentation_pages())
        """The paths of the pages that are written by hand."""
        self._files.add_files_from_theme(self._env, self._config)
        set_exclusions(self._files, self._config)
        self._generated: set[str] = set()
        named = frozenset(_paths(self._config.nav or []))
        self.know({*generated, *named - self.written})
        shown = Files(
            file for file in self._files if file.src_uri in named | self.written
        )  # MkDocs makes a page of each
        take_over(
            shown, self._config, named - self.written - {HOME}
        )  # the first page goes the stock way in a build too
        self._nav: Navigation = get_navigation(shown, self._config)
        Theme(self._env, self._config, self._files).install()

    @property
    def statics(self) -> dict[str, Path]:
        """The files that are copied as they are: where each is to stand, and where it is."""
        return {
            file.dest_uri: Path(str(file.abs_src_path))
            for file in self._files
            if not file.is_documentation_page() and file.src_uri not in self._generated
        }

    @property
    def generated(self) -> frozenset[str]:
        """The paths of what the store gives rise to, as far as it is known."""
        return frozenset(self._generated)

    def know(self, generated: Iterable[str]) -> None:
        """Take in the paths of what the store gives rise to: links may lead there."""
        new = [self._file(path) for path in sorted(set(generated) - self._generated - self.written)]
        set_exclusions(new, self._config)
        for file in new:
            self._generated.add(file.src_uri)
            if self._files.get_file_from_path(file.src_uri) is None:
                self._files.append(file)

    def forget(self, gone: Iterable[str]) -> None:
        """Let go of paths that are no more."""
        for path in self._generated.intersection(gone):
            if (file := self._files.get_file_from_path(path)) is not None:
                self._files.remove(file)
            self._generated.discard(path)

    def templates(self, listed: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, bytes]]:
        """Yield name and bytes of what the theme makes beside pages; `listed` has what the list of all pages says of some."""
        for name in sorted(self._config.theme.static_templates):
            try:
                template = self._env.get_template(name)
            except TemplateNotFound:
                continue
            at_root = urlsplit(self._config.site_url or "/").path  # the page of errors is shown anywhere
            base = at_root if is_error_template(name) else get_relative_url(".", name)
            pages: Any = self._listed(listed) if name == _SITEMAP else ()
            text: str = template.render(get_context(self._nav, pages, self._config, base_url=base))
            if text.strip():
                yield name, text.encode()
                if name == _SITEMAP:
                    yield f"{name}.gz", _compressed(f"{name}.gz", text.encode(), get_build_date())

    def _listed(self, listed: Mapping[str, Mapping[str, str]]) -> list[SimpleNamespace]:
        """Return all pages in the order in which MkDocs finds them."""
        root = self._config.site_url or ""
        files = list(self._files.documentation_pages())
        return [
            SimpleNamespace(page=SimpleNamespace(canonical_url=urljoin(root, file.url), meta=listed.get(file.src_uri)))
            for file in sorted(files, key=file_sort_key)
        ]

    def finished(self, path: str, markdown: str) -> bytes:
        """Return the page of generated Markdown."""
        held = self._files.get_file_from_path(path)
        page = held.page if held is not None else None
        if page is None:
            page = AcceleratedPage(None, self._file(path), self._config)
        page.file.content_string = markdown
        try:
            return self._rendered(page)
        finally:
            page.file.content_string = ""

    def page_by_hand(self, path: str) -> bytes:
        """Return the page of a file that is written by hand."""
        file = self._files.get_file_from_path(path)
        assert file is not None
        return self._rendered(file.page or Page(None, file, self._config))

    def _rendered(self, page: Page) -> bytes:
        page.read_source(self._config)
        page.render(self._config, self._files)
        page.active = True
        try:
            context: Any = get_context(self._nav, (), self._config, page)
            text: str = self._env.get_template(page.meta.get("template", "main.html")).render(context)
        finally:
            page.active = False
        return text.encode("utf-8", errors="xmlcharrefreplace")

    def _file(self, path: str) -> File:
        return File(path, self._config.docs_dir, self._config.site_dir, self._config.use_directory_urls)


def _compressed(name: str, data: bytes, day: str) -> bytes:
    """Return a file compressed as MkDocs does it, with the date of the build."""
    made = BytesIO()
    seconds = datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()
    with GzipFile(fileobj=made, filename=name, mode="wb", mtime=int(seconds)) as stream:
        stream.write(data)
    return made.getvalue()


@contextmanager
def without_warnings() -> Iterator[None]:
    """Leave out what MkDocs says of links that lead to pages which are not known yet."""
    log = logging.getLogger("mkdocs")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(level)


def _paths(nav: Any) -> Iterator[str]:
    """Yield the paths that the navigation names."""
    for item in nav.values() if isinstance(nav, dict) else nav:
        if isinstance(item, str):
            yield item
        else:
            yield from _paths(item)
