"""What the annotation of a field says of it in words, and the limits that its value keeps."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """Marks a field with its description, and a number, a text or a list with the limits of its size, all inclusive."""

    description: str = ""
    """One sentence for those who write entries: what it holds, in which form, when to use it."""
    min_length: int | None = None
    max_length: int | None = None
    ge: int | None = None
    le: int | None = None

    @property
    def limits(self) -> dict[str, int]:
        """The limits that are set, by name."""
        held = {"min_length": self.min_length, "max_length": self.max_length, "ge": self.ge, "le": self.le}
        return {name: limit for name, limit in held.items() if limit is not None}
