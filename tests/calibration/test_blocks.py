"""Blocks left out of a fit: what the model misses them by is its discrepancy, and widens what is predicted."""

import numpy as np
import pytest

from calibration.estimation import blocks
from calibration.estimation.fit import Data, fit
from calibration.estimation.moments import Moment
from calibration.predictions import widened
from microsim.law.moving import OUTERMOST

SLOPES = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0], [1.0, 1.0], [1.0, 1.0]])
PLACES = ("Guangdong", "Guangdong", "Shanghai", "Shanghai", "Qingyuan", "Qingyuan")


def straight(points, fine):
    return points @ SLOPES.T


def rows(off):
    """Two years of three blocks; the last, of a city, is off by what no parameter explains."""
    observed = SLOPES @ [0.3, -0.2] + np.array([0, 0, 0, 0, off, off])
    ids = [f"heads.{place.lower()}.{year}" for place in PLACES[::2] for year in (2015, 2016)]
    found = [Moment(name, place, 2016, None, "persons", 0.0, 0.0) for name, place in zip(ids, PLACES, strict=True)]
    return found, Data(observed, np.full(6, 0.01), np.ones(2))


def test_a_block_left_out_is_predicted_from_the_others():
    moments, data = rows(off=0.2)
    missed = blocks.left_out(fit(straight, data), moments)
    assert missed[4:] == pytest.approx(-0.2, abs=0.001)  # the four others know both parameters
    found = {one.kind: one for one in blocks.discrepancies(fit(straight, data), moments)}
    assert found["cities"].figures == 2
    assert found["cities"].sd == pytest.approx(np.sqrt(0.2**2 - 0.01**2), rel=0.01)
    assert found["all"].blocks == 3


def test_what_fits_has_no_discrepancy():
    moments, data = rows(off=0.0)
    assert [one.sd for one in blocks.discrepancies(fit(straight, data), moments)] == [0.0, 0.0, 0.0]


def test_written_and_read(tmp_path):
    file = tmp_path / "discrepancy.csv"
    assert blocks.read(file) == {}
    blocks.write([blocks.Discrepancy("all", 0.05, 26, 12), blocks.Discrepancy("persons", 0.04, 20, 8)], file)
    known = blocks.read(file)
    assert blocks.sd_of(known, "Guangdong", "persons") == 0.04
    assert blocks.sd_of(known, "Guangdong", "amount") == blocks.sd_of(known, "Dongguan", "persons") == 0.05
    assert blocks.sd_of({}, "Guangdong", "persons") == 0.0


def test_bands_are_pushed_apart_on_the_scale_of_ratios():
    assert list(widened([100.0, 90.0, 120.0], 0.0)) == pytest.approx([100.0, 90.0, 120.0])
    median, low, high = widened([100.0, 100.0, 100.0], 0.1)
    assert (median, low * high) == pytest.approx((100.0, 1e4))
    assert np.log(high / median) == pytest.approx(OUTERMOST * 0.1)
    assert list(widened([-10.0, -20.0, 5.0], 0.1))[1:] == pytest.approx(
        [-10 - np.hypot(10, 1.28), -10 + np.hypot(15, 1.28)], rel=1e-3
    )
