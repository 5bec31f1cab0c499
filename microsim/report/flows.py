"""Who goes where: records transferred between places, and persons between standings of the employees' scheme."""

from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.report import style as look
from microsim.report.sheet import ink_on, place_names, sheet
from microsim.results.indicators import mean_of_replicates
from microsim.words.book import word

if TYPE_CHECKING:
    import pandas as pd

FIRST, LAST = 2026, 2035  # the years whose mean is shown
THOUSAND = 1e3
UNIT = "thousand persons a year"
SHADES = "Blues"
PLACES, STATES = "places", "states"


def numbers(source: Any, years: tuple[int, int] = (FIRST, LAST)) -> "pd.DataFrame":
    """Return flows, the mean of some years: transfers of records between places, persons between standings.

    Columns kind (``places``, ``states``), source, target, first, last, value, unit.
    """
    import pandas as pd

    tree = mean_of_replicates(source.tree)
    simulated = [int(year) for year in tree["portability"].year.values]
    span = [year for year in simulated if years[0] <= year <= years[1]] or simulated[-1:]
    moved = tree["portability"].transfers.sel(year=span).mean("year").transpose("from_place", "to_place")
    persons = tree["transitions"].persons.sel(year=span).mean("year").sum(["projected", "sex", "age"])
    rows = [
        (kind, str(start), str(end), span[0], span[-1], float(found.values[row, column]) / THOUSAND, UNIT)
        for kind, found in ((PLACES, moved), (STATES, persons.transpose("from_state", "to_state")))
        for row, start in enumerate(found[found.dims[0]].values)
        for column, end in enumerate(found[found.dims[1]].values)
    ]
    return pd.DataFrame(rows, columns=["kind", "source", "target", "first", "last", "value", "unit"])


def drawn(found: "pd.DataFrame", source: Any, language: str) -> Any:
    """Draw the frame as two fields: places, and standings of the employees' scheme."""
    first, last = found["first"].iloc[0], found["last"].iloc[0]
    figure, text = sheet(source, "flows", language, 6.2, first=first, last=last)
    left, right = figure.subplots(1, 2, width_ratios=(1.9, 1))
    field(left, found[found["kind"] == PLACES], lambda keys: place_names(keys, language), small=True)
    field(right, found[found["kind"] == STATES], lambda keys: [word("state", key, language) for key in keys])
    left.set_title(text["places"])
    right.set_title(text["states"])
    for axis in (left, right):
        axis.set_xlabel(text["to"])
    left.set_ylabel(text["from"])
    return figure


def field(axis: Any, part: "pd.DataFrame", names: Any, small: bool = False, same: bool = False) -> None:
    """Draw one field of flows: shades by logarithm, figures where there is room; ``same``: who stays where he is too."""
    from matplotlib import colormaps
    from matplotlib.colors import LogNorm

    all_keys = dict.fromkeys([*part["source"], *part["target"]])
    part = part[(part["value"] > 0) & (same | (part["source"] != part["target"]))]
    order = {key: rank for rank, key in enumerate(all_keys)}
    rows, columns = (sorted(set(part[end]), key=order.__getitem__) for end in ("source", "target"))
    values = (
        part.pivot(index="source", columns="target", values="value").reindex(index=rows, columns=columns).to_numpy()
    )
    seen = values[values > 0]
    least, most = (float(seen.min()), float(seen.max())) if len(seen) and seen.max() > seen.min() else (1e-3, 1.0)
    colours = colormaps[SHADES](0.08 + 0.84 * LogNorm(least, most)(np.where(values > 0, values, least)))
    colours[~(values > 0)] = (1.0, 1.0, 1.0, 1.0)
    axis.imshow(colours, aspect="auto")
    for row, column in np.argwhere(values >= 0.05):
        ink = ink_on(colours[row, column])
        size = 5 if small else 8
        axis.text(column, row, short(values[row, column]), ha="center", va="center", fontsize=size, color=ink)
    axis.set_xticks(range(len(columns)), names(columns), rotation=90, fontsize=7 if small else 8)
    axis.set_yticks(range(len(rows)), names(rows), fontsize=7 if small else 8)
    axis.set_xticks(np.arange(len(columns) + 1) - 0.5, minor=True)
    axis.set_yticks(np.arange(len(rows) + 1) - 0.5, minor=True)
    axis.grid(visible=False)
    axis.grid(which="minor", color=look.PALE, linewidth=0.4)
    axis.tick_params(which="both", length=0)


def short(value: float) -> str:
    """Return a number in two or three letters: 0.4, 12, 3,450."""
    return f"{value:.1f}" if value < 9.95 else f"{value:,.0f}"
