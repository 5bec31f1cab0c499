"""The base population cell by cell, and the margins it was fitted to: what is wanted, what came out."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from microsim.kernel.world import COHORTS, FIRST_COHORT
from microsim.places import AREA_COUNT, AREAS_OF, PROVINCE_OF, WITH_CITIES
from microsim.population.attributes import people_out
from microsim.population.base import LOCAL, REGISTERED_AGES, registered_step, status_totals
from microsim.population.education import COHORT_WIDTH, COUNTED_FROM, census_margins, counted_as, final_attainment
from microsim.population.inputs import SINGLE_AGES, base_residents, national_population
from microsim.population.origins import origin_shares

if TYPE_CHECKING:
    from microsim.population.build import Base
    from microsim.population.inputs import Priors


class Margin(NamedTuple):
    """One margin of the base population: what is wanted and what came out, same shape."""

    name: str
    wanted: np.ndarray
    fitted: np.ndarray

    @property
    def miss(self) -> float:
        """Return the largest relative distance; cells that must be empty count in persons."""
        known = self.wanted > 0
        relative = np.abs(self.fitted[known] / self.wanted[known] - 1).max()
        return max(float(relative), float(np.abs(self.fitted[~known]).max(initial=0.0)))


def joint(priors: "Priors", base: "Base") -> np.ndarray:
    """Return residents of a base year [area, sex, age, status, attainment]; small children have none: level 0.

    Structural zeros: nobody below 12 has more than primary school, nobody below 15 more than
    junior, nobody below 18 college.
    """
    ages = np.arange(SINGLE_AGES)
    nation = national_population(base.year)
    final = final_attainment(priors, base.stock, nation, base.year)[:AREA_COUNT]
    cohort = np.clip((base.year - ages - FIRST_COHORT) // COHORT_WIDTH, 0, COHORTS - 1)
    counted = counted_as(ages)
    counted[ages < COUNTED_FROM, :, 0] = 1.0
    attained = np.einsum("psxal,alk->pxask", final[:, :, :, cohort], counted)
    return base.stock[..., None] * attained


def origins(base: "Base") -> tuple[np.ndarray, np.ndarray]:
    """Return migrants of a base year by home: areas [area, home area] and other provinces [area, home province]."""
    intra = base.stock[..., 2:4].sum(axis=(1, 2, 3))
    inter = base.stock[..., 4:].sum(axis=(1, 2, 3))
    shares = origin_shares()[PROVINCE_OF[:AREA_COUNT]]
    return intra[:, None] * base.out.homes, inter[:, None] * shares


def base_margins(priors: "Priors", base: "Base") -> list[Margin]:
    """Return all margins of a base year."""
    cells = joint(priors, base)
    residents = base_residents(base.year)
    totals = status_totals(priors, residents, base.year)
    counted = cells[:, :, COUNTED_FROM:].sum(axis=(2, 3))
    persons = residents[..., COUNTED_FROM:].sum(axis=-1)[..., None]
    wanted = registered_step(priors, residents, base.year)[1]
    registered = [cells[area, :, :, LOCAL].sum(axis=(0, 2, 3)) for area in wanted]
    old = np.array([[ages[start:stop].sum() for start, stop in REGISTERED_AGES] for ages in registered])
    flows, beyond = origins(base)
    away = np.zeros(AREA_COUNT)
    for province in WITH_CITIES:
        away[AREAS_OF[province]] = people_out(priors, totals, AREAS_OF[province], base.year)
    return [
        Margin("residents by area, sex and single age", residents, cells.sum(axis=(3, 4))),
        Margin("status by area", totals, cells.sum(axis=(1, 2, 4))),
        Margin("attainment of six and more by area and sex", census_margins(base.year)[:AREA_COUNT] * persons, counted),
        Margin("registered people of 60-64, 65-79, 80+ where a register counts", np.array([*wanted.values()]), old),
        Margin("intra-provincial migrants by area", totals[:, 2:4].sum(axis=1), flows.sum(axis=1)),
        Margin("people away in other cities by home city", away, flows.sum(axis=0)),
        Margin("migrants from other provinces by area", totals[:, 4:].sum(axis=1), beyond.sum(axis=1)),
    ]
