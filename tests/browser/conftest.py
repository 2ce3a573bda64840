"""The built site behind plain file servers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browsing import Watched, serving, watching
from tests.case_count import FULL


@pytest.fixture(scope="session")
def at_root(frozen_site: Path) -> Iterator[str]:
    """Return the address of the site of the frozen entries, served as a plain file server does."""
    with serving(frozen_site) as address:
        yield address


@pytest.fixture(scope="session")
def below(frozen_site: Path) -> Iterator[str]:
    """Return the address of the same under a path of a host that holds other things too."""
    with serving(frozen_site, "/some/where/") as address:
        yield address


@pytest.fixture(scope="session")
def whole_root(whole_site: Path) -> Iterator[str]:
    """Return the address of the whole site, served as a plain file server does."""
    with serving(whole_site) as address:
        yield address


@pytest.fixture
def day() -> str | None:
    """Return what the clock of `watched` shows all the time; None, unless a file has a fixture of its own, for the true time."""
    return None


@pytest.fixture(params=["below", "at_root"] if FULL else ["below"])
def watched(request: pytest.FixtureRequest, browser: Browser, day: str | None) -> Iterator[Watched]:
    """Return a page on the site below a path, where addresses from the root lead astray; in `make test-all` also at the root of a host.

    A test that is marked `full`, because it needs a large atlas, gets the site of the repository.
    """
    name = "whole_root" if request.node.get_closest_marker("full") else request.param
    with watching(browser, request.getfixturevalue(name), day=day) as held:
        yield held


@pytest.fixture(scope="module", params=["below", "at_root"] if FULL else ["below"])
def looked_at(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Watched]:
    """Return the same for tests that only look at pages: those of one file share it, and ask it to show a page."""
    with watching(browser, request.getfixturevalue(request.param)) as held:
        yield held
