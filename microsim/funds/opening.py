"""Opening stocks of the funds at the end of the base year, by area and scheme."""

from typing import TYPE_CHECKING

import numpy as np

from microsim.amounts import FEN
from microsim.data import rows
from microsim.funds.money import apportion
from microsim.kernel.world import BASE_YEAR
from microsim.places import PLACE_COUNT, PLACE_KEYS, PLACES_OF, PROVINCE_KEYS, SIMULATED
from microsim.reading import InputError, Problem
from microsim.schema import Scheme

if TYPE_CHECKING:
    from microsim.law.assumptions import Assumptions

WEIGHTS = "funds/tables/opening_weights.csv"
COLUMNS = {Scheme.EMPLOYEES: "employees", Scheme.RESIDENTS: "residents", Scheme.LOCAL: "local"}
SHARE = "funds.employees.{place}_share"  # the assumption of a place's share, where there is one


def city_weights(assumptions: "Assumptions", province: int, base_year: int = BASE_YEAR) -> dict[Scheme, np.ndarray]:
    """Return the shares of a province's places in its stocks by scheme, {scheme: [place]}.

    A place whose share of the employees' stock is assumed has that; the others share the rest as the table says.
    """
    places = PLACES_OF[province]
    if len(places) == 1:
        return {scheme: np.ones(1, dtype=np.int64) for scheme in COLUMNS}
    weights = {scheme: weights_of(places, column) for scheme, column in COLUMNS.items()}
    weights[Scheme.LOCAL] = weights[Scheme.LOCAL].astype(np.int64)
    employees = weights[Scheme.EMPLOYEES]
    names = [SHARE.format(place=PLACE_KEYS[place]) for place in places]
    set_apart = np.array([name in assumptions.entries for name in names])
    if set_apart.any():
        shares = np.array([float(assumptions.path(name, base_year)) for name in names if name in assumptions.entries])
        employees[~set_apart] *= (1.0 - shares.sum()) / employees[~set_apart].sum()
        employees[set_apart] = shares
    return weights


def weights_of(places: np.ndarray, column: str) -> np.ndarray:
    """Return a column of the table of weights for some places."""
    table = {row.cells["place"]: row for row in rows(WEIGHTS)}
    missing = [PLACE_KEYS[place] for place in places if PLACE_KEYS[place] not in table]
    if missing:
        last = list(table.values())[-1]
        raise InputError([Problem(str(last.file), last.line, 1, "place", f"no row for {', '.join(missing)}")])
    return np.array([float(table[PLACE_KEYS[place]].cells[column] or 0) for place in places])


def opening_stocks(assumptions: "Assumptions", base_year: int = BASE_YEAR) -> np.ndarray:
    """Return the stocks at the end of a base year in fen, [place, scheme].

    A province's are split over its cities, the public scheme's like the employees'; those of a local supplement belong
    to the cities that have one; no stock is kept for elsewhere.
    """
    stocks = np.zeros((PLACE_COUNT, len(Scheme)), dtype=np.int64)
    for province in SIMULATED:
        weights = city_weights(assumptions, province, base_year)
        weights[Scheme.PUBLIC] = weights[Scheme.EMPLOYEES]
        for scheme in Scheme:
            path = f"funds.{scheme.name.lower()}.opening"
            stock = round(FEN * float(assumptions.path(path, base_year, PROVINCE_KEYS[province])))
            stocks[PLACES_OF[province], scheme] = apportion(stock, weights[scheme]) if weights[scheme].any() else 0
    return stocks
