"""What a projection by published figures starts from: figures of the base year and before it, by the ids of their rows."""

import functools
from typing import NamedTuple

from microsim import data
from microsim.data import DataError
from microsim.validation.scopes import UNITS
from microsim.validation.targets import Target, shipped_targets

TABLE = "shadow_model/tables/published.csv"
NEEDED = ("insured", "paying_share", "pensioners", "pension")
EITHER = ({"base_share", "effective_rate"}, {"contributions"})


class Figure(NamedTuple):
    """A published figure in persons, yuan or plain numbers, and the year it is of."""

    value: float
    year: int


@functools.cache
def starting_figures() -> dict[tuple[str, int], dict[str, Figure]]:
    """Return by province and base year the figures by quantity.

    Raises
    ------
    DataError
        Where a row names no published figure, or a province lacks a quantity.
    """
    known = {target.id: target for target in shipped_targets()}
    found: dict[tuple[str, int], dict[str, Figure]] = {}
    for row in data.rows(TABLE):
        target = known.get(row.cells["target"])
        if target is None or target.year is None:
            raise DataError(
                f"{row.file}:{row.line}: target: found {row.cells['target']}, allowed is the id of a figure"
            )
        key = row.cells["province"], int(row.cells["base_year"])
        found.setdefault(key, {})[row.cells["quantity"]] = figure_of(target)
    for (province, year), figures in found.items():
        names = figures.keys()
        if not names >= set(NEEDED) or not any(names >= way for way in EITHER):
            raise DataError(f"{TABLE}: {province} {year}: found {', '.join(names)}, some are missing")
    return found


def figure_of(target: Target) -> Figure:
    """Return a published figure in whole units."""
    assert target.year is not None
    return Figure(target.value * UNITS[target.unit][1], target.year)
