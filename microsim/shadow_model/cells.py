"""Persons by sex and age under the ages of the law: who works, who reaches the age, who draws a pension."""

from typing import NamedTuple

import numpy as np

from microsim.amounts import MONTHS
from microsim.kernel.tallies import AGES_SHOWN
from microsim.kernel.world import FIRST_LAW_YEAR
from microsim.population.mortality import national_deaths
from microsim.schema import Sex, Track
from microsim.schemes.employees.rules.eligibility import statutory_age
from microsim.shadow_model.states import grown_older

YOUNG = 20  # first age of work
FIRST_TABLE_YEAR = 2010  # of deaths
TRACKS = {Sex.MALE: (Track.MEN,), Sex.FEMALE: (Track.WOMEN_CADRE, Track.WOMEN_WORKER)}  # of women half on each
MIDDLE = MONTHS // 2  # of the year: births spread over it


class Cells(NamedTuple):
    """Residents of a province at the ends of years, the base year first [year + 1, sex, age], and their deaths.

    Attributes
    ----------
    working : from YOUNG to the statutory age
    past : past it
    reaching : who reached it within the year [year, sex, age]
    retires : statutory age of those who reach it, years [year, sex]
    deaths : probability to die before the age of the year's end [year, sex, age]
    """

    working: np.ndarray
    past: np.ndarray
    reaching: np.ndarray
    retires: np.ndarray
    deaths: np.ndarray


def cells_of(residents: np.ndarray, law: np.ndarray, years: np.ndarray) -> Cells:
    """Return residents by what the law makes of their age.

    Parameters
    ----------
    residents : at the ends of years, the base year first [year + 1, sex, age]
    law : LAW [year] of one place, from FIRST_LAW_YEAR on
    years : of ``residents``
    """
    ages = np.stack(
        [[retirement_ages(law, int(year), sex) for sex in Sex] for year in years]
    )  # [year + 1, sex, track, age]
    past = np.clip(np.arange(AGES_SHOWN) + 1 - ages, 0.0, 1.0).mean(axis=2)
    before = grown_older(past[:-1], axis=-1)
    before[..., -1] = 1.0
    reaching = residents[1:] * np.maximum(past[1:] - before, 0.0)
    mean_age = (reaching * ages[1:].mean(axis=2)).sum(axis=2) / np.maximum(reaching.sum(axis=2), 1.0)
    of_age = np.arange(AGES_SHOWN) >= YOUNG
    return Cells(residents * (1.0 - past) * of_age, residents * past, reaching, mean_age, deaths_of(years[1:]))


def retirement_ages(law: np.ndarray, year: int, sex: Sex) -> np.ndarray:
    """Return the statutory age, in years, of those of each age at the end of a year [2, age]: both tracks of a sex."""
    record = law[year - FIRST_LAW_YEAR]
    tracks = TRACKS[sex] * (2 // len(TRACKS[sex]))
    fields = ("first_birth", "delay_step", "original_age", "final_age")
    return np.array(
        [
            [
                statutory_age(MONTHS * (year - age) + MIDDLE, *(int(record[name][track]) for name in fields)) / MONTHS
                for age in range(AGES_SHOWN)
            ]
            for track in tracks
        ]
    )


def deaths_of(years: np.ndarray) -> np.ndarray:
    """Return the probability to die within a year by the age at its end [year, sex, age]: the nation's tables as shipped."""
    tables = national_deaths()[years - FIRST_TABLE_YEAR, :, :AGES_SHOWN]
    younger = np.concatenate([tables[..., :1], tables[..., :-1]], axis=-1)
    return np.asarray(0.5 * (younger + tables))


def drawing(opening: np.ndarray, claims: np.ndarray, deaths: np.ndarray) -> np.ndarray:
    """Return pensioners at the ends of years [year + 1, sex, age] from those of the base date, claims and deaths."""
    stocks = [opening]
    for new, dying in zip(claims, deaths, strict=True):
        stocks.append(grown_older(stocks[-1], axis=-1) * (1.0 - dying) + new)
    return np.stack(stocks)
