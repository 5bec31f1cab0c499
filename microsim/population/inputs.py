"""The population tables shipped with the package, and assumptions by province and age group."""

import csv
from functools import lru_cache
from pathlib import Path

import numpy as np

from microsim.engine.world import AGES, BASE_YEAR
from microsim.places import CITY_COUNT, PROVINCE_KEYS
from microsim.yaml_reader import InputError, Problem, did_you_mean

TABLES = Path(__file__).parent / "tables"
SEX_KEYS = ("men", "women")
SINGLE_AGES = 101  # single ages of the tables, 0..100, the last one open
PROVINCE_OF = np.array([0] * CITY_COUNT + [1, 2])  # province of each place
# Base years and how far they lie on the way from the census of 2010 to that of 2020 (both 1 November).
BETWEEN_CENSUSES = {2010: 0.0, 2016: 0.617, 2020: 1.0}


@lru_cache
def table(name):
    """Return a shipped table as columns: numbers where all rows are numbers, else words."""
    with open(TABLES / f"{name}.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    columns = {}
    for key in rows[0]:
        words = [row[key] for row in rows]
        try:
            columns[key] = np.array([float(word or "nan") for word in words])
        except ValueError:
            columns[key] = np.array(words)
    return columns


def by_sex_and_age(name, prefix, ages=SINGLE_AGES):
    """Return an array [row, sex, age] of a table with two rows (M, F) for each key."""
    columns = table(name)
    return np.stack([columns[f"{prefix}{age}"] for age in range(ages)], axis=-1).reshape(-1, 2, ages)


@lru_cache
def areas():
    """Return census margins by place: arrays over all places, nan for elsewhere where none is shipped."""
    return {key: values for key, values in table("areas").items() if key != "place"}


def mid_census(name, year=BASE_YEAR):
    """Return a census figure by place at a base year, between the censuses of 2010 and 2020."""
    figures, weight = areas(), BETWEEN_CENSUSES[year]
    return (1 - weight) * figures[f"{name}10"] + weight * figures[f"{name}20"]


@lru_cache
def fitted(name):
    """Return a fitted departure of the areas from the priors [area, sex], see calibration/fit_migration.py."""
    return table("moves")[name].reshape(-1, len(SEX_KEYS))


class Priors:
    """Assumptions as the population reads them: scalars, values by place, curves by age."""

    def __init__(self, assumptions):
        self.assumptions = assumptions

    def text(self, path):
        """Return a word."""
        return self.assumptions.value(path)

    def years(self, path, years, province=None):
        """Return the yearly values of a path."""
        return self.assumptions.path(path, np.asarray(years), province)

    def number(self, path, province=None):
        """Return a value that holds for all years; a scenario that dates it is told so."""
        try:
            return float(self.assumptions.value(path, province))
        except ValueError as error:
            found = f"{error}; it cannot change over time or differ between provinces here"
            raise InputError([Problem("scenario", 0, 0, f"assumptions.{path}", found)]) from None

    def provinces(self, path):
        """Return the values of Guangdong, Shanghai and elsewhere."""
        return np.array([self.number(path, province) for province in PROVINCE_KEYS])

    def places(self, path):
        """Return the value of every place."""
        return self.provinces(path)[PROVINCE_OF]

    def places_in(self, path, year):
        """Return the value of every place in a year."""
        return np.array([float(self.years(path, [year], province)[0]) for province in PROVINCE_KEYS])[PROVINCE_OF]

    def age_steps(self, path, groups):
        """Return a rate by single age, constant in each group; a group is named ``age_FROM_TO``."""
        curve = np.zeros(AGES)
        for group in groups:
            start, stop = group.removeprefix("age_").split("_")
            curve[int(start) : AGES if stop == "up" else int(stop) + 1] = self.number(f"{path}.{group}")
        return curve


def chosen(priors, path, words):
    """Return the word of a choice; one that is not offered is refused."""
    word = priors.text(path)
    if word not in words:
        found = f"found {word!r}, allowed are {', '.join(words)}{did_you_mean(str(word), words)}"
        raise InputError([Problem("scenario", 0, 0, f"assumptions.{path}", found)])
    return word


def base_residents(year=BASE_YEAR):
    """Return residents of the areas at a base year [place, sex, age 0..100]."""
    return by_sex_and_age(f"residents_{year}", "a")


def national_population(year=BASE_YEAR):
    """Return the nation's persons by sex and age at a base year."""
    years = table("china_population")["year"][::2]
    return by_sex_and_age("china_population", "a")[list(years).index(year)] * 1000.0
