"""A save in the editor: the page becomes other, errors show and go, entries come and go."""

from __future__ import annotations

from tests.serving.conftest import Served

GROUP = "groups/kataib-hezbollah"


def test_a_save_shows_on_the_page(served: Served):
    """The page of the entry and those that name it become other."""
    text = served.read(GROUP)
    served.write(GROUP, text.replace("name: Kataib Hezbollah", "name: Kataib of Test", 1))
    served.until(lambda: "Kataib of Test" in served.page(f"{GROUP}.html"), "the page of the entry")
    served.until(lambda: "Kataib of Test" in served.page("groups/index.html"), "the index")
