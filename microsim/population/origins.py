"""Home provinces of migrants from other provinces: shares for tables; the model knows them as people of elsewhere."""

import numpy as np

from microsim.population.inputs import table


def province_names():
    """Return the home provinces in the order of their codes."""
    return [str(name) for name in table("origins")["province"]]


def origin_shares():
    """Return shares of home provinces among migrants from other provinces [receiving province, home]."""
    columns = table("origins")
    shares = np.stack([columns["guangdong"], columns["shanghai"]])
    return shares / shares.sum(axis=1, keepdims=True)
