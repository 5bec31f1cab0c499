"""Flows of the employees' fund city by city in two years, as shares of each city's contribution bases."""

from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.kernel.items import IN, OUT, Kind, labels_of
from microsim.report import style as look
from microsim.report.sheet import place_keys, place_names, sheet
from microsim.results import indicators
from microsim.results.indicators import mean_of_replicates, years_of

if TYPE_CHECKING:
    import pandas as pd

YEARS = (2035, 2050)
PERCENT = 100.0
PARTS = {
    "contributions": (1, labels_of(Kind.CONTRIBUTION, Kind.CREDIT), look.BLUE),
    "fiscal": (1, labels_of(Kind.SUBSIDY), look.YELLOW),
    "returns": (1, labels_of(Kind.RETURN), look.GREEN),
    "pooled_in": (1, labels_of(Kind.POOLING, Kind.MOVED, sign=IN), look.SKY),
    "benefits": (-1, labels_of(Kind.BENEFIT), look.VERMILION),
    "pooled_out": (-1, labels_of(Kind.POOLING, Kind.MOVED, Kind.INHERITANCE, sign=OUT), look.PURPLE),
}
BALANCE = "balance"
UNIT = "% of the city's contribution bases"


def numbers(source: Any, years: tuple[int, ...] = YEARS) -> "pd.DataFrame":
    """Return each part by city and year, outflows below zero, and the balance of all."""
    import pandas as pd

    tree = mean_of_replicates(source.tree)
    known = [int(year) for year in years_of(tree)]
    shown = [year for year in years if year in known] or known[-1:]
    keys, where = place_keys(), [known.index(year) for year in shown]
    bases = indicators.contribution_bases(tree, keys)
    shares = {
        name: sign * PERCENT * indicators.per(indicators.flow(tree, keys, items), bases)[:, where]
        for name, (sign, items, _) in PARTS.items()
    }
    shares[BALANCE] = np.sum(list(shares.values()), axis=0)
    rows = [
        (key, name, year, values[at, number], UNIT)
        for name, values in shares.items()
        for at, key in enumerate(keys)
        for number, year in enumerate(shown)
    ]
    return pd.DataFrame(rows, columns=["region", "series", "year", "value", "unit"])


def drawn(found: "pd.DataFrame", source: Any, language: str) -> Any:
    """Draw the frame: cities down, money in to the right, out to the left, the balance as a point."""
    years, keys = list(dict.fromkeys(found["year"])), list(dict.fromkeys(found["region"]))
    figure, text = sheet(source, "cities", language, 7.4)
    axes = figure.subplots(1, len(years), sharey=True, sharex=True, squeeze=False)[0]
    rows = np.arange(len(keys))
    for axis, year in zip(axes, years, strict=True):
        part = found[found["year"] == year].pivot(index="series", columns="region", values="value")[keys]
        for sign in (1, -1):
            start = np.zeros(len(keys))
            for name, (side, _, colour) in PARTS.items():
                if side == sign:
                    values = part.loc[name].to_numpy()
                    axis.barh(rows, values, left=start, color=colour, height=0.72, label=text[name])
                    start = start + np.nan_to_num(values)
        label = text[BALANCE]
        axis.plot(part.loc[BALANCE], rows, "o", color=look.BLACK, markersize=4, label=label, markeredgecolor="white")
        axis.axvline(0, color=look.BLACK, linewidth=0.8)
        axis.set_title(str(year))
        axis.set_xlabel(text["horizontal"])
        axis.set_yticks(rows, place_names(keys, language))
        axis.grid(axis="y", visible=False)
    axes[0].invert_yaxis()
    figure.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=4, fontsize=8)
    return figure
