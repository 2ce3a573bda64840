"""Generated pages finished apart from MkDocs, by several processes where there are many; MkDocs is told what it would have said."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any
from urllib.parse import urljoin

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.utils import write_file

from generator.accelerate.files import PageFile
from generator.accelerate.theme import Theme
from generator.output.forking import dealt
from generator.settings import processes

ENOUGH = 300
"""Pages; fewer are finished before another process could help."""
_PORTION = 32
_MOST_PORTIONS = 1_000
_TOLD = ("moved_to", "reviewed")
"""Of a page's front matter, what the list of all pages shows."""
_LOG = logging.getLogger("mkdocs")


@dataclass(slots=True)
class _Share:
    """What one process has to tell."""

    meta: dict[str, dict[str, Any]] = field(default_factory=dict)
    said: list[tuple[int, int, str]] = field(default_factory=list)
    """Number of the portion, level and message."""


class PagesApart:
    """The pages of one build that MkDocs does not make."""

    def __init__(self, theme: Theme, config: MkDocsConfig, files: Files, nav: Navigation) -> None:
        self._theme = theme
        self._config = config
        self._files = files
        self._nav = nav
        self._listed = [file for file in files if file.is_documentation_page() or isinstance(file, PageFile)]
        self._pages = [file for file in self._listed if isinstance(file, PageFile)]
        self._portions: Sequence[Sequence[PageFile]] = ()

    def finish(self) -> None:
        """Write all of them into the site."""
        first = [*{file.src_uri.partition("/")[0]: file for file in self._pages}.values()]
        others = [file for file in self._pages if file not in first]
        size = max(_PORTION, -(-len(others) // _MOST_PORTIONS))
        # The first of each folder before any other process is there: what it takes to lay them out is worked out once.
        self._portions = [first, *(others[start : start + size] for start in range(0, len(others), size))]
        shares = [self._share(iter([0]))]
        with dealt(len(self._portions) - 1, self._later, processes(len(others), ENOUGH)) as shared:
            shares += shared.outcomes()
        self._tell(shares)

    def listed(self) -> Sequence[File]:
        """Return all pages of the site in their order, for the list of them that search engines read."""
        return [file for file in self._listed if file.inclusion.is_included()]  # type: ignore[no-untyped-call]

    def _later(self, numbers: Iterator[int]) -> _Share:
        return self._share(number + 1 for number in numbers)

    def _share(self, numbers: Iterator[int]) -> _Share:
        share = _Share()
        with _heard() as said:
            for number in numbers:
                for file in self._portions[number]:
                    held = self._finished(file)
                    if told := {name: held[name] for name in _TOLD if held.get(name)}:
                        share.meta[file.src_uri] = told
                share.said += [(number, *record) for record in said]
                said.clear()
        return share

    def _finished(self, file: PageFile) -> Mapping[str, Any]:
        """Write a page, and return its front matter."""
        page = file.made(self._config)
        try:
            page.read_source(self._config)
            page.render(self._config, self._files)
            page.active = True
            text = self._theme.finished(dict(get_context(self._nav, self._listed, self._config, page)))
        except OSError:
            raise
        except Exception as error:
            raise BuildError(f"Error building page '{file.src_uri}': {error}") from error
        write_file(text.encode("utf-8", errors="xmlcharrefreplace"), file.abs_dest_path)
        page.validate_anchor_links(files=self._files, log_level=self._config.validation.links.anchors)
        return page.meta

    def _tell(self, shares: Sequence[_Share]) -> None:
        """Keep what the list of all pages shows, and say what MkDocs would have said, page by page."""
        meta = {path: told for share in shares for path, told in share.meta.items()}
        for file in self._pages:
            address = urljoin(self._config.site_url, file.url) if self._config.site_url else None
            file.listed.canonical_url, file.listed.meta = address, meta.get(file.src_uri, {})
        for _, level, message in sorted((said for share in shares for said in share.said), key=itemgetter(0)):
            _LOG.log(level, message)


@contextmanager
def _heard() -> Iterator[list[tuple[int, str]]]:
    """Give what MkDocs says meanwhile, which is said by one process and in the order of the pages."""
    said: list[tuple[int, str]] = []

    class Heard(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append((record.levelno, record.getMessage()))

    handlers, propagates = _LOG.handlers, _LOG.propagate
    _LOG.handlers, _LOG.propagate = [Heard()], False
    try:
        yield said
    finally:
        _LOG.handlers, _LOG.propagate = handlers, propagates
