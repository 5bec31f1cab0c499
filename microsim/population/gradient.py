"""Differences of mortality between hukou statuses, before they are scaled to the deaths of all."""

from typing import TYPE_CHECKING

import numpy as np

from microsim.kernel.world import AGES
from microsim.population.inputs import chosen

if TYPE_CHECKING:
    from microsim.population.inputs import Priors

GRADIENTS = ("even", "status")
WORKING_FROM, FULL_UNTIL, GONE_AT = 16, 59, 75  # ages of migrants' lower mortality


def death_ratios(priors: "Priors") -> np.ndarray:
    """Return ratios of deaths [local urban, local rural, migrants; age]; empty where the scenario has none."""
    if chosen(priors, "mortality.gradient", GRADIENTS) == "even":
        return np.zeros((0, AGES))
    ratios = np.empty((3, AGES))
    ratios[0] = priors.number("mortality.gradient_urban")
    ratios[1] = priors.number("mortality.gradient_rural")
    ages = np.arange(AGES)
    lower = np.interp(ages, (FULL_UNTIL, GONE_AT), (priors.number("mortality.gradient_migrants"), 1.0))
    ratios[2] = np.where(ages < WORKING_FROM, 1.0, lower)
    return ratios
