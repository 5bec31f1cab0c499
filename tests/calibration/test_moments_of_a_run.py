"""What a fit looks at is what the comparison fits: the same figures, scopes and logarithms."""

import math

import numpy as np

from calibration.estimation.moments import CITY_SD, fitted, simulated
from microsim.validation.comparing import compare
from microsim.validation.roles import Role
from microsim.validation.scopes import PROVINCE_NAMES
from microsim.validation.targets import shipped_targets
from tests.validation.results import with_history, without_history


def test_the_fit_and_the_comparison_see_the_same():
    tree = with_history()
    rows = [row for row in compare(tree, shipped_targets()) if row.role is Role.FIT and row.target.grade in "AB"]
    assert [one.id for one in fitted()] == [row.target.id for row in rows]
    logs = simulated(tree, fitted())
    for one, row, log in zip(fitted(), rows, logs, strict=True):
        assert (row.ratio is None) == bool(np.isnan(log))
        assert row.ratio is None or math.isclose(log - one.published, math.log(row.ratio), abs_tol=1e-9)
        own = math.sqrt(one.spread**2 - (0 if one.region in PROVINCE_NAMES else CITY_SD) ** 2)
        assert math.isclose(2 * own, row.tolerance, abs_tol=2e-4)
    assert np.isfinite(logs).sum() == 17  # its history begins in 2014


def test_a_run_that_counts_nothing_before_its_start_fits_nothing():
    assert np.isnan(simulated(without_history(), fitted())).all()
