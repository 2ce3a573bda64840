"""Generated Markdown made into finished pages, one at a time, with the theme and the navigation of one build."""

from typing import Any

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator.accelerate.files import KnownFiles
from generator.accelerate.pages import AcceleratedPage, EarlyPage
from generator.accelerate.theme import Theme


class Finishing:
    """Makes pages as a build with MkDocs makes them."""

    def __init__(self, config: MkDocsConfig, files: KnownFiles, nav: Navigation) -> None:
        """Take the files that links may lead to, and the navigation that stands on every page."""
        self._config = config
        self._files = files
        self._nav = nav
        self.env = config.theme.get_env()
        """The theme's templates."""
        self.theme = Theme(self.env, config, files)
        self.theme.install()

    def early(self, path: str, markdown: str) -> bytes:
        """Return the page of generated Markdown while others are made. Raises `Later` where it depends on them."""
        return self._of(EarlyPage, path, markdown)

    def page(self, path: str, markdown: str) -> bytes:
        """Return the page of generated Markdown."""
        return self._of(AcceleratedPage, path, markdown)

    def checked(self, path: str, markdown: str) -> bytes:
        """Return the page of generated Markdown, and say what MkDocs says of links into pages."""
        file = self._files.file(path)
        file.content_string = markdown
        page = AcceleratedPage(None, file, self._config)
        made = self.finished(page)
        page.validate_anchor_links(files=self._files, log_level=self._config.validation.links.anchors)
        return made

    def finished(self, page: Page) -> bytes:
        """Return a page."""
        page.read_source(self._config)
        page.render(self._config, self._files)
        page.active = True
        context: Any = get_context(self._nav, (), self._config, page)
        try:
            text = self.theme.finished(dict(context))
        finally:
            page.active = False
        return text.encode("utf-8", errors="xmlcharrefreplace")

    def _of(self, make: type[AcceleratedPage], path: str, markdown: str) -> bytes:
        file = self._files.file(path)
        file.content_string = markdown
        return self.finished(make(None, file, self._config))
