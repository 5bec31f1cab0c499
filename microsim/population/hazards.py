"""Yearly chances of moving: priors by age, fitted by area, scaled to balance at the base date."""

from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.kernel.world import AGES, FIRST_YEAR, LAST_YEAR
from microsim.places import AREA_COUNT, AREAS_OF, ELSEWHERE, PLACE_COUNT, PROVINCE_OF, SIMULATED, WITH_CITIES
from microsim.population.attributes import cumulated
from microsim.population.hukou import stay_classes
from microsim.population.inputs import SINGLE_AGES, areas, fitted
from microsim.population.migrants import LONG_STAY, area_profiles, return_hazard
from microsim.population.variants import leave_scale

if TYPE_CHECKING:
    from microsim.population.attributes import Away
    from microsim.population.inputs import Priors

WOMEN = 1
CARE_AGES = slice(22, 30)  # ages at which women go home more often
REARRIVE_GROUPS = ("age_0_24", "age_25_39", "age_40_49", "age_50_59", "age_60_up")
CENSUS_GAP = 10  # years between the censuses
YOUNG_TO, OLD_FROM = 35, 50  # the fitted factor of returns changes evenly between these ages


def return_factor() -> np.ndarray:
    """Return the fitted factor of going home [area, sex, age]."""
    weight = np.interp(np.arange(AGES), (YOUNG_TO, OLD_FROM), (0.0, 1.0))
    return fitted("return_young")[..., None] * (1 - weight) + fitted("return_old")[..., None] * weight


def come_back(priors: "Priors") -> np.ndarray:
    """Return World.come_back [place, below or above ten years, sex, age]."""
    men = return_hazard(priors)
    hazard = np.stack([men, men])
    hazard[WOMEN, CARE_AGES] *= priors.number("migration.women_return")
    by_place = priors.places("migration.return_multiplier")[:, None, None] * hazard
    by_place[:AREA_COUNT] *= return_factor()
    long_stay = np.array([1.0, priors.number("migration.long_stay_ratio")])[None, :, None, None]
    return np.ascontiguousarray(np.minimum(by_place[:, None] * long_stay, 1.0))


def rearrive(priors: "Priors") -> np.ndarray:
    """Return World.rearrive [sex, age]."""
    hazard = priors.age_steps("migration.rearrive", REARRIVE_GROUPS)
    return np.stack([hazard, hazard])


def again(priors: "Priors", stock: np.ndarray) -> np.ndarray:
    """Return World.again [tie, place], cumulated: most come back to their tie, some go where migrants stand."""
    migrants = stock[..., 4:].sum(axis=(1, 2, 3))
    shares = np.eye(PLACE_COUNT)
    other = priors.number("migration.other_area")
    shares[:AREA_COUNT] *= 1 - other
    shares[:AREA_COUNT, :AREA_COUNT] += other * migrants / migrants.sum()
    return cumulated(shares)


def leave_factor(priors: "Priors") -> np.ndarray:
    """Return World.leave_factor by year."""
    years = np.arange(FIRST_YEAR, LAST_YEAR + 1)
    return priors.years("migration.leave_factor", years) * leave_scale(priors, years)


def returning(persons: np.ndarray, stays: np.ndarray, back: np.ndarray) -> np.ndarray:
    """Return who goes home in the first year, by the leading axes; the other axes are sex and age.

    Parameters
    ----------
    stays : years of stay by age
    back : chances [..., below or above ten years, sex, age]
    """
    long_stay = stays[:SINGLE_AGES, LONG_STAY:].sum(axis=1)
    chance = back[..., 0, :, :SINGLE_AGES] * (1 - long_stay) + back[..., 1, :, :SINGLE_AGES] * long_stay
    return (persons * chance).sum(axis=(-2, -1))


def city_inflow(
    priors: "Priors", stock: np.ndarray, stays: list[np.ndarray], back: np.ndarray, settling: np.ndarray, cities: Any
) -> np.ndarray:
    """Return moves a year from other cities of a province that replace those who return or settle, and the growth.

    ``settling``: chance of acquiring the hukou in the first year [place, hukou type, stay class].
    """
    intra = stock[cities, ..., 2:4]
    returns = returning(intra.sum(axis=-1), stays[0], back[cities])
    settles = np.einsum("psat,ad,ptd->p", intra, stay_classes(stays)[0], settling[cities])
    figures = areas()
    growth = (figures["intra20"] - figures["intra10"])[cities] / CENSUS_GAP
    return returns + settles + priors.number("migration.intra_growth") * np.maximum(growth, 0.0)


def outflow(stock: np.ndarray, stays: list[np.ndarray], out: "Away", back: np.ndarray) -> np.ndarray:
    """Return moves a year of area people out of their province that replace those who come back [to, home]."""
    flows = np.zeros((PLACE_COUNT, AREA_COUNT))
    away = out.elsewhere.sum(axis=1)
    flows[ELSEWHERE] = returning(away, stays[1], np.broadcast_to(back[ELSEWHERE], (AREA_COUNT, *back.shape[1:])))
    for province in SIMULATED:
        here = AREAS_OF[province]
        inter = stock[here, ..., 4:].sum(axis=-1)
        flows[here] = returning(inter, stays[1], back[here])[:, None] * out.members[province]
    return flows


def leaving(
    priors: "Priors", stock: np.ndarray, stays: list[np.ndarray], out: "Away", back: np.ndarray, settling: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return World.leave [place, sex, age] and World.destination [place, place], cumulated.

    Enough leave to keep the balance of moves at the base date. ``out``: see ``attributes.people_away``.
    """
    flows = outflow(stock, stays, out, back)
    for province in WITH_CITIES:
        cities = AREAS_OF[province]
        inflow = city_inflow(priors, stock, stays, back, settling, cities)
        flows[cities, cities] = inflow[:, None] * out.homes[cities, cities]
    shape = area_profiles(priors, "leave") * fitted("leave_level")[..., None]
    exposed = (stock[..., :2].sum(axis=-1) * shape[..., :SINGLE_AGES]).sum(axis=(1, 2))
    leave = np.zeros((PLACE_COUNT, 2, AGES))
    leave[:AREA_COUNT] = np.minimum((flows.sum(axis=0) / exposed)[:, None, None] * shape, 1.0)
    going = np.zeros((PLACE_COUNT, PLACE_COUNT))
    going[:AREA_COUNT] = flows.T / flows.sum(axis=0)[:, None]
    going[ELSEWHERE, ELSEWHERE] = 1.0
    return leave, cumulated(going)


def arrival_shares(priors: "Priors", years: np.ndarray, base: int) -> np.ndarray:
    """Return first arrivals' shares of their province's [year, area, hukou type, sex, age].

    The fit gives areas, sexes and ages; those who arrive later are older by a prior.
    """
    ageing = priors.number("migration.entry_ageing")
    shares = fitted("arrive_share")
    province = PROVINCE_OF[:AREA_COUNT]
    groups = shares / np.bincount(province, shares.sum(axis=1))[province][:, None]
    rural = priors.places("migration.rural_inter")[:AREA_COUNT]
    kinds = np.stack([1 - rural, rural], axis=-1)
    profiles = np.stack([area_profiles(priors, "arrive", ageing * (year - base)) for year in years])
    return kinds[None, :, :, None, None] * groups[None, :, None, :, None] * profiles[:, :, None]
