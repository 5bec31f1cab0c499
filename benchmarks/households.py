"""A partner beside each life, measured: ``python -m benchmarks.households [ONE_IN]`` prints the tables of docs/households.md.

No part of the product: it tries how a partner's number can be worked out of a person's own, what living both costs, and what pairs
say that persons do not. Every prior of marriage here is a guess (grade C) but the shares of couples by education.
"""

import sys
import time

import numpy as np

from microsim.amounts import FEN
from microsim.engine.run import record_lives, simulate
from microsim.inputs import compile_inputs
from microsim.kernel.numbers import COUNT_BITS, mixed, pack, unpack
from microsim.kernel.world import BASE_YEAR, FIRST_LAW_YEAR
from microsim.schema import Origin, Sex

UNTIL = 2040
CANDIDATES = 4  # numbers from which the partner is taken by education
PARTNER = 1 << 30  # counts of partners start here: below a file's, above every stratum of the model
GAP, GAP_SD = 1.8, 2.6  # husband's age less wife's
SAME_HUKOU = 0.85
SAME_SCHOOL, HUSBAND_MORE = 0.588, 0.272  # first-married migrant couples of 2017 (CMDS, 127,829 persons)
LAST_AGE, BEGUN = 100, 25
ROUNDS = 3
LINE = 0.2  # of the place's average wage: an income of an old person below it


def luck(numbers, lane):
    """Return numbers in [0, 1) of persons by lane: of each alone, whatever the sample."""
    return mixed(mixed(numbers) + np.uint64(lane)) / 2.0**64


def normal(numbers, lane):
    """Return standard normal numbers of persons."""
    radius = np.sqrt(-2.0 * np.log1p(-luck(numbers, lane)))
    return radius * np.cos(2.0 * np.pi * luck(numbers, lane + 1))


def partner_numbers(numbers, lane):
    """Return one candidate for each person: the other sex, of an age near it, of the same place and mostly the same hukou."""
    parts = np.array([unpack(int(number)) for number in numbers])
    place, status, sex, age = (parts[:, column] for column in (1, 2, 3, 4))
    older = np.where(sex == int(Sex.FEMALE), 1.0, -1.0) * (GAP + GAP_SD * normal(numbers, lane))
    ages = np.clip(np.rint(age + older), 16, LAST_AGE).astype(np.int64)
    other = np.where(luck(numbers, lane + 2) < SAME_HUKOU, status, status ^ 1)  # urban or rural, as near as one's own
    count = PARTNER + (mixed(numbers + np.uint64(lane)) >> np.uint64(64 - COUNT_BITS + 4)).astype(np.int64)
    packed = [
        pack(int(Origin.BASE), *map(int, row)) for row in zip(place, other, 1 - sex, ages, 0 * ages, count, strict=True)
    ]
    return np.array(packed, dtype=np.uint64)


def chosen(numbers, world):
    """Return the partner of each person by education, and the seconds that finding them took."""
    started = time.process_time()
    own = record_lives(numbers, world, until=BASE_YEAR)[:, 0]
    asked = [partner_numbers(numbers, 10 * (1 + number)) for number in range(CANDIDATES)]
    school = np.array([record_lives(one, world, until=BASE_YEAR)[:, 0]["education"] for one in asked]).astype(int)
    more = (school - own["education"].astype(int)) * np.where(own["sex"] == int(Sex.FEMALE), 1, -1)  # of the husband
    draw = luck(numbers, 3)
    wanted = np.where(draw < SAME_SCHOOL, 0, np.where(draw < SAME_SCHOOL + HUSBAND_MORE, 1, -1))
    fits = np.sign(more) == wanted
    first = np.where(fits.any(axis=0), fits.argmax(axis=0), CANDIDATES - 1)
    return np.array(asked)[first, np.arange(len(numbers))], time.process_time() - started


def married_at_base(numbers, age, sex):
    """Return who lives with a partner at the base date, if the partner is alive; nearly everybody marries once."""
    begun = np.where(sex == int(Sex.FEMALE), 24.0, 26.5) + 3.5 * normal(numbers, 5)
    never = luck(numbers, 7) < np.where(sex == int(Sex.FEMALE), 0.015, 0.05)
    apart = luck(numbers, 8) < 0.0025 * np.clip(age - begun, 0, 20)
    return (age > begun) & ~never & ~apart, never, begun


def left_behind(numbers, people, partners, world):
    """Return who lost the partner before the base date: by the chances of death of one year, the partner's ages strung together."""
    ages = np.arange(BEGUN, LAST_AGE + 1)
    survived = [np.cumprod(1.0 - world.death[0, sex, 0, ages]) for sex in range(len(Sex))]
    old = np.clip(BASE_YEAR - partners["birth"][:, 0] // 12 - BEGUN, 0, len(ages) - 1)
    return luck(numbers, 9) >= np.array(survived)[partners["sex"][:, 0].astype(int), old]


def unions(numbers, people, partners, world):
    """Return who lives with the partner in each year, [person, year]: marriage, divorce, and death of either."""
    alive, other = people["birth"] > 0, partners["birth"] > 0
    years = people.shape[1]
    age, sex = BASE_YEAR - people["birth"][:, 0] // 12, people["sex"][:, 0]
    together = np.zeros(people.shape, bool)
    now, never, begun = married_at_base(numbers, age, sex)
    now &= ~left_behind(numbers, people, partners, world)
    for year in range(years):
        old = age + year
        if year:
            now = now | (~now & ~never & (old >= begun) & (old < begun + 1))
            now = now & ~(luck(numbers, 1000 + year) < np.where(old < 45, 0.012, np.where(old < 60, 0.005, 0.001)))
        together[:, year] = now & alive[:, year] & other[:, year]
    return together


def pension(people):
    """Return all pensions in payment, yuan a month, [person, year]."""
    return (people["pension_fen"] + people["residents_pension_fen"] * (people["residents_claim"] > 0)) / FEN


def wages(people, law):
    """Return the average wage of each person's place, yuan a month, [person, year]."""
    year = np.arange(people.shape[1]) + BASE_YEAR - FIRST_LAW_YEAR
    return law["average_wage"][people["place"].astype(int), np.broadcast_to(year, people.shape)]


def timed(numbers, world):
    """Return user seconds of living persons."""
    started = time.process_time()
    simulate(numbers, world, until=UNTIL, threads=1)
    return time.process_time() - started


def told_costs(numbers, partners, world, people):
    """Print what living partners too costs, interleaved medians."""
    both = np.concatenate([numbers, partners])
    alone, pairs = [], []
    for _ in range(ROUNDS):
        alone.append(timed(numbers, world))
        pairs.append(timed(both, world))
    years = int((people["birth"] > 0).sum())
    one, two = np.median(alone), np.median(pairs)
    print(f"persons {len(numbers):,}, person-years {years:,}, to {UNTIL}")
    print(
        f"alone {one:.2f} s, {1e6 * one / years:.2f} us a person-year; with partners {two:.2f} s, {two / one:.2f} times"
    )


def told_pairs(numbers, people, partners, world, seconds):
    """Print who lives in pairs, and what their incomes say."""
    started = time.process_time()
    together = unions(numbers, people, partners, world)
    cost = time.process_time() - started
    years = int((people["birth"] > 0).sum())
    print(
        f"finding partners {seconds:.2f} s, {1e6 * seconds / len(numbers):.0f} us a person; unions {1e9 * cost / years:.0f} ns a person-year"
    )
    sex = people["sex"][:, 0]
    own, theirs, wage = pension(people), pension(partners), wages(people, world.law)
    shared = np.where(together, (own + theirs) / 2.0, own)
    print(
        "year sex 65+ | in a pair | own pension below the line | per head of the pair below it | of those without a pair"
    )
    for year in (BASE_YEAR + 4, 2030, UNTIL):
        at = year - BASE_YEAR
        for one in Sex:
            here = (people["birth"][:, at] > 0) & (sex == int(one)) & (year - people["birth"][:, at] // 12 >= 65)
            low, low_shared = (income[:, at] < LINE * wage[:, at] for income in (own, shared))
            pair = together[here, at].mean()
            single = low[here & ~together[:, at]].mean()
            print(
                f"{year} {one.name.lower()} {here.sum():,} | {pair:.3f} | {low[here].mean():.3f} | {low_shared[here].mean():.3f} | {single:.3f}"
            )
    left = together[:, :-1] & ~together[:, 1:] & (people["birth"][:, 1:] > 0) & (partners["birth"][:, 1:] == 0)
    for one in Sex:
        of_sex = left[sex == int(one)]
        print(
            f"widowed in {people.shape[1] - 1} years, {one.name.lower()}: {of_sex.any(axis=1).mean():.3f} of the persons"
        )


def main():
    """Measure and print."""
    one_in = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    inputs = compile_inputs("baseline", UNTIL)
    numbers = inputs.population.sample(one_in)
    parts = np.array([unpack(int(number)) for number in numbers])
    numbers = numbers[(parts[:, 0] == int(Origin.BASE)) & (parts[:, 4] >= 20)]
    world = inputs.world
    partners, seconds = chosen(numbers, world)
    lives = [record_lives(some, world, until=UNTIL) for some in (numbers, partners)]
    told_costs(numbers, partners, world, lives[0])
    told_pairs(numbers, *lives, world, seconds)


if __name__ == "__main__":
    main()
