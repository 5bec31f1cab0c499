"""A small closed-cohort workload whose speed places a machine, so that ratios to it carry over.

Fifty years of death, a three-state labour chain, an AR(1) wage, an account and a pension, for a
synthetic cohort; every constant is illustrative and belongs to no country.
"""

import math

import numpy as np
from numba import njit

YEARS = 50
MOVES = np.array(
    [
        [[0.86, 0.94], [0.55, 0.85], [0.35, 0.45]],
        [[0.93, 0.97], [0.50, 0.85], [0.25, 0.35]],
        [[0.95, 0.98], [0.45, 0.85], [0.18, 0.25]],
        [[0.92, 0.95], [0.30, 0.75], [0.08, 0.12]],
    ]
)
RETIREMENT = (60, 55)
MORTALITY = ((-10.0, 0.093), (-10.7, 0.097))
DIVISOR = (139.0, 170.0)


@njit(nogil=True)
def uniform(person, year, draw):
    """Return a uniform from three rounds of a splitmix hash of the keys."""
    z = np.uint64(person) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(year * 8 + draw) * np.uint64(0xBF58476D1CE4E5B9)
    for _ in range(3):
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    return (float(z >> np.uint64(11)) + 0.5) / 9007199254740992.0


@njit(nogil=True)
def closed_cohort(persons):
    """Live a closed cohort of so many persons and return the nominal person-years and the pensions paid."""
    paid = 0.0
    for person in range(persons):
        age, sex = 20 + person % 40, (person // 40) % 2
        state, retired = 0, False
        account, index, years, residual, pension = 0.0, 0.0, 0.0, 0.0, 0.0
        for year in range(1, YEARS + 1):
            a, b = MORTALITY[sex]
            if uniform(person, year, 0) < min(1.0, math.exp(a + b * age)):
                break
            age += 1
            average = 100000.0 * 1.04**year
            if retired:
                pension *= 1.03
            elif age >= RETIREMENT[sex]:
                retired = True
                if years > 0:
                    pension = average * (1.0 + index / years) / 2.0 * years * 0.01
                pension += 12.0 * account / DIVISOR[sex]
            else:
                row = MOVES[min(max((age - 15) // 10, 0), 3), state]
                draw = uniform(person, year, 1)
                state = 0 if draw < row[0] else (1 if draw < row[1] else 2)
                spread = uniform(person, year, 2) + uniform(person, year, 3) + uniform(person, year, 4) - 1.5
                residual = 0.9 * residual + 0.4 * spread
                account *= 1.05
                if state == 0:
                    x = age - 20.0
                    earned = min(max(math.exp(-0.45 + 0.04 * x - 0.00075 * x * x + residual), 0.6), 3.0)
                    index += earned
                    years += 1.0
                    account += 0.08 * earned * average
            paid += pension
    return persons * YEARS, paid
