"""Generated files as MkDocs meets them: links lead to them, and it neither reads, makes nor copies any of them."""

from collections.abc import Collection, Iterable, Mapping
from operator import itemgetter
from types import SimpleNamespace
from typing import Any
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, file_sort_key
from mkdocs.structure.pages import Page

from generator.accelerate.conversion import NotPlain, anchors, convert
from generator.accelerate.pages import body


class GeneratedFile(File):
    """A generated file, of a page or of data: MkDocs makes no page of it, and its place in the site is no concern of MkDocs."""

    _anchors: set[str] | None = None

    @property
    def src_path(self) -> str:
        """The path of its source, with slashes as all generated paths."""
        return self.src_uri

    @src_path.setter
    def src_path(self, value: str) -> None:
        self.src_uri = value  # MkDocs would take each apart and put it together again

    def copy_file(self, dirty: bool = False) -> None:
        """Leave its place in the site as it is."""

    @property  # type: ignore[override]
    def page(self) -> "GeneratedFile":
        """What stands for its page, of which no more is asked than where a link into it can lead: the file itself."""
        return self

    @page.setter
    def page(self, page: Page | None) -> None:
        """Hold no page."""

    @property
    def present_anchor_ids(self) -> set[str] | None:
        """What links can lead to; None where that is not known."""
        if self._anchors is None:
            try:
                self._anchors = anchors(convert(body(self.content_string), lambda link: link).html)
            except NotPlain:
                return None
        return self._anchors


class KnownFiles(Files):
    """The files that MkDocs found, and generated ones that are known by their paths: these it neither counts nor goes through."""

    def __init__(self, found: Iterable[File], config: MkDocsConfig) -> None:
        """Take what MkDocs found."""
        super().__init__(found)
        self._config = config
        self._generated: dict[str, GeneratedFile | None] = {}

    def know(self, paths: Iterable[str]) -> None:
        """Take in generated files, unless MkDocs found a file there."""
        for path in paths:
            if path not in self._src_uris:
                self._generated.setdefault(path, None)

    def settle(self, generated: Iterable[str], own: Collection[str]) -> None:
        """Know these generated files and no others, MkDocs' own pages among them left to it."""
        self._generated.clear()
        for path in set(generated).difference(own):
            self._src_uris.pop(path, None)
            self._generated[path] = None

    def forget(self, paths: Iterable[str]) -> None:
        """Let go of generated files that are no more."""
        for path in paths:
            self._generated.pop(path, None)

    def get_file_from_path(self, path: str) -> File | None:
        """Return the file at a path."""
        found = self._src_uris.get(path)
        if found is None and path in self._generated:
            found = self._generated[path] = self._generated[path] or self.file(path)
        return found

    def file(self, path: str) -> GeneratedFile:
        """Return what stands for a generated file."""
        given = self._config.docs_dir, self._config.site_dir, self._config.use_directory_urls
        return GeneratedFile(path, *given, inclusion=InclusionLevel.NOT_IN_NAV)

    def listed(self, meta: Mapping[str, Mapping[str, Any]]) -> list[Any]:
        """Return what the list of all pages is made of, in the order in which MkDocs finds the files.

        `meta` says of generated pages what the list shows.
        """
        pages: list[tuple[Any, Any]] = [(file_sort_key(file), file) for file in self.documentation_pages()]
        for path in self._generated:
            if path.endswith(".md"):
                address = urljoin(self._config.site_url or "", f"{path.removesuffix('.md')}.html")
                page = SimpleNamespace(canonical_url=address, meta=meta.get(path, {}))
                *folders, name = path.split("/")
                pages.append(((tuple(folders), name != "index.md", name), SimpleNamespace(page=page)))
        return [page for _, page in sorted(pages, key=itemgetter(0))]
