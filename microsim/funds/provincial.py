"""One fund for a province: the cities' ledgers go on for the record, deficits are covered from the common money."""

import numpy as np

from microsim.funds.money import shared
from microsim.places import PLACES_OF, SIMULATED


def city_transfers(balances: np.ndarray, stocks: np.ndarray, pooled: np.ndarray) -> np.ndarray:
    """Return what each place takes out of the common fund of its province (+) or leaves to it (-), fen [place].

    Deficits of the year are covered by the surpluses of the others in proportion, then by the
    stocks the province opened the year with. What neither covers stays with the place.

    Parameters
    ----------
    balances : the year's balance of each place after transfers between provinces
    stocks : stock with which each place opened the year
    pooled : share of the year in which the province has one fund, [province]
    """
    moved = np.zeros_like(balances)
    for province in SIMULATED:
        places = PLACES_OF[province]
        part = float(pooled[province])
        moved[places] = transfers_within(in_force(balances[places], part), stocks[places] if part > 0 else 0)
    return moved


def in_force(balances: np.ndarray, part: float) -> np.ndarray:
    """Return the part of balances that falls in the months of the common fund, in whole fen towards zero."""
    return np.trunc(balances * part).astype(np.int64) if part < 1 else balances


def transfers_within(balances: np.ndarray, stocks: int | np.ndarray) -> np.ndarray:
    """Return the transfers of one province; they add up to nothing."""
    gaps, room = np.maximum(-balances, 0), np.maximum(balances, 0)
    held = np.maximum(stocks, np.zeros_like(balances))
    from_surplus = min(int(gaps.sum()), int(room.sum()))
    from_stocks = min(int(gaps.sum()) - from_surplus, int(held.sum()))
    given = shared(from_surplus, room) + shared(from_stocks, held)
    return shared(from_surplus + from_stocks, gaps) - given
