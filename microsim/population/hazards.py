"""Yearly chances of moving and of changing hukou: priors by age, scaled to balance at the base date."""

import numpy as np

from microsim.engine.world import AGES, FIRST_YEAR, LAST_YEAR
from microsim.places import AREA_COUNT, CITY_COUNT, ELSEWHERE, PLACE_CODE, PLACE_COUNT, SHANGHAI
from microsim.population.attributes import cumulated
from microsim.population.inputs import PROVINCE_OF, SINGLE_AGES, areas
from microsim.population.migrants import LONG_STAY, entry_profile, return_hazard

SETTLED = 5  # full years of stay from which hukou can be acquired, see World.acquire
WOMEN = 1
CARE_AGES = slice(22, 30)  # ages at which women go home more often
REARRIVE_GROUPS = ("age_0_24", "age_25_39", "age_40_49", "age_50_59", "age_60_up")
STUDENTS, YOUNG, OLDER = slice(18, 25), slice(25, 35), slice(50, AGES)
DELTA = ("guangzhou", "shenzhen", "zhuhai", "foshan", "jiangmen", "zhaoqing", "huizhou", "dongguan", "zhongshan")
CENSUS_GAP = 10  # years between the censuses


def come_back(priors):
    """Return World.come_back [place, below or above ten years, sex, age]."""
    men = return_hazard(priors)
    hazard = np.stack([men, men])
    hazard[WOMEN, CARE_AGES] *= priors.number("migration.women_return")
    by_place = priors.places("migration.return_multiplier")[:, None, None, None] * hazard
    long_stay = np.array([1.0, priors.number("migration.long_stay_ratio")])[None, :, None, None]
    return np.ascontiguousarray(np.minimum(by_place * long_stay, 1.0))


def rearrive(priors):
    """Return World.rearrive [sex, age]."""
    hazard = priors.age_steps("migration.rearrive", REARRIVE_GROUPS)
    return np.stack([hazard, hazard])


def leave_factor(priors):
    """Return World.leave_factor by year."""
    return priors.years("migration.leave_factor", np.arange(FIRST_YEAR, LAST_YEAR + 1))


def acquire(priors, stock, stays):
    """Return World.acquire [place, hukou type].

    The prior counts all migrants, the hazard only those of five and more years; urban ones get
    hukou more easily, at the same mean. ``stock``: base [area, sex, age, status]; ``stays``:
    years of stay by age of intra- and inter-provincial migrants.
    """
    prior = np.full(PLACE_COUNT, priors.number("hukou.acquire.other_cities"))
    prior[[PLACE_CODE[key] for key in DELTA]] = priors.number("hukou.acquire.pearl_river_delta")
    prior[SHANGHAI], prior[ELSEWHERE] = priors.number("hukou.acquire.shanghai"), 0.0
    settled = np.stack([shares[:SINGLE_AGES, SETTLED:].sum(axis=1) for shares in stays])
    persons = stock[..., 2:].reshape(AREA_COUNT, 2, SINGLE_AGES, 2, 2).sum(axis=1)
    eligible = np.einsum("pagt,ga->pt", persons, settled)
    weight = np.array([priors.number("hukou.acquire_urban"), 1.0])
    level = prior[:AREA_COUNT] * persons.sum(axis=(1, 2, 3)) / (eligible * weight).sum(axis=1)
    hazard = np.zeros((PLACE_COUNT, 2))
    hazard[:AREA_COUNT] = np.minimum(level[:, None] * weight, 1.0)
    return hazard


def convert(priors, stock):
    """Return World.convert by age, with the prior as its mean over rural locals of the base."""
    shape = np.ones(AGES)
    shape[STUDENTS] = priors.number("hukou.convert_students")
    shape[YOUNG] = priors.number("hukou.convert_young")
    shape[OLDER] = priors.number("hukou.convert_older")
    rural = stock[..., 1].sum(axis=(0, 1))
    return shape * priors.number("hukou.convert") * rural.sum() / (rural * shape[:SINGLE_AGES]).sum()


def city_inflow(priors, stock, stays, back, hukou):
    """Return moves a year from other cities that replace those who return or settle, and the growth."""
    intra = stock[:CITY_COUNT, ..., 2:4]
    long_stay = stays[0][:SINGLE_AGES, LONG_STAY:].sum(axis=1)
    settled = stays[0][:SINGLE_AGES, SETTLED:].sum(axis=1)
    here = back[:CITY_COUNT, :, :, :SINGLE_AGES]
    chance = here[:, 0] * (1 - long_stay) + here[:, 1] * long_stay
    returns = (intra * chance[..., None]).sum(axis=(1, 2, 3))
    settles = (intra.sum(axis=1) * settled[None, :, None] * hukou[:CITY_COUNT, None, :]).sum(axis=(1, 2))
    figures = areas()
    growth = (figures["intra20"] - figures["intra10"])[:CITY_COUNT] / CENSUS_GAP
    return returns + settles + priors.number("migration.intra_growth") * np.maximum(growth, 0.0)


def leaving(priors, stock, stays, homes, back, hukou):
    """Return World.leave [place, sex, age] and World.destination [place, place], cumulated.

    Cities of Guangdong: enough leave to keep the balance of moves between them at the base date.
    """
    flows = city_inflow(priors, stock, stays, back, hukou)[:, None] * homes
    shape = entry_profile(priors)
    locals_by_age = stock[..., :2].sum(axis=(1, 3))
    exposed = (locals_by_age * shape[:SINGLE_AGES]).sum(axis=1)
    beyond = priors.number("migration.leave_elsewhere")
    scale = np.zeros(PLACE_COUNT)
    scale[:CITY_COUNT] = flows.sum(axis=0) / (1 - beyond) / exposed[:CITY_COUNT]
    scale[SHANGHAI] = priors.number("migration.shanghai_leave") * locals_by_age[SHANGHAI].sum() / exposed[SHANGHAI]
    going = np.zeros((PLACE_COUNT, PLACE_COUNT))
    going[:CITY_COUNT, :CITY_COUNT] = (1 - beyond) * flows.T / flows.sum(axis=0)[:, None]
    going[:CITY_COUNT, ELSEWHERE] = beyond
    going[CITY_COUNT:, ELSEWHERE] = 1.0
    leave = np.broadcast_to((scale[:, None] * shape)[:, None, :], (PLACE_COUNT, 2, AGES))
    return np.ascontiguousarray(np.minimum(leave, 1.0)), cumulated(going)


def arrival_shares(priors, stock):
    """Return how a province's arrivals spread over its areas.

    Enough to replace those who go home, plus the growth between the censuses.
    """
    figures = areas()
    migrants = stock[..., 4:].sum(axis=(1, 2, 3))
    growth = (figures["inter20"] - figures["inter10"])[:AREA_COUNT] / CENSUS_GAP
    wanted = np.maximum(return_hazard(priors).mean() * migrants + growth, 0.0)
    shares = np.zeros(AREA_COUNT)
    for code in range(2):
        here = PROVINCE_OF[:AREA_COUNT] == code
        shares[here] = wanted[here] / wanted[here].sum()
    return shares
