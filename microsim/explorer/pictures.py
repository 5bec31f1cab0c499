"""An answer as plain numbers: what the page draws, and what its tables hold."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from microsim.estimating.estimate import T_975
from microsim.explorer import measures, persons
from microsim.explorer.errors import Estimator, Figure, figure
from microsim.explorer.levers import FIRST_START
from microsim.explorer.sums import Sums
from microsim.explorer.warm import Model, Pair
from microsim.places import AREA_COUNT, PLACE_KEYS
from microsim.results.indicators import BOTH, PROVINCES, REGIONS
from microsim.scenarios import Scenario
from microsim.scenarios.known import assumption_quantities, law_quantities
from microsim.scenarios.usual import unusual

DIGITS = 6  # that a number of an answer keeps: the page shows fewer
SHOWN_REGIONS = (*PROVINCES, BOTH)
TILE_YEARS = (2030, 2035, 2040, 2050, 2060, 2075, 2100)
NUMBER_YEARS = (2035, 2050)  # years of the balance told in one number; of the last the benefit ratio is told too
FEWEST = 50  # sampled persons below which a cell tells no mean
BILLION, PERCENT = 1e9, 100.0


def told(values: np.ndarray) -> list[Any]:
    """Return numbers as JSON takes them: few digits, None for what is missing."""
    return [None if math.isnan(value) else float(f"{value:.{DIGITS}g}") for value in np.asarray(values, float).tolist()]


def parts_of(found: Figure) -> dict[str, list[Any]]:
    """Return a figure by its parts, the change and its half interval among them."""
    return {name: told(part) for name, part in {**found._asdict(), "change": found.change}.items()}


def answer(model: Model, pair: Pair, scenario: Scenario | None = None) -> dict[str, Any]:
    """Return all that the page draws of a base and a reform; ``scenario`` is that of the reform, for what is said of its values."""
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
        "losers": losers(pair),
        "unusual": [] if scenario is None else unusual_names(scenario),
    }


def unusual_names(scenario: Scenario) -> list[dict[str, str]]:
    """Return the names of the quantities that a scenario sets outside their documented range."""
    known = {f"law.{path}": one for path, one in law_quantities().items()}
    known |= {f"assumptions.{path}": one for path, one in assumption_quantities().items()}
    keys = [problem.key for problem in unusual(scenario)]
    found = dict.fromkeys(path for key in keys for path in known if f"{key}.".startswith(f"{path}."))
    return [{"en": known[path].en, "zh": known[path].zh} for path in found]


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
        name: parts_of(figure(over(measure, places), pair.before.sums, pair.after.sums))
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
            found.append({"name": name, "year": year, **single(figure(estimator, pair.before.sums, pair.after.sums))})
    return found


def single(found: Figure) -> dict[str, Any]:
    """Return a figure of one value by its parts."""
    return {name: told(np.atleast_1d(part))[0] for name, part in {**found._asdict(), "change": found.change}.items()}


def tiles(pair: Pair, slot: int) -> dict[str, dict[str, Any]]:
    """Return the balance of a year of every area."""
    return {
        PLACE_KEYS[place]: single(figure(over(measures.balance, [place], slot), pair.before.sums, pair.after.sums))
        for place in range(AREA_COUNT)
    }


def cohorts(pair: Pair) -> Iterator[dict[str, Any]]:
    """Yield the net pension wealth a person by cohort and fifth of lifetime earnings; cells of few persons have none."""
    parts = persons.by_cell(pair.before.persons, pair.after.persons, pair.paired)
    names = ("before", "after", "change")
    for number, (first, fifth) in enumerate((first, fifth) for first in persons.COHORTS for fifth in persons.FIFTHS):
        cell: dict[str, Any] = {"cohort": first, "fifth": fifth, "persons": int(parts[0].persons[number])}
        if cell["persons"] >= FEWEST:
            for name, part in zip(names, parts, strict=True):
                cell[name], cell[f"half_{name}"] = told(np.array([part.value[number], T_975 * part.se[number]]))
        yield cell


def losers(pair: Pair) -> dict[str, Any] | None:
    """Return the share, percent, who lose much of their pension wealth and the median of their loss; None without twins."""
    if not pair.paired:
        return None
    share, loss = persons.lose_much(pair.before.persons, pair.after.persons)
    found = {"share": PERCENT * share.value[0], "half_share": PERCENT * T_975 * share.se[0]}
    found |= {"loss": loss.value[0], "half_loss": T_975 * loss.se[0], "persons": int(loss.persons[0])}
    told_ = {name: value if isinstance(value, int) else told(np.array([value]))[0] for name, value in found.items()}
    return told_ | {"births": list(persons.WHOLE_LIVES)}
