"""What is said of values that do not fit."""

import pytest

from euphrates_atlas.model.codes import code_help, code_list, meant_codes
from euphrates_atlas.model.value_help import citation_help, count_help, id_help, is_unfilled

NAMED = "write the id of its entry; `atlas find {}` shows whether there is one, `atlas new` makes it"
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
        ("injured", "toll-measure", "did you mean `wounded`?"),
        ("dead", "toll-measure", "did you mean `killed`?"),
        ("city", "place-type", "did you mean `settlement`?"),
        ("spokesman", "leader-role", "did you mean `spokesperson`?"),
        ("total", "toll-category", "did you mean `all`?"),
        ("bombing", "strike-type", "did you mean `air-strike`, `ied-roadside` or `vehicle-bomb`?"),
        ("first", "voice", "the codes are `author`, `publisher`"),
        ("…", "voice", "the codes are `author`, `publisher`"),
    ],
)
def test_a_code(text: str, list_name: str, help: str) -> None:
    assert code_help(text, code_list(list_name)) == help


@pytest.mark.parametrize(
    ("text", "list_name", "meant"),
    [
        ("blamed", "stance", ["attributed"]),
        ("Claimed", "stance", ["claimed"]),
        ("unclaimed", "stance", []),
        ("denial", "stance", []),
        ("confirmed", "stance", []),
        ("dead", "life-status", ["death-confirmed"]),
        ("deceased", "life-status", []),
        ("confirmed dead", "life-status", ["death-confirmed"]),
        ("unpreferred", "rank", []),
    ],
)
def test_a_code_whose_neighbour_says_the_opposite(text: str, list_name: str, meant: list[str]) -> None:
    """Stances, ranks and the like are never guessed by spelling: without a known word all are listed, with their meaning."""
    listed = code_list(list_name)
    assert meant_codes(text, listed) == meant
    if not meant:
        definitions = [code.definition[1:-1] for code in listed.codes.values()]
        assert all(definition in code_help(text, listed) for definition in definitions)


@pytest.mark.parametrize(
    ("text", "or_label", "help"),
    [
        ("Security_Media-Cell", False, "did you mean `security-media-cell`?"),
        ("Dohuk-Köln", False, "did you mean `dohuk-koln`?"),
        ("N.N.", False, NAMED.format("N.N.")),
        ("Nineveh", False, f"{NAMED.format('Nineveh')}"),
        ("a doctor", True, f"{NAMED.format('a doctor')}; who has none is written `{{label: a doctor}}`"),
        ("A, of B", True, f'{NAMED.format("A, of B")}; who has none is written `{{label: "A, of B"}}`'),
        ("36.46, 43.43", False, "write the id of the place: its entry has the coordinates"),
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
        ("60-50", "a range is `low: 50` and `high: 60`"),
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
