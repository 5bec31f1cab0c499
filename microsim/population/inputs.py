"""The population tables shipped with the package, and assumptions by province and age group."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.data import Row, rows
from microsim.kernel.world import AGES, BASE_YEAR
from microsim.places import AREA_COUNT, PLACE_CODE, PLACE_KEYS, PROVINCE_KEYS, PROVINCE_OF
from microsim.reading import InputError, Position, Problem, Problems, did_you_mean

if TYPE_CHECKING:
    from microsim.law.assumptions import Assumptions

TABLES = Path(__file__).parent / "tables"
SEX_KEYS = ("men", "women")
SINGLE_AGES = 101  # single ages of the tables, 0..100, the last one open
SEX_CODES = ("M", "F")  # of tables, in the order of SEX_KEYS
IN_PART = ("centres",)  # tables that need not hold every area
# Base years and how far they lie on the way from the census of 2010 to that of 2020 (both 1 November).
BETWEEN_CENSUSES = {2010: 0.0, 2016: 0.617, 2020: 1.0}


@lru_cache
def table(name: str) -> dict[str, np.ndarray]:
    """Return a table as columns: numbers where all rows are numbers, else words.

    A table of places has a row, or a row for each sex, for every place in the order of places, whatever the order in
    its files; numbers of a place it does not hold are nan.
    """
    found = rows(f"population/tables/{name}.csv")
    if "place" in found[0].cells:
        found = in_order(name, found)
    columns = {}
    for key in found[0].cells:
        words = [row.cells.get(key) or "" for row in found]
        try:
            columns[key] = np.array([float(word or "nan") for word in words])
        except ValueError:
            columns[key] = np.array(words)
    return columns


def in_order(name: str, found: list[Row]) -> list[Row]:
    """Return the rows of a table of places in the order of places, empty ones for places that it does not hold."""
    problems = Problems()
    sexes = SEX_CODES if "sex" in found[0].cells else (None,)
    held = {}
    for row in found:
        place, sex = row.cells["place"], row.cells.get("sex")
        where = Position(str(row.file), row.line, 1)
        if place not in PLACE_CODE:
            hint = did_you_mean(place, PLACE_KEYS)
            problems.add(where, "place", f"found {place}, allowed are the places of places.csv{hint}")
        if sex not in sexes:
            problems.add(where, "sex", f"found {sex}, allowed are M and F")
        held[place, sex] = row
    nothing = Row(dict.fromkeys(found[0].cells, ""), found[0].file, 0)
    for place in PLACE_KEYS[: 0 if name in IN_PART else AREA_COUNT]:
        if missing := [sex or "" for sex in sexes if (place, sex) not in held]:
            problems.add(Position(str(found[-1].file), found[-1].line, 1), "place", f"no row for {place} {missing[0]}")
    problems.check()
    return [held.get((place, sex), nothing) for place in PLACE_KEYS for sex in sexes]


def by_sex_and_age(name: str, prefix: str, ages: int = SINGLE_AGES) -> np.ndarray:
    """Return an array [row, sex, age] of a table with two rows (M, F) for each key."""
    columns = table(name)
    return np.stack([columns[f"{prefix}{age}"] for age in range(ages)], axis=-1).reshape(-1, 2, ages)


@lru_cache
def areas() -> dict[str, np.ndarray]:
    """Return census margins by place: arrays over all places, nan for elsewhere where none is shipped."""
    return {key: values for key, values in table("areas").items() if key != "place"}


def mid_census(name: str, year: int = BASE_YEAR) -> np.ndarray:
    """Return a census figure by place at a base year, between the censuses of 2010 and 2020."""
    figures, weight = areas(), BETWEEN_CENSUSES[year]
    return (1 - weight) * figures[f"{name}10"] + weight * figures[f"{name}20"]


@lru_cache
def fitted(name: str) -> np.ndarray:
    """Return a fitted departure of the areas from the priors [area, sex], see calibration/fit_migration.py."""
    return table("moves")[name].reshape(-1, len(SEX_KEYS))[:AREA_COUNT]


class Priors:
    """Assumptions as the population reads them: scalars, values by place, curves by age."""

    def __init__(self, assumptions: "Assumptions") -> None:
        self.assumptions = assumptions

    @property
    def information(self) -> int | None:
        """The year at whose end nothing later is known; None where all is."""
        return self.assumptions.information

    def text(self, path: str) -> str:
        """Return a word."""
        return self.assumptions.value(path)

    def has(self, path: str) -> bool:
        """Return whether there is an assumption of a path."""
        return path in self.assumptions.entries

    def years(self, path: str, years: Any, province: str | None = None) -> np.ndarray:
        """Return the yearly values of a path."""
        return self.assumptions.path(path, np.asarray(years), province)

    def number(self, path: str, province: str | None = None) -> float:
        """Return a value that holds for all years; a scenario that dates it is told so."""
        try:
            return float(self.assumptions.value(path, province))
        except ValueError as error:
            found = f"{error}; it cannot change over time or differ between provinces here"
            raise InputError([Problem("scenario", 0, 0, f"assumptions.{path}", found)]) from None

    def provinces(self, path: str) -> np.ndarray:
        """Return the values of the provinces, the outside world last."""
        return np.array([self.number(path, province) for province in PROVINCE_KEYS])

    def places(self, path: str) -> np.ndarray:
        """Return the value of every place."""
        return self.provinces(path)[PROVINCE_OF]

    def provinces_in(self, path: str, year: int) -> np.ndarray:
        """Return the values of the provinces in a year, the outside world last."""
        return np.array([float(self.years(path, [year], province)[0]) for province in PROVINCE_KEYS])

    def places_in(self, path: str, year: int) -> np.ndarray:
        """Return the value of every place in a year."""
        return self.provinces_in(path, year)[PROVINCE_OF]

    def age_steps(self, path: str, groups: tuple[str, ...]) -> np.ndarray:
        """Return a rate by single age, constant in each group; a group is named ``age_FROM_TO``."""
        curve = np.zeros(AGES)
        for group in groups:
            start, stop = group.removeprefix("age_").split("_")
            curve[int(start) : AGES if stop == "up" else int(stop) + 1] = self.number(f"{path}.{group}")
        return curve


def chosen(priors: Priors, path: str, words: tuple[str, ...]) -> str:
    """Return the word of a choice; one that is not offered is refused."""
    word = priors.text(path)
    if word not in words:
        found = f"found {word!r}, allowed are {', '.join(words)}{did_you_mean(str(word), words)}"
        raise InputError([Problem("scenario", 0, 0, f"assumptions.{path}", found)])
    return word


def base_residents(year: int = BASE_YEAR) -> np.ndarray:
    """Return residents of the areas at a base year [area, sex, age 0..100]."""
    return by_sex_and_age(f"residents_{year}", "a")[:AREA_COUNT]


def national_population(year: int = BASE_YEAR) -> np.ndarray:
    """Return the nation's persons by sex and age at a base year."""
    years = table("china_population")["year"][::2]
    return by_sex_and_age("china_population", "a")[list(years).index(year)] * 1000.0
