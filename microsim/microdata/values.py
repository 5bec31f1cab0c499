"""The one grammar of values in a file: what a number, a code and an id look like as text.

Text is never handed to a reader that is kinder than this page: ``float`` and ``int`` take ``1_000``, ``nan``, ``inf``
and digits of other scripts for numbers, and an id that is read as a number loses its leading noughts.
"""

import datetime
import re
from decimal import Decimal
from typing import Any

import numpy as np

NUMBER = r"[+-]?(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]*)?(?:[eE][+-]?[0-9]{1,3})?"
"""A number as text: digits, or groups of three parted by commas; a point; a power of ten, as R and spreadsheets write it."""
PLAIN_NUMBER = r"[+-]?[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]{1,3})?"
GROUPED = ","
NOTHING = frozenset({"", "na", "n/a", "nan", "null", "<na>", ".", "nat"})  # in small letters: nothing is known
LONGEST_NUMBER = 60  # characters: what is longer is no number of persons, months or yuan
LONGEST_ID = 100  # letters
EXACT = 10**15  # a number kept as a double has fifteen digits: from here on neighbours fall together

_NUMBER = re.compile(NUMBER)
_WHOLE = re.compile(r"([+-]?[0-9]+)(?:\.0*)?")
_SPREADSHEET_POWER = re.compile(r"[0-9]\.[0-9]+[eE]\+[0-9]{2,}")


def text_of(value: Any) -> str:
    """Return a value of any format as text without blanks around it; nothing known is the empty text.

    A number has no point where it is whole: files that keep codes and ids as doubles mean the whole number.
    """
    if isinstance(value, str):
        return value.strip()
    if value is None or value != value:  # nan and NaT differ from themselves
        return ""
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if isinstance(value, int | np.integer):
        return str(int(value))
    if isinstance(value, float | np.floating | Decimal):
        return number_text(value)
    if isinstance(value, datetime.date | datetime.datetime):
        return value.isoformat()
    return str(value).strip()


def number_text(value: Any) -> str:
    """Return a number that is no whole number by its type as text; without a point where it is whole and exact."""
    number = float(value)
    if abs(number) >= EXACT and isinstance(value, Decimal) and value == value.to_integral_value():
        return str(int(value))
    if number == np.floor(number) and abs(number) < EXACT:
        return str(int(number))
    return repr(number)


def number_of(text: str) -> float | None:
    """Return the number a text is; None where it is none."""
    if len(text) > LONGEST_NUMBER or not _NUMBER.fullmatch(text):
        return None
    number = float(text.replace(GROUPED, ""))
    return number if np.isfinite(number) else None


def code_number(text: str) -> str | None:
    """Return the whole number a code is, without leading noughts and a point; None where it is none: 01, 1 and 1.0 are 1."""
    found = _WHOLE.fullmatch(text) if len(text) <= LONGEST_NUMBER else None
    return None if found is None else str(int(found[1]))


def id_of(value: Any) -> str | None:
    """Return an id as text; None where the file no longer has it whole.

    A double from fifteen digits on, and what a spreadsheet has turned into a power of ten, stand for several ids; two
    that differ in a letter that cannot be seen are taken for one.
    """
    text = text_of(value)
    if len(text) > LONGEST_ID or not text.isprintable():
        return None
    if isinstance(value, str):
        return None if _SPREADSHEET_POWER.fullmatch(text) else text
    if isinstance(value, float | np.floating) and text and not text.lstrip("-").isdigit():
        return None
    return text


def is_nothing(text: str) -> bool:
    """Return whether a text says that nothing is known."""
    return text.lower() in NOTHING
