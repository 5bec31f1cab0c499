"""Who is in public service: the shares of urban employees that fill the posts of each year, in expectation.

Posts are counted, and a year's share is what fills them: it goes to those who still may be taken on; whoever is past
that age keeps the share of the last year in which he or she could have been. So frozen posts show in fewer beginners and
nobody is dismissed. Who becomes a local townsman past the age is not taken on (``engine.demography``).
"""

from typing import TYPE_CHECKING

import numpy as np

from microsim.amounts import MONTHS
from microsim.kernel.world import AGES, FIRST_LAW_YEAR, LAW_YEARS, first_of_axes
from microsim.law.information import known_statute
from microsim.law.series import Book
from microsim.places import AREAS_OF, PROVINCE_KEYS, SIMULATED
from microsim.population.attachment import shares_of_scores
from microsim.schema import HukouType, Sex, Status, Track
from microsim.schemes.employees.rules.eligibility import statutory_age
from microsim.watch.opened import plain

if TYPE_CHECKING:
    from microsim.population.frame import Projection
    from microsim.population.inputs import Priors

PENSIONS_FROM = 45  # below it nobody draws a pension, and the table of all persons is that of those without one


def public_shares(priors: "Priors", tables: dict[str, np.ndarray], projection: "Projection", first: int) -> np.ndarray:
    """Return World.public_share [province, year - FIRST_LAW_YEAR]: of urban employees, by the year they may be taken on.

    Where no posts are counted ``public.share`` holds. Years before ``first``, the base year, have its share.

    Parameters
    ----------
    tables : tables of ``World`` by name: employment, work_shift, sector
    projection : the frame; who was registered past the age is in ``settled``
    """
    years = np.arange(FIRST_LAW_YEAR, FIRST_LAW_YEAR + LAW_YEARS)
    shares = np.stack([priors.years("public.share", years, key) for key in PROVINCE_KEYS])
    until = int(priors.number("public.hired_until"))
    for province in SIMULATED:
        posts = priors.years("public.posts", years, PROVINCE_KEYS[province])
        if posts.any():
            persons = eligible(priors, tables, projection, province, first, until)
            shares[province] = filling(persons, posts, first, until)
    return shares


def filling(persons: np.ndarray, posts: np.ndarray, first: int, until: int) -> np.ndarray:
    """Return the share of each year of law that fills the posts, solved year by year.

    Parameters
    ----------
    persons : who may be in service [year - first, age]
    posts : by year of law
    until : the last age at which people are taken on
    """
    start = first - FIRST_LAW_YEAR
    shares = np.zeros(LAW_YEARS)
    for row, ages in enumerate(persons):
        now = start + row
        kept = 0.0
        if row > 0:
            older = np.arange(until + 1, AGES)
            kept = (ages[older] * shares[np.maximum(now - (older - until), start)]).sum()
        open_to = ages[: until + 1].sum() if row > 0 else ages.sum()
        shares[now] = min(max((posts[now] - kept) / open_to, 0.0), 1.0)
    shares[:start], shares[start + len(persons) :] = shares[start], shares[start + len(persons) - 1]
    return shares


def eligible(
    priors: "Priors", tables: dict[str, np.ndarray], projection: "Projection", province: int, first: int, until: int
) -> np.ndarray:
    """Return the urban employees without a pension who may be in public service [year - first, age]."""
    here = AREAS_OF[province]
    stock = projection.stock[first - first_of_axes(first) :, here, Status.LOCAL_URBAN]
    settled = projection.settled[first - first_of_axes(first) :, here]
    formal = tables["sector"][here, first - FIRST_LAW_YEAR :, Status.LOCAL_URBAN, 0]
    book = Book(known_statute(priors.information))
    result = np.empty((len(stock), AGES))
    long_there = np.ones(stock.shape[1:])
    for row, persons in enumerate(stock):
        if row > 0:
            long_there = registered_in_time(long_there, settled[row - 1], persons, until)
        in_office = not_retired(priors, book, first + row, PROVINCE_KEYS[province])
        in_formal_jobs = working(priors, tables, here, first + row) * formal[:, row, None, None]
        result[row] = (persons * long_there * in_formal_jobs * in_office).sum(axis=(0, 1))
    return result


def working(priors: "Priors", tables: dict[str, np.ndarray], here: slice, year: int) -> np.ndarray:
    """Return the share of townsmen without a pension who work in a year [area, sex, age]."""
    scores, sd = tables["employment"][here, HukouType.URBAN], priors.number("employment.attachment_sd")
    shift = tables["work_shift"][here, year - FIRST_LAW_YEAR, None, None]
    census, now = shares_of_scores(scores, sd), shares_of_scores(scores + shift, sd)
    at_school_too = tables["employment_all"][here, HukouType.URBAN] * now / np.maximum(census, np.finfo(float).tiny)
    return np.where(np.arange(AGES) < PENSIONS_FROM, at_school_too, now)


def registered_in_time(before: np.ndarray, settled: np.ndarray, persons: np.ndarray, until: int) -> np.ndarray:
    """Return which part of the townsmen were so at the age of being taken on [area, sex, age], a year after ``before``.

    ``settled``: persons who became townsmen in the year, by their age at its end.
    """
    grown = np.concatenate([before[..., :1], before[..., :-1]], axis=-1)
    kept = 1.0 - np.minimum(settled / np.maximum(persons, np.finfo(float).tiny), 1.0)
    return np.where(np.arange(AGES) > until, grown * kept, 1.0)


def not_retired(priors: "Priors", book: Book, year: int, province: str) -> np.ndarray:
    """Return the share of employees who have not claimed by the end of a year [sex, age], by the shipped statute."""
    early, late = (float(priors.years(f"retirement.claim_{way}", [year], province)[0]) for way in ("earliest", "late"))
    workers = float(priors.years("retirement.women_worker_share", [year], province)[0])
    result = np.zeros((len(Sex), AGES))
    for track, part in ((Track.MEN, 1.0), (Track.WOMEN_CADRE, 1.0 - workers), (Track.WOMEN_WORKER, workers)):
        original, statutory = ladder(book, year, province, track)
        windows = [book.years(province, f"retirement.{way}_window")[year - FIRST_LAW_YEAR] for way in ("early", "late")]
        claimed = statutory - early * np.minimum(windows[0], statutory - original) + late * windows[1]
        result[Sex.MALE if track == Track.MEN else Sex.FEMALE] += part * np.clip(
            claimed / MONTHS - np.arange(AGES), 0.0, 1.0
        )
    return result


def ladder(book: Book, year: int, province: str, track: Track) -> tuple[float, np.ndarray]:
    """Return the age before the reform and the statutory age of a track by age at the end of a year, months [age]."""
    names = ("first_birth", "delay_step", "original_age", "final_age")
    path = f"retirement.{track.name.lower()}"
    terms = [float(book.years(province, f"{path}.{name}")[year - FIRST_LAW_YEAR]) for name in names]
    births = MONTHS * (year - np.arange(AGES)) + MONTHS // 2
    return terms[2], np.array([plain(statutory_age)(birth, *terms) for birth in births.tolist()])
