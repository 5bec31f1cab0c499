"""The tidy table of indicators that are taken of lives."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.estimating import GROUPS as JACKKNIFE
from microsim.estimating import standard_error
from microsim.indicators import lifetime
from microsim.indicators.lives import FEWEST, GROUP, GROUPS, Lives, grouped, in_region, read_lives, whole
from microsim.indicators.registry import LIVES, Indicator, Measure
from microsim.indicators.table import EVERYBODY, schema

if TYPE_CHECKING:
    import pyarrow as pa


def function_of(measure: str) -> Callable[[Lives], float]:
    """Return the function of a measure of lives: it takes some lives and gives a number."""
    found: Callable[[Lives], float] = getattr(lifetime, measure)
    return found


def lives_table(
    lives: Path | Lives,
    last_year: int,
    indicators: Iterable[Indicator],
    regions: Sequence[str],
    by: Sequence[str] | None = None,
    errors: bool = False,
) -> "pa.Table":
    """Return the indicators of whole lives, of cohorts known from birth to death.

    Parameters
    ----------
    lives : of a run, or their file
    last_year : of the run
    indicators : those of other origins are left out
    regions : where lives entered
    by : groupings, each alone; None: everybody and all
    errors : whether each has its standard error, for which it is worked out 64 times more

    Returns
    -------
    Table
        As ``indicator_table``, without a year. Cells of fewer than 50 sampled lives have no row.
    """
    wanted = [measure for one in indicators if one.origin == LIVES for measure in one.measures]
    if not wanted:
        return schema().empty_table()
    known = whole(lives if isinstance(lives, Lives) else read_lives(lives), last_year)
    rows = [
        (measure, region, group, value, error_of(measure, some) if errors else None)
        for region in regions
        for group, kind, some in parts_of(in_region(known, region), by)
        for measure in wanted
        if kind is None or kind in measure.by
        if np.isfinite(value := function_of(measure.key)(some))
    ]
    order = {measure.key: number for number, measure in enumerate(wanted)}
    return as_table(sorted(rows, key=lambda row: order[row[0].key]))


def error_of(measure: Measure, lives: Lives) -> float:
    """Return the standard error of a measure of some lives: the delete-a-group jackknife."""
    function, groups = function_of(measure.key), lives[GROUP]
    return float(standard_error(np.array([function(lives.of(groups != one)) for one in range(JACKKNIFE)])))


def parts_of(lives: Lives, by: Sequence[str] | None) -> list[tuple[str, str | None, Lives]]:
    """Return the groups of lives: name, grouping (None: everybody) and lives, where there are enough."""
    parts: list[tuple[str, str | None, Lives]] = [] if by else [(EVERYBODY, None, lives)]
    for kind in GROUPS if by is None else [kind for kind in by if kind in GROUPS]:
        parts += [(f"{kind}={label}", kind, some) for label, some in grouped(lives, kind)]
    return [part for part in parts if len(part[2]) >= FEWEST]


def as_table(rows: Sequence[tuple[Measure, str, str, float, float | None]]) -> "pa.Table":
    """Return rows as a table."""
    import pyarrow as pa

    columns: dict[str, list[Any]] = {
        "indicator": [measure.key for measure, *_ in rows],
        "region": [region for _, region, *_ in rows],
        "group": [group for _, _, group, *_ in rows],
        "year": [None] * len(rows),
        "value": [value for _, _, _, value, _ in rows],
        "unit": [measure.unit for measure, *_ in rows],
        "se": [error for *_, error in rows],
    }
    return pa.table(columns, schema=schema())
