"""Measures of how pensions are spread, from their counts by class.

Classes are log-spaced: within one, pensions are taken to lie evenly on the logarithm; where a class needs one value, it is
its geometric middle. The first holds all below its upper edge, the last all above its lower one.
"""

import numpy as np

from microsim.indicators.cell import PERCENT, Cell, Numbers
from microsim.kernel.tallies import PENSION_BINS, PENSION_LOWEST, PENSION_STEP
from microsim.results.indicators import per

LINE = 0.4  # of W: ILO C102 after 30 years
OLD = 60
MIDDLES = PENSION_LOWEST * PENSION_STEP ** (np.arange(PENSION_BINS) + 0.5)
FIFTH = 0.2


def heads(cell: Cell) -> Numbers:
    """Return how many pensions there are, [region, year]."""
    return cell.bins().sum(axis=-1)


def quantile(bins: Numbers, part: float) -> Numbers:
    """Return the pension below which a part of pensions lies, yuan [region, year]; missing where there are none."""
    cumulated = np.cumsum(bins, axis=-1)
    wanted = part * cumulated[..., -1:]
    number = np.argmax((cumulated >= wanted) & (bins > 0), axis=-1)[..., None]
    inside = np.take_along_axis(bins, number, -1)
    below = np.take_along_axis(cumulated, number, -1) - inside
    within = per(wanted - below, inside)
    return (PENSION_LOWEST * PENSION_STEP ** (number + within))[..., 0]


def below(cell: Cell) -> Numbers:
    """Return the part of each class that lies under the line, [region, year, class]."""
    position = np.log(LINE * cell.wage() / PENSION_LOWEST) / np.log(PENSION_STEP)
    return np.clip(position[..., None] - np.arange(PENSION_BINS), 0.0, 1.0)


def low_pension_share(cell: Cell) -> Numbers:
    """Return the share of pensions under the line."""
    return PERCENT * per((cell.bins() * below(cell)).sum(axis=-1), heads(cell))


def low_pension_gap(cell: Cell) -> Numbers:
    """Return the mean shortfall from the line over all pensions, as percent of the line."""
    persons = heads(cell)  # first: where they are not known by group, nothing else is worked out
    short = np.clip(1.0 - MIDDLES / (LINE * cell.wage()[..., None]), 0.0, None)
    return PERCENT * per((cell.bins() * short).sum(axis=-1), persons)


def aggregate_replacement(cell: Cell) -> Numbers:
    """Return the median pension over the mean wage of payers."""
    return per(quantile(cell.bins(), 0.5), cell.wage())


def lorenz(bins: Numbers) -> tuple[Numbers, Numbers]:
    """Return the cumulated shares of heads and of money by class, nought first, [region, year, class + 1]."""
    money = bins * MIDDLES

    def shares(values: Numbers) -> Numbers:
        total = values.sum(axis=-1, keepdims=True)
        parts = np.cumsum(values, axis=-1) / np.where(total > 0, total, np.nan)
        return np.concatenate([np.zeros_like(total), parts], axis=-1)

    return shares(bins), shares(money)


def curve_of(cell: Cell) -> tuple[Numbers, Numbers]:
    """Return the Lorenz curve of pensions."""
    return cell.once("lorenz", lambda cell: lorenz(cell.bins()))


def gini_of(curve: tuple[Numbers, Numbers]) -> Numbers:
    """Return the Gini coefficient of a Lorenz curve: one less twice the area under it."""
    people, money = curve
    return 1.0 - (np.diff(people, axis=-1) * (money[..., 1:] + money[..., :-1])).sum(axis=-1)


def gini(cell: Cell) -> Numbers:
    """Return the Gini coefficient of pensions."""
    return gini_of(curve_of(cell))


def gini_with_zeros(cell: Cell) -> Numbers:
    """Return the Gini coefficient with a zero for each resident of 60 and over without a pension.

    With a share z of zeros the coefficient is z + (1 - z) G.
    """
    without = np.maximum(cell.residents(OLD) - cell.pensioners(OLD), 0.0)
    zeros = per(without, without + heads(cell))
    return zeros + (1.0 - zeros) * gini(cell)


def money_below(curve: tuple[Numbers, Numbers], part: float) -> Numbers:
    """Return the share of money that goes to the lowest part of heads, linear within a class of a Lorenz curve."""
    people, money = curve
    number = np.clip((people < part).sum(axis=-1) - 1, 0, people.shape[-1] - 2)[..., None]
    x0, x1 = (np.take_along_axis(people, number + step, -1) for step in (0, 1))
    y0, y1 = (np.take_along_axis(money, number + step, -1) for step in (0, 1))
    return (y0 + (part - x0) * per(y1 - y0, x1 - x0))[..., 0]


def s80_s20(cell: Cell) -> Numbers:
    """Return the money of the top fifth over that of the bottom fifth."""
    curve = curve_of(cell)
    return per(1.0 - money_below(curve, 1.0 - FIFTH), money_below(curve, FIFTH))


def p90_p10(cell: Cell) -> Numbers:
    """Return the ninth decile over the first."""
    return per(quantile(cell.bins(), 0.9), quantile(cell.bins(), 0.1))
