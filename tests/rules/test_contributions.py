"""Bases and payments: rules.md 1.4's worked example and the edges of the bounds."""

import pytest

from microsim.schemes.base.contributions import contribution, contribution_base, employer_contribution

FLOOR, CAP = 4200.0, 21000.0  # 60% and 300% of a reference wage of 7000


@pytest.mark.parametrize(
    ("wage", "expected"),
    [(3000.0, 4200.0), (4200.0, 4200.0), (8000.0, 8000.0), (21000.0, 21000.0), (50000.0, 21000.0), (0.0, 0.0)],
)
def test_base_lies_between_floor_and_cap(wage, expected):
    assert contribution_base(wage, FLOOR, CAP) == expected


def test_payments_at_the_floor():
    """A wage of 3000 pays on 4200: employee 336, employer 672, flexible worker 840."""
    base = contribution_base(3000.0, FLOOR, CAP)
    assert contribution(base, 0.08) == 336_00
    assert employer_contribution(base, 0.16, 0.0) == 672_00
    assert contribution(base, 0.20) == 840_00
    assert contribution(base, 0.20) - contribution(base, 0.08) == 504_00


def test_waived_share_is_not_paid():
    assert employer_contribution(6000.0, 0.16, 0.5) == 480_00
    assert employer_contribution(6000.0, 0.16, 1.0) == 0
