"""A site of a few pages and nothing else, for what only a long list shows."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from unittest.mock import patch

from euphrates_atlas.model.atlas import Atlas
from euphrates_atlas.render.environment import environment
from euphrates_atlas.render.overviews import index_pages
from euphrates_atlas.search.index_files import search_files
from tests.stores import REPOSITORY


def build_index(root: Path, atlas: Atlas, folder: str, *, most_weight: int) -> Path:
    """Build the index of one kind below `root` with the theme of the repository; return the folder of the site.

    `most_weight` stands in place of `MAX_WEIGHT`, so that few rows already go over several pages.
    """
    kind = next(kind for kind in atlas.kinds if kind.folder == folder)
    template = environment().get_template("index.md.j2")
    with patch.object(index_pages, "MAX_WEIGHT", most_weight):
        pages = index_pages.index_pages(atlas, kind)
        texts = [(f"{folder}/{page['part'].file}.md", template.render(**page)) for page in pages]
    site = build_pages(root, texts)
    for path, data in search_files(atlas):  # the filter asks for all names
        (site / path).parent.mkdir(exist_ok=True)
        (site / path).write_bytes(data)
    return site


def build_pages(root: Path, pages: Iterable[tuple[str, str]]) -> Path:
    """Build pages of one folder, the first of which is its index; return the folder of the site."""
    (root / "content").mkdir(parents=True)
    (root / "overrides").symlink_to(REPOSITORY / "overrides", target_is_directory=True)
    shutil.copytree(REPOSITORY / "overrides" / "assets", root / "content" / "assets")
    (root / "content" / "index.md").write_text("# Home\n", encoding="utf-8")
    first = ""
    for path, text in pages:
        first = first or path
        (root / "content" / path).parent.mkdir(exist_ok=True)
        (root / "content" / path).write_text(text, encoding="utf-8")
    settings = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    settings = re.sub(r"(?m)^hooks:.*$|^strict:.*$", "", settings)
    settings = re.sub(r"(?ms)^nav:\n.*?(?=^\S)", f"nav: [index.md, {first}]\n", settings)
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return root / "site"
