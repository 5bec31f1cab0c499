"""Running on an own population: its persons in place of the base stock, newcomers from the model's frame."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.amounts import MONTHS
from microsim.kernel.world import FIRST_LAW_YEAR, OLDEST, first_of_axes
from microsim.microdata.crosswalk import DEFAULT_WAYS
from microsim.microdata.facts import make_facts
from microsim.microdata.findings import refuse
from microsim.microdata.folder import read_folder
from microsim.microdata.hukou import hukou_distance
from microsim.microdata.luck import luck_of
from microsim.microdata.people import GivenPeople
from microsim.microdata.reserves import with_reserves
from microsim.microdata.table import Table, known_or
from microsim.microdata.variables import PERSONS, SPELLS, TRANSFERS, HukouFrom
from microsim.places import AREA_COUNT, ELSEWHERE, PLACE_COUNT, PLACE_KEYS
from microsim.schema import HukouType, Origin, Status

if TYPE_CHECKING:
    from microsim.inputs import Inputs

TYPES = len(HukouType)
PARTS = {"births": Origin.BIRTH, "arrivals": Origin.ARRIVAL, "absent": Origin.ABSENT}
DIGITS = 4
LOGGER = logging.getLogger("microsim")


def with_own_people(inputs: "Inputs", folder: str | Path) -> "Inputs":
    """Return inputs whose base stock is the persons of a population folder."""
    tables, summary = read_folder(Path(folder))
    persons = tables[PERSONS]
    base_year = persons.date // MONTHS
    if inputs.population.base_year != base_year:
        allowed = f"allowed with the persons of {folder} is {base_year}, the year they stand in"
        refuse("population.base_year", f"found {inputs.population.base_year}, {allowed}")
    stock = inputs.population.frame_stock[base_year - first_of_axes(base_year)]
    status = statuses(persons, stock)
    scale = money_scale(persons, inputs.world.law, summary["carried_months"])
    age = base_year - persons["birth"] // MONTHS
    facts = make_facts(persons, tables.get(SPELLS), tables.get(TRANSFERS), scale)
    place, sex, old = (field.astype(np.int64) for field in (persons["place"], persons["sex"], np.minimum(age, OLDEST)))
    people = GivenPeople(facts, place, status, sex, old, persons["weight"], persons["person"].astype(str), base_year)
    if people.persons < 1:
        refuse(str(folder), "found weights that add up to nobody")
    ratio = covered(persons, stock)
    way = summary["from_model"].get("reserves", DEFAULT_WAYS["reserves"])
    inputs, unusual = with_reserves(inputs, way, ratio, frame_of(stock), summary.get("reserves"))
    for said in unusual:
        LOGGER.warning("unusual: %s", said)
    people.summary = own_summary(summary, ratio, people) | {"unusual": unusual}
    population = inputs.population
    expected = newcomers(population.expected, summary["from_model"], ratio)
    population = population._replace(strata=strata_of(expected, base_year), expected=expected, given=people)
    return inputs._replace(population=population)


def statuses(persons: Table, stock: np.ndarray) -> np.ndarray:
    """Return everybody's status; what the file lacks of it is drawn by place, sex and age from the frame."""
    place = persons["place"].astype(np.int64)
    age = (persons.date // MONTHS - persons["birth"] // MONTHS).astype(np.int64)
    distance = known_or(hukou_distance(persons["place"], persons["hukou_place"]), persons["hukou_from"])
    distance = np.where((place == ELSEWHERE) & np.isnan(distance), int(HukouFrom.LOCAL), distance)
    kind = persons["hukou_type"]
    status = np.arange(len(Status))
    fits = (np.isnan(distance)[:, None] | (status // TYPES == distance[:, None])) & (
        np.isnan(kind)[:, None] | (status % TYPES == kind[:, None])
    )
    ages = np.minimum(age, stock.shape[-1] - 1)
    shares = stock[place, :, persons["sex"].astype(np.int64), ages]
    shares = np.where(fits, shares, 0.0)
    nobody = shares.sum(axis=1) == 0  # the frame has none of these: all that fit are alike
    shares[nobody] = fits[nobody]
    reached = np.cumsum(shares, axis=1)
    luck = luck_of(persons["person"], "row_status") * reached[:, -1]
    return np.minimum((luck[:, None] >= reached).sum(axis=1), len(Status) - 1)


def money_scale(persons: Table, law: np.ndarray, carried: int) -> np.ndarray | float:
    """Return the factor on each row's money: average wages of the base year over those of the file's."""
    if carried == 0:
        return 1.0
    row = persons.date // MONTHS - FIRST_LAW_YEAR
    wages = law["average_wage"]
    ratio = wages[:, row] / wages[:, row - carried // MONTHS]
    return ratio[persons["place"].astype(np.int64)]


def covered(persons: Table, stock: np.ndarray) -> np.ndarray:
    """Return persons of the file over persons of the model's frame, by area."""
    place = persons["place"].astype(np.int64)
    people = np.bincount(place, persons["weight"], PLACE_COUNT)[:AREA_COUNT]
    return people / frame_of(stock)


def frame_of(stock: np.ndarray) -> np.ndarray:
    """Return the persons of the model's frame, by area."""
    persons: np.ndarray = stock.sum(axis=(1, 2, 3))[:AREA_COUNT]
    return persons


def newcomers(expected: dict, ways: dict[str, str], ratio: np.ndarray) -> dict:
    """Return expected persons by origin: no base stock, and of the others what the folder asks for."""
    result = {Origin.BASE: np.zeros_like(expected[Origin.BASE])}
    for part, origin in PARTS.items():
        factor = {"model": np.ones(AREA_COUNT), "none": np.zeros(AREA_COUNT), "scaled": ratio}[ways[part]]
        result[origin] = expected[origin] * factor.reshape(-1, *[1] * (expected[origin].ndim - 1))
    return {origin: result[origin] for origin in expected}


def strata_of(expected: dict, base_year: int) -> Any:
    """Return the strata newcomers are drawn from."""
    from microsim.population.strata import make_strata

    return make_strata(expected, base_year)


def own_summary(summary: dict[str, Any], ratio: np.ndarray, people: GivenPeople) -> dict[str, Any]:
    """Return what a run's manifest says of an own population."""
    kept = ("date", "carried_months", "from_model", "rows", "filled", "sources", "map", "outputs", "notes")
    shares = {key: round(float(share), DIGITS) for key, share in zip(PLACE_KEYS, ratio, strict=False)}
    own = {"reserves": summary["reserves"]} if summary.get("reserves") else {}
    return {key: summary[key] for key in kept} | own | {"persons": people.persons, "persons_over_frame": shares}
