"""The kinds of quantities: how a value of each is written, between which bounds it lies, what a record holds of it."""

import re
from typing import Any, NamedTuple

FIRST_MONTH, LAST_MONTH = 12 * 1970, 12 * 2100 + 11  # the years of law
AGE = r"([0-9]{1,3})y([0-9]|1[01])m"
MONTH = r"([0-9]{4})-(0[1-9]|1[0-2])"


class Kind(NamedTuple):
    """One kind of quantity.

    Attributes
    ----------
    form : how a value is written in law, assumptions and scenarios: number, count, age, month, flag or word
    allowed : what a value is, in words
    least, most : its bounds, both allowed; None where each quantity of the kind has to name its own
    unit : unit of a quantity of this kind that names none itself
    whole : whether a record of the law holds it as a whole number
    held : unit of what the record holds, where it is not the unit it is written in
    """

    form: str
    allowed: str
    least: float | None = None
    most: float | None = None
    unit: str | None = None
    whole: bool = False
    held: str | None = None


KINDS = {
    "share": Kind("number", "a fraction", 0, 1),
    "growth": Kind("number", "a fraction per year, such as 0.02 for two percent,", -0.3, 0.3, "per year"),
    "probability": Kind("number", "a fraction", 0, 1),
    "correlation": Kind("number", "a number", -1, 1, "correlation"),
    "wage": Kind("number", "an amount", 1, 1_000_000),
    "amount": Kind("number", "an amount", 0, 1_000_000),
    "index": Kind("number", "an index", 0, 10, "index"),
    "factor": Kind("number", "a factor", 0, 10),
    "effect": Kind("number", "a number", -5, 5),
    "spread": Kind("number", "a standard deviation", 0, 3),
    "parameter": Kind("number", "a number"),
    "divisor": Kind("number", "a number", 12, 600, "months"),
    "months": Kind("count", "a whole number", 0, 960, "months", whole=True),
    "duration": Kind("number", "a number", 0, 960),
    "years": Kind("number", "a number", 0, 100, "years"),
    "age": Kind("age", "an age such as 63y0m,", 12 * 30, 12 * 100, "age", whole=True, held="months"),
    "age_in_years": Kind("number", "an age in years", 0, 120),
    "month": Kind(
        "month", "a month such as 2031-01,", FIRST_MONTH, LAST_MONTH, "month", whole=True, held="month index"
    ),
    "month_of_year": Kind("count", "a whole number", 1, 12, "month", whole=True),
    "year": Kind("count", "a calendar year", 1950, 2100, "year"),
    "count": Kind("count", "a whole number", 0, 120, whole=True),
    "persons": Kind("number", "a number", 0, 10_000_000_000, "persons"),
    "flag": Kind("flag", "true or false", 0, 1, "flag", whole=True),
    "choice": Kind("count", "one of", unit="choice", whole=True),
    "word": Kind("word", "one of", unit="code", whole=True),
}


def measured(raw: Any) -> float | None:
    """Return a number, an age in months or a month as its index (``12 * year + month - 1``); None for anything else."""
    if isinstance(raw, int | float):
        return float(raw)
    if match := re.fullmatch(AGE, str(raw)):
        return float(12 * int(match[1]) + int(match[2]))
    if match := re.fullmatch(MONTH, str(raw)):
        return float(12 * int(match[1]) + int(match[2]) - 1)
    return None


def written(value: float, kind: str) -> str:
    """Return a value as it is written, by its kind."""
    if kind == "age":
        return f"{int(value) // 12}y{int(value) % 12}m"
    if kind == "month":
        return f"{int(value) // 12}-{int(value) % 12 + 1:02d}"
    return f"{value:.10g}"


def shown(value: float, kind: str) -> str:
    """Return a value as a message or a page shows it: as written, thousands set apart."""
    return written(value, kind) if kind in ("age", "month", "year") else f"{value:,.15g}"
