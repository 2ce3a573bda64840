"""How long the steps of a change took: what contributors see beside each save."""

from time import perf_counter


class Laps:
    """Steps that follow one another."""

    def __init__(self) -> None:
        self._last = perf_counter()
        self._laps: list[tuple[str, float]] = []

    def mark(self, step: str) -> None:
        """End a step."""
        now = perf_counter()
        self._laps.append((step, now - self._last))
        self._last = now

    def __str__(self) -> str:
        return ", ".join(f"{step} {1000 * taken:.0f}" for step, taken in self._laps) + " ms"
