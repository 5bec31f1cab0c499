"""Derive how the funds' opening stocks of Guangdong are split over its cities.

Usage: python calibration/build_funds.py DATA_FOLDER

Employees' scheme. Until mid-2017 every city kept its own pool, so a city's stock is what its
workers paid beyond what its pensioners drew. Its share of the province's revenue of 2016 is its
share of people employed outside farming at the end of 2016 (census 2010 and 2020, interpolated)
times its average wage in the shipped law, its share of the spending is its share of retired people (census 2010). Every city holds
``FLOOR_MONTHS`` of its own spending, the rest of the stock lies where the yearly surplus arises.
Residents' scheme: by rural residents (census 2020). All C; no holdout figure is used.
"""

import csv
import sys
from collections import defaultdict
from pathlib import Path

from calibration.geography import CITY_COUNT
from microsim.kernel.world import BASE_YEAR, FIRST_LAW_YEAR
from microsim.law.compile import compile_law
from microsim.places import PLACES

FLOOR_MONTHS = 6  # what a city with no surplus is taken to hold, in months of its spending
BETWEEN_CENSUSES = 0.617  # end of 2016 between 1 November 2010 and 1 November 2020
WORKING_AGE_FROM = 15
WITH_SUPPLEMENT = ("shenzhen",)  # cities with a local supplement, whose stock is theirs alone
TARGET = Path(__file__).parents[1] / "microsim/funds/tables/opening_weights.csv"
HEADER = """\
# Shares of Guangdong's opening stocks at the end of 2016, by city and scheme. Grade C, derived.
# Source: census 2010 and 2020 county tabulations (NBS); average wages; provincial revenue and spending of 2016.
# Rule: see calibration/build_funds.py, which writes this file.
place,employees,residents,local
"""


def read_indicators(folder):
    """Return census indicators by (area, year)."""
    table = defaultdict(dict)
    with open(folder / "demography/census_city_indicators.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            table[row["area"], int(row["year"])][row["indicator"]] = float(row["value"])
    return table


def read_adults(folder):
    """Return residents of working age and older by (area, year)."""
    adults = defaultdict(float)
    with open(folder / "demography/census_city_age_sex.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if int(row["age_start"]) >= WORKING_AGE_FROM:
                adults[row["area"], int(row["year"])] += float(row["population"])
    return adults


def provincial_flows(folder):
    """Return Guangdong's revenue and spending of 2016 and stock at its end, 100 million yuan."""
    with open(folder / "targets.csv", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["region"] == "Guangdong"]
    found = {(row["indicator"], int(row["year"])): row for row in rows if row["note"].startswith("calibrate")}
    spending = float(found["uebpi_expenditure_enterprise", 2016]["value"])
    before, after = (float(found["uebpi_balance", year]["value"]) for year in (2015, 2016))
    return spending + after - before, spending, after


def shares(values):
    """Return values over their sum."""
    total = sum(values)
    return [value / total for value in values]


def workers_outside_farming(census, adults, city):
    """Return people employed outside farming at the end of 2016, interpolated between censuses."""
    old, new = (
        adults[city, year]
        * census[city, year]["emp_rate_pct"]
        * (1 - census[city, year]["emp_agri"] / census[city, year]["employed_sample"])
        for year in (2010, 2020)
    )
    return old * (new / old) ** BETWEEN_CENSUSES


def retired(census, adults, city):
    """Return people who do not work because they retired, census of 2010."""
    row = census[city, 2010]
    return adults[city, 2010] * row["notwork_retired"] / row["pop16_sample"]


def employees_shares(census, adults, cities, flows):
    """Return each city's share of the employees' stock."""
    revenue, spending, stock = flows
    wages = compile_law()["average_wage"][: len(cities), BASE_YEAR - FIRST_LAW_YEAR].tolist()
    paying = zip(cities, wages, strict=True)
    earned = shares([workers_outside_farming(census, adults, city) * wage for city, wage in paying])
    paid = [spending * share for share in shares([retired(census, adults, city) for city in cities])]
    surplus = shares([max(0.0, revenue * e - p) for e, p in zip(earned, paid, strict=True)])
    floor = [p * FLOOR_MONTHS / 12 for p in paid]
    rest = stock - sum(floor)
    return [(f + rest * s) / stock for f, s in zip(floor, surplus, strict=True)]


def residents_shares(census, cities):
    """Return each city's share of the residents' stock."""
    return shares([census[city, 2020].get("rural", 0.0) for city in cities])


def main(folder):
    """Write the table of shares."""
    census, adults = read_indicators(folder), read_adults(folder)
    places = PLACES[:CITY_COUNT]
    cities = [place.english for place in places]
    employees = employees_shares(census, adults, cities, provincial_flows(folder))
    residents = residents_shares(census, cities)
    table = zip(places, employees, residents, strict=True)
    lines = [f"{p.key},{e:.4f},{r:.4f},{int(p.key in WITH_SUPPLEMENT)}\n" for p, e, r in table]
    TARGET.write_text(HEADER + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
