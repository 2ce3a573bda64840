"""MkDocs as a library: its configuration, navigation and theme, hand-written pages, and its warnings.

`builder.py` and `live_site.py` make a `MkDocs` for a site and ask it for finished pages.
"""

import hashlib
import logging
from calendar import timegm
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from gzip import GzipFile
from io import BytesIO
from operator import itemgetter
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urljoin, urlsplit

import yaml
from jinja2 import Environment, TemplateNotFound
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import (
    File,
    Files,
    InclusionLevel,
    file_sort_key,
    get_files,
    set_exclusions,
)
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_date, get_relative_url, is_error_template

from euphrates_atlas.kinds import record_types
from euphrates_atlas.resources import table
from euphrates_atlas.settings import CARDS, HOME, Settings
from euphrates_atlas.site import BuildFailed
from euphrates_atlas.site.convert import address_of, convert
from euphrates_atlas.site.folder_update import read_manifest
from euphrates_atlas.subject import (
    contact_address,
    repository_address,
    site_address,
    subject,
)

SITEMAP = "sitemap.xml"
_MARK = b' data-page=""'
"""Where a page bears its hash: at the first script behind its text (overrides/main.html)."""
_HASH = 10
"""Letters of it."""


def for_atlas(config: MkDocsConfig, settings: Settings) -> MkDocsConfig:
    """Return the configuration with the name, description and addresses of `subject.yml`, the theme, and all kinds."""
    if settings.bundled_theme:
        place = 1 if config.theme.custom_dir else 0
        config.theme.dirs.insert(place, str(settings.bundled_theme))
    config.extra["no_cards"] = not (settings.root / CARDS).is_file()
    config.extra.setdefault("csp", " ".join(table("site/csp.txt").decode().split()))
    config.site_name = subject().name
    config.site_description = subject().description
    config.site_url = site_address()
    config.repo_url = repository_address()
    config.extra["contact"] = contact_address()
    config.extra["people"] = subject().people
    if config.nav:
        config.nav[1:1] = _indexes_beside(config.nav)
    return config


def _indexes_beside(nav: Any) -> list[dict[str, str]]:
    """Return titles and paths of the kinds, and of the map where there is one, that a navigation does not name."""
    kinds = [model.kind for model in record_types().values()]
    indexes = {f"{kind.folder}/{HOME}": kind.plural for kind in kinds}
    if subject().region.name:
        indexes[f"map/{HOME}"] = "Map"
    named = set(_paths(nav))
    return [{title: path} for path, title in indexes.items() if path not in named]


def without_blank_lines(environment: Environment) -> Environment:
    """Let a line of a template that holds tags alone leave nothing in a page."""
    environment.lstrip_blocks = environment.trim_blocks = True
    return environment


class Warnings(logging.Handler):
    """Collects what MkDocs warns of, which it would print. The handlers of earlier sites of this process go."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []
        log = logging.getLogger("mkdocs")
        log.handlers = [
            *(handler for handler in log.handlers if not isinstance(handler, Warnings)),
            self,
        ]

    def emit(self, record: logging.LogRecord) -> None:
        """Collect a warning."""
        self.messages.append(record.getMessage())


class _Files(Files):
    """The files that MkDocs found, and the generated ones, which it knows by their paths alone."""

    def __init__(
        self, files: Iterable[File], config: MkDocsConfig, *, is_live: bool
    ) -> None:
        super().__init__(files)
        self._config = config
        self._is_live = is_live
        self.generated = set[str]()

    def get_file_from_path(self, path: str) -> File | None:
        """Return a file, for MkDocs, which looks here where links lead.

        On a live site any path may be a generated one.
        """
        found = self._src_uris.get(path)
        if not found and (self._is_live or path in self.generated):
            return self.make(path)
        return found

    def make(self, path: str) -> File:
        """Return what stands for a generated file."""
        return File(
            path,
            self._config.docs_dir,
            self._config.site_dir,
            self._config.use_directory_urls,
            inclusion=InclusionLevel.NOT_IN_NAV,
        )


class MkDocs:
    """The theme, the navigation and the files of one site."""

    def __init__(self, settings: Settings, *, is_live: bool = False) -> None:
        """Read `mkdocs.yml` and look for files. A live site is made piece by piece: every link may lead to a generated file."""
        self.warnings = Warnings()
        self._config = self._load(settings)
        generated = {*read_manifest(settings.manifest), HOME}
        files = Files(
            file for file in get_files(self._config) if file.src_uri not in generated
        )
        self._environment = without_blank_lines(self._config.theme.get_env())
        files.add_files_from_theme(self._environment, self._config)
        set_exclusions(files, self._config)
        self.by_hand = sorted(file.src_uri for file in files.documentation_pages())
        """The paths of the pages that are written by hand."""
        self._files = _Files(files, self._config, is_live=is_live)
        self.awaited = self._add_pages_of_navigation()
        """The pages that the navigation names, and that are to be generated."""
        self._nav = get_navigation(self._files, self._config)
        self._in_nav = {page.file.src_uri: page for page in self._nav.pages}

    def _load(self, settings: Settings) -> MkDocsConfig:
        """Read `mkdocs.yml`; its hook generates the pages for plain MkDocs alone."""
        try:
            file = str(settings.root / "mkdocs.yml")
            config = load_config(file, site_dir=str(settings.site), strict=False, hooks=[])
            return for_atlas(config, settings)
        except MkDocsException as error:
            told = self.warnings.messages or [str(error)]
            raise BuildFailed(
                "\n".join(
                    ["the site could not be built: mkdocs.yml cannot be used:", *told]
                )
            ) from None

    def _add_pages_of_navigation(self) -> frozenset[str]:
        """Add the files that the navigation names and that are not there yet, so that MkDocs makes its entries for them."""
        paths = set()
        for path in sorted(_paths(self._config.nav or [])):
            if path.endswith(".md") and not self._files.get_file_from_path(path):
                file = self._files.make(path)
                file.inclusion = InclusionLevel.INCLUDED
                self._files.append(file)
                paths.add(path)
        return frozenset(paths)

    def know(self, generated: Iterable[str]) -> None:
        """Let links lead to these generated files; none of them is taken for one written by hand."""
        self._files.generated = {*generated}
        self.by_hand = [path for path in self.by_hand if path not in self._files.generated]

    @property
    def copied(self) -> dict[str, Path]:
        """The files that are copied as they are: the address of each, and its place. Pages need none of the theme's own."""
        excluded = (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)
        theme = self._config.theme.dirs[-2:]
        places = {}
        for file in self._files:
            is_made = file.is_documentation_page() or file.src_uri in self._files.generated
            if not is_made and file.inclusion not in excluded and file.src_dir not in theme:
                places[file.dest_uri] = Path(str(file.abs_src_path))
        return places

    def page(self, path: str, markdown: str) -> bytes:
        """Return the finished page of generated Markdown."""
        page = self._in_nav.get(path) or Page(None, self._files.make(path), self._config)
        page.file.page = None  # so that the memory of a page is free as soon as it is done
        _, front, page.markdown = markdown.split("---\n", 2)
        page.meta = yaml.load(front, yaml.CSafeLoader)
        page.content, page.toc = convert(page.markdown)
        return self._finished(page)

    def page_by_hand(self, path: str) -> tuple[bytes, Page]:
        """Return the finished page of a file that is written by hand."""
        file = self._files.get_file_from_path(path)
        assert file
        page = file.page or Page(None, file, self._config)
        page.read_source(self._config)
        page.render(self._config, self._files)
        return self._finished(page), page

    def _finished(self, page: Page) -> bytes:
        """Return a page in the frame of the theme; meanwhile it is the active one of the navigation."""
        template = self._environment.get_template(page.meta.get("template", "main.html"))
        page.active = True
        try:
            return encoded(template.render(get_context(self._nav, (), self._config, page)))
        finally:
            page.active = False
            # What Jinja has made of it keeps the page until the next search for cycles.
            page.markdown = page.content = None

    @property
    def static_templates(self) -> list[str]:
        """The addresses of the files that the theme makes beside pages, sorted."""
        names = [*self._config.theme.static_templates]
        return sorted({*names, f"{SITEMAP}.gz"} if SITEMAP in names else names)

    def static_file(
        self, name: str, entry_pages: Mapping[str, Mapping[str, str]]
    ) -> bytes | None:
        """Return a file that the theme makes beside pages, if it has one of this name; `entry_pages` are for the sitemap."""
        if name == f"{SITEMAP}.gz":
            sitemap = self.static_file(SITEMAP, entry_pages)
            return None if sitemap is None else _gzip(name, sitemap, get_build_date())
        try:
            template = self._environment.get_template(name)
        except TemplateNotFound:
            return None
        # The page of errors is shown at any address, so that its links begin at the root.
        root = urlsplit(self._config.site_url or "/").path
        base = root if is_error_template(name) else get_relative_url(".", name)
        pages = self._listed(entry_pages) if name == SITEMAP else ()
        text = template.render(get_context(self._nav, pages, self._config, base_url=base))
        return encoded(text) if text.strip() else None

    def _listed(self, entry_pages: Mapping[str, Mapping[str, str]]) -> list[Any]:
        """Return the pages for the sitemap, in the order in which MkDocs finds files."""
        files = self._files.documentation_pages()
        by_hand = [file for file in files if file.src_uri in self.by_hand]
        pages: list[tuple[Any, Any]] = [(file_sort_key(file), file) for file in by_hand]
        for path in self._files.generated:
            if path.endswith(".md"):
                address = urljoin(self._config.site_url or "", address_of(path))
                page = SimpleNamespace(
                    canonical_url=address, meta=entry_pages.get(path, {})
                )
                *folders, name = path.split("/")
                place = (tuple(folders), name != HOME, name)
                pages.append((place, SimpleNamespace(page=page)))
        pages.sort(key=itemgetter(0))
        return [page for _, page in pages]


def encoded(page: str) -> bytes:
    """Return a page in UTF-8 with a hash of itself, by which its scripts know whether the site still has this very page."""
    data = page.encode("utf-8", errors="xmlcharrefreplace")
    before, slot, after = data.rpartition(_MARK)
    if not slot:
        return data
    digest = hashlib.sha256(data).hexdigest()[:_HASH].encode()
    return b"".join([before, _MARK[:-1], digest, b'"', after])


def _paths(nav: Any) -> Iterator[str]:
    """Yield the paths and addresses that a navigation names, at any depth."""
    for item in nav.values() if isinstance(nav, dict) else nav:
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict | list):
            yield from _paths(item)


def _gzip(name: str, data: bytes, day: str) -> bytes:
    """Return a file compressed as MkDocs does it, with the date of the build."""
    buffer = BytesIO()
    seconds = timegm(date.fromisoformat(day).timetuple())
    with GzipFile(fileobj=buffer, filename=name, mode="wb", mtime=seconds) as stream:
        stream.write(data)
    return buffer.getvalue()
