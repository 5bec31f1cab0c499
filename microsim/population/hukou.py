"""Household registration: how migrants become local by each region's rule, and rural hukou turns urban."""

from typing import TYPE_CHECKING

import numpy as np

from microsim.kernel.world import AGES, FIRST_YEAR, LAST_YEAR, STAY_CLASSES
from microsim.places import AREA_COUNT, PLACE_COUNT
from microsim.population.inputs import SINGLE_AGES, table

if TYPE_CHECKING:
    from microsim.population.inputs import Priors

STUDENTS, YOUNG, OLDER = slice(18, 25), slice(25, 35), slice(50, AGES)
YEARS = np.arange(FIRST_YEAR, LAST_YEAR + 1)


def rules() -> list[str]:
    """Return the name of the rule that holds in each area."""
    return [str(name) for name in table("settling")["rule"][:AREA_COUNT]]


def by_rule(priors: "Priors", path: str) -> np.ndarray:
    """Return a prior by area, from its values by rule."""
    return np.array([priors.number(f"{path}.{rule}") for rule in rules()])


def rates_by_year(priors: "Priors", years: np.ndarray) -> np.ndarray:
    """Return persons acquiring the local hukou per migrant-year [year, area]: the rule's rate, the area's departure."""
    rates = np.stack([priors.years(f"hukou.acquire.{rule}", years) for rule in rules()], axis=-1)
    return rates * table("settling")["acquire"][:AREA_COUNT]


def access(priors: "Priors") -> np.ndarray:
    """Return the relative chance by years of stay [area, stay class]: lower before the stay the rule asks for."""
    required = by_rule(priors, "hukou.acquire_stay")[:, None]
    early = by_rule(priors, "hukou.acquire_early")[:, None]
    return np.where(np.arange(STAY_CLASSES) >= required, 1.0, early)


def stay_classes(stays: list[np.ndarray]) -> np.ndarray:
    """Return years of stay by age as shares of stay classes, the last one open [kind, age, class]."""
    last = STAY_CLASSES - 1
    return np.stack([np.column_stack([s[:SINGLE_AGES, :last], s[:SINGLE_AGES, last:].sum(axis=1)]) for s in stays])


def acquire(priors: "Priors", stock: np.ndarray, stays: list[np.ndarray], years: np.ndarray = YEARS) -> np.ndarray:
    """Return World.acquire [year, place, hukou type, stay class].

    The prior counts all migrants; the hazards depend on stay and hukou type at the same mean over
    the migrants of the base. ``stock``: base [area, sex, age, status]; ``stays``: years of stay by
    age of intra- and inter-provincial migrants.
    """
    persons = stock[..., 2:].reshape(AREA_COUNT, 2, SINGLE_AGES, 2, 2).sum(axis=1)  # area, age, class, type
    weight = np.array([priors.number("hukou.acquire_urban"), 1.0])
    open_to = access(priors)
    reached = np.einsum("pagt,gad,t,pd->p", persons, stay_classes(stays), weight, open_to)
    level = rates_by_year(priors, years) * persons.sum(axis=(1, 2, 3)) / reached
    hazard = np.zeros((len(years), PLACE_COUNT, len(weight), STAY_CLASSES))
    hazard[:, :AREA_COUNT] = level[:, :, None, None] * weight[:, None] * open_to[:, None, :]
    return np.minimum(hazard, 1.0)


def convert(priors: "Priors", stock: np.ndarray, years: np.ndarray = YEARS) -> np.ndarray:
    """Return World.convert [year, age], with the prior as its mean over rural locals of the base."""
    shape = np.ones(AGES)
    shape[STUDENTS] = priors.number("hukou.convert_students")
    shape[YOUNG] = priors.number("hukou.convert_young")
    shape[OLDER] = priors.number("hukou.convert_older")
    rural = stock[..., 1].sum(axis=(0, 1))
    mean = (rural * shape[:SINGLE_AGES]).sum() / rural.sum()
    return np.minimum(priors.years("hukou.convert", years)[:, None] * shape / mean, 1.0)
