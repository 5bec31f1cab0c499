"""A run's own rates: the cohort projection they drive, beside the run. It must give the run's heads and money back."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from microsim.kernel.tallies import State
from microsim.results.indicators import PROVINCES, average_wage
from microsim.shadow.outcome import HEADS_GATE, MONEY_GATE, Drive, Row
from microsim.shadow.rates import own_rates, projected
from microsim.shadow.states import Counted
from microsim.shadow.terms import Terms, between, contributions_of, pensions_of, smoothed, terms_of

if TYPE_CHECKING:
    import xarray as xr

PERSON, YUAN = "person", "yuan"
HEADS = {
    "contributors": (State.PAYER,),
    "insured": (State.PAYER, State.DORMANT),
    "pensioners": (State.PENSIONER,),
    "all": (State.PAYER, State.DORMANT, State.PENSIONER, State.OTHER),
}


def own_rows(tree: "xr.DataTree", found: Counted) -> Iterator[Row]:
    """Yield heads and money of each projected province and year, as the run's own rates project them."""
    stocks = projected(found.stocks[0], own_rates(found))
    for province, region in enumerate(PROVINCES):
        heads, own = (of_province(stock, province) for stock in (stocks, found.stocks))
        for quantity, states in HEADS.items():
            shadow, run = (one[1:, list(states)].sum(axis=1) for one in (heads, own))
            yield from rows(found, quantity, region, PERSON, run, shadow, HEADS_GATE, {"heads": log(shadow, run)})
        yield from money_rows(tree, found, region, heads, own)


def of_province(stocks: np.ndarray, province: int) -> np.ndarray:
    """Return the persons of a province by year and state."""
    return np.asarray(stocks[:, province].sum(axis=(1, 2)))


def money_rows(
    tree: "xr.DataTree", found: Counted, region: str, heads: np.ndarray, own: np.ndarray
) -> Iterator[Row]:
    """Yield contributions and pensions: heads of the projection times the run's smoothed terms.

    ``heads``, ``own`` : persons by year, the base year first, and state, of the projection and of the run.
    """
    terms = terms_of(tree, region, own[0, State.PENSIONER])
    smooth = smoothed(terms)
    wage = np.asarray(average_wage(tree, region))
    payers = heads[1:, State.PAYER]
    drawing, drawing_in_run = (between(one[0], one[1:]) for one in (heads[:, State.PENSIONER], own[:, State.PENSIONER]))
    logs = {name: log(getattr(smooth, name), getattr(terms, name)) for name in Terms._fields}
    parts = {"heads": log(payers, own[1:, State.PAYER])} | {name: logs[name] for name in ("months", "base", "rate")}
    shadow = payers * smooth.months * smooth.base * wage * smooth.rate
    yield from rows(found, "contributions", region, YUAN, contributions_of(tree, region), shadow, MONEY_GATE, parts)
    parts = {"heads": log(drawing, drawing_in_run)} | {name: logs[name] for name in ("pension_months", "pension")}
    shadow = drawing * smooth.pension_months * smooth.pension * wage
    yield from rows(found, "pensions", region, YUAN, pensions_of(tree, region), shadow, MONEY_GATE, parts)


def log(shadow: np.ndarray, run: np.ndarray) -> np.ndarray:
    """Return the logarithm of a quotient, not a number where either is nothing."""
    both = (shadow > 0) & (run > 0)
    return np.log(np.where(both, shadow, np.nan) / np.where(both, run, np.nan))


def rows(
    found: Counted,
    quantity: str,
    region: str,
    unit: str,
    run: np.ndarray,
    shadow: np.ndarray,
    gate: float | None,
    terms: dict[str, np.ndarray],
    drive: Drive = Drive.OWN,
) -> Iterator[Row]:
    """Yield a row for each simulated year of a quantity."""
    for index, year in enumerate(found.years[1:]):
        parts = {name: float(values[index]) for name, values in terms.items()}
        yield Row(drive, quantity, region, int(year), unit, float(run[index]), float(shadow[index]), gate, parts)
