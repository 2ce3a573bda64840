"""The hook that `mkdocs.yml` names: the store is checked and its pages are generated before MkDocs looks for them.

Plain `mkdocs build` so gives the same site as `atlas build`. Generated pages then take the fast way through MkDocs, unless
`ATLAS_ACCELERATE=0` asks for the stock one, which gives the same pages. Nothing else happens here.
"""

import os
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from generator import pipeline
from generator.accelerate import theme
from generator.accelerate.apart import PagesApart
from generator.accelerate.files import set_aside
from generator.diagnostics import has_errors
from generator.history import newest_commit_time
from generator.output.writing import LockHeld, generated, reason
from generator.reporters import text
from generator.settings import HOME, Settings, accelerating, source_date_epoch

HOOK = "generator/mkdocs_hooks.py"
"""This file, as `mkdocs.yml` names it."""
_held: dict[str, Any] = {}
"""What one event leaves for another of the same build."""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Generate the pages; with an error in the store the build stops and nothing is written."""
    settings = Settings(Path(config.config_file_path).resolve().parent)
    _fix_build_date(settings)
    try:
        checked, _ = pipeline.generate(settings)
    except LockHeld:
        raise Abort("another build of this repository is running: wait for it, then try again") from None
    except OSError as error:
        raise Abort(f"the pages could not be written: {reason(error)}; what was there stands") from None
    if has_errors(checked.diagnostics):
        raise Abort("\n" + text.render(checked.diagnostics, notes=False))
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Take over the pages that were generated: those outside the navigation MkDocs does not see as pages."""
    if not _accelerates(config):
        return files
    settings = Settings(Path(config.config_file_path).resolve().parent)
    ours = generated(settings.state / "pages.json")
    files = set_aside(files, config, ours)
    theme.take_over(files, config, ours)
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Hold the navigation, which stands on every page."""
    _held["nav"] = nav
    return nav


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    """Give the pages that were taken over their template, and finish those that MkDocs does not see."""
    if _accelerates(config):
        made = theme.Theme(env, config, files)
        made.install()
        _held["apart"] = PagesApart(made, config, files, _held["nav"])
        _held["apart"].finish()
    return env


def on_template_context(context: Any, template_name: str, config: MkDocsConfig) -> Any:
    """Let the list of all pages have those that MkDocs does not see."""
    if template_name == "sitemap.xml" and "apart" in _held:
        context["pages"] = _held["apart"].listed()
    return context


def _accelerates(config: MkDocsConfig) -> bool:
    return accelerating() and theme.understands(config, HOOK)


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
