"""Months and ages as a case writes them: ``2025-09`` and ``60y2m``; inside they are numbers of months."""

import functools
import re

from microsim.amounts import MONTHS

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])(-[0-9]{2})?")


@functools.lru_cache(maxsize=8192)
def month_index(text: str) -> int:
    """Return the month index of a month or a date; ValueError where it is neither."""
    match = _MONTH.fullmatch(text)
    if not match:
        raise ValueError(text)
    return MONTHS * int(match[1]) + int(match[2]) - 1


@functools.lru_cache(maxsize=8192)
def month_text(month: int) -> str:
    """Return a month index as ``2025-09``."""
    return f"{month // MONTHS:04d}-{month % MONTHS + 1:02d}"


@functools.lru_cache(maxsize=8192)
def age_text(months: int) -> str:
    """Return an age in months as ``60y2m``."""
    return f"{months // MONTHS}y{months % MONTHS}m"


def calendar(month: int) -> tuple[int, int]:
    """Return year and month (1 to 12) of a month index."""
    return month // MONTHS, month % MONTHS + 1
