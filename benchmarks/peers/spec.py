"""The workload: constants, the cohort it starts with, one year of it on columns, and what it must come to."""

import numpy as np

YEARS, AGES, FIRST_AGE = 50, 121, 20
WAGE = 100_000.0 * 1.04 ** np.arange(YEARS + 1)
INTEREST, INDEXATION = 1.05, 1.03
CONTRIBUTION, TO_ACCOUNT = 0.24, 0.08
PERSISTENCE, SHOCK, LEAST_INDEX, MOST_INDEX = 0.90, 0.20, 0.6, 3.0
RETIRE = np.array([60, 55])
DIVISOR = np.array([139.0, 170.0])
AGE = np.arange(AGES)
DEATH = np.minimum(1.0, np.exp([-10.0 + 0.093 * AGE, -10.7 + 0.097 * AGE]))
PROFILE = -0.45 + 0.040 * (AGE - 20.0) - 0.00075 * (AGE - 20.0) ** 2
CHANCES = np.array(
    [
        [[0.86, 0.08, 0.06], [0.55, 0.30, 0.15], [0.35, 0.10, 0.55]],
        [[0.93, 0.04, 0.03], [0.50, 0.35, 0.15], [0.25, 0.10, 0.65]],
        [[0.95, 0.03, 0.02], [0.45, 0.40, 0.15], [0.18, 0.07, 0.75]],
        [[0.92, 0.03, 0.05], [0.30, 0.45, 0.25], [0.08, 0.04, 0.88]],
    ]
)  # by age group and state, to each state
STAYS, LEAVES = np.cumsum(CHANCES, axis=2)[:, :, 0], np.cumsum(CHANCES, axis=2)[:, :, 1]
EXPECTED = np.array([13.0560, 20.0154, 622_827.0, 2_600_819.0])  # a person: years paying, in payment, paid in, paid out
COLUMNS = ("age", "sex", "state", "years", "index_sum", "account", "residual", "retired", "pension")


def cohort(persons):
    """Return the persons at the start, by column."""
    number = np.arange(persons)
    age, sex, kind = FIRST_AGE + number % 40, number // 40 % 2, number // 80 % 10
    years = 0.7 * np.maximum(0, np.minimum(age, RETIRE[sex]) - 22)
    return {
        "age": age,
        "sex": sex,
        "state": np.where(kind < 7, 0, np.where(kind == 7, 1, 2)),
        "years": years,
        "index_sum": years.copy(),
        "account": TO_ACCOUNT * 100_000.0 * years,
        "residual": np.zeros(persons),
        "retired": np.zeros(persons, dtype=bool),
        "pension": np.zeros(persons),
    }


def live(columns, year, draws, totals):
    """Live a year of those who survived it, columns changed in place, and add to the totals [4].

    ``draws`` takes the places of persons who are active and returns a uniform and a standard normal for each.
    """
    age, sex, retired = columns["age"], columns["sex"], columns["retired"]
    age += 1
    columns["pension"][retired] *= INDEXATION
    award = ~retired & (age >= RETIRE[sex])
    columns["pension"][award] = awarded(
        *(columns[name][award] for name in ("sex", "years", "index_sum", "account")), year
    )
    active = np.flatnonzero(~retired & ~award)
    retired |= award
    move, shock = draws(active)
    group = (age[active] >= 25).astype(int) + (age[active] >= 35) + (age[active] >= 50)
    old = columns["state"][active]
    state = (move >= STAYS[group, old]).astype(old.dtype) + (move >= LEAVES[group, old])
    columns["state"][active] = state
    columns["residual"][active] = PERSISTENCE * columns["residual"][active] + SHOCK * shock
    columns["account"][active] *= INTEREST
    paying = active[state == 0]
    index = np.clip(np.exp(PROFILE[age[paying]] + columns["residual"][paying]), LEAST_INDEX, MOST_INDEX)
    columns["index_sum"][paying] += index
    columns["years"][paying] += 1.0
    columns["account"][paying] += TO_ACCOUNT * WAGE[year] * index
    totals += (len(paying), retired.sum(), CONTRIBUTION * WAGE[year] * index.sum(), columns["pension"][retired].sum())


def awarded(sex, years, index_sum, account, year):
    """Return pensions awarded."""
    mean = index_sum / np.maximum(years, 1e-300)
    return WAGE[year - 1] * (1.0 + mean) / 2.0 * years * 0.01 + 12.0 * account / DIVISOR[sex]


def tolerance(persons):
    """Return how far a total may lie from what is expected: luck, and what a generator and rounding may do."""
    return 4.0 / np.sqrt(persons) + 0.002
