"""Who draws a pension of the employees' or the public scheme at the base date, by place, hukou, sex and age."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from microsim.kernel.world import AGES, BASE_YEAR, COHORT_WIDTH, COHORTS, FIRST_COHORT, FIRST_LAW_YEAR
from microsim.law.load import load_statute
from microsim.law.series import Book
from microsim.places import (
    AREA_COUNT,
    AREAS_OF,
    ELSEWHERE,
    PLACE_COUNT,
    PLACES_OF,
    PROVINCE_COUNT,
    PROVINCE_KEYS,
    PROVINCE_OF,
    WITH_CITIES,
)
from microsim.population.attributes import by_hukou_type
from microsim.population.education import LEVELS
from microsim.population.inputs import SINGLE_AGES, areas, base_residents, national_population
from microsim.population.solving import solved
from microsim.schema import Sex, Status, Track

if TYPE_CHECKING:
    from microsim.population.inputs import Priors

GROUPS = ("urban", "rural", "migrant")  # of base_stock.pensioners_*
GROUP_OF = (0, 1, 2, 2, 2, 2)  # group of each status
COUNTED = 2010  # the census that asked why people do not work
ADULT_FROM, MONTHS = 16, 12
WIDEST, HALVINGS = 6.0, 49  # search for a city's odds
WIDEST_PUBLIC = 20.0  # search for the odds of a public pension
MOST = 0.98  # the share drawing an employees' pension at most, where public pensioners are many


class PublicStock(NamedTuple):
    """Public pensioners of the base date.

    Attributes
    ----------
    shares : World.base_public, of local townsmen past the age of their track [province, cohort, attainment]
    drawing : share of all local townsmen [place, sex, age]
    """

    shares: np.ndarray
    drawing: np.ndarray


def claim_ages(name: str, year: int) -> list[float]:
    """Return an age of the statute in a year, in years, by track."""
    book, row = Book(load_statute()), year - FIRST_LAW_YEAR
    return [book.years(PROVINCE_KEYS[0], f"retirement.{track.name.lower()}.{name}")[row] / MONTHS for track in Track]


def past_age(priors: "Priors", year: int = BASE_YEAR) -> np.ndarray:
    """Return the share past the age of the track, or of special work, at the end of a year [province, sex, age]."""
    ages = np.arange(AGES)
    usual, special = claim_ages("original_age", year), claim_ages("special_age", year)
    result = np.zeros((PROVINCE_COUNT, len(Sex), AGES))
    workers = priors.provinces("retirement.women_worker_share")
    for code, province in enumerate(PROVINCE_KEYS):
        early = float(priors.years("retirement.special_share", [year], province)[0])
        shares = {Track.MEN: 1.0, Track.WOMEN_CADRE: 1 - workers[code], Track.WOMEN_WORKER: workers[code]}
        for track, share in shares.items():
            sex = int(Sex.MALE if track == Track.MEN else Sex.FEMALE)
            first = (ages >= special[track]) if track != Track.WOMEN_CADRE else 0.0
            result[code, sex] += share * np.where(ages >= usual[track], 1.0, early * first)
    return result


def public_pensioners(priors: "Priors", stock: np.ndarray, education: np.ndarray, year: int = BASE_YEAR) -> PublicStock:
    """Return who draws a public pension at the base date: local townsmen past the age, of all tracks as in service.

    Their number in a province is ``base_stock.public_retired``, the same share of every cohort; the odds by attainment
    within a cohort stand to each other as ``base_stock.public_odds`` says. Were they one for all cohorts, the young and
    schooled would hold most of these pensions, and twice as many would retire from service before the base date as after.

    Parameters
    ----------
    stock : base [area, sex, age, status]
    education : World.education
    """
    past, ages = past_age(priors, year), np.arange(SINGLE_AGES)
    cohort = np.clip((year - ages - FIRST_COHORT) // COHORT_WIDTH, 0, COHORTS - 1)
    schooled = np.diff(education, axis=-1, prepend=0.0)[:, Status.LOCAL_URBAN][:, :, cohort]
    townsmen = np.empty(schooled.shape[:3])
    townsmen[:AREA_COUNT], townsmen[ELSEWHERE] = stock[..., Status.LOCAL_URBAN], national_population(year) / 2
    odds = np.array([priors.number(f"base_stock.public_odds.{level}") for level in LEVELS])
    shares = np.empty((PROVINCE_COUNT, COHORTS, len(LEVELS)))
    drawing = np.zeros((PLACE_COUNT, len(Sex), AGES))
    for province, places in enumerate(PLACES_OF):
        served = past[province, :, :SINGLE_AGES, None] * schooled[places]
        by_age = (townsmen[places][..., None] * served).sum(axis=(0, 1))
        persons = np.stack([by_age[cohort == row].sum(axis=0) for row in range(COHORTS)])
        wanted = float(priors.years("base_stock.public_retired", [year], PROVINCE_KEYS[province])[0])
        everywhere = wanted / persons.sum()
        shares[province] = [with_number(odds, group, everywhere * group.sum()) for group in persons]
        drawing[places, :, :SINGLE_AGES] = (served * shares[province][cohort]).sum(axis=-1)
    drawing[..., SINGLE_AGES:] = drawing[..., SINGLE_AGES - 1 : SINGLE_AGES]
    return PublicStock(shares, drawing)


def with_number(odds: np.ndarray, persons: np.ndarray, wanted: float) -> np.ndarray:
    """Return shares with given ratios of their odds that take a number of persons, by group."""

    def shares(level: float) -> np.ndarray:
        scaled = odds * np.exp(level)
        return scaled / (1 + scaled)

    level = solved(lambda level: (persons * shares(level)).sum() < wanted, WIDEST_PUBLIC, HALVINGS)
    return shares(level) if wanted > 0 else np.zeros_like(odds)


def provincial(priors: "Priors", year: int = BASE_YEAR) -> np.ndarray:
    """Return the share drawing an employees' pension among those past their age [place, group], alike in all cities."""
    return np.stack([priors.places_in(f"base_stock.pensioners_{group}", year) for group in GROUPS], axis=-1)


def of_the_others(shares: np.ndarray, past: np.ndarray, public: np.ndarray, stock: np.ndarray) -> np.ndarray:
    """Return the shares [place, group] among those without a public pension, which is given first: the number stays.

    ``public``: share drawing one [place, sex, age]; elsewhere those of all ages weigh alike.
    """
    result = shares.copy()
    townsmen = np.ones((PLACE_COUNT, len(Sex), SINGLE_AGES))
    townsmen[:AREA_COUNT] = stock[..., Status.LOCAL_URBAN]
    for places in PLACES_OF:
        whole = (townsmen[places] * past[PROVINCE_OF[places], :, :SINGLE_AGES]).sum()
        taken = (townsmen[places] * public[places, :, :SINGLE_AGES]).sum()
        result[places, 0] = np.minimum(shares[places, 0] * whole / (whole - taken), MOST)
    return result


def drawing(
    priors: "Priors", past: np.ndarray, employees: np.ndarray, public: np.ndarray, year: int = BASE_YEAR
) -> np.ndarray:
    """Return the share who draw a pension at the base date [place, status, sex, age].

    Parameters
    ----------
    employees : share drawing an employees' pension among those past their age without a public one [place, group]
    public : share drawing a public pension among local townsmen [place, sex, age]

    Township pensioners are locals without either.
    """
    left = np.repeat(past[PROVINCE_OF][:, None], len(GROUP_OF), axis=1)
    left[:, Status.LOCAL_URBAN] -= public
    own = employees[:, GROUP_OF, None, None] * left
    rate = priors.places_in("base_stock.township_pensioners", year)[:, None, None, None]
    own[:, : Status.LOCAL_RURAL + 1] += (rate * (left - own))[:, : Status.LOCAL_RURAL + 1]
    own[:, Status.LOCAL_URBAN] += public
    return own


def base_pensioners(priors: "Priors", stock: np.ndarray, public: np.ndarray, year: int = BASE_YEAR) -> np.ndarray:
    """Return World.base_pensioner: the share drawing an employees' pension among those past their age [place, group].

    Local townsmen with a public pension, whose share is ``public`` [place, sex, age], are not among them.

    A city's odds are moved so that pensioners are spread over a province as the retired of the census of 2010 among
    the residents past their age; the number in the province stays. ``stock``: base [area, sex, age, status].
    """
    past = past_age(priors, year)
    result = of_the_others(provincial(priors, year), past, public, stock)
    for province in WITH_CITIES:
        result = spread_over(AREAS_OF[province], province, priors, past, result, public, stock, year)
    return result


def spread_over(
    cities: slice,
    province: int,
    priors: "Priors",
    past: np.ndarray,
    alike: np.ndarray,
    public: np.ndarray,
    stock: np.ndarray,
    year: int,
) -> np.ndarray:
    """Return the shares drawing a pension [place, group] with those of a province's cities moved to the retired."""
    weight = priors.number("base_stock.city_weight")
    persons = stock[cities].transpose(0, 3, 1, 2)
    now = (drawing(priors, past, alike, public, year)[cities, ..., :SINGLE_AGES] * persons).sum(axis=(1, 2, 3))
    old = past[province, :, :SINGLE_AGES]
    wanted = counted_retired(cities, old) * (base_residents(year)[cities] * old).sum(axis=(1, 2))
    wanted = now * (wanted / wanted.sum() / (now / now.sum())) ** weight
    wanted *= now.sum() / wanted.sum()

    def moved(level: np.ndarray) -> np.ndarray:
        odds = np.exp(level)[:, None] * alike[cities] / (1 - alike[cities])
        result = alike.copy()
        result[cities] = odds / (1 + odds)
        return result

    def too_few(level: np.ndarray) -> np.ndarray:
        shares = drawing(priors, past, moved(level), public, year)[cities, ..., :SINGLE_AGES]
        return (shares * persons).sum(axis=(1, 2, 3)) < wanted

    return moved(solved(too_few, np.full(len(wanted), WIDEST), HALVINGS))


def counted_retired(cities: slice, past: np.ndarray) -> np.ndarray:
    """Return the retired of the census of 2010 over residents past their age then, by city. ``past``: [sex, age]."""
    residents = base_residents(COUNTED)[cities]
    retired = areas()["retired10"][cities] * residents[..., ADULT_FROM:].sum(axis=(1, 2))
    return retired / (residents * past).sum(axis=(1, 2))


def pensioner_share(
    priors: "Priors", stock: np.ndarray, employees: np.ndarray, public: np.ndarray, year: int = BASE_YEAR
) -> np.ndarray:
    """Return the share who draw a pension at the base date [place, hukou type, sex, age]; see ``drawing``."""
    return by_hukou_type(drawing(priors, past_age(priors, year), employees, public, year), stock)
