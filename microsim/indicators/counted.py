"""Standard errors of measures of counts: every sampled person left out in turn, all that stand in one class at once.

Results count pensions by class, residents and members by age and sex. What one sampled person more or less in a class does
to a measure follows from the counts (its influence), and persons of a cell are drawn apart from each other, so the error is
the root of the sum of squares of influences: the delete-a-person jackknife in its limit. Draws of all people of a kind at
once, such as the line of the low pension that moves with wages, are added where wages are known by group of persons.
"""

from collections.abc import Callable

import numpy as np

from microsim.indicators import levels, people, spread
from microsim.indicators.areas import moves_in, moves_out, transfers_in, transfers_out
from microsim.indicators.cell import PERCENT, Cell, Numbers
from microsim.indicators.spread import FIFTH, LINE, MIDDLES, OLD
from microsim.kernel.tallies import PENSION_BINS, PENSION_LOWEST, PENSION_STEP
from microsim.results.indicators import per

NUDGE = 0.01  # of the mean wage, to see what a line that moves with it does
NEIGHBOURS = 2  # classes on either side over which a density is taken
APART = np.abs(MIDDLES[:, None] - MIDDLES)  # yuan between classes
Spread = Callable[[Cell], Numbers]


def scatter(heads: Numbers, influence: Numbers) -> Numbers:
    """Return the variance of a measure from heads and what one head more does to it, [region, year] of [..., class]."""
    return np.asarray((heads * influence**2).sum(axis=-1))


def total(bins: Numbers) -> tuple[Numbers, Numbers]:
    """Return heads and money of classes, each with an axis for classes, missing where nobody is."""
    heads = bins.sum(axis=-1, keepdims=True)
    return np.where(heads > 0, heads, np.nan), np.where(heads > 0, (bins * MIDDLES).sum(axis=-1, keepdims=True), np.nan)


def of_mean(cell: Cell, parts: Numbers, mean: Numbers) -> Numbers:
    """Return the variance of the mean of numbers of classes, in the unit of ``mean``."""
    bins = cell.bins()
    return scatter(bins, (parts - mean[..., None]) / total(bins)[0])


def low_pension_share(cell: Cell) -> Numbers:
    """Return the variance of the share under the line, the line as it is."""
    return of_mean(cell, PERCENT * spread.below(cell), spread.low_pension_share(cell))


def low_pension_gap(cell: Cell) -> Numbers:
    """Return the variance of the mean shortfall, the line as it is."""
    short = np.clip(1.0 - MIDDLES / (LINE * cell.wage()[..., None]), 0.0, None)
    return of_mean(cell, PERCENT * short, spread.low_pension_gap(cell))


def gini(cell: Cell) -> Numbers:
    """Return the variance of the Gini coefficient."""
    return gini_scatter(cell.bins(), np.zeros(1), spread.gini(cell))


def gini_with_zeros(cell: Cell) -> Numbers:
    """Return the variance of the Gini coefficient with a zero for each of the old without a pension."""
    nothing = np.maximum(cell.residents(OLD) - cell.pensioners(OLD), 0.0)
    return gini_scatter(cell.bins(), nothing[..., None], spread.gini_with_zeros(cell))


def gini_scatter(bins: Numbers, nothing: Numbers, found: Numbers) -> Numbers:
    """Return the variance of a Gini coefficient: a person's distance to all, less what heads and money would make of it."""
    heads, money = total(bins)
    heads = heads + nothing
    far, found = bins @ APART + nothing * MIDDLES, found[..., None]
    influence = far / (heads * money) - found / heads - found * MIDDLES / money
    of_zero = money / (heads * money) - found / heads
    return scatter(bins, influence) + scatter(nothing, of_zero)


def s80_s20(cell: Cell) -> Numbers:
    """Return the variance of the money of the top fifth over that of the bottom fifth."""
    bins, curve = cell.bins(), spread.curve_of(cell)
    low, high = (spread.money_below(curve, part)[..., None] for part in (FIFTH, 1.0 - FIFTH))
    down, up = (share_influence(bins, part, share) for part, share in ((FIFTH, low), (1.0 - FIFTH, high)))
    return scatter(bins, -up / low - (1.0 - high) / low**2 * down)


def share_influence(bins: Numbers, part: float, share: Numbers) -> Numbers:
    """Return what a head does to the share of money of the lowest part of heads."""
    edge = spread.quantile(bins, part)[..., None]
    return (np.minimum(MIDDLES - edge, 0.0) + part * edge - MIDDLES * share) / total(bins)[1]


def quantile_influence(bins: Numbers, part: float) -> Numbers:
    """Return what a head does to the logarithm of a quantile: its rank over the density there, taken of some classes."""
    position = np.log(spread.quantile(bins, part) / PENSION_LOWEST)[..., None] / np.log(PENSION_STEP)
    near = np.abs(np.arange(PENSION_BINS) + 0.5 - position) <= NEIGHBOURS + 0.5
    width = np.log(PENSION_STEP) * np.maximum(near.sum(axis=-1, keepdims=True), 1)
    under = np.clip(position - np.arange(PENSION_BINS), 0.0, 1.0)
    return (part - under) * per(width, (bins * near).sum(axis=-1, keepdims=True))


def p90_p10(cell: Cell) -> Numbers:
    """Return the variance of the ninth decile over the first."""
    bins = cell.bins()
    influence = quantile_influence(bins, 0.9) - quantile_influence(bins, 0.1)
    return scatter(bins, influence) * spread.p90_p10(cell) ** 2


def aggregate_replacement(cell: Cell) -> Numbers:
    """Return the variance of the median pension over wages, wages as they are."""
    return scatter(cell.bins(), quantile_influence(cell.bins(), 0.5)) * spread.aggregate_replacement(cell) ** 2


def mean_of_sex(cell: Cell) -> Numbers:
    """Return the variance of the logarithm of the mean pension."""
    heads, money = total(cell.bins())
    return scatter(cell.bins(), MIDDLES / money - 1.0 / heads)


def mean_with_zeros(cell: Cell) -> Numbers:
    """Return the variance of the logarithm of pensions over residents of 60 and over."""
    bins, residents = cell.bins(), cell.residents(OLD)
    nothing = np.maximum(residents - cell.pensioners(OLD), 0.0)
    return scatter(bins, MIDDLES / total(bins)[1] - per(1.0, residents)[..., None]) + per(nothing, residents**2)


def of_gap(mean: Spread, gap: Spread) -> Spread:
    """Return the variance of a gap between women's mean and men's, from that of the logarithm of each."""

    def found(cell: Cell) -> Numbers:
        parts = sum(mean(cell.of(sex=sex)) for sex in ("female", "male"))
        return parts * (PERCENT - gap(cell)) ** 2

    return found


def of_share(above: Spread, below: Spread, unit: float = PERCENT) -> Spread:
    """Return the variance of a share of persons; above the whole, where others are counted, of a ratio as far from it."""

    def found(cell: Cell) -> Numbers:
        persons, share = below(cell), per(above(cell), below(cell))
        return unit**2 * per(np.abs(share * (1.0 - share)), persons)

    return found


def of_ratio(above: Spread, below: Spread, ratio: Spread) -> Spread:
    """Return the variance of a ratio of two kinds of persons, nobody being of both."""

    def found(cell: Cell) -> Numbers:
        return ratio(cell) ** 2 * (per(1.0, above(cell)) + per(1.0, below(cell)))

    return found


def coverage(age: int) -> Spread:
    """Return the variance of coverage from an age on."""
    return of_share(lambda cell: cell.pensioners(age), lambda cell: cell.residents(age))


def gap_of_coverage(cell: Cell) -> Numbers:
    """Return the variance of the coverage of men less that of women."""
    men, women = (coverage(65)(cell.of(sex=sex)) for sex in ("male", "female"))
    return np.asarray(men + women)


SPREADS: dict[str, Spread] = {
    "low_pension_share": low_pension_share,
    "low_pension_gap": low_pension_gap,
    "gini": gini,
    "gini_with_zeros": gini_with_zeros,
    "s80_s20": s80_s20,
    "p90_p10": p90_p10,
    "aggregate_replacement": aggregate_replacement,
    "gender_gap": of_gap(mean_of_sex, levels.gender_gap),
    "gender_gap_with_zeros": of_gap(mean_with_zeros, levels.gender_gap_with_zeros),
    "gender_gap_coverage": gap_of_coverage,
    "coverage_60": coverage(60),
    "coverage_65": coverage(65),
    "compliance": of_share(people.payers, people.insured),
    "dependency_paying": of_ratio(people.pensioners, people.payers, people.dependency_paying),
    "dependency_insured": of_ratio(people.pensioners, people.insured, people.dependency_insured),
    "support_paying": of_ratio(people.payers, people.pensioners, people.support_paying),
    "support_insured": of_ratio(people.insured, people.pensioners, people.support_insured),
    **{one.__name__: one for one in (moves_in, moves_out, transfers_in, transfers_out)},  # as many as they are
}  # the variance of each measure, of one person of the sample for every one counted
BY_WAGE = ("low_pension_share", "low_pension_gap", "aggregate_replacement")  # that move with the mean wage of payers


def counted_error(
    measure: Callable[[Cell], Numbers], cell: Cell, represented: float, wage_error: Numbers
) -> Numbers | None:
    """Return the standard error of a measure of counts, [region, year]; None for one that is no such measure.

    Parameters
    ----------
    measure : function of a cell
    cell : of everybody, of one sex or scheme
    represented : persons that a sampled one stands for, over the replicates there are
    wage_error : standard error of the mean wage over the mean wage, [region, year]; 0 where it is not known
    """
    name = measure.__name__
    if name not in SPREADS:
        return None
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = SPREADS[name](cell) * represented
        if name in BY_WAGE:
            raised = measure(cell.with_wages(1.0 + NUDGE)) - measure(cell)
            variance = variance + (raised / NUDGE * wage_error) ** 2
        return np.asarray(np.sqrt(variance))
