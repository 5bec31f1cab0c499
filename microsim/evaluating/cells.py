"""The groups that every table of an evaluation tells: everybody, sex, hukou, fifth of income, age, province, city."""

from typing import NamedTuple

import numpy as np

from microsim.amounts import MONTHS
from microsim.comparing.table import Name
from microsim.evaluating.old import FIFTHS, Old
from microsim.places import PLACE_KEYS, PLACES_OF, PROVINCE_KEYS, SIMULATED, WITH_CITIES
from microsim.schema import Sex
from microsim.words.book import place_name, word

AGES = (60, 70, 80)  # years at which the groups of age begin
EVERYBODY, SEX, HUKOU, FIFTH, AGE, PROVINCE, CITY = (
    "everybody",
    "sex",
    "hukou",
    "fifth",
    "age",
    "province",
    "city",
)
GROUPINGS = (EVERYBODY, SEX, HUKOU, FIFTH, AGE, PROVINCE, CITY)
HUKOU_GROUPS = ("local_urban", "local_rural", "without")


class Row(NamedTuple):
    """A row of a table: the grouping, the code of the group in it, and its name."""

    grouping: str
    code: int
    name: Name


def said(key: str) -> Name:
    """Return a name out of the book's words of evaluations."""
    return Name(key, word("evaluation", key, "en"), word("evaluation", key, "zh"))


def rows_of(groupings: tuple[str, ...]) -> list[Row]:
    """Return the rows of some groupings, in their order; a province of one city has no row of cities."""
    return [Row(grouping, code, name) for grouping in groupings for code, name in names_of(grouping).items()]


def names_of(grouping: str) -> dict[int, Name]:
    """Return the name of each group of a grouping, by code."""
    if grouping == SEX:
        return {int(sex): said(sex.name.lower()) for sex in Sex}
    if grouping == PROVINCE:
        return {province: of_place(PROVINCE_KEYS[province]) for province in SIMULATED}
    if grouping == CITY:
        return {int(place): of_place(PLACE_KEYS[place]) for province in WITH_CITIES for place in PLACES_OF[province]}
    keys = {
        EVERYBODY: ("everybody",),
        HUKOU: HUKOU_GROUPS,
        FIFTH: tuple(f"fifth_{number + 1}" for number in range(FIFTHS)),
        AGE: tuple(f"from_{age}" for age in AGES),
    }[grouping]
    return {code: said(key) for code, key in enumerate(keys)}


def of_place(key: str) -> Name:
    """Return the name of a place or a province."""
    return Name(key, place_name(key, "en"), place_name(key, "zh"))


def codes_of(old: Old, grouping: str) -> np.ndarray:
    """Return the code of each person's group in a grouping."""
    place, hukou_place = old.kept["place"].astype(int), old.kept["hukou_place"]
    age = (MONTHS * old.year + MONTHS - 1 - old.kept["birth"]) // MONTHS
    return {
        EVERYBODY: lambda: np.zeros(len(place), dtype=int),
        SEX: lambda: old.kept["sex"].astype(int),
        HUKOU: lambda: np.where(hukou_place == place, old.kept["hukou_type"], len(HUKOU_GROUPS) - 1),
        FIFTH: lambda: old.fifth,
        AGE: lambda: np.searchsorted(AGES, age, side="right") - 1,
        PROVINCE: lambda: old.province,
        CITY: lambda: place,
    }[grouping]()
