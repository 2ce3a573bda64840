"""How numbers and sorted texts are written: small once the server has compressed them, and read with a few lines."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pydantic_core import to_json

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def digits(numbers: Iterable[int]) -> str:
    """Return small numbers as one digit each, to the base of 36."""
    return "".join(DIGITS[number] for number in numbers)


def undigits(text: str) -> list[int]:
    """Return the numbers of `digits`."""
    return [int(digit, 36) for digit in text]


def deltas(numbers: Sequence[int]) -> list[int]:
    """Return rising numbers as their differences."""
    return [number - before for before, number in zip((0, *numbers), numbers, strict=False)]


def front_coded(texts: Iterable[str]) -> str:
    """Return sorted texts, a line each: how many letters it shares with the one before, then the rest."""
    lines, before = [], ""
    for text in texts:
        shared = 0
        for one, other in zip(before[:35], text, strict=False):
            if one != other:
                break
            shared += 1
        lines.append(DIGITS[shared] + text[shared:])
        before = text
    return "\n".join(lines)


def front_decoded(lines: str) -> Iterator[str]:
    """Yield the texts of `front_coded`."""
    before = ""
    for line in lines.split("\n") if lines else ():
        before = before[: int(line[0], 36)] + line[1:]
        yield before


def as_json(value: Any) -> bytes:
    """Return a value as JSON without blanks."""
    return to_json(value)
