"""What readers are told of a change, in plain words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from euphrates_atlas import kinds
from euphrates_atlas.diff.changes import EntryChange, FieldChange, StatementChange, TextChange
from euphrates_atlas.git import ChangeKind
from euphrates_atlas.model.shape import shape_of
from euphrates_atlas.render.overviews.change_words import change_words, learnt
from euphrates_atlas.resources import yaml_table

CHANGED = EntryChange(ChangeKind.CHANGED, "x", "strikes", "Event", "X", "entities/strikes/x.yml")
TOLL = StatementChange(ChangeKind.ADDED, "casualties", "Toll", "3")
CLAIM = StatementChange(ChangeKind.ADDED, "responsibility", "Claims, attributions and denials", "claimed")
ALLEGATION = StatementChange(ChangeKind.ADDED, "allegations", "Allegations", "x")
DATE = StatementChange(ChangeKind.ADDED, "date", "Date", "2024")
SAME = replace(TOLL, sort=ChangeKind.CHANGED)
MENDED = replace(SAME, old_words="2")
REMOVED = replace(TOLL, sort=ChangeKind.REMOVED)


@pytest.mark.parametrize(
    ("statements", "words"),
    [
        ([TOLL], "an account of the toll added"),
        ([TOLL] * 3, "3 accounts of the toll added"),
        ([TOLL] * 12, "12 accounts of the toll added"),
        ([replace(CLAIM, sort=ChangeKind.CHANGED, old_words="x")], "an account of who did it corrected"),
        ([ALLEGATION, TOLL, TOLL], "an allegation and 2 accounts of the toll added"),
        (
            [ALLEGATION, TOLL, CLAIM, DATE],
            "an allegation, an account of the toll, an account of who did it and 1 more added",
        ),
        ([REMOVED, MENDED, TOLL], "an account of the toll added; an account of the toll corrected; an account of the toll removed"),
        ([replace(SAME, sources_gained=("s",))] * 2, "sources added to 2 statements"),
        ([replace(SAME, sources_lost=("s",))], "sources or notes of a statement revised"),
        ([replace(SAME, details=(FieldChange("note", "", "x"),))], "sources or notes of a statement revised"),
    ],
)  # fmt: skip
def test_statements(statements: list[StatementChange], words: str) -> None:
    """By what they tell of, and how many; what is only better supported comes last."""
    assert change_words(replace(CHANGED, statements=tuple(statements))) == words


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("normal", "preferred", "now preferred"),
        ("preferred", "deprecated", "now superseded"),
        ("preferred", "normal", "no longer preferred"),
        ("deprecated", "normal", "no longer superseded"),
    ],
)
def test_ranks(before: str, after: str, words: str) -> None:
    turn = replace(SAME, rank=FieldChange("rank", before, after))
    assert change_words(replace(CHANGED, statements=(turn,))) == f"an account of the toll {words}"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (replace(CHANGED, sort=ChangeKind.ADDED), "new event"),
        (replace(CHANGED, sort=ChangeKind.REMOVED), "entry removed"),
        (replace(CHANGED, sort=ChangeKind.RENAMED, old_id="old"), "new address, was old"),
        (
            replace(CHANGED, texts=(TextChange("summary", 1, 2), TextChange("body", 3, 4))),
            "the lead and the text rewritten",
        ),
        (replace(CHANGED, texts=(TextChange("body", 3, 3),)), "links or citations in the text revised"),
        (replace(CHANGED, texts=(TextChange("body", 3, 3, ("A.",), ("B.",)),)), "the text rewritten"),
        (replace(CHANGED, names_gained=("A", "B"), names_lost=("C",)), "2 names added; a name removed"),
        (CHANGED, "changed"),
    ],
)
def test_entries_prose_and_names(change: EntryChange, words: str) -> None:
    assert change_words(change) == words


def test_upkeep_is_told_and_is_no_news() -> None:
    """Readers learn nothing from a review, from more evidence, or from an identifier."""
    fields = (FieldChange("reviewed", "a", "b"), FieldChange("gaps", "a", "b"), FieldChange("alt_id", "a", "b"))
    tended = replace(CHANGED, fields=fields, statements=(replace(SAME, sources_gained=("s",)),))
    told = "sources added to a statement; read through again; what is not known revised; alt id revised"
    assert change_words(tended) == told
    assert list(learnt(tended)) == []


def test_nouns_belong_to_properties() -> None:
    """One for a property that no kind has would be left over from a change of the model."""
    properties = {field.name for model in kinds.record_types().values() for field, _ in shape_of(model).properties}
    assert yaml_table("kinds/nouns.yml").keys() <= properties
