"""Results out of thin air, with a history and a base date where they are wanted."""

import numpy as np
import xarray as xr

from microsim.places import PLACE_COUNT, PLACE_KEYS
from microsim.validation.past import BASE_DATE, COUNTED, HISTORY, RESIDENTS, STANDING, residents_in
from tests.synthetic import synthetic_results

HISTORY_YEARS = (2014, 2015, 2016)
AXES = ("place", "sex", "age")
FEN_OF = {"contributions": "fen", "public_contributions": "fen", "base_sum": "yuan/month"}


def without_history(**options):
    """Return synthetic results of a run that counted nothing before its first year, as earlier ones did."""
    tree = synthetic_results(**options)
    return tree.filter(lambda node: node.name not in (HISTORY, BASE_DATE))


def with_history(heads=3.0, survivors=1.0):
    """Return synthetic results with a history and a base date.

    At each place, sex and age ``heads`` are counted of the first variable, twice as many of the second and so on.
    ``survivors`` is the share of the residents that the history counts in years before the base date.
    """
    tree = without_history()
    ages = tree["population"].sizes["age"]
    labels = {"place": list(PLACE_KEYS), "sex": ["male", "female"], "age": np.arange(ages)}
    shape = (len(HISTORY_YEARS), PLACE_COUNT, 2, ages)
    names = list(dict.fromkeys((*COUNTED.values(), "pensioners")))
    lived = np.stack([residents_in(tree, year) * (1 if year == 2016 else survivors) for year in HISTORY_YEARS])
    history = {
        name: (("history_year", *AXES), np.full(shape, heads * number), {"units": FEN_OF.get(name, "person")})
        for number, name in enumerate(names, 1)
    } | {RESIDENTS: (("history_year", *AXES), lived, {"units": "person"})}
    standing = {
        name: (AXES, np.full(shape[1:], 100 * heads), {"units": "fen/month" if "sum" in name else "person"})
        for name in STANDING.values()
    }
    tree[HISTORY] = xr.DataTree(xr.Dataset(history, coords=labels | {"history_year": list(HISTORY_YEARS)}))
    tree[BASE_DATE] = xr.DataTree(xr.Dataset(standing, coords=labels))
    return tree
