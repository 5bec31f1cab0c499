"""Home provinces of migrants from other provinces: shares for tables; the model knows them as people of elsewhere."""

import numpy as np

from microsim.places import PROVINCE_KEYS, SIMULATED
from microsim.population.inputs import table

OTHERS = "other"


def province_names() -> list[str]:
    """Return the home provinces in the order of their codes: by name, those that are not named last."""
    return sorted({str(name) for name in table("origins")["home"]}, key=lambda name: (name == OTHERS, name))


def origin_shares() -> np.ndarray:
    """Return shares of home provinces among migrants from other provinces [receiving province, home]."""
    columns, homes = table("origins"), province_names()
    shares = np.zeros((len(SIMULATED), len(homes)))
    for receiver, home, percent in zip(columns["receiver"], columns["home"], columns["percent"], strict=True):
        if receiver in PROVINCE_KEYS:
            shares[PROVINCE_KEYS.index(receiver), homes.index(home)] = percent
    shares[shares.sum(axis=1) == 0, -1] = 1.0  # nothing is known: all from the last name, other provinces
    return shares / shares.sum(axis=1, keepdims=True)
