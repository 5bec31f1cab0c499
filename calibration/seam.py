"""How careers meet the base date: the tables of docs/seam.md.

Usage: python -m calibration.seam docs [ONE_IN]

Claims by year across the base date, and who draws a pension some years after the age, lived beside the shares that
base pensioners were drawn by. Anchors of Shanghai are compared, nothing is fitted here.
"""

import sys
from pathlib import Path

import numpy as np
from numpy.lib.recfunctions import repack_fields

from calibration.pages import markdown, write_tables
from microsim.amounts import MONTHS
from microsim.engine.run import record_lives
from microsim.inputs import compile_inputs
from microsim.kernel.numbers import parts_of
from microsim.kernel.world import BASE_YEAR, FIRST_HISTORY_YEAR, FIRST_LAW_YEAR
from microsim.places import ELSEWHERE_PROVINCE, PROVINCE_OF, PROVINCES
from microsim.schema import Membership, Origin, Scheme, Sex

MARK = "<!-- {}: python -m calibration.seam docs -->\n"
UNTIL = 2024
YEARS = range(FIRST_HISTORY_YEAR, UNTIL + 1)
CALM = range(2012, BASE_YEAR + 1)  # years of the history and of the simulation whose claims are held against each other
AFTER = range(BASE_YEAR + 1, 2021)
BLOCK = 4000  # lives recorded at a time
YOUNGEST = 36  # at the base date; who is younger reaches no age by the last year
SHOWN = (2016, 2020, 2024)
GROUPS = {"urban": (True, 0), "rural": (True, 1), "migrant": (False, None)}  # local, hukou type
SEXES = {Sex.MALE: "men", Sex.FEMALE: "women"}
OLD = 60
FIELDS = (
    "birth", "sex", "track", "alive", "place", "hukou_place", "hukou_type", "membership", "scheme", "claim_month", "months",
    "deemed_months",
)  # fmt: skip
# Shanghai: registered people of 60 and over, of them with an employees' or township pension, ten thousand persons
# (ageing bulletins; the rows of 2017 are compared only).
ANCHORS = {2013: (387.62, 299.9), 2017: (483.6, 385.5)}


def base_people(inputs, one_in):
    """Return the numbers of those of the base stock who reach an age for a pension by the last year."""
    numbers = inputs.population.sample(one_in)
    origin, _, age = parts_of(numbers)
    return numbers[np.isin(origin, (Origin.BASE, Origin.ABSENT)) & (age >= YOUNGEST)]


def stands(numbers, world, years):
    """Return what the tables need of the records at the ends of years: FIELDS [year, n]."""
    last, columns = max(years), [year - BASE_YEAR for year in years]
    parts = [
        repack_fields(record_lives(numbers[start : start + BLOCK], world, until=last)[list(FIELDS)][:, columns].T)
        for start in range(0, len(numbers), BLOCK)
    ]
    return np.concatenate(parts, axis=1)


def reaches(people, law):
    """Return the year in which each reaches the age of the track before the reform."""
    ages = law["original_age"][0, BASE_YEAR - FIRST_LAW_YEAR][people["track"]]
    return (people["birth"] + ages) // MONTHS


def claims_by_year(lives, law):
    """Return new employees' pensions and residents reaching the age [province, sex, year of YEARS].

    ``lives``: PERSON [year from the base year, n]. Before the base date those alive at it are counted, where they live
    then; pensions drawn without a career are left out.
    """
    claims, reaching = (np.zeros((ELSEWHERE_PROVINCE, len(Sex), len(YEARS)), dtype=int) for _ in range(2))
    for slot, year in enumerate(YEARS):
        people = lives[max(year - BASE_YEAR, 0)]
        people = people[people["alive"] == 1]
        province, months = (
            PROVINCE_OF[people["place"]],
            people["months"].sum(axis=1) + people["deemed_months"].sum(axis=1),
        )
        employees = (people["scheme"] == Scheme.EMPLOYEES) & (months > 0)
        due = reaches(people, law) == year
        new = employees & (people["claim_month"] > 0) & (people["claim_month"] // MONTHS == year)
        for code in range(ELSEWHERE_PROVINCE):
            for sex in Sex:
                here = (province == code) & (people["sex"] == sex)
                claims[code, sex, slot], reaching[code, sex, slot] = (here & new).sum(), (here & due).sum()
    return claims, reaching


def past_five(people, law, year, province, sex, group):
    """Return who, of a province's group, reached the age four to six years before a year's end."""
    local, kind = GROUPS[group]
    here = (people["alive"] == 1) & (PROVINCE_OF[people["place"]] == province) & (people["sex"] == sex)
    here &= (people["place"] == people["hukou_place"]) == local
    if kind is not None:
        here &= people["hukou_type"] == kind
    return here & (np.abs(year - reaches(people, law) - 5) <= 1)


def draws(people):
    """Return who draws an employees', a public or a township pension."""
    return people["membership"] == Membership.PENSIONER


def shares(people, law, year):
    """Return the share drawing five years after the age and the persons behind it, by province, group and sex."""
    found = {}
    for code in range(ELSEWHERE_PROVINCE):
        for group in GROUPS:
            for sex in Sex:
                here = past_five(people, law, year, code, sex, group)
                found[code, group, sex] = (float(draws(people)[here].mean()) if here.any() else np.nan, int(here.sum()))
    return found


def anchored(inputs, numbers):
    """Return the records at the base date where pensioners are drawn by their shares."""
    tables = inputs.world.assumptions.copy()
    tables["base_lived"] = 0.0
    return stands(numbers, inputs.world._replace(assumptions=tables), (BASE_YEAR,))[0]


def registered_old(people, year, province):
    """Return the share of a province's registered people of 60 and over with an employees' or township pension."""
    age = year - people["birth"] // MONTHS
    here = (people["alive"] == 1) & (PROVINCE_OF[people["hukou_place"]] == province) & (age >= OLD)
    drawing = draws(people) & (people["scheme"] == Scheme.EMPLOYEES) & (people["claim_month"] < MONTHS * (year + 1))
    return float(drawing[here].mean())


def claims_table(claims, reaching):
    """Return claims for a hundred residents reaching the age, by year."""
    head = ["province, sex", *map(str, YEARS)]
    rows = []
    for code in range(ELSEWHERE_PROVINCE):
        for sex, word in SEXES.items():
            ratio = 100 * claims[code, sex] / np.maximum(reaching[code, sex], 1)
            rows.append([f"{PROVINCES[code].english}, {word}", *(f"{value:.0f}" for value in ratio)])
    return markdown(head, rows)


def shares_table(lived, drawn):
    """Return shares drawing five years after the age: drawn at the base date, lived then and later."""
    head = ["province, hukou, sex", f"{BASE_YEAR}, drawn", *(f"{year}, lived" for year in SHOWN), "persons behind"]
    rows = []
    for key in drawn:
        code, group, sex = key
        cells = [f"{found[key][0]:.2f}" for found in (drawn, *lived)]
        rows.append([f"{PROVINCES[code].english}, {group}, {SEXES[sex]}", *cells, str(lived[0][key][1])])
    return markdown(head, rows)


def anchors_table(people, province):
    """Return the share of registered old people with a pension, simulated and observed."""
    rows = []
    for year, (old, drawing) in ANCHORS.items():
        stand = people[max(year - BASE_YEAR, 0)]
        rows.append([str(year), f"{registered_old(stand, year, province):.3f}", f"{drawing / old:.3f}"])
    return markdown(["year", "simulated", "observed"], rows)


def factors_table(award):
    """Return the factors that bring lived awards to the known means."""
    head = ["province, sex", "under 60", "60-69", "70-79", "80 and over"]
    rows = [
        [f"{PROVINCES[code].english}, {word}", *(f"{value:.2f}" for value in award[code, sex])]
        for code in range(ELSEWHERE_PROVINCE)
        for sex, word in SEXES.items()
    ]
    return markdown(head, rows)


def tables(one_in):
    """Return the tables of the page by name."""
    inputs = compile_inputs("baseline")
    numbers, law = base_people(inputs, one_in), inputs.world.law
    lives = stands(numbers, inputs.world, range(BASE_YEAR, UNTIL + 1))
    drawn = shares(anchored(inputs, numbers), law, BASE_YEAR)
    lived = [shares(lives[year - BASE_YEAR], law, year) for year in SHOWN]
    shanghai = next(code for code, one in enumerate(PROVINCES) if one.key == "shanghai")
    return {
        "claims": claims_table(*claims_by_year(lives, law)),
        "shares": shares_table(lived, drawn),
        "anchors": anchors_table(lives, shanghai),
        "factors": factors_table(inputs.world.base_award),
    }


def main(folder, one_in=2000):
    """Write the tables into the page."""
    write_tables(Path(folder) / "seam.md", MARK, tables(int(one_in)))


if __name__ == "__main__":
    main(*sys.argv[1:])
