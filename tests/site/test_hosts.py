"""Which hosts would refuse a site, and that the guide says the same."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from euphrates_atlas import resources
from euphrates_atlas.site.hosts import SiteSize, amount, refusals, size_of
from tests.stores import REPOSITORY

HOSTS = resources.yaml_table("site/hosts.yml")
SMALL = SiteSize(9_000, 250_000_000, 8_000_000, "data/v1/atlas.sql.gz", 3_000, "publishers")


@pytest.mark.parametrize(
    ("size", "refusing"),
    [
        (SMALL, []),
        (SMALL._replace(files=20_000), []),
        (SMALL._replace(files=20_001), ["Cloudflare Pages, free plan"]),
        (SMALL._replace(files=100_001), ["Cloudflare Pages, free plan", "Cloudflare Pages, paid plans"]),
        (SMALL._replace(largest=25 * 2**20), []),
        (SMALL._replace(largest=25 * 2**20 + 1), ["Cloudflare Pages, free plan", "Cloudflare Pages, paid plans"]),
        (SMALL._replace(bytes=10**9 + 1), ["GitHub Pages", "GitLab.com Pages"]),
        (SMALL._replace(fullest=54_001), ["Netlify"]),
    ],
)
def test_hosts_refuse_what_is_beyond_their_limits(size: SiteSize, refusing: list[str]) -> None:
    assert [words.partition(" would refuse the site: ")[0] for words in refusals(size)] == refusing


def test_a_refusal_names_what_is_too_large_the_limit_and_the_day() -> None:
    large = SMALL._replace(largest=30_941_184, largest_file="data/v1/atlas.sqlite")
    (words, _) = refusals(large)
    assert words == (
        "Cloudflare Pages, free plan would refuse the site: it has a file of 30,941,184 bytes, data/v1/atlas.sqlite; "
        f"the limit is 25 MiB (looked up {HOSTS['Cloudflare Pages, free plan']['looked_up']})"
    )


def test_a_site_is_measured(tmp_path: Path) -> None:
    for path, size in {"index.html": 10, "a/one.html": 20, "a/two.html": 30, "a/b/three.html": 1}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(b"x" * size)
    assert size_of(tmp_path) == SiteSize(4, 61, 30, "a/two.html", 2, "a")
    assert str(size_of(tmp_path)) == "4 files, 0.0 MB"


def test_a_site_without_files_has_no_size(tmp_path: Path) -> None:
    assert size_of(tmp_path) == SiteSize(0, 0, 0, "", 0, "")


def test_the_guide_has_the_same_limits() -> None:
    """A row for each host, in the same order."""
    guide = (REPOSITORY / "docs" / "hosting.md").read_text("utf-8")
    limits = guide[guide.index("## Limits of hosts") :].split("\n## ")[0]
    rows = [
        [cell.strip() for cell in row.strip("|").split("|")] for row in re.findall(r"^\|.*\|$", limits, re.MULTILINE)
    ]
    names = ("files", "file", "site", "folder", "note")
    expected = []
    for host, held in HOSTS.items():
        cells = [held.get(name, "–") for name in names]
        expected.append([f"[{host}]({held['source']})", *cells, held["looked_up"]])
    assert rows[2:] == expected


def test_every_limit_is_a_number_and_has_a_day() -> None:
    for host, held in HOSTS.items():
        assert date.fromisoformat(held["looked_up"]), host
        assert {*held} <= {"files", "file", "site", "folder", "note", "looked_up", "source"}, host
        assert all(amount(held[name]) > 0 for name in ("files", "file", "site", "folder") if name in held), host
