"""The annex of the decision of 2005, extended by month as official sheets of 2025 show."""

from itertools import pairwise

import numpy as np
import pytest

from microsim.schemes.employees.rules.benefits import divisor_by_month

FULL_YEARS = (
    *(233, 230, 226, 223, 220, 216, 212, 208, 204, 199),  # 40 to 49
    *(195, 190, 185, 180, 175, 170, 164, 158, 152, 145),  # 50 to 59
    *(139, 132, 125, 117, 109, 101, 93, 84, 75, 65, 56),  # 60 to 70
)


@pytest.fixture(scope="session")
def divisors():
    """Return the divisor for each month of age from 40 to 70 years."""
    steps = pairwise(FULL_YEARS)
    monthly = [divisor_by_month(here, after, month) for here, after in steps for month in range(12)]
    return np.array([*monthly, FULL_YEARS[-1]], dtype=np.float64)
