"""The argument `--today`, of the commands in which a date decides what is overdue."""

import argparse
from datetime import date


def add_today(parser: argparse.ArgumentParser) -> None:
    """Add the argument; left out, the day is that of `SOURCE_DATE_EPOCH`, else of the newest commit."""
    help = "the day by which reviews are overdue (default: SOURCE_DATE_EPOCH, else the newest commit)"
    parser.add_argument("--today", type=_day, metavar="YYYY-MM-DD", help=help)


def _day(text: str) -> date:
    try:
        if len(text) != len("2026-11-20"):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"`{text}` is not a day: write year-month-day, as 2026-11-20") from None
