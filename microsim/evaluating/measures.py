"""What a table tells of each group: sums of persons over sums of persons, so that every figure has its error."""

from typing import Any, NamedTuple

import numpy as np

from microsim.comparing.table import PERCENT, Unit
from microsim.estimating.estimate import Estimate
from microsim.estimating.groups import group_sums
from microsim.estimating.jackknife import estimate_of_sums
from microsim.evaluating.cells import Row, codes_of
from microsim.evaluating.old import Old

THOUSANDS = Unit("thousand", "万人", 0.1)
YUAN_A_MONTH = Unit("yuan/month", "元/月")
MILLIONS = Unit("million yuan", "亿元", 0.01)
MONTHS_LONG = Unit("months", "月")
TIMES = Unit("times", "次")
PER_THOUSAND = Unit("per 1,000", "‰")
POINTS = Unit("points", "百分点")
HUNDRED, THOUSAND, MILLION = 100.0, 1e3, 1e6


class Measure(NamedTuple):
    """One column: ``scale`` times the sum of ``above`` over that of ``below``.

    Attributes
    ----------
    key : its name among the words of evaluations
    unit, decimals : as it is shown
    above : numbers of persons [person]
    below : numbers of persons; None: the sum itself, of all whom the sample stands for
    scale : what the quotient is taken times
    of_all : whether ``below`` is summed over everybody, so that a group has its part of the whole
    """

    key: str
    unit: Unit
    above: np.ndarray
    below: np.ndarray | None = None
    scale: float = 1.0
    decimals: int = 1
    of_all: bool = False


def share(key: str, some: Any, among: Any = None) -> Measure:
    """Return the share of persons, of all or among some."""
    among = np.ones(len(some)) if among is None else among
    return Measure(key, PERCENT, (some * among).astype(float), among.astype(float), HUNDRED)


def mean(key: str, values: np.ndarray, unit: Unit, among: np.ndarray | None = None, decimals: int = 1) -> Measure:
    """Return the mean of a number, over all or among some."""
    among = np.ones(len(values)) if among is None else among
    return Measure(key, unit, values * among, among.astype(float), decimals=decimals)


def part(key: str, values: np.ndarray) -> Measure:
    """Return the part of a whole that goes to a group."""
    return Measure(key, PERCENT, values.astype(float), values.astype(float), HUNDRED, of_all=True)


def number(key: str, some: np.ndarray, unit: Unit = THOUSANDS, per: float = THOUSAND) -> Measure:
    """Return how many there are, or an amount summed."""
    return Measure(key, unit, some.astype(float), None, 1.0 / per)


class Sums(NamedTuple):
    """What a measure is made of, by row and jackknife group, and the sampled persons of each row."""

    above: np.ndarray
    below: np.ndarray
    persons: np.ndarray


def sums_of(measure: Measure, old: Old, rows: list[Row]) -> Sums:
    """Return the sums of a measure in each row."""
    below = np.ones(len(measure.above)) if measure.below is None else measure.below
    behind = np.ones(len(measure.above)) if measure.below is None else (below != 0).astype(float)
    found = []
    for values in (measure.above, below, behind):
        cells = {}
        for grouping in {row.grouping for row in rows}:
            codes = codes_of(old, grouping)
            cells[grouping] = group_sums(values, old.group, codes, int(codes.max(initial=0)) + 1)
        found.append(np.stack([line_of(cells[row.grouping], row.code) for row in rows]))
    above, below, persons = found
    if measure.of_all:
        below = np.broadcast_to(group_sums(measure.below, old.group), above.shape)
    return Sums(above, below, persons.sum(axis=1))


def line_of(cells: np.ndarray, code: int) -> np.ndarray:
    """Return the sums of a group; nought where nobody is in it."""
    return cells[code] if code < len(cells) else np.zeros(cells.shape[1])


def level(measure: Measure, old: Old, rows: list[Row]) -> Estimate:
    """Return a measure of each row with its standard error."""
    sums = sums_of(measure, old, rows)
    return estimate_of_sums(lambda above, below: figure(measure, old, above, below), *sums[:2], persons=sums.persons)


def difference(measures: tuple[Measure, Measure], olds: tuple[Old, Old], rows: list[Row]) -> Estimate:
    """Return what a measure of the second run is above that of the first, with the error that paired persons leave."""
    first, second = (sums_of(measure, old, rows) for measure, old in zip(measures, olds, strict=True))

    def change(*parts: np.ndarray) -> np.ndarray:
        return figure(measures[1], olds[1], *parts[2:]) - figure(measures[0], olds[0], *parts[:2])

    persons = np.minimum(first.persons, second.persons)
    return estimate_of_sums(change, *first[:2], *second[:2], persons=persons)


def figure(measure: Measure, old: Old, above: np.ndarray, below: np.ndarray) -> np.ndarray:
    """Return the figure of sums: a sum stands for all persons, a quotient needs no weight."""
    if measure.below is None:
        return np.asarray(measure.scale * old.one_in * above)
    return np.asarray(measure.scale * above / below)
