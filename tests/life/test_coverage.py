"""Months paid in covered jobs, and who looks to the minimum years."""

import numpy as np
import pytest

from microsim.life.coverage import coverage_rate, first_missed, missed_months
from microsim.schema import Labour

GRID = (np.arange(400) + 0.5) / 400
ENDS = 1.0 - 2.0**-33  # the largest uniform a draw can give


@pytest.mark.parametrize(("paying", "irregular"), [(0.93, 0.25), (0.96, 0.25), (0.80, 0.60), (0.85, 0.15), (1.0, 0.25)])
def test_jobs_pay_their_share_of_months_on_average(paying, irregular):
    missed = [[missed_months(luck, job, paying, irregular) for luck in GRID] for job in GRID]
    assert np.mean(missed) / 12 == pytest.approx(1.0 - paying, abs=1e-3)


def test_only_irregular_jobs_leave_months_unpaid():
    assert {missed_months(luck, 0.25, 0.9, 0.25) for luck in GRID} == {0}
    assert {missed_months(luck, 0.2499, 0.9, 0.25) for luck in GRID} == {4, 5}  # 0.1 / 0.25 of twelve: 4.8
    assert missed_months(ENDS, 0.0, 0.85, 0.15) == 12
    assert missed_months(0.5, 0.0, 0.9, 0.0) == 0


@pytest.mark.parametrize("missed", [1, 3, 11, 12])
def test_a_spell_lies_in_the_year(missed):
    starts = {first_missed(luck, missed) for luck in (*GRID, ENDS)}
    assert starts == set(range(1, 14 - missed))


def test_formal_and_flexible_jobs_are_insured_and_no_others():
    rates = [coverage_rate(kind, 0.8, 0.3) for kind in (Labour.FORMAL, Labour.FLEXIBLE, Labour.INFORMAL)]
    assert rates == [0.8, 0.3, 0.0]
