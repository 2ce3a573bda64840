"""Generated files as MkDocs meets them: it has neither to copy them nor to make pages of those that are outside the navigation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from generator.accelerate.conversion import NotPlain, anchors, convert
from generator.accelerate.pages import AcceleratedPage, body
from generator.output.mirroring import linked


class DataFile(File):
    """A generated file that goes into the site as it is: on one disk the same file under a second name."""

    def copy_file(self, dirty: bool = False) -> None:
        """Give the file its place in the site. Nobody writes into it there: what changes is replaced, here and there."""
        assert self.abs_src_path is not None
        if not linked(self.abs_src_path, self.abs_dest_path):
            super().copy_file(dirty)


@dataclass(slots=True)
class Listed:
    """What is asked of a page that is not held: by the list of all pages, and where a link leads into it."""

    file: File
    canonical_url: str | None
    meta: Mapping[str, Any] = field(default_factory=dict)
    _anchors: set[str] | None = None

    @property
    def present_anchor_ids(self) -> set[str] | None:
        """What links can lead to; None where that is not known."""
        if self._anchors is None:
            try:
                self._anchors = anchors(convert(body(self.file.content_string), lambda link: link).html)
            except NotPlain:
                return None
        return self._anchors


class PageFile(File):
    """A generated page that is finished apart from MkDocs: links lead to it, and it makes no page of its own of it."""

    listed: Listed

    def is_documentation_page(self) -> bool:
        """Return False: nothing is to be read or built for it."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Leave its place in the site as it is."""

    @property  # type: ignore[override]
    def page(self) -> Listed:
        """What stands for its page."""
        return self.listed

    @page.setter
    def page(self, page: Page | None) -> None:
        """Hold no page."""

    def made(self, config: MkDocsConfig) -> AcceleratedPage:
        """Return its page, to be finished and let go of."""
        return AcceleratedPage(None, self, config)


def set_aside(files: Files, config: MkDocsConfig, generated: frozenset[str]) -> Files:
    """Return the files, in their order: of generated ones those that are no concern of MkDocs are as it passes them over."""
    return Files([_passed_over(file, config) if file.src_uri in generated else file for file in files])


def _passed_over(file: File, config: MkDocsConfig) -> File:
    given = file.src_uri, file.src_dir, config.site_dir, config.use_directory_urls
    if not file.is_documentation_page():
        return DataFile(*given, inclusion=file.inclusion)
    if file.inclusion is not InclusionLevel.NOT_IN_NAV or file.page is not None or file.name == "index":
        return file
    page = PageFile(*given, dest_uri=file.dest_uri, inclusion=file.inclusion)
    page.listed = Listed(page, None)
    return page
