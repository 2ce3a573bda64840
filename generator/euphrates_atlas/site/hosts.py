"""The size of a site, and the hosts that would refuse it, for `atlas build`; `hosts.yml` has their limits."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from euphrates_atlas import resources
from euphrates_atlas.site.folder_update import list_files
from euphrates_atlas.text.phrases import counted

_UNITS = {"MB": 10**6, "GB": 10**9, "MiB": 2**20}


class SiteSize(NamedTuple):
    """The numbers of a site that hosts limit."""

    files: int
    bytes: int
    largest: int
    """Bytes of the largest file."""
    largest_file: str
    fullest: int
    """Files of the folder with the most."""
    fullest_folder: str

    def __str__(self) -> str:
        return f"{counted(self.files, 'file')}, {self.bytes / 1e6:.1f} MB"


def size_of(site: Path) -> SiteSize:
    """Measure a site."""
    sizes = Counter[str]()
    folders = Counter[str]()
    for path in sorted(list_files(site)):
        sizes[path] = (site / path).stat().st_size
        folders[path.rpartition("/")[0]] += 1
    none = [("", 0)]
    [(largest_file, largest)] = sizes.most_common(1) or none
    [(fullest_folder, fullest)] = folders.most_common(1) or none
    return SiteSize(
        len(sizes), sizes.total(), largest, largest_file, fullest, fullest_folder
    )


def refusals(size: SiteSize) -> Iterator[str]:
    """Yield why hosts would refuse a site of this size, a sentence for each limit that it is beyond."""
    for host, words, limit in beyond(size, share=1):
        yield f"{host} would refuse the site: it {words}; the limit is {limit}"


def beyond(size: SiteSize, share: float) -> Iterator[tuple[str, str, str]]:
    """Yield host, measure and limit, each where a site has more than a share of the limit."""
    measured = {
        "files": (size.files, f"has {size.files:,} files"),
        "site": (size.bytes, f"has {size.bytes:,} bytes"),
        "file": (
            size.largest,
            f"has a file of {size.largest:,} bytes, {size.largest_file}",
        ),
        "folder": (
            size.fullest,
            f"has {size.fullest:,} files in the folder {size.fullest_folder or '/'}",
        ),
    }
    for host, limits in resources.yaml_table("site/hosts.yml").items():
        for name, (held, words) in measured.items():
            if name in limits and held > share * amount(limits[name]):
                yield host, words, f"{limits[name]} (looked up {limits['looked_up']})"


def amount(limit: str) -> int:
    """Return a limit as a number of files or bytes, from `20,000` or `25 MiB`."""
    number, _, unit = limit.replace(",", "").partition(" ")
    return int(number) * _UNITS.get(unit, 1)
