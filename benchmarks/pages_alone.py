"""Makes the pages of a store that was built before from its emitted Markdown alone, the way `atlas build` makes them.

    .venv/bin/python benchmarks/pages_alone.py STORE OUT

For `bench.py`: what the peers do, without reading, checking, rendering Markdown and making the search index.
"""

import sys
from pathlib import Path
from types import ModuleType

sys.path.insert(0, str(Path(__file__).parent.parent))

from mkdocs.commands.build import build
from mkdocs.config import load_config

from generator.accelerate import theme
from generator.output.writing import generated


def main() -> None:
    """Build as MkDocs does, with the half of the hook that makes pages."""
    store, out = map(Path, sys.argv[1:])
    config = load_config(str(store / "mkdocs.yml"), hooks=[], site_dir=str(out))
    hook = ModuleType("pages_alone")
    hook.on_files = lambda files, config: (
        theme.take_over(files, config, generated(store / ".atlas" / "pages.json")) or files
    )  # type: ignore[attr-defined]
    hook.on_env = lambda env, config, files: theme.Theme(env, config, files).install() or env  # type: ignore[attr-defined]
    config.plugins["pages_alone"] = hook  # type: ignore[assignment]
    build(config)


if __name__ == "__main__":
    main()
