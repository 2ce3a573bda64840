"""Records: what dataclasses do, they do too."""

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, fields, is_dataclass, replace
from typing import ClassVar

import pytest

from generator.model.record import record


@record
class Boat:
    """A record with a part that may be left out, and with what belongs to the class."""

    name: str
    tons: int = 0

    afloat: ClassVar[bool] = True

    @property
    def is_big(self) -> bool:
        """Work with its parts."""
        return self.tons > 100


@record
class Ship(Boat):
    """One that has the parts of another."""

    masts: tuple[int, ...] = ()


@record
class Buoy:
    """One of a single part."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A dataclass like `Boat`."""

    name: str
    tons: int = 0


def test_it_is_a_dataclass() -> None:
    """Its fields can be asked for, those it inherits first."""
    assert is_dataclass(Ship)
    assert [part.name for part in fields(Ship)] == ["name", "tons", "masts"]
    assert not hasattr(Boat(name="a"), "__dict__")


def test_it_reads_as_one() -> None:
    """In a failed test, say."""
    assert repr(Plain(name="a")).replace("Plain", "Boat") == repr(Boat(name="a"))


def test_its_parts_decide_whether_two_are_equal() -> None:
    """And their class; equal ones are one in a set."""
    assert Boat(name="a", tons=1) == Boat(tons=1, name="a")
    assert Boat(name="a") != Boat(name="a", tons=1)
    assert Boat(name="a") != Ship(name="a")
    assert len({Boat(name="a"), Boat(name="a"), Buoy(name="a"), Buoy(name="a")}) == 2


@pytest.mark.parametrize("parts", [{}, {"tons": 1}, {"name": "a", "sail": "b"}])
def test_its_parts_have_to_be_named(parts: dict[str, object]) -> None:
    """All without a default, and none besides."""
    with pytest.raises(TypeError):
        Boat(**parts)  # type: ignore[arg-type]


def test_it_cannot_be_changed() -> None:
    """Only made anew with other parts."""
    boat = Boat(name="a")
    with pytest.raises(FrozenInstanceError):
        boat.tons = 5  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del boat.name  # type: ignore[misc]

    assert Boat(name="a", tons=500) == replace(boat, tons=500)
    assert replace(boat, tons=500).is_big


def test_it_outlives_the_cache() -> None:
    """What was written down is read back equal."""
    ship = Ship(name="a", tons=7, masts=(1, 2))

    assert ship == pickle.loads(pickle.dumps(ship)) == copy.copy(ship)
    assert Buoy(name="b") == pickle.loads(pickle.dumps(Buoy(name="b")))
