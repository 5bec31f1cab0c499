"""Residents at the base date by hukou status: proportional fitting to census and register margins."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.kernel.world import BASE_YEAR
from microsim.places import AREA_COUNT, PLACE_CODE, PLACES_OF, SIMULATED
from microsim.population.inputs import BETWEEN_CENSUSES, SINGLE_AGES, areas, base_residents, national_population, table
from microsim.population.ipf import fit

if TYPE_CHECKING:
    from microsim.population.inputs import Priors

LOCAL, INTRA, INTER = slice(0, 2), slice(2, 4), slice(4, 6)
STATUSES = 6
REGISTERED_AGES = ((60, 65), (65, 80), (80, SINGLE_AGES))
NEARLY_ALL = 0.995  # registered people among the residents of an age group, at most
FINE = 3e-8  # tolerance of the margins: fine enough that the registered ages hold to 1e-6 too
EVERYBODY = 1e-9  # share given to a cell that must not be empty


def class_shares(priors: "Priors", residents: np.ndarray, year: int = BASE_YEAR) -> np.ndarray:
    """Return locals, intra-provincial and other migrants by area, persons."""
    figures = areas()
    total = residents.sum(axis=(1, 2))
    shares = np.zeros((AREA_COUNT, 3))
    for column, name in ((1, "intra"), (2, "inter")):
        at = {
            short: figures[f"{name}{short}"][:AREA_COUNT] / figures[f"residents{short}"][:AREA_COUNT]
            for short in (10, 20)
        }
        weight = BETWEEN_CENSUSES[year]
        shares[:, column] = (1 - weight) * at[10] + weight * at[20]
    persons = shares * total[:, None]
    for province in SIMULATED:
        if len(PLACES_OF[province]) == 1:  # there is no other place to come from
            persons[PLACES_OF[province], 1] = 0.0
    for area, present in registered_present(priors, year).items():
        persons[area, 2] = total[area] - present[0] - persons[area, 1]
    persons[:, 0] = total - persons[:, 1:].sum(axis=1)
    return persons


def registered_present(priors: "Priors", year: int = BASE_YEAR) -> dict[int, np.ndarray]:
    """Return registered people who live at areas with a register: all, 60 and more, 65 and more, 80 and more."""
    columns, present = table("registered"), priors.number("hukou.registered_present")
    ages = columns["age_from"].argsort(kind="stable")
    found = {}
    for key in dict.fromkeys(str(name) for name in columns["area"]):
        rows = ages[(columns["area"][ages] == key) & (columns["year"][ages] == year)]
        found[PLACE_CODE[key]] = columns["registered"][rows] * present
    return found


def urban_gain(priors: "Priors", year: int = BASE_YEAR) -> float:
    """Return the gain of the urban hukou share since 2010, even between the censuses."""
    return priors.number("hukou.urban_gain") * BETWEEN_CENSUSES[year] / BETWEEN_CENSUSES[BASE_YEAR]


def status_totals(priors: "Priors", residents: np.ndarray, year: int = BASE_YEAR) -> np.ndarray:
    """Return persons by area and status."""
    classes = class_shares(priors, residents, year)
    total = residents.sum(axis=(1, 2))
    rural_inter = priors.places("migration.rural_inter")[:AREA_COUNT]
    rural_intra = priors.number("migration.rural_intra")
    urban = (areas()["urban_hukou10"][:AREA_COUNT] + urban_gain(priors, year)) * total
    urban -= classes[:, 1] * (1 - rural_intra) + classes[:, 2] * (1 - rural_inter)
    least, most = priors.number("hukou.urban_least"), priors.number("hukou.urban_most")
    local_urban = np.clip(urban / classes[:, 0], least, most)
    parts = np.stack([local_urban, 1 - local_urban], axis=-1) * classes[:, :1]
    intra = classes[:, 1:2] * np.array([1 - rural_intra, rural_intra])
    inter = classes[:, 2:3] * np.stack([1 - rural_inter, rural_inter], axis=-1)
    return np.concatenate([parts, intra, inter], axis=1)


def seed(priors: "Priors", stocks: list[np.ndarray], year: int = BASE_YEAR) -> np.ndarray:
    """Return the seed [area, sex, age, status]: the nation's ages for locals, cohort runs for migrants."""
    nation = national_population(year)
    result = np.ones((AREA_COUNT, 2, SINGLE_AGES, STATUSES))
    result[..., LOCAL] = (nation / nation.sum())[None, :, :, None]
    men = priors.places("migration.entry_men")[:AREA_COUNT]
    sexes = np.stack([men, 1 - men], axis=-1)[:, :, None, None]
    for stock, status in zip(stocks, (INTRA, INTER), strict=True):
        ages = stock.sum(axis=1)
        profile = np.append(ages[: SINGLE_AGES - 1], ages[SINGLE_AGES - 1 :].sum()) + EVERYBODY
        result[..., status] = sexes * (profile / profile.sum())[None, None, :, None]
    return result


def registered_step(
    priors: "Priors", residents: np.ndarray, year: int = BASE_YEAR
) -> tuple[Callable[..., Any], dict[int, np.ndarray]]:
    """Return the step that keeps locals of areas with a register at their registered numbers from 60 on.

    Also returns the persons wanted, by area: of 60 to 64, 65 to 79, 80 and more.
    """
    wanted = {}
    for area, present in registered_present(priors, year).items():
        most = [NEARLY_ALL * residents[area, :, start:stop].sum() for start, stop in REGISTERED_AGES]
        wanted[area] = np.minimum(-np.diff(np.append(present[1:], 0.0)), most)

    def step(cells: np.ndarray) -> np.ndarray:
        for area, groups in wanted.items():
            for (start, stop), persons in zip(REGISTERED_AGES, groups, strict=True):
                group = cells[area, :, start:stop, LOCAL]
                group *= persons / group.sum()
        return cells

    return step, wanted


def floor_step(priors: "Priors", residents: np.ndarray, totals: np.ndarray) -> Callable[..., Any]:
    """Return the step that keeps locals above a share of residents at every age."""
    local_share = totals[:, LOCAL].sum(axis=1) / totals.sum(axis=1)
    floor = priors.number("migration.local_floor") * local_share[:, None, None] * residents

    def step(cells: np.ndarray) -> np.ndarray:
        here = cells[..., LOCAL].sum(axis=-1)
        lift = np.maximum(1.0, floor / np.maximum(here, EVERYBODY))
        cells[..., LOCAL] *= lift[..., None]
        return cells

    return step


def base_stock(priors: "Priors", stocks: list[np.ndarray], year: int = BASE_YEAR) -> np.ndarray:
    """Return residents at the end of a base year [area, sex, age 0..100, status].

    ``stocks``: cohort runs of intra- and inter-provincial migrants by age and years of stay.
    """
    residents = base_residents(year)
    totals = status_totals(priors, residents, year)
    margins = (((1, 2), totals[:, None, None, :]), ((3,), residents[..., None]))
    steps = (floor_step(priors, residents, totals), registered_step(priors, residents, year)[0])
    return fit(seed(priors, stocks, year), margins, steps, FINE)
