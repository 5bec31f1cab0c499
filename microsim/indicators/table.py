"""The tidy table of indicators: a row an indicator, region, group and year."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.indicators import areas, levels, people, rates, spread
from microsim.indicators.cell import ALL_REGIONS, PENSION_SCHEMES, Cell, Numbers
from microsim.indicators.registry import NOT_MODELLED, OWN_COMMAND, RESULTS, Indicator, Measure, registry
from microsim.indicators.split import errors_of
from microsim.results.indicators import mean_of_replicates, years_of

if TYPE_CHECKING:
    import pyarrow as pa
    import xarray as xr

MODULES = (rates, people, levels, spread, areas)  # where the function of a measure of the results stands
EVERYBODY = "all"  # the group of who is not grouped
LABELS = {"sex": ("male", "female"), "scheme": PENSION_SCHEMES}  # groups of the results and their labels


def function_of(measure: str) -> Callable[[Cell], Numbers]:
    """Return the function of a measure of the results: it takes a Cell and gives numbers [region, year]."""
    found: Callable[[Cell], Numbers] = next(getattr(one, measure) for one in MODULES if hasattr(one, measure))
    return found


def groups_of(measure: Measure, by: Sequence[str] | None) -> list[dict[str, str]]:
    """Return the groups of a measure: everybody and each of its own groupings, or only those of ``by``."""
    kinds = [kind for kind in (LABELS if by is None else by) if kind in measure.by and kind in LABELS]
    everybody: list[dict[str, str]] = [] if by else [{}]
    return everybody + [{kind: label} for kind in kinds for label in LABELS[kind]]


def group_name(group: dict[str, str]) -> str:
    """Return a group as the table has it: ``all``, or ``sex=female``."""
    return ", ".join(f"{kind}={label}" for kind, label in group.items()) or EVERYBODY


def indicator_table(
    tree: "xr.DataTree",
    indicators: Iterable[Indicator] | None = None,
    regions: Sequence[str] = ALL_REGIONS,
    by: Sequence[str] | None = None,
) -> "pa.Table":
    """Return the indicators that follow from a tree of results; replicates give the mean.

    Parameters
    ----------
    tree : results of a run
    indicators : which ones, all by default; those of other origins are left out
    regions : provinces, cities, both
    by : groupings, each alone; without it everybody and every grouping a measure has

    Returns
    -------
    Table
        indicator, region, group, year (int32), value, unit, se (missing where no totals by group of persons tell it). Cells without a value
        (nobody drew a pension) have no row.
    """
    wanted = list(registry().values() if indicators is None else indicators)
    cell, years, errors = (
        Cell(mean_of_replicates(tree), tuple(regions)),
        years_of(tree),
        errors_of(tree, tuple(regions)),
    )
    rows = [
        (measure, group, function(cell.of(**group)), errors(function, group))
        for indicator in wanted
        if indicator.origin == RESULTS
        for measure in indicator.measures
        for function in (function_of(measure.key),)
        for group in groups_of(measure, by)
    ]
    return tidy(rows, regions, years)


def tidy(
    rows: Sequence[tuple[Measure, dict[str, str], Numbers, Numbers]], regions: Sequence[str], years: Any
) -> "pa.Table":
    """Return numbers [region, year] of measures and groups with their errors as a table, years within regions."""
    import pyarrow as pa

    value, se = (np.array([row[place] for row in rows], dtype=float).reshape(-1) for place in (2, 3))
    known = np.flatnonzero(np.isfinite(value))
    row, place = np.divmod(known, len(regions) * len(years))
    words = {
        "indicator": ([measure.key for measure, *_ in rows], row),
        "region": (list(regions), place // len(years)),
        "group": ([group_name(group) for _, group, *_ in rows], row),
        "unit": ([measure.unit for measure, *_ in rows], row),
    }
    columns = {name: pa.array(labels, pa.string()).take(pa.array(which)) for name, (labels, which) in words.items()}
    columns["year"] = pa.array(np.asarray(years, np.int32)[place % len(years)])
    columns["value"], columns["se"] = pa.array(value[known]), pa.array(se[known], pa.float64(), from_pandas=True)
    return pa.table([columns[name] for name in schema().names], schema=schema())


def groups_read() -> frozenset[str]:
    """Return the groups of results that the table is made of."""
    read = {name.split("/")[0] for one in registry().values() if one.origin == RESULTS for name in one.inputs}
    return frozenset(read | {"funds", "prices"})  # years, and present values


def not_modelled() -> "pa.Table":
    """Return a row without region, year and value for each indicator that is not modelled, or has a command of its own.

    Leaving it out would hide it.
    """
    import pyarrow as pa

    why = {
        one.key: OWN_COMMAND if one.command else NOT_MODELLED
        for one in registry().values()
        if one.command or one.status == NOT_MODELLED
    }
    keys = list(why)
    nothing = dict.fromkeys(("region", "group", "year", "value", "se"), [None] * len(keys))
    return pa.table({"indicator": keys, "unit": list(why.values()), **nothing}).select(schema().names).cast(schema())


def schema() -> "pa.Schema":
    """Return the columns of the table."""
    import pyarrow as pa

    text = pa.string()
    named = {"indicator": text, "region": text, "group": text, "year": pa.int32(), "value": pa.float64(), "unit": text}
    return pa.schema({**named, "se": pa.float64()})
