"""Makes the pages of a store that was built before from its emitted Markdown alone, the way `atlas build` makes them.

    .venv/bin/python benchmarks/pages_alone.py STORE OUT

For `bench.py`: what the peers do, without reading, checking, rendering Markdown and making the search index.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from generator.accelerate import theme
from generator.accelerate.early import EarlySite
from generator.accelerate.files import KnownFiles
from generator.accelerate.finishing import Finishing
from generator.output.forking import dealt
from generator.output.renewing import Renewal
from generator.output.writing import generated
from generator.settings import HOME, Settings, processes

PORTION = 32
"""Files that a process takes at once."""


class PagesAlone:
    """The events of a build in which nothing is generated."""

    def __init__(self, settings: Settings) -> None:
        self._made = generated(settings.state / "pages.json")
        self._content = Renewal(settings.content)
        self._root = settings.content

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Leave what was generated out of MkDocs' sight, as the hook does."""
        earlier = self._made | {HOME}
        self._files = KnownFiles((file for file in files if file.src_uri not in earlier), config)
        theme.add_generated(self._files, config)
        return self._files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Finish what was generated."""
        self._files.settle(self._made, in_navigation := frozenset(page.file.src_uri for page in nav.pages))
        self._finishing = Finishing(config, self._files, nav)
        site = EarlySite(self._finishing, config, in_navigation)
        paths = sorted(self._made)
        size = max(PORTION, -(-len(paths) // 1_000))
        portions = [paths[start : start + size] for start in range(0, len(paths), size)]

        def share(numbers: Iterator[int]) -> list[str]:
            part = site.part()
            for number in numbers:
                for path in portions[number]:
                    if path.endswith(".md"):
                        part.page(path, (self._content.held(path) or b"").decode())
                    else:
                        part.data(path, f"{self._root}/{path}")
            return part.handed_over()

        with dealt(len(portions), share, processes(len(paths), PORTION)) as shared:
            for later in shared.outcomes():
                site.take(later)
        site.finish()
        return nav

    def on_env(self, env: Any, config: MkDocsConfig, files: Files) -> Any:
        """Give MkDocs the templates that pages were finished with."""
        return self._finishing.env

    def on_template_context(self, context: Any, template_name: str, config: MkDocsConfig) -> Any:
        """Let the list of all pages have those that MkDocs does not see."""
        if template_name == "sitemap.xml":
            context["pages"] = self._files.listed({})
        return context


def main() -> None:
    """Build as MkDocs does with the hook, but for the part of the hook that generates."""
    store, out = (Path(argument).resolve() for argument in sys.argv[1:])
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    config = load_config(str(store / "mkdocs.yml"), site_dir=str(out))
    events = PagesAlone(Settings(store))
    config.plugins.events["config"].clear()
    for name in ("files", "nav", "env", "template_context"):
        config.plugins.events[name][:] = [getattr(events, f"on_{name}")]
    build(config)


if __name__ == "__main__":
    main()
