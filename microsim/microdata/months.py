"""Months as files write them."""

import calendar
import re

from microsim.amounts import MONTHS

EARLIEST_YEAR, LATEST_YEAR = 1850, 2200
OPEN_YEARS = range(2900, 10_000)  # of an end that is still to come: 9999-12-31, 2999-12
OPEN_WORDS = frozenset({"至今", "今", "长期", "open", "now", "present"})
_TIME = r"(?:[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
_YEAR = "([0-9]{4})"
_MONTH = "([0-9]{1,2})"
FORMS = tuple(
    re.compile(form)
    for form in (
        f"{_YEAR}-{_MONTH}(?:-{_MONTH}{_TIME})?",
        f"{_YEAR}/{_MONTH}(?:/{_MONTH}{_TIME})?",
        rf"{_YEAR}\.{_MONTH}\.{_MONTH}",
        rf"{_YEAR}\.([0-9]{{2}})",  # a month after a point has two digits: 1965.1 may have been 1965.10
        f"{_YEAR} ?年 ?{_MONTH} ?月(?: ?{_MONTH} ?[日号])?",
        "([0-9]{4})([0-9]{2})([0-9]{2})?",
    )
)
_SHORT = re.compile(r"[0-9]{4}\.[0-9]")
_HUNDREDTHS = re.compile(r"([0-9]{4})\.([0-9]{1,2})")
ALLOWED = "allowed is a month such as 2016-12, 201612, 2016-12-31 or 2016年12月"
TWO_DIGITS = (
    "a month after a point has two digits, as 1965.07, since a spreadsheet makes 1965.1 of 1965.10: "
    "where it means October say hundredths: true beside the column"
)


def month_of(text: str, hundredths: bool = False) -> int | None:
    """Return the month index of a text, 12 * year + month - 1; None where it is no month of a calendar.

    Parameters
    ----------
    hundredths
        Digits after a point are hundredths: 1965.1 is October, as a spreadsheet writes 1965.10.
    """
    if hundredths and (found := _HUNDREDTHS.fullmatch(text)):
        text = f"{found[1]}.{found[2]:0<2}"
    parts = parts_of(text)
    if parts is None or not EARLIEST_YEAR <= parts[0] <= LATEST_YEAR:
        return None
    return MONTHS * parts[0] + parts[1] - 1


def parts_of(text: str) -> tuple[int, int] | None:
    """Return the year and month of a text; None where it is none, or its day is in no calendar."""
    for form in FORMS:
        if found := form.fullmatch(text):
            year, month = int(found[1]), int(found[2])
            day = int(found[3]) if found.re.groups > 2 and found[3] else 1
            if year < 1 or not 1 <= month <= MONTHS or not 1 <= day <= calendar.monthrange(year, month)[1]:
                return None
            return year, month
    return None


def is_open(text: str) -> bool:
    """Return whether a text says that something goes on: a word for now, or a month no calendar on a desk reaches."""
    parts = parts_of(text)
    return text.lower() in OPEN_WORDS or (parts is not None and parts[0] in OPEN_YEARS)


def month_allowed(text: str) -> str:
    """Say what is allowed in place of a text that is no month."""
    return f"{TWO_DIGITS}; {ALLOWED}" if _SHORT.fullmatch(text) else ALLOWED
