"""Where migrants stand: a cohort run of arrivals and returns by age and years of stay."""

import numpy as np

from microsim.engine.world import AGES, BASE_YEAR, STAYS

RETURN_GROUPS = ("age_0_24", "age_25_29", "age_30_39", "age_40_49", "age_50_59", "age_60_64", "age_65_up")
LONG_STAY = 10  # years of stay from which fewer go home
GROWTH_FROM = 1990
ENTRY_PARAMETERS = (
    "child_level",
    "child_decline",
    "labour_level",
    "labour_age",
    "labour_decline",
    "labour_rise",
    "constant",
)
LAST_MOVE_AGE = 90


def entry_profile(priors, province="guangdong", ageing=0.0):
    """Return the Rogers-Castro profile of arrivals by age, summing to one, some years of age later."""
    ages = np.arange(AGES)
    a = {key: priors.number(f"migration.entry.{key}", province) for key in ENTRY_PARAMETERS}
    rise = ages - a["labour_age"] - ageing
    child = a["child_level"] * np.exp(-a["child_decline"] * ages)
    labour = a["labour_level"] * np.exp(-a["labour_decline"] * rise - np.exp(-a["labour_rise"] * rise))
    profile = child + labour + a["constant"] * (ages < LAST_MOVE_AGE)
    return profile / profile.sum()


def return_hazard(priors):
    """Return the yearly chance of going home in the first ten years of stay, by age, men."""
    return priors.age_steps("migration.return", RETURN_GROUPS)


def cohort_run(priors, growth_end, death):
    """Return stock by age and years of stay at the base date, and those who left, by age.

    Arrivals start in ``migration.stock_start`` and grow from 1990 to ``growth_end``. The level
    is free: only shares are used. ``death``: yearly probabilities by age.
    """
    first = int(priors.number("migration.stock_start"))
    profile, hazard = entry_profile(priors), return_hazard(priors)
    growth = priors.number("migration.stock_growth")
    leave = hazard[:, None] * np.where(np.arange(STAYS) >= LONG_STAY, priors.number("migration.long_stay_ratio"), 1.0)
    stock, left = np.zeros((AGES, STAYS)), np.zeros(AGES)
    for year in range(first, BASE_YEAR + 1):
        alive = stock * (1 - death)[:, None]
        leavers = (alive * leave).sum(axis=1)
        stays = alive - alive * leave
        stock = np.zeros_like(stock)
        stock[1:, 1:] = stays[:-1, :-1]
        stock[1:, -1] += stays[:-1, -1]
        level = (1 + growth) ** (min(year, growth_end) - GROWTH_FROM)
        stock[:, 0] = profile * (level if year >= GROWTH_FROM else (year - first + 1) / (GROWTH_FROM - first + 1))
        left[1:] = left[:-1] * (1 - death[:-1]) + leavers[:-1]
    return stock, left
