"""The theme's page and MkDocs' view of the files, held from one page to the next."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from gzip import GzipFile
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import TemplateNotFound
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_date, get_relative_url, is_error_template

from generator.accelerate.files import KnownFiles
from generator.accelerate.finishing import Finishing
from generator.accelerate.pages import AcceleratedPage
from generator.accelerate.theme import add_generated
from generator.output import writing
from generator.settings import HOME, Settings

_SITEMAP = "sitemap.xml"


class HeldTheme:
    """Makes finished pages of Markdown, as a build with MkDocs makes them."""

    def __init__(self, settings: Settings, site: Path, generated: Iterable[str]) -> None:
        """Read the configuration and the theme; `generated` are the paths of Markdown that the store gives rise to."""
        self._config: MkDocsConfig = load_config(str(settings.root / "mkdocs.yml"), site_dir=str(site), strict=False)
        earlier = writing.generated(settings.state / "pages.json") | {HOME}
        found = Files(file for file in get_files(self._config) if file.src_uri not in earlier)
        self.written = frozenset(file.src_uri for file in found.documentation_pages())
        """The paths of the pages that are written by hand."""
        found.add_files_from_theme(self._config.theme.get_env(), self._config)
        set_exclusions(found, self._config)
        self._files = KnownFiles(found, self._config)
        add_generated(self._files, self._config)
        self._nav: Navigation = get_navigation(self._files, self._config)
        self._finishing = Finishing(self._config, self._files, self._nav)
        for page in self._nav.pages:
            if isinstance(page, AcceleratedPage):
                page.is_by_hand = page.file.src_uri in self.written
        self._generated = {file.src_uri for file in self._files.documentation_pages()} - self.written
        self.know(generated)

    @property
    def statics(self) -> dict[str, Path]:
        """The files that are copied as they are: where each is to stand, and where it is."""
        return {file.dest_uri: Path(str(file.abs_src_path)) for file in self._files if not file.is_documentation_page()}

    @property
    def generated(self) -> frozenset[str]:
        """The paths of what the store gives rise to, as far as it is known."""
        return frozenset(self._generated)

    def know(self, generated: Iterable[str]) -> None:
        """Take in the paths of what the store gives rise to: links may lead there."""
        new = set(generated) - self.written
        self._files.know(new)
        self._generated |= new

    def forget(self, gone: Iterable[str]) -> None:
        """Let go of paths that are no more."""
        self._files.forget(gone)
        self._generated.difference_update(gone)

    def templates(self, listed: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, bytes]]:
        """Yield name and bytes of what the theme makes beside pages; `listed` has what the list of all pages says of some."""
        for name in sorted(self._config.theme.static_templates):
            try:
                template = self._finishing.env.get_template(name)
            except TemplateNotFound:
                continue
            at_root = urlsplit(self._config.site_url or "/").path  # the page of errors is shown anywhere
            base = at_root if is_error_template(name) else get_relative_url(".", name)
            pages = self._files.listed(listed) if name == _SITEMAP else ()
            text: str = template.render(get_context(self._nav, pages, self._config, base_url=base))
            if text.strip():
                yield name, text.encode()
                if name == _SITEMAP:
                    yield f"{name}.gz", _compressed(f"{name}.gz", text.encode(), get_build_date())

    def finished(self, path: str, markdown: str) -> bytes:
        """Return the page of generated Markdown."""
        file = self._files.get_file_from_path(path)
        page = file.page if file is not None else None
        if file is None or not isinstance(page, Page):
            return self._finishing.page(path, markdown)
        file.content_string = markdown
        try:
            return self._finishing.finished(page)
        finally:
            file.content_string = ""

    def page_by_hand(self, path: str) -> bytes:
        """Return the page of a file that is written by hand."""
        file = self._files.get_file_from_path(path)
        assert file is not None
        return self._finishing.finished(file.page or Page(None, file, self._config))


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
