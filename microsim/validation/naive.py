"""Two forecasts that need no model, to be beaten: the last figure known at the base date, and its trend.

Both know what was published for years up to the base year, of the same region and indicator whatever its scope is called
(``uebpi_pensioners_yearbook`` and ``uebpi_pensioners`` are one), first of the very scope that is forecast.
"""

from typing import NamedTuple

from microsim.validation.scopes import scope_of
from microsim.validation.targets import Target

SCOPE_ENDINGS = ("_yearbook", "_enterprise")
TREND_YEARS = 6  # at most, between the two figures a trend is taken from


class Naive(NamedTuple):
    """The two forecasts of a figure, in its unit; None where what was published does not give them."""

    last: float | None
    trend: float | None


def base_name(indicator: str) -> str:
    """Return an indicator's name without the scope it was published for."""
    return next((indicator.removesuffix(end) for end in SCOPE_ENDINGS if indicator.endswith(end)), indicator)


def naive(target: Target, targets: tuple[Target, ...], base_year: int) -> Naive:
    """Return the two forecasts of a figure from the figures of years up to the base year."""
    known = sorted((one for one in targets if _alike(one, target) and _year(one) <= base_year), key=_year)
    if target.year is None or not known:
        return Naive(None, None)
    asked = counts(target, base_year)
    last = ([one for one in known if counts(one, base_year) == asked] or known)[-1]
    own = [one for one in known if counts(one, base_year) == counts(last, base_year)]
    growth = _growth(own) or _growth([one for one in known if one not in own])
    return Naive(last.value, None if growth is None else last.value * growth ** (target.year - _year(last)))


def counts(target: Target, base_year: int) -> str:
    """Return what a figure counts, as a formula: of years the results never hold, that of the first they do."""
    years = (target.year or base_year, base_year, base_year + 1)
    found = next(filter(None, (scope_of(target.indicator, target.region, year) for year in years)), None)
    return str(found.formula) if found else ""


def _growth(known: list[Target]) -> float | None:
    """Return the yearly growth from the first figure that is near enough to the last one; None where there is none."""
    near = [one for one in known[:-1] if 0 < _year(known[-1]) - _year(one) <= TREND_YEARS]
    if not near or min(near[0].value, known[-1].value) <= 0:
        return None
    return float((known[-1].value / near[0].value) ** (1 / (_year(known[-1]) - _year(near[0]))))


def _alike(one: Target, target: Target) -> bool:
    """Tell whether a figure was known at the base date and is of the same kind as another."""
    names = base_name(one.indicator) == base_name(target.indicator) and one.region == target.region
    return (
        names
        and one.group == target.group
        and one.unit == target.unit
        and one.use == "calibrate"
        and one.year is not None
    )


def _year(target: Target) -> int:
    assert target.year is not None
    return target.year
