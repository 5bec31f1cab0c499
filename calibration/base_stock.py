"""Priors of a later start: pensioners, holders of rights who left and fund stocks at the end of a year, as a run from 2016 has them.

Usage: python calibration/base_stock.py [YEAR [ONE_IN]]

Prints a line for each value that base_stock.yaml, special.yaml, population.yaml and funds.yaml date with the
year, by province. Shares are of residents, pensions those the province's own fund pays.
"""

import sys

import numpy as np

from microsim.amounts import FEN, MONTHS
from microsim.engine.run import record_lives, simulate
from microsim.funds.ledger import keep_books
from microsim.inputs import compile_inputs
from microsim.kernel.world import BASE_YEAR, BASE_YEARS, FIRST_LAW_YEAR
from microsim.places import AREA_COUNT, ELSEWHERE, PROVINCE_KEYS, PROVINCE_OF
from microsim.results.dataset import scaled
from microsim.schema import Membership, Scheme

BLOCK = 4000  # lives recorded at a time
INTRA = 2  # statuses from here on are migrants
TOWNSHIP_MONTHS = 180


def standing(inputs, numbers, year):
    """Return the records of everybody alive at the end of a year: PERSON [n]."""
    parts = []
    for start in range(0, len(numbers), BLOCK):
        last = record_lives(numbers[start : start + BLOCK], inputs.world, until=year)[:, -1]
        parts.append(last[last["alive"] == 1])
    return np.concatenate(parts)


def past_age(people, law, year):
    """Return who has passed the age before the reform, for some that after arduous work."""
    rows = law[people["place"], year - FIRST_LAW_YEAR]
    track = people["track"].astype(int)[:, None]
    plain, arduous = (np.take_along_axis(rows[name], track, axis=1)[:, 0] for name in ("original_age", "special_age"))
    age = np.where(people["special"] == 1, np.minimum(plain, arduous), plain)
    return MONTHS * year + MONTHS - 1 >= people["birth"] + age


def kinds_of_pension(people):
    """Return who draws an employees', a public and a township pension of the province of residence."""
    own = PROVINCE_OF[np.maximum(people["paying_place"], 0)] == PROVINCE_OF[people["place"]]
    draws = (people["membership"] == Membership.PENSIONER) & own
    public = draws & (people["scheme"] == Scheme.PUBLIC)
    old = people["claim_month"] < MONTHS * (BASE_YEAR + 1)
    township = draws & ~public & old & (people["contribution_months"] == TOWNSHIP_MONTHS)
    return draws & ~public & ~township, public, township


def share(part, whole):
    """Return the share of a part in a whole."""
    return round(float((part & whole).sum() / max(whole.sum(), 1)), 3)


def values(people, law, year, province, one_in):
    """Return the values of a province by the name of the prior."""
    here = (PROVINCE_OF[people["place"]] == province) & past_age(people, law, year)
    local, rural = people["place"] == people["hukou_place"], people["hukou_type"] == 1
    employees, public, township = kinds_of_pension(people)
    pension = people["pension_fen"] / FEN
    theirs = pension[here & employees]
    return {
        "base_stock.pensioners_urban": share(employees, here & local & ~rural),
        "base_stock.pensioners_rural": share(employees, here & local & rural),
        "base_stock.pensioners_migrant": share(employees, here & ~local),
        "base_stock.pension_mean": round(float(theirs.mean())),
        "base_stock.pension_sd": round(float(np.log(theirs[theirs > 0]).std()), 3),
        "base_stock.pension_months": round(float(people["contribution_months"][here & employees].mean())),
        "base_stock.public_retired": int((here & public).sum()) * one_in,
        "base_stock.public_pension_mean": round(float(pension[here & public].mean())),
        "base_stock.township_pensioners": share(township, here & local & ~employees & ~public),
    }


def absent(people, province, one_in):
    """Return persons who live and are registered elsewhere, and hold a record in the province."""
    tied = np.minimum(people["tie"], AREA_COUNT - 1)
    away = (people["place"] == ELSEWHERE) & (people["hukou_place"] == ELSEWHERE) & (PROVINCE_OF[tied] == province)
    holds = (people["account_fen"][:, province] > 0) & (people["membership"] != Membership.PENSIONER)
    return int((away & holds).sum()) * one_in


def main(year, one_in):
    """Print the values."""
    inputs = compile_inputs("baseline", year)
    numbers = inputs.population.sample(one_in)
    people = standing(inputs, numbers, year)
    books = keep_books(scaled(simulate(numbers, inputs.world, until=year), one_in), inputs.stocks, inputs.policy)
    found = [values(people, inputs.world.law, year, province, one_in) for province in range(len(PROVINCE_KEYS))]
    for name in found[0]:
        print(name, {key: row[name] for key, row in zip(PROVINCE_KEYS, found, strict=True)})
    print("migration.absent", {key: absent(people, code, one_in) for code, key in enumerate(PROVINCE_KEYS[:2])})
    for scheme in Scheme:
        stocks = books.provincial_closing[-1, :, scheme] / FEN / 1e9
        print(f"funds.{scheme.name.lower()}.opening, billion", dict(zip(PROVINCE_KEYS, stocks.round(2), strict=True)))


if __name__ == "__main__":
    main(*(int(word) for word in (*sys.argv[1:], *(BASE_YEARS[-1], 1000)[len(sys.argv) - 1 :])))
