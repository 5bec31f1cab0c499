"""Gains and losses by cohort and lifetime-earnings quintile: mean change in net pension wealth of each cell."""

from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.comparing.groups import value_word
from microsim.comparing.present import VALUE_YEAR
from microsim.estimating.printing import DISTINGUISHABLE
from microsim.report import style as look
from microsim.report.sheet import diverging, ink_on, sheet

if TYPE_CHECKING:
    import pandas as pd

BY = "cohort,quintile"
MEAN = "mean_change"
THOUSAND, WAN = 1e3, 1e4
PALE = 0.35  # of its colour that a cell keeps which cannot be told from none


def numbers(source: Any) -> "pd.DataFrame":
    """Return mean changes by cohort and quintile: value, standard error, persons; missing where too few persons are.

    Raises
    ------
    InputError
        Where runs kept no lives, do not go on long enough, or are not of the same persons.
    """
    found = source.winners(BY).frame()
    found = found[found["column"] == MEAN]
    keys = found["row"].str.split(",", expand=True).astype(int)
    wanted = found[["value", "se", "persons"]].assign(unit=f"yuan of {VALUE_YEAR}")
    wanted.insert(0, "quintile", keys[1].to_numpy())
    wanted.insert(0, "cohort", keys[0].to_numpy())
    return wanted.reset_index(drop=True)


def drawn(found: "pd.DataFrame", source: Any, language: str) -> Any:
    """Draw the frame as a field of cells: cohorts across, quintiles up."""
    figure, text = sheet(source, "gains", language, 4.6, year=VALUE_YEAR)
    axis = figure.subplots()
    unit = WAN if language == "zh" else THOUSAND
    values = found.pivot(index="quintile", columns="cohort", values="value") / unit
    errors = found.pivot(index="quintile", columns="cohort", values="se").to_numpy() / unit
    amounts = values.to_numpy()
    reach = np.nanmax(np.abs(amounts)) if np.isfinite(amounts).any() else 1.0
    colours = diverging()((amounts / (reach or 1.0) + 1.0) / 2.0)
    unseen = ~(np.abs(amounts) >= DISTINGUISHABLE * errors)
    colours[unseen, :3] = 1.0 - PALE * (1.0 - colours[unseen, :3])
    axis.imshow(colours, aspect="auto", origin="lower")
    for row, column in np.ndindex(*amounts.shape):
        value, error = float(amounts[row, column]), float(errors[row, column])
        label = text["few"] if np.isnan(value) else cell_text(value, error)
        ink = look.GREY if unseen[row, column] else ink_on(colours[row, column])
        axis.text(column, row, label, ha="center", va="center", fontsize=8, color=ink)
    axis.set_xticks(range(len(values.columns)), [value_word("cohort", int(one), language) for one in values.columns])
    axis.set_yticks(
        range(len(values.index)), [value_word("earnings_quintile", int(one), language) for one in values.index]
    )
    axis.set_xlabel(text["horizontal"])
    axis.grid(visible=False)
    axis.tick_params(length=0)
    return figure


def cell_text(value: float, error: float) -> str:
    """Return a mean change with its error below, to the digit that the error supports."""
    if value == 0 and not error > 0:
        return "0"
    places = 0 if not error > 0 else int(np.clip(1 - np.floor(np.log10(error)), 0, 1))
    sign = "+" if round(value, places) > 0 else ""
    return f"{sign}{round(value, places) + 0.0:,.{places}f}\n±{error:,.{places}f}"
