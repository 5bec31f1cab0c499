"""The kinds of quantities: how a value of each is written and what a record holds of it."""

from typing import NamedTuple


class Kind(NamedTuple):
    """One kind of quantity.

    Attributes
    ----------
    form : how a value is written in law, assumptions and scenarios: number, share, rate, count, age, month, flag, word
    unit : unit of a quantity of this kind that names none itself
    whole : whether a record of the law holds it as a whole number
    held : unit of what the record holds, where it is not the unit it is written in
    """

    form: str
    unit: str | None = None
    whole: bool = False
    held: str | None = None


KINDS = {
    "share": Kind("share"),
    "growth": Kind("rate", "per year"),
    "probability": Kind("rate"),
    "correlation": Kind("number", "correlation"),
    "wage": Kind("number"),
    "amount": Kind("number"),
    "index": Kind("number", "index"),
    "factor": Kind("number"),
    "effect": Kind("number"),
    "spread": Kind("number"),
    "parameter": Kind("number"),
    "divisor": Kind("number", "months"),
    "months": Kind("count", "months", whole=True),
    "duration": Kind("number"),
    "years": Kind("number", "years"),
    "age": Kind("age", "age", whole=True, held="months"),
    "age_in_years": Kind("number"),
    "month": Kind("month", "month", whole=True, held="month index"),
    "month_of_year": Kind("count", "month", whole=True),
    "year": Kind("number", "year"),
    "count": Kind("count", whole=True),
    "persons": Kind("number", "persons"),
    "flag": Kind("flag", "flag", whole=True),
    "choice": Kind("number", "choice", whole=True),
    "word": Kind("word", "code", whole=True),
}
