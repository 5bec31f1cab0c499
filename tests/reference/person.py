"""The twin's person, the tables it reads and the books it writes, as plain Python objects."""

import math

import numpy as np

from microsim.kernel.world import FIRST_LAW_YEAR, FIRST_YEAR, LAST_YEAR
from microsim.schema import PERSON_FIELDS, Labour, Status
from tests.geography import CITY_COUNT, SHANGHAI, SHENZHEN
from tests.reference.luck import DRAWS, uniforms

UNKNOWN, INSURED, UNINSURED, LEFT_RIGHTS, NOT_PUBLIC = range(5)  # what the base stock knows of cover
PROVINCES = range(3)  # Guangdong, Shanghai, elsewhere
REGIONS = range(4)  # Guangdong, Shenzhen, Shanghai, elsewhere


def fen(yuan):
    """Return whole fen, half up, with the guard against binary fractions."""
    return math.floor(yuan * 100 + 0.5 + 1e-6)


def half_up(number):
    """Return the nearest whole number, half up, with the guard against binary fractions."""
    return math.floor(number + 0.5 + 1e-6)


def province_of(place):
    """Return the province of a place: 0 Guangdong, 1 Shanghai, 2 elsewhere."""
    return 0 if place < CITY_COUNT else 1 if place == SHANGHAI else 2


def region_of(place):
    """Return the benefit region of a place: Shenzhen stands apart from Guangdong."""
    return 1 if place == SHENZHEN else (0, 2, 3)[province_of(place)]


class Person:
    """The fields of the person record, as plain attributes."""

    def __init__(self):
        for field in PERSON_FIELDS:
            zero = 0.0 if field.type == "f8" else 0
            setattr(self, field.name, zero if field.length == 0 else [zero] * field.length)
        self.relation = self.paying_place = self.paid_place = self.residents_place = -1
        self.fund_place = [-1, -1, -1]

    def snapshot(self):
        """Return a copy of all fields."""
        return {f.name: getattr(self, f.name) if f.length == 0 else list(getattr(self, f.name)) for f in PERSON_FIELDS}

    @property
    def status(self):
        """Return where the hukou is seen from the place of residence, with its type."""
        if self.place == self.hukou_place:
            return Status.LOCAL_URBAN + self.hukou_type
        same_province = self.place < CITY_COUNT and self.hukou_place < CITY_COUNT
        return (Status.INTRA_URBAN if same_province else Status.INTER_URBAN) + self.hukou_type

    @property
    def home_province(self):
        """Return the province of the household registration."""
        return province_of(self.hukou_place)

    @property
    def all_months(self):
        """Return contribution months everywhere, deemed ones included."""
        return sum(self.months) + sum(self.deemed_months)

    @property
    def working(self):
        """Return whether the labour state is a job."""
        return self.labour in (Labour.FORMAL, Labour.FLEXIBLE, Labour.INFORMAL)


class Tables:
    """Rows of law and assumptions as dicts, and the hazards, for all lives of a test."""

    def __init__(self, world):
        self.world = world
        self.rows = {}
        self.divisors = {}

    def row(self, name, index, year):
        """Return a row of a record table as a dict of plain numbers and lists."""
        if (name, index, year) not in self.rows:
            record = getattr(self.world, name)[index, year - FIRST_LAW_YEAR]
            self.rows[name, index, year] = {field: record[field].tolist() for field in record.dtype.names}
        return self.rows[name, index, year]

    def cohort_divisor(self, birth):
        """Return the months a pension is expected to be paid, by month of age from 40 to 70, for a year of birth.

        Forwards: the sum of survival and discount over all months to the oldest age.
        """
        if birth not in self.divisors:
            death = self.world.death[:-1].mean(axis=(0, 1))
            rates = self.world.law["divisor_interest"][-1]
            kept = []
            for age in range(40, death.shape[1] - 1):
                year = min(max(birth + age, FIRST_YEAR), LAST_YEAR)
                yearly = (1.0 - death[year - FIRST_YEAR, age]) / (1.0 + rates[year - FIRST_LAW_YEAR])
                kept += [yearly ** (1 / 12)] * 12
            worth = np.concatenate([[1.0], np.cumprod(kept)])
            self.divisors[birth] = [worth[month:].sum() / worth[month] for month in range(361)]
        return self.divisors[birth]

    def law(self, place, year):
        """Return the law at a place in a year."""
        return self.row("law", place, year)

    def prior(self, place, year):
        """Return the assumptions for the province of a place in a year."""
        return self.row("assumptions", province_of(place), year)


class Chapter:
    """What every chapter of a life can reach: the person, the tables, the luck and the books."""

    def __init__(self, number, tables, seed, replicate):
        self.p = Person()
        self.number = int(number)
        self.tables, self.world = tables, tables.world
        self.key = (seed, replicate)
        self.books = {}  # (year, place, scheme, item) -> fen
        self.beyond_books = {}  # (year, place, line of care) -> fen
        self.luck_drawn = {}

    def luck(self, name, year=0):
        """Return the uniform of a draw in a year, or the one of a whole life in year 0."""
        group, lane = DRAWS[name]
        if (group, year) not in self.luck_drawn:
            self.luck_drawn[group, year] = uniforms(self.number, year, group, self.key)
        return self.luck_drawn[group, year][lane]

    def book(self, year, place, scheme, item, amount):
        """Enter an amount in the books; nothing is entered for the time before the simulation."""
        if self.p.entered:
            key = (year, int(place), int(scheme), int(item))
            self.books[key] = self.books.get(key, 0) + amount

    def law_of_record(self, year):
        """Return the law of the place that keeps the relation."""
        return self.tables.law(self.p.fund_place[self.p.relation], year)
