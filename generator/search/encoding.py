"""Compact forms of numbers and sorted texts in the index, which the browser decodes with a few lines."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def digits(numbers: Iterable[int]) -> str:
    """Return numbers below 36 as one base-36 digit each."""
    return "".join(DIGITS[number] for number in numbers)


def deltas(numbers: Sequence[int]) -> list[int]:
    """Return rising numbers as differences: each less the one before."""
    return [number - before for before, number in zip((0, *numbers), numbers, strict=False)]


def front_coded(texts: Iterable[str]) -> str:
    """Return sorted texts, a line each: a base-36 digit for the letters shared with the text before, then the rest."""
    lines, before = [], ""
    for text in texts:
        shared = len([*takewhile(lambda pair: pair[0] == pair[1], zip(before[:35], text, strict=False))])
        lines.append(DIGITS[shared] + text[shared:])
        before = text
    return "\n".join(lines)


def batches(
    pieces: Iterable[bytes], most: int, *, between: int = 0, most_pieces: int | None = None
) -> Iterator[list[bytes]]:
    """Yield the pieces in lists of at most `most` bytes and `most_pieces` pieces; a larger piece is a list of its own.

    `between` is the number of bytes that are counted for the comma after a piece.
    """
    batch: list[bytes] = []
    size = 0
    for piece in pieces:
        if batch and (len(batch) == most_pieces or size + len(piece) + between > most):
            yield batch
            batch, size = [], 0
        batch.append(piece)
        size += len(piece) + between
    if batch:
        yield batch


def json_list(pieces: Iterable[bytes]) -> bytes:
    """Return values that are JSON already as a JSON list."""
    return b"[" + b",".join(pieces) + b"]"
