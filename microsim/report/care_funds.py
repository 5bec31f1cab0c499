"""The funds of care insurance: money in and out at the first year's wages, and the reserve, a column a fund."""

from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.report import style as look
from microsim.report.sheet import sheet
from microsim.results import indicators
from microsim.results.indicators import mean_of_replicates
from microsim.words.book import place_name

if TYPE_CHECKING:
    import pandas as pd

PARTS = {
    "from_employees": (1, look.BLUE),
    "from_residents": (1, look.SKY),
    "returned": (1, look.GREEN),
    "home": (-1, look.VERMILION),
    "institution": (-1, look.ORANGE),
    "cash": (-1, look.PURPLE),
}
RESERVE, BALANCE = "reserve", "balance"
HUNDRED_MILLION = 1e10  # fen
UNIT = "100 million yuan at wages of {}"


def funds_of(tree: Any) -> list[str]:
    """Return the places whose care insurance takes in or pays anything, in their order."""
    care = tree["care"]
    used = sum(np.abs(care[name]).sum("year") for name in PARTS)
    return [str(place) for place in used["place"].values[np.asarray(used) > 0]]


def numbers(source: Any) -> "pd.DataFrame":
    """Return each part of the books by place and year, what is paid below zero, their balance, and the reserve."""
    import pandas as pd

    tree = mean_of_replicates(source.tree)
    years, places = indicators.years_of(tree), funds_of(tree)
    wage = indicators.payers_wage(tree, places)
    unit = HUNDRED_MILLION * wage / wage[:, :1]
    care = tree["care"].sel(place=places)
    series = {name: sign * care[name].transpose("place", "year").values / unit for name, (sign, _) in PARTS.items()}
    series[BALANCE] = np.sum(list(series.values()), axis=0)
    series[RESERVE] = care[RESERVE].transpose("place", "year").values / unit
    frames = [
        pd.DataFrame({"region": place, "series": name, "year": years, "value": values[at]})
        for name, values in series.items()
        for at, place in enumerate(places)
    ]
    return pd.concat(frames, ignore_index=True).assign(unit=UNIT.format(int(years[0])))


def drawn(found: "pd.DataFrame", source: Any, language: str) -> Any:
    """Draw the frame: above money in and out, below the reserve."""
    places = list(dict.fromkeys(found["region"]))
    figure, text = sheet(source, "care_funds", language, 5.2)
    axes = figure.subplots(2, len(places), sharex=True, squeeze=False, height_ratios=(3, 2))
    for (upper, lower), place in zip(axes.T, places, strict=True):
        here = found[found["region"] == place].pivot(index="year", columns="series", values="value")
        stacked(upper, here, text)
        upper.plot(here.index, here[BALANCE], color=look.BLACK, label=text[BALANCE])
        lower.plot(here.index, here[RESERVE], color=look.BLACK)
        lower.fill_between(here.index, 0, here[RESERVE], color=look.PALE, linewidth=0)
        for axis in (upper, lower):
            axis.axhline(0, color=look.GREY, linewidth=0.8)
        upper.set_title(place_name(place, language))
    axes[0, 0].set_ylabel(text["vertical"].format(year=int(found["year"].min())))
    axes[1, 0].set_ylabel(text["reserve"])
    handles, labels = axes[0, 0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower right", ncols=4, fontsize=8)
    return figure


def stacked(axis: Any, here: "pd.DataFrame", text: dict[str, str]) -> None:
    """Draw what comes in as areas above nought, what is paid as areas below it; a part that is nought has no colour."""
    for side in (1, -1):
        inner = np.zeros(len(here))
        for name, (sign, colour) in PARTS.items():
            if sign != side or not here[name].any():
                continue
            outer = inner + here[name].to_numpy()
            axis.fill_between(here.index, inner, outer, color=colour, linewidth=0, alpha=0.85, label=text[name])
            inner = outer
