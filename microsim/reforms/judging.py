"""Whether a run shows what its scenario expects, entry by entry."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from microsim.law.values import parts
from microsim.reforms.groups import fares, in_words
from microsim.reforms.measured import Measured
from microsim.scenarios import Scenario
from microsim.scenarios.model import Change, Expect, GroupChange


class Verdict(NamedTuple):
    """What came of one expectation.

    Attributes
    ----------
    what
        The expectation in words.
    indicator, region, year
        Of what; empty and 0 where it concerns every row of the headline. Of a group of persons, the measure, the group and 0.
    base, reform
        The values of the two runs, in the unit of the indicator.
    met
        Whether it was met; None where its year was not simulated.
    """

    what: str
    indicator: str
    region: str
    year: int
    base: float
    reform: float
    met: bool | None

    @property
    def difference(self) -> float:
        """The value of the reform less that of the base."""
        return self.reform - self.base


def judged(scenario: Scenario, base: Measured, reform: Measured) -> list[Verdict]:
    """Return a verdict on each expectation of a scenario, a year at a time."""
    expect = Expect.model_validate(scenario.expect)
    found = [] if expect.nothing_before is None else [_nothing_before(expect.nothing_before, base, reform)]
    of_rows = (verdict for change in expect.changes for verdict in _judge(change, base, reform))
    return [*found, *of_rows, *(_judge_group(change, base, reform) for change in expect.groups)]


def _nothing_before(date: str, base: Measured, reform: Measured) -> Verdict:
    """Judge that no row of the headline differs in a year that ended before a date."""
    before = base.years < parts(date)[0]
    apart = [
        (int(base.years[before][at]), key)
        for key, values in base.headline.items()
        for at in np.flatnonzero((~_equal(values, reform.headline[key]))[:, before].any(axis=0))
    ]
    year, key = min(apart, default=(0, ""))
    return Verdict(f"nothing before {date}", key, "", year, np.nan, np.nan, not apart if before.any() else None)


def _equal(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return where two arrays are equal to the last bit; what neither knows is equal."""
    return (one == other) | (np.isnan(one) & np.isnan(other))


def _judge(change: Change, base: Measured, reform: Measured) -> Iterator[Verdict]:
    """Yield a verdict for each year of an expected change."""
    for year in change.years:
        before, after = (run.value(change.indicator, change.region, year) for run in (base, reform))
        met = None if year not in base.years else _meets(change, before, after)
        yield Verdict(told(change), change.indicator, change.region, year, before, after, met)


def _judge_group(change: GroupChange, base: Measured, reform: Measured) -> Verdict:
    """Judge what is expected of a group of persons; too few of them are not judged."""
    before, after, nobody = fares(change, base.lives, reform.lives)
    met = None if np.isnan(before) else _meets(change, before, after) and nobody is not False
    return Verdict(told(change), change.measure, in_words(change.who), 0, before, after, met)


def _meets(change: Change | GroupChange, before: float, after: float) -> bool:
    """Tell whether a change is as expected in sign and size; the change of what is nought has no share."""
    by = after - before
    right = {None: True, "up": by > 0, "down": by < 0, "same": by == 0}[change.sign]
    if change.by is not None:
        right = right and change.by[0] <= by <= change.by[1]
    if change.by_share is not None:
        share = by / abs(before) if before else (0.0 if by == 0 else np.nan)
        right = right and bool(change.by_share[0] <= share <= change.by_share[1])
    return bool(right)


def told(change: Change | GroupChange) -> str:
    """Return an expected change in a few words."""
    words = [change.sign or ""]
    if change.by is not None:
        words.append(f"by {change.by[0]:g} to {change.by[1]:g}")
    if change.by_share is not None:
        words.append(f"by {100 * change.by_share[0]:g} to {100 * change.by_share[1]:g}%")
    if isinstance(change, GroupChange) and change.nobody is not None:
        words.append(f"nobody {change.nobody}")
    return " ".join(word for word in words if word)
