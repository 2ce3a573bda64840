"""What is said of values that do not fit."""

import pytest

from generator.model.advice import citation_help, count_help, id_help, is_unfilled
from generator.model.codes import code_help, code_list

PLAIN = "write `source-id`, or `source-id p. 3`; if this is the tail of a text, put the text in quotes"


@pytest.mark.parametrize(
    ("text", "list_name", "help"),
    [
        ("Armed Group", "group-type", "did you mean `armed-group`?"),
        ("armed-gruop", "group-type", "did you mean `armed-group`?"),
        ("raid", "strike-type", "did you mean `ground-raid`?"),
        ("town", "location-precision", "did you mean `settlement`?"),
        ("civilians", "toll-category", "did you mean `civilians-unspecified`?"),
        ("fighters", "toll-category", "did you mean `fighters-unspecified`?"),
        ("first", "rank", "the codes are `preferred`, `normal`, `deprecated`"),
        ("…", "rank", "the codes are `preferred`, `normal`, `deprecated`"),
        ("religious", "rank", "the codes are `preferred`, `normal`, `deprecated`"),
    ],
)
def test_a_code(text: str, list_name: str, help: str) -> None:
    assert code_help(text, code_list(list_name).codes) == help


@pytest.mark.parametrize(
    ("text", "or_label", "help"),
    [
        ("Security Media Cell", False, "did you mean `security-media-cell`?"),
        (
            "a doctor",
            True,
            "did you mean `a-doctor`? Who has no entry is written `{label: a doctor}`",
        ),
        ("Iraq", True, "did you mean `iraq`?"),
        ("entities/sources/a-b.yml", False, "did you mean `a-b`?"),
        ("…", True, "the id of an entry is the name of its file, without `.yml`"),
        (
            "https://example.org/a",
            False,
            "write the id of its entry, the name of the file; `atlas find https://example.org/a` shows whether there is one",
        ),
    ],
)
def test_an_id(text: str, or_label: bool, help: str) -> None:
    assert id_help(text, or_label=or_label) == help


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("at least 9", "“at least” is `low: 9`"),
        ("40+", "“at least” is `low: 40`"),
        ("up to 6", "“at most” is `high: 6`"),
        ("4-6", "a range is `low: 4` and `high: 6`"),
        ("1,000", "write 1000"),
        ("12 500", "write 12500"),
    ],
)
def test_a_number(text: str, start: str) -> None:
    assert (count_help(text) or "").startswith(start)


@pytest.mark.parametrize("text", ["dozens", "four", "~4", "1,00", ""])
def test_no_number(text: str) -> None:
    assert count_help(text) is None


@pytest.mark.parametrize(
    ("text", "help"),
    [
        ("a-b 3", "say what the number counts: `a-b p. 3` or `a-b para. 3`"),
        ("a-b page 3", "write `a-b p. 3`"),
        ("a-b p.3", "write `a-b p. 3`"),
        ("a-b Figure 2", "write `a-b fig. 2`"),
        ("para. 3", "no comma stands before the place: write `source-id para. 3`"),
        ("said the spokesman", PLAIN),
        ("a-b verse 3", PLAIN),
    ],
)
def test_a_citation(text: str, help: str) -> None:
    assert citation_help(text) == help


@pytest.mark.parametrize(
    ("text", "expected"),
    [("TODO", True), (" TODO ", True), ("TODO [@todo].", True), ("todo", True), ("TODOs", False), ("a TODO", False)],
)
def test_a_placeholder(text: str, expected: bool) -> None:
    assert is_unfilled(text) is expected
