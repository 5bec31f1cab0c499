"""Results out of thin air, with a history where one is wanted."""

import numpy as np
import xarray as xr

from microsim.places import PLACE_COUNT, PLACE_KEYS
from microsim.validation.past import COUNTED, RESIDENTS, residents_in
from tests.synthetic import synthetic_results

HISTORY_YEARS = (2014, 2015, 2016)


def with_history(payers=3.0, survivors=1.0, residents=True):
    """Return synthetic results with a history in which so many pay at each place, sex and age.

    ``survivors`` is the share of the residents of each year that the history counts.
    """
    tree = synthetic_results()
    coordinates = {"history_year": list(HISTORY_YEARS), "place": list(PLACE_KEYS), "sex": ["male", "female"]}
    shape = (len(HISTORY_YEARS), PLACE_COUNT, 2, tree["population"].sizes["age"])
    found = {}
    for number, name in enumerate(COUNTED.values()):
        units = "fen" if "contributions" in name else "person"
        found[name] = (("history_year", "place", "sex", "age"), np.full(shape, payers * (number + 1)), {"units": units})
    if residents:
        lived = np.stack([survivors * residents_in(tree, year) for year in HISTORY_YEARS])
        found[RESIDENTS] = (("history_year", "place", "sex", "age"), lived, {"units": "person"})
    coordinates["age"] = np.arange(shape[-1])
    tree["history"] = xr.DataTree(xr.Dataset(found, coords=coordinates))
    return tree
