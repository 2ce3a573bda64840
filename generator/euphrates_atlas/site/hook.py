"""The hook of plain `mkdocs build` and `mkdocs serve`, which makes them generate the pages first; MkDocs calls its functions.

`mkdocs.yml` names it, or a file that imports all of it.
"""

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from euphrates_atlas.atomic_files import reason
from euphrates_atlas.checks.reports import text_report
from euphrates_atlas.findings import CommandFailed
from euphrates_atlas.kind_errors import kind_errors_told
from euphrates_atlas.settings import HOME, NEEDED, Settings
from euphrates_atlas.site import StoreHasErrors
from euphrates_atlas.site.mkdocs import encoded, for_atlas, without_blank_lines
from euphrates_atlas.subject import look_in


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Generate the pages; a store with errors stops the build before anything is written, and so does a missing part of the theme."""
    settings = Settings(Path(config.config_file_path).resolve().parent)
    if missing := settings.missing(NEEDED):
        raise Abort(missing)
    try:
        with kind_errors_told():
            look_in(settings.root)
            # It loads the kinds of the atlas.
            from euphrates_atlas.site.builder import generate  # noqa: PLC0415

            generate(settings)
    except StoreHasErrors as error:
        raise Abort("\n" + text_report(error.findings, notes=False)) from None
    except CommandFailed as error:
        raise Abort(str(error)) from None
    except OSError as error:
        raise Abort(
            f"the pages could not be written: {reason(error)}; the previous files are kept"
        ) from None
    return for_atlas(config, settings)


def on_post_page(output: str, **_: object) -> str:
    """Let a page bear a hash of itself, as the pages of `atlas build` do."""
    return encoded(output).decode()


on_post_template = on_post_page
"""It does the same with the page of errors."""


def on_env(env: Any, **_: object) -> Any:
    """Write pages without the blank lines of templates, as `atlas build` does."""
    return without_blank_lines(env)


def on_build_error(error: Exception) -> None:
    """Say in words what the disk or the system refused, where MkDocs would print a traceback."""
    if isinstance(error, OSError):
        raise Abort(f"the site could not be written: {reason(error)}") from None


def on_serve(server: Any, config: MkDocsConfig, builder: Any) -> Any:
    """Watch the entries and the templates, and of `content/` only the pages that are written by hand."""
    root = Path(config.config_file_path).resolve().parent
    content = Path(config.docs_dir)
    server.unwatch(config.docs_dir)
    for path in sorted(content.glob("*.md")):
        if path.name != HOME:
            server.watch(str(path), builder)
    for folder in ("entities", "overrides", "generator", "kinds"):
        if (root / folder).is_dir():
            server.watch(str(root / folder), builder)
    return server
