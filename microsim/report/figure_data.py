"""What the four figures of every run show, as tidy frames to stand beside them."""

from typing import TYPE_CHECKING

import numpy as np

from microsim.report.figure_numbers import HUKOU, SEXES, Numbers, figure_numbers
from microsim.results.indicators import PROVINCES

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


def usual_data(tree: "xr.DataTree", name: str) -> "pd.DataFrame":
    """Return what one of the four figures shows: region, series, year, value, unit; of pyramids also sex and age."""
    import pandas as pd

    found = figure_numbers(tree)
    if name == "pyramids":
        return pyramid_data(found)
    frames = [
        pd.DataFrame({"region": region, "series": series, "year": found.years, "value": values[at], "unit": unit})
        for series, values, unit in series_of(found, name)
        for at, region in enumerate(PROVINCES)
    ]
    return pd.concat(frames, ignore_index=True)


def series_of(found: Numbers, name: str) -> "list[tuple[str, np.ndarray, str]]":
    """Return the series of a figure with their units, each [province, year]."""
    if name == "participants":
        return [(key, getattr(found, key), "million persons") for key in ("contributors", "pensioners")]
    if name == "pensions":
        return [(key, getattr(found, key), "yuan/month") for key in ("wage", "pension", "new_pension")]
    money = f"bn yuan at wages of {int(found.years[0])}"
    parts = [(key, values, money) for part in (found.inflows, found.outflows) for key, values in part.items()]
    parts += [(key, getattr(found, key), money) for key in ("balance", "balance_after")]
    return [*parts, ("reserve", found.reserve, "% of bases")]


def pyramid_data(found: Numbers) -> "pd.DataFrame":
    """Return residents by year, region, hukou group, sex and age, each group alone."""
    import pandas as pd

    alone = np.diff(found.residents, axis=2, prepend=0.0)
    axes = [found.pyramid_years, PROVINCES, list(HUKOU), SEXES, range(alone.shape[-1])]
    index = pd.MultiIndex.from_product(axes, names=["year", "region", "series", "sex", "age"])
    return pd.DataFrame({"value": alone.ravel(), "unit": "thousand persons"}, index=index).reset_index()
