"""A run's own rates: the cohort projection they drive, beside the run. It must give the run's heads and money back."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from microsim.kernel.tallies import State
from microsim.results.indicators import PROVINCES, average_wage
from microsim.shadow_model.outcome import HEADS_GATE, MONEY_GATE, Drive, Row
from microsim.shadow_model.rates import own_rates, projected
from microsim.shadow_model.states import Counted
from microsim.shadow_model.terms import (
    Heads,
    contributed,
    contributions_of,
    heads_of,
    paid_out,
    pensions_of,
    smoothed,
    terms_of,
)

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
    made = projected(found.stocks[0], own_rates(found))
    for province, region in enumerate(PROVINCES):
        stocks, own = (one[1:, province].sum(axis=(1, 2)) for one in (made.stocks, found.stocks))
        for quantity, states in HEADS.items():
            shadow, run = (one[:, list(states)].sum(axis=1) for one in (stocks, own))
            yield from rows(found, quantity, region, PERSON, run, shadow, HEADS_GATE, {"heads": log(shadow, run)})
        heads = heads_of(made.stocks, made.flows, province)
        yield from money_rows(tree, found, region, heads, heads_of(found.stocks, found.changes[1:], province))


def money_rows(tree: "xr.DataTree", found: Counted, region: str, heads: Heads, own: Heads) -> Iterator[Row]:
    """Yield contributions and pensions: heads of the projection and of the run with the run's terms, smoothed."""
    terms = terms_of(tree, region, own)
    smooth, wage = smoothed(terms, own.payers), np.asarray(average_wage(tree, region))
    for quantity, product, booked in (
        ("contributions", contributed, contributions_of(tree, region)),
        ("pensions", paid_out, pensions_of(tree, region)),
    ):
        shadow, of_heads = product(heads, smooth, wage), product(heads, terms, wage)
        parts = {"heads": log(of_heads, booked), "amounts": log(shadow, of_heads)}
        yield from rows(found, quantity, region, YUAN, booked, shadow, MONEY_GATE, parts)


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
