"""The headline of a comparison: each quantity's change, its error where one is known, and both levels."""

from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.comparing.table import LEVEL, Column, Figure, Name, Table, Unit, named
from microsim.estimating import between_replicates, larger
from microsim.results.errors import FIGURES, difference_errors, has_errors, of_years
from microsim.results.headline import (
    PRICE_YEAR,
    REGIONS,
    ROWS,
    default_years,
    headline_frame,
    replicates_of,
    rows_shown,
)
from microsim.results.indicators import years_of
from microsim.words.book import place_name, word

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


def headline_changes(base: "xr.DataTree", reform: "xr.DataTree") -> "pd.DataFrame":
    """Return ``difference``, ``base`` and ``reform`` of the headline by year, and ``se`` where one is known.

    A mean of several replicates is that of their results, as the headline of a run is. Errors are those of the jackknife, of
    rows that follow from totals by group of persons, and of the spread of paired replicates; of both the larger.
    """
    import pandas as pd

    years = default_years(sorted(set(years_of(base)) & set(years_of(reform))))
    old, new = (headline_frame(tree, years) for tree in (base, reform))
    new = new.reindex(old.index)
    parts = {"difference": new - old, "base": old, "reform": new}
    found = _by_groups(base, reform, old)
    pairs = [replicates_of(tree) for tree in (base, reform)]
    if len(pairs[0]) == len(pairs[1]) > 1:
        levels = [np.stack([headline_frame(one, years).to_numpy() for one in trees]) for trees in pairs]
        found = larger(found, between_replicates(levels[1] - levels[0]))
    if not np.isnan(found).all():
        parts["se"] = pd.DataFrame(found, index=old.index, columns=old.columns)
    frame = pd.concat(parts, axis=1)
    frame.attrs[PRICE_YEAR] = old.attrs[PRICE_YEAR]
    return frame


def _by_groups(base: "xr.DataTree", reform: "xr.DataTree", frame: "pd.DataFrame") -> np.ndarray:
    """Return the jackknife's errors of what changes, as the rows and years of a headline; missing where unknown."""
    found = np.full(frame.shape, np.nan)
    if not (has_errors(base) and has_errors(reform)):
        return found
    years = [int(year) for year in frame.columns]
    old, new = (of_years(tree, years) for tree in (base, reform))
    keys = frame.index.get_level_values("quantity")
    for key in FIGURES:
        if key in keys:
            errors = difference_errors(old, new, key, REGIONS).se
            for region, line in zip(REGIONS, errors, strict=True):
                found[(keys == key) & (frame.index.get_level_values("region") == region)] = line
    return found


def headline_difference_table(frame: "pd.DataFrame") -> Table:
    """Return the headline of a comparison as a table: changes by year first, the levels of the base after them."""
    levels: Any = frame  # the stubs know no columns of two parts
    shown = [row for row in ROWS if any(row in rows_shown(levels[part]) for part in ("base", "reform"))]
    years, price = list(frame["difference"].columns), frame.attrs[PRICE_YEAR]
    errors = frame["se"] if "se" in frame.columns.get_level_values(0) else frame["difference"] * np.nan
    rows, cells = [], []
    for region in REGIONS:
        for row in shown:
            where: Any = (region, row.key, row.unit.format(year=price))
            rows.append(_name(region, row, price))
            changes = zip(frame["difference"].loc[where], errors.loc[where], strict=True)
            cells.append((*(Figure(*one) for one in changes), *(Figure(one) for one in frame["base"].loc[where])))
    columns = (
        *(Column(Name(str(year), str(year), str(year)), decimals=4) for year in years),
        *(Column(named("base_year", year=year), LEVEL, Unit(), 4) for year in years),
    )
    return Table("headline", named("headline"), columns, tuple(rows), tuple(cells))


def _name(region: str, row: Any, price: int) -> Name:
    """Return the name of a row with region and unit."""
    unit = row.unit.format(year=price)  # figures are in the English unit, in both languages
    texts = [
        f"{place_name(region, language)}: {word('headline', row.key, language).strip()}" + (f", {unit}" if unit else "")
        for language in ("en", "zh")
    ]
    return Name(f"{region}.{row.key}", *texts)
