"""Simulated lives as plain columns, for the page on what people look like and for the statistical tests."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from calibration.geography import CITY_COUNT, SHANGHAI
from microsim.amounts import MONTHS
from microsim.engine.run import record_lives
from microsim.kernel.numbers import AGE_BITS, COUNT_BITS, YEAR_BITS
from microsim.kernel.world import BASE_YEAR, FIRST_LAW_YEAR, LAST_YEAR
from microsim.places import ELSEWHERE
from microsim.schema import Labour, Status

BLOCK = 2000  # persons recorded at a time: bounds memory
AGE_SHIFT, AGE_MASK = COUNT_BITS + YEAR_BITS, (1 << AGE_BITS) - 1  # where the age at entry stands in a number
YOUNGEST_WORKER = 16
WORKING = int(Labour.FORMAL)  # labour states from formal on are jobs
# What does not change in a life, what is kept of every year and what is added up over provinces.
FIXED = {"number": "u8", "sex": "i1", "education": "i1", "birth": "i4", "first_job": "i1", "attachment": "f8"}
YEARLY = {
    "alive": "i1", "place": "i1", "hukou_place": "i1", "hukou_type": "i1", "stay_years": "i2", "labour": "i1",
    "covered": "i1", "public": "i1", "new_job": "i1", "wage": "f4", "paid_months": "i1", "paid_base": "f4",
    "missed_months": "i1", "tenure": "i1", "work_from": "i1", "pays_alone": "i1", "off_register": "i1", "sector_luck": "f4", "membership": "i1", "disability_case": "i1", "claim_month": "i4",
    "contribution_months": "i2", "required_months": "i2", "mean_index": "f4", "residents_claim": "i4", "scheme": "i1",
}  # fmt: skip
ADDED = {"months": "i2", "deemed_months": "i2"}


@dataclass
class People:
    """Columns of a sample of lives.

    Attributes
    ----------
    one_in : persons that one simulated person stands for
    columns : arrays [person] of what is fixed, [person, year] of the rest, the base year first
    """

    one_in: int
    columns: dict

    def __getitem__(self, name):
        return self.columns[name]

    def of(self, rows):
        """Return some of the persons."""
        return People(self.one_in, {name: column[rows] for name, column in self.columns.items()})

    @property
    def years(self):
        """Return the calendar years of the second axis."""
        return BASE_YEAR + np.arange(self["place"].shape[1])

    @cached_property
    def lived(self):
        """Return who has entered and is alive at the end of each year."""
        return self["alive"] == 1

    @cached_property
    def age(self):
        """Return full years of age at the end of each year."""
        return (self.years - (self["birth"] // MONTHS)[:, None]).astype(np.int16)

    @cached_property
    def status(self):
        """Return the hukou status at the place of residence, as ``life.hukou.status_of`` does."""
        place, home, kind = self["place"], self["hukou_place"], self["hukou_type"]
        cities = (place < CITY_COUNT) & (home < CITY_COUNT)
        return np.where(
            place == home, kind, np.where(cities, Status.INTRA_URBAN + kind, Status.INTER_URBAN + kind)
        ).astype(np.int8)

    @cached_property
    def province(self):
        """Return the province of residence: Guangdong, Shanghai, elsewhere."""
        return province_of_place(self["place"])

    @cached_property
    def working(self):
        """Return who has a job in the year."""
        return self.lived & (self["labour"] >= WORKING)

    @cached_property
    def paying(self):
        """Return who paid a month in the year."""
        return self.lived & (self["paid_months"] > 0)

    @cached_property
    def in_area(self):
        """Return who lives in one of the modelled areas."""
        return self.lived & (self["place"] != ELSEWHERE)

    @property
    def whole_careers(self):
        """Return who enters the records before the age of work, so that nothing of the career is hidden."""
        entry_age = (self["number"] >> np.uint64(AGE_SHIFT)).astype(int) & AGE_MASK
        return entry_age < YOUNGEST_WORKER


def province_of_place(place):
    """Return the province of places."""
    return np.where(place < CITY_COUNT, 0, np.where(place == SHANGHAI, 1, 2)).astype(np.int8)


def record(numbers, world, one_in=1, seed=1, until=LAST_YEAR):
    """Live persons and return their columns."""
    years = until - BASE_YEAR + 1
    columns = {name: np.zeros(len(numbers), kind) for name, kind in FIXED.items()}
    columns |= {name: np.zeros((len(numbers), years), kind) for name, kind in (YEARLY | ADDED).items()}
    columns |= {name: np.zeros((len(numbers), years), "i1") for name in ("provinces", "keeps")}
    for start in range(0, len(numbers), BLOCK):
        lives = record_lives(numbers[start : start + BLOCK], world, seed, until=until)
        part = slice(start, start + len(lives))
        last = np.argmax(np.where(lives["birth"] != 0, np.arange(years), -1), axis=1)
        final = lives[np.arange(len(lives)), last]
        for name in FIXED:
            columns[name][part] = final[name]
        for name in YEARLY:
            columns[name][part] = lives[name]
        for name in ADDED:
            columns[name][part] = lives[name].sum(axis=-1)
        columns["provinces"][part] = (lives["months"] > 0).sum(axis=-1)
        columns["keeps"][part] = keeping_provinces(lives)
    return People(one_in, columns)


def keeping_provinces(lives):
    """Return bits of the provinces that keep a record, or else pay the pension, as the registers count."""
    holds = (lives["account_fen"] > 0) | (lives["transfer_base_fen"] > 0)
    bits = (holds << np.arange(holds.shape[-1])).sum(axis=-1)
    pays = 1 << province_of_place(np.maximum(lives["paying_place"], 0)).astype(int)
    return np.where(lives["claim_month"] > 0, pays, bits)


def law_of(people, world, field):
    """Return a field of the law at each person's place, by year."""
    return world.law[field][:, BASE_YEAR - FIRST_LAW_YEAR :][people["place"], np.arange(len(people.years))]


def assumption_of(people, world, field):
    """Return a field of the assumptions at each person's place, by year."""
    table = world.assumptions[field][:, BASE_YEAR - FIRST_LAW_YEAR :]
    return table[people.province, np.arange(len(people.years))]
