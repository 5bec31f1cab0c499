"""What can be wrong with a single value: one function for each form of value, the bounds from the definition."""

import re
from collections.abc import Callable
from typing import Any

from microsim.reading import KeyPath, did_you_mean, show
from microsim.scenarios.layer import Layer
from microsim.schema import Quantity
from microsim.schema.kinds import AGE, measured


def check_value(layer: Layer, path: KeyPath, value: Any, quantity: Quantity) -> None:
    """Hold one value against the kind and the bounds its path has."""
    message = wrong(value, quantity)
    if message:
        layer.add(path, f"found {show(value)}, allowed is {message}")


def wrong(value: Any, quantity: Quantity) -> str:
    """Return what is allowed where a value is not, else nothing."""
    if quantity.tiers:
        right = isinstance(value, list) and value and all(_is_number(item) and quantity.holds(item) for item in value)
        return "" if right else f"a list of numbers, each {quantity.allowed()}"
    return "" if _FORMS[quantity.about.form](value, quantity) else quantity.allowed() + _meant(value, quantity)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number(value: Any, quantity: Quantity) -> bool:
    """Tell whether a value is a number between the bounds."""
    return _is_number(value) and quantity.holds(value)


def _count(value: Any, quantity: Quantity) -> bool:
    """Tell whether a value is a whole number between the bounds."""
    return isinstance(value, int) and _number(value, quantity)


def _age(value: Any, quantity: Quantity) -> bool:
    """Tell whether a value is an age such as 63y0m, or the number that says there is none."""
    if isinstance(value, str) and re.fullmatch(AGE, value):
        return quantity.holds(measured(value) or 0)
    return quantity.absent is not None and _is_number(value) and value == quantity.absent


def _month(value: Any, quantity: Quantity) -> bool:
    """Tell whether a value is a month such as 2031-01, or the number that stands for none."""
    if type(value) is int and value == quantity.absent:
        return True
    month = measured(value) if isinstance(value, str) and "-" in value else None
    return month is not None and quantity.least <= month <= quantity.most


def _flag(value: Any, _: Quantity) -> bool:
    """Tell whether a value is true or false."""
    return value in (0, 1)


def _word(value: Any, quantity: Quantity) -> bool:
    """Tell whether a value is one of the words."""
    return isinstance(value, str) and value in quantity.words


def _meant(value: Any, quantity: Quantity) -> str:
    """Return ``, did you mean ...?`` for a percentage, an age in years or a misspelt word."""
    if quantity.about.form == "word":
        return did_you_mean(str(value), quantity.words)
    if not _is_number(value):
        return ""
    if quantity.about.form == "age" and quantity.holds(12 * value) and value == int(value):
        return f", did you mean {int(value)}y0m?"
    if quantity.kind in ("share", "growth", "probability") and 1 <= abs(value) <= 100 and quantity.holds(value / 100):
        return f", did you mean {value / 100:g}?"
    return ""


_FORMS: dict[str, Callable[[Any, Quantity], bool]] = {
    "number": _number,
    "count": _count,
    "age": _age,
    "month": _month,
    "flag": _flag,
    "word": _word,
}
