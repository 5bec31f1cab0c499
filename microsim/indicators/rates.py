"""Measures of the funds: rates of the contribution base, subsidies, reserves, what is owed to the horizon."""

import numpy as np

from microsim.amounts import MONTHS
from microsim.indicators.cell import CONTRIBUTIONS, PERCENT, SPENDING, SUBSIDIES, Cell, Numbers, is_province
from microsim.kernel.items import Kind, labels_of
from microsim.results.indicators import per

REAL_RATE = 0.015  # discount above consumer prices of all present values shown (docs/indicators.md)
OWN_INCOME = labels_of(Kind.CONTRIBUTION, Kind.CREDIT, Kind.RETURN)
RETURNS = labels_of(Kind.RETURN)
EMPLOYERS = ("employer",)


def share(cell: Cell, amount: Numbers) -> Numbers:
    """Return an amount as percent of the contribution bases."""
    return PERCENT * per(amount, cell.bases())


def cost_rate(cell: Cell) -> Numbers:
    """Return spending over bases."""
    return share(cell, cell.flow(SPENDING))


def income_rate(cell: Cell) -> Numbers:
    """Return contributions over bases."""
    return share(cell, cell.flow(CONTRIBUTIONS))


def income_rate_subsidy(cell: Cell) -> Numbers:
    """Return contributions and subsidies over bases."""
    return share(cell, cell.flow(CONTRIBUTIONS) + cell.flow(SUBSIDIES))


def annual_balance_rate(cell: Cell) -> Numbers:
    """Return the income rate less the cost rate."""
    return income_rate(cell) - cost_rate(cell)


def annual_balance_rate_subsidy(cell: Cell) -> Numbers:
    """Return the income rate with subsidies less the cost rate."""
    return income_rate_subsidy(cell) - cost_rate(cell)


def balancing_rate(cell: Cell) -> Numbers:
    """Return the rate of all bases that employers would have to pay for a balance before subsidy."""
    persons = cell.flow(CONTRIBUTIONS) - cell.flow(EMPLOYERS)
    return share(cell, cell.flow(SPENDING) - persons - cell.flow(RETURNS))


def reserve_months(cell: Cell) -> Numbers:
    """Return the months of spending that the closing stock pays."""
    return MONTHS * per(np.maximum(cell.closing(), 0.0), cell.flow(SPENDING))


def subsidy_dependence(cell: Cell) -> Numbers:
    """Return subsidies over spending."""
    return PERCENT * per(cell.flow(SUBSIDIES), cell.flow(SPENDING))


def subsidy_dependence_local(cell: Cell) -> Numbers:
    """Return subsidies of local treasuries over spending."""
    return PERCENT * per(cell.flow(("fiscal",)), cell.flow(SPENDING))


def subsidy_dependence_central(cell: Cell) -> Numbers:
    """Return subsidies of the central treasury over spending."""
    return PERCENT * per(cell.flow(("fiscal_central",)), cell.flow(SPENDING))


def payable_share(cell: Cell) -> Numbers:
    """Return income without subsidy over spending."""
    return PERCENT * per(cell.flow(OWN_INCOME), cell.flow(SPENDING))


def wage_bill(cell: Cell) -> Numbers:
    """Return the wages of the months paid, yuan a year."""
    return cell.wage() * cell.sum("participants", "paid_months")


def wedge(cell: Cell) -> Numbers:
    """Return contributions over wages and the employers' part."""
    return PERCENT * per(cell.flow(CONTRIBUTIONS), wage_bill(cell) + cell.flow(EMPLOYERS))


def wedge_gross(cell: Cell) -> Numbers:
    """Return contributions over wages."""
    return PERCENT * per(cell.flow(CONTRIBUTIONS), wage_bill(cell))


def effective_rate(cell: Cell) -> Numbers:
    """Return contributions over the wage bill, as ``wedge_gross``: there of labour cost, here of what law would ask."""
    return wedge_gross(cell)


def discounts(cell: Cell) -> Numbers:
    """Return by year what turns yuan of that year into present value, up to one factor: prices and the real rate."""
    years = np.arange(len(cell.prices()))
    return 1.0 / (cell.prices() * (1.0 + REAL_RATE) ** years)


def later(cell: Cell, amount: Numbers, years: int | None = None) -> Numbers:
    """Return the present value, at the end of each year in its prices, of an amount of the ``years`` that follow.

    Missing where the run ends before; without ``years`` all that follow to the end of the run, none after the last.
    """
    factors = discounts(cell)
    summed = np.concatenate([np.zeros((len(amount), 1)), np.cumsum(amount * factors, axis=1)], axis=1)
    count = amount.shape[1]
    first = np.arange(1, count + 1)
    last = np.full(count, count) if years is None else first + years
    found = summed[:, np.minimum(last, count)] - summed[:, first]
    return np.where(last <= count, found, np.nan) / factors


def actuarial_balance(cell: Cell, years: int) -> Numbers:
    """Return reserve and later income less later spending, over later bases."""
    owed = later(cell, cell.flow(OWN_INCOME), years) - later(cell, cell.flow(SPENDING), years)
    return of_provinces(cell, PERCENT * per(cell.closing() + owed, later(cell, cell.bases(), years)))


def actuarial_balance_25(cell: Cell) -> Numbers:
    """Return the actuarial balance over 25 years."""
    return actuarial_balance(cell, 25)


def actuarial_balance_50(cell: Cell) -> Numbers:
    """Return the actuarial balance over 50 years."""
    return actuarial_balance(cell, 50)


def actuarial_balance_75(cell: Cell) -> Numbers:
    """Return the actuarial balance over 75 years."""
    return actuarial_balance(cell, 75)


def open_group_gap(cell: Cell) -> Numbers:
    """Return later spending less later contributions and credits less the stock, yuan in the year of prices."""
    income = labels_of(Kind.CONTRIBUTION, Kind.CREDIT)
    gap = later(cell, cell.flow(SPENDING)) - later(cell, cell.flow(income)) - cell.closing()
    return of_provinces(cell, gap / cell.prices())


def open_group_gap_share(cell: Cell) -> Numbers:
    """Return the open-group gap over later bases."""
    return PERCENT * per(open_group_gap(cell) * cell.prices(), later(cell, cell.bases()))


def of_provinces(cell: Cell, numbers: Numbers) -> Numbers:
    """Return numbers missing where a region is no province."""
    return np.where([[is_province(region)] for region in cell.regions], numbers, np.nan)
