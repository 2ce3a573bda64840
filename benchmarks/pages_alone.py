"""Makes the pages of a store that was built before from its emitted Markdown alone, the way `atlas build` makes them.

    .venv/bin/python benchmarks/pages_alone.py STORE OUT

For `bench.py`: what the peers do, without reading, checking, rendering Markdown and making the search index.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from mkdocs.commands.build import build
from mkdocs.config import load_config


def main() -> None:
    """Build as MkDocs does with the hook, but for the part of the hook that generates."""
    store, out = map(Path, sys.argv[1:])
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    config = load_config(str(store / "mkdocs.yml"), site_dir=str(out))
    config.plugins.events["config"].clear()
    build(config)


if __name__ == "__main__":
    main()
