"""A small workload written as the engine is: records, events, keyed draws, tallies in whole fen.

Fifty years of a closed cohort: death, a three-state labour chain, an AR(1) wage, an account and a pension. What it
costs a person-year says what the way of writing costs on a machine; how many times that the engine costs says what the
model costs. Every constant is illustrative and belongs to no country.
"""

import math

import numpy as np

from microsim.kernel.draws import NO_LUCK_YEAR, lanes, normal
from microsim.kernel.jit import event, kernel

YEARS, FIRST_AGE, AGES = 50, 20, 121
WAGE, GROWTH, INTEREST, INDEXATION = 100_000.0, 1.04, 1.05, 1.03
CONTRIBUTION, TO_ACCOUNT, FEN = 0.24, 0.08, 100.0
PERSISTENCE, SHOCK, LEAST_INDEX, MOST_INDEX = 0.90, 0.20, 0.6, 3.0
EMPLOYED, UNEMPLOYED = 0, 1
EXPECTED = (13.0560, 20.0154, 622_827.0, 2_600_819.0)  # a person: years paying, years in payment, paid in, paid out

PERSON = np.dtype(
    [
        ("number", "u8"),
        ("age", "i2"),
        ("sex", "i1"),
        ("state", "i1"),
        ("retired", "i1"),
        ("years", "f8"),
        ("index_sum", "f8"),
        ("account", "f8"),
        ("residual", "f8"),
        ("pension", "f8"),
    ],
    align=True,
)
WORLD = np.dtype(
    [
        ("wage", "f8", (YEARS + 1,)),
        ("death", "f8", (2, AGES)),
        ("profile", "f8", (AGES,)),
        ("moves", "f8", (4, 3, 2)),
        ("retire", "i8", (2,)),
        ("divisor", "f8", (2,)),
    ],
    align=True,
)
TALLIES = np.dtype(
    [(name, "i8", (YEARS,)) for name in ("contributors", "pensioners", "contributions_fen", "pensions_fen")], align=True
)
CHANCES = [
    [[0.86, 0.08, 0.06], [0.55, 0.30, 0.15], [0.35, 0.10, 0.55]],
    [[0.93, 0.04, 0.03], [0.50, 0.35, 0.15], [0.25, 0.10, 0.65]],
    [[0.95, 0.03, 0.02], [0.45, 0.40, 0.15], [0.18, 0.07, 0.75]],
    [[0.92, 0.03, 0.05], [0.30, 0.45, 0.25], [0.08, 0.04, 0.88]],
]  # by age group and state, to each state


def small_world():
    """Return the tables of the workload: WORLD [1]."""
    world, age = np.zeros(1, dtype=WORLD), np.arange(AGES)
    years = age - float(FIRST_AGE)
    world["wage"] = WAGE * GROWTH ** np.arange(YEARS + 1)
    world["death"] = [np.minimum(1.0, np.exp(-10.0 + 0.093 * age)), np.minimum(1.0, np.exp(-10.7 + 0.097 * age))]
    world["profile"] = np.exp(-0.45 + 0.040 * years - 0.00075 * years * years)
    world["moves"] = np.cumsum(CHANCES, axis=2)[:, :, :2]
    world["retire"] = (60, 55)
    world["divisor"] = (139.0, 170.0)
    return world


@event
def enter(person, number):
    """Make a person of the cohort from the number."""
    person.number = number
    person.age = FIRST_AGE + number % 40
    person.sex = number // 40 % 2
    kind = number // 80 % 10
    person.state = EMPLOYED if kind < 7 else min(kind - 6, 2)
    person.retired = 0
    person.years = 0.7 * max(0, min(person.age, 60 if person.sex == 0 else 55) - 22)
    person.index_sum = person.years
    person.account = TO_ACCOUNT * WAGE * person.years
    person.residual = 0.0
    person.pension = 0.0


@event
def award(person, world, year):
    """Award the pension."""
    person.retired = 1
    if person.years > 0.0:
        mean = person.index_sum / person.years
        person.pension = world.wage[year - 1] * (1.0 + mean) / 2.0 * person.years * 0.01
    person.pension += 12.0 * person.account / world.divisor[person.sex]


@event
def work(person, world, tallies, year, move, shock):
    """Live a year of working age."""
    age = person.age
    chances = world.moves[(age >= 25) + (age >= 35) + (age >= 50), person.state]
    person.state = EMPLOYED if move < chances[0] else (UNEMPLOYED if move < chances[1] else 2)
    person.residual = PERSISTENCE * person.residual + SHOCK * normal(shock)
    person.account *= INTEREST
    if person.state == EMPLOYED:
        index = min(max(world.profile[age] * math.exp(person.residual), LEAST_INDEX), MOST_INDEX)
        person.index_sum += index
        person.years += 1.0
        person.account += TO_ACCOUNT * index * world.wage[year]
        tallies.contributors[year - 1] += 1
        tallies.contributions_fen[year - 1] += int(CONTRIBUTION * index * world.wage[year] * FEN + 0.5)


@event
def small_year(person, world, tallies, year):
    """Live a year and return whether the person does."""
    luck = lanes(1, 0, person.number, year, NO_LUCK_YEAR)
    if luck.first < world.death[person.sex, person.age]:
        return False
    person.age += 1
    if person.retired:
        person.pension *= INDEXATION
    elif person.age >= world.retire[person.sex]:
        award(person, world, year)
    else:
        work(person, world, tallies, year, luck.second, luck.third)
    if person.retired:
        tallies.pensioners[year - 1] += 1
        tallies.pensions_fen[year - 1] += int(person.pension * FEN + 0.5)
    return True


@kernel
def small_block(persons, world, scratch, tallies):
    """Live so many persons of the cohort."""
    for number in range(persons):
        person = scratch[0]
        enter(person, number)
        for year in range(1, YEARS + 1):
            if not small_year(person, world, tallies, year):
                break


def live_small(persons):
    """Live so many persons, a multiple of 800, and return the totals a person as in EXPECTED."""
    tallies = np.zeros(1, dtype=TALLIES)
    small_block(persons, small_world()[0], np.zeros(1, dtype=PERSON), tallies[0])
    units = (1.0, 1.0, FEN, FEN)
    return [tallies[name].sum() / persons / unit for name, unit in zip(TALLIES.names, units, strict=True)]
