"""Pages of the site on the fast way and on the stock way, compared as trees: elements, attributes, texts, contents, title."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.structure.files import get_files
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from generator.accelerate.files import KnownFiles
from generator.accelerate.finishing import Finishing
from generator.accelerate.theme import add_generated
from generator.output.writing import generated
from tests.markup import elements
from tests.stores import CORPUS, site_copy

LONGEST = 2
"""Pages of each folder that are compared besides its index: the longest, where most differs."""


@pytest.fixture(scope="module")
def corpus_sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the site of the worked examples as it is made by default and as MkDocs makes it, one entry with an old address."""
    folder = tmp_path_factory.mktemp("ways")
    shutil.copytree(CORPUS / "entities", folder / "entities")
    with (folder / "entities/places/kalsu.yml").open("a", encoding="utf-8") as file:
        file.write("redirects: [camp-kalsu-town]\n")
    for name, options in {"fast": [], "stock": ["--no-accelerate"]}.items():
        root = site_copy(folder / name, entities=folder / "entities")
        command = [sys.executable, "-m", "generator", "build", *options]
        kept = {key: value for key, value in os.environ.items() if key != "ATLAS_ACCELERATE"}
        subprocess.run(command, cwd=root, env=kept, check=True, capture_output=True)
    return folder / "fast" / "site", folder / "stock" / "site"


def test_every_page_is_the_same_on_both_ways(corpus_sites: tuple[Path, Path]) -> None:
    """Generated and hand-written, indexes, moved pages; other files byte by byte."""
    fast, stock = ({p.relative_to(f): p for p in f.rglob("*") if p.is_file()} for f in corpus_sites)
    assert fast.keys() == stock.keys()
    assert Path("places/camp-kalsu-town.html") in fast
    for path, file in fast.items():
        if path.suffix != ".html":
            assert file.read_bytes() == stock[path].read_bytes(), path
        elif file.read_bytes() != stock[path].read_bytes():
            assert elements(file.read_text("utf-8")) == elements(stock[path].read_text("utf-8")), path


def test_pages_of_the_real_store_are_those_of_mkdocs(builds: tuple[Path, Path]) -> None:
    """The longest pages of each folder and its index: built by default, against what MkDocs makes of the same Markdown."""
    root = builds[0].parent
    config = load_config(str(root / "mkdocs.yml"), hooks=[])
    files = get_files(config)
    nav = get_navigation(files, config)
    env = config.theme.get_env()
    files.add_files_from_theme(env, config)
    compared = []
    for folder in sorted({path.rpartition("/")[0] for path in generated(root / ".atlas/pages.json")}):
        pages = sorted((root / "content" / folder).glob("*.md"), key=lambda path: (-path.stat().st_size, path.name))
        chosen = [
            *pages[:LONGEST],
            *(p for p in pages[LONGEST:] if p.name == "index.md" and p.stat().st_size < 200_000),
        ]
        for path in chosen:
            file = files.get_file_from_path(path.relative_to(root / "content").as_posix())
            assert file is not None
            page = file.page or Page(None, file, config)
            page.read_source(config)
            page.render(config, files)
            compared.append(page)
    for page in [page for page in nav.pages if page not in compared]:
        page.read_source(config)
    for page in compared:
        page.active = True
        context = get_context(nav, files, config, page)
        stock = env.get_template(page.meta.get("template", "main.html")).render(context)
        page.active = False
        assert elements((builds[0] / page.url).read_text("utf-8")) == elements(stock), page.url


def test_generated_pages_are_filled_in(builds: tuple[Path, Path]) -> None:
    """The theme renders one page of each make and indexes; what it asks of pages may not undo that unseen."""
    root = builds[0].parent
    config = load_config(str(root / "mkdocs.yml"), hooks=[])
    made = generated(root / ".atlas/pages.json")
    files = KnownFiles((file for file in get_files(config) if file.src_uri not in made), config)
    add_generated(files, config)
    nav = get_navigation(files, config)
    finishing = Finishing(config, files, nav)
    files.know(made)
    named = {page.file.src_uri for page in nav.pages}
    for path in sorted(path for path in made if path.endswith(".md") and path not in named):
        finishing.page(path, (root / "content" / path).read_text(encoding="utf-8"))
    assert finishing.theme.filled > 20 * finishing.theme.rendered, (finishing.theme.filled, finishing.theme.rendered)
