"""Variants of mortality: frozen, smoothed, the bounds of the United Nations, yearly shocks after Lee and Carter."""

from typing import TYPE_CHECKING

import numpy as np

from microsim.kernel.draws import DEMOGRAPHY, NOBODY, lanes, normal
from microsim.population.inputs import by_sex_and_age, chosen, table
from microsim.population.solving import solved

if TYPE_CHECKING:
    from microsim.population.inputs import Priors

VARIANTS = ("medium", "lower_80", "upper_80", "frozen")
DIP = ("published", "smoothed")
SHOCKS = ("steady", "lee_carter")
FIRST_TABLE_YEAR = 2010
FROZEN_YEAR = 2020
SHOCKS_FROM = 2024  # first year the United Nations project
BEFORE_DIP, AFTER_DIP = 2019, 2025  # years between which deaths of the epidemic are smoothed away
WIDEST = 2.0  # logit units, bounds of the search for a second level
HALVINGS = 40
INDEX_AGES = 100  # ages the sensitivity is known for; older ones have that of the last
HALF = 0.5


def fade(priors: "Priors", years_since: np.ndarray) -> np.ndarray:
    """Return what is left of a region's difference from the nation some years after the census."""
    if chosen(priors, "mortality.variant", VARIANTS) == "frozen":
        return np.ones(len(years_since))
    return np.exp(-np.maximum(years_since, 0) / priors.number("mortality.convergence_years"))


def nation(priors: "Priors", deaths: np.ndarray, luck: tuple[int, int] | None = None) -> np.ndarray:
    """Return the nation's death probabilities [year - 2010, sex, age] as the scenario chooses."""
    deaths = deaths.copy()
    if chosen(priors, "mortality.dip", DIP) == "smoothed":
        deaths = without_dip(deaths)
    if chosen(priors, "mortality.variant", VARIANTS) == "frozen":
        deaths[FROZEN_YEAR - FIRST_TABLE_YEAR :] = deaths[FROZEN_YEAR - FIRST_TABLE_YEAR]
    if chosen(priors, "mortality.shocks", SHOCKS) == "lee_carter":
        deaths = shaken(deaths, index_path(priors, luck or (1, 0), len(deaths)))
    return deaths


def without_dip(deaths: np.ndarray) -> np.ndarray:
    """Return probabilities with a straight line in logs over the years of the epidemic."""
    first, last = BEFORE_DIP - FIRST_TABLE_YEAR, AFTER_DIP - FIRST_TABLE_YEAR
    weight = np.linspace(0.0, 1.0, last - first + 1)[:, None, None]
    smooth = deaths.copy()
    smooth[first : last + 1] = np.exp((1 - weight) * np.log(deaths[first]) + weight * np.log(deaths[last]))
    return smooth


def expectancy(alive: np.ndarray) -> np.ndarray:
    """Return life expectancy at birth from survivors."""
    return alive[..., 1:].sum(axis=-1) / alive[..., 0] + HALF


def national_shift(priors: "Priors", standard: np.ndarray) -> np.ndarray:
    """Return the level [year - 2010, sex] at which the nation lives as long as the chosen bound says.

    A second Brass level, by bisection: life expectancy falls steadily in it. ``standard``: survivors.
    """
    variant = chosen(priors, "mortality.variant", VARIANTS)
    if not variant.endswith("_80"):
        return np.zeros(standard.shape[:2])
    columns = table("china_life_expectancy")
    known = slice(int(columns["year"][0]) - FIRST_TABLE_YEAR, None)
    ratio = columns[variant] / columns["medium"]
    target = expectancy(standard)
    target[known] *= ratio.reshape(-1, 2)
    inner = np.clip(standard[..., 1:], 1e-12, 1 - 1e-12)
    odds = inner / (1 - inner)

    def too_long(level: np.ndarray) -> np.ndarray:
        alive = odds / (odds + np.exp(2 * level)[..., None])
        return alive.sum(axis=-1) + HALF > target

    shift = solved(too_long, np.full(target.shape, WIDEST), HALVINGS)
    shift[: known.start] = 0.0
    return shift


def index_path(priors: "Priors", luck: tuple[int, int], years: int) -> np.ndarray:
    """Return the departure of the mortality index by year: a random walk from the first projected year.

    Keyed by seed and replicate like all luck, and by no person.
    """
    seed, replicate = luck
    first = SHOCKS_FROM - FIRST_TABLE_YEAR
    steps = np.zeros(years)
    for i in range(first, years):
        steps[i] = normal(lanes(seed, replicate, NOBODY, FIRST_TABLE_YEAR + i, DEMOGRAPHY).first)
    return priors.number("mortality.shock_sd") * np.cumsum(steps)


def shaken(deaths: np.ndarray, index: np.ndarray) -> np.ndarray:
    """Return death probabilities with hazards moved by the index, at each age by its sensitivity."""
    known = by_sex_and_age("lee_carter", "b", INDEX_AGES)[0]
    sensitivity = np.concatenate([known, np.repeat(known[:, -1:], deaths.shape[-1] - known.shape[-1], axis=1)], axis=1)
    hazard = -np.log1p(-deaths) * np.exp(sensitivity * index[:, None, None])
    return -np.expm1(-hazard)
