"""What can be wrong with values that are fine one by one: parts of one whole, and growth that goes on for a century."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from microsim.law.assumptions import Assumptions
from microsim.law.information import assumptions_of, statute_of
from microsim.law.moving import WHOLES
from microsim.law.series import Book
from microsim.law.values import JULY, YEARS
from microsim.places import PROVINCE_KEYS
from microsim.reading import InputError, KeyPath, Position, Problems
from microsim.scenarios.known import law_quantities

WAGES = ("economy.real_wage_growth", "economy.wage_growth_gap", "economy.cpi")  # together they make the nominal wage
MOST_TIMES = 30_000  # beyond it sums of money in whole fen leave the 63 bits that hold them
GUARD = 1e-9  # parts written as decimals may add up to a little more than one


def check_together(scenario: Any, problems: Problems) -> None:
    """Hold the values of a scenario against each other."""
    try:
        assumptions = assumptions_of(scenario)
    except InputError as error:
        problems.extend(error.problems)
        return
    years = np.arange(scenario.population.base_year, scenario.horizon.end + 1)
    _check_wholes(scenario, assumptions, years, problems)
    for paths, times in _growing(scenario, assumptions, years[1:]):
        if times > MOST_TIMES:
            yearly = MOST_TIMES ** (1 / (len(years) - 1)) - 1
            message = (
                f"found growth to {times:,.0f} times by {years[-1]}, allowed is up to {MOST_TIMES:,} times, "
                f"{yearly:.0%} a year over the whole horizon"
            )
            problems.add(*_written(scenario, paths), message)


def _check_wholes(scenario: Any, assumptions: Assumptions, years: np.ndarray, problems: Problems) -> None:
    """Parts of one whole must leave something, in every year and province."""
    for paths in WHOLES:
        if not any(path in scenario.assumptions for path in paths):
            continue
        total = np.max([sum(assumptions.path(path, years, key) for path in paths) for key in PROVINCE_KEYS])
        if total > 1 + GUARD:
            named = ", ".join(paths)
            message = f"found parts of one whole that add up to {total:.3g} ({named}), allowed is a sum of at most 1"
            problems.add(*_written(scenario, paths), message)


def _growing(scenario: Any, assumptions: Assumptions, years: np.ndarray) -> Iterator[tuple[tuple[str, ...], float]]:
    """Yield what a scenario makes grow, and to how many times it grows over some years."""
    if any(path in scenario.assumptions for path in WAGES):
        real, gap, prices = (_table(assumptions, path, years) for path in WAGES)
        yield WAGES, float(np.prod((1 + real + gap) * (1 + prices), axis=0).max())
    for path in scenario.assumptions:
        if assumptions.entries[path].quantity.kind == "growth" and path not in WAGES:
            yield (path,), float(np.prod(1 + _table(assumptions, path, years), axis=0).max())
    set_rates = [path for path in scenario.law if law_quantities()[path].kind == "growth"]
    if set_rates:
        book = Book(statute_of(scenario), scenario.law, scenario.origins)
        for name in set_rates:
            holder, _, path = name.partition(".")
            rates = np.nan_to_num(book.tiers(holder, path)[JULY::12][years - YEARS[0]])
            yield (name,), float(np.prod(1 + rates, axis=0).max())


def _table(assumptions: Assumptions, path: str, years: np.ndarray) -> np.ndarray:
    """Return an assumption [year, province]."""
    return np.column_stack([assumptions.path(path, years, key) for key in PROVINCE_KEYS])


def _written(scenario: Any, paths: tuple[str, ...]) -> tuple[Position, KeyPath]:
    """Return where the first of some paths that the scenario sets was written, and its key."""
    for (section, path, *key), position in scenario.origins.items():
        if path in paths:
            return position, (section, path, *key)
    return Position(scenario.name), (paths[0],)
