"""What docs/hosting.md promises of a server of one's own: its examples are run, by the servers of Debian, with a built site."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from euphrates_atlas import resources
from tests.stores import CORPUS, REPOSITORY, site_copy
from tests.web_servers import GUIDE, PROGRAMS, Answer, WebServer, example, running

HEADERS = re.findall(r"^  ([\w-]+): (.*)$", (REPOSITORY / "overrides" / "_headers").read_text("utf-8"), re.MULTILINE)
"""The headers of `_headers`, as its template has them."""
MADE = {"x.jsonld": "{}", "x.md": "# x", "x.yml": "a: b", "x.trig": "<a> <b> <c> .", "x.sqlite": "x", "x.parquet": "x", "x.geojson": "{}", "x.jsonl": "{}", "x.bib": "@x{x}", "x.ris": "TY  - NEWS", "x.graphml": "<a/>", "x.zip": "x"}  # fmt: skip
"""Files of the formats that a site has or may have, added to it; each is long enough to be compressed."""
UTF8 = "; charset=utf-8"
TYPES = {
    "index.html": f"text/html{UTF8}",
    "assets/stylesheets/atlas.*.css": f"text/css{UTF8}",
    "assets/javascripts/atlas.*.js": f"text/javascript{UTF8}",
    "assets/fonts/atlas-naskh.*.woff2": "font/woff2",
    "assets/images/favicon.svg": "image/svg+xml",
    "assets/images/cards/atlas.png": "image/png",
    "robots.txt": f"text/plain{UTF8}",
    "data/v1/SHA256SUMS": f"text/plain{UTF8}",
    "data/v1/statements.csv": f"text/csv{UTF8}",
    "search-data/index.json": "application/json",
    "changes/feed.xml": "application/xml",
    "sitemap.xml.gz": "application/gzip",
    "made/x.jsonl": "application/jsonl",
    "made/x.jsonld": "application/ld+json",
    "made/x.geojson": "application/geo+json",
    "made/x.md": f"text/markdown{UTF8}",
    "made/x.yml": "application/yaml",
    "made/x.trig": "application/trig",
    "made/x.trig.gz": "application/gzip",
    "made/x.sqlite": "application/vnd.sqlite3",
    "made/x.sqlite.gz": "application/gzip",
    "made/x.parquet": "application/vnd.apache.parquet",
    "made/x.graphml": "application/xml",
    "made/x.zip": "application/zip",
    "made/x.bib": f"application/x-bibtex{UTF8}",
    "made/x.ris": f"application/x-research-info-systems{UTF8}",
}
"""Files of a site and their types."""
PACKED = (".gz", ".woff2", ".png", ".zip", ".parquet")
"""What is compressed already."""
SMALL = ("index.json", "SHA256SUMS", "robots.txt", "favicon.svg")
"""Files that may be too small to be compressed."""
SHORT, LONG = "public, max-age=0, must-revalidate", "public, max-age=31536000, immutable"
WRONG = ["no-such-page.html", "no/such/folder/", "groups/none.csv", "assets/stylesheets/atlas.0123456789.css", "_headers", quote("سرايا/أولياء.html")]  # fmt: skip


def policy() -> str:
    """Return the policy of `mkdocs.yml` in one line."""
    held = re.search(r"  csp: >-\n((?: {4}.*\n?)+)", (REPOSITORY / "mkdocs.yml").read_text("utf-8"))
    assert held
    return " ".join(held[1].split())


def test_other_atlases_have_the_same_policy() -> None:
    """The program brings it along, where `mkdocs.yml` has none."""
    assert " ".join(resources.table("site/csp.txt").decode().split()) == policy()


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_examples_have_the_headers_of_the_site(name: str) -> None:
    """With the same values: who changes the policy changes the guide."""
    assert len(HEADERS) == 4
    for header, value in HEADERS:
        wanted = value.replace("{{ config.extra.csp }}", policy())
        assert re.search(rf'{header} "?{re.escape(wanted)}"?', example(name)), (
            f"{GUIDE.name}: {name}: {header}: {wanted}"
        )


@pytest.fixture(scope="module")
def site() -> Iterator[Path]:
    """Return the site of the worked examples, built where new folders are the builder's alone, with files of further formats."""
    with tempfile.TemporaryDirectory(prefix="atlas-hosting-") as held:
        folder = Path(held)
        folder.chmod(0o755)
        root = site_copy(folder / "store", entities=CORPUS / "entities")
        build = subprocess.run(
            [sys.executable, "-m", "euphrates_atlas", "build"],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
            umask=0o077,
        )
        assert build.returncode == 0, build.stderr
        root.chmod(0o755)
        made = root / "site" / "made"
        made.mkdir()
        for name, text in MADE.items():
            (made / name).write_text(text * 2_000, "utf-8")
        for name in ("x.trig", "x.sqlite"):
            (made / f"{name}.gz").write_bytes(gzip.compress((made / name).read_bytes(), mtime=0))
        yield root / "site"


@pytest.fixture(scope="module", params=PROGRAMS)
def server(request: pytest.FixtureRequest, site: Path) -> Iterator[WebServer]:
    """Return each server in turn."""
    work = site.parent.parent / request.param
    work.mkdir()
    if os.geteuid() == 0:
        shutil.chown(work, "www-data")
    with running(request.param, site, work) as held:
        yield held


def path_of(site: Path, pattern: str) -> str:
    return next(site.glob(pattern)).relative_to(site).as_posix()


def assert_headers(answer: Answer, site: Path) -> None:
    """Assert that an answer has the headers that the built site names."""
    wanted = re.findall(r"^  ([\w-]+): (.*)$", (site / "_headers").read_text("utf-8"), re.MULTILINE)
    assert len(wanted) == 4
    assert [(name, answer.headers.get(name.lower())) for name, _ in wanted] == wanted


@pytest.mark.full
@pytest.mark.parametrize("pattern", TYPES)
def test_every_format_has_its_type(server: WebServer, site: Path, pattern: str) -> None:
    """And the headers; and what is text is compressed for whoever takes it so."""
    path = path_of(site, pattern)
    data = (site / path).read_bytes()
    plain = server.get(f"/{path}")
    packed = server.get(f"/{path}", Accept_Encoding="gzip")
    assert (plain.status, packed.status) == (200, 200)
    assert plain.body == data
    assert "content-encoding" not in plain.headers
    for answer in (plain, packed):
        assert answer.headers["content-type"].lower() == TYPES[pattern]
        assert_headers(answer, site)
    if path.endswith(PACKED):
        assert "content-encoding" not in packed.headers
    elif not path.endswith(SMALL):
        assert packed.headers["content-encoding"] == "gzip"
        assert "accept-encoding" in packed.headers["vary"].lower()
    unpacked = gzip.decompress(packed.body) if "content-encoding" in packed.headers else packed.body
    assert unpacked == data


@pytest.mark.full
def test_every_format_of_a_site_is_tried(site: Path) -> None:
    held = {path.suffix for path in site.rglob("*") if path.is_file() and path.parent.name != "made"} - {""}
    assert held <= {Path(name).suffix for name in TYPES}


@pytest.mark.full
@pytest.mark.parametrize(
    ("pattern", "kept"),
    [
        ("index.html", SHORT),
        ("groups/kataib-hezbollah.html", SHORT),
        ("groups/kataib-hezbollah.json", SHORT),
        ("data/v1/statements.csv", SHORT),
        ("search-data/index.json", SHORT),
        ("search-data/names.*.json", LONG),
        ("assets/stylesheets/atlas.*.css", LONG),
        ("assets/javascripts/search.*.js", LONG),
        ("assets/fonts/atlas-naskh.*.woff2", LONG),
        ("assets/images/favicon.svg", SHORT),
    ],
)
def test_what_bears_a_hash_is_kept_for_long(server: WebServer, site: Path, pattern: str, kept: str) -> None:
    """Of the rest a browser asks whether it has changed, and is sent nothing where it has not."""
    address = f"/{path_of(site, pattern)}"
    for encoding in ("identity", "gzip"):
        first = server.get(address, Accept_Encoding=encoding)
        assert first.headers["cache-control"] == kept
        again = server.get(address, Accept_Encoding=encoding, If_None_Match=first.headers["etag"])
        assert (again.status, again.body) == (304, b"")


@pytest.mark.full
@pytest.mark.parametrize("path", WRONG)
def test_wrong_addresses_have_the_page_for_them(server: WebServer, site: Path, path: str) -> None:
    """With its status and the headers; nobody keeps it for long. `_headers` is an address like any that is not there."""
    answer = server.get(f"/{path}")
    assert (answer.status, answer.body) == (404, (site / "404.html").read_bytes())
    assert answer.headers["content-type"].lower() == f"text/html{UTF8}"
    assert "immutable" not in answer.headers.get("cache-control", "")
    assert_headers(answer, site)


@pytest.mark.full
def test_arabic_addresses(server: WebServer, site: Path) -> None:
    """In a query, and as the name of a file."""
    name = "سرايا أولياء.html"
    shutil.copy(site / "about.html", site / "made" / name)
    for path in (f"/search.html?q={quote('كتائب حزب الله')}", f"/made/{quote(name)}"):
        answer = server.get(path)
        assert (answer.status, answer.headers["content-type"].lower()) == (200, f"text/html{UTF8}")


@pytest.mark.full
def test_folders(server: WebServer, site: Path) -> None:
    """With a stroke at the end they show their first page; without one they lead there."""
    assert server.get("/groups/").body == (site / "groups" / "index.html").read_bytes()
    answer = server.get("/groups")
    assert answer.status in (301, 302, 308)
    assert answer.headers["location"].endswith("/groups/")


@pytest.mark.full
@pytest.mark.parametrize("path", ["data/v1/statements.csv", "made/x.sqlite.gz", "made/x.sqlite"])
def test_parts_of_files(server: WebServer, site: Path, path: str) -> None:
    answer = server.get(f"/{path}", Range="bytes=10-19")
    assert (answer.status, answer.body) == (206, (site / path).read_bytes()[10:20])
    assert_headers(answer, site)


@pytest.mark.full
def test_every_file_can_be_read_by_the_server(server: WebServer, site: Path) -> None:
    """Though it was built where new folders are the builder's alone."""
    for path in sorted(site.rglob("*")):
        address = quote(path.relative_to(site).as_posix())
        if path.is_file() and path.name != "_headers" and path.parent.name != "made":
            assert server.get(f"/{address}").status == 200, address
