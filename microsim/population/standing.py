"""Who draws a pension of the employees' or the public scheme at the base date, by place, hukou, sex and age."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from microsim.kernel.world import AGES, BASE_YEAR, FIRST_LAW_YEAR
from microsim.law.load import load_statute
from microsim.law.series import Book
from microsim.places import AREAS_OF, PROVINCE_COUNT, PROVINCE_KEYS, PROVINCE_OF, WITH_CITIES
from microsim.population.attributes import by_hukou_type
from microsim.population.inputs import SINGLE_AGES, areas, base_residents
from microsim.schema import Sex, Status, Track

if TYPE_CHECKING:
    from microsim.population.inputs import Priors

GROUPS = ("urban", "rural", "migrant")  # of base_stock.pensioners_*
GROUP_OF = (0, 1, 2, 2, 2, 2)  # group of each status
COUNTED = 2010  # the census that asked why people do not work
ADULT_FROM, MONTHS = 16, 12
WIDEST, HALVINGS = 6.0, 50  # search for a city's odds


class PastAge(NamedTuple):
    """Shares of persons past the age of their track at the base date [province, sex, age].

    ``service``: those of the tracks from which public pensioners come, men and women cadres.
    """

    all: np.ndarray
    service: np.ndarray


def claim_ages(name: str, year: int) -> list[float]:
    """Return an age of the statute in a year, in years, by track."""
    book, row = Book(load_statute()), year - FIRST_LAW_YEAR
    return [book.years(PROVINCE_KEYS[0], f"retirement.{track.name.lower()}.{name}")[row] / MONTHS for track in Track]


def past_age(priors: "Priors", year: int = BASE_YEAR) -> PastAge:
    """Return who is past the age of the track, or of special work, at the end of a year."""
    ages = np.arange(AGES)
    usual, special = claim_ages("original_age", year), claim_ages("special_age", year)
    both = PastAge(*(np.zeros((PROVINCE_COUNT, len(Sex), AGES)) for _ in range(2)))
    workers = priors.provinces("retirement.women_worker_share")
    for code, province in enumerate(PROVINCE_KEYS):
        early = float(priors.years("retirement.special_share", [year], province)[0])
        shares = {Track.MEN: 1.0, Track.WOMEN_CADRE: 1 - workers[code], Track.WOMEN_WORKER: workers[code]}
        for track, share in shares.items():
            sex = int(Sex.MALE if track == Track.MEN else Sex.FEMALE)
            first = (ages >= special[track]) if track != Track.WOMEN_CADRE else 0.0
            past = share * np.where(ages >= usual[track], 1.0, early * first)
            both.all[code, sex] += past
            both.service[code, sex] += past if track != Track.WOMEN_WORKER else 0.0
    return both


def provincial(priors: "Priors", year: int = BASE_YEAR) -> np.ndarray:
    """Return the share drawing an employees' pension among those past their age [place, group], alike in all cities."""
    return np.stack([priors.places_in(f"base_stock.pensioners_{group}", year) for group in GROUPS], axis=-1)


def drawing(priors: "Priors", past: PastAge, employees: np.ndarray, year: int = BASE_YEAR) -> np.ndarray:
    """Return the share who draw a pension at the base date [place, status, sex, age].

    ``employees``: share drawing an employees' pension [place, group]. Public pensioners are local urban people of the
    tracks of men and cadres, township pensioners locals.
    """
    own = employees[:, GROUP_OF, None, None] * past.all[PROVINCE_OF][:, None]
    others = 1 - employees[:, GROUP_OF, None, None]
    public = np.zeros_like(own)
    service = priors.places_in("base_stock.public_pensioners", year)[:, None, None] * past.service[PROVINCE_OF]
    public[:, Status.LOCAL_URBAN] = others[:, Status.LOCAL_URBAN] * service
    township = np.zeros_like(own)
    left = others * past.all[PROVINCE_OF][:, None] - public
    rate = priors.places_in("base_stock.township_pensioners", year)[:, None, None, None]
    township[:, : Status.LOCAL_RURAL + 1] = rate * left[:, : Status.LOCAL_RURAL + 1]
    return own + public + township


def base_pensioners(priors: "Priors", stock: np.ndarray, year: int = BASE_YEAR) -> np.ndarray:
    """Return World.base_pensioner: the share drawing an employees' pension among those past their age [place, group].

    A city's odds are moved so that pensioners are spread over a province as the retired of the census of 2010 among
    the residents past their age; the number in the province stays. ``stock``: base [area, sex, age, status].
    """
    past, result = past_age(priors, year), provincial(priors, year)
    for province in WITH_CITIES:
        result = spread_over(AREAS_OF[province], province, priors, past, result, stock, year)
    return result


def spread_over(
    cities: slice, province: int, priors: "Priors", past: PastAge, alike: np.ndarray, stock: np.ndarray, year: int
) -> np.ndarray:
    """Return the shares drawing a pension [place, group] with those of a province's cities moved to the retired."""
    weight = priors.number("base_stock.city_weight")
    persons = stock[cities].transpose(0, 3, 1, 2)
    now = (drawing(priors, past, alike, year)[cities, ..., :SINGLE_AGES] * persons).sum(axis=(1, 2, 3))
    old = past.all[province, :, :SINGLE_AGES]
    wanted = counted_retired(cities, old) * (base_residents(year)[cities] * old).sum(axis=(1, 2))
    wanted = now * (wanted / wanted.sum() / (now / now.sum())) ** weight
    wanted *= now.sum() / wanted.sum()
    low, high = np.full(len(wanted), -WIDEST), np.full(len(wanted), WIDEST)
    result = alike.copy()
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        odds = np.exp(middle)[:, None] * alike[cities] / (1 - alike[cities])
        result[cities] = odds / (1 + odds)
        reached = (drawing(priors, past, result, year)[cities, ..., :SINGLE_AGES] * persons).sum(axis=(1, 2, 3))
        low, high = np.where(reached < wanted, middle, low), np.where(reached < wanted, high, middle)
    return result


def counted_retired(cities: slice, past: np.ndarray) -> np.ndarray:
    """Return the retired of the census of 2010 over residents past their age then, by city. ``past``: [sex, age]."""
    residents = base_residents(COUNTED)[cities]
    retired = areas()["retired10"][cities] * residents[..., ADULT_FROM:].sum(axis=(1, 2))
    return retired / (residents * past).sum(axis=(1, 2))


def pensioner_share(priors: "Priors", stock: np.ndarray, employees: np.ndarray, year: int = BASE_YEAR) -> np.ndarray:
    """Return the share who draw a pension at the base date [place, hukou type, sex, age]."""
    return by_hukou_type(drawing(priors, past_age(priors, year), employees, year), stock)
