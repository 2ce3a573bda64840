"""What `make` installs: lock files that hold for every Python that is promised, on any machine and with any settings of pip."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution

import pytest
from packaging.specifiers import SpecifierSet

from tests.stores import REPOSITORY

LOCKS = ("requirements-check.lock", "requirements-site.lock", "requirements.lock")
OLDEST = "3.11.0"
"""What the guides promise: Python 3.11 or newer. Debian 12 has 3.11.2."""
PIN = re.compile(r"^([a-z0-9.-]+)==(\S+)(?: ; (.*?))? \\$", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    """Return the packages that a lock file names, and their versions."""
    return {name: version for name, version, _ in PIN.findall((REPOSITORY / lock).read_text("utf-8"))}


def test_the_lock_files_agree() -> None:
    """What checking and building install is a part of what the tests install, in the same versions."""
    for lock in ("requirements-check.lock", "requirements-site.lock"):
        assert pins(lock).items() <= pins("requirements.lock").items()


@pytest.mark.parametrize("lock", LOCKS)
def test_each_package_is_locked_in_one_version(lock: str) -> None:
    """Every Python gets the same programs, so that it makes the same bytes."""
    names = [name for name, _, _ in PIN.findall((REPOSITORY / lock).read_text("utf-8"))]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_takes_the_oldest_python(lock: str) -> None:
    """To mend it, run `make lock`: it asks for packages that take that Python."""
    told, too_new = 0, {}
    for name, version in pins(lock).items():
        try:
            installed = distribution(name)
        except PackageNotFoundError:  # another system needs it
            continue
        if installed.version != version:  # `make setup` was not run since
            continue
        told += 1
        wanted = installed.metadata["Requires-Python"] or ""
        if OLDEST not in SpecifierSet(wanted):
            too_new[name] = wanted
    assert too_new == {}
    assert told > len(pins(lock)) * 0.9


def test_the_locks_are_made_for_the_python_that_is_promised() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")
    assert project["requires-python"] == f">={OLDEST.removesuffix('.0')}"
    assert f"--python-version {OLDEST} --universal" in makefile


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_names_no_host_and_has_a_hash_for_each_package(lock: str) -> None:
    text = (REPOSITORY / lock).read_text("utf-8")
    assert "://" not in text
    assert "--index" not in text
    hashes = [block.count("--hash=sha256:") for block in re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]]
    assert hashes
    assert 0 not in hashes
