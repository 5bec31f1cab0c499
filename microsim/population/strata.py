"""Strata: the groups persons are drawn from, their whole sizes and their frozen starts.

A stratum is origin, place, status, sex, age and year of entry, packed as in a person number.
Places enter by their stored code, so a province more renumbers nobody. The grid of strata is fixed, sizes follow the frame of the scenario. The start of a stratum is
the number of persons before it in the shipped baseline, so a person stays in or out of a sample
whatever a scenario does to other strata. Each base year has its own baseline.
"""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from microsim.kernel.numbers import COUNT_BITS, mixed, pack, year_code
from microsim.kernel.world import BASE_YEAR, LAST_YEAR, first_of_axes
from microsim.places import AREA_COUNT, CODE_OF
from microsim.population.inputs import SINGLE_AGES, TABLES
from microsim.schema import Origin, Status

MIGRANT_STATUSES = (int(Status.INTER_URBAN), int(Status.INTER_RURAL))
# Who lives elsewhere at the base date: registered people of an area, and outsiders who left rights there.
ABSENT_STATUSES = (int(Status.LOCAL_URBAN), int(Status.LOCAL_RURAL), *MIGRANT_STATUSES)
ARRIVAL_AGES = 90  # nobody arrives for the first time at a higher age
STOCKS = (Origin.BASE, Origin.ABSENT)  # who is there at the base date


class Strata(NamedTuple):
    """Strata in the order of person numbers: packed keys, sizes and starts."""

    key: np.ndarray
    size: np.ndarray
    start: np.ndarray


AREA_CODES = tuple(int(code) for code in CODE_OF[:AREA_COUNT])


def grid(
    origin: Origin, codes: tuple[int, ...], statuses: Iterable[int], ages: Iterable[int], years: list[int] | np.ndarray
) -> np.ndarray:
    """Return the packed keys of an origin [place, status, sex, age, year], for places by stored code."""
    axes = (np.array(codes), np.array(statuses), np.arange(2), np.asarray(ages), np.asarray(years))
    place, status, sex, age, year = (axis.astype(np.uint64) for axis in np.ix_(*axes))
    return pack(np.uint64(int(origin)), place, status, sex, age, year, np.uint64(0)) >> np.uint64(COUNT_BITS)


def entries(base_year: int) -> np.ndarray:
    """Return the years of births and arrivals of the grid of a base year."""
    return np.arange(first_of_axes(base_year) + 1, LAST_YEAR + 1)


@lru_cache
def keys(base_year: int = BASE_YEAR, codes: tuple[int, ...] = AREA_CODES) -> dict[Origin, np.ndarray]:
    """Return the packed keys of all strata of a base year, one array for each origin; ``codes`` of places as stored."""
    start, years = year_code(np.array([base_year - BASE_YEAR])), year_code(entries(base_year) - BASE_YEAR)
    return {
        Origin.BASE: grid(Origin.BASE, codes, range(6), range(SINGLE_AGES), start),
        Origin.ABSENT: grid(Origin.ABSENT, codes, ABSENT_STATUSES, range(SINGLE_AGES), start),
        Origin.BIRTH: grid(Origin.BIRTH, codes, range(6), [0], years),
        Origin.ARRIVAL: grid(Origin.ARRIVAL, codes, MIGRANT_STATUSES, range(ARRIVAL_AGES), years),
    }


def in_a_row(base_year: int = BASE_YEAR, codes: tuple[int, ...] = AREA_CODES) -> np.ndarray:
    """Return the packed keys of all strata of a base year in the order of ``keys``."""
    return np.concatenate([key.ravel() for key in keys(base_year, codes).values()])


def whole(persons: np.ndarray, key: np.ndarray) -> np.ndarray:
    """Return whole sizes with the expectation given, each fixed by its own stratum alone."""
    share = (mixed(key) >> np.uint64(11)).astype(float) * 2.0**-53
    return np.floor(persons + share).astype(np.int64)


def whole_by_area(persons: np.ndarray) -> np.ndarray:
    """Return whole sizes [area, status, sex, age, 1] by systematic sampling within each area and sex.

    Cells stand age by age, statuses side by side: the running total, rounded, steps by whole
    persons. So no age, area or sex is off by as much as one person, whatever a scenario does to
    another area.
    """
    ordered = persons[..., 0].transpose(0, 2, 3, 1)  # area, sex, age, status
    running = np.cumsum(ordered.reshape(*ordered.shape[:2], -1), axis=-1)
    sizes = np.diff(np.rint(running), axis=-1, prepend=0.0).reshape(ordered.shape)
    return sizes.transpose(0, 3, 1, 2)[..., None].astype(np.int64)


def all_sizes(persons: dict[Origin, np.ndarray], base_year: int = BASE_YEAR) -> np.ndarray:
    """Return whole sizes of all strata from expected persons by origin, in the order of ``keys``."""
    parts = [
        whole_by_area(persons[origin]) if origin in STOCKS else whole(persons[origin], key)
        for origin, key in keys(base_year).items()
    ]
    return np.concatenate([part.ravel() for part in parts])


def padded(persons: np.ndarray, years: int) -> np.ndarray:
    """Return a last axis of years filled up with zeros to the last year of the grid."""
    full = np.zeros((*persons.shape[:-1], years))
    full[..., : persons.shape[-1]] = persons
    return full


def expected(
    base: np.ndarray, absent: np.ndarray, births: np.ndarray, arrivals: np.ndarray, base_year: int = BASE_YEAR
) -> dict[Origin, np.ndarray]:
    """Return expected persons by stratum, in the order of ``keys``.

    Parameters are the base stock [area, sex, age, status], those who live elsewhere [area, one of
    ABSENT_STATUSES, sex, age], births [year, place, status, sex], arrivals [year, area, type, sex, age] and
    the base year.
    """
    years = LAST_YEAR - first_of_axes(base_year)
    return {
        Origin.BASE: base.transpose(0, 3, 1, 2)[..., None],
        Origin.ABSENT: absent[..., :SINGLE_AGES, None],
        Origin.BIRTH: padded(births[:, :AREA_COUNT].transpose(1, 2, 3, 0)[..., None, :], years),
        Origin.ARRIVAL: padded(arrivals[..., :ARRIVAL_AGES].transpose(1, 2, 3, 4, 0), years),
    }


def offsets(base_year: int = BASE_YEAR) -> Path:
    """Return the file of the sizes of the strata of a base year's shipped baseline."""
    return TABLES / ("offsets.npz" if base_year == BASE_YEAR else f"offsets_{base_year}.npz")


@lru_cache
def frozen_starts(base_year: int = BASE_YEAR) -> np.ndarray:
    """Return the starts of all strata: persons before each in the shipped baseline, a hash where it is unknown."""
    every = in_a_row(base_year)
    starts = (mixed(every) >> np.uint64(1)).astype(np.int64)
    if offsets(base_year).exists():
        with np.load(offsets(base_year)) as file:
            sizes, frozen = file["size"].astype(np.int64), in_a_row(base_year, tuple(file["code"].tolist()))
        _, here, there = np.intersect1d(every, frozen, assume_unique=True, return_indices=True)
        starts[here] = (np.cumsum(sizes) - sizes)[there]
    return starts


def save_baseline(persons: dict[Origin, np.ndarray], base_year: int = BASE_YEAR) -> None:
    """Freeze the starts: write the sizes of the strata of a base year's shipped baseline."""
    sizes = all_sizes(persons, base_year).astype(np.int32)
    np.savez_compressed(offsets(base_year), size=sizes, code=np.array(AREA_CODES))
    frozen_starts.cache_clear()


def make_strata(persons: dict[Origin, np.ndarray], base_year: int = BASE_YEAR) -> Strata:
    """Return strata with people in them from expected persons by origin, in the order of person numbers."""
    every = in_a_row(base_year)
    size = all_sizes(persons, base_year)
    start = frozen_starts(base_year)
    here = np.argsort(every, kind="stable")
    here = here[size[here] > 0]
    return Strata(every[here], size[here], start[here])


def firsts(strata: Strata, one_in: int, part: int = 0, parts: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Return the count of the first person of a part of a sample in each stratum, and how many follow, itself included."""
    step = one_in * parts
    first = (one_in * part - strata.start) % step
    return first, np.maximum((strata.size - first + step - 1) // step, 0)


def sample(strata: Strata, one_in: int, part: int = 0, parts: int = 1) -> np.ndarray:
    """Return the person numbers of a 1-in-``one_in`` sample, sorted by stratum and count.

    Of ``parts`` only one, from 0: every so-many-th person of the sample, so that each part is a sample of everybody too
    and all together are the whole one.
    """
    first, taken = firsts(strata, one_in, part, parts)
    before = np.repeat(np.cumsum(taken) - taken, taken)
    count = np.repeat(first, taken) + (np.arange(taken.sum()) - before) * (one_in * parts)
    return (np.repeat(strata.key, taken) << np.uint64(COUNT_BITS)) | count.astype(np.uint64)
