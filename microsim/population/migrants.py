"""Ages at which people move, and where migrants stand: a cohort run of arrivals and returns by age and stay."""

from typing import TYPE_CHECKING

import numpy as np

from microsim.kernel.world import AGES, BASE_YEAR, STAYS
from microsim.places import AREA_COUNT, AREAS_OF, PROVINCE_KEYS, SIMULATED
from microsim.population.inputs import fitted

if TYPE_CHECKING:
    from microsim.population.inputs import Priors

RETURN_GROUPS = ("age_0_24", "age_25_29", "age_30_39", "age_40_49", "age_50_59", "age_60_64", "age_65_up")
LONG_STAY = 10  # years of stay from which fewer go home
GROWTH_FROM = 1990
PEAKS = {"labour": ("level", "age", "decline", "rise"), "elders": ("level", "age", "decline", "rise")}
LAST_MOVE_AGE = 90
SHAPE = ("later", "narrower", "elders", "children")  # fitted departures of an area's profile from its province's


def entry_parameters(priors: "Priors", province: str) -> dict[str, float]:
    """Return the parameters of the Rogers-Castro profile of a province."""
    names = ["child_level", "child_decline", "constant"]
    names += [f"{peak}_{part}" for peak, parts in PEAKS.items() for part in parts]
    return {name: priors.number(f"migration.entry.{name}", province) for name in names}


def peak(
    ages: np.ndarray, level: float | np.ndarray, age: float | np.ndarray, decline: float | np.ndarray, rise: float
) -> np.ndarray:
    """Return one peak of a Rogers-Castro profile: a steep rise, a slow decline."""
    after = ages - age
    return level * np.exp(-decline * after - np.exp(-rise * after))


def profile(
    a: dict[str, float],
    later: float | np.ndarray = 0.0,
    narrower: float | np.ndarray = 1.0,
    elders: float | np.ndarray = 1.0,
    children: float | np.ndarray = 1.0,
) -> np.ndarray:
    """Return profiles of moves by age [..., AGES], summing to one: children, labour, elders, a constant.

    Parameters
    ----------
    a : parameters of the province
    later : years by which the labour peak is later; the other departures are factors
    """
    ages = np.arange(AGES)
    later, narrower, elders, children = (np.asarray(x)[..., None] for x in (later, narrower, elders, children))
    child = a["child_level"] * children * np.exp(-a["child_decline"] * ages)
    decline = a["labour_decline"] * narrower
    labour = peak(ages, a["labour_level"], a["labour_age"] + later, decline, a["labour_rise"])
    old = peak(ages, a["elders_level"] * elders, a["elders_age"], a["elders_decline"], a["elders_rise"])
    result = child + labour + old + a["constant"] * (ages < LAST_MOVE_AGE)
    return result / result.sum(axis=-1, keepdims=True)


def entry_profile(priors: "Priors", province: str = PROVINCE_KEYS[0]) -> np.ndarray:
    """Return the profile of a province's arrivals by age, without the areas' departures; by default the first's."""
    return profile(entry_parameters(priors, province))


def area_profiles(priors: "Priors", moves: str, ageing: float = 0.0) -> np.ndarray:
    """Return profiles of the areas by sex [area, sex, AGES], with their fitted departures.

    Parameters
    ----------
    moves : 'arrive' or 'leave', which departures of the table apply
    ageing : years by which the labour peak is later than at the base date
    """
    departures = {name: fitted(f"{moves}_{name}") for name in SHAPE}
    departures["later"] = departures["later"] + ageing
    result = np.empty((AREA_COUNT, 2, AGES))
    for province in SIMULATED:
        here = AREAS_OF[province]
        own = {name: values[here] for name, values in departures.items()}
        result[here] = profile(entry_parameters(priors, PROVINCE_KEYS[province]), **own)
    return result


def return_hazard(priors: "Priors") -> np.ndarray:
    """Return the yearly chance of going home in the first ten years of stay, by age, men."""
    return priors.age_steps("migration.return", RETURN_GROUPS)


def cohort_run(
    priors: "Priors", growth_end: float, death: np.ndarray, until: int = BASE_YEAR
) -> tuple[np.ndarray, np.ndarray]:
    """Return stock by age and years of stay at the end of a year, and those who left, by age.

    Arrivals start in ``migration.stock_start`` and grow from 1990 to ``growth_end``. The level
    is free: only shares are used. ``death``: yearly probabilities by age.
    """
    first = int(priors.number("migration.stock_start"))
    arrivals, hazard = entry_profile(priors), return_hazard(priors)
    growth = priors.number("migration.stock_growth")
    ratio = np.where(np.arange(STAYS) >= LONG_STAY, priors.number("migration.long_stay_ratio"), 1.0)
    leave = np.minimum(hazard[:, None] * ratio, 1.0)
    stock, left = np.zeros((AGES, STAYS)), np.zeros(AGES)
    for year in range(first, until + 1):
        alive = stock * (1 - death)[:, None]
        leavers = (alive * leave).sum(axis=1)
        stays = alive - alive * leave
        stock = np.zeros_like(stock)
        stock[1:, 1:] = stays[:-1, :-1]
        stock[1:, -1] += stays[:-1, -1]
        level = (1 + growth) ** (min(year, growth_end) - GROWTH_FROM)
        stock[:, 0] = arrivals * (level if year >= GROWTH_FROM else (year - first + 1) / (GROWTH_FROM - first + 1))
        left[1:] = left[:-1] * (1 - death[:-1]) + leavers[:-1]
    return stock, left
