"""The seconds of a run of the benchmarks as bars, a group for each size and work, in SVG."""

from __future__ import annotations

import html
from collections.abc import Sequence
from itertools import groupby
from typing import Protocol

COLOURS = {"atlas": "#8a5a12", "mkdocs": "#4a6a8a", "zensical": "#6d8a4a", "hugo": "#a05a8a"}
_ROW, _LABEL, _BAR, _WIDTH = 18, 190, 420, 720


class Figure(Protocol):
    """What a bar shows."""

    size: int
    work: str
    tool: str
    seconds: float


def chart(runs: Sequence[Figure]) -> str:
    """Return the picture; bars of one group share a scale."""
    rows: list[str] = []
    y = 10
    for (size, work), group in groupby(
        sorted(runs, key=lambda run: (run.size, run.work)), lambda run: (run.size, run.work)
    ):
        held = list(group)
        longest = max(run.seconds for run in held) or 1
        rows.append(f'<text x="10" y="{y + 13}" font-weight="bold">{size:,} entries, {html.escape(work)}</text>')
        y += _ROW
        for run in sorted(held, key=lambda run: run.seconds):
            width = max(1, round(_BAR * run.seconds / longest))
            rows.append(f'<text x="{_LABEL - 8}" y="{y + 13}" text-anchor="end">{html.escape(run.tool)}</text>')
            rows.append(
                f'<rect x="{_LABEL}" y="{y + 2}" width="{width}" height="{_ROW - 4}" fill="{COLOURS.get(run.tool, "#777")}"/>'
            )
            rows.append(f'<text x="{_LABEL + width + 6}" y="{y + 13}">{run.seconds:.2f} s</text>')
            y += _ROW
        y += 8
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {y}" width="{_WIDTH}" font-family="sans-serif" font-size="12">'
    return "\n".join([head, '<rect width="100%" height="100%" fill="#fff"/>', *rows, "</svg>"]) + "\n"
