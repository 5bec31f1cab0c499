"""Opening stocks of the funds at the end of the base year, by area and scheme."""

import csv
from importlib.resources import files

import numpy as np

from microsim.engine.world import BASE_YEAR
from microsim.funds.money import FEN, apportion
from microsim.places import CITY_COUNT, PLACE_COUNT, PLACE_KEYS, SHANGHAI, SHENZHEN
from microsim.schema import Scheme

WEIGHTS = "tables/opening_weights.csv"


def city_weights(shenzhen_share):
    """Return the cities' shares of Guangdong's stocks, [scheme, city], with Shenzhen's share as given."""
    text = files("microsim.funds").joinpath(WEIGHTS).read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    table = {row["city"]: (float(row["employees"]), float(row["residents"])) for row in rows}
    weights = np.array([table[key] for key in PLACE_KEYS[:CITY_COUNT]]).T
    employees = weights[Scheme.EMPLOYEES]
    others = np.arange(CITY_COUNT) != SHENZHEN
    employees[others] *= (1.0 - shenzhen_share) / employees[others].sum()
    employees[SHENZHEN] = shenzhen_share
    return weights


def split_of(scheme, weights):
    """Return the cities' shares of the stock of a scheme, [city]."""
    if scheme == Scheme.LOCAL:
        return (np.arange(CITY_COUNT) == SHENZHEN).astype(np.int64)
    return weights[Scheme.EMPLOYEES if scheme == Scheme.PUBLIC else scheme]


def opening_stocks(assumptions, base_year=BASE_YEAR):
    """Return the stocks at the end of a base year in fen, [place, scheme].

    Guangdong's are split over its cities, the public scheme's like the employees'; the local supplement is Shenzhen's
    alone; no stock is kept for elsewhere.
    """
    weights = city_weights(float(assumptions.path("funds.employees.shenzhen_share", base_year)))
    stocks = np.zeros((PLACE_COUNT, len(Scheme)), dtype=np.int64)
    for scheme in Scheme:
        guangdong, shanghai = (
            round(FEN * float(assumptions.path(f"funds.{scheme.name.lower()}.opening", base_year, province)))
            for province in ("guangdong", "shanghai")
        )
        stocks[:CITY_COUNT, scheme] = apportion(guangdong, split_of(scheme, weights))
        stocks[SHANGHAI, scheme] = shanghai
    return stocks
