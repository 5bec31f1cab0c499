"""Life tables: the nation's, shifted to the regions by the Brass relation, and yearly hazards."""

from typing import TYPE_CHECKING

import numpy as np

from microsim.kernel.world import AGES, FIRST_YEAR, LAST_YEAR
from microsim.places import ELSEWHERE_PROVINCE, PROVINCE_KEYS, SIMULATED
from microsim.population.inputs import SEX_KEYS, by_sex_and_age
from microsim.population.lifespans import fade, nation, national_shift

if TYPE_CHECKING:
    from microsim.population.inputs import Priors

FIRST_TABLE_YEAR = 2010
PACE_FROM = 2027  # first year of the steady pace of the projection: to 2026 deaths still come down from the epidemic
CENSUS_YEAR = 2020  # year of the regional relation, from which it fades
OLDEST_SURVIVOR = 116  # ages 0..115: the tail beyond the open age of the nation's tables
TAIL_FIT = slice(80, 100)  # ages the tail is fitted on
OLD_FROM = 85  # ages from which ``mortality.oldest`` applies
LEAST_ALIVE = 1e-300
HALF = 0.5
REGION_TABLES = 2  # life tables of a province: its registered people, its migrants
OUTSIDE = REGION_TABLES * ELSEWHERE_PROVINCE  # the one of the outside world
# Life tables of World.death, see life.mortality.death_table: of a province locals by hukou type, then migrants.
OF_PROVINCE = (0, 0, 1)
TABLE_REGION = np.array([REGION_TABLES * province + own for province in SIMULATED for own in OF_PROVINCE] + [OUTSIDE])


def national_deaths() -> np.ndarray:
    """Return yearly death probabilities [year - 2010, sex, age 0..115] with a Kannisto tail."""
    known = by_sex_and_age("china_mortality", "q") / 1e6
    deaths = np.zeros((*known.shape[:2], OLDEST_SURVIVOR))
    deaths[..., : known.shape[2]] = known
    ages = np.arange(OLDEST_SURVIVOR) - TAIL_FIT.start
    hazard = -np.log1p(-known[..., TAIL_FIT])
    logit = np.log(hazard / np.maximum(1 - hazard, 1e-9))
    fitted = ages[TAIL_FIT]
    centred = fitted - fitted.mean()
    slope = (logit * centred).sum(axis=-1) / (centred**2).sum()
    level = logit[..., -1] - slope * fitted[-1]  # the tail starts where the table ends
    tail = level[..., None] + slope[..., None] * ages[TAIL_FIT.stop :]
    deaths[..., TAIL_FIT.stop :] = -np.expm1(-1 / (1 + np.exp(-tail)))
    return deaths


def expected_deaths(deaths: np.ndarray, information: int | None) -> np.ndarray:
    """Return death probabilities [year - 2010, sex, age] that after a year of information fall at the pace projected.

    The pace is that of the years the United Nations project, by sex and age, the epidemic and all counted years left out:
    the first year after the one known falls as the first projected one does.
    """
    if information is None or information + 1 >= PACE_FROM:
        return deaths
    known = information - FIRST_TABLE_YEAR
    pace = np.diff(np.log(deaths[PACE_FROM - FIRST_TABLE_YEAR - 1 :]), axis=0)
    years = np.minimum(np.arange(len(deaths) - known - 1), len(pace) - 1)
    result = deaths.copy()
    result[known + 1 :] = deaths[known] * np.exp(np.cumsum(pace[years], axis=0))
    return result


def survivors(deaths: np.ndarray) -> np.ndarray:
    """Return the survivors l(0..) of one newborn by age."""
    alive = np.cumprod(1 - deaths, axis=-1)
    return np.concatenate([np.ones((*deaths.shape[:-1], 1)), alive], axis=-1)


def brass(standard: np.ndarray, level: np.ndarray, slope: np.ndarray) -> np.ndarray:
    """Return survivors whose logit is linear in that of a standard; age zero stays one."""
    inner = np.clip(standard[..., 1:], 1e-12, 1 - 1e-12)
    logit = HALF * np.log((1 - inner) / inner)
    shifted = 1 / (1 + np.exp(2 * (level[..., None] + slope[..., None] * logit)))
    return np.concatenate([np.ones((*standard.shape[:-1], 1)), shifted], axis=-1)


def relation(priors: "Priors", province: str) -> tuple[np.ndarray, np.ndarray]:
    """Return Brass level and slope [year - 2010, sex] of a province, fading after the census."""
    weight = fade(priors, np.arange(FIRST_TABLE_YEAR, LAST_YEAR + 1) - CENSUS_YEAR)[:, None]
    level = np.array([priors.number(f"mortality.brass_level.{sex}", province) for sex in SEX_KEYS])
    slope = np.array([priors.number(f"mortality.brass_slope.{sex}", province) for sex in SEX_KEYS])
    return level * weight, 1 + (slope - 1) * weight


def fewer_old_deaths(priors: "Priors", alive: np.ndarray) -> np.ndarray:
    """Return survivors with the hazards of the oldest scaled to those the censuses show."""
    ratio = np.ones((2, alive.shape[-1] - 1))
    ratio[:, OLD_FROM:] = np.array([priors.number(f"mortality.oldest.{sex}") for sex in SEX_KEYS])[:, None]
    hazard = -np.diff(np.log(np.maximum(alive, LEAST_ALIVE)), axis=-1)
    return np.concatenate([alive[..., :1], np.exp(-np.cumsum(hazard * ratio, axis=-1))], axis=-1)


def life_tables(priors: "Priors", luck: tuple[int, int] | None = None, information: int | None = None) -> np.ndarray:
    """Return survivors [region, year - 2010, sex, age 0..116].

    ``luck``: seed and replicate of the yearly shocks, where the scenario asks for them; ``information``: the year after
    which mortality is not known, but expected.
    """
    deaths = expected_deaths(national_deaths(), information)
    standard = survivors(nation(priors, deaths, luck))
    years = np.arange(FIRST_TABLE_YEAR, LAST_YEAR + 1)
    level = np.stack([priors.years("mortality.level", years)] * len(SEX_KEYS), axis=-1)
    shift = level + national_shift(priors, survivors(deaths))
    relations = []
    for province in PROVINCE_KEYS[:ELSEWHERE_PROVINCE]:
        level, slope = relation(priors, province)
        relations += [(level - priors.number("mortality.registered_shift", province), slope), (level, slope)]
    relations.append(relation(priors, PROVINCE_KEYS[ELSEWHERE_PROVINCE]))
    alive = np.stack([brass(standard, level + shift, slope) for level, slope in relations])
    return fewer_old_deaths(priors, alive)


def by_status(hazards: np.ndarray) -> np.ndarray:
    """Return World.death from hazards by region: the same for the statuses that share a life table."""
    return np.ascontiguousarray(hazards[TABLE_REGION])


def death_hazards(alive: np.ndarray, first_year: int = FIRST_YEAR) -> np.ndarray:
    """Return the chance that who is aged a at the end of a year dies in the next one.

    Takes survivors [region, year, sex, age], returns [region, sex, year from the first year on, age].
    """
    persons = HALF * (alive[..., :-1] + alive[..., 1:])
    hazard = 1 - persons[..., 1:] / np.maximum(persons[..., :-1], 1e-300)
    return np.ascontiguousarray(hazard[:, first_year - FIRST_TABLE_YEAR :, :, :AGES].swapaxes(1, 2))


def infant_survival(alive: np.ndarray) -> np.ndarray:
    """Return the share of a year's newborns alive at its end [region, year - 2017, sex]."""
    return HALF * (alive[:, FIRST_YEAR - FIRST_TABLE_YEAR :, :, 0] + alive[:, FIRST_YEAR - FIRST_TABLE_YEAR :, :, 1])


def life_expectancy(alive: np.ndarray, age: int = 0) -> np.ndarray:
    """Return life expectancy at an age from survivors; of the dead in a year, half a year lived."""
    return alive[..., age + 1 :].sum(axis=-1) / alive[..., age] + HALF
