"""What brings pensions awarded in the histories of the base stock to the means known of the base date.

Careers before the base date are lived under the rules of today's formula and lead to awards whose order is that of the
careers, but whose level nobody has checked: near half of those who drew a pension in 2016 had it awarded by older rules.
Their mean is known by province, its difference by sex and age is a prior; so each group's awards are multiplied by one
number, the mean known over the mean lived by a fixed sample of the base stock: its own luck, whole persons, the law as
shipped. The number is then the same in every sample, with any luck and under every scenario of the law.
"""

from typing import TYPE_CHECKING

import numpy as np

from microsim import caching
from microsim.amounts import FEN
from microsim.kernel.numbers import parts_of
from microsim.kernel.tallies import AGES_SHOWN, History
from microsim.kernel.world import AWARD_AGES, BASE_YEAR, FIRST_HISTORY_YEAR, shape_of
from microsim.law.compile import compile_law_and_report
from microsim.places import PROVINCE_COUNT, PROVINCE_KEYS, PROVINCE_OF
from microsim.population.inputs import Priors
from microsim.population.kept import content_of
from microsim.population.standing import claim_ages
from microsim.schema import Origin, Sex, Track

if TYPE_CHECKING:
    from microsim.kernel.world import World
    from microsim.law.assumptions import Assumptions
    from microsim.population.build import Population

ONE_IN = 1000  # persons of the base stock that stand for one whose career is lived to find the means
LUCK = (0, 0)  # seed and replicate of these careers; runs begin with seed 1
LEAST = 20  # pensioners of a group; fewer are taken together with the sex and province, or all
STOCKS = (Origin.BASE, Origin.ABSENT)
IN_MEMORY = 8
MEMO = caching.Memo(IN_MEMORY)
AWARDS = "base_award"
GROUPS = np.searchsorted(AWARD_AGES, np.arange(AGES_SHOWN), side="right")


def base_awards(assumptions: "Assumptions", population: "Population", world: "World", cache: bool = True) -> np.ndarray:
    """Return World.base_award [province, sex, age group], kept under a hash of every assumption and the base year.

    Parameters
    ----------
    assumptions : with the scenario's overrides
    population : the Population of these assumptions
    world : its tables; of its law only what does not stand in it for a scenario is taken
    cache : False works the factors out and keeps nothing
    """
    year = population.base_year
    if not cache:
        return made(assumptions, population, world, cache)
    key = caching.key_of(AWARDS, content_of(assumptions), year)
    return np.asarray(MEMO.get(key, lambda: kept_or_made(key, assumptions, population, world)))


def kept_or_made(key: str, assumptions: "Assumptions", population: "Population", world: "World") -> np.ndarray:
    """Return the factors as kept on disk, else worked out and kept."""
    arrays = caching.load(key)
    if arrays is None:
        arrays = {AWARDS: made(assumptions, population, world)}
        caching.keep(key, arrays)
    return arrays[AWARDS]


def made(assumptions: "Assumptions", population: "Population", world: "World", cache: bool = True) -> np.ndarray:
    """Return the factors, worked out."""
    priors, year = Priors(assumptions), population.base_year
    part = priors.number("base_stock.awards_known")
    if part == 0 or not (priors.provinces_in("base_stock.lived", year) > 0).any():
        return np.ones(shape_of(AWARDS))
    law = compile_law_and_report(assumptions=assumptions, cache=cache)[0]
    counted = lived(population, world._replace(law=law))
    whole = factors(counted[..., History.PENSIONERS], counted[..., History.PENSION_FEN], known_means(priors, year))
    return np.asarray(whole**part)


def lived(population: "Population", world: "World") -> np.ndarray:
    """Return what the fixed sample counts at the end of the base year [province, sex, age group, measure]."""
    from microsim.engine.run import simulate

    year = population.base_year
    tallies = simulate(past_age(population), world, *LUCK, until=year + 1, threads=1, first=year)
    return grouped(tallies.history[year - FIRST_HISTORY_YEAR])


def past_age(population: "Population") -> np.ndarray:
    """Return the numbers of the fixed sample: those of an age at which one may have claimed."""
    numbers = population._replace(given=None).sample(ONE_IN)
    origin, sex, age = parts_of(numbers)
    first = claim_ages("special_age", population.base_year)
    least = np.where(sex == Sex.MALE, first[Track.MEN], first[Track.WOMEN_WORKER])
    return numbers[np.isin(origin, STOCKS) & (age >= least)]


def grouped(counted: np.ndarray) -> np.ndarray:
    """Return counts by province and age group [province, sex, group, measure] from those [place, sex, age, measure]."""
    found = np.zeros((PROVINCE_COUNT, len(Sex), len(AWARD_AGES) + 1, counted.shape[-1]), dtype=counted.dtype)
    for place, of_place in enumerate(counted):
        for age in range(AGES_SHOWN):
            found[PROVINCE_OF[place], :, GROUPS[age]] += of_place[:, age]
    return found


def known_means(priors: Priors, year: int = BASE_YEAR) -> tuple[np.ndarray, np.ndarray]:
    """Return the mean pension known by province, fen a month, and what those of sex and age group are to one another."""
    mean = FEN * priors.provinces_in("base_stock.pension_mean", year)
    women, slope = priors.number("base_stock.women_pension"), priors.number("base_stock.pension_by_age")
    bounds = np.array([2 * AWARD_AGES[0] - AWARD_AGES[1], *AWARD_AGES, 2 * AWARD_AGES[-1] - AWARD_AGES[-2]])
    middles = 0.5 * (bounds[1:] + bounds[:-1])
    return mean, np.array([1.0, women])[:, None] * np.exp(slope * (middles - AWARD_AGES[1]))


def factors(pensioners: np.ndarray, pensions: np.ndarray, known: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """Return the factors [province, sex, age group]: the mean known over the mean lived.

    Parameters
    ----------
    pensioners, pensions : persons and fen a month [province, sex, age group]
    known : mean by province, and relative means [sex, age group], which keep that mean among the pensioners lived
    """
    mean, relative = known
    result = np.ones(pensioners.shape)
    for province in range(len(PROVINCE_KEYS)):
        persons, money = pensioners[province], pensions[province]
        if persons.sum() < LEAST or money.sum() == 0:
            continue
        wanted = mean[province] * relative * persons.sum() / (relative * persons).sum()
        whole = (wanted * persons).sum() / money.sum()
        enough = (persons >= LEAST) & (money > 0)
        result[province] = np.where(enough, wanted * persons / np.maximum(money, 1), whole)
    return result
