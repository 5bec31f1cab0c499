"""How values and dates are written in law, assumptions and scenarios, and what they become.

Ages such as ``63y0m`` become months, months such as ``2031-01`` month indices, words of coded
fields their code; a date becomes the first month on whose first day the value is in force.
"""

import datetime
import functools
import re
from typing import Any

import numpy as np

from microsim.kernel.world import FIRST_LAW_YEAR, LAST_YEAR
from microsim.schema import TransitionalForm, kinds
from microsim.schema.kinds import measured

YEARS = np.arange(FIRST_LAW_YEAR, LAST_YEAR + 1)
YEAR_COUNT = len(YEARS)
MONTH_COUNT = 12 * YEAR_COUNT
Date = str | int  # a date, or a year
Value = float | tuple[float, ...] | None  # one value or several; None where nothing is in force
JULY = 6  # a value of a year is the one in force on 1 July

_DATE = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])-([0-9]{2}))?")
_WORDS = {form.name.lower(): form.value for form in TransitionalForm}


def number(raw: Any) -> Any:
    """Return the number a written value stands for; lists become tuples; ValueError where it is none."""
    if isinstance(raw, list | tuple):
        return tuple(number(item) for item in raw)
    if (measure := measured(raw)) is not None:
        return measure
    if raw in _WORDS:
        return float(_WORDS[raw])
    raise ValueError(f"found {raw!r}, allowed is a number, an age such as 63y0m or a month such as 2031-01")


def parts(date: Date) -> tuple[int, int, int]:
    """Return year, month and day of a date or a year; ValueError where it is neither."""
    return _parts(str(date))


@functools.cache
def _parts(date: str) -> tuple[int, int, int]:
    match = _DATE.fullmatch(date)
    if not match:
        raise ValueError(f"found {date!r}, allowed is a date such as 2031-01-01 or a year such as 2031")
    return int(match[1]), int(match[2] or 1), int(match[3] or 1)


def is_date(key: Any) -> bool:
    """Tell whether a key is a date or a year."""
    return bool(_DATE.fullmatch(str(key)))


def iso_day(date: Date) -> str:
    """Return a date, or the first day of a year, as an ISO date; ValueError for a day no calendar has."""
    return datetime.date(*parts(date)).isoformat()


def month_of(date: Date) -> int:
    """Return the month in which a day lies, 0 is January of the first law year."""
    year, month, _ = parts(date)
    return 12 * (year - FIRST_LAW_YEAR) + month - 1


def first_month(date: Date) -> int:
    """Return the first month (0 is January of the first law year) a value of this date is in force."""
    year, month, day = parts(date)
    return max(0, 12 * (year - FIRST_LAW_YEAR) + month - 1 + (day > 1))


def until_day(date: Date) -> str:
    """Return the last day that ``until: date`` covers, as an ISO date: of a year its 31 December."""
    return iso_day(date) if "-" in str(date) else f"{date}-12-31"


def end_month(date: Date) -> int:
    """Return the first month that is no longer covered by ``until: date``, the last day in force."""
    year, month, _ = parts(date)
    return 12 * (year - FIRST_LAW_YEAR) + (month if "-" in str(date) else 12)


def iso(month: int) -> str:
    """Return the first day of a month counted from the first law year, as a date."""
    return f"{FIRST_LAW_YEAR + month // 12}-{month % 12 + 1:02d}-01"


def day_before(date: str) -> str:
    """Return the day before an ISO date."""
    return (datetime.date.fromisoformat(date) - datetime.timedelta(days=1)).isoformat()


def written(value: Value, kind: str) -> str:
    """Return a value as the statute writes it, by its kind."""
    if value is None:
        return "-"
    if isinstance(value, tuple):
        return ", ".join(written(item, kind) for item in value)
    if kind == "word":
        return next(word for word, code in _WORDS.items() if code == value)
    return kinds.written(value, kind)
