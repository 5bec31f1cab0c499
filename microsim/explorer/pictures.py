"""An answer as plain numbers: what the page draws, and what its tables hold."""

import math
from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np

from microsim.explorer import measures
from microsim.explorer.errors import Estimator, Figure, figure
from microsim.explorer.levers import FIRST_START
from microsim.explorer.sums import Sums
from microsim.explorer.warm import Model, Pair
from microsim.kernel.tallies import FIRST_BIRTH_YEAR, Lifetime
from microsim.places import AREA_COUNT, PLACE_KEYS
from microsim.results.indicators import BOTH, PROVINCES, REGIONS
from microsim.schema import Education, Sex

DIGITS = 6  # that a number of an answer keeps: the page shows fewer
SHOWN_REGIONS = (*PROVINCES, BOTH)
TILE_YEARS = (2030, 2035, 2040, 2050, 2060, 2075, 2100)
NUMBER_YEARS = (2035, 2050)  # years of the balance told in one number; of the last the benefit ratio is told too
COHORT_WIDTH, FIRST_COHORT, LAST_COHORT = 5, 1960, 2000  # first years of birth: lives that a run sees nearly whole
FEWEST = 50  # sampled persons below which a cell tells no mean
BILLION = 1e9


def told(values: np.ndarray) -> list[Any]:
    """Return numbers as JSON takes them: few digits, None for what is missing."""
    return [None if math.isnan(value) else float(f"{value:.{DIGITS}g}") for value in np.asarray(values, float).tolist()]


def parts_of(found: Figure) -> dict[str, list[Any]]:
    """Return a figure by its parts, the change and its half interval among them."""
    return {name: told(part) for name, part in {**found._asdict(), "change": found.change}.items()}


def answer(model: Model, pair: Pair) -> dict[str, Any]:
    """Return all that the page draws of a base and a reform."""
    years = [int(year) for year in model.years]
    return {
        "one_in": pair.one_in,
        "paired": pair.paired,
        "years": years,
        "price_year": model.base.prices.year,
        "yearly": {region: yearly(model, pair, region) for region in SHOWN_REGIONS},
        "numbers": {region: numbers(model, pair, region) for region in SHOWN_REGIONS},
        "tiles": {str(year): tiles(pair, years.index(year)) for year in TILE_YEARS if year in years},
        "cohorts": list(cohorts(pair)),
    }


def places_of(region: str) -> list[int]:
    """Return the places of a region."""
    return list(REGIONS[region])


def over(measure: measures.Measure, places: list[int], slot: int | None = None, unit: float = 1.0) -> Estimator:
    """Return what works a measure of some places out of sums: of all years, or of one, in a unit."""

    def estimator(sums: Sums) -> np.ndarray:
        values = measure(sums, places) / unit
        return values if slot is None else values[:, slot]

    return estimator


def measures_of(model: Model) -> dict[str, measures.Measure]:
    """Return the measures of a region; benefits may be cut from the first year in which a lever may act."""
    return measures.yearly(FIRST_START - int(model.years[0]))


def yearly(model: Model, pair: Pair, region: str) -> dict[str, dict[str, list[Any]]]:
    """Return the measures of a region year by year."""
    places = places_of(region)
    return {
        name: parts_of(figure(over(measure, places), pair.before, pair.after))
        for name, measure in measures_of(model).items()
    }


def numbers(model: Model, pair: Pair, region: str) -> list[dict[str, Any]]:
    """Return the numbers of the first look: balance of two years in yuan and in bases, and the benefit ratio."""
    places, found = places_of(region), []
    for year in NUMBER_YEARS:
        slot = year - int(model.years[0])
        if slot >= len(model.years):
            continue
        price = float(model.base.prices.level[slot]) * BILLION
        estimators = {"balance_yuan": over(measures.balance_yuan, places, slot, price)}
        names = ["balance", "balance_payable"]
        if year == NUMBER_YEARS[-1]:
            names += ["benefit_ratio", "benefit_ratio_payable"]
        estimators |= {name: over(measures_of(model)[name], places, slot) for name in names}
        for name, estimator in estimators.items():
            found.append({"name": name, "year": year, **single(figure(estimator, pair.before, pair.after))})
    return found


def single(found: Figure) -> dict[str, Any]:
    """Return a figure of one value by its parts."""
    return {name: told(np.atleast_1d(part))[0] for name, part in {**found._asdict(), "change": found.change}.items()}


def tiles(pair: Pair, slot: int) -> dict[str, dict[str, Any]]:
    """Return the balance of a year of every area."""
    return {
        PLACE_KEYS[place]: single(figure(over(measures.balance, [place], slot), pair.before, pair.after))
        for place in range(AREA_COUNT)
    }


def cohorts(pair: Pair) -> Iterator[dict[str, Any]]:
    """Yield the net pension wealth a person by years of birth, sex and education; cells of few persons have none."""
    for first in range(FIRST_COHORT, LAST_COHORT + 1, COHORT_WIDTH):
        rows = slice(first - FIRST_BIRTH_YEAR, first - FIRST_BIRTH_YEAR + COHORT_WIDTH)
        for sex in Sex:
            for level in Education:
                cell: dict[str, Any] = {"cohort": first, "sex": sex.name.lower(), "education": level.name.lower()}
                represented = pair.before.lifetimes[0, rows, sex, level, Lifetime.PERSONS].sum()
                cell["persons"] = round(float(represented) / pair.one_in)
                if cell["persons"] >= FEWEST:
                    cell |= single(figure(partial(wealth, rows=rows, sex=sex, level=level), pair.before, pair.after))
                yield cell


def wealth(sums: Sums, rows: slice, sex: Sex, level: Education) -> np.ndarray:
    """Return the net pension wealth of a cell, yuan a person [set]."""
    persons = sums.lifetimes[:, rows, sex, level, Lifetime.PERSONS].sum(axis=1)
    return measures.ratio(measures.net_wealth(sums)[:, rows, sex, level].sum(axis=1), persons)
