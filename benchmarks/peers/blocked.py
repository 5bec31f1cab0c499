"""The workload as numba turns it into vector instructions: blocks of 512 persons, each step a loop without a branch."""

import numpy as np
from numba import njit
from scipy.special import ndtri

from benchmarks.peers import spec

VERSIONS = ("numba", "numpy")
BLOCK, CELLS = 512, 2**14
QUANTILES = ndtri(np.clip(np.arange(CELLS + 1) / CELLS, 0.25 / CELLS, 1.0 - 0.25 / CELLS))
TABLES = (spec.WAGE, spec.DEATH.ravel(), spec.PROFILE, spec.STAYS.ravel(), spec.LEAVES.ravel(), QUANTILES)
GOLDEN, FIRST, SECOND = np.uint64(0x9E3779B9), np.uint64(0x7FEB352D), np.uint64(0x846CA68B)
WORD, FAR, NEAR = np.uint64(0xFFFFFFFF), np.uint64(16), np.uint64(15)


@njit(nogil=True, inline="always")
def uniform(key):
    """Return a uniform of a key: two multiplications of 32 bits, which processors do for several persons at once."""
    z = (key * GOLDEN) & WORD
    z = ((z ^ (z >> FAR)) * FIRST) & WORD
    z = ((z ^ (z >> NEAR)) * SECOND) & WORD
    return (np.int64(z ^ (z >> FAR)) + 0.5) * (1.0 / 4294967296.0)


@njit(nogil=True, inline="always")
def exponential(x):
    """Return exp(x) of a small number without a branch: a series of a sixteenth, four times squared."""
    y = x * 0.0625
    e = 1.0 + y * (1.0 + y * (0.5 + y * (1 / 6 + y * (1 / 24 + y * (1 / 120 + y * (1 / 720 + y / 5040))))))
    e *= e
    e *= e
    e *= e
    return e * e


@njit(nogil=True, error_model="numpy")
def block(first, people, totals, wage, death, profile, stays, leaves, quantiles):
    """Live a block of persons from a number on; ``people`` is their columns [9, block]."""
    age, sex, state = np.empty(BLOCK, np.uint64), np.empty(BLOCK, np.uint64), np.empty(BLOCK, np.uint64)
    years, points, account, residual, retired, pension = (
        people[3],
        people[4],
        people[5],
        people[6],
        people[7],
        people[8],
    )
    alive, retire, active, paying = np.ones(BLOCK), np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK)
    per_month, shock, index = np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK)
    due, earned, wanted = np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK)
    for j in range(BLOCK):
        age[j], sex[j], state[j] = np.uint64(people[0, j]), np.uint64(people[1, j]), np.uint64(people[2, j])
        retire[j], per_month[j] = 60.0 - 5.0 * sex[j], 12.0 / (139.0 + 31.0 * sex[j])
    for year in range(1, 51):
        now, before = wage[year], wage[year - 1]
        key = np.uint64(4 * year)
        for j in range(BLOCK):
            number = np.uint64(first + j) * np.uint64(256) + key
            alive[j] *= 1.0 if uniform(number) >= death[np.uint64(121) * sex[j] + age[j]] else 0.0
        for j in range(BLOCK):
            age[j] += np.uint64(alive[j])
            due[j] = alive[j] if np.float64(np.int64(age[j])) >= retire[j] else 0.0
        for j in range(BLOCK):
            earned[j] = before * 0.005 * (years[j] + points[j]) + per_month[j] * account[j]
        for j in range(BLOCK):
            pension[j] = due[j] * (pension[j] * 1.03 + (1.0 - retired[j]) * earned[j])
        for j in range(BLOCK):
            retired[j] = due[j]
            active[j] = alive[j] - due[j]
        for j in range(BLOCK):
            number = np.uint64(first + j) * np.uint64(256) + key
            group = np.uint64(age[j] >= 25) + np.uint64(age[j] >= 35) + np.uint64(age[j] >= 50)
            move, place = uniform(number + np.uint64(1)), np.uint64(3) * group + state[j]
            state[j] = np.uint64(move >= stays[place]) + np.uint64(move >= leaves[place])
            paying[j] = active[j] * (1.0 if state[j] == 0 else 0.0)
        for j in range(BLOCK):
            number = np.uint64(first + j) * np.uint64(256) + key
            at = uniform(number + np.uint64(2)) * CELLS
            cell = np.uint64(at)
            shock[j] = quantiles[cell] + (at - np.float64(np.int64(cell))) * (
                quantiles[cell + np.uint64(1)] - quantiles[cell]
            )
        for j in range(BLOCK):
            residual[j] = 0.9 * residual[j] + 0.2 * shock[j]
            wanted[j] = profile[age[j]] + residual[j]
        for j in range(BLOCK):
            index[j] = paying[j] * min(max(exponential(wanted[j]), 0.6), 3.0)
        for j in range(BLOCK):
            points[j] += index[j]
            account[j] = account[j] * 1.05 + 0.08 * now * index[j]
        for j in range(BLOCK):
            years[j] += paying[j]
        contributors, pensioners, indices, pensions = 0.0, 0.0, 0.0, 0.0
        for j in range(BLOCK):
            contributors += paying[j]
            pensioners += retired[j]
            indices += index[j]
            pensions += pension[j]
        totals[0] += contributors
        totals[1] += pensioners
        totals[2] += 0.24 * now * indices
        totals[3] += pensions


def run(persons):
    """Live the cohort, a multiple of a block, and return its totals a person."""
    totals = np.zeros(4)
    whole, rest = divmod(persons, BLOCK)
    if rest:
        raise ValueError(f"found {persons} persons, allowed is a multiple of {BLOCK}")
    columns = spec.cohort(persons)
    people = np.array([columns[name] for name in spec.COLUMNS], dtype=float)
    for number in range(whole):
        first = number * BLOCK
        block(first, people[:, first : first + BLOCK].copy(), totals, *TABLES)
    return totals / persons
