"""Records typed by pydantic's core, by what the annotations of their fields say."""

from typing import Annotated, Any

import pytest
from pydantic_core import ValidationError

from generator.model.field import Field
from generator.model.record import record
from generator.model.statement import Valued
from generator.model.typed import typed
from generator.model.values import CodeOf, Count, DateOrUnknown, DateText, ShortText
from generator.text.edtf import parse


@record
class Crew:
    """A record within another."""

    name: ShortText


@record
class Boat:
    """One field of each form."""

    name: ShortText
    built: DateText
    lost: DateOrUnknown = None
    tons: Count | None = None
    length: Annotated[float, Field(ge=1, le=500)] | None = None
    armed: bool = False
    names: Annotated[tuple[ShortText, ...], Field(max_length=2, description="Its names.")] = ()
    crew: tuple[Crew, ...] = ()
    rank: Annotated[str, CodeOf("rank"), Field(min_length=3)] = "normal"


LEAST = {"name": "Dhow", "built": "1990"}


def problems(**fields: Any) -> list[tuple[Any, ...]]:
    with pytest.raises(ValidationError) as caught:
        typed(Boat, {**LEAST, **fields})
    return [(error["type"], *error["loc"]) for error in caught.value.errors()]


def test_texts_become_values() -> None:
    """Numbers, flags and dates are typed; lists become tuples and mappings records."""
    fields = {
        "lost": "unknown",
        "tons": "40",
        "length": "12.5",
        "armed": "true",
        "names": ["a"],
        "crew": [{"name": "b"}],
    }

    boat = Boat(
        name="Dhow", built=parse("1990"), tons=40, length=12.5, armed=True, names=("a",), crew=(Crew(name="b"),)
    )

    assert boat == typed(Boat, {**LEAST, **fields})


def test_what_is_absent_has_its_default() -> None:
    """Whatever the form of the field."""
    assert Boat(name="Dhow", built=parse("1990")) == typed(Boat, LEAST)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"name": ""}, ("string_too_short", "name")),
        ({"tons": "-1"}, ("greater_than_equal", "tons")),
        ({"length": "501"}, ("less_than_equal", "length")),
        ({"names": ["a", "b", "c"]}, ("too_long", "names")),
        ({"names": ["a", "b" * 301]}, ("string_too_long", "names", 1)),
        ({"rank": "no"}, ("string_too_short", "rank")),
        ({"rank": "none"}, ("unknown_code", "rank")),
        ({"built": "1990-13"}, ("impossible_date", "built")),
        ({"built": "unknown"}, ("impossible_date", "built")),
        ({"crew": [{}]}, ("missing", "crew", 0, "name")),
        ({"sail": "x"}, ("unexpected_keyword_argument", "sail")),
    ],
)
def test_limits_and_markers_hold(fields: dict[str, Any], problem: tuple[Any, ...]) -> None:
    """The limits of a list are its own, those of its items theirs; a marker looks at what is within the limits."""
    assert [problem] == problems(**fields)


def test_all_that_is_wrong_is_said_at_once() -> None:
    """Each at its place."""
    assert problems(name="", armed="perhaps") == [("string_too_short", "name"), ("bool_parsing", "armed")]


def test_a_generic_record_is_typed_by_its_parameter() -> None:
    """Two statements of one class hold different values."""
    cite = {"cite": [{"src": "a"}]}

    assert typed(Valued[DateText], {"value": "1990", **cite}).value == parse("1990")
    assert typed(Valued[ShortText], {"value": "1990", **cite}).value == "1990"
