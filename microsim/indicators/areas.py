"""Measures of the places of a region beside each other, and of what crosses its border."""

from typing import Any

import numpy as np

from microsim.amounts import FEN
from microsim.indicators.cell import EMPLOYEES, Cell, Numbers
from microsim.results.indicators import POOLING, REGIONS

PLACE = -2  # axis of places in arrays [place, year]


def by_place(cell: Cell, group: str, name: str, **labels: Any) -> Numbers:
    """Return a variable by place and year, other axes summed after picking labels."""
    variable = cell.tree[group][name].sel(**labels)
    others = [axis for axis in variable.dims if axis not in ("place", "year")]
    return variable.sum(others).transpose("place", "year").values


def balances(cell: Cell) -> Numbers:
    """Return what came in less what went out before pooling, yuan [place, year], of the employees' scheme."""
    funds = cell.tree["funds"].to_dataset()
    before = np.where(np.isin(funds["item"].to_numpy(), POOLING), 0, funds["sign"].to_numpy())
    flows = funds.flows.sel(scheme=EMPLOYEES).transpose("place", "year", "item").values
    return (flows @ before) / FEN


def over_places(cell: Cell, numbers: Numbers) -> Numbers:
    """Return numbers of places summed by region."""
    return np.stack([numbers[list(REGIONS[region])].sum(axis=0) for region in cell.regions]).astype(float)


def area_gap(cell: Cell) -> Numbers:
    """Return the gaps of places in deficit, summed, yuan."""
    return over_places(cell, np.maximum(-balances(cell), 0.0))


def areas_in_deficit(cell: Cell) -> Numbers:
    """Return how many places are in deficit."""
    return over_places(cell, balances(cell) < 0)


def population_in_deficit(cell: Cell) -> Numbers:
    """Return the residents of places in deficit."""
    persons = by_place(cell, "population", "persons")[:, 1:]  # the first is the base year's
    return over_places(cell, np.where(balances(cell) < 0, persons, 0))


def theil_areas(cell: Cell) -> Numbers:
    """Return the Theil index of mean employees' pensions between the places of a region; missing of a single one."""
    money = by_place(cell, "pensions", "pension_sum", scheme=EMPLOYEES).astype(float)
    heads = by_place(cell, "pensions", "recipients", scheme=EMPLOYEES).astype(float)
    return np.stack([theil(money[list(REGIONS[name])], heads[list(REGIONS[name])]) for name in cell.regions])


def theil(money: Numbers, heads: Numbers) -> Numbers:
    """Return the Theil index between groups [group, year]: the money's shares times the logarithm of relative means."""
    if len(money) == 1:
        return np.full(money.shape[1], np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = money / money.sum(axis=0)
        relative = shares * heads.sum(axis=0) / heads
        terms = np.where(money > 0, shares * np.log(relative), 0.0)
    return np.where(money.sum(axis=0) > 0, terms.sum(axis=0), np.nan)


def across(cell: Cell, group: str, name: str, into: bool) -> Numbers:
    """Return what came into each region from outside it, or went out, by year."""
    flows = cell.tree[group][name].transpose("year", "from_place", "to_place").values
    found = []
    for region in cell.regions:
        here = list(REGIONS[region])
        everything = flows[:, :, here].sum(axis=(1, 2)) if into else flows[:, here].sum(axis=(1, 2))
        found.append(everything - flows[:, here][:, :, here].sum(axis=(1, 2)))
    return np.stack(found).astype(float)


def moves_in(cell: Cell) -> Numbers:
    """Return persons who moved into a region."""
    return across(cell, "events", "moves", into=True)


def moves_out(cell: Cell) -> Numbers:
    """Return persons who moved out of a region."""
    return across(cell, "events", "moves", into=False)


def transfers_in(cell: Cell) -> Numbers:
    """Return records transferred into a region."""
    return across(cell, "portability", "transfers", into=True)


def transfers_out(cell: Cell) -> Numbers:
    """Return records transferred out of a region."""
    return across(cell, "portability", "transfers", into=False)


def account_in(cell: Cell) -> Numbers:
    """Return account money that came into a region, yuan."""
    return across(cell, "portability", "account_moved", into=True) / FEN


def account_out(cell: Cell) -> Numbers:
    """Return account money that went out of a region, yuan."""
    return across(cell, "portability", "account_moved", into=False) / FEN


def pooled_in(cell: Cell) -> Numbers:
    """Return pooled money that came into a region, yuan."""
    return across(cell, "portability", "pooled_moved", into=True) / FEN


def pooled_out(cell: Cell) -> Numbers:
    """Return pooled money that went out of a region, yuan."""
    return across(cell, "portability", "pooled_moved", into=False) / FEN
