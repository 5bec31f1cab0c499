"""The funds of schemes beyond the pension: the return on what they hold, and what they hold, year by year and place."""

from typing import TYPE_CHECKING

import numpy as np

from microsim.places import PROVINCE_OF
from microsim.schema import BEYOND, Scheme, lines
from microsim.schema.beyond import IN, OUT, RETURN, STOCK

if TYPE_CHECKING:
    from microsim.funds.policy import FundPolicy
    from microsim.kernel.tallies import Tallies


def keep_reserves(tallies: "Tallies", policy: "FundPolicy") -> "Tallies":
    """Return tallies with the books of these funds closed.

    A fund opens empty. It earns what the pension funds' reserves earn at home on what it held at the end of the year before,
    nothing on a gap; its stock is that of the year before and what came in, less what went out, exactly.

    Parameters
    ----------
    tallies
        What lives counted and booked, persons represented.
    policy
        The FundPolicy of the same years.
    """
    if not tallies.beyond_fen.any():
        return tallies
    books = tallies.beyond_fen.copy()
    rates = policy.reserve_return[:, PROVINCE_OF, Scheme.EMPLOYEES]
    for scheme in BEYOND:
        for returned, held in zip(lines(scheme, RETURN), lines(scheme, STOCK), strict=True):
            stock = np.zeros(books.shape[1], np.int64)
            for year, rate in enumerate(rates):
                books[year, :, returned] = np.rint(np.maximum(stock, 0) * rate)
                moved = books[year][:, lines(scheme, IN)].sum(axis=1) - books[year][:, lines(scheme, OUT)].sum(axis=1)
                stock = stock + moved + books[year, :, returned]
                books[year, :, held] = stock
    return tallies._replace(beyond_fen=books)
