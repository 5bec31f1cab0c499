"""What can be wrong with a single value: one function for each form of value."""

import re
from collections.abc import Callable
from typing import Any

from microsim.scenario.known import Kind
from microsim.scenario.layer import Layer, show
from microsim.scenario.model import AGE, MONTH
from microsim.yaml_reader import KeyPath, did_you_mean

YOUNGEST, OLDEST = 30, 100  # ages a statute may name, in years: 65 months is a slip


def check_value(layer: Layer, path: KeyPath, value: Any, kind: Kind) -> None:
    """Hold one value against the form its path takes."""
    message = _VALUE_CHECKS[kind.form](value, kind)
    if message:
        layer.add(path, f"found {show(value)}, allowed is {message}")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _wrong_number(value: Any, kind: Kind) -> str:
    """Not a number, or an amount below zero."""
    at_least = "" if kind.negative else " from 0 on"
    return "" if _is_number(value) and (value >= 0 or kind.negative) else f"a number{at_least}, in {kind.unit}"


def _wrong_share(value: Any, kind: Kind) -> str:
    """A percentage where a fraction belongs."""
    if _is_number(value) and 0 <= value <= 1:
        return ""
    hint = f", did you mean {value / 100:g}?" if _is_number(value) and 1 < value <= 100 else ""
    return f"a fraction from 0 to 1 ({kind.unit}){hint}"


def _wrong_rate(value: Any, kind: Kind) -> str:
    """A rate of change in percent."""
    if _is_number(value) and -1 < value < 1:
        return ""
    hint = f", did you mean {value / 100:g}?" if _is_number(value) and 1 <= abs(value) <= 100 else ""
    return f"a fraction {kind.unit}, such as 0.02 for two percent{hint}"


def _wrong_count(value: Any, kind: Kind) -> str:
    """Months that are not a whole number."""
    return "" if isinstance(value, int) and _is_number(value) and value >= 0 else f"a whole number, in {kind.unit}"


def _wrong_age(value: Any, kind: Kind) -> str:
    """An age in another form, or one no statute would name."""
    match = re.fullmatch(AGE, value) if isinstance(value, str) else None
    if match and YOUNGEST <= int(match[1]) <= OLDEST:
        return ""
    hint = f", did you mean {value}y0m?" if _is_number(value) and YOUNGEST <= value <= OLDEST else ""
    return f"an age such as 63y0m, from {YOUNGEST} to {OLDEST} years{hint}"


def _wrong_month(value: Any, kind: Kind) -> str:
    """A month in another form."""
    return "" if isinstance(value, str) and re.fullmatch(MONTH, value) else "a month such as 2031-01"


def _wrong_flag(value: Any, kind: Kind) -> str:
    """Neither true nor false."""
    return "" if value in (0, 1) else "true or false"


def _wrong_word(value: Any, kind: Kind) -> str:
    """A word that names nothing."""
    return "" if value in kind.words else f"one of {', '.join(kind.words)}{did_you_mean(str(value), kind.words)}"


def _wrong_list(value: Any, kind: Kind) -> str:
    """Something else than a list of amounts."""
    numbers = isinstance(value, list) and value and all(_is_number(item) and item >= 0 for item in value)
    return "" if numbers else f"a list of numbers, in {kind.unit}"


_VALUE_CHECKS: dict[str, Callable[[Any, Kind], str]] = {
    "number": _wrong_number,
    "share": _wrong_share,
    "rate": _wrong_rate,
    "count": _wrong_count,
    "age": _wrong_age,
    "month": _wrong_month,
    "flag": _wrong_flag,
    "word": _wrong_word,
    "list": _wrong_list,
}
