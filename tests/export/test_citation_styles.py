"""APA, Chicago and MLA as text: who, when, what, where, and the day on which we read it."""

from __future__ import annotations

import pytest

from euphrates_atlas.export.citation_formats import apa, chicago, mla
from euphrates_atlas.export.csl import Item, entry_item, work_item
from tests.case_count import sample_of_each
from tests.stores import atlas_of, whole_store

URL = "https://example.org/a"
FRANTZMAN = {"family": "Frantzman", "given": "Seth J."}
KNIGHTS = {"family": "Knights", "given": "Michael"}
MALIK = {"family": "Malik", "given": "Hamdi"}
NEWS = {"type": "article-newspaper", "title": "Who fired?", "container-title": "The Times", "URL": URL}


def on(*parts: int) -> Item:
    return {"date-parts": [[*parts]]}


@pytest.mark.parametrize(
    ("item", "in_apa", "in_chicago", "in_mla"),
    [
        (
            NEWS | {"author": [FRANTZMAN], "issued": on(2024, 4, 21), "accessed": on(2026, 11, 20)},
            f"Frantzman, S. J. (2024, April 21). Who fired? The Times. Retrieved November 20, 2026, from {URL}",
            f"Frantzman, Seth J. “Who fired?” The Times, April 21, 2024. Accessed November 20, 2026. {URL}.",
            f"Frantzman, Seth J. “Who fired?” The Times, 21 Apr. 2024, {URL}. Accessed 20 Nov. 2026.",
        ),
        (
            NEWS | {"author": [FRANTZMAN, KNIGHTS], "issued": on(2024, 4)},
            f"Frantzman, S. J., & Knights, M. (2024, April). Who fired? The Times. {URL}",
            f"Frantzman, Seth J., and Michael Knights. “Who fired?” The Times, April 2024. {URL}.",
            f"Frantzman, Seth J., and Michael Knights. “Who fired?” The Times, Apr. 2024, {URL}.",
        ),
        (
            {"type": "report", "title": "Profile", "publisher": "Institute", "issued": on(2020)}
            | {"author": [KNIGHTS, MALIK, {"literal": "فارس العمران"}]},
            "Knights, M., Malik, H., & فارس العمران. (2020). Profile. Institute.",
            "Knights, Michael, Hamdi Malik, and فارس العمران. Profile. Institute, 2020.",
            "Knights, Michael, et al. Profile. Institute, 2020.",
        ),
        (
            NEWS | {"author": [{"family": "العمران", "given": "فارس"}]},
            f"العمران, فارس. (n.d.). Who fired? The Times. {URL}",
            f"العمران, فارس. “Who fired?” The Times, n.d. {URL}.",
            f"العمران, فارس. “Who fired?” The Times, {URL}.",
        ),
        (
            NEWS | {"issued": on(2025, 1, 2) | {"circa": True}, "custom": {"issued-edtf": "2025-01-02?"}},
            f"Who fired? (2 January 2025, uncertain). The Times. {URL}",
            f"“Who fired?” The Times, 2 January 2025 (uncertain). {URL}.",
            f"“Who fired?” The Times, 2 January 2025 (uncertain), {URL}.",
        ),
    ],
    ids=["author and day", "two authors, a month", "three, one unsplit", "Arabic, no date", "no author, uncertain"],
)
def test_a_work_is_cited(item: Item, in_apa: str, in_chicago: str, in_mla: str) -> None:
    assert (apa(item), chicago(item), mla(item)) == (in_apa, in_chicago, in_mla)


@pytest.mark.parametrize(
    ("reviewed", "in_apa", "in_chicago", "in_mla"),
    [
        (
            "reviewed: 2026-11-20",
            "A name. (2026, November 20). In Euphrates Atlas. https://example.org/groups/g.html",
            "“A name.” In Euphrates Atlas. Last reviewed November 20, 2026. https://example.org/groups/g.html.",
            "“A name.” Euphrates Atlas, 20 Nov. 2026, https://example.org/groups/g.html.",
        ),
    ],
)
def test_an_entry_is_cited_by_its_review(
    reviewed: str, in_apa: str, in_chicago: str, in_mla: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_SITE_URL", "https://example.org")
    entry = atlas_of({"groups/g": f"name: A name\n{reviewed}"})["g"]
    item = entry_item(entry)
    assert (apa(item), chicago(item), mla(item)) == (in_apa, in_chicago, in_mla)


def test_every_source_can_be_cited() -> None:
    """On one line, with its title and address: every tenth of each type, in `make test-all` all."""
    atlas = whole_store()
    works = [work_item(atlas, entry) for entry in atlas.entries.values() if entry.kind.folder == "sources"]
    for item in sample_of_each(works, lambda item: item["type"]):
        for text in (apa(item), chicago(item), mla(item)):
            assert item["title"] in text
            assert item.get("URL", "") in text
            assert "\n" not in text
