"""What `atlas new` takes for one name, and what for two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from euphrates_atlas.text.folding import fold_solid

SAME = [
    ("Kata'ib Hezbollah", "KATAIB  HEZBOLLAH"),
    ("Kata’ib Ḥezbollah", "Kataib Hezbollah"),
    ("Katāʾib Hezbollah", "Kataʿib Hezbollah"),
    ("Harakat al-Nujaba", "Harakat Nujaba"),
    ("Harakat al-Nujaba", "Harakat el-Nujaba"),
    ("Asaib Ahl al-Haq", "Asaib Ahl Al Haq"),
    ("as-Saraya", "Saraya"),
    ("The Badr Organization", "Badr Organization"),
    ("Tel-Aviv", "Tel Aviv"),
    ("TelAviv", "Tel Aviv"),
    ("الحشد الشعبي", "حشد شعبي"),
    ("كَتائِب حزب الله", "كتائب حزب الله"),
    ("حركة أنصار الله", "حركه انصار الله"),
    ("كتـــائب", "كتائب"),
    ("علی", "علي"),
    ("کتائب", "كتائب"),
    ("٤٧", "47"),
]
DIFFERENT = [
    ("Kataib Hezbollah", "Kataib Sayyid al-Shuhada"),
    ("Saraya Awliya al-Dam", "Saraya al-Dam"),
    ("حزب الله", "حزب الدعوة"),
    ("Al", "The"),
    ("47th Brigade", "46th Brigade"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_name(one: str, other: str) -> None:
    assert fold_solid(one) == fold_solid(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_names(one: str, other: str) -> None:
    assert fold_solid(one) != fold_solid(other)


@given(st.text())
def test_any_text_has_a_fold(text: str) -> None:
    """Whatever is typed as a name."""
    assert isinstance(fold_solid(text), str)
