"""The hook that `mkdocs.yml` names: the store is checked and its pages are generated; nothing else happens here.

Plain `mkdocs build` so gives the same site as `atlas build`. Pages are finished as they are made, once the navigation that stands on
each is known. `ATLAS_ACCELERATE=0` asks for the stock way, which gives the same: all is generated before MkDocs looks for files.
"""

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from generator import pipeline
from generator.accelerate import theme
from generator.accelerate.early import EarlySite
from generator.accelerate.files import KnownFiles
from generator.accelerate.finishing import Finishing
from generator.accelerate.pages import AcceleratedPage
from generator.history import newest_commit_time
from generator.output.writing import LockHeld, generated, reason
from generator.render.pages import pages_listed
from generator.reporters import text
from generator.settings import HOME, Settings, accelerating, source_date_epoch

HOOK = "generator/mkdocs_hooks.py"
"""This file, as `mkdocs.yml` names it."""


@dataclass(slots=True)
class _Build:
    """What one event leaves for another of the same build."""

    settings: Settings
    checking: pipeline.Checking
    files: KnownFiles | None = None
    awaited: frozenset[str] = frozenset()
    """The pages that the navigation names and that are to be generated yet."""
    finishing: Finishing | None = None


_fast: list[_Build] = []
"""The build that goes on, where it takes the fast way."""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Check the store: with an error the build stops and nothing is written. On the stock way the pages are generated now.

    Where `atlas build` keeps the old site until the new one is whole, the check goes on while MkDocs looks around.
    """
    settings = Settings(Path(config.config_file_path).resolve().parent)
    _fix_build_date(settings)
    _fast.clear()
    with _refusals():
        if accelerating() and theme.understands(config, HOOK):
            is_aside = Path(config.site_dir).resolve().is_relative_to(settings.state)
            _fast.append(_Build(settings, pipeline.Checking(settings, meanwhile=is_aside)))
        else:
            _expect_sound(pipeline.generate(settings)[0])
    for build in _fast:
        if build.checking.is_done:
            _expect_sound(build.checking.checked())
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave out what an earlier run generated: of what is generated MkDocs sees the pages of the navigation alone."""
    for build in _fast:
        earlier = generated(build.settings.state / "pages.json") | {HOME}
        files = build.files = KnownFiles((file for file in files if file.src_uri not in earlier), config)
        build.awaited = frozenset(theme.add_generated(files, config))
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Generate the pages, and finish each as soon as it is made."""
    for build in _fast:
        assert build.files is not None
        build.files.know(pages_listed(build.checking.held.atlas))
        build.finishing = Finishing(config, build.files, nav)
        in_navigation = frozenset(page.file.src_uri for page in nav.pages)
        site = EarlySite(build.finishing, config, in_navigation)
        with _refusals():
            try:
                pipeline.write(build.settings, build.checking, site)
            except pipeline.StoreHasErrors:
                _expect_sound(build.checking.checked())
        made = generated(build.settings.state / "pages.json")
        build.files.settle(made, in_navigation)
        _expect_all(build.awaited - made - {HOME})
        for page in nav.pages:
            if isinstance(page, AcceleratedPage):
                page.is_by_hand = page.file.src_uri not in made
        site.finish()
    return nav


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    """Give MkDocs the templates that pages were finished with."""
    for build in _fast:
        assert build.finishing is not None
        env = build.finishing.env
    return env


def on_template_context(context: Any, template_name: str, config: MkDocsConfig) -> Any:
    """Let the list of all pages have those that MkDocs does not see."""
    for build in _fast:
        if template_name == "sitemap.xml" and build.files is not None:
            context["pages"] = build.files.listed(pages_listed(build.checking.held.atlas))
    return context


@contextmanager
def _refusals() -> Iterator[None]:
    """Say in words what keeps pages from being written."""
    try:
        yield
    except LockHeld:
        raise Abort("another build of this repository is running: wait for it, then try again") from None
    except OSError as error:
        raise Abort(f"the pages could not be written: {reason(error)}; what was there stands") from None


def _expect_sound(checked: pipeline.Checked) -> None:
    """Stop where the store has errors, with what is wrong."""
    if checked.atlas is None:
        raise Abort("\n" + text.render(checked.diagnostics, notes=False))


def _expect_all(missing: Collection[str]) -> None:
    """Stop where the navigation names what is neither there nor made, in the words of MkDocs."""
    for path in sorted(missing):
        named = f"A reference to '{path}' is included in the 'nav' configuration"
        raise Abort(f"{named}, which is not found in the documentation files.")


def on_build_error(error: Exception) -> None:
    """Say in words what the disk or the system refused, where MkDocs would show its own inside."""
    if isinstance(error, OSError):
        raise Abort(f"the site could not be written: {reason(error)}") from None


def on_serve(server: Any, config: MkDocsConfig, builder: Any) -> Any:
    """Rebuild when an entry or a template changes, not when a generated page is written."""
    root = Path(config.config_file_path).resolve().parent
    server.unwatch(config.docs_dir)
    for page in sorted(Path(config.docs_dir).glob("*.md")):
        if page.name != HOME:
            server.watch(str(page), builder)
    for folder in ("entities", "overrides", "generator"):
        server.watch(str(root / folder), builder)
    return server


def _fix_build_date(settings: Settings) -> None:
    """Give MkDocs the date of what it builds instead of the clock's, so that the same input gives the same bytes."""
    if source_date_epoch() is None:
        os.environ["SOURCE_DATE_EPOCH"] = str(newest_commit_time(settings.root) or 0)
