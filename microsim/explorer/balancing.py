"""The iso-balance picture: which age, employer rate and benefit ratio together balance one year, without subsidy.

Ages are run, each once by a quick sample up to the year. Rate and ratio are then solved from the totals: with all else as
it is, employers' contributions grow in proportion to their rate and benefits to their level.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from microsim.amounts import FEN
from microsim.explorer import measures
from microsim.explorer.errors import half_width
from microsim.explorer.levers import USUAL_START, Setting, Settings, levers
from microsim.explorer.pictures import places_of, told
from microsim.explorer.reform import stands
from microsim.explorer.sampling import Wanted
from microsim.explorer.sums import Sums
from microsim.explorer.warm import Model
from microsim.kernel.world import FIRST_LAW_YEAR

YEAR = 2050
AGE = "men_age"
AGES = (61.0, 63.0, 65.0, 67.0, 69.0)
RATIOS = np.arange(10.0, 71.0, 5.0)  # benefit ratios at which a rate is solved, percent


def curves(model: Model, settings: Settings, region: str, wanted: Wanted) -> Iterator[dict[str, Any]]:
    """Yield for each age the employer rates, percent, that balance the year at each of RATIOS, with half intervals.

    Women's ages keep the distance to men's that the law, or the settings, give.
    """
    year = min(YEAR, model.until)
    places = places_of(region)
    for age in AGES:
        own = with_age(model, settings, age)
        sums = model.alone(own, year, wanted)
        rates = model.reformed(own).world.law["employer_rate"][places, year - FIRST_LAW_YEAR].mean(axis=-1)
        slot = year - int(model.years[0])
        solved = np.stack([rate_at(sums, places, rates, slot, ratio) for ratio in RATIOS], axis=-1)
        stand = measures.benefit_ratio(sums, places)[:, slot]
        due = np.array([rate_at(sums, places, rates, slot, one)[number] for number, one in enumerate(stand)])
        yield {
            "age": age,
            "year": year,
            "ratios": RATIOS.tolist(),
            "rates": told(solved[0]),
            "half": told(half_width(solved[1:])),
            "ratio_now": told(stand[:1])[0],
            "rate_needed": told(due[:1])[0],
            "rate_now": told(np.atleast_1d(100.0 * effective(sums, places, rates, slot)[0]))[0],
        }


def with_age(model: Model, settings: Settings, age: float) -> Settings:
    """Return settings with men's age moved, and women's in step where nothing else is set of them."""
    year = settings[AGE].year if AGE in settings else USUAL_START
    own = settings | {AGE: Setting(age, year)}
    for lever in levers().values():
        if lever.less_than == AGE and lever.key not in settings:
            found = stands(model.base.scenario, model.base.world.law, lever, year)
            assert found is not None
            own[lever.key] = Setting(found[0], year)
    return {key: own[key] for key in levers() if key in own}


def effective(sums: Sums, places: list[int], rates: np.ndarray, slot: int) -> np.ndarray:
    """Return the mean employer rate of the bases that employers paid on [set]."""
    paid = sums.flows[:, slot, places, measures.ENTRY["employer"]] / FEN
    return paid.sum(axis=-1) / (paid / rates).sum(axis=-1)


def rate_at(sums: Sums, places: list[int], rates: np.ndarray, slot: int, ratio: float) -> np.ndarray:
    """Return the employer rate, percent, that balances the year when benefits stand at a ratio, percent [set]."""
    employer = measures.flow(sums, places, "employer")[:, slot]
    others = measures.income(sums, places)[:, slot] - employer
    paid = measures.flow(sums, places, "paid")[:, slot] * ratio / measures.benefit_ratio(sums, places)[:, slot]
    needed = paid + measures.flow(sums, places, "moved_out")[:, slot] - others
    return 100.0 * effective(sums, places, rates, slot) * needed / employer
