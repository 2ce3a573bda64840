"""A site that is one index and nothing else, for what only a long one shows."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from generator.model.atlas import Atlas
from generator.render.environment import environment
from generator.render.overviews.index_pages import index_pages
from tests.stores import REPOSITORY


def build_index(root: Path, atlas: Atlas, folder: str) -> Path:
    """Build the index of one kind below `root` with the theme of the repository; return the folder of the site."""
    kind = next(kind for kind in atlas.kinds if kind.folder == folder)
    (root / "content" / folder).mkdir(parents=True)
    (root / "overrides").symlink_to(REPOSITORY / "overrides", target_is_directory=True)
    shutil.copytree(REPOSITORY / "overrides" / "assets", root / "content" / "assets")
    (root / "content" / "index.md").write_text("# Home\n", encoding="utf-8")
    for page in index_pages(atlas, kind):
        text = environment().get_template("index.md.j2").render(page=page)
        (root / "content" / folder / f"{page.part.file}.md").write_text(text, encoding="utf-8")
    settings = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    settings = re.sub(r"(?m)^hooks:.*$|^strict:.*$", "", settings)
    settings = re.sub(r"(?ms)^nav:\n.*?(?=^\S)", f"nav: [index.md, {folder}/index.md]\n", settings)
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return root / "site"
