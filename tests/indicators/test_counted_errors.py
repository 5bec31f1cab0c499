"""Errors of measures of counts are what samples drawn again and again spread by, and what runs of other seeds do."""

import numpy as np
import pytest

import microsim as ms
from microsim.indicators import levels, spread
from microsim.indicators.cell import Cell
from microsim.indicators.counted import SPREADS, counted_error
from microsim.indicators.registry import asked_for
from microsim.indicators.spread import MIDDLES
from microsim.indicators.table import indicator_table
from microsim.results.headline import replicates_of

SAMPLES, PEOPLE, OLD = 1500, 600, 900
OF_CLASSES = (
    spread.low_pension_share,
    spread.low_pension_gap,
    spread.gini,
    spread.gini_with_zeros,
    spread.s80_s20,
    spread.p90_p10,
    spread.aggregate_replacement,
    levels.gender_gap,
    levels.gender_gap_with_zeros,
    levels.gender_gap_coverage,
)


class Drawn(Cell):
    """Counts of many samples of one population, a region each: pensions by class, and the old with and without one."""

    def __init__(self, seed, sex=None):
        super().__init__(None, ("",) * SAMPLES, sex)
        random = np.random.default_rng(seed + {"male": 1, "female": 2}.get(sex, 0))
        density = np.exp(-((np.log(MIDDLES / (2000 if sex == "female" else 2600))) ** 2) / (2 * 0.7**2))
        self.drawn = random.poisson(PEOPLE * density / density.sum(), (SAMPLES, 1, len(MIDDLES))).astype(float)
        self.without = random.poisson(OLD - PEOPLE, (SAMPLES, 1)).astype(float)
        self.seed = seed

    def of(self, sex=None, scheme=None):
        return Drawn(self.seed, sex)

    def bins(self):
        return self.drawn

    def pensions(self, scheme):  # all in the first scheme
        bins = self.drawn if scheme == self.schemes[0] else 0 * self.drawn
        return (bins * MIDDLES).sum(axis=-1), bins.sum(axis=-1)

    def residents(self, oldest_from):
        return self.pensioners(oldest_from) + self.without

    def pensioners(self, oldest_from):
        return self.drawn.sum(axis=-1)

    def wage(self):
        return np.full((SAMPLES, 1), 5000.0) * self.wage_factor


@pytest.mark.parametrize("measure", OF_CLASSES, ids=lambda measure: measure.__name__)
def test_an_error_is_the_spread_of_samples(measure):
    """Each region is a sample of the same persons, of whom each stands for one."""
    cell = Drawn(3)
    errors = counted_error(measure, cell, 1.0, np.zeros((SAMPLES, 1)))
    assert np.sqrt((errors**2).mean()) == pytest.approx(measure(cell).std(ddof=1), rel=0.08)
    halved = counted_error(measure, cell, 0.5, np.zeros((SAMPLES, 1)))
    assert np.allclose(halved, errors / np.sqrt(2.0))


def test_a_line_that_moves_with_wages_adds_their_error():
    cell = Drawn(3)
    still, moved = (
        counted_error(spread.low_pension_share, cell, 1.0, np.full((SAMPLES, 1), part)) for part in (0, 0.05)
    )
    assert (moved > still).all()
    assert counted_error(spread.gini, cell, 1.0, np.full((SAMPLES, 1), 0.05)) == pytest.approx(
        counted_error(spread.gini, cell, 1.0, np.zeros((SAMPLES, 1)))
    )


def test_money_that_is_no_count_has_no_such_error():
    from microsim.indicators.rates import cost_rate

    assert counted_error(cost_rate, Drawn(3), 1.0, np.zeros((SAMPLES, 1))) is None


@pytest.mark.slow
def test_seeds_spread_by_the_errors_of_one():
    """Eight seeds, 1 in 20,000: strata of the sample make runs more alike than errors say, and hardly less."""
    run = ms.run("baseline", one_in=20_000, until=2035, replicates=8, progress=False)
    regions = ("guangdong", "shanghai", "both")
    frames = []
    for one in replicates_of(run.tree):
        one.attrs.update(run.tree.attrs)
        frames.append(indicator_table(one, asked_for(list(SPREADS)), regions, ()).to_pandas())
    keys = ["indicator", "region", "group", "year"]
    values = np.stack([frame.set_index(keys).loc[lambda one: one["se"].notna()]["value"] for frame in frames])
    errors = np.stack([frame.set_index(keys).loc[lambda one: one["se"].notna()]["se"] for frame in frames])
    named = frames[0][frames[0]["se"].notna()]["indicator"].to_numpy()
    ratios = values.var(axis=0, ddof=1) / (errors**2).mean(axis=0)
    found = {key: float(np.sqrt(ratios[named == key].mean())) for key in SPREADS}
    assert set(named) == set(SPREADS)
    assert 0.7 < np.median(list(found.values())) < 1.1, found
    assert 0.4 < min(found.values()) <= max(found.values()) < 1.7, found
