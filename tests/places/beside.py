"""Prints as JSON what is seen of places: law, person numbers, opening stocks, homes of migrants."""

import json

import numpy as np

from microsim import places
from microsim.funds.opening import opening_stocks
from microsim.law.compile import compile_law
from microsim.law.load import load_assumptions
from microsim.population import strata
from microsim.population.attributes import home_table
from microsim.population.build import absent_holders, make_base
from microsim.population.inputs import SINGLE_AGES, Priors
from microsim.population.mortality import life_tables
from tests.places.fingerprint import BASE_YEAR, hashed

ONE_IN = 10_000


def numbers(priors, base):
    """Return the numbers of a sample of those who are there at the base date."""
    absent = absent_holders(priors, base)[..., :SINGLE_AGES]
    away = np.concatenate([base.out.elsewhere, absent], axis=1)
    nobody = np.zeros((1, places.PLACE_COUNT, 6, 2)), np.zeros((1, places.AREA_COUNT, 2, 2, 111))
    return strata.sample(strata.make_strata(strata.expected(base.stock, away, *nobody), BASE_YEAR), ONE_IN)


def by_province(homes):
    """Return shares of home places [place] added up by the key of their province."""
    return {key: float(homes[places.PLACES_OF[code]].sum()) for code, key in enumerate(places.PROVINCE_KEYS)}


def main():
    """Print."""
    assumptions = load_assumptions()
    priors, law = Priors(assumptions), compile_law()
    base = make_base(priors, life_tables(priors), BASE_YEAR)
    homes = np.diff(home_table(base.out), axis=-1, prepend=0.0)
    seen = {
        "places": places.PLACE_KEYS,
        "provinces": places.PROVINCE_KEYS,
        "regions": places.REGION_KEYS,
        "codes": places.CODE_OF.tolist(),
        "law": {key: hashed(law[code]) for code, key in enumerate(places.PLACE_KEYS)},
        "benefit_base": {
            key: float(law[code, 2021 - 1970]["benefit_base"]) for code, key in enumerate(places.PLACE_KEYS)
        },
        "numbers": numbers(priors, base).tolist(),
        "stocks": opening_stocks(assumptions, BASE_YEAR).tolist(),
        "homes": {key: by_province(homes[code, 0, 0]) for code, key in enumerate(places.PLACE_KEYS)},
        "members": {key: by_province(homes[code, 1, 0]) for code, key in enumerate(places.PLACE_KEYS)},
    }
    print(json.dumps(seen))


if __name__ == "__main__":
    main()
