"""What is kept of each person of a sample: wealth over a whole life, and the groups it is shown by."""

from typing import NamedTuple

import numpy as np

from microsim.amounts import FEN, MONTHS
from microsim.comparing.classes import BENEFITS, CLASSES, OWN, Wealth
from microsim.estimating import Estimate, estimate_mean, estimate_quantile, estimate_share
from microsim.kernel.lifetimes import Count, Value
from microsim.kernel.numbers import sample_group
from microsim.lives.derive import COHORT_YEARS, QUINTILES, WHOLE_LIVES, quintiles
from microsim.lives.table import AT_MAIN_RATE, AT_RATES

KINDS = AT_RATES | AT_MAIN_RATE  # kinds of money by column of the table of lives
DRAWN = [int(kind) for column in BENEFITS for kind in KINDS[column]]
PAID = [int(kind) for column in OWN for kind in KINDS[column]]
COHORTS = range(WHOLE_LIVES[0], WHOLE_LIVES[1] + 1, COHORT_YEARS)
FIFTHS = range(QUINTILES + 1)  # 0: never paid
LOST_MUCH = CLASSES.index("lose_more")


class Persons(NamedTuple):
    """Persons in the order of their numbers; money is yuan at the value date, at the main rate, one a person.

    Attributes
    ----------
    number : person number
    born : year of birth
    earned : wages up to the age of sixty, in fen
    drawn, paid : pension wealth, and own contributions, over the whole life
    """

    number: np.ndarray
    born: np.ndarray
    earned: np.ndarray
    drawn: np.ndarray
    paid: np.ndarray


def small(rows: np.ndarray) -> Persons:
    """Return what is kept of rows of LIFE."""
    at = rows["value_at"][:, 0]
    born = rows["count"][:, Count.BIRTH] // MONTHS
    earned = rows["value"][:, Value.WAGES_TO_60].copy()
    return Persons(rows["number"].copy(), born, earned, at[:, DRAWN].sum(axis=1) / FEN, at[:, PAID].sum(axis=1) / FEN)


def joined(parts: list[Persons]) -> Persons:
    """Return persons of whole lives from their blocks."""
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    persons = Persons(*columns)
    whole = (persons.born >= WHOLE_LIVES[0]) & (persons.born <= WHOLE_LIVES[1])
    order = np.flatnonzero(whole)[np.argsort(persons.number[whole], kind="stable")]
    return Persons(*(column[order] for column in columns))


def cells_of(persons: Persons) -> np.ndarray:
    """Return the cell of each person: cohort times fifth of lifetime earnings within it."""
    cohort = (persons.born - WHOLE_LIVES[0]) // COHORT_YEARS
    return cohort * len(FIFTHS) + quintiles(persons.earned, cohort, persons.number)


def net(persons: Persons) -> np.ndarray:
    """Return pension wealth net of own contributions, yuan a person."""
    return np.asarray(persons.drawn - persons.paid)


def by_cell(before: Persons, after: Persons, paired: bool) -> tuple[Estimate, Estimate, Estimate]:
    """Return net wealth by cell in the base, in the reform, and the change: of twins where they are paired.

    The cells are those of the base; persons without a twin have the cells of their own run.
    """
    cells, count = cells_of(before), len(COHORTS) * len(FIFTHS)
    groups = sample_group(before.number)
    base = estimate_mean(net(before), groups, cells, count)
    if paired:
        reform = estimate_mean(net(after), groups, cells, count)
        return base, reform, estimate_mean(net(after) - net(before), groups, cells, count)
    reform = estimate_mean(net(after), sample_group(after.number), cells_of(after), count)
    return base, reform, Estimate(reform.value - base.value, np.hypot(base.se, reform.se), base.persons)


def lose_much(before: Persons, after: Persons) -> tuple[Estimate, Estimate]:
    """Return the share of persons who lose more than a twentieth of the base's pension wealth, and the median of their loss."""
    groups = sample_group(before.number)
    wealth = Wealth(before.drawn, net(before), net(after) - net(before))
    losers = wealth.classes == LOST_MUCH
    share = estimate_share(losers, groups)
    return share, estimate_quantile(-wealth.change, groups, np.where(losers, 0, -1))
