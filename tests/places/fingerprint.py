"""Prints hashes of all that places enter before a life is lived: law, people, hazards, funds, person numbers."""

import hashlib
import json

import numpy as np

from microsim import places
from microsim.funds.opening import opening_stocks
from microsim.law.compile import compile_assumptions, compile_law
from microsim.law.load import load_assumptions
from microsim.population.build import make_base, world_tables
from microsim.population.inputs import Priors
from microsim.population.margins import origins
from microsim.population.mortality import life_tables
from microsim.population.strata import frozen_starts, in_a_row
from microsim.results.indicators import REGIONS

BASE_YEAR = 2020


def hashed(array):
    """Return a short hash of an array, records field by field."""
    names = array.dtype.names or (None,)
    parts = (np.ascontiguousarray(array if name is None else array[name]).tobytes() for name in names)
    return hashlib.sha256(b"".join(parts)).hexdigest()[:16]


def fingerprint():
    """Return hashes by name."""
    assumptions = load_assumptions()
    priors = Priors(assumptions)
    alive = life_tables(priors)
    base = make_base(priors, alive, BASE_YEAR)
    arrays = {
        "law": compile_law(),
        "assumptions": compile_assumptions(),
        "base": base.stock,
        "homes": np.concatenate([part.ravel() for part in base.out]),
        "origins": np.concatenate([part.ravel() for part in origins(base)]),
        "stocks": opening_stocks(assumptions, BASE_YEAR),
        "numbers": in_a_row(BASE_YEAR),
        "starts": frozen_starts(BASE_YEAR),
    }
    arrays |= world_tables(priors, base, alive)
    words = {"places": places.PLACE_KEYS, "regions": places.REGION_KEYS, "results": REGIONS}
    return {name: hashed(array) for name, array in arrays.items()} | {name: repr(word) for name, word in words.items()}


if __name__ == "__main__":
    print(json.dumps(fingerprint()))
